"""Tiny sites for tests: written from cases, checked, built, compared."""

from __future__ import annotations

import re
from pathlib import Path

from briefing.answers import check
from briefing.build import build
from briefing.ground.problems import Problem
from briefing.stages import Options, Report

BASE_SITE = {
    "briefing.toml": 'title = "Test"\nbase_url = "https://example.org/t/"\n',
    "content/voices.yaml": "- name: City Police\n  aliases: [police]\n- name: Organisers\n",
    "content/outlets/gazette.md": "---\nname: The Gazette\n---\n",
    "content/topics/square.md": "---\ntitle: The square\n---\n",
    "content/measures/crowd.md": "---\ntitle: People on the square\nkind: stock\nunit: people\ntopic: square\n---\nAll.\n",
}


def entry(
    day: str = "2024-10-23",
    value: str = "about 4,000",
    by: str = "police",
    body: str = "Text.",
    extra: str = "",
) -> str:
    """One entry with one claim."""
    return (
        f"---\ntitle: March of {day}\noutlet: gazette\ndate: {day}\n{extra}countries: [DE]\nclaims:\n"
        f"  - measure: crowd\n    value: {value}\n    by: {by}\n---\n{body}\n"
    )


def write_site(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder; text as UTF-8."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def built(site: Path, output: Path | None = None, **options: object) -> Report:
    """Build a site."""
    return build(Options(site=site, output=output or site / "output", **options))  # type: ignore[arg-type]


def problems_of(site: Path) -> tuple[Problem, ...]:
    """Check a site."""
    return check(Options(site=site, output=site / "output"))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def read_cases(path: Path) -> dict[str, tuple[int, dict[str, bytes], str]]:
    """Read a case file: name to (line, files, expected)."""
    cases: dict[str, tuple[int, dict[str, bytes], str]] = {}
    text = path.read_text("utf-8")
    for match in re.finditer(r"^### (.+)\n((?:(?!^### ).*\n?)*)", text, re.M):
        line = text.count("\n", 0, match.start()) + 1
        body, _, expected = match[2].partition("<<<\n")
        files = {
            part[1].strip(): _bytes(part[2])
            for part in re.finditer(r"^>>> (.+)\n((?:(?!^>>> ).*\n?)*)", body, re.M)
        }
        cases[match[1]] = (line, files, expected.strip("\n"))
    return cases


def _bytes(text: str) -> bytes:
    text = text.rstrip("\n") + "\n"
    return re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), text.encode())
