"""A sentence under work: its tokens, the countries it names, what stands in quotation marks."""

from __future__ import annotations

from functools import cached_property

from briefing.doors.importing.counting import Number, numbers_of
from briefing.doors.importing.places import places_of
from briefing.doors.importing.text import Token, tokens_of
from briefing.doors.importing.words import Words

QUOTES = frozenset('"“”„«»‟')
CLOSING = frozenset('"”»“')


class Scene:
    """One sentence as every later step looks at it; nothing of it changes."""

    def __init__(self, text: str, words: Words) -> None:
        self.text, self.words, self.code = text, words, words.code
        self.tokens = tokens_of(text, words.code)
        self.folds = [t.folded for t in self.tokens]
        self.places = places_of(self.tokens, words.code)

    @cached_property
    def numbers(self) -> list[Number]:
        """Every number, whatever it counts."""
        return numbers_of(self.tokens, self.words)

    @cached_property
    def quoted(self) -> list[bool]:
        """Say of each token whether it stands inside quotation marks."""
        return _quoted(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def has(self, name: str, index: int) -> bool:
        """Say whether the word at a place stands in a list; no place outside the sentence does."""
        return 0 <= index < len(self.folds) and self.words.has(name, self.folds[index])

    def sign(self, index: int) -> str:
        """Return the token at a place as written, "" outside the sentence."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def says(self, index: int) -> bool:
        """Say whether a verb of saying stands at a place; the *think* of *think tank* is none."""
        if not self.has("speaking.said", index):
            return False
        if index > 0 and self.tokens[index].capital and self._within_words(index):
            return False  # "laut britischen Angaben"; "Value Added Tax"
        return all(p.at(self.folds, index) < 2 for p in self.words.roles.values())

    def _within_words(self, index: int) -> bool:
        """Say whether a capital is no beginning: a German noun, or part of a name."""
        return self.code == "de" or self.tokens[index - 1].is_word

    def written(self, start: int, end: int) -> str:
        """Return the words from `start` to `end` as written, without an English genitive."""
        if start >= end:
            return ""
        told = self.text[self.tokens[start].start : self.tokens[end - 1].end]
        return " ".join(told.removesuffix("'s").removesuffix("’s").split())

    def placed(self, index: int) -> bool:
        """Say whether a country is named at a place."""
        return any(p.start <= index < p.end for p in self.places)


def _quoted(tokens: list[Token]) -> list[bool]:
    found, inside = [], False
    for index, token in enumerate(tokens):
        if token.text in QUOTES and not _dash(tokens, index):
            inside = token.text in "„«" or (token.text in '“"' and not inside)
            found.append(True)
        else:
            found.append(inside)
    return found


def _dash(tokens: list[Token], index: int) -> bool:
    """Say whether a quotation mark stands for a dash that was lost: *JAKARTA " Indonesia's*."""
    if not 0 < index < len(tokens) - 1 or tokens[index].text != '"':
        return False
    before, here, after = tokens[index - 1 : index + 2]
    return before.end < here.start and here.end < after.start
