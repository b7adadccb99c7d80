"""What a content file is about, in words, for the link that leads to its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefing.thought.library import Library


def title_of(path: str, library: Library) -> str:
    """Return the title or name of what a content file is about; empty where it has none."""
    kind, _, key = library.targets.get(path, "").partition("/")
    if kind == "country":
        return library.actors.get(key, key)
    tables: dict[str, Mapping[str, Any]] = {
        "entry": library.entries, "edition": library.editions, "measure": library.measures,
        "outlet": library.outlets, "topic": library.topics, "page": library.pages,
        "verdict": library.verdict_files,
    }  # fmt: skip
    thing = tables.get(kind, {}).get(key)
    return str(getattr(thing, "title", "") or getattr(thing, "name", ""))
