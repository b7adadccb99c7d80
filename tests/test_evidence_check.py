"""`briefing check --sources`, and the record of what was verified."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sites_help import built, problems_of, read_cases, write_site

from briefing.doors.command import main
from briefing.hands.evidence import check_sources

FIXTURE = Path(__file__).parent / "fixtures" / "problems" / "evidence.txt"
CASES = read_cases(FIXTURE)
BASE = CASES.pop("BASE")[1]
DAY = date(2024, 11, 2)


def said_by(site: Path, *options: str) -> tuple[int, str]:
    """Run `briefing check`; return its exit code and all that it prints."""
    args = ["check", "--site", str(site), *options]
    result = CliRunner().invoke(main, args, catch_exceptions=False)
    return result.exit_code, result.output


@pytest.mark.parametrize("name", CASES)
def test_what_check_says_of_quotations(name: str, tmp_path: Path) -> None:
    """`briefing check --sources` says of each case exactly what the fixture file expects."""
    _, files, expected = CASES[name]
    write_site(tmp_path, {**BASE, **files})
    code, said = said_by(tmp_path, "--sources", "--day", "2024-11-02")
    assert "\n".join(said.strip().split("\n")[:-1]) == expected
    assert code == ("error[" in expected)


def test_the_record_says_what_was_verified_when(tmp_path: Path) -> None:
    """Text, hash, place and day stand in evidence.lock; a second check writes the same bytes."""
    site = write_site(tmp_path, BASE)
    assert check_sources(site, site / "sources", DAY).written
    before = (site / "evidence.lock").read_bytes()
    (record,) = json.loads(before)["quotations"].values()
    text = BASE["sources/march.txt"].decode()
    assert text[record["start"] : record["end"]] == "the crowd at about 4,000"
    assert (record["source"], record["checked"]) == ("march.txt", "2024-11-02")
    assert not check_sources(site, site / "sources", date(2025, 1, 1)).written
    assert (site / "evidence.lock").read_bytes() == before


def test_a_checkout_without_sources_still_knows(tmp_path: Path) -> None:
    """With the record and without the texts nothing is unverified; without the record it is."""
    site = write_site(tmp_path, BASE)
    assert [p.code for p in problems_of(site)] == ["unverified"]
    check_sources(site, site / "sources", DAY)
    (site / "sources/march.txt").unlink()
    assert problems_of(site) == ()
    assert check_sources(site, site / "sources", DAY).verified == 1


def test_a_changed_quotation_is_unverified_until_checked_again(tmp_path: Path) -> None:
    """The record holds for the very words only."""
    site = write_site(tmp_path, BASE)
    check_sources(site, site / "sources", DAY)
    entry = BASE["content/entries/a.md"].replace(
        b"the crowd at about 4,000", b"crowd at about 4,000"
    )
    write_site(site, {"content/entries/a.md": entry})
    (problem,) = problems_of(site)
    assert (problem.code, problem.line) == ("unverified", 10)
    assert "changed since it was verified" in problem.message
    check_sources(site, site / "sources", DAY)
    assert problems_of(site) == ()


def test_a_renamed_text_is_found_by_its_content(tmp_path: Path) -> None:
    """A text that was checked under another name is known by its hash."""
    site = write_site(tmp_path, BASE)
    check_sources(site, site / "sources", DAY)
    (site / "sources/march.txt").rename(site / "sources/renamed.txt")
    entry = BASE["content/entries/a.md"].replace(b"about 4,000\n---", b"about 4,000 on Monday\n---")
    write_site(site, {"content/entries/a.md": entry})
    report = check_sources(site, site / "sources", DAY)
    assert (report.verified, report.problems) == (1, ())


def test_a_statement_that_is_gone_leaves_the_record(tmp_path: Path) -> None:
    """The record holds no quotation that no entry has."""
    site = write_site(tmp_path, BASE)
    check_sources(site, site / "sources", DAY)
    (site / "content/entries/a.md").unlink()
    check_sources(site, site / "sources", DAY)
    assert json.loads((site / "evidence.lock").read_bytes())["quotations"] == {}


@pytest.mark.parametrize(
    "broken", [b"{", b"[]", b'{"version": 2}', b"\xff\x00", b'{"quotations": {"a": 1}}']
)
def test_a_broken_record_is_named(tmp_path: Path, broken: bytes) -> None:
    """A record that cannot be read is an error, and the next check writes a whole one."""
    site = write_site(tmp_path, {**BASE, "evidence.lock": broken})
    assert "bad-lock" in {p.code for p in problems_of(site)}
    check_sources(site, site / "sources", DAY)
    assert problems_of(site) == ()


def test_the_record_is_an_input_of_the_build(tmp_path: Path) -> None:
    """A build after the record changed is not taken for an unchanged one."""
    site = write_site(tmp_path, BASE)
    built(site)
    assert built(site).unchanged
    check_sources(site, site / "sources", DAY)
    report = built(site)
    assert not report.unchanged
    assert report.problems == ()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Naming a folder that does not exist ends with a sentence."""
    code, said = said_by(write_site(tmp_path, BASE), "--sources", str(tmp_path / "nowhere"))
    assert code == 1
    assert "there is no folder" in said
    assert "belong to their outlets" in said
    assert "--sources DIR" in said


def test_every_quotation_of_this_site_is_verified() -> None:
    """The record in the repository holds for each quotation as it stands; strict checks pass."""
    root = Path(__file__).resolve().parent.parent
    problems = [p for p in problems_of(root) if p.severity != "note"]
    assert [str(p) for p in problems] == []
    record = json.loads((root / "evidence.lock").read_bytes())["quotations"]
    quoted = sum(
        len(re.findall(r"^ +quote:", path.read_text("utf-8"), re.M))
        for path in (root / "content/entries").rglob("*.md")
    )
    assert len(record) == quoted > 40
