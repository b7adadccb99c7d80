"""Measures that have to do with each other, compared again only where their claims are others.

`thought.comparing` says what a group of measures comes to; a circle comes to the same, claim by
claim. Settled verdicts are made once; what is open, and what lies between measures, is little and
is looked at again whenever anything in the circle is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefing.content.model import Measure, VerdictFile
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.comparing import Between, fits, once, replaces, withdrawals
from briefing.thought.editing import edited, placed
from briefing.thought.figures import Figure, is_number
from briefing.thought.folding import Claim
from briefing.thought.refolding import Folded
from briefing.thought.tracking import Anew, Counted, Item, Track, Turned
from briefing.thought.verdicts import Verdict


class Circle:
    """A group of measures and all verdicts on their claims."""

    def __init__(
        self, measures: Sequence[Measure], files: Sequence[VerdictFile], thresholds: Thresholds,
        rank: Mapping[str, int], shared: Mapping[str, frozenset[str]],
    ) -> None:  # fmt: skip
        """`rank` orders mentions as the library does; `shared` has the entries that speak of a
        measure more than once."""
        self.measures = {measure.id: measure for measure in measures}
        self.files, self.thresholds, self.rank, self.shared = files, thresholds, rank, shared
        self.claims: dict[str, Claim] = {}
        self.tracks: dict[str, Track] = {}
        self.verdicts: dict[str, Verdict] = {}
        """As they stand, by id."""
        self.renewed: set[str] = set()
        """Measures with claims that are others since the last update."""
        self._place = {key: place for place, key in enumerate(self.measures)}
        self._figures: dict[str, Figure] = {}
        self._spoken: dict[str, set[str]] = {key: set() for key in self.measures}
        self._words: dict[str, set[str]] = {}
        """Claims in words by measure."""
        self._revising: dict[str, set[str]] = {}
        """Claims by the claim that they revise."""
        self._gone: dict[str, list[Verdict]] = {}
        self._shown: dict[str, Verdict] = {}
        """Verdicts that are open or between measures."""

    def update(
        self, changed: Folded, claim_of: Mapping[str, str], day: date
    ) -> dict[str, tuple[Verdict | None, Verdict | None]]:
        """Take in claims that are others now; return the verdicts that then are."""
        others = self._claims(changed)
        news = self._news(others)
        self.renewed = {c.measure for pair in changed.values() for c in pair if c} | news.keys()
        turned: Turned = {}
        for measure, items in news.items():
            turned |= self._track(measure).update(items)
        for key in changed:
            turned |= self._withdrawn(key)
        now = self._all(claim_of, day) if self.files else self._open()
        found: Turned = {}
        for key in {**turned, **self._shown, **now}:
            old = self.verdicts.pop(key, None)
            new = now.get(key)
            if new is None and key in turned and not self.files:
                new = turned[key][1]
            if new is not None:
                self.verdicts[key] = new
            if new != old:
                found[key] = (old, new)
        self._shown = now
        return found

    def standing(self, measure: str) -> tuple[str, ...]:
        """Return the claims of a measure that stand: the newest first, then those in words."""
        track = self.tracks.get(measure)
        alive = sorted(track.standing if track else (), key=lambda f: (-f.last, -f.known, f.rank))
        words = sorted(self._words.get(measure, ()), key=lambda key: self._figures[key].rank)
        return (*(figure.claim.id for figure in alive), *words)

    # ── claims ─────────────────────────────────────────────────────────────────────────────────

    def _claims(self, changed: Folded) -> dict[str, str]:
        """Take in claims; return those that comparison sees as others, and their measures."""
        others: dict[str, str] = {}
        for key, (old, new) in changed.items():
            known = self._figures.pop(key, None)
            if old is not None:
                self._spoken[old.measure].discard(key)
                self._words.get(old.measure, set()).discard(key)
                self._revising.get(old.revises, set()).discard(key)
                del self.claims[key]
            figure = None
            if new is not None:
                self.claims[key] = new
                self._spoken[new.measure].add(key)
                if new.value is not None and not is_number(new) and not new.withdrawn:
                    self._words.setdefault(new.measure, set()).add(key)
                if new.revises:
                    self._revising.setdefault(new.revises, set()).add(key)
                figure = self._figure(new)
                if known is not None and _unchanged(known, figure):
                    figure = known
                self._figures[key] = figure
            if figure is not known:
                for claim in (old, new):
                    if claim is not None:
                        others |= {claim.revises: others.get(claim.revises, ""), key: claim.measure}
        return others

    def _figure(self, claim: Claim) -> Figure:
        known = (claim.known or date.min).toordinal()
        rank = (self._place[claim.measure] << 64) + (known << 32) + self.rank[claim.id]
        figure = Figure(claim, rank, self.measures[claim.measure], self.thresholds)
        # only an entry that speaks of a measure more than once ties two claims to one day
        figure.entries &= self.shared.get(claim.measure, frozenset())
        return figure

    def _news(self, others: Mapping[str, str]) -> dict[str, dict[str, Item | None]]:
        found: dict[str, dict[str, Item | None]] = {}
        for key, spoken in others.items():
            figure = self._figures.get(key)
            measure = figure.claim.measure if figure is not None else spoken
            if not measure:
                continue
            item = None
            if figure is not None and fits(figure.claim, self.measures[measure]):
                item = Item(figure, self._replacing(key))
            found.setdefault(measure, {})[key] = item
        return found

    def _replacing(self, key: str) -> Figure | None:
        """Return the last claim of another measure that replaces one."""
        old = self._figures[key]
        new = (self._figures[each] for each in self._revising.get(key, ()))
        found = (f for f in new if f.claim.measure != old.claim.measure and replaces(f, old))
        return max(found, key=lambda f: f.rank, default=None)

    def _track(self, measure: str) -> Track:
        if measure not in self.tracks:
            kind = Anew if self.measures[measure].kind in ("fact", "date") else Counted
            self.tracks[measure] = kind(self.measures[measure], self.thresholds)
        return self.tracks[measure]

    # ── verdicts ───────────────────────────────────────────────────────────────────────────────

    def _withdrawn(self, key: str) -> Turned:
        old = {v.id: v for v in self._gone.pop(key, ())}
        new = {v.id: v for v in withdrawals(self.claims[key])} if key in self.claims else {}
        if new:
            self._gone[key] = [*new.values()]
        return {each: (old.get(each), new.get(each)) for each in old | new}

    def _open(self) -> dict[str, Verdict]:
        """Return what is open and what lies between measures, each in its place."""
        verdicts = [
            *(v for key in self.measures if key in self.tracks for v in self.tracks[key].open()),
            *once(self._between()),
        ]
        return {verdict.id: verdict for verdict in placed(verdicts, self.claims)}

    def _all(self, claim_of: Mapping[str, str], day: date) -> dict[str, Verdict]:
        """Return all verdicts, with the editor's word on them."""
        verdicts = [
            *(v for key in self.measures if key in self.tracks for v in self.tracks[key].all()),
            *once(self._between()),
            *(v for key in self.measures for c in self._ordered(key) for v in self._gone.get(c.id, ())),
        ]  # fmt: skip
        return {
            verdict.id: verdict
            for verdict in placed(
                edited(verdicts, self.files, self.claims, claim_of, day), self.claims
            )
        }

    def _between(self) -> list[Verdict]:
        measures = {key: m for key, m in self.measures.items() if self._spoken[key]}
        ahead = {m.foresees for m in measures.values()} & measures.keys()
        tied = {key for key, m in measures.items() if key in ahead or m.foresees in ahead}
        return Between(
            measures,
            {key: self._ordered(key) for key in tied},
            self._figures,
            sorted(self._revise(), key=lambda f: f.rank),
            {key: track.sweep for key, track in self.tracks.items()
             if key in measures and isinstance(track, Counted)},
            self.thresholds,
        ).verdicts()  # fmt: skip

    def _revise(self) -> Iterable[Figure]:
        """Return the claims that revise one of another measure."""
        pairs = ((old, new) for old, each in self._revising.items() for new in each)
        for old, new in pairs:
            if old in self._figures and self.claims[old].measure != self.claims[new].measure:
                yield self._figures[new]

    def _ordered(self, measure: str) -> list[Claim]:
        found = sorted(self._spoken[measure], key=lambda key: self._figures[key].rank)
        return [self.claims[key] for key in found]


def _unchanged(a: Figure, b: Figure) -> bool:
    """Say whether comparison cannot tell two versions of a claim apart."""
    return all(getattr(a.claim, name) == getattr(b.claim, name) for name in _COMPARED) and (
        a.rank,
        a.known,
        a.entries,
    ) == (b.rank, b.known, b.entries)


#: What more mentions add to a claim without anything for comparison; days are in its figure.
_ASIDE = {
    "ids", "mentions", "outlets", "still", "weak", "speakers", "hedge_dropped", "attribution_lost",
}  # fmt: skip
_COMPARED = tuple(name for name in Claim.__struct_fields__ if name not in _ASIDE)
