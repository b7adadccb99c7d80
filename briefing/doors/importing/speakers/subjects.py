"""The subject of a verb of saying: before it, after it, with an apposition, shared, or a pronoun."""

from __future__ import annotations

import re

from briefing.doors.importing.dates import months
from briefing.doors.importing.scene import CLOSING, QUOTES, Scene
from briefing.doors.importing.speakers.cast import Cast, Known, Voice, person_of
from briefing.doors.importing.speakers.naming import describe, joined, named_after, voice_of
from briefing.doors.importing.speakers.offices import only_places
from briefing.doors.importing.speakers.phrases import near_day, phrase_end, phrase_start

_STOP = frozenset(".;:!?([]…")
_LONGEST_APPOSITION = 40
_DASHES = ("–", "—", "-", "--")
_WIDEST_FRAME = 30
_FRAME_ENDS = frozenset('.,;:!?)–—"”“»')
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
    ):
        before -= 1
    return before


def adverb(fold: str, code: str) -> bool:
    """Say whether a word is an English adverb: *repeatedly*."""
    return code == "en" and len(fold) > 4 and fold.endswith("ly") and fold not in _NO_ADVERBS


# ---- before the verb ----------------------------------------------------------------------------


def left_of(scene: Scene, end: int, cast: Cast) -> Voice | Known | None:
    """Read the subject that ends just before `end`; a `Known` where it is a pronoun."""
    if end <= 0 or (scene.code == "en" and scene.folds[end - 1].endswith("'s")):
        return None
    sign, fold = scene.sign(end - 1), scene.folds[end - 1]
    if fold in ("it", "they") and cast.last is None:
        return _shared(scene, end - 1, cast)
    if scene.has("speaking.pronouns", end - 1):
        return _pronoun(scene, end - 1, cast)
    if sign in QUOTES or sign in _STOP:
        return None
    if sign in (",", ")"):
        return _apposed(scene, end - 1, cast)
    if sign in _DASHES:
        return _before_dashes(scene, end - 1, cast)
    if scene.has("and", end - 1):
        return _shared(scene, end - 1, cast)
    return _phrase_before(scene, end, cast)


def _before_dashes(scene: Scene, dash: int, cast: Cast) -> Voice | None:
    """Read *Norway -- whose border is closed -- said*: the subject before an aside."""
    first = dash
    while first > 0 and scene.sign(first - 1) in _DASHES:
        first -= 1
    ahead = range(first - 1, max(0, first - _LONGEST_APPOSITION), -1)
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
    if voice and start > 0 and scene.has("phrases.of", start - 1):
        where = where or only_places(scene, start, end)
    if voice is None or (where and voice.role == voice.name and not voice.person):
        return None
    return of_the_sentence(voice, scene, start, cast)


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
    return _shared(scene, joiner, cast)


def _shared(scene: Scene, joiner: int, cast: Cast) -> Voice | None:
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
    found = _apposed(scene, close, cast) if close > 0 else None
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


# ---- around the verb ----------------------------------------------------------------------------

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


# ---- with an apposition -------------------------------------------------------------------------


def _apposed(scene: Scene, comma: int, cast: Cast) -> Voice | Known | None:
    """Read `Name, a senior adviser to …, said` and `the minister, Name, said`."""
    opener = _opener(scene, comma)
    if opener <= 0:
        return None
    group = scene.has("phrases.including", opener + 1)
    inner = None if group else voice_of(scene, opener + 1, comma, cast)
    outer = _outer(scene, opener, cast)
    if outer is None:
        return _aside(scene, opener, inner)
    if inner is not None and inner.person and not outer.person:
        return joined(outer, inner, cast, comma)
    if outer.person:
        describe(outer, scene, opener + 1, comma, cast)
        return person_of(cast.known[outer.name], outer.start, comma)
    return outer


def _opener(scene: Scene, comma: int) -> int:
    """Return the comma or bracket that opens what one at `comma` closes, or -1."""
    sign = scene.sign(comma)
    want = "(" if sign == ")" else sign
    for index in range(comma - 1, max(-1, comma - 2 - _LONGEST_APPOSITION), -1):
        sign = scene.sign(index)
        if sign == want and not scene.quoted[index]:
            return index
        if sign in ";:!?" or (sign in QUOTES and want == ","):
            return -1
    return -1


def _outer(scene: Scene, opener: int, cast: Cast) -> Voice | None:
    start = phrase_start(scene, opener)
    outer = voice_of(scene, start, opener, cast) if start < opener else None
    if outer is None and scene.sign(opener - 1) in (",", ")"):
        again = _apposed(scene, opener - 1, cast)
        return again if isinstance(again, Voice) else None
    return outer


def _aside(scene: Scene, opener: int, inner: Voice | None) -> Voice | None:
    """Return a person named between commas of whom nothing stands before them."""
    country = inner is not None and only_places(scene, inner.start, inner.end)
    bound = scene.sign(opener - 1) in QUOTES or not scene.has("articles", opener + 1) or country
    named = inner is not None and (inner.person or only_places(scene, inner.start, inner.end))
    return inner if bound and named else None


# ---- after the verb -----------------------------------------------------------------------------


def right_of(scene: Scene, verb: int, before: int, cast: Cast) -> Voice | Known | None:
    """Read `…, said X`: a subject that follows its verb; a `Known` where it is a pronoun."""
    if not _may_follow(scene, verb, before):
        return None
    tail = scene.has("phrases.verb_tails", verb + 1)
    start = after_listener(scene, after_day(scene, verb + 1 + tail))
    if scene.code == "en" and scene.has("phrases.not_subject", start):
        return None
    if scene.folds[verb] == "hiess":
        return None  # "hieß es": nobody is named
    if scene.has("speaking.pronouns", start) or (scene.code == "fr" and scene.sign(start) == "-"):
        return cast.last
    end = phrase_end(scene, start)
    if end <= start:
        return None
    voice = named_after(voice_of(scene, start, end, cast), scene, end, cast)
    if voice is None and scene.has("articles", start) and scene.sign(end) == ",":
        return _apposed_name(scene, end + 1, cast)
    return voice


def _apposed_name(scene: Scene, start: int, cast: Cast) -> Voice | None:
    """Read the person of *a indiqué le recteur, Paul Mage*, whatever the office is."""
    end = phrase_end(scene, start)
    capitals = all(scene.tokens[i].capital for i in range(start, end))
    inner = voice_of(scene, start, end, cast) if end - start > 1 and capitals else None
    return inner if inner is not None and inner.person else None


def _may_follow(scene: Scene, verb: int, before: int) -> bool:
    """Say whether a verb stands where its subject may follow: after a comma or quotation, or first."""
    previous = scene.sign(before - 1)
    if before == 0 or previous in (",", "’", "'", "–", "—") or previous in CLOSING:
        return True
    return scene.code == "de" and 0 < verb <= 7 and not scene.quoted[verb - 1]


def after_listener(scene: Scene, start: int) -> int:
    """Step over who was told: *confirmaron a EFE fuentes médicas*, *a indiqué à l'AFP le maire*."""
    if scene.code not in ("es", "fr") or not scene.has("phrases.to", start):
        return start
    index = start + 1
    while scene.has("articles", index):
        index += 1
    if index >= len(scene) or not scene.tokens[index].text.isupper():
        return start
    return index + 1


def after_day(scene: Scene, start: int) -> int:
    """Step over a day between verb and subject: *informó este jueves el Centro*."""
    index = start
    while index < min(start + 3, len(scene)):
        if near_day(scene, index):
            return index + 1
        month = _month_after(scene, index)
        if month:
            return month
        if not scene.has("phrases.before_day", index):
            break
        index += 1
    return index if index > start and scene.has("phrases.also", index - 1) else start


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
