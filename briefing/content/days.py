"""Days as people know them: EDTF (ISO 8601-2), the few forms that this field needs.

`2024-10-23`, `2024-10`, `2024`, an interval `2024-10-14/2024-10-20`, an open one `../2024-10-19`
(not after) or `2024-10-19/..` (not before), and `~` `?` `%` for approximate, uncertain, both.
A day is a calendar day in the site's time zone, never an instant.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%])?\Z", re.ASCII)


class Day(Struct, frozen=True):
    """An uncertain day: the first and the last calendar day that it may mean."""

    text: str
    """As written, in EDTF."""
    first: date | None
    """None: open to the left."""
    last: date | None
    """None: open to the right."""
    approximate: bool = False

    @property
    def exact(self) -> bool:
        """True when only one calendar day is meant."""
        return self.first is not None and self.first == self.last and not self.approximate


class BadDay(ValueError):
    """A text that is no day; the message says why."""


def parse_day(text: str) -> Day:
    """Read a day in EDTF.

    Raises BadDay with a sentence for the person who wrote it.
    """
    text = text.strip()
    if "/" not in text:
        return Day(text, *_point(text))
    left, _, right = text.partition("/")
    if left in ("", "..") and right in ("", ".."):
        raise BadDay("an interval needs at least one end")
    open_left, open_right = left in ("", ".."), right in ("", "..")
    begin = None if open_left else _point(left)
    end = None if open_right else _point(right)
    if begin and end and begin[0] > end[1]:
        raise BadDay(f"the interval ends ({right}) before it begins ({left})")
    vague = bool(begin and begin[2]) or bool(end and end[2])
    return Day(text, begin[0] if begin else None, end[1] if end else None, vague)


def _point(text: str) -> tuple[date, date, bool]:
    found = _POINT.match(text)
    if not found:
        raise BadDay(
            f"{text!r} is not a day; write 2024-10-23, 2024-10, ../2024-10-19 (not after), "
            "2024-10-14/2024-10-20 or 2024-10-18~ (about)"
        )
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    assert year is not None
    if year == 0:
        raise BadDay("there is no year 0000")
    if month is not None and not 1 <= month <= 12:
        raise BadDay(f"there is no month {month:02}")
    vague = bool(found[4])
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), vague
    length = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, length), vague
    if not 1 <= day <= length:
        raise BadDay(f"{found[0]} is no day: that month has {length} days")
    return date(year, month, day), date(year, month, day), vague


def day_of(day: date) -> Day:
    """Return a calendar day as a Day."""
    return Day(day.isoformat(), day, day)


def days_apart(a: Day, b: Day) -> int | None:
    """Return how many days lie between the nearest days of both; None where an end is open.

    An open end is a bound, not "at any time before", so it brings no day nearer.
    """
    a_first, a_last = a.first or a.last, a.last or a.first
    b_first, b_last = b.first or b.last, b.last or b.first
    if a_first is None or a_last is None or b_first is None or b_last is None:
        return None
    return max((b_first - a_last).days, (a_first - b_last).days, 0)


def before(day: date, days: int) -> date:
    """Return the calendar day so many days earlier (clamped at the first day there is)."""
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min
