"""Verdicts in words: the message of each, with its claims as a reader must see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from briefing.thought.blocks import ClaimLine, Differences, Link, Part, VerdictItem
from briefing.thought.comparison import Comparison
from briefing.thought.desk import Desk
from briefing.thought.folding import Claim
from briefing.thought.reasons import Naming, factor, settled, spoken
from briefing.thought.recipes import views
from briefing.thought.verdicts import Verdict

LISTED = 8
"""Claims that are listed beneath one verdict."""
OPEN, OTHERS = 40, 20
"""Open differences that one page lists, and settled or seeming ones."""
#: Marks where a claim or a measure stands in a sentence; private characters that no text holds.
_SLOT = re.compile("\ue000(.*?)\ue001")


def folded_line(desk: Desk, claim: Claim, year: int | None) -> ClaimLine:
    """Return a folded claim as one line: its earliest mention, most careful hedge, all outlets."""
    first = claim.mentions[0]
    careful = msgspec.structs.replace(
        first, value=claim.value, words=claim.words, said=claim.said, as_of=claim.as_of
    )
    line = views.claim_line(desk, careful, year)
    others = [outlet for outlet in claim.outlets if outlet != first.outlet]
    return msgspec.structs.replace(line, also=tuple(desk.outlet(outlet) for outlet in others))


def sentence(
    desk: Desk, compared: Comparison, verdict: Verdict, year: int | None
) -> tuple[Part, ...]:
    """Word a verdict's reason; each claim and measure in it becomes a part of its own."""
    text = spoken(verdict.reason, desk.words.words, _naming(desk, year))
    if arithmetic := factor(verdict, desk.words.words):
        text = f"{text} {arithmetic}"
    return _parts(desk, compared, text, year)


def _naming(desk: Desk, year: int | None) -> Naming:
    return Naming(
        claim=lambda key: f"\ue000claim:{key}\ue001",
        measure=lambda key: f"\ue000measure:{key}\ue001",
        day=lambda day: desk.words.calendar_day(date.fromisoformat(day), year),
    )


def _parts(desk: Desk, compared: Comparison, text: str, year: int | None) -> tuple[Part, ...]:
    parts = []
    for place, piece in enumerate(_SLOT.split(text)):
        if place % 2 == 0:
            parts += [Part(piece)] if piece else []
            continue
        kind, _, key = piece.partition(":")
        if kind == "measure":
            parts.append(Part(link=desk.measure(key)))
        elif claim := compared.claim(key):
            parts.append(Part(claim=folded_line(desk, claim, year)))
    return tuple(parts)


def verdict_item(
    desk: Desk, compared: Comparison, verdict: Verdict, page: str, year: int | None
) -> VerdictItem:
    """Return one verdict as it is shown; the editor's word leads."""
    written = desk.library.verdict_files.get(verdict.editor.id) if verdict.editor else None
    file = desk.source_of("verdict", verdict.editor.id) if verdict.editor else ""
    ends = dict.fromkeys((verdict.a, verdict.b, *verdict.also))
    claims = [claim for key in ends if key and (claim := compared.claim(key))]
    settled_by = settled(verdict, desk.words.words, _naming(desk, year))
    said = sentence(desk, compared, verdict, year)
    lines: tuple[ClaimLine, ...] = ()
    if len(claims) > 2 or not any(part.claim for part in said):
        lines = tuple(folded_line(desk, claim, year) for claim in claims[:LISTED])
    return VerdictItem(
        anchor=verdict.id,
        label=desk.say(verdict.label),
        state=_state(desk, verdict, year),
        since=desk.words.plain(verdict.since, year) if verdict.since else None,
        measure=desk.measure(verdict.measure),
        other=desk.measure(verdict.other) if verdict.other else None,
        title=verdict.editor.title if verdict.editor else "",
        editor_html=desk.html(written.body, file, page) if written else "",
        sentence=said,
        settled=_parts(desk, compared, settled_by, year),
        claims=lines,
        claims_more=len(claims) - LISTED if lines and len(claims) > LISTED else 0,
        reviewed=desk.words.plain(verdict.reviewed, year) if verdict.reviewed else None,
        open=verdict.section == "open",
    )


def _state(desk: Desk, verdict: Verdict, year: int | None) -> str:
    day = verdict.until if verdict.leading == "settled" else verdict.since
    if verdict.section not in ("open", "settled"):
        return ""
    if day is None:
        return desk.say(f"verdict.state.{verdict.section}")
    text = desk.words.calendar_day(day, year)
    return desk.say(f"verdict.state.{verdict.section}-day", day=text)


def differences(
    desk: Desk,
    day: str,
    compared: Comparison,
    page: str,
    *,
    open_: int = OPEN,
    others: int = OTHERS,
) -> Differences:
    """Return all differences as of an edition's day, under the editor's words for it."""
    edition = desk.library.editions.get(day)
    words = edition.differences if edition else None
    file = desk.source_of("edition", day)
    year = compared.day.year if compared.day else None

    def items(ids: Sequence[str], most: int) -> tuple[VerdictItem, ...]:
        chosen = [compared.verdicts[key] for key in ids[:most]]
        return tuple(verdict_item(desk, compared, verdict, page, year) for verdict in chosen)

    over = max(len(compared.open) - open_, 0)
    over += sum(max(len(ids) - others, 0) for ids in (compared.settled, compared.looks))
    return Differences(
        title=words.title if words else "",
        lede_html=desk.first(words.lede, file, page) if words else "",
        open=items(compared.open, open_),
        settled=items(compared.settled, others),
        looks=items(compared.looks, others),
        unknown_html=desk.first(words.unknown, file, page) if words else "",
        more=over,
    )


def gravest(desk: Desk, page: str) -> VerdictItem | None:
    """Return the most severe open difference, or the one that the editor pinned."""
    if desk.library.day is None:
        return None
    compared = desk.comparison_on(desk.library.day)
    pinned = [v for key in compared.open if (v := compared.verdicts[key]).editor and v.editor.pin]
    chosen = pinned[:1] or [compared.verdicts[key] for key in compared.open[:1]]
    return verdict_item(desk, compared, chosen[0], page, desk.year) if chosen else None


def link_to(item: VerdictItem, address: str) -> Link:
    """Return a link to a difference on a page that shows it."""
    return Link(item.title or item.label, f"{address}#{item.anchor}")
