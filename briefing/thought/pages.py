"""What a renderer sees: one closed, typed value for each output file. Nothing else can reach it.

A `Route` is cheap and says that a file will exist; its data is made when it is needed. A `Page` is
complete: the hash of its renderer, its template and its data decides whether its bytes can differ.
Source paths and lines stay with the route; they are never in the data.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

Renderer = Literal["template", "json", "text", "copy", "redirect", "feed", "sitemap"]


class Route(Struct, frozen=True):
    """One output file to be: where, by which recipe, and which file to blame for it."""

    path: str
    """From the output folder, with `/`."""
    recipe: str
    """Name of the function in `briefing.thought.plan` that makes its data."""
    name: str = ""
    """What the recipe is about: an id, a day, a code."""
    source: str = ""
    """The content, template or static file to name in problems."""


class Page(Struct, frozen=True):
    """One output file, complete but for its bytes."""

    path: str
    renderer: Renderer
    template: str
    """Name of the template; empty for other renderers."""
    data: Any
    """A frozen struct."""


class Copy(Struct, frozen=True):
    """A file given out as it is."""

    file: str
    """Its name: `static/site.css`, `content/pictures/map.png`."""
    key: str
    """The key of its bytes."""


class Document(Struct, frozen=True):
    """Data given out as JSON: any value that msgspec encodes, in the order of its fields."""

    value: Any


class Redirect(Struct, frozen=True):
    """A former address: the page that stands there now, from the output folder."""

    path: str
    to: str
    title: str


class SiteView(Struct, frozen=True, kw_only=True):
    """What templates see of the settings."""

    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    base_url: str
    description: str
    logo: str
    footer: str
    navigation: tuple[tuple[str, str], ...]
    """Pairs of label and address from the output folder."""
    pages: tuple[tuple[str, str], ...] = ()
    """The site's own pages, for the foot: title and address."""
    publisher: str
    licence: str = ""
    generator: str = "briefing"
    drafts: int = 0
    """How many drafts the preview shows; none in a build."""
