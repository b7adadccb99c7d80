"""The rule for figures that were told before."""

from __future__ import annotations

import pytest
from msgspec import Struct

from briefing.content.values import Value, parse_value
from briefing.thought.repeats import alike, ends, repeated
from briefing.thought.statements import Origin

POLICE = Origin("police", "voice", "Police")
CITY = Origin("city", "voice", "City")
BOTH = Origin("bundle:city+police", "bundle", "City, Police", "", ("city", "police"))


class Claim(Struct, frozen=True):
    """A claim as the rule sees it."""

    measure: str
    value: Value | None
    origin: Origin


def claim(measure: str, value: str, origin: Origin = POLICE) -> Claim:
    return Claim(measure, parse_value(value), origin)


@pytest.mark.parametrize(
    ("measure", "value", "known", "expected"),
    [
        ("crowd", "about 4,000", claim("crowd", "about 4,000"), True),
        ("crowd", "4,000", claim("crowd", "about 4,000"), True),
        ("crowd", "4,000", claim("crowd", "at least 4,000"), False),
        ("crowd", "4,000", claim("crowd", "4,000", CITY), False),
        ("crowd", "4,000", claim("crowd", "4,000", BOTH), True),
        ("hurt", "4,000", claim("crowd", "4,000"), False),
        ("crowd", "thousands", claim("crowd", "thousands"), True),
        ("crowd", "thousands", claim("crowd", "hundreds"), False),
    ],
)
def test_a_repeat_has_the_same_bounds_origin_and_measure(
    measure: str, value: str, known: Claim, expected: bool
) -> None:
    """Hedges that leave the bounds as they are do not matter; another origin or measure does."""
    told = alike(parse_value(value), POLICE, measure, [known])
    assert (repeated(POLICE, measure, told) is known) is expected


def test_those_of_one_origin_come_first_then_those_of_the_measure() -> None:
    """An editor sees the likeliest repeat first."""
    other = claim("hurt", "4,000", CITY)
    measure, origin = claim("crowd", "4,000", CITY), claim("hurt", "4,000")
    found = alike(parse_value("4,000"), POLICE, "crowd", [other, measure, origin])
    assert found == [origin, measure, other]


def test_what_is_no_figure_is_like_nothing() -> None:
    """A status or a day repeats no figure, nor does a figure of nobody."""
    assert ends(None) is None
    assert alike(None, POLICE, "crowd", [claim("crowd", "4,000")]) == []
    assert repeated(None, "crowd", [claim("crowd", "4,000")]) is None
