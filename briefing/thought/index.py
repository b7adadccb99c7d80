"""Indexes over what entries hold, made once and renewed for the few entries that changed."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import is_
from typing import Any, Generic, Protocol, TypeVar

from briefing.content.model import Entry
from briefing.thought.library import Library

T = TypeVar("T")


class Holder(Protocol):
    """What holds indexes: their library, and where each entry stands among all."""

    library: Library

    @property
    def place(self) -> dict[str, int]: ...


class Index(Generic[T]):
    """Things that entries hold, found by name: each group in order, groups by name.

    An index over many entries is renewed for the few that changed: their things leave the groups
    they stood in and join those where they belong now. The result is as if it were made anew.
    """

    def __init__(
        self,
        of: Callable[[Library, str], Iterable[T]],
        names: Callable[[Library, T], Iterable[str]],
        order: Callable[[T], Any] = lambda thing: 0,
        *,
        down: bool = False,
    ) -> None:
        """`of`: the things of an entry; `order`: of a group, up or down; ties as in the library."""
        self.of = of
        self.names = names
        self.order = order
        self.down = down

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, shelves: Holder, owner: type) -> dict[str, tuple[T, ...]]:
        if self.name not in shelves.__dict__:
            shelves.__dict__[self.name] = self._made(shelves.library)
        found: dict[str, tuple[T, ...]] = shelves.__dict__[self.name]
        return found

    def _made(self, library: Library) -> dict[str, tuple[T, ...]]:
        things = [thing for key in library.entries for thing in self.of(library, key)]
        things.sort(key=self.order, reverse=self.down)
        found: dict[str, list[T]] = defaultdict(list)
        for thing in things:
            for name in self.names(library, thing):
                found[name].append(thing)
        return {name: tuple(found[name]) for name in sorted(found)}

    def renew(self, shelves: Holder, before: Holder, changed: Mapping[str, int]) -> None:
        """Take over another's index but for changed entries, given with their place now."""
        if self.name not in before.__dict__:
            return
        held: dict[str, tuple[T, ...]] = before.__dict__[self.name]
        if not changed:
            shelves.__dict__[self.name] = held
            return
        gone = self._named(before.library, changed)
        came = self._named(shelves.library, changed)
        groups = dict(held)
        for name in gone.keys() | came.keys():
            leaving = {id(thing) for thing, _ in gone.get(name, ())}
            group = [thing for thing in held.get(name, ()) if id(thing) not in leaving]
            self._join(group, came.get(name, []), shelves.place)
            if not same(
                group, held.get(name, ())
            ):  # the very same, so that nothing follows from it
                groups[name] = tuple(group)
            if not group:
                del groups[name]
        if groups.keys() != held.keys():
            groups = dict(sorted(groups.items()))
        shelves.__dict__[self.name] = groups

    def _join(self, group: list[T], came: list[tuple[T, int]], place: Mapping[str, int]) -> None:
        """Put things where a stable sort of all would have them."""

        def rank(thing: T, at: int | None = None) -> tuple[Any, int]:
            at = place[_entry_of(thing)] if at is None else at
            return self.order(thing), -at if self.down else at

        if self.down:
            group.reverse()
        for thing, at in reversed(came) if self.down else came:
            group.insert(bisect_right(group, rank(thing, at), key=rank), thing)
        if self.down:
            group.reverse()

    def _named(
        self, library: Library, changed: Mapping[str, int]
    ) -> dict[str, list[tuple[T, int]]]:
        found: dict[str, list[tuple[T, int]]] = defaultdict(list)
        for key, place in changed.items():
            for thing in self.of(library, key) if key in library.entries else ():
                for name in self.names(library, thing):
                    found[name].append((thing, place))
        return found


def same(one: Sequence[object], other: Sequence[object]) -> bool:
    """Say whether two sequences hold the very same things."""
    return len(one) == len(other) and all(map(is_, one, other))


def _entry_of(thing: Any) -> str:
    """The entry that a thing is of: itself, or that of a statement."""
    return str(thing.id if isinstance(thing, Entry) else thing.entry)
