"""The plan of pages: which files there will be (`routes`), and the data of each (`page`).

Routes are cheap and made all at once; a page's data is made when it is asked for, so that a build
asks for all of them and the preview only for those in view. Recipes live beside this module, one
file for each part of the site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing.thought.library import Library
from briefing.thought.pages import Copy, Page, Route

Recipe = Callable[["Plan", Route], Page]


class Plan:
    """All pages of one library."""

    def __init__(self, library: Library, static: Mapping[str, str]) -> None:
        """`static`: name and key of every static file in force."""
        self.library = library
        self.static = static

    def routes(self) -> tuple[Route, ...]:
        """Return every output file that there will be, by path."""
        found = [
            Route(f"static/{name}", "static", f"static/{name}", f"static/{name}")
            for name in self.static
        ]
        return tuple(sorted(found, key=lambda route: route.path))

    def page(self, route: Route) -> Page:
        """Return a route's page, complete but for its bytes."""
        return RECIPES[route.recipe](self, route)


def _static(plan: Plan, route: Route) -> Page:
    key = plan.static[route.name.removeprefix("static/")]
    return Page(route.path, "copy", "", Copy(route.name, key))


RECIPES: dict[str, Recipe] = {"static": _static}
