"""Verdicts on numbers of one measure: a sweep over days that compares each origin's standing claim.

Day by day: withdrawals of the days before take effect, the day's claims supersede what their
origins said before, and those that are new are compared with what stands within reach. The work
of a day is a sort of what stands within reach, so time grows with the claims, not their pairs.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest, nsmallest
from itertools import islice, pairwise, product
from typing import Any

from msgspec import Struct

from briefing.content.model import Measure
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.book import Book, Open
from briefing.thought.figures import (
    Figure,
    Ground,
    Lives,
    before,
    farthest,
    gap,
    left_by,
    same,
    sure,
    widest,
)
from briefing.thought.room import factor, far_apart, relate, same_figure, shape, stated
from briefing.thought.verdicts import Kind, Reason, Settled

#: How many standing claims are looked at to find an earlier, higher one of another origin.
_TRIES = 8
#: Days beyond the reach for which standing claims are kept at hand.
_SLACK = 7


#: The day of the sweep on which leaves what leaves after the last claim: after any other.
END = 10**7

Leaving = Sequence[tuple[int, int, Figure]]
"""Claims that leave, with the day and their rank."""
Past = tuple[str, Any] | None
"""Claims of one origin, the newest first: its id, and those before it."""


class Mark(Struct, frozen=True):
    """Where a sweep stands when a day is over."""

    live: dict[tuple[str, str], list[Figure]]
    history: dict[tuple[str, str], Past]
    recent: list[Figure]
    past: list[Figure]
    closed: list[Figure]
    high: list[tuple[float, int, Figure]]
    alive: set[str]
    held: dict[str, list[Open]]
    unlike: tuple[int, int] | None

    @property
    def open(self) -> list[Open]:
        """The verdicts that are open, each once."""
        return list({v.at: v for held in self.held.values() for v in held}.values())

    def same(self, other: Mark) -> bool:
        """Say whether all that later days can do will be the same; histories aside."""
        return (
            self.live == other.live
            and self.recent == other.recent
            and self.past == other.past
            and self.closed == other.closed
            and self.unlike == other.unlike
            and self.held.keys() == other.held.keys()
            and all(
                len(held) == len(other.held[key])
                and all(a.same(b) for a, b in zip(held, other.held[key], strict=True))
                for key, held in self.held.items()
            )
        )


class Counting:
    """One measure's sweep. `run` once; then `book` has the verdicts and `standing` what stands."""

    def __init__(self, measure: Measure, thresholds: Thresholds) -> None:
        self.measure = measure
        self.ground = Ground(measure, thresholds)
        self.book = Book()
        self.lived: dict[int, Lives] = {}
        """What became of claims on each day of the sweep."""
        self._live: dict[tuple[str, str], list[Figure]] = {}
        self._history: dict[tuple[str, str], Past] = {}
        self._recent: list[Figure] = []
        self._past: list[Figure] = []
        self._closed: list[Figure] = []
        self._high: list[tuple[float, int, Figure]] = []
        self._by_id: dict[str, Figure] = {}
        self._alive: set[str] = set()
        self._unlike: Open | None = None

    def run(self, figures: Sequence[Figure], leaving: Mapping[int, Sequence[Figure]],
            replaced: Mapping[str, Figure]) -> None:  # fmt: skip
        """Sweep. `leaving` has the claims withdrawn, by day (0: at once); `replaced` claims that
        another measure's claim revises, by claim id."""
        days: dict[int, list[Figure]] = {}
        for figure in sorted(figures, key=lambda f: (f.known, f.order)):
            days.setdefault(figure.known, []).append(figure)
        gone = sorted((day or figure.known, figure.rank, figure)
                      for day, each in leaving.items() for figure in each)  # fmt: skip
        over = sorted(
            ((replaced[f.claim.id].known, f.rank, f) for f in figures if f.claim.id in replaced),
            key=lambda each: each[:2],
        )
        before = 0
        for day in sorted(days):
            self.step(before, day, days[day], gone, over, replaced)
            before = day
        self.end(before, gone, over, replaced)

    def step(
        self, before: int, day: int, figures: list[Figure], gone: Leaving, over: Leaving,
        replaced: Mapping[str, Figure],
    ) -> None:  # fmt: skip
        """Sweep one day, `before` being the day swept last."""
        self.book.day = day
        self._leave([each for each in gone if before <= each[0] and left_by(each, day)],
                    "withdrawn", {})  # fmt: skip
        self._leave([each for each in over if before <= each[0] < day], "moved", replaced)
        self._day(figures, {each[2].claim.id for each in over if each[0] == day}, replaced)

    def end(
        self, before: int, gone: Leaving, over: Leaving, replaced: Mapping[str, Figure]
    ) -> None:
        """Let what leaves after the last day swept leave."""
        self.book.day = END
        self._leave([each for each in over if each[0] >= before], "moved", replaced)
        self._leave([each for each in gone if each[0] >= before], "withdrawn", {})

    @property
    def standing(self) -> list[Figure]:
        """What stands in the end, the newest first."""
        alive = (figure for each in self._live.values() for figure in each)
        return sorted(alive, key=lambda f: (-f.last, -f.known, f.rank))

    @property
    def lives(self) -> Lives:
        """Return every claim that ever stood, and what became of it."""
        found = Lives()
        for day in sorted(self.lived):
            found |= self.lived[day]
        return found

    # ── going back ─────────────────────────────────────────────────────────────────────────────

    def mark(self) -> Mark:
        """Return where the sweep stands, to come back to: as much as stands, not all that was."""
        alive = self._alive
        unlike = self._unlike.at if self._unlike is not None and not self._unlike.how else None
        return Mark(
            live=dict(self._live),
            history=dict(self._history),
            recent=[f for f in self._recent if f.claim.id in alive],
            past=[f for f in self._past if f.claim.id in alive],
            closed=[f for f in self._closed if f.claim.id in alive],
            high=list(self._high),
            alive=set(alive),
            held=self.book.copies(),
            unlike=unlike,
        )

    def back(self, mark: Mark) -> None:
        """Let the sweep stand where it stood; the mark may be used again."""
        self._live, self._history = dict(mark.live), dict(mark.history)
        self._recent, self._past = list(mark.recent), list(mark.past)
        self._closed, self._high = list(mark.closed), list(mark.high)
        self._alive = set(mark.alive)
        twins = {v.at: v.copy() for v in mark.open}
        self.book.held = {key: [twins[v.at] for v in held] for key, held in mark.held.items()}
        self._unlike = twins[mark.unlike] if mark.unlike is not None else None
        for (day, place), verdict in twins.items():
            self.book.days[day][place] = verdict

    # ── one day ────────────────────────────────────────────────────────────────────────────────

    def _day(self, figures: list[Figure], over: set[str], replaced: Mapping[str, Figure]) -> None:
        left: list[list[Figure]] = []
        new = [figure for figure in figures if self._arrive(figure, left)]
        for figure in [f for f in new if f.claim.id in over]:
            left += self._depart(figure, replaced[figure.claim.id], figure.known, "moved")
        new = [figure for figure in new if figure.claim.id in self._alive]
        if new:
            self._compare(new)
        for remainder in left:
            self._state([f for f in remainder if f.claim.id in self._alive])

    def _arrive(self, figure: Figure, left: list[list[Figure]]) -> bool:
        """Let a claim take its origin's place; return whether it stands."""
        history = self._history.get(figure.slot)
        standing = self._live.get(figure.slot, [])
        older = [f for f in standing if _supersedes(figure, f)]
        self._revise(figure, older or self._of_that_day(history, figure))
        self._history[figure.slot] = (figure.claim.id, history)
        self._by_id[figure.claim.id] = figure
        if any(f.last > figure.last for f in standing):
            return False
        for old in older:
            if same(old, figure):
                self.book.hand_on(old, figure)
                self._remove(old, figure, figure.known)
            else:
                left += self._depart(old, figure, figure.known, "moved")
        self._add(figure)
        return True

    def _depart(
        self, old: Figure, new: Figure | None, day: int, how: Settled
    ) -> list[list[Figure]]:
        """Take a claim out; return, of each verdict this settles, the claims that are left."""

        def way(verdict: Open, rival: Figure) -> Settled:
            if how != "moved" or new is None or new.claim.measure != self.measure.id:
                return how
            return "room" if self._holds(old, new, rival) else "moved"

        self._remove(old, new, day)
        left = []
        for verdict in self.book.give_way(old, new, day, way):
            if verdict.kind in ("conflict", "spread") and verdict.beside:
                near = {**dict.fromkeys(f.claim.id for f in verdict.holders), **verdict.beside}
                left.append([self._by_id[key] for key in near if key != old.claim.id])
        return left

    def _holds(self, old: Figure, new: Figure, rival: Figure) -> bool:
        """Say whether a new figure holds beside the rival's, and not since the count has grown."""
        found = relate(new.value, rival.value, self.ground.thresholds)
        grown = self.ground.cumulative and before(old, new) and old.number < new.number
        if found == "apart" or (found == "compatible" and grown):
            return False
        return self.ground.together(new, rival)

    def _leave(self, gone: Iterable[tuple[int, int, Figure]], how: Settled,
               by: Mapping[str, Figure]) -> None:  # fmt: skip
        for day, _, figure in gone:
            if figure.claim.id not in self._alive:
                if how == "withdrawn":
                    self._forget(figure)
                continue
            left = self._depart(figure, by.get(figure.claim.id), day, how)
            if how == "withdrawn":
                self._restore(figure)
            for remainder in left:
                self._state([f for f in remainder if f.claim.id in self._alive])

    def _restore(self, withdrawn: Figure) -> None:
        """Let an origin's earlier figure stand again, where the later one was taken back."""
        said = self._forget(withdrawn)
        if not self._live.get(withdrawn.slot) and said:
            again = max((self._by_id[key] for key in said), key=lambda f: f.order)
            self._recent = [f for f in self._recent if f is not again]
            self._past = [f for f in self._past if f is not again]
            self._add(again)

    def _forget(self, withdrawn: Figure) -> list[str]:
        """Take a claim out of what its origin has said; return the others, the newest first."""
        past = self._history.get(withdrawn.slot)
        said = [key for key in _each(past) if key != withdrawn.claim.id]
        history: Past = None
        for key in reversed(said):
            history = (key, history)
        self._history[withdrawn.slot] = history
        return said

    def _add(self, figure: Figure) -> None:
        self._live[figure.slot] = [*self._live.get(figure.slot, ()), figure]
        self._alive.add(figure.claim.id)
        self.lived.setdefault(self.book.day, Lives())[figure.claim.id] = (figure, 0, None)
        self._recent.append(figure)
        if figure.closed:
            self._closed.append(figure)
        if self.ground.cumulative:
            insort(self._high, (-figure.low, figure.rank, figure))

    def _remove(self, figure: Figure, by: Figure | None, day: int) -> None:
        self.lived.setdefault(self.book.day, Lives())[figure.claim.id] = (figure, day, by)
        self._alive.discard(figure.claim.id)
        if self.ground.cumulative:
            del self._high[bisect_left(self._high, (-figure.low, figure.rank))]
        rest = [f for f in self._live.get(figure.slot, ()) if f is not figure]
        if rest:
            self._live[figure.slot] = rest
        else:
            self._live.pop(figure.slot, None)

    def _of_that_day(self, history: Past, new: Figure) -> list[Figure]:
        """Return the origin's earlier word on the day that a late correction is about."""
        if new.claim.as_of is None:
            return []
        earlier = (self._by_id[key] for key in _each(history))
        return list(islice((f for f in earlier if _said_later(f, new)), 1))

    # ── revisions ──────────────────────────────────────────────────────────────────────────────

    def _revise(self, new: Figure, older: Sequence[Figure]) -> None:
        if new.unnamed or not older:
            return
        old = max(older, key=lambda f: (new.claim.revises == f.claim.id, f.order))
        named = new.claim.revises == old.claim.id
        if not named and not self._later(old, new):
            return
        if not same_figure(old.value, new.value) and stated(old.value) != stated(new.value):
            note_revision(self.book, old, new, self.ground.thresholds)

    def _later(self, old: Figure, new: Figure) -> bool:
        """Say whether a figure replaces the one before: later for certain, and no new count."""
        if _said_later(old, new):
            return True
        if not before(old, new):
            return False
        return self.measure.kind not in ("stock", "rate") or self.ground.together(old, new)

    # ── comparison ─────────────────────────────────────────────────────────────────────────────

    def _compare(self, new: list[Figure]) -> None:
        pool = self._within_reach(new)
        self._state(pool, new)
        self._agree(pool, new)
        self._round(pool, new)
        self._days_apart(pool, new)

    def _within_reach(self, new: Sequence[Figure]) -> list[Figure]:
        """Return what stands within reach of the day's claims.

        What no later day is likely to reach is put by, and looked at only for a claim about then.
        """
        first, last = min(f.first for f in new), max(f.last for f in new)
        reach = self.ground.reach
        by = new[0].known - reach - _SLACK
        self._past += [f for f in self._recent if f.last < by]
        self._recent = [f for f in self._recent if f.last >= by and f.claim.id in self._alive]
        if first - reach < by:
            self._past = [f for f in self._past if f.claim.id in self._alive]
        pool = self._recent if first - reach >= by else [*self._past, *self._recent]
        return [f for f in pool if f.last >= first - reach and f.first <= last + reach]

    def _state(self, pool: list[Figure], new: Sequence[Figure] = ()) -> None:
        """State the one discrepancy of a day: a conflict with its extremes, else a spread."""
        clash = self._clash(pool, new)
        if clash is not None:
            low, high = clash
            verdict = self.book.open("conflict", self.measure.id, low, high, self._why(low, high))
            if gap(low, high) == 0:
                verdict.factor = factor(low.value, high.value)
            self._beside(verdict, pool)
            return
        ends = farthest(pool, self.ground)
        if ends is not None:
            a, b = ends
            reason = _spread_reason(a, b, self.ground.thresholds)
            self._beside(self.book.open("spread", self.measure.id, a, b, reason), pool)

    def _beside(self, verdict: Open, pool: Iterable[Figure]) -> None:
        """Note for which further claims a verdict holds, and which only stand beside it."""
        for figure in pool:
            bonds = {self.ground.relation(f, figure) for f in verdict.holders if sure(f, figure)}
            if verdict.kind in bonds or "agreement" in bonds:
                verdict.add([figure])
            verdict.beside[figure.claim.id] = None

    def _clash(self, pool: list[Figure], new: Sequence[Figure]) -> tuple[Figure, Figure] | None:
        dated = [f for f in pool if not f.assumed]
        groups = [dated, *_by_article(f for f in pool if f.assumed)]
        if self.ground.cumulative and new:
            first = min(f.first for f in new)
            groups = [[f for f in dated if f.last >= first], *groups[1:]]
            groups.append([*(f for f in new if not f.assumed), *self._higher(new)])
        found = [pair for group in groups if (pair := widest(group, self.ground, "conflict"))]
        return max(found, key=lambda pair: pair[1].low - pair[0].high, default=None)

    def _higher(self, new: Sequence[Figure]) -> list[Figure]:
        """Return the standing claims with the highest lower ends: a total so far cannot fall."""
        fresh = {f.claim.id for f in new}
        return list(islice((f for _, _, f in self._high if f.claim.id not in fresh), _TRIES))

    def _why(self, low: Figure, high: Figure) -> Reason:
        names: dict[str, str | int | float] = {"a": low.claim.id, "b": high.claim.id}
        if self.ground.cumulative and before(high, low):
            return Reason("verdict.reason.conflict-lower", names)
        if gap(low, high):
            return Reason("verdict.reason.conflict-near", {**names, "count": gap(low, high)})
        return Reason("verdict.reason.conflict", names)

    def _agree(self, pool: list[Figure], new: Sequence[Figure]) -> None:
        numbers = {(f.number, f.top) for f in new}
        alike: dict[tuple[float, float], list[Figure]] = {}
        for figure in pool:
            if (figure.number, figure.top) in numbers and not figure.unnamed:
                alike.setdefault((figure.number, figure.top), []).append(figure)
        for group in alike.values():
            self._join("agreement", sorted(group, key=lambda f: (f.known, f.rank)))

    def _join(self, kind: Kind, group: list[Figure]) -> None:
        """Open one verdict for a group of like claims, or add them to the one that is open."""
        for figure in group:
            for verdict in self.book.held_by(figure):
                if verdict.kind == kind:
                    verdict.add(f for f in group if f not in verdict.holders)
                    return
        first = group[0]
        second = next((f for f in group[1:] if self.ground.relation(first, f) == kind), None)
        if second is not None:
            names: dict[str, str | int | float] = {"a": first.claim.id, "b": second.claim.id}
            self.book.open(
                kind, self.measure.id, first, second, Reason(f"verdict.reason.{kind}", names)
            ).add(group)
        elif len(group) > 2:
            self._join(kind, group[1:])

    def _round(self, pool: list[Figure], new: Sequence[Figure]) -> None:
        """Say which figures are the same at the precision given; others of both stand beside."""
        ordered = sorted(pool, key=lambda f: (f.number, f.known, f.rank))
        fresh = {f.claim.id for f in new}
        for a, b in pairwise(ordered):
            if a.claim.id not in fresh and b.claim.id not in fresh:
                continue
            if self.ground.relation(a, b) != "rounding" or self._rounds_with(a, b):
                continue
            first, second = sorted((a, b), key=lambda f: (f.known, f.rank))
            names: dict[str, str | int | float] = {"a": first.claim.id, "b": second.claim.id}
            reason = Reason("verdict.reason.rounding", names)
            self.book.open("rounding", self.measure.id, first, second, reason)

    def _rounds_with(self, a: Figure, b: Figure) -> bool:
        """Add two figures to a verdict whose ends they both round to, if there is one."""
        for end in (a, b):
            for verdict in self.book.held_by(end):
                alike = all(
                    self.ground.relation(f, h) in ("rounding", "agreement") or same_number(f, h)
                    for f in (a, b)
                    for h in verdict.holders
                )
                if verdict.kind == "rounding" and alike:
                    verdict.add(f for f in (a, b) if f not in verdict.holders)
                    return True
        return False

    def _days_apart(self, pool: list[Figure], new: Sequence[Figure]) -> None:
        """Say, once for a measure, why the latest two closed figures cannot be compared."""
        found = self._undated(pool, {f.claim.id for f in new})
        bond = "undated"
        if found is None:
            found = self._earlier_count(new)
            bond = "days"
        if found is None or self._told(*found):
            return
        low, high = found
        if self._unlike is not None and not self._unlike.how:
            if self._unlike.holders in ([low, high], [high, low]):
                return
            later = max(new, key=lambda f: f.order)
            self.book.settle(self._unlike, "moved", later, later.known)
        names: dict[str, str | int | float] = {"a": low.claim.id, "b": high.claim.id}
        reason = Reason("verdict.reason.day-not-given", names)
        if bond == "days":
            reason = Reason("verdict.reason.other-days", {**names, "count": gap(low, high)})
        self._unlike = self.book.open("not-comparable", self.measure.id, low, high, reason)

    def _told(self, a: Figure, b: Figure) -> bool:
        """Say whether a verdict already holds these two: a restated figure is no new comparison."""
        return any(v.kind != "not-comparable" and v.rival(a) is b for v in self.book.held_by(a))

    def _undated(self, pool: list[Figure], fresh: set[str]) -> tuple[Figure, Figure] | None:
        """Return the extremes of which one states no day and that could not hold together."""
        undated = [f for f in pool if f.assumed]
        if not undated:
            return None
        today = [f for f in pool if f.claim.id in fresh]
        pairs = [
            *product(_ends([f for f in undated if f.claim.id in fresh]), _ends(pool)),
            *product(_ends(undated), _ends(today)),
        ]
        found = [
            (a, b) if a.high < b.low else (b, a)
            for a, b in pairs
            if self.ground.relation(a, b) == "undated"
        ]
        return max(found, key=lambda pair: pair[1].low - pair[0].high, default=None)

    def _earlier_count(self, new: Sequence[Figure]) -> tuple[Figure, Figure] | None:
        """Return the latest closed figure of an earlier count and the day's one farthest from it."""
        closed = sorted((f for f in new if f.closed), key=lambda f: f.order)
        old = self._latest_closed({f.claim.id for f in new}) if closed else None
        earlier = [(old, f) for f in closed] if old is not None else []
        pairs = [
            (a, b)
            for a, b in (*earlier, *pairwise(closed))
            if self.ground.relation(a, b) in ("days", "grown")
        ]
        return max(pairs, key=lambda p: abs(p[0].number - p[1].number), default=None)

    def _latest_closed(self, fresh: set[str]) -> Figure | None:
        kept = []
        found = None
        while self._closed and found is None:
            last = self._closed.pop()
            if last.claim.id in self._alive:
                kept.append(last)
                found = None if last.claim.id in fresh else last
        self._closed += reversed(kept)
        return found


def note_revision(book: Book, old: Figure, new: Figure, thresholds: Thresholds) -> None:
    """Enter a revision; its sentence says whether the count differs, and only the source corrects."""
    names: dict[str, str | int | float] = {"a": old.claim.id, "b": new.claim.id}
    if _hedged_alike(old, new, thresholds):
        book.open("rounding", new.claim.measure, old, new, Reason("verdict.reason.rounding", names))
        return
    way = new.claim.revised or _direction(old, new)
    other = old.claim.measure if old.claim.measure != new.claim.measure else ""
    if other:
        names |= {"measure": new.claim.measure, "other": other}
    kept = book.open("revision", new.claim.measure, old, new,
                     Reason(f"verdict.reason.{way}{'-other-count' if other else ''}", names),
                     other=other)  # fmt: skip
    kept.factor = factor(old.value, new.value)
    book.settle(kept, "event", new, new.known)


def _hedged_alike(old: Figure, new: Figure, thresholds: Thresholds) -> bool:
    about = "about" in (old.value.qualifier, new.value.qualifier)
    one = old.claim.measure == new.claim.measure
    return about and one and relate(old.value, new.value, thresholds) == "rounding"


def _direction(old: Figure, new: Figure) -> str:
    if new.number >= old.number and new.top >= old.top:
        return "raised"
    return "lowered" if new.number <= old.number and new.top <= old.top else "changed"


def _supersedes(new: Figure, old: Figure) -> bool:
    if new.claim.revises == old.claim.id:
        return True
    return old.last < new.last or _said_later(old, new)


def _said_later(old: Figure, new: Figure) -> bool:
    """Say whether one speaks later than the other of the same day."""
    if old.known >= new.known:
        return False
    about, of = old.claim.as_of, new.claim.as_of
    if about is not None and of is not None:
        return about.text == of.text
    # the count of a day and a later word on that day: only a stated day of speaking is later
    one_day = old.first == old.last == new.first == new.last
    return of is not None and one_day and not old.assumed and new.claim.said is not None


def _each(past: Past) -> Iterator[str]:
    while past is not None:
        yield past[0]
        past = past[1]


def same_number(a: Figure, b: Figure) -> bool:
    """Say whether two figures state one number, hedges aside."""
    return a.number == b.number and a.top == b.top


def _ends(pool: Sequence[Figure]) -> list[Figure]:
    """Return the few figures with the lowest upper and the highest lower ends."""
    low = nsmallest(_TRIES, pool, key=lambda f: (f.high, f.rank))
    return list(dict.fromkeys([*low, *nlargest(_TRIES, pool, key=lambda f: (f.low, -f.rank))]))


def _by_article(undated: Iterable[Figure]) -> list[list[Figure]]:
    """Group undated claims by article: those of one share their days."""
    groups: dict[str, list[Figure]] = {}
    for figure in undated:
        for entry in figure.entries:
            groups.setdefault(entry, []).append(figure)
    return [group for _, group in sorted(groups.items()) if len(group) > 1]


def _spread_reason(a: Figure, b: Figure, thresholds: Thresholds) -> Reason:
    names: dict[str, str | int | float] = {"a": a.claim.id, "b": b.claim.id}
    if far_apart(a.value, b.value, thresholds):
        return Reason("verdict.reason.spread-far", names)
    kinds = shape(a.value), shape(b.value)
    if kinds == ("floor", "ceiling"):
        return Reason("verdict.reason.spread-floor-ceiling", names)
    if "floor" in kinds:
        return Reason("verdict.reason.spread-floor", names)
    if "ceiling" in kinds:
        return Reason("verdict.reason.spread-ceiling", names)
    if "range" in kinds:
        return Reason("verdict.reason.spread-ranges", names)
    return Reason("verdict.reason.spread-room", names)
