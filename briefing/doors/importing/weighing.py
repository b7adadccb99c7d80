"""How much each mention of a country, or of a place in it, says that an article is about it."""

from __future__ import annotations

from briefing.doors.importing.localities import localities_of
from briefing.doors.importing.passing import in_passing
from briefing.doors.importing.scene import Scene

_PASSING, _MOST_PASSING = 0.4, 0.8
"""A mention in passing; however many there are, they name no country."""
_LOCAL = 0.5
"""A place inside it."""
_OF_ALL = 0.05
"""A country of which only places are named has at least this share of what the first one has."""


class Weights:
    """What the sentences of a text have said so far about its countries."""

    def __init__(self) -> None:
        self.named: dict[str, float] = {}
        """By their own names, peoples and capitals."""
        self.passing: dict[str, float] = {}
        self.local: dict[str, float] = {}

    def head(self, scene: Scene, weight: float) -> None:
        """Count what a title or a standfirst names."""
        for place in scene.places:
            into = self.passing if in_passing(scene, place) else self.named
            into[place.code] = into.get(place.code, 0) + weight
        self._places(scene, _LOCAL * weight)

    def sentence(self, scene: Scene, *, first: bool) -> None:
        """Count what a sentence of the text names; places count twice in the first."""
        for place in scene.places:
            passes = in_passing(scene, place)
            into, weight = (self.passing, _PASSING) if passes else (self.named, 1.0)
            into[place.code] = into.get(place.code, 0) + weight
        self._places(scene, _LOCAL * (1 + first))

    def _places(self, scene: Scene, weight: float) -> None:
        for place in localities_of(scene.tokens, scene.words):
            if not scene.placed(place.start):
                self.local[place.code] = self.local.get(place.code, 0) + weight

    def totals(self) -> dict[str, float]:
        """Return the weight of every country, in the order in which they were first named."""
        whole = dict(self.named)
        for code, weight in self.passing.items():
            whole[code] = whole.get(code, 0) + min(weight, _MOST_PASSING)
        least = _OF_ALL * max(whole.values(), default=0)
        for code, weight in self.local.items():
            if code in whole or weight >= least:
                whole[code] = whole.get(code, 0) + weight
        return whole
