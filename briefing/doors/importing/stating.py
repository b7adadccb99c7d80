"""Statements on the facts and dates a site follows: who confirms, denies, or names the day.

Only where the sentence has most words of the measure's title, so that few are wrong.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefing.content.model import Measure
from briefing.doors.importing.article import Reacted
from briefing.doors.importing.measuring import stems
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.words import LANGUAGES, words

STATUSES = {"confirm": "confirmed", "deny": "denied", "not-confirm": "not-confirmed"}
_LEAST_WORDS = 3
_LEAST_SHARE = 0.6
_BESIDE = 12


def status_of(reacted: Reacted, measures: Mapping[str, Measure]) -> tuple[str, str]:
    """Return the measure of a fact that a reaction confirms or denies, and how; ("", "") for none."""
    status = STATUSES.get(reacted.deed.kind, "")
    facts = {k: m for k, m in measures.items() if m.kind == "fact"} if status else {}
    measure = _meant(_clause_after(reacted), facts)
    return (measure, status) if measure else ("", "")


def _clause_after(reacted: Reacted) -> str:
    """Return what was confirmed or denied: the words from the verb on."""
    return reacted.sentence[max(0, reacted.sentence.find(reacted.deed.words)) :]


def date_of(sentence: str, language: str, measures: Mapping[str, Measure]) -> str:
    """Return the measure of a date that a sentence of plans or forecasts is about, or ""."""
    dates = {k: m for k, m in measures.items() if m.kind == "date"}
    scene = Scene(sentence, words(language)) if dates else None
    if scene is None or not any(scene.has("text.future", i) for i in range(len(scene))):
        return ""
    return _meant(sentence, dates)


def _meant(sentence: str, measures: Mapping[str, Measure]) -> str:
    """Return the one measure whose title a sentence repeats; "" for none or several."""
    said = _kinds(sentence)
    rated = sorted(
        ((_share(said, measure), key) for key, measure in measures.items()), reverse=True
    )
    if not rated or not rated[0][0]:
        return ""
    return "" if len(rated) > 1 and rated[1][0] == rated[0][0] else rated[0][1]


def _share(said: set[str], measure: Measure) -> float:
    title = _kinds(measure.title)
    common = len(title & said)
    if common < min(_LEAST_WORDS, len(title)) or common < _LEAST_SHARE * len(title):
        return 0.0
    return common / len(title)


def _kinds(text: str) -> set[str]:
    """Return the words of a text by stem; all soldiers are one word, and so are countries by code."""
    small = {*words("en").data["stop"], *words("en").data["text"]["future"], "when", "whether"}
    found = set(stems(text)) - stems(" ".join(small))
    for code in LANGUAGES:
        scene = Scene(text[:1000], words(code))
        found |= {f"={p.code}" for p in scene.places}
        named = {f[:5] for p in scene.places for f in scene.folds[p.start : p.end]}
        troops = scene.words.units["troops"]
        counted = {f[:5] for i, f in enumerate(scene.folds) if troops.at(scene.folds, i)}
        found = (found - stems(" ".join(named | counted))) | ({"=troops"} if counted else set())
    return found
