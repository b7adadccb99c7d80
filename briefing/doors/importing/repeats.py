"""Figures said twice in one article: which are the same, and which of the two is kept."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.doors.importing.article import Found
from briefing.doors.importing.figures.figure import Figure
from briefing.doors.importing.words import LANGUAGES, words

_BY_NOUN = ("things", "open", "jobs")
_DEFINITE = (
    "the",
    "those",
    "these",
    "die",
    "der",
    "den",
    "les",
    "ces",
    "los",
    "las",
    "estos",
    "estas",
)
_STEM = 5


def distinct(found: Sequence[Found]) -> list[Found]:
    """Fold repeats: the same figure of the same thing, unless two different voices give it."""
    kept: list[Found] = []
    alike: dict[tuple[object, object], list[int]] = {}
    for each in found:
        near = alike.setdefault((each.figure.low, each.figure.high), [])
        twin = next((i for i in near if _same(kept[i], each)), -1)
        if twin < 0:
            near.append(len(kept))
            kept.append(each)
        elif _says_more(each, kept[twin]):
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


def _says_more(each: Found, before: Found) -> bool:
    """Say whether a repeat names a speaker the first lacked; *the three dead* only points back."""
    if not each.speaker or _points_back(each):
        return False
    return not before.speaker or (each.person and not before.person)


def _points_back(found: Found) -> bool:
    lead = found.sentence[: found.figure.start].casefold().split()
    return bool(lead) and lead[-1] in _DEFINITE


def _same(a: Found, b: Found) -> bool:
    x, y = a.figure, b.figure
    if (x.low, x.high, x.group, x.fate) != (y.low, y.high, y.group, y.fate):
        return False
    if a.actor and a.actor == b.actor and a.person != b.person:
        return a.standing == b.standing == "government"
    if x.low is None and x.high is None and x.word.casefold() != y.word.casefold():
        return False
    if not _same_noun(x.noun, y.noun) and not _one_kind(x, y):
        return False
    if x.low is None and x.high is None and not x.fate and not _retold(a.sentence, b.sentence):
        return False
    return not a.speaker or not b.speaker or a.speaker == b.speaker


def _same_noun(one: str, two: str) -> bool:
    one, two = one.casefold(), two.casefold()
    return one == two or one[:_STEM] == two[:_STEM]


def _retold(one: str, two: str) -> bool:
    """Say whether two sentences share half their words."""
    a, b = set(one.casefold().split()), set(two.casefold().split())
    return 2 * len(a & b) >= min(len(a), len(b))
