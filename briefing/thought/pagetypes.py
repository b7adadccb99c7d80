"""The kinds of page, one closed struct each: what its template sees as `page`, and nothing else.

`docs/theming.md` is made from these types. Blocks they share stand in `briefing.thought.blocks`.
"""

from __future__ import annotations

from msgspec import Struct

from briefing.thought.blocks import (
    ChangeItem,
    Chart,
    ClaimBlock,
    ClaimLine,
    CorrectionItem,
    DataTable,
    DayItem,
    Differences,
    EarlierItem,
    EntryItem,
    FigureRow,
    Heat,
    HeatRow,
    Link,
    Part,
    ProposalBlock,
    ReactionBlock,
    ReactionLine,
    Source,
    VerdictItem,
    When,
)
from briefing.thought.schema_org import MachineReadable


class Framed(Struct, frozen=True, kw_only=True):
    """What every page has: the head of the document and its place in the navigation."""

    path: str
    """The page's own address, from the output folder."""
    title: str
    """Of the document; the template adds the site's title."""
    description: str = ""
    """One sentence for search and previews of links."""
    feed: str = ""
    """Address of the page's own feed, where it has one."""
    section: str = ""
    """Address of the page of the navigation that it belongs to."""
    ld: MachineReadable | None = None
    """What the page says to machines: schema.org as JSON-LD."""
    draft: str = ""
    """In the preview: said at the top where the page, or the editor's words on it, are a draft."""


class HomePage(Framed, frozen=True, kw_only=True):
    """`index.html`: the state today, and whether it is new."""

    day: When | None
    """The newest edition's day; None where there is no edition yet."""
    edition: str = ""
    """Its address."""
    headline: str = ""
    """The editor's; empty: no summary written yet."""
    lede_html: str = ""
    brief_html: tuple[str, ...] = ()
    entries: tuple[EntryItem, ...] = ()
    """The newest edition's, where it has no summary."""
    difference: VerdictItem | None = None
    """The most severe open one, or the one that the editor pinned."""
    heat: Heat | None = None
    days: tuple[DayItem, ...] = ()
    """The editions before, newest first."""
    topics: tuple[Link, ...] = ()


class EditionPage(Framed, frozen=True, kw_only=True):
    """`editions/DAY.html`: the briefing of one day."""

    day: When
    headline: str = ""
    lede_html: str = ""
    brief_html: tuple[str, ...] = ()
    kicker: tuple[str, ...] = ()
    """Counts in words: entries, outlets."""
    changed: tuple[ChangeItem, ...] = ()
    changed_more: int = 0
    """New claims that are not listed here; they stand with their entries."""
    changed_since: When | None = None
    """The previous edition's day; None: there is none."""
    entries: tuple[EntryItem, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    figures_more: int = 0
    differences: Differences | None = None
    """As of this day."""
    body_html: str = ""
    """The editor's further sections."""
    corrections: tuple[CorrectionItem, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    month: Link | None = None
    citation: str = ""


class MonthPage(Framed, frozen=True, kw_only=True):
    """`editions/YYYY-MM.html`: the editions of a month, day by day."""

    month: str
    days: tuple[DayItem, ...] = ()
    previous: Link | None = None
    next: Link | None = None


class ArchivePage(Framed, frozen=True, kw_only=True):
    """`archive.html`: all editions by month, and the entries whose day is not known."""

    months: tuple[Calendar, ...] = ()
    earlier: tuple[Link, ...] = ()
    """Months that are listed by name only."""
    undated: tuple[EntryItem, ...] = ()


class Calendar(Struct, frozen=True):
    """A month as a table of weeks."""

    name: Link
    weekdays: tuple[tuple[str, str], ...]
    """Short and long name of each, in the order of the site's language."""
    weeks: tuple[tuple[CalendarDay, ...], ...]


class CalendarDay(Struct, frozen=True):
    """A day of a calendar; without number outside the month, without address without edition."""

    number: str = ""
    date: str = ""
    address: str = ""
    title: str = ""
    entries: int = 0
    draft: bool = False
    """In the preview: a draft, or there only because of drafts."""


class CountriesPage(Framed, frozen=True, kw_only=True):
    """`countries/index.html`: every actor, with its position and its last word."""

    actors: tuple[ActorRow, ...] = ()


class ActorRow(Struct, frozen=True, kw_only=True):
    """One actor in the list of all."""

    actor: Link
    position_html: str = ""
    since: When | None = None
    last: When | None = None
    statements: int = 0
    entries: int = 0


class CountryPage(Framed, frozen=True, kw_only=True):
    """`countries/kr.html`: an actor's position, reactions and figures."""

    name: str
    code: str
    country: bool
    """False for an organisation."""
    position: PositionItem | None = None
    """The latest of its positions."""
    positions: tuple[PositionItem, ...] = ()
    """Newest first."""
    last: When | None = None
    statements: int = 0
    entries: int = 0
    voices: tuple[Speaking, ...] = ()
    """Who speaks for it."""
    strip: HeatRow | None = None
    strip_days: tuple[When, ...] = ()
    months: tuple[MonthOfReactions, ...] = ()
    """What was said for it, newest first."""
    own: tuple[ReactionLine, ...] = ()
    """Legislators, experts and others, who speak for themselves."""
    more: int = 0
    """Older statements that are not listed."""
    figures: tuple[FigureRow, ...] = ()
    figures_more: int = 0
    differs: tuple[ChangeItem, ...] = ()
    """Open differences that one of its statements is part of."""
    named_in: tuple[Link, ...] = ()
    """The newest entries that are about it."""
    named_more: int = 0
    body_html: str = ""
    previous: Link | None = None
    next: Link | None = None


class PositionItem(Struct, frozen=True, kw_only=True):
    """A position in the editor's words, from a day on, with the statements it rests on."""

    since: When
    text_html: str
    evidence: tuple[ClaimLine | ReactionLine, ...] = ()
    """Each is tagged `claim` or `reaction` by its type."""


class Speaking(Struct, frozen=True):
    """A voice of an actor and how many of its statements we hold."""

    person: Link
    role: str
    count: int


class MonthOfReactions(Struct, frozen=True):
    """A month's reactions, newest first."""

    name: str
    reactions: tuple[ReactionLine, ...]


class EntryPage(Framed, frozen=True, kw_only=True):
    """`entries/ID.html`: one source article, every claim and reaction with its anchor."""

    heading: Link
    """Its own title, with its language."""
    edition: Link | None = None
    marks: tuple[str, ...] = ()
    source: Source
    notes: tuple[str, ...] = ()
    """How an uncertain day was arrived at, why it was taken in later, the editor's remark."""
    summary_html: str = ""
    gone: str = ""
    """Said in place of everything, where the entry was removed."""
    tombstones: tuple[str, ...] = ()
    """Anchors of statements that were removed."""
    countries: tuple[Link, ...] = ()
    topics: tuple[Link, ...] = ()
    proposals: tuple[ProposalBlock, ...] = ()
    """Of a draft, in the preview: what import found and nobody has reviewed."""
    review: str = ""
    """The command that reviews them."""
    claims: tuple[ClaimBlock, ...] = ()
    reactions: tuple[ReactionBlock, ...] = ()
    whole: Link | None = None
    """The live blog it is a dated part of."""
    parts: tuple[EntryItem, ...] = ()
    """The dated parts of this live blog, newest first."""
    corrections: tuple[CorrectionItem, ...] = ()
    revised: When | None = None
    citation: str = ""


class OutletPage(Framed, frozen=True, kw_only=True):
    """`outlets/ID.html`: who publishes, on what terms, and what we read there."""

    name: str
    home: str = ""
    language: str = ""
    subscription: bool = False
    terms: str = ""
    quote_limit: int = 0
    needs_link: bool = False
    body_html: str = ""
    entries: tuple[EntryItem, ...] = ()
    """Newest first."""
    count: int = 0


class TopicPage(Framed, frozen=True, kw_only=True):
    """`topics/ID.html`: a story, what is counted in it, and its entries."""

    name: str
    body_html: str = ""
    measures: tuple[MeasureRow, ...] = ()
    entries: tuple[EntryItem, ...] = ()
    count: int = 0


class MeasureRow(Struct, frozen=True):
    """A measure in a list: what is counted, how many statements, the latest."""

    measure: Link
    kind: str
    """In words."""
    statements: int
    latest: ClaimLine | None = None


class StatusPage(Framed, frozen=True, kw_only=True):
    """`status.html`: who has confirmed what, since when."""

    facts: tuple[FactBoard, ...] = ()


class FactBoard(Struct, frozen=True):
    """One fact and where everyone stands on it."""

    fact: Link
    body_html: str
    rows: tuple[StatusRow, ...]


class StatusRow(Struct, frozen=True):
    """One origin's standing now, and those before."""

    now: ClaimLine
    before: tuple[ClaimLine, ...] = ()
    office: str = ""
    """The office that several persons spoke for: it heads the row, and each cell says who spoke."""


class PlainPageView(Framed, frozen=True, kw_only=True):
    """`NAME.html`: a page of the site's own words."""

    body_html: str = ""
    corrections: tuple[CorrectionItem, ...] = ()


class CodebookPage(Framed, frozen=True, kw_only=True):
    """`data/index.html`: what every column of every table of the open data means."""

    terms: str
    """What the licence covers."""
    tables: tuple[DataTable, ...]
    separator: str
    """Between the items of a list in one cell."""
    package: str
    """Address of the data package."""


class NotFoundPage(Framed, frozen=True, kw_only=True):
    """`404.html`: shown at any depth, so all its addresses are absolute."""

    days: tuple[DayItem, ...] = ()


class DifferencesPage(Framed, frozen=True, kw_only=True):
    """`discrepancies/index.html`: where the reports differ."""

    day: When | None = None
    differences: Differences | None = None
    """As of the site's day."""
    first: VerdictItem | None = None
    """Said as a sentence where the editor has written no headline."""
    read: tuple[tuple[str, str], ...] = ()
    """How to read it: a label of this page and what it means."""
    measures: tuple[MeasureRow, ...] = ()


class MeasurePage(Framed, frozen=True, kw_only=True):
    """`discrepancies/MEASURE.html`: what is counted, who says how many, and every figure."""

    name: str
    kind: str
    """What sort of number it is, in words."""
    unit: str = ""
    topic: Link | None = None
    day: When | None = None
    """The site's day, from which ages are counted."""
    body_html: str = ""
    relations: tuple[Relation, ...] = ()
    latest: tuple[LatestRow, ...] = ()
    """What each source says now, newest first. Of a fact see `standings`."""
    latest_more: int = 0
    chart: Chart | None = None
    """None where no number with a day is known."""
    vague: tuple[ClaimLine, ...] = ()
    """Words for a number: listed, never drawn."""
    undated: tuple[ClaimLine, ...] = ()
    """Figures of which no day is known: listed, never drawn."""
    standings: tuple[StandingRow, ...] = ()
    """Of a fact: where each source stood, from the first day to the last."""
    figures: tuple[FigureRow, ...] = ()
    """All, newest first."""
    figures_more: int = 0
    differences: tuple[VerdictItem, ...] = ()
    """Open ones first; then settled ones and what only looks like one."""
    revisions: tuple[VerdictItem, ...] = ()
    unlike: tuple[VerdictItem, ...] = ()
    """What cannot be compared, each with the one reason."""
    places: tuple[str, ...] = ()
    """Ids of what was once said there, and is not any more."""
    ahead: tuple[ClaimLine, ...] = ()
    """Plans and forecasts of this count: beside it, never in it."""
    forecasts: tuple[VerdictItem, ...] = ()
    earlier: tuple[EarlierItem, ...] = ()
    """Findings that are not listed in full: each keeps its place, and the data has all."""


class Relation(Struct, frozen=True):
    """How other measures have to do with this one."""

    label: str
    measures: tuple[Link, ...]


class LatestRow(Struct, frozen=True):
    """A source's standing figure, how old it is, and what it gave before."""

    claim: ClaimLine
    age: str
    """In words: `5 days before 1 November`."""
    change: tuple[Part, ...] = ()


class StandingRow(Struct, frozen=True):
    """One source's words on a fact, from the first day to the last."""

    who: str
    steps: tuple[ClaimLine, ...]


PAGES: dict[str, type[Framed]] = {
    "home.html": HomePage,
    "edition.html": EditionPage,
    "month.html": MonthPage,
    "archive.html": ArchivePage,
    "countries.html": CountriesPage,
    "country.html": CountryPage,
    "entry.html": EntryPage,
    "outlet.html": OutletPage,
    "topic.html": TopicPage,
    "differences.html": DifferencesPage,
    "measure.html": MeasurePage,
    "status.html": StatusPage,
    "plain.html": PlainPageView,
    "codebook.html": CodebookPage,
    "404.html": NotFoundPage,
}
"""Template and the type of its `page`."""
