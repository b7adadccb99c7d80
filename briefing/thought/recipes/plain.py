"""`NAME.html`, `404.html`, corrections, pictures, static files, and former addresses."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.thought.addresses import alias_path, entry_address
from briefing.thought.blocks import CorrectionItem
from briefing.thought.desk import Desk, picture_address
from briefing.thought.pages import Copy, Page, Redirect, Route
from briefing.thought.pagetypes import NotFoundPage, PlainPageView
from briefing.thought.recipes import machine, views
from briefing.thought.wording import last_day

RECENT = 3
CORRECTIONS = "corrections.html"


def routes(desk: Desk) -> Iterator[Route]:
    """The site's own pages and every file that is given out as it is."""
    yield Route("404.html", "not_found")
    if desk.library.corrections and "corrections" not in desk.library.pages:
        yield Route(CORRECTIONS, "corrections")
    for key in desk.library.pages:
        yield Route(f"{key}.html", "plain", key, desk.source_of("page", key))
    for name in desk.static:
        yield Route(f"static/{name}", "static", name, f"static/{name}")
    for path in desk.library.pictures:
        yield Route(picture_address(path), "picture", path, path)
    yield from _aliases(desk)


def _aliases(desk: Desk) -> Iterator[Route]:
    for entry in desk.library.entries.values():
        for alias in entry.aliases:
            source = desk.source_of("entry", entry.id)
            yield Route(alias_path(alias), "alias", entry_address(entry.id), source)
    for page in desk.library.pages.values():
        for alias in page.aliases:
            source = desk.source_of("page", page.id)
            yield Route(alias_path(alias), "alias", f"{page.id}.html", source)


def plain(desk: Desk, route: Route) -> Page:
    """Make a page of the site's own words."""
    found = desk.library.pages[route.name]
    data = PlainPageView(
        path=route.path,
        title=found.title,
        description=found.body.text.partition("\n\n")[0],
        section=route.path,
        body_html=desk.html(found.body, route.source, route.path),
        corrections=views.correction_items(desk, f"pages/{route.name}", route.path, None)
        or (_all_corrections(desk, route.path) if route.name == "corrections" else ()),
    )
    return Page(route.path, "template", "plain.html", data)


def corrections(desk: Desk, route: Route) -> Page:
    """Make the list of all corrections, newest first."""
    data = PlainPageView(
        path=route.path,
        title=desk.say("corrections.title"),
        section=route.path,
        ld=machine.corrections(desk, desk.say("corrections.title"), route.path),
        corrections=_all_corrections(desk, route.path),
    )
    return Page(route.path, "template", "plain.html", data)


def _all_corrections(desk: Desk, page: str) -> tuple[CorrectionItem, ...]:
    newest = sorted(desk.library.corrections.values(), key=lambda c: last_day(c.date), reverse=True)
    return tuple(views.correction_item(desk, correction, page, None) for correction in newest)


def not_found(desk: Desk, route: Route) -> Page:
    """Make the page shown where there is none; its addresses are absolute."""
    newest = list(reversed(desk.shelves.days))[:RECENT]
    data = NotFoundPage(
        path=route.path,
        title=desk.say("not-found.title"),
        days=tuple(views.day_item(desk, day, None) for day in newest),
    )
    return Page(route.path, "template", "404.html", data)


def static(desk: Desk, route: Route) -> Page:
    """Give out a static file."""
    return Page(route.path, "copy", "", Copy(f"static/{route.name}", desk.static[route.name]))


def picture(desk: Desk, route: Route) -> Page:
    """Give out a picture of the content."""
    return Page(route.path, "copy", "", Copy(route.name, desk.library.pictures[route.name]))


def alias(desk: Desk, route: Route) -> Page:
    """Lead from a former address to the page that stands now."""
    key = route.name.rpartition("/")[2].removesuffix(".html")
    entry = key in desk.library.entries and route.name == entry_address(key)
    title = desk.entry(key).text if entry else desk.library.pages[key].title
    return Page(route.path, "redirect", "", Redirect(route.path, route.name, title))
