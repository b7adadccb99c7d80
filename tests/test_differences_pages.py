"""What the pages of differences say: typed data and HTML, of the real site and two invented stories."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path

import pytest
from html_help import ROOT, built_site, link_faults, read, structure_faults
from sites_help import BASE_SITE, built, write_site

from briefing.build import Options, build
from briefing.content.loading import load
from briefing.content.parsing import parse
from briefing.ground.settings import read_settings
from briefing.thought.desk import Desk
from briefing.thought.library import build_library
from briefing.thought.pages import Page, Route
from briefing.thought.pagetypes import DifferencesPage, MeasurePage
from briefing.thought.recipes import differences
from briefing.thought.recipes.charting import DRAWN

STORIES = ("quake", "works")
SITES = {"real": ROOT, **{name: ROOT / "tests" / "sites" / name for name in STORIES}}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each site, built once."""
    folder = tmp_path_factory.mktemp("differences")
    address = "https://example.org/t/"
    return {name: built_site(folder / name, source, address) for name, source in SITES.items()}


def desk_of(site: Path) -> Desk:
    """The desk of a site, without a build."""
    sources, _ = load(site)
    content, _, _ = parse(sources, {})
    settings, _ = read_settings("briefing.toml", (site / "briefing.toml").read_bytes())
    assert settings is not None
    return Desk(build_library(content, settings)[0], {})


def index_of(desk: Desk) -> DifferencesPage:
    """The typed data of the page of all differences."""
    page: Page = differences.differences(desk, Route("discrepancies/index.html", "differences"))
    assert isinstance(page.data, DifferencesPage)
    return page.data


def measure_of(desk: Desk, key: str) -> MeasurePage:
    """The typed data of a measure's page."""
    route = Route(f"discrepancies/{key}.html", "measure", key, desk.source_of("measure", key))
    data = differences.measure(desk, route).data
    assert isinstance(data, MeasurePage)
    return data


# ── the page of all differences ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "sentence",
    [
        "As of 1 November 2024 · 3 open, 1 settled · each edition keeps the differences as of its day",
        "1. Same number, different count",
        "Russian soldiers killed or wounded: more than 600,000 (Mark Rutte, NATO’s secretary general; "
        "on 28 October, DW). Russian soldiers killed: more than 600,000 (no source named; reported "
        "1 November, DW). One number, two counts: the first includes all of the second. They are not "
        "one figure. Neither excludes the other: both are open upwards.",
        "Our summaries use the first. It has a speaker, a day and his words.",
        "at least 10,000 (Ukrainian sources, South Korean sources and US sources, not told apart; "
        "reported 1 November, DW); up to 12,000 (no source named; reported 1 November, DW). A floor "
        "and a ceiling: both can be true. Latest from a named source: about 10,000 (Sabrina Singh, "
        "the Pentagon’s deputy press secretary; reported 29 October, DW).",
        "in a matter of days (Volodymyr Zelenskyy, Ukraine’s president; reported 28 October, DW); "
        "over the next several weeks (Sabrina Singh, the Pentagon’s deputy press secretary; reported "
        "29 October, DW). Two expectations of when.",
        "Not confirming is no denial.",
        "Settled: Mark Rutte, NATO’s secretary general, confirmed (on 28 October, DW).",
        "6 days apart by the days given: not the same days.",
        "12,000 appears in 3 statements of different meaning: repetition is no confirmation.",
        "North Korean soldiers to be sent by decision (plan): 12,000 (Yonhap, unnamed sources; by "
        "19 October, publisher unknown, weak source)",
        "North Korean soldiers expected in Russia (forecast): up to 12,000",
        "1.3 million (no source named; reported 1 November, DW). The same figure, rounded.",
        "Whether any North Korean soldier has fought.",
    ],
)
def test_the_real_page_says_what_the_model_page_says(
    outputs: dict[str, Path], sentence: str
) -> None:
    """Hedge, voice with office, day and outlet stand beside every figure, and the reason follows."""
    assert sentence in read(outputs["real"] / "discrepancies" / "index.html").words


def test_the_editors_headline_is_said_once_and_no_other_is_made(outputs: dict[str, Path]) -> None:
    """Where the editor wrote none, the first difference leads as a sentence with its label."""
    real = (outputs["real"] / "discrepancies" / "index.html").read_text("utf-8")
    assert real[real.index("<main") :].count("Two reports differ") == 1
    quake = index_of(desk_of(SITES["quake"]))
    assert quake.first is not None
    assert quake.first.label == "Figures differ; not yet reviewed"
    text = (outputs["quake"] / "discrepancies" / "index.html").read_text("utf-8")
    assert "<h1>Where the reports differ</h1>" in text
    assert '<p class="lede"><strong>Figures differ; not yet reviewed.</strong>' in text


def test_statements_are_seen_without_a_tap(outputs: dict[str, Path]) -> None:
    """Where the editor leads, both statements stand outside what a tap opens."""
    text = (outputs["real"] / "discrepancies" / "index.html").read_text("utf-8")
    shown = re.sub(r"<details>.*?</details>", "", text, flags=re.S)
    article = shown[
        shown.index('id="spread') : shown.index("</article>", shown.index('id="spread'))
    ]
    article = article.replace("\u00a0", " ")
    assert ">at least 10,000<" in article
    assert ">up to 12,000<" in article
    assert article.count('class="attr"') == 2


def test_nothing_unreviewed_is_called_a_disagreement() -> None:
    """A conflict that no editor has looked at reads *not yet reviewed*, open or settled."""
    for name in STORIES:
        found = index_of(desk_of(SITES[name])).differences
        assert found is not None
        labels = {item.label for item in (*found.open, *found.settled)}
        assert "Figures differ; not yet reviewed" in labels
        assert not labels & {"They disagree", "Same number, different count"}


def test_open_differences_are_counted_and_numbered(outputs: dict[str, Path]) -> None:
    """The kicker counts all of them; each open one has its number."""
    words = read(outputs["quake"] / "discrepancies" / "index.html").words
    assert "As of 9 March 2031 · 5 open, 4 settled" in words
    assert "5. Different, and both can be true" in words
    assert "Settled by a later figure: 310 (Interior Ministry; on 2 March" in words


@pytest.mark.parametrize("story", STORIES)
def test_a_place_is_for_good(tmp_path: Path, story: str) -> None:
    """Every anchor that a page of differences ever had is on that page for ever after."""
    source = SITES[story]
    built_site(tmp_path, source, "https://example.org/t/")
    days = sorted(re.findall(r'^\["(.+)"\]$', (source / "expected.toml").read_text("utf-8"), re.M))
    ever: dict[str, set[str]] = {}
    for day in days:
        options = Options(
            site=tmp_path, output=tmp_path / day, as_of=date.fromisoformat(day), fresh=True
        )
        assert not build(options).failed
        for path in (tmp_path / day / "discrepancies").glob("*.html"):
            ids = {name for name in read(path).ids if not name.startswith("page__")}
            assert ever.setdefault(path.name, set()) <= ids, f"{path.name} on {day}"
            ever[path.name] |= ids
    assert len(ever["index.html"]) > len(days)


@pytest.mark.parametrize("site", SITES)
def test_pages_of_differences_are_whole_and_light(outputs: dict[str, Path], site: str) -> None:
    """They nest, lead somewhere, name no colour or script inline, and weigh 30 KB at most."""
    for path in (outputs[site] / "discrepancies").glob("*.html"):
        page = read(path)
        assert structure_faults(page) == []
        assert link_faults(outputs[site], path, page, "https://example.org/t/") == []
        assert len(gzip.compress(path.read_bytes())) <= 30_000


# ── a measure ───────────────────────────────────────────────────────────────────────────────────


def test_a_measure_says_what_each_source_says_now() -> None:
    """Newest first, with age from the site's day, and what came before of the same source."""
    page = measure_of(desk_of(ROOT), "sent")
    rows = [(row.claim.figure.text, row.age) for row in page.latest]
    assert rows[2:] == [
        ("about\u00a010,000", "3 days before 1\u00a0November"),
        ("3,000", "9 days before 1\u00a0November"),
        ("about\u00a01,500", "at least 13 days before 1\u00a0November"),
    ]
    assert {row[1] for row in rows[:2]} == {"on 1\u00a0November itself"}
    before = page.latest[2].change
    assert before[0].text == "for another count, "
    assert before[-1].claim is not None
    assert before[-1].claim.figure.text == "3,000"


def test_arithmetic_never_turns_a_lowered_figure_round(outputs: dict[str, Path]) -> None:
    """A factor above one is said of the larger figure; *times as many* only of a later, higher one."""
    words = read(outputs["quake"] / "discrepancies" / "killed.html").words
    lowered = words[words.index("Same source, new figure") :]
    assert (
        "640 (Interior Ministry; on 5 March, The Courier, no link), now 598 (Interior Ministry; on "
        "9 March, North Wire, no link). The source called it a correction. By our arithmetic, the "
        "larger figure is 1.1 times the smaller." in lowered
    )
    assert "431 (Interior Ministry" in lowered
    assert "The same source raised its figure. By our arithmetic, 1.5 times as many." in lowered


def test_plans_and_forecasts_stand_beside_the_count() -> None:
    """They are named as what they are, and are in neither the chart nor the table."""
    page = measure_of(desk_of(ROOT), "sent")
    assert [(line.expectation, line.figure.text) for line in page.ahead] == [("plan", "12,000")]
    assert len(page.forecasts) == 2
    assert page.chart is not None
    assert len(page.chart.marks) == len(page.figures) == 5


def test_every_mark_is_a_link_with_a_name(outputs: dict[str, Path]) -> None:
    """Title and accessible name say figure, who, day and outlet; the link leads to the statement."""
    text = (outputs["real"] / "discrepancies" / "sent.html").read_text("utf-8")
    marks = re.findall(
        r'<a class="mark s(\d)" href="([^"]+)" aria-label="([^"]+)"><title>([^<]+)', text
    )
    assert len(marks) == 5
    assert all(name == title for _, _, name, title in marks)
    assert (
        "4", "../entries/berlin-on-north-korean-soldiers.html#sent",
    ) in [(series, href) for series, href, _, _ in marks]  # fmt: skip
    assert any("Sabrina Singh; reported 29\u00a0October, DW" in name for _, _, name, _ in marks)


def test_open_ends_are_drawn_as_arrows() -> None:
    """At least points up, up to points down, in the real chart too."""
    page = measure_of(desk_of(ROOT), "sent")
    assert page.chart is not None
    arrows = {
        mark.title.partition(":")[0].replace("\u00a0", " "): mark.arrow for mark in page.chart.marks
    }
    assert arrows["at least 10,000"] == "up"
    assert arrows["up to 12,000"] == "down"
    assert arrows["3,000"] == ""


def test_words_are_listed_and_not_drawn() -> None:
    """A vague word has no place on an axis."""
    page = measure_of(desk_of(ROOT), "preparing")
    assert page.chart is None
    assert {line.figure.text for line in page.vague} == {"numerous", "thousands"}


def test_a_fact_shows_standings_over_time() -> None:
    """Instead of a chart: what each source said, from the first day to the last."""
    page = measure_of(desk_of(ROOT), "in-russia")
    assert page.chart is None
    assert page.latest == ()
    steps = {row.who: [line.figure.text for line in row.steps] for row in page.standings}
    assert steps["NATO"] == ["did not confirm", "confirmed"]
    assert steps["US government"] == ["did not confirm", "said so"]


def test_a_date_shows_expectations_and_no_chart() -> None:
    """Days and words of when something is expected are listed as they stand."""
    page = measure_of(desk_of(ROOT), "joins-fighting")
    assert page.chart is None
    assert [row.claim.figure.text for row in page.latest] == [
        "over the next several weeks", "in a matter of days",
    ]  # fmt: skip


def test_a_withdrawn_figure_leaves_the_chart_and_stays_in_the_table(tmp_path: Path) -> None:
    """It stays readable with who withdrew it."""
    site = write_site(
        tmp_path, {**BASE_SITE, **march("a", "4,000"), **march("b", "9,000", gone=True)}
    )
    built(site)
    page = measure_of(desk_of(site), "crowd")
    assert page.chart is not None
    assert [mark.title[:5] for mark in page.chart.marks] == ["4,000"]
    assert len(page.figures) == 2
    text = (site / "output" / "discrepancies" / "crowd.html").read_text("utf-8")
    assert "Withdrawn by Organisers" in text


def march(
    name: str, value: str, *, day: str = "2024-10-23", by: str = "Organisers", gone: bool = False
) -> dict[str, str | bytes]:
    """One entry with one figure, taken back perhaps."""
    back = "\n    withdrawn: {by: Organisers, date: 2024-10-24}" if gone else ""
    text = (
        f"---\ntitle: March {name}\noutlet: gazette\ndate: {day}\ncountries: [DE]\nclaims:\n"
        f"  - measure: crowd\n    value: {value}\n    by: {by}\n    said: {day}{back}\n---\nText.\n"
    )
    return {f"content/entries/{name}.md": text}


def test_hundreds_of_figures_make_no_heavy_page(tmp_path: Path) -> None:
    """Chart and table are capped and say so; the page weighs 30 KB at most."""
    files = dict(BASE_SITE)
    for n in range(300):
        day = date.fromordinal(date(2024, 1, 1).toordinal() + n // 3).isoformat()
        by = ("Organisers", "police", "unnamed")[n % 3]
        value = (f"{4_000 + 7 * n:,}", f"at least {900 + n}", f"up to {9_000 + n:,}")[n % 3]
        files |= march(f"m{n}", value, day=day, by=by)  # type: ignore[arg-type]
    site = write_site(tmp_path, files)  # type: ignore[arg-type]
    built(site)
    page = measure_of(desk_of(site), "crowd")
    assert page.chart is not None
    assert len(page.chart.marks) == DRAWN
    assert f"Of 300 figures the newest {DRAWN} are drawn." in page.chart.notes
    assert len(page.figures) + page.figures_more == 300
    assert {series for series, _ in page.chart.legend} == {1, 2, 6}
    weight = len(gzip.compress((site / "output" / "discrepancies" / "crowd.html").read_bytes()))
    assert weight <= 30_000
