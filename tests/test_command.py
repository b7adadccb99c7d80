"""The command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sites_help import BASE_SITE, entry, write_site

from briefing.doors.command import main

BROKEN = "---\ntitle: A\noutlet: gazete\ndate: 2024-10-23\n---\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path, {**BASE_SITE, "content/entries/a.md": entry()})


def run(*call: str) -> Result:
    return CliRunner().invoke(main, list(call))


def test_check_says_that_nothing_is_wrong(tmp_path: Path) -> None:
    """A site without a problem is said to have none."""
    site = write_site(tmp_path, BASE_SITE)
    result = run("check", "--site", str(site))
    assert (result.exit_code, result.stdout) == (0, "No problem found.\n")


def test_check_in_its_three_formats(site: Path) -> None:
    """Text for people, JSON for programs, workflow commands for GitHub; errors give exit code 1."""
    (site / "content/entries/b.md").write_text(BROKEN)
    text = run("check", "--site", str(site))
    assert text.exit_code == 1
    assert (
        "content/entries/b.md:3:9: error[unknown-outlet] there is no outlet 'gazete'" in text.output
    )
    assert "did you mean 'gazette'?" in text.output
    found = json.loads(run("check", "--site", str(site), "--format", "json").stdout)
    assert found == [
        {
            "path": "content/entries/b.md", "line": 3, "col": 9, "code": "unknown-outlet",
            "message": "there is no outlet 'gazete'", "hint": "did you mean 'gazette'?", "severity": "error",
        }
    ]  # fmt: skip
    github = run("check", "--site", str(site), "--format", "github").stdout
    assert github.startswith(
        "::error file=content/entries/b.md,line=3,col=9,title=unknown-outlet::"
    )


def test_check_of_single_files(site: Path) -> None:
    """With files named, only their problems are said and counted."""
    (site / "content/entries/b.md").write_text(BROKEN)
    good = run("check", "--site", str(site), str(site / "content/entries/a.md"))
    bad = run("check", "--site", str(site), str(site / "content/entries/b.md"))
    assert (good.exit_code, bad.exit_code) == (0, 1)


def test_a_files_text_cannot_drive_the_terminal(site: Path) -> None:
    """Control characters and changes of direction in what is quoted are shown as escapes."""
    text = entry().replace("gazette", '"\\x1b[31mx\\u202e"')
    (site / "content/entries/b.md").write_text(text)
    said = run("check", "--site", str(site)).output
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_entry_writes_a_skeleton_and_never_over_one(site: Path) -> None:
    """The skeleton is a draft that reads without error, and an existing file is not touched."""
    first = run(
        "entry",
        "A title: with a colon",
        "--outlet",
        "gazette",
        "--date",
        "2024-10-25",
        "--site",
        str(site),
    )
    path = Path(first.stdout.strip())
    assert path == site / "content/entries/2024/10/a-title-with-a-colon-gazette.md"
    assert run("check", "--site", str(site)).exit_code == 0
    again = run(
        "entry",
        "A title: with a colon",
        "--outlet",
        "gazette",
        "--date",
        "2024-10-25",
        "--site",
        str(site),
    )
    assert again.exit_code == 1
    assert "is there already" in again.output
    assert (
        run(
            "entry", "B", "--outlet", "gazette", "--date", "25.10.2024", "--site", str(site)
        ).exit_code
        == 1
    )


def test_explain_gives_the_reason(site: Path) -> None:
    """A page says why it would be rebuilt: its data, its template, or a hand in the output."""
    run("build", "--site", str(site))
    page = str(site / "output/entries/a.html")
    assert "nothing it is made of has changed" in run("explain", "--site", str(site), page).output
    (site / "content/entries/a.md").write_text(entry(value="about 5,000"))
    assert "what it shows changed" in run("explain", "--site", str(site), page).output
    run("build", "--site", str(site))
    Path(page).write_text("by hand")
    assert "by hand" in run("explain", "--site", str(site), page).output
    assert "no page of this site" in run("explain", "--site", str(site), "nothing.html").output
    (site / "briefing.toml").write_text('title = "Other"\n')
    assert (
        "a setting that templates see changed" in run("explain", "--site", str(site), page).output
    )


def test_no_site_here(tmp_path: Path) -> None:
    """Without briefing.toml the command says what is missing and how to begin."""
    result = run("build", "--site", str(tmp_path))
    assert result.exit_code == 1
    assert "briefing.toml:1:1: error[missing-file]" in result.output
    assert "briefing new" in result.output


def test_help_is_quick_to_load() -> None:
    """`--help` loads no library that only a build needs."""
    import subprocess
    import sys

    code = (
        "import sys; from briefing.doors import command; "
        "print([m for m in ('jinja2', 'babel', 'markdown_it', 'watchdog', 'yaml') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_name_of_a_stranger_does_not_drive_the_terminal(site: Path) -> None:
    """A file that is not ours is named with its control characters shown."""
    assert run("build", "--site", str(site)).exit_code == 0
    (site / "output" / "x\x1b]0;owned\x07").write_text("")
    said = run("build", "--site", str(site)).output
    assert "not ours, kept:" in said
    assert "\\x1b]0;owned\\x07" in said
    assert "\x1b" not in said
