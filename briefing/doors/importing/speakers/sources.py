"""Speakers without a verb: *according to X*, *laut X*, *X zufolge*, and the name before a colon."""

from __future__ import annotations

from briefing.doors.importing.scene import QUOTES, Scene
from briefing.doors.importing.speakers.appositions import named_after
from briefing.doors.importing.speakers.cast import Cast, Said, Voice, said_again, said_by
from briefing.doors.importing.speakers.following import after_day, after_listener
from briefing.doors.importing.speakers.naming import voice_of
from briefing.doors.importing.speakers.offices import role_word, standing_named
from briefing.doors.importing.speakers.phrases import phrase_end, phrase_start
from briefing.doors.importing.speakers.subjects import (
    before_verb,
    of_the_sentence,
    opening_person,
    shared_subject,
)

_LONGEST_TITLE = 7
_COLON_WITHIN = 16
_QUOTED_WITHIN = 30
_BY_WITHIN = 6
_WIE_WITHIN = 24
_DOCUMENT_WITHIN = 5


def according_to(scene: Scene, index: int, length: int, cast: Cast) -> Said | None:
    """Read the voice after a cue of `length` words at `index`."""
    cue = " ".join(scene.folds[index : index + length])
    if scene.words.has("phrases.short_cues", cue) and not _may_cue(scene, index, cue):
        return None
    start = _after_cue(scene, index + length)
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
    return _own_or_same(scene, start, end, index, cue, cast)


def _may_cue(scene: Scene, index: int, cue: str) -> bool:
    """Say whether a short word is a cue at its place: *…, so die Polizei*; *Wie die Polizei …*."""
    if index == 0:
        return cue == "wie"
    return scene.sign(index - 1) in (",", '"', "”", "“", "»")


def _after_cue(scene: Scene, start: int) -> int:
    """Step over a verb after a cue: *según ha informado este lunes a EFE el ministerio*."""
    if scene.code not in ("es", "fr"):
        return start
    start += scene.has("phrases.auxiliary", start)
    return after_listener(scene, after_day(scene, start + 1)) if scene.says(start) else start


def _own_or_same(
    scene: Scene, start: int, end: int, index: int, cue: str, cast: Cast
) -> Said | None:
    """Read *its own figures*, *the same source*, a document and its author, or a plain voice."""
    words = range(start, end)
    if any(scene.has("phrases.own_figures", i) for i in words):
        own = shared_subject(scene, index, cast)
        return said_by(own, index, "according", cue) if own else None
    if any(scene.has("phrases.same", i) for i in words):
        return said_again(cast.last, start, end, index, "according", cue) if cast.last else None
    document = any(scene.has("phrases.documents", i) for i in words)
    by = _published_by(scene, end) if document else 0
    start, end = (by, phrase_end(scene, by)) if by else (start, end)
    voice = _voice(scene, start, end, cue, cast)
    return said_by(voice, index, "according", cue) if voice else None


def _published_by(scene: Scene, end: int) -> int:
    """Return where the author of a document begins: *data released on Monday by the ministry*; or 0."""
    for index in range(end, min(end + _BY_WITHIN, len(scene))):
        if scene.has("phrases.by", index):
            return index + 1
        if scene.sign(index) in (",", ";", ".", ":"):
            break
    return 0


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
    """Read *wie X mitteilte*, also *wie die in Rom ansässige X am Montag mitteilte*."""
    ahead = range(start, min(start + _WIE_WITHIN, len(scene)))
    stop = next((i for i in ahead if scene.says(i) or scene.sign(i) in ",;:"), -1)
    if stop < 0 or not scene.says(stop):
        return None
    end = before_verb(scene, stop)
    end = min(end, next((i for i in range(start, end) if scene.has("phrases.before_whom", i)), end))
    begin = max(start, phrase_start(scene, end)) if end > start else start
    voice = voice_of(scene, begin, end, cast) or voice_of(scene, start, end, cast)
    if voice is None and scene.has("articles", start) and end - start == 2:
        name = scene.sign(start + 1)
        voice = Voice(name, name, "", "organisation", False, start, end)
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
    nouns = any(scene.tokens[i].capital for i in range(start, end))
    if scene.code == "de" and not nouns:
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
    elif fold == "nach":
        return _after_document(scene, index, cast)
    elif fold.endswith("angaben") and scene.has("phrases.figures_cue", index - 1):
        name = scene.sign(index)[: -len("angaben")].rstrip("s-")
        standing = standing_named(name, scene.words)
        voice = Voice(name, name, "", standing, False, index, index + 1)
    else:
        voice = None
    return said_by(voice, index, "according", fold) if voice else None


def _after_document(scene: Scene, index: int, cast: Cast) -> Said | None:
    """Read *nach einer ersten Bilanz der Polizei*; *nach ihren Berechnungen*."""
    ahead = range(index + 1, min(index + _DOCUMENT_WITHIN, len(scene)))
    head = next((i for i in ahead if scene.tokens[i].capital), -1)
    if head < 0 or not scene.has("phrases.documents", head):
        return None
    if head == index + 2 and scene.has("phrases.theirs", index + 1) and cast.last is not None:
        return said_again(cast.last, index + 1, head + 1, index, "according", "nach")
    if not scene.has("phrases.of", head + 1):
        return None
    end = phrase_end(scene, head + 2)
    voice = voice_of(scene, head + 2, end, cast) if end > head + 2 else None
    return said_by(voice, index, "according", "nach") if voice else None


def _figures_of_whom(scene: Scene, index: int, cast: Cast) -> Voice | None:
    """Read *nach eigenen Angaben* and *nach britischen Angaben*."""
    if scene.folds[index - 1] == "eigenen":
        cue = index - 2
        voice = voice_of(scene, phrase_start(scene, cue), cue, cast) if cue > 0 else None
        known = voice is not None and (voice.person or voice.standing != "other")
        return voice if known else shared_subject(scene, index, cast)
    place = next((p for p in scene.places if p.end == index and p.people), None)
    if place is None or index < 2 or not scene.has("phrases.figures_cue", place.start - 1):
        return None
    text = scene.written(place.start, index + 1)
    return Voice(text, text, place.code, "government", False, place.start, index + 1)


# ---- before a colon -----------------------------------------------------------------------------


def before_colon(scene: Scene, cast: Cast) -> Said | None:
    """Read *British Prime Minister Jane Roe: "…"*."""
    for index, token in enumerate(scene.tokens[:_COLON_WITHIN]):
        if scene.says(index):
            return None
        if token.text == ":" and scene.sign(index + 1) in QUOTES:
            voice = voice_of(scene, 0, index, cast)
            known = voice is not None and (voice.person or scene.placed(index - 1) is False)
            known = known and voice is not None and voice.standing != "other"
            return said_by(voice, index, "subject", ":") if voice and known else None
        if not (token.is_word or token.text in ".-&"):
            return None
    return None


def of_quoted(scene: Scene, cast: Cast) -> Said | None:
    """Read *Roe is confident: "…"*: a sentence about a person before a quotation is of that person."""
    ahead = range(1, min(_QUOTED_WITHIN, len(scene) - 1))
    colon = next((i for i in ahead if scene.sign(i) == ":" and scene.sign(i + 1) in QUOTES), -1)
    if colon < 0:
        return None
    voice = opening_person(scene, cast)
    return said_by(voice, colon, "subject", ":") if voice and voice.end < colon else None
