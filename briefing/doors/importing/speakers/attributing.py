"""Who says something in a sentence: every verb and cue of saying, with its speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from briefing.doors.importing.scene import CLOSING, Scene
from briefing.doors.importing.speakers.anybody import anybody
from briefing.doors.importing.speakers.appositions import named_after
from briefing.doors.importing.speakers.cast import Cast, Known, Said, Voice, said_again, said_by
from briefing.doors.importing.speakers.following import agent_of, right_of
from briefing.doors.importing.speakers.frames import framed
from briefing.doors.importing.speakers.naming import voice_of
from briefing.doors.importing.speakers.offices import only_places
from briefing.doors.importing.speakers.phrases import phrase_end, phrase_start
from briefing.doors.importing.speakers.sources import according_to, before_colon, german_source
from briefing.doors.importing.speakers.subjects import before_verb, left_of, shared_subject

_AGENT_WITHIN = 9
_ISSUED_WITHIN = 4


def attributions(scene: Scene, cast: Cast) -> list[Said]:
    """Return who says something in a sentence, in order of the verbs; the cast learns of them."""
    found = _nested(list(_all(scene, cast)), scene)
    named = [said for said in found if said.how != "carried"]
    for said in named:
        _remember(said, cast)
    if named:
        _in_document(scene, named[-1], cast)
    return [s for s in found if s.word != "demnach" or len(found) == 1]


def _remember(said: Said, cast: Cast) -> None:
    fresh = Known(said.voice, said.role, said.actor, said.standing, said.person)
    cast.speaks(cast.known.get(said.voice, fresh))


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
    german = german_source(scene, index, cast) if scene.code == "de" else None
    if german is None and scene.says(index):
        return _of_verb(scene, index, cast), 1
    return german, 1


# ---- the subject of a verb ----------------------------------------------------------------------


def _of_verb(scene: Scene, verb: int, cast: Cast) -> Said | None:
    if _is_noun(scene, verb) or _no_verb(scene, verb):
        return None
    word = scene.folds[verb]
    if goes_on_saying(scene, verb):
        subject = shared_subject(scene, verb - 1, cast)
        return said_by(subject, verb, "subject", word) if subject else None
    if word in ("hiess", "heisst"):
        return _it_says(scene, verb, cast)
    if scene.has("speaking.there_is", verb) and "es" in (scene.sign(verb + 1), scene.sign(verb - 1)):
        return None  # "gab es mindestens acht Tote"
    if scene.code == "fr" and scene.folds[verb - 1].endswith(("-il", "-elle", "-ils", "-elles")):
        return _inverted_pronoun(scene, verb, cast)
    before = before_verb(scene, verb)
    frame = framed(scene, verb, cast)
    if isinstance(frame, Voice) and (frame.person or frame.standing != "other"):
        return said_by(frame, verb, "subject", word)
    if scene.has("speaking.passive", before - 1) and scene.code != "de":
        return _by_agent(scene, verb, cast)
    if scene.has("phrases.relatives", before - 1) and scene.code != "de":
        return _relative(scene, verb, before - 1, cast)
    if scene.code != "en" and scene.sign(before - 1) == ",":
        after = right_of(scene, verb, before, cast)
        known = isinstance(after, Voice) and (after.person or after.standing != "other")
        if isinstance(after, Voice) and (known or scene.code in ("fr", "es")):
            return said_by(after, verb, "after", word)
    left = left_of(scene, before, cast) or _any_before(scene, verb, before)
    if left is not None:
        return _before(left, scene, before, verb)
    after = right_of(scene, verb, before, cast)
    if after is None and scene.code == "es" and cast.last is not None:
        after = _left_out(scene, verb, before, cast)
    return _after(after, scene, verb)


def _any_before(scene: Scene, verb: int, before: int) -> Voice | None:
    start = phrase_start(scene, before)
    return anybody(scene, verb, start, before) if start < before else None


def _left_out(scene: Scene, verb: int, before: int, cast: Cast) -> Known | None:
    """Read a Spanish verb that leaves *he* out: *Reconoció que …*; *…, agregó.*"""
    if before == 0:
        goes_on = scene.has("phrases.after_first_verb", verb + 1)
        return cast.last_person if goes_on else None
    ends = scene.sign(verb + 1) in (".", ",", "") or scene.has("phrases.after_last_verb", verb + 1)
    closed = scene.sign(before - 1) == "," or scene.sign(before - 1) in CLOSING
    press = cast.last is None or (cast.last.standing == "media" and not cast.last.person)
    return (cast.last_person if press else cast.last) if ends and closed else None


def _it_says(scene: Scene, verb: int, cast: Cast) -> Said | None:
    """Read *hieß es aus dem Ministerium*; *hieß es* alone names nobody."""
    where = verb + 2
    if scene.sign(verb + 1) != "es" or not scene.has("phrases.it_says_from", where):
        return None
    end = phrase_end(scene, where + 1)
    voice = voice_of(scene, where + 1, end, cast) if end > where + 1 else None
    return said_by(voice, verb, "after", scene.folds[verb]) if voice else None


def _inverted_pronoun(scene: Scene, verb: int, cast: Cast) -> Said | None:
    """Read *…, a-t-il annoncé*: the person who spoke last, else the subject of the sentence."""
    word = scene.folds[verb]
    last = cast.last_person or cast.last
    if last is not None:
        return said_again(last, verb, verb + 1, verb, "carried", word)
    subject = shared_subject(scene, verb - 1, cast)
    return said_by(subject, verb, "after", word) if subject else None


def goes_on_saying(scene: Scene, verb: int) -> bool:
    """Say whether a participle goes on with what the subject does: *…, claiming that five fell*."""
    return verb > 1 and scene.has("speaking.participial", verb) and scene.sign(verb - 1) == ","


def _is_noun(scene: Scene, verb: int) -> bool:
    """Say whether a verb is a noun here: *a media report said*, *follows reports of*."""
    follows = scene.says(verb + 1) or (verb + 1 < len(scene) and scene.folds[verb + 1] == "of")
    return follows and scene.has("phrases.nouns", verb)


def _no_verb(scene: Scene, verb: int) -> bool:
    """Say whether a word is no verb here: part of a name, or a participle without its auxiliary."""
    if scene.placed(verb) or (
        scene.folds[verb] == "states" and not scene.has("phrases.that", verb + 1)
    ):
        return True  # "the Baltic states"
    if scene.has("speaking.no_number", verb) and _counted(scene, verb + 1):
        return True  # "added more than five million customers"
    if scene.has("speaking.issues", verb):
        return not _issued(scene, verb)
    if not scene.has("phrases.participles", verb):
        return False
    return not any(scene.has("phrases.auxiliary", i) for i in range(max(0, verb - 5), verb))


def _counted(scene: Scene, start: int) -> bool:
    """Say whether a number follows a verb at once, or after its hedge."""
    hedge = max(phrases.at(scene.folds, start) for phrases in scene.words.hedges.values())
    return any(n.start == start + hedge for n in scene.numbers)


def _issued(scene: Scene, verb: int) -> bool:
    """Say whether what is released is a statement: *released the names of the two killed*."""
    return any(scene.has("phrases.issued", i) for i in range(verb + 1, verb + _ISSUED_WITHIN))


def _relative(scene: Scene, verb: int, who: int, cast: Cast) -> Said | None:
    """Read *Jane Roe, who said …*: the subject stands before the relative pronoun."""
    comma = scene.sign(who - 1) == ","
    left = left_of(scene, who, cast) if comma else None
    if left is None and comma:
        left = left_of(scene, who - 1, cast)
    if left is None and not comma and scene.code in ("fr", "es"):
        left = left_of(scene, who, cast)
    person = isinstance(left, Voice) and (
        left.person or bool(left.actor and left.standing in ("government", "military"))
    )
    return said_by(left, verb, "subject", scene.folds[verb]) if left and person else None  # type: ignore[arg-type]


def _before(left: Voice | Known, scene: Scene, before: int, verb: int) -> Said | None:
    """Take the subject before a verb; one that is often no verb of saying needs a speaker for sure."""
    word, weak = scene.folds[verb], scene.has("speaking.weak", verb)
    country = isinstance(left, Voice) and only_places(scene, left.start, left.end)
    if country and scene.has("speaking.no_statement", verb):
        return None  # "Spain has recorded 157,000 cases"
    unsure = weak and left.standing == "other" and not left.person
    if isinstance(left, Known):
        return None if unsure else said_again(left, before, before, verb, "carried", word)
    return None if unsure and not left.actor else said_by(left, verb, "subject", word)


def _after(after: Voice | Known | None, scene: Scene, verb: int) -> Said | None:
    word = scene.folds[verb]
    if isinstance(after, Known):
        return said_again(after, verb, verb + 1, verb, "carried", word)
    return said_by(after, verb, "after", word) if after else None


def _by_agent(scene: Scene, verb: int, cast: Cast) -> Said | None:
    """Read *was put at 3,000 by the charity*."""
    if not scene.has("speaking.by_agent", verb):
        return None
    for index in range(verb + 1, min(verb + _AGENT_WITHIN, len(scene) - 1)):
        if scene.sign(index) in (",", ";", ":") or scene.quoted[index]:
            return None
        if scene.has("phrases.by", index):
            voice = agent_of(scene, index, cast, "phrases.by")
            voice = named_after(voice, scene, voice.end, cast) if voice else None
            return said_by(voice, verb, "after", scene.folds[verb]) if voice else None
    return None


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
        else:
            result.append(said)
    return result


def _cites(said: Said, before: Said, scene: Scene) -> bool:
    """Say whether an attribution is whom the one before it cites: *X said, citing Y*."""
    plain = ("according to", "laut", "selon", "según")
    cues = [c for c in scene.words.data["speaking"]["via"] if c not in plain]
    near = said.verb - max(before.end, before.verb) <= 4
    return said.how == "according" and near and any(said.word.startswith(c) for c in cues)


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
