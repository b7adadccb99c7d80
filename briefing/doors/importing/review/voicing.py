"""Whose voice a name is: known to the site, near to one that is, several in one, or new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import get_args

from msgspec import Struct

from briefing.content.model import UNNAMED, Outlet, Proposal, Standing, Voice
from briefing.doors.importing.known import voice_named
from briefing.doors.importing.review.fitting import bundle, country_of
from briefing.thought import voices as thought

_MOST_NEAR = 3
_MOST_OFFERED = 5
_ALIKE = 0.6


class Voices(Struct, frozen=True):
    """The voices of the site with those added since, and what was settled about unknown names."""

    all: tuple[Voice, ...]
    outlets: Mapping[str, Outlet]
    settled: Mapping[str, str] = {}
    """Unknown voices already asked about: what to write for them."""

    def named(self, name: str) -> Voice | None:
        """Return the voice of a name, alias or id."""
        return voice_named(name, self.all)

    def knows(self, name: str) -> bool:
        """Say whether a name is that of a voice or outlet of the site."""
        told = self.settled.get(name, name)
        return self.named(told) is not None or told in self.outlets

    def is_settled(self, name: str) -> bool:
        """Say whether a voice needs no question: named by nobody, known, or asked about already."""
        return name in ("", UNNAMED) or name in self.settled or self.knows(name)

    def unsettled(self, name: str) -> str:
        """Return the first voice of a name that must be asked about, or ""."""
        return next((each for each in self.members(name) if not self.is_settled(each)), "")

    def members(self, name: str) -> tuple[str, ...]:
        """Return the voices a name joins; a name that the site has is one voice."""
        return (name,) if self.knows(name) else bundle(name)

    def by(self, name: str) -> tuple[str, ...]:
        """Return the voices to write for a name."""
        if not name:
            return (UNNAMED,)
        told = [self.settled.get(each, each) for each in self.members(name)]
        voices = [self.named(each) for each in told]
        found = (v.name if v else t for v, t in zip(voices, told, strict=True))
        return tuple(dict.fromkeys(found))

    def near(self, name: str, proposal: Proposal) -> Sequence[str]:
        """Return the known voices that an unknown name may be: of like names, then of its country."""
        names = {n: v.name for v in self.all for n in (v.name, *v.aliases)}
        last = name.split()[-1].casefold()
        close = get_close_matches(name, list(names), n=_MOST_NEAR, cutoff=_ALIKE)
        found = [names[n] for n in close]
        found += [v.name for v in self.all if v.name.split()[-1].casefold() == last]
        found = list(dict.fromkeys(found))[:_MOST_NEAR]
        return tuple(dict.fromkeys([*found, *self._countrymen(name, proposal)]))[:_MOST_OFFERED]

    def _countrymen(self, name: str, proposal: Proposal) -> Sequence[str]:
        """Return the voices of the same country in the same capacity: a name in another language."""
        actor = proposal.actor if name == proposal.by else country_of(name)
        same = [
            v for v in self.all if actor and (v.actor, v.standing) == (actor, proposal.standing)
        ]
        return [v.name for v in sorted(same, key=lambda v: bool(v.origin))]

    def settle(self, name: str, told: str) -> Voices:
        """Return the voices with what to write for an unknown name."""
        return Voices(self.all, self.outlets, {**self.settled, name: told})

    def with_voice(self, voice: Voice) -> Voices:
        """Return the voices with a new one."""
        return Voices((*self.all, voice), self.outlets, {**self.settled, voice.name: voice.name})

    def of_the_site(self) -> thought.Voices:
        """Return them as the site resolves names."""
        return thought.Voices(self.all, self.outlets)


def voice_of(proposal: Proposal, name: str) -> Voice:
    """Return a new voice as its proposal tells of it; of several in one breath, each with its country."""
    standing = proposal.standing if proposal.standing in get_args(Standing) else "other"
    alone = name == proposal.by
    return Voice(
        name=name,
        actor=proposal.actor if alone else country_of(name),
        role=proposal.role if alone else "",
        standing=standing,  # type: ignore[arg-type]
    )
