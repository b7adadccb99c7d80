"""Atom (RFC 4287), RSS 2.0, JSON Feed 1.1 and sitemaps, written by an XML writer, never by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.utils import format_datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import XMLGenerator

import msgspec

from briefing.thought.addresses import absolute
from briefing.thought.feeding import Feed, FeedItem, Sitemap
from briefing.thought.pages import SiteView

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: What XML 1.0 cannot hold, whatever its escape.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Xml:
    """A document that is written from top to bottom."""

    def __init__(self) -> None:
        self._bytes = BytesIO()
        self._writer = XMLGenerator(self._bytes, "utf-8", short_empty_elements=True)
        self._depth = 0
        self._writer.startDocument()

    @contextmanager
    def within(self, name: str, **attributes: str) -> Iterator[None]:
        """Write an element around what is written meanwhile."""
        self._line(name, attributes)
        self._writer.characters("\n")
        self._depth += 1
        yield
        self._depth -= 1
        self._writer.characters(" " * self._depth)
        self._end(name)

    def leaf(self, name: str, text: str = "", **attributes: str) -> None:
        """Write an element with text, or an empty one."""
        self._line(name, attributes)
        if text:
            self._writer.characters(_NOT_XML.sub("", text))
        self._end(name)

    def done(self) -> bytes:
        """Return the document."""
        self._writer.endDocument()
        return self._bytes.getvalue()

    def _line(self, name: str, attributes: dict[str, str]) -> None:
        self._writer.characters(" " * self._depth)
        # `xml_lang` and `xmlns_atom` stand for names that Python cannot write
        named = {
            key.replace("_", ":"): _NOT_XML.sub("", value) for key, value in attributes.items()
        }
        self._writer.startElement(name, named)  # type: ignore[arg-type]

    def _end(self, name: str) -> None:
        self._writer.endElement(name)
        self._writer.characters("\n")


def atom(feed: Feed, contents: Sequence[str], site: SiteView) -> bytes:
    """Return an Atom feed; `contents` is the HTML of each item."""
    xml = Xml()
    with xml.within("feed", xmlns=_ATOM, xml_lang=site.language):
        xml.leaf("id", feed.id)
        xml.leaf("title", feed.title)
        if site.description and feed.about.address == "index.html":
            xml.leaf("subtitle", site.description)
        xml.leaf("updated", feed.updated)
        with xml.within("author"):
            xml.leaf("name", _author(site))
        xml.leaf("link", rel="self", type="application/atom+xml", href=_url(site, feed.path))
        xml.leaf("link", rel="alternate", type="text/html", href=_url(site, feed.about.address))
        xml.leaf("generator", site.generator)
        if site.licence:
            xml.leaf("rights", site.licence)
        for item, content in zip(feed.items, contents, strict=True):
            with xml.within("entry"):
                xml.leaf("id", item.id)
                xml.leaf("title", item.title)
                xml.leaf("link", rel="alternate", type="text/html", href=_url(site, item.address))
                xml.leaf("published", item.published)
                xml.leaf("updated", item.updated)
                for topic in item.topics:
                    xml.leaf("category", term=topic)
                xml.leaf("content", content, type="html")
    return xml.done()


def rss(feed: Feed, contents: Sequence[str], site: SiteView) -> bytes:
    """Return an RSS 2.0 feed."""
    xml = Xml()
    with xml.within("rss", version="2.0", xmlns_atom=_ATOM), xml.within("channel"):
        xml.leaf("title", feed.title)
        xml.leaf("link", _url(site, feed.about.address))
        xml.leaf("description", site.description or feed.title)
        xml.leaf("language", site.language)
        if site.licence:
            xml.leaf("copyright", site.licence)
        xml.leaf("lastBuildDate", _rfc822(feed.updated))
        xml.leaf("generator", site.generator)
        xml.leaf("atom:link", rel="self", type="application/rss+xml", href=_url(site, feed.path))
        for item, content in zip(feed.items, contents, strict=True):
            with xml.within("item"):
                xml.leaf("title", item.title)
                xml.leaf("link", _url(site, item.address))
                xml.leaf("guid", item.id, isPermaLink="false")
                xml.leaf("pubDate", _rfc822(item.updated))
                for topic in item.topics:
                    xml.leaf("category", topic)
                xml.leaf("description", content)
    return xml.done()


def json(feed: Feed, contents: Sequence[str], site: SiteView) -> bytes:
    """Return a JSON Feed 1.1."""
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": _url(site, feed.about.address),
        "feed_url": _url(site, feed.path),
        **({"description": site.description} if site.description else {}),
        "authors": [{"name": _author(site)}],
        "language": site.language,
        "items": [
            _json_item(item, html, site) for item, html in zip(feed.items, contents, strict=True)
        ],
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


def _json_item(item: FeedItem, content: str, site: SiteView) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": _url(site, item.address),
        "title": item.title,
        "content_html": content,
        "date_published": item.published,
        "date_modified": item.updated,
        **({"tags": item.topics} if item.topics else {}),
    }


def sitemap(found: Sitemap, site: SiteView) -> bytes:
    """Return a sitemap."""
    xml = Xml()
    with xml.within("urlset", xmlns=_SITEMAP):
        for path, changed in found.pages:
            with xml.within("url"):
                xml.leaf("loc", _url(site, path))
                if changed:
                    xml.leaf("lastmod", changed)
    return xml.done()


FORMS = {"atom": atom, "rss": rss, "json": json}


def _url(site: SiteView, address: str) -> str:
    return absolute(address, site.base_url)


def _author(site: SiteView) -> str:
    return site.publisher or site.title


def _rfc822(moment: str) -> str:
    return format_datetime(datetime.fromisoformat(moment))
