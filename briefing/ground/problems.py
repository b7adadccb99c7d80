"""A problem is data: where it is, what is wrong, what was expected, and the nearest right answer.

Two types, because a place is known at two moments. Reading a file knows line and column at once
and makes a `Problem`. Checks between files know the file and the keys that lead to the value and
make a `Finding`; `briefing.content.reading.locate` turns those into problems by composing the
front matter again, which costs nothing until something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "note"]

#: Every code, with its severity. A code is for good: `accept` in an entry names it.
CODES: dict[str, Severity] = {
    # files
    "not-utf-8": "error",
    "too-large": "error",
    "not-a-file": "error",
    "unreadable": "error",
    "link-escapes": "error",
    "misplaced-file": "error",
    "missing-file": "error",
    "unfilled": "warning",
    # front matter
    "no-front-matter": "error",
    "unclosed-front-matter": "error",
    "bad-yaml": "error",
    "bad-toml": "error",
    "duplicate-key": "error",
    "unknown-key": "error",
    "missing-key": "error",
    "wrong-type": "error",
    "bad-value": "error",
    "bad-day": "error",
    "bad-url": "error",
    "bad-id": "error",
    "bad-choice": "error",
    "no-date": "error",
    "no-outlet": "error",
    # between files
    "unknown-country": "error",
    "unknown-outlet": "error",
    "unknown-voice": "error",
    "unknown-measure": "error",
    "unknown-topic": "error",
    "unknown-claim": "error",
    "unknown-entry": "error",
    "unknown-code": "error",
    "ambiguous-voice": "error",
    "duplicate-id": "error",
    "duplicate-address": "error",
    "circular": "error",
    "dead-link": "error",
    # drafts
    "draft-gap": "note",
    "unreviewed": "warning",
    # evidence
    "bad-source": "error",
    "bad-lock": "error",
    "quote-missing": "error",
    "quote-ambiguous": "error",
    "source-missing": "warning",
    "no-source": "note",
    "unverified": "warning",
    # prose
    "unresolved-number": "warning",
    "unresolved-quotation": "warning",
    "surer-than-claim": "warning",
    "withdrawn-figure": "warning",
    "superseded-figure": "note",
    "loaded-word": "warning",
    "too-long": "warning",
    "long-quotation": "warning",
    "copied-words": "warning",
    "whose-translation": "warning",
    # limits
    "over-quote-limit": "warning",
    "link-needed": "warning",
    "weak-quotation": "warning",
    # notes for the editor
    "single-origin": "note",
    "silent-country": "note",
    "past-expectation": "note",
    "near-duplicate": "note",
    "near-alias": "note",
    "stale-figure": "note",
    # templates
    "template": "error",
}

_NOUNS: dict[Severity, tuple[str, str]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "note": ("note", "notes"),
}


class Problem(Struct, frozen=True, order=True):
    """One thing that is wrong at one place. `line` and `col` count from 1; 0 means the whole."""

    path: str
    line: int
    col: int
    code: str
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        return CODES[self.code]

    def __str__(self) -> str:
        text = f"{self.path}:{self.line or 1}:{self.col or 1}: "
        text += f"{self.severity}[{self.code}] {self.message}"
        return f"{text}\n    {self.hint}" if self.hint else text


class Finding(Struct, frozen=True):
    """A problem whose place is given by file and keys, or by a line of the body."""

    file: str
    keys: tuple[str | int, ...]
    code: str
    message: str
    hint: str = ""
    line: int | None = None
    """Lines into the body (from 0), when the fault is there."""
    col: int = 1
    words: str = ""
    """Words that stand there, from the place of the keys (or the body) on: the fault is at them."""
    nth: int = 1
    """Which of several appearances of those words."""


def nearest(given: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to the given one, or None if none is close."""
    words = {word.casefold(): word for word in sorted(known, reverse=True)}
    close = get_close_matches(given.casefold(), list(words), n=1, cutoff=0.6)
    return words[close[0]] if close else None


def suggest(given: str, known: Iterable[str], *, noun: str = "") -> str:
    """Return a hint: the nearest right answer, or the few that there are."""
    known = sorted(set(known))
    close = nearest(given, known)
    if close is not None:
        return f"did you mean {close!r}?"
    if not known:
        return f"there is no {noun} yet" if noun else ""
    shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return f"known: {shown}"


def summary(problems: Iterable[Problem]) -> str:
    """Return "2 errors, 1 warning", or "" where there is nothing to say."""
    counts: dict[Severity, int] = {"error": 0, "warning": 0, "note": 0}
    for problem in problems:
        counts[problem.severity] += 1
    said = [f"{n} {_NOUNS[kind][n != 1]}" for kind, n in counts.items() if n]
    return ", ".join(said)


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Say whether a build must stop: on errors, and when strict on warnings, never on notes."""
    stops = ("error", "warning") if strict else ("error",)
    return any(problem.severity in stops for problem in problems)
