"""What differs between two forms of an article: lines of the text, without furniture and quotation marks' forms."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from briefing.doors.importing.article import Context, Hints
from briefing.doors.importing.reading import read_article

_MOST = 60
_LONGEST = 300
_MOST_LINES = 3000
_PLAIN = str.maketrans("‘’‚‛“”„‟«»\u00a0\u202f", '\'\'\'\'""""""  ')
#: Kinds of lines that say nothing new of an article where they differ.
_FURNITURE = ("page furniture", "category label", "byline", "copyright", "address", "credits")


def difference(before: str, after: str, context: Context) -> tuple[str, ...]:
    """Return the lines that are gone (`-`) and those that are new (`+`), a few dozen at most."""
    one, two = _lines(before, context), _lines(after, context)
    matched = difflib.SequenceMatcher(
        None, [*map(_plain, one)], [*map(_plain, two)], autojunk=False
    )
    told = [
        line[:_LONGEST]
        for tag, a, b, c, d in matched.get_opcodes()
        if tag != "equal"
        for line in (*(f"-{each}" for each in one[a:b]), *(f"+{each}" for each in two[c:d]))
    ]
    more = len(told) - _MOST
    return (*told[:_MOST], *((f"… and {more} lines more",) if more > 0 else ()))


def _lines(text: str, context: Context) -> Sequence[str]:
    cut = {
        c.text.strip() for c in read_article(text, Hints(), context).cut if c.reason in _FURNITURE
    }
    found = (ln.strip() for ln in text.split("\n", _MOST_LINES)[:_MOST_LINES])
    return [line for line in found if line and line not in cut]


def _plain(line: str) -> str:
    return " ".join(line.translate(_PLAIN).split())
