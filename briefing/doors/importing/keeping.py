"""The texts that articles were read from, kept under `sources/`: found again, and compared."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from briefing.content.matter import plain_text
from briefing.content.model import Entry
from briefing.content.sources import BadSource, parse_source, span
from briefing.doors.importing.text import clean
from briefing.ground.keys import key_of_bytes
from briefing.hands.writing import replace_file

_SHINGLE = 6
_LEAST_RUNS = 6
_NEAR = 0.3


def bytes_of(text: str) -> bytes:
    """Return a text as it is kept: clean, with one line end at its end."""
    return (clean(text).rstrip("\n") + "\n").encode()


def file_of(entry: Entry) -> str:
    """Return the name of the source that an entry was made of, or ""."""
    try:
        return parse_source(entry.source).file if entry.source else ""
    except BadSource:
        return ""


def text_of(entry: Entry, sources: Path) -> str:
    """Return the whole text that an entry was made of; "" where it is not there."""
    name = file_of(entry)
    try:
        return clean((sources / name).read_text("utf-8", "replace")) if name else ""
    except OSError:
        return ""


def words_of(source: str, sources: Path) -> str:
    """Return the words of a source that an entry is about; "" where it is not there."""
    if not source:
        return ""
    try:
        ref = parse_source(source)
        text = plain_text((sources / ref.file).read_bytes())
    except (BadSource, OSError, UnicodeDecodeError):
        return ""
    place = span(text, ref)
    return text[place[0] : place[1]] if place else text


def kept_as(sources: Path, data: bytes) -> str:
    """Return the name under which the same text is kept already, or ""."""
    if not sources.is_dir():
        return ""
    want = key_of_bytes(data)
    for item in _texts(str(sources)):
        if abs(item[2] - len(data)) <= 4096 and _looked_at(*item)[0] == want:
            return Path(item[0]).relative_to(sources).as_posix()
    return ""


def _texts(folder: str) -> list[tuple[str, int, int]]:
    """Return every text kept: its path, when it changed, its size."""
    found = []
    for here, _, files in os.walk(folder):
        for name in sorted(files):
            if name.endswith(".txt"):
                path = os.path.join(here, name)
                with contextlib.suppress(OSError):
                    stat = os.stat(path)
                    found.append((path, stat.st_mtime_ns, stat.st_size))
    return sorted(found)


@lru_cache(maxsize=20_000)
def _looked_at(path: str, changed: int, size: int) -> tuple[str, frozenset[int]]:
    """Return the key of a kept text and a sample of its runs of words, once for each state of it."""
    try:
        text = clean(Path(path).read_bytes().decode("utf-8", "replace")).rstrip("\n") + "\n"
    except OSError:
        return "", frozenset()
    return key_of_bytes(text.encode()), _shingles(text)


def keep(sources: Path, name: str, data: bytes) -> None:
    """Keep a file, unless it is there."""
    target = sources / name
    if not target.exists():
        sources.mkdir(parents=True, exist_ok=True)
        replace_file(target, data)


def _shingles(text: str) -> frozenset[int]:
    """Return one in eight of a text's runs of six words, the same ones in every text."""
    words = re.findall(r"\w+", text.casefold())[:6000]
    runs = (
        crc32(" ".join(words[i : i + _SHINGLE]).encode()) for i in range(len(words) - _SHINGLE + 1)
    )
    return frozenset(run for run in runs if run % 8 == 0)


def near_copies(text: str, entries: Iterable[Entry], sources: Path) -> list[str]:
    """Return existing entries whose text is nearly this one: an agency's report printed twice."""
    own = _shingles(text)
    if len(own) < _LEAST_RUNS or not sources.is_dir():
        return []
    kept = {Path(p).relative_to(sources).as_posix(): (p, c, s) for p, c, s in _texts(str(sources))}
    found: dict[str, float] = {}
    for entry in entries:
        item = kept.get(file_of(entry)) if not entry.part_of else None
        if item is None:
            continue
        other = _looked_at(*item)[1]
        share = len(own & other) / max(1, min(len(own), len(other)))
        if share >= _NEAR:
            found[entry.id] = share
    order = sorted(found.items(), key=lambda item: -item[1])
    return [f"{key} ({share:.0%} of its words in a row)" for key, share in order][:3]
