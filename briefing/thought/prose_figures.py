"""Numbers in prose that count something: the figure with its hedge, and the unit beside it.

Days, years, ordinals, times and the numbers of models (`Leopard 2 A8 tanks`, `T-72`) count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct

from briefing.content.values import HEDGES, BadValue, Value, parse_value

_DIGITS = r"\d{1,3}(?:[,\u202f\u00a0 ’']\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:[\s\u00a0]?(?:thousand|million|billion|trillion|bn|mn))?"
_FIGURE = re.compile(
    rf"(?<![\w.,/:$€£-])(?:between\s(?:{_DIGITS}){_SCALE}\sand\s|(?:from\s)?(?:{_DIGITS}){_SCALE}"
    rf"\s?(?:to|–|—|-)\s?)?(?:{_DIGITS}){_SCALE}(?![\w:/]|[.,-]\w)"
)
_HEDGE = re.compile(
    r"(?<!\w)(?P<hedge>"
    + "|".join(re.escape(h) for h in sorted(HEDGES, key=len, reverse=True) if h[0].isalpha())
    + r")\s(?:the\s)?\Z",
    re.I,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CUT = re.compile(r"\s(?:of|in|a|an|per|on|at|from|to|by|for|pro|par|par|de|je)\s")
_BEHIND = re.compile(r"(?:\s[^\W\d_]+){0,3}?\sor\s(more|so|thereabouts|less|fewer)\b", re.I)
_BEHIND_MEANS = {"more": "at least", "so": "about", "thereabouts": "about"}
#: A unit stands beside its number if so few words part them.
_BESIDE = 4
_PLAIN = frozenset(
    "the a an of and or with by in on at to for from than then some only all these those "
    "our its their his her both another".split()
)


class Figure(Struct, frozen=True):
    """A number as prose has it."""

    start: int
    end: int
    text: str
    """Without its hedge."""
    value: Value
    unit: str
    """The stem of the unit word beside it, or nothing."""

    @property
    def grouped(self) -> bool:
        """Whether it looks like a figure by itself: thousands parted, or a scale word."""
        return bool(re.search(r"\d[,\u202f\u00a0 ’']\d{3}|[a-z]", self.text))


@cache
def unit_stem(unit: str) -> str:
    """Return the stem of the noun that a unit counts: `soldier` for `Russian soldiers a day`."""
    words = _WORD.findall(_CUT.split(unit)[0])
    return stem(words[-1]) if words else ""


def stem(word: str) -> str:
    """Return a word without case and the plural's ending."""
    low = word.casefold().rstrip("'’-")
    for ending in ("'s", "’s"):
        low = low.removesuffix(ending)
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def figures(text: str, stems: Iterable[str], months: Iterable[str]) -> Iterator[Figure]:
    """Return every number of a text that counts something, with its hedge and unit."""
    known, calendar = frozenset(stems), frozenset(months)
    for found in _FIGURE.finditer(text):
        unit = _unit(text, found.end(), known)
        if _no_count(text, found, unit, calendar):
            continue
        hedges = _hedges(text[: found.start()]) or _after(text, found.end())
        number = found[0].replace("\u202f", ",")
        try:
            value = parse_value(" ".join([*hedges, number]))
        except BadValue:
            continue
        yield Figure(found.start(), found.end(), found[0], value, unit)


def _unit(text: str, end: int, known: frozenset[str]) -> str:
    """Return the unit that follows a number within its clause."""
    clause = re.split(r"[.;:!?()\[\]\n\"“”]|,\s", text[end : end + 120], maxsplit=1)[0]
    for word in _WORD.findall(clause)[:_BESIDE]:
        if stem(word) in known:
            return stem(word)
    return ""


def _no_count(text: str, found: re.Match[str], unit: str, months: frozenset[str]) -> bool:
    before, number = text[: found.start()], found[0]
    last = before.rstrip().rsplit(None, 1)[-1].casefold().strip("(,") if before.strip() else ""
    after = _WORD.match(text, found.end() + 1)
    if last in months or (after and after[0].casefold() in months):
        return True
    hedged = _HEDGE.search(before) is not None
    if re.fullmatch(r"1[5-9]\d\d|20\d\d|21\d\d", number) and not hedged:
        return True
    return not hedged and _names_a_model(before, number, text[found.end() :], unit)


def _names_a_model(before: str, number: str, after: str, unit: str) -> bool:
    """A small number behind a name, or before a word of letters and digits, is part of a name."""
    if len(number) > 3 or not number.isdigit():
        return False
    word = re.search(r"(?<!\S)([A-Z][\w'’.-]*)\s\Z", before)
    named = word is not None and word[1].casefold() not in _PLAIN
    return named or re.match(r"\s[A-Z]+-?\d", after) is not None


def _hedges(before: str) -> list[str]:
    """Return the hedges that stand right before a number, outermost first."""
    found: list[str] = []
    while match := _HEDGE.search(before):
        found.insert(0, match["hedge"].casefold())
        before = before[: match.start()]
    return found


def _after(text: str, end: int) -> list[str]:
    """Return the hedge that stands behind a number: `1,200 or more`."""
    found = _BEHIND.match(text, end)
    if not found:
        return []
    word = found[1].casefold()
    return [_BEHIND_MEANS.get(word, "up to")]


def permits(said: Value, told: Value) -> bool:
    """Say whether a claim's value lets prose tell it so: never surer, never of another shape.

    About may not become a bare number; a floor or a ceiling stays one; *at least* and *more than*
    are not exchanged. A range may be told by one of its ends, as a floor or a ceiling.
    """
    if said.qualifier == "range":
        floor = told.qualifier in ("at least", "about") and told.low == said.low
        ceiling = told.qualifier in ("up to", "about") and told.high == said.high
        return (told.low, told.high) == (said.low, said.high) or floor or ceiling
    if said.qualifier == "exact":
        return told.qualifier in ("exact", "about")
    return told.qualifier == said.qualifier


def same_number(said: Value, told: Value) -> bool:
    """Say whether prose tells a claim's number, whatever the hedges."""
    stated = {end for end in (said.low, said.high) if end is not None}
    given = {end for end in (told.low, told.high) if end is not None}
    return bool(given) and given <= stated
