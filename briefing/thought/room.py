"""Values with their room: what two stated figures have to do with each other, days aside.

The rules are claims.md section 2 and its cases. Room is never stored: it is made here, from the
value as stated and the site's settings.
"""

from __future__ import annotations

from math import inf
from typing import Literal

from briefing.content.values import Value, last_digit, significant_digits
from briefing.ground.settings import Comparison as Thresholds

Relation = Literal["same", "rounding", "compatible", "apart"]
Shape = Literal["point", "floor", "ceiling", "range", "vague"]

#: How careful a hedge is; of several wordings the most careful one is shown.
CARE: dict[str, int] = {
    "exact": 0, "more than": 1, "less than": 1, "at least": 2, "up to": 2, "about": 3,
    "range": 4, "vague": 5,
}  # fmt: skip


def shape(value: Value) -> Shape:
    """Return which ends are stated: bounds of different shape are different statements."""
    if value.low is None and value.high is None:
        return "vague"
    if value.low is None:
        return "ceiling"
    if value.high is None:
        return "floor"
    return "point" if value.low == value.high and value.qualifier != "range" else "range"


def stated(value: Value) -> tuple[int | float, int | float]:
    """Return the stated ends; a floor or a ceiling has one end, given twice."""
    low = value.low if value.low is not None else value.high
    high = value.high if value.high is not None else value.low
    assert low is not None
    assert high is not None
    return low, high


def span(value: Value, thresholds: Thresholds) -> tuple[float, float]:
    """Return the value with its room: everything it may stand for. Open ends stay open."""
    low = -inf if value.low is None else value.low - _below(value, value.low, thresholds)
    high = inf if value.high is None else value.high + _above(value, value.high, thresholds)
    return low, high


def _below(value: Value, end: int | float, thresholds: Thresholds) -> float:
    if value.qualifier == "about":
        return _about(end, thresholds)
    return _round_number(end, thresholds)


def _above(value: Value, end: int | float, thresholds: Thresholds) -> float:
    return 0.0 if value.nearly else _below(value, end, thresholds)


def _about(number: int | float, thresholds: Thresholds) -> float:
    digits = significant_digits(number)
    if digits == 1:
        return abs(number) * thresholds.room_one_digit
    if digits == 2:
        return abs(number) * thresholds.room_two_digits
    return last_digit(number) / 2


def _round_number(number: int | float, thresholds: Thresholds) -> float:
    if not is_round(number):
        return 0.0
    return min(last_digit(number) / 2, abs(number) * thresholds.rounding)


def is_round(number: int | float) -> bool:
    """Say whether a figure ends in noughts: 1,270 does, 1,271 and 18.5 do not."""
    return number != 0 and last_digit(number) > 1


def under(a: Value, b: Value, share: float) -> bool:
    """Say whether every stated end of one is within the share of the larger from the other's."""
    return all(_near(x, y, share) for x, y in zip(stated(a), stated(b), strict=True))


def _near(x: int | float, y: int | float, share: float) -> bool:
    return x == y or abs(x - y) < share * max(abs(x), abs(y))


class Room:
    """A value with its room, worked out once for many comparisons."""

    __slots__ = ("high", "loose", "low", "number", "shape", "top")

    def __init__(self, value: Value, thresholds: Thresholds) -> None:
        self.shape = shape(value)
        self.number, self.top = stated(value)
        self.low, self.high = span(value, thresholds)
        self.loose = value.qualifier != "exact" or is_round(self.number)


def relate(a: Value, b: Value, thresholds: Thresholds) -> Relation:
    """Return what two figures are to each other; neither may be vague."""
    return meet(Room(a, thresholds), Room(b, thresholds), thresholds.rounding)


def meet(a: Room, b: Room, share: float) -> Relation:
    """Return what two figures are to each other.

    *same*: the same number, hedges aside. *rounding*: less than the share apart, with a hedge or a
    round number on one side. *compatible*: different, and both can hold. *apart*: both cannot.
    """
    if a.shape == b.shape or not (_opposed(a, b) or "range" in (a.shape, b.shape)):
        if a.number == b.number and a.top == b.top:
            return "same"
        close = _near(a.number, b.number, share) and _near(a.top, b.top, share)
        if close and (a.loose or b.loose):
            return "rounding"
    return "compatible" if a.low <= b.high and b.low <= a.high else "apart"


def _opposed(a: Room, b: Room) -> bool:
    return "point" not in (a.shape, b.shape) and a.shape != b.shape


def near(a: Value, b: Value, thresholds: Thresholds) -> bool:
    """Say whether two counts could be taken for one: equal, under the share apart, or overlapping.

    Open ends count as the number stated: *at least 10* is not near every larger number.
    """
    if under(a, b, thresholds.rounding):
        return True
    a_low, a_high = _closed(a, thresholds)
    b_low, b_high = _closed(b, thresholds)
    return a_low <= b_high and b_low <= a_high


def _closed(value: Value, thresholds: Thresholds) -> tuple[float, float]:
    low, high = stated(value)
    return low - _below(value, low, thresholds), high + _above(value, high, thresholds)


def size(a: Value, b: Value) -> float:
    """Return how many times the lower stated figure the higher one is (1 when either is not > 0).

    For ranges the ends that lie farthest apart count. Open ends count as stated; such a size
    orders verdicts and is never printed.
    """
    low = min(stated(a)[0], stated(b)[0])
    high = max(stated(a)[1], stated(b)[1])
    return high / low if low > 0 else (1.0 if high <= 0 else inf)


def factor(a: Value, b: Value) -> float | None:
    """Return the larger over the smaller with one decimal, between two stated closed figures."""
    if shape(a) != "point" or shape(b) != "point":
        return None
    low, high = sorted((stated(a)[0], stated(b)[0]))
    if low <= 0:
        return None
    times = round(high / low, 1)
    return times if times > 1 else None


def same_figure(a: Value, b: Value) -> bool:
    """Say whether two values of one origin are one figure: the same bounds, hedges aside."""
    return shape(a) == shape(b) and stated(a) == stated(b)


def far_apart(a: Value, b: Value, thresholds: Thresholds) -> bool:
    """Say whether one is a floor and the other lies far above it: literally both, far apart."""
    return any(
        shape(floor) == "floor"
        and other.low is not None
        and other.low > thresholds.far_apart * stated(floor)[0]
        for floor, other in ((a, b), (b, a))
    )
