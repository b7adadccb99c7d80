"""`countries/`: every actor that speaks, is named, or has a page of the editor's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

import msgspec

from briefing.content.model import Country, Position, Standing
from briefing.thought.addresses import country_address, country_feed, measure_address
from briefing.thought.blocks import ChangeItem, ClaimLine, Link, ReactionLine, When
from briefing.thought.desk import Desk
from briefing.thought.pages import Page, Route
from briefing.thought.pagetypes import (
    ActorRow,
    CountriesPage,
    CountryPage,
    MonthOfReactions,
    PositionItem,
    Speaking,
)
from briefing.thought.recipes import verdicts, views
from briefing.thought.recipes.home import heat_row
from briefing.thought.statements import Mention, Reaction
from briefing.thought.wording import last_day, spoken

REACTIONS = 150
FIGURES = 80
NAMED = 40
DIFFERENCES = 8
STRIP = 14
_OWN: tuple[Standing, ...] = ("legislator", "party", "expert", "media", "other")
"""Who speaks for himself or herself, not for the actor."""
_NONE = Country()


def routes(desk: Desk) -> Iterator[Route]:
    """The index, and a page for each actor."""
    yield Route("countries/index.html", "countries")
    for actor in desk.shelves.actors:
        yield Route(country_address(actor), "country", actor, desk.source_of("country", actor))


def countries(desk: Desk, route: Route) -> Page:
    """Make the index of actors."""
    data = CountriesPage(
        path=route.path,
        title=desk.say("countries.title"),
        section=route.path,
        actors=tuple(_row(desk, actor, route.path) for actor in desk.shelves.actors),
    )
    return Page(route.path, "template", "countries.html", data)


def _row(desk: Desk, actor: str, page: str) -> ActorRow:
    reactions = desk.shelves.reactions_by.get(actor, ())
    positions = _positions(desk.library.countries.get(actor, _NONE))
    file = desk.source_of("country", actor)
    return ActorRow(
        actor=desk.actor(actor),
        position_html=desk.first(positions[0].text, file, page) if positions else "",
        since=desk.words.since(positions[0].since, desk.year) if positions else None,
        last=_when(desk, reactions[0]) if reactions else None,
        statements=len(reactions),
        entries=len(desk.shelves.naming.get(actor, ())),
    )


def _positions(country: Country) -> list[Position]:
    return sorted(country.positions, key=lambda p: last_day(p.since), reverse=True)


def _when(desk: Desk, reaction: Reaction) -> When:
    when = desk.words.said(reaction.said, reaction.reported, reaction.outlet, desk.year)
    return msgspec.structs.replace(when, draft=True) if desk.drafts.said(reaction) else when


def country(desk: Desk, route: Route) -> Page:
    """Make an actor's page."""
    actor = route.name
    library, shelves = desk.library, desk.shelves
    written = library.countries.get(actor, _NONE)
    reactions = shelves.reactions_by.get(actor, ())
    figures = shelves.figures_by.get(actor, ())
    named = shelves.naming.get(actor, ())
    positions = tuple(_position(desk, p, route) for p in _positions(written))
    official = [r for r in reactions if not _own(r)]
    place = shelves.place_of_actor[actor]
    strip_days = _strip_days(reactions)
    data = CountryPage(
        path=route.path,
        title=library.actors[actor],
        feed=country_feed(actor),
        section="countries/index.html",
        name=library.actors[actor],
        code=actor,
        draft=views.draft_note(desk, page=desk.drafts.actor(actor)),
        country=actor not in library.settings.organisations,
        position=positions[0] if positions else None,
        positions=positions,
        last=_when(desk, official[0]) if official else None,
        statements=len(reactions),
        entries=len(named),
        voices=_voices(desk, reactions),
        strip=heat_row(desk, actor, strip_days) if strip_days else None,
        strip_days=tuple(desk.words.narrow(day) for day in strip_days),
        months=_months(desk, official[:REACTIONS]),
        own=tuple(views.reaction_line(desk, r, desk.year) for r in reactions if _own(r))[
            :REACTIONS
        ],
        more=max(len(official) - REACTIONS, 0),
        figures=views.figure_rows(desk, figures[:FIGURES], desk.year),
        figures_more=max(len(figures) - FIGURES, 0),
        differs=_differs(desk, actor),
        named_in=tuple(desk.entry(entry.id) for entry in named[:NAMED]),
        named_more=max(len(named) - NAMED, 0),
        body_html=desk.html(written.body, route.source, route.path),
        previous=_neighbour(desk, place - 1),
        next=_neighbour(desk, place + 1),
    )
    return Page(route.path, "template", "country.html", data)


def _differs(desk: Desk, actor: str) -> tuple[ChangeItem, ...]:
    if desk.library.day is None:
        return ()
    compared, found = desk.comparison_on(desk.library.day), []
    for key in desk.differing.get(actor, ())[:DIFFERENCES]:
        verdict = compared.verdicts[key]
        title = (verdict.editor.title if verdict.editor else "") or desk.say(verdict.label)
        said = verdicts.sentence(desk, compared, verdict, desk.year)
        listed = key in compared.open[: verdicts.OPEN]
        page = "discrepancies/index.html" if listed else measure_address(verdict.measure)
        draft = desk.drafts.verdict(compared, verdict)
        found.append(ChangeItem(title, said, f"{page}#{key}" if listed else page, draft))
    return tuple(found)


def _own(reaction: Reaction) -> bool:
    standings = {speaker.standing for speaker in reaction.speakers}
    return bool(standings) and standings <= set(_OWN)


def _position(desk: Desk, position: Position, route: Route) -> PositionItem:
    statements = [desk.shelves.statement.get(key) for key in position.evidence]
    return PositionItem(
        since=desk.words.since(position.since, desk.year),
        text_html=desk.first(position.text, route.source, route.path),
        evidence=tuple(_line(desk, said) for said in statements if said is not None),
    )


def _line(desk: Desk, said: Mention | Reaction) -> ClaimLine | ReactionLine:
    if isinstance(said, Mention):
        return views.claim_line(desk, said, desk.year)
    return views.reaction_line(desk, said, desk.year)


def _voices(desk: Desk, reactions: Sequence[Reaction]) -> tuple[Speaking, ...]:
    spoke: dict[tuple[str, str], list[Reaction]] = {}
    for reaction in reactions:
        for name in dict.fromkeys((speaker.name, speaker.role) for speaker in reaction.speakers):
            spoke.setdefault(name, []).append(reaction)
    ordered = sorted(spoke.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        Speaking(Link(name, draft=desk.drafts.only(said)), role, len(said))
        for (name, role), said in ordered[: views.CLAIMS_LISTED]
    )


def _strip_days(reactions: Sequence[Reaction]) -> list[date]:
    if not reactions:
        return []
    end = spoken(reactions[0].said, reactions[0].reported)
    if end == date.min:
        return []
    return [end - timedelta(days=step) for step in range(STRIP - 1, -1, -1)]


def _months(desk: Desk, reactions: Sequence[Reaction]) -> tuple[MonthOfReactions, ...]:
    def month(reaction: Reaction) -> date:
        return spoken(reaction.said, reaction.reported).replace(day=1)

    found = []
    for first, group in groupby(reactions, key=month):
        name = desk.say("day.unknown") if first == date.min else desk.words.month(first)
        lines = tuple(views.reaction_line(desk, reaction, desk.year) for reaction in group)
        found.append(MonthOfReactions(name, lines))
    return tuple(found)


def _neighbour(desk: Desk, place: int) -> Link | None:
    return desk.actor(desk.shelves.actors[place]) if 0 <= place < len(desk.shelves.actors) else None
