"""briefing review: one key each, saved at once, taken back with one key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefing.content.model import Entry
from briefing.doors.command import main
from briefing.doors.importing.asking import NoEntry, session_of, sessions, shown
from briefing.doors.importing.known import load_site
from briefing.doors.importing.reviewing import Session, unique_quote
from briefing.doors.importing.running import Job, run
from briefing.ground.problems import has_errors
from tests.sites_help import problems_of

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT / "benchmarks" / "importing" / "dev"
MOST_KEYS = 25

FILES = {
    "briefing.toml": 'title = "T"\n',
    "content/outlets/meridian.md": "---\nname: Meridian Post\nhome: https://www.meridianpost.example/\nlanguage: en\n---\n",
    "content/measures/dead.md": "---\ntitle: People killed by the floods\nkind: cumulative\nunit: people killed\n---\n",
    "content/measures/soldiers.md": "---\ntitle: Soldiers sent to the floods\nkind: stock\nunit: soldiers\n---\n",
    "content/measures/firefighters.md": "---\ntitle: Firefighters offered\nkind: plan\nunit: firefighters\n---\n",
    "content/voices.yaml": "- name: Margarita Soler\n  actor: ES\n  role: Spain's defence minister\n  standing: government\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with a live blog just imported."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    run(
        Job(sources=(str(DEV / "en-live.txt"),), site=tmp_path, quiet=True),
        lambda *a, **k: None,
        None,
    )
    return tmp_path


def review(folder: Path) -> Session:
    site = load_site(folder)
    [paths] = sessions(site, "")
    return session_of(paths, site)


def answer(session: Session, **keys: str) -> list[str]:
    """Answer every question with the key of its kind; return the kinds asked."""
    asked = []
    usual = {
        "part": "k",
        "claim": "a",
        "repeats": "a",
        "reactions": "x",
        "reaction": "a",
        "voice": "y",
    } | keys
    while (question := session.question) is not None:
        asked.append(question.kind)
        assert shown(question, session)
        assert session.press(usual[question.kind]) or session.press("r"), question
    return asked


def entry(folder: Path, title: str) -> Entry:
    return next(e for e in load_site(folder).entries.values() if title in e.title)


def test_parts_come_first_then_claims_then_reactions(folder: Path) -> None:
    """A live blog is asked about part by part, then claim by claim, then its reactions at once."""
    asked = [kind for kind in answer(review(folder)) if kind != "voice"]
    assert asked[:3] == ["part"] * 3
    assert asked[-1] == "reactions"
    assert set(asked[3:-1]) == {"claim"}


def test_an_accepted_claim_is_stored_with_its_words(folder: Path) -> None:
    """Accepting stores measure, value, voice and quotation, and takes the proposal away."""
    answer(review(folder))
    found = entry(folder, "Army moves in")
    [claim] = [c for c in found.claims if c.measure == "soldiers"]
    assert (claim.value and claim.value.text, claim.by, claim.quote) == (
        "1,100",
        ("Margarita Soler",),
        "1,100 soldiers",
    )
    assert found.proposals == ()
    problems = problems_of(folder)
    assert not has_errors(problems), [str(p) for p in problems]


def test_an_unknown_voice_is_asked_for_once_and_added(folder: Path) -> None:
    """`y` adds the voice to voices.yaml with what the text says of it."""
    asked = answer(review(folder))
    voices = {v.name: v for v in load_site(folder).voices}
    assert voices["Lucie Marchand"].actor == "FR"
    assert voices["Lucie Marchand"].standing == "government"
    assert asked.count("voice") == len(voices) - 1


def test_a_part_off_topic_is_done_with_one_key(folder: Path) -> None:
    """`o` leaves the part without claims and without topics."""
    session = review(folder)
    title = session.works[session.queue[0].work].entry.title
    session.press("o")
    found = entry(folder, title)
    assert (found.proposals, found.topics) == ((), ())


def test_progress_is_kept_and_can_be_taken_back(folder: Path) -> None:
    """Every answer is on disk at once; `u` restores it, again and again to the beginning."""
    before = dict(load_site(folder).entries.items())
    session = review(folder)
    count = 0
    while session.question is not None and count < 8:
        kind = session.question.kind
        session.press({"part": "k", "claim": "r", "reactions": "x", "voice": "n"}[kind])
        count += 1
    assert load_site(folder).entries != before
    for _ in range(count):
        assert session.press("u")
    assert load_site(folder).entries == before
    assert not session.press("u")


def test_reactions_can_be_kept_one_by_one(folder: Path) -> None:
    """`o` asks about each; an accepted one is a reaction of the entry."""
    answer(review(folder), reactions="o", claim="r")
    found = entry(folder, "Death toll rises")
    assert ("Angel Torres",) in [r.by for r in found.reactions]
    assert not has_errors(problems_of(folder))


def test_what_is_known_is_folded_and_accepted_together(folder: Path) -> None:
    """A figure the same voice gave elsewhere is a repeat; all repeats take one key."""
    answer(review(folder))
    text = (
        (DEV / "en-live.txt")
        .read_text("utf-8")
        .replace("floods-882", "floods-883")
        .replace("Floods hit", "Flood news from")
    )
    (folder / "second.txt").write_text(text, "utf-8")
    run(
        Job(sources=(str(folder / "second.txt"),), site=folder, quiet=True),
        lambda *a, **k: None,
        None,
    )
    asked = answer(review(folder))
    assert "repeats" in asked
    assert "voice" not in asked


def test_a_key_that_means_nothing_changes_nothing(folder: Path) -> None:
    """Other keys are refused and not counted."""
    session = review(folder)
    assert not session.press("z")
    assert session.keys == 0


def test_an_article_takes_few_keys(folder: Path) -> None:
    """A known-topic article is reviewed in 25 keys or fewer."""
    answer(review(folder))
    text = (
        (DEV / "en-live.txt")
        .read_text("utf-8")
        .replace("floods-882", "floods-884")
        .replace("1,100", "1,300")
        .replace("Floods hit", "Again, floods hit")
    )
    (folder / "third.txt").write_text(text, "utf-8")
    run(
        Job(sources=(str(folder / "third.txt"),), site=folder, quiet=True),
        lambda *a, **k: None,
        None,
    )
    session = review(folder)
    answer(session)
    assert session.keys <= MOST_KEYS


def test_a_quotation_is_made_unique() -> None:
    """Words that stand twice in the source take in their neighbours."""
    text = "Ten men left. Later ten men, he said, came back. And ten men, he said, stayed."
    sentence = "And ten men, he said, stayed."
    found = unique_quote("ten men", sentence, text)
    assert text.count(found) == 1
    assert found in sentence


def test_the_command_reviews_and_says_when_there_is_nothing(folder: Path) -> None:
    """The terminal shows the sentence with its words marked; a name that is none is told."""
    result = CliRunner().invoke(main, ["review", "--site", str(folder), "nothing"])
    assert result.exit_code == 1
    assert "nothing to review" in result.output
    result = CliRunner().invoke(main, ["review", "--site", str(folder)], input="q")
    assert "Part:" in result.output
    assert "Stopped after 0 keys" in result.output
    shutil.rmtree(folder / "content" / "entries")
    result = CliRunner().invoke(main, ["review", "--site", str(folder)])
    assert "Nothing to review" in result.output
    with pytest.raises(NoEntry):
        sessions(load_site(folder), "x")
