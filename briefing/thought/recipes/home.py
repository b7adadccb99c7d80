"""`index.html`: what the state is today, and whether it is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from briefing.thought.addresses import country_address, edition_address, topic_address
from briefing.thought.blocks import EntryItem, Heat, HeatCell, HeatRow, Link, When
from briefing.thought.desk import Desk
from briefing.thought.pages import Page, Route
from briefing.thought.pagetypes import HomePage
from briefing.thought.recipes import machine, verdicts, views

WEEK = 7
ROWS = 12


def routes(desk: Desk) -> Iterator[Route]:
    """One page."""
    yield Route("index.html", "home")


def home(desk: Desk, route: Route) -> Page:
    """Make the front page from the newest edition."""
    days = desk.shelves.days
    newest = days[-1] if days else ""
    settings = desk.library.settings
    edition = desk.library.editions.get(newest)
    file = desk.source_of("edition", newest)
    data = HomePage(
        path=route.path,
        title=edition.title if edition else settings.title,
        description=settings.description,
        section=route.path,
        ld=machine.site(desk),
        draft=views.draft_note(
            desk,
            edition=newest != "" and desk.drafts.day(newest),
            words=newest in desk.drafts.editions,
        ),
        day=_weekday(desk, newest) if newest else None,
        edition=edition_address(newest) if newest else "",
        headline=edition.title if edition else "",
        lede_html=desk.first(edition.lede, file, route.path) if edition else "",
        brief_html=tuple(desk.first(b, file, route.path) for b in edition.brief) if edition else (),
        entries=() if edition else _entries(desk, newest, route.path),
        difference=verdicts.gravest(desk, route.path),
        heat=week(desk),
        days=tuple(views.day_item(desk, day, desk.year) for day in reversed(days[-WEEK - 1 : -1])),
        topics=tuple(Link(t.title, topic_address(t.id)) for t in desk.library.topics.values()),
    )
    return Page(route.path, "template", "home.html", data)


def _weekday(desk: Desk, day: str) -> When:
    when = date.fromisoformat(day)
    return When(desk.words.weekday(when), day)


def _entries(desk: Desk, day: str, page: str) -> tuple[EntryItem, ...]:
    entries = desk.shelves.by_day.get(day, ())[: views.LISTED]
    return tuple(views.entry_item(desk, entry, page, desk.year) for entry in entries)


def week(desk: Desk) -> Heat | None:
    """Return statements by actor and day of the last seven days, the busiest first."""
    end = desk.library.day
    if end is None:
        return None
    days = [end - timedelta(days=step) for step in range(WEEK - 1, -1, -1)]
    counts = {day: desk.shelves.reactions_on(day) for day in days}
    totals: dict[str, int] = {}
    for of_day in counts.values():
        for actor, count in of_day.items():
            totals[actor] = totals.get(actor, 0) + count
    names = desk.library.actors
    busiest = sorted(totals, key=lambda a: (-totals[a], names.get(a, a)))
    rows = tuple(heat_row(desk, actor, days) for actor in busiest[:ROWS])
    if not rows:
        return None
    return Heat(tuple(desk.words.narrow(day) for day in days), rows, max(len(busiest) - ROWS, 0))


def heat_row(desk: Desk, actor: str, days: list[date]) -> HeatRow:
    """Return one actor's days."""
    cells = []
    name = desk.library.actors.get(actor, actor)
    drafted = desk.drafts.days_of(actor)
    for day in days:
        count = desk.shelves.reactions_on(day).get(actor, 0)
        label = desk.say("heat.cell", name=name, day=desk.words.full_day(day), count=count)
        draft = day in drafted
        cells.append(HeatCell(count, min(count, 3), label, country_address(actor), draft))
    return HeatRow(desk.actor(actor), tuple(cells))
