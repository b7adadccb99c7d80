"""Indexes over a library, each made once and only when a page asks: no page scans everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import TypeVar

from briefing.content.model import Correction, Entry
from briefing.thought.library import Library
from briefing.thought.statements import Mention, Reaction
from briefing.thought.wording import last_day, spoken

T = TypeVar("T")


class Shelves:
    """Everything of a library, found by what pages ask for."""

    def __init__(self, library: Library) -> None:
        self.library = library

    # ── entries ─────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def by_day(self) -> dict[str, tuple[Entry, ...]]:
        """Entries of each edition: the day they were taken in, in order of publication."""
        days: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.library.entries.values():
            day = self.library.taken_in(entry.id)
            if day is not None:
                days[day.isoformat()].append(entry)
        return {day: tuple(sorted(days[day], key=_published)) for day in sorted(days)}

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

    @cached_property
    def by_outlet(self) -> dict[str, tuple[Entry, ...]]:
        """Entries of each outlet, newest first."""
        return _grouped(self._newest, lambda entry: (entry.outlet,))

    @cached_property
    def by_topic(self) -> dict[str, tuple[Entry, ...]]:
        """Entries of each topic, newest first."""
        return _grouped(self._newest, lambda entry: self.library.topics_of(entry.id))

    @cached_property
    def naming(self) -> dict[str, tuple[Entry, ...]]:
        """Entries about each actor, newest first."""
        return _grouped(self._newest, lambda entry: entry.countries)

    @cached_property
    def parts(self) -> dict[str, tuple[Entry, ...]]:
        """Dated parts of each live blog, newest first."""
        return _grouped(self._newest, lambda entry: (entry.part_of,) if entry.part_of else ())

    @cached_property
    def _newest(self) -> tuple[Entry, ...]:
        return tuple(sorted(self.library.entries.values(), key=_published, reverse=True))

    # ── statements ──────────────────────────────────────────────────────────────────────────────

    @cached_property
    def mentions_of(self) -> dict[str, tuple[Mention, ...]]:
        """Claims of each entry, as written."""
        return _grouped(self.library.mentions, lambda mention: (mention.entry,))

    @cached_property
    def reactions_of(self) -> dict[str, tuple[Reaction, ...]]:
        """Reactions of each entry as written; standings stand among its claims."""
        written = [r for r in self.library.reactions if not r.claim]
        return _grouped(written, lambda reaction: (reaction.entry,))

    @cached_property
    def mentions_on(self) -> dict[str, tuple[Mention, ...]]:
        """Claims about each measure, newest first."""
        newest = sorted(self.library.mentions, key=_when, reverse=True)
        return _grouped(newest, lambda mention: (mention.measure,))

    @cached_property
    def statement(self) -> dict[str, Mention | Reaction]:
        """Every claim and reaction by its full id; a standing is the claim."""
        found: dict[str, Mention | Reaction] = {r.id: r for r in self.library.reactions}
        return found | {mention.id: mention for mention in self.library.mentions}

    @cached_property
    def reactions_by(self) -> dict[str, tuple[Reaction, ...]]:
        """What the voices of each actor said or did, newest first; repeats of one left out."""
        newest = sorted(self.library.reactions, key=_when, reverse=True)
        return _grouped([r for r in newest if not r.same_as], _actors)

    @cached_property
    def figures_by(self) -> dict[str, tuple[Mention, ...]]:
        """Figures that the voices of each actor gave, newest first."""
        newest = sorted(self.library.mentions, key=_when, reverse=True)
        return _grouped([m for m in newest if m.status is None and not m.same_as], _actors)

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Every actor that speaks, is named or has a page of the editor's, by name."""
        found = {*self.naming, *self.reactions_by, *self.figures_by, *self.library.countries}
        found |= {actor for r in self.library.reactions for actor in r.target}
        names = self.library.actors
        return tuple(
            sorted((a for a in found if a in names), key=lambda a: (names[a].casefold(), a))
        )

    @cached_property
    def place_of_actor(self) -> dict[str, int]:
        """Where each actor stands among all."""
        return {actor: place for place, actor in enumerate(self.actors)}

    @cached_property
    def reactions_on(self) -> dict[date, dict[str, int]]:
        """How many statements each actor made on each day that is known."""
        days: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for actor, reactions in self.reactions_by.items():
            for reaction in reactions:
                days[_when(reaction)][actor] += 1
        return days

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


def _grouped(things: Iterable[T], names: Callable[[T], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for thing in things:
        for name in names(thing):
            found[name].append(thing)
    return {name: tuple(group) for name, group in found.items()}
