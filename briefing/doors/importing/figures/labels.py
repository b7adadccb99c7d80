"""Numbers told apart from their noun: *Confirmed cases: 3,120* and *July was worst (118,753)*."""

from __future__ import annotations

from briefing.doors.importing.figures.figure import Count, Figure, Noun
from briefing.doors.importing.figures.nouns import grown, told
from briefing.doors.importing.figures.reach import STOP, plural_form
from briefing.doors.importing.scene import Scene

_LONGEST_LABEL = 12
_LEAST_BRACKETED = 100
_SHORT = 4
_LEAST_PLIGHT = 10


def labelled(scene: Scene, count: Count) -> Noun | None:
    """Read a line that is a label, a colon and a number."""
    colon = count.begin - 1
    ends = count.end >= len(scene) or scene.sign(count.end) in STOP
    if scene.sign(colon) != ":" or colon > _LONGEST_LABEL or not ends or count.first.vague:
        return None
    if any(scene.says(i) or scene.sign(i) in STOP - {":", "(", ")", "."} for i in range(colon)):
        return None
    return _noun_in(scene, range(colon)) or _first_word(scene, colon)


def plighted(scene: Scene, count: Count, before: Figure | None) -> Noun | None:
    """Read *22 in intensive care*: whom a number counts is told by how they fare."""
    length = scene.words.lists["figures.plight"].at(scene.folds, count.end)
    if not length or (count.value < _LEAST_PLIGHT and not count.first.spelled):
        return None
    unit = scene.written(count.end, count.end + length)
    known = before is not None and before.group in ("people", "troops") and " " not in before.noun
    unit = f"{before.noun} {unit}" if before and known else unit
    return Noun(unit, unit, "people", end=scene.tokens[count.end + length - 1].end)


def bracketed(scene: Scene, count: Count) -> Noun | None:
    """Read a large number that stands alone in brackets: it counts the noun before them."""
    begin, end = count.begin - 1, count.end
    alone = scene.sign(begin) == "(" and scene.sign(end) == ")"
    if not alone or not count.first.grouped or count.value < _LEAST_BRACKETED:
        return None
    return _noun_in(scene, range(begin - 1, -1, -1))


def _noun_in(scene: Scene, places: range) -> Noun | None:
    """Return the first noun that a list has at one of some places."""
    words, folds = scene.words, scene.folds
    for index in places:
        length = words.every_unit.at(folds, index)
        if length and not words.lists["figures.beside"].at(folds, index):
            return told(scene, grown(scene, index, length), ())
    return None


def _first_word(scene: Scene, colon: int) -> Noun | None:
    """Return the plural that opens a label, whatever it is."""
    index = next((i for i in range(colon) if scene.tokens[i].is_word), colon)
    token = scene.tokens[index]
    plural = index < colon and plural_form(token.folded) and len(token.text) > _SHORT
    beside = scene.has("figures.beside", index) or scene.has("figures.money", index)
    if scene.code == "de" or not plural or beside or scene.placed(index):
        return None
    return Noun(token.text, token.text, "open")
