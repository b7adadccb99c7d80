"""The attribution that a verb of saying makes: whose verb it is, and whether it says anything."""

from __future__ import annotations

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
from briefing.doors.importing.speakers.statements import no_statement
from briefing.doors.importing.speakers.subjects import (
    before_verb,
    left_of,
    opening_voice,
    shared_subject,
)

_AGENT_WITHIN = 9
_AS_SAYING = (["as", "saying"], ["as", "telling"], ["as", "reporting"])


def of_verb(scene: Scene, verb: int, cast: Cast) -> Said | None:
    """Return the attribution that a verb of saying makes."""
    if no_statement(scene, verb):
        return None
    word = scene.folds[verb]
    if goes_on_saying(scene, verb):
        return _participle(scene, verb, cast)
    if word in ("hiess", "heisst"):
        return _it_says(scene, verb, cast)
    if scene.code == "fr" and scene.folds[verb - 1].endswith(("-il", "-elle", "-ils", "-elles")):
        return _inverted_pronoun(scene, verb, cast)
    before = before_verb(scene, verb)
    frame = framed(scene, verb, cast)
    if isinstance(frame, Voice) and (frame.person or frame.standing != "other"):
        return said_by(frame, verb, "subject", word)
    if scene.code != "de":
        return _romance(scene, verb, before, cast)
    return _inverted(scene, verb, before, cast) or _plain(scene, verb, before, cast)


def _romance(scene: Scene, verb: int, before: int, cast: Cast) -> Said | None:
    """Read a verb of English, French or Spanish, which has passives and relative clauses."""
    if scene.code == "en" and scene.sign(verb + 1) == "by":
        return _by_agent(scene, verb, cast)
    ing = scene.code == "en" and scene.folds[verb].endswith("ing")
    if ing and scene.has("speaking.passive", before - 1):
        before = before_verb(scene, before - 1)  # "is also predicting"
    if scene.has("speaking.passive", before - 1):
        return _by_agent(scene, verb, cast)
    if scene.has("phrases.relatives", before - 1):
        return _relative(scene, verb, before - 1, cast)
    inverted = _inverted(scene, verb, before, cast) if scene.code != "en" else None
    return inverted or _plain(scene, verb, before, cast)


def _inverted(scene: Scene, verb: int, before: int, cast: Cast) -> Said | None:
    """Read *…, a indiqué X*: after a comma the subject rather follows."""
    if scene.sign(before - 1) != ",":
        return None
    after = right_of(scene, verb, before, cast)
    if not isinstance(after, Voice):
        return None
    known = after.person or after.standing != "other" or scene.code in ("fr", "es")
    return said_by(after, verb, "after", scene.folds[verb]) if known else None


def _plain(scene: Scene, verb: int, before: int, cast: Cast) -> Said | None:
    """Read the subject before a verb, or else after it."""
    left = left_of(scene, before, cast) or _any_before(scene, verb, before)
    if left is not None:
        return _before(left, scene, before, verb)
    after = right_of(scene, verb, before, cast)
    if after is None and scene.code == "es" and cast.last is not None:
        after = _left_out(scene, verb, before, cast)
    return _after(after, scene, verb)


def _participle(scene: Scene, verb: int, cast: Cast) -> Said | None:
    """Read *…, claiming that five fell* as said by the subject of the sentence."""
    subject = shared_subject(scene, verb - 1, cast) or opening_voice(scene, cast)
    sure = subject and (subject.role or subject.standing != "other" or _met(subject, cast))
    return said_by(subject, verb, "subject", scene.folds[verb]) if subject and sure else None


def quoting(scene: Scene, verb: int, cast: Cast) -> Said | None:
    """Read *the paper cited the agency as saying*: the agency says so, the paper passes it on."""
    end = phrase_end(scene, verb + 1)
    voice = voice_of(scene, verb + 1, end, cast) if end > verb + 1 else None
    voice = named_after(voice, scene, end, cast) if voice else None
    if voice is None:
        return None
    close = voice.end + (scene.sign(voice.end) == ",")
    if scene.folds[close : close + 2] not in _AS_SAYING:
        return None
    relay = left_of(scene, before_verb(scene, verb), cast)
    said = said_by(voice, verb, "subject", scene.folds[verb])
    return replace(said, via=relay.name if relay else "", start=verb)


def _met(voice: Voice, cast: Cast) -> bool:
    """Say whether somebody of that name has said something before."""
    return cast.last is not None and voice.name in (
        cast.last.name,
        getattr(cast.last_person, "name", ""),
    )


def _any_before(scene: Scene, verb: int, before: int) -> Voice | None:
    start = phrase_start(scene, before)
    clause = start > 0 and scene.folds[start - 1] in ("what", "which", "was")
    return anybody(scene, verb, start, before) if start < before and not clause else None


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
    if verb < 2 or not scene.has("speaking.participial", verb):
        return False
    if any(scene.has("phrases.lives", i) for i in range(verb + 1, min(verb + 4, len(scene)))):
        return False  # "claiming the lives of five"
    bare = scene.folds[verb] == "saying" and not scene.has("speaking.passive", verb - 1)
    return bare or scene.sign(verb - 1) == ","


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
    german = scene.code == "de" and scene.has("speaking.no_statement", verb)
    if german and isinstance(after, Voice) and after.standing == "other":
        return None  # "So zählten die Schulen 179 Kinder"
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
