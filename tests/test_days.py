"""Days in EDTF, checked against the public package."""

from __future__ import annotations

from datetime import date

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.content.days import BadDay, day_of, days_apart, parse_day

CASES = [
    ("2024-10-23", date(2024, 10, 23), date(2024, 10, 23)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ("../2024-10-19", None, date(2024, 10, 19)),
    ("2024-10-19/..", date(2024, 10, 19), None),
    ("2024-10-14/2024-10-20", date(2024, 10, 14), date(2024, 10, 20)),
    ("2024-10/2024-11", date(2024, 10, 1), date(2024, 11, 30)),
    ("2024-10-18~", date(2024, 10, 18), date(2024, 10, 18)),
    ("2024-10-18?", date(2024, 10, 18), date(2024, 10, 18)),
    ("2024-10-18%", date(2024, 10, 18), date(2024, 10, 18)),
]


@pytest.mark.parametrize(("text", "first", "last"), CASES)
def test_a_day_has_a_first_and_a_last(text: str, first: date | None, last: date | None) -> None:
    """Each form of EDTF gives the first and the last calendar day it may mean."""
    day = parse_day(text)
    assert (day.text, day.first, day.last) == (text, first, last)
    assert day.approximate == text.endswith(("~", "?", "%"))


@pytest.mark.parametrize(
    "text",
    ["2024-13-01", "2024-02-30", "0000-01-01", "23.10.2024", "yesterday", "", "/", "../..",
     "2024-10-20/2024-10-14", "2024-1-1", "２０２４-10-01", "2024-10-23T10:00"],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    """An impossible or foreign form raises, and never becomes another day."""
    with pytest.raises(BadDay):
        parse_day(text)


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(1000, 1, 1), date(9990, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]),
    st.sampled_from(["", "~", "?", "%"]),
)
def test_the_public_package_agrees(day: date, form: str, mark: str) -> None:
    """What we read, the package `edtf` reads as the same span of days."""
    text = f"{day.year:04}" + day.strftime(form)[4:] if form != "%Y" else f"{day.year:04}"
    text += mark
    theirs = edtf.parse_edtf(text)
    ours = parse_day(text)
    assert ours.first is not None
    assert ours.last is not None
    assert tuple(theirs.lower_strict()[:3]) == (ours.first.year, ours.first.month, ours.first.day)
    assert tuple(theirs.upper_strict()[:3]) == (ours.last.year, ours.last.month, ours.last.day)


@given(st.dates(), st.dates())
def test_distance_is_symmetric(a: date, b: date) -> None:
    """The days between two days are counted alike from either side."""
    assert days_apart(day_of(a), day_of(b)) == days_apart(day_of(b), day_of(a)) == abs((a - b).days)


def test_a_bound_is_not_any_time_before() -> None:
    """An open end is a bound: it brings no earlier day nearer."""
    bound = parse_day("../2024-10-19")
    assert days_apart(bound, parse_day("2024-10-01")) == 18
    assert days_apart(bound, parse_day("2024-10-19")) == 0
