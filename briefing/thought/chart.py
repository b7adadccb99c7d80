"""Where the marks of a range-dot timeline stand: days and figures in, places out. No words, no HTML.

x is in per cent of the plot, so that a page may be of any width; y and every size are in pixels, so
that text and marks keep theirs. No middle of a range is ever made: nobody reported one. An open end
is an arrow of a fixed length from the stated one, never a bar from zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import Literal

from msgspec import Struct, structs

Scale = Literal["linear", "log"]
Arrow = Literal["", "up", "down"]
Grain = Literal["day", "month", "year"]

HEIGHT = 320
INSET = 34
"""Kept free above and below the figures, for arrows."""
ARROW = 24
TENFOLD = 10
"""From this span on the axis is logarithmic."""
EDGE = 5.0
"""Per cent kept free at both sides, so that a first or last mark is whole."""
NARROW = 250
"""Pixels of plot on a phone of 360: what does not overlap there overlaps nowhere."""
MOST_TICKS = 7
MOST_DAYS = 6
_LETTER = 7.2
_LINE = 17
_DOT = 8


class Report(Struct, frozen=True, kw_only=True):
    """One figure to draw."""

    key: str
    day: date
    low: float | None
    """None: no lower end was stated (up to, less than)."""
    high: float | None
    """None: no upper end was stated (at least, more than)."""
    series: int
    holder: str = ""
    """Whose figure it is until they give another; "": nobody can be told to have given another."""
    text: str = ""
    """What may be written beside the mark, where there is room."""


class Mark(Struct, frozen=True, kw_only=True):
    """Where one figure stands."""

    key: str
    x: float
    """Per cent."""
    dx: float
    """Pixels aside, where several marks of one day would lie on each other."""
    ys: tuple[float, ...]
    """Pixels from above: of the one stated figure, or of the upper and the lower end."""
    arrow: Arrow
    series: int
    label: str = ""
    """Beside the mark; empty where it would lie on another."""
    label_left: bool = False
    """It ends at its place, and does not begin there."""
    label_x: float = 0.0
    """Pixels from the mark."""
    label_y: float = 0.0
    """Its middle, in pixels from above."""

    @property
    def top(self) -> float:
        """The upper end of what is drawn."""
        return self.ys[0] - (ARROW if self.arrow == "up" else 0)

    @property
    def bottom(self) -> float:
        """The lower end of what is drawn."""
        return self.ys[-1] + (ARROW if self.arrow == "down" else 0)


class Hold(Struct, frozen=True):
    """A band: a source's figure until it gives another."""

    x: float
    width: float
    """Per cent."""
    y: float
    height: float
    series: int


class Tick(Struct, frozen=True):
    """A line of the value axis."""

    y: float
    value: float


class DayTick(Struct, frozen=True):
    """A place on the axis of days."""

    x: float
    day: date
    minor: bool
    """Its label has no room on a phone."""


class Plot(Struct, frozen=True, kw_only=True):
    """A timeline ready to be drawn."""

    scale: Scale
    grain: Grain
    ticks: tuple[Tick, ...]
    days: tuple[DayTick, ...]
    marks: tuple[Mark, ...]
    """In the order of days."""
    holds: tuple[Hold, ...]


def plot(reports: Iterable[Report], end: date | None = None) -> Plot | None:
    """Place every report; bands run on to `end`, the last day that is looked at.

    None where there is nothing to draw.
    """
    drawn = sorted(reports, key=lambda r: (r.day, r.series, ends(r), r.key))
    if not drawn:
        return None
    stated = [value for report in drawn for value in ends(report)]
    scale = scale_of(stated)
    values = ticks(min(stated), max(stated), scale)
    axis = _Axis(scale, values[0], values[-1])
    calendar = _Calendar(drawn[0].day, max(drawn[-1].day, end or drawn[-1].day))
    grain, days = day_ticks(calendar.first, calendar.last)
    marks = labelled(
        [_mark(r, axis, calendar, dx) for r, dx in dodged(drawn, axis, calendar)], drawn
    )
    return Plot(
        scale=scale,
        grain=grain,
        ticks=tuple(Tick(axis.y(value), value) for value in values),
        days=tuple(DayTick(calendar.x(d), d, len(days) > 3 and i % 2 == 1)
                   for i, d in enumerate(days)),
        marks=tuple(marks),
        holds=tuple(_holds(drawn, axis, calendar)),
    )  # fmt: skip


def ends(report: Report) -> tuple[float, ...]:
    """Return the stated ends: one figure, or lower and upper end of a range."""
    found = [value for value in (report.low, report.high) if value is not None]
    assert found, f"{report.key}: a vague word cannot be drawn"
    return tuple(dict.fromkeys(found))


# ── values ──────────────────────────────────────────────────────────────────────────────────────


def scale_of(stated: Sequence[float]) -> Scale:
    """A tenfold span needs a logarithmic axis; nought and less than nought have no place on one."""
    low, high = min(stated), max(stated)
    return "log" if low > 0 and high / low >= TENFOLD else "linear"


def ticks(low: float, high: float, scale: Scale) -> list[float]:
    """Return round values that just enclose the figures."""
    return _log_ticks(low, high) if scale == "log" else _linear_ticks(low, high)


def _log_ticks(low: float, high: float) -> list[float]:
    first, last = floor(log10(low)), ceil(log10(high))
    steps = [_tidy(m * 10.0**e) for e in range(first, last + 1) for m in (1, 2, 5)]
    lower = max(step for step in steps if step <= low)
    upper = min(step for step in steps if step >= high)
    found = [step for step in steps if lower <= step <= upper]
    if len(found) <= MOST_TICKS:
        return found
    every = ceil((last - first) / (MOST_TICKS - 1))
    return [_tidy(10.0**e) for e in range(first, last + every, every)]


def _linear_ticks(low: float, high: float) -> list[float]:
    # from nought, so that a small difference does not look like a large one
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = 1.0
    step = _round_step((high - low) / (MOST_TICKS - 2))
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [_tidy(n * step) for n in range(first, last + 1)]


def _round_step(least: float) -> float:
    power = 10.0 ** floor(log10(least))
    return next(_tidy(m * power) for m in (1, 2, 5, 10) if m * power >= least * (1 - 1e-9))


def _tidy(value: float) -> float:
    """Lose the last bits of floating point, so that 0.30000000000000004 is 0.3."""
    return float(f"{value:.12g}")


class _Axis:
    def __init__(self, scale: Scale, low: float, high: float) -> None:
        self._log = scale == "log"
        self._low, self._high = self._place(low), self._place(high)

    def _place(self, value: float) -> float:
        return log10(value) if self._log else value

    def y(self, value: float) -> float:
        share = (self._place(value) - self._low) / (self._high - self._low)
        return round(HEIGHT - INSET - share * (HEIGHT - 2 * INSET), 1)


# ── days ────────────────────────────────────────────────────────────────────────────────────────


class _Calendar:
    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._span = (last - first).days

    def x(self, day: date) -> float:
        if not self._span:
            return 50.0
        return round(EDGE + (day - self.first).days / self._span * (100 - 2 * EDGE), 2)


def day_ticks(first: date, last: date) -> tuple[Grain, list[date]]:
    """Return at most six days to name: steps of days from the first, else of months, else of years."""
    span = (last - first).days
    for step in (1, 2, 3, 4, 7, 14):
        if span // step < MOST_DAYS:
            return "day", [first + timedelta(step * n) for n in range(span // step + 1)]
    for months in (1, 2, 3, 6):
        found = _firsts(first, last, months)
        if len(found) <= MOST_DAYS:
            return "month", found
    years = next(n for n in _YEARS if (last.year - first.year) // n < MOST_DAYS)
    return "year", [date(y, 1, 1) for y in range(first.year + 1, last.year + 1) if y % years == 0]


_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


def _firsts(first: date, last: date, months: int) -> list[date]:
    count = first.year * 12 + first.month - 1 + (first.day > 1)
    found = []
    while (day := date(count // 12, count % 12 + 1, 1)) <= last:
        if (count % 12) % months == 0:
            found.append(day)
        count += 1
        if count >= 9999 * 12:
            break
    return found


# ── marks ───────────────────────────────────────────────────────────────────────────────────────


def _mark(report: Report, axis: _Axis, calendar: _Calendar, dx: float) -> Mark:
    stated = ends(report)
    arrow: Arrow = "up" if report.high is None else ("down" if report.low is None else "")
    return Mark(
        key=report.key,
        x=calendar.x(report.day),
        dx=dx,
        ys=tuple(axis.y(value) for value in reversed(stated)),
        arrow=arrow,
        series=report.series,
    )


_STEP = 15.0
_STEPS = 3


def dodged(
    drawn: Sequence[Report], axis: _Axis, calendar: _Calendar
) -> Iterable[tuple[Report, float]]:
    """Set marks of one day aside, towards the middle, where they would lie on each other."""
    placed: list[tuple[float, float, float]] = []
    day: date | None = None
    for report in drawn:
        if report.day != day:
            day, placed = report.day, []
        top, bottom = _extent(report, axis)
        taken = {dx for dx, t, b in placed if t < bottom + _STEP and top < b + _STEP}
        inward = _STEP if calendar.x(report.day) <= 55 else -_STEP
        free = (inward * n for n in range(_STEPS) if inward * n not in taken)
        dx = next(free, inward * _STEPS)
        placed.append((dx, top, bottom))
        yield report, dx


def _extent(report: Report, axis: _Axis) -> tuple[float, float]:
    ys = [axis.y(value) for value in ends(report)]
    return min(ys) - ARROW * (report.high is None), max(ys) + ARROW * (report.low is None)


Box = tuple[float, float, float, float]


def labelled(marks: Sequence[Mark], drawn: Sequence[Report]) -> list[Mark]:
    """Write a figure beside its mark where it lies on nothing, on a phone too; the newest first."""
    boxes = [_box(mark) for mark in marks]
    found = list(marks)
    for index in reversed(range(len(marks))):
        text, others = drawn[index].text, [*boxes[:index], *boxes[index + 1 :]]
        for mark in _label_places(marks[index], text):
            box = _label_box(mark)
            inside = box[0] >= -_OVER and box[2] <= NARROW + _OVER
            if inside and not any(_hit(box, other) for other in others):
                boxes.append(box)
                found[index] = mark
                break
    return found


_OVER = 12
_BESIDE = 9
_RAISED = 12


def _label_places(mark: Mark, text: str) -> Iterable[Mark]:
    """Yield where a label may stand: beside the figure and clear of its band, then above or below."""
    if not text:
        return
    y = mark.ys[0]
    sides = (False, True) if mark.x <= 55 else (True, False)
    levels = [y - _RAISED, mark.top, mark.bottom] if mark.arrow else [y - _RAISED, y + _RAISED, y]
    for level in levels:
        for left in sides:
            yield _with(mark, text, left, -_BESIDE if left else _BESIDE, level)
    for level in (mark.bottom + _DOT + _LINE / 2, mark.top - _DOT - _LINE / 2):
        for left in sides:
            yield _with(mark, text, left, _BESIDE if left else -_BESIDE, level)


def _with(mark: Mark, text: str, left: bool, x: float, y: float) -> Mark:
    return structs.replace(mark, label=text, label_left=left, label_x=x, label_y=round(y, 1))


def _box(mark: Mark) -> Box:
    x = mark.x / 100 * NARROW + mark.dx
    return x - _DOT, mark.top - _DOT, x + _DOT, mark.bottom + _DOT


def _label_box(mark: Mark) -> Box:
    x = mark.x / 100 * NARROW + mark.dx + mark.label_x
    width, y = len(mark.label) * _LETTER, mark.label_y
    left = x - width if mark.label_left else x
    return left, y - _LINE / 2, left + width, y + _LINE / 2


def _hit(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _holds(drawn: Sequence[Report], axis: _Axis, calendar: _Calendar) -> list[Hold]:
    """Return the bands; two figures of one day both stand until their source's next day."""
    days: dict[str, list[date]] = {}
    for report in drawn:
        days.setdefault(report.holder, []).append(report.day)
    found = []
    for report in drawn:
        after = next((d for d in days[report.holder] if d > report.day), calendar.last)
        if report.holder and after > report.day:
            found.append(_hold(report, after, axis, calendar))
    return found


def _hold(report: Report, until: date, axis: _Axis, calendar: _Calendar) -> Hold:
    ys = sorted(axis.y(value) for value in ends(report))
    height = max(ys[-1] - ys[0], 3.0)
    top = ys[0] if ys[-1] - ys[0] >= 3 else (ys[0] + ys[-1]) / 2 - 1.5
    x = calendar.x(report.day)
    return Hold(
        x,
        round(calendar.x(until) - x, 2),
        round(top, 1),
        round(height, 1),
        report.series,
    )
