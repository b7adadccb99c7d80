"""The linked data of a page (JSON-LD): the article, its publisher, the page's own organisation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from briefing.doors.importing.words import folded

_ARTICLES = ("article", "liveblogposting", "reportage", "blogposting")
_OWNERS = ("newsmediaorganization", "organization", "website")
_DEEPEST = 12
_LARGEST, _MOST_BRACKETS, _MOST_OBJECTS = 3_000_000, 20_000, 2_000
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "isPartOf")

Linked = dict[str, Any]


def linked_objects(tree: Any) -> list[Linked]:
    """Return every object of a page's linked data that stands for itself, in order."""
    found: list[Linked] = []
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or ""):
            continue
        for each in _objects(_parsed(element.text or ""), 0):
            if len(found) < _MOST_OBJECTS:
                found.append(each)
    return found


def _parsed(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if not 2 < len(text) < _LARGEST or text.count("[") + text.count("{") > _MOST_BRACKETS:
        return None
    for form in (text, re.sub(r"& #", "&#", text)):
        try:
            return json.loads(form if form is text else unescape(form), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int) -> Iterator[Linked]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _objects(item, depth + 1)
    if isinstance(value, dict):
        yield value
        for key in _WITHIN:
            yield from _objects(value.get(key), depth + 1)


def _is(value: Linked, kinds: tuple[str, ...]) -> bool:
    stated = value.get("@type")
    stated = stated if isinstance(stated, list) else [stated]
    return any(isinstance(k, str) and k.casefold().endswith(kinds) for k in stated)


def article_in(objects: list[Linked]) -> Linked:
    """Return the object that is the article, or {}; what it lacks is taken from its doubles."""
    articles = [each for each in objects if _is(each, _ARTICLES)]
    if not articles:
        return {}
    found = dict(articles[0])
    title = folded(text_of(found.get("headline")))
    for other in articles[1:]:
        if title and folded(text_of(other.get("headline"))) == title:
            found = other | found
    found["publisher"] = _whole(found.get("publisher"), objects)
    return found


def _whole(value: Any, objects: list[Linked]) -> Any:
    """Return what a reference by `@id` refers to, if it is on the page."""
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict) and not value.get("name") and value.get("@id"):
        same = (o for o in objects if o.get("@id") == value["@id"] and o.get("name"))
        return next(same, value)
    return value


def owners_in(objects: list[Linked]) -> list[str]:
    """Return the names of the sites and organisations that the page describes."""
    named = [name_of(each) for each in objects if _is(each, _OWNERS)]
    return list(dict.fromkeys(name for name in named if name))[:5]


def text_of(value: Any) -> str:
    """Return the text of a value, however it is wrapped, or ""."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("name") or value.get("@value") or ""
    return value if isinstance(value, str) else ""


def name_of(value: Any) -> str:
    """Return the name of a person or an organisation, or ""."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return text_of(value.get("name")) if isinstance(value, dict) else text_of(value)
