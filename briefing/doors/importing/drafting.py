"""From an article to draft entries: pure but for the texts it is given. Files are written elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from briefing.content.days import BadDay, Day, day_of, parse_day
from briefing.content.model import UNKNOWN, Entry, Proposal
from briefing.content.reading import slug
from briefing.doors.importing.article import Article, Dated, Found, PartRead, Reacted, Reading
from briefing.doors.importing.figures.figure import written
from briefing.doors.importing.known import Site, voice_named
from briefing.doors.importing.measuring import best
from briefing.doors.importing.review.fitting import bundle
from briefing.doors.importing.stating import date_of, status_of
from briefing.thought.voices import fold

_MOST_PROPOSALS = 150
_LONGEST_STEM = 60
_INHERITED = 3.0
"""What a measure gains where a figure takes its noun from the one before."""


class Draft(Struct, frozen=True, kw_only=True):
    """One entry to be written, its stem, and remarks for the editor."""

    stem: str
    entry: Entry
    notes: tuple[str, ...] = ()


def drafts_of(article: Article, site: Site, source: str, today: date) -> list[Draft]:
    """Return the drafts of an article: one, or for a live blog one and another for each part.

    `source` is the name of the saved text in `sources/`.
    """
    outlet = article.outlet or UNKNOWN
    stem = _stem(article.title, outlet, article.published)
    own = article.intro if article.parts else article.reading
    day = day_of(article.published) if article.published else _day(article.partial)
    main = Entry(
        id=stem,
        title=_title(article.title),
        outlet=outlet,
        date=day,
        updated=day_of(article.updated) if article.updated else None,
        added=day_of(today),
        url=article.url or None,
        language=_language(article, site),
        translated_from=article.translated_from,
        agencies=article.agencies,
        countries=_actors(article.reading.countries, site),
        source=source,
        draft=True,
    )
    main = replace(main, proposals=_proposals(own, article, site, main))
    drafts = [Draft(stem=stem, entry=main, notes=_notes(article, site))]
    taken = {stem}
    for part in article.parts:
        drafts.append(_part(part, article, site, source, today, main, taken))
    return drafts


def _part(
    read: PartRead, article: Article, site: Site, source: str, today: date, main: Entry, taken: set[str],
) -> Draft:  # fmt: skip
    part = read.part
    stem = _stem(part.title, main.outlet, part.day)
    number = 2
    while stem in taken:
        stem, number = f"{_stem(part.title, main.outlet, part.day)}-{number}", number + 1
    taken.add(stem)
    entry = Entry(
        id=stem,
        title=_title(part.title),
        outlet=main.outlet,
        date=day_of(part.day) if part.day else None,
        added=day_of(today),
        url=part.url or None,
        language=main.language,
        part_of=main.id,
        countries=_actors(read.reading.countries, site),
        source=f"{source}:{part.first}-{part.last}",
        draft=True,
    )
    proposals = _proposals(read.reading, article, site, entry)
    return Draft(stem=stem, entry=replace(entry, proposals=proposals))


def _title(title: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", " ".join(title.split()))[:300] or UNKNOWN


def _stem(title: str, outlet: str, day: date | None) -> str:
    base = slug(title)[:_LONGEST_STEM].strip("-") if title else "untitled"
    if outlet != UNKNOWN:
        base += f"-{slug(outlet)[:30]}"
    elif day is not None:
        base += f"-{day.isoformat()}"
    return base.strip("-_.") or "untitled"


def _language(article: Article, site: Site) -> str:
    outlet = site.outlets.get(article.outlet)
    code = article.language.split("-")[0]
    if outlet is not None and outlet.language.split("-")[0] == code:
        return ""
    default = site.settings.language.split("-")[0] if site.settings else ""
    return "" if outlet is None and code == default else code


def _actors(codes: Iterable[str], site: Site) -> tuple[str, ...]:
    return tuple(codes)[:12]


def _notes(article: Article, site: Site) -> tuple[str, ...]:
    notes = [*article.notes]
    if article.outlet_name and not article.outlet:
        notes.append(
            f"The source seems to be {article.outlet_name!r}; content/outlets/ has no such outlet."
        )
    if article.terms is not None:
        notes.append(_terms(article, site))
    notes += [f"Missing: {gap}." for gap in article.gaps]
    return tuple(n for n in notes if n)


def _terms(article: Article, site: Site) -> str:
    terms = article.terms
    assert terms is not None
    outlet = site.outlets.get(article.outlet)
    asked = f"{terms.limit} characters" + (" and a link" if terms.needs_link else "")
    if outlet is None:
        return f"Its terms of quotation: {asked} ({terms.words[:160]!r})."
    if outlet.quote_limit != terms.limit or (terms.needs_link and not outlet.needs_link):
        return f"The source asks for {asked}; content/outlets/{outlet.id}.md says {outlet.quote_limit or 'nothing'}."
    return ""


# ---- proposals ----------------------------------------------------------------------------------


def _proposals(
    reading: Reading, article: Article, site: Site, entry: Entry
) -> tuple[Proposal, ...]:  # fmt: skip
    claims = _claims(reading, article, site, entry)
    dates = [p for p in (_date(each, article, site) for each in reading.dated) if p]
    held = {(c.by, c.sentence) for c in (*claims, *dates)}
    reactions = [
        _reaction(reacted, site)
        for reacted in reading.reactions
        if reacted.deed.standing != "media"
        and (_name(reacted.deed.voice, site), reacted.sentence) not in held
    ]
    return (*claims, *dates, *reactions)[:_MOST_PROPOSALS]


def _claims(reading: Reading, article: Article, site: Site, entry: Entry) -> list[Proposal]:
    """Propose the figures; one whose noun is that of the figure before is of its measure too."""
    claims: list[Proposal] = []
    for found in reading.figures:
        before = claims[-1] if claims and found.figure.inherited else None
        learned = dict(_learned(found, site, entry))
        if before is not None and before.measure and before.line == str(found.line):
            learned.setdefault(before.measure, _INHERITED)
        claims.append(_claim(found, best(found, site.measures, article.language, learned), site))
    return claims


def _learned(found: Found, site: Site, entry: Entry) -> Mapping[str, float]:
    """Return what measures gain by what was decided on figures like this one."""
    if site.precedents is None:
        return {}
    figure, by = found.figure, (_name(found.speaker, site),) if found.speaker else ()
    case = site.precedents.case(figure.noun, by, (figure.low, figure.high), entry)
    near = site.precedents.situation(found.sentence, figure.start, figure.end)
    return site.precedents.bonus(replace(case, situation=near))


def _date(dated: Dated, article: Article, site: Site) -> Proposal | None:
    """Propose the day of a date that the site follows; None where the sentence is about none."""
    measure = date_of(dated.sentence, article.language, site.measures)
    if not measure:
        return None
    return Proposal(
        measure=measure,
        value=f"../{dated.until}",
        by=_name(dated.speaker, site),
        actor=_actor(dated.speaker, dated.actor),
        standing=dated.standing,
        said=dated.said if _day(dated.said) else "",
        quote=dated.words,
        sentence=dated.sentence,
        line=str(dated.line),
    )


def _name(voice: str, site: Site) -> str:
    known = voice_named(voice, site.voices) if voice else None
    return known.name if known else voice


def _actor(voice: str, actor: str) -> str:
    """Return the country a voice speaks for: none where several countries' voices are in one."""
    return actor if len(bundle(voice)) == 1 else ""


def _claim(found: Found, measure: str, site: Site) -> Proposal:
    said = found.said
    return Proposal(
        measure=measure,
        value=written(found.figure),
        unit=found.figure.unit,
        by=_name(found.speaker, site),
        role=found.role if fold(found.role) != fold(found.speaker) else "",
        actor=_actor(found.speaker, found.actor),
        standing=found.standing if found.speaker else "",
        via=_name(found.via, site),
        said=said if _day(said) else "",
        as_of=found.as_of if _day(found.as_of) else "",
        quote=found.sentence[found.figure.start : found.figure.end],
        sentence=found.sentence,
        line=str(found.line),
        doubt=found.doubts,
    )


def _reaction(reacted: Reacted, site: Site) -> Proposal:
    """Propose a reaction, or the status it gives a fact that the site follows."""
    deed = reacted.deed
    measure, status = status_of(reacted, site.measures)
    return Proposal(
        measure=measure,
        status=status,
        reaction="" if status else deed.kind,
        by=_name(deed.voice, site),
        role=deed.role if fold(deed.role) != fold(deed.voice) else "",
        actor=_actor(deed.voice, deed.actor),
        standing=deed.standing,
        said=reacted.said if _day(reacted.said) else "",
        target=deed.target,
        quote=deed.quote or deed.words,
        sentence=reacted.sentence,
        line=str(reacted.line),
        doubt=("said by a collective",) if deed.collective else (),
    )


def _day(text: str) -> Day | None:
    try:
        return parse_day(text) if text else None
    except BadDay:
        return None
