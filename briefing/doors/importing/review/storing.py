"""From a proposal to a claim or reaction in the entry: its id, voices, day, and unique words."""

from __future__ import annotations

from typing import get_args

import msgspec

from briefing.content.days import BadDay, Day, parse_day
from briefing.content.model import (
    Entry,
    Proposal,
    ReactionKind,
    Status,
    WrittenClaim,
    WrittenReaction,
)
from briefing.content.reading import slug
from briefing.doors.importing.review.questions import Work, value_of
from briefing.doors.importing.review.voicing import Voices

_LONGEST_NAME = 40
_MOST_WORDS = 40
"""A quotation is made unique by so many words on either side, or stays as it is."""


def drop(work: Work, proposal: Proposal) -> None:
    """Take a proposal out of the entry."""
    left = list(work.entry.proposals)
    left.remove(proposal)
    work.entry = msgspec.structs.replace(work.entry, proposals=tuple(left))


def store(
    work: Work, proposal: Proposal, measure: str, voices: Voices, *,
    same_as: str = "", told: Proposal | None = None,
) -> None:  # fmt: skip
    """Make a proposal a claim; `told` is what the editor made of it."""
    told = told or proposal
    by = voices.by(told.by)
    via = voices.named(told.via) if told.via else None
    status = told.status if told.status in get_args(Status) else None
    claim = WrittenClaim(
        id=_claim_id(work.entry, measure, by[0]), measure=measure, value=value_of(told.value),
        status=status, by=by, via=(via.name,) if via else (),  # type: ignore[arg-type]
        said=_day(told.said), as_of=_day(told.as_of),
        quote=unique_quote(told.quote, told.sentence, work.text), same_as=same_as,
    )  # fmt: skip
    drop(work, proposal)
    work.entry = msgspec.structs.replace(work.entry, claims=(*work.entry.claims, claim))


def react(work: Work, proposal: Proposal, voices: Voices, text: str = "") -> None:
    """Make a proposal a reaction, with the editor's words if there are any."""
    by = voices.by(proposal.by)
    kind = proposal.reaction if proposal.reaction in get_args(ReactionKind) else "comment"
    base = f"{slug(by[0])[:_LONGEST_NAME]}-{proposal.reaction}"
    reaction = WrittenReaction(
        id=_free(work.entry, base, base), kind=kind,  # type: ignore[arg-type]
        by=by, said=_day(proposal.said), target=proposal.target, text=text,
        quote=unique_quote(proposal.quote, proposal.sentence, work.text),
    )  # fmt: skip
    drop(work, proposal)
    work.entry = msgspec.structs.replace(work.entry, reactions=(*work.entry.reactions, reaction))


def _claim_id(entry: Entry, measure: str, by: str) -> str:
    """Return an id that is free: the measure, else with who said it, else with a number."""
    return _free(entry, measure, f"{measure}-{slug(by)[:30]}")


def _free(entry: Entry, base: str, second: str) -> str:
    taken = {c.id or c.measure for c in entry.claims} | {r.id for r in entry.reactions}
    names = [base, second] if second != base else [base, f"{base}-2"]
    number = 3
    while names[0] in taken:
        names = [*names[1:], f"{base}-{number}"]
        number += 1
    return names[0]


def _day(text: str) -> Day | None:
    try:
        return parse_day(text) if text else None
    except BadDay:
        return None


def unique_quote(quote: str, sentence: str, text: str) -> str:
    """Return the words with as many more of their sentence as make them unique in the source."""
    if not quote or not text or text.count(quote) <= 1 or quote not in sentence:
        return quote
    start = sentence.index(quote)
    end = start + len(quote)
    for _ in range(_MOST_WORDS):
        if text.count(sentence[start:end]) <= 1 or (start <= 0 and end >= len(sentence)):
            break
        if start > 0:
            start = sentence.rfind(" ", 0, max(0, start - 1)) + 1
        if text.count(sentence[start:end]) > 1 and end < len(sentence):
            after = sentence.find(" ", end + 1)
            end = after if after > 0 else len(sentence)
    return sentence[start:end]
