"""Words taken over from a source without quotation marks: more than eight in a row are copied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.content.model import Entry
from briefing.ground.problems import Finding
from briefing.thought.house_style import SAME_WORDS

_WORD = re.compile(r"\w[\w'’.,-]*\w|\w")
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|„[^“”\n]*[“”]|«[^»\n]*»")


def copied(file: str, entry: Entry, source: str) -> Iterator[Finding]:
    """Find runs of the source's words in an entry's summary and the texts of its reactions."""
    told: list[tuple[tuple[str | int, ...], str]] = [((), entry.body.text)]
    told += [(("reactions", n, "text"), each.text) for n, each in enumerate(entry.reactions)]
    runs: set[tuple[str, ...]] | None = None
    for keys, text in told:
        plain = _QUOTED.sub(lambda found: " " + "|" * (len(found[0]) - 2) + " ", text)
        words = [found[0] for found in _WORD.finditer(plain)]
        if len(words) <= SAME_WORDS:
            continue
        if runs is None:
            runs = set(_runs(_folded(_WORD.findall(source))))
        run = _longest(words, runs)
        if run:
            what = f"{len(run)} words in a row are the source's: “{' '.join(run)}”"
            hint = f"say it in your own words; {SAME_WORDS} in a row at most, or quote it"
            yield Finding(
                file, keys, "copied-words", what, hint, words=run[0], nth=_nth(words, run)
            )


def _nth(words: list[str], run: list[str]) -> int:
    """Return which of its appearances the first word of a run is."""
    at = next(n for n in range(len(words)) if words[n : n + len(run)] == run)
    return 1 + words[:at].count(run[0])


def _folded(words: list[str]) -> list[str]:
    return [word.casefold().replace("’", "'").strip(".,") for word in words]


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    size = SAME_WORDS + 1
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def _longest(words: list[str], runs: set[tuple[str, ...]]) -> list[str]:
    """Return the longest stretch of words of which every nine in a row are the source's."""
    best: list[str] = []
    begin: int | None = None
    for at, run in enumerate([*_runs(_folded(words)), ()]):
        if run in runs:
            begin = at if begin is None else begin
        elif begin is not None:
            stretch = words[begin : at + SAME_WORDS]
            best = stretch if len(stretch) > len(best) else best
            begin = None
    return best
