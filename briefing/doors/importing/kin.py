"""The whole of a page's main text, and no more: what an extractor left out or took in by mistake.

An advertisement or a video in the middle of an article makes extractors stop there, or drop what
stands on the other side. What they did find says where the article is: a paragraph in the same
elements, of the same classes, is of the article too. And a line that is a link from end to end
leads to another story, wherever it stands.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import islice
from typing import Any

from briefing.doors.importing.text import letters

_ANCESTORS = 3
_SHORTEST = 35
"""Of a paragraph that is missed; below it stand labels and links."""
_FEWEST = 2
_SHARE = 0.5
_CUE = 50
_MOST = 600
_MOST_LINKED = 5000
_SHORTEST_LINK, _PARAGRAPH = 20, 80
_ALL = 0.9
"""How much of a line a link must be."""
_ASIDE = frozenset(("aside", "nav", "footer", "figure", "figcaption", "form", "header", "template"))


def whole(tree: Any, text: str) -> str:
    """Return a main text with the paragraphs of the same kin that it lacks, in the page's order."""
    lines = [line for line in text.split("\n") if line.strip()]
    known = [letters(line) for line in lines]
    found = [_Paragraph(each) for each in islice(tree.iter("p"), _MOST)]
    found = [each for each in found if len(each.cue) >= _SHORTEST]
    ours = _of_the_article(found, known)
    at, missed = 0, 0
    for each in found:
        if each.kin not in ours:
            continue
        place = next((n for n, line in enumerate(known) if each.cue in line), None)
        if place is not None:
            at = place + 1
        elif not each.aside:
            lines.insert(at, each.words)
            known.insert(at, letters(each.words))
            at, missed = at + 1, missed + 1
    return "\n".join(lines) if missed else text


class _Paragraph:
    """A paragraph of a page: its words, what they begin with, and which elements it stands in."""

    def __init__(self, element: Any) -> None:
        self._element = element
        quiet = next(element.iter("script", "style"), None) is None
        told = str(element.text_content())[: 3 * _CUE] if quiet else self.words
        self.cue = letters(told)[:_CUE]

    @cached_property
    def words(self) -> str:
        return _words(self._element)

    @cached_property
    def kin(self) -> str:
        return _kin(self._element)

    @property
    def aside(self) -> bool:
        linked = sum(len(str(each.text_content())) for each in self._element.iter("a"))
        return linked > len(self.words) / 2 or any(
            each.tag in _ASIDE for each in self._element.iterancestors()
        )


def _of_the_article(found: list[_Paragraph], known: list[str]) -> set[str]:
    """Return the kins that make up most of what was found, and more than one paragraph of it."""
    lengths, counts = Counter[str](), Counter[str]()
    for each in found:
        if any(each.cue in line for line in known):
            lengths[each.kin] += len(each.words)
            counts[each.kin] += 1
    least = _SHARE * sum(map(len, known))
    return {kin for kin, n in counts.items() if n >= _FEWEST and lengths[kin] >= least}


def links_in(tree: Any, text: str) -> tuple[str, ...]:
    """Return the lines of a main text that are a link to another page and nothing else."""
    told = (line for line in text.split("\n") if len(line) >= _SHORTEST_LINK)
    lines = {line: letters(line) for line in told if not _paragraph(line)}
    away = islice((each for each in tree.iter("a") if _leads_away(each)), _MOST_LINKED)
    linked: dict[str, int] = {}
    for words in map(letters, (str(each.text_content()) for each in away)):
        linked[words[:_CUE]] = max(len(words), linked.get(words[:_CUE], 0))
    return tuple(
        line
        for line, words in lines.items()
        if words and _ALL * len(words) <= linked.get(words[:_CUE], 0) <= len(words)
    )


def _paragraph(line: str) -> bool:
    """Say whether a line is a paragraph: some pages make the whole of one a link."""
    return len(line) >= _PARAGRAPH and line.rstrip().endswith((".", '."', ".”", ".»"))


def _leads_away(link: Any) -> bool:
    """Say whether a link leads to another page, and not to a place in this one."""
    to = (link.get("href") or "").strip()
    return bool(to) and not to.startswith(("#", "mailto:", "javascript:"))


def _words(element: Any) -> str:
    """Return what a paragraph shows: no scripts, and a space where a line breaks."""
    texts = element.xpath(".//text()[not(ancestor::script or ancestor::style)]")
    broken = (text.is_tail and text.getparent().tag == "br" for text in texts)
    return " ".join(
        "".join(f" {text}" if b else text for text, b in zip(texts, broken, strict=True)).split()
    )


def _kin(element: Any) -> str:
    """Return the tags and classes of the elements that a paragraph stands in."""
    names: list[str] = []
    parent = element.getparent()
    while parent is not None and len(names) < _ANCESTORS:
        names.append(f"{parent.tag}.{parent.get('class') or ''}")
        parent = parent.getparent()
    return " ".join(names)
