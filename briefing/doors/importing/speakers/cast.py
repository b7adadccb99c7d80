"""Everybody who has spoken in a text so far, and what is known of each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from briefing.content.model import Standing
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.words import Words
from briefing.thought.voices import fold

_OFFICIAL: tuple[Standing, ...] = ("government", "military", "intelligence")


class Known(Struct):
    """What the text has told so far of a voice."""

    name: str
    role: str = ""
    actor: str = ""
    standing: Standing = "other"
    person: bool = False

    def learn(self, role: str, actor: str, standing: Standing) -> None:
        """Add what was not known; what was known stays."""
        self.role, self.actor = self.role or role, self.actor or actor
        if self.standing == "other":
            self.standing = standing


class Voice(Struct, frozen=True):
    """A noun phrase read as a voice: what it is called, and the tokens it stands at."""

    name: str
    role: str
    actor: str
    standing: Standing
    person: bool
    start: int
    end: int
    collective: bool = False


class Said(Struct, frozen=True, kw_only=True):
    """One attribution in a sentence: who, with which verb, and where."""

    voice: str
    role: str
    actor: str
    standing: Standing
    start: int
    end: int
    """Tokens of the subject."""
    verb: int
    """The token of the verb; of *according to* its first word."""
    how: str
    """`subject`, `after` (inverted), `according`, `carried` (a pronoun)."""
    word: str = ""
    via: str = ""
    """Who passed it on, where the sentence names both."""
    collective: bool = False
    person: bool = False


_AGE = re.compile(
    r"\b\d{1,3}[- ]year[- ]old\s|\b\d{1,3}[- ]jährige[nrms]?\s"
    r"|\s(?:âgée?\s)?de\s\d{1,3}\s(?:ans|años(?:\sde\sedad)?)\b",
    re.I,
)


def ageless(name: str) -> str:
    """Return a voice or an office without an age: *the 45-year-old minister* speaks as *minister*."""
    return _AGE.sub("", name)


def said_by(voice: Voice, verb: int, how: str, word: str) -> Said:
    """Return the attribution to a voice."""
    return Said(
        voice=ageless(voice.name), role=ageless(voice.role), actor=voice.actor, standing=voice.standing,
        start=voice.start, end=voice.end, verb=verb, how=how, word=word,
        collective=voice.collective, person=voice.person,
    )  # fmt: skip


def said_again(known: Known, start: int, end: int, verb: int, how: str, word: str) -> Said:
    """Return the attribution to somebody whom only a pronoun names here."""
    return Said(
        voice=ageless(known.name), role=ageless(known.role), actor=known.actor, standing=known.standing,
        start=start, end=end, verb=verb, how=how, word=word, person=known.person,
    )  # fmt: skip


def person_of(known: Known, start: int, end: int) -> Voice:
    """Return a person who is known as the voice at a place."""
    return Voice(known.name, known.role, known.actor, known.standing, True, start, end)


class Cast:
    """Everybody who has spoken so far in a text, and the voices of the site."""

    def __init__(self, words: Words, site: Mapping[str, Known] | None = None) -> None:
        self.words = words
        self.site = site or {}
        self.known: dict[str, Known] = {}
        self.offices: dict[str, str] = {}
        """The country an office was last named with: *Germany's Foreign Office … the foreign office*."""
        self.placed: dict[str, set[str]] = {}
        """The countries an office is named with anywhere in the text."""
        self.last: Known | None = None
        self.last_person: Known | None = None
        self.documents: dict[str, Voice] = {}
        """Whose a kind of document was when one was last named with its author."""
        self.short: dict[str, Voice] = {}
        """What an abbreviation stands for: *National Weather Service (NWS)*."""

    def meet(self, name: str, known: Known) -> Known:
        """Remember a voice; what is known of it already is kept where the text adds nothing."""
        before = self.known.setdefault(name, known)
        if before is not known:
            before.learn(known.role, known.actor, known.standing)
        return before

    def of_site(self, name: str) -> Known | None:
        """Return the site's voice of that name, if it has one."""
        return self.site.get(fold(name))

    def place(self, scene: Scene) -> None:
        """Learn whose an office is: *Germany's Foreign Office*, *the Foreign Office in Berlin*."""
        folds = scene.folds
        for place in scene.places:
            for phrases in (self.words.roles[s] for s in _OFFICIAL):
                after = phrases.at(folds, place.end)
                self._placed(folds[place.end : place.end + after], place.code)
                before = phrases.before(folds, place.start - 1) if place.start > 1 else 0
                if scene.has("phrases.placed", place.start - 1):
                    self._placed(folds[place.start - 1 - before : place.start - 1], place.code)

    def _placed(self, office: list[str], code: str) -> None:
        if office:
            self.placed.setdefault(" ".join(office), set()).add(code)

    def speaks(self, known: Known) -> None:
        """Remember who spoke last."""
        self.last = known
        self.last_person = known if known.person else self.last_person

    def country(self, office: str) -> str:
        """Return the only country an office is named with, or ""."""
        codes = self.placed.get(office, set())
        return next(iter(codes)) if len(codes) == 1 else ""

    def full(self, name: str) -> str:
        """Return the full name that a part of it (a surname) stands for in this text."""
        if name in self.known or not name:
            return name
        parts = name.split()
        fits = [k.name for k in self.known.values() if k.person and _part(parts, k.name.split())]
        return fits[-1] if fits else name


def _part(parts: list[str], whole: list[str]) -> bool:
    ends = parts in (whole[-len(parts) :], whole[: len(parts)])
    return ends and len(whole) > len(parts)
