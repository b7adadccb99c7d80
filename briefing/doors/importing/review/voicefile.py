"""`content/voices.yaml` as review changes it: a voice or alias more, and back again. Comments stay."""

from __future__ import annotations

import re
from pathlib import Path

from briefing.content.matter import plain_text
from briefing.content.model import Voice
from briefing.content.parsing import VOICES_PATH
from briefing.content.reading import read_yaml_list
from briefing.doors.importing.writing import listed, voice_text
from briefing.hands.writing import replace_file


class VoiceFile:
    """The file, and each change that was made, so that it can be taken back."""

    def __init__(self, site: Path) -> None:
        self.path = site / "content" / "voices.yaml"
        self.changes: list[tuple[str, str]] = []
        """The text before and after each change."""

    def add(self, voice: Voice) -> None:
        """Write a voice at the end of the file."""
        before = self._text()
        end = "" if not before or before.endswith("\n") else "\n"
        self._change(before, before + end + voice_text(voice))

    def alias(self, voice: Voice, name: str) -> bool:
        """Write another name of a voice; False where the file is written so that it is not safe."""
        before = self._text()
        after = with_alias(before, voice.name, name)
        if after is None:
            return False
        self._change(before, after)
        return True

    def back(self, number: int) -> bool:
        """Take back all changes but the first few; False where the file was changed by others since."""
        while len(self.changes) > number:
            before, after = self.changes.pop()
            if self._text() != after:
                return False
            replace_file(self.path, before.encode())
        return True

    def _text(self) -> str:
        return plain_text(self.path.read_bytes()) if self.path.exists() else ""

    def _change(self, before: str, after: str) -> None:
        replace_file(self.path, after.encode())
        self.changes.append((before, after))


def with_alias(text: str, voice: str, name: str) -> str | None:
    """Return voices.yaml with an alias more of a voice; None where that cannot be told by reading it.

    The list is written on one line, as most are, or not there yet.
    """
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if not re.match(r"- +name:", line):
            continue
        end = next(
            (n for n in range(index + 1, len(lines)) if lines[n][:1] not in (" ", "")), len(lines)
        )
        item = _aliased(lines[index:end], name)
        found = "\n".join([*lines[:index], *item, *lines[end:]])
        if _has(text, found, voice, name):
            return found
    return None


def _aliased(item: list[str], name: str) -> list[str]:
    at = next((n for n, line in enumerate(item) if re.match(r" +aliases:", line)), 0)
    if not at:
        return [item[0], f"  aliases: {listed([name])}", *item[1:]]
    line = re.sub(r"\s*\](\s*(?:#.*)?)$", lambda m: f", {listed([name])[1:]}{m[1]}", item[at])
    return [*item[:at], line, *item[at + 1 :]]


def _has(before: str, after: str, voice: str, name: str) -> bool:
    """Say whether a change gave just one voice just one name more."""
    old, _ = read_yaml_list(VOICES_PATH, before, Voice)
    new, faults = read_yaml_list(VOICES_PATH, after, Voice)
    if faults or len(old) != len(new):
        return False
    differing = [(o, n) for o, n in zip(old, new, strict=True) if o != n]
    return len(differing) == 1 and all(
        o.name == voice and n.aliases == (*o.aliases, name) for o, n in differing
    )
