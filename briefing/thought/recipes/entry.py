"""`entries/ID.html`: one source article, with every claim and reaction at its anchor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefing.content.model import Entry
from briefing.thought.addresses import entry_address
from briefing.thought.blocks import Link
from briefing.thought.desk import Desk
from briefing.thought.pages import Page, Route
from briefing.thought.pagetypes import EntryPage
from briefing.thought.recipes import machine, views
from briefing.thought.recipes.proposing import proposal_blocks


def routes(desk: Desk) -> Iterator[Route]:
    """One page for each entry."""
    paths = desk.library.paths
    for key in desk.library.entries:
        yield Route(entry_address(key), "entry", key, paths.get(f"entry/{key}", ""))


def entry(desk: Desk, route: Route) -> Page:
    """Make the page of one entry."""
    found = desk.library.entries[route.name]
    day = desk.library.taken_in(found.id)
    year = day.year if day else desk.year
    heading = desk.entry(found.id)
    data = EntryPage(
        path=route.path,
        title=heading.text,
        description=found.body.text.partition("\n\n")[0],
        section="archive.html",
        ld=machine.entry(desk, found),
        draft=views.draft_note(desk, page=found.draft),
        heading=heading,
        edition=_edition(desk, day),
        marks=views.marks(desk, found),
        source=views.source(desk, found, None),
        notes=tuple(note for note in (found.date_note, found.added_note, found.note) if note),
        summary_html=desk.html(found.body, route.source, route.path),
        gone=desk.say("removed.entry") if found.id in desk.library.removed.entries else "",
        tombstones=_tombstones(desk, found),
        countries=tuple(desk.actor(code) for code in found.countries),
        topics=tuple(desk.topic(key) for key in desk.library.topics_of(found.id)),
        proposals=(proposals := proposal_blocks(desk, found, year)),
        review=f"briefing review {found.id}" if proposals else "",
        claims=views.claim_blocks(desk, found, year),
        reactions=views.reaction_blocks(desk, found, year),
        whole=desk.entry(found.part_of) if found.part_of else None,
        parts=tuple(
            views.entry_item(desk, part, route.path, year)
            for part in desk.shelves.parts.get(found.id, ())[: views.LISTED]
        ),
        corrections=views.correction_items(desk, found.id, route.path, year),
        revised=desk.words.published(found.revised, None) if found.revised else None,
        citation=_citation(desk, found, heading),
    )
    return Page(route.path, "template", "entry.html", data)


def _tombstones(desk: Desk, entry: Entry) -> tuple[str, ...]:
    named = (name.partition("#") for name in sorted(desk.library.removed.statements))
    return tuple(anchor for of, _, anchor in named if of == entry.id)


def _edition(desk: Desk, day: date | None) -> Link | None:
    if day is None:
        return None
    return desk.edition(day.isoformat())


def _citation(desk: Desk, entry: Entry, heading: Link) -> str:
    settings = desk.library.settings
    return desk.say(
        "cite.entry",
        title=heading.text,
        outlet=desk.outlet(entry.outlet).text,
        day=desk.words.published(entry.date, None).text,
        site=settings.title,
        address=f"{settings.base_url}{entry_address(entry.id)}",
    )
