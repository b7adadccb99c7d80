"""The JSON Schema of everything an editor writes, made from the types that read it."""

from __future__ import annotations

from typing import Any

import msgspec

from briefing.content.model import Voice
from briefing.content.parsing import TYPES
from briefing.ground.settings import Settings

_DAY = {
    "type": "string",
    "description": "A day in EDTF: 2024-10-23, 2024-10, ../2024-10-19, 2024-10-14/2024-10-20, 2024-10-18~.",
}
_VALUE = {
    "type": "string",
    "description": "3,000; about 10,000; at least 10,000; more than 13,000; up to 12,000; less than 500; "
    "10,000 to 12,000; 1.3 million; thousands.",
}
_PROSE = {"type": "string", "contentMediaType": "text/markdown"}
#: Types that are one scalar to the person who writes them.
_LEAVES: dict[str, dict[str, Any]] = {
    "Day": _DAY,
    "Value": _VALUE,
    "Words": _VALUE,
    "Prose": _PROSE,
}
#: What a prose is made of once it is read: nobody writes it.
_INSIDE_PROSE = ("Link", "Span")


def schema() -> dict[str, Any]:
    """Return one JSON Schema (2020-12) whose `$defs` hold each kind of file, voices and settings."""
    kinds = [*TYPES.values(), Voice, Settings]
    _, found = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    defs = {
        name: _LEAVES.get(name) or _closed(name, body)
        for name, body in found.items()
        if name not in _INSIDE_PROSE
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Content files of a briefing site",
        "$defs": dict(sorted(defs.items())),
        "oneOf": [{"$ref": f"#/$defs/{kind.__name__}"} for kind in TYPES.values()],
    }


def _closed(name: str, body: dict[str, Any]) -> dict[str, Any]:
    properties = {k: _lists(v) for k, v in body.get("properties", {}).items() if k != "body"}
    return {**body, "properties": properties, "additionalProperties": False}


def _lists(body: dict[str, Any]) -> dict[str, Any]:
    """A list of scalars may be written as one scalar."""
    body = {key: value for key, value in body.items() if key not in ("default", "leaf", "optional")}
    if body.get("type") == "array" and "$ref" not in body.get("items", {}):
        items = body["items"]
        described = {k: body[k] for k in ("description",) if k in body}
        return {**described, "anyOf": [items, {"type": "array", "items": items}]}
    return body
