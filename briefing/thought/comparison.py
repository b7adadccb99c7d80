"""The one entry point of comparison: a library in, claims, reactions and verdicts out."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from briefing.thought.folding import Claim, FoldedReaction
from briefing.thought.verdicts import Verdict


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
