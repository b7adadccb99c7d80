"""Offices and roles: which standing a phrase gives, whose it is, and which words are roles at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from briefing.content.model import Standing
from briefing.doors.importing.places import Place
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.words import Words, words

#: Of several standings in one phrase the first here counts: *a former general, now an analyst*.
_ORDER: tuple[Standing, ...] = (
    "legislator", "expert", "military", "intelligence", "court", "media", "party",
    "government", "organisation", "other",
)  # fmt: skip
_SHORTEST_COMPOUND = 8


def standing_of(scene: Scene, start: int, end: int) -> tuple[Standing | None, int]:
    """Return the standing that the offices in a phrase give, and the token of the office; -1: none."""
    found = _standings(scene, start, end)
    for standing in _ORDER:
        if standing in found and not _overruled(standing, found, scene, start, end):
            return standing, found[standing]
    return None, -1


def _standings(scene: Scene, start: int, end: int) -> dict[str, int]:
    exact = _exact(scene, start, end)
    found: dict[str, int] = {}
    for index, (standings, _) in exact.items():
        for standing in standings:
            found.setdefault(standing, index)
    covered = {i for index, (_, size) in exact.items() for i in range(index, index + size)}
    for standing in scene.words.roles:
        for index in range(start, end):
            if index not in covered and _word(standing, index, scene):
                found.setdefault(standing, index)
    return found


def _exact(scene: Scene, start: int, end: int) -> dict[int, tuple[list[str], int]]:
    """Return the longest offices at each word, and their lengths: *secretary general* is no general."""
    found: dict[int, tuple[list[str], int]] = {}
    until = start
    for index in range(start, end):
        sizes = {s: p.at(scene.folds, index) for s, p in scene.words.roles.items()}
        longest = max(sizes.values())
        if not longest or index + longest > end:
            longest = max((n for n in sizes.values() if index + n <= end), default=0)
        if longest and index + longest > until:
            found[index] = ([s for s, n in sizes.items() if n == longest], longest)
            until = index + longest
    return found


def _word(standing: str, index: int, scene: Scene) -> int:
    """Return 1 for an office with a genitive, or at the end of a German compound."""
    return int(_names(standing, scene.folds[index].removesuffix("'s"), scene.code))


@lru_cache(maxsize=50_000)
def _names(standing: str, fold: str, code: str) -> bool:
    known = words(code).roles[standing].all
    if (fold,) in known:
        return True
    return code == "de" and any(_german(form, known) for form in _nominatives(fold))


def _nominatives(fold: str) -> tuple[str, ...]:
    """Return what a German noun may be without the ending of its case."""
    ends = ("es", "s", "en", "n", "in", "innen")
    return (fold, *(fold.removesuffix(end) for end in ends if fold.endswith(end)))


def _german(fold: str, known: frozenset[tuple[str, ...]]) -> bool:
    last = fold.rpartition("-")[2]
    hyphened = last != fold and (last,) in known  # "Siemens-Chef"
    return hyphened or (len(fold) > 4 and (fold,) in known) or compound(fold, known)


def _overruled(
    standing: Standing, found: dict[str, int], scene: Scene, start: int, end: int
) -> bool:
    """Say whether a word counts less beside the others: *director* of a ministry, *chair* of a board."""
    fold = scene.folds[found[standing]]
    if standing == "government" and "organisation" in found:
        return all(_of_any_body(i, scene) for i in range(start, end))
    if standing == "expert":
        official = found.keys() & {"government", "military"}
        return bool(official) and not scene.words.has("phrases.surely_expert", fold)
    if standing == "legislator" and scene.words.has("phrases.perhaps_legislator", fold):
        return not any(scene.has("roles.legislator_bodies", i) for i in range(start, end))
    return False


def standing_named(name: str, known: Words) -> Standing:
    """Return the standing of an office given by one word: *Polizei* of *Polizeiangaben*."""
    fold = name.casefold()
    return next((s for s in _ORDER if s in known.roles and _names(s, fold, known.code)), "other")


def _of_any_body(index: int, scene: Scene) -> bool:
    """Say whether a word is no office of a state by itself: *spokesman*, *president* of a union."""
    fold = scene.folds[index].removesuffix("'s")
    return scene.words.has("phrases.any_body", fold) or not _word("government", index, scene)


def compound(fold: str, known: frozenset[tuple[str, ...]]) -> bool:
    """Say whether a German word ends in one that is known: *Vizeaußenminister*."""
    return len(fold) > _SHORTEST_COMPOUND and any(
        len(p) == 1 and len(p[0]) > 5 and fold.endswith(p[0]) for p in known
    )


def role_word(fold: str, known: Words) -> bool:
    """Say whether a word names an office or belongs to one (*deputy*)."""
    return _role_word(fold, known.code)


@lru_cache(maxsize=50_000)
def _role_word(fold: str, code: str) -> bool:
    roles = {k: p.all for k, p in words(code).roles.items() if k != "legislator_bodies"}
    fold = fold.removesuffix("'s")
    if any((fold,) in table for table in roles.values()):
        return True
    if code != "de":
        return False
    offices = [table for k, table in roles.items() if k != "modifiers"]
    offices.append(words(code).roles["legislator_bodies"].all)
    return any(_german(form, table) for form in _nominatives(fold) for table in offices)


def actor_of(scene: Scene, places: Sequence[Place], start: int, end: int) -> str:
    """Return the country a noun phrase belongs to: the first named, unless it only says where."""
    for place in places:
        before = place.start - 1 - scene.has("articles", place.start - 1)
        where = before >= start and scene.has("phrases.where", before)
        if not where or place.people:
            return place.code
    return places[0].code if len(places) == 1 and end - start <= 2 else ""


def only_places(scene: Scene, start: int, end: int) -> bool:
    """Say whether a phrase names countries and nothing else."""
    words = scene.words
    return all(
        scene.placed(index)
        or not scene.tokens[index].is_word
        or words.has("articles", scene.folds[index])
        or words.has("and", scene.folds[index])
        for index in range(start, end)
    )


def head_within(scene: Scene, start: int, end: int) -> bool:
    """Say whether the words before *of* hold the head of an office (*the head of …*)."""
    for index in range(end - 1, start - 1, -1):
        if scene.has("phrases.boundary", index) or scene.sign(index) in ",.;:":
            return False
        heads = scene.has("phrases.heads", index) or scene.has("phrases.documents", index)
        if heads or role_word(scene.folds[index], scene.words):
            return True
    return False
