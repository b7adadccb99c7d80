"""Days within sentences: what "on Wednesday" means in an article of a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct

from briefing.doors.importing.dates import day_or_none, months, weekdays
from briefing.doors.importing.text import Token
from briefing.doors.importing.words import Words


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
    found = day_or_none(year, month, day)
    return found.isoformat() if found else ""
