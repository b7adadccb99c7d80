"""What an editor writes, as typed values: the one description of every content file.

Field descriptions stand here once: the reader, the JSON Schema (`briefing schema`) and
`docs/front-matter.md` are made from them. Types are frozen; a list is a tuple. What can be derived
(unit, topic, role, actor, language of the outlet) is not a field of the thing it is derived for.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from briefing.content.days import Day
from briefing.content.prose import Prose
from briefing.content.values import Value, Words

Standing = Literal[
    "government", "military", "intelligence", "legislator", "party",
    "court", "organisation", "expert", "media", "other",
]  # fmt: skip
MeasureKind = Literal["stock", "cumulative", "rate", "plan", "forecast", "fact", "date"]
Moves = Literal["hours", "days", "months", "standing"]
Status = Literal["asserted", "confirmed", "not-confirmed", "denied"]
ReactionKind = Literal[
    # PLOVER
    "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request", "accuse",
    "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault",
    # in the data: STATEMENT with this mode
    "confirm", "not-confirm", "deny", "warn", "monitor", "comment",
]  # fmt: skip
Access = Literal["open", "subscription"]
Revised = Literal["raised", "lowered", "corrected"]
SourceQuality = Literal["weak"]
VerdictKind = Literal[
    "conflict", "definition", "status", "timing", "spread",
    "revision", "drift", "forecast", "agreement", "rounding",
    "not-comparable", "withdrawn",
]  # fmt: skip

Url = Annotated[str, Meta(extra={"leaf": "url"})]
Ident = Annotated[str, Meta(extra={"leaf": "id"})]
SourceFile = Annotated[str, Meta(extra={"leaf": "source"})]

#: Names for what the source does not give. They must be written; nothing is assumed.
UNKNOWN = "unknown"
UNNAMED = "unnamed"


class Withdrawal(Struct, frozen=True, kw_only=True):
    """A mention or claim that was taken back, by its outlet or its origin."""

    by: Annotated[str, Meta(description="Who withdrew it: an outlet (it erred) or the origin.")]
    date: Annotated[Day | None, Meta(description="The day of the withdrawal.")] = None
    url: Annotated[Url | None, Meta(description="Where it was withdrawn.")] = None
    words: Annotated[str, Meta(description="In which words.")] = ""


class Statement(Struct, frozen=True, kw_only=True):
    """What claims and reactions share: who, when, and the words in the source."""

    id: Annotated[
        Ident | None,
        Meta(description="Name within the entry. Default: the measure, or `rN` for reactions."),
    ] = None
    by: Annotated[
        tuple[str, ...],
        Meta(
            description="The origin: a voice's name or alias, an outlet (its own voice), a list "
            "(a bundle), or `unnamed`."
        ),
    ]
    via: Annotated[
        tuple[str, ...],
        Meta(description="Who passed it on between origin and outlet, in order."),
    ] = ()
    said: Annotated[
        Day | None, Meta(description="The day of speaking, if the source gives it.")
    ] = None
    quote: Annotated[
        str,
        Meta(
            description="Exact words of the source, or `first words … last words` of the passage; "
            "they lead to the sentence."
        ),
    ] = ""
    prefix: Annotated[
        str, Meta(description="Words just before the quotation, to make it unique.")
    ] = ""
    suffix: Annotated[
        str, Meta(description="Words just after the quotation, to make it unique.")
    ] = ""
    lang: Annotated[str, Meta(description="Language of the quotation, if not the entry's.")] = ""
    translation: Annotated[str, Meta(description="The quotation in the site's language.")] = ""
    translated_by: Annotated[str, Meta(description="Whose translation it is.")] = ""
    same_as: Annotated[
        str,
        Meta(description="The same statement elsewhere: a bare id in this entry, or `ENTRY#ID`."),
    ] = ""
    withdrawn: Annotated[
        Withdrawal | None, Meta(description="Taken back: by, date, url, words.")
    ] = None
    note: Annotated[str, Meta(description="The editor's remark; shown on the entry's page.")] = ""


class WrittenClaim(Statement, frozen=True, kw_only=True):
    """One mention of a claim: a voice's statement about a measure."""

    measure: Annotated[
        Ident, Meta(description="What is counted or asserted: a file in `measures/`.")
    ]
    value: Annotated[
        Value | Words | None,
        Meta(
            description="The figure with its hedge, or a word; of a `date` measure a day or words."
        ),
    ] = None
    status: Annotated[
        Status | None, Meta(description="Of a fact: asserted, confirmed, not-confirmed, denied.")
    ] = None
    as_of: Annotated[Day | None, Meta(description="The day the claim is about, if given.")] = None
    revises: Annotated[
        str, Meta(description="An earlier figure of the same origin that this one replaces.")
    ] = ""
    revised: Annotated[
        Revised | None, Meta(description="How the source itself calls the revision: `corrected`.")
    ] = None


class WrittenReaction(Statement, frozen=True, kw_only=True):
    """What a voice said or did."""

    kind: Annotated[ReactionKind, Meta(description="A PLOVER kind, or a kind of statement.")]
    target: Annotated[tuple[str, ...], Meta(description="Actors it is directed at.")] = ()
    text: Annotated[str, Meta(description="In the editor's own words, past tense, no subject.")] = (
        ""
    )


class Proposal(Struct, frozen=True, kw_only=True):
    """What import found and nobody has reviewed: a claim (`value`) or a reaction (`reaction`)."""

    measure: Annotated[str, Meta(description="The likely measure, if it is a claim.")] = ""
    value: Annotated[str, Meta(description="The figure with its hedge, as a claim has it.")] = ""
    unit: Annotated[str, Meta(description="What the source says is counted.")] = ""
    reaction: Annotated[str, Meta(description="The likely kind, if it is a reaction.")] = ""
    by: Annotated[str, Meta(description="Who says so in the source; empty if nobody is named.")] = (
        ""
    )
    role: Annotated[str, Meta(description="The office, as the source has it.")] = ""
    actor: Annotated[str, Meta(description="The country it seems to speak for.")] = ""
    standing: Annotated[str, Meta(description="In what capacity it seems to speak.")] = ""
    via: Annotated[str, Meta(description="Who passed it on, where the source names both.")] = ""
    said: Annotated[
        str, Meta(description="The day of speaking (EDTF), if the source gives it.")
    ] = ""
    as_of: Annotated[
        str, Meta(description="The day the figure is about (EDTF), if the source gives it.")
    ] = ""
    status: Annotated[
        str, Meta(description="Of a fact: confirmed, not-confirmed, denied; it has no value then.")
    ] = ""
    target: Annotated[
        tuple[str, ...], Meta(description="Countries the sentence names after it.")
    ] = ()
    quote: Annotated[str, Meta(description="The words it rests on, exact.")] = ""
    sentence: Annotated[str, Meta(description="The whole sentence, exact: the evidence.")] = ""
    line: Annotated[str, Meta(description="The line of the source where it stands.")] = ""
    doubt: Annotated[tuple[str, ...], Meta(description="What makes it doubtful.")] = ()


class Entry(Struct, frozen=True, kw_only=True):
    """One source article, or one dated part of a live blog."""

    id: Annotated[Ident, Meta(description="Name of the entry. Default: the file's stem.")] = ""
    title: Annotated[str, Meta(description="The article's own title, or `unknown`.")]
    outlet: Annotated[
        Ident, Meta(description="Who published it: a file in `outlets/`, or `unknown`.")
    ]
    date: Annotated[Day | None, Meta(description="The day of publication in EDTF, or `unknown`.")]
    date_note: Annotated[str, Meta(description="How an uncertain date was arrived at.")] = ""
    updated: Annotated[Day | None, Meta(description="The day the outlet last changed it.")] = None
    added: Annotated[
        Day | None,
        Meta(description="The day the editor took it in. Default: the day of publication."),
    ] = None
    added_note: Annotated[str, Meta(description="Why it was taken in later.")] = ""
    revised: Annotated[
        Day | None, Meta(description="The day the editor last changed this entry.")
    ] = None
    url: Annotated[Url | None, Meta(description="The article's address.")] = None
    archive: Annotated[Url | None, Meta(description="An archived copy of it.")] = None
    aliases: Annotated[
        tuple[str, ...], Meta(description="Former addresses of this entry's page on the site.")
    ] = ()
    language: Annotated[
        str, Meta(description="Language of the article. Default: the outlet's.")
    ] = ""
    translated_from: Annotated[str, Meta(description="The language it was first written in.")] = ""
    agencies: Annotated[tuple[str, ...], Meta(description="Agencies credited by the article.")] = ()
    part_of: Annotated[Ident | None, Meta(description="The live blog this is a dated part of.")] = (
        None
    )
    countries: Annotated[
        tuple[str, ...],
        Meta(description="Actors it is about: ISO 3166-1 alpha-2 or organisations."),
    ] = ()
    topics: Annotated[
        tuple[Ident, ...] | None,
        Meta(description="Topics. Default: those of its measures; `[]` for off topic."),
    ] = None
    source: Annotated[
        SourceFile,
        Meta(description="The saved text in `sources/`, with `:FIRST-LAST` lines for a part."),
    ] = ""
    source_quality: Annotated[
        SourceQuality | None, Meta(description="`weak`: never alone behind a headline.")
    ] = None
    note: Annotated[str, Meta(description="The editor's remark on the source; shown.")] = ""
    draft: Annotated[bool, Meta(description="Must not reach any output.")] = False
    accept: Annotated[
        tuple[str, ...], Meta(description="Codes of warnings the editor has looked at.")
    ] = ()
    claims: Annotated[tuple[WrittenClaim, ...], Meta(description="Figures and standings.")] = ()
    reactions: Annotated[
        tuple[WrittenReaction, ...], Meta(description="What voices said or did.")
    ] = ()
    proposals: Annotated[
        tuple[Proposal, ...],
        Meta(description="Found by import, for `briefing review`; no published page shows them."),
    ] = ()
    body: Annotated[Prose, Meta(description="The editor's summary.", extra={"body": True})] = (
        Prose()
    )


class Outlet(Struct, frozen=True, kw_only=True):
    """Who publishes articles, and on what terms its words may be quoted."""

    id: Annotated[Ident, Meta(description="Default: the file's stem.")] = ""
    name: Annotated[str, Meta(description="As it calls itself.")]
    home: Annotated[Url | None, Meta(description="Its home page.")] = None
    language: Annotated[str, Meta(description="Language it publishes in (BCP 47).")] = ""
    access: Annotated[Access, Meta(description="`open` or `subscription`.")] = "open"
    quote_limit: Annotated[
        int | None,
        Meta(description="Verbatim characters it allows per article. Default: the site's."),
    ] = None
    terms: Annotated[str, Meta(description="What it asks of those who quote it.")] = ""
    needs_link: Annotated[
        bool, Meta(description="Its terms ask for a link; without one, no verbatim words.")
    ] = False
    aliases: Annotated[tuple[str, ...], Meta(description="Other names and hosts of it.")] = ()
    body: Annotated[Prose, Meta(description="Who this is.", extra={"body": True})] = Prose()


class Voice(Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A person, office, agency or publication that says things."""

    id: Annotated[Ident, Meta(description="Default: made from the name.")] = ""
    name: Annotated[str, Meta(description="The one spelling used on the site.")]
    aliases: Annotated[tuple[str, ...], Meta(description="Other names that mean this voice.")] = ()
    actor: Annotated[str, Meta(description="The country or organisation it speaks for.")] = ""
    role: Annotated[str, Meta(description="Office held, as shown after the name.")] = ""
    standing: Annotated[Standing, Meta(description="In what capacity it speaks.")] = "other"
    origin: Annotated[
        str, Meta(description="The office it speaks for: its figures are that office's.")
    ] = ""
    from_: Annotated[Day | None, Meta(description="First day of the role.")] = None
    to: Annotated[Day | None, Meta(description="Last day of the role.")] = None


class Measure(Struct, frozen=True, kw_only=True):
    """Exactly what is counted or asserted."""

    id: Annotated[Ident, Meta(description="Default: the file's stem.")] = ""
    title: Annotated[str, Meta(description="What is counted, as a phrase.")]
    kind: Annotated[MeasureKind, Meta(description="What sort of number or statement it is.")]
    moves: Annotated[
        Moves, Meta(description="How fast it changes: how close two days must be to compare.")
    ] = "days"
    unit: Annotated[str, Meta(description="The noun after the number.")] = ""
    topic: Annotated[Ident | None, Meta(description="The story it belongs to.")] = None
    includes: Annotated[
        tuple[Ident, ...], Meta(description="Measures of a population inside this one.")
    ] = ()
    parts: Annotated[
        tuple[Ident, ...], Meta(description="Measures that together make this one.")
    ] = ()
    foresees: Annotated[
        Ident | None, Meta(description="Of a plan or forecast: the measure it is about.")
    ] = None
    body: Annotated[
        Prose, Meta(description="What is counted, and what not.", extra={"body": True})
    ] = Prose()


class Topic(Struct, frozen=True, kw_only=True):
    """A story the site follows."""

    id: Annotated[Ident, Meta(description="Default: the file's stem.")] = ""
    title: Annotated[str, Meta(description="The story's name.")]
    body: Annotated[Prose, Meta(description="What it is about.", extra={"body": True})] = Prose()


class Differences(Struct, frozen=True, kw_only=True):
    """The editor's words above the differences between reports, as of an edition's day."""

    title: Annotated[str, Meta(description="Headline.")] = ""
    lede: Annotated[Prose, Meta(description="One paragraph under the headline.")] = Prose()
    unknown: Annotated[Prose, Meta(description="What we cannot tell.")] = Prose()


class Edition(Struct, frozen=True, kw_only=True):
    """The editor's part of one day's briefing. The file's stem is the day."""

    id: Annotated[Ident, Meta(description="The day: the file's stem.")] = ""
    title: Annotated[str, Meta(description="Headline: the news, 100 characters at most.")]
    lede: Annotated[Prose, Meta(description="60 words at most: what is new, who says so.")] = (
        Prose()
    )
    brief: Annotated[tuple[Prose, ...], Meta(description="Three to five bullets.")] = ()
    differences: Annotated[
        Differences | None, Meta(description="Words above the differences as of this day.")
    ] = None
    draft: Annotated[bool, Meta(description="Must not reach any output.")] = False
    accept: Annotated[tuple[str, ...], Meta(description="Codes of warnings looked at.")] = ()
    body: Annotated[
        Prose,
        Meta(
            description="Further sections: what is not known, the day before.", extra={"body": True}
        ),
    ] = Prose()


class Position(Struct, frozen=True, kw_only=True):
    """An actor's position in the editor's words, from a day on."""

    since: Annotated[Day, Meta(description="From which day.")]
    text: Annotated[Prose, Meta(description="One sentence.")]
    evidence: Annotated[
        tuple[str, ...], Meta(description="Claims or reactions it rests on: `ENTRY#ID`.")
    ] = ()


class Country(Struct, frozen=True, kw_only=True):
    """The editor's page of an actor. The file's stem is its code."""

    id: Annotated[str, Meta(description="The actor: the file's stem.")] = ""
    positions: Annotated[tuple[Position, ...], Meta(description="Dated positions.")] = ()
    body: Annotated[Prose, Meta(description="Background.", extra={"body": True})] = Prose()


class VerdictFile(Struct, frozen=True, kw_only=True):
    """The editor's word on one difference. It leads; the tool's own stays beneath it."""

    id: Annotated[Ident, Meta(description="Default: the file's stem.")] = ""
    kind: Annotated[
        VerdictKind | None,
        Meta(description="The kind of verdict it is about, or the one it should be."),
    ] = None
    a: Annotated[str, Meta(description="One claim: `ENTRY#ID`.")]
    b: Annotated[str, Meta(description="The other claim: `ENTRY#ID`.")]
    title: Annotated[str, Meta(description="The editor's headline for it.")] = ""
    reviewed: Annotated[Day | None, Meta(description="The day the editor looked.")] = None
    state: Annotated[
        Literal["open", "settled"] | None, Meta(description="Set by the editor against the tool.")
    ] = None
    pin: Annotated[bool, Meta(description="Shown first on the home page.")] = False
    body: Annotated[Prose, Meta(description="The editor's verdict.", extra={"body": True})] = (
        Prose()
    )


class Correction(Struct, frozen=True, kw_only=True):
    """An error of ours, put right in public."""

    id: Annotated[Ident, Meta(description="Default: the file's stem.")] = ""
    date: Annotated[Day, Meta(description="The day of the correction.")]
    where: Annotated[
        tuple[str, ...],
        Meta(
            description="What it corrects: `ENTRY`, `ENTRY#ID`, `editions/DAY` or another content file."
        ),
    ]
    old: Annotated[str, Meta(description="The words that were wrong.")] = ""
    new: Annotated[str, Meta(description="The words that stand now.")] = ""
    removed: Annotated[
        bool, Meta(description="A legal removal: a tombstone stays, the words go everywhere.")
    ] = False
    body: Annotated[Prose, Meta(description="What happened.", extra={"body": True})] = Prose()


class PlainPage(Struct, frozen=True, kw_only=True):
    """A page of the site's own: about, method, imprint."""

    id: Annotated[Ident, Meta(description="The page's name: the file's stem.")] = ""
    title: Annotated[str, Meta(description="Its heading.")]
    aliases: Annotated[tuple[str, ...], Meta(description="Former addresses.")] = ()
    body: Annotated[Prose, Meta(description="Its text.", extra={"body": True})] = Prose()
