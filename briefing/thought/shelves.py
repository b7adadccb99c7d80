"""Indexes over a library, each made once and only when a page asks: no page scans everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property
from operator import eq
from typing import Any, TypeVar

from briefing.content.model import Correction, Entry, VerdictFile
from briefing.thought.changes import heard_in
from briefing.thought.comparing import groups_of
from briefing.thought.index import Index
from briefing.thought.library import Library
from briefing.thought.resolving import Resolved, taken_in
from briefing.thought.statements import Mention, Reaction
from briefing.thought.wording import last_day, spoken

T = TypeVar("T")
N = TypeVar("N", bound=Hashable)
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


def _statements(library: Library, key: str) -> tuple[Mention | Reaction, ...]:
    resolved = library.resolved[key]
    return *resolved.mentions, *resolved.reactions


def _added(said: Mention | Reaction) -> date:
    return said.added or date.min


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
        said = _differing(then.resolved, now.resolved)
        written = said | _differing(then.entries, now.entries)
        if len(written) > FEW:
            return
        changed = {key: self.place.get(key, 0) for key in written}
        others = {key: changed[key] for key in said}
        for index in vars(Shelves).values():
            if isinstance(index, Index):
                index.renew(self, before, changed if index.of is _entry else others)
        self._renew_statements(before, others)

    def _renew_statements(self, before: Shelves, changed: Collection[str]) -> None:
        if "statement" not in before.__dict__:
            return
        if not changed:
            self.__dict__["statement"] = before.statement
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

    _mentions_added = Index(_mentions, lambda library, m: (_added(m).isoformat(),))
    _reactions_added = Index(_reactions, lambda library, r: (_added(r).isoformat(),))

    def said_between(self, after: date | None, day: date) -> list[Mention | Reaction]:
        """Everything taken in after a day and up to another: claims, then reactions."""
        tables: tuple[Mapping[str, tuple[Mention | Reaction, ...]], ...]
        tables = (self._mentions_added, self._reactions_added)
        return [said for held in tables for each in _days(held, after, day) for said in held[each]]

    def taken_in_between(self, after: date | None, day: date) -> list[str]:
        """Entries taken in after a day and up to another, in the order of the library."""
        days = _days(self.by_day, after, day)
        return [key for each in days for key in sorted(entry.id for entry in self.by_day[each])]

    _heard = Index(_statements, lambda library, said: heard_in(said), _added)
    _heard_by_actor = Index(_statements, lambda library, said: _actors(said), _added)

    def first_heard_of(self, name: str) -> date:
        """The day on which anything of an actor or voice (`voice KEY`) was first taken in."""
        return _added(self._heard[name][0])

    @cached_property
    def first_heard(self) -> dict[str, tuple[str, ...]]:
        """Actors by the day on which something of theirs was first taken in."""
        first = {actor: _added(said[0]) for actor, said in self._heard_by_actor.items()}
        return _grouped(first, lambda actor: (first[actor].isoformat(),))

    # ── measures ────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """Measures in groups that have to do with each other, or are tied by an editor."""
        groups = groups_of(self.library.measures, self._ties())
        return tuple(tuple(measure.id for measure in group) for group in groups)

    @cached_property
    def circle_of(self) -> dict[str, tuple[str, ...]]:
        """The circle of each measure."""
        return {measure: circle for circle in self.circles for measure in circle}

    def _ties(self) -> Iterable[tuple[str, str]]:
        """Return measures that an editor ties: by `revises`, or by a verdict on claims of both."""
        pairs = [(m.id, m.revises) for found in self.revising.values() for m in found]
        pairs += [(file.a, file.b) for file in self.library.verdict_files.values()]
        for a, b in pairs:
            one, other = self.statement.get(a), self.statement.get(b)
            if isinstance(one, Mention) and isinstance(other, Mention):
                yield one.measure, other.measure

    @cached_property
    def _files(self) -> dict[tuple[str, ...], tuple[VerdictFile, ...]]:
        def circle(file: VerdictFile) -> Iterable[tuple[str, ...]]:
            said = self.statement.get(file.a)
            return (self.circle_of[said.measure],) if isinstance(said, Mention) else ()

        return _grouped(self.library.verdict_files.values(), circle)

    def files_on(self, circle: tuple[str, ...]) -> tuple[VerdictFile, ...]:
        """The editor's verdicts on claims of a circle."""
        return self._files.get(circle, ())

    def place_of_mention(self, full_id: str) -> tuple[int, int]:
        """Where a mention stands in the library: the place of its entry, and within that."""
        mention = self.statement[full_id]
        within = self.library.resolved[mention.entry].mentions
        return self.place[mention.entry], next(n for n, m in enumerate(within) if m.id == full_id)

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


def _days(held: Iterable[str], after: date | None, day: date) -> list[str]:
    first, last = after.isoformat() if after is not None else "", day.isoformat()
    return [each for each in held if first < each <= last]


def _thing(where: str) -> str:
    name = where.partition("#")[0]
    return name.removeprefix("content/").removesuffix(".md")


def _grouped(things: Iterable[T], names: Callable[[T], Iterable[N]]) -> dict[N, tuple[T, ...]]:
    found: dict[N, list[T]] = defaultdict(list)
    for thing in things:
        for name in names(thing):
            found[name].append(thing)
    return {name: tuple(group) for name, group in found.items()}
