"""Claims made ready for comparison, and what two of them are to each other on their days.

A `Figure` is a claim with its room and its days worked out once. `Ground.relation` is the heart of
every verdict on numbers of one measure: claims.md, "Two claims are compared by the day they are
about".
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Literal

from briefing.content.model import Measure
from briefing.content.values import Value
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.folding import Claim
from briefing.thought.room import Room, meet, same_figure, shape

Bond = Literal["", "agreement", "rounding", "spread", "conflict", "undated", "days", "grown"]
"""What two claims are to each other: `undated`, `days` and `grown` are why they cannot be compared:
a day is not given, the days are too far apart, a count of all so far has grown in between."""


class Figure:
    """A claim as comparison sees it: days as ordinals, the value with its room."""

    __slots__ = (
        "assumed", "by_high", "by_low", "by_number", "by_top", "claim", "closed", "entries", "first", "high", "known", "last", "low", "number",
        "origin", "rank", "room", "slot", "top", "unnamed",
    )  # fmt: skip

    def __init__(self, claim: Claim, rank: int, measure: Measure, thresholds: Thresholds) -> None:
        self.claim = claim
        self.rank = rank
        self.origin = claim.origin.key
        self.unnamed = claim.origin.kind == "unnamed"
        about = claim.about
        first, last = (about.first, about.last) if about else (None, None)
        self.first = (first or last).toordinal() if about and (first or last) else 0  # type: ignore[union-attr]
        self.last = (last or first).toordinal() if about and (first or last) else 0  # type: ignore[union-attr]
        self.assumed = claim.assumed
        self.known = claim.known.toordinal() if claim.known else 0
        self.entries = frozenset(m.entry for m in claim.mentions) if self.assumed else frozenset()
        self.slot = _slot(claim, measure)
        self.low, self.high, self.number, self.top, self.closed = 0.0, 0.0, 0.0, 0.0, False
        if claim.value is not None and shape(claim.value) != "vague":
            self.room = Room(claim.value, thresholds)
            self.low, self.high = self.room.low, self.room.high
            self.number, self.top = self.room.number, self.room.top
            self.closed = self.room.shape == "point"

        # orders in which the day's claims are looked through, made once
        self.by_high = self.high, self.number, -self.last, rank
        self.by_low = -self.low, -self.top, -self.last, rank
        self.by_number = self.number, -self.last, -self.known, rank
        self.by_top = -self.top, -self.last, -self.known, rank

    @property
    def value(self) -> Value:
        assert self.claim.value is not None
        return self.claim.value

    @property
    def order(self) -> tuple[int, int, int]:
        """Later claims of one origin supersede earlier ones in this order."""
        return self.last, self.known, self.rank


class Lives(dict[str, tuple[Figure, int, Figure | None]]):
    """Claim id to the claim, the day it stopped standing (0: it stands) and what replaced it."""


def _slot(claim: Claim, measure: Measure) -> tuple[str, str]:
    """Return what a later claim of the origin supersedes: expectations stand for each target day."""
    aimed = measure.kind in ("plan", "forecast") and claim.as_of is not None
    return claim.origin.key, (claim.as_of.text if aimed and claim.as_of else "")


def is_number(claim: Claim) -> bool:
    """Say whether a claim enters verdicts of numbers: vague words never do."""
    return claim.value is not None and shape(claim.value) != "vague"


def related(a: Figure, b: Figure) -> bool:
    """Say whether one origin is a bundle that holds the other."""
    return a.origin in b.claim.origin.members or b.origin in a.claim.origin.members


def gap(a: Figure, b: Figure) -> int:
    """Return how many days lie between the nearest days of both; 0 where one article has both
    and states neither day."""
    if shared(a, b):
        return 0
    return max(b.first - a.last, a.first - b.last, 0)


def shared(a: Figure, b: Figure) -> bool:
    """Say whether both are undated statements of one article: these share their days."""
    return a.assumed and b.assumed and not a.entries.isdisjoint(b.entries)


def sure(a: Figure, b: Figure) -> bool:
    """Say whether their days meet by more than an assumption."""
    return not (a.assumed or b.assumed) or shared(a, b)


def before(a: Figure, b: Figure) -> bool:
    """Say whether `a` is certainly earlier: a report bounds its day, but only a stated day is late."""
    return a.last < b.first and not b.assumed


def risen(a: Figure, b: Figure) -> bool:
    """Say whether `b` is certainly later and no lower: a count of all so far has only gone on."""
    return before(a, b) and a.number <= b.number and a.top <= b.top


def same(a: Figure, b: Figure) -> bool:
    """Say whether two claims of one origin give the same figure."""
    return same_figure(a.value, b.value)


def left_by(leaving: tuple[int, int, Figure], day: int) -> bool:
    """Say whether a claim has left when a day's claims arrive: one of that
    very day arrives first."""
    return leaving[0] < day or (leaving[0] == day and leaving[2].known < day)


class Ground:
    """The terms on which claims of one measure are compared."""

    def __init__(self, measure: Measure, thresholds: Thresholds) -> None:
        self.measure = measure
        self.thresholds = thresholds
        self.reach: int = getattr(thresholds, measure.moves)
        self.share = thresholds.rounding
        self.cumulative = measure.kind == "cumulative"

    def together(self, a: Figure, b: Figure) -> bool:
        """Say whether two claims lie within reach of each other's days.

        Figures for two periods are of two periods, however near these lie.
        """
        apart = gap(a, b)
        if apart and self.measure.kind == "rate" and a.claim.as_of and b.claim.as_of:
            return False
        return apart <= self.reach

    def relation(self, a: Figure, b: Figure) -> Bond:
        """Return what two claims of this measure are to each other; "" for nothing to say."""
        if a.origin == b.origin or not (a.last and b.last):
            return ""
        together = self.together(a, b)
        if not (together or a.high < b.low or b.high < a.low):
            return ""
        found = meet(a.room, b.room, self.share)
        if found == "apart":
            return "" if related(a, b) else self._apart(a, b)
        if not together:
            return ""
        if found == "same":
            return "" if a.unnamed or b.unnamed or related(a, b) else "agreement"
        if found == "rounding":
            return "rounding"
        return "grown" if self.cumulative and (risen(a, b) or risen(b, a)) else "spread"

    def _apart(self, a: Figure, b: Figure) -> Bond:
        if self.cumulative:
            low, high = (a, b) if a.high < b.low else (b, a)
            if before(low, high):
                return "grown"
            if before(high, low):
                return "conflict"
        if not self.together(a, b):
            return "days"
        return "conflict" if sure(a, b) else "undated"


def widest(pool: Iterable[Figure], ground: Ground, bond: Bond) -> tuple[Figure, Figure] | None:
    """Return the extremes of the claims that stand in one bond and cannot all hold.

    That is the lowest upper end and the highest lower end. Sorted once; the inner loop ends at the
    first pair found, so claims that may be compared cost a sort.
    """
    lows = sorted(pool, key=attrgetter("by_high"))
    highs = sorted(lows, key=attrgetter("by_low"))
    best: tuple[Figure, Figure] | None = None
    width = 0.0
    for a in lows:
        if highs[0].low - a.high <= width:
            break
        for b in highs:
            if b.low - a.high <= width:
                break
            if ground.relation(a, b) == bond:
                best, width = (a, b), b.low - a.high
                break
    return best


def farthest(pool: Iterable[Figure], ground: Ground) -> tuple[Figure, Figure] | None:
    """Return the lowest and the highest stated figure that are different and compatible.

    Of figures as low or as high, the newest. One of the two ends is the extreme of all.
    """
    lows = sorted(pool, key=attrgetter("by_number"))
    highs = sorted(lows, key=attrgetter("by_top"))
    found = []
    for a in lows[:1]:
        found += [(a, b) for b in highs if ground.relation(a, b) == "spread"][:1]
    for b in highs[:1]:
        found += [(a, b) for a in lows if ground.relation(a, b) == "spread"][:1]
    return max(found, key=lambda pair: pair[1].top - pair[0].number, default=None)
