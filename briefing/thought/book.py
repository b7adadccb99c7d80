"""The book of verdicts: opened when two claims meet, carried on, settled when an end gives way.

One verdict lasts as long as its two ends are the same origins' same figures (claims.md,
"Verdicts"); it is settled by the first claim after which they no longer make it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from briefing.ground.keys import key_of
from briefing.thought.figures import Figure
from briefing.thought.room import size
from briefing.thought.verdicts import DIFFERENCES, Kind, Reason, Settled, Verdict


class Open:
    """A verdict being kept: its first ends, the claims that hold them now, and how it ended."""

    __slots__ = (
        "a", "also", "at", "b", "beside", "factor", "holders", "how", "kind", "measure", "other", "reason",
        "settled_by", "since", "until",
    )  # fmt: skip

    def __init__(
        self, kind: Kind, measure: str, a: Figure, b: Figure, reason: Reason, *, other: str = ""
    ) -> None:
        self.kind, self.measure, self.other = kind, measure, other
        self.a, self.b = a, b
        self.holders = [a, b]
        self.also: dict[str, None] = {}
        self.beside: dict[str, None] = {}
        """Claims within reach when it was stated: looked at again once an end gives way."""
        self.since = max(a.known, b.known)
        self.reason = reason
        self.factor: float | None = None
        self.how: Settled = ""
        self.settled_by: Figure | None = None
        self.until = 0
        self.at = (0, 0)
        """The day of the sweep on which it was opened, and its place among that day's."""

    def copy(self) -> Open:
        """Return it, being open, as it is now, apart from what becomes of it later."""
        twin = Open(self.kind, self.measure, self.a, self.b, self.reason, other=self.other)
        twin.holders, twin.also, twin.beside = [*self.holders], {**self.also}, {**self.beside}
        twin.at, twin.since, twin.factor = self.at, self.since, self.factor
        return twin

    def same(self, other: Open) -> bool:
        """Say whether nothing tells two verdicts apart: they have the same claims and the same end."""
        return (
            self.at == other.at
            and self.kind == other.kind
            and self.a is other.a
            and self.b is other.b
            and self.holders == other.holders
            and list(self.also) == list(other.also)
            and list(self.beside) == list(other.beside)
            and self.settled_by is other.settled_by
            and (self.how, self.until, self.since) == (other.how, other.until, other.since)
            and (self.factor, self.reason) == (other.factor, other.reason)
        )

    def add(self, figures: Iterable[Figure]) -> None:
        """Note further claims that it holds for."""
        ends = {self.a.claim.id, self.b.claim.id}
        for figure in figures:
            if figure.claim.id not in ends:
                self.also[figure.claim.id] = None

    def rival(self, figure: Figure) -> Figure:
        """Return who now holds the other end."""
        return self.holders[1] if self.holders[0] is figure else self.holders[0]


class Book:
    """Open and settled verdicts of one measure (or of two)."""

    def __init__(self) -> None:
        self.day = 0
        """The day of the sweep, under which new verdicts are entered."""
        self.days: dict[int, list[Open]] = {}
        self.held: dict[str, list[Open]] = {}
        """Open verdicts by the claims that hold an end."""

    @property
    def all(self) -> list[Open]:
        """Return every verdict, open and settled, in the order in which they were opened."""
        return [verdict for day in sorted(self.days) for verdict in self.days[day]]

    def copies(self) -> dict[str, list[Open]]:
        """Return the open verdicts by claim as they are now, apart from what becomes of them."""
        twins = {v.at: v.copy() for held in self.held.values() for v in held}
        return {key: [twins[v.at] for v in held] for key, held in self.held.items()}

    def open(
        self, kind: Kind, measure: str, a: Figure, b: Figure, reason: Reason, *, other: str = ""
    ) -> Open:
        """Open a verdict, or return the one that these two ends already hold."""
        for found in self.held.get(a.claim.id, ()):
            if found.kind == kind and found.rival(a) is b:
                return found
        new = Open(kind, measure, a, b, reason, other=other)
        entered = self.days.setdefault(self.day, [])
        new.at = self.day, len(entered)
        entered.append(new)
        for end in (a, b):
            self.held.setdefault(end.claim.id, []).append(new)
        return new

    def held_by(self, figure: Figure) -> list[Open]:
        """Return the open verdicts of which a claim holds an end."""
        return list(self.held.get(figure.claim.id, ()))

    def hand_on(self, old: Figure, new: Figure) -> None:
        """Let a restated figure hold the ends of the one before it."""
        for verdict in self.held.pop(old.claim.id, ()):
            verdict.holders[0 if verdict.holders[0] is old else 1] = new
            self.held.setdefault(new.claim.id, []).append(verdict)
            verdict.also[new.claim.id] = None

    def settle(self, verdict: Open, how: Settled, by: Figure | None, day: int) -> None:
        """Close a verdict."""
        verdict.how, verdict.settled_by, verdict.until = how, by, max(day, verdict.since)
        for end in verdict.holders:
            rest = [v for v in self.held.get(end.claim.id, ()) if v is not verdict]
            if rest:
                self.held[end.claim.id] = rest
            else:
                self.held.pop(end.claim.id, None)

    def give_way(
        self, old: Figure, new: Figure | None, day: int, how: Callable[[Open, Figure], Settled]
    ) -> list[Open]:
        """Settle every verdict that a claim held, and return them. `how` names the way of each."""
        gone = self.held_by(old)
        for verdict in gone:
            self.settle(verdict, how(verdict, verdict.rival(old)), new, day)
        return gone


def finished(kept: Iterable[Open]) -> list[Verdict]:
    """Return the verdicts of a book as they stand."""
    return [verdict_of(each) for each in kept]


def name_of(kind: Kind, *claims: str) -> str:
    """Return a verdict's id: of its kind and the claims it began with, so it is for good."""
    return f"{kind}-{key_of(*claims)[:12]}"


def severity(kind: Kind, times: float = 1.0) -> int:
    """Return how grave: by kind first, then by size (to 25 %, to twice, above)."""
    if kind not in DIFFERENCES:
        return 0
    if kind == "definition":
        times = 1.0
    return 10 * (DIFFERENCES.index(kind) + 1) + (times > 1.25) + (times > 2)


def day_at(ordinal: int) -> date | None:
    """Return the day of an ordinal; 0 is no day."""
    return date.fromordinal(ordinal) if ordinal else None


def verdict_of(kept: Open) -> Verdict:
    """Return a verdict as it stands."""
    a, b = kept.a.claim, kept.b.claim
    numbers = a.value is not None and b.value is not None
    times = size(kept.a.value, kept.b.value) if numbers else 1.0
    return Verdict(
        id=name_of(kept.kind, a.id, b.id),
        kind=kept.kind,
        state="settled" if kept.how else "open",
        since=day_at(kept.since),
        settled=kept.how,
        settled_by=kept.settled_by.claim.id if kept.settled_by else "",
        until=day_at(kept.until),
        severity=severity(kept.kind, times),
        measure=kept.measure,
        other=kept.other,
        a=a.id,
        b=b.id,
        also=tuple(kept.also),
        from_=_text(kept.a),
        to=_text(kept.b),
        factor=kept.factor,
        reason=kept.reason,
    )


def _text(figure: Figure) -> str:
    claim = figure.claim
    if claim.value is not None:
        return claim.value.text
    return claim.words.text if claim.words is not None else (claim.status or "")
