"""Legal removal: what a correction with `removed: true` names leaves every page, file and feed.

The words go before anything else looks at the content, so no recipe can show them. A removed entry
keeps its id and day, a removed statement its id: a tombstone stands at their address. Words of a
removed quotation, and the correction's own `old` words, are blanked wherever else they stand.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from briefing.content.model import UNKNOWN, Correction, Entry, Statement
from briefing.content.parsing import Content
from briefing.content.prose import Prose
from briefing.content.values import Value
from briefing.thought.evidence import fold, parts

T = TypeVar("T")

BLANK = "[…]"
#: Quoted words are blanked elsewhere too, but not such short ones as "very dangerous".
_TELLING = 4
_TAGS = re.compile(r"<[^>]*>")


class Removed(Struct, frozen=True):
    """What was removed."""

    entries: frozenset[str] = frozenset()
    statements: frozenset[str] = frozenset()
    """Full ids."""

    def knows(self, statement: str) -> bool:
        """Say whether a statement was removed, by itself or with its entry."""
        return statement in self.statements or statement.partition("#")[0] in self.entries


class Removing:
    """Takes what is removed out of one content after another; what was as it is stays the same."""

    def __init__(self) -> None:
        self._given: Any = None
        self._made: dict[str, tuple[Any, Any]] = {}

    def without(self, content: Content) -> tuple[Content, Removed]:
        """Return content without what its corrections remove, and what that was."""
        corrections = [each for each in content.corrections.values() if each.removed]
        if not corrections:
            return content, Removed()
        wheres = [where.removesuffix(".md") for each in corrections for where in each.where]
        removed = Removed(
            frozenset(where for where in wheres if "#" not in where),
            frozenset(wheres) & _statements(content),
        )
        words = {each.old for each in corrections} | set(_words(content, removed))
        if self._given != (removed, words):
            self._given, self._made = (removed, words), {}
        blank = partial(_blanked, pattern=_pattern(words)) if any(words) else _same
        bare = partial(_bare, removed=removed)
        fields: dict[str, Any] = {
            name: self._table(name, table, lambda value: _through(bare(value), blank))
            for name in content.__struct_fields__
            if isinstance(table := getattr(content, name), dict) and name != "pictures"
        }
        if content.voices is not self._made.get("voices", (None,))[0]:
            self._made["voices"] = (content.voices, _through(content.voices, blank))
        return msgspec.structs.replace(content, **fields, voices=self._made["voices"][1]), removed

    def _table(
        self, name: str, table: dict[str, Any], change: Callable[[Any], Any]
    ) -> dict[str, Any]:
        given, made = self._made.get(name, ({}, {}))
        if table is given:
            return made  # type: ignore[no-any-return]
        found = {
            path: made[path] if given.get(path) is value else change(value)
            for path, value in table.items()
        }
        self._made[name] = (table, found)
        return found


def _statements(content: Content) -> frozenset[str]:
    return frozenset(
        f"{entry.id}#{said.id}"
        for entry in content.entries.values()
        for said in (*entry.claims, *entry.reactions)
    )


def _words(content: Content, removed: Removed) -> list[str]:
    found = []
    for entry in content.entries.values():
        if entry.id in removed.entries and entry.title != UNKNOWN:
            found.append(entry.title)
        for said in (*entry.claims, *entry.reactions):
            if removed.knows(f"{entry.id}#{said.id}"):
                found += [*parts(said.quote), said.translation]
    return [words for words in found if len(words.split()) >= _TELLING]


def _bare(value: Any, removed: Removed) -> Any:
    """Return an entry without its removed statements, or its tombstone; a correction without words."""
    if isinstance(value, Correction) and value.removed:
        return msgspec.structs.replace(value, old="", new="")
    if not isinstance(value, Entry):
        return value
    if value.id in removed.entries:
        return Entry(
            id=value.id,
            title=UNKNOWN,
            outlet=value.outlet,
            date=value.date,
            added=value.added,
            topics=(),
            aliases=value.aliases,
            part_of=value.part_of,
            draft=value.draft,
        )
    return msgspec.structs.replace(
        value,
        claims=_kept(value, value.claims, removed),
        reactions=_kept(value, value.reactions, removed),
    )


S = TypeVar("S", bound=Statement)


def _kept(entry: Entry, statements: tuple[S, ...], removed: Removed) -> tuple[S, ...]:
    return tuple(each for each in statements if f"{entry.id}#{each.id}" not in removed.statements)


def _through(value: T, change: Callable[[str], str]) -> T:
    """Change every text in a value, at whatever depth; equal values stay the very same."""
    made: Any = value
    if isinstance(value, str):
        made = change(value)
    elif isinstance(value, Prose):
        made = _prose(value, change)
    elif isinstance(value, tuple):
        items = tuple(_through(each, change) for each in value)
        made = items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    elif isinstance(value, Struct) and not isinstance(value, Value):
        changed: Mapping[str, Any] = {
            name: new
            for name in value.__struct_fields__
            if name != "id" and (new := _through(old := getattr(value, name), change)) is not old
        }
        made = msgspec.structs.replace(value, **changed) if changed else value
    return made  # type: ignore[no-any-return]


def _prose(prose: Prose, change: Callable[[str], str]) -> Prose:
    """Blank words in a prose; where markup parts them so that they cannot be found, all of it."""
    text = change(prose.text)
    if text == prose.text:
        return prose
    first, whole = change(prose.first), change(prose.html)
    if change(_bare_text(whole)) != _bare_text(whole):
        first, whole = BLANK, f"<p>{BLANK}</p>"
    return Prose(whole, first, text, prose.links)


def _bare_text(markup: str) -> str:
    return html.unescape(_TAGS.sub("", markup))


def _same(text: str) -> str:
    return text


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(BLANK, text)


def _pattern(words: set[str]) -> re.Pattern[str]:
    """Return what matches any of the words, whatever spaces, marks, case and markup they have."""
    ordered = sorted((each for each in words if each.strip()), key=len, reverse=True)
    return re.compile("|".join(_loose(each) for each in ordered), re.I)


def _loose(words: str) -> str:
    gap = r"(?:\s|&nbsp;|<[^>]*>)+"
    return gap.join("(?:<[^>]*>)?".join(map(_char, each)) for each in fold(words).text.split(" "))


def _char(char: str) -> str:
    if char == '"':
        return r"(?:[\"“”„«»]|&quot;|&#34;)"
    if char == "'":
        return r"(?:['’‘]|&#x27;|&#39;)"
    if char == "-":
        return r"[-‐‑‒–—−]"
    if char in "&<>":
        return f"(?:{re.escape(char)}|{re.escape(html.escape(char))})"
    return re.escape(char)
