"""Countries named in passing: by a paper's name, a hospital's, a language, a station on the way."""

from __future__ import annotations

import re
from functools import cache

from briefing.doors.importing.places import Place
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.words import LANGUAGES
from briefing.ground.locale import countries

_WITHIN = 4
"""Words between an adjective and the noun that makes it a name."""


def in_passing(scene: Scene, place: Place) -> bool:
    """Say whether a mention says little about what the article is about."""
    return (
        _of_outlet(scene, place)
        or scene.has("text.former", place.start - 1)
        or _of_institution(scene, place)
        or scene.has("text.descent", place.end)
        or _a_language(scene, place)
        or _on_the_way(scene, place)
        or _a_seat(scene, place)
        or _where_said(scene, place)
    )


def _no_people(scene: Scene, place: Place) -> bool:
    """Say whether a form is a name of a place: of peoples, only English ones have capitals."""
    return not place.people or (scene.code != "en" and place.form[0].isupper())


def _of_outlet(scene: Scene, place: Place) -> bool:
    """Read *the Danish daily*, *Times of Malta*, *Oslo Post*."""
    near = range(place.end, place.end + _WITHIN)
    if any(scene.has("text.outlets", i) for i in near):
        return True
    if scene.has("text.press", place.end) and scene.sign(place.end)[:1].isupper():
        return True
    before = place.start - 1
    return scene.has("text.of", before) and scene.has("text.press", before - 1)


def _of_institution(scene: Scene, place: Place) -> bool:
    """Read *the Belgian Friendship Hospital*, *University of Porto*, *ETH Zürich*."""
    for index in range(place.end, place.end + _WITHIN):
        if not scene.sign(index)[:1].isupper():
            break
        if place.people and scene.has("text.institutions", index):
            return True
    if scene.has("text.streets", place.end) and scene.sign(place.end)[:1].isupper():
        return True
    before = place.start - 1
    if scene.has("text.institutions", before) and _no_people(scene, place):
        return True
    of = scene.has("text.of", before) and scene.has("text.institutions", before - 1)
    return of and _no_people(scene, place)


_LANGUAGE = re.compile(r"-(?:language|speaking|sprachig\w*)$|sprachig\w*$")


def _a_language(scene: Scene, place: Place) -> bool:
    """Read *in Greek*, *auf Deutsch*, *en español*: the words of a people, and nothing of theirs."""
    if not place.people:
        return False
    if _LANGUAGE.search(scene.folds[place.start]):
        return True
    if not scene.has("text.tongue", place.start - 1) or place.end - place.start > 1:
        return False
    after = scene.tokens[place.end] if place.end < len(scene) else None
    return after is None or not after.is_word or scene.has("text.after_tongue", place.end)


def _on_the_way(scene: Scene, place: Place) -> bool:
    """Read *a flight from Vienna to Taipei*: towns, in a sentence about a journey."""
    town = _no_people(scene, place) and place.form not in _names()
    if not town or not scene.has("text.from_to", place.start - 1):
        return False
    return any(scene.has("text.journeys", i) for i in range(place.start - 6, place.start))


@cache
def _names() -> frozenset[str]:
    """Return the names of countries in all languages; no capital is among them but a few."""
    return frozenset(name for code in LANGUAGES for name in countries(code).values())


def _where_said(scene: Scene, place: Place) -> bool:
    """Read *told reporters in Oslo*, *of the Danube Institute in Vienna*: where somebody speaks or works."""
    if not _no_people(scene, place) or not scene.has("text.where", place.start - 1):
        return False
    near = list(range(max(place.start - _WITHIN, 0), place.start - 1))
    if any(scene.has("text.academies", i) and scene.tokens[i].capital for i in near):
        return True
    plain = [i for i in near if not scene.tokens[i].capital]
    return any(scene.says(i) or scene.has("text.reporters", i) for i in plain)


def _a_seat(scene: Scene, place: Place) -> bool:
    """Read *based in Oslo*, *mit Sitz in Wien*, *basé à Genève*."""
    return scene.has("text.where", place.start - 1) and scene.has("text.seated", place.start - 2)
