"""`discrepancies/`: where the reports differ, and a page for each measure."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.thought.addresses import measure_address, measure_feed
from briefing.thought.blocks import VerdictItem
from briefing.thought.desk import Desk
from briefing.thought.pages import Page, Route
from briefing.thought.pagetypes import DifferencesPage, MeasurePage
from briefing.thought.recipes import verdicts, views
from briefing.thought.recipes.shelf import measure_row

FIGURES = 200


def routes(desk: Desk) -> Iterator[Route]:
    """The list of measures, and a page for each."""
    yield Route("discrepancies/index.html", "differences")
    for key in desk.library.measures:
        yield Route(measure_address(key), "measure", key, desk.source_of("measure", key))


def differences(desk: Desk, route: Route) -> Page:
    """Make the page of all differences."""
    day = desk.library.day
    newest = desk.shelves.days[-1] if desk.shelves.days else ""
    data = DifferencesPage(
        path=route.path,
        title=desk.say("differences.title"),
        section=route.path,
        day=desk.words.plain(day, None) if day else None,
        differences=verdicts.differences(desk, newest, desk.comparison_on(day), route.path)
        if day
        else None,
        measures=tuple(measure_row(desk, key) for key in desk.library.measures),
    )
    return Page(route.path, "template", "differences.html", data)


def measure(desk: Desk, route: Route) -> Page:
    """Make the page of one measure: what is counted, and every figure."""
    found = desk.library.measures[route.name]
    mentions = desk.shelves.mentions_on.get(route.name, ())
    data = MeasurePage(
        path=route.path,
        title=found.title,
        feed=measure_feed(route.name),
        section="discrepancies/index.html",
        name=found.title,
        kind=desk.words.kind(found.kind),
        unit=found.unit,
        topic=desk.topic(found.topic) if found.topic else None,
        body_html=desk.html(found.body, route.source, route.path),
        related=tuple(desk.measure(key) for key in _related(desk, route.name)),
        verdicts=_verdicts(desk, route),
        figures=views.figure_rows(desk, mentions[:FIGURES], desk.year),
        figures_more=max(len(mentions) - FIGURES, 0),
    )
    return Page(route.path, "template", "measure.html", data)


def _verdicts(desk: Desk, route: Route) -> tuple[VerdictItem, ...]:
    compared = desk.comparison_of(route.name)
    return tuple(
        verdicts.verdict_item(desk, compared, compared.verdicts[key], route.path, desk.year)
        for key in desk.listed_verdicts(route.name)
    )


def _related(desk: Desk, key: str) -> tuple[str, ...]:
    found = desk.library.measures[key]
    named = (*found.includes, *found.parts, *([found.foresees] if found.foresees else []))
    naming = [
        other.id
        for other in desk.library.measures.values()
        if key in (*other.includes, *other.parts, other.foresees)
    ]
    return tuple(dict.fromkeys((*named, *naming)))
