"""`feeds/`: the site, what changed, each actor and each measure; for readers who come by feed.

Items are entries, and in the site's feed the editor's words of each day. An item is made from its
own entry alone and its `updated` from that entry's days and corrections, so that an edit changes one
item, whatever else is built. Without `base_url` there is no feed: every address in one is absolute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

import msgspec

from briefing.content.model import Entry
from briefing.ground.zones import beginning
from briefing.thought.addresses import (
    country_address,
    country_feed,
    edition_address,
    entry_address,
    measure_address,
    measure_feed,
)
from briefing.thought.blocks import ClaimBlock, Link, ReactionBlock
from briefing.thought.desk import Desk
from briefing.thought.feeding import (
    ChangesContent,
    EditionContent,
    EntryContent,
    Feed,
    FeedItem,
    Form,
    Spoken,
)
from briefing.thought.pages import Page, Route
from briefing.thought.recipes import changed, views
from briefing.thought.wording import last_day

SITE, CHANGES = "feeds/site.xml", "feeds/changes.xml"
RSS, JSON = "feeds/rss.xml", "feeds/site.json"
ITEMS, ITEMS_OF_ONE, DAYS = 50, 20, 10
"""Items of the site's feed, of an actor's or a measure's, and days of what changed."""
TEMPLATE = "feeds/item.html"


def routes(desk: Desk) -> Iterator[Route]:
    """The site's feeds, and one for each actor and measure that has a page."""
    if not desk.library.settings.base_url:
        return
    for path in (SITE, RSS, JSON):
        yield Route(path, "feed")
    yield Route(CHANGES, "changes_feed")
    for actor in desk.shelves.actors:
        yield Route(country_feed(actor), "country_feed", actor)
    for measure in desk.library.measures:
        yield Route(measure_feed(measure), "measure_feed", measure)


def site(desk: Desk, route: Route) -> Page:
    """Make the site's feed: the newest entries, and what the editor wrote of each day."""
    forms: dict[str, Form] = {SITE: "atom", RSS: "rss", JSON: "json"}
    entries = [entry for entry in desk.library.entries.values() if _dated(desk, entry)]
    found = [*_entry_items(desk, entries, ITEMS), *_edition_items(desk)]
    title = desk.library.settings.title
    return _page(
        desk, route, "site", Link(title, "index.html"), title, found, ITEMS, forms[route.path]
    )


def country(desk: Desk, route: Route) -> Page:
    """Make an actor's feed: entries that are about it, or in which it speaks."""
    actor, shelves = route.name, desk.shelves
    ids = {entry.id for entry in shelves.naming.get(actor, ())}
    ids |= {said.entry for said in shelves.reactions_by.get(actor, ())}
    ids |= {said.entry for said in shelves.figures_by.get(actor, ())}
    about = Link(desk.library.actors[actor], country_address(actor))
    return _of_entries(desk, route, f"country/{actor}", about, ids)


def measure(desk: Desk, route: Route) -> Page:
    """Make a measure's feed: entries with a claim about it."""
    ids = {mention.entry for mention in desk.shelves.mentions_on.get(route.name, ())}
    about = Link(desk.library.measures[route.name].title, measure_address(route.name))
    return _of_entries(desk, route, f"measure/{route.name}", about, ids)


def changes(desk: Desk, route: Route) -> Page:
    """Make the feed of what changed: since each of the last editions, and our corrections."""
    found = [*_change_items(desk), *_correction_items(desk)]
    about = Link(desk.say("feed.changes"), "index.html")
    return _page(desk, route, "changes", about, _title(desk, about.text), found, ITEMS, "atom")


def identity(desk: Desk, name: str) -> str:
    """Return a tag URI (RFC 4151), for good: the site's own authority, and the thing's own name.

    The authority is the setting `tag`, else the host and path of `base_url`: write it down before
    the site moves.
    """
    settings = desk.library.settings
    place = urlsplit(settings.base_url)
    tag = settings.tag or f"{place.hostname},2024:{place.path.strip('/')}".rstrip(":")
    return f"tag:{tag}{'/' if ':' in tag else ':'}{name}"


def _of_entries(desk: Desk, route: Route, name: str, about: Link, ids: Iterable[str]) -> Page:
    entries = [desk.library.entries[key] for key in ids]
    dated = [entry for entry in entries if _dated(desk, entry)]
    found = _entry_items(desk, dated, ITEMS_OF_ONE)
    return _page(desk, route, name, about, _title(desk, about.text), found, ITEMS_OF_ONE, "atom")


def _page(
    desk: Desk, route: Route, name: str, about: Link, title: str, items: Iterable[FeedItem],
    most: int, form: Form,
) -> Page:  # fmt: skip
    newest = sorted(items, key=_place, reverse=True)
    kept = tuple(newest[:most])
    data = Feed(
        form=form, path=route.path, id=identity(desk, name), title=title, about=about, items=kept,
        updated=kept[0].updated if kept else _moment(desk, date(1970, 1, 1)),
    )  # fmt: skip
    return Page(route.path, "feed", TEMPLATE, data)


def _place(item: FeedItem) -> tuple[str, str, bool, str]:
    return item.updated, item.published, item.edition is not None, item.id


def _title(desk: Desk, name: str) -> str:
    return desk.say("feed.of", site=desk.library.settings.title, name=name)


# ── entries ─────────────────────────────────────────────────────────────────────────────────────


def _entry_items(desk: Desk, entries: list[Entry], most: int) -> list[FeedItem]:
    newest = sorted(entries, key=lambda entry: (_updated(desk, entry), entry.id), reverse=True)
    return [_entry_item(desk, entry) for entry in newest[:most]]


def _entry_item(desk: Desk, entry: Entry) -> FeedItem:
    known = desk.feed_items.get(entry.id)
    if known is None:
        known = desk.feed_items[entry.id] = _made(desk, entry)
    return known


def _made(desk: Desk, entry: Entry) -> FeedItem:
    day = desk.library.taken_in(entry.id)
    year = day.year if day else desk.year
    file = desk.source_of("entry", entry.id)
    content = EntryContent(
        source=views.source(desk, entry, year),
        marks=(*views.marks(desk, entry), *([desk.say("mark.draft")] if entry.draft else [])),
        summary_html=desk.html(entry.body, file, SITE),
        claims=tuple(_spoken(block) for block in views.claim_blocks(desk, entry, year)),
        reactions=tuple(_spoken(block) for block in views.reaction_blocks(desk, entry, year)),
        notes=tuple(note for note in (entry.date_note, entry.added_note, entry.note) if note),
        revised=desk.words.published(entry.revised, None) if entry.revised else None,
    )
    return FeedItem(
        path=SITE,
        id=identity(desk, f"entry/{permanent(entry)}"),
        title=desk.entry(entry.id).text,
        address=entry_address(entry.id),
        published=_moment(desk, day or date.min),
        updated=_moment(desk, _updated(desk, entry)),
        topics=tuple(desk.topic(key).text for key in desk.library.topics_of(entry.id)),
        entry=content,
        corrections=views.correction_items(desk, entry.id, SITE, year),
    )


def permanent(entry: Entry) -> str:
    """Return the name an entry had first: that of its first former address, else its id."""
    for alias in entry.aliases:
        name = alias.strip("/").removesuffix(".html")
        if name.startswith("entries/"):
            return name.removeprefix("entries/")
    return entry.id


def _spoken(block: ClaimBlock | ReactionBlock) -> Spoken:
    line, evidence = block.line, block.evidence
    if getattr(line, "also", ()):
        line = msgspec.structs.replace(line, also=())  # who else carries it is other entries' news
    return Spoken(line, evidence.quote, evidence.url, evidence.note)


def _dated(desk: Desk, entry: Entry) -> bool:
    return _updated(desk, entry) > date.min


def _updated(desk: Desk, entry: Entry) -> date:
    days = [last_day(entry.date), last_day(entry.revised), desk.library.taken_in(entry.id)]
    days += [last_day(c.date) for c in desk.shelves.corrections.get(entry.id, ())]
    return max(day for day in days if day is not None)


def last_change(desk: Desk, entry: str) -> str:
    """Return the day an entry last changed, as a search engine wants it; "" where none is known."""
    day = _updated(desk, desk.library.entries[entry])
    return day.isoformat() if day > date.min else ""


def _moment(desk: Desk, day: date) -> str:
    return beginning(day, desk.library.settings.timezone)


# ── days, changes, corrections ──────────────────────────────────────────────────────────────────


def _edition_items(desk: Desk) -> Iterator[FeedItem]:
    for day in list(reversed(desk.library.editions))[:ITEMS]:
        written, file = desk.library.editions[day], desk.source_of("edition", day)
        corrections = desk.shelves.corrections.get(f"editions/{day}", ())
        when = date.fromisoformat(day)
        yield FeedItem(
            path=SITE,
            id=identity(desk, f"edition/{day}"),
            title=written.title,
            address=edition_address(day),
            published=_moment(desk, when),
            updated=_moment(desk, max([when, *(last_day(c.date) for c in corrections)])),
            edition=EditionContent(
                lede_html=desk.first(written.lede, file, SITE),
                brief_html=tuple(desk.first(bullet, file, SITE) for bullet in written.brief),
                body_html=desk.html(written.body, file, SITE),
            ),
            corrections=views.correction_items(desk, f"editions/{day}", SITE, when.year),
        )


def _change_items(desk: Desk) -> Iterator[FeedItem]:
    days = desk.shelves.days
    for before, day in reversed(list(pairwise(days))[-DAYS:]):
        when, since = date.fromisoformat(day), date.fromisoformat(before)
        found, more = changed.since(desk, Route(edition_address(day), "edition", day), before)
        if not found:
            continue
        shown = desk.words.plain(since, when.year).text
        yield FeedItem(
            path=SITE,
            id=identity(desk, f"changes/{day}"),
            title=desk.say("feed.changes-on", day=desk.words.full_day(when), since=shown),
            address=edition_address(day),
            published=_moment(desk, when),
            updated=_moment(desk, when),
            changes=ChangesContent(found, more),
        )


def _correction_items(desk: Desk) -> Iterator[FeedItem]:
    for key, correction in desk.library.corrections.items():
        moment = _moment(desk, last_day(correction.date))
        item = views.correction_item(desk, correction, SITE, None)
        named = desk.words.listed(where.text for where in item.where)
        yield FeedItem(
            path=SITE,
            id=identity(desk, f"correction/{key}"),
            title=desk.say("feed.correction", name=named),
            address=next((where.address for where in item.where if where.address), "index.html"),
            published=moment,
            updated=moment,
            corrections=(item,),
        )
