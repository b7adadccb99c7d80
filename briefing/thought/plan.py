"""The plan of pages: which files there will be (`routes`), and the data of each (`page`).

Routes are cheap and made all at once; a page's data is made when it is asked for, so that a build
asks for all of them and the preview only for those in view. Recipes live in
`briefing.thought.recipes`, one module for each part of the site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from briefing.thought.chronicle import Kept
from briefing.thought.desk import Desk, Places
from briefing.thought.library import Library
from briefing.thought.pages import Page, Route
from briefing.thought.recipes import (
    archive,
    country,
    data,
    differences,
    edition,
    entry,
    feeds,
    home,
    package,
    plain,
    search,
    shelf,
    status,
)

Recipe = Callable[[Desk, Route], Page]

PARTS = (
    home,
    edition,
    archive,
    country,
    differences,
    status,
    entry,
    shelf,
    plain,
    data,
    feeds,
    search,
    package,
)
"""Each part of the site names its routes; its recipes are listed below."""


def _sitemap(desk: Desk, route: Route) -> Page:
    return search.sitemap(desk, route, (each for part in PARTS for each in part.routes(desk)))


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
    "csv": data.as_csv,
    "package": package.package,
    "codebook": package.codebook,
    "feed": feeds.site,
    "changes_feed": feeds.changes,
    "country_feed": feeds.country,
    "measure_feed": feeds.measure,
    "sitemap": _sitemap,
    "robots": search.robots,
}


class Plan:
    """All pages of one library."""

    def __init__(
        self,
        library: Library,
        static: Mapping[str, str],
        before: Plan | None = None,
        kept: Kept = lambda key: None,
        *,
        places: Places | None = None,
    ) -> None:
        """`static`: name and key of every static file in force; `kept`: annals of earlier builds.

        `before`: a plan of a library much like this one; what is as it was there is taken over.
        `places`: of the preview alone, where drafts say which lines to open in an editor.
        """
        desk = before.desk if before else None
        self.desk: Desk = Desk(library, static, desk, kept, places=places)
        self._before = before
        self._parts: tuple[list[Route], ...] = ()
        self._routes: tuple[Route, ...] | None = None

    def prepare(self) -> None:
        """Work out what many pages need, once, before pages are made by several processes."""
        self.desk.prepare()

    def routes(self) -> tuple[Route, ...]:
        """Return every output file that there will be, by path; the same tuple where none changed."""
        if self._routes is None:
            before, self._before = self._before, None
            self._parts = tuple(list(self._of(part, before)) for part in PARTS)
            if before is not None and before._parts == self._parts:
                self._routes = before.routes()
            else:
                found = [route for part in self._parts for route in part]
                self._routes = tuple(sorted(found, key=lambda route: route.path))
        return self._routes

    def _of(self, part: Any, before: Plan | None) -> Iterable[Route]:
        # there are as many routes of entries as entries, and nothing within an entry changes them
        if part is entry and before is not None and before._parts:
            then, now = before.desk.library, self.desk.library
            if then.paths is now.paths:
                return before._parts[PARTS.index(entry)]
        found: Iterable[Route] = part.routes(self.desk)
        return found

    def page(self, route: Route) -> Page:
        """Return a route's page, complete but for its bytes."""
        return RECIPES[route.recipe](self.desk, route)
