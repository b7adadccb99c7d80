"""What pages are made of: the small typed blocks that several kinds of page show.

All text is ready to be shown and unescaped; HTML (`…_html`, from the editor's Markdown) is safe and
its links already lead from the page it stands on. Every other address is a path from the output
folder; templates make it relative with `link`.
"""

from __future__ import annotations

from msgspec import Struct


class Link(Struct, frozen=True):
    """A name that may lead to a page of the site."""

    text: str
    address: str = ""
    """From the output folder; empty where there is no page."""
    lang: str = ""
    """Language of the name, where it is not the site's."""
    draft: bool = False
    """In the preview: a draft, or there only because of one. Never in a build."""


class When(Struct, frozen=True):
    """A day in words, with the calendar day for machines where only one is meant."""

    text: str
    """`reported 29 October`, `on 28 October`, `by 19 October`, `day not given`."""
    date: str = ""
    """ISO 8601; empty for bounds, spans and days not known."""
    draft: bool = False
    """In the preview: known from a draft."""


class Person(Struct, frozen=True):
    """Who speaks: the name in its one spelling, the office, and the actor's page."""

    name: str
    role: str = ""
    address: str = ""


class Figure(Struct, frozen=True):
    """A value in words: hedge, number and unit, held together by unbreakable spaces."""

    text: str
    """`about 10,000`; of a fact its standing: `did not confirm`."""
    unit: str = ""
    """The noun after the number; empty where what is counted already says it."""
    numeric: bool = True
    """False for words: thousands, a day, a standing."""
    standing: bool = False
    """True of a fact's standing, which reads as a verb: who, then what they said."""


class Withdrawn(Struct, frozen=True):
    """A statement taken back: it stays readable, and leaves every headline, range and chart."""

    by: str
    when: When
    words: str = ""
    url: str = ""


class Line(Struct, frozen=True, kw_only=True):
    """What one line about a statement always says: who, in what office, which day, which outlet."""

    address: str
    """`entries/ENTRY.html#ID`: where it stands, for good."""
    anchor: str
    """Its `#ID` on the entry's page."""
    people: tuple[Person, ...]
    """In the order written; empty: no source named. Several are a bundle, not told apart."""
    relay: tuple[str, ...] = ()
    """Of a statement without a named source: who passed it on, in order."""
    office: str = ""
    """The office whose statement it is, where that is not the person."""
    when: When
    outlet: Link
    linked: bool = True
    """False: the article's address is not known, so a reader is told *no link*."""
    weak: bool = False
    """Its source is weak: no address, no date, or a machine's paraphrase."""
    draft: bool = False
    """In the preview: said so only in a draft, and what it stands in is no draft as a whole."""
    withdrawn: Withdrawn | None = None


class ClaimLine(Line, frozen=True, kw_only=True):
    """A figure, a day or a standing about one measure, with everything a reader must see of it."""

    measure: Link
    figure: Figure
    about: When | None = None
    """The day it is about, where that is given and is not the day of speaking."""
    also: tuple[Link, ...] = ()
    """Further outlets that carry the same claim: carriers, not sources."""
    expectation: str = ""
    """Of a plan or a forecast: that word; it is never called anything else."""


class ReactionLine(Line, frozen=True, kw_only=True):
    """What a voice said or did, as a sentence that begins with a verb."""

    sentence: str
    """`called the deployment very dangerous`: without subject, without full stop."""
    measure: Link | None = None
    """Of a standing: the fact it is about."""
    targets: tuple[Link, ...] = ()


class Quote(Struct, frozen=True):
    """Words of the source, exactly, within the outlet's terms."""

    text: str
    lang: str = ""
    """Where it is not the site's language."""
    translation: str = ""
    translated_by: str = ""


class OtherWords(Struct, frozen=True, kw_only=True):
    """One wording of an utterance that several articles tell, the very words before others."""

    outlet: Link
    statement: Link
    quote: Quote | None = None
    text: str = ""
    """Where no words are quoted: told in the editor's words, never in quotation marks."""


class Evidence(Struct, frozen=True, kw_only=True):
    """What lies one tap beneath a statement, on its entry's page."""

    id: str
    chain: tuple[str, ...]
    """Names from origin to outlet, in order."""
    quote: Quote | None = None
    unquoted: str = ""
    """Why the source's words are not shown, or not all of them, if that is so."""
    checked: str = ""
    """Whether the words were found in the article's own text, and when."""
    url: str = ""
    """To the sentence in the source."""
    archive: str = ""
    """To an archived copy of the article."""
    note: str = ""
    wordings: tuple[OtherWords, ...] = ()
    """All wordings of it, where there are several."""
    same_as: Link | None = None
    revises: Link | None = None
    citation: str = ""


class ClaimBlock(Struct, frozen=True):
    """A claim on its entry's page."""

    line: ClaimLine
    evidence: Evidence
    verdicts: tuple[Link, ...] = ()
    """What it comes to beside other statements."""
    losses: tuple[Loss, ...] = ()


class Loss(Struct, frozen=True):
    """A hedge or a source that was lost on the way: shown at the claim, never ranked."""

    label: str
    careful: Link
    """Where it still stands."""


class ReactionBlock(Struct, frozen=True):
    """A reaction on its entry's page."""

    line: ReactionLine
    evidence: Evidence


class Source(Struct, frozen=True, kw_only=True):
    """Where an entry comes from: everything known, and what is missing said."""

    outlet: Link
    published: When
    updated: When | None = None
    url: str = ""
    """Empty: no link."""
    archive: str = ""
    language: str = ""
    """In words."""
    translated_from: str = ""
    agencies: tuple[str, ...] = ()
    subscription: bool = False


class EntryItem(Struct, frozen=True, kw_only=True):
    """An entry in a list: title, source, short summary, what was claimed and who reacted."""

    title: Link
    source: Source
    summary_html: str = ""
    marks: tuple[str, ...] = ()
    """In words: added later, day not known, weak source, part of a live blog."""
    claims: tuple[ClaimLine, ...] = ()
    reactions: tuple[ReactionLine, ...] = ()
    more: int = 0
    """Statements of this entry that are not listed here; its page has all."""


class DayItem(Struct, frozen=True, kw_only=True):
    """An edition in a list."""

    day: When
    address: str
    title: str = ""
    """The editor's headline; empty: no summary written yet."""
    entries: int = 0
    draft: bool = False
    """In the preview: a draft, or there only because of drafts."""


class FigureRow(Struct, frozen=True):
    """A line of a table of figures."""

    claim: ClaimLine
    entry: Link


class CorrectionItem(Struct, frozen=True, kw_only=True):
    """An error of ours, put right in public."""

    anchor: str
    day: When
    where: tuple[Link, ...]
    old: str = ""
    new: str = ""
    removed: bool = False
    body_html: str = ""


class HeatCell(Struct, frozen=True):
    """One day of one actor: how many statements, and how dark."""

    count: int
    level: int
    """0 to 3."""
    label: str
    """For those who do not see the table: name, day, count."""
    address: str = ""
    draft: bool = False
    """In the preview: a draft's statements are among them."""


class HeatRow(Struct, frozen=True):
    """One actor's days."""

    actor: Link
    cells: tuple[HeatCell, ...]


class Heat(Struct, frozen=True):
    """A table of actors by days: statements in the articles we read."""

    days: tuple[When, ...]
    rows: tuple[HeatRow, ...]
    more: int = 0
    """Actors that are not listed."""


class Part(Struct, frozen=True):
    """A piece of a sentence: words, a claim with all that belongs beside it, or a link."""

    text: str = ""
    claim: ClaimLine | None = None
    link: Link | None = None


class VerdictItem(Struct, frozen=True, kw_only=True):
    """What the comparison of claims comes to. The editor's word leads where there is one."""

    anchor: str
    label: str
    """In words: *They disagree*, *Different, and both can be true*."""
    state: str = ""
    """In words: open since …, settled on …; empty for what is no difference."""
    since: When | None = None
    measure: Link
    other: Link | None = None
    title: str = ""
    """The editor's headline for it."""
    editor_html: str = ""
    """The editor's verdict."""
    sentence: tuple[Part, ...]
    """What the tool says by itself."""
    settled: tuple[Part, ...] = ()
    """By what it was settled, as a sentence."""
    ends: tuple[ClaimLine, ...] = ()
    """The statements that it is about, to be seen without a tap where the editor's word leads."""
    claims: tuple[ClaimLine, ...] = ()
    """Further claims that it holds for; all of them where the sentence names none."""
    claims_more: int = 0
    anchors: tuple[str, ...] = ()
    """Ids of differences that this one has come to state: each once had a place of its own."""
    reviewed: When | None = None
    open: bool = False
    draft: bool = False
    """In the preview: there only because of a draft."""


class ChartMark(Struct, frozen=True, kw_only=True):
    """One figure on a timeline: a link to where it stands, with a name."""

    address: str
    title: str
    """Figure, unit, who, day, outlet."""
    series: int
    """1 to 6: colour and shape; 6 is neutral."""
    x: float
    """Per cent of the plot."""
    dx: float
    """Pixels aside."""
    ys: tuple[float, ...]
    """Pixels from above: of the figure, or of the upper and the lower end."""
    arrow: str = ""
    """`up`: no upper end was stated; `down`: no lower one."""
    top: float
    bottom: float
    """Ends of all that is drawn."""
    label: str = ""
    label_left: bool = False
    label_x: float = 0.0
    label_y: float = 0.0
    draft: bool = False
    """In the preview: said so only in a draft."""


class ChartDay(Struct, frozen=True):
    """A day of the axis, in words."""

    x: float
    text: str
    minor: bool
    """Left out on a phone."""


class ChartHold(Struct, frozen=True):
    """A band: a source's figure until it gives another. x and width in per cent."""

    series: int
    x: float
    width: float
    y: float
    height: float


class Chart(Struct, frozen=True, kw_only=True):
    """A range-dot timeline, ready to be drawn: no arithmetic is left to the template."""

    title: str
    scale: str
    """What the axis is, in words."""
    height: int
    legend: tuple[tuple[int, str], ...]
    """Series and whose it is."""
    ticks: tuple[tuple[float, str], ...]
    """Place and value, from below."""
    days: tuple[ChartDay, ...]
    holds: tuple[ChartHold, ...]
    marks: tuple[ChartMark, ...]
    """In the order of days."""
    notes: tuple[str, ...] = ()
    """How to read what is there: arrows, bars, bands, and what is not drawn."""


class ChangeItem(Struct, frozen=True):
    """A label and a sentence: what is new since the edition before, or how an actor differs."""

    label: str
    parts: tuple[Part, ...]
    address: str = ""
    """Where the difference it speaks of stands."""
    draft: bool = False
    """In the preview: there only because of a draft."""


class Differences(Struct, frozen=True, kw_only=True):
    """Where the reports differ as of a day: the editor's words, then what was found."""

    title: str = ""
    lede_html: str = ""
    open: tuple[VerdictItem, ...] = ()
    settled: tuple[VerdictItem, ...] = ()
    looks: tuple[VerdictItem, ...] = ()
    """Looks different, is not a conflict."""
    unknown_html: str = ""
    """The editor: what we cannot tell."""
    open_count: int = 0
    settled_count: int = 0
    """Of all of them, listed here or not."""
    earlier: tuple[EarlierItem, ...] = ()
    """What once stood on this page and is not listed any more: its place is kept."""
    places: tuple[str, ...] = ()
    """Ids of what was once said of two counts, and is not any more."""
    more: int = 0
    """Differences that are not listed here; each measure's page has its own."""


class DataColumn(Struct, frozen=True):
    """One column of a table of the open data."""

    name: str
    kind: str
    description: str
    one_of: tuple[str, ...] = ()
    """The only values there are."""
    to: str = ""
    """The table whose id it holds."""


class DataFile(Struct, frozen=True):
    """One file of the open data."""

    name: str
    address: str


class DataTable(Struct, frozen=True):
    """One table of the open data."""

    name: str
    description: str
    rows: int
    files: tuple[DataFile, ...]
    columns: tuple[DataColumn, ...]


class Place(Struct, frozen=True):
    """A line of a content file, and the link that opens it in the editor. Only the preview knows."""

    text: str
    """`content/entries/a.md:12`"""
    url: str = ""


class ProposalBlock(Struct, frozen=True, kw_only=True):
    """What import found in a draft and nobody has reviewed. In the preview alone."""

    measure: Link | None = None
    """The likely one; None of a reaction, or where none is likely."""
    stored: str = ""
    """The figure as it would be stored, or of a fact the standing; empty for a reaction."""
    hedge: str = ""
    """What its hedge means, in words; empty where it is no figure."""
    unit: str = ""
    """What the source says is counted."""
    verb: str = ""
    """Of a reaction: what was done, as a plain verb."""
    targets: tuple[Link, ...] = ()
    person: Person | None = None
    """Who would be named; None: no source named."""
    known: bool = True
    """False: the voice is none of the site's."""
    via: str = ""
    when: When
    about: When | None = None
    """The day that the figure is about, where the source gives it."""
    before: str = ""
    """The sentence of the source up to the words that it rests on."""
    words: str = ""
    after: str = ""
    lang: str = ""
    """Language of the sentence, where it is not the site's."""
    doubts: tuple[str, ...] = ()
    repeats: ClaimLine | None = None
    """The known claim that it says again: the same figure from one origin."""
    alike: tuple[ClaimLine, ...] = ()
    """Claims of others with the same figure."""
    place: Place
    """Where it stands in the draft's file."""


class EarlierItem(Struct, frozen=True):
    """The place of a difference that is no longer listed in full."""

    anchor: str
    link: Link
    """To where it stands in full, if it does."""
    state: str = ""
