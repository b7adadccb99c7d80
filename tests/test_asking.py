"""`briefing claims` and `briefing where`, on an invented story."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

from briefing.content.model import MeasureKind
from briefing.doors.asking import KINDS
from briefing.doors.command import main

QUAKE = Path(__file__).parent / "sites" / "quake"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the story, for the program keeps what it has parsed beside it."""
    return shutil.copytree(QUAKE, tmp_path / "quake")


def _run(site: Path, *words: str) -> str:
    result = CliRunner().invoke(main, [*words, "--site", str(site)])
    assert result.exit_code == 0, result.output
    return result.output


def test_claims_fit_all_that_is_asked(site: Path) -> None:
    """Measure, actor, first day and kind narrow the list; a claim of two outlets is one."""
    found = json.loads(
        _run(site, "claims", "--measure", "killed", "--since", "2031-03-02", "--format", "json")
    )
    assert [each["value"] for each in found] == ["310", "512", "431", "640", "640", "598"]
    assert found[0]["mentions"] == 2
    facts = json.loads(_run(site, "claims", "--kind", "fact", "--actor", "tr", "--format", "json"))
    assert {each["measure"] for each in facts} == {"dam-burst"}
    assert {each["value"] for each in facts} == {"not-confirmed", "denied"}


@pytest.mark.parametrize("name", ["TR", "tr", "Türkiye", "TÜRKIYE"])
def test_an_actor_is_named_by_code_or_name(site: Path, name: str) -> None:
    """A country is found by its code, or by its name in the site's language."""
    facts = json.loads(_run(site, "claims", "--actor", name, "--format", "json"))
    assert {each["actor"] for each in facts} == {"TR"}


def test_a_name_may_have_hyphens_for_spaces(site: Path) -> None:
    """A name of two words needs no quotes in the shell."""
    spaced = _run(site, "claims", "--actor", "South Korea")
    assert _run(site, "claims", "--actor", "south-korea") == spaced


def test_claims_as_csv_and_as_a_table_say_the_same(site: Path) -> None:
    """Each format lists every claim once."""
    rows = list(csv.DictReader(io.StringIO(_run(site, "claims", "--format", "csv"))))
    table = _run(site, "claims")
    assert len(rows) > 10
    assert all(row["id"] in table for row in rows)
    assert f"{len(rows)} claims" in table


def test_no_text_of_a_file_drives_the_terminal_or_the_spreadsheet(site: Path) -> None:
    """Characters that turn the text around do not reach the table, and no cell of the CSV begins like a formula."""
    voices = site / "content/voices.yaml"
    first = next(line for line in voices.read_text("utf-8").split("\n") if "name:" in line)
    name = first.partition("name:")[2].strip()
    hostile = first.replace(name, '"＝1\\u2066owned"') + f"\n  aliases: [{name}]"
    text = voices.read_text("utf-8").replace(first, hostile, 1)
    voices.write_text(text, "utf-8")
    assert "＝1 owned" in _run(site, "claims")
    cells = [
        row["by"] for row in csv.DictReader(io.StringIO(_run(site, "claims", "--format", "csv")))
    ]
    assert any(cell.startswith("'＝1") for cell in cells)


def test_where_lists_every_file_that_uses_a_claim(site: Path) -> None:
    """Content and output files are named; another mention of the claim counts."""
    found = _run(site, "where", "day-2-radio#killed").splitlines()
    paths = {tuple(line.split()[:2]) for line in found}
    assert ("content", "content/entries/day-2-radio.md") in paths
    assert ("content", "content/entries/day-2-wire.md") in paths
    assert ("output", "entries/day-2-radio.html") in paths
    assert ("output", "discrepancies/killed.html") in paths
    assert ("output", "discrepancies/magnitude.html") not in paths
    assert ("output", "editions/2031-03-02.html") in paths


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("where", "day-2-wire#kiled"), "did you mean 'day-2-wire#killed'?"),
        (("claims", "--measure", "kiled"), "did you mean 'killed'?"),
        (("claims", "--actor", "Atlantis"), "there is no actor 'Atlantis'"),
        (("claims", "--actor", "Turkiy"), "did you mean TR (Türkiye)?"),
    ],
)
def test_what_there_is_not_is_said(site: Path, words: tuple[str, ...], said: str) -> None:
    """A name that is unknown ends with exit code 1 and the nearest right one."""
    result = CliRunner().invoke(main, [*words, "--site", str(site)])
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize(
    "words", [("claims",), ("where", "day-2-wire#killed"), ("where", "day-1-wire#killed")]
)
def test_drafts_with_claims_are_named(site: Path, words: tuple[str, ...]) -> None:
    """One line says which claims stand in drafts, on the side, so that CSV and JSON stay whole."""
    silent = CliRunner().invoke(main, [*words, "--site", str(site)])
    assert "draft" not in silent.stderr
    path = site / "content" / "entries" / "day-2-radio.md"
    path.write_text(path.read_text("utf-8").replace("title:", "draft: true\ntitle:", 1), "utf-8")
    result = CliRunner().invoke(main, [*words, "--site", str(site)])
    assert "in 1 draft (day-2-radio)." in result.stderr
    assert "Not counted" not in result.stdout


def test_kinds_are_those_of_measures() -> None:
    """The choice offered is the model's own."""
    assert get_args(MeasureKind) == KINDS
