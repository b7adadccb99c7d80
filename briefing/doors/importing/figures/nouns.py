"""The noun after a number: *3,000 of its soldiers*, *230 crew members*, and nouns that no list has."""

from __future__ import annotations

from typing import Literal

from briefing.doors.importing.figures.bounds import DASHES
from briefing.doors.importing.figures.fates import (
    Fates,
    fates_within,
    joined_fates,
    own_fates,
    with_fate,
)  # fmt: skip
from briefing.doors.importing.figures.figure import Count, Noun
from briefing.doors.importing.figures.refusing import strong
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.words import Words

STOP = frozenset('.,;:!?()[]"“”„«»…')
Found = tuple[int, int, str]
"""Tokens of a noun, from and up to, and its group."""
_LEAST_OPEN = 20
_PEOPLE_ENDS = ("s", "n", "r", "e", "i")
_NO_PLURAL = ("ous", "ss", "less", "ées", "és", "adas", "idas")


def noun_after(scene: Scene, count: Count) -> Found | Literal["refused"] | None:
    """Find the noun after a number: its place and group; "refused" for one that is never counted."""
    begin = _noun_begins(scene, count)
    limit = min(len(scene), begin + (8 if scene.code in ("en", "de") else 4))
    index, passed_of = begin, False
    while index < limit:
        found = _at(scene, index, count)
        if found is not None:
            return found
        of = scene.has("of", index)
        head_first = scene.code in ("fr", "es")
        second = (passed_of or not head_first) and (index > count.end or scene.code != "en")
        passed_of = passed_of or (of and not second)
        if not of and _stops(scene, index, count):
            break
        index += 1
    return _open_noun(scene, count)


def _noun_begins(scene: Scene, count: Count) -> int:
    """Step over what may stand between a number and its noun: a dash, a quotation mark, *of*."""
    index = count.end
    if strong(scene, index) and scene.folds[index] in DASHES:
        return index + 2
    if scene.sign(index) in ('"', "”", "»", "’", "'") and index + 1 < len(scene):
        return index + 1
    return index + 1 if scene.has("of", index) and count.first.vague else index


def _at(scene: Scene, index: int, count: Count) -> Found | Literal["refused"] | None:
    """Return the noun at a word, if it is one."""
    if scene.sign(index) in STOP or (scene.sign(index) in DASHES and index == count.end):
        return None
    words, folds = scene.words, scene.folds
    if words.lists["refuse.nouns"].at(folds, index):
        return "refused"
    length = words.every_unit.at(folds, index)
    if length:
        return grown(scene, index, length)
    place = next((p for p in scene.places if p.start == index), None)
    if place and place.people and place.form.endswith(_PEOPLE_ENDS):
        return None if _noun_follows(scene, place.end) else (place.start, place.end, "people")
    if strong(scene, count.end) and words.units["scale_heads"].at(folds, index):
        return index, index + 1, "people"
    return None


def _stops(scene: Scene, index: int, count: Count) -> bool:
    """Say whether the noun is not to be looked for beyond a word."""
    token = scene.tokens[index]
    if token.text in STOP or (token.text in DASHES and index == count.end):
        return True
    model = token.is_number and index > count.end and scene.tokens[index - 1].capital
    return not (model and len(token.text) <= 3) and breaks(scene, index, count.end)


def breaks(scene: Scene, index: int, end: int) -> bool:
    """Say whether a word ends the search for a noun that began at `end`."""
    article = scene.code == "de" and index > end
    if article and scene.folds[index] in ("die", "der", "den", "das"):
        return True
    return scene.has("figures.breakers", index) or scene.tokens[index].is_number


def _noun_follows(scene: Scene, index: int) -> bool:
    """Say whether an adjective of place is followed by the noun it belongs to."""
    for ahead in range(index, min(index + 4, len(scene))):
        if scene.sign(ahead) in STOP:
            return False
        if scene.words.every_unit.at(scene.folds, ahead):
            return True
        if breaks(scene, ahead, index):
            return False
    return False


def grown(scene: Scene, index: int, length: int) -> Found:
    """Take a longer compound in English order: *police officers*, *rounds of ammunition*."""
    words, folds, end = scene.words, scene.folds, index + length
    group = group_of(words, folds, index)
    if scene.code != "en":
        return index, end, group
    more = words.every_unit.at(folds, end)
    fate = any(p.at(folds, end) for p in words.casualties.values())
    if more and not fate and not scene.has("figures.bodies", index):
        return index, end + more, group_of(words, folds, end)
    pieces = scene.has("figures.pieces", index) and scene.sign(end) == "of"
    return (index, end + 2, group) if pieces and end + 1 < len(scene) else (index, end, group)


def group_of(words: Words, folds: list[str], index: int) -> str:
    """Return the group of the longest noun at a word."""
    lengths = {g: p.at(folds, index) for g, p in words.units.items() if g != "scale_heads"}
    best = max(lengths, key=lambda g: lengths[g])
    return best if lengths[best] else "open"


# ---- nouns that no list has ---------------------------------------------------------------------


def _open_noun(scene: Scene, count: Count) -> Found | None:
    """Find a noun that no list has, after a figure in digits: only where it cannot be missed."""
    last, end = count.last, count.end
    if count.first.vague or (last.value or 0) < _LEAST_OPEN or end >= len(scene):
        return None
    if last.spelled and not (last.grouped or last.approximate):
        return None
    start = end + (last.spelled and scene.has("of", end))
    return _german_noun(scene, start, end) if scene.code == "de" else _plural(scene, start, end)


def _german_noun(scene: Scene, start: int, end: int) -> Found | None:
    index = start
    while index < min(end + 3, len(scene)):
        if not scene.tokens[index].is_word or scene.tokens[index].capital:
            break
        if breaks(scene, index, end):
            return None
        index += 1
    if index >= len(scene) or any(p.start == index for p in scene.places):
        return None
    token = scene.tokens[index]
    named = token.capital and token.is_word and len(token.text) > 3
    return (index, index + 1, "open") if named else None


def _plural(scene: Scene, start: int, end: int) -> Found | None:
    best = None
    for index in range(start, min(end + 4, len(scene))):
        token = scene.tokens[index]
        if not token.is_word or breaks(scene, index, end) or _no_noun(scene, index):
            break
        if not token.capital and len(token.text) > 3 and _plural_form(token.folded):
            best = (index, index + 1, "open")
            if scene.code != "en":
                break
    return best


def _no_noun(scene: Scene, index: int) -> bool:
    return scene.has("auxiliaries.words", index) or scene.has("figures.others", index)


def _plural_form(fold: str) -> bool:
    return fold.endswith(("s", "x")) and not fold.endswith(_NO_PLURAL)


# ---- what it comes to ---------------------------------------------------------------------------


def told(scene: Scene, found: Found, fate: Fates) -> Noun:
    """Say what is counted and what became of it: *soldiers killed or wounded*."""
    start, stop, group = found
    own = own_fates(scene, start, stop)
    if not own:
        unit = _words(scene, start, stop)
        return Noun(
            with_fate(unit, fate, scene.words), unit, group, fate, end=scene.tokens[stop - 1].end
        )
    until = joined_fates(scene, stop)
    more = fates_within(scene, stop, until) if until > stop else ()
    unit = _words(scene, start, until)
    fates = tuple(dict.fromkeys((*own, *more)))
    return Noun(unit, unit, "people", fates, end=scene.tokens[until - 1].end)


def _words(scene: Scene, start: int, stop: int) -> str:
    return scene.text[scene.tokens[start].start : scene.tokens[stop - 1].end]
