"""The likely measure learns from what was decided before."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.content.model import Entry
from briefing.doors.importing.job import Job
from briefing.doors.importing.known import load_site
from briefing.doors.importing.review.session import Session
from briefing.doors.importing.review.works import session_of
from briefing.doors.importing.running import run

FILES = {
    "briefing.toml": 'title = "T"\n',
    "content/outlets/meridian.md": "---\nname: Meridian Post\nhome: https://www.meridianpost.example/\nlanguage: en\n---\n",
    "content/outlets/ledger.md": "---\nname: Ledger\nhome: https://www.ledger.example/\nlanguage: en\n---\n",
    "content/measures/march.md": "---\ntitle: People who joined the march\nkind: stock\nunit: people\n---\n",
    "content/measures/vigil.md": "---\ntitle: People at the vigil\nkind: stock\nunit: people\n---\n",
    "content/measures/vigil-hurt.md": "---\ntitle: People injured\nkind: stock\nunit: people injured\n---\n",
    "content/voices.yaml": "- name: Arvonian police\n  actor: PL\n  standing: government\n- name: organisers\n  standing: organisation\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def article(folder: Path, day: int, sentence: str, host: str = "meridianpost") -> Entry:
    """Import an article of one sentence; return its draft."""
    source = folder / f"{host}-{day}.txt"
    head = f"News of day {day} from the old town\n\nMarch {day}, 2026"
    url = f"https://www.{host}.example/{day}"
    source.write_text(f"{head}\n\n{sentence}\n\n{url}\n", "utf-8")
    run(Job(sources=(str(source),), site=folder, quiet=True), lambda *a, **k: None, None)
    return next(e for e in load_site(folder).entries.values() if e.url == url)


def review(folder: Path, entry: Entry) -> Session:
    site = load_site(folder)
    return session_of([next(p for p, e in site.entries.items() if e.id == entry.id)], site)


def corrected(folder: Path, sentence: str, measure: str) -> None:
    """Import a first article and store its figure under a measure that did not come first."""
    session = review(folder, article(folder, 2, sentence))
    question = session.question
    assert question is not None
    assert question.choices[0] != measure
    assert session.press(str(question.choices.index(measure) + 1))


def test_a_measure_corrected_once_need_not_be_corrected_again(folder: Path) -> None:
    """The second article of the outlet and voice has the editor's measure first, in draft and review."""
    corrected(folder, "Arvonian police put the crowd at 4,000 people.", "march")
    second = article(folder, 3, "Arvonian police put the crowd at 6,000 people.")
    assert second.proposals[0].measure == "march"
    session = review(folder, second)
    assert session.question is not None
    assert session.question.choices[0] == "march"
    assert session.press("a")
    assert [c.measure for c in session.works[0].entry.claims] == ["march"]


def test_what_is_done_with_those_counted_weighs_more_than_a_precedent(folder: Path) -> None:
    """People hurt stay people hurt, and those at the vigil joined no march, whoever says so."""
    corrected(folder, "Arvonian police put the crowd at 4,000 people.", "march")
    hurt = article(folder, 3, "Arvonian police said 40 people were injured.")
    assert hurt.proposals[0].measure == "vigil-hurt"
    mourning = article(folder, 4, "Arvonian police said 3,000 people came to the vigil.")
    assert mourning.proposals[0].measure == "vigil"


def test_what_was_decided_on_the_hurt_tells_nothing_of_a_crowd(folder: Path) -> None:
    """The last decision on the same voice's people is no precedent where it was on something else."""
    corrected(folder, "Arvonian police put the crowd at 4,000 people.", "march")
    session = review(folder, article(folder, 3, "Arvonian police said 900 people were injured."))
    assert session.press("a")
    third = article(folder, 4, "Arvonian police put the crowd at 6,000 people.")
    assert third.proposals[0].measure == "march"


def test_a_draft_proposed_before_the_correction_follows_it_too(folder: Path) -> None:
    """Two articles imported together: what was decided in the first comes first in the second."""
    first = article(folder, 2, "Arvonian police put the crowd at 4,000 people.")
    second = article(folder, 3, "Arvonian police put the crowd at 6,000 people.")
    session = review(folder, first)
    assert session.question is not None
    session.press(str(session.question.choices.index("march") + 1))
    asked = review(folder, second).question
    assert asked is not None
    assert asked.choices[0] == "march"


def test_the_last_decision_counts(folder: Path) -> None:
    """An editor who changes course is followed."""
    corrected(folder, "Arvonian police put the crowd at 4,000 people.", "march")
    session = review(folder, article(folder, 3, "Arvonian police put the crowd at 5,000 people."))
    assert session.question is not None
    session.press(str(session.question.choices.index("vigil") + 1))
    third = article(folder, 4, "Arvonian police put the crowd at 6,000 people.")
    assert third.proposals[0].measure == "vigil"


def test_a_word_for_anybody_alone_proposes_no_measure(folder: Path) -> None:
    """Where nothing but *people* fits, measures are offered, but none is proposed."""
    draft = article(folder, 2, "Some 2,000 people lost power, the utility Grid Co said.")
    assert draft.proposals[0].measure == ""
    asked = review(folder, draft).question
    assert asked is not None
    assert not asked.certain
    assert set(asked.choices) >= {"march", "vigil"}
