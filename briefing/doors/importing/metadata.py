"""What a page says of itself: JSON-LD, meta elements, the day, the title; parts of a live blog too."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from briefing.doors.importing.article import Hints
from briefing.doors.importing.dates import day_of_stamp

_TYPES = ("article", "liveblogposting", "reportage", "blogposting")
_DEEPEST = 12
_COMPANY = re.compile(
    r"\b(?:S\.?\s?[AL]\.?U?|GmbH|Ltd|LLC|Inc|AG|plc|SAS|Ediciones|Verlag)\b\.?$|^Ediciones\b"
)
_GUESSED = "the day of publication was inferred from the page"
#: Meta elements that tell a day, in the order they are believed.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate",
    "dc.date", "dc.date.issued", "parsely-pub-date", "sailthru.date", "publish-date",
    "cxenseparse:recs:publishtime", "dcterms.created", "publication_date", "time",
)  # fmt: skip
_SITE = (
    "og:site_name",
    "application-name",
    "cre",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
)
_TITLE, _LONGEST_NAME = 15, 40
_AUTHOR = ("author", "article:author", "og:article:author", "byl", "dc.creator", "parsely-author")
_UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified",
)  # fmt: skip


class Facts(Struct):
    """What a page's metadata say."""

    ld: dict[str, Any]
    meta: dict[str, str]
    lang: str
    canonical: str
    title: str
    h1: str
    live: str

    def hints(self, guess: Callable[[], date | None]) -> Hints:
        """Return what is known beside the text; `guess` is asked for a day that nothing states."""
        published = self._published()
        guessed = guess() if published is None else None
        site = self._site()
        url = self.canonical or self.meta.get("og:url", "") or _text(self.ld.get("url"))
        return Hints(
            title=_without_site(_one_line(self._headline()), site),
            url=url if url.startswith(("http://", "https://")) else "",
            published=published or guessed,
            updated=_day(self.ld.get("dateModified")) or _first_day(self.meta, _UPDATED),
            language=self._language(),
            site_name=_one_line(site)[:80],
            authors=self._authors(),
            notes=(_GUESSED,) if guessed else (),
            text_is_clean=True,
        )

    def _published(self) -> date | None:
        stated = _day(self.ld.get("datePublished")) or _first_day(self.meta, _PUBLISHED)
        return stated or _day(self.ld.get("coverageStartTime"))

    def _site(self) -> str:
        named = _name(self.ld.get("publisher"))
        stated = next((self.meta[key] for key in _SITE if self.meta.get(key)), "")
        found = stated if stated and _COMPANY.search(named) else named or stated
        return re.split(r"\s+[|–—-]\s+", found)[0] if found else self._after_title()

    def _after_title(self) -> str:
        """Return what stands after the headline in the page's title: *Headline - Some News*."""
        parts = re.split(r"\s+[|–—-]\s+", _one_line(self.title))
        head, site = " ".join(parts[:-1]), parts[-1]
        headline = _one_line(self._headline())
        known = bool(headline) and (headline in head or head in headline) and len(head) > _TITLE
        return site if known and len(site) < _LONGEST_NAME else ""

    def _headline(self) -> str:
        stated = _text(self.ld.get("headline")) or self.meta.get("og:title")
        return stated or self.h1 or self.title

    def _authors(self) -> tuple[str, ...]:
        """Return who wrote it, as JSON-LD and the page's head say."""
        stated = self.ld.get("author")
        people = stated if isinstance(stated, list) else [stated]
        found = [_name(person) or _text(person) for person in people[:20]]
        found += [self.meta.get(key, "") for key in _AUTHOR]
        return tuple(dict.fromkeys(_one_line(name)[:120] for name in found if name))

    def _language(self) -> str:
        stated = _text(self.ld.get("inLanguage")) or self.lang or self.meta.get("og:locale", "")
        return stated.replace("_", "-")[:12]


def facts_of(tree: Any) -> Facts:
    """Gather what a page's head and first heading say."""
    links = (e for e in tree.iter("link") if (e.get("rel") or "").casefold() == "canonical")
    canonical = next((str(e.get("href") or "") for e in links), "")
    ld = _linked_data(tree)
    return Facts(
        ld,
        _meta(tree),
        tree.get("lang") or tree.get("xml:lang") or "",
        canonical.strip(),
        next((str(e.text_content()) for e in tree.iter("title")), ""),
        next((str(e.text_content()) for e in tree.iter("h1")), ""),
        _live(ld),
    )


def _meta(tree: Any) -> dict[str, str]:
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or element.get("value") or ""
        if key and content:
            meta.setdefault(key.casefold(), content.strip()[:500])
    for element in tree.iter("time"):
        published = element.get("itemprop") == "datePublished"
        if element.get("datetime") and (published or element.get("pubdate") is not None):
            meta.setdefault("time", element.get("datetime")[:60])
    return meta


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


def _first_day(meta: dict[str, str], keys: Sequence[str]) -> date | None:
    return next((day for key in keys if (day := _day(meta.get(key)))), None)


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
