"""The preview as a whole: a session, a watch that refreshes it, and a server in front."""

from __future__ import annotations

import contextlib
import gc
import os
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from briefing.doors.preview.server import Server, bind, is_loopback
from briefing.doors.preview.session import Session
from briefing.doors.preview.watching import Watch, settle
from briefing.ground.problems import Problem, summary
from briefing.hands.theme import theme_folder
from briefing.thought.lock import PATH as LOCK_PATH

Say = Callable[[str], None]
_CALM = 0.25
_IDLE = 2.0
"""Seconds without a save after which the preview goes on working ahead."""


class Options(Struct, frozen=True, kw_only=True):
    """How to preview."""

    site: Path
    host: str = "127.0.0.1"
    port: int = 8000
    drafts: bool = True
    base_path: str | None = None
    poll: bool = False
    open: bool = False
    follow: bool = False


class Preview:
    """A running preview. `start`, then `serve` until interrupted, then `stop`."""

    def __init__(self, options: Options, say: Say) -> None:
        self.options = options
        self.say = say
        site = Path(os.path.abspath(options.site))
        self.session = Session(site, drafts=options.drafts, base_path=_base(options.base_path))
        theme = theme_folder()
        parts = [site / name for name in ("content", "templates", "static")]
        parts += [theme / name for name in ("templates", "static") if theme != site]
        files = [site / "briefing.toml", site / LOCK_PATH]
        self.watch = Watch(parts, files, poll=options.poll, say=say)
        self._root = f"{site}{os.sep}"

    def start(self) -> Server:
        """Take the port, begin to watch and read the site. Raises OSError."""
        options = self.options
        self.server = bind(
            self.session, options.host, options.port, follow=options.follow, say=self.say
        )
        # watching first: what is saved while the site is read is then looked at again
        self.watch.start()
        begin = time.perf_counter()
        gc.disable()  # nearly all that is made now stays: looking through it would cost a third
        try:
            self.session.start()
            gc.freeze()
        finally:
            gc.enable()
        self._tell(time.perf_counter() - begin)
        threading.Thread(target=self._follow_hints, name="refreshing", daemon=True).start()
        return self.server

    def serve(self) -> None:
        """Answer browsers until interrupted or stopped."""
        if self.options.open:
            import webbrowser  # as slow to come by as much else together

            threading.Thread(target=webbrowser.open, args=(self.server.url,), daemon=True).start()
        self.server.serve_forever(poll_interval=0.1)

    def stop(self) -> None:
        """End at once; open streams are cut."""
        self.watch.stop()
        self.server.end()

    def _tell(self, seconds: float) -> None:
        if self.server.port != self.options.port and self.options.port:
            self.say(f"Port {self.options.port} is in use; {self.server.port} is not.")
        snapshot = self.session.snapshot
        entries = len(snapshot.library.entries) if snapshot else 0
        drafts = "drafts are shown and marked" if self.options.drafts else "as it would be built"
        self.say(f"{entries} entries read in {seconds:.2f} s, {drafts}; {self.watch.backend}.")
        if not is_loopback(self.options.host):
            self.say(
                f"Bound to {self.options.host}: everyone who can reach this machine can read the "
                "site, drafts included, and the paths of its files."
            )
        self.say(f"{self.server.url}  (Ctrl-C ends it)")
        self._tell_problems(())

    def _follow_hints(self) -> None:
        self._guarded(lambda: self._warm(_CALM))
        self._guarded(self._look_further)
        for hints in self.watch.taken():
            self._guarded(lambda hints=hints: self._take(hints))  # type: ignore[misc]
            self._guarded(self._look_further)
            self._guarded(lambda: self._warm(_IDLE))

    def _take(self, hints: dict[str, bool]) -> None:
        settle(hints, self._content)
        self.session.refresh(map(self._name, hints))

    def _look_further(self) -> None:
        hints = self.watch.hints
        if hints.calm(_CALM):  # what was saved is on the screen first
            self.session.look_further(hints.waiting)

    def _warm(self, seconds: float) -> None:
        if not self.session.warmed and self.watch.hints.calm(seconds):
            gc.disable()  # as at the start
            try:
                if self.session.warm(self.watch.hints.waiting):
                    gc.freeze()
            finally:
                gc.enable()

    def _guarded(self, run: Callable[[], None]) -> None:
        before = self.session.state.problems
        try:
            run()
        except Exception:  # noqa: BLE001  # nothing that a file holds may end the preview
            self._say(f"The preview could not take in a change:\n{traceback.format_exc()}")
        self._tell_problems(before)

    def _say(self, words: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # whoever listened is gone; browsers are not
            self.say(words)

    def _content(self, path: str) -> bytes | None:
        text = self.session.shelf.text(self._name(path))
        return text.encode() if text else None

    def _name(self, path: str) -> str:
        inside = path.startswith(self._root)
        return path.removeprefix(self._root).replace(os.sep, "/") if inside else path

    def _tell_problems(self, before: tuple[Problem, ...]) -> None:
        now = self.session.state.problems
        for problem in now:
            if problem not in before:
                self._say(str(problem))
        if before and not now:
            self._say("No problem any more.")
        elif now != before:
            self._say(f"{summary(now)}.")


def _base(path: str | None) -> str | None:
    """Return a base path with both its slashes."""
    return None if path is None else f"/{path.strip('/')}/".replace("//", "/")
