"""A later form of an article goes into its entry, and nothing that was decided is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.content.model import Entry
from briefing.doors.importing.completing import Ask
from briefing.doors.importing.job import Job
from briefing.doors.importing.known import load_site
from briefing.doors.importing.renewing import GONE
from briefing.doors.importing.review.works import session_of
from briefing.doors.importing.running import run
from tests.test_import_drafts import site

HEAD = "Flood in Sorrel\n\nhttps://www.northledger.example/p/flood\n\nOctober 29, 2024\n"
DEAD = "At least 12 people were killed by the earthquake, Mayor Ada Finch said."
HURT = "Another 40 people were wounded, the hospital said."
MORE = "Some 900 residents have left their homes, the Red Cross said."


def save(folder: Path, *paragraphs: str) -> Path:
    source = folder / "flood.txt"
    source.write_text("\n\n".join((HEAD, *paragraphs)) + "\n", "utf-8")
    return source


def take(folder: Path, source: Path, *, update: bool = False, ask: Ask | None = None) -> str:
    told: list[str] = []
    job = Job(sources=(str(source),), site=folder, update=update)
    run(job, lambda text="", err=False: told.append(text), ask)
    return "\n".join(told)


def entry(folder: Path) -> tuple[Path, Entry]:
    [(path, found)] = load_site(folder).entries.items()
    return folder / path, found


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A site with the article imported, its death toll accepted and the wounded left to decide."""
    take(site(tmp_path), save(tmp_path, DEAD, HURT))
    path, _ = entry(tmp_path)
    loaded = load_site(tmp_path)
    session = session_of([path.relative_to(tmp_path).as_posix()], loaded)
    for key in ("a", "y"):
        assert session.press(key)
    return tmp_path


def test_what_was_decided_stays_and_what_is_new_is_proposed(reviewed: Path) -> None:
    """Accepted claims and waiting proposals stay; only sentences that are new bring proposals."""
    before = entry(reviewed)[1]
    told = take(reviewed, save(reviewed, DEAD, HURT, MORE), update=True)
    after = entry(reviewed)[1]
    assert after.claims == before.claims
    assert after.proposals[: len(before.proposals)] == before.proposals
    assert [p.sentence for p in after.proposals[len(before.proposals) :] if p.value] == [MORE]
    assert "new proposal" in told


def test_both_texts_are_kept(reviewed: Path) -> None:
    """The entry rests on the new text, and the earlier one is still in sources/."""
    old = entry(reviewed)[1].source
    take(reviewed, save(reviewed, DEAD, MORE), update=True)
    new = entry(reviewed)[1].source
    assert MORE in (reviewed / "sources" / new).read_text("utf-8")
    assert HURT in (reviewed / "sources" / old).read_text("utf-8")


def test_a_claim_whose_words_are_gone_is_named(reviewed: Path) -> None:
    """The claim stays; a comment at the top of the file says so, and outlives review."""
    told = take(reviewed, save(reviewed, HURT, MORE), update=True)
    path, found = entry(reviewed)
    assert [c.measure for c in found.claims] == ["quake-dead"]
    assert "gone from the source: quake-dead" in told
    session = session_of([path.relative_to(reviewed).as_posix()], load_site(reviewed))
    assert session.press("r") or session.press("n")
    assert "# Gone from the source as imported on" in path.read_text("utf-8")


def test_a_proposal_whose_sentence_is_gone_says_so(reviewed: Path) -> None:
    """It waits for the editor as before, with the doubt beside it."""
    take(reviewed, save(reviewed, DEAD, MORE), update=True)
    [hurt] = [p for p in entry(reviewed)[1].proposals if p.sentence == HURT and p.value]
    assert hurt.doubt[-1] == GONE


def test_the_editors_own_words_stay(reviewed: Path) -> None:
    """The body and the keys an editor wrote are as they were."""
    path, _ = entry(reviewed)
    text = path.read_text("utf-8").replace("draft: true", "note: Seen twice.\ndraft: true")
    path.write_text(text + "My own words.\n", "utf-8")
    take(reviewed, save(reviewed, DEAD, MORE), update=True)
    assert path.read_text("utf-8").endswith("My own words.\n")
    assert entry(reviewed)[1].note == "Seen twice."


def test_without_the_flag_nothing_changes(reviewed: Path) -> None:
    """A job shows the difference and leaves the entry alone; so does a no at the terminal."""
    path, _ = entry(reviewed)
    before = path.read_text("utf-8")
    source = save(reviewed, DEAD, MORE)
    assert f"+{MORE}" in take(reviewed, source)
    take(reviewed, source, ask=lambda question: "")
    assert path.read_text("utf-8") == before


def test_a_yes_at_the_terminal_takes_it_in(reviewed: Path) -> None:
    """The question names the entry that the new text would go into."""
    asked: list[str] = []
    take(reviewed, save(reviewed, DEAD, MORE), ask=lambda q: asked.append(q) or "y")  # type: ignore[func-returns-value]
    assert entry(reviewed)[1].id in asked[0]
    assert any(p.sentence == MORE for p in entry(reviewed)[1].proposals)


def test_taking_it_in_twice_changes_nothing(reviewed: Path) -> None:
    """The second time it is the same source."""
    source = save(reviewed, DEAD, MORE)
    take(reviewed, source, update=True)
    before = entry(reviewed)[0].read_text("utf-8")
    assert "nothing changed" in take(reviewed, source, update=True)
    assert entry(reviewed)[0].read_text("utf-8") == before


def answered(folder: Path, *answers: str, count: int = 1) -> tuple[list[str], list[Entry]]:
    """Import texts that tell nothing of themselves; return what was asked, and the drafts."""
    sources = []
    for number in range(count):
        source = folder / f"bare{number}.txt"
        source.write_text(f"Flood in valley {number}\n\nSome {number + 12} people died.\n", "utf-8")
        sources.append(str(source))
    asked: list[str] = []
    left = list(answers)

    def ask(question: str) -> str:
        asked.append(question)
        return left.pop(0) if left else ""

    run(Job(sources=tuple(sources), site=folder), lambda text="", err=False: None, ask)
    return asked, list(load_site(folder).entries.values())


def test_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    """Day, outlet (by name too) and address; an answer that cannot be meant is asked for again."""
    asked, [found] = answered(
        site(tmp_path), "4.3.2025", "2025-03-04", "northlegder", "Northledger", "x", "https://a.example/1",
    )  # fmt: skip
    assert (found.outlet, found.url) == ("northledger", "https://a.example/1")
    assert found.date is not None
    assert found.date.text == "2025-03-04"
    assert "'4.3.2025' is no day" in asked[1]
    assert "did you mean 'northledger'?" in asked[3]
    assert "'x' is no address" in asked[5]


def test_a_text_taken_in_before_is_not_asked_about(tmp_path: Path) -> None:
    """The second time nothing is asked, for nothing will be written."""
    assert answered(site(tmp_path))[0]
    assert answered(tmp_path)[0] == []


def test_of_a_folder_nothing_is_asked(tmp_path: Path) -> None:
    """Hundreds of questions help nobody: the gaps stand in the drafts, and `check` names them."""
    asked, found = answered(site(tmp_path), count=9)
    assert asked == []
    assert len(found) == 9
