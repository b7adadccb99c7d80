"""Proposals of import on the page of their draft, in the preview alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from html_help import PageReader, structure_faults

from briefing.doors.importing.known import load_site
from briefing.doors.importing.review.works import session_of, sessions
from briefing.doors.preview.session import Session
from tests.preview_help import running, until
from tests.sites_help import BASE_SITE, built, entry, problems_of, tree, write_site

PROPOSALS = """\
proposals:
  - measure: crowd
    value: about 4,000
    unit: people
    by: police
    said: 2024-10-24
    quote: around 4,000 people
    sentence: Police spoke of around 4,000 people on <b>Thursday</b>.
    line: 3
  - value: up to 900
    unit: tents
    by: Ann Smith
    role: a neighbour
    via: Organisers
    quote: up to 900 tents
    sentence: Ann Smith saw up to 900 tents.
    line: 5
    doubt: [quoted by another]
  - measure: crowd
    value: about 4,000
    by: Organisers
    quote: about 4,000
    sentence: The organisers counted about 4,000.
  - measure: open
    status: not-confirmed
    by: police
    as_of: 2024-10-24
    quote: could not confirm
    sentence: Police could not confirm it.
  - reaction: accuse
    by: Organisers
    target: [DE]
    quote: shameful
    sentence: The organisers called it shameful.
"""
DRAFT = "content/entries/new.md"
PAGE = "entries/new.html"


def site_of(folder: Path, extra: str = "draft: true\n") -> Path:
    """A site that holds a claim, and an entry with proposals."""
    text = f"---\ntitle: New\noutlet: gazette\ndate: 2024-10-25\n{extra}{PROPOSALS}---\nText.\n"
    fact = "---\ntitle: The square is open\nkind: fact\ntopic: square\n---\n"
    return write_site(
        folder,
        {
            **BASE_SITE, "content/measures/open.md": fact,
            "content/entries/old.md": entry(), DRAFT: text,
        },
    )  # fmt: skip


def shown(site: Path, path: str = PAGE) -> str:
    """A page of the preview with drafts."""
    session = Session(site)
    session.start()
    served = session.page(path)
    assert served is not None
    return served.data.decode()


def blocks(page: str) -> list[str]:
    """The proposals of a page, as text with single spaces."""
    found = re.findall(r'<div class="statement" id="page__proposal-\d+">.*?</dl>', page, re.S)
    plain = (re.sub(r"<(?!/?mark)[^>]*>", " ", each) for each in found)
    return [" ".join(each.replace("\u00a0", " ").split()) for each in plain]


def test_each_proposal_shows_its_evidence_and_what_would_be_stored(tmp_path: Path) -> None:
    """The sentence with the words marked, value, hedge, measure, voice, day, doubts, repeats."""
    page = shown(site_of(tmp_path))
    assert structure_faults(PageReader(page)) == []
    known, unknown, other, fact, reaction = blocks(page)
    assert "spoke of <mark>around 4,000 people</mark> on &lt;b&gt;Thursday&lt;/b&gt;." in known
    for words in (
        "People on the square : about 4,000", "Hedge about", "Counted, in the source people",
        "Voice City Police", "Day on 24 October",
        "Repeats People on the square : about 4,000 ( City Police ; reported 23 October",
    ):  # fmt: skip
        assert words in known
    for words in (
        "No likely measure: up to 900", "Hedge up to: no lower end", "Passed on by Organisers",
        "Voice Ann Smith , a neighbour not among the voices: review asks",
        "Day reported 25 October", "Doubtful quoted by another",
    ):  # fmt: skip
        assert words in unknown
    assert "Same figure elsewhere People on the square : about 4,000 ( City Police" in other
    assert "Repeats" not in unknown + other + reaction
    assert "Would be stored did not confirm Measure The square is open" in fact
    assert "Day reported 25 October ; as of 24 October" in fact
    assert reaction.startswith("Organisers criticised")
    assert "Towards Germany" in reaction


def test_the_top_counts_them_and_names_the_command(tmp_path: Path) -> None:
    """The count stands above the summary, on the page and in lists; the command is the way."""
    site = site_of(tmp_path)
    page = shown(site)
    top = page.partition('<div class="lede">')[0]
    assert "5 proposals of import are not reviewed." in top
    assert "<code>briefing review new</code>" in top
    assert "5 proposals to review" in shown(site, "outlets/gazette.html")


def test_each_names_its_line_and_opens_the_editor(tmp_path: Path) -> None:
    """The line is that of the file as it is now."""
    site = site_of(tmp_path)
    with running(site) as preview:
        found = r'<a href="([^"]+)">content/entries/new\.md:(\d+)</a>'
        for more in ("", "note: A remark.\n"):
            text = (site / DRAFT).read_text("utf-8").replace("proposals:\n", f"{more}proposals:\n")
            (site / DRAFT).write_text(text, "utf-8")
            lines = text.split("\n")
            at = lines.index("  - reaction: accuse") + 1
            preview.shows(f"new.md:{at}<", f"/t/{PAGE}")
            places = re.findall(found, preview.text(f"/t/{PAGE}"))
            assert [lines[int(line) - 1][:4] for _, line in places] == ["  - "] * 5
            for link, line in places:
                assert link.endswith(f"/{DRAFT}:{line}:5")


def test_what_is_reviewed_goes_from_the_page(tmp_path: Path) -> None:
    """Deciding in the terminal is followed like any save."""
    site = site_of(tmp_path)
    with running(site) as preview:
        preview.shows("5 proposals of import", f"/t/{PAGE}")
        known = load_site(site)
        review = session_of(sessions(known, "new")[0], known)
        while review.question is not None and review.question.kind != "reactions":
            assert review.press("n" if review.question.kind == "voice" else "r")
        assert review.press("x")
        until(lambda: "proposal" not in preview.text(f"/t/{PAGE}"), "the proposals to go")


def test_repeats_are_those_that_review_folds(tmp_path: Path) -> None:
    """Review and the page say the same of each proposal."""
    site = site_of(tmp_path)
    known = load_site(site)
    review = session_of(sessions(known, "new")[0], known)
    folded = [p for q in review.queue if q.kind == "repeats" for p in q.proposals]
    alike = [q.proposals[0] for q in map(review.offered, review.queue) if q.same]
    told = blocks(shown(site))
    proposals = known.entries[DRAFT].proposals
    assert len(folded) == len(alike) == 1
    assert ["Repeats" in each for each in told] == [p in folded for p in proposals]
    assert ["elsewhere" in each for each in told] == [p in alike for p in proposals]


def test_parts_of_one_live_blog_do_not_repeat_each_other(tmp_path: Path) -> None:
    """What is reviewed together is not known already."""
    site = site_of(tmp_path, "draft: true\npart_of: blog\n")
    claimed = entry("2024-10-25", extra="draft: true\npart_of: blog\n")
    write_site(
        site,
        {
            "content/entries/blog.md": entry("2024-10-25", extra="draft: true\n").split("claims:")[
                0
            ]
            + "---\n"
        },
    )
    (site / "content/entries/old.md").unlink()
    write_site(
        site, {"content/entries/sibling.md": claimed.replace("---\nText", f"{PROPOSALS}---\nText")}
    )
    assert "Repeats" not in " ".join(blocks(shown(site)))
    write_site(site, {"content/entries/sibling.md": claimed})
    assert "Repeats" in " ".join(blocks(shown(site)))


@pytest.mark.parametrize("extra", ["", "draft: true\n"])
def test_no_published_page_has_a_proposal(extra: str, tmp_path: Path) -> None:
    """Neither a draft's nor those that an entry kept when it ceased to be one, wherever shown."""
    site = site_of(tmp_path, extra)
    assert not built(site).failed
    output = b"".join(tree(site / "output").values())
    assert b"Police spoke of" not in output
    assert b"to review" not in output
    if not extra:
        assert "Police spoke of" not in shown(site)
        assert "unreviewed" in [p.code for p in problems_of(site)]
