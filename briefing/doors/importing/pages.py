"""Saved web pages: main text by trafilatura, facts by JSON-LD and meta elements, in that order.

The one door to trafilatura, lxml and htmldate; they come with the extra `import`.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from msgspec import Struct

from briefing.doors.importing.article import Hints
from briefing.doors.importing.dates import day_of_stamp
from briefing.doors.importing.sources import Unreadable
from briefing.doors.importing.text import clean

_TYPES = ("article", "liveblogposting", "reportage", "blogposting")
_DEEPEST = 12
_MOST_TAGS = 60_000
_DEEPEST_HTML = 400


class Page(Struct, frozen=True):
    """A page's main text, one paragraph a line, and what its metadata say."""

    text: str
    hints: Hints


def page_of(data: bytes) -> Page:
    """Read a saved page.

    Raises Unreadable where the extra is missing or nothing can be read.
    """
    try:
        import trafilatura
        from lxml import html
    except ImportError as error:
        raise Unreadable(
            "web pages need the extra: pip install 'CLONE[import]', CLONE being the program's clone"
        ) from error
    if data.count(b"<") > _MOST_TAGS or _too_deep(data):
        raise Unreadable("its elements are nested too deep, or too many, for an article")
    try:
        tree = html.fromstring(
            data[: 16 * 1024 * 1024],
            parser=html.HTMLParser(huge_tree=False, encoding=_charset(data)),
        )
    except (ValueError, TypeError, AssertionError, LookupError) as error:
        raise Unreadable("it is no page that can be read") from error
    except Exception as error:  # lxml's own errors share no base but LxmlError
        if type(error).__module__.startswith("lxml"):
            raise Unreadable("it is no page that can be read") from error
        raise
    facts = _facts(tree)
    text = ""
    try:
        found = trafilatura.bare_extraction(
            tree, with_metadata=False, include_comments=False, include_tables=False
        )
        text = _plain(getattr(found, "text", ""))
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError):
        text = ""
    if facts.live:
        text = facts.live if len(facts.live) > len(text) // 2 else text
    if len(text) < 200:
        text = _paragraphs(data) or text
    if not text.strip():
        raise Unreadable("no main text was found in the page")
    return Page(clean(text), facts.hints(data))


def _charset(data: bytes) -> str | None:
    found = re.search(rb"charset=[\"']?([\w-]{3,20})", data[:4096], re.I)
    if found:
        name = found[1].decode("ascii").lower()
        try:
            "x".encode(name)
        except LookupError:
            return "utf-8"
        return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _too_deep(data: bytes) -> bool:
    """Judge nesting before any parser recurses."""
    depth = deepest = 0
    for match in re.finditer(
        rb"<(/?)(div|span|section|article|ul|li|table|tr|td|b|i|em|font|blockquote|a|p)\b",
        data[:4_000_000],
    ):
        depth += -1 if match[1] else 1
        depth = max(depth, 0)
        deepest = max(deepest, depth if match[2] not in (b"p", b"li", b"tr", b"td") else 0)
    return deepest > _DEEPEST_HTML * 5


def _plain(text: str | None) -> str:
    return "\n".join(line.strip() for line in (text or "").split("\n"))


class _Facts(Struct):
    """What a page's metadata say."""

    ld: dict[str, Any]
    meta: dict[str, str]
    lang: str
    canonical: str
    title: str
    h1: str
    live: str

    def hints(self, data: bytes) -> Hints:
        meta, ld = self.meta, self.ld
        published = _day(ld.get("datePublished")) or _first_day(
            meta, "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate",
            "dc.date", "dc.date.issued", "parsely-pub-date", "sailthru.date", "publish-date", "cxenseparse:recs:publishtime",
            "dcterms.created", "publication_date", "time",
        ) or _day(ld.get("coverageStartTime"))  # fmt: skip
        updated = _day(ld.get("dateModified")) or _first_day(
            meta,
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "last-modified",
            "lastmod",
            "dcterms.modified",
        )
        notes: list[str] = []
        if published is None:
            published = _guessed_date(data)
            if published is not None:
                notes.append("the day of publication was inferred from the page")
        site = (
            _name(ld.get("publisher"))
            or meta.get("og:site_name", "")
            or meta.get("application-name", "")
        )
        title = _text(ld.get("headline")) or meta.get("og:title", "") or self.h1 or self.title
        url = self.canonical or meta.get("og:url", "") or _text(ld.get("url"))
        return Hints(
            title=_without_site(_one_line(title), site),
            url=url if url.startswith(("http://", "https://")) else "",
            published=published,
            updated=updated,
            language=(
                _text(ld.get("inLanguage")) or self.lang or meta.get("og:locale", "")
            ).replace("_", "-")[:12],
            site_name=_one_line(site)[:80],
            notes=tuple(notes),
            text_is_clean=True,
        )


def _facts(tree: Any) -> _Facts:
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or ""
        if key and content:
            meta.setdefault(key.casefold(), content.strip()[:500])
    for element in tree.iter("time"):
        if element.get("datetime") and (
            element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        ):
            meta.setdefault("time", element.get("datetime")[:60])
    canonical = next(
        (
            str(e.get("href") or "")
            for e in tree.iter("link")
            if (e.get("rel") or "").casefold() == "canonical"
        ),
        "",
    )
    title = next((str(e.text_content()) for e in tree.iter("title")), "")
    h1 = next((str(e.text_content()) for e in tree.iter("h1")), "")
    ld = _linked_data(tree)
    return _Facts(
        ld,
        meta,
        tree.get("lang") or tree.get("xml:lang") or "",
        canonical.strip(),
        title,
        h1,
        _live(ld),
    )


def _linked_data(tree: Any) -> dict[str, Any]:
    """Return the JSON-LD object that is the article, or {}."""
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        text = (element.text or "").strip()
        if not 2 < len(text) < 3_000_000 or text.count("[") + text.count("{") > 20_000:
            continue
        try:
            value = json.loads(text.removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        found = _article_in(value, 0)
        if found:
            return found
    return {}


def _article_in(value: Any, depth: int) -> dict[str, Any]:
    if depth > _DEEPEST:
        return {}
    if isinstance(value, list):
        for item in value[:200]:
            found = _article_in(item, depth + 1)
            if found:
                return found
    if isinstance(value, dict):
        kinds = value.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(k, str) and k.casefold().endswith(_TYPES) for k in kinds):
            return value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            found = _article_in(value.get(key), depth + 1)
            if found:
                return found
    return {}


def _live(ld: dict[str, Any]) -> str:
    """Return the parts of a LiveBlogPosting as a dump has them: title, date, text, address."""
    updates = ld.get("liveBlogUpdate")
    if not isinstance(updates, list) or len(updates) < 2:
        return ""
    out: list[str] = []
    for update in updates[:400]:
        if not isinstance(update, dict):
            continue
        title = _one_line(_text(update.get("headline")))
        body = _text(update.get("articleBody"))
        day = _day(update.get("datePublished"))
        if not body:
            continue
        title = title or body[:80].rsplit(" ", 1)[0]
        out += [f"Skip next section {title}"]
        out += [f"{day:%B} {day.day}, {day.year}"] if day else []
        out += ["", title, ""]
        out += [
            p.strip()
            for p in re.split(r"\n+|</p>", re.sub(r"<(?!/p>)[^<>]{0,300}>", "", body))
            if p.strip()
        ]
        out += ["", _text(update.get("url")), ""]
    return "\n".join(out)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("name") or value.get("@value") or ""
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _day(value: Any) -> date | None:
    return day_of_stamp(value) if isinstance(value, str) and value else None


def _first_day(meta: dict[str, str], *keys: str) -> date | None:
    return next((d for d in (_day(meta.get(key)) for key in keys) if d), None)


def _guessed_date(data: bytes) -> date | None:
    from htmldate import find_date

    try:
        found = find_date(
            data[:1_000_000].decode("utf-8", "replace"), original_date=True, extensive_search=False
        )
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError, OverflowError):
        return None
    return day_of_stamp(found) if found else None


def _one_line(text: str) -> str:
    from html import unescape

    return " ".join(unescape(text).split())[:400]


def _without_site(title: str, site: str) -> str:
    """Take the outlet's name off the end of a title: `Title | Outlet`."""
    found = re.match(r"(.{10,300}?)\s+[|–—-]\s+([^|–—]{2,60})$", title)
    if (
        found
        and site
        and (found[2].casefold() in site.casefold() or site.casefold() in found[2].casefold())
    ):
        return found[1]
    return title


def _paragraphs(data: bytes) -> str:
    """Return the page's paragraphs, for pages too small for an extractor."""
    from html import unescape

    text = data[:2_000_000].decode("utf-8", "replace")
    found = re.findall(r"<(?:p|h[1-3]|li)\b[^<>]{0,500}>([^\x00]{0,5000}?)</(?:p|h[1-3]|li)>", text)
    lines = [
        " ".join(unescape(re.sub(r"<[^<>]{0,500}>", "", piece)).split()) for piece in found[:2000]
    ]
    return "\n\n".join(line for line in lines if line)
