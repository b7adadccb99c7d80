"""The subject after its verb: *…, said X*; *a indiqué à l'agence le maire*; *condemned by X*."""

from __future__ import annotations

from briefing.doors.importing.dates import months
from briefing.doors.importing.scene import CLOSING, Scene
from briefing.doors.importing.speakers.anybody import anybody
from briefing.doors.importing.speakers.appositions import apposed_name, named_after
from briefing.doors.importing.speakers.cast import Cast, Known, Voice
from briefing.doors.importing.speakers.naming import voice_of
from briefing.doors.importing.speakers.phrases import near_day, phrase_end


def right_of(scene: Scene, verb: int, before: int, cast: Cast) -> Voice | Known | None:
    """Read `…, said X`: a subject that follows its verb; a `Known` where it is a pronoun."""
    if not _may_follow(scene, verb, before):
        return None
    tail = scene.has("phrases.verb_tails", verb + 1)
    start = after_listener(scene, after_day(scene, verb + 1 + tail))
    if scene.code == "en" and scene.has("phrases.not_subject", start):
        return None
    if scene.has("speaking.pronouns", start) or (scene.code == "fr" and scene.sign(start) == "-"):
        return cast.last
    end = phrase_end(scene, start)
    if end <= start or scene.has("phrases.by", start) or _counted(scene, start):
        return None
    end = _before_listener(scene, start, end)
    voice = named_after(voice_of(scene, start, end, cast), scene, end, cast)
    voice = voice or anybody(scene, verb, start, end)
    if voice is None and scene.has("articles", start) and scene.sign(end) == ",":
        return apposed_name(scene, end + 1, cast)
    return voice


def _counted(scene: Scene, start: int) -> bool:
    """Say whether what follows is counted, in English: *said only five rebels were killed*."""
    hedge = max(p.at(scene.folds, start) for p in scene.words.hedges.values())
    return scene.code == "en" and any(n.start == start + hedge for n in scene.numbers)


def _before_listener(scene: Scene, start: int, end: int) -> int:
    """Leave out who was told, in German: *sagte ein Offizier der Nachrichtenagentur AFP*."""
    told = (
        i
        for i in range(start + 2, end - 1)
        if scene.code == "de"
        and scene.sign(i) in ("der", "dem")
        and scene.words.roles["media"].at(scene.folds, i + 1)
    )
    return next(told, end)


def _may_follow(scene: Scene, verb: int, before: int) -> bool:
    """Say whether a verb stands where its subject may follow: after a comma or quotation, or first."""
    previous = scene.sign(before - 1)
    if before == 0 or previous in (",", "’", "'", "–", "—") or previous in CLOSING:
        return True
    strong = scene.has("speaking.strong", verb) and scene.has("articles", verb + 1)
    if scene.code == "es" and strong:
        return True  # "se contaron 300 muertes informó el instituto"
    return scene.code == "de" and 0 < verb <= 7 and not scene.quoted[verb - 1]


def after_listener(scene: Scene, start: int) -> int:
    """Step over where, and who was told: *en Lima fuentes médicas*, *a indiqué à l'AFP le maire*."""
    if scene.code not in ("es", "fr"):
        return start
    if scene.has("phrases.stands_romance", start) and start + 1 < len(scene):
        place = start + 1
        while place < len(scene) and scene.tokens[place].capital:
            place += 1
        return after_listener(scene, place) if place > start + 1 else start
    if not scene.has("phrases.to", start):
        return start
    index = start + 1
    while scene.has("articles", index):
        index += 1
    told = index < len(scene) and scene.tokens[index].text.isupper()
    return index + 1 if told or scene.has("phrases.listeners", index) else start


def after_day(scene: Scene, start: int) -> int:
    """Step over a day between verb and subject: *informó este jueves el Centro*."""
    index = start
    while index < min(start + 3, len(scene)):
        if near_day(scene, index):
            return _after_part(scene, index + 1)
        month = _month_after(scene, index)
        if month:
            return month
        if not scene.has("phrases.before_day", index):
            break
        index += 1
    return index if index > start and scene.has("phrases.also", index - 1) else start


def _after_part(scene: Scene, index: int) -> int:
    """Step over the part of a day: *lundi soir*, *este lunes por la noche*."""
    part = scene.words.lists["phrases.day_parts"].at(scene.folds, index)
    return index + part


def _month_after(scene: Scene, index: int) -> int:
    """Return where a day of the month ends that begins at `index`, or 0."""
    if not scene.tokens[index].is_number or index + 2 >= len(scene):
        return 0
    ahead = [f in months(scene.code) for f in scene.folds[index + 1 : index + 3]]
    return 0 if not any(ahead) else index + 2 if ahead[0] else index + 3


def agent_of(scene: Scene, start: int, cast: Cast, by: str) -> Voice | None:
    """Read the agent of a passive after the word at `start`: *was condemned by X*."""
    if not scene.has(by, start):
        return None
    end = phrase_end(scene, start + 1)
    return voice_of(scene, start + 1, end, cast) if end > start + 1 else None
