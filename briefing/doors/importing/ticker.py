"""Live blogs of pages that say nothing of it in their data: entries with a time, one below the other.

An extractor of main text drops the headings with the times, so that the entries run into each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urljoin

from msgspec import Struct

from briefing.doors.importing.dates import day_of_stamp, day_or_none, stamps_of

_CLOCK = re.compile(
    r"^(?:(?:um|at|à)\s)?([01]?\d|2[0-3])\s?[:.h]\s?([0-5]\d)(?::[0-5]\d)?\s?(?:(?:uhr|h|gmt|utc|cet|cest|e[sd]?t|p[sd]?t|c[sd]t|bst|ist|hrs|(?P<half>[ap])\.?m\.?)(?!\w)\s?)*"
    r"(?:\s*[-–—|:•,]\s*|\s+|$)",
    re.I,
)
_SHORT_DAY = re.compile(r"^(?:[^\W\d]+,?\s)?(\d{1,2})\.\s?(\d{1,2})\.$")
_BLOCKS = ("h2", "h3", "h4", "h5", "h6", "p", "li", "blockquote")
_MARKS = ("h2", "h3", "h4", "h5", "h6", "time", "span", "div", "p", "strong", "b")
_HEADS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_LEAST, _MOST = 3, 300
_NOON, _BEFORE_DATE = 12, 12
_LONGEST_TITLE, _PARAGRAPH, _SHARE = 220, 60, 0.55


class _Mark(Struct):
    """Where an entry begins: its time, and the title that stands in the same line."""

    element: Any
    clock: str
    title: str
    day: date | None


class Entry(Struct):
    """One entry: its title, day, time and paragraphs."""

    title: str
    clock: str
    day: date | None
    url: str
    lines: list[str]


def ticker_of(tree: Any, text: str, *, url: str, year: int | None) -> str:
    """Return a page's text with its entries as a dump has them, or "" for an ordinary article.

    `text` is what the extractor took for the main text: entries must hold most of it, which a list
    of other stories does not. `year` is that of headings such as *Thursday, 18. 7.*.
    """
    groups = sorted(_groups(tree), key=len, reverse=True)
    for marks in groups[:3]:
        entries = _entries(marks[:_MOST], url, year)
        whole = [e for e in entries if any(len(line) >= _PARAGRAPH for line in e.lines)]
        told = sum(len(line) for e in whole for line in e.lines if line in text)
        if len(whole) >= _LEAST and told >= _SHARE * len(text):
            return "\n".join([*_before(text, whole), *_written(whole)])
    return ""


def _groups(tree: Any) -> Iterator[list[_Mark]]:
    """Yield the marks of each kind of element that is one at least three times."""
    found: dict[tuple[str, str], list[_Mark]] = {}
    for element in tree.iter(*_MARKS):
        if element.find(".//p") is not None or element.find(".//div") is not None:
            continue
        text = " ".join(str(element.text_content())[:400].split())
        stamp = next(iter(stamps_of(text[:40])), None)
        day = stamp.day if stamp and stamp.start <= _BEFORE_DATE else None
        text = text[stamp.end :].lstrip(" ,|–—-·•") if stamp and day else text
        clock = _CLOCK.match(text) if 3 < len(text) <= _LONGEST_TITLE else None
        rest = text[clock.end() :].strip() if clock else ""
        if clock is None or (rest and (len(rest) < 8 or not rest.lstrip("\"'«„“¿¡")[:1].isupper())):
            continue
        kind = (str(element.tag), str(element.get("class") or ""))
        mark = _Mark(element, _hours(clock), rest, day)
        found.setdefault(kind, []).append(mark)
    yield from (marks for marks in found.values() if len(marks) >= _LEAST)


def _hours(clock: re.Match[str]) -> str:
    """Return a time of twelve or of 24 hours as one of 24."""
    half, hour = (clock["half"] or "").casefold(), int(clock[1])
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return f"{hour:02}:{clock[2]}"


def _entries(marks: Sequence[_Mark], url: str, year: int | None) -> list[Entry]:
    common = _around([mark.element for mark in marks])
    if common is None:
        return []
    own = [_child_of(common, mark.element) for mark in marks]
    boxed = len({id(each) for each in own}) == len(own) and all(
        next(box.iter(*_BLOCKS), None) is not None and box.tag not in _HEADS for box in own
    )
    day: date | None = None
    found: list[Entry] = []
    stretches = [list(box.iter(*_BLOCKS)) for box in own] if boxed else _flat(common, own)
    for mark, blocks in zip(marks, stretches, strict=True):
        day = mark.day or _day_in(own[len(found)]) or _day_above(own[len(found)], year) or day
        lines = [line for line in map(_line, blocks) if line]
        heads = [_line(b) for b in blocks if b.tag in _HEADS and not _CLOCK.match(_line(b))]
        title = mark.title or next((head for head in heads if head), "")
        lines = [ln for ln in lines if ln != title and not _CLOCK.match(ln)]
        found.append(Entry(title, mark.clock, day, _link(mark.element, url), lines))
    return found


def _around(elements: Sequence[Any]) -> Any:
    """Return the nearest element that holds all of them."""
    common = list(elements[0].iterancestors())
    for element in elements[1:]:
        above = {id(each) for each in element.iterancestors()}
        common = [each for each in common if id(each) in above]
    return common[0] if common else None


def _child_of(common: Any, element: Any) -> Any:
    while element.getparent() is not None and element.getparent() is not common:
        element = element.getparent()
    return element


def _flat(common: Any, own: Sequence[Any]) -> list[list[Any]]:
    """Return the blocks between one mark and the next, where marks and text are neighbours."""
    starts = {id(each): number for number, each in enumerate(own)}
    stretches: list[list[Any]] = [[] for _ in own]
    at = -1
    for child in common:
        at = starts.get(id(child), at)
        if at >= 0 and isinstance(child.tag, str):
            stretches[at] += [e for e in child.iter(*_BLOCKS) if id(child) not in starts]
    return stretches


def _line(element: Any) -> str:
    if any(e.tag in ("figure", "figcaption", "aside") for e in element.iterancestors()):
        return ""
    return " ".join(str(element.text_content())[:5_000].split())


def _day_in(box: Any) -> date | None:
    stamps = (day_of_stamp(e.get("datetime") or "") for e in box.iter("time"))
    return next((day for day in stamps if day), None)


def _day_above(box: Any, year: int | None) -> date | None:
    """Return the day of a heading just above an entry."""
    for near in list(box.itersiblings(preceding=True))[:2]:
        text = " ".join(str(near.text_content())[:80].split()) if isinstance(near.tag, str) else ""
        stamps, short = stamps_of(text), _SHORT_DAY.match(text)
        if stamps and len(text) < 40:
            return stamps[0].day
        if short and year:
            return day_or_none(year, int(short[2]), int(short[1]))
    return None


def _link(element: Any, url: str) -> str:
    """Return the address that the time of an entry links to."""
    near = [e for e in [element, *element.iterancestors()][:3] if e.tag == "a"]
    near += list(element.iter("a"))
    href = next((e.get("href") for e in near if e.get("href")), "")
    found = urljoin(url, href) if href and url else ""
    return found if found.startswith(("http://", "https://")) and len(found) < 500 else ""


def _before(text: str, entries: Sequence[Entry]) -> list[str]:
    """Return what stands above the first entry: the lead, and what sums the blog up."""
    own = {line for entry in entries for line in entry.lines}
    found: list[str] = []
    for line in text.split("\n"):
        if line in own and len(line) >= _PARAGRAPH:
            break
        found.append(line)
    return [*found, ""] if len(found) < 40 else []


def _written(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        title = entry.title or entry.lines[0][:80].rsplit(" ", 1)[0]
        yield f"Skip next section {title}"
        if entry.day:
            yield f"{entry.day:%B} {entry.day.day}, {entry.day.year}"
        yield entry.clock
        yield from ("", title, "", *entry.lines, "", entry.url, "")
