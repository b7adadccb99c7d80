"""Where a content file shows: the address of the page that is about it."""

from __future__ import annotations

from collections.abc import Callable

from briefing.thought.addresses import (
    country_address,
    edition_address,
    entry_address,
    measure_address,
    outlet_address,
    topic_address,
)
from briefing.thought.library import Library

_ADDRESSES: dict[str, Callable[[str], str]] = {
    "entry": entry_address,
    "edition": edition_address,
    "country": country_address,
    "measure": measure_address,
    "outlet": outlet_address,
    "topic": topic_address,
    "page": "{}.html".format,
}


def place_of(path: str, library: Library) -> tuple[str, str] | None:
    """Return the address and the title of what a content file is about, or None."""
    kind, _, key = library.targets.get(path, "").partition("/")
    if kind not in _ADDRESSES:
        return None
    return _ADDRESSES[kind](key), _title(kind, key, library)


def _title(kind: str, key: str, library: Library) -> str:
    if kind == "entry":
        return library.entries[key].title
    if kind == "edition":
        return library.editions[key].title
    if kind == "measure":
        return library.measures[key].title
    if kind == "outlet":
        return library.outlets[key].name
    if kind == "topic":
        return library.topics[key].title
    return library.actors.get(key, key) if kind == "country" else library.pages[key].title
