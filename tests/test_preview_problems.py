"""The problems that the preview tells are those of `briefing check`."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.doors.preview.session import Session
from briefing.ground.problems import Problem, has_errors
from tests.sites_help import problems_of, read_cases, write_site

FIXTURES = Path(__file__).parent / "fixtures"
CASES = {
    f"{file.stem}: {name}": (cases["BASE"][1], files)
    for file in (FIXTURES / "problems.txt", *sorted((FIXTURES / "problems").glob("[ep]*.txt")))
    for cases in [read_cases(file)]
    for name, (_, files, _) in cases.items()
    if name != "BASE"
}


def told(site: Path) -> set[Problem]:
    """What the preview of a site as it would be built tells once all was looked at."""
    session = Session(site, drafts=False)
    session.start()
    session.look_further(lambda: False)
    return {*session.state.problems}


@pytest.mark.parametrize("name", CASES)
def test_the_bar_shows_what_check_says(name: str, tmp_path: Path) -> None:
    """Every problem of `briefing check` is told; beside errors, warnings of prose wait for the fix."""
    base, files = CASES[name]
    site = write_site(tmp_path, {**base, **files})
    checked = {*problems_of(site)}
    if has_errors(checked):
        assert {p for p in checked if p.severity == "error"} <= told(site) <= checked
    else:
        assert told(site) == checked
