"""What joins the words of a noun phrase: links within names, lists of countries, initials, pairs."""

from __future__ import annotations

from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.offices import role_word

_MOST_KINDS = 5


def bracketed(scene: Scene, close: int) -> int:
    """Return the size of an abbreviation in brackets that ends at a place: *(NWS)*; 0: none."""
    short = scene.sign(close - 1)
    return 3 if scene.sign(close - 2) == "(" and short[:1].isupper() and len(short) > 1 else 0


def one_name(scene: Scene, link: int) -> bool:
    """Say whether a Romance link stands inside a name: *Jurisdicción Especial para la Paz*."""
    after = link + 1
    while scene.has("articles", after):
        after += 1
    return (
        scene.code in ("fr", "es")
        and link > 0
        and after < len(scene)
        and scene.tokens[link - 1].capital
        and scene.tokens[after].capital
        and not scene.placed(link - 1)
    )


def person_of(scene: Scene, link: int) -> bool:
    """Say whether *of* stands between a full name and what somebody heads: *Gov. Jo Roe of Hela*."""
    if scene.code != "en" or scene.sign(link) != "of" or link < 2:
        return False
    names = scene.tokens[link - 2 : link]
    return all(t.is_word and t.capital for t in names) and not scene.placed(link - 1)


def lists_countries(scene: Scene, start: int, end: int) -> bool:
    """Say whether a comma stands in a list of countries: *France, Italy and Spain*."""
    return (
        scene.sign(start - 1) == ","
        and any(scene.has("and", i) for i in range(start, end))
        and scene.placed(start + scene.has("articles", start))
        and scene.placed(start - 2)
        and not scene.quoted[start - 1]
    )


def after_initial(scene: Scene, start: int) -> bool:
    before = scene.tokens[start - 2] if start >= 2 else None
    return (
        before is not None
        and scene.sign(start - 1) == "."
        and len(before.text) <= 3
        and scene.tokens[start - 1].start == before.end
        and before.capital
    )


def belongs(scene: Scene, start: int, end: int) -> bool:
    """Say whether the word before belongs to the phrase for sure: a country, or what joins two."""
    index = start - 1
    if scene.placed(index):
        return True
    pair = scene.has("and", index) and scene.placed(start - 2)
    if pair and (scene.placed(start) or names_group(scene, start, end)):
        return True
    if scene.has("and", index) and two_kinds(scene, index):
        return True
    office = start >= 2 and start < end and role_word(scene.folds[start - 2], scene.words)
    return office and scene.has("phrases.placed", index)


def two_kinds(scene: Scene, joiner: int) -> bool:
    """Say whether *and* joins what officials are for: *U.S. law enforcement and security officials*."""
    if scene.code != "en" or not role_word(scene.folds[joiner + 1], scene.words):
        return False
    index = joiner - 1
    while index > joiner - _MOST_KINDS and scene.tokens[index].text[0].islower():
        if scene.says(index) or scene.has("phrases.boundary", index):
            return False
        index -= 1
    return index >= 0 and index < joiner - 1 and scene.placed(index)


def names_group(scene: Scene, start: int, end: int) -> bool:
    """Say whether a phrase names a group that nobody can expand: *its allies*."""
    return scene.words.lists["collective.words"].within(scene.folds, start, end) >= 0
