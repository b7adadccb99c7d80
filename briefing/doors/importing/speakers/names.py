"""Names of persons: which capitalised words at the end of a noun phrase are one."""

from __future__ import annotations

from collections.abc import Callable

from briefing.doors.importing.dates import months, weekdays
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.offices import role_word

_MOST_NAMES = 5


def person_in(
    scene: Scene, start: int, end: int, known: Callable[[str], bool] = lambda name: False
) -> tuple[int, int] | None:
    """Return the tokens of a person's name at the end of a noun phrase.

    `known` says of a single word whether it is the name of somebody met already.
    """
    first = _first_of_name(scene, start, end)
    while first < end and scene.has("phrases.particles", first):
        first += 1
    count = end - first
    if not 1 <= count <= _MOST_NAMES or _of_an_office(scene, start, first):
        return None
    if scene.code == "de" and count == 1 and not _german_surname(scene, start, first, known):
        return None
    return None if count == 1 and _no_surname(scene, start, first) else (first, end)


def _first_of_name(scene: Scene, start: int, end: int) -> int:
    first = end
    while first > start:
        token = scene.tokens[first - 1]
        initial = token.text == "." and first - 1 > start and len(scene.sign(first - 2)) == 1
        initial = initial and not scene.has("titles", first - 2)
        particle = first < end and first - 1 > start and scene.has("phrases.particles", first - 1)
        if not (initial or (token.is_word and (particle or may_be_name(scene, first - 1)))):
            break
        first -= 1
    return first


def may_be_name(scene: Scene, index: int) -> bool:
    """Say whether a word can be part of a person's name."""
    return scene.tokens[index].capital and not (
        _no_name(scene, index) or _ends_office(scene, index)
    )


def _ends_office(scene: Scene, index: int) -> bool:
    """Say whether an office of several words ends at a word: *Security Service*."""
    if index == 0 or not role_word(scene.folds[index - 1], scene.words):
        return False
    return any(p.before(scene.folds, index + 1) > 1 for p in scene.words.roles.values())


def _no_name(scene: Scene, index: int) -> bool:
    """Say whether a capitalised word is an office, a title, a day, a country, never a name."""
    folded, words = scene.folds[index], scene.words
    fold = folded.rstrip(".").removesuffix("'s")
    return (
        role_word(folded, words)
        or (words.has("titles", fold) and not _saint(scene, index))
        or (folded.endswith("'s") and words.code == "en")
        or words.has("phrases.cues", fold)
        or words.has("phrases.openers", fold)
        or fold in weekdays(words.code)
        or fold.removesuffix("früh") in weekdays(words.code)
        or any(c.isdigit() for c in fold)
        or (words.code == "de" and fold in words.numbers)
        or (words.code == "es" and index == 0 and fold.endswith(("ó", "aron", "ieron")))
        or (fold in months(words.code) and len(fold) > 3)
        or bool(words.every_unit.at([fold], 0) and words.code == "de")
        or scene.placed(index)
    )


def _saint(scene: Scene, index: int) -> bool:
    """Say whether *St* stands within a name: *Ricardo St Jean*."""
    within = index > 0 and scene.tokens[index - 1].capital and scene.tokens[index - 1].is_word
    return scene.folds[index] == "st" and within and scene.sign(index + 1) != "."


def _of_an_office(scene: Scene, start: int, first: int) -> bool:
    """Say whether what looks like a name says whose an office is: *the council of Halden*."""
    while first - 1 > start and scene.code == "de" and scene.tokens[first - 1].text[0].islower():
        if any(scene.has(name, first - 1) for name in ("phrases.of", "articles")):
            break
        first -= 1  # "die Präfektur des nördlichen Départements"
    if first <= start + 1:
        return False
    linked = any(
        scene.has(name, first - 1)
        for name in ("phrases.of", "phrases.placed", "phrases.romance_articles")
    )
    return linked and any(role_word(f, scene.words) for f in scene.folds[start : first - 1])


def _german_surname(scene: Scene, start: int, first: int, known: Callable[[str], bool]) -> bool:
    """Say whether one German noun is a name: after an office, or met before."""
    if first > start:
        office = scene.tokens[first - 1].capital and role_word(scene.folds[first - 1], scene.words)
        return office and not _body(scene, first - 1)
    return known(scene.sign(first))


def _body(scene: Scene, index: int) -> bool:
    """Say whether a German office is a body, whose name says where it is: *Alpinpolizei Axams*."""
    return scene.folds[index].endswith(tuple(scene.words.data["phrases"]["bodies"]))


def _no_surname(scene: Scene, start: int, first: int) -> bool:
    """Say whether a single capitalised word is no surname: an abbreviation, or after a plain word."""
    word = scene.sign(first)
    if word.isupper() and len(word) > 1:
        return True
    before = scene.tokens[first - 1]
    return (
        first > start
        and before.is_word
        and not before.capital
        and not role_word(before.folded, scene.words)
        and not scene.has("titles", first - 1)
    )
