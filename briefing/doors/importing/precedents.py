"""What was decided before: the measures under which an editor stored figures like the one at hand.

A claim is a precedent for a figure of the same noun. It weighs more the closer it is: the same voice, the
same live blog, the same outlet, the same words beside the figure, and of two alike the later. It
never makes a count of a plan, nor of the killed a count of the wounded: `measuring` bars those.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache

from msgspec import Struct

from briefing.content.model import Entry, Measure
from briefing.content.values import Value
from briefing.doors.importing.places import places_of
from briefing.doors.importing.text import tokens_of
from briefing.doors.importing.words import LANGUAGES, raw, words
from briefing.thought.voices import Voices

_BEFORE, _AFTER = 70, 90
"""Characters around a figure in which words tell what is done with those counted."""
_LEAST_LETTERS = 4
_LOOKED_AT = 12
_LATEST = 200
"""Claims of a noun (and voice or outlet) that are looked at, the latest."""
_FAR = 20
"""Figures that differ more than so many times are of different things: a unit and a whole army."""
_VOICE, _BLOG, _OUTLET = 4, 2, 1
_SAME_FIGURE, _SAME_SITUATION, _UNKNOWN, _BY_NOUN = 5.0, 4.0, 0.3, 0.1

_SHARED = 4
"""A word in more than one of so many titles is the story's, and tells no measure."""

Texts = Callable[[Entry], str]
Ends = tuple[float | None, float | None]


class Case(Struct, frozen=True, kw_only=True):
    """A figure as far as what was decided before may tell its measure."""

    nouns: frozenset[str]
    by: str = ""
    """The key of the office that says so; "" for nobody."""
    outlet: str = ""
    blog: str = ""
    ends: Ends = (None, None)
    situation: frozenset[str] | None = None
    """What the words beside it tell; None where they are not there."""


class Precedent(Struct, frozen=True):
    """One stored claim: its case, its measure, and where its words stand."""

    case: Case
    measure: str
    entry: Entry
    quote: str


class Precedents:
    """The claims of a site that tell how figures are measured there, newest last."""

    def __init__(
        self, entries: Iterable[Entry], measures: Mapping[str, Measure], voices: Voices,
        texts: Texts, before: Precedents | None = None,
    ) -> None:  # fmt: skip
        self.voices = voices
        self._entries = tuple(entries)
        self._measures = measures
        self._texts = texts
        self._before = before
        """What was known of before; these entries count as later, and instead of earlier forms."""

    def then(self, entries: Iterable[Entry], voices: Voices) -> Precedents:
        """Return these with some entries as they are now, which count as later."""
        return Precedents(entries, self._measures, voices, self._texts, before=self)

    def since(self, entries: Iterable[Entry], voices: Voices) -> Precedents:
        """Return these with some entries changed for good, on top of what was known at first."""
        changed = {e.id: e for e in (*(self._entries if self._before else ()), *entries)}
        return (self._before or self).then(changed.values(), voices)

    @cached_property
    def _index(self) -> Mapping[tuple[str, str], Sequence[Precedent]]:
        """Every claim with a figure by its nouns, and by noun and voice or outlet; read when first asked."""
        found: dict[tuple[str, str], list[Precedent]] = {}
        for entry in sorted(self._entries, key=_order):
            for precedent in self._of(entry):
                for key in _keys(precedent.case):
                    found.setdefault(key, []).append(precedent)
        return found

    def _near(self, case: Case) -> list[Precedent]:
        """Return the latest claims that share a noun with a figure, the newest last."""
        own = {e.id for e in self._entries}
        earlier = self._before._near(case) if self._before else []
        found = {id(p): p for key in _keys(case) for p in self._index.get(key, ())[-_LATEST:]}
        later = sorted(found.values(), key=lambda p: _order(p.entry))
        return [*(p for p in earlier if p.entry.id not in own), *later]

    def _of(self, entry: Entry) -> Iterable[Precedent]:
        for claim in entry.claims:
            measure = self._measures.get(claim.measure)
            if measure is not None and isinstance(claim.value, Value):
                noun = claim.quote or measure.unit
                case = self.case(noun, claim.by, (claim.value.low, claim.value.high), entry)
                yield Precedent(case, claim.measure, entry, claim.quote)

    def case(self, noun: str, by: tuple[str, ...], ends: Ends, entry: Entry) -> Case:
        """Return a figure of an entry as precedents are held against it."""
        heard = self.voices.heard(by, entry.date)
        blog = entry.part_of or entry.id
        return Case(
            nouns=nouns(noun), by=heard[1].key if heard else "", outlet=entry.outlet, blog=blog,
            ends=ends,
        )  # fmt: skip

    def situation(self, text: str, start: int, end: int) -> frozenset[str]:
        """Return what tells a measure beside a figure: what is done, to whom what happened, titles' words."""
        first = max(text.rfind("\n", 0, start) + 1, start - _BEFORE)
        last = text.find("\n", end)
        near = text[first : min(end + _AFTER, last if last >= 0 else len(text))]
        return frozenset(deeds(near) | _fates(near)) | (self._titles & _words(near))

    @cached_property
    def _titles(self) -> frozenset[str]:
        """The words of titles that tell one measure from others: not what is counted, nor the story's."""
        titles = [_words(m.title) - _words(m.unit) for m in self._measures.values()]
        often = Counter(word for title in titles for word in title)
        return frozenset(w for w, n in often.items() if n <= max(1, len(titles) / _SHARED))

    def bonus(self, case: Case) -> dict[str, float]:
        """Return what a measure gains by the last decision on the nearest case like this one.

        Where none of the nearest was in the same words, the nearest counts for little.
        """
        known = [p for p in self._near(case) if not _apart(case.ends, p.case.ends)]
        near = sorted(((_closeness(case, p.case), n) for n, p in enumerate(known)), reverse=True)
        weighed = [
            (self._weight(case, known[n], close), known[n].measure)
            for close, n in near[:_LOOKED_AT]
        ]
        strong = [each for each in weighed if each[0] >= _SAME_SITUATION]
        return {measure: gain for gain, measure in (strong or weighed)[:1]}

    def _weight(self, case: Case, found: Precedent, close: int) -> float:
        if case.by and case.by == found.case.by and case.ends == found.case.ends:
            return _SAME_FIGURE
        then = self._then(found)
        if not close or then is None or case.situation is None:
            return _BY_NOUN + _UNKNOWN * close
        if not then and not case.situation:  # words that tell nothing: a voice keeps to its measure
            return _SAME_SITUATION if close >= _VOICE else _BY_NOUN + _UNKNOWN * close
        return _SAME_SITUATION if _alike(then, case.situation) else _BY_NOUN

    def _then(self, found: Precedent) -> frozenset[str] | None:
        text = self._texts(found.entry) if found.quote else ""
        at = text.find(found.quote.partition(" … ")[0]) if text else -1
        return self.situation(text, at, at + len(found.quote)) if at >= 0 else None


def _order(entry: Entry) -> tuple[date, str]:
    day = entry.added or entry.date
    return (day.last if day and day.last else date.min), entry.id


def _keys(case: Case) -> Iterator[tuple[str, str]]:
    """Yield what a figure is found by: each noun, alone and with its voice or outlet."""
    for noun in case.nouns:
        yield noun, ""
        yield from ((noun, f"by:{case.by}"),) if case.by else ()
        yield from ((noun, f"in:{case.outlet}"),) if case.outlet else ()


def _apart(one: Ends, two: Ends) -> bool:
    a, b = one[0] or one[1], two[0] or two[1]
    return bool(a and b) and not 1 / _FAR <= float(a or 0) / float(b or 1) <= _FAR


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    return 2 * len(one & two) >= len(one | two)


def _closeness(case: Case, other: Case) -> int:
    return (
        _VOICE * bool(case.by and case.by == other.by)
        + _BLOG * bool(case.blog and case.blog == other.blog)
        + _OUTLET * (case.outlet == other.outlet)
    )


@lru_cache(maxsize=4096)
def nouns(text: str) -> frozenset[str]:
    """Return the words of a text, roughly without endings; countries left out, all soldiers one word."""
    tokens = tokens_of(text, "en")
    places = {i for p in places_of(tokens, "en") for i in range(p.start, p.end)}
    folds = [t.folded for i, t in enumerate(tokens) if i not in places]
    found = {fold[:5] for fold in folds if len(fold) >= _LEAST_LETTERS and fold.isalpha()}
    troops = any(words(code).units["troops"].within(folds) >= 0 for code in LANGUAGES)
    return frozenset(found | ({"=troops"} if troops else set()))


def _words(text: str) -> frozenset[str]:
    return frozenset(w[:5] for w in re.findall(r"[^\W\d_]{4,}", text.casefold()))


def _fates(text: str) -> set[str]:
    folds = re.findall(r"\w+", text.casefold())
    known = (each for code in LANGUAGES for each in words(code).casualties.items())
    return {fate for fate, phrases in known if phrases.within(folds) >= 0}


def deeds(text: str) -> set[str]:
    """Return the classes of what a text says is done: sending, training, planning …"""
    spoken = re.findall(r"\w+", text.casefold())
    return {name for name, starts in _deeds().items() if any(w.startswith(starts) for w in spoken)}


@cache
def _deeds() -> dict[str, tuple[str, ...]]:
    return {name: tuple(starts) for name, starts in raw("every")["deeds"].items()}
