"""Which countries react: those of the officials who act, and whose an office without a country is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from briefing.doors.importing.article import Reacted
from briefing.doors.importing.deeds import OFFICIAL, Deed
from briefing.doors.importing.text import tokens_of
from briefing.doors.importing.words import Words

_AT_HOME = 0.5
"""An outlet names its own ministers without a country where its country counts that much."""


_NAMED = 1.0
_LONG = 10.0
"""What the first country of a long text counts at least."""


class Home(Struct, frozen=True):
    """What tells whose an office without a country is."""

    main: str
    """The country the text is about above all others, or ""."""
    outlet: str
    """The country its outlet writes from, or ""."""
    weights: Mapping[str, float]

    def country(self, known: Words) -> str:
        """Return whose ministers need no country in this text; "" where it may be either's."""
        most = max(self.weights.values(), default=0.0)
        lands = known.data["lands"][known.code]
        readers = max((w for c, w in self.weights.items() if c.casefold() in lands), default=0.0)
        either = most >= _LONG and readers >= _AT_HOME * most
        if not self.outlet and self.main.casefold() not in lands and either:
            return ""
        own = self.weights.get(self.outlet, 0.0)
        if self.outlet and self.outlet != self.main and own and own >= _AT_HOME * most:
            return self.outlet
        return self.main or (self.outlet if own or most < _NAMED else "")

    def abroad(self, known: Words) -> bool:
        """Say whether a text tells of another country than its readers' own."""
        own = [self.outlet.casefold()] if self.outlet else known.data["lands"][known.code]
        return bool(self.main) and self.main.casefold() not in own


def reacting_of(reactions: Sequence[Reacted], home: Home, known: Words) -> tuple[str, ...]:
    """Return the countries whose officials react; a national office without one is home's."""
    deeds = [r.deed for r in reactions if not r.deed.collective and r.deed.standing in OFFICIAL]
    deeds = [d for d in deeds if not _local(d, known)]
    own = [d.actor for d in deeds if d.actor]
    homes = [_home_of(d, home, known) for d in deeds if not d.actor]
    return tuple(code for code in dict.fromkeys([*own, *homes]) if code)


def _folds(deed: Deed, known: Words) -> list[str]:
    told = tokens_of(f"{deed.role} {deed.voice}", known.code)
    return [t.folded.removesuffix("'s") for t in told]


def _local(deed: Deed, known: Words) -> bool:
    """Say whether a deed is a town's, the police's or a court's: none of those speaks for a country."""
    folds = _folds(deed, known)
    local = known.lists["local"].within(folds) >= 0
    return local and known.lists["national"].within(folds) < 0


def _home_of(deed: Deed, home: Home, known: Words) -> str:
    """Return the country of an office without one, if a country has it once; else ""."""
    folds = _folds(deed, known)
    if known.lists["phrases.above_states"].within(folds) >= 0:
        return ""
    if known.code == "de" and any(f.startswith("bundes") for f in folds):
        others = [code for code in ("AT", "CH") if code in home.weights]
        return others[0] if others and "DE" not in home.weights else "DE"
    whole = all(known.has("phrases.whole_state", fold) for fold in folds)
    abroad = whole and home.abroad(known)
    if known.lists["national"].within(folds) >= 0:
        return home.country(known)
    return home.main if abroad else ""
