"""The library: everything the site knows, each thing resolved against the others, once.

Building it finds every fault between files. Pure: it takes parsed content and settings and returns
the library and findings; it reads no file and asks no clock.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from briefing.content.model import (
    Correction,
    Country,
    Edition,
    Entry,
    Measure,
    Outlet,
    PlainPage,
    Topic,
    VerdictFile,
    Voice,
)
from briefing.content.parsing import Content
from briefing.content.prose import Link
from briefing.ground.locale import countries
from briefing.ground.problems import CODES, Finding, suggest
from briefing.ground.settings import Settings
from briefing.thought.gaps import gaps
from briefing.thought.lock import NO_LOCK, Lock
from briefing.thought.removal import Removed, Removing
from briefing.thought.resolving import (
    Context,
    Keys,
    Ref,
    Resolved,
    accept_findings,
    resolve_entry,
    taken_in,
)
from briefing.thought.statements import Mention, Reaction
from briefing.thought.voices import unknown_actor


class Library(Struct, frozen=True, kw_only=True):
    """All content, resolved. Mappings are by id, in the order of ids; never changed once built."""

    settings: Settings
    day: date | None
    """The site's day: the newest day anything was taken in, or `--as-of`."""
    entries: dict[str, Entry]
    mentions: tuple[Mention, ...]
    """In the order of entries' days, then ids, then as written."""
    reactions: tuple[Reaction, ...]
    resolved: dict[str, Resolved]
    """What each entry comes to: its mentions and reactions."""
    outlets: dict[str, Outlet]
    measures: dict[str, Measure]
    topics: dict[str, Topic]
    voices: dict[str, Voice]
    editions: dict[str, Edition]
    countries: dict[str, Country]
    verdict_files: dict[str, VerdictFile]
    corrections: dict[str, Correction]
    removed: Removed
    """What was removed by law: tombstones stand there."""
    pages: dict[str, PlainPage]
    actors: dict[str, str]
    """Code or id and name of every country and organisation there is."""
    paths: dict[str, str]
    """Kind and id (`entry/x`) to the file it comes from."""
    targets: dict[str, str]
    """Path of each content file to its kind and id, for links by path."""
    pictures: dict[str, str]
    """Path of each picture to the key of its bytes."""

    def taken_in(self, entry: str) -> date | None:
        """Return the day an entry was taken in, or None where nothing dates it."""
        return taken_in(self.entries[entry])

    def topics_of(self, entry: str) -> tuple[str, ...]:
        """Return an entry's topics: written, or those of its measures, or the site's only one."""
        return _topics_of(self.entries[entry], self.measures, self.topics)


def accepted(findings: tuple[Finding, ...], content: Content) -> tuple[Finding, ...]:
    """Leave out the warnings that the editor of a file has looked at (`accept`)."""
    files: dict[str, Entry | Edition] = {**content.entries, **content.editions}
    return tuple(
        f
        for f in findings
        if f.file not in files or f.code not in files[f.file].accept or CODES[f.code] == "error"
    )


def build_library(
    content: Content,
    settings: Settings,
    *,
    as_of: date | None = None,
    drafts: bool = False,
    lock: Lock = NO_LOCK,
) -> tuple[Library, tuple[Finding, ...]]:
    """Resolve all content; entries added after `as_of`, and drafts unless wanted, are absent.

    `lock` says which quotations were found in the texts they are from.

    Returns the library and every finding; a library with findings of severity error is not to be
    rendered, but can be looked at.
    """
    return Resolver().build(content, settings, as_of=as_of, drafts=drafts, lock=lock)


class Resolver:
    """Builds libraries one after the other, each as if it were the first, and only cheaper.

    What an entry comes to depends on the entry and its context alone (`thought.resolving`), so it
    is kept while both are as they were. The tables stay as well while entries change only inside.
    """

    def __init__(self) -> None:
        self._last: _Tables | None = None
        self._removing = Removing()

    def build(
        self,
        content: Content,
        settings: Settings,
        *,
        as_of: date | None = None,
        drafts: bool = False,
        lock: Lock = NO_LOCK,
    ) -> tuple[Library, tuple[Finding, ...]]:
        """As `build_library`."""
        content, removed = self._removing.without(content)
        given = (settings, as_of, drafts, lock.quotations, removed)
        last = self._last
        tables = last.renewed(content) if last is not None and last.given == given else None
        if tables is None:
            tables = _Tables(content, settings, as_of, drafts, lock, removed, last)
        self._last = tables
        return tables.library(), (*tables.findings(), *gaps(content))


def _topics_of(
    entry: Entry, measures: Mapping[str, Measure], topics: Mapping[str, Topic]
) -> tuple[str, ...]:
    if entry.topics is not None:
        return entry.topics
    named = [measures[c.measure].topic for c in entry.claims if c.measure in measures]
    found = tuple(dict.fromkeys(topic for topic in named if topic))
    if found or entry.claims:
        return found
    return tuple(topics) if len(topics) == 1 else ()


class _Tables:
    """Everything by id, with the faults of files beside each other, and each entry resolved."""

    def __init__(
        self, content: Content, settings: Settings, as_of: date | None, drafts: bool, lock: Lock,
        removed: Removed, last: _Tables | None,
    ) -> None:  # fmt: skip
        self.content, self.settings, self.as_of = content, settings, as_of
        self.given = (settings, as_of, drafts, lock.quotations, removed)
        self.removed = removed
        self.found: list[Finding] = []
        self.paths: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.actors = {**countries(settings.language), **settings.organisations}
        self.outlets: dict[str, Outlet] = self._by_id("outlet", content.outlets)
        self.measures: dict[str, Measure] = self._by_id("measure", content.measures)
        self.topics: dict[str, Topic] = self._by_id("topic", content.topics)
        self.verdict_files: dict[str, VerdictFile] = self._by_id("verdict", content.verdicts)
        self.corrections: dict[str, Correction] = self._by_id("correction", content.corrections)
        self.pages: dict[str, PlainPage] = self._by_id("page", content.pages)
        self.countries = self._countries()
        self.entries = self._entries(drafts)
        self.editions = self._editions(drafts)
        self.targets = self._targets()
        self.files = frozenset(self.paths.values())
        self.days = [day for entry in self.entries.values() if (day := taken_in(entry))]
        self._measures()
        self._accepted_codes()
        self.refs, self.links = self._refs(), self._links()
        self.context = Context(
            content.voices, self.outlets, self.measures, self.topics, self.actors, lock.quotations
        )
        if last is not None and last.context.key == self.context.key:
            self.context = last.context
        self.resolved = self._resolved(last)
        self.connected = {key for key, resolved in self.resolved.items() if resolved.connected}

    def _resolved(self, last: _Tables | None) -> dict[str, Resolved]:
        if last is None or last.context is not self.context:
            return {
                key: resolve_entry(self.context, self.paths[f"entry/{key}"], entry)
                for key, entry in self.entries.items()
            }
        return {
            key: last.resolved[key]
            if last.entries.get(key) is entry and last.paths[name] == self.paths[name]
            else resolve_entry(self.context, self.paths[name], entry)
            for key, entry in self.entries.items()
            for name in (f"entry/{key}",)
        }

    def renewed(self, content: Content) -> _Tables | None:
        """Return tables for content that differs inside some entries only, else None."""
        before, now = self.content, content
        fields = (name for name in now.__struct_fields__ if name != "entries")
        if any(getattr(before, name) is not getattr(now, name) for name in fields):
            return None
        if before.entries.keys() != now.entries.keys():
            return None
        changed = {p: e for p, e in now.entries.items() if before.entries[p] is not e}
        if not all(_same_place(before.entries[path], entry) for path, entry in changed.items()):
            return None
        tables = copy.copy(self)
        tables.content = content
        tables.entries, tables.resolved = dict(self.entries), dict(self.resolved)
        tables.connected = set(self.connected)
        for path, entry in changed.items():
            if entry.id in self.entries and self.paths[f"entry/{entry.id}"] == path:
                resolved = resolve_entry(self.context, path, entry)
                if resolved == self.resolved[entry.id]:
                    resolved = self.resolved[entry.id]  # the very same: nothing follows from it
                tables.entries[entry.id], tables.resolved[entry.id] = entry, resolved
                tables.connected.discard(entry.id)
                tables.connected |= {entry.id} if resolved.connected else set()
        return tables

    def _find(
        self, file: str, keys: tuple[str | int, ...], code: str, what: str, hint: str = ""
    ) -> None:
        self.found.append(Finding(file, keys, code, what, hint))

    def _by_id(self, kind: str, files: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for path, value in files.items():
            if value.id in found:
                what = f"{kind} {value.id!r} is also defined by {self.paths[f'{kind}/{value.id}']}"
                self._find(path, ("id",), "duplicate-id", what, "give one of them another `id`")
                continue
            found[value.id] = value
            self.paths[f"{kind}/{value.id}"] = path
        return dict(sorted(found.items()))

    def _countries(self) -> dict[str, Country]:
        found = {}
        for path, value in self.content.countries.items():
            code = value.id if value.id in self.actors else value.id.upper()
            if code not in self.actors:
                self.found.append(unknown_actor(path, (), value.id, self.actors))
                continue
            if code in found:
                what = f"{code} is also defined by {self.paths[f'country/{code}']}"
                self._find(path, (), "duplicate-id", what)
                continue
            found[code] = msgspec.structs.replace(value, id=code)
            self.paths[f"country/{code}"] = path
        return dict(sorted(found.items()))

    def _entries(self, drafts: bool) -> dict[str, Entry]:
        found = self._by_id("entry", self.content.entries)
        shown = {}
        for key, entry in found.items():
            day = taken_in(entry)
            later = self.as_of is not None and day is not None and day > self.as_of
            if later or (entry.draft and not drafts):
                self.hidden.add(key)
            else:
                shown[key] = entry
        return dict(
            sorted(shown.items(), key=lambda item: (taken_in(item[1]) or date.min, item[0]))
        )

    def _editions(self, drafts: bool) -> dict[str, Edition]:
        found = self._by_id("edition", self.content.editions)
        return {
            key: edition
            for key, edition in found.items()
            if (drafts or not edition.draft)
            and (self.as_of is None or date.fromisoformat(key) <= self.as_of)
        }

    def library(self) -> Library:
        """Return the library."""
        return Library(
            settings=self.settings,
            day=self.as_of or max(self.days, default=None),
            entries=self.entries,
            mentions=tuple(chain.from_iterable(r.mentions for r in self.resolved.values())),
            reactions=tuple(chain.from_iterable(r.reactions for r in self.resolved.values())),
            resolved=self.resolved,
            outlets=self.outlets,
            measures=self.measures,
            topics=self.topics,
            voices=dict(self.context.voices.by_key),
            editions=self.editions,
            countries=self.countries,
            verdict_files=self.verdict_files,
            corrections=self.corrections,
            removed=self.removed,
            pages=self.pages,
            actors=self.actors,
            paths=self.paths,
            targets=self.targets,
            pictures=self.content.pictures,
        )

    def findings(self) -> list[Finding]:
        """Return every fault: of the tables, of voices, of each entry, and between entries."""
        look = _Lookups(self)
        for key in self.entries:
            if key in self.connected:
                look.entry(self.paths[f"entry/{key}"], self.resolved[key])
        for file, ref in self.refs:
            look.statement(file, ref)
        for file, keys, link in self.links:
            look.link(file, keys, link)
        for key, correction in self.corrections.items():
            look.corrected(self.paths[f"correction/{key}"], correction.where)
        return [*self.found, *self.context.findings, *look.found]

    def _measures(self) -> None:
        for key, measure in self.measures.items():
            file = self.paths[f"measure/{key}"]
            if measure.topic and measure.topic not in self.topics:
                hint = suggest(measure.topic, self.topics, noun="topic in content/topics/")
                self._find(
                    file, ("topic",), "unknown-topic", f"there is no topic {measure.topic!r}", hint
                )
            others = [("includes", i, other) for i, other in enumerate(measure.includes)]
            others += [("parts", i, other) for i, other in enumerate(measure.parts)]
            others += [("foresees", 0, measure.foresees)] if measure.foresees else []
            for name, index, other in others:
                keys = (name,) if name == "foresees" else (name, index)
                if other == key:
                    self._find(file, keys, "circular", f"{key!r} names itself")
                elif other not in self.measures:
                    hint = suggest(other, self.measures)
                    self._find(
                        file, keys, "unknown-measure", f"there is no measure {other!r}", hint
                    )
            if key in _reached(key, self.measures, "includes"):
                self._find(
                    file, ("includes",), "circular", f"{key!r} includes itself, by way of others"
                )

    def _accepted_codes(self) -> None:
        for path, edition in self.content.editions.items():
            self.found += accept_findings(path, edition.accept)

    def _targets(self) -> dict[str, str]:
        shown: dict[str, Mapping[str, Any]] = {"entry": self.entries, "edition": self.editions}
        return {
            path: name
            for name, path in self.paths.items()
            if (kind := name.partition("/")[0]) not in shown
            or name.partition("/")[2] in shown[kind]
        }

    def _refs(self) -> list[tuple[str, Ref]]:
        """Return what names statements besides entries, with its file."""
        found = [
            (self.paths[f"verdict/{key}"], Ref((end,), getattr(verdict, end), ""))
            for key, verdict in self.verdict_files.items()
            for end in ("a", "b")
        ]
        for code, country in self.countries.items():
            for index, position in enumerate(country.positions):
                for place, target in enumerate(position.evidence):
                    ref = Ref(("positions", index, "evidence", place), target, "")
                    found.append((self.paths[f"country/{code}"], ref))
        return found

    def _links(self) -> list[tuple[str, Keys, Link]]:
        """Return every link by path in prose besides that of entries, with its file."""
        tables: dict[str, Mapping[str, Any]] = {
            "edition": self.editions, "country": self.countries, "measure": self.measures,
            "topic": self.topics, "outlet": self.outlets, "verdict": self.verdict_files,
            "correction": self.corrections, "page": self.pages,
        }  # fmt: skip
        return [
            (self.paths[f"{kind}/{key}"], keys, link)
            for kind, table in tables.items()
            for key, value in table.items()
            for prose, keys in _proses(value)
            for link in prose.links
        ]


class _Lookups:
    """Looks up what files say of each other; `found` grows on the way."""

    def __init__(self, tables: _Tables) -> None:
        self.tables = tables
        self.found: list[Finding] = []
        self._known: set[str] | None = None

    def entry(self, file: str, resolved: Resolved) -> None:
        """Take over an entry's own faults and look up what it names."""
        self.found += resolved.findings
        if resolved.part_of and resolved.part_of not in self.tables.entries:
            what = f"there is no entry {resolved.part_of!r}"
            hint = suggest(resolved.part_of, self.tables.entries)
            if resolved.part_of in self.tables.hidden:
                hint = "it is a draft, or was added later than this build looks"
            self.found.append(Finding(file, ("part_of",), "unknown-entry", what, hint))
        for ref in resolved.refs:
            self.statement(file, ref)
        for link in resolved.links:
            self.link(file, (), link)

    def statement(self, file: str, ref: Ref) -> None:
        """Look up a claim or reaction that a file names."""
        entry = ref.target.partition("#")[0]
        if ref.target == ref.own:
            what = f"{ref.target!r} names itself"
            self.found.append(Finding(file, ref.keys, "circular", what))
            return
        there = self.tables.resolved.get(entry)
        if self.tables.removed.knows(ref.target):
            return
        if (there is None or ref.target not in there.names) and entry not in self.tables.hidden:
            what = f"there is no claim or reaction {ref.target!r}"
            hint = self._nearest(ref.target)
            self.found.append(Finding(file, ref.keys, "unknown-claim", what, hint))

    def corrected(self, file: str, wheres: tuple[str, ...]) -> None:
        """Look up what a correction names: an entry, a statement, or another content file."""
        for index, where in enumerate(wheres):
            name = where.removeprefix("content/").removesuffix(".md")
            if "#" in name:
                self.statement(file, Ref(("where", index), name, ""))
            elif not self._there(name):
                what = f"there is no entry and no content file {where!r}"
                known = {*self.tables.entries, *map(_short_path, self.tables.paths.values())}
                hint = suggest(where, known)
                self.found.append(Finding(file, ("where", index), "unknown-entry", what, hint))

    def _there(self, name: str) -> bool:
        tables = self.tables
        return (
            name in tables.entries or name in tables.hidden or f"content/{name}.md" in tables.files
        )

    def _nearest(self, target: str) -> str:
        if self._known is None:
            self._known = set(chain.from_iterable(r.names for r in self.tables.resolved.values()))
        short = target.partition("#")[2] or target
        begin = target.partition("#")[0] + "#"
        near = [k for k in self._known if k.endswith(f"#{short}") or k.startswith(begin)]
        return suggest(target, near or self._known)

    def link(self, file: str, keys: Keys, link: Link) -> None:
        """Look up a link by path."""
        target = resolve(file, link.path)
        tables = self.tables
        known: Mapping[str, str] = tables.content.pictures if link.picture else tables.targets
        if target in known:
            return
        hint = suggest(target or link.path, known)
        if target in tables.paths.values():
            hint = "it is a draft, or was added later than this build looks"
        what = f"the {'picture' if link.picture else 'link'} {link.path!r} leads nowhere"
        line = None if keys else link.line
        self.found.append(Finding(file, keys, "dead-link", what, hint, line=line))


def _short_path(path: str) -> str:
    return path.removeprefix("content/").removesuffix(".md")


def _same_place(before: Entry, now: Entry) -> bool:
    """Say whether a changed entry keeps its id, its place among others, and whether it is shown."""
    return (before.id, taken_in(before), before.draft) == (now.id, taken_in(now), now.draft)


def resolve(file: str, path: str) -> str | None:
    """Return the content path that a link in a file means, or None if it leads out of the site."""
    path = path.partition("#")[0]
    parts = file.split("/")[:-1] if not path.startswith("/") else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _proses(value: Any) -> list[tuple[Any, tuple[str | int, ...]]]:
    """Return every prose of a content value with the keys that lead to it (none for the body)."""
    found: list[tuple[Any, tuple[str | int, ...]]] = [(value.body, ())]
    if isinstance(value, Edition):
        found += [(value.lede, ("lede",))]
        found += [(bullet, ("brief", index)) for index, bullet in enumerate(value.brief)]
        if value.differences:
            found += [(value.differences.lede, ("differences", "lede"))]
            found += [(value.differences.unknown, ("differences", "unknown"))]
    if isinstance(value, Country):
        found += [(p.text, ("positions", i, "text")) for i, p in enumerate(value.positions)]
    return found


def _reached(key: str, measures: Mapping[str, Measure], name: str) -> set[str]:
    seen: set[str] = set()
    ahead = list(getattr(measures[key], name))
    while ahead:
        here = ahead.pop()
        if here not in seen and here in measures:
            seen.add(here)
            ahead += getattr(measures[here], name)
    return seen
