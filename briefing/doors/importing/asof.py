"""What day a figure is about: *as of Monday*, *Stand 14 Uhr*, *by December*. Only where a cue says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefing.doors.importing.days import SaidDay
from briefing.doors.importing.scene import Scene

_WITHIN = 16
_MONTH, _DAY = len("2024-10"), len("2024-10-29")


def as_of(at: int, scene: Scene, days: Sequence[SaidDay], today: date | None) -> str:
    """Return the day (EDTF) that a figure at token `at` is about, or ""."""
    found = (day.text for day in days if is_cued(day, scene) and _reaches(at, day.at, scene))
    day = next(found, "")
    if day:
        return day if _sure(day, scene, today) else ""
    return _hour(at, scene, today)


def by_when(scene: Scene, days: Sequence[SaidDay], today: date | None) -> SaidDay | None:
    """Return the day to come by which a sentence of plans says something is to happen."""
    plan = any(scene.has("text.future", i) for i in range(len(scene)))
    if today is None or not plan:
        return None
    to_come = (
        d for d in days if len(d.text) in (_MONTH, _DAY) and d.text > f"{today}"[: len(d.text)]
    )
    return next((day for day in to_come if is_cued(day, scene)), None)


def is_cued(day: SaidDay, scene: Scene) -> bool:
    """Say whether a day stands after *as of* or the like: it is no day of speaking."""
    index = day.at
    while index > 0 and (
        scene.tokens[index - 1].is_number
        or scene.has("days.before_name", index - 1)
        or scene.sign(index - 1) in (".", ":")
    ):
        index -= 1
    return scene.words.lists["days.as_of"].before(scene.folds, index) > 0


def _reaches(at: int, day: int, scene: Scene) -> bool:
    between = range(min(at, day), max(at, day))
    return len(between) <= _WITHIN and not any(scene.sign(i) == ";" for i in between)


def _sure(day: str, scene: Scene, today: date | None) -> bool:
    """Say whether a day is meant for sure: of a plan, a weekday may be the one to come."""
    plan = any(scene.has("text.future", i) for i in range(len(scene)))
    if today is None or not plan:
        return len(day) in (_MONTH, _DAY)
    return day[:_MONTH] > today.isoformat()[:_MONTH] or (len(day) == _DAY and day > f"{today}")


def _hour(at: int, scene: Scene, today: date | None) -> str:
    """Read *Stand 14 Uhr*, *as of 2 p.m.*: the article's own day."""
    cues = scene.words.lists["days.as_of_hour"]
    for index in range(len(scene)):
        length = cues.at(scene.folds, index)
        after = index + length + (scene.sign(index + length) == ":")
        if length and today and scene.has("days.clock", after + 1) and _reaches(at, index, scene):
            return today.isoformat()
    return ""
