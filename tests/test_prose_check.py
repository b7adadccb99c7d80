"""Numbers, quotations and words in the editor's prose."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites_help import problems_of, read_cases, write_site

from briefing.content.prose import Span, read_prose
from briefing.content.values import parse_value
from briefing.thought.prose_figures import figures, permits, unit_stem

FIXTURE = Path(__file__).parent / "fixtures" / "problems" / "prose.txt"
CASES = read_cases(FIXTURE)
BASE = CASES.pop("BASE")[1]


@pytest.mark.parametrize("name", CASES)
def test_what_check_says_of_prose(name: str, tmp_path: Path) -> None:
    """`briefing check` says of each case exactly what the fixture file expects."""
    _, files, expected = CASES[name]
    write_site(tmp_path, {**BASE, **files})
    assert "\n".join(str(p) for p in problems_of(tmp_path)) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("about 10,000 new soldiers", [("about 10,000", "soldier")]),
        ("at least some 30 tanks", [("at least some 30", "tank")]),
        ("up to 50 new Leopard 2 A8 tanks", [("up to 50", "tank")]),
        ("Leopard 2 tanks, T-72 tanks, the Su 57", []),
        ("30 and 50 tanks", [("30", "tank"), ("50", "tank")]),
        ("between 30 and 50 tanks", [("between 30 and 50", "tank")]),
        ("30\u201350 tanks, 30-50 tanks", [("30\u201350", "tank"), ("30-50", "tank")]),
        ("1.3 million soldiers; 10\u00a0000 soldiers", [("1.3 million", "soldier"), ("10\u00a0000", "soldier")]),
        ("12 soldiers' boots", [("12", "soldier")]),
        ("On 28 October soldiers came in 2024", []),
        ("the 4th tank, at 08:55 tanks", []),
        ("3,000 in Russia", [("3,000", "")]),
        ("1,200 or more, 30 new tanks or so", [("at least 1,200", ""), ("about 30", "tank")]),
    ],
)  # fmt: skip
def test_numbers_that_count(text: str, found: list[tuple[str, str]]) -> None:
    """A figure is read with its hedge and its unit; days, years, times and models are not."""
    seen = figures(text, {"soldier", "tank"}, {"october"})
    assert [(figure.value.text, figure.unit) for figure in seen] == found


@pytest.mark.parametrize(
    ("claim", "prose", "allowed"),
    [
        ("about 10", "10", False),
        ("about 10", "about 10", True),
        ("10", "about 10", True),
        ("up to 10", "10", False),
        ("up to 10", "about 10", False),
        ("up to 10", "less than 10", False),
        ("at least 10", "more than 10", False),
        ("more than 10", "over 10", True),
        ("5 to 10", "at least 5", True),
        ("5 to 10", "up to 5", False),
        ("5 to 10", "7", False),
    ],
)
def test_prose_is_never_surer_than_its_claim(claim: str, prose: str, allowed: bool) -> None:
    """A hedge may be added but not dropped; a floor, a ceiling and an estimate are not exchanged."""
    assert permits(parse_value(claim), parse_value(prose)) is allowed


@pytest.mark.parametrize(
    ("unit", "noun"),
    [
        ("Russian soldiers a day", "soldier"),
        ("soldiers in the army", "soldier"),
        ("rounds of ammunition", "round"),
        ("Leopard 2 A8 tanks", "tank"),
        ("people", "people"),
        ("", ""),
    ],
)
def test_the_noun_of_a_unit(unit: str, noun: str) -> None:
    """What is counted is the last word before `of`, `in`, `a`, without its plural."""
    assert unit_stem(unit) == noun


def test_the_editors_own_parts_are_known_by_place() -> None:
    """Own words, block quotations and code keep their offsets into the plain text."""
    prose, _ = read_prose("Told [3.3 times]{.own} `x`\n\n> said *so*\n\n    code")
    marked = [(span.kind, prose.text[span.start : span.end]) for span in prose.spans]
    assert marked == [("own", "3.3 times"), ("code", "x"), ("quote", "said so"), ("code", "code")]
    assert all(isinstance(span, Span) for span in prose.spans)
