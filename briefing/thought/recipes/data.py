"""`data/`: entries, claims and reactions as JSON, each with its JSON Schema beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from briefing.content.days import Day
from briefing.content.model import ReactionKind, Standing, Status
from briefing.content.values import Qualifier
from briefing.thought.addresses import entry_address, statement_address
from briefing.thought.desk import Desk
from briefing.thought.folding import Claim
from briefing.thought.pages import Document, Page, Route
from briefing.thought.statements import Said


class EntryRecord(Struct, frozen=True):
    """One source article."""

    id: str
    title: str
    date: str | None
    """EDTF; null where it is not known."""
    added: str | None
    outlet: str
    url: str | None
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    part_of: str | None
    address: str
    """Of its page, from the site's root."""


class ValueRecord(Struct, frozen=True):
    """A figure as stated: open ends stay open."""

    text: str
    low: float | int | None
    high: float | int | None
    qualifier: Qualifier
    unit: str


class MentionRecord(Struct, frozen=True):
    """One appearance of a claim."""

    entry: str
    outlet: str
    quote: str | None
    """The words that may be shown, within the outlet's terms."""
    source_url: str | None
    verified: str | None
    """The day on which the quotation was found in the article's text; null: not verified."""
    address: str


class ClaimRecord(Struct, frozen=True):
    """One voice's statement about one measure, with every mention of it."""

    id: str
    ids: tuple[str, ...]
    measure: str
    topic: str | None
    value: ValueRecord | None
    words: str | None
    """Of a date: when it is expected."""
    status: Status | None
    said: str | None
    as_of: str | None
    origin: str | None
    """Null: no source named."""
    actor: str | None
    voice: str | None
    chain: tuple[str, ...]
    mentions: tuple[MentionRecord, ...]


class ReactionRecord(Struct, frozen=True):
    """What a voice said or did; `kind` is a PLOVER code, `mode` says more of a statement."""

    id: str
    actor: str | None
    voice: str | None
    role: str | None
    standing: Standing | None
    kind: str
    mode: str | None
    target: tuple[str, ...]
    said: str | None
    text: str
    quote: str | None
    entry: str
    outlet: str
    source_url: str | None
    address: str


_MODES = ("confirm", "not-confirm", "deny", "warn", "monitor", "comment")
NAMES = ("claims", "entries", "reactions")


def routes(desk: Desk) -> Iterator[Route]:
    """Three files and their schemas."""
    for name in NAMES:
        yield Route(f"data/{name}.json", "data", name)
        yield Route(f"data/{name}.schema.json", "schema", name)


def data(desk: Desk, route: Route) -> Page:
    """Make one file of data."""
    records = _MAKERS[route.name](desk)
    return Page(route.path, "json", "", Document(records))


def schema(desk: Desk, route: Route) -> Page:
    """Make the JSON Schema of one file of data."""
    found = msgspec.json.schema(_TYPES[route.name])
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
    return Page(route.path, "json", "", Document(made))


def _entries(desk: Desk) -> tuple[EntryRecord, ...]:
    library = desk.library
    found = []
    for entry in library.entries.values():
        added = library.taken_in(entry.id)
        record = EntryRecord(
            entry.id, entry.title, _day(entry.date), added.isoformat() if added else None,
            entry.outlet, entry.url, entry.countries, library.topics_of(entry.id), entry.part_of,
            entry_address(entry.id),
        )  # fmt: skip
        found.append(record)
    return tuple(found)


def _claims(desk: Desk) -> tuple[ClaimRecord, ...]:
    return tuple(_claim(desk, claim) for claim in desk.comparison.claims.values())


def _claim(desk: Desk, claim: Claim) -> ClaimRecord:
    measure, first = desk.library.measures[claim.measure], claim.mentions[0]
    value = claim.value
    record = (
        ValueRecord(value.text, value.low, value.high, value.qualifier, measure.unit)
        if value
        else None
    )
    return ClaimRecord(
        id=claim.id,
        ids=claim.ids,
        measure=claim.measure,
        topic=measure.topic,
        value=record,
        words=claim.words.text if claim.words else None,
        status=claim.status,
        said=_day(claim.said),
        as_of=_day(claim.as_of),
        origin=claim.origin.name or None,
        actor=claim.origin.actor or None,
        voice=_voice(first),
        chain=first.chain,
        mentions=tuple(_place(desk, mention) for mention in claim.mentions),
    )


def _reactions(desk: Desk) -> tuple[ReactionRecord, ...]:
    found = []
    for reaction in desk.library.reactions:
        place = _place(desk, reaction)
        speaker = reaction.speakers[0] if reaction.speakers else None
        kind, mode = plover(reaction.kind)
        record = ReactionRecord(
            id=reaction.id,
            actor=reaction.actor or None,
            voice=_voice(reaction),
            role=speaker.role or None if speaker else None,
            standing=speaker.standing if speaker else None,
            kind=kind,
            mode=mode,
            target=reaction.target,
            said=_day(reaction.said),
            text=reaction.text,
            quote=place.quote,
            entry=reaction.entry,
            outlet=reaction.outlet,
            source_url=place.source_url,
            address=place.address,
        )
        found.append(record)
    return tuple(found)


def plover(kind: ReactionKind) -> tuple[str, str | None]:
    """Return the PLOVER code and, of a mere statement, its mode."""
    return ("STATEMENT", kind) if kind in _MODES else (kind.upper(), None)


def _day(day: Day | None) -> str | None:
    return day.text if day is not None else None


def _voice(said: Said) -> str | None:
    return ", ".join(speaker.name for speaker in said.speakers) or None


def _place(desk: Desk, said: Said) -> MentionRecord:
    """Return where a statement stands, with the words that may be shown."""
    shown = desk.quoting.shown(said)
    return MentionRecord(
        entry=said.entry,
        outlet=said.outlet,
        quote=shown.words or None,
        source_url=shown.url or None,
        verified=shown.verified.isoformat() if shown.verified else None,
        address=statement_address(said.id),
    )


_MAKERS: dict[str, Callable[[Desk], tuple[Struct, ...]]] = {
    "claims": _claims,
    "entries": _entries,
    "reactions": _reactions,
}
_TYPES: dict[str, Any] = {
    "claims": tuple[ClaimRecord, ...],
    "entries": tuple[EntryRecord, ...],
    "reactions": tuple[ReactionRecord, ...],
}
