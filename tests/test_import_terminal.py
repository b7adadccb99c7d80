"""`briefing review` and `import` at a real terminal: keys go in one by one, files come out."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing.doors.importing.known import load_site
from tests.test_import_drafts import DEV, take
from tests.test_import_drafts import site as small_site

pty = pytest.importorskip("pty", reason="terminals of this kind are POSIX's")
ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
MOST_KEYS = 25
#: What each line of keys is answered with, in this order.
ANSWERS = (("[k]eep ", "k"), ("[a]ccept", "a"), ("[y] add it", "y"), ("[x]", "x"), ("[1", "1"))
DONE = "any other key: done"


class Terminal:
    """A program at a pseudo-terminal, read as it writes."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        own, other = pty.openpty()
        command = [sys.executable, "-m", "briefing", *arguments]
        self.program = subprocess.Popen(
            command, cwd=ROOT, stdin=other, stdout=other, stderr=other, close_fds=True,
            env={**os.environ, "COLUMNS": "200", "TERM": "xterm", **environment},
        )  # fmt: skip
        os.close(other)
        self.own, self.seen = own, ""

    def until(self, *ends: str) -> str:
        """Read until the screen ends with one of some words, or the program is done."""
        begin, deadline = len(self.seen), time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self.own], [], [], 0.2)
            try:
                self.seen += os.read(self.own, 65536).decode("utf-8", "replace") if ready else ""
            except OSError:
                break  # the other end is closed
            if any(self.seen[begin:].rstrip().endswith(end) for end in ends):
                break
            if not ready and self.program.poll() is not None:
                break
        return self.seen[begin:]

    def press(self, key: str) -> None:
        """Press as a person does: what comes before the program listens is thrown away by it."""
        time.sleep(0.2)
        os.write(self.own, key.encode())

    def close(self) -> int:
        self.until("\0")
        os.close(self.own)
        return self.program.wait(timeout=PATIENCE)


def test_an_article_is_reviewed_with_single_keys(tmp_path: Path) -> None:
    """Each question takes one key without a return; what was accepted stands in the entry."""
    take(small_site(tmp_path), DEV / "en-quake.txt")
    terminal = Terminal("review", "--site", str(tmp_path))
    keys = 0
    while "[q]uit" in (screen := terminal.until("[?] help", DONE)):
        line = screen.rstrip().splitlines()[-1]
        key = next((answer for sign, answer in ANSWERS if sign in line), "r")
        terminal.press(key)
        keys += 1
    terminal.press("x")
    assert terminal.close() == 0
    told = re.search(r"reviewed, (\d+) keys", terminal.seen)
    assert told
    assert int(told[1]) == keys <= MOST_KEYS
    [entry] = load_site(tmp_path).entries.values()
    assert all(proposal.reaction for proposal in entry.proposals)
    assert "quake-dead" in {claim.measure for claim in entry.claims}


def test_stopping_keeps_what_was_decided(tmp_path: Path) -> None:
    """After `q` the decided proposals are gone from the file, and the others wait."""
    take(small_site(tmp_path), DEV / "en-quake.txt")
    [before] = load_site(tmp_path).entries.values()
    terminal = Terminal("review", "--site", str(tmp_path))
    while "[r]eject" not in terminal.until("[?] help").splitlines()[-1]:
        terminal.press("y")
    terminal.press("r")
    terminal.until("[?] help")
    terminal.press("q")
    assert terminal.close() == 0
    [after] = load_site(tmp_path).entries.values()
    assert len(after.proposals) == len(before.proposals) - 1


def test_import_asks_before_a_later_form_goes_in(tmp_path: Path) -> None:
    """At a terminal the difference is shown, and a yes takes the new text in."""
    take(small_site(tmp_path), DEV / "en-quake.txt")
    later = tmp_path / "later.txt"
    text = (DEV / "en-quake.txt").read_text("utf-8")
    first = next(line for line in text.splitlines() if line.startswith("The death toll from"))
    more = "Some 700 residents slept outside, the Red Cross said."
    later.write_text(text.replace(first, f"{first}\n\n{more}"), "utf-8")
    terminal = Terminal("import", str(later), "--site", str(tmp_path))
    assert "+Some 700 residents" in terminal.until("empty: no):")
    terminal.press("y\n")
    assert terminal.close() == 0
    [entry] = load_site(tmp_path).entries.values()
    assert any("700 residents" in p.sentence for p in entry.proposals)
