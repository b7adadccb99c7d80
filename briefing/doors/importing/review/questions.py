"""What review asks: each thing to decide, and the order in which it comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from briefing.content.model import Entry, Proposal, Status
from briefing.content.values import BadValue, Value, Words, parse_value, read_value
from briefing.doors.importing.known import Site

Kind = Literal["part", "claim", "repeats", "reactions", "reaction", "voice"]


class Work(Struct):
    """One entry under review: its path, itself, its body as written, its source's words."""

    path: str
    entry: Entry
    body: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()
    """The comments at the top of its file."""

    @property
    def reactions(self) -> list[Proposal]:
        """The reactions that are still proposals."""
        return [p for p in self.entry.proposals if p.reaction]


class Question(Struct, frozen=True, kw_only=True):
    """One thing to decide. `work` is the entry's number in the session."""

    kind: Kind
    work: int
    proposals: tuple[Proposal, ...] = ()
    choices: tuple[str, ...] = ()
    """Measures (of a claim) or known voices (of an unknown one), likeliest first."""
    same: tuple[str, ...] = ()
    """Statements it may repeat: `ENTRY#ID`."""
    voice: str = ""


class Known(Struct, frozen=True):
    """A claim of another entry, as far as review compares it."""

    id: str
    measure: str
    value: Value
    by: tuple[str, ...]


def known_claims(site: Site, own: Iterable[str]) -> list[Known]:
    """Return the claims of all entries but the ones under review."""
    under = set(own)
    return [
        Known(f"{entry.id}#{claim.id}", claim.measure, claim.value, claim.by)
        for entry in site.entries.values()
        if entry.id not in under
        for claim in entry.claims
        if isinstance(claim.value, Value)
    ]


def alike(proposal: Proposal, known: Sequence[Known]) -> list[Known]:
    """Return the known claims of the same value."""
    value = value_of(proposal.value)
    if not isinstance(value, Value):
        return []
    ends = (value.low, value.high)
    return [
        k
        for k in known
        if (k.value.low, k.value.high) == ends
        and (value.qualifier != "vague" or k.value.number == value.number)
    ]


def value_of(text: str) -> Value | Words | None:
    """Read a proposal's value, if it has one."""
    return read_value(text) if text else None


def edited(proposal: Proposal, typed: str) -> Proposal | None:
    """Read `value`, `value / voice` or `value / voice / measure`; None where the value is none."""
    parts = [p.strip() for p in typed.split("/")]
    if proposal.status:
        return _restated(proposal, parts)
    try:
        parse_value(parts[0] or proposal.value)
    except BadValue:
        return None
    return msgspec.structs.replace(
        proposal,
        value=parts[0] or proposal.value,
        by=parts[1] if len(parts) > 1 and parts[1] else proposal.by,
        measure=parts[2] if len(parts) > 2 else proposal.measure,
    )


def _restated(proposal: Proposal, parts: Sequence[str]) -> Proposal | None:
    """Read `status`, `status / voice` or `status / voice / measure`."""
    if parts[0] and parts[0] not in get_args(Status):
        return None
    return msgspec.structs.replace(
        proposal,
        status=parts[0] or proposal.status,
        by=parts[1] if len(parts) > 1 and parts[1] else proposal.by,
        measure=parts[2] if len(parts) > 2 else proposal.measure,
    )
