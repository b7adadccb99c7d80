"""Numbers in running text: where they stand and what they come to. No meaning yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from briefing.doors.importing.spelling import LARGEST, spelled
from briefing.doors.importing.text import Token
from briefing.doors.importing.words import Words

_LEAST_HALVED = 100
_THOUSAND = 1000
_MOST_NUMBERS = 40


class Number(Struct, frozen=True):
    """A number at a stretch of tokens (`start` to `end`, the latter not included)."""

    start: int
    end: int
    value: int | float | None
    """None for a word such as *thousands*."""
    spelled: bool = False
    """Written in words alone."""
    grouped: bool = False
    """Written with thousands set apart, or with a scale: no year, no model, no list number."""
    approximate: bool = False
    """A word that is never exact: *une dizaine*."""

    @property
    def vague(self) -> bool:
        return self.value is None


def numbers_of(tokens: list[Token], words: Words) -> list[Number]:
    """Return every number of a sentence, in order."""
    if sum(1 for t in tokens if t.is_number) > _MOST_NUMBERS:
        return []  # a table, or noise
    found: list[Number] = []
    folds = [t.folded for t in tokens]
    index = 0
    while index < len(tokens):
        number = _with_half(folds, index, words) or _quarter(folds, index, words)
        number = number or _vague(folds, index, words)
        if number is None:
            digits = tokens[index].is_number
            number = _digits(tokens, index, words) if digits else _in_words(folds, index, words)
        if number is None:
            index += 1
            continue
        before = found[-1] if found else None
        if before and _continues(before, number, folds, words):
            found[-1] = number = _sum(before, number)
        else:
            found.append(number)
        index = number.end
    return found


def _continues(one: Number, two: Number, folds: list[str], words: Words) -> bool:
    """Say whether two numbers are one: *un millón 117 mil 167*."""
    scale = words.numbers.get(folds[one.end - 1], 0)
    beside = one.end == two.start and one.value is not None and two.value is not None
    return beside and scale >= _THOUSAND and 0 < (two.value or 0) < scale


def _sum(one: Number, two: Number) -> Number:
    value = (one.value or 0) + (two.value or 0)
    return Number(one.start, two.end, value, spelled=False, grouped=True)


def _vague(folds: list[str], index: int, words: Words) -> Number | None:
    length = words.vague.at(folds, index)
    if not length:
        return None
    end = index + length
    if end < len(folds) and folds[end] in words.data["number_words"]["scales"]:
        end += 1
    return Number(index, end, None, spelled=True)


def _with_half(folds: list[str], index: int, words: Words) -> Number | None:
    """Read *two and a half million*, *un millón y medio*, *anderthalb Millionen*."""
    scales = words.data["number_words"]["scales"]
    for value, scale, end in _halves(folds, index, words):
        step = words.numbers.get(folds[scale], 0) if scale < len(folds) else 0
        if step >= _LEAST_HALVED and folds[scale] in scales:
            return Number(index, end, int((value + 0.5) * step), spelled=True, grouped=True)
    return None


def _quarter(folds: list[str], index: int, words: Words) -> Number | None:
    """Read *a quarter million* and *un quart de million*."""
    rules = words.data["number_words"]
    begin = index + (folds[index] in rules["one"])
    if begin >= len(folds) or folds[begin] not in rules.get("quarter", ()):
        return None
    small = ("of", "de", "d'", *rules["one"])
    scale = next(
        (i for i in range(begin + 1, min(begin + 4, len(folds))) if folds[i] not in small), 0
    )
    step = words.numbers.get(folds[scale], 0) if scale else 0
    if step < _THOUSAND or folds[scale] not in rules["scales"]:
        return None
    return Number(index, scale + 1, step // 4, spelled=True, grouped=True)


def _halves(folds: list[str], index: int, words: Words) -> Iterator[tuple[int, int, int]]:
    """Yield what may be a number and a half: its whole part, where its scale stands, where it ends."""
    rules, fold = words.data["number_words"], folds[index]
    whole = words.numbers.get(fold, 1 if fold in rules["one"] else 0)
    tail = folds[index + 1 : index + 4]
    if words.code == "de" and fold.endswith("halb"):
        before = fold.removesuffix("halb").removesuffix("ein")
        value = 1 if before == "andert" else words.numbers.get(before, 0)
        yield from [(value, index + 1, index + 2)] if value else []
    elif whole and words.code == "en" and tail == ["and", "a", "half"]:
        yield whole, index + 4, index + 5
    elif whole and len(tail) == 3 and tail[1] in rules["joiners"] and tail[2] in rules["half"]:
        yield whole, index + 1, index + 4


_DIALLED = 10
"""So many digits without a sign between them are dialled, not counted."""


def _digits(tokens: list[Token], index: int, words: Words) -> Number | None:
    """Read a number in digits, with its scale: *3.2 million*."""
    if ":" in tokens[index].text:
        return None
    text, end = _grouped(tokens, index, words)
    value, grouped = _value(text, words)
    if value is None:
        return None
    scale, after = _scale(tokens, end, words)
    if scale == 1 and isinstance(value, float):
        return Number(index, end, value)
    value = value * scale
    value = int(value) if float(value).is_integer() else value
    return Number(index, after, value, grouped=grouped or scale > 1) if value <= LARGEST else None


def _grouped(tokens: list[Token], index: int, words: Words) -> tuple[str, int]:
    """Join *3 000*: groups set apart by a plain space come as several tokens."""
    text, end = tokens[index].text, index + 1
    if " " not in words.data["groups"] or not re.fullmatch(r"[1-9]\d{0,2}", text):
        return text, end
    while end < len(tokens) and _is_group(tokens, end):
        text, end = f"{text}\u202f{tokens[end].text}", end + 1
    return text, end


def _is_group(tokens: list[Token], index: int) -> bool:
    beside = tokens[index].start == tokens[index - 1].end + 1
    return beside and re.fullmatch(r"\d{3}", tokens[index].text) is not None


def _value(text: str, words: Words) -> tuple[int | float | None, bool]:
    """Read digits as the language writes them; (None, False) where they cannot be read."""
    if len(text) > 18:
        return None, False
    marks = re.sub(r"\d", "", text)
    decimal = words.data["decimal"]
    if not marks:
        return int(text) if len(text) < _DIALLED else None, False
    if set(marks) == {decimal}:
        if len(marks) == 1 and not re.fullmatch(r"\d{1,3}[.,]\d{3}", text):
            return float(Decimal(text.replace(",", "."))), False
        if len(marks) == 1 and decimal == ".":
            return float(Decimal(text)), False
        if len(marks) == 1 and text.startswith("0"):
            return float(Decimal(text.replace(",", "."))), False
    groups = re.fullmatch(r"\d{1,3}(?:[.,'’\u00a0\u202f\u2009]\d{3})+", text)
    if groups and (len(set(marks)) == 1 or re.fullmatch(r"['’]+[.,]", marks)):
        return int(re.sub(r"\D", "", text)), True
    if len(marks) == 1 and marks in ".,":
        return float(Decimal(text.replace(",", "."))), False
    return None, False


def _scale(tokens: list[Token], index: int, words: Words) -> tuple[int, int]:
    """Return the scale words from `index` on (*million*, *hundred thousand*) and where they end."""
    scale, end = 1, index
    if end < len(tokens) and tokens[end].text == "-":
        return 1, index
    while end < len(tokens) and end < index + 2:
        word = tokens[end].folded.rstrip(".")
        if word in words.data["number_words"]["scales"]:
            step = words.numbers.get(word) or words.data["number_words"]["short"].get(word, 0)
        else:
            step = 0
        if not step:
            break
        if len(word) == 1 and (end > index or tokens[end].start != tokens[end - 1].end):
            break
        scale, end = scale * step, end + 1
        if end < len(tokens) and tokens[end].text == "." and word in ("mio", "mrd"):
            end += 1
    return scale, end


def _in_words(folds: list[str], index: int, words: Words) -> Number | None:
    found = spelled(folds, index, words)
    if found is None:
        return None
    return Number(
        index, found.end, found.value, spelled=True, grouped=found.large,
        approximate=found.approximate,
    )  # fmt: skip
