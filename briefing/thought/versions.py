"""What was true of each key from a day on, to be looked up by day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")
Table = dict[str, tuple[list[date], list[T | None]]]
"""By key: the days from which something else was true, and what."""


def on(table: Table[T], key: str, day: date) -> T | None:
    """Return what was true of a key when a day ended."""
    days, values = table.get(key, _NEVER)
    place = bisect_right(days, day)
    return values[place - 1] if place else None


_NEVER: tuple[list[date], list[None]] = ([], [])


class Versions(Generic[T]):
    """What was true of each key from a day on, entered in a table that others may share."""

    def __init__(self, table: Table[T]) -> None:
        self.table = table
        self.touched: dict[date, list[str]] = {}

    def enter(self, day: date, key: str, value: T | None) -> None:
        """Say what is true from a day on, which is no earlier than any before."""
        found = self.table.get(key)
        if found is None:
            found = self.table[key] = ([], [])
        found[0].append(day)
        found[1].append(value)
        self.touched.setdefault(day, []).append(key)

    def turned(self, day: date) -> Iterable[tuple[T | None, T | None]]:
        """Return what a day's news turned, as it was and as it then is."""
        for key in self.touched.get(day, ()):
            days, values = self.table[key]
            place = bisect_left(days, day)
            yield (values[place - 1] if place else None), values[place]

    def forget(self, days: Iterable[date]) -> set[str]:
        """Forget the last days; return the keys that they touched."""
        keys = [key for day in days for key in self.touched.pop(day, ())]
        for key in keys:
            held, values = self.table[key]
            held.pop()
            values.pop()
            if not held:
                del self.table[key]
        return set(keys)
