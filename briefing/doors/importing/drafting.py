"""From an article to draft entries: pure but for the texts it is given. Files are written elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from briefing.content.days import day_of
from briefing.content.model import UNKNOWN, Entry
from briefing.content.reading import slug
from briefing.doors.importing.article import Article, PartRead
from briefing.doors.importing.known import Site
from briefing.doors.importing.proposing import day_of_text, proposals_of

_LONGEST_STEM = 60


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
    day = day_of(article.published) if article.published else day_of_text(article.partial)
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
    main = replace(main, proposals=proposals_of(own, article, site, main))
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
    proposals = proposals_of(read.reading, article, site, entry)
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
    """Return remarks for the top of the file; gaps need none, for their keys stand there empty."""
    notes = [each[:1].upper() + each[1:].rstrip(".") + "." for each in article.notes if each]
    if article.outlet_name and not article.outlet:
        notes.append(
            f"The source seems to be {article.outlet_name!r}; content/outlets/ has no such outlet."
        )
    notes += [_terms(article, site)] if article.terms is not None else []
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
