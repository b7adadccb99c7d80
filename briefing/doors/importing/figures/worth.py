"""Which numbers are news: all counts of people, and few of a thing only if something was done to them."""

from __future__ import annotations

from briefing.doors.importing.figures.figure import Count, Noun
from briefing.doors.importing.figures.reach import STOP
from briefing.doors.importing.scene import Scene

_HEADS = ("troops", "people", "jobs")
_SPEAKS_WITHIN = 6
_TWO, _TEN, _LEAST_IN_WORDS = 2, 10, 13
_NEAR = 12
_BOUNDS = ("at least", "more than", "up to", "less than")


def worth(scene: Scene, count: Count, noun: Noun, *, listed: bool) -> bool:
    """Refuse small numbers in words, unless they count the dead, the arrested and the like.

    `listed` says that the sentence has a figure already: a small one beside it is one of a list.
    """
    value, heads = count.last.value or 0, noun.group in _HEADS
    if not noun.fate and scene.words.lists["figures.kin"].at([noun.base.casefold()], 0):
        return False
    if count.first.vague:
        return heads or noun.group in ("things", "open")
    if value == 0 or (value < _TWO and not _lone_victim(scene, count, noun)):
        return False
    if not count.last.spelled or noun.fate or value >= _LEAST_IN_WORDS:
        return value >= _TEN or noun.group != "open"
    if heads:
        return value >= _TEN or not _they_speak(scene, count.last.end)
    if value >= _TEN and (count.hedged or count.first.approximate or _dozens(scene, count)):
        return True
    if noun.group != "things":
        return False
    exact = count.first is count.last  # "three or four explosions" is how somebody tells it
    event = exact and _event(scene, noun)
    return count.qualifier in _BOUNDS or event or _done_to(scene, count, listed)


def _event(scene: Scene, noun: Noun) -> bool:
    """Say whether even two of what is counted are news: *two outbreaks*, *three rockets*."""
    folds = noun.base.casefold().split()
    return any(scene.words.lists["figures.events"].at(folds, i) for i in range(len(folds)))


def _lone_victim(scene: Scene, count: Count, noun: Noun) -> bool:
    """Say whether a *one* counts: somebody befallen, beside its noun in the singular."""
    several = scene.code in ("fr", "es") and noun.base.endswith("s")
    beside = noun.base.startswith(scene.sign(count.end) or "-")
    return bool(noun.fate) and beside and not several


def _done_to(scene: Scene, count: Count, listed: bool) -> bool:
    return _struck(scene, count) or (listed and _in_list(scene, count))


def _in_list(scene: Scene, count: Count) -> bool:
    """Say whether a small number of things stands in a list of figures: *21 tents, nine trucks*."""
    joined = scene.sign(count.begin - 1) == "," or scene.has("and", count.begin - 1)
    return joined and count.value > _TWO


def _struck(scene: Scene, count: Count) -> bool:
    """Say whether what is counted was struck, downed or called off: then few are news too."""
    found = scene.words.lists["figures.struck"]
    start, stop = count.begin, count.end
    while start > 0 and count.begin - start < _NEAR and not _ends(scene, start - 1):
        start -= 1
    while stop < len(scene) and stop - count.end < _NEAR and not _ends(scene, stop):
        stop += 1
    return found.within(scene.folds, start, stop) >= 0


def _ends(scene: Scene, index: int) -> bool:
    """Say whether a clause ends at a place; *jets, including three bombers* is one clause."""
    if scene.sign(index) == "," and scene.has("including", index + 1):
        return False
    names = all(scene.sign(i)[:1].isupper() for i in (index - 1, index + 1))
    return scene.sign(index) in STOP or (scene.has("and", index) and not names)


def _dozens(scene: Scene, count: Count) -> bool:
    """Say whether a number is told in dozens, which is never exact to one."""
    return any(scene.has("number_words.dozens", i) for i in range(count.first.start, count.end))


def _they_speak(scene: Scene, end: int) -> bool:
    """Say whether those counted are who speaks: *four officials said*."""
    for index in range(end, min(end + _SPEAKS_WITHIN, len(scene))):
        if scene.sign(index) in STOP or scene.has("and", index):
            return False
        if scene.has("speaking.said", index) and not scene.has("speaking.passive", index - 1):
            return True
    return False
