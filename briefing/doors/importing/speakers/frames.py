"""The subject of a German verb at the end: *Der Minister hat den Angriff verurteilt.*"""

from __future__ import annotations

import re

from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Cast, Known, Voice
from briefing.doors.importing.speakers.following import after_day
from briefing.doors.importing.speakers.naming import voice_of
from briefing.doors.importing.speakers.phrases import phrase_end
from briefing.doors.importing.speakers.subjects import left_of

_STOP = frozenset(".;:!?([]…")
_WIDEST_FRAME = 30
_FRAME_ENDS = frozenset('.,;:!?)–—"”“»')
_PARTICIPLE = re.compile(r"(?:|ab|an|auf|aus|ein|mit|nach|vor|zu|zurück)ge\w{2,}(?:t|en)")


def framed(scene: Scene, verb: int, cast: Cast) -> Voice | Known | None:
    """Read the subject of a German verb at the end: *Der Minister hat den Angriff verurteilt.*"""
    after = scene.sign(verb + 1)
    if scene.code != "de" or (after and after not in _FRAME_ENDS):
        return None
    for index in range(verb - 1, max(-1, verb - _WIDEST_FRAME), -1):
        if scene.sign(index) in _STOP or scene.quoted[index]:
            return None
        if scene.has("phrases.perfect", index):
            return _around(scene, index, cast)
    return None


def _around(scene: Scene, auxiliary: int, cast: Cast) -> Voice | Known | None:
    """Read the subject before an auxiliary, or after it where a day or place stands first."""
    left = left_of(scene, auxiliary, cast) if auxiliary else None
    if left is not None:
        return left
    start = after_day(scene, auxiliary + 1)
    end = phrase_end(scene, start)
    return voice_of(scene, start, end, cast) if end > start else None


def participle(scene: Scene, index: int) -> bool:
    """Say whether a German verb has the form of a participle that needs its auxiliary."""
    return scene.code == "de" and bool(_PARTICIPLE.fullmatch(scene.folds[index]))
