"""What a build remembers, in `.briefing/`: never needed, safe to delete, checked before it is used.

State may be missing, cut short, nonsense or of another version at any time; then it is as if there
were none, and the result is the same, only slower.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, TypeVar

import msgspec

from briefing.ground.keys import key_of, key_of_bytes
from briefing.ground.problems import Problem
from briefing.hands.rendering import PageKey
from briefing.hands.templates import Compiled
from briefing.hands.writing import replace_file

FOLDER = ".briefing"
_KEY = 32
T = TypeVar("T")


class Record(msgspec.Struct, frozen=True, array_like=True):
    """One output file of the last build: its own part of the key, and the key of its bytes."""

    key: PageKey
    written: str


class State(msgspec.Struct, frozen=True, array_like=True):
    """The last successful build into one output folder."""

    inputs: str = ""
    """One key over everything that went in."""
    engine: str = ""
    site: str = ""
    outputs: dict[str, Record] = {}
    problems: tuple[Problem, ...] = ()
    """Warnings and notes, to be shown again when nothing changed."""
    entries: int = 0


class Busy(Exception):
    """Another build holds the lock; the message says which process."""


class Store:
    """The state and caches of one site, for one output folder."""

    def __init__(self, site: Path, output: Path, engine: str) -> None:
        self.folder = site / FOLDER
        self.engine = engine
        name = key_of(os.path.relpath(output.resolve(), site.resolve()))[:8]
        self._state = self.folder / f"state-{name}"
        self._parsed = self.folder / "parsed"
        self._compiled = self.folder / "templates"
        self._annals = self.folder / "annals"
        self._draft_annals = self.folder / "annals-drafts"

    def state(self) -> State:
        """Return what was recorded last, or an empty state."""
        return self._read(self._state, State) or State()

    def knows_output(self) -> bool:
        """Say whether a build of this site wrote the output folder."""
        return self._state.exists()

    def record(self, state: State) -> None:
        """Remember a build. Called last of all, when every output file is in place."""
        self._write(self._state, state)

    def forget(self) -> None:
        """Forget the last build, before files it speaks of are changed in a way it cannot see."""
        self._state.unlink(missing_ok=True)

    def parsed(self) -> dict[str, msgspec.Raw]:
        """Return parsed content by key, if this very engine made it."""
        found = self._read(self._parsed, tuple[str, dict[str, msgspec.Raw]])
        return found[1] if found and found[0] == self.engine else {}

    def keep_parsed(self, parsed: dict[str, msgspec.Raw], before: dict[str, msgspec.Raw]) -> None:
        """Keep parsed content for next time, unless it is what is kept already."""
        if parsed.keys() != before.keys() or not self._parsed.exists():
            self._write(self._parsed, (self.engine, parsed))

    def compiled(self) -> Compiled:
        """Return compiled templates, if this very engine made them."""
        found = self._read(self._compiled, tuple[str, Compiled])
        return found[1] if found and found[0] == self.engine else Compiled({}, {})

    def keep_compiled(self, compiled: Compiled) -> None:
        """Keep compiled templates for next time."""
        self._write(self._compiled, (self.engine, compiled))

    def annals(self, key: str) -> bytes | None:
        """Return what a circle of measures came to day by day, if this very engine made it."""
        for folder in self._annals, self._draft_annals:
            path = folder / key_of(self.engine, key)
            found = self._read(path, bytes)
            if found is not None:
                return found
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)  # spoilt: it is to be written again
        return None

    def keep_annals(
        self, packed: Callable[[Callable[[str], bool]], Iterable[tuple[str, bytes | None]]], *,
        drafts: bool = False,
    ) -> None:  # fmt: skip
        """Keep the annals of a library, and no others; `packed` is told which are kept already.

        Those of a library with drafts have a place of their own.
        """
        folder = self._draft_annals if drafts else self._annals
        wanted = set()
        for key, data in packed(lambda key: (folder / key_of(self.engine, key)).exists()):
            name = key_of(self.engine, key)
            wanted.add(name)
            if data is not None:
                # another process that keeps its own takes away what it does not know
                with contextlib.suppress(FileNotFoundError):
                    self._write(folder / name, data)
        for path in folder.iterdir() if folder.exists() else ():
            if path.name not in wanted:
                path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def locked(self, wait: float = 30.0) -> Iterator[None]:
        """Hold the site's lock; wait for another build to end, at most so many seconds.

        Raises Busy.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "lock", "a+", encoding="utf-8") as file:
            _wait_for(file, wait)
            file.seek(0)
            file.truncate()
            file.write(str(os.getpid()))
            file.flush()
            try:
                yield
            finally:
                _unlock(file)

    def _read(self, path: Path, kind: type[T]) -> T | None:
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if key_of_bytes(data[_KEY:]).encode() != data[:_KEY]:
            return None
        try:
            return msgspec.msgpack.decode(data[_KEY:], type=kind)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return None

    def _write(self, path: Path, value: Any) -> None:
        data = msgspec.msgpack.encode(value)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, key_of_bytes(data).encode() + data)


def _wait_for(file: IO[str], wait: float) -> None:
    until = time.monotonic() + wait
    while not _try_lock(file):
        if time.monotonic() >= until:
            file.seek(0)
            holder = file.read(20).strip() or "unknown"
            raise Busy(f"another build of this site is running (process {holder})")
        time.sleep(0.05)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
