"""What a page prints between its title and its text: who wrote it, when, with whose material.

An extractor of main text leaves these lines out, and not every page repeats them in its metadata.
"""

from __future__ import annotations

import re
from typing import Any

_INLINE = frozenset(
    "a span b strong em i u time small abbr font cite sup sub mark bdi address".split()
)
_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "button", "select"))
_STANDFIRST = re.compile(
    r"(?<![a-z])(?:standfirst|subtitle|sub-?head(?:line)?|dek|chapo|chapeau|entradilla|subtitulo|bajada|vorspann)(?![a-z])",
    re.I,
)
_LONGEST_STANDFIRST, _MOST_TEXT = 420, 5_000
_MOST_NODES, _MOST_LINES, _LONGEST = 250, 30, 200


def deck_of(tree: Any) -> tuple[str, ...]:
    """Return the short lines below a page's first heading, down to its first paragraph."""
    head = next((e for e in tree.iter("h1") if str(e.text_content()).strip()), None)
    if head is None:
        return ()
    lines: list[str] = []
    block: Any = None
    for node in head.xpath(f"following::text()[position() <= {_MOST_NODES}]"):
        text = " ".join(str(node).split())
        parent = node.getparent()
        parent = parent.getparent() if node.is_tail and parent is not None else parent
        if not text or parent is None or silent(parent):
            continue
        own = block_of(parent)
        lines = [*lines[:-1], f"{lines[-1]} {text}"] if lines and own is block else [*lines, text]
        block = own
        if len(lines[-1]) > _LONGEST or len(lines) > _MOST_LINES:
            lines.pop()
            break
    return tuple(lines)


def standfirsts_of(tree: Any) -> tuple[str, ...]:
    """Return what a page itself calls its standfirst, by the class of the element."""
    head = next((e for e in tree.iter("h1") if str(e.text_content()).strip()), None)
    if head is None:
        return ()
    near = head.xpath(
        f"(following::p | following::h2 | following::div)[position() <= {_MOST_LINES}]"
    )
    named = (e for e in near if _STANDFIRST.search(str(e.get("class") or "")))
    texts = (" ".join(str(e.text_content())[:_MOST_TEXT].split()) for e in named)
    return tuple(text for text in texts if 0 < len(text) <= _LONGEST_STANDFIRST)


def silent(element: Any) -> bool:
    """Say whether an element shows no words to readers."""
    return element.tag in _SILENT or any(e.tag in _SILENT for e in element.iterancestors())


def block_of(element: Any) -> Any:
    """Return the nearest element around a text that begins a line of its own."""
    while element.tag in _INLINE and element.getparent() is not None:
        element = element.getparent()
    return element
