"""What each page says of itself to machines, from the same decisions as what it shows."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from briefing.content.days import Day
from briefing.content.model import UNKNOWN, Correction, Edition, Entry
from briefing.thought.addresses import absolute, edition_address, entry_address, statement_address
from briefing.thought.desk import Desk
from briefing.thought.recipes import views
from briefing.thought.records import LICENCES
from briefing.thought.schema_org import Agent, Comment, DataSet, Download, Work
from briefing.thought.statements import Mention, Said, Speaker

_CONTEXT = "https://schema.org"


def site(desk: Desk) -> Work | None:
    """Return what the home page says: which site this is."""
    settings = desk.library.settings
    if not settings.base_url:
        return None
    return Work(
        type_="WebSite",
        context=_CONTEXT,
        name=settings.title,
        url=_at(desk, ""),
        description=settings.description,
        inLanguage=settings.language,
        publisher=_publisher(desk),
    )


def edition(desk: Desk, day: str, written: Edition, entries: Sequence[Entry]) -> Work | None:
    """Return what an edition with a headline says; without one there is no article of ours."""
    if not written.title or not desk.library.settings.base_url:
        return None
    corrections = desk.shelves.corrections.get(f"editions/{day}", ())
    return Work(
        type_="NewsArticle",
        context=_CONTEXT,
        headline=written.title,
        description=written.lede.text,
        inLanguage=desk.library.settings.language,
        datePublished=day,
        dateModified=max([day, *(_iso(each.date) for each in corrections)]),
        author=(_publisher(desk),),
        publisher=_publisher(desk),
        url=_at(desk, edition_address(day)),
        mainEntityOfPage=_at(desk, edition_address(day)),
        isBasedOn=tuple(dict.fromkeys(entry.url for entry in entries if entry.url)),
        correction=_comments(desk, corrections),
    )


def entry(desk: Desk, found: Entry) -> Work | None:
    """Return what an entry's page says: the article it is about, its claims and quotations."""
    if not desk.library.settings.base_url:
        return None
    source = _source(desk, found)
    parts = desk.shelves.parts.get(found.id, ())
    if parts:
        updates = tuple(_source(desk, part, kind="BlogPosting") for part in parts)
        source = msgspec.structs.replace(
            _source(desk, found, kind="LiveBlogPosting"),
            liveBlogUpdate=updates,
            coverageStartTime=_iso(found.date),
        )
    statements: list[Work] = []
    for mention in desk.shelves.mentions_of.get(found.id, ()):
        if mention.withdrawn is None:
            statements += [_claim(desk, mention), *_quotation(desk, mention)]
    for reaction in desk.shelves.reactions_of.get(found.id, ()):
        if not reaction.claim and reaction.withdrawn is None:
            statements += _quotation(desk, reaction)
    return Work(
        type_="WebPage",
        context=_CONTEXT,
        url=_at(desk, entry_address(found.id)),
        name=desk.entry(found.id).text,
        description=found.body.text.partition("\n\n")[0],
        inLanguage=desk.library.settings.language,
        publisher=_publisher(desk),
        mainEntity=source,
        hasPart=tuple(statements),
        correction=_comments(desk, desk.shelves.corrections.get(found.id, ())),
    )


def corrections(desk: Desk, title: str, path: str) -> Work | None:
    """Return what the list of corrections says."""
    if not desk.library.settings.base_url:
        return None
    found = sorted(desk.library.corrections.values(), key=lambda each: (each.date.text, each.id))
    return Work(
        type_="WebPage",
        context=_CONTEXT,
        name=title,
        url=_at(desk, path),
        correction=_comments(desk, found),
    )


def dataset(desk: Desk, files: Sequence[str], terms: str) -> DataSet | None:
    """Return what the page of the data says: a dataset with its files."""
    settings, days = desk.library.settings, desk.shelves.days
    if not settings.base_url:
        return None
    kinds = (("csv", "text/csv"), ("json", "application/json"))
    return DataSet(
        type_="Dataset",
        context=_CONTEXT,
        name=settings.title,
        url=_at(desk, "data/index.html"),
        description=f"{settings.description or settings.title} {terms}",
        license=LICENCES.get(settings.licence, ("", settings.licence))[1],
        temporalCoverage=f"{days[0]}/{days[-1]}" if days else "",
        creator=_publisher(desk),
        distribution=tuple(
            Download(
                type_="DataDownload",
                name=f"{name.rpartition('/')[2]}.{kind}",
                contentUrl=_at(desk, f"{name}.{kind}"),
                encodingFormat=mediatype,
            )
            for name in files
            for kind, mediatype in kinds
        ),
    )


def _source(desk: Desk, found: Entry, *, kind: str = "CreativeWork") -> Work:
    """Return the outlet's article: what is known of it; its author often is not."""
    outlet = desk.library.outlets.get(found.outlet)
    title = "" if found.title == UNKNOWN else found.title
    return Work(
        type_=kind,
        headline=title,
        url=found.url or "",
        datePublished=_iso(found.date),
        dateModified=_iso(found.updated),
        inLanguage=desk.language(found.id),
        publisher=Agent(type_="NewsMediaOrganization", name=outlet.name, url=outlet.home or "")
        if outlet
        else None,
    )


def _claim(desk: Desk, said: Mention) -> Work:
    where = Work(
        type_="CreativeWork",
        name=desk.entry(said.entry).text,
        url=desk.quoting.shown(said).url,
    )
    return Work(
        type_="Claim",
        at=_at(desk, statement_address(said.id)),
        text=views.plain_claim(desk, said),
        datePublished=_iso(said.said),
        author=tuple(_agent(speaker) for speaker in said.speakers),
        appearance=(where,),
    )


def _quotation(desk: Desk, said: Said) -> list[Work]:
    """Return a statement's words, if the page shows any."""
    shown = desk.quoting.shown(said)
    if not shown.words:
        return []
    return [
        Work(
            type_="Quotation",
            text=shown.words,
            spokenByCharacter=tuple(_agent(speaker) for speaker in said.speakers),
            inLanguage=(said.quote.lang if said.quote else "") or desk.language(said.entry),
            isBasedOn=(shown.url,) if shown.url else (),
        )
    ]


def _agent(speaker: Speaker) -> Agent:
    kind = "Person" if speaker.role else "Organization"
    return Agent(type_=kind, name=speaker.name, jobTitle=speaker.role)


def _publisher(desk: Desk) -> Agent:
    settings = desk.library.settings
    name = settings.publisher.name or settings.title
    return Agent(type_="Organization", name=name, url=settings.base_url)


def _comments(desk: Desk, found: Sequence[Correction]) -> tuple[Comment, ...]:
    return tuple(
        Comment(
            type_="CorrectionComment",
            datePublished=_iso(each.date),
            text=_told(each),
            url=_at(desk, f"corrections.html#_correction-{each.id}"),
        )
        for each in found
    )


def _told(correction: Correction) -> str:
    words = [f"“{correction.old}” → “{correction.new}”"] if correction.old or correction.new else []
    return " ".join([*words, correction.body.text]).strip()


def _iso(day: Day | None) -> str:
    """Return a calendar day where only one is meant: schema.org knows no bounds."""
    return day.last.isoformat() if day is not None and day.exact and day.last else ""


def _at(desk: Desk, address: str) -> str:
    return absolute(address, desk.library.settings.base_url)
