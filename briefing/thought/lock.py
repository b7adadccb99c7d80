"""What was verified: each quotation, against which text, at which place, on what day.

The record stands in `evidence.lock` beside `briefing.toml`, so that a checkout without the saved
texts still knows. A quotation whose words changed is unverified until it is checked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec import Struct

from briefing.content.model import Entry, Statement
from briefing.content.sources import Sources, SourceText, parse_source, span
from briefing.ground.keys import key_of
from briefing.ground.problems import Finding, Problem
from briefing.thought.copying import copied
from briefing.thought.evidence import (
    Fault,
    Folded,
    Fragment,
    Passage,
    find,
    fold,
    fragment_of,
    is_speech,
    parts,
)

PATH = "evidence.lock"
_ABOUT = "Quotations found in the texts they are from. Written by `briefing check --sources`."


class Verified(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One quotation that was found: which words, where, when."""

    words: str
    """Key of the quotation with its prefix and suffix; other words are not verified by this."""
    source: str
    """Name of the saved text."""
    sha256: str
    """Of its bytes."""
    start: int
    """Offset in characters, line ends counted as one."""
    end: int
    checked: date
    """The day on which it was first found so."""
    speech: bool = False
    """It stands in quotation marks there: somebody's very words, and not the article's."""
    fragment: Fragment = Fragment()
    """How a link names the passage."""


class Lock(Struct, frozen=True):
    """All records, by the statement's full id."""

    about: str = _ABOUT
    version: int = 1
    quotations: dict[str, Verified] = {}


NO_LOCK = Lock()


class Checked(Struct, frozen=True):
    """The outcome of a check against saved texts."""

    lock: Lock
    findings: tuple[Finding, ...]
    verified: int
    """Quotations found now or found before, whose text is not here now."""
    total: int


def read_lock(data: bytes) -> tuple[Lock, tuple[Problem, ...]]:
    """Read the record; nonsense counts as none, and is a problem."""
    if not data:
        return Lock(), ()
    try:
        lock = msgspec.json.decode(data, type=Lock)
        if lock.version != 1:
            raise msgspec.ValidationError(f"version {lock.version} is not known here")
    except (msgspec.MsgspecError, ValueError) as why:
        hint = "`briefing check --sources` writes it anew"
        what = f"the record of verified quotations cannot be read: {why}"
        return Lock(), (Problem(PATH, 1, 1, "bad-lock", what, hint),)
    return lock, ()


def lock_bytes(lock: Lock) -> bytes:
    """Return the record as it is written: JSON, ordered by id, one value a line."""
    ordered = Lock(quotations=dict(sorted(lock.quotations.items())))
    return msgspec.json.format(msgspec.json.encode(ordered), indent=1) + b"\n"


def words_key(said: Statement) -> str:
    """Return the key of a quotation's words: quotation, prefix and suffix."""
    return key_of(said.quote, said.prefix, said.suffix)


def record_of(lock: Mapping[str, Verified], entry: str, said: Statement) -> Verified | None:
    """Return the record that verifies a statement's very words, or None."""
    found = lock.get(f"{entry}#{said.id}")
    return found if found is not None and found.words == words_key(said) else None


def unverified(entries: Mapping[str, Entry], lock: Mapping[str, Verified]) -> tuple[Finding, ...]:
    """Say which quotations could be checked and are not verified as they stand now."""
    hint = "`briefing check --sources` looks for its words in the saved text"
    return tuple(
        Finding(path, (*keys, "quote"), "unverified", _why(lock, entry, said), hint)
        for path, entry in entries.items()
        if entry.source and not entry.draft
        for keys, said in quotations(entry)
        if record_of(lock, entry.id, said) is None
    )


def whose(entries: Mapping[str, Entry]) -> tuple[Finding, ...]:
    """Say which translations do not tell whose they are."""
    what = "the translation does not say whose it is"
    hint = "add `translated_by:`, a name, an outlet or `editor`"
    return tuple(
        Finding(path, (*keys, "translation"), "whose-translation", what, hint)
        for path, entry in entries.items()
        for keys, said in quotations(entry)
        if said.translation and not said.translated_by
    )


def _why(lock: Mapping[str, Verified], entry: Entry, said: Statement) -> str:
    if f"{entry.id}#{said.id}" in lock:
        return f"the quotation of {said.id!r} changed since it was verified"
    return f"the quotation of {said.id!r} has not been verified"


def quotations(entry: Entry) -> list[tuple[tuple[str | int, ...], Statement]]:
    """Return every statement of an entry that quotes, with the keys that lead to it."""
    groups: list[tuple[str, tuple[Statement, ...]]] = [
        ("claims", entry.claims),
        ("reactions", entry.reactions),
    ]
    return [
        ((name, index), said)
        for name, statements in groups
        for index, said in enumerate(statements)
        if said.quote
    ]


def verify(entries: Mapping[str, Entry], sources: Sources, lock: Lock, day: date) -> Checked:
    """Look for every quotation in its saved text; return the new record and what was not found.

    A record stays where its text is not here; it goes where its statement is gone.
    """
    kept: dict[str, Verified] = {}
    findings: list[Finding] = []
    total = 0
    folded: dict[str, Folded] = {}
    for path, entry in sorted(entries.items()):
        quoting = quotations(entry)
        total += len(quoting)
        text = _text_of(path, entry, sources, lock, findings) if quoting or entry.source else None
        lines = _lines(path, entry, text, findings) if text is not None else None
        if text is not None and lines is not None:
            findings += copied(path, entry, text.text[lines[0] : lines[1]])
        for keys, said in quoting:
            name, before = f"{entry.id}#{said.id}", record_of(lock.quotations, entry.id, said)
            if text is None or lines is None:
                if text is None and before is not None:
                    kept[name] = before
                continue
            if text.name not in folded:
                folded[text.name] = fold(text.text)
            found = _look(path, keys, said, text, folded[text.name], lines)
            if isinstance(found, Finding):
                findings.append(found)
                continue
            record = _record(said, text, folded[text.name], found, day)
            same = before is not None and msgspec.structs.replace(record, checked=before.checked)
            kept[name] = before if before is not None and same == before else record
    return Checked(Lock(quotations=kept), tuple(findings), len(kept), total)


def _text_of(
    path: str, entry: Entry, sources: Sources, lock: Lock, findings: list[Finding]
) -> SourceText | None:
    if not entry.source:
        hint = "save the article's text in sources/ and name it: `source: FILE`"
        what = "its quotations cannot be checked: the entry names no `source`"
        findings.append(Finding(path, (), "no-source", what, hint))
        return None
    name = parse_source(entry.source).file
    known = {record.sha256 for record in lock.quotations.values() if record.source == name}
    text = sources.find(name, *sorted(known)[:1])
    records = [record_of(lock.quotations, entry.id, said) for _, said in quotations(entry)]
    if text is None and quotations(entry) and not all(records):
        why = sources.unread.get(name)
        what = f"the text {name!r} " + (f"cannot be read: {why}" if why else "is not there")
        hint = "sources/ holds the saved texts; --sources DIR names another folder"
        findings.append(Finding(path, ("source",), "source-missing", what, hint))
    return text


def _lines(
    path: str, entry: Entry, text: SourceText, findings: list[Finding]
) -> tuple[int, int] | None:
    lines = span(text.text, parse_source(entry.source))
    if lines is None:
        what = f"{text.name!r} has fewer lines than {entry.source!r} names"
        findings.append(Finding(path, ("source",), "bad-source", what))
    return lines


def _look(
    path: str, keys: tuple[str | int, ...], said: Statement, text: SourceText, folded: Folded,
    lines: tuple[int, int],
) -> Passage | Finding:  # fmt: skip
    found = find(folded, said.quote, prefix=said.prefix, suffix=said.suffix, span=lines)
    if isinstance(found, Passage):
        return found
    return _finding(path, (*keys, "quote"), said, text, found)


def _record(
    said: Statement, text: SourceText, folded: Folded, found: Passage, day: date
) -> Verified:
    return Verified(
        words=words_key(said),
        source=text.name,
        sha256=text.sha256,
        start=found.start,
        end=found.end,
        checked=day,
        speech=is_speech(folded, found),
        fragment=fragment_of(folded, found, said.quote),
    )


def _finding(
    path: str, keys: tuple[str | int, ...], said: Statement, text: SourceText, fault: Fault
) -> Finding:
    shown = _short(said.quote)
    places = "; ".join(_place(text, passage) for passage in fault.places[:3])
    match fault.why:
        case "ambiguous":
            lines = ", ".join(str(_line(text, p)) for p in fault.places[:6])
            what = f"“{shown}” stands there {len(fault.places)} times (lines {lines})"
            hint = "quote more, or add `prefix:` or `suffix:`, the words just before or after it"
            return Finding(path, keys, "quote-ambiguous", what, hint)
        case "border":
            what = f"“{shown}” begins or ends inside a word"
            return Finding(path, keys, "quote-missing", what, f"quote whole words: {places}")
        case "outside":
            what = f"“{shown}” is not in the lines that `source` names"
            return Finding(path, keys, "quote-missing", what, f"it stands at {places}")
    ends = " … ".join(parts(said.quote))
    what = f"“{_short(ends)}” is not in {text.name}"
    return Finding(path, keys, "quote-missing", what, f"nearest: {places}" if places else "")


def _line(text: SourceText, passage: Passage) -> int:
    return text.text.count("\n", 0, passage.start) + 1


def _place(text: SourceText, passage: Passage) -> str:
    col = passage.start - text.text.rfind("\n", 0, passage.start)
    words = _short(" ".join(text.text[passage.start : passage.end].split()))
    return f"{text.name}:{_line(text, passage)}:{col}: “{words}”"


def _short(words: str, most: int = 90) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
