"""What a page prints just below its text: credits that an extractor of main text leaves out."""

from __future__ import annotations

from typing import Any

from briefing.doors.importing.deck import block_of, silent

_MOST_NODES, _MOST_LINES, _LONGEST, _CUE = 60, 8, 120, 40
_BLOCKS = ("p", "div", "li", "section", "span")


def foot_of(tree: Any, text: str) -> tuple[str, ...]:
    """Return the short lines that stand below the last paragraph of a text."""
    paragraphs = [line for line in text.split("\n") if len(line) > 2 * _CUE]
    if not paragraphs:
        return ()
    cue = " ".join(paragraphs[-1].split())[-_CUE:]
    last = None
    for element in tree.iter("p"):
        if cue in " ".join(str(element.text_content()).split()):
            last = element
    return tuple(_lines_after(last)) if last is not None else ()


def _lines_after(element: Any) -> list[str]:
    lines: list[str] = []
    block: Any = None
    for node in element.xpath(f"following::text()[position() <= {_MOST_NODES}]"):
        parent = node.getparent()
        parent = parent.getparent() if node.is_tail and parent is not None else parent
        text = " ".join(str(node).split())
        if not text or parent is None or silent(parent):
            continue
        own = block_of(parent)
        lines = [*lines[:-1], f"{lines[-1]} {text}"] if lines and own is block else [*lines, text]
        block = own
        if len(lines) > _MOST_LINES:
            break
    return [line for line in lines[:_MOST_LINES] if len(line) <= _LONGEST]
