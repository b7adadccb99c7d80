"""Comparisons, made for what a page asks and kept while nothing that went into them is another.

A page about one measure needs the claims of that measure and of those it has to do with, not all
claims of the site. What such a group comes to is the same alone as among the others
(`thought.comparing`), so it is made when asked for; a save then costs the groups it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import msgspec

from briefing.thought.comparing import Kept, Outcome, groups_of
from briefing.thought.comparison import Comparison, compare
from briefing.thought.library import Library
from briefing.thought.shelves import Shelves
from briefing.thought.statements import Mention

_MOST_OUTCOMES = 512
_MOST_COMPARISONS = 256


class _Generation(dict[str, Outcome]):
    """Outcomes that are used this time; those of last time are taken over when asked for."""

    def __init__(self, last: Mapping[str, Outcome]) -> None:
        super().__init__()
        self.last = last

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str) and not super().__contains__(key) and key in self.last:
            self[key] = self.last[key]
        return super().__contains__(key)


class Memory:
    """Comparisons and outcomes of earlier libraries, by what went into them; bounded."""

    def __init__(self) -> None:
        self.kept: Kept = {}
        """Of views: few claims of each measure, much the same from day to day."""
        self._whole: Mapping[str, Outcome] = {}
        self._made: dict[Any, tuple[Any, Comparison]] = {}

    def recall(self, name: Any, given: Any, make: Callable[[], Comparison]) -> Comparison:
        """Return what was made under a name from equal inputs, else make it."""
        found = self._made.pop(name, None)
        if found is None or found[0] != given:
            found = (given, make())
        self._made[name] = found
        return found[1]

    def whole(self, library: Library) -> Comparison:
        """Compare all of a library; outcomes that were used last time are used again."""
        used = _Generation(self._whole)
        made = compare(library, kept=used)
        self._whole = dict(used)
        return made

    def trim(self, measures: int) -> None:
        """Forget the oldest, beyond what a few pages need."""
        most_outcomes = max(_MOST_OUTCOMES, 4 * measures)
        for held, most in ((self.kept, most_outcomes), (self._made, _MOST_COMPARISONS)):
            for key in list(held)[: max(len(held) - most, 0)]:
                del held[key]


class Comparing:
    """Comparisons of one library."""

    def __init__(self, library: Library, shelves: Shelves, memory: Memory) -> None:
        self.library, self.shelves, self.memory = library, shelves, memory

    def of(self, measure: str) -> Comparison:
        """Compare the claims of a measure and of all that it has to do with."""
        group = self._group_of[measure]
        mentions = tuple(self.shelves.mentions_on.get(key, ()) for key in group)

        def make() -> Comparison:
            wanted = set(group)
            within = tuple(m for m in self.library.mentions if m.measure in wanted)
            return compare(self._narrowed(within))

        return self.memory.recall(group, (mentions, *self._others), make)

    def everything(self) -> Comparison:
        """Compare all claims and reactions."""
        library = self.library
        return self.memory.recall(
            "all",
            (library.mentions, library.reactions, *self._others),
            lambda: self.memory.whole(library),
        )

    def groups(self) -> list[Comparison]:
        """Compare each group of measures for itself."""
        return [self.of(group[0]) for group in dict.fromkeys(self._group_of.values())]

    def reactions(self) -> Comparison:
        """Fold all reactions, without a look at claims."""

        def make() -> Comparison:
            return compare(msgspec.structs.replace(self.library, mentions=()))

        return self.memory.recall("reactions", (self.library.reactions, *self._others), make)

    def _narrowed(self, mentions: tuple[Mention, ...]) -> Library:
        return msgspec.structs.replace(self.library, mentions=mentions, reactions=())

    @cached_property
    def _others(self) -> tuple[Any, ...]:
        """What every comparison depends on besides claims."""
        library = self.library
        return (
            library.day, library.measures, library.verdict_files, library.voices, library.outlets,
            library.settings.comparison,
        )  # fmt: skip

    @cached_property
    def _group_of(self) -> dict[str, tuple[str, ...]]:
        groups = groups_of(self.library.measures, self._ties())
        return {m.id: tuple(each.id for each in group) for group in groups for m in group}

    def _ties(self) -> Iterable[tuple[str, str]]:
        """Return measures that an editor ties: by `revises`, or by a verdict on claims of both."""
        statement = self.shelves.statement
        pairs = [(m.id, m.revises) for found in self.shelves.revising.values() for m in found]
        pairs += [(file.a, file.b) for file in self.library.verdict_files.values()]
        for a, b in pairs:
            one, other = statement.get(a), statement.get(b)
            if isinstance(one, Mention) and isinstance(other, Mention):
                yield one.measure, other.measure
