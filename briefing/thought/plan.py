"""The plan of pages: which files there will be (`routes`), and the data of each (`page`).

Routes are cheap and made all at once; a page's data is made when it is asked for, so that a build
asks for all of them and the preview only for those in view. Recipes live in
`briefing.thought.recipes`, one module for each part of the site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing.thought.desk import Desk
from briefing.thought.library import Library
from briefing.thought.pages import Page, Route
from briefing.thought.recipes import (
    archive,
    country,
    data,
    differences,
    edition,
    entry,
    home,
    plain,
    shelf,
    status,
)

Recipe = Callable[[Desk, Route], Page]

PARTS = (home, edition, archive, country, differences, status, entry, shelf, plain, data)
"""Each part of the site names its routes; its recipes are listed below."""

RECIPES: dict[str, Recipe] = {
    "home": home.home,
    "edition": edition.edition,
    "month": edition.month,
    "archive": archive.archive,
    "countries": country.countries,
    "country": country.country,
    "differences": differences.differences,
    "measure": differences.measure,
    "status": status.status,
    "entry": entry.entry,
    "outlet": shelf.outlet,
    "topic": shelf.topic,
    "plain": plain.plain,
    "corrections": plain.corrections,
    "not_found": plain.not_found,
    "static": plain.static,
    "picture": plain.picture,
    "alias": plain.alias,
    "data": data.data,
    "schema": data.schema,
}


class Plan:
    """All pages of one library."""

    def __init__(self, library: Library, static: Mapping[str, str]) -> None:
        """`static`: name and key of every static file in force."""
        self.desk = Desk(library, static)

    def routes(self) -> tuple[Route, ...]:
        """Return every output file that there will be, by path."""
        found = [route for part in PARTS for route in part.routes(self.desk)]
        return tuple(sorted(found, key=lambda route: route.path))

    def page(self, route: Route) -> Page:
        """Return a route's page, complete but for its bytes."""
        return RECIPES[route.recipe](self.desk, route)
