"""Everything as it stood on each day: gone through once, day by day, in the order taken in.

`compare(library, day)` says what is shown as of a day, and is what a view equals; a chronicle says
it for every day at the price of what is new on each. Only clusters of mentions and circles of
measures with news are looked at; what claims and verdicts were is kept by day, to be looked up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Generic, TypeVar

from briefing.thought.circle import Circle
from briefing.thought.comparing import groups_of
from briefing.thought.comparison import gravest_first, names_of
from briefing.thought.folding import Claim
from briefing.thought.library import Library
from briefing.thought.refolding import Folded, Folds
from briefing.thought.verdicts import Section, Verdict

T = TypeVar("T")
LISTED = 40
"""Verdicts of each section that a view lists; all are counted."""
_SECTIONS: tuple[Section, ...] = ("open", "settled", "looks")
_Order = list[tuple[int, int, str]]


class Versions(Generic[T]):
    """What was true of each key from a day on."""

    def __init__(self) -> None:
        self._days: dict[str, list[date]] = {}
        self._values: dict[str, list[T | None]] = {}
        self.touched: dict[date, list[str]] = defaultdict(list)

    def enter(self, day: date, key: str, value: T | None) -> None:
        """Say what is true from a day on, which is no earlier than any before."""
        days, values = self._days.setdefault(key, []), self._values.setdefault(key, [])
        days.append(day)
        values.append(value)
        self.touched[day].append(key)

    def on(self, key: str, day: date) -> T | None:
        """Return what was true when a day ended."""
        place = bisect_right(self._days.get(key, ()), day)
        return self._values[key][place - 1] if place else None

    def forget(self, days: Iterable[date]) -> dict[str, T | None]:
        """Forget the last days; return what is true of each key that they touched."""
        keys = [key for day in days for key in self.touched.pop(day, ())]
        for key in keys:
            self._days[key].pop()
            self._values[key].pop()
        return {key: self._values[key][-1] if self._values[key] else None for key in keys}


class View:
    """What pages of one day are told: claims, verdicts, and those that are listed."""

    def __init__(self, chronicle: Chronicle, day: date, lists: Lists) -> None:
        self.day = day
        self.open, self.settled, self.looks = (listed for listed, _ in lists)
        """The first of each section, the gravest first."""
        self.counts: dict[Section, int] = {
            section: count for section, (_, count) in zip(_SECTIONS, lists, strict=True)
        }
        self._chronicle = chronicle

    def verdict(self, key: str) -> Verdict:
        """Return a verdict by its id."""
        found = self._chronicle.verdicts.on(key, self.day)
        assert found is not None
        return found

    def claim(self, mention: str) -> Claim | None:
        """Return the claim that a mention (or claim) id belongs to."""
        key = self._chronicle.claim_of.on(mention, self.day)
        return self._chronicle.claims.on(key, self.day) if key is not None else None


Lists = tuple[tuple[tuple[str, ...], int], ...]


class Chronicle:
    """One library, day by day; it goes as far as it is asked, and never further."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.claims: Versions[Claim] = Versions()
        self.claim_of: Versions[str] = Versions()
        self.verdicts: Versions[Verdict] = Versions()
        self._news = _news(library)
        self._days = sorted(self._news)
        self._gone = 0
        """How many of the days have been gone through."""
        self._folds = Folds(library.mentions, library.settings.comparison, names_of(library))
        self._circle_of = _circles(library)
        self._orders: dict[Section, _Order] = {section: [] for section in _SECTIONS}
        self._lists: dict[date, Lists] = {}

    def on(self, day: date) -> View:
        """Return what a day's pages are told."""
        end = bisect_right(self._days, day)
        while self._gone < end:
            self._day(self._days[self._gone])
            self._gone += 1
        return View(self, day, self._lists[self._days[end - 1]] if end else _NOTHING)

    def between(self, after: date | None, day: date) -> Iterator[date]:
        """Return the days after one, up to another, on which there was anything new."""
        begin = bisect_right(self._days, after) if after is not None else 0
        return iter(self._days[begin : bisect_right(self._days, day)])

    def _day(self, day: date) -> None:
        folded = self._folds.fold(self._news[day][0], day)
        named = self._folds.claim_of
        for key, (old, new) in folded.items():
            self.claims.enter(day, key, new)
            ids = {*(old.ids if old else ()), *(new.ids if new else ())}
            for mention in ids:
                if self.claim_of.on(mention, day) != named.get(mention):
                    self.claim_of.enter(day, mention, named.get(mention))
        by_circle: dict[int, Folded] = defaultdict(dict)
        for key, (old, new) in folded.items():
            claim = new or old
            assert claim is not None
            by_circle[id(self._circle_of[claim.measure])][key] = (old, new)
        circles = [self._circle_of[m] for m in (*self._measures(folded), *self._news[day][1])]
        for circle in {id(c): c for c in circles}.values():
            turned = circle.update(by_circle.get(id(circle), {}), named, day)
            for key, (was, now) in turned.items():
                self.verdicts.enter(day, key, now)
                self._place(was, now)
        self._lists[day] = tuple(
            (tuple(key for _, _, key in order[:LISTED]), len(order))
            for order in self._orders.values()
        )

    def _measures(self, folded: Folded) -> Iterator[str]:
        for old, new in folded.values():
            claim = new or old
            assert claim is not None
            yield claim.measure

    def _place(self, was: Verdict | None, now: Verdict | None) -> None:
        if was is not None and was.section:
            order = self._orders[was.section]
            del order[bisect_left(order, gravest_first(was))]
        if now is not None and now.section:
            insort(self._orders[now.section], gravest_first(now))


_NOTHING: Lists = (((), 0),) * 3
_News = dict[date, tuple[list[str], list[str]]]


def _news(library: Library) -> _News:
    """Return, by day, mentions that were taken in or withdrawn, and measures reviewed by then."""
    found: _News = defaultdict(lambda: ([], []))
    for mention in library.mentions:
        added = mention.added or date.min
        found[added][0].append(mention.id)
        gone = mention.withdrawn.date if mention.withdrawn else None
        first = (gone.first or gone.last) if gone else None
        if first is not None and first > added:
            found[first][0].append(mention.id)
    measure_of = {mention.id: mention.measure for mention in library.mentions}
    for file in library.verdict_files.values():
        reviewed = (file.reviewed.last or file.reviewed.first) if file.reviewed else None
        if reviewed is not None:
            found[reviewed][1].extend(measure_of[key] for key in (file.a,) if key in measure_of)
    return dict(found)


def _circles(library: Library) -> dict[str, Circle]:
    """Return the circle of each measure; what an editor's words tie is in one."""
    measure_of = {mention.id: mention.measure for mention in library.mentions}
    files = library.verdict_files.values()
    pairs = [(m.id, m.revises) for m in library.mentions if m.revises]
    pairs += [(file.a, file.b) for file in files]
    ties = [(measure_of[a], measure_of[b]) for a, b in pairs if a in measure_of and b in measure_of]
    rank = {mention.id: place for place, mention in enumerate(library.mentions)}
    shared = _shared(library)
    found: dict[str, Circle] = {}
    for group in groups_of(library.measures, ties):
        own = {measure.id for measure in group}
        about = [f for f in files if measure_of.get(f.a) in own]
        circle = Circle(group, about, library.settings.comparison, rank, shared)
        found |= dict.fromkeys(own, circle)
    return found


def _shared(library: Library) -> dict[str, frozenset[str]]:
    """Return by measure the entries that speak of it more than once."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, resolved in library.resolved.items():
        spoken: Sequence[str] = [mention.measure for mention in resolved.mentions]
        for measure in spoken:
            if spoken.count(measure) > 1:
                found[measure].add(key)
    return {measure: frozenset(entries) for measure, entries in found.items()}
