"""Which words of a source may be shown, and the link that leads to them.

Per article, over the whole site with its data, feeds and mail, distinct verbatim characters stay
within the outlet's terms; over it stand the first and last words. A weak source (a machine's
paraphrase, no address) and an outlet that asks for a link where none is known show no word.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote as percent

from briefing.content.model import Entry, Outlet, Statement
from briefing.ground.settings import Settings

ELLIPSIS = "…"
_ENDS = 3
"""Words at each end of a quotation that is cut."""


def shown_quotes(entry: Entry, outlet: Outlet | None, settings: Settings) -> Mapping[str, str]:
    """Return the words that may be shown of an entry's statements, by the statement's id.

    Deterministic: claims first, then reactions, as written; words shown once count once.
    """
    if barred(entry, outlet):
        return {}
    room = settings.article_limit
    if outlet is not None and outlet.quote_limit is not None:
        room = min(room, outlet.quote_limit)
    shown: dict[str, str] = {}
    counted: set[str] = set()
    statements: tuple[Statement, ...] = (*entry.claims, *entry.reactions)
    for statement in statements:
        words = statement.quote
        if not words or statement.id is None:
            continue
        if len(words) > settings.quote_limit or (words not in counted and len(words) > room):
            words = ends(words)
        if words not in counted:
            if len(words) > room:
                continue
            counted.add(words)
            room -= len(words)
        shown[statement.id] = words
    return shown


def barred(entry: Entry, outlet: Outlet | None) -> str:
    """Return the id of the message that says why no word of it is shown, or nothing."""
    if entry.source_quality == "weak" and entry.url is None:
        return "quote.weak"
    if outlet is not None and outlet.needs_link and entry.url is None:
        return "quote.needs-link"
    if entry.source_quality == "weak":
        return "quote.weak"
    return ""


def ends(words: str) -> str:
    """Return the first and last words of a passage that is too long to be shown."""
    parts = words.replace(ELLIPSIS, " ").split()
    if len(parts) <= 2 * _ENDS:
        return f"{parts[0]} {ELLIPSIS} {parts[-1]}" if parts else ""
    return " ".join([*parts[:_ENDS], ELLIPSIS, *parts[-_ENDS:]])


def sentence_url(url: str, words: str, prefix: str = "", suffix: str = "") -> str:
    """Return the link to the passage in the source (URL fragment text directive).

    https://wicg.github.io/scroll-to-text-fragment/: `#:~:text=[prefix-,]start[,end][,-suffix]`
    """
    if not words:
        return url
    start, _, end = words.partition(ELLIPSIS)
    parts = [_encoded(prefix.strip()) + "-"] if prefix.strip() else []
    parts += [_encoded(piece) for piece in (start.strip(), end.strip()) if piece]
    parts += ["-" + _encoded(suffix.strip())] if suffix.strip() else []
    base, mark, fragment = url.partition("#")
    return f"{base}#{fragment if mark else ''}:~:text={','.join(parts)}"


def _encoded(text: str) -> str:
    # a dash, comma or ampersand in the words would be read as part of the directive
    return percent(text, safe="").replace("-", "%2D")
