"""What templates see of a site's settings, and the pure helpers they may call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefing.ground.locale import is_rtl
from briefing.ground.settings import Settings
from briefing.ground.words import words_of
from briefing.thought.addresses import absolute, lead
from briefing.thought.library import Library
from briefing.thought.pages import SiteView
from briefing.thought.schema_org import script_json


def site_view(library: Library) -> SiteView:
    """Return what templates see of the settings."""
    settings = library.settings
    return SiteView(
        title=settings.title,
        language=settings.language,
        direction="rtl" if is_rtl(settings.language) else "ltr",
        base_url=settings.base_url,
        description=settings.description,
        logo=settings.logo,
        footer=settings.footer,
        navigation=settings.navigation or main_pages(library),
        pages=tuple((page.title, f"{page.id}.html") for page in library.pages.values()),
        publisher=settings.publisher.name,
        licence=settings.licence,
        drafts=sum(entry.draft for entry in library.entries.values())
        + sum(edition.draft for edition in library.editions.values()),
    )


def main_pages(library: Library) -> tuple[tuple[str, str], ...]:
    """Return the navigation where the settings name none: the site's main pages."""
    say = words_of(library.settings.language).say
    pages = [("nav.today", "index.html"), ("nav.differences", "discrepancies/index.html")]
    if any(measure.kind == "fact" for measure in library.measures.values()):
        pages.append(("nav.status", "status.html"))
    pages += [("nav.countries", "countries/index.html"), ("nav.archive", "archive.html")]
    return tuple((say(word), address) for word, address in pages)


def helpers(settings: Settings) -> dict[str, Callable[..., Any]]:
    """Return the functions templates may call: pure, and the same for every page."""

    def link(page: str, address: str) -> str:
        return lead(page, address, settings.base_url)

    def own(address: str) -> str:
        return absolute(address, settings.base_url)

    say = words_of(settings.language).say
    return {"link": link, "absolute": own, "t": say, "jsonld": script_json}
