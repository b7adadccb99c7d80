"""Entries as files: front matter as a person would write it, and only the keys that say something.

What is written is read again as the same entry; a test holds it for every article there is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from briefing.content.model import (
    UNKNOWN,
    Entry,
    Proposal,
    Statement,
    Voice,
    WrittenClaim,
    WrittenReaction,
)

_SAFE = re.compile(r"[^\W_][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*\Z")
_WORDS = frozenset("true false yes no on off null ~ y n".split())


def scalar(text: str) -> str:
    """Return text as YAML has it: plain where that is safe, else in double quotes."""
    if (
        _SAFE.match(text)
        and text.strip() == text
        and text.casefold() not in _WORDS
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
    ):
        return text
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("\x7f", "\\u007f")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("\x85", "\\u0085")
        .replace("\ufeff", "\\ufeff")
    )


def listed(items: Iterable[str]) -> str:
    """Return a list on one line; the items are quoted where a list needs it."""
    return "[" + ", ".join(_item(item) for item in items) + "]"


def _item(text: str) -> str:
    return (
        text
        if re.fullmatch(r"[^\W_][\w .'’-]*[\w.]|\w", text) and text.casefold() not in _WORDS
        else json.dumps(text, ensure_ascii=False)
    )


def entry_text(entry: Entry, body: str = "", notes: Iterable[str] = (), *, stem: str = "") -> str:
    """Return an entry's file. `notes` are comments at the top, for the editor alone."""
    lines = ["---", *("# " + " ".join(_printable(note).split()) for note in notes)]
    if entry.id and entry.id != stem:
        lines.append(f"id: {entry.id}")
    lines.append(f"title: {scalar(entry.title)}")
    lines.append(f"outlet: {scalar(entry.outlet)}")
    lines += [*_days(entry), *_address(entry), *_about(entry)]
    lines += _block("claims", [_claim(claim) for claim in entry.claims])
    lines += _block("reactions", [_reaction(reaction) for reaction in entry.reactions])
    lines += _block("proposals", [_proposal(p) for p in entry.proposals])
    lines += ["---", body.strip("\n")] if body.strip() else ["---"]
    return "\n".join(lines) + "\n"


def _days(entry: Entry) -> Iterator[str]:
    yield f"date: {entry.date.text if entry.date else UNKNOWN}"
    for key in ("date_note", "updated", "added", "added_note", "revised"):
        value = getattr(entry, key)
        if value:
            yield f"{key}: {scalar(getattr(value, 'text', value))}"


def _address(entry: Entry) -> Iterator[str]:
    """Yield the address; a draft without one has the key, for its editor to fill in."""
    if entry.url:
        yield f"url: {scalar(entry.url)}"
    elif entry.draft and not entry.part_of:
        yield "url:"
    yield from _scalars(entry, "archive", "language", "translated_from")


def _about(entry: Entry) -> Iterator[str]:
    yield from (f"{k}: {listed(v)}" for k in ("aliases", "agencies") if (v := getattr(entry, k)))
    if entry.part_of:
        yield f"part_of: {entry.part_of}"
    if entry.countries:
        yield f"countries: {listed(entry.countries)}"
    if entry.topics is not None:
        yield f"topics: {listed(entry.topics)}"
    yield from _scalars(entry, "source", "source_quality", "note")
    if entry.draft:
        yield "draft: true"
    if entry.accept:
        yield f"accept: {listed(entry.accept)}"


def _scalars(entry: Entry, *keys: str) -> Iterator[str]:
    """Yield the keys that say something."""
    yield from (f"{key}: {scalar(value)}" for key in keys if (value := getattr(entry, key)))


def notes_in(text: str) -> tuple[str, ...]:
    """Return the comments at the top of an entry's file, so that writing it again keeps them."""
    lines = text.split("\n")[1:] if text.startswith("---") else []
    notes = takewhile(lambda line: line.startswith("#"), lines)
    return tuple(line.lstrip("# ").strip() for line in notes)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _block(key: str, items: list[list[str]]) -> list[str]:
    lines = [f"{key}:"] if items else []
    for item in items:
        lines.append(f"  - {item[0]}")
        lines += [f"    {line}" for line in item[1:]]
    return lines


def _claim(claim: WrittenClaim) -> list[str]:
    lines = [f"id: {claim.id}"] if claim.id and claim.id != claim.measure else []
    lines.append(f"measure: {claim.measure}")
    if claim.value is not None:
        lines.append(f"value: {scalar(claim.value.text)}")
    if claim.status is not None:
        lines.append(f"status: {claim.status}")
    lines += _by(claim)
    if claim.as_of is not None:
        lines.append(f"as_of: {claim.as_of.text}")
    if claim.revises:
        lines.append(f"revises: {scalar(claim.revises)}")
    if claim.revised:
        lines.append(f"revised: {claim.revised}")
    return lines + _words(claim)


def _reaction(reaction: WrittenReaction) -> list[str]:
    lines = [f"id: {reaction.id}"] if reaction.id else []
    lines.append(f"kind: {reaction.kind}")
    lines += _by(reaction)
    if reaction.target:
        lines.append(f"target: {listed(reaction.target)}")
    if reaction.text:
        lines.append(f"text: {scalar(reaction.text)}")
    return lines + _words(reaction)


def _by(said: Statement) -> list[str]:
    by = said.by
    lines = [f"by: {scalar(by[0])}" if len(by) == 1 else f"by: {listed(by)}"]
    if said.via:
        lines.append(f"via: {listed(said.via)}")
    if said.said is not None:
        lines.append(f"said: {said.said.text}")
    return lines


def _words(said: Statement) -> list[str]:
    lines = []
    for key in ("quote", "prefix", "suffix", "lang", "translation", "translated_by", "same_as"):
        value = getattr(said, key)
        if value:
            lines.append(f"{key}: {scalar(value)}")
    if said.withdrawn is not None:
        w = said.withdrawn
        lines.append("withdrawn:")
        lines.append(f"  by: {scalar(w.by)}")
        lines += [f"  date: {w.date.text}"] if w.date else []
        lines += [f"  url: {scalar(w.url)}"] if w.url else []
        lines += [f"  words: {scalar(w.words)}"] if w.words else []
    if said.note:
        lines.append(f"note: {scalar(said.note)}")
    return lines


def _proposal(proposal: Proposal) -> list[str]:
    lines = []
    for key in (
        "measure", "value", "status", "unit", "reaction", "by", "role", "actor", "standing", "via",
        "said", "as_of",
    ):  # fmt: skip
        value = getattr(proposal, key)
        if value:
            lines.append(f"{key}: {scalar(value)}")
    if proposal.target:
        lines.append(f"target: {listed(proposal.target)}")
    for key in ("quote", "sentence", "line"):
        value = getattr(proposal, key)
        if value:
            lines.append(f"{key}: {scalar(value)}")
    if proposal.doubt:
        lines.append(f"doubt: {listed(proposal.doubt)}")
    return lines


def voice_text(voice: Voice) -> str:
    """Return a voice as an item of voices.yaml."""
    lines = [f"- name: {scalar(voice.name)}"]
    if voice.aliases:
        lines.append(f"  aliases: {listed(voice.aliases)}")
    if voice.actor:
        lines.append(f"  actor: {voice.actor}")
    if voice.role:
        lines.append(f"  role: {scalar(voice.role)}")
    lines.append(f"  standing: {voice.standing}")
    if voice.origin:
        lines.append(f"  origin: {scalar(voice.origin)}")
    return "\n".join(lines) + "\n"
