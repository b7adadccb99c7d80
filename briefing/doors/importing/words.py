"""What the importer knows of languages: lists in `language/*.toml`, read once, ready to look up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

LANGUAGES = ("en", "de", "fr", "es")


@cache
def raw(name: str) -> dict[str, Any]:
    """Return one file of `language/` as it stands; all share it, and none changes it."""
    text = (files("briefing.doors.importing") / "language" / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def folded(text: str) -> str:
    """Return text as lists are matched: without case, with plain apostrophes and spaces."""
    return " ".join(text.casefold().replace("’", "'").replace("\u00a0", " ").split())


class Phrases:
    """A set of phrases of one to a few words, looked up at a place in a list of words."""

    def __init__(self, phrases: Iterable[str], *, elide: bool = False) -> None:
        self.all = frozenset(_split(elided(folded(p)) if elide else folded(p)) for p in phrases)
        self.longest = max((len(p) for p in self.all), default=0)
        self.first = frozenset(p[0] for p in self.all if p)

    def at(self, words: list[str], index: int) -> int:
        """Return how many words from `index` on form a phrase (0: none); the longest counts."""
        if index >= len(words) or words[index] not in self.first:
            return 0
        for length in range(min(self.longest, len(words) - index), 0, -1):
            if tuple(words[index : index + length]) in self.all:
                return length
        return 0

    def before(self, words: list[str], end: int) -> int:
        """Return how many words just before `end` form a phrase (0: none)."""
        for length in range(min(self.longest, end), 0, -1):
            if tuple(words[end - length : end]) in self.all:
                return length
        return 0

    def within(self, words: list[str], start: int = 0, end: int | None = None) -> int:
        """Return the index of the first phrase in a stretch of words, or -1."""
        stop = len(words) if end is None else end
        for index in range(max(start, 0), stop):
            length = self.at(words, index)
            if length and index + length <= stop:
                return index
        return -1


_ELIDED = re.compile(
    r"(?<![^\W_])([cdjlmnstCDJLMNST]|[jJ]usqu|[lL]orsqu|[pP]uisqu|[qQ]u)(['’])(?=[^\W_])"
)


def elided(text: str) -> str:
    """Set a space after elided words of French: `l' armée`, `d' un`."""
    return _ELIDED.sub(r"\1\2 ", text)


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+(?:[-'./][^\W_]+)*'?|[^\w\s]", phrase))


class Words(Struct, frozen=True, kw_only=True):
    """One language, ready for use."""

    code: str
    data: dict[str, Any]
    hedges: dict[str, Phrases]
    hedges_after: dict[str, Phrases]
    numbers: dict[str, int]
    vague: Phrases
    units: dict[str, Phrases]
    every_unit: Phrases
    casualties: dict[str, Phrases]
    casualty_left: dict[str, Phrases]
    roles: dict[str, Phrases]
    reactions: dict[str, Phrases]
    lists: dict[str, Phrases]
    """Every other list, by `table.key`."""

    def has(self, name: str, word: str) -> bool:
        """Say whether a single (folded) word stands in a list; a list a language lacks is empty."""
        found = self.lists.get(name)
        return found is not None and (word,) in found.all


@cache
def words(code: str) -> Words:
    """Return the words of a language; of one that is not known, those of English."""
    code = code.split("-")[0].lower()
    code = code if code in LANGUAGES else "en"
    data = _folded_data(_merged(raw(code), raw("every")))

    def make(items: Iterable[str]) -> Phrases:
        return Phrases(items, elide=code == "fr")

    units = {key: make(value) for key, value in data["units"].items()}
    lists = {
        f"{table}.{key}": make(value)
        for table, keys in data.items()
        if isinstance(keys, dict)
        for key, value in keys.items()
        if isinstance(value, list)
    }
    lists |= {key: make(value) for key, value in data.items() if isinstance(value, list)}
    return Words(
        code=code,
        data=data,
        hedges=_tables(data["hedges"], make),
        hedges_after=_tables(data["hedges_after"], make),
        numbers=data["numbers"],
        vague=make(data["number_words"]["vague"]),
        units=units,
        every_unit=make(
            word for key, value in data["units"].items() if key != "scale_heads" for word in value
        ),
        casualties={k: make(v) for k, v in data["casualties"].items() if isinstance(v, list)},
        casualty_left=_tables(data["casualty_left"], make),
        roles=_tables(data["roles"], make),
        reactions=_tables({k: _agreeing(v, code) for k, v in data["reactions"].items()}, make),
        lists=lists,
    )


def _merged(own: dict[str, Any], every: dict[str, Any]) -> dict[str, Any]:
    """Add the lists that all languages share to those of one."""
    return own | {table: keys | own.get(table, {}) for table, keys in every.items()}


def _tables(
    table: dict[str, list[str]], make: Callable[[Iterable[str]], Phrases]
) -> dict[str, Phrases]:
    return {key: make(value) for key, value in table.items()}


def _agreeing(verbs: list[str], code: str) -> list[str]:
    """Add the forms of participles: *condamnée*, *condenados*, *is urging*."""
    if code == "fr":
        return verbs + [v + end for v in verbs if v.endswith("é") for end in ("e", "s", "es")]
    if code == "es":
        done = [v for v in verbs if v.endswith(("ado", "ido")) and " " not in v]
        return verbs + [v[:-1] + end for v in done for end in ("a", "os", "as")]
    if code == "en":
        return verbs + [v[:-2] + "ing" for v in verbs if v.endswith("ed") and " " not in v]
    return verbs


def _folded_data(value: Any) -> Any:
    """Return a language's file with every word as it is compared."""
    if isinstance(value, dict):
        return {folded(k) if isinstance(v, int) else k: _folded_data(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_folded_data(item) for item in value]
    return folded(value) if isinstance(value, str) and value.strip() else value


_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Return the language of a body of text by a vote of its commonest words, or ""."""
    seen = [w.casefold() for w in _WORD.findall(text[:20_000])]
    votes = dict.fromkeys(LANGUAGES, 0.0)
    for code in LANGUAGES:
        stop = set(raw_stop(code))
        votes[code] = sum(1 for word in seen if word in stop)
    best, second = sorted(votes, key=lambda c: -votes[c])[:2]
    if votes[best] < 3 or votes[best] <= votes[second] or votes[best] < 0.1 * len(seen):
        return ""
    return best


@cache
def raw_stop(code: str) -> tuple[str, ...]:
    """Return the commonest words of a language."""
    return tuple(raw(code)["stop"])


@cache
def phrases_of(table: str, key: str) -> Phrases:
    """Return a list of what many outlets share, ready to look up."""
    return Phrases(raw("newsrooms")[table][key])
