"""What the importer finds in an article, as plain data. How it is found: `reading`, then `reader`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from briefing.content.model import Outlet, Standing
from briefing.doors.importing.deeds import Deed
from briefing.doors.importing.facts import Terms
from briefing.doors.importing.figures.figure import Figure
from briefing.doors.importing.furniture.sorting import Cut
from briefing.doors.importing.parts import Part
from briefing.doors.importing.speakers.cast import Known
from briefing.doors.importing.text import Line


class Hints(Struct, frozen=True, kw_only=True):
    """What is known beside the text: from a page's metadata, a feed, or the editor's options."""

    title: str = ""
    url: str = ""
    published: date | None = None
    updated: date | None = None
    language: str = ""
    site_name: str = ""
    site_names: tuple[str, ...] = ()
    """What else the page may call its outlet."""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    """Lines that a page prints between its title and its text."""
    standfirst: tuple[str, ...] = ()
    """Lines that it calls its standfirst."""
    below: tuple[str, ...] = ()
    """Lines that it prints just below its text."""
    links: tuple[str, ...] = ()
    """Lines of its text that are links to other pages and nothing else."""
    notes: tuple[str, ...] = ()
    text_is_clean: bool = False
    """The text was taken from a page by an extractor; its furniture is gone."""
    month_first: bool | None = None


class Context(Struct, frozen=True, kw_only=True):
    """What the site knows: its outlets and voices."""

    outlets: Mapping[str, Outlet] = {}
    voices: Mapping[str, Known] = {}


class Found(Struct, frozen=True, kw_only=True):
    """A figure with who said it, when, and the sentence it stands in."""

    figure: Figure
    sentence: str
    line: int
    speaker: str = ""
    role: str = ""
    actor: str = ""
    standing: Standing = "other"
    via: str = ""
    said: str = ""
    """The day of speaking, in EDTF; "" where the text does not give it."""
    as_of: str = ""
    """The day the figure is about, in EDTF; "" where the text does not give it."""
    verb: str = ""
    doubts: tuple[str, ...] = ()
    collective: bool = False
    person: bool = False


class Reacted(Struct, frozen=True, kw_only=True):
    """A reaction with its sentence."""

    deed: Deed
    sentence: str
    line: int
    said: str = ""


class Dated(Struct, frozen=True, kw_only=True):
    """A day to come by which something is to happen, and who says so."""

    until: str
    """The day, in EDTF."""
    sentence: str
    line: int
    words: str
    """The day as the source has it."""
    speaker: str
    actor: str = ""
    standing: Standing = "other"
    said: str = ""


class Reading(Struct, frozen=True, kw_only=True):
    """What was read in a stretch of text: a whole article, or one part of a live blog."""

    figures: tuple[Found, ...] = ()
    reactions: tuple[Reacted, ...] = ()
    dated: tuple[Dated, ...] = ()
    countries: tuple[str, ...] = ()
    reacting: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    """The countries it is about: named more than once, or in its title."""


class PartRead(Struct, frozen=True, kw_only=True):
    """One part of a live blog, read."""

    part: Part
    reading: Reading


class Article(Struct, frozen=True, kw_only=True):
    """Everything found in one source."""

    title: str
    outlet: str
    """The id of the site's outlet, or ""."""
    outlet_name: str
    url: str
    published: date | None
    updated: date | None
    partial: str
    """A month (EDTF) where no day is given."""
    date_words: str
    language: str
    translated_from: str
    agencies: tuple[str, ...]
    terms: Terms | None
    notes: tuple[str, ...]
    gaps: tuple[str, ...]
    cut: tuple[Cut, ...]
    body: tuple[Line, ...]
    headings: frozenset[int]
    reading: Reading
    parts: tuple[PartRead, ...]
    intro: Reading = Reading()
    """Of a live blog: what stands above its parts and in none of them."""
    standfirst: str = ""
