"""A noun phrase, and what can be seen in it at once."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from briefing.content.model import Standing
from briefing.doors.importing.places import Place
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Cast, Voice
from briefing.doors.importing.speakers.offices import actor_of, standing_of


class Phrase(Struct, frozen=True):
    """A noun phrase as every way of reading it looks at it."""

    scene: Scene
    cast: Cast
    start: int
    end: int
    inside: Sequence[Place]
    text: str
    actor: str
    standing: Standing | None
    office: int
    """The token of the office; -1 without one."""
    collective: bool

    def voice(
        self, role: str, actor: str, standing: Standing, *, name: str = "", collective: bool = False
    ) -> Voice:
        return Voice(
            name or self.text, role, actor, standing, False, self.start, self.end, collective
        )


def seen(scene: Scene, start: int, end: int, cast: Cast) -> Phrase:
    """Look at the tokens from `start` to `end` once."""
    inside = [p for p in scene.places if p.start < end and p.end > start]
    standing, office = standing_of(scene, start, end)
    return Phrase(
        scene, cast, start, end, inside, scene.written(start, end),
        actor_of(scene, inside, start, end), standing, office,
        scene.words.lists["collective.words"].within(scene.folds, start, end) >= 0,
    )  # fmt: skip
