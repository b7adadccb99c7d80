"""The library: everything the site knows, each thing resolved against the others, once.

Building it finds every fault between files. Pure: it takes parsed content and settings and returns
the library and findings; it reads no file and asks no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from briefing.content.model import (
    UNKNOWN,
    UNNAMED,
    Correction,
    Country,
    Edition,
    Entry,
    Measure,
    Outlet,
    PlainPage,
    Statement,
    Topic,
    VerdictFile,
    Voice,
    WrittenClaim,
)
from briefing.content.parsing import Content
from briefing.content.values import Value, Words
from briefing.ground.locale import countries
from briefing.ground.problems import CODES, Finding, suggest
from briefing.ground.settings import Settings
from briefing.thought.evidence import Fragment
from briefing.thought.lock import NO_LOCK, Lock, Verified, record_of, unverified
from briefing.thought.statements import Mention, Quotation, Reaction, Speaker
from briefing.thought.voices import Voices, unknown_actor

_STATUS_KIND: dict[str, Any] = {
    "asserted": "comment",
    "confirmed": "confirm",
    "not-confirmed": "not-confirm",
    "denied": "deny",
}


class Library(Struct, frozen=True, kw_only=True):
    """All content, resolved. Mappings are by id, in the order of ids; never changed once built."""

    settings: Settings
    day: date | None
    """The site's day: the newest day anything was taken in, or `--as-of`."""
    entries: dict[str, Entry]
    mentions: tuple[Mention, ...]
    """In the order of entries' days, then ids, then as written."""
    reactions: tuple[Reaction, ...]
    outlets: dict[str, Outlet]
    measures: dict[str, Measure]
    topics: dict[str, Topic]
    voices: dict[str, Voice]
    editions: dict[str, Edition]
    countries: dict[str, Country]
    verdict_files: dict[str, VerdictFile]
    corrections: dict[str, Correction]
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


def taken_in(entry: Entry) -> date | None:
    """Return the day the editor took an entry in: `added`, else the last day it may be of."""
    if entry.added is not None:
        return entry.added.last
    return entry.date.last if entry.date is not None else None


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
    builder = _Builder(content, settings, as_of, drafts, lock)
    return builder.library(), tuple(builder.findings)


class Resolver:
    """Builds libraries one after the other."""

    def build(
        self,
        content: Content,
        settings: Settings,
        *,
        as_of: date | None = None,
        drafts: bool = False,
    ) -> tuple[Library, tuple[Finding, ...]]:
        """As `build_library`."""
        return build_library(content, settings, as_of=as_of, drafts=drafts)


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


class _Builder:
    """Works through the content once; `findings` grows on the way."""

    def __init__(
        self, content: Content, settings: Settings, as_of: date | None, drafts: bool, lock: Lock
    ) -> None:
        self.content, self.settings, self.as_of = content, settings, as_of
        self.lock = lock.quotations
        self.findings: list[Finding] = list(unverified(content.entries, lock.quotations))
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
        self.voices = Voices(content.voices, self.outlets)

    def _find(
        self, file: str, keys: tuple[str | int, ...], code: str, what: str, hint: str = ""
    ) -> None:
        self.findings.append(Finding(file, keys, code, what, hint))

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
                self.findings.append(unknown_actor(path, (), value.id, self.actors))
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
        """Resolve everything and return the library."""
        self.findings += self.voices.findings(self.actors)
        mentions: list[Mention] = []
        reactions: list[Reaction] = []
        for entry in self.entries.values():
            self._entry(entry, mentions, reactions)
        self._measures()
        self._accepted_codes()
        self._references(mentions, reactions)
        targets = self._targets()
        self._links(targets)
        days = [day for entry in self.entries.values() if (day := taken_in(entry))]
        return Library(
            settings=self.settings,
            day=self.as_of or max(days, default=None),
            entries=self.entries,
            mentions=tuple(mentions),
            reactions=tuple(reactions),
            outlets=self.outlets,
            measures=self.measures,
            topics=self.topics,
            voices=dict(self.voices.by_key),
            editions=self.editions,
            countries=self.countries,
            verdict_files=self.verdict_files,
            corrections=self.corrections,
            pages=self.pages,
            actors=self.actors,
            paths=self.paths,
            targets=targets,
            pictures=self.content.pictures,
        )

    def _entry(self, entry: Entry, mentions: list[Mention], reactions: list[Reaction]) -> None:
        file = self.paths[f"entry/{entry.id}"]
        if entry.outlet != UNKNOWN and entry.outlet not in self.outlets:
            hint = suggest(entry.outlet, self.outlets, noun="outlet in content/outlets/")
            self._find(
                file, ("outlet",), "unknown-outlet", f"there is no outlet {entry.outlet!r}", hint
            )
        if entry.part_of and entry.part_of not in self.entries:
            hint = suggest(entry.part_of, self.entries)
            what = f"there is no entry {entry.part_of!r}"
            self._find(
                file, ("part_of",), "unknown-entry", what, self._why_hidden(entry.part_of) or hint
            )
        for index, actor in enumerate(entry.countries):
            self._actor(file, ("countries", index), actor)
        for index, topic in enumerate(entry.topics or ()):
            if topic not in self.topics:
                hint = suggest(topic, self.topics, noun="topic in content/topics/")
                self._find(
                    file, ("topics", index), "unknown-topic", f"there is no topic {topic!r}", hint
                )
        for index, claim in enumerate(entry.claims):
            mention = self._mention(file, index, entry, claim)
            if mention is not None:
                mentions.append(mention)
                if mention.status is not None:
                    reactions.append(_status_reaction(mention))
        for index, reaction in enumerate(entry.reactions):
            at = ("reactions", index)
            for position, actor in enumerate(reaction.target):
                self._actor(file, (*at, "target", position), actor)
            shared = self._shared(file, at, entry, reaction)
            if shared is not None:
                reactions.append(
                    Reaction(
                        **shared, kind=reaction.kind, target=reaction.target, text=reaction.text
                    )
                )

    def _why_hidden(self, entry: str) -> str:
        return (
            "it is a draft, or was added later than this build looks"
            if entry in self.hidden
            else ""
        )

    def _actor(self, file: str, keys: tuple[str | int, ...], actor: str) -> None:
        if actor not in self.actors:
            self.findings.append(unknown_actor(file, keys, actor, self.actors))

    def _mention(self, file: str, index: int, entry: Entry, claim: WrittenClaim) -> Mention | None:
        at = ("claims", index)
        measure = self.measures.get(claim.measure)
        if measure is None:
            hint = suggest(claim.measure, self.measures, noun="measure in content/measures/")
            what = f"there is no measure {claim.measure!r}"
            self._find(file, (*at, "measure"), "unknown-measure", what, hint)
        value = claim.value
        words: Words | None = None
        if measure is not None:
            value, words = self._value(file, at, measure, claim)
        shared = self._shared(file, at, entry, claim)
        if shared is None or measure is None:
            return None
        return Mention(
            **shared,
            measure=claim.measure,
            value=value if isinstance(value, Value) else None,
            words=words,
            status=claim.status,
            as_of=claim.as_of,
            revises=_full(claim.revises, entry.id),
            revised=claim.revised,
        )

    def _value(
        self, file: str, at: tuple[str | int, ...], measure: Measure, claim: WrittenClaim
    ) -> tuple[Value | None, Words | None]:
        value = claim.value
        if measure.kind == "fact" and value is not None:
            hint = "write `status: confirmed` (asserted, confirmed, not-confirmed, denied)"
            what = f"{measure.id!r} is a fact: it has a status and no value"
            self._find(file, (*at, "value"), "bad-value", what, hint)
        elif measure.kind != "fact" and claim.status is not None:
            what = f"{measure.id!r} is a {measure.kind}: it has a value and no status"
            self._find(file, (*at, "status"), "bad-value", what)
        elif measure.kind == "date" and value is not None:
            return None, value if isinstance(value, Words) else Words(value.text, None, "")
        elif isinstance(value, Words):
            self._find(file, (*at, "value"), "bad-value", value.why)
        return (value if isinstance(value, Value) else None), None

    def _shared(
        self, file: str, at: tuple[str | int, ...], entry: Entry, said: Statement
    ) -> dict[str, Any] | None:
        day = said.said or entry.date
        speakers = self._speakers(file, (*at, "by"), said.by, day)
        via = self._speakers(file, (*at, "via"), said.via, day)
        if speakers is None or via is None:
            return None
        name = f"{entry.id}#{said.id}"
        origin = self.voices.origin(speakers, day, name)
        outlet = self.outlets.get(entry.outlet)
        chain = [*(s.name for s in speakers), *(s.name for s in via), outlet.name if outlet else ""]
        return {
            "id": name,
            "entry": entry.id,
            "outlet": entry.outlet,
            "origin": origin,
            "speakers": speakers,
            "chain": tuple(dict.fromkeys(link for link in chain if link)),
            "via": tuple(s.key for s in via),
            "said": said.said,
            "reported": entry.date,
            "added": taken_in(entry),
            "quote": _quotation(said, record_of(self.lock, entry.id, said)),
            "same_as": _full(said.same_as, entry.id),
            "withdrawn": said.withdrawn,
            "note": said.note,
            "weak": entry.source_quality == "weak",
        }

    def _speakers(
        self, file: str, keys: tuple[str | int, ...], names: tuple[str, ...], day: Any
    ) -> tuple[Speaker, ...] | None:
        if names == (UNNAMED,):
            return ()
        found = []
        for index, name in enumerate(names):
            speaker = self.voices.speaker(name, day)
            if speaker is None:
                hint = suggest(name, self.voices.names(), noun="voice in content/voices.yaml")
                what = f"no voice is called {name!r}"
                self._find(file, (*keys, index), "unknown-voice", what, hint)
                continue
            found.append(speaker)
        return tuple(found) if len(found) == len(names) else None

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
        files: dict[str, Entry | Edition] = {**self.content.entries, **self.content.editions}
        for path, value in files.items():
            for index, code in enumerate(value.accept):
                if code not in CODES:
                    what = f"there is no problem {code!r}"
                    known = [other for other, severity in CODES.items() if severity != "error"]
                    self._find(path, ("accept", index), "unknown-code", what, suggest(code, known))
                elif CODES[code] == "error":
                    what = f"{code!r} is an error; only warnings and notes can be accepted"
                    self._find(path, ("accept", index), "unknown-code", what)

    def _references(self, mentions: list[Mention], reactions: list[Reaction]) -> None:
        known = {m.id for m in mentions} | {r.id for r in reactions}
        for entry in self.entries.values():
            file = self.paths[f"entry/{entry.id}"]
            for group in ("claims", "reactions"):
                for index, said in enumerate(getattr(entry, group)):
                    for key in ("same_as", "revises"):
                        target = _full(getattr(said, key, ""), entry.id)
                        if target:
                            self._claim_ref(
                                file, (group, index, key), target, known, f"{entry.id}#{said.id}"
                            )
        for key, verdict in self.verdict_files.items():
            for end in ("a", "b"):
                self._claim_ref(self.paths[f"verdict/{key}"], (end,), getattr(verdict, end), known)
        for code, country in self.countries.items():
            for index, position in enumerate(country.positions):
                for place, target in enumerate(position.evidence):
                    keys = ("positions", index, "evidence", place)
                    self._claim_ref(self.paths[f"country/{code}"], keys, target, known)

    def _claim_ref(
        self, file: str, keys: tuple[str | int, ...], target: str, known: set[str], own: str = ""
    ) -> None:
        if target == own:
            self._find(file, keys, "circular", f"{target!r} names itself")
        elif target not in known and target.partition("#")[0] not in self.hidden:
            short = target.partition("#")[2] or target
            near = [
                k
                for k in known
                if k.endswith(f"#{short}") or k.startswith(target.partition("#")[0] + "#")
            ]
            hint = suggest(target, near or known)
            self._find(
                file, keys, "unknown-claim", f"there is no claim or reaction {target!r}", hint
            )

    def _targets(self) -> dict[str, str]:
        shown: dict[str, Mapping[str, Any]] = {"entry": self.entries, "edition": self.editions}
        return {
            path: name
            for name, path in self.paths.items()
            if (kind := name.partition("/")[0]) not in shown
            or name.partition("/")[2] in shown[kind]
        }

    def _links(self, targets: Mapping[str, str]) -> None:
        for name in targets.values():
            kind, _, key = name.partition("/")
            for prose, keys in _proses(self._thing(kind, key)):
                for link in prose.links:
                    self._link(self.paths[name], keys, link, targets)

    def _thing(self, kind: str, key: str) -> Any:
        tables: dict[str, dict[str, Any]] = {
            "entry": self.entries, "edition": self.editions, "country": self.countries,
            "measure": self.measures, "topic": self.topics, "outlet": self.outlets,
            "verdict": self.verdict_files, "correction": self.corrections, "page": self.pages,
        }  # fmt: skip
        return tables[kind][key]

    def _link(
        self, file: str, keys: tuple[str | int, ...], link: Any, targets: Mapping[str, str]
    ) -> None:
        target = resolve(file, link.path)
        known: Mapping[str, str] = self.content.pictures if link.picture else targets
        if target in known:
            return
        hint = suggest(target or link.path, known)
        if target in self.paths.values():
            hint = "it is a draft, or was added later than this build looks"
        what = f"the {'picture' if link.picture else 'link'} {link.path!r} leads nowhere"
        line = None if keys else link.line
        self.findings.append(Finding(file, keys, "dead-link", what, hint, line=line))


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


def _status_reaction(mention: Mention) -> Reaction:
    shared = {name: getattr(mention, name) for name in _SHARED}
    assert mention.status is not None
    return Reaction(**shared, kind=_STATUS_KIND[mention.status], claim=mention.measure)


_SHARED = (
    "id", "entry", "outlet", "origin", "speakers", "chain", "via", "said", "reported", "added",
    "quote", "same_as", "withdrawn", "note", "weak",
)  # fmt: skip


def _quotation(said: Statement, record: Verified | None) -> Quotation | None:
    if not said.quote:
        return None
    return Quotation(
        said.quote,
        said.prefix,
        said.suffix,
        said.lang,
        said.translation,
        said.translated_by,
        record.checked if record else None,
        record.fragment if record else Fragment(),
    )


def _full(name: str, entry: str) -> str:
    if not name:
        return ""
    return name if "#" in name else f"{entry}#{name}"
