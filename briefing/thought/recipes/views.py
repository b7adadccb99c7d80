"""From statements and entries to the blocks that pages show of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

import msgspec

from briefing.content.model import Correction, Entry, Withdrawal
from briefing.thought.addresses import (
    country_address,
    edition_address,
    entry_address,
    statement_address,
)
from briefing.thought.blocks import (
    ClaimBlock,
    ClaimLine,
    CorrectionItem,
    DayItem,
    EntryItem,
    Evidence,
    FigureRow,
    Line,
    Link,
    Loss,
    OtherWords,
    Person,
    Quote,
    ReactionBlock,
    ReactionLine,
    Source,
    Withdrawn,
)
from briefing.thought.desk import Desk
from briefing.thought.folding import Claim
from briefing.thought.quoting import Shown
from briefing.thought.statements import Mention, Reaction, Said, Speaker
from briefing.thought.wording import last_day

EXPECTED = ("plan", "forecast")
LISTED = 200
"""Entries or statements that one page lists; what is older stands by month and in the data."""
VERDICTS = 6
"""Verdicts that a claim names on its entry's page; its measure's page has all."""
CLAIMS_LISTED = 12
"""Claims, and reactions, that an entry shows in a list; its own page has all."""


# ── one statement ───────────────────────────────────────────────────────────────────────────────


def claim_line(desk: Desk, mention: Mention, year: int | None) -> ClaimLine:
    """Return a claim as one line."""
    measure = desk.library.measures[mention.measure]
    unit = measure.unit if mention.value is not None else ""
    if unit and unit.casefold() in measure.title.casefold():
        unit = ""
    return ClaimLine(
        **_line(desk, mention, year),
        measure=desk.measure(mention.measure),
        figure=desk.words.figure(mention.value, mention.words, mention.status, unit),
        about=desk.words.about(mention.as_of, measure.kind, year),
        expectation=desk.say(f"claim.{measure.kind}") if measure.kind in EXPECTED else "",
    )


def reaction_line(desk: Desk, reaction: Reaction, year: int | None) -> ReactionLine:
    """Return a reaction as one line: the editor's sentence, or a plain verb."""
    targets = tuple(desk.actor(code) for code in reaction.target)
    sentence = desk.words.sentence(reaction.text)
    if not sentence:
        sentence = desk.words.verb(reaction.kind)
        if targets and not reaction.claim:
            names = desk.words.listed(target.text for target in targets)
            sentence = desk.say("reaction.towards", verb=sentence, names=names)
    return ReactionLine(
        **_line(desk, reaction, year),
        sentence=sentence,
        measure=desk.measure(reaction.claim) if reaction.claim else None,
        targets=targets,
    )


L = TypeVar("L", bound=Line)


def as_own(line: L) -> L:
    """Return a line as it stands under its own entry, which is marked itself where it is a draft."""
    return msgspec.structs.replace(line, draft=False) if line.draft else line


def draft_note(desk: Desk, **what: bool) -> str:
    """Say what of a page is a draft, the first that is: `page`, `edition`, `words`."""
    return next((desk.say(f"draft.{key}") for key, is_draft in what.items() if is_draft), "")


def plain_claim(desk: Desk, said: Mention | Claim) -> str:
    """Return a claim as text: what, figure with hedge and unit, who, which day, which outlet."""
    measure = desk.library.measures[said.measure]
    outlet = said.outlet if isinstance(said, Mention) else said.mentions[0].outlet
    figure = desk.words.figure(said.value, said.words, said.status, measure.unit)
    who = desk.words.listed(
        f"{each.name}, {each.role}" if each.role else each.name for each in said.speakers
    )
    when = desk.words.said(said.said, said.reported, outlet, None).text
    by = f"{who or desk.say('claim.no-source-named')}; {when}, {desk.outlet(outlet).text}"
    return f"{measure.title}: {figure.text} ({by})"


def _line(desk: Desk, said: Said, year: int | None) -> dict[str, Any]:
    names = {speaker.name for speaker in said.speakers}
    office = said.origin.name if said.origin.kind == "voice" else ""
    return {
        "address": f"{entry_address(said.entry)}#{said.id.partition('#')[2]}",
        "anchor": said.id.partition("#")[2],
        "people": tuple(_person(desk, speaker) for speaker in said.speakers),
        "relay": () if said.speakers else tuple(_relay(desk, key) for key in said.via),
        "office": "" if office in names else office,
        "when": desk.words.said(said.said, said.reported, said.outlet, year),
        "outlet": desk.outlet(said.outlet),
        "linked": desk.library.entries[said.entry].url is not None,
        "weak": said.weak,
        "draft": desk.drafts.said(said),
        "withdrawn": withdrawn(desk, said.withdrawn, year),
    }


def _person(desk: Desk, speaker: Speaker) -> Person:
    known = speaker.actor in desk.shelves.place_of_actor
    return Person(speaker.name, speaker.role, country_address(speaker.actor) if known else "")


def _relay(desk: Desk, key: str) -> str:
    """Return the name of a voice or an outlet that passed a statement on."""
    kind, _, outlet = key.partition(":")
    return desk.outlet(outlet).text if kind == "outlet" else desk.library.voices[key].name


def withdrawn(desk: Desk, taken_back: Withdrawal | None, year: int | None) -> Withdrawn | None:
    """Return who took a statement back, when and in which words."""
    if taken_back is None:
        return None
    when = desk.words.published(taken_back.date, year)
    return Withdrawn(taken_back.by, when, taken_back.words, taken_back.url or "")


# ── what lies beneath it ────────────────────────────────────────────────────────────────────────


def claim_blocks(desk: Desk, entry: Entry, year: int | None) -> tuple[ClaimBlock, ...]:
    """Return an entry's claims with their evidence."""
    found = []
    for mention in desk.shelves.mentions_of.get(entry.id, ()):
        line = as_own(claim_line(desk, mention, year))
        label = f"{line.measure.text}: {line.figure.text} {line.figure.unit}".strip()
        evidence = _evidence(desk, entry, mention, label, mention.revises)
        found.append(ClaimBlock(line, evidence, _beside(desk, mention), _losses(desk, mention)))
    return tuple(found)


def _beside(desk: Desk, mention: Mention) -> tuple[Link, ...]:
    """Return what a claim comes to beside other statements, the differences first."""
    compared = desk.comparison_of(mention.measure)
    claim = compared.claim(mention.id)
    keys = compared.verdicts_by_claim.get(claim.id, ()) if claim else ()
    places = {key: desk.place_of_verdict(compared.verdicts[key]) for key in keys}
    found = [compared.verdicts[key] for key in keys if places[key]]
    found.sort(key=lambda verdict: verdict.section != "open")
    links = []
    for verdict in found[:VERDICTS]:
        title = verdict.editor.title if verdict.editor else ""
        label = desk.say(verdict.label)
        text = f"{label}: {title}" if title else label
        draft = desk.drafts.verdict(compared, verdict)
        links.append(Link(text, places[verdict.id], draft=draft))
    return tuple(dict.fromkeys(links))


def _losses(desk: Desk, mention: Mention) -> tuple[Loss, ...]:
    """Return the hedge or the source that this mention of a claim leaves out."""
    claim = desk.comparison_of(mention.measure).claim(mention.id)
    if claim is None:
        return ()
    pairs = [("hedge-dropped", loss) for loss in claim.hedge_dropped]
    pairs += [("attribution-lost", loss) for loss in claim.attribution_lost]
    return tuple(
        Loss(desk.say(f"verdict.label.{label}"), link)
        for label, loss in pairs
        if loss.mention == mention.id and (link := desk.statement(loss.careful))
    )


def reaction_blocks(desk: Desk, entry: Entry, year: int | None) -> tuple[ReactionBlock, ...]:
    """Return an entry's reactions with their evidence."""
    found = []
    for reaction in desk.shelves.reactions_of.get(entry.id, ()):
        line = as_own(reaction_line(desk, reaction, year))
        evidence = _evidence(desk, entry, reaction, line.sentence, "")
        found.append(ReactionBlock(line, evidence))
    return tuple(found)


def _evidence(desk: Desk, entry: Entry, said: Said, label: str, revises: str) -> Evidence:
    shown, quote = desk.quoting.shown(said), quoted(desk, said)
    return Evidence(
        id=said.id,
        chain=said.chain,
        quote=quote,
        unquoted=desk.say(shown.why) if shown.why else "",
        checked=_checked(desk, shown) if quote else "",
        url=shown.url,
        archive=entry.archive or "",
        note=said.note,
        wordings=wordings(desk, said),
        same_as=desk.statement(said.same_as) if said.same_as else None,
        revises=desk.statement(revises) if revises else None,
        citation=citation(desk, said, label),
    )


def quoted(desk: Desk, said: Said) -> Quote | None:
    """Return the words of a statement's source that may be shown, or None."""
    shown = desk.quoting.shown(said)
    if not shown.words:
        return None
    language = (said.quote.lang if said.quote else "") or desk.language(said.entry)
    return Quote(shown.words, desk.foreign(language), shown.translation, shown.translated_by)


def wordings(desk: Desk, said: Said) -> tuple[OtherWords, ...]:
    """Return every wording of one utterance by one voice, the very words first; none if one."""
    group = sorted(_told_by_the_same(desk, said), key=lambda each: _distance(desk, each))
    found = [_wording(desk, each) for each in group]
    kept = [each for each in found if each.quote or each.text]
    words = {each.quote.text if each.quote else each.text for each in kept}
    return tuple(kept) if len(words) > 1 else ()


def _told_by_the_same(desk: Desk, said: Said) -> list[Said]:
    group: tuple[Said, ...] = ()
    if isinstance(said, Reaction):
        folded = desk.folded_reactions()
        if said.id in folded.reaction_of:
            group = folded.reactions[folded.reaction_of[said.id]].mentions
    elif isinstance(said, Mention) and (claim := desk.comparison_of(said.measure).claim(said.id)):
        group = claim.mentions
    voices = {speaker.key for speaker in said.speakers}
    return [each for each in group if voices & {speaker.key for speaker in each.speakers}]


def _distance(desk: Desk, said: Said) -> tuple[bool, bool, bool, str]:
    """Order wordings by how near they are to what was spoken."""
    entry, quote = desk.library.entries[said.entry], said.quote
    speech = quote is not None and quote.speech
    return quote is None, not speech, bool(entry.translated_from) or said.weak, said.id


def _wording(desk: Desk, said: Said) -> OtherWords:
    text = desk.words.sentence(said.text) if isinstance(said, Reaction) else ""
    quote = quoted(desk, said)
    return OtherWords(
        outlet=desk.outlet(said.outlet),
        statement=Link(
            desk.entry(said.entry).text, statement_address(said.id), draft=desk.drafts.said(said)
        ),
        quote=quote,
        text="" if quote else text,
    )


def _checked(desk: Desk, shown: Shown) -> str:
    """Say whether the words were found in the article's own text, and when."""
    if shown.verified is None:
        return desk.say("quote.unverified")
    return desk.say("quote.verified", day=desk.words.full_day(shown.verified))


def citation(desk: Desk, said: Said, label: str) -> str:
    """Return a line to copy: hedge and figure, origin, outlet, day, and the address with its day."""
    who = ", ".join(
        f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name
        for speaker in said.speakers
    )
    settings, entry = desk.library.settings, entry_address(said.entry)
    return desk.say(
        "cite.statement",
        what=label,
        who=who or desk.say("claim.no-source-named"),
        when=desk.words.said(said.said, said.reported, said.outlet, None).text,
        outlet=desk.outlet(said.outlet).text,
        site=settings.title,
        day=desk.words.full_day(desk.library.day) if desk.library.day else "",
        address=f"{settings.base_url}{entry}#{said.id.partition('#')[2]}",
    )


# ── entries and editions in lists ───────────────────────────────────────────────────────────────


def source(desk: Desk, entry: Entry, year: int | None) -> Source:
    """Return where an entry comes from, and what is missing."""
    outlet = desk.library.outlets.get(entry.outlet)
    whole = desk.library.entries.get(entry.part_of) if entry.part_of else None
    agencies = entry.agencies or (whole.agencies if whole else ())
    return Source(
        outlet=desk.outlet(entry.outlet),
        published=desk.words.published(entry.date, year),
        updated=desk.words.published(entry.updated, year) if entry.updated else None,
        url=entry.url or "",
        archive=entry.archive or "",
        language=desk.words.language_of(desk.language(entry.id)),
        translated_from=desk.words.language_of(entry.translated_from),
        agencies=agencies,
        subscription=outlet is not None and outlet.access == "subscription",
    )


def marks(desk: Desk, entry: Entry) -> tuple[str, ...]:
    """Return what a reader must know of an entry before reading it, in words."""
    found = []
    if entry.date is None:
        found.append("mark.day-unknown")
    elif not entry.date.exact:
        found.append("mark.day-uncertain")
    if entry.added and entry.date and last_day(entry.added) > last_day(entry.date):
        found.append("mark.added-later")
    if entry.source_quality == "weak":
        found.append("mark.weak")
    if entry.id in desk.shelves.parts:
        found.append("mark.live-blog")
    elif entry.part_of:
        found.append("mark.part")
    told = [desk.say(word) for word in found]
    if entry.draft and entry.proposals:
        told.append(desk.say("mark.proposals", count=len(entry.proposals)))
    return tuple(told)


def entry_item(
    desk: Desk, entry: Entry, page: str, year: int | None, *, lines: int = 0
) -> EntryItem:
    """Return an entry for a list, with up to `lines` of its claims and as many reactions."""
    mentions = desk.shelves.mentions_of.get(entry.id, ())
    reactions = desk.shelves.reactions_of.get(entry.id, ())
    file = desk.source_of("entry", entry.id)
    return EntryItem(
        title=desk.entry(entry.id),
        source=source(desk, entry, year),
        summary_html=desk.first(entry.body, file, page),
        marks=marks(desk, entry),
        claims=tuple(as_own(claim_line(desk, m, year)) for m in mentions[:lines]),
        reactions=tuple(as_own(reaction_line(desk, r, year)) for r in reactions[:lines]),
        more=max(len(mentions) - lines, 0) + max(len(reactions) - lines, 0) if lines else 0,
    )


def figure_rows(desk: Desk, mentions: Iterable[Mention], year: int | None) -> tuple[FigureRow, ...]:
    """Return rows of a table of figures."""
    return tuple(FigureRow(claim_line(desk, m, year), desk.entry(m.entry)) for m in mentions)


def day_item(desk: Desk, day: str, year: int | None) -> DayItem:
    """Return an edition for a list."""
    edition = desk.library.editions.get(day)
    return DayItem(
        day=desk.words.plain(date.fromisoformat(day), year),
        address=edition_address(day),
        title=edition.title if edition else "",
        entries=len(desk.shelves.by_day.get(day, ())),
        draft=desk.drafts.day(day) or day in desk.drafts.editions,
    )


def correction_items(
    desk: Desk, name: str, page: str, year: int | None
) -> tuple[CorrectionItem, ...]:
    """Return the corrections of an entry, an edition or another content file, newest first."""
    found = desk.shelves.corrections.get(name, ())
    return tuple(correction_item(desk, correction, page, year) for correction in found)


def correction_item(
    desk: Desk, correction: Correction, page: str, year: int | None
) -> CorrectionItem:
    """Return one correction: a removal keeps its place and loses the words."""
    removed = correction.removed
    return CorrectionItem(
        anchor=correction.id,
        day=desk.words.published(correction.date, year),
        where=tuple(where_link(desk, where) for where in correction.where),
        old="" if removed else correction.old,
        new="" if removed else correction.new,
        removed=removed,
        body_html=desk.html(correction.body, desk.source_of("correction", correction.id), page),
    )


def where_link(desk: Desk, where: str) -> Link:
    """Return a link to what a correction names."""
    name, mark, fragment = where.partition("#")
    bare = name.removeprefix("content/").removesuffix(".md")
    if bare in desk.library.entries:
        link = desk.entry(bare)
        return msgspec.structs.replace(link, address=f"{link.address}{mark}{fragment}")
    kind, _, key = bare.partition("/")
    if kind == "editions" and key in desk.shelves.place_of_day:
        return desk.edition(key)
    return Link(bare, desk.address_of(f"content/{bare}.md"))
