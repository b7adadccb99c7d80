"""When to look again. What the system says of files is a hint, never the truth.

An event names a path that may have changed; mere reads raise events too (`opened`,
`closed_no_write`), so only an allow-list of kinds counts, and both ends of a move. After some
30 quiet ms (400 at most; 10 where one file alone is named and its writer is done with it) whoever
looks compares contents. A file that vanished or shrank is looked
at again for up to 400 ms first: many editors save by truncating, or by moving the old file away.
"""

from __future__ import annotations

import os
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from briefing.content.loading import is_passed_over

QUIET = 0.03
QUICK = 0.01
CALM = 0.2
LONGEST = 0.4
PATIENCE = 0.4
_LOOK = 0.01
_KINDS: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent, FileClosedEvent,
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip
"""What the system is asked for: of reads it then tells nothing, and a site is read in peace."""


class Hints:
    """Paths that may have changed, gathered from any thread and taken when it is quiet."""

    def __init__(self) -> None:
        self._ready = threading.Condition()
        self._first = self._last = self._taken = 0.0
        self._paths: dict[str, bool] = {}
        self._ended = False

    def add(self, path: str, *, finished: bool = False) -> None:
        """Name a path; `finished` if its writer has said that it is done with it."""
        with self._ready:
            self._last = time.monotonic()
            if not self._paths:
                self._first = self._last
            self._paths[path] = finished
            self._ready.notify_all()

    def end(self) -> None:
        """Make `take` return at once, from now on."""
        with self._ready:
            self._ended = True
            self._ready.notify_all()

    def waiting(self) -> bool:
        """Say whether there is something to take, or an end."""
        return bool(self._paths) or self._ended

    def calm(self, seconds: float) -> bool:
        """Wait so long; say whether nothing came meanwhile."""
        with self._ready:
            return not self._ready.wait_for(self.waiting, seconds)

    def take(self) -> dict[str, bool] | None:
        """Wait until there are hints and it has been quiet; None when ended."""
        with self._ready:
            self._ready.wait_for(lambda: self._paths or self._ended)
            while not self._ended:
                now = time.monotonic()
                alone = len(self._paths) == 1 and all(self._paths.values())
                alone = alone and self._first > self._taken + CALM  # not one save of many
                due = min(self._last + (QUICK if alone else QUIET), self._first + LONGEST)
                if now >= due:
                    break
                self._ready.wait(due - now)
            taken, self._paths = self._paths, {}
            self._taken = time.monotonic()
            return None if self._ended else taken


class Handler(FileSystemEventHandler):
    """Turns events of the allowed kinds into hints."""

    def __init__(self, hints: Hints, *, only: frozenset[str] | None = None) -> None:
        """`only`: names that count, where a whole folder is watched for a few files."""
        self.hints = hints
        self.only = only

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take an event; called by watchdog's thread."""
        kind = event.event_type
        if not isinstance(event, tuple(_KINDS)):
            return
        for path, whole in ((event.src_path, False), (event.dest_path, kind == "moved")):
            name = os.fsdecode(path)
            if name and self._counts(os.path.basename(name)):
                finished = (whole or kind == "closed") and not event.is_directory
                self.hints.add(name, finished=finished)

    def _counts(self, name: str) -> bool:
        return name in self.only if self.only is not None else not is_passed_over(name)


class Watch:
    """Watches folders and files by the system's events, or by looking at them in turn."""

    def __init__(
        self, folders: Iterable[Path], files: Iterable[Path], *, poll: bool,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:  # fmt: skip
        """`folders` with all below them; `files` may be missing now and come later.

        `say` hears of it when the system's events come to an end.
        """
        self.hints = Hints()
        self._folders = [Path(os.path.abspath(folder)) for folder in folders]
        self._files = [Path(os.path.abspath(file)) for file in files]
        self._poll = poll
        self._say = say
        self._ended = threading.Event()
        self._observer: BaseObserver | None = None
        self._watched: dict[Path, int] = {}
        self.backend = ""

    def start(self) -> None:
        """Begin to watch; `backend` then says how."""
        if not self._poll:
            try:
                self._observe()
            except OSError as error:
                self._begin_looking(error.strerror or str(error))
        else:
            self._begin_looking("--poll")

    def _begin_looking(self, why: str) -> None:
        """Look at files in turn from now on."""
        self.stop_observer()
        self.backend = f"looking at files in turn ({why})"
        before = dict(self._stamps())  # now: what is saved from here on is a change
        look = partial(self._look_in_turn, before)
        threading.Thread(target=look, name="polling", daemon=True).start()

    def stop(self) -> None:
        """End watching, without waiting."""
        self._ended.set()
        self.hints.end()
        self.stop_observer()

    def stop_observer(self) -> None:
        """End the system's events."""
        if self._observer is not None and self._observer.is_alive():
            self._observer.stop()
        self._observer = None

    def taken(self) -> Iterator[dict[str, bool]]:
        """Yield hints each time it has become quiet, until stopped."""
        while True:
            hints = self.hints.take()
            if hints is None:
                return
            if self._observer is not None:
                hints |= dict.fromkeys(map(str, self._watch_folders()), False)
            yield hints

    def _observe(self) -> None:
        # it says so when it comes upon a new folder in two ways; both are one watch
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        self._observer = Observer()
        self._observer.daemon = True
        self._watch_folders()
        # a folder may come, go or be renamed, so its parent is watched for its name
        wanted: dict[Path, set[str]] = {}
        for path in (*self._folders, *self._files):
            wanted.setdefault(path.parent, set()).add(path.name)
        for parent, names in wanted.items():
            if parent.is_dir():
                handler = Handler(self.hints, only=frozenset(names))
                self._observer.schedule(handler, str(parent), recursive=False, event_filter=_KINDS)
        self._observer.start()
        self.backend = f"watching by {type(self._observer).__name__.removesuffix('Observer')}"

    def _watch_folders(self) -> list[Path]:
        """Watch folders that are there and not watched yet, as the same folder; return them."""
        new = []
        for folder in self._folders:
            try:
                number = folder.stat().st_ino
            except OSError:
                self._watched.pop(folder, None)
                continue
            if self._watched.get(folder) == number or self._observer is None:
                continue
            handler = Handler(self.hints)
            try:
                self._observer.schedule(handler, str(folder), recursive=True, event_filter=_KINDS)
            except OSError as error:
                if folder.is_dir() and self._observer.is_alive():  # the system watches no more
                    self._begin_looking(error.strerror or str(error))
                    self._say(f"Now {self.backend}.")
                    return self._folders
                continue
            self._watched[folder] = number
            new.append(folder)
        return new

    def _look_in_turn(self, before: Mapping[str, tuple[int, int, int]]) -> None:
        while not self._ended.is_set():
            begin = time.monotonic()
            now = dict(self._stamps())
            for path in differing(before, now):
                self.hints.add(path)
            before = now
            # a tenth of the time at most goes into looking
            self._ended.wait(max(0.25, 9 * (time.monotonic() - begin)))

    def _stamps(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        ahead = [str(folder) for folder in self._folders]
        while ahead:
            try:
                with os.scandir(ahead.pop()) as found:
                    items = list(found)
            except OSError:
                continue
            for item in items:
                if is_passed_over(item.name):
                    continue
                try:
                    if item.is_dir():
                        ahead.append(item.path)
                    else:
                        yield item.path, _stamp(item.stat())
                except OSError:
                    continue
        for file in self._files:
            try:
                yield str(file), _stamp(file.stat())
            except OSError:
                continue


def _stamp(stat: os.stat_result) -> tuple[int, int, int]:
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def differing(
    before: Mapping[str, tuple[int, int, int]], now: Mapping[str, tuple[int, int, int]]
) -> list[str]:
    """Return paths that came, went or have another stamp; and those whose time is too fresh to tell.

    On drives that keep whole seconds two saves of one length can have one stamp; a file is named
    again until its time is past.
    """
    fresh = time.time_ns() - 3_000_000_000
    return [
        path
        for path in (*now, *(path for path in before if path not in now))
        if before.get(path) != now.get(path) or now[path][0] > fresh
    ]


def settle(
    hints: Mapping[str, bool], before: Callable[[str], bytes | None], *, patience: float = PATIENCE
) -> None:
    """Wait until no hinted file looks half saved, at most so many seconds.

    `before` gives a file's content as last read, or None where it was not known.
    """
    until = time.monotonic() + patience
    doubtful = [path for path, finished in hints.items() if _doubtful(path, finished, before(path))]
    while doubtful and time.monotonic() < until:
        time.sleep(_LOOK)
        doubtful = [path for path in doubtful if _doubtful(path, False, before(path))]


def _doubtful(path: str, finished: bool, before: bytes | None) -> bool:
    if not before:
        return False
    try:
        size = os.stat(path).st_size
    except OSError:
        return True
    if size == 0:
        return True
    if size >= len(before) or finished:
        return False
    if size * 2 < len(before):
        return True
    try:
        return before.startswith(Path(path).read_bytes())
    except OSError:
        return True
