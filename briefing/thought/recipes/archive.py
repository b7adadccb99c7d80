"""`archive.html`: all editions as calendars, and the entries whose day is not known."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from briefing.ground.locale import weekdays
from briefing.thought.addresses import edition_address
from briefing.thought.blocks import Link
from briefing.thought.desk import Desk
from briefing.thought.pages import Page, Route
from briefing.thought.pagetypes import ArchivePage, Calendar, CalendarDay
from briefing.thought.recipes import views

MONTHS = 24
"""Months shown as calendars; earlier ones are links."""


def routes(desk: Desk) -> Iterator[Route]:
    """One page."""
    yield Route("archive.html", "archive")


def archive(desk: Desk, route: Route) -> Page:
    """Make the archive, newest month first."""
    months = list(reversed(desk.shelves.months))
    data = ArchivePage(
        path=route.path,
        title=desk.say("archive.title"),
        section=route.path,
        months=tuple(calendar(desk, month) for month in months[:MONTHS]),
        earlier=tuple(_link(desk, month) for month in months[MONTHS:]),
        undated=tuple(
            views.entry_item(desk, entry, route.path, desk.year)
            for entry in desk.shelves.undated[: views.LISTED]
        ),
    )
    return Page(route.path, "template", "archive.html", data)


def _link(desk: Desk, month: str) -> Link:
    return desk.month(month)


def calendar(desk: Desk, month: str) -> Calendar:
    """Return a month as weeks in the order of the site's language."""
    names = weekdays(desk.library.settings.language)
    first = date.fromisoformat(f"{month}-01")
    lead = (first.weekday() - names[0][0]) % 7
    length = monthrange(first.year, first.month)[1]
    cells = [CalendarDay()] * lead
    cells += [_day(desk, first.replace(day=number)) for number in range(1, length + 1)]
    cells += [CalendarDay()] * (-len(cells) % 7)
    weeks = tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7))
    return Calendar(_link(desk, month), tuple((short, wide) for _, short, wide in names), weeks)


def _day(desk: Desk, day: date) -> CalendarDay:
    text = day.isoformat()
    if text not in desk.shelves.place_of_day:
        return CalendarDay(str(day.day), text)
    edition = desk.library.editions.get(text)
    title = edition.title if edition else ""
    entries = len(desk.shelves.by_day.get(text, ()))
    draft = desk.drafts.day(text) or text in desk.drafts.editions
    return CalendarDay(str(day.day), text, edition_address(text), title, entries, draft)
