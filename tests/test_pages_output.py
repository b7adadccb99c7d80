"""Every built page of the real site and of an invented one: structure, links, weight, what it says."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from html_help import SITES, built_sites, link_faults, read, structure_faults


@pytest.fixture(scope="session")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each site, built once."""
    return built_sites(tmp_path_factory.mktemp("sites"))


def pages(output: Path) -> Iterator[Path]:
    for path in sorted(output.rglob("*.html")):
        if 'http-equiv="refresh"' not in path.read_text("utf-8"):
            yield path


@pytest.mark.parametrize("site", SITES)
def test_every_page_is_well_formed(outputs: dict[str, Path], site: str) -> None:
    """Tags nest, ids are single, there is one h1 and no heading level is skipped."""
    faults = {p.name: f for p in pages(outputs[site]) if (f := structure_faults(read(p)))}
    assert faults == {}


@pytest.mark.parametrize("site", SITES)
def test_every_link_leads_to_a_file_and_an_id(outputs: dict[str, Path], site: str) -> None:
    """Links are relative, name their file, and their fragments exist; only 404.html is absolute."""
    output, base_url = outputs[site], SITES[site][1]
    faults = {
        str(p.relative_to(output)): f
        for p in pages(output)
        if (f := link_faults(output, p, read(p), base_url))
    }
    assert faults == {}


@pytest.mark.parametrize("site", SITES)
def test_no_page_is_heavy(outputs: dict[str, Path], site: str) -> None:
    """A page is at most 30 KB and the style sheet 6 KB, compressed."""
    output = outputs[site]
    heavy = {p.name: n for p in pages(output) if (n := len(gzip.compress(p.read_bytes()))) > 30_000}
    assert heavy == {}
    assert len(gzip.compress((output / "static" / "site.css").read_bytes())) <= 6_000


@pytest.mark.parametrize("site", SITES)
def test_every_page_carries_its_policy(outputs: dict[str, Path], site: str) -> None:
    """The content security policy comes before anything it governs, and allows nothing inline."""
    for path in pages(outputs[site]):
        text = path.read_text("utf-8")
        policy = text.index("Content-Security-Policy")
        assert policy < text.index("<link")
        assert policy < text.index("<title")
        assert "default-src 'none'" in text
        assert "unsafe" not in text
        assert "<script" not in text.replace('<script type="application/ld+json">', "")


def test_what_is_written_as_markup_stays_text(outputs: dict[str, Path]) -> None:
    """Titles, names, roles, terms and Markdown are escaped wherever they are shown."""
    output = outputs["delta"]
    for path in pages(output):
        text = path.read_text("utf-8")
        assert "<b>Not markup" not in text
        assert "<The River" not in text
        assert "<sic>" not in text
        assert "<unlawful>" not in text
    assert (
        "<b>Not markup</b> & an ampersand." in read(output / "editions" / "2025-03-02.html").words
    )


def test_names_keep_their_direction(outputs: dict[str, Path]) -> None:
    """A name in another script is isolated, and a title in another language says which."""
    text = (outputs["delta"] / "entries" / "interview.html").read_text("utf-8")
    assert '<h1><bdi lang="ar">' in text
    assert '<bdi class="name">شيماء عبد الرحمن</bdi>' in text


def test_a_day_without_words_says_so(outputs: dict[str, Path]) -> None:
    """Where the editor wrote nothing the page says so and lists the entries; no headline is made."""
    page = read(outputs["delta"] / "editions" / "2025-03-04.html").words
    assert "No summary written yet" in page
    assert "Lawmaker asks for data" in page
    quiet = read(outputs["delta"] / "editions" / "2025-03-05.html").words
    assert "No article was taken in on this day." in quiet


def test_weak_and_unlinked_sources_show_no_words(outputs: dict[str, Path]) -> None:
    """No verbatim word of a machine's paraphrase, or of an outlet whose link is missing, is given out."""
    for path in outputs["delta"].rglob("*"):
        if path.suffix in (".html", ".json"):
            text = path.read_text("utf-8")
            assert "secret word" not in text
            assert "must not be shown" not in text


def test_what_is_missing_is_said(outputs: dict[str, Path]) -> None:
    """An unknown publisher, title, day and link are each named as missing."""
    weak = read(outputs["delta"] / "entries" / "weak.html").words
    assert "Article without a title" in weak
    assert "publisher unknown" in weak
    assert "no source named" in weak
    assert "no link" in weak
    nolink = read(outputs["delta"] / "entries" / "nolink.html").words
    assert "day not given" in nolink


def test_every_figure_stands_with_hedge_voice_day_and_outlet(outputs: dict[str, Path]) -> None:
    """The line of a claim says it all as text."""
    page = read(outputs["delta"] / "editions" / "2025-03-02.html").words
    assert (
        "Water in the reservoir: about 12 billion cubic metres "
        "(شيماء عبد الرحمن, water minister; on 1 March, النهر اليوم)" in page
    )


def test_an_entry_of_a_later_find_is_marked(outputs: dict[str, Path]) -> None:
    """An article found later stands in the edition of the day it was taken in, and says so."""
    page = read(outputs["delta"] / "editions" / "2025-03-04.html").words
    assert "A late find" in page
    assert "added later" in page
    assert "A late find" not in read(outputs["delta"] / "editions" / "2025-03-02.html").words


def test_entries_that_nothing_dates_stand_in_the_archive(outputs: dict[str, Path]) -> None:
    """Without any day an entry is under *day not known*, and in no edition."""
    output = outputs["delta"]
    assert "An article that nothing dates" in read(output / "archive.html").words
    for path in (output / "editions").glob("*.html"):
        assert "An article that nothing dates" not in read(path).words


def test_a_withdrawn_figure_stays_readable(outputs: dict[str, Path]) -> None:
    """It says who withdrew it, when and in which words."""
    page = read(outputs["delta"] / "entries" / "late.html").words
    assert "9.5 to 10" in page
    assert "Withdrawn by Basin Commission" in page
    assert "We withdraw the note." in page


def test_corrections_stand_where_the_error_stood(outputs: dict[str, Path]) -> None:
    """Old and new words are on the entry's page, the edition's page and the list of all."""
    for name in ("entries/interview.html", "editions/2025-03-02.html", "corrections.html"):
        page = read(outputs["delta"] / name).words
        assert "about 11 & a half" in page


def test_a_former_address_leads_on(outputs: dict[str, Path]) -> None:
    """An alias is a small page that sends the reader to the one that stands now."""
    text = (outputs["delta"] / "old" / "interview.html").read_text("utf-8")
    assert "../entries/interview.html" in text


def test_no_code_of_a_reaction_is_printed(outputs: dict[str, Path]) -> None:
    """Pages print a plain verb or the editor's sentence, never a code."""
    for name in ("real", "delta"):
        for path in pages(outputs[name]):
            if path.parent.name == "data":
                continue  # the codebook explains the codes
            words = read(path).words
            assert not re.search(r"\b(ACCUSE|REQUEST|STATEMENT|THREATEN|CONSULT)\b", words)


def test_every_claim_of_the_content_has_its_anchor(outputs: dict[str, Path]) -> None:
    """Each claim and reaction stands on its entry's page under its own id."""
    page = read(outputs["delta"] / "entries" / "blog-1.html")
    assert {"level", "again"} <= set(page.ids)
