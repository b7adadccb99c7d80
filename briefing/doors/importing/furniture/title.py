"""The title of a dump with much above its text: the line that says what the text says, and stands near it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.doors.importing.furniture.dump import Dump
from briefing.doors.importing.furniture.lines import SKIP_LINK, credit_in, sentence_like
from briefing.doors.importing.words import folded

_WORDS = range(3, 31)
_LONGEST = 220
_APART = 12
"""So many lines without a paragraph part one text from another."""
_ENOUGH = 0.5
"""A run of paragraphs that has this share of the longest one, and stands before it, is the text."""
_PARAGRAPHS, _STEM = 8, 5
_NEAR, _FAR = 0.6, 5
_TWICE, _DATED, _BESIDE = 0.25, 0.35, 4
_CAPTION, _SENTENCE = 0.5, 0.3
_LEAST, _LABEL = 4, 4
"""A line of fewer words is a label."""
_CLOSE, _FITS = 8, 0.5
_TIME = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?:uhr|h|gmt|utc|cet|cest|est|edt|bst))?", re.I
)
_ROW = 3
"""So many lines below a time are the parts of a live blog."""
_MOST = 160
"""Lines above the text among which its title is sought."""


def text_start(dump: Dump) -> int:
    """Return at which of the kept lines the article begins: where its paragraphs come close."""
    runs: list[list[int]] = []
    for number, index in enumerate(dump.kept):
        if not dump.paragraph(index):
            continue
        if runs and number - runs[-1][-1] <= _APART:
            runs[-1].append(number)
        else:
            runs.append([number])
    sizes = [sum(len(dump.text(dump.kept[n])) for n in run) for run in runs]
    enough = _ENOUGH * max(sizes, default=0)
    return next((run[0] for run, size in zip(runs, sizes, strict=True) if size >= enough), 0)


def best_title(dump: Dump, start: int, dated: Sequence[int]) -> int:
    """Return which line above the text is its title, or -1; `dated` are indexes of lines of dates."""
    told = [i for i in dump.kept[start:] if dump.paragraph(i)][:_PARAGRAPHS]
    known = {stem for i in told for stem in _stems(dump.text(i))}
    above = dump.kept[max(0, start - _MOST) : start]
    seen = [folded(dump.text(i)) for i in dump.kept]
    parts = _part_titles(dump)
    scores = {
        index: _score(dump, index, start - number - max(0, start - _MOST), known)
        + _TWICE * (seen.count(folded(dump.text(index))) > 1)
        + _DATED * any(0 < d - index <= _BESIDE for d in dated)
        for number, index in enumerate(above)
        if _may_be_title(dump.text(index)) and index not in parts
    }
    best = max(scores, key=lambda i: scores[i], default=-1)
    higher = [i for i in above if i < best and i in scores][-_CLOSE:]
    return next((i for i in higher if _heads(dump.text(i), known)), best)


def _part_titles(dump: Dump) -> set[int]:
    """Return the lines that head the parts of a live blog: each stands below a time."""
    texts = [(i, line.text) for i, line in enumerate(dump.lines) if line.text]
    timed = [j for (_, above), (j, _) in pairwise(texts) if _TIME.fullmatch(above)]
    return set(timed) if len(timed) >= _ROW else set()


def linked_parts(dump: Dump) -> bool:
    """Say whether skip links lead to the parts of a live blog: what each is called follows it."""
    names = {folded(SKIP_LINK.sub("", t)) for line in dump.lines if SKIP_LINK.match(t := line.text)}
    return sum(folded(dump.text(i)) in names for i in dump.kept) > 1


def _heads(text: str, known: set[str]) -> bool:
    """Say whether a line close above another that fits the text fits it too: its title, not its deck."""
    stems = _stems(text)
    fits = len(stems & known) >= _FITS * len(stems)
    return len(text.split()) > _LABEL and fits and not sentence_like(text)


def _score(dump: Dump, index: int, distance: int, known: set[str]) -> float:
    """Return how much a line is like the text in its words, and how near it stands."""
    text = dump.text(index)
    stems = _stems(text)
    alike = len(stems & known) / max(len(stems), _LEAST)
    captioned = credit_in(folded(text)) or dump.cut.get(index + 1) == "caption with credit"
    return (
        alike
        + _NEAR / (1 + distance / _FAR)
        - _CAPTION * captioned
        - _SENTENCE * sentence_like(text)
    )


def alike(texts: Sequence[str], told: Sequence[str]) -> float:
    """Return which share of their words texts have from others, on average."""
    known = {stem for text in told for stem in _stems(text)}
    shares = [len(_stems(text) & known) / max(len(_stems(text)), 1) for text in texts]
    return sum(shares) / max(len(shares), 1)


def _stems(text: str) -> set[str]:
    """Return the beginnings of a text's longer words and of its names."""
    words = re.findall(r"[^\W\d_]+|\d{2,}", text)
    return {folded(w)[:_STEM] for w in words if len(w) >= _STEM or (len(w) > 2 and w[0].isupper())}


def _may_be_title(text: str) -> bool:
    return (
        len(text.split()) in _WORDS and len(text) <= _LONGEST and not text.endswith((":", ",", ";"))
    )
