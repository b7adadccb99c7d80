"""The shelf: all content files in memory, so that a changed file costs one reading and one parse.

For the preview. What a build reads from disk each time is here kept by path, with its problems.
A file that can no longer be read or parsed keeps its last good value, and its problems beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from briefing.content.loading import Kind, Source, load, reload
from briefing.content.model import Voice
from briefing.content.parsing import parse, parse_one
from briefing.content.reading import read_yaml_list
from briefing.ground.problems import Problem

#: The field of `Content` that holds each kind.
FIELDS: dict[Kind, str] = {
    "entry": "entries", "edition": "editions", "country": "countries", "measure": "measures",
    "topic": "topics", "outlet": "outlets", "verdict": "verdicts", "correction": "corrections",
    "page": "pages",
}  # fmt: skip


class Shelf:
    """The content of one site, as last read."""

    def __init__(self, site: Path, cache: Mapping[str, msgspec.Raw]) -> None:
        """Read and parse everything; `cache` as `parse` takes it."""
        self.site = site
        sources, faults = load(site)
        self.content, more, self.kept = parse(sources, cache)
        self.sources: dict[str, Source] = {source.path: source for source in sources}
        self._faults: dict[str, tuple[Problem, ...]] = {}
        for problem in (*faults, *more):
            self._faults[problem.path] = (*self._faults.get(problem.path, ()), problem)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of a file by itself."""
        return tuple(p for faults in self._faults.values() for p in faults)

    def text(self, path: str) -> str:
        """Return a file as it was last read; empty where there is none."""
        source = self.sources.get(path)
        return source.text if source else ""

    def paths_below(self, path: str) -> list[str]:
        """Return the paths known at or below a path."""
        folder = f"{path}/"
        known = {**self.sources, **self._faults}
        return [each for each in known if each == path or each.startswith(folder)]

    def update(self, paths: Iterable[str]) -> set[str]:
        """Read paths (files or folders) again; return the files whose content is another now."""
        wanted = list(paths)
        found = reload(self.site, wanted)
        if not (self.site / "content").is_dir():
            found |= {fault.path: fault for fault in load(self.site)[1]}
        elif "content" in self._faults:
            found["content"] = None
        for path in wanted:
            if path not in self.sources:  # a folder, or unknown
                found |= {known: None for known in self.paths_below(path) if known not in found}
        new = found.keys() - self.sources.keys()
        changed = {path for path, now in found.items() if self._put(path, now)}
        if changed & new:
            self._sort(changed & new)
        return changed

    def _put(self, path: str, now: Source | Problem | None) -> bool:
        """Take in one file; say whether anything about it is another now."""
        before, faults = self.sources.get(path), self._faults.get(path, ())
        if isinstance(now, Problem):
            self._faults[path] = (now,)
            return faults != (now,)
        if now is None:
            if before is None and not faults:
                return False
            self.sources.pop(path, None)
            self._faults.pop(path, None)
            self._drop(path)
            return True
        unread = any(fault.line == 0 for fault in faults)
        if before is not None and before.key == now.key and not unread:
            return False
        self.sources[path] = now
        self._parse(now)
        return True

    def _parse(self, source: Source) -> None:
        problems: tuple[Problem, ...] = ()
        if source.kind == "picture":
            self._replace(pictures={**self.content.pictures, source.path: source.key})
        elif source.kind == "voices":
            voices, problems = read_yaml_list(source.path, source.text, Voice)
            if not problems:
                self._replace(voices=voices)
        else:
            value, problems = parse_one(source)
            if value is not None:
                name = FIELDS[source.kind]
                self._replace(**{name: {**getattr(self.content, name), source.path: value}})
        self._faults.pop(source.path, None)
        if problems:
            self._faults[source.path] = problems

    def _drop(self, path: str) -> None:
        if path == "content/voices.yaml":
            self._replace(voices=())
        for name in (*FIELDS.values(), "pictures"):
            held = getattr(self.content, name)
            if path in held:
                self._replace(**{name: {k: v for k, v in held.items() if k != path}})

    def _sort(self, came: set[str]) -> None:
        """Keep the order of paths, as a fresh reading would have it."""
        for name in (*FIELDS.values(), "pictures"):
            held = getattr(self.content, name)
            if came & held.keys():
                self._replace(
                    **{name: dict(sorted(held.items(), key=lambda kv: _in_folders(kv[0])))}
                )

    def _replace(self, **fields: Any) -> None:
        self.content = msgspec.structs.replace(self.content, **fields)


def _in_folders(path: str) -> list[str]:
    """The order in which `load` comes by: name by name, folder by folder."""
    return path.split("/")
