"""Persons and abbreviations that a text introduces, in whatever part of a sentence it does so."""

from __future__ import annotations

from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.appositions import named_after
from briefing.doors.importing.speakers.cast import Cast
from briefing.doors.importing.speakers.names import may_be_name
from briefing.doors.importing.speakers.naming import voice_of
from briefing.doors.importing.speakers.offices import role_word
from briefing.doors.importing.speakers.phrases import phrase_start


def introduce(scene: Scene, cast: Cast) -> None:
    """Learn who is who: *met Jordan's foreign minister, Ayman Roe*; *the Weather Service (NWS)*."""
    for index in range(len(scene)):
        if scene.sign(index) == "(" and scene.sign(index + 2) == ")":
            _abbreviation(scene, index, cast)
        elif role_word(scene.folds[index], scene.words) and not scene.quoted[index]:
            _holder(scene, index, cast)


def _holder(scene: Scene, office: int, cast: Cast) -> None:
    """Learn the name that follows an office, at once or after a comma."""
    after = office + 1
    if scene.sign(after) == ",":
        voice = voice_of(scene, phrase_start(scene, after), after, cast)
        named_after(voice, scene, after, cast)
        return
    end = after
    while end < len(scene) and may_be_name(scene, end):
        end += 1
    if end - after >= (2 if scene.code != "de" else 1):
        voice_of(scene, phrase_start(scene, end), end, cast)


def _abbreviation(scene: Scene, bracket: int, cast: Cast) -> None:
    """Learn what an abbreviation in brackets stands for."""
    short = scene.sign(bracket + 1)
    if not (short.isupper() and 2 <= len(short) <= 8) or bracket == 0:
        return
    voice = voice_of(scene, phrase_start(scene, bracket), bracket, cast)
    if voice is not None and not voice.person and voice.standing not in ("other", "media"):
        cast.short.setdefault(short, voice)
