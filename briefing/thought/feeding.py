"""What feeds and the sitemap are made of: closed, typed values, as for pages.

The content of an item is a template over a `FeedItem`, with the blocks and macros that pages use: a
feed has no word that its page does not carry.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from briefing.thought.blocks import (
    ChangeItem,
    ClaimLine,
    CorrectionItem,
    Link,
    Quote,
    ReactionLine,
    Source,
    When,
)

Form = Literal["atom", "rss", "json"]


class Spoken(Struct, frozen=True):
    """A claim or reaction with the words of the source, where they may be shown."""

    line: ClaimLine | ReactionLine
    quote: Quote | None = None
    url: str = ""
    """To the sentence in the source."""
    note: str = ""


class EntryContent(Struct, frozen=True, kw_only=True):
    """An entry, from its own page and from nothing else: another entry's change is not its own."""

    source: Source
    marks: tuple[str, ...] = ()
    summary_html: str = ""
    claims: tuple[Spoken, ...] = ()
    reactions: tuple[Spoken, ...] = ()
    notes: tuple[str, ...] = ()
    revised: When | None = None


class EditionContent(Struct, frozen=True, kw_only=True):
    """The editor's words of a day."""

    lede_html: str = ""
    brief_html: tuple[str, ...] = ()
    body_html: str = ""


class ChangesContent(Struct, frozen=True):
    """What an edition says is new since the one before."""

    changed: tuple[ChangeItem, ...]
    more: int = 0
    """New claims that are not listed."""


class FeedItem(Struct, frozen=True, kw_only=True):
    """One item; `page` of the template that makes its content."""

    path: str
    """A path in `feeds/`, which makes every link absolute."""
    id: str
    """A tag URI, for good: independent of title and address."""
    title: str
    address: str
    """Of the page it is about, from the output folder."""
    published: str
    updated: str
    """The latest of the day it was taken in, `date`, `revised` and corrections; never the build."""
    topics: tuple[str, ...] = ()
    entry: EntryContent | None = None
    edition: EditionContent | None = None
    changes: ChangesContent | None = None
    corrections: tuple[CorrectionItem, ...] = ()


class Feed(Struct, frozen=True, kw_only=True):
    """One feed, newest item first."""

    form: Form
    path: str
    id: str
    title: str
    about: Link
    """The page it belongs to."""
    updated: str
    items: tuple[FeedItem, ...]


class Sitemap(Struct, frozen=True):
    """Every page for search engines: address from the output folder, and the day it last changed."""

    pages: tuple[tuple[str, str], ...]
