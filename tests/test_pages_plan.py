"""The plan and its typed data, on small libraries: no file is written, no template rendered."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from html_help import ROOT
from test_pages_big import plan_of

from briefing.thought.pages import Page, Redirect
from briefing.thought.pagetypes import CountryPage, EditionPage, EntryPage, HomePage
from briefing.thought.plan import RECIPES, Plan

DELTA = ROOT / "tests" / "sites" / "delta"


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The plan of the invented site."""
    return plan_of(DELTA)


def page(plan: Plan, path: str) -> Page:
    return plan.page(next(route for route in plan.routes() if route.path == path))


def test_every_route_has_a_recipe_and_makes_its_own_page(plan: Plan) -> None:
    """A page stands at the path of its route, and its data is frozen and can be keyed."""
    for route in plan.routes():
        assert route.recipe in RECIPES
        made = plan.page(route)
        assert made.path == route.path
        msgspec.msgpack.encode(made.data)
        assert made.data.__struct_config__.frozen


def test_a_page_never_holds_where_it_was_written(plan: Plan) -> None:
    """Source paths ride beside a page, never in its data: moving a file changes no page."""
    for route in plan.routes():
        made = plan.page(route)
        if made.renderer == "template":
            assert b"content/" not in msgspec.msgpack.encode(made.data), route.path


def test_a_page_is_the_same_made_alone(plan: Plan) -> None:
    """The preview's single page is the build's: nothing depends on which pages were made before."""
    for path in ("index.html", "editions/2025-03-04.html", "countries/eg.html"):
        assert page(plan_of(DELTA), path) == page(plan, path)


def test_the_front_page_is_of_the_newest_edition(plan: Plan) -> None:
    """The newest day leads, the days before follow, newest first."""
    data = page(plan, "index.html").data
    assert isinstance(data, HomePage)
    assert data.headline == "A quiet day"
    assert data.edition == "editions/2025-03-05.html"
    assert [item.address[9:19] for item in data.days] == ["2025-03-04", "2025-03-02", "2025-03-01"]


def test_an_edition_has_what_was_taken_in_that_day(plan: Plan) -> None:
    """Not what was published that day and found later; the neighbours are the days around it."""
    data = page(plan, "editions/2025-03-04.html").data
    assert isinstance(data, EditionPage)
    assert {item.title.address for item in data.entries} == {
        f"entries/{name}.html" for name in ("blog", "blog-1", "late", "nolink")
    }
    assert data.previous is not None
    assert data.previous.address == "editions/2025-03-02.html"
    assert data.next is not None
    assert data.next.address == "editions/2025-03-05.html"


def test_a_change_names_what_is_new(plan: Plan) -> None:
    """A new figure of the same source, and actors heard for the first time, are changes."""
    data = page(plan, "editions/2025-03-04.html").data
    labels = [item.label for item in data.changed]
    assert "Same source, new figure" in labels
    assert "First time here" in labels


def test_later_entries_never_alter_an_edition(tmp_path: Path) -> None:
    """An edition as of its day is the same whether or not later articles are known, but for its link on."""
    whole = page(plan_of(DELTA), "editions/2025-03-02.html").data
    early = _plan_as_of("2025-03-02")
    alone = page(early, "editions/2025-03-02.html").data
    same = msgspec.structs.replace(alone, next=whole.next, section=whole.section, ld=whole.ld)
    assert (
        msgspec.structs.replace(same, citation=whole.citation, corrections=whole.corrections)
        == whole
    )


def _plan_as_of(day: str) -> Plan:
    from datetime import date

    from briefing.build import Options, read_site
    from briefing.content.parsing import parse
    from briefing.thought.library import build_library

    reading = read_site(Options(site=DELTA, output=DELTA / "output"))
    assert reading.settings is not None
    content, _, _ = parse(reading.sources, {})
    library, _ = build_library(content, reading.settings, as_of=date.fromisoformat(day))
    return Plan(library, {})


def test_a_country_keeps_apart_who_speaks_for_it(plan: Plan) -> None:
    """A legislator speaks for herself; the position is the newest of those dated."""
    japan, egypt = page(plan, "countries/jp.html").data, page(plan, "countries/eg.html").data
    assert isinstance(japan, CountryPage)
    assert japan.months == ()
    assert [line.people[0].name for line in japan.own] == ["高橋 さくら"]
    assert egypt.position is not None
    assert egypt.position.text_html == "Puts the level at about 12 billion cubic metres."


def test_a_bundle_is_no_statement_of_one_of_its_members(plan: Plan) -> None:
    """What two said together counts for neither."""
    egypt = page(plan, "countries/eg.html").data
    addresses = {row.claim.address for row in egypt.figures}
    assert "entries/blog-1.html#level" in addresses
    assert "entries/blog-1.html#again" not in addresses


def test_a_live_blog_lists_its_parts(plan: Plan) -> None:
    """The whole names its parts, each part its whole; a part credits the agencies of the whole."""
    whole, part = page(plan, "entries/blog.html").data, page(plan, "entries/blog-1.html").data
    assert isinstance(whole, EntryPage)
    assert [item.title.text for item in whole.parts] == ["First part"]
    assert part.whole is not None
    assert part.whole.address == "entries/blog.html"
    assert part.source.agencies == ("Reuters",)


def test_a_citation_has_all_that_belongs_to_a_figure(plan: Plan) -> None:
    """Hedge, unit, origin, day, outlet, the site, its day and the address."""
    block = page(plan, "entries/interview.html").data.claims[0]
    words = block.evidence.citation.replace("\u00a0", " ")
    assert words == (
        "Water in the reservoir: about 12 billion cubic metres (شيماء عبد الرحمن, water minister; "
        "on 1 March 2025, النهر اليوم). Delta Watch ☂ <The River & Its Dams>, as of 4 March 2025: "
        "https://example.org/watch/entries/interview.html#level"
    )


def test_a_former_address_is_a_redirect(plan: Plan) -> None:
    """Written with or without suffix, it leads to the page that stands now."""
    assert isinstance(page(plan, "contact.html").data, Redirect)
    assert page(plan, "contact.html").data.to == "about.html"
    assert page(plan, "old/interview.html").data.to == "entries/interview.html"
