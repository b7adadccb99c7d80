"""Whose voice a name is: known to the site, near to one that is, several in one, or new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import get_args

from briefing.content.model import UNNAMED, Proposal, Standing, Voice
from briefing.doors.importing.known import Site, voice_named
from briefing.doors.importing.review.fitting import bundle, country_of

_MOST_NEAR = 3
_ALIKE = 0.6


class Voices:
    """The voices of the site, those added since, and what was settled about unknown names."""

    def __init__(self, site: Site, add: Callable[[Voice], None]) -> None:
        self.all = list(site.voices)
        self.outlets = site.outlets
        self._add = add
        self.settled: dict[str, str] = {}
        """Unknown voices already asked about: what to write for them."""

    def named(self, name: str) -> Voice | None:
        """Return the voice of a name, alias or id."""
        return voice_named(name, tuple(self.all))

    def knows(self, name: str) -> bool:
        """Say whether a name is that of a voice or outlet of the site."""
        told = self.settled.get(name, name)
        return self.named(told) is not None or told in self.outlets

    def is_settled(self, name: str) -> bool:
        """Say whether a voice needs no question: named by nobody, known, or asked about already."""
        return not name or name in self.settled or self.knows(name)

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

    def one_origin(self, name: str, others: Iterable[str]) -> bool:
        """Say whether a name speaks for the same office as one of the others."""
        return bool(name) and self._office(name) in {self._office(o) for o in others}

    def _office(self, name: str) -> str:
        voice = self.named(name)
        if voice is None:
            return name.casefold()
        own = not voice.origin or voice.origin == voice.name
        return voice.name if own else self._office(voice.origin)

    def near(self, name: str) -> Sequence[str]:
        """Return the known voices that an unknown name may be."""
        names = {n: v.name for v in self.all for n in (v.name, *v.aliases)}
        last = name.split()[-1].casefold()
        close = get_close_matches(name, list(names), n=_MOST_NEAR, cutoff=_ALIKE)
        found = [names[n] for n in close]
        found += [v.name for v in self.all if v.name.split()[-1].casefold() == last]
        return tuple(dict.fromkeys(found))[:_MOST_NEAR]

    def add(self, proposal: Proposal, name: str) -> None:
        """Add a new voice, as its proposal tells of it."""
        voice = _voice_of(proposal, name)
        self.all.append(voice)
        self._add(voice)
        self.settled[name] = name


def _voice_of(proposal: Proposal, name: str) -> Voice:
    """Return the voice as it is added; of several named in one breath, each with its own country."""
    standing = proposal.standing if proposal.standing in get_args(Standing) else "other"
    alone = name == proposal.by
    return Voice(
        name=name,
        actor=proposal.actor if alone else country_of(name),
        role=proposal.role if alone else "",
        standing=standing,  # type: ignore[arg-type]
    )
