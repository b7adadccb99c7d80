"""Reactions: who condemned, summoned, warned, called on, said; with the kind the verb stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from briefing.content.model import ReactionKind, Standing
from briefing.doors.importing.places import Place
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Cast, Known, Said, Voice
from briefing.doors.importing.speakers.following import agent_of, right_of
from briefing.doors.importing.speakers.frames import framed, participle
from briefing.doors.importing.speakers.naming import voice_of
from briefing.doors.importing.speakers.offices import only_places
from briefing.doors.importing.speakers.phrases import near_day
from briefing.doors.importing.speakers.subjects import adverb, left_of
from briefing.doors.importing.words import Phrases

#: In this order: where a sentence holds several, the first here says what it is.
_KINDS: tuple[ReactionKind, ...] = (
    "not-confirm", "deny", "accuse", "request", "warn", "sanction", "threaten", "aid", "support",
    "confirm", "monitor", "agree", "consult", "comment",
)  # fmt: skip
OFFICIAL: tuple[Standing, ...] = ("government", "military", "intelligence")
_LONGEST_QUOTE = 25
#: A participle with one of these endings has no subject that acts.
_AGREEING = {"fr": ("ée", "és", "ées"), "es": ("ada", "ados", "adas", "idos", "idas")}
_MOST_TARGETS = 3
_LONGEST_LIST = 24


class Deed(Struct, frozen=True, kw_only=True):
    """One reaction as found: who, what kind, and the words it rests on."""

    kind: ReactionKind
    voice: str
    role: str
    actor: str
    standing: Standing
    words: str
    """The verb, as it stands in the source."""
    collective: bool = False
    quote: str = ""
    """Words in quotation marks in the sentence."""
    target: tuple[str, ...] = ()


def deeds_of(scene: Scene, cast: Cast, said: Sequence[Said]) -> list[Deed]:
    """Return the reactions of a sentence, one of each voice: the kind that says most."""
    found: dict[str, Deed] = {}
    by_verb = {s.verb: s for s in said}
    for kind, index, length in _verbs(scene):
        voices = _included(scene, index, cast)
        if not voices:
            voice = _who(scene, index, length, cast, by_verb)
            voices = _each_of(voice, scene, cast) if voice and voice.name not in found else []
        for voice in voices:
            found.setdefault(voice.name, _deed(kind, scene, index, length, voice))
    for each in said:
        joined = any(s in each.voice and s != each.voice for s in found)
        sourced = each.how == "according" and each.word.endswith(" from")
        if each.voice not in found and each.how != "carried" and not (joined or sourced):
            found[each.voice] = _comment(each, scene)
    return list(found.values())


def _each_of(voice: Voice, scene: Scene, cast: Cast) -> list[Voice]:
    """Return everybody whom a subject names: *France and Italy*; *the president and the army chief*."""
    several = _paired(scene, voice) or _countries(voice, scene)
    return several or [voice, *(replace(v, collective=False) for v in _joined(scene, voice, cast))]


def _verbs(scene: Scene) -> Iterator[tuple[ReactionKind, int, int]]:
    """Yield every verb of reacting outside quotation marks, those that say most first."""
    for kind in _KINDS:
        phrases = scene.words.reactions.get(kind) or Phrases(())
        for index in (i for i, fold in enumerate(scene.folds) if fold in phrases.first):
            length = phrases.at(scene.folds, index)
            if length and not scene.quoted[index]:
                yield kind, index, length


def _deed(kind: ReactionKind, scene: Scene, index: int, length: int, voice: Voice) -> Deed:
    end = scene.tokens[index + length - 1].end
    return Deed(
        kind=kind, voice=voice.name, role=voice.role, actor=voice.actor, standing=voice.standing,
        words=scene.text[scene.tokens[index].start : end], collective=voice.collective,
        quote=_quote(scene), target=_targets(scene.places, voice, index),
    )  # fmt: skip


def _comment(said: Said, scene: Scene) -> Deed:
    return Deed(
        kind="comment", voice=said.voice, role=said.role, actor=said.actor,
        standing=said.standing, words=said.word, collective=said.collective, quote=_quote(scene),
    )  # fmt: skip


def _countries(voice: Voice, scene: Scene) -> list[Voice]:
    """Return the countries of a subject such as *France and Italy*; none where it is one voice."""
    inside = [p for p in scene.places if voice.start <= p.start and p.end <= voice.end]
    inside = [p for p in inside if not p.people]
    if voice.person or voice.standing != "government" or len(inside) < 2:
        return []
    if not only_places(scene, voice.start, voice.end):
        return []
    return [replace(voice, name=p.form, role=p.form, actor=p.code) for p in inside]


def _paired(scene: Scene, voice: Voice) -> list[Voice]:
    """Return both voices of *the Russian and Syrian ministries*."""
    inside = [p for p in scene.places if voice.start <= p.start and p.end <= voice.end]
    if voice.person or voice.standing not in OFFICIAL or len(inside) != 2:
        return []
    one, two = inside
    if not (one.people and two.people and scene.has("and", one.end) and two.start == one.end + 1):
        return []
    office = scene.written(two.end, voice.end)
    named = ((p, f"{p.form} {office}".strip()) for p in inside)
    return [replace(voice, name=n, role=n, actor=p.code, collective=False) for p, n in named]


def _joined(scene: Scene, voice: Voice, cast: Cast) -> list[Voice]:
    """Return both voices of a subject such as *the president and the army chief*, if each has a country."""
    joiner = next((i for i in range(voice.start, voice.end) if scene.has("and", i)), -1)
    if joiner < 0 or voice.person:
        return []
    sides = ((voice.start, joiner), (joiner + 1, voice.end))
    found = [voice_of(scene, start, end, cast) for start, end in sides]
    return [v for v in found if v and v.actor and v.standing in OFFICIAL and v.name != voice.name]


def _included(scene: Scene, verb: int, cast: Cast) -> list[Voice]:
    """Return those named of a group: *allies, including France's Jane Roe and Italy, condemned*."""
    cues = scene.words.lists["phrases.including"]
    end = _before(scene, verb)
    end -= scene.sign(end - 1) == ","
    ahead = range(end - 1, max(-1, end - _LONGEST_LIST), -1)
    cue = next((i for i in ahead if cues.at(scene.folds, i)), -1)
    if any(scene.quoted[i] or scene.sign(i) in ".;:!?" for i in range(max(cue, 0), end)):
        return []
    start = cue + cues.at(scene.folds, cue) if cue >= 0 else end
    cuts = [i for i in range(start, end) if scene.has("and", i) or scene.sign(i) == ","]
    stretches = zip([start, *(c + 1 for c in cuts)], [*cuts, end], strict=True)
    voices = [voice_of(scene, a, b, cast) for a, b in stretches if b > a]
    found = [v for v in voices if v and v.actor]
    return [replace(v, standing="government") for v in found] if len(found) == len(voices) else []


# ---- who ----------------------------------------------------------------------------------------


def _who(
    scene: Scene, index: int, length: int, cast: Cast, by_verb: dict[int, Said]
) -> Voice | None:
    """Return the subject of a verb of reacting."""
    said = next((by_verb[i] for i in range(index, index + length) if i in by_verb), None)
    if said is not None:
        return Voice(
            said.voice, said.role, said.actor, said.standing, said.person, said.start, said.end,
            said.collective,
        )  # fmt: skip
    before = _before(scene, index)
    if scene.code == "en" and scene.folds[index].endswith("ing"):
        if not scene.has("speaking.passive", before - 1):
            return None
        while before > 0 and scene.has("speaking.passive", before - 1):
            before = _before(scene, before - 1)
    elif scene.has("speaking.passive", before - 1):
        return agent_of(scene, index + length, cast, "phrases.agent")
    if scene.folds[index + length - 1].endswith(_AGREEING.get(scene.code, "-")):
        return None
    last = index + length - 1
    frame = framed(scene, last, cast)
    if frame is not None or participle(scene, last):
        return _known(frame, scene, before, index) if isinstance(frame, Known) else frame
    left = left_of(scene, before, cast)
    if left is None and scene.code != "en":
        left = right_of(scene, index + length - 1, before, cast)
    return _known(left, scene, before, index) if isinstance(left, Known) else left


def _before(scene: Scene, index: int) -> int:
    """Step left over what may stand between subject and verb."""
    while index > 0 and (
        scene.has("speaking.before", index - 1)
        or adverb(scene.folds[index - 1], scene.code)
        or near_day(scene, index - 1)
    ):
        index -= 1
    return index


def _known(known: Known, scene: Scene, before: int, index: int) -> Voice | None:
    """Take who a pronoun means; *they* may be anybody."""
    if scene.has("phrases.plural_pronouns", before - 1):
        return None
    return Voice(known.name, known.role, known.actor, known.standing, known.person, before, index)


# ---- what ---------------------------------------------------------------------------------------


def _quote(scene: Scene) -> str:
    opens = next((t for t in scene.tokens if t.text in '"“„«'), None)
    if opens is None:
        return ""
    closes = (t.start for t in scene.tokens if t.start >= opens.end and t.text in '"”“»')
    words = scene.text[opens.end : next(closes, len(scene.text))].strip(" ,.")
    return words if len(words.split()) <= _LONGEST_QUOTE else ""


def _targets(places: Sequence[Place], voice: Voice, verb: int) -> tuple[str, ...]:
    codes = [p.code for p in places if p.start > verb and p.code != voice.actor]
    return tuple(dict.fromkeys(codes))[:_MOST_TARGETS]
