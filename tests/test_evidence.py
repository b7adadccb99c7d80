"""Where a quotation stands in its source, and the link that leads to it."""

from __future__ import annotations

import time
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.content.sources import BadSource, SourceRef, parse_source, span
from briefing.thought.evidence import (
    Fault,
    Fragment,
    Passage,
    border,
    evidence_url,
    find,
    fold,
    fragment_of,
    text_fragment,
)

BLOG = (
    'Losses are a sign of "growing desperation" in the capital.\n'
    "\n"
    "The ministry said on Monday that\u00a0it had sent 600,000 blankets \u2014 three times as many.\n"
    "The minister\u2019s \u201cplan\u201d is a sign of \u201cgrowing desperation\u201d too.\n"
    "It will be re\u00adviewed \u2013 soon.\n"
)


def words_of(text: str, found: Passage | Fault) -> str:
    assert isinstance(found, Passage), found
    return text[found.start : found.end]


@pytest.mark.parametrize(
    ("quotation", "stands"),
    [
        ("on Monday that it had sent", "on Monday that\u00a0it had sent"),
        ('The minister\'s "plan" is', "The minister\u2019s \u201cplan\u201d is"),
        ("600,000 blankets - three times", "600,000 blankets \u2014 three times"),
        ("will be reviewed \u2014 soon", "will be re\u00adviewed \u2013 soon"),
        ("as many. The minister's", "as many.\nThe minister\u2019s"),
        ("  said   on\nMonday ", "said on Monday"),
        ("The ministry \u2026 had sent", "The ministry said on Monday that\u00a0it had sent"),
        ("The ministry ... had sent", "The ministry said on Monday that\u00a0it had sent"),
        ("The ministry [\u2026] had sent", "The ministry said on Monday that\u00a0it had sent"),
    ],
)
def test_spaces_marks_dashes_and_line_breaks_do_not_matter(quotation: str, stands: str) -> None:
    """A quotation is found whatever spaces, quotation marks, dashes and line breaks it uses."""
    assert words_of(BLOG, find(fold(BLOG), quotation)) == stands


@pytest.mark.parametrize(
    ("quotation", "why"),
    [
        ("growing desperation", "ambiguous"),
        ("minist", "border"),
        ("sent 600", "border"),
        ("The minister", "border"),
        ("had sent 600,000 Blankets", "absent"),
        ("Nothing like this stands anywhere here", "absent"),
        ("\u00ad \u2003", "empty"),
    ],
)
def test_what_is_not_there_once_is_a_fault(quotation: str, why: str) -> None:
    """Words that are absent, doubled or cut inside a word (`minister` of `minister's`) are faults."""
    found = find(fold(BLOG), quotation)
    assert isinstance(found, Fault)
    assert found.why == why


def test_the_span_decides_what_is_unique() -> None:
    """Words that stand twice in a file stand once in a part of it, and outside another."""
    lines = span(BLOG, SourceRef("x", 4, 4))
    assert words_of(BLOG, find(fold(BLOG), "growing desperation", span=lines)) == (
        "growing desperation"
    )
    elsewhere = find(fold(BLOG), "growing desperation", span=span(BLOG, SourceRef("x", 3, 3)))
    assert isinstance(elsewhere, Fault)
    assert (elsewhere.why, len(elsewhere.places)) == ("outside", 2)


@pytest.mark.parametrize(
    ("prefix", "suffix"), [('is a sign of "', ""), ("", '" too'), ('"plan" is a sign of \'', "")]
)
def test_prefix_and_suffix_tell_two_places_apart(prefix: str, suffix: str) -> None:
    """Words before or after choose the place; words that stand before neither choose none."""
    found = find(fold(BLOG), "growing desperation", prefix=prefix, suffix=suffix)
    if prefix.endswith("'"):
        assert isinstance(found, Fault)
    else:
        assert isinstance(found, Passage)
        assert found.start > 100


def test_the_nearest_place_is_offered() -> None:
    """Words that are nearly there lead to the place that was meant."""
    found = find(fold(BLOG), "the ministry had said Monday that it has sent 600,000 blankets")
    assert isinstance(found, Fault)
    near = found.places[0]
    assert BLOG[near.start : near.end].startswith("The ministry said on Monday that")


def test_first_and_last_words_are_ambiguous_when_two_passages_fit() -> None:
    """Ends that fit two passages choose none of them."""
    found = find(fold("We met him. We met them again."), "We met \u2026 again")
    assert isinstance(found, Fault)
    assert found.why == "ambiguous"


_TEXT = st.text(
    alphabet=st.sampled_from("abcAB\u00e9e\u0301 \n\u00a0\u2019'\"\u201d-\u2014.,17\u00ad\u5317\u671d"), min_size=1, max_size=60
)  # fmt: skip


@given(_TEXT, st.data())
def test_any_substring_at_word_borders_is_found_again(text: str, data: st.DataObject) -> None:
    """Whatever whole words are cut from a text are found, at their place if they stand there once."""
    folded = fold(text)
    borders = [n for n in range(len(folded.text) + 1) if border(folded.text, n)]
    if len(borders) < 2:
        return
    begin, end = sorted(
        data.draw(st.lists(st.sampled_from(borders), min_size=2, max_size=2, unique=True))
    )
    quotation = text[folded.starts[begin] : folded.ends[end - 1]]
    found = find(folded, quotation)
    if isinstance(found, Fault):
        assert found.why in ("ambiguous", "empty")
    else:
        assert fold(text[found.start : found.end]).text == fold(quotation).text


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own folded form, and its offsets rise within the text."""
    folded = fold(text)
    assert fold(folded.text).text == folded.text
    assert list(folded.starts) == sorted(folded.starts)
    assert all(a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))


def test_a_fragment_is_encoded() -> None:
    """What parts the directive, and letters beyond ASCII, are percent-encoded."""
    made = text_fragment("a-b, c & d", "\u00e9", prefix="x,", suffix="y&")
    assert made == ":~:text=x%2C-,a%2Db%2C%20c%20%26%20d,%C3%A9,-y%26"
    parts = made.removeprefix(":~:text=").split(",")
    assert [unquote(part) for part in parts] == ["x,-", "a-b, c & d", "\u00e9", "-y&"]


@pytest.mark.parametrize(
    ("quotation", "fragment"),
    [
        ("three times as many", Fragment()),
        ("sent 600,000 blankets \u2014 three times as many", Fragment(3, 4)),
        ("many. The minister\u2019s \u201cplan\u201d", Fragment(1, 2)),
        ("The ministry \u2026 as many", Fragment(2, 2)),
    ],
)
def test_a_link_names_a_passage_by_what_a_browser_can_find(
    quotation: str, fragment: Fragment
) -> None:
    """All its words, or its ends where it holds a dash or goes over a line."""
    text = fold(BLOG)
    passage = find(text, quotation)
    assert isinstance(passage, Passage)
    assert fragment_of(text, passage, quotation) == fragment


def test_a_link_to_words_that_stand_twice_says_what_is_before_them() -> None:
    """Where the whole page has the words twice, the link adds the fewest words that choose."""
    text = fold(BLOG)
    quotation = "growing desperation"
    second = find(text, quotation, span=span(BLOG, SourceRef("x", 4, 4)))
    assert isinstance(second, Passage)
    fragment = fragment_of(text, second, quotation)
    assert fragment == Fragment(after='" too.')
    assert evidence_url("https://example.org/a", quotation, fragment) == (
        "https://example.org/a#:~:text=growing%20desperation,-%22%20too."
    )


def test_an_address_with_a_fragment_keeps_it() -> None:
    """The directive is put after a fragment that the address already has."""
    assert evidence_url("https://e.org/#part", "some words", Fragment()) == (
        "https://e.org/#part:~:text=some%20words"
    )


@pytest.mark.parametrize(
    "wrong", ["", "/etc/passwd", "../x.txt", "a.txt:5", "a.txt:9-3", "a.txt:0-3", "a:"]
)
def test_a_source_that_cannot_be_read_is_refused(wrong: str) -> None:
    """A source is a file below sources/ with lines that count from 1."""
    with pytest.raises(BadSource):
        parse_source(wrong)


def test_a_span_is_lines_of_the_file() -> None:
    """The offsets of a part are those of its first and last line; too many lines give none."""
    begin, end = span("a\nbb\nccc", parse_source("x.txt:2-3")) or (0, 0)
    assert "a\nbb\nccc"[begin:end] == "bb\nccc"
    assert span("a\nbb\nccc\n", SourceRef("x", 1, 4)) is None


def test_a_short_word_in_a_long_text_is_judged_at_once() -> None:
    """A hundred thousand places of one word, with words before it or not, take no minute."""
    text = fold("over the cat " * 150_000 + "under the cat")
    begin = time.process_time()
    found = find(text, "the")
    assert isinstance(found, Fault)
    assert len(found.places) == 150_001
    assert isinstance(find(text, "the", prefix="under"), Passage)
    assert time.process_time() - begin < 20
