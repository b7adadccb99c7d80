"""Nouns that no list has, after a number: only where they cannot be missed."""

from __future__ import annotations

from briefing.doors.importing.dates import weekdays
from briefing.doors.importing.figures.fates import fate_of
from briefing.doors.importing.figures.figure import Count
from briefing.doors.importing.figures.persons import is_person
from briefing.doors.importing.figures.reach import breaks, plural_form, plural_name
from briefing.doors.importing.scene import Scene

Found = tuple[int, int, str]
"""Tokens of a noun, from and up to, and its group."""
_LEAST_OPEN = 10
_SHORT = 3


def open_noun(scene: Scene, count: Count) -> Found | None:
    """Find a noun that no list has, after a figure in digits: only where it cannot be missed."""
    last, end = count.last, count.end
    if end >= len(scene):
        return None
    small = (last.value or 0) < _LEAST_OPEN and not count.first.vague
    vague = count.first.vague
    lone = last.spelled and not (vague or last.grouped or last.approximate or count.hedged)
    start = end + (last.spelled and scene.has("of", end))
    while count.first.vague and start > end and scene.has("articles", start):
        start += 1
    start += scene.sign(start) in ('"', "„", "“", "«", "»")
    if start >= len(scene):
        return None
    found = _german_noun(scene, start, end) if scene.code == "de" else _plural(scene, start, end)
    if found is None or _beside(scene, found[0]):
        return None
    if is_person(scene, found[0]) and (not small or last.spelled):
        fated = not (small or lone) or fate_of(scene, count.begin, found[1])
        return (found[0], found[1], "people") if fated else None
    return None if small or lone else found


def _beside(scene: Scene, index: int) -> bool:
    """Say whether no news counts a noun: a measure, a share or the like, alone or as a compound."""
    ends = tuple(scene.words.data["figures"]["measure_ends"])
    beside = scene.has("figures.beside", index) or scene.has("figures.money", index)
    beside = beside or scene.folds[index] in weekdays(scene.code)
    return beside or (scene.code == "de" and scene.folds[index].endswith(ends))


def _german_noun(scene: Scene, start: int, end: int) -> Found | None:
    index = start
    while index < min(end + 3, len(scene)):
        if not scene.tokens[index].is_word or scene.tokens[index].capital:
            break
        if breaks(scene, index, end) or scene.has("articles", index):
            return None
        index += 1
    while index + 1 < len(scene) and _name(scene, index) and scene.tokens[index + 1].capital:
        index += 1
    if index >= len(scene) or any(p.start == index for p in scene.places):
        return None
    token = scene.tokens[index]
    named = token.capital and token.is_word and len(token.text) > 3
    return (index, index + 1, "open") if named else None


def _name(scene: Scene, index: int) -> bool:
    """Say whether a word with a capital is short or a name: the *New* of *5.000 New Yorker*."""
    token = scene.tokens[index]
    short = len(token.text) <= _SHORT
    return short and token.capital and token.is_word and not scene.placed(index)


def _plural(scene: Scene, start: int, end: int) -> Found | None:
    best = None
    for index in range(start, min(end + 4, len(scene))):
        token = scene.tokens[index]
        if not token.is_word or breaks(scene, index, end) or _no_noun(scene, index):
            break
        if scene.has("figures.prenominal", index) and scene.code != "en":
            continue
        if scene.has("articles", index) and index > start and not scene.has("of", index - 1):
            break  # "Hundreds lined the streets"
        if plural_name(scene, index) and index == start and scene.code == "en":
            return index, index + 1, "open"
        genitive = token.folded.endswith(("'s", "’s"))
        if genitive and scene.code == "en":
            break
        if not token.capital and len(token.text) > 3 and plural_form(token.folded):
            best = (index, index + 1, "open")
            if scene.code != "en":
                break
        elif scene.code != "en" and index == start and _participle(token.folded):
            return index, index + 1, "open"
    return None if best and scene.code == "en" and _verb(scene, best[0]) else best


def _verb(scene: Scene, index: int) -> bool:
    """Say whether a plural is a verb before its object: *below 50 indicates a contraction*."""
    return scene.has("articles", index + 1)


def _no_noun(scene: Scene, index: int) -> bool:
    return scene.has("auxiliaries.words", index) or scene.has("figures.others", index)


def _participle(fold: str) -> bool:
    """Say whether a Spanish noun has the ending of a participle: *150 llamadas*."""
    return fold.endswith(("adas", "idas")) and len(fold) > 6
