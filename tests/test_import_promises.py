"""What import promises an editor, tried as one would: titles of live blogs, standfirsts, credits, measures."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from briefing.content.days import parse_day
from briefing.content.model import Entry, Measure, Proposal
from briefing.doors.command import main
from briefing.doors.importing.agencies import agencies_of
from briefing.doors.importing.known import Site
from briefing.doors.importing.measuring import told_of
from briefing.doors.importing.pages import page_of
from briefing.doors.importing.precedents import Precedents
from briefing.doors.importing.reading import read_article
from briefing.doors.importing.review.choosing import measures_of
from briefing.doors.importing.review.questions import Work
from briefing.doors.importing.taking import namesakes
from briefing.doors.importing.text import Line
from briefing.doors.importing.vague import in_english
from briefing.thought.voices import Voices

LIVE = """Skip to main content
Middle Sea live: ceasefire talks resume in Cairo
Harbour Wire
Updated March 4, 2026

Summary
Israel said 6 hostages were freed.
At least 40 people were killed in Gaza, the Health Ministry said.

Skip next section Health Ministry: 40 killed in Gaza
March 4, 2026

Health Ministry: 40 killed in Gaza

At least 40 people were killed and 120 wounded on Tuesday, Gaza's Health Ministry said.

https://www.harbourwire.example/live/me-4#a
Skip next section Egypt hosts talks
March 3, 2026

Egypt hosts talks

Egypt's foreign minister Badr Abdelatty welcomed delegations on Monday. He said 60 trucks had crossed.
"""
TICKER = """+++ Liveblog: Selenskyj fordert mehr Hilfe +++
Stand: 05.03.2026 21:10 Uhr
Das war der Donnerstag.

20:45 Uhr
Mindestens sieben Tote in Odessa
Bei einem Angriff auf Odessa sind nach Angaben des Gouverneurs mindestens sieben Menschen getötet worden.

18:02 Uhr
Tusk warnt Moskau
Polens Ministerpräsident Donald Tusk hat Russland gewarnt. Am Mittwoch waren 19 Drohnen abgeschossen worden.

16:30 Uhr
Russland meldet Einnahme
Das russische Verteidigungsministerium meldete die Einnahme eines Dorfes. 400 Soldaten seien gefangen.
"""
PAGE = b"""<html lang="en"><head><title>Plant to cut jobs</title></head><body><article><h1>Plant to cut jobs</h1>
<p class="article__standfirst">The maker blames weak demand in China.</p>
<p>The car maker Volta will cut up to 2,300 jobs at its plant in Spain, its chief executive Anna Brandt said on Monday.</p>
<p>Unions put the number of people affected at more than 3,000, and said they would call a strike before the summer.</p>
</article></body></html>"""


def test_a_live_blog_is_not_named_after_its_first_part() -> None:
    """Neither a skip link to a part nor a time above it makes its title that of the page."""
    live, ticker = read_article(LIVE), read_article(TICKER)
    assert live.title == "Middle Sea live: ceasefire talks resume in Cairo"
    assert [part.part.title for part in live.parts] == [
        "Health Ministry: 40 killed in Gaza",
        "Egypt hosts talks",
    ]
    assert ticker.title == "Liveblog: Selenskyj fordert mehr Hilfe"
    assert len(ticker.parts) == 3


def test_what_a_page_calls_its_standfirst_is_cut() -> None:
    """It is shown among what was cut, and no reaction is made of it; its countries count."""
    page = page_of(PAGE)
    article = read_article(page.text, page.hints)
    assert [c.text for c in article.cut if c.reason == "standfirst"] == [
        "The maker blames weak demand in China."
    ]
    assert not any("blames" in each.sentence for each in article.reading.reactions)
    assert "CN" in article.reading.countries


def test_a_credit_in_brackets_names_its_agencies() -> None:
    """The whole line may stand in brackets."""
    assert agencies_of((), [Line(9, "(With reporting by AFP and Reuters)")]) == ("AFP", "Reuters")


def test_a_measure_of_a_country_needs_that_country() -> None:
    """An article that does not name the country counts none of its soldiers."""
    measures = {
        "sent": Measure(id="sent", title="Soldiers sent", unit="Norwegian soldiers", kind="stock"),
        "dead": Measure(id="dead", title="People killed", unit="people", kind="cumulative"),
    }
    assert list(told_of(measures, {"DE"}, "en")) == ["dead"]
    assert list(told_of(measures, {"DE", "NO"}, "en")) == ["sent", "dead"]


def test_one_address_is_not_given_to_several_articles(tmp_path: Path) -> None:
    """Two articles under one address would be taken for two forms of one."""
    (tmp_path / "briefing.toml").write_text('title = "T"\n', "utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(LIVE, "utf-8")
    sources = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    options = ["--site", str(tmp_path), "--url", "https://a.example/x"]
    ran = CliRunner().invoke(main, ["import", *sources, *options])
    assert ran.exit_code == 1
    assert "--url is the address of one article" in ran.output
    assert not (tmp_path / "content").exists()


def test_the_name_of_the_outlet_is_not_the_title() -> None:
    """A dump that begins with it, and names it below, has its title after it."""
    article = read_article(
        "The Harbour Wire\n\nPublished 3 hours ago\n\nMinisters clash over 5,000 troops\n\n"
        'Norway\'s minister Tore Sandvik said "around 5,000 soldiers" would be moved north, '
        "denying a report that 10,000 had gone.\n\nHundreds of people demonstrated in Oslo against it.\n\n"
        "This article was originally published in German and translated into English.\n\n"
        "https://www.harbourwire.example/n/1\n© 2026 The Harbour Wire\n"
    )
    assert article.title == "Ministers clash over 5,000 troops"
    assert article.outlet_name == "The Harbour Wire"
    assert ("The Harbour Wire", "the outlet's name") in {(c.text, c.reason) for c in article.cut}
    assert article.translated_from == "de"
    denied = [f for f in article.reading.figures if f.figure.low == 10_000]
    assert [d for f in denied for d in f.doubts if d == "negated or denied"] != []


def test_a_word_of_size_that_begins_a_sentence_is_written_small() -> None:
    """The same word is the same value wherever it stands."""
    assert in_english("Hundreds") == "hundreds"
    assert in_english("1,000") == "1,000"


def test_an_entry_of_the_same_title_is_pointed_out() -> None:
    """Its text need not be kept; a title that comes again a week later is another article's."""

    def entry(name: str, day: str, title: str = "Ministers clash over troops") -> Entry:
        date = parse_day(day) if day else None
        return Entry(id=name, title=title, outlet="wire", date=date)

    before = [
        entry("undated", ""),
        entry("near", "2026-03-01"),
        entry("week", "2026-02-20"),
        entry("other", "2026-03-02", "Something else was said"),
    ]
    assert namesakes(entry("new", "2026-03-02"), before) == ["undated", "near"]
    assert namesakes(entry("new", "", "Live blog"), [entry("old", "", "Live blog")]) == []


def test_review_lists_no_measure_that_cannot_count_such_things(tmp_path: Path) -> None:
    """Of a site with many measures those that fit are offered; of one with few, all."""

    def choices(units: list[str]) -> list[str]:
        measures = {u: Measure(id=u, title=f"The {u}", unit=u, kind="stock") for u in units}
        proposal = Proposal(
            value="30",
            unit="battle tanks",
            quote="30 battle tanks",
            sentence="It has 30 battle tanks.",
        )
        site = Site(root=tmp_path, measures=measures)
        work = Work(path="e.md", entry=Entry(id="e", title="T", outlet="wire", date=None))
        return measures_of(
            proposal, work, site, Precedents((), measures, Voices((), {}), lambda _: "")
        )[0]

    assert choices(["soldiers", "containers"]) == ["containers", "soldiers"]
    assert choices(["soldiers", "containers", "shells", "missiles"]) == []
    assert choices(["soldiers", "containers", "shells", "light tanks"]) == ["light tanks"]
