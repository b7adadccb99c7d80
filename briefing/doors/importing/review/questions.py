"""What review asks: each thing to decide, and what an answer is held against."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from briefing.content.model import Entry, Proposal
from briefing.content.values import Value, Words, read_value
from briefing.thought.statements import Origin
from briefing.thought.voices import Voices

Kind = Literal["part", "claim", "repeats", "reactions", "reaction", "voice", "alias"]


class Work(Struct):
    """One entry under review: its path, itself, its body as written, its source's words."""

    path: str
    entry: Entry
    body: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()
    """The comments at the top of its file."""
    language: str = ""
    """In which its proposals' sentences are."""
    file: str = ""
    """Its file as read or last written."""

    @property
    def reactions(self) -> list[Proposal]:
        """The reactions that are still proposals."""
        return [p for p in self.entry.proposals if p.reaction]

    @property
    def figures(self) -> list[Proposal]:
        """The claims that are still proposals."""
        return [p for p in self.entry.proposals if not p.reaction]


class Question(Struct, frozen=True, kw_only=True):
    """One thing to decide. `work` is the entry's number in the session."""

    kind: Kind
    work: int
    proposals: tuple[Proposal, ...] = ()
    choices: tuple[str, ...] = ()
    """Measures (of a claim) or known voices (of an unknown one), likeliest first."""
    certain: bool = False
    """The first measure is likely enough to be taken with `a`."""
    same: tuple[Known, ...] = ()
    """Statements it may repeat."""
    voice: str = ""
    """The unknown name, of a voice or alias."""
    meant: str = ""
    """Of an alias: the voice it was said to be."""


class Decision(Struct, frozen=True, kw_only=True):
    """An answer that stores a claim or reaction, once its voices are known."""

    question: Question
    told: Proposal
    """The proposal as the editor wants it."""
    measure: str = ""
    same_as: str = ""
    text: str = ""
    """Of a reaction: the editor's words."""


class Known(Struct, frozen=True, kw_only=True):
    """A claim of another entry, as far as review compares it."""

    id: str
    measure: str
    value: Value | None
    origin: Origin
    told: str
    """Value, voice, outlet and day, for the editor."""


def known_claims(entries: Iterable[Entry], voices: Voices) -> list[Known]:
    """Return the claims of entries, but for those that nobody known makes."""
    return [
        Known(
            id=f"{entry.id}#{claim.id or claim.measure}",
            measure=claim.measure,
            value=claim.value,
            origin=heard[1],
            told=f"{claim.value.text}, {', '.join(claim.by)}; {entry.outlet}, {_day(entry)}",
        )
        for entry in entries
        for claim in entry.claims
        if isinstance(claim.value, Value) and (heard := voices.heard(claim.by, entry.date))
    ]


def _day(entry: Entry) -> str:
    return entry.date.text if entry.date else "day not known"


def value_of(text: str) -> Value | Words | None:
    """Read a proposal's value, if it has one."""
    return read_value(text) if text else None
