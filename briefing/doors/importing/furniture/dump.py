"""A text dump under work: which lines are kept so far, and why the others are cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.doors.importing.furniture.lines import sentence_like
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import Words

_PARAGRAPH = 100
"""Characters from which a whole sentence is a paragraph of some article, if not of this one."""


class Dump:
    """The lines of a source, by index; every one is kept, cut for a reason, or empty."""

    def __init__(self, lines: Sequence[Line], words: Words) -> None:
        self.lines, self.words = lines, words
        self.kept = [i for i, line in enumerate(lines) if line.text]
        self.cut: dict[int, str] = {}

    def drop(self, indexes: Iterable[int], reason: str) -> None:
        """Cut lines for a reason."""
        gone = set(indexes)
        self.cut.update(dict.fromkeys(gone, reason))
        self.kept = [i for i in self.kept if i not in gone]

    def text(self, index: int) -> str:
        """Return the words of a line."""
        return self.lines[index].text

    def number(self, index: int) -> int:
        """Return the number of a line in its source."""
        return self.lines[index].number

    def paragraph(self, index: int) -> bool:
        """Say whether a line is long enough to be a paragraph."""
        return len(self.text(index)) >= _PARAGRAPH and sentence_like(self.text(index))
