"""Who says something in a sentence: every verb and cue of saying, with its speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Cast, Known, Said, Voice
from briefing.doors.importing.speakers.sources import (
    according_to,
    before_colon,
    german_source,
    of_quoted,
)
from briefing.doors.importing.speakers.subjects import opening_person
from briefing.doors.importing.speakers.verbs import goes_on_saying, of_verb, quoting


def attributions(scene: Scene, cast: Cast) -> list[Said]:
    """Return who says something in a sentence, in order of the verbs; the cast learns of them."""
    found = _nested(list(_all(scene, cast)), scene)
    if not found and (quoted := of_quoted(scene, cast)):
        found = [quoted]
    named = [said for said in found if said.how != "carried"]
    for said in named:
        _remember(said, cast)
    if named:
        _in_document(scene, named[-1], cast)
    elif not found:
        _mention(scene, cast)
    return [s for s in found if s.word != "demnach" or len(found) == 1]


def _remember(said: Said, cast: Cast) -> None:
    fresh = Known(said.voice, said.role, said.actor, said.standing, said.person)
    cast.speaks(cast.known.get(said.voice, fresh))


def _mention(scene: Scene, cast: Cast) -> None:
    """Learn whom *he* means after a sentence that names one person and quotes nobody."""
    person = opening_person(scene, cast)
    if person is not None and person.name in cast.known:
        cast.last = cast.last_person = cast.known[person.name]
        return
    names = {k.name.split()[-1]: k for k in cast.known.values() if k.person and " " in k.name}
    words = {t.text for i, t in enumerate(scene.tokens) if t.capital and not scene.quoted[i]}
    named = [names[word] for word in words if word in names]
    cast.last_person = named[0] if len(named) == 1 else cast.last_person


def _in_document(scene: Scene, said: Said, cast: Cast) -> None:
    """Learn whose a statement is: *she said in a statement*, before *the statement added*."""
    for index in range(1, len(scene)):
        if scene.has("phrases.documents", index) and scene.has("phrases.indefinite", index - 1):
            cast.documents[scene.folds[index]] = Voice(
                said.voice, said.role, said.actor, said.standing, said.person, said.start, said.end
            )


def _all(scene: Scene, cast: Cast) -> Iterator[Said]:
    said = before_colon(scene, cast)
    if said is not None:
        yield said
    index = 0
    while index < len(scene):
        if said is not None and goes_on_saying(scene, index):
            yield replace(said, verb=index, word=scene.folds[index])
            index += 1
            continue
        found, length = _at(scene, index, cast)
        if found is not None:
            if found.how == "subject":
                _remember(found, cast)
            yield found
        said = found or said
        index += length


def _at(scene: Scene, index: int, cast: Cast) -> tuple[Said | None, int]:
    """Return the attribution that begins at a word, and how many words it takes."""
    length = scene.words.lists["speaking.according"].at(scene.folds, index)
    last = min(index + length, len(scene) - 1)
    if length and not (scene.quoted[index] and scene.quoted[last]):
        said = according_to(scene, index, length, cast)
        if said is not None:
            return said, length
    if scene.quoted[index]:
        return None, 1
    if scene.has("speaking.quotes", index) and (quoted := quoting(scene, index, cast)):
        return quoted, 1
    german = german_source(scene, index, cast) if scene.code == "de" else None
    if german is None and scene.says(index):
        return of_verb(scene, index, cast), 1
    return german, 1


# ---- one passing on another ---------------------------------------------------------------------


def _nested(found: Sequence[Said], scene: Scene) -> list[Said]:
    """Join *X, citing Y*: the origin is the one cited, the other passed it on."""
    result: list[Said] = []
    for said in found:
        before = result[-1] if result else None
        if before is None or before.voice == said.voice:
            result.append(said)
        elif _cites(said, before, scene):
            result[-1] = _passed_on(said, before, before.verb, before.word, before.how, said.end)
        elif _cited(before, said, scene):
            result[-1] = _passed_on(before, said, said.verb, said.word, "subject", said.end)
        elif _reports(said, before, scene):
            result[-1] = replace(before, via=before.via or said.voice)
        else:
            result.append(said)
    return result


def _cites(said: Said, before: Said, scene: Scene) -> bool:
    """Say whether an attribution is whom the one before it cites: *X said, citing Y*."""
    plain = ("according to", "laut", "selon", "según")
    cues = [c for c in scene.words.data["speaking"]["via"] if c not in plain]
    near = said.verb - max(before.end, before.verb) <= 4
    return said.how == "according" and near and any(said.word.startswith(c) for c in cues)


def _reports(said: Said, before: Said, scene: Scene) -> bool:
    """Say whether the press only passes on a statement: *X said that …, the agency reports.*"""
    press = said.standing == "media" and not said.person and before.standing != "media"
    last = scene.sign(max(said.end, said.verb + 1)) in ("", ".", ")")
    return press and last and said.how in ("after", "according") and before.how == "subject"


def _cited(before: Said, said: Said, scene: Scene) -> bool:
    """Say whether the one before is cited by the subject of this verb: *Citing Y, X said*."""
    cues = scene.words.data["phrases"]["citing"]
    inside = said.start < before.verb < said.verb
    return said.how == "subject" and before.how == "according" and before.word in cues and inside


def _passed_on(origin: Said, relay: Said, verb: int, word: str, how: str, end: int) -> Said:
    return replace(
        origin, actor=origin.actor or relay.actor, start=relay.start, end=end, verb=verb, how=how,
        word=word, via=relay.voice, collective=False,
    )  # fmt: skip
