"""From sources to content: each file on its own, as the type of its kind. Nothing looks across."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from briefing.content.days import parse_day
from briefing.content.loading import Kind, Source
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
    WrittenClaim,
    WrittenReaction,
)
from briefing.content.reading import id_fault, locate, read_matter, read_yaml_list, slug
from briefing.ground.crew import on_all_cores
from briefing.ground.keys import key_of
from briefing.ground.problems import Finding, Problem

TYPES: dict[Kind, type[Any]] = {
    "entry": Entry,
    "edition": Edition,
    "country": Country,
    "measure": Measure,
    "topic": Topic,
    "outlet": Outlet,
    "verdict": VerdictFile,
    "correction": Correction,
    "page": PlainPage,
}


class Content(Struct, frozen=True):
    """All content files, parsed; by path, in the order of paths."""

    entries: dict[str, Entry]
    editions: dict[str, Edition]
    countries: dict[str, Country]
    measures: dict[str, Measure]
    topics: dict[str, Topic]
    outlets: dict[str, Outlet]
    verdicts: dict[str, VerdictFile]
    corrections: dict[str, Correction]
    pages: dict[str, PlainPage]
    voices: tuple[Voice, ...] = ()
    pictures: dict[str, str] = {}
    """Path of each picture and the key of its bytes."""


#: Parsed values by the key of their source; a build keeps them between runs.
Cache = dict[str, msgspec.Raw]
_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_decoders = {kind: msgspec.msgpack.Decoder(cls) for kind, cls in TYPES.items()}


def parse(
    sources: Iterable[Source], cache: Mapping[str, msgspec.Raw]
) -> tuple[Content, tuple[Problem, ...], Cache]:
    """Parse every source, from the cache where its key is known.

    Returns the content, all problems, and the cache for the next time (what is used now, only).
    """
    found: dict[Kind, dict[str, Any]] = {kind: {} for kind in TYPES}
    sources = tuple(sources)
    fresh = [s for s in sources if s.kind in TYPES and s.key not in cache]
    made = dict(zip((s.path for s in fresh), on_all_cores(_encoded, fresh), strict=True))
    voices: tuple[Voice, ...] = ()
    pictures: dict[str, str] = {}
    problems: list[Problem] = []
    kept: Cache = {}
    for source in sources:
        if source.kind == "picture":
            pictures[source.path] = source.key
        elif source.kind == "voices":
            voices, faults = read_yaml_list(source.path, source.text, Voice)
            problems += faults
        else:
            raw, faults = made.get(source.path) or (cache.get(source.key), ())
            problems += faults
            if raw is not None:
                kept[source.key] = msgspec.Raw(raw)
                found[source.kind][source.path] = _decoders[source.kind].decode(raw)
    content = Content(
        entries=found["entry"],
        editions=found["edition"],
        countries=found["country"],
        measures=found["measure"],
        topics=found["topic"],
        outlets=found["outlet"],
        verdicts=found["verdict"],
        corrections=found["correction"],
        pages=found["page"],
        voices=voices,
        pictures=pictures,
    )
    return content, tuple(problems), kept


def _encoded(source: Source) -> tuple[bytes | None, tuple[Problem, ...]]:
    value, problems = parse_one(source)
    return (None if value is None else _encode(value)), problems


def parse_one(source: Source) -> tuple[Any, tuple[Problem, ...]]:
    """Parse one file and settle what it can settle by itself: names, kinds of claims, ids."""
    value, problems = read_matter(source.path, source.text, TYPES[source.kind])
    if value is None:
        return None, problems
    value, findings = _SETTLE.get(source.kind, _named)(source, value)
    if findings:
        return None, locate(findings, {source.path: source.text})
    return value, ()


def _named(source: Source, value: Any) -> tuple[Any, list[Finding]]:
    """Give the file's stem as the name, where none is written."""
    name = value.id or source.stem
    why = id_fault(name)
    if why:
        keys = ("id",) if value.id else ()
        return value, [
            Finding(source.path, keys, "bad-id", f"the file's name: {why}" if not keys else why)
        ]
    return (value if value.id else msgspec.structs.replace(value, id=name)), []


def _edition(source: Source, value: Edition) -> tuple[Any, list[Finding]]:
    try:
        exact = parse_day(source.stem).exact and len(source.stem) == 10
    except ValueError:
        exact = False
    if (value.id and value.id != source.stem) or not exact:
        hint = "name it after its day: content/editions/2024-10-29.md"
        return value, [
            Finding(source.path, (), "bad-id", "an edition's file is named by its day", hint)
        ]
    return _named(source, value)


def _entry(source: Source, entry: Entry) -> tuple[Any, list[Finding]]:
    entry, findings = _named(source, entry)
    claims = []
    seen: dict[str, int] = {}
    for index, claim in enumerate(entry.claims):
        findings += _claim_faults(source.path, index, claim)
        name = claim.id or claim.measure
        if name in seen:
            hint = "give it an `id`, so that it can be told from the other for good"
            keys = ("claims", index, "id" if claim.id else "measure")
            what = f"the entry has another claim {name!r}"
            findings.append(Finding(source.path, keys, "duplicate-id", what, hint))
        seen[name] = index
        claims.append(msgspec.structs.replace(claim, id=name))
    reactions = _name_reactions(source.path, entry.reactions, seen, findings)
    return msgspec.structs.replace(entry, claims=tuple(claims), reactions=reactions), findings


def _claim_faults(path: str, index: int, claim: WrittenClaim) -> list[Finding]:
    if claim.value is None and claim.status is None:
        hint = "add `value: about 10,000` or, for a fact, `status: confirmed`"
        keys: tuple[str | int, ...] = ("claims", index)
        return [Finding(path, keys, "missing-key", "the claim has neither value nor status", hint)]
    if claim.value is not None and claim.status is not None:
        keys = ("claims", index, "status")
        return [Finding(path, keys, "bad-value", "a claim has a value or a status, not both")]
    return []


def _name_reactions(
    path: str, reactions: tuple[WrittenReaction, ...], seen: dict[str, int], findings: list[Finding]
) -> tuple[WrittenReaction, ...]:
    named = []
    for index, reaction in enumerate(reactions):
        name = reaction.id or f"{slug(reaction.by[0]) if reaction.by else 'x'}-{reaction.kind}"
        if name in seen:
            hint = "give it an `id`, so that it can be told from the other for good"
            what = f"the entry has another statement {name!r}"
            keys = ("reactions", index, "id" if reaction.id else "kind")
            findings.append(Finding(path, keys, "duplicate-id", what, hint))
        seen[name] = index
        named.append(msgspec.structs.replace(reaction, id=name))
    return tuple(named)


_SETTLE: dict[str, Callable[[Source, Any], tuple[Any, list[Finding]]]] = {
    "entry": _entry,
    "edition": _edition,
}


VOICES_PATH = "content/voices.yaml"


def content_key(sources: Iterable[Source]) -> str:
    """Return one key over all content files: paths and contents."""
    return key_of("\0".join(f"{source.path}\0{source.key}" for source in sources))
