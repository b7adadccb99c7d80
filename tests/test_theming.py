"""The theme: what templates may use, and what one small file of a site's own changes."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from html_help import ROOT
from sites_help import BASE_SITE, built, entry, write_site

from briefing.ground.settings import Settings
from briefing.ground.words import words_of
from briefing.thought.pagetypes import PAGES, Framed
from briefing.thought.site import helpers

TEMPLATES = ROOT / "templates"
#: Names of files and of a format, which no language translates.
NAMES = {"entries", "claims", "reactions", "verdicts", "json", "JSON", "Schema"}
SITE = {**BASE_SITE, "content/entries/march.md": entry()}


@pytest.mark.parametrize("name", PAGES)
def test_a_template_uses_only_fields_of_its_type(name: str) -> None:
    """Every `page.…` of a template is a field of the struct that docs/theming.md describes."""
    fields = {field.name for field in msgspec.structs.fields(PAGES[name])}
    used = set(re.findall(r"\bpage\.(\w+)", (TEMPLATES / name).read_text("utf-8")))
    assert used <= fields


@pytest.mark.parametrize("name", PAGES)
def test_a_template_shows_every_field_of_its_type(name: str) -> None:
    """No page carries data that it does not show: its key would change for nothing."""
    fields = {field.name for field in msgspec.structs.fields(PAGES[name])}
    framed = {field.name for field in msgspec.structs.fields(Framed)}
    text = (TEMPLATES / name).read_text("utf-8")
    for part in re.findall(r'include "([^"]+)"', text):
        text += (TEMPLATES / part).read_text("utf-8")
    assert fields - framed - set(re.findall(r"\bpage\.(\w+)", text)) == set()


def test_every_helper_is_documented() -> None:
    """docs/theming.md names each function that templates may call."""
    written = (ROOT / "docs" / "theming.md").read_text("utf-8")
    for name in helpers(Settings(title="T")):
        assert f"| `{name}(" in written


def test_every_message_of_a_template_is_in_the_catalogue() -> None:
    """A template asks for no word that the catalogue lacks."""
    known = words_of("en").messages
    for path in TEMPLATES.rglob("*.html"):
        for name in re.findall(r'\bt\("([a-z0-9.-]+)"[,)]', path.read_text("utf-8")):
            assert name in known, path.name


def test_a_template_holds_no_word_of_its_own() -> None:
    """What stands between the tags of a template comes from the page or the catalogue."""
    for path in TEMPLATES.rglob("*.html"):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text("utf-8"), flags=re.S)
        bare = re.sub(r"<[^>]*>|&\w+;", " ", text)
        words = set(re.findall(r"[A-Za-z]{2,}", bare)) - NAMES
        assert words == set(), path.name


@pytest.mark.parametrize(
    ("file", "text", "page", "shown"),
    [
        ("templates/parts/wordmark.html", "<b>OWN MARK</b>", "index.html", "<b>OWN MARK</b>"),
        (
            "templates/parts/own.html",
            '<link rel="stylesheet" href="{{ link(page.path, "static/own.css") }}">',
            "entries/march.html",
            'href="../static/own.css"',
        ),
        ("templates/parts/foot.html", "<footer>{{ site.title }}</footer>", "404.html", "<footer>Test"),
        ("templates/month.html", "only {{ page.month }}", "editions/2024-10.html", "only October"),
    ],
)  # fmt: skip
def test_one_small_file_changes_one_block(
    tmp_path: Path, file: str, text: str, page: str, shown: str
) -> None:
    """A site's own file of the same name wins over the theme's; the rest stays."""
    site = write_site(tmp_path, {**SITE, file: text, "static/own.css": "body{color:red}"})
    assert not built(site).failed
    assert shown in (site / "output" / page).read_text("utf-8")
    assert (site / "output" / "static" / "site.css").is_file()


def test_navigation_logo_and_foot_follow_the_settings(tmp_path: Path) -> None:
    """Pairs of label and address, a picture and a line: no template needs to change."""
    settings = (
        'title = "Test"\nlogo = "mark.svg"\nfooter = "A line <of> ours"\n'
        'navigation = [["Home", "index.html"], ["People", "countries/index.html"], ["Blog", "https://blog.example/x?y=1"]]\n'
    )
    site = write_site(tmp_path, {**SITE, "briefing.toml": settings, "static/mark.svg": "<svg/>"})
    assert not built(site).failed
    text = (site / "output" / "entries" / "march.html").read_text("utf-8")
    assert '<a href="../countries/index.html">People</a>' in text
    assert '<a href="https://blog.example/x?y=1">Blog</a>' in text
    assert 'src="../static/mark.svg"' in text
    assert "A line &lt;of&gt; ours" in text
    assert "Archive</a>" not in text
