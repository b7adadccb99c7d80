"""Verdicts between measures: one number for two counts, forecasts, and what cannot be compared.

Which measures have to do with each other is the site's data: `includes`, `parts`, `foresees`, or a
shared unit and topic (a rate and a total).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence

from briefing.content.model import Measure
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.book import Book, day_at, name_of
from briefing.thought.figures import Figure, Lives, is_number, related, same
from briefing.thought.folding import Claim
from briefing.thought.room import near, relate, stated
from briefing.thought.verdicts import Reason, Verdict

#: How many neighbours in size are looked at for a figure that could be taken for another.
_NEIGHBOURS = 6


def definitions(
    wide: Measure, inner: Measure, lives: Mapping[str, Lives], thresholds: Thresholds
) -> Book:
    """Find figures for two counts, one inside the other, that could be taken for one figure.

    Across all days: what stands for one is compared with what stands for the other.
    """
    sweep = _Definitions(wide, inner, thresholds)
    events: list[tuple[int, int, int, str, Figure, Figure | None]] = []
    for key in (wide.id, inner.id):
        for figure, until, by in lives[key].values():
            events.append((figure.known, 1, figure.rank, key, figure, None))
            if until:
                events.append(
                    (until, 0 if until > figure.known else 2, figure.rank, key, figure, by)
                )
    for _, phase, _, key, figure, by in sorted(events, key=lambda e: e[:3]):
        if phase == 1:
            sweep.arrive(key, figure)
        else:
            sweep.leave(key, figure, by, lives[key][figure.claim.id][1])
    return sweep.book


class _Definitions:
    def __init__(self, wide: Measure, inner: Measure, thresholds: Thresholds) -> None:
        self.wide, self.inner, self.thresholds = wide.id, inner.id, thresholds
        self.book = Book()
        self._by_size: dict[str, list[tuple[float, int]]] = {wide.id: [], inner.id: []}
        self._figures: dict[int, Figure] = {}

    def arrive(self, key: str, figure: Figure) -> None:
        """Let a claim stand, and look for one of the other count near it."""
        insort(self._by_size[key], (figure.number, figure.rank))
        self._figures[figure.rank] = figure
        other = self.inner if key == self.wide else self.wide
        for rival in self._neighbours(other, figure):
            if near(figure.value, rival.value, self.thresholds):
                self._meet(*((figure, rival) if key == self.wide else (rival, figure)))
                return

    def _meet(self, a: Figure, b: Figure) -> None:
        for end in (a, b):
            for verdict in self.book.held_by(end):
                verdict.add([a, b])
                return
        names: dict[str, str | int | float] = {
            "a": a.claim.id, "b": b.claim.id, "measure": self.wide, "other": self.inner,
        }  # fmt: skip
        same_number = stated(a.value) == stated(b.value)
        reason = Reason(f"verdict.reason.definition{'' if same_number else '-near'}", names)
        self.book.open("definition", self.wide, a, b, reason, other=self.inner)

    def _neighbours(self, key: str, figure: Figure) -> list[Figure]:
        """Return the claims of a count nearest in size, the nearest first."""
        sizes = self._by_size[key]
        at = bisect_left(sizes, (figure.number, -1))
        close = sizes[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS]
        found = [self._figures[rank] for _, rank in close]
        return sorted(found, key=lambda f: (abs(f.number - figure.number), -f.known, f.rank))

    def leave(self, key: str, figure: Figure, by: Figure | None, day: int) -> None:
        """Take a claim out; a restated figure takes over its verdicts."""
        sizes = self._by_size[key]
        del sizes[bisect_left(sizes, (figure.number, figure.rank))]
        del self._figures[figure.rank]
        if by is not None and by.claim.measure == key and same(figure, by):
            self.book.hand_on(figure, by)
            return
        rivals = [v.rival(figure) for v in self.book.held_by(figure)]
        self.book.give_way(figure, by, day, lambda *_: "moved" if by is not None else "withdrawn")
        for rival in rivals:
            self._again(rival)

    def _again(self, rival: Figure) -> None:
        """Look whether the claim that is left is near another one."""
        if rival.rank in self._figures and not self.book.held_by(rival):
            key = rival.claim.measure
            del self._by_size[key][bisect_left(self._by_size[key], (rival.number, rival.rank))]
            self.arrive(key, rival)


def drifts(
    groups: Iterable[Sequence[Measure]], claims: Mapping[str, Sequence[Claim]]
) -> list[Verdict]:
    """Find one number in statements of several kinds tied by `foresees`; days need not be known."""
    found = []
    for group in groups:
        numbers: dict[tuple[float, float], list[tuple[str, Claim]]] = {}
        for measure in group:
            kind = measure.kind if measure.kind in ("plan", "forecast") else "count"
            for claim in claims.get(measure.id, ()):
                if claim.value is not None and is_number(claim) and claim.withdrawn is None:
                    for number in dict.fromkeys(stated(claim.value)):
                        numbers.setdefault((number, 0), []).append((kind, claim))
        found += [
            _drift(group, number, tied)
            for (number, _), tied in sorted(numbers.items(), key=lambda each: each[0])
            if len({kind for kind, _ in tied}) > 1
        ]
    return found


def _drift(group: Sequence[Measure], number: float, tied: Sequence[tuple[str, Claim]]) -> Verdict:
    about = group[-1].id
    ordered = sorted(
        dict.fromkeys(claim.id for _, claim in tied),
        key={c.id: (c.known.toordinal() if c.known else 0, i) for i, (_, c) in enumerate(tied)}.__getitem__,
    )  # fmt: skip
    by_id = {claim.id: (kind, claim) for kind, claim in tied}
    first = by_id[ordered[0]][0]
    second = next(key for key in ordered if by_id[key][0] != first)
    days = [c.known for c in (by_id[ordered[0]][1], by_id[second][1]) if c.known]
    last = ordered[-1] if by_id[ordered[-1]][0] != first else second
    return Verdict(
        id=name_of("drift", about, repr(float(number))),
        kind="drift",
        state="open",
        since=max(days, default=None),
        measure=about,
        other=by_id[ordered[0]][1].measure,
        a=ordered[0],
        b=last,
        also=tuple(key for key in ordered if key not in (ordered[0], last)),
        reason=Reason("verdict.reason.drift", {"count": len(ordered), "number": number}),
    )


def forecasts(
    measure: Measure, target: Measure, lives: Mapping[str, Lives], vague: Sequence[Claim]
) -> list[Verdict]:
    """Set beside each standing forecast what has been reported since; met or missed is not said.

    A plan counts where it has a target day. Vague words are listed, too.
    """
    reported = sorted(
        (figure for figure, until, _ in lives[target.id].values() if not until),
        key=lambda f: (f.known, f.rank),
    )
    found = []
    for figure, until, by in lives[measure.id].values():
        if measure.kind == "plan" and figure.claim.as_of is None:
            continue
        if until:
            found.append(_forecast(figure, until, by, (), (), target))
            continue
        since = [f.claim for f in reported if f.first > figure.known]
        words = [c for c in vague if _since(c, figure)]
        found.append(_forecast(figure, until, by, since, words, target))
    return found


def _since(claim: Claim, figure: Figure) -> bool:
    first = claim.about.first if claim.about else None
    return first is not None and first.toordinal() > figure.known and claim.withdrawn is None


def _forecast(
    figure: Figure, until: int, by: Figure | None, since: Sequence[Claim], words: Sequence[Claim],
    target: Measure,
) -> Verdict:  # fmt: skip
    told = [*since, *words]
    latest = since[-1].id if since else (words[-1].id if words else "")
    names: dict[str, str | int | float] = {"a": figure.claim.id}
    return Verdict(
        id=name_of("forecast", figure.claim.id),
        kind="forecast",
        state="settled" if until else "open",
        since=day_at(figure.known),
        settled=("moved" if by else "withdrawn") if until else "",
        settled_by=by.claim.id if by else "",
        until=day_at(until),
        measure=figure.claim.measure,
        other=target.id,
        a=figure.claim.id,
        b=latest,
        also=tuple(claim.id for claim in told if claim.id != latest),
        reason=Reason("verdict.reason.forecast", {**names, "b": latest})
        if latest
        else Reason(f"verdict.reason.forecast-{'replaced' if until else 'nothing'}", names),
    )


def unlike(
    a: Measure, b: Measure, why: str, ones: Sequence[Figure], others: Sequence[Figure],
    thresholds: Thresholds,
) -> Verdict | None:  # fmt: skip
    """Say, once for a pair of measures, why figures that look alike or unlike are not compared.

    Only for what stands, within reach, and would else be a conflict, a spread or an agreement. The
    latest pair is named; `ones` and `others` stand and are dated, the newest first.
    """
    reach = min(getattr(thresholds, a.moves), getattr(thresholds, b.moves))
    best = next(
        (
            (one, other)
            for one in ones[:_NEIGHBOURS]
            for other in others[:_NEIGHBOURS]
            if _would_meet(one, other, reach, thresholds)
        ),
        None,
    )
    if best is None:
        return None
    names: dict[str, str | int | float] = {
        "a": best[0].claim.id, "b": best[1].claim.id, "measure": a.id, "other": b.id,
    }  # fmt: skip
    return Verdict(
        id=name_of("not-comparable", a.id, b.id),
        kind="not-comparable",
        state="open",
        since=day_at(max(best[0].known, best[1].known)),
        measure=a.id,
        other=b.id,
        a=best[0].claim.id,
        b=best[1].claim.id,
        from_=best[0].value.text,
        to=best[1].value.text,
        reason=Reason(f"verdict.reason.{why}", names),
    )


def newest(figure: Figure) -> tuple[int, int, int]:
    """Order claims by their days, the latest first."""
    return -figure.last, -figure.known, figure.rank


def _would_meet(a: Figure, b: Figure, reach: int, thresholds: Thresholds) -> bool:
    if a.unnamed and b.unnamed and relate(a.value, b.value, thresholds) == "same":
        return False
    apart = max(b.first - a.last, a.first - b.last, 0)
    return apart <= reach and a.origin != b.origin and not related(a, b)
