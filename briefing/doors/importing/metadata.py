"""What a page says of itself: JSON-LD, meta elements, the day, the title."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from html import unescape
from typing import Any

from msgspec import Struct

from briefing.doors.importing.addresses import day_of, tidy
from briefing.doors.importing.article import Hints
from briefing.doors.importing.dates import day_of_stamp
from briefing.doors.importing.dating import Dating, dating_of
from briefing.doors.importing.deck import deck_of
from briefing.doors.importing.linked import article_in, linked_objects, name_of, text_of
from briefing.doors.importing.mastheads import Name, elected
from briefing.doors.importing.signs import hosts_of, names_on, stated_url
from briefing.doors.importing.text import Line
from briefing.doors.importing.updates import Updates, updates_of
from briefing.doors.importing.words import words

_GUESSED = "the day of publication was inferred from the page"
#: Meta elements that tell a day, in the order they are believed.
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate",
    "dc.date", "dc.date.issued", "parsely-pub-date", "sailthru.date", "publish-date",
    "cxenseparse:recs:publishtime", "dcterms.created", "publication_date", "time",
)  # fmt: skip
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
    url: str
    title: str
    h1: str
    live: Updates
    names: tuple[Name, ...] = ()
    """What the page calls its outlet, in one place or another."""
    hosts: tuple[str, ...] = ()
    """Parts of its address and its handle, which agree with the name."""
    above: tuple[str, ...] = ()
    """Lines printed between title and text."""

    def hints(self, guess: Callable[[], date | None]) -> Hints:
        """Return what is known beside the text; `guess` is asked for a day that nothing states."""
        stated, printed = self._published(), self._printed()
        if stated and printed.published == stated - timedelta(days=1):
            stated = printed.published  # the day at its place, as its readers see it
        published = stated or printed.published
        guessed = guess() if published is None else None
        changed = _day(self.ld.get("dateModified")) or _first_day(self.meta, _UPDATED)
        names = elected(self.names, self.hosts)
        site = names[0] if names else ""
        return Hints(
            title=_without_site(_one_line(self._headline()), site),
            url=self.url,
            published=published or guessed,
            updated=changed
            or (printed.updated if printed.published in (None, published) else None),
            language=self._language(),
            site_name=site,
            site_names=tuple(names[1:]),
            authors=self._authors(),
            above=self.above,
            notes=(*((_GUESSED,) if guessed else ()), *self._hidden()),
            text_is_clean=True,
        )

    def _hidden(self) -> tuple[str, ...]:
        more = self.live.hidden
        return (f"{more} further parts are in the page's data but not shown on it",) if more else ()

    def _printed(self) -> Dating:
        """Read the dates that stand between title and text."""
        lines = [Line(number, text) for number, text in enumerate(self.above, 1)]
        code = self._language()[:2].lower()
        first = None if code == "en" else False
        return dating_of(lines, words(code), month_first=first)

    def _published(self) -> date | None:
        stated = _stamp(self.ld.get("datePublished")) or _first_stamp(self.meta, _PUBLISHED)
        day = _day(stated)
        there = day_of(self.url)
        early = day is not None and there == day - timedelta(days=1)
        if early and _UTC.search(stated):
            return there  # the day at its place, as its address has it
        return day or _day(self.ld.get("coverageStartTime"))

    def _headline(self) -> str:
        stated = text_of(self.ld.get("headline")) or self.meta.get("og:title")
        return stated or self.h1 or self.title

    def _authors(self) -> tuple[str, ...]:
        """Return who wrote it, as JSON-LD and the page's head say."""
        stated = self.ld.get("author")
        people = stated if isinstance(stated, list) else [stated]
        found = [name_of(person) or text_of(person) for person in people[:20]]
        found += [self.meta.get(key, "") for key in _AUTHOR]
        return tuple(dict.fromkeys(_one_line(name)[:120] for name in found if name))

    def _language(self) -> str:
        stated = text_of(self.ld.get("inLanguage")) or self.lang or self.meta.get("og:locale", "")
        return stated.replace("_", "-")[:12]


def facts_of(tree: Any) -> Facts:
    """Gather what a page's head and first heading say."""
    objects, meta = linked_objects(tree), _meta(tree)
    ld = article_in(objects)
    url = stated_url(tree, meta, text_of(ld.get("url")))
    address = tidy(url)
    return Facts(
        ld,
        meta,
        tree.get("lang") or tree.get("xml:lang") or "",
        url,
        next((str(e.text_content()) for e in tree.iter("title")), ""),
        next((str(e.text_content()) for e in tree.iter("h1")), ""),
        updates_of(ld, tree),
        tuple(names_on(tree, meta, objects, ld)),
        hosts_of(address.url if address else "", meta),
        deck_of(tree),
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


def _day(value: Any) -> date | None:
    return day_of_stamp(value) if isinstance(value, str) and value else None


def _stamp(value: Any) -> str:
    """Return what tells a day, or ""."""
    return value if isinstance(value, str) and _day(value) else ""


def _first_stamp(meta: dict[str, str], keys: Sequence[str]) -> str:
    return next((stamp for key in keys if (stamp := _stamp(meta.get(key)))), "")


def _first_day(meta: dict[str, str], keys: Sequence[str]) -> date | None:
    return _day(_first_stamp(meta, keys))


_UTC = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)$")


def _one_line(text: str) -> str:
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
