"""A measure's timeline: its claims placed by `briefing.thought.chart`, with names and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from briefing.content.model import Measure
from briefing.ground.locale import axis_day, axis_month, axis_number
from briefing.thought.blocks import Chart, ChartDay, ChartHold, ChartMark, ClaimLine
from briefing.thought.chart import HEIGHT, Grain, Mark, Plot, Report, plot
from briefing.thought.desk import Desk
from briefing.thought.figures import is_number
from briefing.thought.folding import Claim
from briefing.thought.recipes.verdicts import folded_line
from briefing.thought.wording import last_day

DRAWN = 80
"""Figures that one chart shows, the newest; more could be neither told apart nor sent."""
COLOURS = 5
"""Sources that have a colour and a shape of their own."""
NEUTRAL = COLOURS + 1


def drawn_on(claim: Claim, measure: Measure) -> date | None:
    """Return the day at which a claim is drawn; None where no day is known, not even as a bound.

    A count stands at the day it is about, an expectation at the day it was said: its target day
    is no day of a count.
    """
    ahead = measure.kind in ("plan", "forecast")
    days = (claim.said, claim.reported) if ahead else (claim.as_of, claim.said, claim.reported)
    known = next((day for day in days if day is not None), None)
    found = last_day(known)
    return None if found == date.min else found


def chart(desk: Desk, measure: Measure, claims: Sequence[Claim], year: int | None) -> Chart | None:
    """Return the timeline of a measure's figures, or None where none can be drawn."""
    able = [c for c in claims if is_number(c) and not c.withdrawn and drawn_on(c, measure)]
    able.sort(key=lambda c: (drawn_on(c, measure) or date.min, c.id))
    chosen = able[-DRAWN:]
    series = series_of(chosen)
    lines = {claim.id: folded_line(desk, claim, year) for claim in chosen}
    bands = held(chosen, series)
    reports = [_report(claim, measure, series, bands, lines[claim.id]) for claim in chosen]
    placed = plot(reports, desk.library.day)
    if placed is None:
        return None
    return Chart(
        title=measure.title,
        scale=desk.say(f"chart.{placed.scale}", unit=measure.unit or desk.say("chart.number")),
        height=HEIGHT,
        legend=_legend(desk, chosen, series),
        ticks=tuple((t.y, axis_number(t.value, desk.words.language)) for t in placed.ticks),
        days=tuple(
            ChartDay(d.x, _axis_day(desk, d.day, placed.grain), d.minor) for d in placed.days
        ),
        holds=tuple(ChartHold(h.series, h.x, h.width, h.y, h.height) for h in placed.holds),
        marks=tuple(_mark(desk, mark, lines[mark.key]) for mark in placed.marks),
        notes=(
            *_notes(desk, placed, len(able), all_held=bands >= _named(chosen)),
            *([desk.say("chart.note-draft")] if any(line.draft for line in lines.values()) else []),
        ),
    )


def series_of(claims: Sequence[Claim]) -> dict[str, int]:
    """Give the sources with most figures a series each, by origin; all others the neutral one."""
    named = [claim.origin.key for claim in claims if claim.origin.kind != "unnamed"]
    # the newest of those with as many; sorting is stable
    order = sorted(dict.fromkeys(reversed(named)), key=lambda key, n=Counter(named): -n[key])  # type: ignore[misc]
    return {key: place + 1 for place, key in enumerate(order[:COLOURS])}


def held(claims: Sequence[Claim], series: Mapping[str, int]) -> set[str]:
    """Return the sources whose figures have a band.

    A source that is not named can never be told to have given another figure; of many that share
    the neutral colour nobody could tell the bands apart.
    """
    named = _named(claims)
    return named if len(named) <= COLOURS + 1 else named & set(series)


def _named(claims: Sequence[Claim]) -> set[str]:
    return {claim.origin.key for claim in claims if claim.origin.kind != "unnamed"}


def _report(
    claim: Claim, measure: Measure, series: Mapping[str, int], held: set[str], line: ClaimLine
) -> Report:
    day, value = drawn_on(claim, measure), claim.value
    assert day is not None
    assert value is not None
    return Report(
        key=claim.id,
        day=day,
        low=value.low,
        high=value.high,
        series=series.get(claim.origin.key, NEUTRAL),
        holder=claim.origin.key if claim.origin.key in held else "",
        text=line.figure.text,
    )


def _mark(desk: Desk, mark: Mark, line: ClaimLine) -> ChartMark:
    return ChartMark(
        address=line.address,
        title=named(desk, line),
        series=mark.series,
        x=mark.x,
        dx=mark.dx,
        ys=mark.ys,
        arrow=mark.arrow,
        top=mark.top,
        bottom=mark.bottom,
        label=mark.label,
        label_left=mark.label_left,
        label_x=mark.label_x,
        label_y=mark.label_y,
        draft=line.draft,
    )


def named(desk: Desk, line: ClaimLine) -> str:
    """Return a claim as plain text: figure, who, day, outlet."""
    who = ", ".join(person.name for person in line.people) or ", ".join(line.relay)
    figure = f"{line.figure.text} {line.figure.unit}".strip()
    told = desk.say(
        "chart.mark",
        figure=figure,
        who=who or desk.say("claim.no-source-named"),
        when=line.when.text,
        outlet=line.outlet.text,
    )
    return f"{told}, {desk.say('mark.draft')}" if line.draft else told


def _axis_day(desk: Desk, day: date, grain: Grain) -> str:
    if grain == "year":
        return str(day.year)
    word = axis_day if grain == "day" else axis_month
    return word(day, desk.words.language).replace(" ", "\u00a0")


def _legend(
    desk: Desk, claims: Sequence[Claim], series: Mapping[str, int]
) -> tuple[tuple[int, str], ...]:
    names = {claim.origin.key: claim.origin for claim in claims}
    found = [(place, names[key].name) for key, place in series.items()]
    others = {o.name for key, o in names.items() if key not in series and o.kind != "unnamed"}
    unnamed = any(origin.kind == "unnamed" for origin in names.values())
    if len(others) == 1 and not unnamed:
        found.append((NEUTRAL, others.pop()))
    elif others:
        found.append((NEUTRAL, desk.say("chart.others-unnamed" if unnamed else "chart.others")))
    elif unnamed:
        found.append((NEUTRAL, desk.say("claim.no-source-named")))
    return tuple(found)


def _notes(desk: Desk, placed: Plot, able: int, *, all_held: bool) -> tuple[str, ...]:
    found = ["chart.note-mark"]
    if any(len(mark.ys) > 1 for mark in placed.marks):
        found.append("chart.note-range")
    if any(mark.arrow == "up" for mark in placed.marks):
        found.append("chart.note-up")
    if any(mark.arrow == "down" for mark in placed.marks):
        found.append("chart.note-down")
    if any(mark.dx for mark in placed.marks):
        found.append("chart.note-beside")
    if placed.holds:
        found.append("chart.note-hold" if all_held else "chart.note-hold-some")
    said = [desk.say(each) for each in found]
    if able > DRAWN:
        said.append(desk.say("chart.note-cap", shown=DRAWN, count=able))
    return tuple(said)
