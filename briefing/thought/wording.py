"""Values, days and statements in words: the one place that decides how they read.

Pages, mail and feeds all word things here, so that a number never loses its hedge, its unit or its
day on the way. The rules are those of the editorial standard: *on 28 October* only if the source
gives the day of speaking, else *reported 29 October*, for a bound *by 19 October*, else *day not
given*; a number as it was written, held to its hedge and its unit by unbreakable spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from briefing.content.days import Day
from briefing.content.model import UNKNOWN, MeasureKind, ReactionKind, Status
from briefing.content.values import Value, Words
from briefing.ground.locale import (
    axis_day,
    language_name,
    long_day,
    month,
    plain_day,
    short_day,
)
from briefing.ground.words import words_of
from briefing.thought.blocks import Figure, When

NBSP = "\u00a0"
_SHARE_WRITTEN = re.compile(r"(?:%|percent|per cent)\Z", re.I)
_SHARE = re.compile(r"\A(?:%|percent|per cent)\s*", re.I)
_HEDGED = {"about", "at least", "more than", "up to", "less than"}


class Wording:
    """Words in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = words_of(language)
        self.say = self.words.say

    # ── values ──────────────────────────────────────────────────────────────────────────────────

    def value(self, value: Value) -> str:
        """`about 10,000`: the hedge in words, the number as written, nothing breaks."""
        if value.qualifier == "vague":
            return value.number
        text = value.number
        if value.nearly:
            text = self.say("value.nearly", number=text)
        elif value.qualifier in _HEDGED:
            text = self.say(f"value.{value.qualifier.replace(' ', '-')}", number=text)
        return text.replace(" ", NBSP)

    def figure(
        self, value: Value | None, words: Words | None, status: Status | None, unit: str
    ) -> Figure:
        """Return a claim's figure, day, words or standing as it is shown."""
        if value is not None:
            return Figure(self.value(value), _further(unit, value), value.qualifier != "vague")
        if words is not None:
            text = self.day(words.day, None) if words.day else words.text
            return Figure(text, "", False)
        return Figure(self.standing(status), "", False, standing=True)

    def standing(self, status: Status | None) -> str:
        """`did not confirm`, which is no denial."""
        return self.say(f"status.{status}") if status else ""

    def kind(self, kind: MeasureKind) -> str:
        """What sort of number a measure is, in words."""
        return self.say(f"measure.kind.{kind}")

    def verb(self, kind: ReactionKind) -> str:
        """A plain verb for a reaction without words of its own; never the code."""
        return self.say(f"reaction.{kind}")

    # ── days ────────────────────────────────────────────────────────────────────────────────────

    def calendar_day(self, day: date, year: int | None) -> str:
        """`29 October`, with its year unless that is the page's."""
        text = short_day(day, self.language) if day.year == year else self.full_day(day)
        return text.replace(" ", NBSP)

    def full_day(self, day: date) -> str:
        """`29 October 2024`"""
        return plain_day(day, self.language)

    def weekday(self, day: date) -> str:
        """`Tuesday 29 October 2024`"""
        return long_day(day, self.language)

    def month(self, day: date) -> str:
        """`October 2024`"""
        return month(day, self.language)

    def day(self, day: Day, year: int | None) -> str:
        """A day of any certainty, by itself: `29 October`, `by 19 October`, `October 2024`."""
        if day.first is None and day.last is not None:
            return self.say("day.by", day=self.calendar_day(day.last, year))
        if day.last is None and day.first is not None:
            return self.say("day.from", day=self.calendar_day(day.first, year))
        text = self._span(day, year)
        return self.say("day.about", day=text) if day.approximate else text

    def _span(self, day: Day, year: int | None) -> str:
        assert day.first is not None
        assert day.last is not None
        if day.first == day.last:
            return self.calendar_day(day.first, year)
        bare = day.text.rstrip("~?%")
        if len(bare) == 7:
            return self.month(day.first).replace(" ", NBSP)
        if len(bare) == 4:
            return bare
        first, last = self.calendar_day(day.first, year), self.calendar_day(day.last, year)
        return self.say("day.span", first=first, last=last)

    def said(self, said: Day | None, reported: Day | None, outlet: str, year: int | None) -> When:
        """Return when something was said, as far as the source tells.

        Without a known publisher the day of the report is only a bound: `by 19 October`.
        """
        if said is not None:
            if said.exact and said.last is not None:
                text = self.say("day.on", day=self.calendar_day(said.last, year))
                return When(text, said.last.isoformat())
            return When(self._said_about(said, year))
        if reported is None or (reported.last is None and reported.first is None):
            return When(self.say("day.not-given"))
        if reported.exact and reported.last is not None and outlet != UNKNOWN:
            text = self.say("day.reported", day=self.calendar_day(reported.last, year))
            return When(text, reported.last.isoformat())
        if reported.last is not None:
            return When(self.say("day.by", day=self.calendar_day(reported.last, year)))
        return When(self.day(reported, year))

    def _said_about(self, said: Day, year: int | None) -> str:
        text = self.day(said, year)
        bounded = said.first is None or said.last is None or said.approximate
        if bounded or said.first == said.last:
            return text
        if len(said.text.rstrip("~?%")) <= 7:
            return self.say("day.in", day=text)
        first, last = (self.calendar_day(day, year) for day in (said.first, said.last) if day)
        return self.say("day.between", first=first, last=last)

    def about(self, as_of: Day | None, kind: MeasureKind, year: int | None) -> When | None:
        """Return the day a claim is about, worded for its kind: `by December 2024`."""
        if as_of is None:
            return None
        text = self.day(as_of, year)
        iso = as_of.last.isoformat() if as_of.exact and as_of.last else ""
        if as_of.first is None or as_of.last is None:
            return When(text, iso)
        key = {"forecast": "by", "plan": "by", "rate": "for"}.get(kind, "as-of")
        return When(self.say(f"day.{key}", day=text), iso)

    def published(self, day: Day | None, year: int | None) -> When:
        """Return an article's day of publication."""
        if day is None:
            return When(self.say("day.not-given"))
        return When(self.day(day, year), day.last.isoformat() if day.exact and day.last else "")

    def plain(self, day: date, year: int | None = None) -> When:
        """Return a calendar day by itself; in full unless the year is the page's."""
        return When(self.calendar_day(day, year), day.isoformat())

    def narrow(self, day: date) -> When:
        """`29 Oct`: for the head of a column."""
        return When(axis_day(day, self.language), day.isoformat())

    def since(self, day: Day, year: int | None) -> When:
        """`since 23 October`"""
        iso = day.last.isoformat() if day.exact and day.last else ""
        if day.first is None:
            return When(self.day(day, year), iso)
        return When(self.say("day.since", day=self.day(day, year)), iso)

    # ── people, languages, lists ────────────────────────────────────────────────────────────────

    def language_of(self, tag: str) -> str:
        """`German`, for `de`."""
        return language_name(tag, self.language) if tag else ""

    def listed(self, names: Iterable[str]) -> str:
        """`A, B and C`"""
        found = list(names)
        if len(found) < 2:
            return "".join(found)
        return self.say("list.last", first=", ".join(found[:-1]), last=found[-1])

    def sentence(self, text: str) -> str:
        """Make `Called it dangerous.` follow its subject: `called it dangerous`.

        A reaction's text begins with a verb; an acronym or name of capitals keeps them.
        """
        plain = text.strip()
        plain = plain[:-1] if plain.endswith(".") and not plain.endswith("..") else plain
        if len(plain) > 1 and plain[0].isupper() and not plain[1].isupper():
            return plain[0].lower() + plain[1:]
        return plain


def _further(unit: str, value: Value) -> str:
    """Return the unit without what the number was written with: `18 %`, not `18 % percent`."""
    return _SHARE.sub("", unit) if _SHARE_WRITTEN.search(value.number) else unit


def last_day(day: Day | None) -> date:
    """Return the day by which something is ordered; what has no end comes first."""
    if day is None:
        return date.min
    return day.last or day.first or date.min


def spoken(said: Day | None, reported: Day | None) -> date:
    """Return the day by which statements are ordered: said, else reported."""
    return last_day(said) if said is not None else last_day(reported)
