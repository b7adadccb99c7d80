"""Calendar days in text: the names of months and days, and every full date of a line."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from msgspec import Struct

from briefing.doors.importing.words import LANGUAGES
from briefing.ground.locale import month_names, weekday_names

_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_NO_WORD = 5
"""Names of months of so many letters are no other word: they need no capital before a day."""


#: A year of two figures, told from others by the clock behind it: *6/9/12 6:07 AM*.
_SHORT = r"(\d\d)(?=,?\s(?:-\s|at\s|um\s)?\d{1,2}[:.]\d\d)"
_CENTURY = 2000
_AMERICAN = re.compile(r"\s*[ap]\.?m\.?,?\s*\(?(?:[ECMP][SD]?T)\b", re.I)
"""The clock of North America, where the month comes first."""


class Stamp(Struct, frozen=True):
    """A calendar day found in text, and the exact words."""

    day: date
    start: int
    end: int
    words: str


@cache
def months(code: str) -> dict[str, int]:
    """Return the names of the months in a language; English *may* needs its capital elsewhere."""
    return month_names(code) | {"sept": 9}


@cache
def weekdays(code: str) -> dict[str, int]:
    """Return the names of the days of the week, 0 for Monday."""
    names = dict(weekday_names(code))
    if code == "de":
        names |= {"sonnabend": 5}
        for name, number in list(names.items()):
            for tail in ("morgen", "abend", "nachmittag", "mittag", "vormittag", "nacht"):
                names[name + tail] = number
    return names


@cache
def _all_months() -> dict[str, int]:
    found: dict[str, int] = {}
    for code in reversed(LANGUAGES):
        found |= months(code)
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = sorted(_all_months(), key=len, reverse=True)
    month = "|".join(re.escape(name) for name in names)
    capital = "|".join(
        re.escape(name.capitalize()) + "|" + re.escape(name.upper()) for name in names
    )
    small = "|".join(re.escape(name) for name in names if len(name) >= _NO_WORD)
    year = r"((?:19|20)\d\d)(?:(?!\d)|(?=\d{1,2}:\d\d))"  # a clock may be glued to it
    return (
        re.compile(rf"(?<!\d){year}-(\d\d)-(\d\d)(?!\d)"),
        re.compile(
            rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?[\s\u00a0]{{1,3}}(?:de[\s\u00a0])?({month})\.?,?"
            rf"[\s\u00a0]{{1,3}}(?:de[l]?[\s\u00a0])?{year}",
            re.I,
        ),
        re.compile(
            rf"({capital}|(?<!\w)(?:{small}))\.?[\s\u00a0]{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?,?[\s\u00a0]{{1,3}}{year}"
        ),
        re.compile(rf"(?<![\d.])(\d{{1,2}})\.[\s\u00a0]?(\d{{1,2}})\.[\s\u00a0]?{year}"),
        re.compile(rf"(?<![\d/])(\d{{1,2}})/(\d{{1,2}})/{year}"),
        re.compile(rf"(?<!\d)(\d{{1,2}})-({month})\.?-{year}", re.I),
        re.compile(rf"(?<![\d-])(\d{{1,2}})-(\d{{1,2}})-{year}"),
        re.compile(rf"(?<![\w/.]){year}[/.](\d\d)[/.](\d\d)(?![\w/])"),
        re.compile(rf"(?<![\d/])(\d{{1,2}})/(\d{{1,2}})/{_SHORT}", re.I),
        re.compile(rf"(?<![\d.])(\d{{1,2}})\.(\d{{1,2}})\.{_SHORT}", re.I),
    )


_YEAR = re.compile(rf"(?:19|20)\d\d|[/.]{_SHORT}")
_CLOCK = re.compile(r",?\s*(?:-\s|at\s)?\d{1,2}[:.]\d\d")


def stamps_of(text: str, *, month_first: bool | None = None) -> list[Stamp]:
    """Return every full date of a line, in order.

    `month_first` says how 03/04/2024 is read; with None an ambiguous one is left out.
    """
    text = text[:1000]
    if not _YEAR.search(text):
        return []
    found: list[Stamp] = []
    for number, pattern in enumerate(_patterns()):
        for match in pattern.finditer(text):
            day = _day(number, match, month_first)
            if day and not any(s.start < match.end() and match.start() < s.end for s in found):
                found.append(Stamp(day, match.start(), match.end(), match[0]))
    return sorted(found, key=lambda stamp: stamp.start)


def _day(number: int, match: re.Match[str], month_first: bool | None) -> date | None:
    a, b, c = match.groups()
    if len(c) < 3 and number > 7:
        c = str(_CENTURY + int(c))
    if number in (0, 7):
        return day_or_none(int(a), int(b), int(c))
    if number in (1, 5):
        return day_or_none(int(c), _all_months()[b.casefold()], int(a))
    if number == 2:
        return day_or_none(int(c), _all_months()[a.casefold()], int(b))
    if number in (3, 9):
        return day_or_none(int(c), int(b), int(a))
    first, second = int(a), int(b)
    clock = _CLOCK.match(match.string, match.end())
    if clock and _AMERICAN.match(match.string, clock.end()):
        month_first = True
    if first > 12 or second > 12 or first == second or month_first is not None:
        swap = (month_first or False) if first <= 12 and second <= 12 else second > 12
        return day_or_none(int(c), first, second) if swap else day_or_none(int(c), second, first)
    return None


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Return a day of the years an article can be of, or None."""
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def day_of_stamp(text: str) -> date | None:
    """Return the local calendar day of a machine's time stamp (ISO 8601, basic form too)."""
    match = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text[:40])
    if match:
        return day_or_none(*(int(part) for part in match.groups()))
    found = stamps_of(text[:80])
    return found[0].day if found else None
