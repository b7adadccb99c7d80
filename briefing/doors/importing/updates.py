"""The parts of a live blog that a page's JSON-LD gives (`liveBlogUpdate`), as far as the page shows them.

Some pages hold every part of a day in their data and show the last thirty: what no reader sees is
no evidence, so it is left out and counted. Others show more of a part than their data hold, lists
for instance: then the part is read as the page has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from briefing.doors.importing.dates import day_of_stamp
from briefing.doors.importing.linked import text_of
from briefing.doors.importing.text import letters

_MOST = 400
_LEAST = 2
_CUE = 40
_MOST_SHOWN = 2_000_000
_LONGEST_TITLE = 400
_BLOCKS = ("p", "li", "blockquote")
_ASIDE = frozenset(("aside", "nav", "footer", "figure", "figcaption", "form", "button"))
_MOST_BLOCKS, _SHORTEST = 5000, 20


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
    hidden = len(parts) - len(shown)
    lines = (line for each in _as_shown(shown, tree) for line in each.as_dumped())
    return Updates("\n".join(lines), hidden)


def _as_shown(parts: Sequence[Update], tree: Any) -> Iterator[Update]:
    """Yield each part with the paragraphs that its page has, where these are more."""
    blocks = list(islice(tree.iter(*_BLOCKS), _MOST_BLOCKS))
    first = {_cue(str(block.text_content())): block for block in reversed(blocks)}
    begins = [first.get(_cue(part.paragraphs[0])) for part in parts]
    within = Counter(
        above for block in begins if block is not None for above in block.iterancestors()
    )
    for part, block in zip(parts, begins, strict=True):
        own = [] if block is None else [a for a in block.iterancestors() if within[a] == 1]
        told = tuple(_paragraphs(own[-1], part.title)) if own else ()
        more = len(letters("".join(told))) > len(letters("".join(part.paragraphs)))
        whole = _cue(part.paragraphs[0]) in map(_cue, told)
        yield replace(part, paragraphs=told) if more and whole else part


def _paragraphs(element: Any, title: str) -> Iterator[str]:
    """Yield the paragraphs and the items of lists within an element, without its title."""
    for block in element.iter(*_BLOCKS):
        outer = block.find(".//p") is not None or block.find(".//li") is not None
        if outer or any(above.tag in _ASIDE for above in block.iterancestors()):
            continue
        words = " ".join(str(block.text_content()).split())
        if len(words) >= _SHORTEST and _cue(words) != _cue(title):
            yield words


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
    return letters("".join(texts)[:_MOST_SHOWN])


def _cue(words: str) -> str:
    return letters(words)[:_CUE]
