"""How values, days and statements read: the rules of the editorial standard, case by case."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.content.days import Day, parse_day
from briefing.content.values import parse_value, read_value
from briefing.thought.wording import NBSP, Wording, last_day, spoken

EN = Wording("en")


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("3,000", "3,000"),
        ("some 10,000", "about 10,000"),
        ("approximately 10,000", "about 10,000"),
        ("nearly 10,000", "nearly 10,000"),
        ("at least 10,000", "at least 10,000"),
        ("over 13,000", "more than 13,000"),
        ("as many as 12,000", "up to 12,000"),
        ("fewer than 500", "less than 500"),
        ("10,000 to 12,000", "10,000 to 12,000"),
        ("1.28 million", "1.28 million"),
        ("thousands", "thousands"),
        ("several million", "several million"),
        ("18 %", "18 %"),
    ],
)  # fmt: skip
def test_a_value_keeps_its_hedge_and_its_number(written: str, shown: str) -> None:
    """The hedge is one of the standard's words, the number is as it was written."""
    assert plain(EN.value(parse_value(written))) == shown


def test_hedge_and_number_do_not_part() -> None:
    """Nothing breaks between a hedge, its number and the parts of the number."""
    assert EN.value(parse_value("at least 1.3 million")) == f"at{NBSP}least{NBSP}1.3{NBSP}million"


@pytest.mark.parametrize(
    ("said", "reported", "outlet", "shown", "machine"),
    [
        ("2024-10-28", "2024-10-29", "dw", "on 28 October", "2024-10-28"),
        (None, "2024-10-29", "dw", "reported 29 October", "2024-10-29"),
        (None, "2024-10-29", "unknown", "by 29 October", ""),
        (None, "../2024-10-19", "dw", "by 19 October", ""),
        (None, None, "dw", "day not given", ""),
        ("2024-09", "2024-10-29", "dw", "in September 2024", ""),
        ("2024-10-14/2024-10-20", "2024-10-29", "dw", "between 14 October and 20 October", ""),
        ("2023-10-28", "2024-10-29", "dw", "on 28 October 2023", "2023-10-28"),
        ("2024-10-18~", "2024-10-29", "dw", "about 18 October", ""),
        ("../2024-10-18", "2024-10-29", "dw", "by 18 October", ""),
    ],
)  # fmt: skip
def test_a_day_says_only_what_the_source_gives(
    said: str | None, reported: str | None, outlet: str, shown: str, machine: str
) -> None:
    """*On* only for a day of speaking; else *reported*; a bound is *by*; nothing is *not given*."""
    found = EN.said(_day(said), _day(reported), outlet, 2024)
    assert (plain(found.text), found.date) == (shown, machine)


def _day(text: str | None) -> Day | None:
    return parse_day(text) if text else None


@pytest.mark.parametrize(
    ("as_of", "kind", "shown"),
    [
        ("2024-12", "forecast", "by December 2024"),
        ("2024-09", "rate", "for September 2024"),
        ("2024-10-20", "stock", "as of 20 October"),
        ("../2024-11-01", "plan", "by 1 November"),
    ],
)  # fmt: skip
def test_the_day_a_claim_is_about_is_worded_for_its_kind(as_of: str, kind: str, shown: str) -> None:
    """A forecast is *by*, a rate *for*, a count *as of* its day."""
    found = EN.about(parse_day(as_of), kind, 2024)  # type: ignore[arg-type]
    assert found is not None
    assert plain(found.text) == shown


def test_words_stand_where_a_figure_would() -> None:
    """A date measure shows its day, or the words as they were written."""
    june, words = read_value("2025-06"), read_value("over the next several weeks")
    assert plain(EN.figure(None, june, None, "").text) == "June 2025"  # type: ignore[arg-type]
    figure = EN.figure(None, words, None, "")  # type: ignore[arg-type]
    assert figure.text == "over the next several weeks"
    assert not figure.numeric


@pytest.mark.parametrize(
    ("written", "unit", "shown"),
    [
        ("18 %", "percent", ""),
        ("about 12 percent", "%", ""),
        ("18 %", "percent of jobs", "of jobs"),
        ("18", "percent", "percent"),
        ("1,800", "jobs", "jobs"),
    ],
)
def test_a_share_is_not_said_twice(written: str, unit: str, shown: str) -> None:
    """A figure written with its percent sign stands without the measure's."""
    assert EN.figure(parse_value(written), None, None, unit).unit == shown


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("Called the deployment very dangerous.", "called the deployment very dangerous"),
        ("NATO was told.", "NATO was told"),
        ("Waited …", "waited …"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_reaction_follows_its_subject(written: str, sentence: str) -> None:
    """The editor's text begins with a verb: it loses its capital and its full stop, no more."""
    assert EN.sentence(written) == sentence


def test_statements_are_ordered_by_the_day_they_were_made() -> None:
    """Said, else reported; what nothing dates comes first."""
    assert spoken(parse_day("2024-10-28"), parse_day("2024-10-29")) == date(2024, 10, 28)
    assert spoken(None, parse_day("../2024-10-19")) == date(2024, 10, 19)
    assert last_day(None) == date.min


def test_days_follow_the_language() -> None:
    """The same day in another language is worded by its own rules."""
    assert plain(Wording("de").calendar_day(date(2024, 10, 29), None)) == "29. Oktober 2024"
    assert Wording("de").language_of("fr") == "Französisch"
