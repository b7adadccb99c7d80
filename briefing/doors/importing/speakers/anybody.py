"""Who says something for sure, whatever is known of the words: *the ferry's purser said*."""

from __future__ import annotations

from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Voice
from briefing.doors.importing.speakers.phrases import near_day

_LONGEST = 5


def anybody(scene: Scene, verb: int, start: int, end: int) -> Voice | None:
    """Read a plain noun phrase with its article, beside a verb that only people use, as a voice."""
    if not scene.has("speaking.strong", verb) or not _article(scene, start):
        return None
    first = start + scene.has("articles", start)
    words = range(first, end)
    if not 0 < len(words) <= _LONGEST or any(_no_voice(scene, i) for i in words):
        return None
    if scene.code == "de" and not scene.tokens[end - 1].capital:
        return None
    text = scene.written(first, end)
    return Voice(text, text, "", "other", False, first, end)


def _article(scene: Scene, start: int) -> bool:
    """Say whether a phrase has an article, in German that of a subject."""
    name = "phrases.subject_articles" if scene.code == "de" else "articles"
    return scene.has(name, start) or scene.has(name, start - 1)


def _no_voice(scene: Scene, index: int) -> bool:
    """Say whether a word shows that a phrase is no person or body: a day, a country, a paper."""
    return (
        not scene.tokens[index].is_word
        or scene.placed(index)
        or near_day(scene, index)
        or any(n.start <= index < n.end for n in scene.numbers)
        or any(
            scene.has(f"phrases.{name}", index)
            for name in ("documents", "nobody", "prepositions", "day_words")
        )
    )
