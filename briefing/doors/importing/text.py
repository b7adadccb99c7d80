"""Text as lines, sentences and tokens, each with its place: evidence is always a piece of the source.

Every expression here is linear in the text, and lines and sentences have a longest length, so that a
pasted page can neither hang nor blow up the import.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from briefing.doors.importing.words import Words

LONGEST_LINE = 20_000
LONGEST_SENTENCE = 1_500
MOST_LINES = 6_000
LONGEST_TEXT = 250_000
"""Characters of a source that are read. What is longer is no article; the source is kept whole."""
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|\d{1,3}(?:[.,'’\u00a0\u202f\u2009]\d{3})+(?!\d)"
    r"|\d+[.,:]\d+|\d+"
    r"|[^\W\d_]+(?:\d+(?=-[^\W\d_]))?(?:[-'’./&][^\W_]+)*(?:['’](?![^\W_]))?"
    r"|[^\w\s]|_"
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


class Line(Struct, frozen=True):
    """One line of a source, as it stands there but for its ends."""

    number: int
    """Counts from 1."""
    text: str


class Sentence(Struct, frozen=True):
    """One sentence, word for word, and where it stands."""

    text: str
    line: int
    paragraph: int


class Token(Struct, frozen=True):
    """A word, a number or a sign, and its place in the sentence."""

    text: str
    start: int
    end: int
    folded: str

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def lines_of(text: str) -> list[Line]:
    """Split a text into lines; what is longer than a line can be is cut into several."""
    found: list[Line] = []
    for number, line in enumerate(text.split("\n"), 1):
        if len(found) >= MOST_LINES:
            break
        line = line.strip(" \t\u00a0\r")
        for start in range(0, max(len(line), 1), LONGEST_LINE):
            found.append(Line(number, line[start : start + LONGEST_LINE]))
    return found


def clean(text: str) -> str:
    """Return text without control characters and marks that turn the direction of writing."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))


_ELISION = re.compile(
    r"(?<![^\W_])(?:[cdjlmnstCDJLMNST]|[jJ]usqu|[lL]orsqu|[pP]uisqu|[qQ]u)['’](?=[^\W_])|"
    + _TOKEN.pattern
)


_SIGNS = re.compile(r"[\W_]+")


def letters(words: str) -> str:
    """Return words as texts of one source are compared: forms of it differ in spaces and signs."""
    return _SIGNS.sub("", words.casefold())


def tokens_of(text: str, code: str = "en") -> list[Token]:
    """Split a sentence into tokens; French elided words stand by themselves."""
    pattern = _ELISION if code == "fr" else _TOKEN
    return [
        Token(m[0], m.start(), m.end(), m[0].casefold().replace("’", "'"))
        for m in pattern.finditer(text[: LONGEST_SENTENCE * 2])
    ]


_END = re.compile(r"[.!?…][.!?…]*[\"'”’»)\]“]*(?=\s|$)|[;](?=\s\S*[A-Z])")
_OPENER = "\"'“”„«»‘’([¿¡—–-"


def sentences_of(line: str, words: Words) -> list[str]:
    """Split one paragraph into sentences, each word for word."""
    found: list[str] = []
    start = 0
    for end in _boundaries(line, words):
        piece = line[start:end].strip()
        if piece:
            found.extend(_capped(piece))
        start = end
    rest = line[start:].strip()
    return found + (list(_capped(rest)) if rest else [])


def _capped(piece: str) -> Iterator[str]:
    for start in range(0, len(piece), LONGEST_SENTENCE):
        yield piece[start : start + LONGEST_SENTENCE].strip()


def _boundaries(line: str, words: Words) -> Iterator[int]:
    quotes = 0
    counted = 0
    for match in _END.finditer(line):
        if match[0].startswith(";"):
            continue
        end = match.end()
        quotes += line.count('"', counted, end)
        counted = end
        if not _starts_next(line, end) or _abbreviates(line, match.start(), match[0], words):
            continue
        yield end


def _starts_next(line: str, end: int) -> bool:
    rest = line[end : end + 12].lstrip()
    rest = rest.lstrip(_OPENER).lstrip()
    return not rest or rest[0].isupper() or rest[0].isdigit() or not rest[0].isalpha()


def _abbreviates(line: str, dot: int, sign: str, words: Words) -> bool:
    if not sign.startswith(".") or sign.startswith(".."):
        return False
    word = re.search(r"[\w.]*$", line[max(0, dot - 12) : dot])
    before = (word[0] if word else "").casefold()
    rest = line[dot + 1 : dot + 20].lstrip()
    if words.data["ordinal_dot"] and before.isdigit() and len(before) <= 2:
        return bool(rest) and rest[:1].isalnum()
    if not before:
        return False
    if len(before) == 1 and before.isalpha() and line[dot - 1 : dot].isupper():
        return True
    if before in ("u.s", "u.k", "u.n", "ee.uu", "uu", "d.c", "a.m", "p.m"):
        following = re.match(r"[\"“(]*([A-Z][a-z]+)", rest)
        return not (following and words.has("text.new_sentence", following[1].casefold()))
    return words.has("abbreviations", before)


def paragraphs(lines: Sequence[Line], words: Words) -> list[Sentence]:
    """Return the sentences of all lines; each line is a paragraph of its own."""
    return [
        Sentence(sentence, line.number, index)
        for index, line in enumerate(lines)
        for sentence in sentences_of(line.text, words)
    ]
