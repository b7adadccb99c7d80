"""Problems: every message, where it points, and what it advises."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from sites_help import BASE_SITE, built, entry, problems_of, read_cases, write_site

from briefing.ground.problems import CODES, Problem, has_errors, nearest, suggest, summary

FIXTURE = Path(__file__).parent / "fixtures" / "problems.txt"
CASES = read_cases(FIXTURE)
BASE = CASES.pop("BASE")[1]


@pytest.mark.parametrize("name", CASES)
def test_what_check_says(name: str, tmp_path: Path) -> None:
    """`briefing check` says of each case exactly what the fixture file expects."""
    _, files, expected = CASES[name]
    write_site(tmp_path, {**BASE, **files})
    said = "\n".join(str(p) for p in problems_of(tmp_path)).replace(f"{tmp_path}/", "")
    assert said == expected


#: Codes whose case cannot be written as text; the test that holds it is named.
ELSEWHERE = {
    "too-large": "test_a_huge_file",
    "not-a-file": "test_a_folder_named_like_a_file",
    "unreadable": "test_links_that_lead_nowhere_or_out",
    "link-escapes": "test_links_that_lead_nowhere_or_out",
    "missing-file": "test_no_site",
    "bad-lock": "test_a_broken_record_is_named",
    "over-quote-limit": "test_over_the_article_limit_the_longest_is_cut_first",
    "whose-translation": "test_a_translation_says_whose_it_is",
    "link-needed": "test_terms_that_ask_for_a_link_and_none_is_known",
    "weak-quotation": "test_a_weak_source_never_stands_in_quotation_marks",
}


def test_every_code_has_a_case() -> None:
    """A code without a case in a fixture file, or a test named for it, is a gap."""
    fixtures = [*FIXTURE.parent.glob("*.txt"), *FIXTURE.parent.glob("problems/*.txt")]
    said = set(
        re.findall(r"\w+\[([a-z0-9-]+)\]", "\n".join(f.read_text("utf-8") for f in fixtures))
    )
    assert set(CODES) - said - set(ELSEWHERE) == set()


def test_a_huge_file(tmp_path: Path) -> None:
    """A file of 10 MB is named and not read whole."""
    write_site(tmp_path, {**BASE, "content/entries/big.md": b"---\n" + b"x" * 10_000_000})
    (problem,) = problems_of(tmp_path)
    assert (problem.path, problem.code) == ("content/entries/big.md", "too-large")


@pytest.mark.parametrize("line", ["", " ", "-", "- ", "? ", "[", "a: {", "&a *a", "!a "])
def test_no_front_matter_takes_long(line: str, tmp_path: Path) -> None:
    """As many lines as a file may hold are read or refused at once, whatever stands in them."""
    many = (line + "\n") * (400_000 // (len(line) + 1))
    text = f"---\ntitle: x\n{many}---\n"
    write_site(tmp_path, {**BASE, "content/entries/x.md": text.encode()})
    begin = time.process_time()
    assert problems_of(tmp_path)
    assert time.process_time() - begin < 20


def test_a_folder_named_like_a_file(tmp_path: Path) -> None:
    """A folder called x.md is named, not passed over."""
    write_site(tmp_path, {**BASE, "content/entries/x.md/inner.md": "x"})
    (problem,) = problems_of(tmp_path)
    assert (problem.path, problem.code) == ("content/entries/x.md", "not-a-file")


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_links_that_lead_nowhere_or_out(tmp_path: Path) -> None:
    """A dangling link and one that leaves content/ are named; one that stays is read."""
    secret = tmp_path / "secret.md"
    secret.write_text("---\nname: secret\n---\n")
    site = write_site(tmp_path / "site", BASE)
    (site / "content/outlets/dangling.md").symlink_to("nowhere.md")
    (site / "content/outlets/escaping.md").symlink_to(secret)
    (site / "content/outlets/inside.md").symlink_to("gazette.md")
    found = {p.path: p.code for p in problems_of(site)}
    assert found == {
        "content/outlets/dangling.md": "unreadable",
        "content/outlets/escaping.md": "link-escapes",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_hang(tmp_path: Path) -> None:
    """A pipe called x.md is read as empty and reported, without waiting for a writer."""
    site = write_site(tmp_path, BASE)
    os.mkfifo(site / "content/entries/pipe.md")
    (problem,) = problems_of(site)
    assert (problem.path, problem.code) == ("content/entries/pipe.md", "no-front-matter")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is named with the system's reason."""
    site = write_site(tmp_path, BASE)
    real = os.open

    def refused(path: str, *args: int, **kwargs: int) -> int:
        if str(path).endswith("gazette.md"):
            raise PermissionError(13, "Permission denied", path)
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refused)
    (problem,) = problems_of(site)
    assert str(problem).startswith("content/outlets/gazette.md:1:1: error[unreadable]")
    assert "Permission denied" in problem.message


def test_no_site(tmp_path: Path) -> None:
    """A folder without briefing.toml, and one without content/, say what is missing."""
    assert [(p.path, p.code) for p in problems_of(tmp_path)] == [("briefing.toml", "missing-file")]
    assert built(tmp_path).failed
    assert built(tmp_path / "nowhere").failed
    assert list(tmp_path.iterdir()) == []  # what is no site is left as it was
    (tmp_path / "briefing.toml").write_text('title = "x"\n')
    assert [(p.path, p.code) for p in problems_of(tmp_path)] == [("content", "missing-file")]


@pytest.mark.parametrize(
    "head",
    [
        "[" * 5000,
        "{" * 5000,
        "- " * 5000 + "a",
        "a:\n" + "".join(" " * i + "a:\n" for i in range(600)),
        "? " * 3000,
    ],
)
def test_nesting_without_end(head: str, tmp_path: Path) -> None:
    """Front matter nested thousands deep is refused, and the program lives."""
    write_site(tmp_path, {**BASE, "content/entries/deep.md": f"---\n{head}\n---\n"})
    codes = {p.code for p in problems_of(tmp_path) if p.path.endswith("deep.md")}
    assert codes == {"bad-yaml"}


def test_brackets_without_end(tmp_path: Path) -> None:
    """A text of many thousand opening brackets is refused at once, not parsed for hours."""
    site = {**BASE_SITE, "content/entries/a.md": entry(body="[" * 200_000)}
    (problem,) = problems_of(write_site(tmp_path, site))
    assert "more than 2,000 opening brackets" in problem.message


def test_all_problems_of_all_files_at_once(tmp_path: Path) -> None:
    """Ten broken files give the problems of ten files."""
    files = {f"content/entries/e{n}.md": entry(f"2024-13-{n:02}") for n in range(1, 11)}
    write_site(tmp_path, {**BASE_SITE, **files})
    assert len({p.path for p in problems_of(tmp_path)}) == 10


def test_yaml_gives_text(tmp_path: Path) -> None:
    """NO, 010, 10:00, 3.0 and on stay what the author wrote."""
    text = entry(extra="note: on\n").replace("[DE]", "[NO]").replace("March of 2024-10-23", "010")
    assert problems_of(write_site(tmp_path, {**BASE_SITE, "content/entries/a.md": text})) == ()


def test_nearest_and_summary() -> None:
    """The nearest answer is offered only when it is near; counts are worded."""
    assert nearest("gazete", ["gazette", "radio"]) == "gazette"
    assert suggest("zzz", ["gazette", "radio"]) == "known: gazette, radio"
    error = Problem("a", 1, 1, "bad-day", "x")
    assert summary([error, error]) == "2 errors"
    assert has_errors([error])
    assert not has_errors([])
