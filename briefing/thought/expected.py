"""When something is expected: days or words, compared as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefing.content.days import Day
from briefing.content.model import Measure
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.book import Book
from briefing.thought.figures import Figure, before, left_by, related
from briefing.thought.verdicts import Kind, Reason
from briefing.thought.voices import fold


class Expected:
    """One date measure's sweep: each origin's standing expectation beside the others'."""

    def __init__(self, measure: Measure, thresholds: Thresholds) -> None:
        self.measure = measure
        self.thresholds = thresholds
        self.book = Book()
        self._live: dict[str, list[Figure]] = {}
        self._alike: dict[str, list[Figure]] = {}

    def run(self, figures: Sequence[Figure], leaving: Mapping[int, Sequence[Figure]]) -> None:
        """Sweep over days; `leaving` has the claims withdrawn, by day (0: at once)."""
        gone = sorted(((day or f.known, f.rank, f) for day, each in leaving.items() for f in each),
                      key=lambda each: each[:2])  # fmt: skip
        for figure in sorted(figures, key=lambda f: (f.known, f.order)):
            self._withdraw([each for each in gone if left_by(each, figure.known)])
            gone = [each for each in gone if not left_by(each, figure.known)]
            self._arrive(figure)
        self._withdraw(gone)

    @property
    def standing(self) -> list[Figure]:
        """What stands in the end: each origin's latest."""
        return [figure for each in self._live.values() for figure in each]

    def _arrive(self, figure: Figure) -> None:
        standing = self._live.get(figure.origin, [])
        if any(f.last > figure.last for f in standing):
            return
        older = [f for f in standing if f.last < figure.last or figure.claim.revises == f.claim.id]
        self._live[figure.origin] = [*(f for f in standing if f not in older), figure]
        for old in older:
            self._drop(old)
            self._replace(old, figure)
        bonds: dict[Kind, list[Figure]] = {}
        for other in self._others(figure):
            kind = bond(other, figure)
            if kind is not None:
                bonds.setdefault(kind, []).append(other)
        self._alike.setdefault(_said(figure), []).append(figure)
        for kind, others in bonds.items():
            self._compare(figure, kind, others)

    def _others(self, figure: Figure) -> list[Figure]:
        """Return the first of each expectation that another origin holds."""
        firsts = (
            next((f for f in alike if f.origin != figure.origin), None)
            for alike in self._alike.values()
        )
        return [first for first in firsts if first is not None]

    def _drop(self, figure: Figure) -> None:
        alike = [f for f in self._alike.get(_said(figure), ()) if f is not figure]
        if alike:
            self._alike[_said(figure)] = alike
        else:
            self._alike.pop(_said(figure), None)

    def _replace(self, old: Figure, new: Figure) -> None:
        if bond(old, new) == "agreement":
            self.book.hand_on(old, new)
            return
        certain = before(old, new) or new.claim.revises == old.claim.id
        self.book.give_way(
            old,
            new,
            new.known,
            lambda _, rival: "moved" if bond(new, rival) == "timing" else "room",
        )
        if certain and not new.unnamed:
            way = "corrected" if new.claim.revised == "corrected" else "changed"
            names: dict[str, str | int | float] = {"a": old.claim.id, "b": new.claim.id}
            kept = self.book.open(
                "revision", self.measure.id, old, new, Reason(f"verdict.reason.{way}", names)
            )
            self.book.settle(kept, "event", new, new.known)

    def _withdraw(self, gone: Iterable[tuple[int, int, Figure]]) -> None:
        for day, _, figure in gone:
            rest = [f for f in self._live.get(figure.origin, ()) if f is not figure]
            self._live[figure.origin] = rest
            self._drop(figure)
            self.book.give_way(figure, None, day, lambda *_: "withdrawn")

    def _compare(self, new: Figure, kind: Kind, others: list[Figure]) -> None:
        if kind == "agreement":
            others = [f for f in others if not (f.unnamed or new.unnamed or related(f, new))]
        if not others:
            return
        first = min(others, key=lambda f: (f.known, f.rank))
        for other in others:
            kept = next((v for v in self.book.held_by(other) if v.kind == kind), None)
            if kept is not None:
                kept.add([new])
                return
        names: dict[str, str | int | float] = {"a": first.claim.id, "b": new.claim.id}
        self.book.open(
            kind, self.measure.id, first, new, Reason(f"verdict.reason.{_reason(kind)}", names)
        ).add(others)


def _said(figure: Figure) -> str:
    words = figure.claim.words
    assert words is not None
    return words.day.text if words.day is not None else fold(words.text)


def _reason(kind: Kind) -> str:
    return {"spread": "spread-days", "rounding": "rounding-days"}.get(kind, kind)


def bond(a: Figure, b: Figure) -> Kind | None:
    """Return what two expectations are to each other; a day and words cannot be told apart."""
    one, other = a.claim.words, b.claim.words
    if one is None or other is None or (one.day is None) != (other.day is None):
        return None
    if one.day is None or other.day is None:
        return "agreement" if fold(one.text) == fold(other.text) else "timing"
    (a_first, a_last), (b_first, b_last) = _ends(one.day), _ends(other.day)
    if (a_first, a_last) == (b_first, b_last):
        return "agreement"
    if a_last < b_first or b_last < a_first:
        return "timing"
    inside = (a_first <= b_first and b_last <= a_last) or (b_first <= a_first and a_last <= b_last)
    return "rounding" if inside else "spread"


def _ends(day: Day) -> tuple[date, date]:
    return day.first or date.min, day.last or date.max
