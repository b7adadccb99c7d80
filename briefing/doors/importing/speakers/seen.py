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


def seen(scene: Scene, start: int, end: int, cast: Cast, last: int) -> Phrase:
    """Look at the tokens from `start` to `end` once; a country may follow a bracket, up to `last`."""
    inside = [p for p in scene.places if p.start < end and p.end > start]
    if not inside and scene.sign(end) == "(" and start < last:
        inside = [
            p for p in scene.places if end < p.start < last and scene.has("phrases.of", p.start - 1)
        ]
    standing, office = standing_of(scene, start, end)
    return Phrase(
        scene, cast, start, end, inside, scene.written(start, end),
        _actor(scene, inside, start, end), standing, office,
        scene.words.lists["collective.words"].within(scene.folds, start, end) >= 0,
    )  # fmt: skip


def _actor(scene: Scene, inside: Sequence[Place], start: int, end: int) -> str:
    """Return the country of a phrase; a pope has his own."""
    pope = any(scene.has("phrases.pope", i) and scene.tokens[i].capital for i in range(start, end))
    return "VA" if pope else actor_of(scene, inside, start, end)
