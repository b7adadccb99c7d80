"""The library: who is meant, whose figure it is, what is absent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites_help import BASE_SITE, entry, write_site

from briefing.content.loading import load
from briefing.content.parsing import parse
from briefing.content.reading import id_fault, slug
from briefing.ground.settings import Settings
from briefing.thought.addresses import relative
from briefing.thought.library import Library, build_library, resolve

VOICES = """\
- name: The Ministry
  aliases: [Ministry of X]
  actor: DE
  standing: government
- name: Anna Amsel
  actor: DE
  role: spokeswoman
  standing: government
  origin: The Ministry
  to: 2024-10-23
- name: Anna Amsel
  role: professor
  standing: expert
  from: 2024-10-24
- name: City Police
  aliases: [police]
- name: Organisers
"""


def library(tmp_path: Path, files: dict[str, str], **options: object) -> Library:
    site = write_site(tmp_path, {**BASE_SITE, "content/voices.yaml": VOICES, **files})
    sources, problems = load(site)
    content, faults, _ = parse(sources, {})
    found, findings = build_library(content, Settings(title="T"), **options)  # type: ignore[arg-type]
    assert (problems, faults, findings) == ((), (), ())
    return found


def one(tmp_path: Path, by: str, day: str = "2024-10-23", **more: str) -> object:
    (mention,) = library(tmp_path, {"content/entries/a.md": entry(day, by=by, **more)}).mentions
    return mention


def test_a_person_speaks_for_the_office(tmp_path: Path) -> None:
    """The origin of a spokeswoman's figure is her ministry; she stays the speaker."""
    mention = one(tmp_path, "anna  AMSEL")
    assert (mention.origin.key, mention.origin.name, mention.origin.actor) == (
        "the-ministry",
        "The Ministry",
        "DE",
    )
    assert [s.role for s in mention.speakers] == ["spokeswoman"]
    assert mention.chain == ("Anna Amsel", "The Gazette")


def test_a_role_holds_from_a_day_to_a_day(tmp_path: Path) -> None:
    """After she left, the same name speaks for itself, in the new role."""
    mention = one(tmp_path, "Anna Amsel", "2024-10-30")
    assert mention.origin.key == "anna-amsel"
    assert mention.speakers[0].standing == "expert"


def test_a_bundle_is_one_origin_of_its_own(tmp_path: Path) -> None:
    """Several voices together are one origin that is none of them, in whatever order."""
    first = one(tmp_path / "1", "[police, Organisers]")
    second = one(tmp_path / "2", "[Organisers, City Police]")
    assert first.origin.key == second.origin.key == "bundle:city-police+organisers"
    assert first.origin.kind == "bundle"
    assert first.origin.members == ("city-police", "organisers")


def test_nobody_is_an_origin_each_time_anew(tmp_path: Path) -> None:
    """An unnamed claim is an origin of its own."""
    mention = one(tmp_path, "unnamed")
    assert (mention.origin.kind, mention.origin.key, mention.speakers) == (
        "unnamed",
        "unnamed:a#crowd",
        (),
    )


def test_an_outlet_has_its_own_voice(tmp_path: Path) -> None:
    """An outlet named after `by` speaks for itself."""
    assert one(tmp_path, "The Gazette").origin.key == "outlet:gazette"


def test_as_of_and_drafts_are_absent(tmp_path: Path) -> None:
    """Entries added later, drafts, and editions of later days are not in the library."""
    files = {
        "content/entries/a.md": entry("2024-10-23"),
        "content/entries/b.md": entry("2024-10-25"),
        "content/entries/c.md": entry("2024-10-23", extra="added: 2024-10-26\n"),
        "content/entries/d.md": entry("2024-10-23", extra="draft: true\n"),
        "content/entries/e.md": entry("unknown"),
        "content/editions/2024-10-25.md": "---\ntitle: x\n---\n",
    }
    found = library(tmp_path, files, as_of=date(2024, 10, 24))
    assert set(found.entries) == {"a", "e"}
    assert found.editions == {}
    assert found.day == date(2024, 10, 24)
    whole = library(tmp_path, files, drafts=True)
    assert set(whole.entries) == {"a", "b", "c", "d", "e"}
    assert whole.day == date(2024, 10, 26)


def test_a_status_is_a_reaction_by_itself(tmp_path: Path) -> None:
    """A status claim is listed among reactions under the same id, and typed once."""
    fact = "---\ntitle: The square is closed\nkind: fact\n---\n"
    text = "---\ntitle: A\noutlet: gazette\ndate: 2024-10-23\nclaims:\n  - measure: shut\n    status: not-confirmed\n    by: police\n---\n"
    found = library(tmp_path, {"content/measures/shut.md": fact, "content/entries/a.md": text})
    (reaction,) = found.reactions
    assert (reaction.id, reaction.kind, reaction.claim) == ("a#shut", "not-confirm", "shut")


@pytest.mark.parametrize(
    ("file", "link", "target"),
    [
        ("content/entries/2024/10/a.md", "b.md", "content/entries/2024/10/b.md"),
        ("content/entries/2024/10/a.md", "../../../measures/x.md#y", "content/measures/x.md"),
        ("content/pages/a.md", "../../../etc/passwd", None),
        ("content/pages/a.md", "./b.md", "content/pages/b.md"),
    ],
)
def test_links_by_path(file: str, link: str, target: str | None) -> None:
    """A link by path means the file beside it, and never one outside the site."""
    assert resolve(file, link) == target


@pytest.mark.parametrize(
    ("page", "address", "link"),
    [
        ("index.html", "entries/a.html", "entries/a.html"),
        ("entries/a.html", "index.html", "../index.html"),
        ("entries/a.html", "entries/b.html#sent", "b.html#sent"),
        ("entries/a.html", "entries/a.html#sent", "#sent"),
        ("entries/a.html", "entries/a.html", "a.html"),
        ("entries/a.html", "entries/é b.html", "%C3%A9%20b.html"),
    ],
)
def test_links_between_pages_are_relative(page: str, address: str, link: str) -> None:
    """A link names the file, relative to the page, percent-encoded."""
    assert relative(page, address) == link


@given(st.text(max_size=80))
def test_a_slug_is_always_a_name(text: str) -> None:
    """Whatever the text, its slug can stand in an address."""
    made = slug(text)
    assert made
    assert id_fault(made) == "" or made.casefold() in {"con", "prn", "aux", "nul"}
