"""Everything as it stood on each day: gone through once, day by day, in the order taken in.

`compare(library, day)` says what is shown as of a day, and is what a view equals; a chronicle says
it for every day at the price of what is new on each. Only clusters of mentions and circles of
measures with news are looked at; what claims and verdicts were is kept by day, to be looked up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import zip_longest
from typing import Any, Generic, TypeVar, overload

from briefing.thought.changes import Changes, News, changes, first_days
from briefing.thought.circle import Circle
from briefing.thought.comparing import groups_of
from briefing.thought.comparison import gravest_first, names_of
from briefing.thought.folding import Claim
from briefing.thought.library import Library
from briefing.thought.refolding import Folded, Folds
from briefing.thought.statements import Mention
from briefing.thought.tracking import Turned
from briefing.thought.verdicts import Section, Verdict

T = TypeVar("T")
LISTED = 40
"""Settled verdicts that a view has at hand; there are more each day, and pages show the first."""
_SECTIONS: tuple[Section, ...] = ("open", "settled", "looks", "")
_FIRST: dict[Section, int] = {"open": 10_000, "settled": LISTED, "looks": 10_000, "": 10_000}
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

    @property
    def keys(self) -> Iterable[str]:
        """Return everything there ever was."""
        return self._days.keys()

    def forget(self, days: Iterable[date]) -> dict[str, T | None]:
        """Forget the last days; return what is true of each key that they touched."""
        keys = [key for day in days for key in self.touched.pop(day, ())]
        for key in keys:
            self._days[key].pop()
            self._values[key].pop()
        return {key: self._values[key][-1] if self._values[key] else None for key in keys}


class Then(Mapping[str, T]):
    """What was true when a day ended, by key."""

    def __init__(self, versions: Versions[T], day: date, order: Any = None) -> None:
        self._versions, self._day, self._order = versions, day, order

    def __getitem__(self, key: str) -> T:
        found = self._versions.on(key, self._day)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        found = ((key, self._versions.on(key, self._day)) for key in self._versions.keys)
        there = {key: value for key, value in found if value is not None}
        return iter(
            sorted(there, key=lambda key: self._order(there[key])) if self._order else there
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Listed(Sequence[str]):
    """A list of verdicts of which the first are at hand, and all can be counted."""

    def __init__(self, first: tuple[str, ...], count: int, all: Callable[[], list[str]]) -> None:
        self._first, self._count, self._all = first, count, all

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        end = place.stop if isinstance(place, slice) else place + 1
        at_hand = end is not None and 0 < end <= len(self._first)
        return self._first[place] if at_hand or self._whole else self._all()[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._first if self._whole else self._all())

    @property
    def _whole(self) -> bool:
        return self._count == len(self._first)


class View:
    """What pages of one day are told: as `Comparison`, looked up by day."""

    def __init__(self, chronicle: Chronicle, day: date, lists: Lists) -> None:
        self.day = day
        self.claims = Then(chronicle.claims, day)
        self.claim_of = Then(chronicle.claim_of, day)
        self.standing = Then(chronicle.standing, day)
        self.verdicts = Then(chronicle.verdicts, day, gravest_first)
        self.open, self.settled, self.looks, self.covered = (
            Listed(first, count, partial(self._in, section))
            for section, (first, count) in zip(_SECTIONS, lists, strict=True)
        )

    def _in(self, section: Section) -> list[str]:
        return [key for key, verdict in self.verdicts.items() if _section(verdict) == section]

    def claim(self, mention: str) -> Claim | None:
        """Return the claim that a mention (or claim) id belongs to."""
        key = self.claim_of.get(mention)
        return self.claims[key] if key is not None else None


Lists = tuple[tuple[tuple[str, ...], int], ...]


def _section(verdict: Verdict) -> Section | None:
    """Return the list in which a verdict is: its section, or "" where another one states it."""
    return verdict.section or ("" if verdict.under else None)


class Chronicle:
    """One library, day by day; it goes as far as it is asked, and never further."""

    def __init__(self, library: Library) -> None:
        self.claims: Versions[Claim] = Versions()
        self.claim_of: Versions[str] = Versions()
        self.verdicts: Versions[Verdict] = Versions()
        self.standing: Versions[tuple[str, ...]] = Versions()
        self._done: list[date] = []
        """The days that have been gone through."""
        self._orders: dict[Section, _Order] = {section: [] for section in _SECTIONS}
        self._lists: dict[date, Lists] = {}
        self._circle_of = _circles(library)
        self._open(library)

    def _open(self, library: Library) -> None:
        self.library = library
        self._news = _news(library)
        self._days = sorted(self._news)
        self._folds = Folds(library.mentions, library.settings.comparison, names_of(library))
        self._rank = {mention.id: place for place, mention in enumerate(library.mentions)}
        everything = (*library.mentions, *library.reactions)
        self._heard = first_days(everything)
        self._said = sorted(
            ((said.added or date.min, place, said) for place, said in enumerate(everything)),
            key=lambda each: each[:2],
        )
        self._entries = [(library.taken_in(key) or date.min, key) for key in library.entries]

    def renew(self, library: Library) -> bool:
        """Go on with a library much like the last; False where it is too different for that.

        What was taken in before the first mention that is another stays as it is.
        """
        then, now = self.library, library
        if any(getattr(then, name) != getattr(now, name) for name in _OTHERS):
            return False
        circles = _circles(library)
        if any(not circles[key].alike(circle) for key, circle in self._circle_of.items()):
            return False
        day = _parting(then.mentions, now.mentions)
        if day is not None:
            self._back(day)
        claims = self._folds.claims
        self._open(library)
        self._folds.resume(claims)
        for key, circle in self._circle_of.items():
            circle.rank, circle.shared = circles[key].rank, circles[key].shared
        return True

    def _back(self, day: date) -> None:
        """Let everything be as it was before a day."""
        place = bisect_left(self._done, day)
        self._done, later = self._done[:place], self._done[place:]
        claims = self._folds.claims
        before = self.claims.forget(later)
        folded = {key: (claims.get(key), claim) for key, claim in before.items()}
        for versions in (self.claim_of, self.verdicts, self.standing):
            versions.forget(later)
        for each in later:
            del self._lists[each]
        kept = {key: claim for key, claim in (claims | before).items() if claim is not None}
        self._folds.claims = kept
        named = {mention: claim.id for claim in kept.values() for mention in claim.ids}
        reviewed = [key for each in later if each in self._news for key in self._news[each][1]]
        last = self._done[-1] if self._done else date.min
        for _, turned in self._update(folded, reviewed, named, last):
            for was, now in turned.values():
                self._place(was, now)

    def on(self, day: date) -> View:
        """Return what a day's pages are told."""
        begin = bisect_right(self._days, self._done[-1]) if self._done else 0
        for each in self._days[begin : bisect_right(self._days, day)]:
            self._day(each)
            self._done.append(each)
        end = bisect_right(self._done, day)
        return View(self, day, self._lists[self._done[end - 1]] if end else _NOTHING)

    def changes(self, day: date, previous: date | None) -> Changes:
        """Return what is new on an edition's day since the one before, None for the first."""
        now = self.on(day)
        before = self.on(previous) if previous is not None else None
        days = self._between(self._done, previous, day)
        verdicts = {key: now.verdicts.get(key) for d in days for key in self.verdicts.touched[d]}
        claims = {key: now.claims.get(key) for d in days for key in self.claims.touched[d]}
        entries = self._between(self._entries, previous, day, lambda each: each[0])
        said = self._between(self._said, previous, day, lambda each: each[0])
        news = News(
            sorted((v for v in verdicts.values() if v is not None), key=gravest_first),
            sorted((c for c in claims.values() if c is not None), key=self._by_day),
            [key for _, key in entries],
            [each for _, _, each in sorted(said, key=lambda each: each[1])],
            self._heard,
        )
        return changes(self.library, now, before, news)

    def _between(
        self, ordered: Sequence[T], after: date | None, day: date, key: Any = None
    ) -> Sequence[T]:
        begin = bisect_right(ordered, after, key=key) if after is not None else 0
        return ordered[begin : bisect_right(ordered, day, key=key)]

    def _by_day(self, claim: Claim) -> tuple[date, int]:
        return claim.known or date.min, self._rank[claim.id]

    def _day(self, day: date) -> None:
        folded = self._folds.fold(self._news[day][0], day)
        named = self._folds.claim_of
        for key, (old, new) in folded.items():
            self.claims.enter(day, key, new)
            ids = {*(old.ids if old else ()), *(new.ids if new else ())}
            for mention in ids:
                if self.claim_of.on(mention, day) != named.get(mention):
                    self.claim_of.enter(day, mention, named.get(mention))
        for circle, turned in self._update(folded, self._news[day][1], named, day):
            for key, (was, now) in turned.items():
                self.verdicts.enter(day, key, now)
                self._place(was, now)
            for measure in circle.renewed:
                self.standing.enter(day, measure, circle.standing(measure))
        self._lists[day] = tuple(
            (tuple(key for _, _, key in order[: _FIRST[section]]), len(order))
            for section, order in self._orders.items()
        )

    def _update(
        self, folded: Folded, reviewed: Iterable[str], named: Mapping[str, str], day: date
    ) -> Iterator[tuple[Circle, Turned]]:
        """Let each circle with claims that are others, or reviewed, look again."""
        found: dict[int, tuple[Circle, Folded]] = {}
        for measure in reviewed:
            found.setdefault(id(self._circle_of[measure]), (self._circle_of[measure], {}))
        for key, (old, new) in folded.items():
            claim = new or old
            if claim is not None:
                circle = self._circle_of[claim.measure]
                found.setdefault(id(circle), (circle, {}))[1][key] = (old, new)
        for circle, changed in found.values():
            yield circle, circle.update(changed, named, day)

    def _place(self, was: Verdict | None, now: Verdict | None) -> None:
        if was is not None and (section := _section(was)) is not None:
            order = self._orders[section]
            del order[bisect_left(order, gravest_first(was))]
        if now is not None and (section := _section(now)) is not None:
            insort(self._orders[section], gravest_first(now))


_NOTHING: Lists = (((), 0),) * len(_SECTIONS)
_News = dict[date, tuple[list[str], list[str]]]


#: What every comparison depends on besides mentions.
_OTHERS = ("measures", "verdict_files", "voices", "outlets", "settings")


class Chronicles:
    """The chronicle of the library last asked about, gone on with from one to the next."""

    def __init__(self) -> None:
        self._last: Chronicle | None = None

    def of(self, library: Library) -> Chronicle:
        """Return a library's chronicle."""
        last = self._last
        if last is None or (last.library is not library and not last.renew(library)):
            self._last = last = Chronicle(library)
        return last


def _parting(then: Sequence[Mention], now: Sequence[Mention]) -> date | None:
    """Return the day of the first mention that is another; mentions are in the order taken in."""
    pairs = zip_longest(then, now)
    first = next((pair for pair in pairs if pair[0] is not pair[1] and pair[0] != pair[1]), None)
    if first is None:
        return None
    return min(mention.added or date.min for mention in first if mention is not None)


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
