"""Folding as mentions are taken in: only what shares a figure or a tie with them is folded again.

What a mention can be one claim with is known beforehand: mentions of the same figure of one origin,
and those tied by `same_as`. Such a cluster is folded as of a day by the same functions as all are
(`thought.folding`), so the two cannot differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefing.content.values import Value
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.folding import (
    Claim,
    Loss,
    at_day,
    claim_of_group,
    earliest,
    joined,
    losses,
    sameness,
    statements_of,
)
from briefing.thought.room import shape, stated
from briefing.thought.statements import Mention

Folded = dict[str, tuple[Claim | None, Claim | None]]
"""Claims that are others now: by id, as they were and as they are."""


class Folds:
    """The claims of all that was taken in up to a day."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        thresholds: Thresholds,
        names: Mapping[str, frozenset[str]],
    ) -> None:
        self.thresholds, self.names = thresholds, names
        self.claims: dict[str, Claim] = {}
        self.claim_of: dict[str, str] = {}
        """Mention to claim."""
        self._cluster_of, self._clusters = _clusters(mentions)
        self._linked_of, self._linked = _linked(mentions)
        self._revising: dict[str, list[str]] = defaultdict(list)
        for mention in mentions:
            if mention.revises:
                self._revising[mention.revises].append(mention.id)
        self._made: dict[str, list[tuple[list[Mention], Claim]]] = {}
        self._lost: tuple[dict[str, Loss], dict[str, Loss]] = ({}, {})

    def resume(self, claims: Mapping[str, Claim]) -> None:
        """Go on from the claims of an earlier day, folded from mentions that are as they were."""
        self.claims = dict(claims)
        for claim in claims.values():
            self.claim_of |= dict.fromkeys(claim.ids, claim.id)
            made = self._made.setdefault(self._cluster_of[claim.id], [])
            made.append(([*claim.mentions], claim))
            for lost, found in zip(
                self._lost, (claim.hedge_dropped, claim.attribution_lost), strict=True
            ):
                lost |= {loss.mention: loss for loss in found}

    def fold(self, news: Iterable[str], day: date) -> Folded:
        """Fold what these mentions may belong to, as of a day; return which claims are others."""
        ids = list(news)
        clusters = dict.fromkeys(self._cluster_of[key] for key in ids)
        lost = self._lose({self._linked_of[key] for key in ids if key in self._linked_of}, day)
        clusters |= dict.fromkeys(self._cluster_of[key] for key in lost)
        groups = {key: self._groups(key, day) for key in clusters}
        moved = self._lead(groups)
        again = {r for key in moved for r in self._revising.get(key, ()) if r in self.claim_of}
        groups |= {
            key: [group for group, _ in self._made[key]]
            for key in {self._cluster_of[r] for r in again} - groups.keys()
        }
        return self._make(groups, again | lost)

    def _lose(self, keys: Iterable[object], day: date) -> set[str]:
        """Look again for what was lost on the way; return the mentions of which it is another."""
        changed = set()
        for key in keys:
            members = self._linked[key]
            for kept, found in zip(self._lost, losses(_taken_in(members, day)), strict=True):
                for mention in members:
                    if kept.get(mention.id) != found.get(mention.id):
                        changed.add(mention.id)
                        kept.pop(mention.id, None)
                kept |= found
        return changed

    def _groups(self, cluster: str, day: date) -> list[list[Mention]]:
        known = [at_day(mention, day) for mention in _taken_in(self._clusters[cluster], day)]
        return joined(statements_of(known), known, self.thresholds)

    def _lead(self, groups: Mapping[str, list[list[Mention]]]) -> set[str]:
        """Name each mention's claim; return the mentions whose claim has another name."""
        now: dict[str, str] = {}
        for each in groups.values():
            for group in each:
                first = min(group, key=earliest).id
                now |= {mention.id: first for mention in group}
        before = {
            mention.id
            for cluster in groups
            for group, _ in self._made.get(cluster, ())
            for mention in group
        }
        moved = {key for key, first in now.items() if self.claim_of.get(key) != first}
        for key in before - now.keys():
            moved.add(key)
            del self.claim_of[key]
        self.claim_of |= now
        return moved

    def _make(self, groups: Mapping[str, list[list[Mention]]], again: set[str]) -> Folded:
        found: Folded = {}
        for cluster, now in groups.items():
            old = self._made.get(cluster, [])
            self._made[cluster] = made = [self._claim(group, old, again) for group in now]
            before = {claim.id: claim for _, claim in old}
            after = {claim.id: claim for _, claim in made}
            for key in before | after:
                if before.get(key) is not after.get(key):
                    found[key] = (before.get(key), after.get(key))
                    self.claims.pop(key, None)
            self.claims |= after
        return found

    def _claim(
        self, group: list[Mention], old: Sequence[tuple[list[Mention], Claim]], again: set[str]
    ) -> tuple[list[Mention], Claim]:
        if again.isdisjoint(mention.id for mention in group):
            for before, claim in old:
                if before[0] is group[0] and before == group:
                    return before, claim
        return group, claim_of_group(group, self.thresholds, self.names, self.claim_of, self._lost)


def _taken_in(mentions: Iterable[Mention], day: date) -> list[Mention]:
    return [m for m in mentions if m.added is None or m.added <= day]


def _clusters(mentions: Sequence[Mention]) -> tuple[dict[str, str], dict[str, list[Mention]]]:
    """Return, by mention and by name, the clusters that can hold a claim between them."""
    parent = {mention.id: mention.id for mention in mentions}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    alike: dict[object, str] = {}
    for mention in mentions:
        first = alike.setdefault(sameness(mention), mention.id)
        for other in (first, mention.same_as):
            if other in parent:
                parent[root(mention.id)] = root(other)
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[root(mention.id)].append(mention)
    return {m.id: key for key, group in found.items() for m in group}, found


def _linked(mentions: Sequence[Mention]) -> tuple[dict[str, object], dict[object, list[Mention]]]:
    """Return, by mention and by number, those of one number of which some are linked."""
    numbers: dict[object, list[Mention]] = defaultdict(list)
    for mention in mentions:
        value: Value | None = mention.value
        if value is not None and shape(value) != "vague":
            numbers[mention.measure, stated(value)].append(mention)
    found = {
        key: group
        for key, group in numbers.items()
        if any(m.via or m.same_as for m in group) or len({m.entry for m in group}) < len(group)
    }
    return {m.id: key for key, group in found.items() for m in group}, found
