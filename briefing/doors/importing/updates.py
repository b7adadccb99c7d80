"""The parts of a live blog that a page's JSON-LD gives (`liveBlogUpdate`), as far as the page shows them.

Some pages hold every part of a day in their data and show the last thirty: what no reader sees is
no evidence, so it is left out and counted.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from msgspec import Struct

from briefing.doors.importing.dates import day_of_stamp
from briefing.doors.importing.linked import text_of

_MOST = 400
_LEAST = 2
_CUE = 40
_MOST_SHOWN = 2_000_000
_LONGEST_TITLE = 400


class Update(Struct, frozen=True):
    """One part: its title, its day in words, its paragraphs, its address."""

    title: str
    day: str
    paragraphs: tuple[str, ...]
    url: str

    def as_dumped(self) -> list[str]:
        """Return a part as a dump of a live blog has it."""
        head = [f"Skip next section {self.title}", *([self.day] if self.day else [])]
        return [*head, "", self.title, "", *self.paragraphs, "", self.url, ""]


class Updates(Struct, frozen=True):
    """The parts that a page shows, as text, and how many more its data hold."""

    text: str = ""
    hidden: int = 0


def updates_of(ld: dict[str, Any], tree: Any) -> Updates:
    """Return the parts of a LiveBlogPosting that stand on its page; all, where it shows none."""
    stated = ld.get("liveBlogUpdate")
    if not isinstance(stated, list) or len(stated) < _LEAST:
        return Updates()
    parts = [_update(each) for each in stated[:_MOST] if isinstance(each, dict)]
    parts = [each for each in parts if each.paragraphs]
    page = _shown(tree)
    shown = [each for each in parts if _cue(each.paragraphs[0]) in page or _cue(each.title) in page]
    if len(shown) < _LEAST:
        shown = parts
    text = "\n".join(line for each in shown for line in each.as_dumped())
    return Updates(text, len(parts) - len(shown))


def _update(stated: dict[str, Any]) -> Update:
    body = unescape(text_of(stated.get("articleBody")))
    bare = re.sub(r"<(?!/p>)[^<>]{0,300}>", "", body)
    title = " ".join(unescape(text_of(stated.get("headline"))).split())[:_LONGEST_TITLE]
    published = stated.get("datePublished")
    day = day_of_stamp(published) if isinstance(published, str) and published else None
    return Update(
        title or body[:80].rsplit(" ", 1)[0],
        f"{day:%B} {day.day}, {day.year}" if day else "",
        tuple(p.strip() for p in re.split(r"\n+|</p>", bare) if p.strip()),
        text_of(stated.get("url")),
    )


def _shown(tree: Any) -> str:
    """Return the letters of all words that a page shows."""
    texts = tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")
    return _letters("".join(texts)[:_MOST_SHOWN])


def _cue(words: str) -> str:
    return _letters(words)[:_CUE]


def _letters(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())
