"""`briefing review` at a terminal: each question shown, each key taken, until all is decided."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from briefing.doors.importing.known import Site, load_site, refreshed
from briefing.doors.importing.printing import counted, visible
from briefing.doors.importing.review.editing import as_typed, voice_as_typed
from briefing.doors.importing.review.keyboard import END, Keyboard
from briefing.doors.importing.review.questions import Question
from briefing.doors.importing.review.session import Session
from briefing.doors.importing.review.showing import (
    LONG,
    around,
    bold,
    fitted,
    heading,
    keys_of,
    shown,
)
from briefing.doors.importing.review.works import session_of, sessions, unread

Echo = Callable[..., None]
_STOP = ("q", "\x1b", *END)
_LAST = "[u]ndo  any other key: done"
_NEXT = "Next: a summary for each, and `briefing check --sources`, which looks for their words."


class Screen(Struct, frozen=True):
    """Where questions are shown and keys come from."""

    echo: Echo
    keys: Keyboard

    def say(self, *lines: str) -> None:
        """Show lines, broken to the width of the terminal."""
        width = shutil.get_terminal_size().columns
        for line in lines:
            self.echo(fitted(line, width, bold=_may_be_bold()))


def _may_be_bold() -> bool:
    """Say whether the terminal takes more than plain text, and nobody asked for no more (NO_COLOR)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb"
    return sys.stdout.isatty() and not plain


def run(site_path: Path, entry: str, echo: Echo, keys: Keyboard) -> int:
    """Review; return how many keys it took.

    Raises NoEntry.
    """
    screen, site = Screen(echo, keys), load_site(site_path)
    broken = unread(site)
    if broken:
        which = "1 entry has" if broken == 1 else f"{broken} entries have"
        echo(f"{which} faults and cannot be reviewed; briefing check names them.", err=True)
    groups = sessions(site, entry)
    if not groups:
        echo("Nothing to review: no entry has proposals.")
    return sum(session.keys for session in _through(groups, site, screen))


def _through(groups: Sequence[Sequence[str]], site: Site, screen: Screen) -> list[Session]:
    """Review article after article, back too; return the reviews there were."""
    past: list[Session] = []
    at = 0
    while at < len(groups):
        if at == len(past):
            site = refreshed(site, (*groups[at], *(groups[at - 1] if at else ())))
            past.append(session_of(groups[at], site))
        outcome = _reviewed(past[at], screen, is_first=at == 0, is_last=at == len(groups) - 1)
        if outcome == "stop":
            screen.say(f"Stopped after {_keys(past)}; what was decided is saved.")
            return past
        at += -1 if outcome == "back" else 1
        del past[at + 1 :]
        if outcome == "back":
            past[at].press("u")
    screen.say(*([_NEXT] if past else []))
    return past


def _keys(past: list[Session]) -> str:
    return counted(sum(session.keys for session in past), "key")


def _reviewed(session: Session, screen: Screen, *, is_first: bool, is_last: bool) -> str:
    """Ask all questions of an article; return `next`, `stop`, or `back` to the article before."""
    screen.say("", heading(session.main, len(session.works)))
    while True:
        outcome = _ask(session, screen)
        if outcome == "back" and is_first:
            screen.say("There is nothing to take back.")
        elif outcome != "done":
            return outcome
        else:
            screen.say(*_closing(session))
            if not is_last:
                return "next"
            screen.say(_LAST)
            if screen.keys.key() != "u" or not session.press("u"):
                return "next"


def _closing(session: Session) -> list[str]:
    """Return what an article's review came to, and the files that are still drafts."""
    left = sum(len(w.entry.proposals) for w in session.works)
    kept = f", {counted(left, 'proposal')} kept" if left else ""
    drafts = [w.path for w in session.works if w.entry.draft]
    still = ". Until you take out `draft: true`, it is a draft:" if drafts else "."
    return ["", f"reviewed, {counted(session.keys, 'key')}{kept}{still}", *drafts]


def _ask(session: Session, screen: Screen) -> str:
    """Ask until all is decided; return `done`, `stop` or `back`."""
    shown_last: Question | None = None
    part = -1
    while (question := session.question) is not None:
        if question != shown_last:
            screen.say(*_part_of(question, session, part))
            screen.say(*shown(question, session), keys_of(question, session))
            part = question.work
        shown_last = question
        key = screen.keys.key()
        key = key.casefold() if len(key) == 1 else key
        if key in _STOP:
            return "stop"
        if key == "u" and not session.done:
            return "back"
        if key in ("?", "m"):
            screen.say(*_told(key, question, session), keys_of(question, session))
        elif _pressed(session, question, key, screen):
            shown_last = None
    return "done"


def _part_of(question: Question, session: Session, before: int) -> list[str]:
    """Return the title of a live blog's part, where its questions begin."""
    new = question.work != before and question.kind in ("claim", "repeats", "reaction")
    entry = session.works[question.work].entry
    return ["", bold(entry.title)] if new and entry.part_of else []


def _told(key: str, question: Question, session: Session) -> list[str]:
    """Return what a key only shows."""
    if key == "m":
        return around(question, session)
    always = (
        "u takes back the last answer, again and again; q stops, and what was decided is saved."
    )
    return [LONG[question.kind], always]


def _pressed(session: Session, question: Question, key: str, screen: Screen) -> bool:
    """Answer with a key; say what it came to. False where it meant nothing."""
    typed = _typed(question, screen.keys) if key == "e" else ""
    known = session.press(key, typed) if typed or key != "e" else False
    if session.notice:
        screen.say(visible(session.notice))
    elif key == "e" and not typed:
        screen.say("Nothing was typed, so nothing changed.")
    elif not known:
        screen.say("That key means nothing here.")
    return known


def _typed(question: Question, keys: Keyboard) -> str:
    """Ask for what `e` changes; what is there already stands to be edited."""
    if question.kind == "claim":
        first = next(iter(question.choices), "")
        return keys.line("value / voice / measure", as_typed(question.proposals[0], first))
    if question.kind == "voice":
        begun = voice_as_typed(question.proposals[0], question.voice)
        return keys.line("name / country / role / speaks for", begun)
    return keys.line("in your words") if question.kind == "reaction" else ""
