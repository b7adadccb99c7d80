"""Review at a real terminal: fast typists, one step back, Ctrl-C, narrow and plain terminals."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import pytest

from briefing.doors.importing.known import load_site
from tests.test_import_drafts import DEV, take
from tests.test_import_drafts import site as small_site
from tests.test_import_terminal import Terminal

pytest.importorskip("termios", reason="terminals of this kind are POSIX's")
DONE = "any other key: done"


def started(folder: Path, article: str = "en-quake", **environment: str) -> Terminal:
    """A review of one article, at its first question."""
    take(small_site(folder), DEV / f"{article}.txt")
    return Terminal("review", "--site", str(folder), **environment)


def test_keys_sent_all_at_once_are_all_taken(tmp_path: Path) -> None:
    """A fast typist loses nothing: one answer to each question, in one breath."""
    terminal = started(tmp_path)
    terminal.until("[?] help")
    [before] = load_site(tmp_path).entries.values()
    figures = sum(1 for p in before.proposals if not p.reaction)
    os.write(terminal.own, b"r" * figures + b"x")
    assert DONE in terminal.until(DONE)
    os.write(terminal.own, b".")
    assert terminal.close() == 0
    assert f"reviewed, {figures + 1} keys" in terminal.seen
    [after] = load_site(tmp_path).entries.values()
    assert (after.proposals, after.claims) == ((), ())


def test_keys_typed_before_the_program_listens_are_taken(tmp_path: Path) -> None:
    """What is typed while the program still starts is answered with."""
    take(small_site(tmp_path), DEV / "en-quake.txt")
    terminal = Terminal("review", "--site", str(tmp_path))
    os.write(terminal.own, b"rrq")
    assert terminal.close() == 0
    assert "Stopped after 2 keys" in terminal.seen


def test_a_line_typed_ahead_is_taken_too(tmp_path: Path) -> None:
    """`e`, the corrected line and the next key, all at once."""
    terminal = started(tmp_path)
    terminal.until("[?] help")
    os.write(terminal.own, b"e\x15240 / unnamed / quake-dead\rrq")
    assert terminal.close() == 0
    [entry] = load_site(tmp_path).entries.values()
    assert [c.value.text for c in entry.claims if c.value] == ["240"]
    assert "Stopped after 3 keys" in terminal.seen


def test_what_is_there_stands_to_be_edited(tmp_path: Path) -> None:
    """`e` begins with value, voice and measure as proposed; only what is wrong is typed."""
    terminal = started(tmp_path)
    terminal.until("[?] help")
    terminal.press("e")
    line = terminal.until("quake-dead")
    assert re.search(r"230 / .* / quake-dead", line)
    terminal.press("\r")
    assert "Unknown voice" in terminal.until("[?] help")
    terminal.press("q")
    assert terminal.close() == 0


def test_arrow_keys_are_no_answers(tmp_path: Path) -> None:
    """An arrow key begins with Escape, and stops nothing."""
    terminal = started(tmp_path)
    terminal.until("[?] help")
    terminal.press("\x1b[A")
    assert "means nothing" in terminal.until("here.")
    terminal.press("q")
    assert terminal.close() == 0


def test_the_last_answer_can_be_taken_back_at_the_end(tmp_path: Path) -> None:
    """Reactions left out by mistake come back, though nothing is left to ask."""
    terminal = started(tmp_path)
    terminal.until("[?] help")
    [before] = load_site(tmp_path).entries.values()
    figures = sum(1 for p in before.proposals if not p.reaction)
    os.write(terminal.own, b"r" * figures + b"x")
    terminal.until(DONE)
    terminal.press("u")
    assert "leave all out" in terminal.until("[?] help")
    terminal.press("q")
    assert terminal.close() == 0
    [after] = load_site(tmp_path).entries.values()
    assert [p for p in after.proposals if p.reaction] == [p for p in before.proposals if p.reaction]


def test_one_step_back_leads_into_the_article_before(tmp_path: Path) -> None:
    """`u` at the first question of an article takes back the last answer of the one before."""
    take(small_site(tmp_path), DEV / "en-quake.txt", DEV / "en-crowd.txt")
    terminal = Terminal("review", "--site", str(tmp_path))
    while "leave all out" not in (screen := terminal.until("[?] help")):
        terminal.press("r")
    assert "[r]eject" not in screen.splitlines()[-1]
    terminal.press("x")
    terminal.until("[?] help")
    terminal.press("u")
    assert "leave all out" in terminal.until("[?] help")
    terminal.press("q")
    assert terminal.close() == 0


def test_ctrl_c_stops_with_a_sentence(tmp_path: Path) -> None:
    """What was decided is saved, and there is no traceback."""
    terminal = started(tmp_path)
    terminal.until("[?] help")
    [before] = load_site(tmp_path).entries.values()
    terminal.press("r")
    terminal.until("[?] help")
    time.sleep(0.2)
    os.kill(terminal.program.pid, signal.SIGINT)
    assert terminal.close() == 130
    assert "Traceback" not in terminal.seen
    assert "what was decided is saved" in terminal.seen
    [after] = load_site(tmp_path).entries.values()
    assert len(after.proposals) == len(before.proposals) - 1


def test_a_narrow_terminal_breaks_lines_between_words(tmp_path: Path) -> None:
    """At 60 columns no line is longer, and no word is cut in two."""
    terminal = started(tmp_path, COLUMNS="60", NO_COLOR="1")
    lines = terminal.until("help").replace("\r", "").split("\n")
    terminal.press("q")
    assert terminal.close() == 0
    assert max(map(len, lines)) <= 60
    assert "rescuers pulled more bodies" in " ".join(" ".join(lines).split())


def test_bold_is_left_out_on_request(tmp_path: Path) -> None:
    """NO_COLOR gives plain text; a terminal that can shows the words in bold."""
    (tmp_path / "plain").mkdir()
    for folder, environment, expected in (
        (tmp_path, {"NO_COLOR": ""}, True),
        (tmp_path / "plain", {"NO_COLOR": "1"}, False),
    ):
        terminal = started(folder, **environment)
        terminal.until("[?] help")
        terminal.press("q")
        assert terminal.close() == 0
        assert ("\x1b[1m230" in terminal.seen) is expected
