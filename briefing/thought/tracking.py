"""One measure's sweep, gone on with as statements are taken in instead of being begun anew.

A sweep goes by the days of which claims are known; an edition by the days on which they were taken
in. Most of what is taken in is the newest, and the sweep goes on from where it stood. What is known
of an earlier day, or changes an earlier claim, sends it back to the mark of the day before; and as
soon as it stands where it stood after that day the last time, what came of the later days is kept.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from briefing.content.model import Measure
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.book import Open, verdict_of
from briefing.thought.comparing import day_of, split
from briefing.thought.counting import END, Counting, Leaving, Mark
from briefing.thought.expected import Expected
from briefing.thought.facts import Facts
from briefing.thought.figures import Figure
from briefing.thought.verdicts import Verdict

At = tuple[int, int]
"""The day of the sweep on which a verdict was opened, and its place among that day's."""
Swept = dict[At, tuple[Open | None, Open | None]]
"""Verdicts of a sweep, as they were entered before and as they are now."""
Turned = dict[str, tuple[Verdict | None, Verdict | None]]
"""Verdicts that are others now: by id, as they were and as they are."""


#: Before the first day: 0 is of claims that nothing dates.
_START = -1


class Item(Struct, frozen=True, eq=False):
    """A claim in a sweep, and what another measure does to it."""

    figure: Figure
    by: Figure | None = None
    """The claim of another measure that replaces it."""

    @property
    def leaves(self) -> int | None:
        """Return the day of its withdrawal: 0 at once, -1 before it was known, None never."""
        gone = self.figure.claim.withdrawn
        if gone is None:
            return None
        day = day_of(gone)
        return -1 if day and day < self.figure.known else day


class Track(ABC):
    """The verdicts of one measure, as claims come, change and go."""

    def __init__(self) -> None:
        self.verdicts: dict[At, Verdict] = {}
        """Every verdict by its place, under its first name."""
        self._places: dict[str, list[At]] = {}

    @property
    @abstractmethod
    def standing(self) -> list[Figure]:
        """What stands in the end."""

    def update(self, news: Mapping[str, Item | None]) -> Turned:
        """Take in claims by id (None: it is gone); return which verdicts are others now."""
        swept = self._sweep(news)
        changed = {
            at: verdict_of(now) if now is not None else None
            for at, (old, now) in swept.items()
            if old is None or now is None or not old.same(now)
        }
        ids = {v.id for at in changed for v in (changed[at], self.verdicts.get(at)) if v}
        before = self._named(ids)
        for at, verdict in changed.items():
            self._enter(at, verdict)
        after = self._named(ids)
        keys = [key for key in before | after if before.get(key) != after.get(key)]
        return {key: (before.get(key), after.get(key)) for key in keys}

    def open(self) -> list[Verdict]:
        """Return the open verdicts, in the order in which they were opened."""
        return [self._name(at) for at in sorted(self._open())]

    def all(self) -> list[Verdict]:
        """Return every verdict, in the order in which they were opened."""
        return [self._name(at) for at in sorted(self.verdicts)]

    @abstractmethod
    def _sweep(self, news: Mapping[str, Item | None]) -> Swept:
        """Sweep as far as needed; return what has become of each verdict that may be another."""

    def _open(self) -> Iterable[At]:
        return (at for at, verdict in self.verdicts.items() if verdict.state == "open")

    def _enter(self, at: At, verdict: Verdict | None) -> None:
        old = self.verdicts.pop(at, None)
        if old is not None:
            self._places[old.id].remove(at)
        if verdict is not None:
            self.verdicts[at] = verdict
            insort(self._places.setdefault(verdict.id, []), at)

    def _named(self, ids: Iterable[str]) -> dict[str, Verdict]:
        named = [self._name(at) for key in ids for at in self._places.get(key, ())]
        return {verdict.id: verdict for verdict in named}

    def _name(self, at: At) -> Verdict:
        """Return a verdict; what came about again between the same claims has a name of its own."""
        verdict = self.verdicts[at]
        number = bisect_left(self._places[verdict.id], at) + 1
        if number == 1:
            return verdict
        return msgspec.structs.replace(verdict, id=f"{verdict.id}-{number}")


class Anew(Track):
    """A fact or an expectation: few are stated, and their sweep is made anew each time."""

    def __init__(self, measure: Measure, thresholds: Thresholds) -> None:
        super().__init__()
        self.measure, self.thresholds = measure, thresholds
        self._items: dict[str, Item] = {}
        self._kept: list[Open] = []
        self._standing: list[Figure] = []

    @property
    def standing(self) -> list[Figure]:
        """What stands in the end."""
        return self._standing

    def _sweep(self, news: Mapping[str, Item | None]) -> Swept:
        for key, item in news.items():
            self._items.pop(key, None)
            if item is not None:
                self._items[key] = item
        figures = sorted((item.figure for item in self._items.values()), key=lambda f: f.rank)
        sweep = (Facts if self.measure.kind == "fact" else Expected)(self.measure, self.thresholds)
        sweep.run(*split(figures))
        before, self._kept = self._kept, sweep.book.all
        self._standing = sweep.standing
        found: Swept = {old.at: (old, None) for old in before}
        for now in self._kept:
            found[now.at] = (found.get(now.at, (None, None))[0], now)
        return found


class Counted(Track):
    """A measure of numbers: marks are kept for each day swept."""

    def __init__(self, measure: Measure, thresholds: Thresholds) -> None:
        super().__init__()
        self.sweep = Counting(measure, thresholds)
        self._items: dict[str, Item] = {}
        self._on: dict[int, list[Figure]] = {}
        self._leaving: dict[str, Item] = {}
        self._replaced: dict[str, Figure] = {}
        self._aimed: dict[str, tuple[str, str]] = {}
        """Whose claims name the day they are about."""
        self._days: list[int] = []
        self._marks: dict[int, Mark] = {_START: self.sweep.mark()}

    @property
    def standing(self) -> list[Figure]:
        """What stands in the end."""
        return self.sweep.standing

    def _open(self) -> Iterable[At]:
        return {verdict.at for held in self.sweep.book.held.values() for verdict in held}

    def _sweep(self, news: Mapping[str, Item | None]) -> Swept:
        wanted = {key: i if i is not None and i.leaves != -1 else None for key, i in news.items()}
        wanted = {key: i for key, i in wanted.items() if i is not None or key in self._items}
        restated = {key for key, item in wanted.items() if _alike(self._items.get(key), item)}
        others = {key: item for key, item in wanted.items() if key not in restated}
        first = min((_known(self._items.get(key), i) for key, i in others.items()), default=END)
        found: Swept = {}
        for key in sorted(restated, key=lambda key: self._items[key].figure.known):
            if self._items[key].figure.known < first:
                # by itself: the sweep soon stands again as it stood, long before the day's news
                _join(found, self._resweep({key: wanted[key]}, mend=True))
            else:
                others[key] = wanted[key]
        return _join(found, self._resweep(others, mend=False)) if others else found

    def _resweep(self, news: Mapping[str, Item | None], *, mend: bool) -> Swept:
        """Sweep again from the first day of claims that are others."""
        day = min(_known(self._items.get(key), item) for key, item in news.items())
        cut = _Cut(self, day)
        slots = {self._items[key].figure.slot for key in news if key in self._items}
        for key, item in news.items():
            self._put(key, item)
        # a withdrawal, or a word on a day gone by, may yet come back to what was said before
        open_past = self._leaving or not slots.isdisjoint(self._aimed.values())
        return self._replay(cut, day if mend and not open_past else END)

    def _put(self, key: str, item: Item | None) -> None:
        old = self._items.pop(key, None)
        self._leaving.pop(key, None)
        self._replaced.pop(key, None)
        self._aimed.pop(key, None)
        if old is not None:
            self._on[old.figure.known].remove(old.figure)
            if not self._on[old.figure.known]:
                del self._on[old.figure.known]
                self._days.remove(old.figure.known)
        if item is not None:
            self._items[key] = item
            if item.leaves is not None:
                self._leaving[key] = item
            if item.figure.claim.as_of is not None:
                self._aimed[key] = item.figure.slot
            if item.by is not None:
                self._replaced[key] = item.by
            if item.figure.known not in self._on:
                self._on[item.figure.known] = []
                insort(self._days, item.figure.known)
            insort(self._on[item.figure.known], item.figure, key=lambda f: f.order)

    def _gone(self) -> Leaving:
        leaving = [(i.leaves, i.figure) for i in self._leaving.values()]
        return sorted((day or f.known, f.rank, f) for day, f in leaving)

    @property
    def latest(self) -> Mark:
        """Where the sweep stood after the last day."""
        return self._marks[self._days[-1] if self._days else _START]

    def _replay(self, cut: _Cut, mend: int) -> Swept:
        """Sweep from where it was cut; from `mend` on it may stand as it stood."""
        replaced = self._replaced
        moved = [(by.known, self._items[key].figure) for key, by in replaced.items()]
        over = sorted((day, figure.rank, figure) for day, figure in moved)
        gone = self._gone()
        before = cut.base
        for day in self._days[bisect_right(self._days, cut.base) :]:
            self.sweep.step(before, day, self._on[day], gone, over, replaced)
            before, mark = day, self.sweep.mark()
            self._marks[day] = mark
            if day >= mend and day in cut.marks and mark.same(cut.marks[day]):
                cut.mend(day)
                before = self._days[-1]
                self.sweep.back(self.latest)
                break
        self.sweep.end(before, gone, over, replaced)
        return cut.swept()


class _Cut:
    """What came of the days from one on, taken out of a sweep."""

    def __init__(self, track: Counted, day: int) -> None:
        """Let the sweep go back to before `day`."""
        days, self.track = track._days, track
        place = bisect_left(days, day)
        self.base = days[place - 1] if place else _START
        self._days = [*days[place:], END]
        book, lived = track.sweep.book, track.sweep.lived
        base = track._marks[self.base]
        self._open = {v.at: book.days[v.at[0]][v.at[1]] for v in base.open}
        """Verdicts of earlier days that were open then, as they have become since."""
        self._entered = {d: book.days.pop(d) for d in self._days if d in book.days}
        self._lived = {d: lived.pop(d) for d in self._days if d in lived}
        self.marks = {d: track._marks.pop(d) for d in self._days if d in track._marks}
        self._mended = END + 1
        track.sweep.back(base)

    def mend(self, day: int) -> None:
        """Put back what came after a day: the sweep stands as it stood then."""
        track, book = self.track, self.track.sweep.book
        for mark in track._marks[day].open:
            book.days[mark.at[0]][mark.at[1]] = self._was(mark.at)
        later = [d for d in self._days if day < d < END]
        book.days.update({d: self._entered[d] for d in later if d in self._entered})
        track.sweep.lived.update({d: self._lived[d] for d in later if d in self._lived})
        track._marks.update({d: self.marks[d] for d in later})
        self._mended = day

    def swept(self) -> Swept:
        """Return every verdict that may be another now, as it was and as it is."""
        track, book = self.track, self.track.sweep.book
        late = [*track._days[bisect_right(track._days, self.base) :], END]
        days = {d for d in (*self._days, *late) if d <= self._mended or d == END}
        found: Swept = {}
        for day in days:
            for old in self._entered.get(day, ()):
                found[old.at] = (old, None)
            for now in book.days.get(day, ()):
                found[now.at] = (found.get(now.at, (None, None))[0], now)
        again = self._open if self._mended > END else {v.at: v for v in track.latest.open}
        for at in {*self._open, *again}:
            found[at] = (self._was(at), book.days[at[0]][at[1]])
        return found

    def _was(self, at: At) -> Open:
        return self._open[at] if at in self._open else self._entered[at[0]][at[1]]


def _known(*items: Item | None) -> int:
    return min(item.figure.known for item in items if item is not None)


def _join(found: Swept, later: Swept) -> Swept:
    """Add what came of a later sweep to what came of those before it."""
    for at, (old, now) in later.items():
        found[at] = (found[at][0] if at in found else old, now)
    return found


def _alike(old: Item | None, now: Item | None) -> bool:
    """Say whether a claim only says it otherwise, so that days on which it is gone stay as they were."""
    if old is None or now is None or old.by is not now.by:
        return False
    a, b = old.figure, now.figure
    if (a.known, a.slot, a.rank) != (b.known, b.slot, b.rank):
        return False
    return a.claim.withdrawn is None and b.claim.withdrawn is None
