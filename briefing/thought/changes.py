"""What an edition says is new since the one before it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

ChangeKind = Literal[
    "new-claim", "revision", "opened", "settled", "position", "first-voice", "first-actor",
    "withdrawn", "added-later",
]  # fmt: skip


class Change(Struct, frozen=True, kw_only=True):
    """One thing that is new. What it speaks of is named by id, so a page can word and link it."""

    kind: ChangeKind
    claim: str = ""
    verdict: str = ""
    actor: str = ""
    voice: str = ""
    """A voice's key."""
    entry: str = ""
    """Of *added later*: the entry."""
    position: int = -1
    """Index into the country's positions."""


class Changes(Struct, frozen=True, kw_only=True):
    """All changes of an edition, in the order in which they are shown."""

    day: date
    previous: date | None
    """The edition before; None for the first."""
    revisions: tuple[Change, ...] = ()
    opened: tuple[Change, ...] = ()
    settled: tuple[Change, ...] = ()
    withdrawn: tuple[Change, ...] = ()
    claims: tuple[Change, ...] = ()
    positions: tuple[Change, ...] = ()
    first: tuple[Change, ...] = ()
    """Voices and actors heard for the first time."""
    added_later: tuple[Change, ...] = ()
