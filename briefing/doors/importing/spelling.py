"""Numbers in words: *half a million*, *twenty-three thousand*, *dreihundertfünfzig*."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from briefing.doors.importing.words import Words

LARGEST = 10**12
"""A number beyond is noise."""
_MOST_PARTS = 12
_TEN, _LEAST_HALF, _LARGE = 10, 12, 100


class Spelled(Struct, frozen=True):
    """A number in words, up to (not including) a word."""

    end: int
    value: int
    large: bool
    """A hundred or more, or a dozen: no number of a list."""
    approximate: bool


def spelled(folds: list[str], index: int, words: Words) -> Spelled | None:
    """Read the run of number words that begins at a word, if one does."""
    begin, half = _opening(folds, index, words)
    if begin < 0:
        return None
    parts, end, approximate = _run(folds, begin, words)
    if not parts:
        return None
    value: float = _sum(parts, words.code)
    if half:
        value = value / 2 if value >= _LEAST_HALF else 0
    if value > LARGEST or (half and not value):
        return None
    large = value >= _LARGE or _LEAST_HALF in parts
    return Spelled(end, int(value), large, approximate)


def _opening(folds: list[str], index: int, words: Words) -> tuple[int, bool]:
    """Step over *half a* and *a*; -1 where no number begins."""
    rules, ahead = words.data["number_words"], index + 1
    if folds[index] in rules["half"]:
        return ahead + (ahead < len(folds) and folds[ahead] in rules["one"]), True
    if folds[index] not in rules["one"] or ahead >= len(folds):
        return index, False
    if index + 2 < len(folds) and folds[ahead] in rules["half"]:
        return index + 2, True
    values = _word_value(folds[ahead], words)
    if values and values[0] >= _TEN and folds[ahead] in _scale_words(words):
        return ahead, False
    return (index, False) if folds[index] in words.numbers else (-1, False)


def _run(folds: list[str], begin: int, words: Words) -> tuple[list[int], int, bool]:
    """Return the parts of a number, where it ends, and whether a word of it is never exact."""
    rules = words.data["number_words"]
    parts: list[int] = []
    end, approximate = begin, False
    while end < len(folds):
        values = _word_value(folds[end], words)
        if values is None:
            if not _joins(parts, folds, end, words):
                break
        elif _another(parts, values, folds[end], words):
            break
        else:
            approximate = approximate or folds[end] in rules.get("approximate", ())
            parts += values
        end += 1
    return parts, end, approximate


def _joins(parts: list[int], folds: list[str], index: int, words: Words) -> bool:
    joiner = folds[index] in words.data["number_words"]["joiners"]
    follows = bool(parts) and index + 1 < len(folds)
    return joiner and follows and _continues(parts, folds[index], folds[index + 1], words)


def _another(parts: list[int], values: list[int], fold: str, words: Words) -> bool:
    """Say whether a word begins a number of its own: *two three*."""
    if not parts:
        return False
    if len(parts) + len(values) > _MOST_PARTS:
        return True
    last, first = parts[-1], values[0]
    small = len(values) == 1 and last < 20 and first < 20 and fold not in _DOZENS
    french = words.code == "fr" and (last in (60, 20, 10) or first == 20)
    return small and not french


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
