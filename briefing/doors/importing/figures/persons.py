"""Nouns that no list has, told by their form: *politicians*, *Demonstranten*, *militantes* are people."""

from __future__ import annotations

from briefing.doors.importing.scene import Scene

_SHORTEST = 5


def is_person(scene: Scene, index: int) -> bool:
    """Say whether a word has the form of a noun for several people."""
    fold = scene.folds[index]
    token = scene.tokens[index]
    if len(fold) < _SHORTEST or not token.is_word or scene.has("persons.never", index):
        return False
    if scene.code == "de" and not token.capital:
        return False
    ends = scene.words.data["persons"]["ends"]
    return fold.endswith(tuple(ends)) and not _thing(scene, fold)


def _thing(scene: Scene, fold: str) -> bool:
    """Say whether a noun only looks like one of people: *computers*, *Wochenenden*."""
    never = scene.words.data["persons"]["never"]
    return scene.code == "de" and any(len(n) > _SHORTEST and fold.endswith(n) for n in never)
