"""Figures said twice in one article: which are the same, and which of the two is kept."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.doors.importing.article import Found
from briefing.doors.importing.figures.figure import Figure
from briefing.doors.importing.words import LANGUAGES, words

_BY_NOUN = ("things", "open", "jobs")


def distinct(found: Sequence[Found]) -> list[Found]:
    """Fold repeats: the same figure of the same thing, unless two different voices give it."""
    kept: list[Found] = []
    for each in found:
        twin = next((i for i, other in enumerate(kept) if _same(other, each)), -1)
        if twin < 0:
            kept.append(each)
        elif each.speaker and (not kept[twin].speaker or (each.person and not kept[twin].person)):
            kept[twin] = each
    return kept


def _one_kind(x: Figure, y: Figure) -> bool:
    """Say whether two nouns may count the same: *soldiers* and *troops*, *girls* and *people*."""
    if x.group in _BY_NOUN or y.group in _BY_NOUN:
        return False
    return x.inherited or y.inherited or _anybody(x) or _anybody(y)


def _anybody(figure: Figure) -> bool:
    """Say whether a noun is one for anybody: *people*, *dead*, *soldiers*."""
    folds = figure.noun.casefold().split()
    return any(words(code).lists["figures.anybody"].within(folds) >= 0 for code in LANGUAGES)


def _same(a: Found, b: Found) -> bool:
    x, y = a.figure, b.figure
    if (x.low, x.high, x.group, x.fate) != (y.low, y.high, y.group, y.fate):
        return False
    if a.actor and a.actor == b.actor and a.person != b.person:
        return a.standing == b.standing == "government"
    if x.low is None and x.high is None and x.word.casefold() != y.word.casefold():
        return False
    if x.noun.casefold() != y.noun.casefold() and not _one_kind(x, y):
        return False
    return not a.speaker or not b.speaker or a.speaker == b.speaker
