"""Which countries an article is about, and which of them react in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.doors.importing.article import Dated, Found, Reacted, Reading
from briefing.doors.importing.deeds import OFFICIAL, Deed
from briefing.doors.importing.repeats import distinct
from briefing.doors.importing.text import tokens_of
from briefing.doors.importing.words import Words

_MAIN = 2.0
_ABOVE_ALL = 1.3
_NAMED = 1.0


def reading_of(
    figures: Sequence[Found], reactions: Sequence[Reacted], weights: Mapping[str, float],
    known: Words, home: str = "", dated: Sequence[Dated] = (),
) -> Reading:  # fmt: skip
    """Put together what was read in a text; `home` is the country its outlet writes from, if known."""
    reacting = _reacting(reactions, _main(weights) or home, weights, known)
    order = sorted(weights.items(), key=lambda item: -item[1])
    countries = tuple(c for c, w in order if w >= _NAMED or c in reacting)
    return Reading(
        figures=tuple(distinct(figures)),
        reactions=tuple(reactions),
        dated=tuple(dated),
        countries=countries,
        reacting=reacting,
        main=tuple(code for code, weight in weights.items() if weight >= _MAIN),
    )


def _main(weights: Mapping[str, float]) -> str:
    """Return the country the text is about above all others, or ""."""
    order = sorted(weights.items(), key=lambda item: -item[1])
    if not order or order[0][1] < _MAIN:
        return ""
    return "" if len(order) > 1 and order[0][1] < _ABOVE_ALL * order[1][1] else order[0][0]


def _reacting(
    reactions: Sequence[Reacted], main: str, weights: Mapping[str, float], known: Words
) -> tuple[str, ...]:
    """Return the countries whose officials react; a national office without one is the main's."""
    deeds = [r.deed for r in reactions if not r.deed.collective and r.deed.standing in OFFICIAL]
    deeds = [d for d in deeds if not _local(d, known)]
    own = [d.actor for d in deeds if d.actor]
    homes = [_home_of(d, main, weights, known) for d in deeds if not d.actor]
    return tuple(code for code in dict.fromkeys([*own, *homes]) if code)


def _local(deed: Deed, known: Words) -> bool:
    """Say whether a deed is a town's, the police's or a court's: none of those speaks for a country."""
    folds = [
        t.folded.removesuffix("'s") for t in tokens_of(f"{deed.role} {deed.voice}", known.code)
    ]
    local = known.lists["local"].within(folds) >= 0
    return local and known.lists["national"].within(folds) < 0


def _home_of(deed: Deed, main: str, weights: Mapping[str, float], known: Words) -> str:
    """Return the country of an office without one, if a country has it once; else ""."""
    folds = [t.folded for t in tokens_of(f"{deed.role} {deed.voice}", known.code)]
    if known.code == "de" and any(f.startswith("bundes") for f in folds):
        others = [code for code in ("AT", "CH") if code in weights]
        return others[0] if others and "DE" not in weights else "DE"
    return main if known.lists["national"].within(folds) >= 0 else ""


def together(readings: Sequence[Reading]) -> Reading:
    """Put the parts of a live blog together."""
    countries = dict.fromkeys(c for r in readings for c in r.countries)
    reacting = tuple(dict.fromkeys(c for r in readings for c in r.reacting))
    return Reading(
        figures=tuple(distinct([f for r in readings for f in r.figures])),
        reactions=tuple(x for r in readings for x in r.reactions),
        dated=tuple(x for r in readings for x in r.dated),
        countries=tuple(countries),
        reacting=reacting,
    )
