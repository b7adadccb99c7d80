"""The subject before a verb of saying: a phrase, one with an aside, a shared one, or a pronoun."""

from __future__ import annotations

from briefing.doors.importing.scene import QUOTES, Scene
from briefing.doors.importing.speakers.appositions import LONGEST_APPOSITION, apposed, before_office
from briefing.doors.importing.speakers.cast import Cast, Known, Voice
from briefing.doors.importing.speakers.naming import voice_of
from briefing.doors.importing.speakers.offices import only_places, role_word
from briefing.doors.importing.speakers.phrases import near_day, phrase_end, phrase_start

_STOP = frozenset(".;:!?([]…")
_MOST_PLACES = 3
_LONGEST_NAME = 10
_LONGEST_OPENING = 16
_DASHES = ("–", "—", "-", "--")
_NO_ADVERBS = frozenset(("july", "italy", "family", "assembly", "daily", "weekly", "ally"))
_OFFICIAL = ("government", "military", "intelligence")


def before_verb(scene: Scene, verb: int) -> int:
    """Step left over what may stand between subject and verb: *has repeatedly*, *on Monday*."""
    before = verb
    while before > 0 and (
        scene.has("speaking.before", before - 1)
        or adverb(scene.folds[before - 1], scene.code)
        or near_day(scene, before - 1)
        or scene.folds[before - 1] in ("'", "’")
        or _closes_aside(scene, before)
    ):
        aside = _before_aside(scene, before - 1) if scene.sign(before - 1) == "," else 0
        before = aside or before - 1
    return before


def _closes_aside(scene: Scene, end: int) -> bool:
    """Say whether an aside stands between an auxiliary and its verb: *a, en outre, indiqué*."""
    opener = _before_aside(scene, end - 1) if scene.sign(end - 1) == "," else 0
    return opener > 0 and scene.has("phrases.auxiliary", opener - 1)


def adverb(fold: str, code: str) -> bool:
    """Say whether a word is an English adverb: *repeatedly*."""
    return code == "en" and len(fold) > 4 and fold.endswith("ly") and fold not in _NO_ADVERBS


def left_of(scene: Scene, end: int, cast: Cast) -> Voice | Known | None:
    """Read the subject that ends just before `end`; a `Known` where it is a pronoun."""
    if end <= 0 or (scene.code == "en" and scene.folds[end - 1].endswith("'s")):
        return None
    sign, fold = scene.sign(end - 1), scene.folds[end - 1]
    if fold in ("it", "they") and cast.last is None:
        return shared_subject(scene, end - 1, cast)
    if scene.has("speaking.pronouns", end - 1):
        return _pronoun(scene, end - 1, cast)
    if sign in QUOTES or sign in _STOP:
        return None
    if sign == "," and (whole := _before_aside(scene, end - 1)) > 0:
        return left_of(scene, whole, cast)
    if sign in (",", ")"):
        return apposed(scene, end - 1, cast)
    if sign in _DASHES:
        return _before_dashes(scene, end - 1, cast)
    if scene.has("and", end - 1):
        return shared_subject(scene, end - 1, cast)
    return _phrase_before(scene, end, cast) or _before_place(scene, end, cast)


def _before_place(scene: Scene, end: int, cast: Cast) -> Voice | None:
    """Read *Jane Roe, in the harbour of Halden, said*: the subject before where somebody is."""
    for _ in range(_MOST_PLACES):
        start = phrase_start(scene, end)
        if start < 2 or not scene.has("phrases.stands", start - 1):
            return None
        end = start - 1
        voice = _phrase_before(scene, end, cast)
        if voice is not None and (voice.person or voice.standing != "other"):
            return voice
    return None


def _before_aside(scene: Scene, comma: int) -> int:
    """Return where a subject ends before *, however,* or *, de son côté,*; 0 without such words."""
    asides = scene.words.lists["phrases.asides"]
    length = asides.before(scene.folds, comma)
    opener = comma - length - 1
    return opener if length and scene.sign(opener) == "," else 0


def _before_dashes(scene: Scene, dash: int, cast: Cast) -> Voice | None:
    """Read *Norway -- whose border is closed -- said*: the subject before an aside."""
    first = dash
    while first > 0 and scene.sign(first - 1) in _DASHES:
        first -= 1
    ahead = range(first - 1, max(0, first - LONGEST_APPOSITION), -1)
    opens = next((i for i in ahead if scene.sign(i) in _DASHES), -1)
    while opens > 0 and scene.sign(opens - 1) in _DASHES:
        opens -= 1
    if opens <= 0:
        return None
    inner = voice_of(scene, opens + 1, first, cast)
    if inner is not None and only_places(scene, inner.start, inner.end):
        return inner
    return _phrase_before(scene, opens, cast)


def _pronoun(scene: Scene, index: int, cast: Cast) -> Known | None:
    """Return who a pronoun means; a thing's pronoun means no person, *he* and *she* mean one."""
    if index and scene.folds[index - 1] in ("what", "which"):
        return None  # "what they believe to be corruption"
    if scene.has("phrases.nobody_pronouns", index):
        return None
    if scene.has("phrases.singular_persons", index):
        return cast.last_person or cast.last
    person = cast.last is not None and cast.last.person
    return None if scene.has("phrases.impersonal", index) and person else cast.last


def _phrase_before(scene: Scene, end: int, cast: Cast) -> Voice | None:
    start = phrase_start(scene, end)
    if start > 1 and scene.folds[start - 2 : start] in (["ce", "que"], ["lo", "que"]):
        return None
    if start > 0 and scene.folds[start - 1] in ("what", "which", "was"):
        relative = scene.folds[start - 1] == "which" and scene.sign(start - 2) == ","
        if not relative or start >= end:
            return None
    voice = voice_of(scene, start, end, cast) if start < end else None
    where = start > 0 and scene.has("phrases.prepositions", start - 1)
    stands = start > 0 and scene.has("phrases.stands", start - 1)
    if voice and stands and (not voice.actor or only_places(scene, voice.start, voice.end)):
        return None
    if voice and start > 0 and scene.has("phrases.of", start - 1):
        where = where or only_places(scene, start, end)
    if voice is None or (where and voice.role == voice.name and not voice.person):
        return None
    return of_the_sentence(before_office(voice, scene, start, cast), scene, start, cast)


def of_the_sentence(voice: Voice, scene: Scene, start: int, cast: Cast) -> Voice:
    """Give an office without a country that of the sentence: *Croatia …, its ministry said*; *In Belgium, …*."""
    if voice.actor or not scene.places or voice.standing not in _OFFICIAL:
        return voice
    first = scene.places[0]
    own = any(scene.has("phrases.own", i) for i in range(start, voice.end))
    opens = first.start <= 2 and start >= first.end and scene.sign(first.end) in (",", ":")
    if not (opens or (own and first.start < start)):
        return voice
    known = cast.known.get(voice.name)
    if known is not None:
        known.actor = known.actor or first.code
    return Voice(
        voice.name, voice.role, first.code, voice.standing, voice.person, voice.start, voice.end,
        voice.collective,
    )  # fmt: skip


def shared_subject(scene: Scene, joiner: int, cast: Cast) -> Voice | None:
    """Read the subject of a second verb: *Police arrested 14 people and said …*."""
    if any(t.text in ";:" for t in scene.tokens[:joiner]) or scene.quoted[0]:
        return None
    end = _end_of_subject(scene)
    if not 0 < end < joiner or end > 8:
        return None
    if scene.sign(end) == "," and end + 1 < joiner:
        return _with_aside(scene, end, joiner, cast)
    return voice_of(scene, 0, end, cast)


def _with_aside(scene: Scene, comma: int, joiner: int, cast: Cast) -> Voice | None:
    """Read *The president, Jane Roe, offered help and said …*."""
    ahead = range(comma + 1, min(comma + 8, joiner))
    close = next((i for i in ahead if scene.sign(i) == ","), -1)
    found = apposed(scene, close, cast) if close > 0 else None
    return found if isinstance(found, Voice) and found.person else None


def _end_of_subject(scene: Scene) -> int:
    """Return where the noun phrase ends that a sentence begins with."""
    end = phrase_end(scene, 0)
    for index in range(1, end):
        if scene.tokens[index].capital:
            continue
        after_noun = scene.tokens[index - 1].capital and not scene.has("phrases.links", index)
        after_noun = after_noun and not scene.has("articles", index - 1)
        if scene.code == "de" and after_noun:
            return index
        if scene.code == "en" and scene.folds[index].endswith("ed"):
            return index
    return end


def opening_person(scene: Scene, cast: Cast) -> Voice | None:
    """Return the person whom a sentence begins with, whatever it says: *Last night Jane Roe left*."""
    voice = opening_voice(scene, cast)
    return voice if voice and voice.person and (" " in voice.name or voice.role) else None


def opening_voice(scene: Scene, cast: Cast) -> Voice | None:
    """Return who stands first in a sentence: *The UN gave a higher toll*."""
    if scene.quoted and scene.quoted[0]:
        return None
    start = _after_opening(scene)
    end = start
    while end < len(scene) and end - start < _LONGEST_NAME and _in_name(scene, end):
        end += 1
    return voice_of(scene, start, end, cast) if end > start else None


def _after_opening(scene: Scene) -> int:
    """Return where the subject begins: after *Last night* or *When asked about the jobs,*."""
    clause = scene.words.lists["phrases.openings"].at(scene.folds, 0)
    if clause:
        ahead = range(1, min(len(scene), _LONGEST_OPENING))
        return next((i + 1 for i in ahead if scene.sign(i) == ","), 0)
    start = 0
    while start < len(scene) and (near_day(scene, start) or scene.has("phrases.early", start)):
        start += 1
    return start + (scene.sign(start) == ",")


def _in_name(scene: Scene, index: int) -> bool:
    """Say whether a word goes on with an office and its holder."""
    token = scene.tokens[index]
    plain = token.is_word and (token.capital or role_word(token.folded, scene.words))
    linked = scene.has("articles", index) or scene.has("phrases.particles", index)
    initial = token.text == "." and len(scene.sign(index - 1)) <= 3
    return plain or linked or initial or scene.has("phrases.of", index)
