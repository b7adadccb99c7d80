"""The saved texts of articles, in a folder that git ignores: found by name, else by content.

An entry names its text as `source: FILE` or, for a dated part of a live blog, `FILE:FIRST-LAST` in
lines. Texts are read only to check quotations against them; nothing of them reaches a page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from briefing.content.matter import plain_text
from briefing.ground.keys import checksum

_REF = re.compile(r"(?P<file>.*?)(?::(?P<first>\d{1,7})-(?P<last>\d{1,7}))?\Z", re.S)
_LARGEST = 16 * 1024 * 1024


class SourceRef(Struct, frozen=True):
    """Where an entry's text is: the file in `sources/`, and the lines of its part (from 1)."""

    file: str
    first: int | None = None
    last: int | None = None


class SourceText(Struct, frozen=True):
    """One saved text: its name below the folder, the SHA-256 of its bytes, and its words."""

    name: str
    sha256: str
    text: str


class BadSource(ValueError):
    """A `source` that cannot be read; the message says why."""


def parse_source(text: str) -> SourceRef:
    """Read `FILE` or `FILE:FIRST-LAST`.

    Raises BadSource with a sentence for the person who wrote it.
    """
    found = _REF.match(text.strip())
    assert found is not None
    name = found["file"]
    if re.search(r":[\d-]*\Z", name):
        raise BadSource(f"{text!r}: lines are written FILE:FIRST-LAST, as in blog.txt:42-54")
    if not name or name.startswith("/") or "\\" in name or ".." in name.split("/"):
        raise BadSource(f"{text!r} must name a file below sources/")
    if found["first"] is None:
        return SourceRef(name)
    first, last = int(found["first"]), int(found["last"])
    if not 1 <= first <= last:
        raise BadSource(f"{text!r}: the lines end before they begin; they count from 1")
    return SourceRef(name, first, last)


class Sources:
    """The texts of one folder, and why any other file in it could not be read."""

    def __init__(self, texts: Iterable[SourceText], unread: Mapping[str, str] = {}) -> None:
        self.by_name = {text.name: text for text in texts}
        self.by_hash = {text.sha256: text for text in self.by_name.values()}
        self.unread = dict(unread)

    def find(self, name: str, sha256: str = "") -> SourceText | None:
        """Return the text of that name, else the one that has the content last checked."""
        return self.by_name.get(name) or (self.by_hash.get(sha256) if sha256 else None)


def load_sources(folder: Path) -> Sources:
    """Read every text below a folder; a file that is no text matters only to who names it."""
    texts: list[SourceText] = []
    unread: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            texts.append(_text(name, path))
        except UnicodeDecodeError:
            unread[name] = "it is not UTF-8 text"
        except OSError as error:
            unread[name] = error.strerror or "it cannot be read"
    return Sources(texts, unread)


def _text(name: str, path: Path) -> SourceText:
    if os.path.getsize(path) > _LARGEST:
        raise OSError(0, "it is larger than anything read here")
    data = path.read_bytes()
    return SourceText(name, checksum(data), plain_text(data))


def span(text: str, ref: SourceRef) -> tuple[int, int] | None:
    """Return the offsets of a reference's lines in a text; None if the text has not so many."""
    if ref.first is None or ref.last is None:
        return 0, len(text)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    lines = len(starts) - (text.endswith("\n") or not text)
    if ref.last > lines:
        return None
    end = starts[ref.last] if ref.last < len(starts) else len(text)
    return starts[ref.first - 1], end
