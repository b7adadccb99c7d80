"""Sources: saved pages, text dumps, feeds, pasted text. Read whole, within limits, never fetched."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from briefing.ground.keys import key_of_bytes

Kind = Literal["html", "text", "feed"]
LARGEST = 16 * 1024 * 1024
_LONGEST_TEXT = 2_000_000
_SUFFIXES = (".html", ".htm", ".xhtml", ".mhtml", ".txt", ".text", ".md", ".xml", ".rss", ".atom")


_STRANGE = 20
"""One strange byte in so many makes a file no text."""


class Unreadable(Exception):
    """A source that cannot be read as an article; the message says why."""


class Saved(Struct, frozen=True):
    """One source: its name, its bytes, and what they are."""

    name: str
    data: bytes
    kind: Kind

    @property
    def key(self) -> str:
        return key_of_bytes(self.data)

    @property
    def text(self) -> str:
        return decoded(self.data)


def paths_of(sources: Sequence[str]) -> Iterator[str]:
    """Yield every file that the sources name: themselves, or those of a folder, in order."""
    for source in sources:
        if source != "-" and os.path.isdir(source):
            for folder, folders, files in os.walk(source):
                folders[:] = sorted(f for f in folders if not f.startswith("."))
                for name in sorted(files):
                    if name.casefold().endswith(_SUFFIXES) and not name.startswith("."):
                        yield os.path.join(folder, name)
        else:
            yield source


def saved(path: str, *, feed: bool = False) -> Saved:
    """Read one source.

    Raises Unreadable, OSError.
    """
    if path == "-":
        return _named("pasted text", sys.stdin.buffer.read(LARGEST + 1), feed)
    if not os.path.isfile(path):
        raise Unreadable("there is no such file" if not os.path.exists(path) else "it is no file")
    with open(path, "rb") as file:
        return _named(Path(path).name, file.read(LARGEST + 1), feed)


def _named(name: str, data: bytes, feed: bool) -> Saved:
    if len(data) > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST // 1024 // 1024} MB")
    if not data.strip():
        raise Unreadable("it is empty")
    kind: Kind = "feed" if feed else _kind(name, data)
    if kind == "text" and _is_binary(data):
        raise Unreadable("it is no text: a picture, a PDF or another program's file")
    return Saved(name, data, kind)


def _is_binary(data: bytes) -> bool:
    """Say whether a file is full of bytes that no text has."""
    head = data[:4096]
    strange = sum(byte < 0x20 and byte not in b"\t\n\v\f\r\x1b" for byte in head)
    return _STRANGE * strange > len(head) and not head.startswith((b"\xff\xfe", b"\xfe\xff"))


_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|meta|div|p)\b", re.I)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")


def _kind(name: str, data: bytes) -> Kind:
    head = data[:4096]
    if _FEED.search(head) and not _HTML.search(head[:200]):
        return "feed"
    if (
        name.casefold().endswith((".html", ".htm", ".xhtml", ".mhtml"))
        or len(_HTML.findall(head)) >= 2
    ):
        return "html"
    if _HTML.search(data[:200_000]) and data.lstrip()[:1] == b"<":
        return "html"
    return "text"


def decoded(data: bytes) -> str:
    """Decode a text: its byte order mark, UTF-8, else Windows-1252; never fails."""
    for mark, codec in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if data.startswith(mark):
            return data.decode(codec, "replace")[:_LONGEST_TEXT]
    try:
        return data.decode("utf-8")[:_LONGEST_TEXT]
    except UnicodeDecodeError as error:
        if error.start > 0 and data[:2000].isascii() is False and error.end - error.start < 4:
            tail = data[: error.start]
            if len(data) - error.start < 4:
                return tail.decode("utf-8", "replace")[:_LONGEST_TEXT]
        return data.decode("cp1252", "replace")[:_LONGEST_TEXT]
