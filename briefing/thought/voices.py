"""Who is meant by a name: voices by name and alias, on a day, and the office they speak for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from briefing.content.days import Day
from briefing.content.model import Outlet, Voice
from briefing.content.parsing import VOICES_PATH
from briefing.content.reading import slug
from briefing.ground.problems import Finding, suggest
from briefing.thought.statements import Origin, Speaker


def fold(name: str) -> str:
    """Return a name as it is compared: composed, without case or doubled spaces."""
    return " ".join(unicodedata.normalize("NFC", name).replace("’", "'").casefold().split())


Heard = tuple[tuple[Speaker, ...], Origin]
"""Who speaks, and the origin of what they say together."""


class Voices:
    """The site's voices and outlets by every name they go by."""

    def __init__(self, voices: Sequence[Voice], outlets: Mapping[str, Outlet]) -> None:
        self.all: tuple[tuple[str, Voice], ...] = tuple((v.id or slug(v.name), v) for v in voices)
        self.by_key: dict[str, Voice] = {}
        self.outlets = outlets
        self._by_name: dict[str, list[tuple[str, Voice]]] = {}
        self._outlet_names: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        self._offices: dict[Speaker, Origin] = {}
        self._heard: dict[tuple[str, ...], Heard] = {}
        """Names that mean the same on any day."""
        for key, voice in self.all:
            self.by_key.setdefault(key, voice)
            for name in dict.fromkeys(fold(n) for n in (voice.name, key, *voice.aliases)):
                self._by_name.setdefault(name, []).append((key, voice))
        for key, outlet in outlets.items():
            for name in (key, outlet.name, *outlet.aliases):
                self._outlet_names.setdefault(fold(name), key)

    def names(self) -> list[str]:
        """Return every name that may be written after `by`, for suggestions."""
        return [n for _, v in self.all for n in (v.name, *v.aliases)] + [
            outlet.name for outlet in self.outlets.values()
        ]

    def find(self, name: str, day: Day | None) -> tuple[str, Voice] | str | None:
        """Return (key, voice), the id of an outlet as its own voice, or None.

        Where one name has several roles, the one held on the day; without a day, the last listed.
        """
        folded = self._folded.get(name) or self._folded.setdefault(name, fold(name))
        found = self._by_name.get(folded)
        if not found:
            return self._outlet_names.get(folded)
        if len(found) == 1:
            return found[0]
        return next((each for each in found if _holds(each[1], day)), found[-1])

    def speaker(self, name: str, day: Day | None) -> Speaker | None:
        """Return who a name means on a day, or None where nobody has it."""
        found = self.find(name, day)
        if found is None:
            return None
        if isinstance(found, str):
            return Speaker(f"outlet:{found}", self.outlets[found].name, standing="media")
        key, voice = found
        return Speaker(key, voice.name, voice.role, voice.actor, voice.standing)

    def heard(self, names: tuple[str, ...], day: Day | None) -> Heard | None:
        """Return who some names mean on a day, and their origin; None where nobody has one."""
        found = self._heard.get(names)
        if found is not None:
            return found
        speakers = tuple(s for name in names if (s := self.speaker(name, day)) is not None)
        if len(speakers) < len(names):
            return None
        found = (speakers, self._origin(speakers, day))
        lasting = all(s.key.startswith("outlet:") or s in self._offices for s in speakers)
        if lasting and all(self._has_one_role(name) for name in names):
            self._heard[names] = found
        return found

    def _origin(self, speakers: Sequence[Speaker], day: Day | None) -> Origin:
        singles = [self._office(speaker, day) for speaker in speakers]
        if len(singles) == 1:
            return singles[0]
        keys = sorted({each.key for each in singles})
        actors = {each.actor for each in singles}
        return Origin(
            "bundle:" + "+".join(keys),
            "bundle",
            ", ".join(each.name for each in singles),
            actors.pop() if len(actors) == 1 else "",
            tuple(keys),
        )

    def _office(self, speaker: Speaker, day: Day | None) -> Origin:
        if speaker.key.startswith("outlet:"):
            return Origin(speaker.key, "outlet", speaker.name)
        known = self._offices.get(speaker)
        if known is not None:
            return known
        key, voice = speaker.key, self.by_key[speaker.key]
        held = self.find(speaker.name, day)
        if isinstance(held, tuple):
            voice = held[1]
        actor, seen = speaker.actor, {key}
        one_role = self._has_one_role(speaker.name)
        while voice.origin:
            office = self.find(voice.origin, day)
            if not isinstance(office, tuple) or office[0] in seen:
                break
            one_role = one_role and self._has_one_role(voice.origin)
            key, voice = office
            seen.add(key)
        origin = Origin(key, "voice", voice.name, voice.actor or actor)
        if one_role:  # whatever the day
            self._offices[speaker] = origin
        return origin

    def _has_one_role(self, name: str) -> bool:
        return len(self._by_name.get(fold(name), ())) <= 1

    def findings(self, actors: Mapping[str, str]) -> list[Finding]:
        """Return what is wrong between the voices themselves."""
        found: list[Finding] = []
        for index, (key, voice) in enumerate(self.all):
            at = (index,)
            if voice.actor and voice.actor not in actors:
                found.append(unknown_actor(VOICES_PATH, (*at, "actor"), voice.actor, actors))
            if voice.origin:
                office = self.find(voice.origin, None)
                if office is None:
                    hint = suggest(voice.origin, self.names())
                    what = f"no voice is called {voice.origin!r}"
                    found.append(Finding(VOICES_PATH, (*at, "origin"), "unknown-voice", what, hint))
                elif self._circles(key):
                    what = f"the origin of {voice.name!r} leads back to itself"
                    found.append(Finding(VOICES_PATH, (*at, "origin"), "circular", what))
            found += self._shared_names(index, key, voice)
        return found

    def _circles(self, key: str) -> bool:
        seen: set[str] = set()
        here = key
        while here not in seen:
            seen.add(here)
            office = self.find(self.by_key[here].origin, None) if self.by_key[here].origin else None
            if not isinstance(office, tuple):
                return False
            here = office[0]
        return here == key

    def _shared_names(self, index: int, key: str, voice: Voice) -> list[Finding]:
        found = []
        for position, name in enumerate((voice.name, *voice.aliases)):
            others = [
                (other_key, other)
                for other_key, other in self._by_name.get(fold(name), ())
                if other is not voice and _overlap(voice, other)
            ]
            if others and [v for _, v in self.all].index(others[0][1]) < index:
                other = others[0][1]
                same = other.name == voice.name
                hint = "give each role its `from` and `to`" if same else "leave it to one of them"
                what = f"{name!r} also means {other.name!r}, at the same time"
                keys = (index, "name") if position == 0 else (index, "aliases", position - 1)
                code = "duplicate-id" if others[0][0] == key else "ambiguous-voice"
                found.append(Finding(VOICES_PATH, keys, code, what, hint))
        return found


def unknown_actor(
    file: str, keys: tuple[str | int, ...], given: str, actors: Mapping[str, str]
) -> Finding:
    """Say that a code is no actor, with the nearest right one: by code or by name."""
    by_name = {name.casefold(): code for code, name in actors.items()}
    code = by_name.get(given.casefold()) or (given.upper() if given.upper() in actors else None)
    hint = (
        f"did you mean {code}?" if code
        else "write an ISO 3166-1 alpha-2 code (KR, US) or an id of [organisations] in briefing.toml"
    )  # fmt: skip
    return Finding(
        file, keys, "unknown-country", f"there is no country or organisation {given!r}", hint
    )


def _holds(voice: Voice, day: Day | None) -> bool:
    if day is None:
        return voice.from_ is None and voice.to is None
    first, last = day.first or day.last, day.last or day.first
    if first is None or last is None:
        return False
    begin = voice.from_.first if voice.from_ and voice.from_.first else date.min
    end = voice.to.last if voice.to and voice.to.last else date.max
    return begin <= last and first <= end


def _overlap(a: Voice, b: Voice) -> bool:
    a_from = a.from_.first if a.from_ and a.from_.first else date.min
    a_to = a.to.last if a.to and a.to.last else date.max
    b_from = b.from_.first if b.from_ and b.from_.first else date.min
    b_to = b.to.last if b.to and b.to.last else date.max
    return a_from <= b_to and b_from <= a_to
