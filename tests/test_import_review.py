"""briefing review: one key each, saved at once, taken back with one key."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from briefing.content.model import Entry, Proposal
from briefing.doors.command import main
from briefing.doors.importing.job import Job
from briefing.doors.importing.known import load_site
from briefing.doors.importing.printing import visible
from briefing.doors.importing.review.fitting import bundle, fits
from briefing.doors.importing.review.session import Session
from briefing.doors.importing.review.showing import keys_of, shown
from briefing.doors.importing.review.storing import unique_quote
from briefing.doors.importing.review.voicefile import with_alias
from briefing.doors.importing.review.works import Changed, NoEntry, session_of, sessions
from briefing.doors.importing.running import run
from briefing.doors.importing.writing import entry_text
from briefing.ground.problems import has_errors
from tests.sites_help import problems_of
from tests.test_import_drafts import site as small_site

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


@pytest.mark.parametrize("key", ["k", "b"])
def test_a_part_is_asked_about_once(folder: Path, key: str) -> None:
    """What a part is for is written in its entry, so a review that was left goes on behind it."""
    topic = folder / "content/topics/floods.md"
    topic.parent.mkdir(parents=True)
    topic.write_text("---\ntitle: The floods\n---\n", "utf-8")
    measure = folder / "content/measures/dead.md"
    measure.write_text(measure.read_text("utf-8").replace("kind:", "topic: floods\nkind:"), "utf-8")
    session = review(folder)
    parts = [q for q in session.queue if q.kind == "part"]
    assert session.press(key)
    left = [q for q in review(folder).queue if q.kind == "part"]
    assert len(left) == len(parts) - 1
    assert ("floods",) in [e.topics for e in load_site(folder).entries.values()]
    assert not has_errors(problems_of(folder))


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


def session_on(folder: Path, *proposals: Proposal) -> Session:
    """A review of one draft with these proposals."""
    site = load_site(folder)
    path = next(p for p, e in site.entries.items() if "Army moves in" in e.title)
    entry = msgspec.structs.replace(site.entries[path], proposals=proposals)
    (folder / path).write_text(entry_text(entry, stem=Path(path).stem), "utf-8")
    session = session_of([path], load_site(folder))
    session.queue = [q for q in session.queue if q.kind != "part"]
    return session


def test_reactions_of_unknown_voices_are_never_dropped_by_accept(folder: Path) -> None:
    """`a` stores the reactions of known voices and keeps the others; the prompt says how many."""
    known = Proposal(reaction="warn", by="Margarita Soler", quote="q", sentence="A q.")
    other = Proposal(reaction="accuse", by="Nobody Known", quote="q", sentence="B q.")
    session = session_on(folder, known, other)
    question = session.question
    assert question is not None
    assert "[a]ccept 1 of known voices, keep 1 of unknown voices" in keys_of(question, session)
    assert session.press("a")
    [work] = session.works
    assert [r.by for r in work.entry.reactions][-1] == ("Margarita Soler",)
    assert work.entry.proposals == (other,)
    assert session.notice == "1 accepted, 1 kept as proposals."


def test_accept_is_not_offered_where_no_voice_is_known(folder: Path) -> None:
    """With unknown voices only, `a` means nothing, and every reaction can be kept for later."""
    other = Proposal(reaction="accuse", by="Nobody Known", quote="q", sentence="B q.")
    session = session_on(folder, other)
    assert session.question is not None
    assert "[a]ccept" not in keys_of(session.question, session)
    assert not session.press("a")
    assert session.press("k")
    assert session.works[0].entry.proposals == (other,)


def test_only_the_keys_that_work_are_shown(folder: Path) -> None:
    """Where no measure is certain, accepting is not offered, and does nothing."""
    claim = Proposal(value="12", unit="glorps", quote="12", sentence="There were 12.")
    session = session_on(folder, claim)
    question = session.question
    assert question is not None
    keys = keys_of(question, session)
    assert keys.startswith("[1-3] as that measure  [e]dit  [r]eject")
    assert not session.press("a")


def test_help_is_shown_on_demand(folder: Path) -> None:
    """`?` explains the keys of the question and is no answer."""
    result = CliRunner().invoke(main, ["review", "--site", str(folder)], input="?q")
    assert "b keeps it without claims" in result.output
    assert "Stopped after 0 keys" in result.output


def test_a_noun_that_does_not_fit_is_asked_about_once_more(folder: Path) -> None:
    """Containers are stored under a measure of soldiers only when the key is pressed again."""
    claim = Proposal(value="13,000", unit="containers", quote="13,000", sentence="It sent 13,000.")
    session = session_on(folder, claim)
    question = session.question
    assert question is not None
    number = str(question.choices.index("soldiers") + 1)
    assert "(counts soldiers, not containers)" in "\n".join(shown(question, session))
    assert session.press(number)
    assert "soldiers counts soldiers, this counts containers" in session.notice
    assert session.works[0].entry.proposals == (claim,)
    assert session.press(number)
    assert session.works[0].entry.claims[-1].measure == "soldiers"


@pytest.mark.parametrize(
    ("noun", "unit", "expected"),
    [
        ("containers", "soldiers", False),
        ("troops", "soldiers", True),
        ("Soldaten", "troops", True),
        ("people", "soldiers", True),
        ("North Koreans", "soldiers", True),
        ("jobs", "people", False),
        ("glorps", "", True),
        ("special forces troops", "troops", True),
    ],
)
def test_nouns_that_fit(noun: str, unit: str, expected: bool) -> None:
    """A word of people fits any measure of people; things fit their own noun only."""
    assert fits(noun, unit) is expected


def test_a_bundle_is_its_members(folder: Path) -> None:
    """Sources of three countries are three voices, each of its own country."""
    name = "French, Greek and Spanish sources"
    assert bundle(name) == ("French sources", "Greek sources", "Spanish sources")
    assert bundle("French and Greek lawmakers in Rome") == (
        "French lawmakers in Rome", "Greek lawmakers in Rome",
    )  # fmt: skip
    assert bundle("French sources") == ("French sources",)
    claim = Proposal(
        measure="soldiers",
        value="7",
        unit="soldiers",
        by=name,
        actor="FR",
        quote="7",
        sentence="7.",
    )
    session = session_on(folder, claim)
    answer(session)
    voices = {v.name: v.actor for v in load_site(folder).voices}
    assert [voices[each] for each in bundle(name)] == ["FR", "GR", "ES"]
    assert session.works[0].entry.claims[-1].by == bundle(name)


def test_spaces_of_a_page_are_spaces() -> None:
    """No-break and thin spaces are shown as spaces; what drives a terminal is shown as it is written."""
    assert visible("1\u00a0000\u202fmen\x1b") == "1 000 men\\x1b"


def test_review_needs_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no key can be read, the message says so."""

    def none() -> str:
        raise OSError(6, "No such device or address", "/dev/tty")

    monkeypatch.setattr("click.getchar", none)
    result = CliRunner().invoke(main, ["review", "--site", str(folder)])
    assert result.exit_code == 1
    assert "review needs a terminal" in result.output
    assert "Errno" not in result.output


def ranked(sentence: str, folder: Path) -> list[str]:
    """The measures that review offers for the figure of a sentence, likeliest first."""
    for name, title, kind in (
        ("camp", "Arvonian soldiers training at Sorrel", "stock"),
        ("forecast", "Arvonian soldiers expected at Sorrel", "forecast"),
        ("sent", "Arvonian soldiers sent to Sorrel", "cumulative"),
    ):
        text = f"---\ntitle: {title}\nkind: {kind}\nunit: Arvonian soldiers\n---\n"
        (small_site(folder) / f"content/measures/{name}.md").write_text(text, "utf-8")
    source = folder / "soldiers.txt"
    source.write_text(f"Soldiers at Sorrel\n\nOctober 29, 2024\n\n{sentence}\n", "utf-8")
    run(Job(sources=(str(source),), site=folder), lambda text="", err=False: None, None)
    loaded = load_site(folder)
    path = next(p for p, e in loaded.entries.items() if e.proposals)
    session = session_of([path], loaded)
    question = next(q for q in session.queue if q.kind == "claim" and q.proposals[0].value)
    return list(session.offered(question).choices)


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("Arvonia deployed 1,500 soldiers to Sorrel for training, Poland said.", "sent"),
        ("Some 1,500 Arvonian soldiers are undergoing drills at Sorrel, Poland said.", "camp"),
        ("Arvonia could soon have 1,500 soldiers at Sorrel, Poland said.", "forecast"),
        ("Arvonia has shipped 1,500 soldiers who will be ready in June, Poland said.", "sent"),
    ],
)
def test_the_measure_that_says_what_is_done_comes_first(
    sentence: str, first: str, tmp_path: Path
) -> None:
    """Of measures of one unit the likeliest is that whose title has the deed beside the figure."""
    assert ranked(sentence, tmp_path)[0] == first


def test_taking_back_a_new_voice_takes_it_out_of_the_file(folder: Path) -> None:
    """`u` after `y` asks again, and voices.yaml is as before, byte for byte."""
    before = (folder / "content/voices.yaml").read_bytes()
    claim = Proposal(measure="dead", value="3", by="Ada Nil", quote="3", sentence="3 dead.")
    session = session_on(folder, claim)
    for key, kind in (("a", "voice"), ("y", None), ("u", "voice"), ("u", "claim")):
        assert session.press(key)
        assert (session.question.kind if session.question else None) == kind
    assert (folder / "content/voices.yaml").read_bytes() == before
    assert session.works[0].entry.proposals == (claim,)


def test_a_rejected_claim_asks_for_no_voice(folder: Path) -> None:
    """An unknown voice is asked about only when something of it is to be stored."""
    claim = Proposal(measure="dead", value="3", by="Ada Nil", quote="3", sentence="3 dead.")
    session = session_on(folder, claim)
    assert session.press("r")
    assert session.question is None


def test_another_name_of_a_voice_is_remembered(folder: Path) -> None:
    """A digit says whom a name means; `y` writes it as an alias, so that it is never asked again."""
    claim = Proposal(
        measure="dead", value="3", by="Margarita Soller", quote="3", sentence="3 dead."
    )
    session = session_on(folder, claim)
    for key in ("a", "1", "y"):
        assert session.press(key)
    assert session.works[0].entry.claims[-1].by == ("Margarita Soler",)
    [voice] = load_site(folder).voices
    assert voice.aliases == ("Margarita Soller",)
    assert session_on(folder, claim).press("a")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- name: Ann\n", "- name: Ann\n  aliases: [Anna B]\n"),
        ("- name: Ann\n  aliases: [A] # x\n", "- name: Ann\n  aliases: [A, Anna B] # x\n"),
        ('# c\n- name: Bo\n\n- name: "Ann"\n  actor: DE\n', '# c\n- name: Bo\n\n- name: "Ann"\n  aliases: [Anna B]\n  actor: DE\n'),
        ("- name: Ann\n  aliases:\n    - A\n", None),
        ("- actor: DE\n  name: Ann\n", None),
        ("- name: Bo\n", None),
    ],
)  # fmt: skip
def test_an_alias_leaves_the_rest_of_the_file_as_it_is(text: str, expected: str | None) -> None:
    """A file written in another way than most is left to its editor."""
    assert with_alias(text, "Ann", "Anna B") == expected


def test_a_voice_can_be_put_right_before_it_is_added(folder: Path) -> None:
    """`e` changes name, country, role and office; what is no country or voice is refused."""
    claim = Proposal(
        measure="dead", value="3", by="griechischen Polizei", actor="GR", standing="government",
        quote="3", sentence="3 dead.",
    )  # fmt: skip
    session = session_on(folder, claim)
    session.press("a")
    assert session.press("e", "Greek police / XX / ")
    assert "no country" in session.notice
    assert session.press("e", "Greek police / GR / / Margareta Soler")
    assert "did you mean 'Margarita Soler'" in session.notice
    assert session.press("e", "Greek police /  / the police of Greece / Margarita Soler")
    assert session.works[0].entry.claims[-1].by == ("Greek police",)
    voice = load_site(folder).voices[-1]
    assert (voice.name, voice.actor, voice.role) == ("Greek police", "ES", "the police of Greece")
    assert voice.origin == "Margarita Soler"


def test_an_edit_that_cannot_be_stored_says_why(folder: Path) -> None:
    """A measure that is none, and a value that is none, change nothing."""
    claim = Proposal(measure="dead", value="3", quote="3", sentence="3 dead.")
    session = session_on(folder, claim)
    assert session.press("e", "3 / unnamed / deed")
    assert "did you mean 'dead'" in session.notice
    assert session.press("e", "1..2")
    assert "Nothing was stored" in session.notice
    assert session.works[0].entry.proposals == (claim,)
    assert session.press("e", "4")
    assert session.works[0].entry.claims[-1].measure == "dead"


def test_repeats_can_be_decided_one_by_one(folder: Path) -> None:
    """`o` asks about each of what seems known already."""
    told = Proposal(measure="dead", value="7", by="Margarita Soler", quote="7", sentence="7.")
    other = entry(folder, "Death toll rises")
    path = next(p for p, e in load_site(folder).entries.items() if e.id == other.id)
    session = session_of([path], load_site(folder))
    claimed = msgspec.structs.replace(other, proposals=(told,))
    (folder / path).write_text(entry_text(claimed, stem=Path(path).stem), "utf-8")
    session = session_of([path], load_site(folder))
    session.queue = [q for q in session.queue if q.kind != "part"]
    assert session.press("a")
    session = session_on(folder, told, msgspec.structs.replace(told, sentence="Again 7."))
    assert session.question is not None
    assert session.question.kind == "repeats"
    assert session.press("o")
    assert session.press("r")
    assert session.press("a")
    assert len(session.works[0].entry.claims) == 1


def test_a_draft_changed_meanwhile_is_left_alone(folder: Path) -> None:
    """What an editor writes into the file while review is open is never overwritten."""
    claim = Proposal(measure="dead", value="3", quote="3", sentence="3 dead.")
    session = session_on(folder, claim)
    path = folder / session.works[0].path
    changed = path.read_text("utf-8") + "Written meanwhile.\n"
    path.write_text(changed, "utf-8")
    with pytest.raises(Changed, match="changed meanwhile"):
        session.press("a")
    assert path.read_text("utf-8") == changed


def test_articles_are_asked_about_by_day(folder: Path) -> None:
    """The oldest first, so that what is said again later is known by then."""
    for day, title in ((9, "A later one"), (2, "Z earlier one")):
        source = folder / f"{day}.txt"
        text = f"{title} from the coast\n\nMarch {day}, 2024\n\nPolice said 12 people died.\n"
        source.write_text(text, "utf-8")
        run(Job(sources=(str(source),), site=folder, quiet=True), lambda *a, **k: None, None)
    site = load_site(folder)
    titles = [site.entries[paths[0]].title for paths in sessions(site, "")]
    assert titles[:2] == ["Z earlier one from the coast", "A later one from the coast"]


def test_what_is_no_value_is_never_stored(folder: Path) -> None:
    """A word that `check` would refuse is refused here, with the key that changes it."""
    claim = Proposal(
        measure="dead", value="umpteen", unit="people killed", quote="u", sentence="u."
    )
    session = session_on(folder, claim)
    assert session.press("a")
    assert "'umpteen' is no value; e changes it" in session.notice
    assert session.works[0].entry.proposals == (claim,)


def test_a_draft_with_a_fault_is_not_passed_over_in_silence(folder: Path) -> None:
    """Review says that an entry cannot be read, and which command names the fault."""
    site = load_site(folder)
    path = folder / next(p for p, e in site.entries.items() if "Army moves in" in e.title)
    path.write_text(path.read_text("utf-8").replace("outlet:", "outlett:"), "utf-8")
    result = CliRunner().invoke(main, ["review", "--site", str(folder)], input="q")
    assert "1 entry has faults and cannot be reviewed; briefing check" in result.output
