"""Indexes over a library, each made once and only when a page asks: no page scans everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from operator import eq
from typing import Any, TypeVar

from briefing.content.model import Correction, Entry
from briefing.thought.index import Index
from briefing.thought.library import Library
from briefing.thought.resolving import Resolved, taken_in
from briefing.thought.statements import Mention, Reaction
from briefing.thought.wording import last_day, spoken

T = TypeVar("T")
#: Up to so many changed entries an index is renewed; beyond, made anew.
FEW = 200


def _entry(library: Library, key: str) -> tuple[Entry, ...]:
    return (library.entries[key],)


def _mentions(library: Library, key: str) -> tuple[Mention, ...]:
    return library.resolved[key].mentions


def _reactions(library: Library, key: str) -> tuple[Reaction, ...]:
    return library.resolved[key].reactions


def _day_of(entry: Entry) -> tuple[str, ...]:
    day = taken_in(entry)
    return (day.isoformat(),) if day is not None else ()


def _published(entry: Entry) -> tuple[date, str]:
    return last_day(entry.date), entry.id


def _when(said: Mention | Reaction) -> date:
    return spoken(said.said, said.reported)


def _actors(said: Mention | Reaction) -> tuple[str, ...]:
    # a bundle is not taken apart: what several said together is no statement of one of them
    if said.origin.kind == "bundle":
        return (said.origin.actor,) if said.origin.actor else ()
    found = [said.origin.actor, *(speaker.actor for speaker in said.speakers)]
    return tuple(dict.fromkeys(actor for actor in found if actor))


def _by_id(resolved: Resolved) -> dict[str, Mention | Reaction]:
    found: dict[str, Mention | Reaction] = {r.id: r for r in resolved.reactions}
    return found | {mention.id: mention for mention in resolved.mentions}


def _differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> set[str]:
    """Return the entries that came, went, or are something else now."""
    if len(before) == len(now) and all(map(eq, before, now)):
        return {
            key for key, a, b in zip(now, before.values(), now.values(), strict=True) if a is not b
        }
    keys = before.keys() | now.keys()
    return {key for key in keys if before.get(key) is not now.get(key)}


class Shelves:
    """Everything of a library, found by what pages ask for."""

    def __init__(self, library: Library, before: Shelves | None = None) -> None:
        """`before`: of a library much like this one, whose indexes may be taken over."""
        self.library = library
        if before is not None:
            self._renew(before)

    def _renew(self, before: Shelves) -> None:
        now, then = self.library, before.library
        if (now.measures, now.topics) != (then.measures, then.topics):
            return  # an entry's topics may be those of its measures
        if now.paths is then.paths and "place" in before.__dict__:
            self.__dict__["place"] = before.place
        differing = _differing(then.resolved, now.resolved) | _differing(then.entries, now.entries)
        changed = {key: self.place.get(key, 0) for key in differing}
        if len(changed) > FEW:
            return
        for index in vars(Shelves).values():
            if isinstance(index, Index):
                index.renew(self, before, changed)
        self._renew_statements(before, changed)

    def _renew_statements(self, before: Shelves, changed: Iterable[str]) -> None:
        if "statement" not in before.__dict__:
            return
        found = dict(before.statement)
        for key in changed:
            for name in (
                before.library.resolved[key].names if key in before.library.resolved else ()
            ):
                found.pop(name, None)
        for key in changed:
            if key in self.library.resolved:
                found |= _by_id(self.library.resolved[key])
        self.__dict__["statement"] = found

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each entry stands among all."""
        return {key: place for place, key in enumerate(self.library.entries)}

    # ── entries ─────────────────────────────────────────────────────────────────────────────────

    by_day = Index(_entry, lambda library, e: _day_of(e), _published)
    """Entries of each edition: the day they were taken in, in order of publication."""

    by_url = Index(_entry, lambda library, e: (e.url,) if e.url else ())
    """Entries of each article's address: parts of one article."""

    by_outlet = Index(_entry, lambda library, e: (e.outlet,), _published, down=True)
    """Entries of each outlet, newest first."""

    by_topic = Index(_entry, lambda library, e: library.topics_of(e.id), _published, down=True)
    """Entries of each topic, newest first."""

    naming = Index(_entry, lambda library, e: e.countries, _published, down=True)
    """Entries about each actor, newest first."""

    parts = Index(
        _entry, lambda library, e: (e.part_of,) if e.part_of else (), _published, down=True
    )
    """Dated parts of each live blog, newest first."""

    @cached_property
    def days(self) -> tuple[str, ...]:
        """Every day that has an edition, oldest first: with entries, or with an editor's file."""
        return tuple(sorted({*self.by_day, *self.library.editions}))

    @cached_property
    def place_of_day(self) -> dict[str, int]:
        """Where each day stands among all."""
        return {day: place for place, day in enumerate(self.days)}

    @cached_property
    def months(self) -> dict[str, tuple[str, ...]]:
        """Days with an edition, by month (`2024-10`)."""
        return _grouped(self.days, lambda day: (day[:7],))

    @cached_property
    def undated(self) -> tuple[Entry, ...]:
        """Entries whose day of publication is not known, not even as a bound."""
        return tuple(
            e for e in self.library.entries.values() if e.date is None or e.date.last is None
        )

    # ── statements ──────────────────────────────────────────────────────────────────────────────

    @cached_property
    def mentions_of(self) -> dict[str, tuple[Mention, ...]]:
        """Claims of each entry, as written."""
        return {key: r.mentions for key, r in self.library.resolved.items() if r.mentions}

    reactions_of = Index(_reactions, lambda library, r: () if r.claim else (r.entry,))
    """Reactions of each entry as written; standings stand among its claims."""

    mentions_on = Index(_mentions, lambda library, m: (m.measure,), _when, down=True)
    """Claims about each measure, newest first."""

    revising = Index(_mentions, lambda library, m: (m.measure,) if m.revises else ())
    """Claims of each measure that replace another, as the editor says."""

    reactions_by = Index(
        _reactions, lambda library, r: () if r.same_as else _actors(r), _when, down=True
    )
    """What the voices of each actor said or did, newest first; repeats of one left out."""

    figures_by = Index(
        _mentions, lambda library, m: () if m.status or m.same_as else _actors(m), _when, down=True
    )
    """Figures that the voices of each actor gave, newest first."""

    aimed_at = Index(_reactions, lambda library, r: r.target, _when, down=True)
    """Reactions directed at each actor, newest first."""

    _on_day = Index(_reactions, lambda library, r: (_when(r).isoformat(),))

    @cached_property
    def first_heard(self) -> dict[str, tuple[str, ...]]:
        """Actors by the day on which something of theirs was first taken in."""
        first: dict[str, date] = {}
        everything: tuple[Mention | Reaction, ...] = (
            *self.library.mentions,
            *self.library.reactions,
        )
        for said in everything:
            added = said.added or date.min
            for actor in _actors(said):
                first[actor] = min(added, first.get(actor, added))
        return _grouped(sorted(first), lambda actor: (first[actor].isoformat(),))

    @cached_property
    def statement(self) -> dict[str, Mention | Reaction]:
        """Every claim and reaction by its full id; a standing is the claim."""
        found: dict[str, Mention | Reaction] = {}
        for resolved in self.library.resolved.values():
            found |= _by_id(resolved)
        return found

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Every actor that speaks, is named or has a page of the editor's, by name."""
        found = {*self.naming, *self.reactions_by, *self.figures_by, *self.library.countries}
        found |= self.aimed_at.keys()
        names = self.library.actors
        return tuple(
            sorted((a for a in found if a in names), key=lambda a: (names[a].casefold(), a))
        )

    @cached_property
    def place_of_actor(self) -> dict[str, int]:
        """Where each actor stands among all."""
        return {actor: place for place, actor in enumerate(self.actors)}

    def reactions_on(self, day: date) -> dict[str, int]:
        """Count the statements of each actor on a day."""
        counts: dict[str, int] = defaultdict(int)
        for reaction in self._on_day.get(day.isoformat(), ()):
            for actor in () if reaction.same_as else _actors(reaction):
                counts[actor] += 1
        return counts

    @cached_property
    def by_topic_measures(self) -> dict[str, tuple[str, ...]]:
        """Measures of each topic."""
        measures = self.library.measures.values()
        pairs = _grouped(measures, lambda m: (m.topic,) if m.topic else ())
        return {topic: tuple(m.id for m in found) for topic, found in pairs.items()}

    @cached_property
    def corrections(self) -> dict[str, tuple[Correction, ...]]:
        """Corrections by what they correct: an entry's id, `editions/DAY`, or a content file."""
        newest = sorted(
            self.library.corrections.values(), key=lambda c: last_day(c.date), reverse=True
        )
        return _grouped(newest, lambda c: tuple(dict.fromkeys(_thing(w) for w in c.where)))


def _thing(where: str) -> str:
    name = where.partition("#")[0]
    return name.removeprefix("content/").removesuffix(".md")


def _grouped(things: Iterable[T], names: Callable[[T], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for thing in things:
        for name in names(thing):
            found[name].append(thing)
    return {name: tuple(group) for name, group in found.items()}
