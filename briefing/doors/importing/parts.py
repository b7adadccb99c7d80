"""Live blogs: where each dated part begins and ends, its title, day and permanent address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from briefing.doors.importing.addresses import addresses_in
from briefing.doors.importing.dates import stamps_of
from briefing.doors.importing.furniture.lines import (
    SHORT,
    SKIP_LINK,
    any_of,
    is_heading,
    only_date,
    sentence_like,
    starts,
)
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import Words, folded

_PLUS = re.compile(r"^\+{2,3}\s?(.{3,200}?)\s?\+{2,3}$")
_CLOCK = re.compile(
    r"^(?:\[|\()?(?:(?:um|at|à|a las)\s)?([01]?\d|2[0-3])\s?[:.h]\s?([0-5]\d)(?:\s?(?:uhr|h|gmt|utc|cet|cest|est|edt|bst|[ap]\.?m\.?))*(?:\]|\))?"
    r"\s*(?:[-–—|:•]\s*)?",
    re.I,
)
_LEAST = 2
_MOST = 300
_SHARE = 0.6
_LARGEST = 0.8
_SHORTEST = 60
_BYLINE = 4
_NIGHT = 360
"""Minutes: a smaller step against the order is a part that was pinned or set late."""


class Part(Struct, frozen=True, kw_only=True):
    """One dated part of a live blog: lines `first` to `last` of the source."""

    title: str
    day: date | None
    url: str
    first: int
    last: int
    clock: str = ""


def parts_of(
    lines: Sequence[Line], words: Words, published: date | None, body: Sequence[Line],
    changed: date | None = None,
) -> list[Part]:  # fmt: skip
    """Return the dated parts of a live blog; none for an ordinary article.

    Parts without a day of their own go back from the day it last `changed`, where the newest comes
    first, and on from that of publication where the oldest does.

    `body` are the lines that belong to the article. The parts of a live blog hold most of it, which
    a list of other stories beside an article does not.
    """
    for marks in (_skips(lines), _pluses(lines), _clocks(lines, words), _dated(lines, words)):
        found = _built(lines, marks[:_MOST], words, published, changed)
        parts = [part for part in found if _text_of(part, body) >= _SHORTEST]
        if len(parts) >= _LEAST and _hold_most(parts, body):
            return parts
    return []


def _hold_most(parts: Sequence[Part], body: Sequence[Line]) -> bool:
    own = sum(_text_of(part, body) for part in parts)
    return own >= _SHARE * sum(len(line.text) for line in body)


def _text_of(part: Part, body: Sequence[Line]) -> int:
    """Return how many characters of the article stand in a part."""
    return sum(len(ln.text) for ln in body if part.first <= ln.number <= part.last)


_Mark = tuple[int, str]


def _skips(lines: Sequence[Line]) -> list[_Mark]:
    found = []
    for index, line in enumerate(lines):
        match = SKIP_LINK.match(line.text)
        if match and len(line.text) - match.end() > 3:
            title = line.text[match.end() :].strip()
            ahead = [ln.text for ln in lines[index + 1 : index + 7] if ln.text]
            dated = any((stamps_of(t) and only_date(t)) or _CLOCK.fullmatch(t) for t in ahead[:3])
            if dated and any(folded(t) == folded(title) for t in ahead):
                found.append((index, title))
    return found


def _pluses(lines: Sequence[Line]) -> list[_Mark]:
    found = []
    for index, line in enumerate(lines):
        match = _PLUS.match(line.text)
        if match:
            title = match[1].strip()
            found.append((index, _CLOCK.sub("", title) or title))
    return found


def _clocks(lines: Sequence[Line], words: Words) -> list[_Mark]:
    found = []
    for index, line in enumerate(lines):
        match = _CLOCK.match(line.text)
        if not match or len(line.text) > 260:
            continue
        rest = line.text[match.end() :].strip()
        ahead = next((ln.text for ln in lines[index + 1 : index + 4] if ln.text), "")
        quoted = (
            0 < len(ahead) <= SHORT
            and ahead.endswith(("”", '"', "»", "“"))
            and not sentence_like(ahead)
        )
        titled = 0 < len(ahead) <= 220 and (quoted or is_heading(ahead, words))
        if not rest and not (0 < len(ahead) <= 220):
            continue
        if not rest or (titled and len(rest.split()) <= _BYLINE):
            rest = ahead if titled else ""  # "20:42 Jane Roe" above a title
        elif len(rest) < 12 or rest[0] in ",;" or rest[0].islower():
            continue  # a time within a story: "00:49, police fired …"
        found.append((index, rest if len(rest) <= 160 else ""))
    return found if len(found) >= 3 or (len(found) == 2 and _spread(found)) else []


def _spread(found: Sequence[_Mark]) -> bool:
    return found[1][0] - found[0][0] >= 3


def _dated(lines: Sequence[Line], words: Words) -> list[_Mark]:
    """Find dated headings: a line that is only a date, beside a line that is a title."""
    found = []
    for index, line in enumerate(lines):
        if not line.text or not stamps_of(line.text) or not only_date(line.text):
            continue
        ahead = next(
            (
                (i, ln.text)
                for i, ln in enumerate(lines[index + 1 : index + 4], index + 1)
                if ln.text
            ),
            None,
        )
        behind = next(
            ((i, lines[i].text) for i in range(index - 1, max(-1, index - 3), -1) if lines[i].text),
            None,
        )
        if ahead and is_heading(ahead[1], words) and len(ahead[1].split()) >= 3:
            found.append((index, ahead[1]))
        elif (
            behind
            and is_heading(behind[1], words)
            and len(behind[1].split()) >= 3
            and behind[0] not in [f[0] for f in found]
        ):
            found.append((behind[0], behind[1]))
    return found if len(found) >= 3 else []


def _built(
    lines: Sequence[Line], marks: Sequence[_Mark], words: Words, published: date | None,
    changed: date | None,
) -> list[Part]:  # fmt: skip
    parts: list[Part] = []
    if len(marks) < _LEAST:
        return parts
    stop = _end_of_all(lines, marks[-1][0], words)
    ends = [index for index, _ in marks[1:]] + [stop]
    clocks = [_minutes(lines[index : index + 5]) for index, _ in marks]
    newest_first = _falls(clocks)
    day = (changed or published) if newest_first else (published or changed)
    before: int | None = None
    for (begin, title), end in zip(marks, ends, strict=True):
        stretch = lines[begin:end]
        if folded(title).rstrip(":") in any_of("furniture", "key_points"):
            continue
        own = next(
            (
                stamps_of(ln.text)[0].day
                for ln in stretch[:6]
                if only_date(ln.text) and stamps_of(ln.text)
            ),
            None,
        )
        minutes = _minutes(stretch[:5])
        day = (
            own
            or _day_above(lines, begin, marks)
            or _past_midnight(day, before, minutes, newest_first)
        )
        before = before if minutes is None else minutes
        clock = _CLOCK.match(stretch[0].text.strip("+ ")) or _clock_below(stretch)
        urls = [a.url for _, a, alone in addresses_in(stretch) if alone]
        text = [ln for ln in stretch if len(ln.text) > 60]
        if not text:
            continue
        parts.append(
            Part(
                title=title or _first_words(stretch),
                day=day,
                url=urls[-1] if urls else "",
                first=stretch[0].number,
                last=stretch[-1].number,
                clock=f"{int(clock[1]):02}:{clock[2]}" if clock else "",
            )
        )
    return parts


def _minutes(stretch: Sequence[Line]) -> int | None:
    """Return the time of a part in minutes, if it has one."""
    top = _CLOCK.match(stretch[0].text.strip("+ ")) if stretch else None
    found = top or _clock_below(stretch)
    return int(found[1]) * 60 + int(found[2]) if found else None


def _falls(clocks: Sequence[int | None]) -> bool:
    """Say whether times go back from part to part: the newest comes first."""
    known = [clock for clock in clocks if clock is not None]
    steps = [b - a for a, b in pairwise(known)]
    return sum(step < 0 for step in steps) > sum(step > 0 for step in steps)


def _past_midnight(
    day: date | None, before: int | None, now: int | None, newest_first: bool
) -> date | None:
    """Return the day of a part that names none, after one of a day and a time."""
    if day is None or before is None or now is None:
        return day
    if newest_first:
        return day - timedelta(days=1) if now - before > _NIGHT else day
    return day + timedelta(days=1) if before - now > _NIGHT else day


def _clock_below(stretch: Sequence[Line]) -> re.Match[str] | None:
    """Return the time that stands alone under the title of a part."""
    alone = (_CLOCK.fullmatch(line.text) for line in stretch[1:5] if line.text)
    return next((match for match in alone if match), None)


def _day_above(lines: Sequence[Line], begin: int, marks: Sequence[_Mark]) -> date | None:
    """Return the day of a dated heading between the part before and this one."""
    earlier = max((index for index, _ in marks if index < begin), default=max(0, begin - 3))
    for line in reversed(lines[max(earlier + 1, begin - 4) : begin]):
        if line.text and only_date(line.text) and stamps_of(line.text):
            return stamps_of(line.text)[0].day
    return None


def _end_of_all(lines: Sequence[Line], begin: int, words: Words) -> int:

    for index in range(begin + 3, len(lines)):
        plain = SKIP_LINK.sub("", lines[index].text)
        if 0 < len(plain) < 60 and starts(folded(plain).rstrip(":"), any_of("furniture", "stop")):
            return index
    return len(lines)


def _first_words(stretch: Sequence[Line]) -> str:
    for line in stretch:
        text = _CLOCK.sub("", line.text).strip()
        if len(text) > 20:
            return text if len(text) <= 90 else text[:90].rsplit(" ", 1)[0] + " …"
    return ""
