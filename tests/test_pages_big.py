"""A big site: 200 countries and 5,000 claims. Pages stay light, and planning grows with its input."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from html_help import link_faults, read, structure_faults
from sites_help import built, write_site

from briefing.build import Options, read_site
from briefing.content.parsing import parse
from briefing.ground.locale import countries
from briefing.thought.library import build_library
from briefing.thought.plan import Plan

CODES = sorted(countries())[:200]
A_DAY, CLAIMS, MEASURES = 10, 20, 20


def big_site(folder: Path, entries: int) -> Path:
    """Write a site of so many entries, each with 20 claims and a reaction."""
    voices = [f"- name: Office {n}\n  actor: {code}\n  standing: government\n"
              for n, code in enumerate(CODES)]  # fmt: skip
    files = {
        "briefing.toml": 'title = "Big"\n',
        "content/voices.yaml": "".join(voices),
        "content/outlets/paper.md": "---\nname: Paper\nlanguage: en\n---\n",
        "content/topics/topic.md": "---\ntitle: Topic\n---\n",
    }
    for n in range(MEASURES):
        text = f"---\ntitle: Things of kind {n}\nkind: stock\nunit: things\ntopic: topic\n---\n"
        files[f"content/measures/m{n}.md"] = text
    for n in range(entries):
        files[f"content/entries/e{n}.md"] = _entry(n)
    return write_site(folder, files)


def _entry(n: int) -> str:
    day = date(2026, 3, 1) + timedelta(days=n // A_DAY)
    code = CODES[n % len(CODES)]
    lines = [f"---\ntitle: Entry {n}\noutlet: paper\ndate: {day}\nurl: https://paper.example/{n}"]
    lines += [f"countries: [{code}, {CODES[(n * 7) % len(CODES)]}]", "claims:"]
    for c in range(CLAIMS):
        figure = 1000 + (n * 37 + c * 11) % 900
        lines += [f"  - id: c{c}", f"    measure: m{c % MEASURES}", f"    value: about {figure}",
                  f"    by: Office {(n + c) % len(CODES)}"]  # fmt: skip
    lines += ["reactions:", "  - kind: warn", f"    by: Office {n % len(CODES)}"]
    lines += ["    text: Warned of it.", "---", "Text."]
    return "\n".join(lines) + "\n"


def plan_of(site: Path) -> Plan:
    options = Options(site=site, output=site / "output")
    reading = read_site(options)
    assert reading.settings is not None
    content, problems, _ = parse(reading.sources, {})
    assert problems == ()
    library, _ = build_library(content, reading.settings)
    return Plan(library, {name: file.key for name, file in reading.theme.static.items()})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """250 entries with 5,000 claims, built."""
    found = big_site(tmp_path_factory.mktemp("big"), 250)
    report = built(found)
    assert not report.failed, report.problems
    return found


def pages(site: Path, pattern: str) -> Iterable[Path]:
    found = sorted((site / "output").glob(pattern))
    assert found
    return found


def test_pages_stay_light(site: Path) -> None:
    """No page of 200 countries and 5,000 claims is above 30 KB compressed."""
    sizes = {p.name: len(gzip.compress(p.read_bytes())) for p in pages(site, "**/*.html")}
    assert {name: size for name, size in sizes.items() if size > 30_000} == {}


@pytest.mark.parametrize(
    "page", ["index.html", "countries/index.html", "editions/2026-03-20.html",
             "discrepancies/index.html", "discrepancies/m3.html", "entries/e17.html",
             "countries/ad.html", "outlets/paper.html", "topics/topic.html"],
)  # fmt: skip
def test_full_pages_are_whole(site: Path, page: str) -> None:
    """What is cut short is said, links hold, and the structure is that of a small page."""
    path = site / "output" / page
    found = read(path)
    assert structure_faults(found) == []
    assert link_faults(site / "output", path, found, "") == []


def test_every_country_has_its_page_and_row(site: Path) -> None:
    """200 actors, 200 pages, 200 rows of the index."""
    assert len(list(pages(site, "countries/*.html"))) == len(CODES) + 1
    links = {link for _, link in read(site / "output" / "countries" / "index.html").links}
    assert {f"{code.lower()}.html" for code in CODES} <= links


def test_an_entry_keeps_every_claim(site: Path) -> None:
    """However many they are, each claim has its anchor on its entry's page."""
    ids = set(read(site / "output" / "entries" / "e17.html").ids)
    assert {f"c{n}" for n in range(CLAIMS)} <= ids


def test_a_list_that_is_cut_says_so(site: Path) -> None:
    """Older entries are counted and lead on to where all stand."""
    words = read(site / "output" / "outlets" / "paper.html").words
    assert "The newest 200 of 250 are listed; the archive has all." in words


def test_planning_grows_with_its_input(tmp_path: Path) -> None:
    """Four times the entries take less than nine times the time, not sixteen: no page scans everything."""
    spent = []
    for entries in (100, 400):
        plan = plan_of(big_site(tmp_path / str(entries), entries))
        routes = [r for r in plan.routes() if r.recipe not in ("data", "schema")]
        plan.prepare()
        begin = time.process_time()
        for route in routes:
            plan.page(route)
        spent.append(time.process_time() - begin)
    assert spent[1] < 9 * spent[0]


def test_routes_are_cheap(site: Path) -> None:
    """Once its indexes are made, a plan names all its files in no time, and a second plan reuses them."""
    plan = plan_of(site)
    first = plan.routes()
    begin = time.process_time()
    again = Plan(plan.desk.library, plan.desk.static, plan).routes()
    assert time.process_time() - begin < 0.05
    assert again == first
