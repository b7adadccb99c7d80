"""From an article to drafts on disk: once, readable again, beside what is there already."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from briefing.build import Options, build
from briefing.content.loading import Source
from briefing.content.model import Entry, Proposal
from briefing.content.parsing import parse_one
from briefing.content.values import parse_value
from briefing.doors.command import main
from briefing.doors.importing.job import Job
from briefing.doors.importing.known import load_site
from briefing.doors.importing.running import run
from briefing.doors.importing.vague import in_english
from briefing.doors.importing.words import raw
from briefing.doors.importing.writing import entry_text, scalar
from briefing.ground.problems import has_errors
from tests.sites_help import problems_of

ROOT = Path(__file__).resolve().parent.parent
DEV = ROOT / "benchmarks" / "importing" / "dev"
OUTLET = "---\nname: Northledger\nhome: https://www.northledger.example/\nlanguage: en\nquote_limit: 300\n---\n"
MEASURE = (
    "---\ntitle: People killed by the earthquake\nkind: cumulative\nunit: people killed\n---\n"
)


def site(folder: Path) -> Path:
    """A site with one outlet and one measure."""
    for name, text in {
        "briefing.toml": 'title = "T"\ntimezone = "Europe/Berlin"\n',
        "content/outlets/northledger.md": OUTLET,
        "content/measures/quake-dead.md": MEASURE,
        "content/voices.yaml": "- name: Greek civil protection\n  aliases: [civil protection agency]\n  actor: GR\n  standing: government\n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def take(folder: Path, *sources: Path, **job: object) -> list[str]:
    told: list[str] = []
    names = tuple(str(s) for s in sources)
    run(Job(sources=names, site=folder, **job), lambda text="", err=False: told.append(text), None)  # type: ignore[arg-type]
    return told


def drafts(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text("utf-8")
        for p in sorted((folder / "content" / "entries").rglob("*.md"))
    }


def test_a_draft_is_what_a_person_would_write(tmp_path: Path) -> None:
    """Facts in the front matter, proposals with their evidence, a draft at a path of date and title."""
    take(site(tmp_path), DEV / "en-quake.txt")
    [(path, text)] = drafts(tmp_path).items()
    assert (
        path
        == "content/entries/2025/03/death-toll-from-karvelia-quake-rises-to-230-officials-say-northledger.md"
    )
    for line in (
        "outlet: northledger", "date: 2025-03-04", "updated: 2025-03-05", "draft: true",
        "url: https://www.northledger.example/p/77zQ1", "agencies: [AFP, dpa]", "measure: quake-dead",
    ):  # fmt: skip
        assert line in text, line
    assert "language:" not in text


def test_check_reads_every_draft_without_errors(tmp_path: Path) -> None:
    """Drafts of all articles pass `check`; what is missing is noted with file and line."""
    take(site(tmp_path), DEV)
    problems = problems_of(tmp_path)
    assert not has_errors(problems), [str(p) for p in problems if p.severity == "error"]
    gaps = [p for p in problems if p.code == "draft-gap"]
    assert {p.path for p in gaps} <= set(drafts(tmp_path))
    assert all(p.line > 1 for p in gaps)
    assert any("no date" in p.message for p in gaps)


def test_proposals_never_reach_the_output(tmp_path: Path) -> None:
    """A build with drafts writes nothing of them."""
    take(site(tmp_path), DEV / "en-quake.txt")
    report = build(Options(site=tmp_path, output=tmp_path / "output"))
    assert not report.failed
    for path in (tmp_path / "output").rglob("*"):
        if path.is_file():
            assert b"Markou" not in path.read_bytes(), path


@pytest.mark.parametrize("name", sorted(p.name for p in DEV.iterdir() if p.suffix != ".json"))
def test_what_is_written_is_read_as_the_same_entry(name: str, tmp_path: Path) -> None:
    """Reading a draft and writing it again gives the same file, and the same entry."""
    take(site(tmp_path), DEV / name)
    for path, text in drafts(tmp_path).items():
        stem = Path(path).stem
        entry, problems = parse_one(Source(path, "entry", stem, "k", text))
        assert problems == ()
        assert isinstance(entry, Entry)
        again = entry_text(entry, stem=stem)
        second, _ = parse_one(Source(path, "entry", stem, "k", again))
        assert second == entry
        assert [ln for ln in text.split("\n") if not ln.startswith("#")] == again.split("\n")


@pytest.mark.parametrize(
    "text",
    ["plain words", "with: colon", "# mark", "'quoted' at the start", '"x"', "yes", "NO", "10:00", "- dash",
     "a # mark", "ends:", "tab\there", "two\nlines", "ü ‘x’ …", "{a}", "[b]", "*c", "&d", "%e", "@f", "~", "1,000", "\u2028x", "\x85y", "",],
)  # fmt: skip
def test_every_text_survives_front_matter(text: str) -> None:
    """Whatever a title holds is read back as it was."""
    from briefing.content import matter

    split = matter.split("x", f"---\ntitle: {scalar(text)}\n---\n")
    assert isinstance(split, matter.Matter)
    assert split.node.value[0][1].value == text


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    """The same source again is recognised, under another name too, and nothing is written."""
    take(site(tmp_path), DEV / "en-quake.txt", DEV / "en-live.txt", DEV / "en-layoffs.html")
    before = drafts(tmp_path)
    copy = tmp_path / "other-name.txt"
    shutil.copy(DEV / "en-quake.txt", copy)
    told = take(tmp_path, copy, DEV / "en-live.txt", DEV / "en-layoffs.html")
    assert drafts(tmp_path) == before
    assert sum("nothing changed" in line for line in told) == 3


def test_a_changed_source_shows_the_difference(tmp_path: Path) -> None:
    """A later form of an article is told from the earlier one line by line; the entry stays."""
    take(site(tmp_path), DEV / "en-quake.txt")
    before = drafts(tmp_path)
    changed = tmp_path / "later.txt"
    text = (DEV / "en-quake.txt").read_text("utf-8")
    changed.write_text(text.replace("rose to 230", "rose to 412"), "utf-8")
    told = "\n".join(take(tmp_path, changed))
    assert "earlier form" in told
    assert "+The death toll from an earthquake in northern Greece rose to 412" in told
    assert drafts(tmp_path) == before


def test_what_is_told_is_what_is_written(tmp_path: Path) -> None:
    """The counts printed are those of the proposals in the files, and a missing outlet is named."""
    (tmp_path / "briefing.toml").write_text('title = "T"\n', "utf-8")
    (tmp_path / "content").mkdir()
    told = take(tmp_path, DEV / "en-live.txt")
    proposed = [p for e in load_site(tmp_path).entries.values() for p in e.proposals]
    reactions = sum(1 for p in proposed if p.reaction)
    want = (
        f"    {len(proposed) - reactions} figures, {reactions} reactions proposed; briefing review"
    )
    assert want in told
    assert "    missing: outlet (the source seems to be meridianpost.example)" in told


def test_near_copies_are_pointed_out(tmp_path: Path) -> None:
    """An agency's report printed by two outlets is a new entry, with a word on the other."""
    take(site(tmp_path), DEV / "en-quake.txt")
    text = (DEV / "en-quake.txt").read_text("utf-8")
    other = tmp_path / "other.txt"
    other.write_text(
        text.replace(
            "Death toll from Karvelia quake rises to 230, officials say",
            "Greek quake: hundreds dead",
        )
        .replace("northledger", "southpost")
        .replace("Northledger", "Southpost"),
        "utf-8",
    )
    told = "\n".join(take(tmp_path, other))
    assert "nearly a copy of death-toll-from-karvelia" in told


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    """A path that is taken gives the draft another name."""
    take(site(tmp_path), DEV / "en-crowd.txt")
    [path] = drafts(tmp_path)
    (tmp_path / path).write_text(
        "---\ntitle: Mine\noutlet: northledger\ndate: 2025-06-14\n---\nMine.\n", "utf-8"
    )
    take(tmp_path, DEV / "en-crowd.txt")
    found = drafts(tmp_path)
    assert len(found) == 2
    assert "Mine." in found[path]


def test_a_live_blog_is_one_entry_and_its_parts(tmp_path: Path) -> None:
    """Each part has its own title, day, address and lines; the page holds no proposals of its own."""
    take(site(tmp_path), DEV / "en-live.txt")
    site_now = load_site(tmp_path)
    entries = list(site_now.entries.values())
    parts = [e for e in entries if e.part_of]
    [page] = [e for e in entries if not e.part_of]
    assert len(parts) == 3
    assert page.proposals == ()
    assert {e.part_of for e in parts} == {page.id}
    assert {e.url for e in parts} == {
        f"https://www.meridianpost.example/live/floods-882#p{n}" for n in (1, 2, 3)
    }
    assert all(":" in e.source and e.proposals for e in parts)


def test_the_raw_source_is_kept(tmp_path: Path) -> None:
    """Text, and of a page the file itself, lie in sources/ under the hash of their content."""
    take(site(tmp_path), DEV / "en-layoffs.html", DEV / "en-crowd.txt")
    kept = sorted(p.suffix for p in (tmp_path / "sources").iterdir())
    assert kept == [".html", ".txt", ".txt"]
    raw = next((tmp_path / "sources").glob("*.html"))
    assert raw.read_bytes() == (DEV / "en-layoffs.html").read_bytes()
    entry = next(e for e in load_site(tmp_path).entries.values() if "Ostrava" in e.title)
    assert (tmp_path / "sources" / entry.source).is_file()


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """--dry-run shows the draft and leaves the site as it was."""
    told = "\n".join(take(site(tmp_path), DEV / "en-crowd.txt", dry_run=True))
    assert "title: Tens of thousands march" in told
    assert not (tmp_path / "sources").exists()
    assert drafts(tmp_path) == {}


def test_a_feed_gives_a_draft_for_each_item(tmp_path: Path) -> None:
    """RSS items become drafts with their own address and local day."""
    feed = tmp_path / "feed.xml"
    item = "<item><title>{0}</title><link>https://www.northledger.example/{0}?utm_source=rss</link><pubDate>Tue, 04 Mar 2025 23:30:00 -0400</pubDate><description>At least {1} people were killed in the town of {0}, Greek police said on Tuesday.</description></item>"
    feed.write_text(
        f"<rss version='2.0'><channel><title>Northledger</title>{item.format('Alpha', 12)}{item.format('Beta', 30)}</channel></rss>",
        "utf-8",
    )
    take(site(tmp_path), feed, feed=True)
    entries = sorted(load_site(tmp_path).entries.values(), key=lambda e: e.title)
    assert [e.url for e in entries] == [
        "https://www.northledger.example/Alpha",
        "https://www.northledger.example/Beta",
    ]
    assert {e.date.text for e in entries if e.date} == {"2025-03-04"}
    assert [e.proposals[0].value for e in entries] == ["at least 12", "at least 30"]


def test_pasted_text_and_options(tmp_path: Path) -> None:
    """`-` reads pasted text; options say what the text does not."""
    text = "Storm hits the coast of the country\n\nAt least 12 people were killed, police said.\n"
    result = CliRunner().invoke(
        main,
        ["import", "-", "--site", str(site(tmp_path)), "--outlet", "northledger", "--date", "2025-03-04", "--url", "https://www.northledger.example/s", "-q"],
        input=text,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    [entry] = load_site(tmp_path).entries.values()
    assert (entry.outlet, entry.date and entry.date.text, entry.url) == (
        "northledger",
        "2025-03-04",
        "https://www.northledger.example/s",
    )


def test_terms_of_quotation_are_held_against_the_outlet(tmp_path: Path) -> None:
    """Terms found in the text that the outlet's file does not have are told."""
    folder = site(tmp_path)
    (folder / "content" / "outlets" / "baltic-watch.md").write_text(
        "---\nname: Baltic Watch\naliases: [Balticwatch.com]\n---\n", "utf-8"
    )
    take(folder, DEV / "en-summit.txt")
    [text] = drafts(folder).values()
    assert (
        "# The source asks for 400 characters and a link; content/outlets/baltic-watch.md says nothing."
        in text
    )


def test_an_entry_with_every_key_is_written_whole() -> None:
    """Nothing that an entry holds is lost when review saves it."""
    for path in sorted((ROOT / "content" / "entries").rglob("*.md")):
        text = path.read_text("utf-8")
        entry, problems = parse_one(Source(str(path), "entry", path.stem, "k", text))
        assert problems == ()
        body = text.split("\n---\n", 1)[1]
        again, problems = parse_one(
            Source(str(path), "entry", path.stem, "k", entry_text(entry, body, stem=path.stem))
        )
        assert problems == ()
        assert msgspec.structs.asdict(again) == msgspec.structs.asdict(entry)


FACT = "---\ntitle: Arvonian engineers are at the Sorrel dam\nkind: fact\n---\n"
DATE = "---\ntitle: When the Sorrel dam is expected to be repaired\nkind: date\n---\n"


def proposals(folder: Path) -> list[Proposal]:
    return [p for e in load_site(folder).entries.values() for p in e.proposals]


def dam(folder: Path, *sentences: str) -> list[Proposal]:
    """What is proposed of these sentences, said on 29 October 2024."""
    for name, text in {"dam-staff": FACT, "dam-repaired": DATE}.items():
        (site(folder) / f"content/measures/{name}.md").write_text(text, "utf-8")
    source = folder / "dam.txt"
    source.write_text("\n\n".join(("The dam at Sorrel", "October 29, 2024", *sentences)), "utf-8")
    take(folder, source)
    return proposals(folder)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The Polish government denied that Arvonian engineers were at the Sorrel dam.", "denied"),
        ("Poland confirmed on Monday that Arvonian engineers were at the Sorrel dam.", "confirmed"),
        (
            "Poland could not confirm that Arvonian engineers are at the Sorrel dam.",
            "not-confirmed",
        ),
    ],
)
def test_a_fact_of_the_site_gets_its_status(sentence: str, status: str, tmp_path: Path) -> None:
    """Who confirms, denies or does not confirm a fact that the site follows gives it that status."""
    [proposal] = dam(tmp_path, sentence)
    assert (proposal.measure, proposal.status, proposal.value) == ("dam-staff", status, "")
    assert (proposal.actor, proposal.reaction) == ("PL", "")


def test_what_is_confirmed_of_another_matter_is_no_fact_of_the_site(tmp_path: Path) -> None:
    """A confirmation stays a reaction where the sentence has not most words of the measure."""
    [proposal] = dam(tmp_path, "Poland confirmed that its engineers had met.")
    assert (proposal.measure, proposal.status, proposal.reaction) == ("", "", "confirm")


def test_the_day_of_a_date_is_proposed(tmp_path: Path) -> None:
    """By when something is expected is a value of the date that the site follows."""
    [proposal] = dam(tmp_path, "Poland said the Sorrel dam would be repaired by December 12.")
    assert (proposal.measure, proposal.value) == ("dam-repaired", "../2024-12-12")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("As of Monday, 340 people were in the camp, Poland said on Tuesday.", "2024-10-28"),
        ("By Sunday evening the flood had killed 54 people, police said.", "2024-10-27"),
        ("As of 2 p.m., 4,000 households were without power.", "2024-10-29"),
        ("The army said it would send 12,000 troops by December.", "2024-12"),
        ("The company will cut 300 jobs by Friday.", ""),
        ("Police said on Monday that 300 people had fled.", ""),
    ],
)
def test_a_figure_is_about_the_day_its_cue_names(sentence: str, day: str, tmp_path: Path) -> None:
    """*As of* and *by* say what day a figure is about; a weekday of a plan may be one to come."""
    claims = [p for p in dam(tmp_path, sentence) if p.value]
    assert [p.as_of for p in claims] == [day]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_words_of_size_are_values_in_every_language(language: str) -> None:
    """What stays a word is written as front matter has words; the quotation keeps the source's."""
    for word in raw(language)["number_words"]["vague"]:
        assert parse_value(in_english(word)).qualifier == "vague", word
    assert in_english("Zehntausende") == "tens of thousands"
    assert in_english("plusieurs centaines") == "several hundred"
    assert in_english("low thousands") == "low thousands"


def test_of_a_known_voice_the_draft_says_the_name_alone(tmp_path: Path) -> None:
    """Country, role and standing of a voice that the site has are looked up, not repeated."""
    source = tmp_path / "a.txt"
    source.write_text(
        "Quake shakes the north of Greece\n\nMarch 4, 2025\n\n"
        "Some 230 people died in the quake, Greek civil protection said on Tuesday.\n\n"
        "Some 40 people are missing in the town, Mayor Ada Nil said.\n",
        "utf-8",
    )
    take(site(tmp_path), source)
    [entry] = load_site(tmp_path).entries.values()
    known, new = entry.proposals
    assert (known.by, known.actor, known.standing) == ("Greek civil protection", "", "")
    assert (new.by, new.role) == ("Ada Nil", "Mayor")


def test_a_gap_stands_in_its_key_and_not_in_a_comment_too(tmp_path: Path) -> None:
    """`outlet: unknown` and an empty `url:` say what is missing; `check` names their lines."""
    source = tmp_path / "a.txt"
    source.write_text("Quake\n\nSome 40 people are missing, Mayor Ada Nil said.\n", "utf-8")
    take(site(tmp_path), source)
    [text] = drafts(tmp_path).values()
    assert "#" not in text
    assert "outlet: unknown\ndate: unknown\n" in text
    assert "\nurl:\n" in text


@pytest.mark.parametrize(
    ("option", "given", "told"),
    [
        ("--outlet", "northleger", "did you mean 'northledger'?"),
        ("--url", "javascript:alert(1)", "is no address"),
        ("--language", "x y", "is no language"),
    ],
)
def test_an_option_that_cannot_be_meant_is_refused(
    option: str, given: str, told: str, tmp_path: Path
) -> None:
    """Nothing is written with an outlet that the site has not, or an address or language that is none."""
    arguments = ["import", str(DEV / "en-quake.txt"), option, given, "--site", str(site(tmp_path))]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert told in result.output
    assert drafts(tmp_path) == {}


def test_another_programs_file_is_no_text(tmp_path: Path) -> None:
    """A picture or PDF that is called .txt is refused; the other files of the folder are imported."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    shutil.copy(DEV / "en-quake.txt", tmp_path / "in")
    told = take(site(tmp_path), tmp_path / "in")
    assert any("it is no text" in line for line in told)
    assert len(drafts(tmp_path)) == 1


def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path) -> None:
    """`briefing import … | head` blames no source."""
    command = f"{sys.executable} -m briefing import {DEV} --site {site(tmp_path)} | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=ROOT)
    assert "not imported" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_ends_with_what_became_of_it(tmp_path: Path) -> None:
    """Of several sources the last line counts those imported, imported before, and not imported."""
    (tmp_path / "in").mkdir()
    for name in ("en-quake.txt", "en-crowd.txt"):
        shutil.copy(DEV / name, tmp_path / "in")
    (tmp_path / "in" / "empty.txt").write_text("", "utf-8")
    assert take(site(tmp_path), tmp_path / "in")[-1] == "2 imported, 1 not imported"
    assert take(tmp_path, tmp_path / "in")[-1] == "2 imported before, 1 not imported"
