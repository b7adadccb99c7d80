"""Numbers in running text: where they stand and what they come to. No meaning yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from msgspec import Struct

from briefing.doors.importing.text import Token
from briefing.doors.importing.words import Words

_LARGEST = 10**12
_LEAST_HALVED = 100
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
        number = (
            _with_half(folds, index, words)
            or _vague(folds, index, words)
            or (
                _digits(tokens, index, words)
                if tokens[index].is_number
                else _spelled(tokens, folds, index, words)
            )
        )
        if number is None:
            index += 1
            continue
        found.append(number)
        index = number.end
    return found


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


def _digits(tokens: list[Token], index: int, words: Words) -> Number | None:
    text, end = tokens[index].text, index + 1
    if ":" in text:
        return None
    # "3 000": groups set apart by a plain space come as several tokens
    while (
        " " in words.data["groups"]
        and text.isdigit()
        and len(text) <= 3
        and text[0] != "0"
        and end < len(tokens)
        and re.fullmatch(r"\d{3}", tokens[end].text)
        and tokens[end].start == tokens[end - 1].end + 1
    ):
        text, end = text + "\u202f" + tokens[end].text, end + 1
        if end < len(tokens) and not re.fullmatch(r"\d{3}", tokens[end].text):
            break
        if len(re.sub(r"\D", "", text)) > 9:
            break
        # a further group is taken as it comes
        while (
            end < len(tokens)
            and re.fullmatch(r"\d{3}", tokens[end].text)
            and tokens[end].start == tokens[end - 1].end + 1
        ):
            text, end = text + "\u202f" + tokens[end].text, end + 1
        break
    value, grouped = _value(text, words)
    if value is None:
        return None
    scale, after = _scale(tokens, end, words)
    if scale == 1 and isinstance(value, float) and not value.is_integer():
        return Number(index, end, value)
    value = value * scale if scale > 1 else value
    value = int(value) if float(value).is_integer() else value
    if value > _LARGEST:
        return None
    return Number(index, after if scale > 1 else end, value, grouped=grouped or scale > 1)


def _value(text: str, words: Words) -> tuple[int | float | None, bool]:
    """Read digits as the language writes them; (None, False) where they cannot be read."""
    if len(text) > 18:
        return None, False
    marks = re.sub(r"\d", "", text)
    decimal = words.data["decimal"]
    if not marks:
        return int(text), False
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


def _spelled(tokens: list[Token], folds: list[str], index: int, words: Words) -> Number | None:
    """Read a run of number words: *half a million*, *twenty-three thousand*, *dreihundertfünfzig*."""
    rules = words.data["number_words"]
    half = folds[index] in rules["half"]
    end, approximate = index, False
    parts: list[int] = []
    if half:
        end += 1
        if end < len(folds) and folds[end] in rules["one"]:
            end += 1
    elif (
        folds[index] in rules["one"]
        and index + 2 < len(folds)
        and folds[index + 1] in rules["half"]
    ):
        half, end = True, index + 2
    elif folds[index] in rules["one"] and index + 1 < len(folds):
        ahead = _word_value(folds[index + 1], words)
        if ahead and ahead[0] >= 10 and folds[index + 1] in _scale_words(words):
            end += 1
        elif folds[index] not in words.numbers:
            return None
    while end < len(folds):
        values = _word_value(folds[end], words)
        if values is None:
            joiner = folds[end] in rules["joiners"] and parts and end + 1 < len(folds)
            if not joiner or not _continues(parts, folds[end], folds[end + 1], words):
                break
            end += 1
            continue
        if parts and len(parts) + len(values) > 12:
            break
        if (
            parts
            and len(values) == 1
            and parts[-1] < 20
            and values[0] < 20
            and folds[end] not in _DOZENS
            and not (parts[-1] == 4 and values[0] == 20)
            and not (words.code == "fr" and (parts[-1] in (60, 20, 10) or values[0] == 20))
        ):
            break
        approximate = approximate or folds[end] in rules.get("approximate", ())
        parts += values
        end += 1
    if not parts:
        return None
    value: int | float = _sum(parts, words.code)
    if half:
        if value < 12:
            return None
        value = value / 2
    value = int(value)
    if value > _LARGEST:
        return None
    large = value >= 100 or any(p in (12,) for p in parts)
    return Number(index, end, value, spelled=True, grouped=large, approximate=approximate)


def _scale_words(words: Words) -> frozenset[str]:
    rules = words.data["number_words"]
    return frozenset([*rules["scales"], *rules.get("approximate", ()), *_DOZENS])


_DOZENS = ("dozen", "dutzend", "douzaine", "docena", "score")


def _continues(parts: list[int], joiner: str, after: str, words: Words) -> bool:
    """Say whether *and* joins two parts of one number (*two hundred and six*), not two numbers."""
    values = _word_value(after, words)
    if values is None:
        return False
    if words.code == "en":
        return joiner == "and" and parts[-1] in (100, 1000, 1_000_000) and values[0] < 100
    return parts[-1] >= 20 and values[0] < 20


def _word_value(word: str, words: Words) -> list[int] | None:
    if word in words.numbers:
        return [words.numbers[word]]
    if "-" in word:
        pieces = [p for p in word.split("-") if p not in words.data["number_words"]["joiners"]]
        values = [words.numbers.get(p) for p in pieces]
        if pieces and all(v is not None for v in values):
            return [v for v in values if v is not None]
        return None
    if words.data["number_words"].get("compound") and len(word) > 6:
        return _compound(word, words.code)
    return None


@cache
def _pieces(code: str) -> tuple[tuple[str, int], ...]:
    from briefing.doors.importing.words import words as load

    usable = {w: v for w, v in load(code).numbers.items() if v not in (0, 12) or w == "zwölf"}
    return tuple(sorted(usable.items(), key=lambda item: -len(item[0])))


def _compound(word: str, code: str) -> list[int] | None:
    """Read *dreihundertfünfzigtausend*: pieces of numbers, joined by *und*."""
    if len(word) > 60:
        return None
    values: list[int] = []
    rest = word
    while rest:
        piece = next(((w, v) for w, v in _pieces(code) if rest.startswith(w)), None)
        if piece is None:
            if not rest.startswith("und") or not values:
                return None
            rest = rest[3:]
            continue
        values.append(piece[1])
        rest = rest[len(piece[0]) :]
    return values or None


def _sum(parts: list[int], code: str) -> int:
    total = current = 0
    for position, part in enumerate(parts):
        if code == "fr" and part == 20 and position and parts[position - 1] == 4:
            current = current - 4 + 80
        elif part in (100, 12) and (part == 100 or position):
            current = max(current, 1) * part
        elif part >= 1000:
            total, current = total + max(current, 1) * part, 0
            if part > 1000 and total < part:
                total = part
        else:
            current += part
    return total + current
