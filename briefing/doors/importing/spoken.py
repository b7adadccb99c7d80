"""On which day somebody said something: a day of the verb of saying, never one of what is told."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.doors.importing.asof import is_cued
from briefing.doors.importing.days import SaidDay
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Said
from briefing.doors.importing.speakers.phrases import near_day

_MONTH = len("2024-10")
_WITHIN = 12


def said_on(days: Sequence[SaidDay], found: Sequence[Said], scene: Scene, voice: str) -> str:
    """Return the day on which somebody said it, or "" where the text does not give it."""
    for said in found:
        if said.voice == voice and (said.how != "according" or said.word == "wie"):
            own = (d.text for d in days if _of_saying(d, said, scene))
            day = next(own, "")
            if day:
                return day
    return ""


def _of_saying(day: SaidDay, said: Said, scene: Scene) -> bool:
    """Say whether a day belongs to a verb of saying: it stands beside it, or opens its clause."""
    if abs(day.at - said.verb) > _WITHIN or len(day.text) == _MONTH or is_cued(day, scene):
        return False
    start = _start(day, scene)
    if day.at > said.verb:
        return all(_beside_verb(i, said, scene) for i in range(said.verb + 1, start))
    between = range(day.at + 1, said.verb)
    if _after_auxiliary(start, scene):
        return not any(scene.sign(i) in ",;:" or scene.tokens[i].is_number for i in between)
    opens = start == 0 or start == said.end or scene.has("phrases.clause_openers", start - 1)
    return opens and all(_before_verb(i, said, scene) for i in between)


def _start(day: SaidDay, scene: Scene) -> int:
    """Return where the words of a day begin: *late on Saturday*, *el 12 de mayo*."""
    index = day.at
    while index > 0 and (
        scene.tokens[index - 1].is_number
        or near_day(scene, index - 1)
        or scene.has("phrases.before_day", index - 1)
        or scene.has("days.on", index - 1)
        or scene.has("days.before_name", index - 1)
        or scene.sign(index - 1) == "."
    ):
        index -= 1
    return index


def _after_auxiliary(start: int, scene: Scene) -> bool:
    """Say whether a day stands after an auxiliary: *hat am Samstag … verurteilt*."""
    auxiliary = scene.has("phrases.perfect", start - 1) or scene.has("phrases.auxiliary", start - 1)
    return scene.code != "en" and auxiliary


def _beside_verb(index: int, said: Said, scene: Scene) -> bool:
    """Say whether a word may stand between a verb of saying and its day: who spoke, and to whom."""
    if said.start <= index < said.end or near_day(scene, index):
        return True
    lists = (
        "articles",
        "phrases.told",
        "phrases.before_day",
        "phrases.verb_tails",
        "speaking.before",
    )
    if any(scene.has(name, index) for name in lists):
        return True
    token = scene.tokens[index]
    return token.is_word and token.capital and (scene.code != "de" or token.text.isupper())


def _before_verb(index: int, said: Said, scene: Scene) -> bool:
    """Say whether a word may stand between a day that opens a clause and the verb of saying."""
    year = scene.tokens[index].is_number and len(scene.sign(index)) == len("2024")
    return (
        said.start <= index < said.end
        or year
        or scene.sign(index) == ","
        or any(
            scene.has(name, index) for name in ("articles", "speaking.before", "phrases.day_words")
        )
    )
