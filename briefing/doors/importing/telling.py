"""When something was said, and what makes a figure doubtful."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.doors.importing.asof import is_cued
from briefing.doors.importing.days import SaidDay
from briefing.doors.importing.figures.figure import Figure
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Said

_DAY_WITHIN = 7
_NEGATED_WITHIN = 8
_MONTH = len("2024-10")


def said_on(days: Sequence[SaidDay], found: Sequence[Said], scene: Scene, voice: str) -> str:
    """Return the day that stands beside the verb of saying, or ""."""
    for said in found:
        if said.voice == voice and said.how != "according":
            near = (d.text for d in days if _beside(d, said, scene))
            day = next(near, "")
            if day:
                return day
    return ""


def _beside(day: SaidDay, said: Said, scene: Scene) -> bool:
    if abs(day.at - said.verb) > _DAY_WITHIN or len(day.text) == _MONTH or is_cued(day, scene):
        return False
    between = range(min(day.at, said.verb) + 1, max(day.at, said.verb))
    return not any(scene.sign(i) in ('"', "“", "”", ".", ";") for i in between)


def doubts_of(figure: Figure, scene: Scene, said: Said | None) -> tuple[str, ...]:
    """Return what an editor should know before trusting a figure."""
    near = range(max(0, figure.at - _NEGATED_WITHIN), figure.at)
    found = ["negated or denied"] * any(_negated(scene, i) for i in near)
    if said is not None:
        found += ["denied"] * (said.word in scene.words.data["speaking"]["negated"])
        found += [f"passed on by {said.via}"] * bool(said.via)
        found += ["the speaker is carried over from a pronoun"] * (said.how == "carried")
    found += ["what is counted is taken from the figure before"] * figure.inherited
    found += ["said by a collective"] * bool(said and said.collective)
    return tuple(dict.fromkeys(found))


def _negated(scene: Scene, index: int) -> bool:
    return scene.has("speaking.negated", index) or scene.folds[index].endswith("n't")


def points_back(scene: Scene) -> bool:
    """Say whether a sentence says who said the one before: *Das teilte das Unternehmen mit.*"""
    return scene.has("text.points_back", 0) and any(scene.says(i) for i in range(1, 4))
