"""Values as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.content.days import parse_day
from briefing.content.values import (
    BadValue,
    Value,
    Words,
    last_digit,
    parse_value,
    read_value,
    significant_digits,
)

CASES = [
    ("3,000", "exact", 3000, 3000, "3,000"),
    ("3000", "exact", 3000, 3000, "3000"),
    ("3 000", "exact", 3000, 3000, "3 000"),
    ("1.3 million", "exact", 1_300_000, 1_300_000, "1.3 million"),
    ("0", "exact", 0, 0, "0"),
    ("2.5", "exact", 2.5, 2.5, "2.5"),
    ("18 %", "exact", 18, 18, "18 %"),
    ("about 10,000", "about", 10_000, 10_000, "10,000"),
    ("some 10,000", "about", 10_000, 10_000, "10,000"),
    ("approximately 1,500", "about", 1500, 1500, "1,500"),
    ("~10,000", "about", 10_000, 10_000, "10,000"),
    ("nearly 5,000", "about", 5000, 5000, "5,000"),
    ("at least 10,000", "at least", 10_000, None, "10,000"),
    (">=10,000", "at least", 10_000, None, "10,000"),
    ("10,000+", "at least", 10_000, None, "10,000"),
    ("more than 13,000", "more than", 13_000, None, "13,000"),
    ("over 600,000", "more than", 600_000, None, "600,000"),
    ("up to 12,000", "up to", None, 12_000, "12,000"),
    ("as many as 12,000", "up to", None, 12_000, "12,000"),
    ("less than 500", "less than", None, 500, "500"),
    ("<500", "less than", None, 500, "500"),
    ("10,000 to 12,000", "range", 10_000, 12_000, "10,000 to 12,000"),
    ("10,000–12,000", "range", 10_000, 12_000, "10,000 to 12,000"),
    ("between 10,000 and 12,000", "range", 10_000, 12_000, "10,000 to 12,000"),
    ("10 to 12 thousand", "range", 10_000, 12_000, "10 to 12 thousand"),
    ("at least 10,000 and up to 12,000", "range", 10_000, 12_000, "at least 10,000 and up to 12,000"),
    ("thousands", "vague", None, None, "thousands"),
    ("several million", "vague", None, None, "several million"),
    ("tens of thousands", "vague", None, None, "tens of thousands"),
    ("hundreds and hundreds", "vague", None, None, "hundreds and hundreds"),
    ("several hundred thousand", "vague", None, None, "several hundred thousand"),
    ("a couple dozen", "vague", None, None, "a couple dozen"),
    ("untold thousands", "vague", None, None, "untold thousands"),
    ("about thousands", "vague", None, None, "about thousands"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "qualifier", "low", "high", "number"), CASES)
def test_a_value_is_read_as_stated(
    text: str, qualifier: str, low: float | None, high: float | None, number: str
) -> None:
    """Bounds are the stated ones, and the hedge is kept."""
    value = parse_value(text)
    assert (value.qualifier, value.low, value.high, value.number) == (qualifier, low, high, number)
    assert value.text == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("10,000 soldiers", "the unit comes from the measure"),
        ("3.000", "thousands or as a decimal"),
        ("1,2", "no number as written"),
        ("12,000 to 10,000", "ends (10,000) below"),
        ("10-12,000", "ambiguous"),
        ("9" * 16, "more than 15 digits"),
        ("9 " * 80, "more than 120 characters"),
        ("", "empty"),
        ("a lot of them", "is no value"),
        ("999,999,999 billion", "larger than"),
    ],
)
def test_what_is_no_value_says_why(text: str, why: str) -> None:
    """A text that is no value is refused with a sentence for the person who wrote it."""
    with pytest.raises(BadValue, match=why.replace("(", r"\(").replace(")", r"\)")):
        parse_value(text)


def test_nearly_has_no_room_above() -> None:
    """*Nearly* is about, and is remembered as lying below."""
    assert parse_value("nearly 5,000").nearly
    assert not parse_value("about 5,000").nearly


def test_words_are_kept_for_measures_of_days() -> None:
    """What is no number is kept as words, with the day it may be."""
    assert isinstance(read_value("about 10,000"), Value)
    words = read_value("2024-12-24")
    assert isinstance(words, Words)
    assert words.day == parse_day("2024-12-24")
    assert read_value("in a matter of days").text == "in a matter of days"


@given(st.integers(0, 10**12))
def test_a_grouped_number_is_read_whole(number: int) -> None:
    """Grouping by commas or narrow spaces changes no number."""
    plain = parse_value(str(number))
    assert parse_value(f"{number:,}").low == plain.low == number
    assert parse_value(f"{number:,}".replace(",", "\u202f")).low == number


@given(st.text(max_size=60))
def test_any_text_is_a_value_or_refused(text: str) -> None:
    """No text does anything but parse or raise BadValue."""
    try:
        value = parse_value(text)
    except BadValue:
        return
    assert value.low is None or value.high is None or value.low <= value.high


@pytest.mark.parametrize(
    ("number", "step", "digits"),
    [
        (10_000, 10_000, 1),
        (12_000, 1000, 2),
        (1_271, 1, 4),
        (1_300_000, 100_000, 2),
        (1.5, 0.1, 2),
        (0, 1, 1),
    ],
)
def test_stated_digits(number: float, step: float, digits: int) -> None:
    """Trailing zeros are not taken for stated digits."""
    assert last_digit(number) == pytest.approx(step)
    assert significant_digits(number) == digits
