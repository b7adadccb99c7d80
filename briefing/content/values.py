"""Values as people write them: one grammar for front matter, import and the command line.

`3,000`, `about 10,000`, `at least 10,000`, `more than 13,000`, `up to 12,000`, `less than 500`,
`10,000 to 12,000`, `1.3 million`, `thousands`; and, quoted, `~10,000`, `>=10,000`, `>13,000`,
`<=12,000`, `<500`. Bounds are kept as stated; tolerance is a matter of comparison, not of reading.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from briefing.content.days import BadDay, Day, parse_day

Qualifier = Literal[
    "exact", "about", "at least", "more than", "up to", "less than", "range", "vague"
]

_LARGEST = 10**15


class Value(Struct, frozen=True, tag="value"):
    """What was stated. `low` and `high` are the stated bounds; None is open, or a word."""

    text: str
    """As written by the editor."""
    qualifier: Qualifier
    low: int | float | None
    high: int | float | None
    number: str
    """The figure without its hedge, as written: `10,000`, `10,000 to 12,000`, `thousands`."""
    nearly: bool = False
    """Said to lie just below (*nearly*, *almost*): about, with no room above."""


class Words(Struct, frozen=True, tag="words"):
    """What stands for a value without being a number: a day, or when something is expected."""

    text: str
    day: Day | None
    """The day meant, where the words are EDTF."""
    why: str
    """Why it is no number: the sentence to show where a number was due."""


class BadValue(ValueError):
    """A text that is no value; the message says why."""


#: Hedges in English, longest first. Another language adds a table of the same shape.
HEDGES: dict[str, Qualifier] = {
    **dict.fromkeys(
        ("about", "around", "approximately", "approx.", "roughly", "some", "an estimated",
         "estimated", "circa", "c.", "ca.", "nearly", "almost", "close to", "in the region of",
         "~", "≈", "more or less", "just under"),
        "about",
    ),
    **dict.fromkeys(("at least", "a minimum of", "no fewer than", "no less than", "not fewer than",
                     "not less than", "minimum", ">=", "≥"), "at least"),
    **dict.fromkeys(("more than", "over", "above", "upwards of", "in excess of", "exceeding",
                     "greater than", "just over", ">"), "more than"),
    **dict.fromkeys(("up to", "as many as", "as much as", "at most", "a maximum of", "no more than",
                     "not more than", "maximum", "<=", "≤"), "up to"),
    **dict.fromkeys(("less than", "fewer than", "under", "below", "<"), "less than"),
    **dict.fromkeys(("exactly", "precisely", "a total of", "="), "exact"),
}  # fmt: skip
_NEARLY = {"nearly", "almost", "just under", "close to"}

_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_HEDGE = re.compile(
    "("
    + "|".join(re.escape(h) for h in sorted(HEDGES, key=len, reverse=True))
    + r")(?:\s+|(?<=[~≈<>=≤≥]))",
    re.I,
)
_NUMBER = (
    r"(?P<{0}int>\d{{1,3}}(?:([,'’ _])\d{{3}})(?:\{1}\d{{3}})*|\d+)"
    r"(?P<{0}frac>\.\d+)?"
)
_SCALE = (
    r"(?:\s?(?P<{0}scale>"
    + "|".join(sorted(_SCALES, key=len, reverse=True))
    + r"))?(?:\s?(?:%|percent|per cent))?"
)
_ONE = re.compile(_NUMBER.format("a", 2) + _SCALE.format("a") + r"(?P<plus>\+)?\Z", re.I)
_RANGE = re.compile(
    r"(?:between\s|from\s)?"
    + _NUMBER.format("a", 2)
    + _SCALE.format("a")
    + r"\s?(?:to|and|-|–|—)\s?"
    + _NUMBER.format("b", 6)
    + _SCALE.format("b")
    + r"\Z",
    re.I,
)  # fmt: skip
_VAGUE = re.compile(
    r"(?:(?:(?:many|several|a few) hundred|many|several|a few|few|some|a couple(?: of)?|a number of|"
    r"(?:tens|dozens|scores|hundreds|thousands|millions)(?: of)?|numerous|countless|untold|the|low|"
    r"high|mid|upper|and)\s)*"
    r"(?:dozens?|scores?|hundreds?|thousands?|millions?|billions?|many|several|a few|few|numerous|"
    r"countless|a number|tens|a handful|most|some)\Z",
    re.I,
)
_SINGLE = re.compile(r"(?:an? )?(?:hundred|thousand|million|billion|dozen)\Z", re.I)


def parse_value(text: str) -> Value:
    """Read a value.

    Raises BadValue with a sentence for the person who wrote it.
    """
    if len(text) > 120:
        raise BadValue("a value of more than 120 characters is no value")
    plain = _SPACES.sub(" ", text).strip()
    if not plain:
        raise BadValue("the value is empty")
    if _is_vague(plain):
        return Value(text.strip(), "vague", None, None, plain)
    ends = _floor_and_ceiling(plain)
    if ends is not None:
        return Value(text.strip(), "range", ends[0], ends[1], plain)
    qualifier, nearly, rest = _hedge(plain)
    if _is_vague(rest):
        return Value(text.strip(), "vague", None, None, plain)
    found = _RANGE.match(rest)
    if found:
        return _range(text.strip(), rest, found)
    found = _ONE.match(rest)
    if not found:
        raise BadValue(_why_not(rest))
    stated = _number(found, "a")
    if found["plus"]:
        qualifier = "at least" if qualifier == "exact" else qualifier
        rest = rest[:-1]
    low = None if qualifier in ("up to", "less than") else stated
    high = None if qualifier in ("at least", "more than") else stated
    return Value(text.strip(), qualifier, low, high, rest, nearly)


def read_value(text: str) -> Value | Words:
    """Read a value, or keep words that only the measure can judge (a `date` takes them)."""
    try:
        return parse_value(text)
    except BadValue as why:
        try:
            return Words(text.strip(), parse_day(text), str(why))
        except BadDay:
            return Words(text.strip(), None, str(why))


def _is_vague(text: str) -> bool:
    return bool(_VAGUE.match(text)) and not _SINGLE.match(text)


def _hedge(text: str) -> tuple[Qualifier, bool, str]:
    """Take hedges off the front. Of several the most careful stays: `about` over `exact`."""
    qualifier: Qualifier = "exact"
    nearly = False
    while found := _HEDGE.match(text):
        word = found[1].casefold()
        if qualifier == "exact" or HEDGES[word] not in ("exact", "about"):
            qualifier = HEDGES[word]
        nearly = nearly or word in _NEARLY
        text = text[found.end() :]
    return qualifier, nearly and qualifier == "about", text


def _range(text: str, rest: str, found: re.Match[str]) -> Value:
    scale = found["ascale"]
    if scale is None and found["bscale"] and found["aint"].strip("0"):
        # "10 to 12 thousand" shares its scale; "500 to 1 million" does not
        shared = _number(found, "a", scale=found["bscale"])
        low = shared if shared <= _number(found, "b") else _number(found, "a")
    else:
        low = _number(found, "a")
    high = _number(found, "b")
    if "," in found["bint"] and "," not in found["aint"] and low * 100 < high:
        raise BadValue(
            f"{rest!r} is ambiguous; write {found['aint']},000 to {found['bint']} if so meant"
        )
    if low > high:
        raise BadValue(f"the range ends ({high:,}) below where it begins ({low:,})")
    number = re.sub(r"^(?:between|from)\s", "", rest, flags=re.I)
    number = re.sub(r"\s?(?:\band\b|[-–—])\s?", " to ", number, flags=re.I)
    return Value(text, "range", low, high, number)


def _floor_and_ceiling(text: str) -> tuple[int | float, int | float] | None:
    """Read `at least 10,000 and up to 12,000`: both bounds stated in one breath."""
    parts = re.split(
        r",? and (?=up to|as many|at most|less than|fewer than|no more)|, (?=up to)", text
    )
    if len(parts) != 2 or parts[0] == text:
        return None
    try:
        floor, ceiling = parse_value(parts[0]), parse_value(parts[1])
    except BadValue:
        return None
    if floor.low is None or ceiling.high is None or floor.low > ceiling.high:
        return None
    return floor.low, ceiling.high


def _number(found: re.Match[str], part: str, *, scale: str | None = None) -> int | float:
    digits = re.sub(r"\D", "", found[part + "int"])
    if len(digits) > 15:
        raise BadValue("the number has more than 15 digits")
    fraction = found[part + "frac"] or ""
    scale = scale or found[part + "scale"]
    if len(fraction) == 4 and not scale and len(digits) <= 3 and digits != "0":
        raise BadValue(
            f"{found[0]} can be read as thousands or as a decimal; "
            f"write {digits},{fraction[1:]} or {digits}.{fraction[1:].rstrip('0') or '0'}"
        )
    exact = Decimal(digits + fraction) * (_SCALES[scale.casefold()] if scale else 1)
    if exact > _LARGEST:
        raise BadValue("the number is larger than 1,000,000,000,000,000")
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _why_not(rest: str) -> str:
    unit = re.match(r"([\d.,' ]+(?:\s?(?:thousand|million|billion))?)\s+([^\W\d].*)", rest)
    if unit:
        return f"the unit comes from the measure; write {unit[1].strip()!r} without {unit[2]!r}"
    if re.match(r"[\d.,' ]+\Z", rest):
        return f"{rest!r} is no number as written here; write 13,000 or 13000, decimals as 1.3"
    return (
        f"{rest!r} is no value; write 3,000, about 10,000, at least 10,000, more than 13,000, "
        "up to 12,000, less than 500, 10,000 to 12,000, 1.3 million or a word such as thousands"
    )


def last_digit(number: int | float) -> float:
    """Return the size of the last stated digit: 10,000 for 10,000, 10 for 1,270, 1 for 1,271."""
    if isinstance(number, float) and not number.is_integer():
        exponent = Decimal(str(number)).normalize().as_tuple().exponent
        assert isinstance(exponent, int)
        return float(10.0**exponent)
    whole = abs(int(number))
    step = 1
    while whole and whole % 10 == 0:
        whole //= 10
        step *= 10
    return float(step)


def significant_digits(number: int | float) -> int:
    """Return how many digits carry meaning: 1 for 10,000, 2 for 1.3 million, 4 for 1,271."""
    return max(1, len(str(round(abs(number) / last_digit(number)))))
