"""The measures that review offers for a proposal, likeliest first, and the claims it may repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from briefing.content.model import Proposal
from briefing.content.values import Value
from briefing.doors.importing.article import Found
from briefing.doors.importing.figures.figure import Figure
from briefing.doors.importing.known import Site
from briefing.doors.importing.measuring import is_told, likely
from briefing.doors.importing.precedents import Precedents
from briefing.doors.importing.review.fitting import fits
from briefing.doors.importing.review.questions import Known, Question, Work, value_of
from briefing.doors.importing.words import LANGUAGES, words
from briefing.thought.repeats import alike, repeated
from briefing.thought.statements import Origin

_MOST_CHOICES = 9
_FEW = 3
"""So many measures are shown even where they count something else."""
_MOST_SAME = 5
_PROPOSED = 2.0
"""What the measure that import proposed gains: less than what was decided since."""


def offered(
    question: Question, work: Work, site: Site, precedents: Precedents, known: Sequence[Known]
) -> Question:  # fmt: skip
    """Return the question about a claim with its measures and what it may repeat."""
    [proposal] = question.proposals
    by = origin_of(proposal, work, precedents)
    choices, certain = measures_of(proposal, work, site, precedents)
    same = [k for k in told_alike(proposal, by, known) if k.measure in choices]
    return msgspec.structs.replace(
        question, choices=tuple(choices[:_MOST_CHOICES]), certain=certain,
        same=tuple(same[:_MOST_SAME]),
    )  # fmt: skip


def origin_of(proposal: Proposal, work: Work, precedents: Precedents) -> Origin | None:
    """Return the office that a proposal comes from; None where no voice of the site is named."""
    heard = precedents.voices.heard((proposal.by,), work.entry.date) if proposal.by else None
    return heard[1] if heard else None


def told_alike(proposal: Proposal, by: Origin | None, known: Sequence[Known]) -> list[Known]:
    """Return the claims of the same figure, those of one origin and measure first."""
    return alike(value_of(proposal.value), by, proposal.measure, known)


def repeat_of(
    proposal: Proposal, work: Work, precedents: Precedents, known: Sequence[Known]
) -> Known | None:  # fmt: skip
    """Return the claim that a proposal repeats; None where it is new."""
    by = origin_of(proposal, work, precedents)
    return repeated(by, proposal.measure, told_alike(proposal, by, known))


def measures_of(
    proposal: Proposal, work: Work, site: Site, precedents: Precedents
) -> tuple[list[str], bool]:  # fmt: skip
    """Return the measures a proposal may be about, and whether the first is more than a guess.

    Where none is likely, those that may count such things; of a site with few measures, all.
    """
    measures, own = site.measures, site.measures.get(proposal.measure)
    if proposal.status or (own is not None and own.kind == "date"):
        kind = own.kind if own is not None else "fact"
        order = [k for k, m in sorted(measures.items()) if m.kind == kind]
        first = [proposal.measure] if own is not None else []
        return list(dict.fromkeys([*first, *order])), own is not None
    found = _found(proposal)
    learned = dict(_learned(proposal, found, work, precedents))
    if own is not None:
        learned[proposal.measure] = learned.get(proposal.measure, 0.0) + _PROPOSED
    language = work.language if work.language in LANGUAGES else "en"
    order = likely(found, measures, language, learned)
    if order:
        return order, is_told(found, order[0], measures[order[0]], learned)
    counting = [k for k, m in sorted(measures.items()) if m.kind not in ("fact", "date")]
    fitting = [k for k in counting if fits(proposal.unit, measures[k].unit)]
    return fitting or (counting if len(counting) <= _FEW else []), False


def _learned(
    proposal: Proposal, found: Found, work: Work, precedents: Precedents
) -> Mapping[str, float]:  # fmt: skip
    """Return what measures gain by what was decided before on figures like this one."""
    value = value_of(proposal.value)
    ends = (value.low, value.high) if isinstance(value, Value) else (None, None)
    by = (proposal.by,) if proposal.by else ()
    case = precedents.case(found.figure.noun, by, ends, work.entry)
    near = precedents.situation(found.sentence, found.figure.start, found.figure.end)
    return precedents.bonus(msgspec.structs.replace(case, situation=near))


def _found(proposal: Proposal) -> Found:
    """Return a proposal as the figure that import found, as far as the draft tells."""
    folds = proposal.unit.casefold().split()
    groups = [g for c in LANGUAGES for g, p in words(c).units.items() if p.within(folds) >= 0]
    fates = {k for c in LANGUAGES for k, p in words(c).casualties.items() if p.within(folds) >= 0}
    start = max(proposal.sentence.find(proposal.quote), 0) if proposal.quote else 0
    figure = Figure(
        low=None, high=None, qualifier="exact", unit=proposal.unit, noun=proposal.unit,
        group=next((g for g in groups if g != "scale_heads"), ""), fate=tuple(sorted(fates)), text=proposal.quote,
        start=start, end=start + len(proposal.quote),
    )  # fmt: skip
    return Found(figure=figure, sentence=proposal.sentence, line=0)
