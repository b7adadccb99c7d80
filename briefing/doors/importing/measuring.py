"""Which of the site's measures a figure is likely to be about: by what is counted, the verb, and precedent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from briefing.content.model import Measure
from briefing.doors.importing.article import Found
from briefing.doors.importing.places import places_of
from briefing.doors.importing.precedents import deeds
from briefing.doors.importing.text import tokens_of
from briefing.doors.importing.words import LANGUAGES, Words, words

NONE: Mapping[str, float] = {}
_LEAST = 2.0
_DECIDED = 2.0
"""What a measure must gain by earlier decisions to be offered against the words."""
_BEFORE, _AFTER = 70, 90
_FUTURE_AFTER, _GOVERNS = 30, 35
"""Characters around a figure in which words tell what it is about."""
_RATE = re.compile(
    r"\b(?:per|every|each|a) (?:day|week|month)|daily|täglich|pro tag|par jour|al día|por día", re.I
)


def stems(text: str) -> set[str]:
    """Return the words of a text, roughly without their endings and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    found = re.findall(r"[a-z]{4,}", "".join(c for c in plain if not unicodedata.combining(c)))
    return {word[:5] for word in found}


def likely(
    found: Found, measures: Mapping[str, Measure], language: str, learned: Mapping[str, float] = NONE
) -> list[str]:  # fmt: skip
    """Return the measures a figure may be about, likeliest first.

    `learned` is what measures gain by earlier decisions on figures like this one (`precedents`).
    """
    known = words(language)
    scored = [
        (_with(learned.get(key, 0.0), found, measure, known), key)
        for key, measure in measures.items()
    ]
    return [key for value, key in sorted(scored, key=lambda s: (-s[0], s[1])) if value >= _LEAST]


def _with(gain: float, found: Found, measure: Measure, known: Words) -> float:
    """Return the score with what was learned: a decision brings in a measure the words do not tell."""
    own = score(found, measure, known)
    fate = set(found.figure.fate)
    barred = measure.kind in ("fact", "date") or (fate and fate != _fates(_named(measure)))
    if barred or not gain or (not own and gain < _DECIDED):
        return own
    return max(own, _LEAST) + gain


def told_of(
    measures: Mapping[str, Measure], named: Collection[str], language: str
) -> dict[str, Measure]:  # fmt: skip
    """Return the measures whose unit names no country but those that an article has.

    An article that never names Norway counts no *Norwegian soldiers*.
    """
    return {k: m for k, m in measures.items() if countries_in(m.unit, language) <= set(named)}


@lru_cache(maxsize=2_000)
def countries_in(text: str, language: str) -> frozenset[str]:
    """Return the countries a text names."""
    code = language[:2] if language[:2] in LANGUAGES else "en"
    return frozenset(place.code for place in places_of(tokens_of(text, code), code))


def is_told(found: Found, key: str, measure: Measure, learned: Mapping[str, float]) -> bool:
    """Say whether more than a word for anybody tells the measure: else it is a guess, not proposed.

    *2,000 people* at a vigil are no *people aboard the ferry*.
    """
    figure = found.figure
    own = stems(measure.title) - stems(measure.unit)
    if figure.group != "people" or figure.fate or not own or key in learned:
        return True
    if stems(figure.noun) & stems(measure.unit) and not _anybody(figure.noun):
        return True
    return bool(own & stems(found.sentence) or deeds(measure.title) & deeds(found.sentence))


def _anybody(noun: str) -> bool:
    folds = noun.casefold().split()
    return any(words(code).lists["figures.anybody"].within(folds) >= 0 for code in LANGUAGES)


def _named(measure: Measure) -> str:
    return f"{measure.unit} {measure.title}"


def score(found: Found, measure: Measure, known: Words) -> float:
    """Return how well a measure fits: 0 where it cannot."""
    if measure.kind in ("fact", "date"):
        return 0.0
    figure, unit = found.figure, _named(measure)
    group = _group_of(measure.unit or measure.title)
    same_noun = stems(figure.noun) & stems(measure.unit or measure.title)
    if not same_noun and (group != figure.group or group in ("things", "open", "jobs", "")):
        return 0.0
    fate = _fates(unit)
    if bool(fate) != bool(figure.fate) or (fate and fate.isdisjoint(figure.fate)):
        return 0.0
    value = 2.0 + 1.5 * bool(same_noun)
    value += 2.0 * (set(figure.fate) == fate and bool(fate)) - 0.5 * len(set(figure.fate) ^ fate)
    return value + _by_words(found, measure) + _by_kind(found, measure, known)


def _by_words(found: Found, measure: Measure) -> float:
    """Rate by the words around the figure: those of the title, and what is done with those counted."""
    at = found.figure.start
    near = found.sentence[max(0, at - _BEFORE) : at + _AFTER]
    value = 0.25 * len(stems(_named(measure)) & stems(found.sentence))
    value += 0.5 * len((stems(measure.title) - stems(measure.unit)) & stems(near))
    own, said = deeds(measure.title), deeds(near)
    value += 1.0 * len(own & deeds(found.sentence[max(0, at - _GOVERNS) : at]))
    return value + 1.25 * len(own & said) - 0.75 * bool(own - said)


def _by_kind(found: Found, measure: Measure, known: Words) -> float:
    """Rate plans, forecasts and rates by the words that tell them."""
    at, future = found.figure.start, known.lists["text.future"]
    near = found.sentence[max(0, at - _BEFORE) : at + len(found.figure.text) + _FUTURE_AFTER]
    plan = future.within(re.findall(r"\w+", near.casefold())) >= 0
    value = 0.0
    if measure.kind in ("plan", "forecast"):
        value += 1.5 if plan else -1.5
    elif plan:
        value -= 0.75
    if measure.kind == "rate":
        value += 2.0 if _RATE.search(found.sentence) else -2.5
    return value


def _group_of(unit: str) -> str:
    known = words("en")
    folds = unit.casefold().split()
    for index in range(len(folds)):
        for group, phrases in known.units.items():
            if group != "scale_heads" and phrases.at(folds, index):
                return group
    return ""


def _fates(text: str) -> set[str]:
    known = words("en")
    folds = re.findall(r"\w+", text.casefold())
    return {name for name, phrases in known.casualties.items() if phrases.within(folds) >= 0}


def best(
    found: Found, measures: Mapping[str, Measure], language: str, learned: Mapping[str, float] = NONE
) -> str:  # fmt: skip
    """Return the likeliest measure, or "" where none fits or only a guess would name one."""
    order: Sequence[str] = likely(found, measures, language, learned)
    told = bool(order) and is_told(found, order[0], measures[order[0]], learned)
    return order[0] if told else ""
