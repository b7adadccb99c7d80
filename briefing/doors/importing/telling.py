"""What makes a figure doubtful, and whose a sentence is that points back."""

from __future__ import annotations

from briefing.doors.importing.figures.figure import Figure
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Said

_NEGATED_WITHIN = 8


def doubts_of(figure: Figure, scene: Scene, said: Said | None) -> tuple[str, ...]:
    """Return what an editor should know before trusting a figure."""
    near = range(max(0, figure.at - _NEGATED_WITHIN), figure.at)
    found = ["negated or denied"] * any(_negated(scene, i) for i in near)
    after = range(figure.at, len(scene))
    unsure = any(scene.words.reactions["not-confirm"].at(scene.folds, i) for i in after)
    found += ["not confirmed"] * (unsure and not found)
    if said is not None:
        denied = said.word in scene.words.data["speaking"]["negated"]
        found += ["denied"] * (denied and not found)
        found += [f"passed on by {said.via}"] * bool(said.via)
        found += ["the speaker is carried over from a pronoun"] * (said.how == "carried")
    found += ["what is counted is taken from the figure before"] * figure.inherited
    found += ["said by a collective"] * bool(said and said.collective)
    return tuple(dict.fromkeys(found))


def _negated(scene: Scene, index: int) -> bool:
    return scene.has("speaking.negated", index) or scene.folds[index].endswith("n't")


def points_back(scene: Scene) -> bool:
    """Say whether a sentence says who said the one before: *Das teilte das Unternehmen mit.*"""
    within = 4 if scene.code in ("fr", "es") else 2
    verb = any(scene.says(i) or scene.has("phrases.perfect", i) for i in range(1, within))
    return scene.has("text.points_back", 0) and verb
