"""When an article was published and updated, as the lines around it say.

A relative age ("2 hours ago") is no date: it leaves the day empty, for the editor to fill.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from msgspec import Struct

from briefing.doors.importing.dates import Stamp, stamps_of, weekdays
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import LANGUAGES, Words, folded, raw

_HEADER_LINES = 40
_FOOTER_LINES = 25
_LONGEST_HEADER, _PARAGRAPH = 900, 140
_TOGETHER, _BELOW = 10, 12
_NEAR_TEXT = 45
"""Lines with text above the article that hold its date, however long the page's menu is."""
_LONGEST_DATE_LINE = 220
_LITTLE, _SOME = 45, 70
"""Characters beside a date that a line may hold and still be a line of dates."""
_TITLE = 25
_VERY_TOP = 6
"""Lines at the head of a page, where it may print the day on which it is read."""


class Dating(Struct, frozen=True, kw_only=True):
    """When an article says it was published and updated; None where it does not say."""

    published: date | None = None
    updated: date | None = None
    words: str = ""
    """The words it rests on."""
    lines: tuple[int, ...] = ()
    note: str = ""
    partial: str = ""
    """A month without a day (`2023-11`), where that is all the source gives."""
    title: str = ""
    """What stood glued to the date in one line."""


class _Dates:
    """What the lines read so far have said."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.names = {name for code in codes for name in weekdays(code)}
        self.published: date | None = None
        self.updated: date | None = None
        self.words = self.title = self.note = self.partial = ""
        self.labelled = False
        """The day of publication is called so."""
        self.today: tuple[date, str] | None = None
        """What may be the day on which the page was saved: with its weekday, above everything else."""
        self.used: list[int] = []

    def read(self, line: Line, position: int, month_first: bool | None) -> None:
        """Learn from one line, if it is one of dates."""
        if self.published is None and not self.note and is_relative(line.text):
            self.note = f"the source says only {line.text.strip()[:60]!r}"
        stamps = stamps_of(line.text, month_first=month_first)
        if not stamps:
            self._month(line, position)
            return
        rest = _rest(line.text, stamps, self.names)
        labels = _labels_of(line.text, stamps)
        glued = len(stamps) == 1 and _glued(line.text, stamps[0], labels[0])
        if not _counts(line.text, rest, labels, glued, position):
            return
        if line.number <= _VERY_TOP and not any(labels) and not rest and self._weekday(line.text):
            self.today = self.today or (stamps[0].day, line.text)
            return
        for stamp, label in zip(stamps, labels, strict=True):
            self._day(stamp, label, line.text, rest, glued)
        self.used.append(line.number)

    def _weekday(self, text: str) -> bool:
        return any(word in self.names for word in re.findall(r"[^\W\d_]+", text.casefold()))

    def _month(self, line: Line, position: int) -> None:
        month = _MONTH_ONLY.match(line.text) if position < 3 and not self.partial else None
        if month:
            self.partial = month[1]
            self.title = line.text[month.end() :].strip(" -–|:·")
            self.used.append(line.number)

    def _day(self, stamp: Stamp, label: str, text: str, rest: str, glued: bool) -> None:
        if label == "updated":
            self.updated = self.updated or stamp.day
        elif self._believes(label, rest, text):
            self.published, self.words, self.labelled = stamp.day, text, bool(label)
            if glued and len(rest) > _TITLE:
                self.title = text[stamp.end :].strip(" -–|:·")

    def _believes(self, label: str, rest: str, text: str) -> bool:
        """Say whether a day is that of publication: one called so, or with its hour, counts before others."""
        if self.published is None:
            return bool(label) or len(rest) <= _SOME
        if not label and not self.labelled and not rest:
            return bool(_HOUR.search(text)) and not _HOUR.search(self.words)
        return label == "published" and not self.labelled and not rest


_HOUR = re.compile(r"\d{1,2}[:.h]\d\d")


def dating_of(lines: Sequence[Line], words: Words, *, month_first: bool | None = None) -> Dating:
    """Find in the lines of a text dump when it was published and updated.

    A date counts if its line says little else: near the top, or anywhere with a label before it.
    """
    found = _Dates((words.code, "en"))
    month_first = _order(lines, words.code) if month_first is None else month_first
    top = _header(lines)
    footer = lines[max(top, len(lines) - _FOOTER_LINES) :]
    near = [line for line in lines[min(_HEADER_LINES, top) : top] if line.text][-_NEAR_TEXT:]
    above = [*near, *lines[: min(top, _HEADER_LINES)]]
    head = len(above)
    for position, line in enumerate([*above, *footer]):
        position = min(position, _HEADER_LINES - 1) if position < head else _HEADER_LINES
        if len(line.text) <= _LONGEST_DATE_LINE:
            found.read(line, position, month_first)
        if found.published and found.updated:
            break
    if found.published is None or found.updated is None:
        _labelled(found, lines[:top], month_first)
    if found.published is None:
        found.published, found.words = _dateline(lines, month_first)
    if found.published is None and found.today:
        found.published, found.words = found.today
    if found.published is None and found.updated is not None:
        found.note = found.note or "only a day of change is given"
    known = found.published is not None
    return Dating(
        published=found.published, updated=found.updated, words=found.words,
        lines=tuple(found.used), note="" if known else found.note,
        partial="" if known else found.partial, title=found.title,
    )  # fmt: skip


def _order(lines: Sequence[Line], code: str) -> bool | None:
    """Say whether 03/04/2024 is in March: no other language says so; English pages tell by other days."""
    if code != "en":
        return False
    told = {int(m[1]) > _MONTHS for ln in lines[:_LONGEST_HEADER] for m in _SLASHED.finditer(ln.text)
            if (int(m[1]) > _MONTHS) != (int(m[2]) > _MONTHS)}  # fmt: skip
    return None if len(told) != 1 else not told.pop()


_MONTHS = 12
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:19|20)?\d\d(?!\d)")


def _labelled(found: _Dates, above: Sequence[Line], month_first: bool | None) -> None:
    """Read the first lines that call their dates so, however far above the text they stand."""
    missing = {"published"} if found.published is None else set()
    missing |= {"updated"} if found.updated is None else set()
    for line in above:
        if not missing:
            return
        stamps = (
            stamps_of(line.text, month_first=month_first)
            if len(line.text) <= _LONGEST_DATE_LINE
            else ()
        )
        labels = set(_labels_of(line.text, stamps)) if stamps else set()
        if labels & missing:
            found.read(line, _HEADER_LINES, month_first)
            missing -= labels


def _header(lines: Sequence[Line]) -> int:
    """Return how many lines stand above the text or just below where it begins.

    It begins with the longest run of paragraphs; one alone is a promise in a menu.
    """
    long = [i for i, ln in enumerate(lines[:_LONGEST_HEADER]) if _is_paragraph(ln.text)]
    runs: list[list[int]] = []
    for index in long:
        if runs and index - runs[-1][-1] <= _TOGETHER:
            runs[-1].append(index)
        else:
            runs.append([index])
    best = max(runs, key=lambda run: sum(len(lines[i].text) for i in run), default=[0])
    return max(_HEADER_LINES, best[0] + _BELOW)


def _is_paragraph(text: str) -> bool:
    return len(text) > _PARAGRAPH and text.endswith((".", "”", '"', "“", "»"))


def _counts(text: str, rest: str, labels: Sequence[str], glued: bool, position: int) -> bool:
    """Say whether a line with dates is one of dates."""
    labelled = any(labels)
    if len(rest) > _LITTLE and not labelled:
        return False
    if rest and re.match(r"(©|copyright)", folded(text)):
        return False
    return labelled or position < _HEADER_LINES


def _glued(text: str, stamp: Stamp, label: str) -> bool:
    """Say whether a line begins with its date, so that the rest may be a title."""
    return stamp.start <= 12 and bool(label or not text[: stamp.start].strip())


def _dateline(lines: Sequence[Line], month_first: bool | None) -> tuple[date | None, str]:
    """Read the date of a dateline: *Bogotá, 12 feb. 2025 (EFE).- …*."""
    for line in lines[:25]:
        for stamp in stamps_of(line.text[:110], month_first=month_first)[:1]:
            after = line.text[stamp.end : stamp.end + 6]
            if stamp.start <= 50 and re.match(r"\.?,?\s?(?:\(|[-–—]|\.\s?[-–—])", after):
                return stamp.day, line.text[: stamp.end]
    return None, ""


# ---- what stands beside a date ------------------------------------------------------------------


def _labels_of(text: str, stamps: Sequence[Stamp]) -> list[str]:
    """Return what the words before each date say of it."""
    ends = [0, *(s.end for s in stamps)]
    return [_label(text[ends[i] : s.start]) for i, s in enumerate(stamps)]


@cache
def _labels(key: str) -> tuple[str, ...]:
    found = [folded(label) for code in LANGUAGES for label in raw(code)["dates"][key]]
    return tuple(sorted(set(found), key=len, reverse=True))


def _label(between: str) -> str:
    """Return what the words before a date say of it: `updated`, `published` or ""."""
    plain = " ".join(folded(_NOISE.sub(" ", between)).split()).rstrip(" :|-–·•,(")
    for key in ("updated", "published"):
        if plain.endswith(tuple(label for label in _labels(key) if len(label) > 2)):
            return key
    for key in ("updated", "published"):
        if any(_stands(label, plain[-60:]) for label in _labels(key) if len(label) > 4):
            return key
    return ""


def _stands(label: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", text) is not None


_NOISE = re.compile(
    r"\d{1,2}\s?[:.h]\s?\d{2}|\b[ap]\.?m\.?\b|\b(?:uhr|gmt|utc|cet|cest|est|edt|pst|pdt|bst|cst|mez|mesz|ist|kst|jst|ist)\b|[|•·,:()\-–—/]",
    re.I,
)
_SMALL = frozenset(("on", "at", "um", "am", "à", "a", "h", "las", "el", "le", "den", "der"))


def _rest(line: str, stamps: Sequence[Stamp], names: set[str]) -> str:
    """Return what a line says beside its dates, times, weekdays and labels."""
    ends = [0, *(s.end for s in stamps)]
    pieces = [line[ends[i] : s.start] for i, s in enumerate(stamps)]
    plain = folded(_NOISE.sub(" ", " ".join([*pieces, line[ends[-1] :]])))
    for label in (*_labels("updated"), *_labels("published")):
        plain = re.sub(rf"(?<!\w){re.escape(label)}(?!\w)", " ", plain)
    return " ".join(w for w in plain.split() if w.strip(".") not in names and w not in _SMALL)


#: What some dumps put before the title.
_MONTH_ONLY = re.compile(r"\s*date\s+((?:19|20)\d\d-(?:0[1-9]|1[0-2]))(?![-\d])\s*")
_AGO = re.compile(
    r"\b\d{1,3}\s?(?:second|sec|minute|min|hour|hr|h|day|week|month)s?\.?\s?ago"
    r"|\bvor\s\d{1,3}\s(?:sekunde|minute|stunde|tag|woche)n?"
    r"|\bil y a\s(?:\d{1,3}|une?)\s(?:seconde|minute|heure|jour|semaine|h|min)s?"
    r"|\bhace\s(?:\d{1,3}|una?)\s(?:segundo|minuto|hora|día|semana)s?"
    r"|\b(?:just now|gerade eben)\b",
    re.I,
)


def is_relative(text: str) -> bool:
    """Say whether a line gives an age instead of a date (*2 hours ago*)."""
    return len(text) < 120 and bool(_AGO.search(text))
