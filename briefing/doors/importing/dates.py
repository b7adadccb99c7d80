"""Days in text: when an article was published and updated, and what "on Wednesday" means in it.

A relative age ("2 hours ago") is no date: it leaves the day empty, for the editor to fill.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from briefing.doors.importing.text import Line, Token
from briefing.doors.importing.words import LANGUAGES, Words, folded, raw
from briefing.ground.locale import month_names, weekday_names

_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_HEADER_LINES = 40
_LONGEST_DATE_LINE = 220


class Stamp(Struct, frozen=True):
    """A calendar day found in text, and the exact words."""

    day: date
    start: int
    end: int
    words: str


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


@cache
def months(code: str) -> dict[str, int]:
    """Return the names of the months in a language; English *may* needs its capital elsewhere."""
    return month_names(code) | {"sept": 9}


@cache
def weekdays(code: str) -> dict[str, int]:
    """Return the names of the days of the week, 0 for Monday."""
    names = dict(weekday_names(code))
    if code == "de":
        names |= {"sonnabend": 5}
        for name, number in list(names.items()):
            for tail in ("morgen", "abend", "nachmittag", "mittag", "vormittag", "nacht"):
                names[name + tail] = number
    return names


@cache
def _all_months() -> dict[str, int]:
    found: dict[str, int] = {}
    for code in reversed(LANGUAGES):
        found |= months(code)
    return found


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = sorted(_all_months(), key=len, reverse=True)
    month = "|".join(re.escape(name) for name in names)
    capital = "|".join(
        re.escape(name.capitalize()) + "|" + re.escape(name.upper()) for name in names
    )
    year = r"((?:19|20)\d\d)(?!\d)"
    return (
        re.compile(rf"(?<!\d){year}-(\d\d)-(\d\d)(?!\d)"),
        re.compile(
            rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?[\s\u00a0]{{1,3}}(?:de[\s\u00a0])?({month})\.?,?"
            rf"[\s\u00a0]{{1,3}}(?:de[l]?[\s\u00a0])?{year}",
            re.I,
        ),
        re.compile(
            rf"({capital})\.?[\s\u00a0]{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?,?[\s\u00a0]{{1,3}}{year}"
        ),
        re.compile(rf"(?<![\d.])(\d{{1,2}})\.[\s\u00a0]?(\d{{1,2}})\.[\s\u00a0]?{year}"),
        re.compile(rf"(?<![\d/])(\d{{1,2}})/(\d{{1,2}})/{year}"),
        re.compile(rf"(?<!\d)(\d{{1,2}})-({month})\.?-{year}", re.I),
        re.compile(rf"(?<![\d-])(\d{{1,2}})-(\d{{1,2}})-{year}"),
    )


def stamps_of(text: str, *, month_first: bool | None = None) -> list[Stamp]:
    """Return every full date of a line, in order.

    `month_first` says how 03/04/2024 is read; with None an ambiguous one is left out.
    """
    text = text[:1000]
    found: list[Stamp] = []
    for number, pattern in enumerate(_patterns()):
        for match in pattern.finditer(text):
            day = _day(number, match, month_first)
            if day and not any(s.start < match.end() and match.start() < s.end for s in found):
                found.append(Stamp(day, match.start(), match.end(), match[0]))
    return sorted(found, key=lambda stamp: stamp.start)


def _day(number: int, match: re.Match[str], month_first: bool | None) -> date | None:
    a, b, c = match.groups()
    if number == 0:
        return _date(int(a), int(b), int(c))
    if number in (1, 5):
        return _date(int(c), _all_months()[b.casefold()], int(a))
    if number == 2:
        return _date(int(c), _all_months()[a.casefold()], int(b))
    if number == 3:
        return _date(int(c), int(b), int(a))
    first, second = int(a), int(b)
    if first > 12 or second > 12 or first == second or month_first is not None:
        swap = (month_first or False) if first <= 12 and second <= 12 else second > 12
        return _date(int(c), first, second) if swap else _date(int(c), second, first)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def day_of_stamp(text: str) -> date | None:
    """Return the local calendar day of a machine's time stamp (ISO 8601, basic form too)."""
    match = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text[:40])
    if match:
        return _date(*(int(part) for part in match.groups()))
    found = stamps_of(text[:80])
    return found[0].day if found else None


@cache
def _labels(key: str) -> tuple[str, ...]:
    found = [folded(label) for code in LANGUAGES for label in raw(code)["dates"][key]]
    return tuple(sorted(set(found), key=len, reverse=True))


def _label(between: str) -> str:
    """Return what the words before a date say of it: `updated`, `published` or ""."""
    plain = folded(between).rstrip(" :|-–·•,(")
    for key in ("updated", "published"):
        if any(
            plain == label or plain.endswith((" " + label, label))
            for label in _labels(key)
            if len(label) > 2
        ):
            return key
    tail = plain[-60:]
    for key in ("updated", "published"):
        if any(
            re.search(rf"(?<!\w){re.escape(label)}(?!\w)", tail)
            for label in _labels(key)
            if len(label) > 4
        ):
            return key
    return ""


_NOISE = re.compile(
    r"\d{1,2}\s?[:.h]\s?\d{2}|\b[ap]\.?m\.?\b|\b(?:uhr|gmt|utc|cet|cest|est|edt|pst|pdt|bst|cst|mez|mesz|ist|kst|jst|ist)\b|[|•·,:()\-–—/]",
    re.I,
)


def _rest(line: str, stamps: Sequence[Stamp], codes: Sequence[str]) -> str:
    """Return what a line says beside its dates, times, weekdays and labels."""
    out, last = [], 0
    for stamp in stamps:
        out.append(line[last : stamp.start])
        last = stamp.end
    rest = _NOISE.sub(" ", " ".join([*out, line[last:]]))
    plain = folded(rest)
    for label in (*_labels("updated"), *_labels("published")):
        plain = re.sub(rf"(?<!\w){re.escape(label)}(?!\w)", " ", plain)
    names = {name for code in codes for name in weekdays(code)}
    kept = [
        w
        for w in plain.split()
        if w.strip(".") not in names
        and w not in ("on", "at", "um", "am", "à", "a", "h", "las", "el", "le", "den", "der")
    ]
    return " ".join(kept)


def dating_of(lines: Sequence[Line], words: Words, *, month_first: bool | None = None) -> Dating:
    """Find in the lines of a text dump when it was published and updated.

    A date counts if its line says little else: near the top, or anywhere with a label before it.
    """
    published: tuple[date, int, str] | None = None
    updated: tuple[date, int, str] | None = None
    note, title, used, partial = "", "", [], ""
    codes = dict.fromkeys((words.code, "en"))
    for position, line in enumerate(
        [*lines[:_HEADER_LINES], *lines[max(_HEADER_LINES, len(lines) - 25) :]]
    ):
        text = line.text
        if len(text) > _LONGEST_DATE_LINE:
            continue
        if not published and not note and is_relative(text):
            note = f"the source says only {text.strip()[:60]!r}"
        stamps = stamps_of(text, month_first=month_first)
        if not stamps:
            month = _MONTH_ONLY.match(text) if position < 3 else None
            if month and not partial:
                partial, title = month[1], text[month.end() :].strip(" -–|:·")
                used.append(line.number)
            continue
        rest = _rest(text, stamps, tuple(codes))
        labelled = [
            _label(text[(stamps[i - 1].end if i else 0) : s.start]) for i, s in enumerate(stamps)
        ]
        glued = (
            stamps[0].start <= 12
            and (labelled[0] or not text[: stamps[0].start].strip())
            and len(stamps) == 1
        )
        if len(rest) > 70 and not any(labelled) and not glued:
            continue
        if len(rest) > 45 and not any(labelled):
            continue
        if rest and re.match(r"(©|copyright)", folded(text)):
            continue
        if position >= _HEADER_LINES and not any(labelled):
            continue
        for stamp, label in zip(stamps, labelled, strict=True):
            if label == "updated":
                updated = updated or (stamp.day, line.number, text)
            elif published is None and (label or len(rest) <= 70):
                published = (stamp.day, line.number, text)
                if glued and len(rest) > 25:
                    title = text[stamp.end :].strip(" -–|:·")
        used.append(line.number)
        if published and updated:
            break
    if published is None:
        published = _dateline(lines, month_first)
    if published is None and updated is not None:
        note = note or "only a day of change is given"
    return Dating(
        published=published[0] if published else None,
        updated=updated[0] if updated else None,
        words=published[2] if published else "",
        lines=tuple(used),
        note="" if published else note,
        partial="" if published else partial,
        title=title,
    )


def _dateline(lines: Sequence[Line], month_first: bool | None) -> tuple[date, int, str] | None:
    """Read the date of a dateline: *Bogotá, 12 feb. 2025 (EFE).- …*."""
    for line in lines[:25]:
        for stamp in stamps_of(line.text[:110], month_first=month_first)[:1]:
            if stamp.start <= 50 and re.match(
                r"\.?,?\s?(?:\(|[-–—]|\.\s?[-–—])", line.text[stamp.end : stamp.end + 6]
            ):
                return stamp.day, line.number, line.text[: stamp.end]
    return None


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


# ---- days within sentences ----------------------------------------------------------------------


class SaidDay(Struct, frozen=True):
    """A day named in a sentence: in EDTF, and the token where it stands."""

    text: str
    at: int


def days_in(tokens: list[Token], words: Words, today: date | None) -> list[SaidDay]:
    """Return the days that a sentence names, resolved against the article's day."""
    found: list[SaidDay] = []
    names, known = weekdays(words.code), months(words.code)
    folds = [t.folded for t in tokens]
    for index, token in enumerate(tokens):
        fold = token.folded.rstrip(".")
        if fold in known and (token.capital or words.code in ("fr", "es")):
            day = _month_day(folds, index, known[fold], today)
            if day:
                found.append(SaidDay(day, index))
        elif today is None:
            continue
        elif fold in names and (token.capital or words.code in ("fr", "es")):
            if not _near_month(folds, index, known):
                found.append(SaidDay(_last(names[fold], today).isoformat(), index))
        elif words.has("days.today", fold):
            found.append(SaidDay(today.isoformat(), index))
        elif words.has("days.yesterday", fold):
            found.append(SaidDay((today - timedelta(days=1)).isoformat(), index))
        elif words.lists["days.last_week"].at(folds, index):
            monday = today - timedelta(days=today.weekday() + 7)
            week = f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
            found.append(SaidDay(week, index))
    return found


def _near_month(folds: list[str], index: int, known: dict[str, int]) -> bool:
    return any(f.rstrip(".") in known for f in folds[index + 1 : index + 5])


def _last(weekday: int, today: date) -> date:
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _month_day(folds: list[str], index: int, month: int, today: date | None) -> str:
    year = next(
        (int(f) for f in folds[index + 1 : index + 5] if re.fullmatch(r"(?:19|20)\d\d", f)), 0
    )
    day = 0
    for near in (index - 1, index - 2, index + 1):
        if 0 <= near < len(folds) and re.fullmatch(r"\d{1,2}(?:er|st|nd|rd|th)?", folds[near]):
            day = int(re.sub(r"\D", "", folds[near]))
            break
    if not year and today is None:
        return ""
    if not year:
        assert today is not None
        year = today.year
        if (month, day or 1) > (today.month, today.day) and month - today.month > 3:
            year -= 1
    if not day:
        return f"{year:04}-{month:02}"
    found = _date(year, month, day)
    return found.isoformat() if found else ""
