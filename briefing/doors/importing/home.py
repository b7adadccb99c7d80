"""Which country an outlet writes from: by its address, its name, its furniture, the money it counts in.

A guess, for texts that name no country: "the police" of a local paper are those of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from briefing.doors.importing.addresses import country_of_host
from briefing.doors.importing.localities import localities_of
from briefing.doors.importing.places import places_of
from briefing.doors.importing.text import Line, tokens_of
from briefing.doors.importing.words import Words, folded, raw
from briefing.ground.locale import countries

_HOST = re.compile(r"(?:https?://|www\.|@)((?:[\w-]+\.)+[a-z]{2,3})\b", re.I)
_LONGEST, _MOST = 140, 400
_LEAST = 2
"""So many lines of furniture name a country before it is taken."""
_PIECE = re.compile(r"[A-ZÀ-Ý]?[a-zà-ÿ]+|[A-Z]+(?![a-z])")
_LEAST_LETTERS = 5


def home_of(
    url: str, names: Sequence[str], around: Sequence[Line], body: Sequence[Line], known: Words
) -> str:
    """Return the country an outlet writes from, or "".

    `names` are those it may go by, `around` the lines of its page beside the article.
    """
    lines = [line.text for line in around if 0 < len(line.text) <= _LONGEST][:_MOST]
    ways: tuple[Callable[[], str], ...] = (
        lambda: country_of_host(url),
        lambda: _by_names([*names, url], known),
        lambda: _first((country_of_host(f"https://{m[1]}/") for m in _hosts(lines)), _LEAST - 1),
        lambda: _first(_named(lines, known), _LEAST),
        lambda: _by_money(body),
    )
    return next((code for way in ways if (code := way())), "")


def _hosts(lines: Sequence[str]) -> Iterator[re.Match[str]]:
    for line in lines:
        yield from _HOST.finditer(line)


def _first(codes: Iterator[str], least: int) -> str:
    """Return the code that comes most often, if it comes often enough and no other does as often."""
    ranked = Counter(code for code in codes if code).most_common(2)
    alone = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if alone and ranked[0][1] >= least else ""


def _named(lines: Sequence[str], known: Words) -> Iterator[str]:
    """Yield the countries of places that short lines name."""
    for line in dict.fromkeys(lines):
        tokens = tokens_of(line, known.code)
        places = [*places_of(tokens, known.code), *localities_of(tokens, known)]
        yield from {place.code for place in places}


def _by_names(names: Sequence[str], known: Words) -> str:
    """Read a place in a name: *Belize Post*, *vosgesbote*; a paper of the world names several."""
    found: dict[str, None] = {}
    for name in names:
        plain = " ".join(w for w in name.split() if not known.has("text.press", folded(w)))
        tokens = tokens_of(plain, known.code)
        found |= dict.fromkeys(p.code for p in places_of(tokens, known.code))
        found |= dict.fromkeys(p.code for p in localities_of(tokens, known))
        host = re.match(r"https?://(?:www\.)?([\w-]+)\.", name)
        found |= dict.fromkeys(_within(host[1]) if host else ())
    return next(iter(found), "") if len(found) == 1 else ""


def _within(label: str) -> Iterator[str]:
    """Yield the countries whose names stand in a host's first label: `breakingbelizenews`."""
    plain = folded(label).replace("-", "")
    for name, code in _country_names():
        if name in plain:
            yield code


@cache
def _country_names() -> tuple[tuple[str, str], ...]:
    named = ((folded(n).replace(" ", ""), code) for code, n in countries("en").items())
    return tuple((name, code) for name, code in named if len(name) >= _LEAST_LETTERS)


def _by_money(body: Sequence[Line]) -> str:
    """Read the money that only one country counts in: *gourdes*, *naira*."""
    money = raw("places")["money"]
    text = folded(" ".join(line.text for line in body))[:20_000]
    found = {code for code, words in money.items() if re.search(rf"(?<!\w)(?:{words})(?!\w)", text)}
    return found.pop() if len(found) == 1 else ""
