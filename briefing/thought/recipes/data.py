"""`data/`: every table as JSON and CSV, with its JSON Schema, a data package and a codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from briefing.content.days import Day
from briefing.content.model import ReactionKind
from briefing.thought import tables
from briefing.thought.addresses import entry_address, measure_address, statement_address
from briefing.thought.desk import Desk
from briefing.thought.folding import Claim
from briefing.thought.pages import Document, Page, Route
from briefing.thought.recipes import verdicts
from briefing.thought.records import (
    TABLES,
    ClaimRecord,
    CorrectionRecord,
    EditorRecord,
    EntryRecord,
    MeasureRecord,
    MentionRecord,
    MentionRow,
    ReactionRecord,
    ValueRecord,
    VerdictRecord,
)
from briefing.thought.statements import Said
from briefing.thought.verdicts import EditorWord, Verdict

_MODES = ("confirm", "not-confirm", "deny", "warn", "monitor", "comment")


def routes(desk: Desk) -> Iterator[Route]:
    """Three files for each table."""
    for name in TABLES:
        yield Route(f"data/{name}.json", "data", name)
        yield Route(f"data/{name}.csv", "csv", name)
        yield Route(f"data/{name}.schema.json", "schema", name)


def records(desk: Desk, table: str) -> tuple[Struct, ...]:
    """Return the rows of a table, in an order that is for good."""
    if table not in desk.tables:
        desk.tables[table] = _MAKERS[table](desk)
    return desk.tables[table]


def data(desk: Desk, route: Route) -> Page:
    """Make one table as JSON."""
    return Page(route.path, "json", "", Document(records(desk, route.name)))


def as_csv(desk: Desk, route: Route) -> Page:
    """Make one table as CSV."""
    made = tables.as_csv(_TYPES[route.name], records(desk, route.name))
    return Page(route.path, "text", "", Document(made))


def schema(desk: Desk, route: Route) -> Page:
    """Make the JSON Schema of one table."""
    return Page(route.path, "json", "", Document(tables.json_schema(_TYPES[route.name])))


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


def _mentions(desk: Desk) -> tuple[MentionRow, ...]:
    found = []
    for claim in desk.comparison.claims.values():
        for mention in claim.mentions:
            place = _place(desk, mention)
            gone = claim.withdrawn is not None or mention.withdrawn is not None
            found.append(
                MentionRow(
                    mention.id, claim.id, place.entry, place.outlet, place.quote,
                    place.source_url, place.verified, gone, place.address,
                )
            )  # fmt: skip
    return tuple(found)


def _measures(desk: Desk) -> tuple[MeasureRecord, ...]:
    return tuple(
        MeasureRecord(m.id, m.title, m.kind, m.unit, m.topic)
        for m in desk.library.measures.values()
    )


def _verdicts(desk: Desk) -> tuple[VerdictRecord, ...]:
    found = sorted(desk.comparison.verdicts.values(), key=lambda verdict: verdict.id)
    return tuple(_verdict(desk, verdict) for verdict in found)


def _verdict(desk: Desk, verdict: Verdict) -> VerdictRecord:
    return VerdictRecord(
        id=verdict.id,
        kind=verdict.kind,
        state=verdict.state,
        since=verdict.since.isoformat() if verdict.since else None,
        settled_by=verdict.settled_by or None,
        severity=verdict.severity,
        measure=verdict.measure,
        other=verdict.other or None,
        a=verdict.a or None,
        b=verdict.b or None,
        also=verdict.also,
        from_=verdict.from_ or None,
        to=verdict.to or None,
        factor=verdict.factor,
        reason=verdicts.plain(desk, verdicts.sentence(desk, desk.comparison, verdict, None)),
        reviewed=verdict.reviewed.isoformat() if verdict.reviewed else None,
        editor=_editor(desk, verdict.editor) if verdict.editor else None,
        address=f"{measure_address(verdict.measure)}#{verdict.id}",
    )


def _editor(desk: Desk, word: EditorWord) -> EditorRecord:
    text = desk.library.verdict_files[word.id].body.text
    return EditorRecord(word.kind or None, word.title or None, word.state, text or None)


def _corrections(desk: Desk) -> tuple[CorrectionRecord, ...]:
    found = sorted(desk.library.corrections.values(), key=lambda each: (each.date.text, each.id))
    return tuple(
        CorrectionRecord(
            each.id, each.date.text, each.where, each.old or None, each.new or None, each.removed,
            each.body.text, f"corrections.html#_correction-{each.id}",
        )
        for each in found
    )  # fmt: skip


_MAKERS: dict[str, Callable[[Desk], tuple[Struct, ...]]] = {
    "claims": _claims,
    "corrections": _corrections,
    "entries": _entries,
    "measures": _measures,
    "mentions": _mentions,
    "reactions": _reactions,
    "verdicts": _verdicts,
}
_TYPES: dict[str, type[Struct]] = {str(name): kind for name, kind in TABLES.items()}
