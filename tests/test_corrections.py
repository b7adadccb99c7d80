"""Corrections, withdrawals and legal removal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sites_help import BASE_SITE, built, problems_of, tree, write_site

ENTRY = """---
title: March of the bakers through town
outlet: gazette
date: 2024-10-23
url: https://news.example/1
note: A remark on zebras.
claims:
  - measure: crowd
    value: about 4,000
    by: police
    quote: Put the crowd at around four thousand & "more" people
    note: A second remark on zebras.
  - id: organisers
    measure: crowd
    value: 9,000
    by: Organisers
    quote: nine thousand came to see the giraffes
reactions:
  - id: pleased
    kind: comment
    by: police
    text: Was pleased about the flamingos.
---
Police put it at about 4,000 people. The organisers said 9,000 people: "nine thousand came".
"""
OTHER = """---
title: The day after
outlet: gazette
date: 2024-10-24
claims:
  - id: later
    measure: crowd
    value: about 4,100
    by: police
    revises: a#crowd
  - measure: crowd
    value: 9,000
    by: Organisers
    same_as: a#organisers
reactions:
  - id: again
    kind: comment
    by: police
    same_as: a#pleased
---
See [the march](a.md) and what they [said](a.md#organisers).
"""
EDITION = """---
title: About 4,000 people march
lede: The *organisers* said that “nine thousand **came to** see the giraffes”.
brief:
  - Police "put the crowd at around four thousand & "more" people" (Gazette).
---
They wrote:

> Nine thousand came
> to see the giraffes
"""
COUNTRY = """---
positions:
  - since: 2024-10-23
    text: Was pleased.
    evidence: [a#pleased]
---
"""
VERDICT = """---
kind: conflict
a: a#crowd
b: a#organisers
title: Two counts
---
Nine thousand came to see the giraffes, or not.
"""
FILES = {
    **BASE_SITE,
    "content/entries/a.md": ENTRY,
    "content/entries/b.md": OTHER,
    "content/editions/2024-10-23.md": EDITION,
    "content/countries/DE.md": COUNTRY,
    "content/verdicts/v.md": VERDICT,
}


def words_in(folder: Path) -> str:
    """Return every published file as one text: without tags, entities, line breaks and case."""
    found = []
    for name, data in tree(folder).items():
        text = data.decode("utf-8", "replace") if not name.endswith(".png") else ""
        found.append(re.sub(r"<[^>]*>", "", text).replace("&#34;", '"').replace("&quot;", '"'))
    return re.sub(r"\s+", " ", " ".join(found)).casefold()


def corrected(where: str, more: str = "removed: true") -> dict[str, str]:
    """Return a site with one correction."""
    text = f"---\ndate: 2024-11-02\nwhere: {where}\n{more}\n---\nBy order of a court.\n"
    return {**FILES, "content/corrections/2024-11-02-a.md": text}


def made(site: Path) -> Path:
    """Build; return the output folder."""
    report = built(site)
    assert not report.failed, report.problems
    return site / "output"


def test_a_correction_stands_where_the_error_stood(tmp_path: Path) -> None:
    """Old and new words are on the list of corrections and on the page of the entry or edition."""
    for where, page in (
        ("a#crowd", "entries/a.html"),
        ("editions/2024-10-23", "editions/2024-10-23.html"),
    ):
        site = write_site(
            tmp_path / page.split("/")[0], corrected(where, "old: 5,000 people\nnew: 4,000 people")
        )
        output = made(site)
        for shown in (page, "corrections.html"):
            text = (output / shown).read_text("utf-8")
            assert "5,000 people" in text
            assert "By order of a court." in text
        assert "5,000 people" not in (output / "entries/b.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("where", "code"),
    [("c", "unknown-entry"), ("a#none", "unknown-claim"), ("editions/2024-10-29", "unknown-entry")],
)
def test_a_correction_of_nothing_is_an_error(tmp_path: Path, where: str, code: str) -> None:
    """What a correction names must be there."""
    problems = problems_of(write_site(tmp_path, corrected(where)))
    assert ("content/corrections/2024-11-02-a.md", 3, code) in {
        (p.path, p.line, p.code) for p in problems
    }


def test_a_removed_statement_is_in_no_file(tmp_path: Path) -> None:
    """Its words are taken out of every page, feed and data file, however marked up; the rest stays."""
    before = words_in(made(write_site(tmp_path / "before", FILES)))
    assert "giraffes" in before
    output = made(write_site(tmp_path / "after", corrected("a#organisers")))
    after = words_in(output)
    assert "see the giraffes" not in after
    assert "came to see" not in after
    assert "flamingos" in after
    entry = (output / "entries/a.html").read_text("utf-8")
    assert 'id="organisers"' in entry
    assert "removed for legal reasons" in entry
    assert "By order of a court." in entry


def test_a_removed_entry_leaves_a_tombstone(tmp_path: Path) -> None:
    """Nothing of it is in any file but its address, its day and that it was removed."""
    output = made(write_site(tmp_path, corrected("a")))
    after = words_in(output)
    for gone in ("zebras", "giraffes", "flamingos", "march of the bakers", "around four thousand"):
        assert gone not in after
    entry = (output / "entries/a.html").read_text("utf-8")
    assert "removed for legal reasons" in entry
    assert "news.example" not in entry
    assert "2024-11-02" in entry


def test_the_words_a_correction_names_are_removed_everywhere(tmp_path: Path) -> None:
    """`old` words of a removal are blanked in titles, notes, prose and quotations, and not repeated."""
    output = made(write_site(tmp_path, corrected("a#pleased", "removed: true\nold: zebras")))
    assert "zebra" not in words_in(output)
    assert "flamingos" not in words_in(output)
    assert "a remark on […]" in words_in(output)


def test_a_removal_reaches_old_output(tmp_path: Path) -> None:
    """A site that was built with the words is built again without them, as a clean build has it."""
    site = write_site(tmp_path / "one", FILES)
    assert "giraffes" in words_in(made(site))
    write_site(site, corrected("a#organisers"))
    clean = made(write_site(tmp_path / "two", corrected("a#organisers")))
    assert tree(made(site)) == tree(clean)


def test_withdrawn_figures_stay_readable(tmp_path: Path) -> None:
    """A withdrawn figure says by whom and when on its entry's page, and leaves the edition's table."""
    entry = ENTRY.replace(
        "    by: Organisers\n",
        "    by: Organisers\n    withdrawn: {by: Organisers, date: 2024-10-25, words: we were wrong}\n",
    ).replace(
        "{by: Organisers, date: 2024-10-25, words: we were wrong}",
        "\n      by: Organisers\n      date: 2024-10-25\n      words: we were wrong",
    )
    site = write_site(tmp_path, {**FILES, "content/entries/a.md": entry})
    page = (made(site) / "entries/a.html").read_text("utf-8")
    assert "Withdrawn by Organisers" in page
    assert "we were wrong" in page
    assert "withdrawn-figure" in {p.code for p in problems_of(site)}
