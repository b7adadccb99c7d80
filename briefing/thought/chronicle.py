"""Everything as it stood on each day: the annals of all circles of measures, side by side.

`compare(library, day)` says what is shown as of a day, and is what a view equals; a chronicle says
it for every day at the price of what is new on each. It is gone on with from one library to the
next, and annals may come from an earlier build by the key of what they were made from.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from heapq import merge
from itertools import islice
from typing import Any, Protocol, TypeVar, overload

import msgspec

from briefing.content.model import Measure, VerdictFile
from briefing.ground.crew import on_all_cores
from briefing.thought.annals import (
    FIRST,
    SECTIONS,
    Annals,
    Given,
    Lists,
    Tables,
    section_of,
)
from briefing.thought.changes import Changes, News, changes
from briefing.thought.comparison import (
    Comparison,
    comparison_of,
    fold_all_reactions,
    gravest_first,
    names_of,
)
from briefing.thought.folding import Claim
from briefing.thought.library import Library
from briefing.thought.shelves import Shelves
from briefing.thought.statements import Mention
from briefing.thought.verdicts import Section, Verdict
from briefing.thought.versions import Table, on

T = TypeVar("T")
_WORTH_FORKING = 4_000
"""Mentions whose annals are missing, from which on more than one core goes through them."""


class Kept(Protocol):
    """Annals of earlier builds; any may be missing."""

    def __call__(self, key: str) -> bytes | None:
        """Return the packed annals of what has this key."""


class Then(Mapping[str, T]):
    """What was true when a day ended, by key."""

    def __init__(self, table: Table[T], day: date, order: Any = None) -> None:
        self._table, self._day, self._order = table, day, order

    def __getitem__(self, key: str) -> T:
        found = on(self._table, key, self._day)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        found = ((key, on(self._table, key, self._day)) for key in self._table)
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

    def __init__(self, tables: Tables, day: date, lists: Sequence[Lists]) -> None:
        self.day: date | None = day
        self.claims = Then(tables.claims, day)
        self.claim_of = Then(tables.claim_of, day)
        self.standing = Then(tables.standing, day)
        self.verdicts = Then(tables.verdicts, day, gravest_first)
        self.open, self.settled, self.looks, self.covered = (
            self._listed(section, [each[place] for each in lists])
            for place, section in enumerate(SECTIONS)
        )

    def _listed(self, section: Section, lists: Sequence[tuple[tuple[Any, ...], int]]) -> Listed:
        count = sum(count for _, count in lists)
        first = islice(merge(*(places for places, _ in lists)), FIRST[section])
        return Listed(tuple(place[-1] for place in first), count, partial(self._in, section))

    def _in(self, section: Section) -> list[str]:
        return [key for key, verdict in self.verdicts.items() if section_of(verdict) == section]

    def claim(self, mention: str) -> Claim | None:
        """Return the claim that a mention (or claim) id belongs to."""
        key = self.claim_of.get(mention)
        return self.claims[key] if key is not None else None


class Chronicle:
    """One library, day by day; it goes as far as it is asked, and never further."""

    def __init__(self, shelves: Shelves, kept: Kept = lambda key: None) -> None:
        """`kept`: annals of earlier builds, by key."""
        self.tables = Tables()
        self._kept = kept
        self._annals: dict[tuple[str, ...], Annals] = {}
        self._spoken: dict[tuple[str, ...], _Spoken] = {}
        self.renew(shelves)

    def renew(self, shelves: Shelves) -> None:
        """Go on with another library: annals of what is as it was stay as they are."""
        self.shelves = shelves
        self._views: dict[date, View] = {}
        spoken = {group: _spoken(shelves, group) for group in shelves.circles}
        anew = [group for group in spoken if not _alike(spoken[group], self._spoken.get(group))]
        given = _Giving(shelves, anew)
        held, self._annals, self._spoken = self._annals, {}, spoken
        for group in held.keys() - spoken.keys():
            held[group].forget()
        for group in spoken:
            annals = held.get(group)
            wanted = given(group, annals.given if annals is not None else None)
            if annals is not None and not annals.renew(wanted):
                annals.forget()
                annals = None
            self._annals[group] = annals or Annals(wanted, self.tables)

    # ── going through ──────────────────────────────────────────────────────────────────────────

    def prepare(self) -> None:
        """Take what is kept, and go through the rest, on all cores where that is much."""
        missing = [each for each in self._annals.values() if not self._take_over(each)]
        if sum(len(each.given.mentions) for each in missing) >= _WORTH_FORKING:
            missing.sort(key=lambda each: -len(each.given.mentions))
            givens = [each.given for each in missing]
            for annals, packed in zip(missing, on_all_cores(_made, givens, least=2), strict=True):
                annals.unpack(packed)
        for annals in missing:
            annals.go(date.max)

    def ready(self, circle: tuple[str, ...]) -> bool:
        """Say whether a circle has been gone through before, so that asking about it costs little."""
        annals = self._annals[circle]
        return self._take_over(annals) or bool(annals.done)

    def steps(self) -> Iterator[None]:
        """Prepare in small steps, between which anything else may be done."""
        for group in [*self._annals]:
            annals = self._annals[group]
            self._take_over(annals)
            yield
            while (day := annals.ahead) is not None:
                annals.go(day)
                yield
            annals.lists(date.max)
            yield
        self.on(date.max)

    def _take_over(self, annals: Annals) -> bool:
        """Unpack what is kept for annals that are at their beginning; say if they are complete."""
        if not annals.done and annals.ahead is not None:
            packed = self._kept(annals.key)
            if packed is not None:
                try:
                    annals.unpack(packed)
                except (msgspec.MsgspecError, KeyError, ValueError):
                    annals.forget()  # not what it says it is
                    annals.done.clear()
        return annals.ahead is None

    def packed(self, known: Callable[[str], bool]) -> Iterator[tuple[str, bytes | None]]:
        """Yield the keys of all annals, with what is to be kept where it is not yet `known`."""
        for annals in self._annals.values():
            yield annals.key, None if known(annals.key) else annals.packed()

    # ── looking up ─────────────────────────────────────────────────────────────────────────────

    def on(self, day: date) -> View:
        """Return what a day's pages are told."""
        if day not in self._views:
            for annals in self._annals.values():
                if annals.ahead is not None and annals.ahead <= day:
                    self._take_over(annals)
                    annals.go(day)
            lists = [annals.lists(day) for annals in self._annals.values()]
            self._views[day] = View(self.tables, day, lists)
        return self._views[day]

    def latest(self) -> View:
        """Return what pages of no day in particular are told."""
        view = copy.copy(self.on(date.max))
        view.day = self.shelves.library.day
        return view

    def comparison(self, circle: tuple[str, ...] | None = None) -> Comparison:
        """Return what a circle, or everything, comes to in the end, without reactions of a circle."""
        library = self.shelves.library
        groups = [circle] if circle is not None else [*self._annals]
        for group in groups:
            self._annals[group].go(date.max)
        annals = [self._annals[group] for group in groups]
        claims = _last(self.tables.claims, (a.claims.touched for a in annals))
        verdicts = _last(self.tables.verdicts, (a.verdicts.touched for a in annals))
        standing = _last(self.tables.standing, (a.standing.touched for a in annals))
        mentions = library.mentions if circle is None else annals[0].given.mentions
        rank = {mention.id: place for place, mention in enumerate(mentions)}
        by_day = sorted(claims.values(), key=lambda c: (c.known or date.min, rank[c.id]))
        reactions = fold_all_reactions(library) if circle is None else []
        within = library if circle is None else _within(library, mentions)
        return comparison_of(within, library.day, by_day, reactions, [*verdicts.values()], standing)

    def changes(self, day: date, previous: date | None) -> Changes:
        """Return what is new on an edition's day since the one before, None for the first."""
        now = self.on(day)
        before = self.on(previous) if previous is not None else None
        verdicts: dict[str, Verdict | None] = {}
        claims: dict[str, Claim | None] = {}
        for annals in self._annals.values():
            for each in annals.news(previous, day):
                keys = annals.verdicts.touched.get(each, ())
                verdicts |= {key: now.verdicts.get(key) for key in keys}
                claims |= {key: now.claims.get(key) for key in annals.claims.touched.get(each, ())}
        news = News(
            sorted((v for v in verdicts.values() if v is not None), key=gravest_first),
            sorted((c for c in claims.values() if c is not None), key=self._by_day),
            self.shelves.taken_in_between(previous, day),
            self.shelves.said_between(previous, day),
            self.shelves.first_heard_of,
        )
        return changes(self.shelves.library, now, before, news)

    def _by_day(self, claim: Claim) -> tuple[date, int, int]:
        entry, place = self.shelves.place_of_mention(claim.id)
        return claim.known or date.min, entry, place


class Chronicles:
    """The chronicle of the library last asked about, gone on with from one to the next."""

    def __init__(self, kept: Kept = lambda key: None) -> None:
        self._kept = kept
        self._last: Chronicle | None = None

    def of(self, shelves: Shelves) -> Chronicle:
        """Return a library's chronicle."""
        if self._last is None:
            self._last = Chronicle(shelves, self._kept)
        elif self._last.shelves is not shelves:
            self._last.renew(shelves)
        return self._last


_Spoken = tuple[tuple[Mention, ...], ...]
"""The mentions of each measure of a circle: the very same where none of them is another."""


def _spoken(shelves: Shelves, circle: Iterable[str]) -> _Spoken:
    return tuple(shelves.mentions_on.get(measure, ()) for measure in circle)


def _alike(one: _Spoken, other: _Spoken | None) -> bool:
    return other is not None and all(a is b for a, b in zip(one, other, strict=True))


class _Giving:
    """What annals are made from, of one library."""

    def __init__(self, shelves: Shelves, anew: Iterable[tuple[str, ...]]) -> None:
        """`anew`: the circles in which mentions are others than they were."""
        self.shelves = shelves
        self.library = shelves.library
        circle_of = {measure: circle for circle in anew for measure in circle}
        mentions: dict[tuple[str, ...], list[Mention]] = {circle: [] for circle in anew}
        for mention in self.library.mentions if mentions else ():
            if mention.measure in circle_of:
                mentions[circle_of[mention.measure]].append(mention)
        self._mentions = {circle: tuple(found) for circle, found in mentions.items()}

    def __call__(self, circle: tuple[str, ...], before: Given | None) -> Given:
        library = self.library
        mentions = self._mentions.get(circle, before.mentions if before else ())
        taken_back = (m for m in mentions if m.withdrawn is not None)
        keys = {key for m in taken_back for key in (m.origin.key, *(s.key for s in m.speakers))}
        return Given(
            tuple(_wordless(library.measures[measure]) for measure in circle),
            tuple(_prose_off(file) for file in self.shelves.files_on(circle)),
            mentions,
            library.settings.comparison,
            names_of(library, keys),
        )


def _wordless(measure: Measure) -> Measure:
    return msgspec.structs.replace(measure, title="", body=measure.body.__class__())


def _prose_off(file: VerdictFile) -> VerdictFile:
    return msgspec.structs.replace(file, body=file.body.__class__())


def _made(given: Given) -> bytes:
    annals = Annals(given)
    annals.go(date.max)
    return annals.packed()


def _last(table: Table[T], touched: Iterable[Mapping[date, Iterable[str]]]) -> dict[str, T]:
    """Return what is true in the end of all that was ever touched."""
    keys = dict.fromkeys(key for each in touched for day in each.values() for key in day)
    found = ((key, table[key][1][-1]) for key in keys)
    return {key: value for key, value in found if value is not None}


def _within(library: Library, mentions: tuple[Mention, ...]) -> Library:
    return msgspec.structs.replace(library, mentions=mentions, reactions=())
