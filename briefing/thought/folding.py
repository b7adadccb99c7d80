"""Mentions of one claim become one claim; mentions of one reaction one reaction."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from briefing.content.days import Day
from briefing.content.model import Revised, Status, Withdrawal
from briefing.content.values import Value, Words
from briefing.thought.statements import Mention, Origin, Reaction, Speaker


class Loss(Struct, frozen=True):
    """A mention that says less than another: the hedge or the source was left out on the way."""

    mention: str
    """The mention that lost it."""
    careful: str
    """The mention that has it."""


class Claim(Struct, frozen=True, kw_only=True):
    """One statement about a measure, with every mention of it."""

    id: str
    """Its earliest mention (by the day it was taken in); stable, and an anchor."""
    ids: tuple[str, ...]
    """All mentions, the earliest first; every one stays a valid address."""
    measure: str
    origin: Origin
    speakers: tuple[Speaker, ...]
    value: Value | None
    """With the most careful hedge among its mentions."""
    words: Words | None
    status: Status | None
    said: Day | None
    as_of: Day | None
    reported: Day | None
    """The earliest publication."""
    added: date | None
    about: Day | None
    """The day it is about, for comparison; None when nothing dates it."""
    assumed: bool
    """True when `about` rests on the assumption that it was said 0 to 2 days before its report."""
    mentions: tuple[Mention, ...]
    outlets: tuple[str, ...]
    """Outlets that carry it, each once, without withdrawn mentions: not sources, carriers."""
    origins: tuple[str, ...]
    """Named origins it rests on: one, the members of a bundle, or none when unnamed."""
    revises: str = ""
    """The claim (folded) that it replaces, if the editor says so."""
    revised: Revised | None = None
    withdrawn: Withdrawal | None = None
    """The whole claim is withdrawn; a mention alone carries its own `withdrawn`."""
    still: tuple[str, ...] = ()
    """Of a withdrawn claim: mentions that still repeat it."""
    weak: bool = False
    """True when every mention comes from a weak source."""
    hedge_dropped: tuple[Loss, ...] = ()
    attribution_lost: tuple[Loss, ...] = ()

    @property
    def known(self) -> date | None:
        """The day it was known to be stated: said, else reported (the last possible)."""
        for day in (self.said, self.reported):
            if day is not None and (day.last or day.first) is not None:
                return day.last or day.first
        return self.added


class FoldedReaction(Struct, frozen=True, kw_only=True):
    """One reaction with every mention of it."""

    id: str
    ids: tuple[str, ...]
    first: Reaction
    """Its earliest mention."""
    mentions: tuple[Reaction, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    withdrawn: Withdrawal | None = None
