"""The data package (specs.frictionlessdata.io) and the codebook, both made from the record types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefing.thought import tables
from briefing.thought.blocks import DataColumn, DataFile, DataTable
from briefing.thought.desk import Desk
from briefing.thought.pages import Document, Page, Route
from briefing.thought.pagetypes import CodebookPage
from briefing.thought.recipes import data, machine
from briefing.thought.records import LICENCES, TABLES, Table
from briefing.thought.tables import Column


def routes(desk: Desk) -> Iterator[Route]:
    """The data package and the codebook."""
    yield Route("data/datapackage.json", "package")
    yield Route("data/index.html", "codebook")


def package(desk: Desk, route: Route) -> Page:
    """Make `datapackage.json`: every CSV file with its schema."""
    settings = desk.library.settings
    made: dict[str, Any] = {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", settings.title.lower()).strip("-") or "briefing",
        "title": settings.title,
        "description": f"{settings.description} {_terms(desk)}".strip(),
        "homepage": settings.base_url,
        "licenses": [licence(settings.licence)] if settings.licence else [],
        "contributors": _contributors(desk),
        "sources": _sources(desk),
        "resources": [_resource(name) for name in TABLES],
    }
    shown = {key: value for key, value in made.items() if value}
    return Page(route.path, "json", "", Document(shown))


def licence(name: str) -> dict[str, str]:
    """Return a licence as the data package names it."""
    known = LICENCES.get(name)
    if known is None:
        return {"name": re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-"), "title": name}
    return {"name": known[0], "path": known[1], "title": name}


def _terms(desk: Desk) -> str:
    """Say what the licence covers: never the words quoted from sources."""
    name = desk.library.settings.licence
    return desk.say("data.terms", licence=name) if name else desk.say("data.no-licence")


def _contributors(desk: Desk) -> list[dict[str, str]]:
    publisher = desk.library.settings.publisher
    if not publisher.name:
        return []
    made = {"title": publisher.name, "email": publisher.email, "role": "publisher"}
    return [{key: value for key, value in made.items() if value}]


def _sources(desk: Desk) -> list[dict[str, str]]:
    """Return the outlets whose articles were read."""
    return [
        {"title": outlet.name, **({"path": outlet.home} if outlet.home else {})}
        for outlet in desk.library.outlets.values()
    ]


def _resource(name: Table) -> dict[str, Any]:
    record = TABLES[name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "description": _first_line(record.__doc__ or ""),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\n"},
        "schema": tables.table_schema(record),
    }


def _first_line(text: str) -> str:
    return text.strip().split("\n")[0]


def codebook(desk: Desk, route: Route) -> Page:
    """Make the page that says what every column of every table means."""
    page = CodebookPage(
        path=route.path,
        title=desk.say("data.title"),
        description=desk.say("data.lede"),
        terms=_terms(desk),
        tables=tuple(_table(desk, name) for name in TABLES),
        separator=tables.SEPARATOR,
        package="data/datapackage.json",
        ld=machine.dataset(desk, [f"data/{name}" for name in TABLES], _terms(desk)),
    )
    return Page(route.path, "template", "codebook.html", page)


def _table(desk: Desk, name: Table) -> DataTable:
    record = TABLES[name]
    kinds = ("csv", "json", "schema.json")
    return DataTable(
        name=name,
        description=_first_line(record.__doc__ or ""),
        rows=len(data.records(desk, name)),
        files=tuple(DataFile(f"{name}.{kind}", f"data/{name}.{kind}") for kind in kinds),
        columns=tuple(_column(column) for column in tables.columns(record)),
    )


def _column(column: Column) -> DataColumn:
    kind = "list" if column.listed else column.kind
    return DataColumn(column.name, kind, column.description, column.one_of, column.to)
