"""How much each mention of a country, or of a place in it, says that an article is about it."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.doors.importing.localities import localities_of
from briefing.doors.importing.passing import in_passing
from briefing.doors.importing.places import Place
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.words import raw

_PASSING, _MOST_PASSING = 0.4, 0.8
"""A mention in passing; however many there are, they name no country."""
_QUOTED, _LONG = 0.3, 40
"""What a mention in quotation marks loses where a text has more sentences than this."""
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
        self.quoted: dict[str, float] = {}
        """Of those named, what was named in quotation marks only."""
        self.forms: dict[str, set[str]] = {}
        self.sentences = 0
        self.part = False
        """The text is one part of many."""

    def head(self, scene: Scene, weight: float) -> None:
        """Count what a title or a standfirst names."""
        for place in scene.places:
            into = self.passing if in_passing(scene, place) else self.named
            self._count(into, place, weight)
        self._places(scene, _LOCAL * weight)

    def sentence(self, scene: Scene, *, first: bool) -> None:
        """Count what a sentence of the text names; places count twice in the first."""
        self.sentences += 1
        for place in scene.places:
            passes = in_passing(scene, place)
            self._count(self.passing if passes else self.named, place, _PASSING if passes else 1.0)
            if not passes and scene.quoted[place.start]:
                self.quoted[place.code] = self.quoted.get(place.code, 0) + 1.0
        self._places(scene, _LOCAL * (1 + first))

    def _count(self, into: dict[str, float], place: Place, weight: float) -> None:
        into[place.code] = into.get(place.code, 0) + weight
        self.forms.setdefault(place.code, set()).add(place.form)

    def _places(self, scene: Scene, weight: float) -> None:
        found = localities_of(scene.tokens, scene.words)
        for place in found:
            if not scene.placed(place.start) and not _of_other(scene, place, found):
                self.local[place.code] = self.local.get(place.code, 0) + weight

    def totals(self) -> dict[str, float]:
        """Return the weight of every country, in the order in which they were first named."""
        whole = dict(self.named)
        if self.part or self.sentences > _LONG:
            for code, weight in self.quoted.items():
                whole[code] -= _QUOTED * weight
        for code, weight in self.passing.items():
            whole[code] = whole.get(code, 0) + min(weight, _MOST_PASSING)
        least = _OF_ALL * max(whole.values(), default=0)
        for code, weight in self.local.items():
            if code in whole or weight >= least:
                whole[code] = whole.get(code, 0) + weight
        return self._without_doubles(whole)

    def _without_doubles(self, whole: dict[str, float]) -> dict[str, float]:
        """Count a name that two places have for the one that the text speaks of otherwise."""
        doubles: dict[str, str] = raw("countries")["doubles"]
        for code, forms in self.forms.items():
            others = {doubles.get(form, "") for form in forms}
            other = others.pop() if len(others) == 1 else ""
            if other and whole.get(other, 0) > whole.get(code, 0) > 0:
                whole[other] += whole.pop(code)
        return whole


def _of_other(scene: Scene, place: Place, found: Sequence[Place]) -> bool:
    """Say whether what follows a town's name puts it elsewhere: *Birmingham, Alabama*."""
    if scene.sign(place.end) != ",":
        return False
    next_ones = (p for p in (*scene.places, *found) if p.start == place.end + 1)
    return any(p.code != place.code for p in next_ones)
