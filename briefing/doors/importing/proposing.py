"""What was read in an article as proposals: figures, days to come, statuses and reactions.

Nothing is written that could be looked up: of a voice that the site knows, its name is enough.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from briefing.content.days import BadDay, Day, parse_day
from briefing.content.model import Entry, Proposal
from briefing.doors.importing.article import Article, Dated, Found, Reacted, Reading
from briefing.doors.importing.figures.figure import written
from briefing.doors.importing.known import Site, voice_named
from briefing.doors.importing.measuring import best, countries_in, told_of
from briefing.doors.importing.review.fitting import bundle
from briefing.doors.importing.stating import date_of, status_of
from briefing.doors.importing.vague import in_english
from briefing.thought.voices import fold

_MOST_PROPOSALS = 150
_INHERITED = 3.0
"""What a measure gains where a figure takes its noun from the one before."""


def proposals_of(
    reading: Reading, article: Article, site: Site, entry: Entry
) -> tuple[Proposal, ...]:  # fmt: skip
    """Return what an entry proposes of what was read in its text, in the order of the text by kind."""
    claims = _claims(reading, article, site, entry)
    dates = [
        p for p in (_date(each, article, site) for each in reading.dated[:_MOST_PROPOSALS]) if p
    ]
    held = {(c.by, c.sentence) for c in (*claims, *dates)}
    reactions = [
        _reaction(reacted, site)
        for reacted in reading.reactions[:_MOST_PROPOSALS]
        if reacted.deed.standing != "media"
        and (_name(reacted.deed.voice, site), reacted.sentence) not in held
    ]
    return (*claims, *dates, *reactions)[:_MOST_PROPOSALS]


# ---- figures ------------------------------------------------------------------------------------


def _claims(reading: Reading, article: Article, site: Site, entry: Entry) -> list[Proposal]:
    """Propose the figures; one whose noun is that of the figure before is of its measure too."""
    claims: list[Proposal] = []
    for found in reading.figures[:_MOST_PROPOSALS]:
        before = claims[-1] if claims and found.figure.inherited else None
        learned = dict(_learned(found, site, entry))
        if before is not None and before.measure and before.line == str(found.line):
            learned.setdefault(before.measure, _INHERITED)
        named = {*article.reading.countries, *countries_in(found.sentence, article.language)}
        measures = told_of(site.measures, named, _language(site))
        claims.append(_claim(found, best(found, measures, article.language, learned), site))
    return claims


def _language(site: Site) -> str:
    """Return the language that the site's measures are written in."""
    return site.settings.language if site.settings else "en"


def _learned(found: Found, site: Site, entry: Entry) -> Mapping[str, float]:
    """Return what measures gain by what was decided on figures like this one."""
    if site.precedents is None:
        return {}
    figure, by = found.figure, (_name(found.speaker, site),) if found.speaker else ()
    case = site.precedents.case(figure.noun, by, (figure.low, figure.high), entry)
    near = site.precedents.situation(found.sentence, figure.start, figure.end)
    return site.precedents.bonus(replace(case, situation=near))


def _claim(found: Found, measure: str, site: Site) -> Proposal:
    proposal = Proposal(
        measure=measure,
        value=in_english(written(found.figure)),
        unit=found.figure.unit,
        via=_name(found.via, site),
        said=day_text(found.said),
        as_of=day_text(found.as_of),
        quote=found.sentence[found.figure.start : found.figure.end],
        sentence=found.sentence,
        line=str(found.line),
        doubt=found.doubts,
    )
    return _by(proposal, found.speaker, found.role, found.actor, found.standing, site)


def _date(dated: Dated, article: Article, site: Site) -> Proposal | None:
    """Propose the day of a date that the site follows; None where the sentence is about none."""
    measure = date_of(dated.sentence, article.language, site.measures)
    if not measure:
        return None
    proposal = Proposal(
        measure=measure,
        value=f"../{dated.until}",
        said=day_text(dated.said),
        quote=dated.words,
        sentence=dated.sentence,
        line=str(dated.line),
    )
    return _by(proposal, dated.speaker, "", dated.actor, dated.standing, site)


# ---- reactions ----------------------------------------------------------------------------------


def _reaction(reacted: Reacted, site: Site) -> Proposal:
    """Propose a reaction, or the status it gives a fact that the site follows."""
    deed = reacted.deed
    measure, status = status_of(reacted, site.measures)
    proposal = Proposal(
        measure=measure,
        status=status,
        reaction="" if status else deed.kind,
        said=day_text(reacted.said),
        target=deed.target,
        quote=deed.quote or deed.words,
        sentence=reacted.sentence,
        line=str(reacted.line),
        doubt=("said by a collective",) if deed.collective else (),
    )
    return _by(proposal, deed.voice, deed.role, deed.actor, deed.standing, site)


# ---- voices and days ----------------------------------------------------------------------------


def _name(voice: str, site: Site) -> str:
    known = voice_named(voice, site.voices) if voice else None
    return known.name if known else voice


def _by(
    proposal: Proposal, voice: str, role: str, actor: str, standing: str, site: Site
) -> Proposal:  # fmt: skip
    """Say who speaks; of a voice the site does not know also what the text tells of it."""
    if not voice or voice_named(voice, site.voices):
        return replace(proposal, by=_name(voice, site))
    return replace(
        proposal,
        by=voice,
        role=role if fold(role) != fold(voice) else "",
        actor=actor if len(bundle(voice)) == 1 else "",  # of several countries it names none
        standing=standing,
    )


def day_text(text: str) -> str:
    """Return a day in EDTF, or "" where it is none."""
    return text if day_of_text(text) else ""


def day_of_text(text: str) -> Day | None:
    """Return the day that a text in EDTF means, or None."""
    try:
        return parse_day(text) if text else None
    except BadDay:
        return None
