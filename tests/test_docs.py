"""The documentation keeps up with the program."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

from briefing.content import model
from briefing.content.schema import schema
from briefing.doors.command import main
from briefing.ground import settings
from briefing.ground.problems import CODES
from tests.sites_help import problems_of, write_site

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands(group: click.Group = main, above: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, each in group.commands.items():
        if isinstance(each, click.Group):
            yield from commands(each, f"{above}{name} ")
        else:
            yield above + name, each


def sections(text: str) -> dict[str, str]:
    """Heading (without marks) to the text below it, to the next heading of any level."""
    parts = re.split(r"^#+ (.+)$", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", sorted(generator().DOCUMENTS))
def test_what_follows_from_the_program_is_up_to_date(name: str) -> None:
    """`make docs` would change nothing."""
    made = generator().DOCUMENTS[name]()
    assert (ROOT / "docs" / name).read_text("utf-8") == made, "run `make docs`"


def test_every_command_and_option_is_documented() -> None:
    """docs/commands.md has a section for each command and a row for each option."""
    written = sections((ROOT / "docs" / "commands.md").read_text("utf-8"))
    for name, command in commands():
        text = written[f"`briefing {name}`"]
        assert (command.help or "").split("\n")[0] in text
        for option in (each for each in command.params if isinstance(each, click.Option)):
            assert option.help, f"briefing {name} {option.opts[0]} says nothing of itself"
            for spelling in (*option.opts, *option.secondary_opts):
                assert re.search(rf"^\|.*`{spelling}\b", text, re.M), f"{name} {spelling}"


def written_kinds() -> dict[str, Any]:
    """What an editor writes, in the schema; parts of Markdown are made by the reader."""
    found = {n: d for n, d in schema()["$defs"].items() if "properties" in d}
    return {n: d for n, d in found.items() if hasattr(model, n) or hasattr(settings, n)}


def test_every_key_of_the_schema_is_documented() -> None:
    """docs/front-matter.md has a row for each key that `briefing schema` knows, and no other."""
    text = (ROOT / "docs" / "front-matter.md").read_text("utf-8")
    written = [set(re.findall(r"^\| `(\w+)` \|", part, re.M)) for part in sections(text).values()]
    known = [set(each["properties"]) for each in written_kinds().values()]
    assert sorted(map(sorted, filter(None, written))) == sorted(map(sorted, known))


def test_every_key_says_what_it_is() -> None:
    """No key of the schema is without a description."""
    for name, each in written_kinds().items():
        for key, body in each["properties"].items():
            assert body.get("description"), f"{name}.{key}"


def shown_commands() -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for line in re.findall(
            r"^ {4}briefing (.+)$|`briefing ([a-z][^`]*)`", page.read_text(), re.M
        ):
            found.append((page.name, line[0] or line[1]))
    return found


def test_no_page_shows_a_command_that_is_not_there() -> None:
    """Every command line in the documentation names a command and options that exist."""
    known = dict(commands())
    assert len(shown_commands()) > 20
    for page, line in shown_commands():
        words = line.split()
        name = next((n for n in (" ".join(words[:2]), words[0]) if n in known), None)
        assert name or words[0] == "COMMAND", f"{page}: briefing {line}"
        options = (
            {o for p in known[name].params for o in (*p.opts, *p.secondary_opts)} if name else set()
        )
        for option in re.findall(r"(?<![\w-])--?[a-z][\w-]*", re.sub(r'"[^"]*"', "", line)):
            assert option in {*options, "--help"}, f"{page}: briefing {line}"


def examples(page: str) -> dict[str, str | bytes]:
    """Files shown in a page: ``In `content/…`:`` and the block that follows."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return dict(re.findall(r"`(content/[^`\s]+)`:\n\n```\w*\n(.*?)```", text, re.S))


def test_the_files_shown_to_writers_are_a_site(tmp_path: Path) -> None:
    """The examples of writing.md and correcting.md together pass every check."""
    files = examples("writing.md")
    assert len(files) >= 6
    files |= examples("correcting.md")
    files["briefing.toml"] = 'title = "Docs"\n'
    files["content/pages/imprint.md"] = "---\ntitle: Imprint\n---\nText.\n"
    found = problems_of(write_site(tmp_path, files))
    assert [str(p) for p in found if p.severity != "note"] == []


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    """Every relative link in README and docs names a file, and a heading of it."""
    for link in re.findall(
        r"\]\((?!https?:)([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", page.read_text())
    ):
        path, _, fragment = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert not fragment or fragment in anchors(target), f"{page.name}: {link}"


def test_severities_in_the_documentation_are_those_of_the_program() -> None:
    """Each problem code named in the documentation exists."""
    for page in PAGES:
        for severity, code in re.findall(r"(error|warning|note)\[([a-z-]+)\]", page.read_text()):
            assert CODES.get(code) == severity, f"{page.name}: {code}"


def test_every_dependency_says_why_it_is_there() -> None:
    """docs/decisions.md has a paragraph for each package that an installed briefing needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["import"]]
    text = (ROOT / "docs" / "decisions.md").read_text("utf-8").casefold()
    headings = " ".join(re.findall(r"^\*\*(.+?)\*\*", text, re.M))
    for requirement in needed:
        name = re.split(r"[<>=;\[ ]", requirement)[0].casefold()
        assert re.search(rf"\b{re.escape(name)}\b", headings), name
