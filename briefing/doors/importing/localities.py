"""Places inside countries (regions, towns, parties): a text of home names them, and its country never."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from briefing.doors.importing.places import Place, plain_pieces, split_tokens, without_accents
from briefing.doors.importing.text import Token
from briefing.doors.importing.words import Words, raw

_MOST = 5
_CAREFUL = "~"
_COMMA = ("US", "CA", "AU")
"""Where a state follows its town: *Portland, Maine*."""


class Known(Struct, frozen=True):
    """Every form by its pieces: the country, and whether it is also a person's name or a word."""

    forms: dict[tuple[str, ...], tuple[str, bool]]
    starts: frozenset[str]


@cache
def known() -> Known:
    """Return the places of `language/places.toml`, ready to look up."""
    forms: dict[tuple[str, ...], tuple[str, bool]] = {}
    for code, listed in raw("places")["any"].items():
        for form in listed.split(", "):
            pieces = plain_pieces(form.removeprefix(_CAREFUL))
            forms[pieces] = (code, form.startswith(_CAREFUL))
    return Known(forms, frozenset(key[0] for key in forms))


def localities_of(tokens: list[Token], words: Words) -> list[Place]:
    """Return the places inside countries that a sentence names, in order; the longest at each."""
    table = known()
    pieces = split_tokens(tokens, words.code)
    texts = tuple(p.text if p.text.isascii() else without_accents(p.text) for p in pieces)
    if table.starts.isdisjoint(texts):
        return []
    found: list[Place] = []
    index = 0
    while index < len(pieces):
        begins = not index or pieces[index - 1].token != pieces[index].token
        length = _length(texts, index, table) if begins else 0
        if not length:
            index += 1
            continue
        code, careful = table.forms[texts[index : index + length]]
        start, end = pieces[index].token, pieces[index + length - 1].token + 1
        if not careful or _placed(tokens, start, end, words, code):
            form = " ".join(texts[index : index + length])
            found.append(Place(code, start, end, form))
        index += length
    return found


def _length(texts: tuple[str, ...], index: int, table: Known) -> int:
    if texts[index] not in table.starts:
        return 0
    longest = min(_MOST, len(texts) - index)
    return next((n for n in range(longest, 0, -1) if texts[index : index + n] in table.forms), 0)


def _placed(tokens: list[Token], start: int, end: int, words: Words, code: str) -> bool:
    """Say whether a form stands as a place does: *in Jackson*, *Portland, Maine*; no longer name."""
    after = tokens[end] if end < len(tokens) else None
    if start == 0 or (after and after.capital and after.is_word):
        return False
    determined = start > 1 and words.has("phrases.romance_articles", tokens[start - 1].folded)
    before = tokens[start - 2] if determined else tokens[start - 1]
    beside = code in _COMMA and before.text == "," and start > 1 and tokens[start - 2].capital
    listed = ("text.where", "text.from_place")
    return beside or any(words.has(name, before.folded) for name in listed)
