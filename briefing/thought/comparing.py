"""Verdicts of measures that have to do with each other: a pure function of their claims.

Measures are taken in groups, joined by `includes`, `parts`, `foresees`, by an editor's `revises`
across them, or by a shared unit and topic where one is a rate. What a group comes to depends on its
measures, its claims and the thresholds alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from briefing.content.model import Measure, Withdrawal
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.between import definitions, drifts, forecasts, newest, unlike
from briefing.thought.book import Book, day_at, finished, name_of
from briefing.thought.counting import Counting, note_revision
from briefing.thought.expected import Expected
from briefing.thought.facts import Facts
from briefing.thought.figures import Figure, is_number
from briefing.thought.folding import Claim
from briefing.thought.verdicts import Reason, Verdict


class Outcome(Struct, frozen=True):
    """What a group of measures comes to."""

    verdicts: tuple[Verdict, ...]
    standing: dict[str, tuple[str, ...]]
    """Measure to claims that stand, the newest first."""


def compared(
    group: Sequence[Measure], claims: Mapping[str, Sequence[Claim]], thresholds: Thresholds
) -> Outcome:
    """Compare the claims of a group of measures."""
    return _Group(group, claims, thresholds).outcome()


class _Group:
    """A group of measures, swept from the first day to the last."""

    def __init__(
        self, group: Sequence[Measure], claims: Mapping[str, Sequence[Claim]], terms: Thresholds
    ) -> None:
        self.measures = {measure.id: measure for measure in group}
        self.claims = claims
        self.terms = terms
        self.figures = self._figures()
        self.counts: dict[str, Counting] = {}
        self.verdicts: list[Verdict] = []
        self.standing: dict[str, tuple[str, ...]] = {}

    def outcome(self) -> Outcome:
        """Sweep each measure, then look between them."""
        for measure in self.measures.values():
            self._measure(measure)
        between = Between(
            self.measures, self.claims, self.figures, self.figures.values(), self.counts, self.terms
        )
        self.verdicts += between.verdicts()
        self.verdicts += [
            verdict
            for each in self.measures
            for claim in self.claims.get(each, ())
            for verdict in withdrawals(claim)
        ]
        return Outcome(once(self.verdicts), self.standing)

    def _figures(self) -> dict[str, Figure]:
        found = {}
        rank = 0
        for measure in self.measures.values():
            for claim in self.claims.get(measure.id, ()):
                found[claim.id] = Figure(claim, rank, measure, self.terms)
                rank += 1
        return found

    def _measure(self, measure: Measure) -> None:
        claims = self.claims.get(measure.id, ())
        figures, leaving = split(self.figures[c.id] for c in claims if fits(c, measure))
        sweep: Counting | Facts | Expected
        if measure.kind in ("fact", "date"):
            sweep = (Facts if measure.kind == "fact" else Expected)(measure, self.terms)
            sweep.run(figures, leaving)
        else:
            sweep = self.counts[measure.id] = Counting(measure, self.terms)
            sweep.run(figures, leaving, self._replaced(figures))
        self.verdicts += finished(sweep.book.all)
        words = [c for c in claims if c.value is not None and not is_number(c) and not c.withdrawn]
        alive = sorted(sweep.standing, key=lambda f: (-f.last, -f.known, f.rank))
        self.standing[measure.id] = (*(f.claim.id for f in alive), *(c.id for c in words))

    def _replaced(self, figures: Iterable[Figure]) -> dict[str, Figure]:
        ids = {figure.claim.id for figure in figures}
        return {
            new.claim.revises: new
            for new in self.figures.values()
            if new.claim.revises in ids
            and new.claim.id not in ids
            and replaces(new, self.figures[new.claim.revises])
        }


def fits(claim: Claim, measure: Measure) -> bool:
    """Say whether a claim enters the sweep of its measure."""
    if measure.kind == "fact":
        return claim.status is not None
    return claim.words is not None if measure.kind == "date" else is_number(claim)


def split(figures: Iterable[Figure]) -> tuple[list[Figure], dict[int, list[Figure]]]:
    """Return the claims that ever stand, and those of them that are withdrawn, by day."""
    found = []
    leaving: dict[int, list[Figure]] = {}
    for figure in figures:
        if figure.claim.withdrawn is not None:
            day = day_of(figure.claim.withdrawn)
            if day and day < figure.known:
                continue
            leaving.setdefault(day, []).append(figure)
        found.append(figure)
    return found, leaving


def replaces(new: Figure, old: Figure | None) -> bool:
    """Say whether a claim replaces an earlier figure of its own origin, as the editor says."""
    return (
        old is not None
        and old.origin == new.origin
        and not new.unnamed
        and not (old.claim.withdrawn or new.claim.withdrawn)
        and is_number(old.claim)
        and is_number(new.claim)
    )


class Between:
    """What measures of a group have to do with each other, each having been swept."""

    def __init__(
        self, measures: Mapping[str, Measure], claims: Mapping[str, Sequence[Claim]],
        figures: Mapping[str, Figure], revising: Iterable[Figure], counts: Mapping[str, Counting],
        terms: Thresholds,
    ) -> None:  # fmt: skip
        """`counts` has the sweeps of numbers; `claims` need be given where `foresees` ties;
        `revising` are those that revise others, in order, among more or not."""
        self.measures, self.claims, self.figures = measures, claims, figures
        self.revising, self.counts, self.terms = revising, counts, terms

    def verdicts(self) -> list[Verdict]:
        """Return the verdicts on claims of two measures."""
        found = finished(self._revisions().all)
        lives = {key: self.counts[key].lives for key in self._looked_into()}
        for wide in self.measures.values():
            for inner in sorted(reached(wide.id, self.measures, "includes")):
                if inner in self.counts and wide.id in self.counts:
                    book = definitions(wide, self.measures[inner], lives, self.terms)
                    found += finished(book.all)
        found += drifts(self._tied_by_foresight(), self.claims)
        for measure in self.measures.values():
            target = self.measures.get(measure.foresees or "")
            if target is None or measure.id not in self.counts or target.id not in self.counts:
                continue
            vague = [c for c in self.claims.get(target.id, ()) if not is_number(c)]
            found += forecasts(measure, target, lives, vague)
        return [*found, *self._not_comparable()]

    def _revisions(self) -> Book:
        book = Book()
        for new in self.revising:
            old = self.figures.get(new.claim.revises)
            if old is not None and old.claim.measure != new.claim.measure and replaces(new, old):
                note_revision(book, old, new, self.terms)
        return book

    def _looked_into(self) -> set[str]:
        """Return the measures of which all that ever stood is asked for."""
        found: set[str] = set()
        for measure in self.measures.values():
            others = {*reached(measure.id, self.measures, "includes"), measure.foresees or ""}
            found |= {measure.id, *others} if others - {""} else set()
        return found & self.counts.keys()

    def _not_comparable(self) -> list[Verdict]:
        tied: set[frozenset[str]] = set()
        found = []
        dated = {
            key: sorted((f for f in each.standing if f.last), key=newest)
            for key, each in self.counts.items()
        }
        for a, b, why in self._unlike_pairs():
            pair = frozenset((a.id, b.id))
            if pair in tied or not (a.id in dated and b.id in dated):
                continue
            tied.add(pair)
            if a.unit and a.unit == b.unit and a.topic == b.topic:
                verdict = unlike(a, b, why, dated[a.id], dated[b.id], self.terms)
                found += [verdict] if verdict else []
        return found

    def _unlike_pairs(self) -> Iterable[tuple[Measure, Measure, str]]:
        for measure in self.measures.values():
            for part in measure.parts:
                if part in self.measures:
                    yield measure, self.measures[part], "part-and-whole"
            for inner in sorted(reached(measure.id, self.measures, "includes")):
                yield measure, self.measures[inner], "other-measure"
            if measure.kind == "plan" and measure.foresees in self.measures and measure.foresees:
                yield measure, self.measures[measure.foresees], "plan-and-actual"
        rates = [m for m in self.measures.values() if m.kind == "rate" and m.unit]
        for rate in rates:
            for total in self.measures.values():
                if total.kind == "cumulative":
                    yield rate, total, "rate-and-total"

    def _tied_by_foresight(self) -> list[list[Measure]]:
        """Return measures tied by `foresees`, each group with what is foreseen last."""
        groups: dict[str, list[Measure]] = {}
        for measure in self.measures.values():
            seen = [measure.id]
            while (ahead := self.measures[seen[-1]].foresees) in self.measures and ahead:
                if ahead in seen:
                    break
                seen.append(ahead)
            groups.setdefault(seen[-1], []).append(measure)
        return [
            [*(m for m in group if m.id != root), self.measures[root]]
            for root, group in groups.items()
            if len(group) > 1
        ]


def withdrawals(claim: Claim) -> list[Verdict]:
    """Return what is withdrawn of a claim: all of it, or single mentions."""
    if claim.withdrawn is not None:
        return [_withdrawal(claim, claim.id, claim.withdrawn, claim.still)]
    return [
        _withdrawal(claim, m.id, m.withdrawn, ()) for m in claim.mentions if m.withdrawn is not None
    ]


def _withdrawal(claim: Claim, mention: str, gone: Withdrawal, still: tuple[str, ...]) -> Verdict:
    day = day_of(gone)
    alone = claim.withdrawn is None
    names: dict[str, str | int | float] = {"a": mention, "by": gone.by}
    how = "withdrawn-mention" if alone else "withdrawn"
    if day:
        names["day"], how = str(day_at(day)), f"{how}-day"
    if gone.words:
        names["words"], how = gone.words, f"{how}-words"
    return Verdict(
        id=name_of("withdrawn", mention),
        kind="withdrawn",
        state="settled",
        settled="event",
        since=day_at(day) or claim.known,
        until=day_at(day),
        measure=claim.measure,
        a=claim.id,
        b="",
        also=still,
        reason=Reason(f"verdict.reason.{how}", names),
    )


def day_of(gone: Withdrawal) -> int:
    """Return the day of a withdrawal; 0 where none is given."""
    day = gone.date
    known = (day.first or day.last) if day else None
    return known.toordinal() if known else 0


def reached(key: str, measures: Mapping[str, Measure], name: str) -> set[str]:
    """Return all measures that a field leads to from one, at any remove, among those given."""
    seen: set[str] = set()
    ahead = list(getattr(measures[key], name))
    while ahead:
        here = ahead.pop()
        if here not in seen and here in measures and here != key:
            seen.add(here)
            ahead += getattr(measures[here], name)
    return seen


def once(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Give a verdict that came about a second time, between the same claims, a name of its own."""
    times: dict[str, int] = {}
    found = []
    for verdict in verdicts:
        times[verdict.id] = number = times.get(verdict.id, 0) + 1
        named = f"{verdict.id}-{number}"
        found.append(verdict if number == 1 else msgspec.structs.replace(verdict, id=named))
    return tuple(found)


def groups_of(
    measures: Mapping[str, Measure], ties: Iterable[tuple[str, str]]
) -> list[list[Measure]]:
    """Return measures in groups that have to do with each other; `ties` adds pairs of measures."""
    parent = {key: key for key in measures}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for a, b in (*_ties(measures), *ties):
        if a in parent and b in parent:
            low, high = sorted((root(a), root(b)))
            parent[high] = low
    found: dict[str, list[Measure]] = {}
    for key, measure in measures.items():
        found.setdefault(root(key), []).append(measure)
    return list(found.values())


def _ties(measures: Mapping[str, Measure]) -> Iterable[tuple[str, str]]:
    rates: dict[tuple[str, Any], str] = {}
    for key, measure in measures.items():
        yield from ((key, other) for other in (*measure.includes, *measure.parts))
        if measure.foresees:
            yield key, measure.foresees
        if measure.kind == "rate" and measure.unit:
            rates.setdefault((measure.unit, measure.topic), key)
    for key, measure in measures.items():
        if measure.kind in ("cumulative", "rate") and (measure.unit, measure.topic) in rates:
            yield key, rates[measure.unit, measure.topic]
