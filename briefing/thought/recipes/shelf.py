"""`outlets/ID.html` and `topics/ID.html`: what we read of one outlet, or about one story."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.content.model import Entry
from briefing.thought.addresses import outlet_address, topic_address
from briefing.thought.blocks import EntryItem
from briefing.thought.desk import Desk
from briefing.thought.pages import Page, Route
from briefing.thought.pagetypes import MeasureRow, OutletPage, TopicPage
from briefing.thought.recipes import views

MEASURES = 300


def routes(desk: Desk) -> Iterator[Route]:
    """A page for each outlet and each topic."""
    for key in desk.library.outlets:
        yield Route(outlet_address(key), "outlet", key, desk.source_of("outlet", key))
    for key in desk.library.topics:
        yield Route(topic_address(key), "topic", key, desk.source_of("topic", key))


def outlet(desk: Desk, route: Route) -> Page:
    """Make an outlet's page: who it is, its terms, what we read there."""
    found = desk.library.outlets[route.name]
    entries = desk.shelves.by_outlet.get(route.name, ())
    limit = found.quote_limit
    data = OutletPage(
        path=route.path,
        title=found.name,
        description=found.body.text.partition("\n\n")[0],
        name=found.name,
        home=found.home or "",
        language=desk.words.language_of(found.language),
        subscription=found.access == "subscription",
        terms=found.terms,
        quote_limit=desk.library.settings.article_limit if limit is None else limit,
        needs_link=found.needs_link,
        body_html=desk.html(found.body, route.source, route.path),
        entries=_items(desk, entries, route.path),
        count=len(entries),
    )
    return Page(route.path, "template", "outlet.html", data)


def topic(desk: Desk, route: Route) -> Page:
    """Make a topic's page: what is counted in it, and its entries."""
    found = desk.library.topics[route.name]
    entries = desk.shelves.by_topic.get(route.name, ())
    measures = desk.shelves.by_topic_measures.get(route.name, ())
    data = TopicPage(
        path=route.path,
        title=found.title,
        description=found.body.text.partition("\n\n")[0],
        name=found.title,
        body_html=desk.html(found.body, route.source, route.path),
        measures=tuple(measure_row(desk, key) for key in measures[:MEASURES]),
        entries=_items(desk, entries, route.path),
        count=len(entries),
    )
    return Page(route.path, "template", "topic.html", data)


def _items(desk: Desk, entries: tuple[Entry, ...], page: str) -> tuple[EntryItem, ...]:
    newest = entries[: views.LISTED]
    return tuple(views.entry_item(desk, entry, page, desk.year) for entry in newest)


def measure_row(desk: Desk, key: str) -> MeasureRow:
    """Return a measure for a list: how many statements, and the latest."""
    mentions = desk.shelves.mentions_on.get(key, ())
    return MeasureRow(
        desk.measure(key),
        desk.words.kind(desk.library.measures[key].kind),
        len(mentions),
        views.claim_line(desk, mentions[0], desk.year) if mentions else None,
    )
