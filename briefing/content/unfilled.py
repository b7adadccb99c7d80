"""What `briefing new` left for the editor to write, and nobody has written yet.

An imprint that still says "Fill this in" is worse than none once it is published: publishing is
strict, and so refuses.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefing.content.loading import Source
from briefing.ground.problems import Problem

#: Only files of these kinds are begun for the editor; others may quote such words.
_BEGUN = ("page", "topic", "measure")
_WORDS = "Fill this in"
#: Whole lines of the starter's imprint.
_LINES = (
    "Name of a person",
    "Street and number, post code and town, country",
    "An e-mail address that somebody reads",
)


def unfilled(sources: Iterable[Source]) -> tuple[Problem, ...]:
    """Return a warning for each line that still holds the starter's words."""
    hint = "write your own words there; nothing is published before"
    return tuple(
        Problem(
            source.path,
            number,
            line.find(words) + 1,
            "unfilled",
            f"“{words}” still stands here",
            hint,
        )
        for source in sources
        if source.kind in _BEGUN
        for number, line in enumerate(source.text.split("\n"), 1)
        if (words := _left(line))
    )


def _left(line: str) -> str:
    if _WORDS in line:
        return _WORDS
    return line.strip() if line.strip() in _LINES else ""
