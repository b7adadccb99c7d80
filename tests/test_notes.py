"""Notes for the editor: said by a check, never by a build, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sites_help import built, read_cases, write_site

from briefing.doors.command import main

CASES = read_cases(Path(__file__).parent / "fixtures" / "problems" / "notes.txt")
BASE = CASES.pop("BASE")[1]


@pytest.mark.parametrize("name", CASES)
def test_what_check_notes(name: str, tmp_path: Path) -> None:
    """`briefing check --strict` prints each note at its place and ends well."""
    _, files, expected = CASES[name]
    write_site(tmp_path, {**BASE, **files})
    result = CliRunner().invoke(main, ["check", "--strict", "--site", str(tmp_path)])
    assert "\n".join(result.output.strip().split("\n")[:-1]) == expected
    assert result.exit_code == 0


def test_a_build_prints_no_such_notes(tmp_path: Path) -> None:
    """What a build says is about mistakes; the notes wait for a check."""
    files = CASES["a country without a word"][1]
    assert built(write_site(tmp_path, {**BASE, **files})).problems == ()
