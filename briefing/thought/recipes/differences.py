"""`discrepancies/`: where the reports differ, and a page for each measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from briefing.content.model import Measure
from briefing.thought.addresses import measure_address, measure_feed
from briefing.thought.blocks import (
    ClaimLine,
    Differences,
    EarlierItem,
    FigureRow,
    Link,
    Part,
    VerdictItem,
)
from briefing.thought.comparison import Comparison
from briefing.thought.desk import Desk
from briefing.thought.folding import Claim
from briefing.thought.pages import Page, Route
from briefing.thought.pagetypes import (
    DifferencesPage,
    LatestRow,
    MeasurePage,
    Relation,
    StandingRow,
)
from briefing.thought.recipes import verdicts, views
from briefing.thought.recipes.charting import chart, drawn_on
from briefing.thought.recipes.shelf import measure_row
from briefing.thought.room import shape
from briefing.thought.verdicts import Verdict

FIGURES = 150
"""Rows of a measure's table; the data has all."""
LATEST, LISTED = 30, 40
"""Sources whose standing figure a page lists; words, plans and sources of a fact."""
READ = ("conflict", "unreviewed", "definition", "status", "spread", "timing", "rounding",
        "drift", "not-comparable")  # fmt: skip
"""Labels that the page explains, where it shows them."""


def routes(desk: Desk) -> Iterator[Route]:
    """The list of measures, and a page for each."""
    yield Route("discrepancies/index.html", "differences")
    for key in desk.library.measures:
        yield Route(measure_address(key), "measure", key, desk.source_of("measure", key))


# ── the index ───────────────────────────────────────────────────────────────────────────────────


def differences(desk: Desk, route: Route) -> Page:
    """Make the page of all differences, as of the site's day."""
    day = desk.library.day
    newest = desk.shelves.days[-1] if desk.shelves.days else ""
    found = _all(desk, newest, route.path) if day else None
    title = desk.say("differences.title")
    data = DifferencesPage(
        path=route.path,
        title=title,
        description=(found.title if found else "") or desk.say("differences.lede"),
        section=route.path,
        draft=views.draft_note(desk, words=newest in desk.drafts.editions),
        day=desk.words.plain(day, None) if day else None,
        differences=found,
        first=verdicts.gravest(desk, route.path) if found and not found.title else None,
        read=_read(desk, found) if found else (),
        measures=tuple(measure_row(desk, key) for key in desk.library.measures),
    )
    return Page(route.path, "template", "differences.html", data)


def _all(desk: Desk, newest: str, page: str) -> Differences:
    compared = desk.latest
    found = verdicts.differences(desk, newest, compared, page)
    return msgspec.structs.replace(
        found,
        earlier=verdicts.earlier(desk, compared, found),
        places=verdicts.unlike_places(desk.library.measures, compared),
    )


def _read(desk: Desk, found: Differences) -> tuple[tuple[str, str], ...]:
    """Return the labels that stand on the page, each with what it means."""
    shown = {item.label for item in (*found.open, *found.settled, *found.looks)}
    labels = [(desk.say(f"verdict.label.{kind}"), kind) for kind in READ]
    return tuple(
        (label, desk.say(f"verdict.means.{kind}")) for label, kind in labels if label in shown
    )


# ── a measure ───────────────────────────────────────────────────────────────────────────────────


def measure(desk: Desk, route: Route) -> Page:
    """Make the page of one measure: what is counted, who says how many, and every figure."""
    found = desk.library.measures[route.name]
    compared = desk.comparison_of(route.name)
    claims = _newest_first(compared, found)
    numbers = [c for c in claims if c.value is not None]
    items = _verdicts(desk, compared, route)
    data = MeasurePage(
        path=route.path,
        title=found.title,
        description=found.body.text.partition("\n\n")[0],
        feed=measure_feed(route.name),
        section="discrepancies/index.html",
        name=found.title,
        kind=desk.words.kind(found.kind),
        unit=found.unit,
        topic=desk.topic(found.topic) if found.topic else None,
        day=desk.words.plain(desk.library.day, None) if desk.library.day else None,
        body_html=desk.html(found.body, route.source, route.path),
        relations=tuple(_relations(desk, found)),
        latest=() if found.kind == "fact" else _latest(desk, compared, route.name),
        latest_more=max(len(compared.standing.get(route.name, ())) - LATEST, 0),
        chart=chart(desk, found, claims, desk.year),
        vague=_lines(desk, (c for c in numbers if _vague(c) and not c.withdrawn)),
        undated=_lines(desk, (c for c in numbers if not _vague(c) and not drawn_on(c, found))),
        standings=_standings(desk, claims) if found.kind == "fact" else (),
        figures=tuple(_row(desk, claim) for claim in claims[:FIGURES]),
        figures_more=max(len(claims) - FIGURES, 0),
        differences=tuple(i for v, i in items if v.kind not in _APART),
        revisions=tuple(i for v, i in items if v.kind == "revision"),
        unlike=tuple(i for v, i in items if v.kind == "not-comparable"),
        places=verdicts.unlike_places(desk.library.measures, compared, route.name),
        ahead=_ahead(desk, compared, found, {v.a for v, _ in items if v.kind == "forecast"}),
        forecasts=tuple(i for v, i in items if v.kind == "forecast"),
        earlier=_earlier(desk, compared, route.name, [item for _, item in items]),
    )
    return Page(route.path, "template", "measure.html", data)


_APART = ("revision", "not-comparable", "forecast")


def _newest_first(compared: Comparison, measure: Measure) -> list[Claim]:
    claims = [compared.claims[key] for key in compared.by_measure.get(measure.id, ())]
    known = [(drawn_on(claim, measure) or date.min, claim) for claim in reversed(claims)]
    return [claim for _, claim in sorted(known, key=lambda each: each[0], reverse=True)]


def _vague(claim: Claim) -> bool:
    return claim.value is not None and shape(claim.value) == "vague"


def _lines(desk: Desk, claims: Iterable[Claim]) -> tuple[ClaimLine, ...]:
    return tuple(verdicts.folded_line(desk, c, desk.year) for c in [*claims][:LISTED])


def _row(desk: Desk, claim: Claim) -> FigureRow:
    return FigureRow(
        verdicts.folded_line(desk, claim, desk.year), desk.entry(claim.mentions[0].entry)
    )


def _verdicts(desk: Desk, compared: Comparison, route: Route) -> list[tuple[Verdict, VerdictItem]]:
    chosen = [compared.verdicts[key] for key in desk.listed_verdicts(route.name)]
    covered = verdicts.within(compared, {verdict.id for verdict in chosen})
    return [
        (
            v,
            verdicts.verdict_item(desk, compared, v, route.path, desk.year, covered.get(v.id, ())),
        )
        for v in chosen
    ]


def _earlier(
    desk: Desk, compared: Comparison, key: str, items: Sequence[VerdictItem]
) -> tuple[EarlierItem, ...]:
    there = {anchor for item in items for anchor in (item.anchor, *item.anchors)}
    return verdicts.places(desk, compared, compared.verdicts_by_measure.get(key, ()), there)


# ── what each source says now ───────────────────────────────────────────────────────────────────


def _latest(desk: Desk, compared: Comparison, key: str) -> tuple[LatestRow, ...]:
    standing = [compared.claims[c] for c in compared.standing.get(key, ())[:LATEST]]
    return tuple(
        LatestRow(
            verdicts.folded_line(desk, claim, desk.year),
            age(desk, claim),
            _change(desk, compared, claim),
        )
        for claim in standing
    )


def age(desk: Desk, claim: Claim) -> str:
    """Return how long before the site's day a claim was said or, where that is not told, reported."""
    day = claim.said or claim.reported
    last = (day.last or day.first) if day else None
    if last is None or desk.library.day is None:
        return desk.say("age.unknown")
    days = (desk.library.day - last).days
    site = desk.words.calendar_day(desk.library.day, desk.year)
    if days <= 0:
        return desk.say("age.same", day=site)
    least = day is None or day.first != day.last or (not claim.said and verdicts.is_bound(claim))
    return desk.say("age.least" if least else "age.days", count=days, day=site)


def _change(desk: Desk, compared: Comparison, claim: Claim) -> tuple[Part, ...]:
    """Return what the source gave before, where the comparison found a revision."""
    for key in compared.verdicts_by_claim.get(claim.id, ()):
        verdict = compared.verdicts[key]
        old = compared.claim(verdict.a)
        if verdict.kind == "revision" and verdict.b == claim.id and old is not None:
            line = verdicts.folded_line(desk, old, desk.year)
            if verdict.other:
                other = (
                    Part(desk.say("age.other-count") + " "),
                    Part(link=desk.measure(old.measure)),
                )
                return *other, Part(": "), Part(claim=line)
            way = verdict.reason.id.rpartition(".")[2]
            return Part(desk.say(f"age.{way}") + " "), Part(claim=line)
    return ()


def _standings(desk: Desk, claims: Sequence[Claim]) -> tuple[StandingRow, ...]:
    by_origin: dict[str, list[Claim]] = {}
    for claim in claims:
        by_origin.setdefault(claim.origin.key, []).append(claim)
    return tuple(
        StandingRow(
            each[0].origin.name or desk.say("claim.no-source-named"), _lines(desk, reversed(each))
        )
        for each in [*by_origin.values()][:LISTED]
    )


# ── other measures ──────────────────────────────────────────────────────────────────────────────


def _ahead(
    desk: Desk, compared: Comparison, measure: Measure, told: set[str]
) -> tuple[ClaimLine, ...]:
    """Return the standing plans and forecasts of a count that no sentence tells of."""
    about = [m.id for m in desk.library.measures.values() if m.foresees == measure.id]
    keys = [key for other in about for key in compared.standing.get(other, ())]
    return _lines(desk, (compared.claims[key] for key in keys if key not in told))


def _relations(desk: Desk, measure: Measure) -> Iterator[Relation]:
    every = desk.library.measures.values()
    ways = {
        "includes": measure.includes,
        "included": [m.id for m in every if measure.id in m.includes],
        "parts": measure.parts,
        "part-of": [m.id for m in every if measure.id in m.parts],
        "foresees": [measure.foresees] if measure.foresees else [],
        "foreseen": [m.id for m in every if m.foresees == measure.id],
    }
    for way, keys in ways.items():
        links: tuple[Link, ...] = tuple(desk.measure(key) for key in keys)
        if links:
            yield Relation(desk.say(f"relation.{way}"), links)
