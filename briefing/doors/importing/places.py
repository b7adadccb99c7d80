"""Countries in text: names (CLDR), peoples, capitals and seats of government that stand for them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from msgspec import Struct

from briefing.doors.importing.text import Token
from briefing.doors.importing.words import LANGUAGES, raw
from briefing.ground.locale import countries

_LONGEST = 5
_NONE = ""
"""The code of names that hold a country's and mean none."""
_LONGEST_ENDING = 12


class Place(Struct, frozen=True):
    """A country named at a stretch of tokens."""

    code: str
    start: int
    end: int
    form: str
    people: bool = False
    """Named by its people or by an adjective."""


class Gazetteer(Struct, frozen=True):
    """Every form of one language: exact ones by their pieces, stems by their first letters."""

    exact: dict[tuple[str, ...], tuple[str, bool]]
    stems: dict[str, list[tuple[str, str]]]
    starts: frozenset[str]

    def stems_of(self, word: str) -> list[str]:
        """Return the stems of adjectives and peoples that a word may begin with."""
        return [stem for stem, _ in self.stems.get(word[:4], ())] or [" "]


@cache
def gazetteer(language: str) -> Gazetteer:
    """Return the forms that name a country in a language (and the international ones)."""
    data = raw("countries")
    language = language if language in LANGUAGES else "en"
    exact: dict[tuple[str, ...], tuple[str, bool]] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    dropped = set(data["careful"]["drop"].split(", "))
    for code, name in countries(language).items():
        if code not in dropped:
            for form in (name, name.split(" (")[0], name.replace(" & ", " and ")):
                for variant in _variants(form):
                    exact.setdefault(_pieces(variant), (code, False))
                if language == "de" and not form.endswith("s"):
                    exact.setdefault(_pieces(form + "s"), (code, False))
    for table in ("any", language):
        for code, forms in data[table].items():
            for form in forms.split(", "):
                if form.endswith("*"):
                    stem = form[:-1].casefold()
                    stems.setdefault(stem[:4], []).append((stem, code))
                else:
                    exact[_pieces(form)] = (code, table != "any")
    for form in data["none"]["any"].split(", "):
        exact[_pieces(form)] = (_NONE, False)
    exact.pop((), None)
    return Gazetteer(exact, stems, frozenset(key[0] for key in exact))


def _variants(form: str) -> tuple[str, ...]:
    """Return a name as it is also written: *Egypte*, *Arabie Saoudite*."""
    plain = _PLAIN.get(form[0], form[0]) + form[1:]
    words = " ".join(w[0].upper() + w[1:] if len(w) > 3 else w for w in form.split())
    return (form, plain, words)


_PLAIN = {"É": "E", "Î": "I", "Å": "A", "Ö": "O", "Ä": "A"}


@cache
def _careful() -> frozenset[str]:
    return frozenset(raw("countries")["careful"]["words"].split(", "))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(raw("countries")["careful"]["given"].split(", "))


def _pieces(form: str) -> tuple[str, ...]:
    found = []
    for piece in form.replace("’", "'").split():
        found += [p for p in piece.rstrip(",").split("-") if p]
    return tuple(found)


def plain_pieces(form: str) -> tuple[str, ...]:
    """Return the words of a form without their accents."""
    return _pieces(without_accents(form))


def without_accents(text: str) -> str:
    """Return text without its accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c))


class Piece(Struct, frozen=True):
    text: str
    token: int
    whole: str


def split_tokens(tokens: list[Token], language: str) -> list[Piece]:
    """Cut tokens at hyphens and elided articles, so that `US-Präsident` and `l'Ukraine` are seen."""
    found = []
    for index, token in enumerate(tokens):
        text = token.text.replace("’", "'")
        if text.endswith("'s"):
            text = text[:-2]
        text = text.rstrip("'")
        if language in ("fr", "es") and "'" in text:
            head, _, tail = text.partition("'")
            if len(head) <= 2 or head.casefold() in ("qu", "jusqu", "lorsqu", "puisqu"):
                text = tail or head
        found += [Piece(p, index, text) for p in text.split("-") if p]
    return found


def places_of(tokens: list[Token], language: str) -> list[Place]:
    """Return every country named in a sentence, in order; the longest form at each place."""
    known = gazetteer(language)
    pieces = split_tokens(tokens, language)
    found: list[Place] = []
    index = 0
    while index < len(pieces):
        length, code, people = _at(pieces, index, known)
        if not length:
            index += 1
            continue
        last = pieces[index + length - 1].token
        form = " ".join(p.text for p in pieces[index : index + length])
        first = pieces[index].token
        if code != _NONE and not (
            _spoilt(tokens, first, last, form) or _a_name(tokens, first, form, language)
        ):
            found.append(Place(code, pieces[index].token, last + 1, form, people))
        index += length
    return found


#: *proiranisch*, *antiisraelí*: for or against a country, in one word.
_SIDES = re.compile(r"^(?:pro|anti)(?=[^\W_]{5})")


def _at(pieces: list[Piece], index: int, known: Gazetteer) -> tuple[int, str, bool]:
    if pieces[index].text in known.starts:
        for length in range(min(_LONGEST, len(pieces) - index), 0, -1):
            hit = known.exact.get(tuple(p.text for p in pieces[index : index + length]))
            if hit:
                return length, *hit
    whole = pieces[index].whole.casefold()
    if index == 0 or pieces[index - 1].token != pieces[index].token:
        for text in dict.fromkeys((whole, pieces[index].text.casefold())):
            bare = _SIDES.sub("", text)
            for stem, code in (*known.stems.get(text[:4], ()), *known.stems.get(bare[:4], ())):
                if text.startswith(stem) or (bare != text and bare.startswith(stem)):
                    if len(text) - len(stem) > _LONGEST_ENDING:
                        continue
                    length = 1
                    if text == whole:
                        while (
                            index + length < len(pieces)
                            and pieces[index + length].token == pieces[index].token
                        ):
                            length += 1
                    return length, code, True
    return 0, "", False


def _a_name(tokens: list[Token], first: int, form: str, language: str) -> bool:
    """Say whether a form is part of another name: *London-based*, *North American*, *Marroquín*."""
    token = tokens[first]
    if re.search(r"-(?:based|born|backed|listed)$", token.folded):
        return True
    if language != "de" and _married(tokens, first, form):
        return True
    before = tokens[first - 1].folded if first else ""
    if form == "American" and before in ("north", "south", "latin", "central"):
        return True
    if form == "Washington" and first + 1 < len(tokens) and tokens[first + 1].folded in _PRESS:
        return True
    spanish = language == "es" and token.capital and first > 0 and tokens[first - 1].is_word
    spanish = spanish and _pieces(form) not in gazetteer(language).exact  # "de Argentina"
    return spanish and token.folded.startswith(tuple(gazetteer(language).stems_of(token.folded)))


def _married(tokens: list[Token], first: int, form: str) -> bool:
    """Say whether a form ends a surname: *Anna Crabbe-Ireland*."""
    head, _, tail = tokens[first].text.partition("-")
    own = tail.startswith(form) and len(head) > 2 and head[0].isupper()
    return own and first > 0 and tokens[first - 1].capital and tokens[first - 1].is_word


_PRESS = frozenset(("post", "times", "institute", "examiner", "state", "d"))


def _spoilt(tokens: list[Token], first: int, last: int, form: str) -> bool:
    """Say whether a form is part of another name: *Michael Jordan*, *New Jersey*, *Georgia Meloni*."""
    if form not in _careful():
        return False
    if form in _given_names() and re.match(rf"{form}-[^\W\d_]", tokens[first].text):
        return True
    if first and tokens[first - 1].capital and tokens[first - 1].is_word and first > 1:
        return not tokens[first - 1].folded.endswith("'s")
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    return bool(
        after
        and after.capital
        and after.is_word
        and form in _given_names()
        and not tokens[last].text.endswith(("'s", "’s"))
        and len(after.text) > 2
        and after.folded not in ("in", "on", "at")
    )
