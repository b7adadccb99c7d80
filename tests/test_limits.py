"""How many words of a source are shown: the outlet's terms hold over the whole site."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites_help import BASE_SITE, built, problems_of, write_site

from briefing.thought.quoting import allotted, distinct, ends
from briefing.thought.statements import Quotation

WORDS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi".split()
)


def long_words(start: int, count: int = 16) -> str:
    """Return words that no other start gives."""
    return " ".join(f"{WORDS[n % 16]}{start}{n}" for n in range(count))


def article(*quotations: str, extra: str = "url: https://news.example/1\n", body: str = "") -> str:
    """Return an entry that quotes."""
    said = "".join(
        f"  - id: r{n}\n    kind: comment\n    by: police\n    quote: {words}\n"
        for n, words in enumerate(quotations)
    )
    return (
        "---\ntitle: March\noutlet: gazette\ndate: 2024-10-23\n"
        f"{extra}reactions:\n{said}---\n{body}\n"
    )


def published(folder: Path) -> str:
    """Return every published file as text, addresses decoded."""
    files = [p for p in folder.rglob("*") if p.suffix in (".html", ".json", ".csv", ".xml", ".txt")]
    return "\n".join(unquote(p.read_text("utf-8")) for p in files)


def shown(site: Path) -> list[str | None]:
    """Return the quotations in the data, in the order written."""
    report = built(site)
    assert not report.failed, report.problems
    data = json.loads((site / "output/data/reactions.json").read_bytes())
    return [reaction["quote"] for reaction in data]


def test_within_the_terms_all_words_are_shown(tmp_path: Path) -> None:
    """Quotations within 200 characters each and 500 an article are shown whole, without a word."""
    site = write_site(tmp_path, {**BASE_SITE, "content/entries/a.md": article("a b c", "d e f")})
    assert shown(site) == ["a b c", "d e f"]
    assert problems_of(site) == ()


def test_over_the_article_limit_the_longest_is_cut_first(tmp_path: Path) -> None:
    """Over the limit the longest quotations show first and last words, and the entry is named."""
    quotations = [long_words(1, 17), long_words(2), long_words(3), "short one"]
    settings = BASE_SITE["briefing.toml"] + "article_limit = 330\n"
    files = {"briefing.toml": settings, "content/entries/a.md": article(*quotations)}
    site = write_site(tmp_path, {**BASE_SITE, **files})
    assert shown(site) == [ends(quotations[0]), *quotations[1:]]
    (problem,) = problems_of(site)
    assert (problem.path, problem.code, problem.line) == (
        "content/entries/a.md",
        "over-quote-limit",
        10,
    )
    assert "The Gazette allows 330 an article" in problem.message


def test_no_file_of_the_site_has_more_words_than_the_terms_allow(tmp_path: Path) -> None:
    """Words that were cut stand in no page, data file or address."""
    quotations = [long_words(n) for n in range(8)]
    outlet = "---\nname: The Gazette\nquote_limit: 200\n---\n"
    files = {"content/outlets/gazette.md": outlet, "content/entries/a.md": article(*quotations)}
    site = write_site(tmp_path, {**BASE_SITE, **files})
    shown(site)
    text = published(site / "output")
    used = {word for quotation in quotations for word in quotation.split() if word in text}
    assert 0 < sum(len(word) + 1 for word in used) <= 200


def test_entries_of_one_address_are_one_article(tmp_path: Path) -> None:
    """Two entries of the same article share its limit."""
    settings = BASE_SITE["briefing.toml"] + "article_limit = 150\n"
    entries = {f"content/entries/{n}.md": article(long_words(n)) for n in (1, 2)}
    site = write_site(tmp_path, {**BASE_SITE, "briefing.toml": settings, **entries})
    assert distinct([words for words in shown(site) if words]) <= 150


def test_words_quoted_in_prose_count(tmp_path: Path) -> None:
    """What the editor quotes in a summary is published whatever is decided, so it is counted."""
    first, second = long_words(1), long_words(2)
    settings = BASE_SITE["briefing.toml"] + f"article_limit = {len(first) + len(second) - 5}\n"
    entry = article(first, second, body=f'She said "{second}".')
    site = write_site(
        tmp_path, {**BASE_SITE, "briefing.toml": settings, "content/entries/a.md": entry}
    )
    assert (
        distinct([second, *(words for words in shown(site) if words)])
        <= len(first) + len(second) - 5
    )


def test_terms_that_ask_for_a_link_and_none_is_known(tmp_path: Path) -> None:
    """No word of such an article is published; the rest is, and the entry is named."""
    outlet = "---\nname: The Gazette\nneeds_link: true\n---\n"
    files = {
        "content/outlets/gazette.md": outlet,
        "content/entries/a.md": article("xylophone quartet", extra=""),
    }
    site = write_site(tmp_path, {**BASE_SITE, **files})
    assert shown(site) == [None]
    assert "xylophone" not in published(site / "output")
    assert [p.code for p in problems_of(site)] == ["link-needed"]
    linked = article("xylophone quartet")
    assert shown(write_site(site, {"content/entries/a.md": linked})) == ["xylophone quartet"]


def test_a_weak_source_never_stands_in_quotation_marks(tmp_path: Path) -> None:
    """The words of a machine's paraphrase are not published, and a summary may not quote them."""
    entry = article(
        "xylophone quartet", extra="source_quality: weak\n", body='A "xylophone quartet".'
    )
    site = write_site(tmp_path, {**BASE_SITE, "content/entries/a.md": entry})
    assert shown(site) == [None]
    assert [p.code for p in problems_of(site)] == ["weak-quotation", "unresolved-quotation"]


def test_an_accepted_warning_is_not_shown_and_changes_nothing(tmp_path: Path) -> None:
    """An editor who has seen it need not see it again; the words stay cut."""
    entry = article(
        long_words(1, 40), extra="url: https://news.example/1\naccept: [over-quote-limit]\n"
    )
    site = write_site(tmp_path, {**BASE_SITE, "content/entries/a.md": entry})
    assert shown(site) == [ends(long_words(1, 40))]
    assert problems_of(site) == ()


def test_a_quotation_says_whether_it_was_verified(tmp_path: Path) -> None:
    """The page and the data say when the words were found, or that nobody has looked."""
    from briefing.hands.evidence import check_sources

    entry = article("put the crowd at four", extra="url: https://news.example/1\nsource: m.txt\n")
    text = "Police put the crowd at four thousand."
    site = write_site(tmp_path, {**BASE_SITE, "content/entries/a.md": entry, "sources/m.txt": text})
    shown(site)
    page = site / "output/entries/a.html"
    assert "Not checked against the article" in page.read_text("utf-8")
    check_sources(site, site / "sources", date(2024, 11, 2))
    shown(site)
    assert "checked on 2 November 2024" in page.read_text("utf-8")
    link = re.search(
        r'href="(https://news.example/1[^"]*)"',
        page.read_text("utf-8")[page.read_text("utf-8").index("blockquote") :],
    )
    assert link is not None
    assert link[1] == "https://news.example/1#:~:text=put%20the%20crowd%20at%20four"
    data = json.loads((site / "output/data/reactions.json").read_bytes())
    assert data[0]["source_url"] == link[1]


_QUOTES = st.lists(
    st.lists(st.sampled_from([f"{w}{n}" for w in WORDS[:6] for n in range(9)]), min_size=1, max_size=30)
    .map(" ".join), max_size=8,
)  # fmt: skip


@given(_QUOTES, st.integers(0, 400))
def test_whatever_is_quoted_the_room_is_kept(quotations: list[str], room: int) -> None:
    """All words shown of an article together stay within its room, and all are shown if they fit."""
    quotes = {f"q{n}": Quotation(words) for n, words in enumerate(quotations)}
    amounts = allotted(quotes, room, 200, ())
    given_away = [
        quotes[name].exact if amount == "all" else ends(quotes[name].exact)
        for name, amount in amounts.items()
        if amount != "none"
    ]
    assert distinct(given_away) <= room
    if distinct(quotations) <= room and all(len(words) <= 200 for words in quotations):
        assert set(amounts.values()) <= {"all"}


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["a b c"], 5),
        (["a b c", "b c"], 5),
        (["a b c", "A b c."], 5),
        (["ab … cd", "cd"], 4),
        ([], 0),
    ],
)
def test_words_within_others_count_once(words: list[str], count: int) -> None:
    """Distinct characters are counted: a quotation inside another adds none."""
    assert distinct(words) == count
