"""One entry, resolved: its claims and reactions with voices, outlets and measures known.

A pure function of the entry and its context, and of nothing else: what it needs of other entries is
handed on as `refs` and `links`, to be looked up by the library. So an entry that is as it was, in a
context that is as it was, need not be resolved again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from briefing.content.model import (
    UNKNOWN,
    UNNAMED,
    Entry,
    Measure,
    Outlet,
    Statement,
    Topic,
    Voice,
    WrittenClaim,
)
from briefing.content.prose import Link
from briefing.content.values import Value, Words
from briefing.ground.problems import CODES, Finding, suggest
from briefing.thought.lock import Verified, record_of, unverified, whose
from briefing.thought.statements import Mention, Origin, Quotation, Reaction
from briefing.thought.voices import Heard, Voices, unknown_actor

Keys = tuple[str | int, ...]
_NOBODY: Heard = ((), Origin(UNNAMED, "unnamed", ""))
_STATUS_KIND: dict[str, Any] = {
    "asserted": "comment",
    "confirmed": "confirm",
    "not-confirmed": "not-confirm",
    "denied": "deny",
}


class Ref(Struct, frozen=True):
    """A statement that another names: where it is named, its full id, and who names it."""

    keys: Keys
    target: str
    own: str


class Resolved(Struct, frozen=True):
    """What one entry comes to by itself."""

    mentions: tuple[Mention, ...]
    reactions: tuple[Reaction, ...]
    names: frozenset[str]
    """Full ids of its mentions and reactions."""
    findings: tuple[Finding, ...]
    refs: tuple[Ref, ...]
    links: tuple[Link, ...]
    part_of: str

    @property
    def connected(self) -> bool:
        """True if there is anything to say or to look up about it."""
        return bool(self.findings or self.refs or self.links or self.part_of)


class Context:
    """All that the resolving of an entry may depend on besides the entry."""

    def __init__(
        self, voices: Sequence[Voice], outlets: Mapping[str, Outlet],
        measures: Mapping[str, Measure], topics: Mapping[str, Topic], actors: Mapping[str, str],
        lock: Mapping[str, Verified],
    ) -> None:  # fmt: skip
        self.outlets = {key: outlet.name for key, outlet in outlets.items()}
        self.measures = {key: measure.kind for key, measure in measures.items()}
        self.topics = frozenset(topics)
        self.actors = actors
        self.lock = lock
        self.key = (
            tuple(voices), {key: (o.name, o.aliases) for key, o in outlets.items()},
            self.measures, self.topics, actors, lock,
        )  # fmt: skip
        self.voices = Voices(voices, outlets)
        self.findings = tuple(self.voices.findings(actors))


def taken_in(entry: Entry) -> date | None:
    """Return the day the editor took an entry in: `added`, else the last day it may be of."""
    if entry.added is not None:
        return entry.added.last
    return entry.date.last if entry.date is not None else None


def resolve_entry(context: Context, file: str, entry: Entry) -> Resolved:
    """Resolve one entry."""
    return _Resolving(context, file, entry).resolved()


class _Resolving:
    def __init__(self, context: Context, file: str, entry: Entry) -> None:
        self.context, self.file, self.entry = context, file, entry
        self.findings: list[Finding] = []

    def resolved(self) -> Resolved:
        self._check()
        mentions: list[Mention] = []
        reactions: list[Reaction] = []
        for index, claim in enumerate(self.entry.claims):
            mention = self._mention(index, claim)
            if mention is not None:
                mentions.append(mention)
                if mention.status is not None:
                    reactions.append(_status_reaction(mention))
        for index, reaction in enumerate(self.entry.reactions):
            at = ("reactions", index)
            for position, actor in enumerate(reaction.target):
                self._actor((*at, "target", position), actor)
            shared = self._shared(at, reaction)
            if shared is not None:
                reactions.append(
                    Reaction(
                        **shared, kind=reaction.kind, target=reaction.target, text=reaction.text
                    )
                )
        names = frozenset(said.id for said in (*mentions, *reactions))
        return Resolved(
            tuple(mentions), tuple(reactions), names, tuple(self.findings),
            tuple(_refs(self.entry)), self.entry.body.links, self.entry.part_of or "",
        )  # fmt: skip

    def _find(self, keys: Keys, code: str, what: str, hint: str = "") -> None:
        self.findings.append(Finding(self.file, keys, code, what, hint))

    def _check(self) -> None:
        entry, context = self.entry, self.context
        if entry.outlet != UNKNOWN and entry.outlet not in context.outlets:
            hint = suggest(entry.outlet, context.outlets, noun="outlet in content/outlets/")
            self._find(("outlet",), "unknown-outlet", f"there is no outlet {entry.outlet!r}", hint)
        for index, actor in enumerate(entry.countries):
            self._actor(("countries", index), actor)
        for index, topic in enumerate(entry.topics or ()):
            if topic not in context.topics:
                hint = suggest(topic, context.topics, noun="topic in content/topics/")
                self._find(("topics", index), "unknown-topic", f"there is no topic {topic!r}", hint)
        self.findings += accept_findings(self.file, entry.accept)
        self.findings += (*unverified({self.file: entry}, context.lock), *whose({self.file: entry}))

    def _actor(self, keys: Keys, actor: str) -> None:
        if actor not in self.context.actors:
            self.findings.append(unknown_actor(self.file, keys, actor, self.context.actors))

    def _mention(self, index: int, claim: WrittenClaim) -> Mention | None:
        at = ("claims", index)
        kind = self.context.measures.get(claim.measure)
        if kind is None:
            hint = suggest(
                claim.measure, self.context.measures, noun="measure in content/measures/"
            )
            what = f"there is no measure {claim.measure!r}"
            self._find((*at, "measure"), "unknown-measure", what, hint)
        value = claim.value
        words: Words | None = None
        if kind is not None:
            value, words = self._value(at, kind, claim)
        shared = self._shared(at, claim)
        if shared is None or kind is None:
            return None
        return Mention(
            **shared,
            measure=claim.measure,
            value=value if isinstance(value, Value) else None,
            words=words,
            status=claim.status,
            as_of=claim.as_of,
            revises=full_id(claim.revises, self.entry.id),
            revised=claim.revised,
        )

    def _value(self, at: Keys, kind: str, claim: WrittenClaim) -> tuple[Value | None, Words | None]:
        value = claim.value
        if kind == "fact" and value is not None:
            hint = "write `status: confirmed` (asserted, confirmed, not-confirmed, denied)"
            what = f"{claim.measure!r} is a fact: it has a status and no value"
            self._find((*at, "value"), "bad-value", what, hint)
        elif kind != "fact" and claim.status is not None:
            what = f"{claim.measure!r} is a {kind}: it has a value and no status"
            self._find((*at, "status"), "bad-value", what)
        elif kind == "date" and value is not None:
            return None, value if isinstance(value, Words) else Words(value.text, None, "")
        elif isinstance(value, Words):
            self._find((*at, "value"), "bad-value", value.why)
        return (value if isinstance(value, Value) else None), None

    def _shared(self, at: Keys, said: Statement) -> dict[str, Any] | None:
        entry = self.entry
        day = said.said or entry.date
        name = f"{entry.id}#{said.id}"
        by = self._heard((*at, "by"), said.by, day, name)
        passed = self._heard((*at, "via"), said.via, day, name) if said.via else _NOBODY
        if by is None or passed is None:
            return None
        (speakers, origin), (via, _) = by, passed
        outlet = self.context.outlets.get(entry.outlet, "")
        chain = [*(s.name for s in speakers), *(s.name for s in via), outlet]
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
            "quote": _quotation(said, record_of(self.context.lock, entry.id, said)),
            "same_as": full_id(said.same_as, entry.id),
            "withdrawn": said.withdrawn,
            "note": said.note,
            "weak": entry.source_quality == "weak",
        }

    def _heard(self, keys: Keys, names: tuple[str, ...], day: Any, statement: str) -> Heard | None:
        if names == (UNNAMED,) or not names:
            return (), Origin(f"{UNNAMED}:{statement}", "unnamed", "")
        voices = self.context.voices
        heard = voices.heard(names, day)
        if heard is None:
            for index, name in enumerate(names):
                if voices.speaker(name, day) is None:
                    hint = suggest(name, voices.names(), noun="voice in content/voices.yaml")
                    what = f"no voice is called {name!r}"
                    self._find((*keys, index), "unknown-voice", what, hint)
        return heard


def accept_findings(file: str, accept: Sequence[str]) -> list[Finding]:
    """Say which codes cannot be accepted by a file."""
    found = []
    for index, code in enumerate(accept):
        if code not in CODES:
            what = f"there is no problem {code!r}"
            known = [other for other, severity in CODES.items() if severity != "error"]
            hint = suggest(code, known)
            found.append(Finding(file, ("accept", index), "unknown-code", what, hint))
        elif CODES[code] == "error":
            what = f"{code!r} is an error; only warnings and notes can be accepted"
            found.append(Finding(file, ("accept", index), "unknown-code", what))
    return found


def full_id(name: str, entry: str) -> str:
    """Return the full id that a bare id means within an entry; empty stays empty."""
    if not name:
        return ""
    return name if "#" in name else f"{entry}#{name}"


def _refs(entry: Entry) -> list[Ref]:
    found = []
    for group in ("claims", "reactions"):
        for index, said in enumerate(getattr(entry, group)):
            for key in ("same_as", "revises"):
                target = full_id(getattr(said, key, ""), entry.id)
                if target:
                    found.append(Ref((group, index, key), target, f"{entry.id}#{said.id}"))
    return found


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
        record.fragment if record else None,
        bool(record and record.speech),
    )
