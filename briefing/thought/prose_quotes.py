"""Quotations in prose: what stands between quotation marks, and block quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.content.prose import Prose
from briefing.thought.library import Library

QUOTED = re.compile(r"“([^”\n]+)”|\"([^\"\n]+)\"|„([^“”\n]+)[“”]|«\s?([^»\n]+?)\s?»")


def quotations(text: str) -> list[tuple[int, int, str]]:
    """Return start, end (with the marks) and words of each quotation in a text."""
    if not any(mark in text for mark in '"“„«'):
        return []
    return [
        (found.start(), found.end(), next(group for group in found.groups() if group))
        for found in QUOTED.finditer(text)
        if any(c.isalnum() for c in found[0])
    ]


def blocks(prose: Prose) -> list[tuple[int, int, str]]:
    """Return the block quotations of a prose that have no quotation marks of their own."""
    spans = [span for span in prose.spans if span.kind == "quote"]
    found = [(s.start, s.end, prose.text[s.start : s.end].strip('“”"„«» ')) for s in spans]
    return [block for block in found if not QUOTED.search(prose.text[block[0] : block[1]])]


def pieces(words: str) -> list[str]:
    """Return the verbatim pieces of a quotation: it may leave words out, and put others in []."""
    found = re.split(r"\[[^\]]*\]|…|\.\.\.", words)
    return [piece for piece in found if any(c.isalnum() for c in piece)]


def prose_quotations(library: Library) -> Iterator[str]:
    """Yield every verbatim piece that the editor's prose quotes, on whatever page."""
    for prose in _proses(library):
        if prose.text:
            for _, _, words in (*quotations(prose.text), *blocks(prose)):
                yield from pieces(words)


def _proses(library: Library) -> Iterator[Prose]:
    for entry in library.entries.values():
        yield entry.body
        yield from (Prose(text=reaction.text) for reaction in entry.reactions)
    for edition in library.editions.values():
        yield from (Prose(text=edition.title), edition.lede, *edition.brief, edition.body)
        if edition.differences is not None:
            yield from (edition.differences.lede, edition.differences.unknown)
    for country in library.countries.values():
        yield from (country.body, *(position.text for position in country.positions))
    for verdict in library.verdict_files.values():
        yield from (Prose(text=verdict.title), verdict.body)
    yield from (topic.body for topic in library.topics.values())
    yield from (measure.body for measure in library.measures.values())
    yield from (page.body for page in library.pages.values())
