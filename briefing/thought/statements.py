"""Claims and reactions as they stand once voices, outlets and measures are known.

A `Mention` is one appearance of a claim in one entry; folding makes claims of mentions.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from briefing.content.days import Day, day_of
from briefing.content.model import ReactionKind, Revised, Standing, Status, Withdrawal
from briefing.content.values import Value, Words
from briefing.thought.evidence import Fragment

OriginKind = Literal["voice", "outlet", "bundle", "unnamed"]


class Origin(Struct, frozen=True):
    """Who first says it. Two statements have one origin exactly when `key` is equal."""

    key: str
    """A voice's id, `outlet:ID`, `bundle:A+B` in order, or `unnamed:ENTRY#ID`."""
    kind: OriginKind
    name: str
    """As shown: the office, the outlet, the bundle's names joined; "" for unnamed."""
    actor: str = ""
    members: tuple[str, ...] = ()
    """Of a bundle: the keys of its members."""


class Quotation(Struct, frozen=True):
    """The exact words in the source (W3C TextQuoteSelector), and whose translation, if any."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    lang: str = ""
    translation: str = ""
    translated_by: str = ""
    verified: date | None = None
    """The day on which its words were found in the saved text; None: not verified."""
    fragment: Fragment | None = None
    """How a link names the passage in the article; None: as best it can."""
    speech: bool = False
    """It stands in quotation marks in the article: the speaker's very words, as far as is known."""


class Speaker(Struct, frozen=True):
    """A voice as it stood on the day: name, office, capacity."""

    key: str
    name: str
    role: str = ""
    actor: str = ""
    standing: Standing = "other"


class Said(Struct, frozen=True, kw_only=True):
    """What mentions and reactions share once they are resolved."""

    id: str
    """`ENTRY#ID`, for good."""
    entry: str
    outlet: str
    origin: Origin
    speakers: tuple[Speaker, ...]
    """Who speaks, in the order written: the origin itself or a person of it; empty if unnamed."""
    chain: tuple[str, ...]
    """Names from origin to outlet, in order."""
    via: tuple[str, ...] = ()
    """Keys of those who passed it on, in order (voice ids or `outlet:ID`)."""
    said: Day | None = None
    reported: Day | None = None
    """The entry's day of publication."""
    added: date | None = None
    """The day the editor took the entry in; None when nothing dates it."""
    quote: Quotation | None = None
    same_as: str = ""
    """The full id of the statement this one repeats, if the editor says so."""
    withdrawn: Withdrawal | None = None
    note: str = ""
    weak: bool = False
    """The source is weak: never alone behind a headline, lede or bullet."""


class Mention(Said, frozen=True, kw_only=True):
    """One appearance of a claim: a figure, a day, words or a standing about one measure."""

    measure: str
    value: Value | None = None
    words: Words | None = None
    """Of a `date` measure."""
    status: Status | None = None
    as_of: Day | None = None
    revises: str = ""
    """The full id of the earlier figure that this one replaces, if the editor says so."""
    revised: Revised | None = None

    def about(self, assumed: int) -> tuple[Day | None, bool]:
        """Return the day it is about, and whether that rests on an assumption.

        `as_of` where given, else `said`; else the assumed span before the report (claims.md 1).
        """
        if self.as_of is not None:
            return self.as_of, False
        if self.said is not None:
            return self.said, False
        return assumed_day(self.reported, assumed), True


class Reaction(Said, frozen=True, kw_only=True):
    """What a voice said or did; a status claim is one of these by itself."""

    kind: ReactionKind
    target: tuple[str, ...] = ()
    text: str = ""
    claim: str = ""
    """The measure whose status this is, when it comes from a status claim."""

    @property
    def actor(self) -> str:
        return self.origin.actor


def assumed_day(reported: Day | None, days: int) -> Day | None:
    """Return the span in which an undated statement is taken to fall: 0 to `days` before."""
    if reported is None or reported.last is None:
        return None
    first = reported.first or reported.last
    begin = date.fromordinal(max(first.toordinal() - days, 1))
    if begin == reported.last:
        return day_of(begin)
    return Day(f"{begin.isoformat()}/{reported.last.isoformat()}", begin, reported.last)
