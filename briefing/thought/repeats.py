"""When a proposed figure is one that was told before: the one rule, for review and for the draft's page.

Two figures are alike that have the same bounds (a word like *thousands*: the same word). One repeats the
other where they also come from one origin and are about one measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from briefing.content.values import Value, Words
from briefing.thought.statements import Origin


class Told(Protocol):
    """A claim, as far as a figure is held against it."""

    @property
    def measure(self) -> str: ...
    @property
    def value(self) -> Value | None: ...
    @property
    def origin(self) -> Origin: ...


T = TypeVar("T", bound=Told)


def ends(value: Value | Words | None) -> tuple[object, ...] | None:
    """Return what two figures must share to be alike; None for what is no figure."""
    if not isinstance(value, Value):
        return None
    return (value.low, value.high, value.number if value.qualifier == "vague" else "")


def alike(
    value: Value | Words | None, origin: Origin | None, measure: str, known: Iterable[T]
) -> list[T]:
    """Return the claims of the same figure: those of its origin first, then those of its measure."""
    own = ends(value)
    found = [each for each in known if own is not None and ends(each.value) == own]
    return sorted(found, key=lambda each: (not shares(origin, each), each.measure != measure))


def repeated(origin: Origin | None, measure: str, told: Sequence[T]) -> T | None:
    """Return the one of the claims alike that a figure repeats; None where it is new."""
    same = (each for each in told if each.measure == measure and shares(origin, each))
    return next(same, None)


def shares(origin: Origin | None, claim: Told) -> bool:
    """Say whether a claim is of an origin, by itself or with others."""
    return origin is not None and origin.key in (claim.origin.key, *claim.origin.members)
