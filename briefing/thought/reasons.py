"""Reasons in words: a message with its parameters put in, each as what it is.

The page decides how a claim, a measure or a day reads; the sentence around it is the catalogue's.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from briefing.ground.words import Parameter, Words
from briefing.thought.verdicts import Reason, Verdict

#: What each parameter of a reason is. Any other name is a fault that a test finds.
CLAIMS = ("a", "b")
MEASURES = ("measure", "other")
PLAIN = ("count", "number", "factor", "by", "words")


class Naming(Struct, frozen=True):
    """How a page names things inside a sentence."""

    claim: Callable[[str], str]
    """Of a mention's id: figure, hedge, who, day, outlet."""
    measure: Callable[[str], str]
    day: Callable[[str], str]
    """Of an ISO day."""


def spoken(reason: Reason, words: Words, naming: Naming) -> str:
    """Return a reason as a sentence."""
    wanted = words.takes(reason.id)
    given = {key: _named(key, value, naming) for key, value in reason.params.items()}
    return words.say(reason.id, **{key: given[key] for key in given if key in wanted})


def _named(key: str, value: str | int | float, naming: Naming) -> Parameter:
    if key in CLAIMS:
        return naming.claim(str(value))
    if key in MEASURES:
        return naming.measure(str(value))
    if key == "day":
        return naming.day(str(value))
    return value


def settled(verdict: Verdict, words: Words, naming: Naming) -> str:
    """Return by what a verdict was settled; "" for one that is open, or that is an event."""
    if verdict.settled in ("", "event"):
        return ""
    how = verdict.settled
    message = f"verdict.settled.{how}"
    if how == "moved" and verdict.kind not in ("conflict", "spread", "not-comparable"):
        message = "verdict.settled.replaced"
    if "claim" in words.takes(message):
        return words.say(message, claim=naming.claim(verdict.settled_by))
    return words.say(message)


def factor(verdict: Verdict, words: Words) -> str:
    """Return our arithmetic as a sentence, where there is any to print.

    *Times as many* only where the second figure named is the larger one for certain.
    """
    if verdict.factor is None:
        return ""
    way = verdict.reason.id.rpartition(".")[2].removesuffix("-other-count")
    rises = way in ("raised", "conflict", "conflict-near")
    return words.say(f"verdict.factor.{'times' if rises else 'larger'}", factor=verdict.factor)
