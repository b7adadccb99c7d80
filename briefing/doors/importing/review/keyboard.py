"""Keys of a terminal, one at a time. What is typed ahead of a question is kept for it.

The terminal stays in one mode for the whole review: `click.getchar` changes it for each key, and each
change throws away what was typed in between. Without a POSIX terminal (Windows, a test's input) it is
`click.getchar` that reads; Windows keeps what is typed ahead.
"""

from __future__ import annotations

import contextlib
import os
import select
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import click

termios: ModuleType | None
try:
    import termios
except ImportError:  # Windows has none
    termios = None

_ESCAPE = "\x1b"
_REST_OF_ESCAPE = 0.05
"""Seconds in which the rest of an arrow key comes."""
END = ("\x03", "\x04", "")
"""Ctrl-C, Ctrl-D, and the end of a terminal that was closed."""

Line = Callable[[str, str], str]


class Keyboard:
    """The keys and lines that a person types."""

    def __init__(self, descriptor: int | None) -> None:
        self._from = descriptor
        """The terminal's number; None where click reads."""
        self._cooked = termios.tcgetattr(descriptor) if termios and descriptor is not None else []

    def key(self) -> str:
        """Return one key. An arrow or function key is one key that means nothing.

        Raises OSError, EOFError where there is no terminal.
        """
        if self._from is None:
            return str(click.getchar())
        self._single()
        key = self._read()
        if key == _ESCAPE and self._more():
            while self._more():
                key += self._read()
        return key

    def line(self, question: str, begun: str = "") -> str:
        """Return a line, edited from what is begun where the terminal's library can."""
        with self._whole_lines(), _begun(begun):
            try:
                return input(f"{question}: ").strip()
            except EOFError:
                return ""

    def _read(self) -> str:
        assert self._from is not None
        data = os.read(self._from, 1)
        while data and data[0] >= 0xC0 and len(data) < _length(data[0]):
            data += os.read(self._from, 1)
        return data.decode("utf-8", "replace")

    def _more(self) -> bool:
        return self._from is not None and bool(
            select.select([self._from], [], [], _REST_OF_ESCAPE)[0]
        )

    def _single(self) -> None:
        """Give each key as it comes, unseen. Set again for each key: a stopped program comes back so."""
        mode = [*self._cooked[:3], self._cooked[3] & ~(termios.ICANON | termios.ECHO)]  # type: ignore[union-attr]
        self._set([*mode, *self._cooked[4:]])

    @contextlib.contextmanager
    def _whole_lines(self) -> Iterator[None]:
        self.restore()
        yield
        if self._from is not None:
            self._single()

    def restore(self) -> None:
        """Leave the terminal as it was."""
        self._set(self._cooked)

    def _set(self, mode: list[object]) -> None:
        if termios is not None and self._from is not None:
            termios.tcsetattr(self._from, termios.TCSADRAIN, mode)


def _length(first: int) -> int:
    """Return how many bytes a character has that begins with a byte (UTF-8)."""
    return 2 if first < 0xE0 else 3 if first < 0xF0 else 4


@contextlib.contextmanager
def _begun(text: str) -> Iterator[None]:
    """Put text into the next line that is asked for, where readline is there."""
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        yield
    finally:
        readline.set_startup_hook()


@contextlib.contextmanager
def keyboard() -> Iterator[Keyboard]:
    """Read from the terminal, and leave it as it was."""
    own = sys.stdin  # a test, or a pipe, puts something else in its place
    real = termios is not None and own is sys.__stdin__ and own is not None and own.isatty()
    found = Keyboard(own.fileno() if real else None)
    if real:
        found._single()
    try:
        yield found
    finally:
        found.restore()
