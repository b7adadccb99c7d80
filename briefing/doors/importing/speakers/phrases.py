"""Where a noun phrase begins and ends, seen from the verb beside it."""

from __future__ import annotations

from briefing.doors.importing.dates import months, weekdays
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.joins import (
    after_initial,
    belongs,
    bracketed,
    lists_countries,
    names_group,
    one_name,
    person_of,
)
from briefing.doors.importing.speakers.offices import head_within, role_word

_STOP = frozenset(".;:!?()[]…,–—")
_LONGEST = 14
_FAR = 6
"""How many words before *of* the head of an office is looked for."""


def day_name(fold: str, code: str) -> bool:
    """Say whether a word is a weekday, or a time of one: *Mittwochfrüh*."""
    return fold in weekdays(code) or (code == "de" and fold.removesuffix("früh") in weekdays(code))


def near_day(scene: Scene, index: int) -> bool:
    """Say whether a word is a day, which may stand between verb and subject."""
    fold, code = scene.folds[index], scene.code
    if day_name(fold, code) or scene.has("days.yesterday", index):
        return True
    if scene.has("days.today", index):
        return True
    return scene.tokens[index].is_number and index > 0 and scene.folds[index - 1] in months(code)


# ---- to the right -------------------------------------------------------------------------------


def phrase_end(scene: Scene, start: int) -> int:
    """Return where a noun phrase that begins at `start` ends."""
    end = start
    while end < len(scene) and end - start < _LONGEST and _goes_on(scene, start, end):
        end += 1
    return end


def _goes_on(scene: Scene, start: int, end: int) -> bool:
    inner = end > start
    if inner and _initial_dot(scene, end):
        return True
    if scene.quoted[end] or scene.sign(end) in _STOP:
        return False
    if inner and (_german_verb(scene, end) or _next_phrase(scene, end)):
        return False
    if inner and scene.tokens[end].is_number and _counts(scene, end):
        return False
    if inner and _halved(scene, end):
        return True
    if inner and scene.has("phrases.links", end) and _how_long(scene, end):
        return False
    if inner and scene.has("phrases.links", end):
        return head_within(scene, start, end) and not scene.has("phrases.enders", end)
    return not (inner and _closes(scene, end))


def _counts(scene: Scene, number: int) -> bool:
    """Say whether a number counts what follows it, and is no part of a name: *Channel 4*."""
    after = number + 1 < len(scene) and scene.tokens[number + 1].is_word
    unit = after and not scene.says(number + 1) and not scene.has("phrases.boundary", number + 1)
    return len(scene.sign(number)) > 2 or unit


def _halved(scene: Scene, joiner: int) -> bool:
    """Say whether a word joins two halves of a compound: *Handels- und Handwerkskammer*."""
    return scene.has("and", joiner) and scene.sign(joiner - 1).endswith("-")


def _how_long(scene: Scene, link: int) -> bool:
    """Say whether a link begins a time: *das Ministerium für dieses Jahr*."""
    return any(scene.has("refuse.after", i) for i in range(link + 1, min(link + 4, len(scene))))


def _initial_dot(scene: Scene, end: int) -> bool:
    """Say whether a full stop belongs to an initial: *J. Roe*."""
    before = scene.tokens[end - 1]
    return (
        scene.sign(end) == "." and len(before.text) <= 2 and before.capital and end + 1 < len(scene)
    )


def _next_phrase(scene: Scene, end: int) -> bool:
    """Say whether another noun phrase begins after a German noun: *… Behörden die türkische Firma*."""
    begins = scene.code == "de" and scene.has("phrases.begins", end)
    return begins and scene.tokens[end - 1].capital and end > 1


def _german_verb(scene: Scene, end: int) -> bool:
    """Say whether a small word after a German noun is no part of the phrase."""
    token = scene.tokens[end]
    plain = token.is_word and not token.capital and scene.tokens[end - 1].capital
    plain = plain and not scene.has("articles", end - 1)
    return (
        scene.code == "de"
        and plain
        and not any(
            scene.has(name, end) for name in ("phrases.links", "phrases.particles", "articles")
        )
    )


def _closes(scene: Scene, end: int) -> bool:
    if near_day(scene, end):
        return True
    if scene.has("phrases.before_day", end) and end + 1 < len(scene) and near_day(scene, end + 1):
        return True
    if role_word(scene.folds[end], scene.words):
        return False
    boundary = scene.has("phrases.boundary", end) and not scene.has("phrases.own", end)
    return boundary or scene.says(end) or scene.has("speaking.according", end)


# ---- to the left --------------------------------------------------------------------------------


def phrase_start(scene: Scene, end: int) -> int:
    """Return where the noun phrase that ends before `end` begins."""
    start = end
    while start > 0 and end - start < _LONGEST:
        step, on = _step(scene, start, end)
        start -= step
        if not on:
            break
    return start


def _step(scene: Scene, start: int, end: int) -> tuple[int, bool]:
    """Return how many words more belong to the phrase, and whether to look on."""
    index = start - 1
    token = scene.tokens[index]
    if token.text == ")" and (size := bracketed(scene, index)):
        return size, True
    if lists_countries(scene, start, end):
        return 1, True
    if scene.quoted[index] or token.text in _STOP:
        initial = after_initial(scene, start)
        return int(initial), initial
    if not (token.is_word or token.is_number or token.text in "-/&"):
        return 0, False
    if scene.has("phrases.including", index):
        return 0, False
    if belongs(scene, start, end):
        return 1, True
    if scene.has("articles", index) and not _links_on(scene, start, end):
        return _article(scene, index, end)
    if scene.has("phrases.links", index) and start < end:
        headed = start >= 2 and head_within(scene, max(0, start - _FAR), index)
        headed = headed or one_name(scene, index) or person_of(scene, index)
        headed = headed or (scene.sign(index - 1) == ")" and bracketed(scene, index - 1) > 0)
        return int(headed), headed
    ends = scene.has("phrases.boundary", index) or scene.says(index)
    inner = not ends or role_word(scene.folds[index], scene.words)
    return int(inner), inner


def _links_on(scene: Scene, start: int, end: int) -> bool:
    """Say whether an article is to be read as a link (French *des*, German *der*)."""
    if scene.code in ("fr", "es"):
        return scene.has("phrases.of", start - 1) and start < end
    return scene.has("phrases.links", start - 1) and start < end


def _article(scene: Scene, start: int, end: int) -> tuple[int, bool]:
    """Say how a phrase goes on before its article: *the head of the agency*, *Italy and the US*."""
    romance = scene.code in ("fr", "es")
    pair = scene.has("and", start - 1) and scene.placed(start - 2)
    if pair and (scene.placed(start + 1) or names_group(scene, start, end)):
        return 2, True
    if lists_countries(scene, start, end):
        return 2, True
    linked = scene.has("phrases.of" if romance else "phrases.links", start - 1)
    headed = head_within(scene, max(0, start - _FAR), start - 1) or one_name(scene, start - 1)
    headed = headed or person_of(scene, start - 1)
    return 1, linked and headed
