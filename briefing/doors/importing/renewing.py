"""A later form of an article taken into the entry made of an earlier one. Nothing is lost.

What an editor accepted stays; a claim whose words are gone from the source is named at the top of the
file. Proposals that wait stay; new ones are those of sentences the earlier text did not have. The earlier
text is kept in `sources/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from briefing.content.days import day_of
from briefing.content.model import Entry, Proposal, Statement
from briefing.doors.importing.drafting import Draft
from briefing.thought.voices import fold

GONE = "the changed source no longer has this sentence"


class Renewed(Struct, frozen=True, kw_only=True):
    """An entry with the new text taken in, and what an editor should look at."""

    path: str
    entry: Entry
    gone: tuple[str, ...] = ()
    """Claims and reactions whose words the source no longer has."""
    added: int = 0
    """How many proposals are new."""


def renewed(
    drafts: Sequence[Draft], earlier: Entry, entries: Mapping[str, Entry], old: str, new: str,
) -> tuple[list[Renewed], list[Draft]]:  # fmt: skip
    """Return the entries that take the new text in, and the drafts that belong to none of them.

    `entries` are those of the site by path; `old` and `new` are the two texts.
    """
    own = {p: e for p, e in entries.items() if earlier.id in (e.id, e.part_of)}
    found: list[Renewed] = []
    left: list[Draft] = []
    for draft in drafts:
        path = _counterpart(draft.entry, earlier, own)
        if path:
            found.append(_merged(path, own.pop(path), draft.entry, old, new))
        else:
            left.append(
                Draft(stem=draft.stem, entry=_under(draft.entry, earlier), notes=draft.notes)
            )
    return found, left


def _under(entry: Entry, earlier: Entry) -> Entry:
    return replace(entry, part_of=earlier.id) if entry.part_of else entry


def _counterpart(entry: Entry, earlier: Entry, own: Mapping[str, Entry]) -> str:
    """Return the path of the entry that a draft is a later form of, or ""."""
    for path, each in own.items():
        if not entry.part_of:
            if each.id == earlier.id:
                return path
        elif each.part_of and (
            (entry.url and entry.url == each.url) or fold(entry.title) == fold(each.title)
        ):
            return path
    return ""


def _merged(path: str, before: Entry, after: Entry, old: str, new: str) -> Renewed:
    fresh = [p for p in after.proposals if p.sentence not in old]
    kept = [_marked(p, new) for p in before.proposals]
    said: Iterable[tuple[str, Statement]] = (
        *((c.id or c.measure, c) for c in before.claims),
        *((r.id or r.kind, r) for r in before.reactions),
    )
    entry = replace(
        before,
        source=after.source,
        updated=after.updated or before.updated,
        countries=tuple(dict.fromkeys((*before.countries, *after.countries))),
        proposals=(*kept, *(p for p in fresh if p not in before.proposals)),
    )
    gone = tuple(f"{name} ({s.quote!r})" for name, s in said if not _stands(s.quote, new))
    return Renewed(path=path, entry=entry, gone=gone, added=len(entry.proposals) - len(kept))


def _marked(proposal: Proposal, new: str) -> Proposal:
    """Say of a proposal that its sentence is gone."""
    if not proposal.sentence or proposal.sentence in new or GONE in proposal.doubt:
        return proposal
    return replace(proposal, doubt=(*proposal.doubt, GONE))


def _stands(quote: str, text: str) -> bool:
    """Say whether the words of a quotation, or the first and the last of them, are in a text."""
    return all(part.strip() in text for part in quote.split(" … "))


def notes_of(each: Renewed, today: date) -> tuple[str, ...]:
    """Return the comments for the top of the file."""
    day = day_of(today).text
    return tuple(f"Gone from the source as imported on {day}: {name}." for name in each.gone)
