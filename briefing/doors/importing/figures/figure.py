"""A figure as found, and how front matter writes it."""

from __future__ import annotations

from msgspec import Struct

from briefing.content.values import Qualifier
from briefing.doors.importing.counting import Number


class Figure(Struct, frozen=True, kw_only=True):
    """A number that counts something."""

    low: int | float | None
    high: int | float | None
    qualifier: Qualifier
    unit: str
    """What is counted, as the source has it; with what happened to them, where it says so."""
    group: str
    """The kind of noun: troops, people, jobs, things, open."""
    fate: tuple[str, ...] = ()
    """Killed, wounded, missing, arrested, displaced."""
    text: str = ""
    """The figure as written in the source, hedge included."""
    start: int = 0
    end: int = 0
    """Place in the sentence, in characters."""
    at: int = 0
    """The first token of the number."""
    noun: str = ""
    """What is counted, without what happened to them."""
    inherited: bool = False
    """The noun was taken from the figure before."""
    word: str = ""
    """For a vague figure: the word."""


class Count(Struct, frozen=True):
    """A number under work: its tokens with the hedges on both sides."""

    first: Number
    last: Number
    """The other end of a range, else `first`."""
    begin: int
    end: int
    """The tokens with the hedges."""
    qualifier: Qualifier
    hedged: bool

    @property
    def value(self) -> int | float:
        """The number itself; 0 where it is a word without one."""
        return self.first.value or 0


class Noun(Struct, frozen=True):
    """What a number counts."""

    unit: str
    base: str
    """The unit without what happened to them."""
    group: str
    fate: tuple[str, ...] = ()
    inherited: bool = False
    end: int = 0
    """Where the words of the figure end in the sentence, in characters."""


def written(figure: Figure) -> str:
    """Return the figure as front matter has it: `about 10,000`, `10,000 to 12,000`, `thousands`."""
    if figure.qualifier == "vague":
        return figure.word
    if figure.qualifier == "range":
        return f"{_plain(figure.low)} to {_plain(figure.high)}"
    number = figure.low if figure.low is not None else figure.high
    hedge = "" if figure.qualifier == "exact" else figure.qualifier + " "
    return f"{hedge}{_plain(number)}"


def _plain(number: int | float | None) -> str:
    assert number is not None
    return f"{int(number):,}" if float(number).is_integer() else f"{number:,}"
