"""Documents that speak: the voice is whose they are (*ministry data*), or nobody's (*recent data*)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Cast, Voice
from briefing.doors.importing.speakers.offices import only_places

Reads = Callable[[Scene, int, int, Cast], Voice | None]
"""How a noun phrase is read as a voice."""

_MOST_OWNERS = 3


class Document(Struct, frozen=True):
    """A phrase that is a document: the voice is whose it is, or nobody's."""

    voice: Voice | None


def of_document(scene: Scene, start: int, end: int, cast: Cast, reads: Reads) -> Document | None:
    """Read *the tally of the health ministry* as the ministry; *recent data* as nobody."""
    heads = [i for i in range(start, end) if _is_document(scene, i)]
    if not heads or _of_media(scene, heads[0]):
        return None
    head = heads[0]
    owner = next((i for i in range(start, heads[-1]) if scene.folds[i].endswith("'s")), -1)
    if owner >= 0:
        whose = reads(scene, start, owner + 1, cast) or _named_owner(scene, start, owner, cast)
        return _owned(scene, head, whose, cast)
    compound = _compound_owner(scene, start, head, end, cast, reads)
    if compound is not None:
        return _owned(scene, head, compound, cast)
    link = next((i for i in range(head + 1, end - 1) if _links(scene, i)), -1)
    if link > 0 and not _capitals(scene, start, head):
        return _owned(scene, head, reads(scene, link + 1, end, cast), cast)
    return _of_a_state(scene, start, head, end)


def _links(scene: Scene, index: int) -> bool:
    return scene.has("phrases.of", index) or scene.has("phrases.by", index)


def _capitals(scene: Scene, start: int, head: int) -> bool:
    """Say whether a name stands before a document: then the phrase may be a name as a whole."""
    names = (i for i in range(start, head) if scene.tokens[i].capital and not scene.placed(i))
    return scene.code != "de" and any(names)


def _of_a_state(scene: Scene, start: int, head: int, end: int) -> Document | None:
    """Read *official figures* and *Kenyan figures* as those of a state, other data as nobody's."""
    text = scene.written(start, end)
    official = any(scene.has("phrases.official", i) for i in range(start, end))
    if official and end - start <= 3:
        return Document(Voice(text, text, "", "government", False, start, end))
    if _capitals(scene, start, head):
        return None
    place = next((p for p in scene.places if start <= p.start < end and p.people), None)
    if place is None:
        return None if head - start > 3 else Document(None)
    return Document(Voice(text, text, place.code, "government", False, start, end))


def _named_owner(scene: Scene, start: int, owner: int, cast: Cast) -> Voice | None:
    """Read *the Moody's report* as Moody's, whatever that is."""
    name = scene.written(owner, owner + 1)
    named = owner == start and scene.tokens[owner].capital and not scene.placed(owner)
    if not named or cast.full(name) != name:
        return None
    return Voice(name, name, "", "organisation", False, start, owner + 1)


def _owned(scene: Scene, head: int, voice: Voice | None, cast: Cast) -> Document:
    """Remember whose a document is: *the report* is the same one from here on."""
    if voice is not None:
        cast.documents[scene.folds[head]] = voice
    return Document(voice)


def _compound_owner(
    scene: Scene, start: int, head: int, end: int, cast: Cast, reads: Reads
) -> Voice | None:
    """Read *Eurostat figures* as Eurostat, *ministry data* as the ministry."""
    if scene.code != "en" or head != end - 1 or not 0 < head - start <= _MOST_OWNERS:
        return None
    voice = reads(scene, start, head, cast)
    if head - start == 1 and scene.has("phrases.no_owners", start):
        return None
    if voice is not None and (voice.standing != "other" or voice.actor):
        return None if only_places(scene, start, head) else voice
    name = scene.sign(start)
    named = head - start == 1 and scene.tokens[start].capital and scene.folds[start].isalpha()
    named = named and not scene.placed(start)
    if not named or scene.has("phrases.openers", start) or scene.has("phrases.cues", start):
        return None
    return Voice(name, name, "", "organisation", False, start, end) if start else None


def _is_document(scene: Scene, index: int) -> bool:
    """Say whether a word names a document, and is no part of a name: *Statistics Norway*."""
    if not scene.has("phrases.documents", index):
        return False
    after = scene.tokens[index + 1] if index + 1 < len(scene) else None
    named = after is not None and after.is_word and after.capital and scene.tokens[index].capital
    return scene.code == "de" or not named


def _of_media(scene: Scene, head: int) -> bool:
    """Say whether the document is the press itself: *news reports*."""
    media = scene.words.roles["media"]
    return head > 0 and scene.code == "en" and media.at(scene.folds, head - 1) > 1
