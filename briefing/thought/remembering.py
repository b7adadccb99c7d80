"""Comparisons, made for what a page asks and kept while nothing that went into them is another.

A page about one measure needs the claims of that measure and of those it has to do with, not all
claims of the site. What such a circle comes to is the same alone as among the others
(`thought.comparing`), so it is made when asked for; a save then costs the circles it touches.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import msgspec

from briefing.thought.chronicle import Chronicle
from briefing.thought.comparison import Comparison, compare
from briefing.thought.shelves import Shelves

_MOST = 256


class Memory:
    """Comparisons of earlier libraries, by what went into them; bounded."""

    def __init__(self) -> None:
        self._made: dict[Any, tuple[Any, Comparison]] = {}

    def recall(self, name: Any, given: Any, make: Callable[[], Comparison]) -> Comparison:
        """Return what was made under a name from equal inputs, else make it."""
        found = self._made.pop(name, None)
        if found is None or found[0] != given:
            found = (given, make())
        self._made[name] = found
        return found[1]

    def trim(self) -> None:
        """Forget the oldest, beyond what a few pages need."""
        for name in list(self._made)[: max(len(self._made) - _MOST, 0)]:
            self._made.pop(name, None)  # a page may be asking for it just now


class Comparing:
    """Comparisons of one library."""

    def __init__(
        self, shelves: Shelves, memory: Memory, chronicle: Callable[[], Chronicle]
    ) -> None:
        self.library, self.shelves, self.memory = shelves.library, shelves, memory
        self.chronicle = chronicle

    def of(self, measure: str) -> Comparison:
        """Compare the claims of a measure and of all that it has to do with."""
        circle = self.shelves.circle_of[measure]
        mentions = tuple(self.shelves.mentions_on.get(key, ()) for key in circle)

        def make() -> Comparison:
            if self.chronicle().ready(circle):
                return self.chronicle().comparison(circle)
            wanted = set(circle)
            within = tuple(m for m in self.library.mentions if m.measure in wanted)
            return compare(msgspec.structs.replace(self.library, mentions=within, reactions=()))

        return self.memory.recall(circle, (mentions, *self._others), make)

    def everything(self) -> Comparison:
        """Compare all claims and reactions."""
        library = self.library
        return self.memory.recall(
            "all",
            (library.mentions, library.reactions, *self._others),
            lambda: self.chronicle().comparison(),
        )

    def reactions(self) -> Comparison:
        """Fold all reactions, without a look at claims."""

        def make() -> Comparison:
            return compare(msgspec.structs.replace(self.library, mentions=()))

        return self.memory.recall("reactions", (self.library.reactions, *self._others), make)

    @cached_property
    def _others(self) -> tuple[Any, ...]:
        """What every comparison depends on besides claims."""
        library = self.library
        return (
            library.day, library.measures, library.verdict_files, library.voices, library.outlets,
            library.settings.comparison,
        )  # fmt: skip
