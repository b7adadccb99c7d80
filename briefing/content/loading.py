"""From folders to sources: every file under `content/`, read whole, hashed, given its kind by place.

Nothing is left out quietly: what cannot be read, or lies where nothing is looked for, is a problem.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from briefing.content.matter import plain_text
from briefing.ground.keys import key_of, key_of_bytes
from briefing.ground.problems import Problem, suggest

Kind = Literal[
    "entry", "edition", "country", "measure", "topic", "outlet",
    "verdict", "correction", "page", "voices", "picture",
]  # fmt: skip

#: The folder of each kind. Only entries may lie in folders of their own below it.
FOLDERS: dict[str, Kind] = {
    "entries": "entry",
    "editions": "edition",
    "countries": "country",
    "measures": "measure",
    "topics": "topic",
    "outlets": "outlet",
    "verdicts": "verdict",
    "corrections": "correction",
    "pages": "page",
}
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
_TEXTS = (".md", ".markdown", ".mdown", ".yaml", ".yml")
_LARGEST_TEXT = 1024 * 1024
_LARGEST_PICTURE = 16 * 1024 * 1024


class Source(Struct, frozen=True):
    """One file as found: its path from the site's folder, its kind, its key and its content."""

    path: str
    """With `/`, from the site's folder: `content/entries/2024/10/x.md`."""
    kind: Kind
    stem: str
    key: str
    text: str
    """Empty for pictures."""


def load(site: Path, folder: str = "content") -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Read every content file of a site; return sources and problems, both ordered by path."""
    root = site / folder
    if not root.is_dir():
        hint = "a site has a folder `content/`; `briefing new DIR` makes one"
        return (), (Problem(folder, 0, 0, "missing-file", "there is no content folder", hint),)
    real_root = os.path.realpath(root)
    sources: list[Source] = []
    problems: list[Problem] = []
    for path, rel in _files(str(root), folder):
        found = _source(path, rel, real_root)
        if isinstance(found, Source):
            sources.append(found)
        elif found is not None:
            problems.append(found)
    return tuple(sources), tuple(problems)


def reload(site: Path, paths: Iterable[str]) -> dict[str, Source | Problem | None]:
    """Read again what lies at some paths: files, or folders with all below them.

    Returns what each file holds now; None where there is nothing to read (any longer).
    """
    real_root = os.path.realpath(site / "content")
    found: dict[str, Source | Problem | None] = {}
    for rel in paths:
        full = str(site / rel)
        if os.path.isdir(full) and not os.path.islink(full):
            found |= {name: _source(path, name, real_root) for path, name in _files(full, rel)}
        elif os.path.lexists(full) and not any(map(is_passed_over, rel.split("/"))):
            found[rel] = _source(full, rel, real_root)
        else:
            found[rel] = None
    return found


def is_passed_over(name: str) -> bool:
    """Say whether a file or folder of this name is never read: hidden, or an editor's own."""
    return name.startswith((".", "#")) or name.endswith(("~", ".tmp", ".swp"))


def _files(root: str, rel: str) -> Iterator[tuple[str, str]]:
    """Yield (path, path from the site) of every file and link, and of folders named like files."""
    try:
        with os.scandir(root) as found:
            items = sorted(found, key=lambda item: item.name)
    except OSError:
        yield root, rel
        return
    for item in items:
        name = f"{rel}/{item.name}"
        if is_passed_over(item.name):
            continue
        if item.is_dir(follow_symlinks=False) and not item.name.endswith(_TEXTS):
            yield from _files(item.path, name)
        else:
            yield item.path, name


def _source(path: str, rel: str, root: str) -> Source | Problem | None:
    kind = _kind(rel)
    if kind is None:
        return _misplaced(rel) if rel.endswith(_TEXTS) else None
    if os.path.islink(path):
        real = os.path.realpath(path)
        if not os.path.exists(real):
            return Problem(rel, 0, 0, "unreadable", "the symbolic link leads nowhere")
        if os.path.commonpath([real, root]) != root:
            hint = "put the file itself into content/"
            return Problem(
                rel, 0, 0, "link-escapes", "the symbolic link leads out of content/", hint
            )
    try:
        data = _read(path, _LARGEST_PICTURE if kind == "picture" else _LARGEST_TEXT)
    except IsADirectoryError:
        return Problem(rel, 0, 0, "not-a-file", "a folder has the name of a content file")
    except OSError as error:
        return Problem(rel, 0, 0, "unreadable", f"the file cannot be read: {error.strerror}")
    if data is None:
        hint = "an entry is a summary with its claims; the article itself belongs in sources/"
        return Problem(rel, 0, 0, "too-large", "the file is larger than anything read here", hint)
    stem = rel.rsplit("/", 1)[1].rsplit(".", 1)[0]
    if kind == "picture":
        return Source(rel, kind, stem, key_of_bytes(data), "")
    try:
        return Source(rel, kind, stem, key_of(kind, stem, data), plain_text(data))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        col = error.start - data.rfind(b"\n", 0, error.start)
        hint = "save it as UTF-8"
        return Problem(
            rel, line, col, "not-utf-8", f"byte 0x{data[error.start]:02x} is not UTF-8", hint
        )


def _kind(rel: str) -> Kind | None:
    parts = rel.split("/")[1:]
    if rel.casefold().endswith(PICTURES):
        return "picture"
    if parts == ["voices.yaml"]:
        return "voices"
    if len(parts) < 2 or not parts[-1].endswith(".md"):
        return None
    kind = FOLDERS.get(parts[0])
    return kind if kind == "entry" or len(parts) == 2 else None


def _misplaced(rel: str) -> Problem:
    parts = rel.split("/")
    if len(parts) > 2 and parts[1] in FOLDERS:
        hint = f"files of content/{parts[1]}/ end in .md and lie in that folder itself"
        if parts[1] == "entries":
            hint = "entries end in .md"
    elif len(parts) > 2:
        hint = suggest(parts[1], FOLDERS)
    else:
        hint = f"content/ holds voices.yaml and the folders {', '.join(sorted(FOLDERS))}"
    return Problem(rel, 0, 0, "misplaced-file", "nothing is looked for in this place", hint)


def _read(path: str, most: int) -> bytes | None:
    """Read a regular file of at most so many bytes; None if it is larger or no regular file."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    try:
        data = os.read(handle, most + 1)
        while data and len(data) <= most:
            more = os.read(handle, most + 1 - len(data))
            if not more:
                break
            data += more
    finally:
        os.close(handle)
    return data if len(data) <= most else None
