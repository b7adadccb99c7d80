"""`editions/DAY.html`: the briefing of one day, and the months they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefing.content.model import UNKNOWN, Edition, Entry
from briefing.content.prose import Prose
from briefing.thought.addresses import edition_address, month_address
from briefing.thought.blocks import ChangeItem, EntryItem, Link, When
from briefing.thought.desk import Desk
from briefing.thought.pages import Page, Route
from briefing.thought.pagetypes import EditionPage, MonthPage
from briefing.thought.recipes import changed, machine, verdicts, views

FIGURES = 120
IN_FULL = 40
"""Entries of one day that are listed with their claims; further ones by title and summary."""
_NONE = Edition(title="")


def routes(desk: Desk) -> Iterator[Route]:
    """One page for each day with entries or an editor's file, one for each month."""
    for day in desk.shelves.days:
        yield Route(edition_address(day), "edition", day, desk.source_of("edition", day))
    for month in desk.shelves.months:
        yield Route(month_address(month), "month", month)


def edition(desk: Desk, route: Route) -> Page:
    """Make the page of one day."""
    day = date.fromisoformat(route.name)
    written = desk.library.editions.get(route.name, _NONE)
    entries = desk.shelves.by_day.get(route.name, ())
    place = desk.shelves.place_of_day[route.name]
    mentions = [m for e in entries for m in desk.shelves.mentions_of.get(e.id, ()) if m.value]
    new: tuple[ChangeItem, ...] = ()
    more = 0
    if place:
        new, more = changed.since(desk, route, desk.shelves.days[place - 1])
    data = EditionPage(
        path=route.path,
        title=written.title or desk.words.full_day(day),
        description=_plain(written.lede),
        section="index.html" if place == len(desk.shelves.days) - 1 else "archive.html",
        ld=machine.edition(desk, route.name, written, entries),
        draft=views.draft_note(
            desk, page=desk.drafts.day(route.name), words=route.name in desk.drafts.editions
        ),
        day=When(desk.words.weekday(day), route.name),
        headline=written.title,
        lede_html=desk.first(written.lede, route.source, route.path),
        brief_html=tuple(desk.first(b, route.source, route.path) for b in written.brief),
        kicker=_kicker(desk, entries),
        changed=new,
        changed_more=more,
        changed_since=_neighbour_day(desk, place - 1, day.year),
        entries=_items(desk, entries, route.path, day.year),
        figures=views.figure_rows(desk, mentions[:FIGURES], day.year),
        figures_more=max(len(mentions) - FIGURES, 0),
        differences=verdicts.differences(
            desk, route.name, desk.comparison_on(day), route.path, most=verdicts.IN_BRIEF
        ),
        body_html=desk.html(written.body, route.source, route.path),
        corrections=views.correction_items(desk, f"editions/{route.name}", route.path, day.year),
        previous=_neighbour(desk, place - 1),
        next=_neighbour(desk, place + 1),
        month=desk.month(route.name[:7]),
        citation=_citation(desk, route.path, written.title, day),
    )
    return Page(route.path, "template", "edition.html", data)


def _plain(prose: Prose) -> str:
    return prose.text.partition("\n\n")[0]


def _kicker(desk: Desk, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    outlets = {entry.outlet for entry in entries if entry.outlet != UNKNOWN}
    found = [desk.say("edition.entries", count=len(entries))]
    if outlets:
        found.append(desk.say("edition.outlets", count=len(outlets)))
    return tuple(found)


def _items(desk: Desk, entries: tuple[Entry, ...], page: str, year: int) -> tuple[EntryItem, ...]:
    return tuple(
        views.entry_item(
            desk, entry, page, year, lines=views.CLAIMS_LISTED if place < IN_FULL else 0
        )
        for place, entry in enumerate(entries[: views.LISTED])
    )


def _neighbour(desk: Desk, place: int) -> Link | None:
    if not 0 <= place < len(desk.shelves.days):
        return None
    return desk.edition(desk.shelves.days[place])


def _neighbour_day(desk: Desk, place: int, year: int) -> When | None:
    if not 0 <= place < len(desk.shelves.days):
        return None
    return desk.words.plain(date.fromisoformat(desk.shelves.days[place]), year)


def _citation(desk: Desk, path: str, title: str, day: date) -> str:
    settings = desk.library.settings
    return desk.say(
        "cite.edition",
        title=title or desk.say("edition.no-summary-title"),
        site=settings.title,
        day=desk.words.full_day(day),
        address=f"{settings.base_url}{path}",
    )


def month(desk: Desk, route: Route) -> Page:
    """Make the list of a month's editions."""
    first = date.fromisoformat(f"{route.name}-01")
    months = list(desk.shelves.months)
    place = months.index(route.name)
    name = desk.words.month(first)
    days = desk.shelves.months[route.name]
    data = MonthPage(
        path=route.path,
        title=desk.say("month.title", month=name),
        section="archive.html",
        draft=views.draft_note(desk, page=desk.drafts.month(route.name)),
        month=name,
        days=tuple(views.day_item(desk, day, first.year) for day in days),
        previous=_month_link(desk, months, place - 1),
        next=_month_link(desk, months, place + 1),
    )
    return Page(route.path, "template", "month.html", data)


def _month_link(desk: Desk, months: list[str], place: int) -> Link | None:
    if not 0 <= place < len(months):
        return None
    return desk.month(months[place])
