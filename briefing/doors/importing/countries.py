"""Which countries an article is about, and which of them react in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.doors.importing.article import Dated, Found, Reacted, Reading
from briefing.doors.importing.reacting import Home, reacting_of
from briefing.doors.importing.repeats import distinct
from briefing.doors.importing.words import Words

_MAIN = 2.0
_MEANT = 1.5
"""What the only country that ministers can belong to counts at least."""
_ABOVE_ALL = 1.3
_NAMED = 1.0


def reading_of(
    figures: Sequence[Found], reactions: Sequence[Reacted], weights: Mapping[str, float],
    known: Words, home: str = "", dated: Sequence[Dated] = (),
) -> Reading:  # fmt: skip
    """Put together what was read in a text; `home` is the country its outlet writes from, if known."""
    reacting = reacting_of(reactions, Home(_main(weights), home, weights), known)
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
    if not order or order[0][1] < _MEANT:
        return ""
    return "" if len(order) > 1 and order[0][1] < _ABOVE_ALL * order[1][1] else order[0][0]


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
