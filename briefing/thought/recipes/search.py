"""`sitemap.xml` and `robots.txt`, for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.thought.desk import Desk
from briefing.thought.feeding import Sitemap
from briefing.thought.pages import Document, Page, Route
from briefing.thought.recipes import feeds

MOST = 50_000
"""Addresses that one sitemap may hold."""
_HIDDEN = ("alias", "not_found")


def routes(desk: Desk) -> Iterator[Route]:
    """Two files, where the site's address is known."""
    if desk.library.settings.base_url:
        yield Route("sitemap.xml", "sitemap")
        yield Route("robots.txt", "robots")


def sitemap(desk: Desk, route: Route, others: Iterable[Route]) -> Page:
    """Make the list of all pages, the most specific last: those left out beyond the most are these."""
    found = [each for each in others if each.path.endswith(".html") and each.recipe not in _HIDDEN]
    found.sort(key=lambda each: (each.recipe == "entry", each.path))
    pages = tuple((each.path, _changed(desk, each)) for each in found[:MOST])
    return Page(route.path, "sitemap", "", Sitemap(pages))


def _changed(desk: Desk, route: Route) -> str:
    if route.recipe == "entry":
        return feeds.last_change(desk, route.name)
    return route.name if route.recipe == "edition" else ""


def robots(desk: Desk, route: Route) -> Page:
    """Make robots.txt: everything may be read."""
    address = desk.library.settings.base_url
    text = f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n"
    return Page(route.path, "text", "", Document(text))
