"""The open data: one record type for each table, with what every column means.

The files, their JSON Schemas, the data package and the codebook are all made from these types. The
order of fields is the order of columns, and is for good: new ones are added at the end.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from briefing.content.model import MeasureKind, Standing, Status
from briefing.content.values import Qualifier
from briefing.thought.verdicts import Kind, State


def _said(text: str, **extra: object) -> Meta:
    return Meta(description=text, extra=extra or None)


Id = Annotated[str, _said("Permanent id.", key=True)]
Quote = Annotated[
    str | None,
    _said("Words of the source that may be shown within the outlet's terms; not licensed by us."),
]
SourceUrl = Annotated[
    str | None, _said("The article, at the sentence where words may be shown.", format="uri")
]
Verified = Annotated[
    str | None,
    _said("Day on which the quotation was found in the article's own text.", format="date"),
]
Address = Annotated[str, _said("Where it stands on the site, from the site's root.")]
Edtf = "a day in EDTF (ISO 8601-2): 2024-10-23, 2024-12, ../2024-10-19 (not after)"


class EntryRecord(Struct, frozen=True):
    """One source article, or one dated part of a live blog."""

    id: Id
    title: Annotated[str, _said("The article's own title, or `unknown`.")]
    date: Annotated[str | None, _said(f"Day of publication, {Edtf}; empty where it is not known.")]
    added: Annotated[str | None, _said("Day on which the editor took it in.", format="date")]
    outlet: Annotated[str, _said("Id of the outlet, or `unknown`.")]
    url: Annotated[str | None, _said("The article's address.", format="uri")]
    countries: Annotated[tuple[str, ...], _said("Actors: ISO 3166-1 alpha-2 or organisations.")]
    topics: Annotated[tuple[str, ...], _said("Stories it belongs to.")]
    part_of: Annotated[str | None, _said("The live blog this is a part of.", to="entries")]
    address: Address


class ValueRecord(Struct, frozen=True):
    """A figure as stated: open ends stay open."""

    text: Annotated[str, _said("The figure with its hedge.")]
    low: Annotated[float | int | None, _said("Lower stated bound; empty: open, or a word.")]
    high: Annotated[float | int | None, _said("Upper stated bound; empty: open, or a word.")]
    qualifier: Annotated[Qualifier, _said("How sure the source is of it.")]
    unit: Annotated[str, _said("What is counted: the noun after the number.")]


class MentionRecord(Struct, frozen=True):
    """One appearance of a claim."""

    entry: Annotated[str, _said("The entry it stands in.")]
    outlet: Annotated[str, _said("Id of the outlet.")]
    quote: Quote
    source_url: SourceUrl
    verified: Verified
    address: Address


class ClaimRecord(Struct, frozen=True):
    """One voice's statement about one measure, with every mention of it."""

    id: Id
    ids: Annotated[tuple[str, ...], _said("Ids of all its mentions; every one stays valid.")]
    measure: Annotated[str, _said("Id of what is counted or asserted.")]
    topic: Annotated[str | None, _said("The story the measure belongs to.")]
    value: ValueRecord | None
    words: Annotated[str | None, _said("Of a date: when it is expected, as stated.")]
    status: Annotated[Status | None, _said("Of a fact: the speaker's standing.")]
    said: Annotated[str | None, _said(f"Day of speaking, {Edtf}; empty where not given.")]
    as_of: Annotated[str | None, _said(f"Day it is about, {Edtf}.")]
    origin: Annotated[str | None, _said("Who first says it; empty: no source named.")]
    actor: Annotated[str | None, _said("Country or organisation of the origin.")]
    voice: Annotated[str | None, _said("Who speaks.")]
    chain: Annotated[tuple[str, ...], _said("From origin to outlet, in order.")]
    mentions: tuple[MentionRecord, ...]


class MentionRow(Struct, frozen=True):
    """One appearance of a claim in one entry."""

    id: Id
    claim: Annotated[str, _said("The claim it is a mention of.", to="claims")]
    entry: Annotated[str, _said("The entry it stands in.", to="entries")]
    outlet: Annotated[str, _said("Id of the outlet.")]
    quote: Quote
    source_url: SourceUrl
    verified: Verified
    withdrawn: Annotated[bool, _said("The mention or its claim was taken back.")]
    address: Address


class ReactionRecord(Struct, frozen=True):
    """What a voice said or did; `kind` is a PLOVER code, `mode` says more of a statement."""

    id: Id
    actor: Annotated[str | None, _said("Country or organisation of the origin.")]
    voice: Annotated[str | None, _said("Who speaks; empty: no source named.")]
    role: Annotated[str | None, _said("Office held on the day.")]
    standing: Annotated[Standing | None, _said("In what capacity the voice speaks.")]
    kind: Annotated[str, _said("PLOVER code, or STATEMENT.")]
    mode: Annotated[str | None, _said("Of a STATEMENT: confirm, not-confirm, deny, warn, …")]
    target: Annotated[tuple[str, ...], _said("Actors it is directed at.")]
    said: Annotated[str | None, _said(f"Day of speaking, {Edtf}; empty where not given.")]
    text: Annotated[str, _said("In the editor's words.")]
    quote: Quote
    entry: Annotated[str, _said("The entry it stands in.", to="entries")]
    outlet: Annotated[str, _said("Id of the outlet.")]
    source_url: SourceUrl
    address: Address


class EditorRecord(Struct, frozen=True):
    """The editor's word on a verdict."""

    kind: Annotated[str | None, _said("The kind it should be, by the editor.")]
    title: Annotated[str | None, _said("The editor's headline.")]
    state: Annotated[State | None, _said("Set by the editor against the tool.")]
    text: Annotated[str | None, _said("The editor's verdict.")]


class VerdictRecord(Struct, frozen=True, rename={"from_": "from"}):
    """What the comparison of claims comes to. It never says who is right."""

    id: Id
    kind: Annotated[Kind, _said("What sort of difference, or that it is none.")]
    state: Annotated[State, _said("As the tool finds it.")]
    since: Annotated[str | None, _said("First day on which both ends stood.", format="date")]
    settled_by: Annotated[str | None, _said("The claim that settled it.", to="claims")]
    severity: Annotated[int, _said("Larger is graver.")]
    measure: Annotated[str, _said("What is counted.")]
    other: Annotated[str | None, _said("The other measure, where the ends are of two.")]
    a: Annotated[str | None, _said("One end.", to="claims")]
    b: Annotated[str | None, _said("The other end.", to="claims")]
    also: Annotated[tuple[str, ...], _said("Further claims it holds for.")]
    from_: Annotated[str | None, _said("The first, or lower, figure as stated.")]
    to: Annotated[str | None, _said("The later, or higher, figure as stated.")]
    factor: Annotated[float | None, _said("Only between two stated closed figures.")]
    reason: Annotated[str, _said("Why, in a sentence.")]
    reviewed: Annotated[str | None, _said("Day the editor looked; empty: not yet.", format="date")]
    editor: EditorRecord | None
    address: Address


class CorrectionRecord(Struct, frozen=True):
    """An error of ours, put right in public."""

    id: Id
    date: Annotated[str, _said(f"Day of the correction, {Edtf}.")]
    where: Annotated[tuple[str, ...], _said("What it corrects.")]
    old: Annotated[str | None, _said("The words that were wrong; empty where they were removed.")]
    new: Annotated[str | None, _said("The words that stand now.")]
    removed: Annotated[bool, _said("Words were removed for legal reasons.")]
    text: Annotated[str, _said("What happened.")]
    address: Address


#: The measures are described in the codebook, so that ids in the tables can be read.
class MeasureRecord(Struct, frozen=True):
    """What is counted or asserted."""

    id: Id
    title: Annotated[str, _said("What is counted, as a phrase.")]
    kind: Annotated[MeasureKind, _said("What sort of number or statement it is.")]
    unit: Annotated[str, _said("The noun after the number.")]
    topic: Annotated[str | None, _said("The story it belongs to.")]


Table = Literal["claims", "corrections", "entries", "measures", "mentions", "reactions", "verdicts"]
TABLES: dict[Table, type[Struct]] = {
    "claims": ClaimRecord,
    "corrections": CorrectionRecord,
    "entries": EntryRecord,
    "measures": MeasureRecord,
    "mentions": MentionRow,
    "reactions": ReactionRecord,
    "verdicts": VerdictRecord,
}

#: Licences by their common names: id and address, as the data package asks for.
LICENCES = {
    "CC0 1.0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY-SA 4.0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "ODbL 1.0": ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "PDDL 1.0": ("ODC-PDDL-1.0", "https://opendatacommons.org/licenses/pddl/1-0/"),
}
