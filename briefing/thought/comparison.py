"""The one entry point of comparison: a library in, claims, reactions and verdicts out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from msgspec import Struct

from briefing.thought.comparing import compared, groups_of
from briefing.thought.editing import edited, placed
from briefing.thought.folding import Claim, FoldedReaction, fold_claims, fold_reactions
from briefing.thought.library import Library
from briefing.thought.verdicts import Verdict
from briefing.thought.voices import fold


class Compared(Protocol):
    """What pages are told of a day, whether it was compared at once or day by day."""

    @property
    def day(self) -> date | None:
        """The day as of which this is so."""

    @property
    def claims(self) -> Mapping[str, Claim]:
        """By claim id."""

    @property
    def claim_of(self) -> Mapping[str, str]:
        """Mention id to claim id."""

    @property
    def verdicts(self) -> Mapping[str, Verdict]:
        """By verdict id, the gravest first."""

    @property
    def standing(self) -> Mapping[str, tuple[str, ...]]:
        """Measure to the claims that stand, the newest first."""

    @property
    def open(self) -> Sequence[str]:
        """Verdict ids of open differences, the gravest first, then the newest."""

    @property
    def settled(self) -> Sequence[str]:
        """Those that are settled."""

    @property
    def looks(self) -> Sequence[str]:
        """What looks different and is not a conflict."""

    @property
    def covered(self) -> Sequence[str]:
        """Those that another verdict states, too, and that no list has."""

    def claim(self, mention: str) -> Claim | None:
        """Return the claim that a mention (or claim) id belongs to."""


class Comparison(Struct, frozen=True, kw_only=True):
    """All claims, folded reactions and verdicts as of a day, with the lookups that pages need."""

    day: date | None
    claims: dict[str, Claim]
    """By claim id, in the order of their days."""
    claim_of: dict[str, str]
    """Mention id to claim id."""
    reactions: dict[str, FoldedReaction]
    reaction_of: dict[str, str]
    """Reaction mention id to folded reaction id."""
    verdicts: dict[str, Verdict]
    """By verdict id, the gravest first."""
    by_measure: dict[str, tuple[str, ...]]
    """Measure to claim ids, in the order of days."""
    by_entry: dict[str, tuple[str, ...]]
    """Entry to ids of the claims it mentions, as written."""
    by_actor: dict[str, tuple[str, ...]]
    by_origin: dict[str, tuple[str, ...]]
    reactions_by_actor: dict[str, tuple[str, ...]]
    reactions_by_entry: dict[str, tuple[str, ...]]
    verdicts_by_measure: dict[str, tuple[str, ...]]
    """Measure to verdict ids; a verdict of two measures is under both."""
    verdicts_by_claim: dict[str, tuple[str, ...]]
    standing: dict[str, tuple[str, ...]]
    """Measure to the claims that stand: each origin's latest, newest first; none withdrawn."""
    open: tuple[str, ...]
    """Verdict ids of open differences, the gravest first, then the newest."""
    settled: tuple[str, ...]
    looks: tuple[str, ...]
    """Looks different, is not a conflict."""

    @property
    def covered(self) -> tuple[str, ...]:
        """Those that another verdict states, too, and that no list has."""
        return tuple(key for key, verdict in self.verdicts.items() if verdict.under)

    def verdict(self, id: str) -> Verdict:
        """Return a verdict by its id."""
        return self.verdicts[id]

    def claim(self, mention: str) -> Claim | None:
        """Return the claim that a mention (or claim) id belongs to."""
        key = self.claim_of.get(mention)
        return self.claims[key] if key is not None else None


def compare(library: Library, as_of: date | None = None) -> Comparison:
    """Compare everything taken in up to a day; without one, all that the library holds.

    As of a day, later withdrawals and reviews have not happened yet: what an edition said stays.
    """
    thresholds = library.settings.comparison
    names = names_of(library, _keys(library))
    mentions = [m for m in library.mentions if _taken_in(m.added, as_of)]
    claims = fold_claims(mentions, thresholds, names, day=as_of)
    folded = fold_all_reactions(library, as_of)
    by_id = {claim.id: claim for claim in claims}
    claim_of = {each: claim.id for claim in claims for each in claim.ids}
    by_measure = _index((c.measure, c.id) for c in claims)
    ties = [(c.measure, by_id[c.revises].measure) for c in claims if c.revises in by_id]
    measures = {key: m for key, m in library.measures.items() if key in by_measure}
    standing: dict[str, tuple[str, ...]] = {}
    found: list[Verdict] = []
    for group in groups_of(measures, ties):
        given = {m.id: [by_id[key] for key in by_measure[m.id]] for m in group}
        came_to = compared(group, given, thresholds)
        standing |= came_to.standing
        found += came_to.verdicts
    files = library.verdict_files.values()
    verdicts = placed(edited(found, files, by_id, claim_of, as_of), by_id)
    return comparison_of(library, as_of or library.day, claims, folded, verdicts, standing)


def _taken_in(added: date | None, day: date | None) -> bool:
    return added is None or day is None or added <= day


def names_of(library: Library, keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return every name of voices (`ID`) and outlets (`outlet:ID`), as names are compared."""
    found = {}
    for key in keys:
        kind, _, outlet = key.partition(":")
        named = library.outlets.get(outlet) if kind == "outlet" else library.voices.get(key)
        if named is not None:
            names = (outlet or key, named.name, *named.aliases)
            found[key] = frozenset(fold(name) for name in names)
    return found


def _keys(library: Library) -> Iterable[str]:
    return (*library.voices, *(f"outlet:{key}" for key in library.outlets))


def fold_all_reactions(library: Library, as_of: date | None = None) -> list[FoldedReaction]:
    """Fold all reactions that were taken in up to a day."""
    reactions = [r for r in library.reactions if _taken_in(r.added, as_of)]
    names = names_of(library, _keys(library))
    return fold_reactions(reactions, library.settings.comparison, names, day=as_of)


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        if key:
            found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def comparison_of(
    library: Library, day: date | None, claims: Sequence[Claim],
    reactions: Sequence[FoldedReaction], verdicts: Sequence[Verdict],
    standing: dict[str, tuple[str, ...]],
) -> Comparison:  # fmt: skip
    """Put what was found of a library in the order and under the names that pages look for."""
    order = sorted(verdicts, key=gravest_first)
    claim_of = {each: claim.id for claim in claims for each in claim.ids}
    reaction_of = {each: r.id for r in reactions for each in r.ids}
    entries = [(m.entry, m.id) for m in library.mentions if m.id in claim_of]
    reacted = [(r.entry, r.id) for r in library.reactions if r.id in reaction_of]
    return Comparison(
        day=day,
        claims={claim.id: claim for claim in claims},
        claim_of=claim_of,
        reactions={reaction.id: reaction for reaction in reactions},
        reaction_of=reaction_of,
        verdicts={verdict.id: verdict for verdict in order},
        by_measure=_index((c.measure, c.id) for c in claims),
        by_entry=_index((entry, claim_of[key]) for entry, key in entries),
        by_actor=_index((c.origin.actor, c.id) for c in claims),
        by_origin=_index((c.origin.key, c.id) for c in claims),
        reactions_by_actor=_index((r.first.actor, r.id) for r in reactions),
        reactions_by_entry=_index((entry, reaction_of[key]) for entry, key in reacted),
        verdicts_by_measure=_index((m, v.id) for v in order for m in (v.measure, v.other)),
        verdicts_by_claim=_index((c, v.id) for v in order for c in (v.a, v.b, *v.also)),
        standing=standing,
        open=tuple(v.id for v in order if v.section == "open"),
        settled=tuple(v.id for v in order if v.section == "settled"),
        looks=tuple(v.id for v in order if v.section == "looks"),
    )


def gravest_first(verdict: Verdict) -> tuple[int, int, str]:
    """Order verdicts: by severity, then the newest."""
    newest = verdict.since.toordinal() if verdict.since else 0
    return -verdict.severity, -newest, verdict.id
