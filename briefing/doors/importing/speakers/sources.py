"""Speakers without a verb: *according to X*, *laut X*, *X zufolge*, and the name before a colon."""

from __future__ import annotations

from briefing.doors.importing.scene import QUOTES, Scene
from briefing.doors.importing.speakers.appositions import named_after
from briefing.doors.importing.speakers.cast import Cast, Said, Voice, said_again, said_by
from briefing.doors.importing.speakers.following import after_day, after_listener
from briefing.doors.importing.speakers.naming import voice_of
from briefing.doors.importing.speakers.offices import role_word
from briefing.doors.importing.speakers.phrases import phrase_end, phrase_start
from briefing.doors.importing.speakers.subjects import of_the_sentence, shared_subject

_LONGEST_TITLE = 7
_COLON_WITHIN = 16


def according_to(scene: Scene, index: int, length: int, cast: Cast) -> Said | None:
    """Read the voice after a cue of `length` words at `index`."""
    cue = " ".join(scene.folds[index : index + length])
    short = scene.words.has("phrases.short_cues", cue)
    if short and (index == 0 or scene.sign(index - 1) not in (",", '"', "”", "“", "»")):
        return None
    start = index + length
    if scene.has("phrases.auxiliary", start) and scene.code in ("es", "fr"):
        start += 1
    if scene.says(start) and scene.code in ("es", "fr"):
        start = after_listener(scene, after_day(scene, start + 1))
    if scene.folds[start : start + 2] == ["eigenen", "angaben"]:
        own = shared_subject(scene, start, cast)
        return said_by(own, index, "according", cue) if own else None
    if scene.sign(start) in QUOTES:
        return _in_quotes(scene, start, index, cue)
    if scene.code == "de" and cue == "wie":
        return _wie(scene, start, index, cast)
    if scene.has("phrases.him", start) and cast.last is not None:
        return said_again(cast.last, start, start + 1, index, "according", cue)
    start = _after_attribute(scene, start)
    end = phrase_end(scene, start)
    if end <= start or scene.has("speaking.pronouns", start):
        return None
    if any(scene.has("phrases.own_figures", i) for i in range(start, end)):
        own = shared_subject(scene, index, cast)
        return said_by(own, index, "according", cue) if own else None
    if any(scene.has("phrases.same", i) for i in range(start, end)):
        return said_again(cast.last, start, end, index, "according", cue) if cast.last else None
    document = any(scene.has("phrases.documents", i) for i in range(start, end))
    if document and scene.has("phrases.by", end):
        start, end = end + 1, phrase_end(scene, end + 1)  # "a report by the charity Halt"
    voice = _voice(scene, start, end, cue, cast)
    return said_by(voice, index, "according", cue) if voice else None


def _after_attribute(scene: Scene, start: int) -> int:
    """Step over a German attribute: *laut der von der Miliz kontrollierten Behörde*."""
    by = start + scene.has("articles", start)
    if scene.code != "de" or scene.sign(by) not in ("von", "vom", "unter"):
        return start
    ahead = range(by + 1, min(by + 10, len(scene)))
    nouns = (i for i in ahead if scene.tokens[i].capital and not scene.tokens[i - 1].capital)
    offices = (i for i in nouns if role_word(scene.folds[i], scene.words) and i > by + 2)
    return next(offices, start)


def _in_quotes(scene: Scene, start: int, index: int, cue: str) -> Said | None:
    """Read a title in quotation marks: *selon « La Dépêche »*."""
    ahead = range(start + 1, min(start + _LONGEST_TITLE, len(scene)))
    close = next((i for i in ahead if scene.sign(i) in QUOTES), -1)
    if close < 0:
        return None
    name = scene.written(start + 1, close)
    return said_by(Voice(name, "", "", "media", False, start, close), index, "according", cue)


def _wie(scene: Scene, start: int, index: int, cast: Cast) -> Said | None:
    """Read *wie X mitteilte*."""
    verb = next((i for i in range(start, min(start + 10, len(scene))) if scene.says(i)), -1)
    voice = voice_of(scene, start, verb, cast) if verb >= 0 else None
    if voice is None and scene.has("articles", start) and verb - start == 2:
        name = scene.sign(start + 1)
        voice = Voice(name, name, "", "organisation", False, start, verb)
    return said_by(voice, index, "according", "wie") if voice else None


def _voice(scene: Scene, start: int, end: int, cue: str, cast: Cast) -> Voice | None:
    voice = named_after(voice_of(scene, start, end, cast), scene, end, cast)
    if voice is not None:
        return of_the_sentence(voice, scene, start, cast)
    words = scene.words
    cites = cue in words.data["phrases"]["citing"] or words.has("phrases.short_cues", cue)
    document = any(scene.has("phrases.documents", i) for i in range(start, end))
    if end - start > 5 or cites or document or scene.has("phrases.nobody", end - 1):
        return None
    text = scene.written(start + scene.has("articles", start), end)
    return Voice(text, text, "", "other", False, start, end) if len(text) > 2 else None


# ---- German -------------------------------------------------------------------------------------


def german_source(scene: Scene, index: int, cast: Cast) -> Said | None:
    """Read *dem Generalstab zufolge*, *nach armenischen Angaben*, *laut Polizeiangaben*."""
    fold = scene.folds[index]
    if fold == "demnach" and cast.last is not None and index > 0:
        return said_again(cast.last, index, index + 1, index, "according", fold)
    if fold == "zufolge" and index:
        voice = voice_of(scene, phrase_start(scene, index), index, cast)
    elif fold == "angaben" and index:
        voice = _figures_of_whom(scene, index, cast)
    elif fold.endswith("angaben") and scene.has("phrases.figures_cue", index - 1):
        name = scene.sign(index)[: -len("angaben")].rstrip("s-")
        voice = Voice(name, name, "", "government", False, index, index + 1)
    else:
        voice = None
    return said_by(voice, index, "according", fold) if voice else None


def _figures_of_whom(scene: Scene, index: int, cast: Cast) -> Voice | None:
    """Read *nach eigenen Angaben* and *nach britischen Angaben*."""
    if scene.folds[index - 1] == "eigenen":
        return shared_subject(scene, index, cast)
    place = next((p for p in scene.places if p.end == index and p.people), None)
    if place is None or index < 2 or not scene.has("phrases.figures_cue", place.start - 1):
        return None
    text = scene.written(place.start, index + 1)
    return Voice(text, text, place.code, "government", False, place.start, index + 1)


# ---- before a colon -----------------------------------------------------------------------------


def before_colon(scene: Scene, cast: Cast) -> Said | None:
    """Read *British Prime Minister Jane Roe: "…"*."""
    for index, token in enumerate(scene.tokens[:_COLON_WITHIN]):
        if token.text == ":" and scene.sign(index + 1) in QUOTES:
            voice = voice_of(scene, 0, index, cast)
            known = voice is not None and (voice.person or scene.placed(index - 1) is False)
            known = known and voice is not None and voice.standing != "other"
            return said_by(voice, index, "subject", ":") if voice and known else None
        if not (token.is_word or token.text in ".-&"):
            return None
    return None
