"""What an edition says is new since the one before it, each as a labelled sentence."""

from __future__ import annotations

from datetime import date

from briefing.thought.blocks import ChangeItem, Part
from briefing.thought.changes import Change
from briefing.thought.comparison import Compared
from briefing.thought.desk import Desk
from briefing.thought.pages import Route
from briefing.thought.recipes import verdicts

LISTED = 8
"""New claims that are listed; all stand with their entries, below on the page."""
VERDICTS = 12


def since(desk: Desk, route: Route, previous: str) -> tuple[tuple[ChangeItem, ...], int]:
    """Return what is new since the previous edition, and how many new claims are not listed."""
    day = date.fromisoformat(route.name)
    now = desk.comparison_on(day)
    found = desk.chronicle.changes(day, date.fromisoformat(previous))
    year = now.day.year if now.day else None
    told = [
        *found.revisions, *found.reported, *found.opened, *found.settled, *found.withdrawn,
    ][:VERDICTS]  # fmt: skip
    spoken_of = _claims_in(now, told)
    fresh = [c for c in found.claims if c.claim not in spoken_of]
    items = [_verdict(desk, now, change, route.path, year) for change in told]
    items += [_claim(desk, now, change, year) for change in fresh[:LISTED]]
    items += [_position(desk, change, route.path) for change in found.positions]
    items += _first(desk, desk.shelves.first_heard.get(route.name, ()))
    items += [_later(desk, change) for change in found.added_later]
    return tuple(items), max(len(fresh) - LISTED, 0)


def _claims_in(now: Compared, told: list[Change]) -> set[str]:
    found = set()
    for change in told:
        verdict = now.verdicts[change.verdict]
        found |= {now.claim_of.get(key, "") for key in (verdict.a, verdict.b, *verdict.also)}
    return found


def _verdict(desk: Desk, now: Compared, change: Change, page: str, year: int | None) -> ChangeItem:
    verdict = now.verdicts[change.verdict]
    shown = verdict.id in verdicts.listed(now, verdicts.IN_BRIEF)
    label = "change.reported" if change.kind == "reported-since" else verdict.label
    return ChangeItem(
        desk.say(label),
        verdicts.sentence(desk, now, verdict, year),
        f"{page}#{verdict.id}" if shown else "",
        desk.drafts.verdict(now, verdict),
    )


def _claim(desk: Desk, now: Compared, change: Change, year: int | None) -> ChangeItem:
    claim = now.claims[change.claim]
    line = verdicts.folded_line(desk, claim, year)
    parts = (Part(link=desk.measure(claim.measure)), Part(": "), Part(claim=line))
    label = desk.say("change.new")
    if line.expectation:
        label = desk.say("change.new-kind", kind=line.expectation)
    return ChangeItem(label, parts)


def _position(desk: Desk, change: Change, page: str) -> ChangeItem:
    position = desk.library.countries[change.actor].positions[change.position]
    link = desk.actor(change.actor)
    day = position.since.last or position.since.first
    since = desk.words.plain(day, desk.year).text if day else position.since.text
    told = f", {desk.say('change.position-since', day=since)}: {position.text.text}"
    return ChangeItem(desk.say("change.position"), (Part(link=link), Part(told)))


def _first(desk: Desk, actors: tuple[str, ...]) -> list[ChangeItem]:
    parts: list[Part] = []
    for actor in actors:
        parts += [Part(", ")] if parts else []
        parts.append(Part(link=desk.actor(actor)))
    return [ChangeItem(desk.say("change.first"), tuple(parts))] if parts else []


def _later(desk: Desk, change: Change) -> ChangeItem:
    entry = desk.library.entries[change.entry]
    parts = (Part(link=desk.entry(change.entry)), Part(" ("), Part(link=desk.outlet(entry.outlet)),
             Part(", " + desk.words.published(entry.date, None).text + ")"))  # fmt: skip
    return ChangeItem(desk.say("mark.added-later").capitalize(), parts)
