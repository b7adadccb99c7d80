"""One circle of measures as it stood on each day: gone through once, in the order taken in.

What a circle comes to on each day depends on its own mentions, measures and editor's files alone
(`Given`), so it can be kept under their hash, worked out beside the others, and gone on with after
an edit from the day of the first mention that is another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import TypeVar

import msgspec
from msgspec import Struct

from briefing.content.model import Measure, VerdictFile
from briefing.ground.keys import key_of_bytes
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.circle import Circle
from briefing.thought.comparison import gravest_first
from briefing.thought.folding import Claim, at_day
from briefing.thought.refolding import Folded, Folds
from briefing.thought.statements import Mention
from briefing.thought.verdicts import Section, Verdict
from briefing.thought.versions import Table, Versions, on

T = TypeVar("T")
SECTIONS: tuple[Section, ...] = ("open", "settled", "looks", "")
FIRST: dict[Section, int] = {"open": 10_000, "settled": 40, "looks": 10_000, "": 10_000}
"""How many of each list a view has at hand; there are more settled ones each day."""
Place = tuple[int, int, str]
"""A verdict's place in a list, its id last."""
Lists = tuple[tuple[tuple[Place, ...], int], ...]
"""By section: the first places, and how many there are."""
NOTHING: Lists = (((), 0),) * len(SECTIONS)


class Tables(Struct):
    """Where annals enter what they find: together, so that it can be looked up by key alone."""

    claims: Table[Claim] = {}
    claim_of: Table[str] = {}
    verdicts: Table[Verdict] = {}
    standing: Table[tuple[str, ...]] = {}


class Given(Struct, frozen=True):
    """All that the annals of a circle depend on."""

    measures: tuple[Measure, ...]
    """Without their words for readers, in the order of the library."""
    files: tuple[VerdictFile, ...]
    """The editor's word on claims of these measures, without prose."""
    mentions: tuple[Mention, ...]
    """In the order of the library: that in which they were taken in."""
    thresholds: Thresholds
    names: dict[str, frozenset[str]]
    """Names of those who may have withdrawn something, by key."""

    def key(self) -> str:
        """Return the key of it all."""
        names = sorted((key, *sorted(names)) for key, names in self.names.items())
        others = [self.measures, self.files, self.mentions, self.thresholds, names]
        return key_of_bytes(_encode(others))

    def alike(self, other: Given) -> bool:
        """Say whether only mentions differ."""
        mine = (self.measures, self.files, self.thresholds, self.names)
        return mine == (other.measures, other.files, other.thresholds, other.names)


class _Day(Struct, frozen=True, array_like=True):
    """What one day brought, to be kept; claims are without their mentions, which are given."""

    day: date
    claims: list[tuple[str, Claim | None]]
    verdicts: list[tuple[str, Verdict | None]]
    standing: list[tuple[str, tuple[str, ...] | None]]


_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_decode = msgspec.msgpack.Decoder(list[_Day]).decode


class _Hand:
    """What goes on from one day to the next."""

    def __init__(self, given: Given) -> None:
        self.folds = Folds(given.mentions, given.thresholds, given.names)
        self.circle = Circle(
            given.measures, given.files, given.thresholds, _rank(given), _shared(given)
        )

    def resume(self, claims: Mapping[str, Claim], day: date) -> None:
        """Stand where a day ended that was gone through before."""
        self.folds.resume(claims)
        self.circle.update(
            {key: (None, claim) for key, claim in claims.items()}, self.folds.claim_of, day
        )


class Annals:
    """A circle's claims and verdicts, day by day; it goes as far as it is asked, and no further."""

    def __init__(self, given: Given, tables: Tables | None = None) -> None:
        tables = tables if tables is not None else Tables()
        self.claims: Versions[Claim] = Versions(tables.claims)
        self.claim_of: Versions[str] = Versions(tables.claim_of)
        self.verdicts: Versions[Verdict] = Versions(tables.verdicts)
        self.standing: Versions[tuple[str, ...]] = Versions(tables.standing)
        self.done: list[date] = []
        """The days that have been gone through."""
        self._open(given)
        self._hand: _Hand | None = None
        self._orders: dict[Section, list[Place]] = {section: [] for section in SECTIONS}
        self._lists: list[Lists] = []

    def _open(self, given: Given) -> None:
        self.given = given
        self._key: str | None = None
        self._news = _news(given)
        self._days = sorted(self._news)

    @property
    def key(self) -> str:
        """The key of what it is made from."""
        if self._key is None:
            self._key = self.given.key()
        return self._key

    # ── going on ───────────────────────────────────────────────────────────────────────────────

    @property
    def ahead(self) -> date | None:
        """The next day with news that has not been gone through, if any."""
        return self._days[len(self.done)] if len(self.done) < len(self._days) else None

    def news(self, after: date | None, day: date) -> Sequence[date]:
        """Return the days with news after one and up to another."""
        begin = bisect_right(self.done, after) if after is not None else 0
        return self.done[begin : bisect_right(self.done, day)]

    def go(self, day: date) -> None:
        """Go through all news up to a day."""
        while (ahead := self.ahead) is not None and ahead <= day:
            self._go(ahead)
            self.done.append(ahead)

    def _go(self, day: date) -> None:
        if self._hand is None:
            self._hand = _Hand(self.given)
            if self.done:
                self._hand.resume(self._held(self.done[-1]), self.done[-1])
        folds, circle = self._hand.folds, self._hand.circle
        folded = folds.fold(self._news[day], day)
        self._claims(day, folded)
        for key, (_, verdict) in circle.update(folded, folds.claim_of, day).items():
            self.verdicts.enter(day, key, verdict)
        for measure in circle.renewed:
            self.standing.enter(day, measure, circle.standing(measure))

    def _claims(self, day: date, folded: Folded) -> None:
        gone: set[str] = set()
        came: dict[str, str] = {}
        for key, (old, new) in folded.items():
            self.claims.enter(day, key, new)
            gone.update(old.ids if old else ())
            came.update(dict.fromkeys(new.ids, key) if new else ())
        for mention in (*came, *(gone - came.keys())):
            if on(self.claim_of.table, mention, day) != came.get(mention):
                self.claim_of.enter(day, mention, came.get(mention))

    def _held(self, day: date) -> dict[str, Claim]:
        """Return all claims as a day ended."""
        keys = dict.fromkeys(key for touched in self.claims.touched.values() for key in touched)
        found = ((key, on(self.claims.table, key, day)) for key in keys)
        return {key: claim for key, claim in found if claim is not None}

    # ── after an edit ──────────────────────────────────────────────────────────────────────────

    def renew(self, given: Given) -> bool:
        """Go on with other mentions; False where it is too different for that.

        What was taken in before the first mention that is another stays as it is.
        """
        if not self.given.alike(given):
            return False
        if given.mentions is not self.given.mentions:
            day = _parting(self.given.mentions, given.mentions)
            if day is not None:
                self._back(day, given)
            self._open(given)
        return True

    def _back(self, day: date, given: Given) -> None:
        """Let everything be as it was before a day, to go on from there with what is given."""
        place = bisect_left(self.done, day)
        later = self.done[place:]
        for each in reversed(self.done[place : len(self._lists)]):
            self._reorder((now, was) for was, now in self.verdicts.turned(each))
        del self.done[place:], self._lists[place:]
        keys = self.claims.forget(later)
        for versions in (self.claim_of, self.verdicts, self.standing):
            versions.forget(later)
        if self._hand is None or not self.done:
            self._hand = None
            return
        held, last = self._hand, self.done[-1]
        before = {key: on(self.claims.table, key, last) for key in keys}
        folded = {key: (held.folds.claims.get(key), claim) for key, claim in before.items()}
        kept = {k: c for k, c in (held.folds.claims | before).items() if c is not None}
        named = {mention: claim.id for claim in kept.values() for mention in claim.ids}
        held.circle.update(folded, named, last)
        held.circle.rank, held.circle.shared = _rank(given), _shared(given)
        held.folds = Folds(given.mentions, given.thresholds, given.names)
        held.folds.resume(kept)

    def forget(self) -> None:
        """Take everything back out of the tables."""
        for versions in (self.claims, self.claim_of, self.verdicts, self.standing):
            versions.forget([*versions.touched])

    # ── lists ──────────────────────────────────────────────────────────────────────────────────

    def lists(self, day: date) -> Lists:
        """Return the lists of verdicts as a day ended, which has been gone through."""
        end = bisect_right(self.done, day)
        while len(self._lists) < end:
            self._reorder(self.verdicts.turned(self.done[len(self._lists)]))
            self._lists.append(
                tuple((tuple(o[: FIRST[s]]), len(o)) for s, o in self._orders.items())
            )
        return self._lists[end - 1] if end else NOTHING

    def _reorder(self, turned: Iterable[tuple[Verdict | None, Verdict | None]]) -> None:
        for was, now in turned:
            if was is not None and (section := section_of(was)) is not None:
                order = self._orders[section]
                del order[bisect_left(order, gravest_first(was))]
            if now is not None and (section := section_of(now)) is not None:
                insort(self._orders[section], gravest_first(now))

    # ── keeping ────────────────────────────────────────────────────────────────────────────────

    def packed(self) -> bytes:
        """Return everything, to be kept under the key of what is given. All must be gone through."""
        return _encode(
            [
                _Day(
                    day,
                    [(key, _bare(claim)) for key, claim in _entered(self.claims, day)],
                    [*_entered(self.verdicts, day)],
                    [*_entered(self.standing, day)],
                )
                for day in self.done
            ]
        )

    def unpack(self, data: bytes) -> None:
        """Take over what was packed, from the same given. Raises msgspec.MsgspecError."""
        mention = {each.id: each for each in self.given.mentions}
        for kept in _decode(data):
            folded: Folded = {
                key: (
                    on(self.claims.table, key, kept.day),
                    claim and _clad(claim, mention, kept.day),
                )
                for key, claim in kept.claims
            }
            self._claims(kept.day, folded)
            for key, verdict in kept.verdicts:
                self.verdicts.enter(kept.day, key, verdict)
            for measure, standing in kept.standing:
                self.standing.enter(kept.day, measure, standing)
            self.done.append(kept.day)


def section_of(verdict: Verdict) -> Section | None:
    """Return the list in which a verdict is: its section, or "" where another one states it."""
    return verdict.section or ("" if verdict.under else None)


def _entered(versions: Versions[T], day: date) -> Iterable[tuple[str, T | None]]:
    keys = versions.touched.get(day, ())
    return zip(keys, (now for _, now in versions.turned(day)), strict=True)


def _bare(claim: Claim | None) -> Claim | None:
    return claim and msgspec.structs.replace(claim, mentions=())


def _clad(claim: Claim, mention: Mapping[str, Mention], day: date) -> Claim:
    mentions = tuple(at_day(mention[key], day) for key in claim.ids)
    return msgspec.structs.replace(claim, mentions=mentions)


def _parting(then: Sequence[Mention], now: Sequence[Mention]) -> date | None:
    """Return the day of the first mention that is another; mentions are in the order taken in."""
    pairs = zip_longest(then, now)
    first = next((pair for pair in pairs if pair[0] is not pair[1] and pair[0] != pair[1]), None)
    if first is None:
        return None
    return min(mention.added or date.min for mention in first if mention is not None)


def _news(given: Given) -> dict[date, list[str]]:
    """Return the days with news: mentions that were taken in or withdrawn, and reviews."""
    found: dict[date, list[str]] = defaultdict(list)
    for mention in given.mentions:
        added = mention.added or date.min
        found[added].append(mention.id)
        gone = mention.withdrawn.date if mention.withdrawn else None
        first = (gone.first or gone.last) if gone else None
        if first is not None and first > added:
            found[first].append(mention.id)
    for file in given.files:
        reviewed = (file.reviewed.last or file.reviewed.first) if file.reviewed else None
        if reviewed is not None:
            found[reviewed] += ()
    return dict(found)


def _rank(given: Given) -> dict[str, int]:
    return {mention.id: place for place, mention in enumerate(given.mentions)}


def _shared(given: Given) -> dict[str, frozenset[str]]:
    """Return by measure the entries that speak of it more than once."""
    once: set[tuple[str, str]] = set()
    found: dict[str, set[str]] = defaultdict(set)
    for mention in given.mentions:
        spoken = (mention.measure, mention.entry)
        if spoken in once:
            found[mention.measure].add(mention.entry)
        once.add(spoken)
    return {measure: frozenset(entries) for measure, entries in found.items()}
