"""Verdicts in words: the message of each, with its claims as a reader must see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

import msgspec

from briefing.content.model import UNKNOWN, Measure
from briefing.ground.words import Words
from briefing.thought.addresses import measure_address, statement_address
from briefing.thought.blocks import (
    ClaimLine,
    Differences,
    EarlierItem,
    Link,
    Part,
    VerdictItem,
)
from briefing.thought.book import name_of
from briefing.thought.comparing import reached
from briefing.thought.comparison import Compared
from briefing.thought.desk import Desk
from briefing.thought.folding import Claim
from briefing.thought.reasons import Naming, factor, settled, spoken
from briefing.thought.recipes import views
from briefing.thought.room import shape
from briefing.thought.verdicts import DIFFERENCES, LOOKS, Reason, Verdict

LISTED = 5
"""Claims that are listed beneath one verdict."""
OPEN, OTHERS = 30, 15
"""Open differences that one page lists, and settled or seeming ones."""
IN_BRIEF = (12, 6)
"""The same, of an edition."""
EARLIER = 300
"""Places that are kept for differences no longer listed in full."""
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
    also = tuple(_carrier(desk, claim, outlet) for outlet in others)
    return msgspec.structs.replace(line, also=also, draft=desk.drafts.line(claim))


def _carrier(desk: Desk, claim: Claim, outlet: str) -> Link:
    """Return an outlet that carries a claim as well."""
    draft = desk.drafts.only(m for m in claim.mentions if m.outlet == outlet)
    return msgspec.structs.replace(desk.outlet(outlet), draft=draft)


def sentence(
    desk: Desk, compared: Compared, verdict: Verdict, year: int | None, page: str = ""
) -> tuple[Part, ...]:
    """Word a verdict's reason; each claim and measure in it becomes a part of its own.

    It begins with what is counted, but on that measure's own `page`.
    """
    words = desk.words.words
    reason = _complete(words, compared, verdict)
    kind = desk.library.measures[verdict.measure].kind
    if reason.id == "verdict.reason.conflict" and kind in ("plan", "forecast"):
        reason = Reason("verdict.sentence.conflict-ahead", reason.params)
    text = spoken(reason, words, _naming(desk, year))
    wanted = words.takes(reason.id)
    if "a" in wanted and "measure" not in wanted and measure_address(verdict.measure) != page:
        text = f"\ue000measure:{verdict.measure}\ue001: {text}"
    notes = [text, factor(verdict, words)]
    if verdict.kind == "definition" and _both_floors(compared, verdict):
        notes.append(desk.say("verdict.note.open-upwards"))
    if verdict.kind == "spread" and (named := _latest_named(compared, verdict)):
        claim = f"\ue000claim:{named}\ue001"
        notes.append(desk.say("verdict.note.latest-named", claim=claim))
    parts = _parts(desk, compared, " ".join(note for note in notes if note), year)
    if verdict.kind == "withdrawn":  # the sentence itself says by whom
        parts = tuple(_without_mark(part) for part in parts)
    return _capital(parts)


def _complete(words: Words, compared: Compared, verdict: Verdict) -> Reason:
    """Give a reason what its sentence may name besides: the measures, and days as they are shown."""
    params = {"measure": verdict.measure, "other": verdict.other, **verdict.reason.params}
    named = verdict.reason.id.replace("verdict.reason.", "verdict.sentence.")
    if verdict.reason.id == "verdict.reason.other-days":
        return _days_apart(compared, verdict, params)
    return Reason(named if words.knows(named) and verdict.other else verdict.reason.id, params)


def _days_apart(
    compared: Compared, verdict: Verdict, params: dict[str, str | int | float]
) -> Reason:
    """Count the days between those that a reader sees; a bound makes it *at least* so many."""
    claims = [c for key in (verdict.a, verdict.b) if (c := compared.claim(key))]
    shown = [(day, is_bound(c)) for c in claims if (day := shown_day(c)) is not None]
    if len(shown) < 2:
        return Reason(verdict.reason.id, params)
    (first, bound), (last, late) = sorted(shown)
    count: dict[str, str | int | float] = {**params, "count": (last - first).days}
    if late:
        return Reason("verdict.sentence.other-days-bound", params)
    return Reason("verdict.sentence.other-days-least" if bound else verdict.reason.id, count)


def shown_day(claim: Claim) -> date | None:
    """Return the one day that a reader sees beside a claim; None for spans."""
    days = (claim.as_of, claim.said, claim.reported)
    known = next((day for day in days if day is not None), None)
    if known is None:
        return None
    return known.last if known.first in (known.last, None) else None


def is_bound(claim: Claim) -> bool:
    """Say whether that day is only a bound: `by 19 October`."""
    day = claim.as_of or claim.said
    if day is not None:
        return day.first is None
    first = claim.mentions[0]
    return claim.reported is None or claim.reported.first is None or first.outlet == UNKNOWN


def _both_floors(compared: Compared, verdict: Verdict) -> bool:
    claims = (compared.claim(verdict.a), compared.claim(verdict.b))
    return all(c and c.value and shape(c.value) == "floor" for c in claims)


def _latest_named(compared: Compared, verdict: Verdict) -> str:
    """Return the newest figure of a named voice, where neither end of a spread has one."""
    ends = [compared.claim(verdict.a), compared.claim(verdict.b)]
    if any(claim and claim.origin.kind == "voice" for claim in ends):
        return ""
    for key in compared.standing.get(verdict.measure, ()):
        claim = compared.claims[key]
        if claim.origin.kind == "voice" and claim.value and shape(claim.value) != "vague":
            return key
    return ""


def _without_mark(part: Part) -> Part:
    if part.claim is None:
        return part
    return Part(claim=msgspec.structs.replace(part.claim, withdrawn=None))


def _capital(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Begin a sentence with a capital, also where it begins with a figure in words."""
    if not parts or parts[0].claim is None or parts[0].claim.figure.standing:
        return parts
    line = parts[0].claim
    text = line.figure.text[:1].upper() + line.figure.text[1:]
    figure = msgspec.structs.replace(line.figure, text=text)
    return Part(claim=msgspec.structs.replace(line, figure=figure)), *parts[1:]


def _naming(desk: Desk, year: int | None) -> Naming:
    return Naming(
        claim=lambda key: f"\ue000claim:{key}\ue001",
        measure=lambda key: f"\ue000measure:{key}\ue001",
        day=lambda day: desk.words.calendar_day(date.fromisoformat(day), year),
    )


def _parts(desk: Desk, compared: Compared, text: str, year: int | None) -> tuple[Part, ...]:
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


def plain(desk: Desk, parts: Iterable[Part]) -> str:
    """Return a sentence without markup; each claim keeps what belongs beside it."""
    return "".join(
        _plain_statement(desk, p.claim) if p.claim else (p.link.text if p.link else p.text)
        for p in parts
    )


def _plain_statement(desk: Desk, line: ClaimLine) -> str:
    people = [f"{p.name}, {p.role}" if p.role else p.name for p in line.people]
    who = desk.words.listed(people)
    if len(people) > 1:
        who += ", " + desk.say("claim.bundle")
    if line.relay:
        who = ", ".join((*line.relay, desk.say("claim.unnamed-sources")))
    place = f"{line.when.text}, {line.outlet.text}"
    if line.figure.standing:
        comma = "," if len(people) > 1 or (line.people and line.people[0].role) else ""
        return f"{who or desk.say('claim.unnamed')}{comma} {line.figure.text} ({place})"
    about = f", {line.about.text}" if line.about else ""
    return f"{line.figure.text}{about} ({who or desk.say('claim.no-source-named')}; {place})"


def verdict_item(
    desk: Desk, compared: Compared, verdict: Verdict, page: str, year: int | None,
    anchors: Sequence[str] = (),
) -> VerdictItem:  # fmt: skip
    """Return one verdict as it is shown; the editor's word leads."""
    written = desk.library.verdict_files.get(verdict.editor.id) if verdict.editor else None
    file = desk.source_of("verdict", verdict.editor.id) if verdict.editor else ""
    said = sentence(desk, compared, verdict, year, page)
    named = {part.claim.address for part in said if part.claim}
    ends = _claims(compared, (verdict.a, verdict.b)) if written else []
    others = [
        claim
        for claim in _claims(compared, (verdict.a, verdict.b, *verdict.also))
        if statement_address(claim.mentions[0].id) not in named
    ]
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
        settled=_parts(
            desk, compared, settled(verdict, desk.words.words, _naming(desk, year)), year
        ),
        ends=tuple(folded_line(desk, claim, year) for claim in ends),
        claims=tuple(folded_line(desk, claim, year) for claim in others[:LISTED]),
        claims_more=max(len(others) - LISTED, 0),
        anchors=tuple(anchors),
        reviewed=desk.words.plain(verdict.reviewed, year) if verdict.reviewed else None,
        open=verdict.section == "open",
        draft=desk.drafts.verdict(compared, verdict),
    )


def _claims(compared: Compared, keys: Sequence[str]) -> list[Claim]:
    return [claim for key in dict.fromkeys(keys) if key and (claim := compared.claim(key))]


def _state(desk: Desk, verdict: Verdict, year: int | None) -> str:
    day = verdict.until if verdict.leading == "settled" else verdict.since
    if verdict.section not in ("open", "settled"):
        return ""
    if day is None:
        return desk.say(f"verdict.state.{verdict.section}")
    text = desk.words.calendar_day(day, year)
    if verdict.section == "settled" and verdict.since and verdict.since != day:
        since = desk.words.calendar_day(verdict.since, year)
        return desk.say("verdict.state.settled-span", since=since, day=text)
    return desk.say(f"verdict.state.{verdict.section}-day", day=text)


def differences(
    desk: Desk,
    day: str,
    compared: Compared,
    page: str,
    *,
    most: tuple[int, int] = (OPEN, OTHERS),
) -> Differences:
    """Return all differences as of an edition's day, under the editor's words for it."""
    edition = desk.library.editions.get(day)
    words = edition.differences if edition else None
    file = desk.source_of("edition", day)
    year = compared.day.year if compared.day else None
    shown = listed(compared, most)
    covered = within(compared, shown)

    def items(ids: Sequence[str]) -> tuple[VerdictItem, ...]:
        return tuple(
            verdict_item(desk, compared, compared.verdicts[key], page, year, covered.get(key, ()))
            for key in ids
        )

    return Differences(
        title=words.title if words else "",
        lede_html=desk.first(words.lede, file, page) if words else "",
        open=items(compared.open[: most[0]]),
        settled=items(compared.settled[: most[1]]),
        looks=items(compared.looks[: most[1]]),
        unknown_html=desk.first(words.unknown, file, page) if words else "",
        open_count=len(compared.open),
        settled_count=len(compared.settled),
        more=len(compared.open) + len(compared.settled) + len(compared.looks) - len(shown),
    )


def listed(compared: Compared, most: tuple[int, int]) -> set[str]:
    """Return the differences that a page lists: so many open ones, so many of the others each."""
    open_, others = most
    return {*compared.open[:open_], *compared.settled[:others], *compared.looks[:others]}


def within(compared: Compared, listed: set[str]) -> dict[str, list[str]]:
    """Return, by listed verdict, those that it covers: each keeps its place inside it."""
    found: dict[str, list[str]] = {}
    for key in compared.covered:
        over, steps = compared.verdicts[key].under, 0
        while over in compared.verdicts and over not in listed and steps < 5:
            over, steps = compared.verdicts[over].under, steps + 1
        if over in listed and key not in listed:
            found.setdefault(over, []).append(key)
    return found


def earlier(desk: Desk, compared: Compared, shown: Differences) -> tuple[EarlierItem, ...]:
    """Return what once stood among the differences and is not listed in full: an anchor is for good."""
    items = (*shown.open, *shown.settled, *shown.looks)
    there = {anchor for item in items for anchor in (item.anchor, *item.anchors)}
    return places(desk, compared, compared.verdicts, there)


def places(
    desk: Desk, compared: Compared, keys: Iterable[str], there: set[str]
) -> tuple[EarlierItem, ...]:
    """Return what is not `there`, with a link to where it stands in full."""
    return tuple(islice(_places(desk, compared, keys, there), EARLIER))


def _places(
    desk: Desk, compared: Compared, keys: Iterable[str], there: set[str]
) -> Iterator[EarlierItem]:
    for key in keys:
        verdict = compared.verdicts[key]
        if key in there or verdict.kind not in (*DIFFERENCES, *LOOKS, "editor"):
            continue
        address = desk.place_of_verdict(verdict) or measure_address(verdict.measure)
        text = f"{desk.measure(verdict.measure).text}: {desk.say(verdict.label)}"
        state = desk.say(f"verdict.state.{verdict.leading}") if verdict.kind not in LOOKS else ""
        link = Link(text, address, draft=desk.drafts.verdict(compared, verdict))
        yield EarlierItem(key, link, state)


def unlike_places(
    measures: Mapping[str, Measure], compared: Compared, only: str = ""
) -> tuple[str, ...]:
    """Return the anchors of what was once said of two measures and need not be said any more.

    That two counts cannot be compared is said while their figures stand within reach.
    """
    pairs = [pair for pair in _unlike(measures) if only in ("", *pair)]
    found = (name_of("not-comparable", *pair) for pair in pairs[:EARLIER])
    return tuple(dict.fromkeys(key for key in found if key not in compared.verdicts))


def _unlike(measures: Mapping[str, Measure]) -> Iterable[tuple[str, str]]:
    totals: dict[tuple[str, str | None], list[str]] = {}
    for key, measure in measures.items():
        inside = sorted(reached(key, measures, "includes"))
        yield from ((key, other) for other in (*measure.parts, *inside))
        if measure.kind == "plan" and measure.foresees:
            yield key, measure.foresees
        if measure.kind == "cumulative":
            totals.setdefault((measure.unit, measure.topic), []).append(key)
    for key, measure in measures.items():
        if measure.kind == "rate" and measure.unit:
            yield from ((key, other) for other in totals.get((measure.unit, measure.topic), ()))


def gravest(desk: Desk, page: str) -> VerdictItem | None:
    """Return the most severe open difference, or the one that the editor pinned."""
    if desk.library.day is None:
        return None
    latest = desk.latest
    pins = any(file.pin for file in desk.library.verdict_files.values())
    open_ = [latest.verdicts[key] for key in (latest.open if pins else latest.open[:1])]
    pinned = (verdict for verdict in open_ if verdict.editor and verdict.editor.pin)
    chosen = next(pinned, open_[0] if open_ else None)
    return verdict_item(desk, latest, chosen, page, desk.year) if chosen else None
