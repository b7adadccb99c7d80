"""What an editor asks of the claims: which there are, and where one is used. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct

from briefing.content.model import MeasureKind
from briefing.thought.addresses import entry_address, statement_address
from briefing.thought.comparison import Comparison
from briefing.thought.folding import Claim
from briefing.thought.library import Library
from briefing.thought.pages import Page


class Asked(Struct, frozen=True, kw_only=True):
    """One claim as `briefing claims` lists it: all of it text."""

    id: str
    measure: str
    value: str
    by: str
    """Who says so; `unnamed` where nobody is."""
    actor: str
    said: str
    as_of: str
    reported: str
    outlets: str
    mentions: int
    withdrawn: bool
    verdicts: str
    """Kinds of the verdicts it stands in, open ones with a `*`."""


def asked(
    library: Library, compared: Comparison, *, measure: str | None = None,
    actor: str | None = None, since: date | None = None, kind: MeasureKind | None = None,
) -> tuple[Asked, ...]:  # fmt: skip
    """Return the claims that fit all of what is asked, in the order of days.

    `since` goes by the day a claim is known to have been stated; one of no known day does not fit.
    """
    return tuple(
        _row(compared, claim)
        for claim in compared.claims.values()
        if measure in (None, claim.measure)
        and (actor is None or actor.casefold() == claim.origin.actor.casefold())
        and (since is None or (claim.known is not None and since <= claim.known))
        and kind in (None, library.measures[claim.measure].kind)
    )


def _row(compared: Comparison, claim: Claim) -> Asked:
    verdicts = [compared.verdicts[key] for key in compared.verdicts_by_claim.get(claim.id, ())]
    kinds = dict.fromkeys(v.kind + ("*" if v.section == "open" else "") for v in verdicts)
    return Asked(
        id=claim.id,
        measure=claim.measure,
        value=_stated(claim),
        by=", ".join(speaker.name for speaker in claim.speakers) or "unnamed",
        actor=claim.origin.actor,
        said=claim.said.text if claim.said else "",
        as_of=claim.as_of.text if claim.as_of else "",
        reported=claim.reported.text if claim.reported else "",
        outlets=", ".join(claim.outlets),
        mentions=len(claim.mentions),
        withdrawn=claim.withdrawn is not None,
        verdicts=", ".join(kinds),
    )


def _stated(claim: Claim) -> str:
    if claim.value is not None:
        return claim.value.text
    return claim.words.text if claim.words is not None else (claim.status or "")


class Use(Struct, frozen=True):
    """A place that uses a claim: a file of the content or a file of the output."""

    kind: Literal["content", "output"]
    path: str
    mention: str
    """Which of its mentions is named there."""


def uses(library: Library, claim: Claim, pages: Iterable[Page]) -> tuple[Use, ...]:
    """Return every content file and every output file that names a claim by any of its mentions."""
    named = dict.fromkeys(_named_in(library, claim))
    marks = {key: _mark(key) for key in claim.ids}
    for page in pages:
        data = msgspec.json.encode(page.data)
        for key in claim.ids:
            own = page.path == entry_address(key.partition("#")[0])
            if own or marks[key].search(data):
                named[Use("output", page.path, key)] = None
    return tuple(named)


def _mark(mention: str) -> re.Pattern[bytes]:
    """Match a mention's id, or its address on its entry's page, and no longer name."""
    either = [re.escape(each.encode()) for each in (mention, statement_address(mention))]
    return re.compile(b"(?:" + b"|".join(either) + rb")(?![\w.\-])")


def _named_in(library: Library, claim: Claim) -> Iterator[Use]:
    ids = set(claim.ids)
    for key in claim.ids:
        yield Use("content", library.paths[f"entry/{key.partition('#')[0]}"], key)
    for said in (*library.mentions, *library.reactions):
        for target in {said.same_as, getattr(said, "revises", "")} & ids:
            yield Use("content", library.paths[f"entry/{said.entry}"], target)
    for name, file in library.verdict_files.items():
        yield from (
            Use("content", library.paths[f"verdict/{name}"], t)
            for t in (file.a, file.b)
            if t in ids
        )
    for code, country in library.countries.items():
        for position in country.positions:
            found = [target for target in position.evidence if target in ids]
            yield from (
                Use("content", library.paths[f"country/{code}"], target) for target in found
            )
    for name, correction in library.corrections.items():
        found = [target for target in correction.where if target in ids]
        yield from (Use("content", library.paths[f"correction/{name}"], target) for target in found)
