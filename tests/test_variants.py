"""Several wordings of one utterance: shown together, the very words first."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from sites_help import BASE_SITE, built, problems_of, write_site

from briefing.hands.evidence import check_sources

HEAD = "---\ntitle: {title}\noutlet: gazette\ndate: 2024-10-23\nurl: https://n.example/{title}\n{more}reactions:\n"
SAID = "  - id: said\n    kind: comment\n    by: police\n    said: 2024-10-23\n"
TELLING = (
    HEAD.format(title="telling", more="source: telling.txt\n")
    + SAID
    + "    text: Called it peaceful.\n    quote: that all had been peaceful\n---\n"
)
SPOKEN = (
    HEAD.format(title="spoken", more="source: spoken.txt\n")
    + SAID
    + "    text: Called it peaceful.\n    quote: everything was peaceful\n    same_as: telling#said\n---\n"
)
OURS = (
    HEAD.format(title="ours", more="source_quality: weak\n")
    + SAID
    + "    text: Found the march peaceful.\n    quote: a tranquil procession\n    same_as: telling#said\n---\n"
)
FILES = {
    **BASE_SITE,
    "content/entries/telling.md": TELLING,
    "content/entries/spoken.md": SPOKEN,
    "content/entries/ours.md": OURS,
    "sources/telling.txt": "The police said that all had been peaceful.",
    "sources/spoken.txt": 'The police wrote: "Yes, everything was peaceful."',
}


def told(site: Path, name: str) -> list[str]:
    """Return the wordings on an entry's page, in their order."""
    report = built(site)
    assert not report.failed, report.problems
    page = (site / "output/entries" / f"{name}.html").read_text("utf-8")
    found = page.partition("Told in these words")[2].partition("</ul>")[0]
    items = re.findall(r"<li>(.*?) <span", found)
    return [re.sub(r"<[^>]*>", "", item) for item in items]


def test_wordings_stand_together_the_very_words_first(tmp_path: Path) -> None:
    """What was spoken stands before what an article tells, and that before a paraphrase of ours."""
    site = write_site(tmp_path, FILES)
    check_sources(site, site / "sources", date(2024, 11, 2))
    for name in ("telling", "spoken", "ours"):
        assert told(site, name) == [
            "“everything was peaceful”",
            "“that all had been peaceful”",
            "found the march peaceful (in our words)",
        ]


def test_a_machines_paraphrase_stands_in_no_quotation_marks(tmp_path: Path) -> None:
    """The words of a weak source are nowhere on the site."""
    site = write_site(tmp_path, FILES)
    told(site, "ours")
    pages = [
        p.read_text("utf-8")
        for p in (site / "output").rglob("*")
        if p.suffix in (".html", ".json", ".csv")
    ]
    assert not any("tranquil" in page for page in pages)


def test_one_wording_is_not_listed_as_several(tmp_path: Path) -> None:
    """An utterance with one wording has no list of wordings."""
    site = write_site(tmp_path, {**BASE_SITE, "content/entries/telling.md": TELLING})
    assert told(site, "telling") == []


def test_other_voices_words_are_no_variant(tmp_path: Path) -> None:
    """Only one voice's own wordings are put together."""
    other = SPOKEN.replace("by: police", "by: Organisers")
    site = write_site(tmp_path, {**FILES, "content/entries/spoken.md": other})
    assert "“everything was peaceful”" not in told(site, "telling")


def test_a_translation_says_whose_it_is(tmp_path: Path) -> None:
    """A translation without `translated_by` is a warning at its line, and with it stands beside the words."""
    bare = TELLING.replace("---\n", "", 1).replace(
        "    quote: that", "    lang: de\n    translation: all was calm\n    quote: that"
    )
    site = write_site(tmp_path, {**BASE_SITE, "content/entries/telling.md": f"---\n{bare}"})
    codes = {p.code: p.line for p in problems_of(site)}
    assert codes["whose-translation"] == 14
    named = bare.replace("    quote: that", "    translated_by: editor\n    quote: that")
    write_site(site, {"content/entries/telling.md": f"---\n{named}"})
    assert "whose-translation" not in {p.code for p in problems_of(site)}
    built(site)
    page = (site / "output/entries/telling.html").read_text("utf-8")
    assert "translated by editor" in page
    assert "all was calm" in page
