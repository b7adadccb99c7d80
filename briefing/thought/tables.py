"""From record types to tables: columns, CSV, the data package's schema. Nothing knows a story."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec import inspect as types

#: Between the items of a list in one cell.
SEPARATOR = "|"
#: What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Column(Struct, frozen=True, kw_only=True):
    """One column of a table."""

    name: str
    path: tuple[str, ...]
    """Attributes that lead to its value in a record."""
    kind: str
    """Of Frictionless Table Schema: string, number, integer, boolean, date."""
    description: str
    format: str = ""
    one_of: tuple[str, ...] = ()
    required: bool = False
    key: bool = False
    to: str = ""
    """The table whose id it holds."""
    listed: bool = False
    """A list, joined by `SEPARATOR`."""


@cache
def columns(record: type[Struct]) -> tuple[Column, ...]:
    """Return the columns of a record type; records inside it are spread, lists of records left out."""
    return tuple(_columns(record, (), "", False))


def _columns(
    record: type[Struct], path: tuple[str, ...], before: str, optional: bool
) -> Iterable[Column]:
    found = types.type_info(record)
    assert isinstance(found, types.StructType)
    for field in found.fields:
        want, extra, described = _bare(field.type)
        empty = optional or _may_be_empty(want)
        inner = _inside(want)
        here = (*path, field.name)
        if isinstance(inner, types.StructType):
            yield from _columns(inner.cls, here, f"{before}{field.encode_name}_", empty)
        elif not _is_records(inner):
            yield _column(f"{before}{field.encode_name}", here, inner, extra, described, empty)


def _column(
    name: str, path: tuple[str, ...], want: types.Type, extra: dict[str, Any], described: str,
    empty: bool,
) -> Column:  # fmt: skip
    listed = isinstance(want, types.VarTupleType)
    one_of = tuple(map(str, want.values)) if isinstance(want, types.LiteralType) else ()
    form = str(extra.get("format", ""))
    return Column(
        name=name,
        path=path,
        kind="date" if form == "date" else _kind(want),
        description=described,
        format=form if form == "uri" else "",
        one_of=one_of,
        required=not empty and not listed and _kind(want) != "string",
        key=bool(extra.get("key")),
        to=str(extra.get("to", "")),
        listed=listed,
    )


def _bare(want: types.Type) -> tuple[types.Type, dict[str, Any], str]:
    extra: dict[str, Any] = {}
    described = ""
    while isinstance(want, types.Metadata):
        extra |= want.extra or {}
        described = described or str((want.extra_json_schema or {}).get("description", ""))
        want = want.type
    return want, extra, described


def _may_be_empty(want: types.Type) -> bool:
    if isinstance(want, types.UnionType):
        return any(isinstance(each, types.NoneType) for each in want.types)
    return False


def _inside(want: types.Type) -> types.Type:
    if isinstance(want, types.UnionType):
        rest = [each for each in want.types if not isinstance(each, types.NoneType)]
        numbers = [each for each in rest if isinstance(each, types.FloatType)]
        return (numbers or rest)[0]
    return want


def _is_records(want: types.Type) -> bool:
    return isinstance(want, types.VarTupleType) and isinstance(want.item_type, types.StructType)


def _kind(want: types.Type) -> str:
    if isinstance(want, types.BoolType):
        return "boolean"
    if isinstance(want, types.IntType):
        return "integer"
    return "number" if isinstance(want, types.FloatType) else "string"


def as_csv(record: type[Struct], rows: Iterable[Struct]) -> str:
    """Return records as CSV (RFC 4180, line ends of one character), with a header."""
    shown = columns(record)
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow([column.name for column in shown])
    for row in rows:
        writer.writerow([_cell(row, column) for column in shown])
    return "".join(lines)


class _Lines(list[str]):
    """What the csv writer writes to: no file."""

    def write(self, line: str) -> None:
        """Keep a line."""
        self.append(line)


def _cell(row: Any, column: Column) -> str:
    value = row
    for name in column.path:
        value = getattr(value, name) if value is not None else None
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.0f}" if float(value).is_integer() else repr(value)
    text = SEPARATOR.join(map(str, value)) if isinstance(value, tuple) else str(value)
    return defused(text)


def defused(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: an apostrophe goes before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def table_schema(record: type[Struct]) -> dict[str, Any]:
    """Return the Table Schema (specs.frictionlessdata.io) of a record type."""
    shown = columns(record)
    made: dict[str, Any] = {"fields": [_field(column) for column in shown], "missingValues": [""]}
    keys = [column.name for column in shown if column.key]
    if keys:
        made["primaryKey"] = keys
    named = [column for column in shown if column.to]
    if named:
        made["foreignKeys"] = [
            {"fields": [c.name], "reference": {"resource": c.to, "fields": ["id"]}} for c in named
        ]
    return made


def _field(column: Column) -> dict[str, Any]:
    made: dict[str, Any] = {"name": column.name, "type": column.kind}
    if column.format:
        made["format"] = column.format
    about = column.description + (f" A list, parted by {SEPARATOR}." if column.listed else "")
    if about:
        made["description"] = about
    limits: dict[str, Any] = {}
    if column.key:
        limits |= {"required": True, "unique": True}
    elif column.required:
        limits["required"] = True
    if column.one_of:
        limits["enum"] = list(column.one_of)
    if limits:
        made["constraints"] = limits
    return made


def json_schema(record: type[Struct]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a list of records."""
    found = msgspec.json.schema(tuple[record, ...])  # type: ignore[valid-type]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
