"""Standings of one fact: who says so, who does not confirm, and who changed what he says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefing.content.model import Measure
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.book import Book, Open
from briefing.thought.figures import Figure, before, gap, left_by, related
from briefing.thought.verdicts import Reason

_SAYS_SO = ("asserted", "confirmed")


def says_so(figure: Figure) -> bool:
    """Say whether a standing asserts the fact."""
    return figure.claim.status in _SAYS_SO


class Facts:
    """One fact's sweep over days. An assertion stands until its origin's next statement; another
    statement counts if made within the days of `status` of it, and lasts until that origin's next.
    """

    def __init__(self, measure: Measure, thresholds: Thresholds) -> None:
        self.measure = measure
        self.thresholds = thresholds
        self.book = Book()
        self._live: dict[str, list[Figure]] = {}
        self._recent: list[Figure] = []
        self._status: Open | None = None

    def run(self, figures: Sequence[Figure], leaving: Mapping[int, Sequence[Figure]]) -> None:
        """Sweep over days; `leaving` has the claims withdrawn, by day (0: at once)."""
        days: dict[int, list[Figure]] = {}
        for figure in sorted(figures, key=lambda f: (f.known, f.order)):
            days.setdefault(figure.known, []).append(figure)
        gone = sorted(((day or f.known, f.rank, f) for day, each in leaving.items() for f in each),
                      key=lambda each: each[:2])  # fmt: skip
        for day in sorted(days):
            self._withdraw([each for each in gone if left_by(each, day)])
            gone = [each for each in gone if not left_by(each, day)]
            new = [figure for figure in days[day] if self._arrive(figure)]
            self._compare(new)
        self._withdraw(gone)

    @property
    def standing(self) -> list[Figure]:
        """What stands in the end: each origin's latest."""
        return [figure for each in self._live.values() for figure in each]

    def _arrive(self, figure: Figure) -> bool:
        standing = self._live.get(figure.origin, [])
        if any(f.last > figure.last for f in standing):
            return False
        older = [f for f in standing if f.last < figure.last or figure.claim.revises == f.claim.id]
        for old in older:
            self._revise(old, figure)
            if old.claim.status == figure.claim.status:
                self.book.hand_on(old, figure)
            else:
                self.book.give_way(old, figure, figure.known, lambda *_: "statement")
        self._live[figure.origin] = [*(f for f in standing if f not in older), figure]
        return True

    def _revise(self, old: Figure, new: Figure) -> None:
        certain = before(old, new) or new.claim.revises == old.claim.id
        if new.unnamed or not certain or old.claim.status == new.claim.status:
            return
        names: dict[str, str | int | float] = {"a": old.claim.id, "b": new.claim.id}
        way = "corrected" if new.claim.revised == "corrected" else "standing"
        if new.claim.status == "confirmed":
            way = "confirmed"
        reason = Reason(f"verdict.reason.{way}", names)
        self.book.settle(
            self.book.open("revision", self.measure.id, old, new, reason), "event", new, new.known
        )

    def _withdraw(self, gone: Iterable[tuple[int, int, Figure]]) -> None:
        for day, _, figure in gone:
            rest = [f for f in self._live.get(figure.origin, ()) if f is not figure]
            self._live[figure.origin] = rest
            self.book.give_way(figure, None, day, lambda *_: "withdrawn")

    def _compare(self, new: list[Figure]) -> None:
        self._recent += new
        if not new:
            return
        by = min(f.first for f in new) - self.thresholds.status
        self._recent = [
            f for f in self._recent if f.last >= by and f in self._live.get(f.origin, ())
        ]
        opposed = [f for f in self._recent if any(self._against(f, n) for n in new)]
        if not opposed:
            return
        pool = sorted({f.claim.id: f for f in (*opposed, *new)}.values(),
                      key=lambda f: (f.unnamed, f.known, f.rank))  # fmt: skip
        if self._status is None or self._status.how:
            pair = next(
                ((a, b) for a in pool if says_so(a) for b in pool if self._against(a, b)), None
            )
            if pair is None:
                return
            self._status = self.book.open(
                "status", self.measure.id, *pair, _reason(pair[0], pair[1])
            )
        self._status.add(f for f in pool if f not in self._status.holders)

    def _against(self, a: Figure, b: Figure) -> bool:
        """Say whether one asserts what the other does not confirm, or denies, near in days."""
        if says_so(a) == says_so(b) or a.origin == b.origin or related(a, b):
            return False
        return bool(a.last and b.last) and gap(a, b) <= self.thresholds.status


def _reason(says: Figure, other: Figure) -> Reason:
    denied = other.claim.status == "denied"
    return Reason(
        f"verdict.reason.status-{'denied' if denied else 'not-confirmed'}",
        {"a": says.claim.id, "b": other.claim.id},
    )
