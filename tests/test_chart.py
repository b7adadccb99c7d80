"""Where the marks of a timeline stand: geometry only, no site is built."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from briefing.thought.chart import (
    ARROW,
    HEIGHT,
    INSET,
    MOST_DAYS,
    MOST_TICKS,
    NARROW,
    Mark,
    Plot,
    Report,
    day_ticks,
    plot,
    scale_of,
    ticks,
)

FIRST = date(2024, 10, 19)


def report(
    days: int = 0,
    low: float | None = 100,
    high: float | None = 100,
    holder: str = "police",
    text: str = "",
) -> Report:
    """A figure given so many days after the first."""
    day = FIRST + timedelta(days)
    return Report(
        key=f"{holder}-{days}-{low}",
        day=day,
        low=low,
        high=high,
        series=1,
        holder=holder,
        text=text,
    )


def placed(*reports: Report, end: int = 0) -> Plot:
    """A plot that there is."""
    found = plot(reports, FIRST + timedelta(end))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("stated", "scale"),
    [
        ([1_500, 12_000], "linear"),
        ([1_000, 10_000], "log"),
        ([0, 10_000], "linear"),
        ([-3, 40], "linear"),
        ([5], "linear"),
    ],
)
def test_a_tenfold_span_has_a_logarithmic_axis(stated: list[float], scale: str) -> None:
    """Below tenfold, and where nought or less is stated, the axis is even."""
    assert scale_of(stated) == scale


@pytest.mark.parametrize(
    ("low", "high"), [(1, 9), (10_000, 12_000), (0.1, 0.5), (600_000, 600_000), (-4, 3), (0, 0)]
)
def test_even_ticks_enclose_the_figures_from_nought(low: float, high: float) -> None:
    """Ticks are a round step apart, few, hold every figure, and a small difference stays small."""
    found = ticks(low, high, "linear")
    assert found[0] <= min(low, 0)
    assert found[-1] >= high
    assert 0 in found
    assert 2 <= len(found) <= MOST_TICKS + 1
    steps = {round(b - a, 9) for a, b in pairwise(found)}
    assert len(steps) == 1


@pytest.mark.parametrize(
    ("low", "high"), [(1, 10), (30, 900), (3_000, 147_000), (1, 1e9), (2e-3, 5e6)]
)
def test_logarithmic_ticks_enclose_the_figures(low: float, high: float) -> None:
    """Ticks are ones, twos and fives, or whole powers of ten where those would be many."""
    found = ticks(low, high, "log")
    assert found[0] <= low
    assert found[-1] >= high
    assert len(found) <= MOST_TICKS + 1
    assert all(f"{each:e}"[0] in "125" for each in found)


def test_higher_figures_stand_higher_on_both_scales() -> None:
    """A logarithmic axis gives equal multiples equal steps."""
    log = placed(report(0, 10, 10), report(1, 100, 100), report(2, 1_000, 1_000))
    tops = [mark.ys[0] for mark in log.marks]
    assert log.scale == "log"
    assert tops[0] - tops[1] == pytest.approx(tops[1] - tops[2], abs=0.2)
    even = placed(report(0, 200, 200), report(1, 300, 300), report(2, 400, 400))
    tops = [mark.ys[0] for mark in even.marks]
    assert even.scale == "linear"
    assert tops[0] - tops[1] == pytest.approx(tops[1] - tops[2], abs=0.2)
    assert tops == sorted(tops, reverse=True)


def test_every_mark_with_its_arrow_stays_inside() -> None:
    """Nothing is drawn above the plot or below its axis of days."""
    found = placed(report(0, 100, None), report(1, None, 500), report(2, 120, 480), report(2, 5, 5))
    for mark in found.marks:
        assert 0 <= mark.top <= mark.bottom <= HEIGHT
        assert 0 < mark.x < 100


def test_open_ends_are_arrows_of_one_length_from_the_stated_figure() -> None:
    """A floor points up and a ceiling down; neither reaches nought, whatever the figure."""
    for figure in (50, 400):
        floor, ceiling, other = placed(
            report(0, figure, None), report(1, None, figure), report(2, 450, 450)
        ).marks
        assert (floor.arrow, ceiling.arrow, other.arrow) == ("up", "down", "")
        assert floor.ys == ceiling.ys
        assert floor.ys[0] - floor.top == ARROW
        assert ceiling.bottom - ceiling.ys[0] == ARROW
        assert floor.bottom == floor.ys[0]
        assert ceiling.top == ceiling.ys[0]


def test_a_range_has_two_ends_and_no_middle() -> None:
    """The two stated ends are placed; nothing else is."""
    (mark,) = placed(report(0, 100, 300)).marks
    low, high = (placed(report(0, 100, 300), report(0, v, v, "b")).marks for v in (100, 300))
    assert len(mark.ys) == 2
    assert mark.ys[0] < mark.ys[1]
    assert {m.ys[-1] for m in low} == {mark.ys[1]}
    assert {m.ys[0] for m in high} == {mark.ys[0]}


def test_a_figure_is_held_until_its_source_gives_another() -> None:
    """A band ends where the source's next begins, and the last runs on to the end."""
    found = placed(report(0, 100, 100), report(2, 50, 50, "other"), report(4, 200, 200), end=8)
    marks = {mark.key: mark for mark in found.marks}
    first, other, second = sorted(found.holds, key=lambda hold: hold.x)
    assert first.x + first.width == pytest.approx(marks["police-4-200"].x)
    assert second.x == marks["police-4-200"].x
    assert other.x + other.width == pytest.approx(second.x + second.width)
    assert first.y <= marks["police-0-100"].ys[0] <= first.y + first.height


def test_a_range_is_held_as_broad_as_it_is() -> None:
    """A band of a range reaches from its lower to its upper end."""
    found = placed(report(0, 100, 300), end=3)
    (hold,) = found.holds
    upper, lower = found.marks[0].ys
    assert (hold.y, hold.y + hold.height) == (upper, pytest.approx(lower))


def test_nobody_holds_an_unnamed_figure() -> None:
    """Without a holder there is no band: no later figure could end it."""
    assert placed(report(0, holder=""), end=9).holds == ()


def test_two_figures_of_one_day_are_both_held() -> None:
    """Both stand until the source's next day."""
    found = placed(report(0, 100, 100), report(0, 300, 300), report(3, 200, 200), end=6)
    assert len([hold for hold in found.holds if hold.x == found.marks[0].x]) == 2


def test_a_single_figure_on_a_single_day_stands_in_the_middle() -> None:
    """One day needs no span, and one figure no other to be placed."""
    found = placed(report())
    assert found.marks[0].x == 50
    assert found.holds == ()
    assert [tick.day for tick in found.days] == [FIRST]
    assert INSET <= found.marks[0].ys[0] <= HEIGHT - INSET


def test_equal_figures_stand_level() -> None:
    """The same number has the same height whoever gives it."""
    found = placed(report(0), report(3, holder="b"), report(5, holder="c"))
    assert len({mark.ys for mark in found.marks}) == 1


def test_marks_of_one_day_do_not_lie_on_each_other() -> None:
    """Equal figures of one day stand side by side, towards the middle of the plot."""
    found = placed(report(0), report(0, holder="b"), report(9), report(9, holder="b"))
    first, second, third, fourth = found.marks
    assert (first.dx, third.dx) == (0, 0)
    assert second.dx >= 12
    assert fourth.dx <= -12


def test_nothing_stated_is_nothing_drawn() -> None:
    """There is no empty chart, and a vague word is refused rather than guessed at."""
    assert plot([], FIRST) is None
    with pytest.raises(AssertionError, match="vague"):
        plot([report(0, None, None)], FIRST)


@pytest.mark.parametrize(
    "span", [0, 1, 3, 6, 13, 30, 80, 100, 200, 400, 900, 4_000, 40_000, 400_000]
)
def test_few_days_are_named_whatever_the_span(span: int) -> None:
    """At most six days, months or years, all within the span and in order."""
    last = FIRST + timedelta(span)
    _, days = day_ticks(FIRST, last)
    assert 1 <= len(days) <= MOST_DAYS
    assert days == sorted(set(days))
    assert days[0] >= FIRST
    assert days[-1] <= last


def test_a_phone_names_every_other_day() -> None:
    """Where there are more than three, every second label is one that a phone leaves out."""
    assert [tick.minor for tick in placed(report(0), end=4).days] == [
        False,
        True,
        False,
        True,
        False,
    ]


def box(mark: Mark) -> tuple[float, float, float, float]:
    """What a label covers on a phone."""
    x = mark.x / 100 * NARROW + mark.dx + mark.label_x
    width = len(mark.label) * 7
    left = x - width if mark.label_left else x
    return left, mark.label_y - 8, left + width, mark.label_y + 8


def test_labels_lie_neither_on_each_other_nor_on_marks() -> None:
    """Where there is no room a figure goes without its label: the table has it."""
    reports = [
        report(n, 100 + 7 * (n % 5), 100 + 7 * (n % 5), str(n), "about 10,000") for n in range(20)
    ]
    found = placed(*reports).marks
    labels = [box(mark) for mark in found if mark.label]
    assert 1 <= len(labels) < len(found)
    for index, a in enumerate(labels):
        assert a[0] >= -15
        assert a[2] <= NARROW + 15
        for b in labels[index + 1 :]:
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


def test_the_newest_figure_has_its_label_first() -> None:
    """Of two that would lie on each other the later one is written."""
    older, newer = placed(
        report(0, text="about a very long figure indeed"),
        report(1, 101, 101, text="about a very long figure too"),
        end=40,
    ).marks
    assert newer.label
    assert not older.label or box(older)[1] != box(newer)[1]
