"""Reactions: who condemned, summoned, warned, called on, said; with the kind the verb stands for."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from briefing.content.model import ReactionKind, Standing
from briefing.doors.importing.places import Place
from briefing.doors.importing.speakers import (
    Cast,
    Known,
    Said,
    Voice,
    _adverb,
    _inverted,
    _left,
    _near_day,
    _phrase_end,
    _quoted,
    voice_of,
)
from briefing.doors.importing.text import Token

#: In this order: where a sentence holds several, the first here says what it is.
_KINDS: tuple[ReactionKind, ...] = (
    "not-confirm", "deny", "accuse", "request", "warn", "sanction", "threaten", "aid", "support",
    "confirm", "monitor", "agree", "consult", "comment",
)  # fmt: skip
OFFICIAL: tuple[Standing, ...] = ("government", "military", "intelligence")


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


def deeds_of(
    text: str, tokens: list[Token], cast: Cast, places: list[Place], said: list[Said]
) -> list[Deed]:
    """Return the reactions of a sentence, one of each voice: the kind that says most."""
    words = cast.words
    folds = [t.folded for t in tokens]
    quoted = _quoted(tokens)
    found: dict[str, tuple[int, Deed]] = {}
    by_verb = {s.verb: s for s in said}
    for rank, kind in enumerate(_KINDS):
        phrases = words.reactions.get(kind)
        if phrases is None:
            continue
        for index in range(len(tokens)):
            length = phrases.at(folds, index)
            if not length or quoted[index]:
                continue
            voice = _who(tokens, folds, index, length, cast, places, quoted, by_verb)
            if voice is None:
                continue
            verb = text[tokens[index].start : tokens[index + length - 1].end]
            deed = Deed(
                kind=kind, voice=voice.name, role=voice.role, actor=voice.actor,
                standing=voice.standing, words=verb, collective=voice.collective,
                quote=_quote(text, tokens), target=_targets(places, voice, index, tokens),
            )  # fmt: skip
            held = found.get(voice.name)
            if held is None or rank < held[0]:
                found[voice.name] = (rank, deed)
                for place in _others(voice, places):
                    other = replace(deed, voice=place.form, role=place.form, actor=place.code)
                    found[place.form] = (rank, other)
    for each in said:
        if each.voice not in found and each.how != "carried":
            found[each.voice] = (99, _from_said(each, text, tokens, places))
    return [deed for _, deed in found.values()]


def _others(voice: Voice, places: list[Place]) -> list[Place]:
    """Return the further countries of a subject such as *France and Italy*."""
    inside = [p for p in places if voice.start <= p.start and p.end <= voice.end and not p.people]
    if voice.person or voice.standing != "government" or len(inside) < 2:
        return []
    covered = sum(p.end - p.start for p in inside)
    lone = voice.end - voice.start - covered <= 2 * len(inside)
    return [p for p in inside if p.code != voice.actor] if lone else []


def _from_said(said: Said, text: str, tokens: list[Token], places: list[Place]) -> Deed:
    return Deed(
        kind="comment", voice=said.voice, role=said.role, actor=said.actor,
        standing=said.standing, words=said.word, collective=said.collective,
        quote=_quote(text, tokens),
    )  # fmt: skip


def _who(
    tokens: list[Token], folds: list[str], index: int, length: int, cast: Cast,
    places: list[Place], quoted: list[bool], by_verb: dict[int, Said],
) -> Voice | None:  # fmt: skip
    words = cast.words
    for near in range(index, index + length):
        if near in by_verb:
            said = by_verb[near]
            return Voice(
                said.voice,
                said.role,
                said.actor,
                said.standing,
                said.person,
                said.start,
                said.end,
                said.collective,
            )
    before = index
    while before > 0 and (
        folds[before - 1] in words.data["speaking"]["before"]
        or _adverb(folds[before - 1], words)
        or _near_day(tokens, before - 1, words)
    ):
        before -= 1
    if before and folds[before - 1] in words.data["speaking"]["passive"]:
        return _agent(tokens, folds, index + length, cast, places, quoted)
    left = _left(tokens, folds, before, cast, places, quoted)
    if left is None and words.code != "en":
        left = _inverted(tokens, folds, index + length - 1, before, cast, places, quoted)
    if isinstance(left, Known):
        if tokens[before - 1].folded in ("they", "sie", "ils", "elles", "ellos"):
            return None
        return Voice(left.name, left.role, left.actor, left.standing, left.person, before, index)
    return left


def _agent(
    tokens: list[Token], folds: list[str], start: int, cast: Cast, places: list[Place],
    quoted: list[bool],
) -> Voice | None:  # fmt: skip
    """Read the agent of a passive: *was condemned by X*."""
    if start < len(folds) and folds[start] in ("by", "von", "par", "por", "vom"):
        end = _phrase_end(tokens, folds, start + 1, cast.words, quoted)
        return voice_of(tokens, start + 1, end, cast, places) if end > start + 1 else None
    return None


def _quote(text: str, tokens: list[Token]) -> str:
    opens = [t for t in tokens if t.text in '"“„«']
    if not opens:
        return ""
    start = opens[0].end
    end = next((t.start for t in tokens if t.start >= start and t.text in '"”“»'), len(text))
    words = text[start:end].strip(" ,.")
    return words if len(words.split()) <= 25 else ""


def _targets(places: list[Place], voice: Voice, verb: int, tokens: list[Token]) -> tuple[str, ...]:
    codes = [p.code for p in places if p.start > verb and p.code != voice.actor]
    return tuple(dict.fromkeys(codes))[:3]
