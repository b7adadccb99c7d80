"""What import proposed in a draft, and what `briefing review` would store of it.

On the draft's own page in the preview alone: an entry that is no draft has none, and a build sees
no drafts. What repeats a known claim is told by the rule of review (`repeats`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from briefing.content.days import BadDay, Day, parse_day
from briefing.content.model import Entry, Proposal, ReactionKind, Status
from briefing.content.values import Value, Words, read_value
from briefing.thought.blocks import Person, Place, ProposalBlock, When
from briefing.thought.desk import Desk
from briefing.thought.recipes import views
from briefing.thought.repeats import alike, ends, repeated
from briefing.thought.statements import Mention, Origin
from briefing.thought.voices import Voices

ALIKE = 3
"""Claims of the same number that a proposal names."""


def proposal_blocks(desk: Desk, entry: Entry, year: int | None) -> tuple[ProposalBlock, ...]:
    """Return a draft's proposals, each with its evidence and what would be stored."""
    if not entry.draft or not entry.proposals:
        return ()
    voices = Voices(tuple(desk.library.voices.values()), desk.library.outlets)
    places = desk.places_of(
        "entry", entry.id, [("proposals", n) for n in range(len(entry.proposals))]
    )
    known = _Known(desk, entry, voices)
    return tuple(
        _block(desk, entry, proposal, voices, known, place, year)
        for proposal, place in zip(entry.proposals, places, strict=True)
    )


def _block(
    desk: Desk, entry: Entry, proposal: Proposal, voices: Voices, known: _Known, place: Place,
    year: int | None,
) -> ProposalBlock:  # fmt: skip
    value = read_value(proposal.value) if proposal.value else None
    told = known.like(proposal, value)
    repeats = known.repeated(proposal, told)
    measure = desk.library.measures.get(proposal.measure)
    before, words, after = _sentence(proposal)
    person, is_known = _person(proposal, voices, entry.date)
    return ProposalBlock(
        measure=desk.measure(measure.id) if measure else None,
        stored=value.text if value is not None else _standing(desk, proposal.status),
        hedge=_hedge(desk, value),
        unit=proposal.unit,
        verb=_verb(desk, proposal.reaction),
        targets=tuple(desk.actor(code) for code in proposal.target),
        person=person,
        known=is_known,
        via=proposal.via,
        when=_when(desk, entry, proposal, year),
        about=desk.words.about(_day(proposal.as_of), measure.kind if measure else "stock", year),
        before=before,
        words=words,
        after=after,
        lang=desk.foreign(desk.language(entry.id)),
        doubts=proposal.doubt,
        repeats=views.claim_line(desk, repeats, year) if repeats else None,
        alike=() if repeats else tuple(views.claim_line(desk, m, year) for m in told[:ALIKE]),
        place=place,
    )


def _hedge(desk: Desk, value: Value | Words | None) -> str:
    if not isinstance(value, Value):
        return ""
    return desk.say(f"hedge.{value.qualifier.replace(' ', '-')}")


def _standing(desk: Desk, status: str) -> str:
    known: tuple[Status, ...] = get_args(Status)
    return desk.words.standing(next((each for each in known if each == status), None)) or status


def _verb(desk: Desk, reaction: str) -> str:
    if not reaction:
        return ""
    kinds: tuple[ReactionKind, ...] = get_args(ReactionKind)
    return desk.words.verb(next((kind for kind in kinds if kind == reaction), "comment"))


def _sentence(proposal: Proposal) -> tuple[str, str, str]:
    """Part the evidence at the words that the proposal rests on."""
    before, words, after = proposal.sentence.partition(proposal.quote or "\0")
    return before, words, after


def _person(proposal: Proposal, voices: Voices, day: Day | None) -> tuple[Person | None, bool]:
    """Return who would be named, and whether the site knows the voice."""
    if not proposal.by:
        return None, True
    speaker = voices.speaker(proposal.by, _day(proposal.said) or day)
    if speaker is None:
        return Person(proposal.by, proposal.role), False
    return Person(speaker.name, speaker.role), True


def _when(desk: Desk, entry: Entry, proposal: Proposal, year: int | None) -> When:
    return desk.words.said(_day(proposal.said), entry.date, entry.outlet, year)


def _day(text: str) -> Day | None:
    try:
        return parse_day(text) if text else None
    except BadDay:
        return None


class _Known:
    """The claims of all other entries, as far as a proposal may repeat them."""

    def __init__(self, desk: Desk, entry: Entry, voices: Voices) -> None:
        own = set(_under_review(desk, entry))
        wanted = {ends(read_value(p.value)) for p in entry.proposals if p.value}
        self.voices = voices
        self.day = entry.date
        self.claims = [
            mention
            for mention in desk.library.mentions
            if mention.value and mention.entry not in own and ends(mention.value) in wanted
        ]

    def like(self, proposal: Proposal, value: Value | Words | None) -> Sequence[Mention]:
        """Return the claims of the same figure: those of its origin and measure first."""
        return alike(value, self._origin(proposal), proposal.measure, self.claims)

    def repeated(self, proposal: Proposal, told: Sequence[Mention]) -> Mention | None:
        """Return the claim that the proposal repeats: the same figure, from one origin."""
        return repeated(self._origin(proposal), proposal.measure, told)

    def _origin(self, proposal: Proposal) -> Origin | None:
        heard = self.voices.heard((proposal.by,), self.day) if proposal.by else None
        return heard[1] if heard else None


def _under_review(desk: Desk, entry: Entry) -> Iterable[str]:
    """Return the entry, and what is reviewed with it: other drafts of its live blog."""
    whole = entry.part_of or entry.id
    family = (desk.library.entries.get(whole), *desk.shelves.parts.get(whole, ()))
    return (entry.id, *(each.id for each in family if each is not None and each.proposals))
