"""The open data: tables, data package, codebook, and what pages say to machines."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites_help import BASE_SITE, built, entry, tree, write_site

from briefing.thought.records import TABLES
from briefing.thought.schema_org import Work, script_json
from briefing.thought.tables import as_csv, columns, defused

ROOT = Path(__file__).resolve().parent.parent
CORRECTION = "---\ndate: 2024-11-02\nwhere: b#crowd\nold: 5,000\nnew: 4,000\n---\nOur slip.\n"
RICH = {
    **BASE_SITE,
    "briefing.toml": BASE_SITE["briefing.toml"]
    + 'licence = "CC BY 4.0"\ndescription = "A </script><b>test</b>."\n[publisher]\nname = "We"\n',
    "content/entries/blog.md": "---\ntitle: All day\noutlet: gazette\ndate: 2024-10-23\nurl: https://n.example/blog\n---\nA blog.\n",
    "content/entries/a.md": entry(extra="part_of: blog\nurl: https://n.example/a\n"),
    "content/entries/b.md": entry("2024-10-24", "at least 5,000", "Organisers"),
    "content/entries/c.md": (
        '---\ntitle: "=cmd|calc"\noutlet: gazette\ndate: 2024-10-25\nurl: https://n.example/c\n'
        "claims:\n  - measure: crowd\n    value: thousands\n    by: unnamed\n"
        "reactions:\n  - kind: comment\n    by: police\n    said: ../2024-10-25\n"
        "    target: [DE, FR]\n    text: '+1, said they; \"so\" | there'\n"
        "    quote: a </script> quotation\n---\nText.\n"
    ),
    "content/editions/2024-10-24.md": "---\ntitle: Two counts\nlede: A lede.\n---\n",
    "content/corrections/slip.md": CORRECTION,
}  # fmt: skip


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with every kind of record."""
    site = write_site(tmp_path_factory.mktemp("rich"), RICH)
    report = built(site)
    assert not report.failed, report.problems
    return site / "output"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository."""
    output = tmp_path_factory.mktemp("real") / "output"
    report = built(ROOT, output)
    assert not report.failed, report.problems
    return output


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Read a CSV file as programs do."""
    return list(csv.DictReader(io.StringIO((folder / "data" / f"{name}.csv").read_text("utf-8"))))


def package(folder: Path) -> dict[str, Any]:
    """Read the data package."""
    found: dict[str, Any] = json.loads((folder / "data/datapackage.json").read_bytes())
    return found


@pytest.mark.parametrize("which", ["rich", "real"])
@pytest.mark.parametrize("name", TABLES)
def test_json_follows_its_schema(which: str, name: str, request: pytest.FixtureRequest) -> None:
    """Each table as JSON is valid by the JSON Schema beside it."""
    data = request.getfixturevalue(which) / "data"
    schema = json.loads((data / f"{name}.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    records = json.loads((data / f"{name}.json").read_bytes())
    assert records or which == "real"
    jsonschema.validate(records, schema)


@pytest.mark.parametrize("which", ["rich", "real"])
def test_the_data_package_is_valid(which: str, request: pytest.FixtureRequest) -> None:
    """By the rules of specs.frictionlessdata.io: names, types, limits, keys, and every cell."""
    folder = request.getfixturevalue(which)
    found = package(folder)
    assert re.fullmatch(r"[-a-z0-9._/]+", found["name"])
    assert found["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
    ]  # fmt: skip
    assert "does not cover words quoted" in found["description"]
    resources = {resource["name"]: resource for resource in found["resources"]}
    assert sorted(resources) == sorted(TABLES) == [r["name"] for r in found["resources"]]
    faults = [fault for each in resources.values() for fault in _faults(folder, each, resources)]
    assert faults == []


def _faults(folder: Path, resource: dict[str, Any], resources: dict[str, Any]) -> Iterator[str]:
    name, schema = resource["name"], resource["schema"]
    table = rows(folder, name)
    text = (folder / "data" / resource["path"]).read_text("utf-8")
    fields = [field["name"] for field in schema["fields"]]
    if next(csv.reader(io.StringIO(text))) != fields or len(set(fields)) != len(fields):
        yield f"{name}: header"
    for field in schema["fields"]:
        if not field["description"]:
            yield f"{name}.{field['name']}: no description"
        cells = [row[field["name"]] for row in table]
        yield from (f"{name}.{field['name']}: {fault}" for fault in _cell_faults(field, cells))
    for key in schema["primaryKey"]:
        if len({row[key] for row in table}) != len(table):
            yield f"{name}.{key}: not unique"
    for foreign in schema.get("foreignKeys", []):
        (own,), (other,) = foreign["fields"], foreign["reference"]["fields"]
        there = foreign["reference"]["resource"]
        assert other in {field["name"] for field in resources[there]["schema"]["fields"]}
        known = {row[other] for row in rows(folder, there)}
        yield from (
            f"{name}.{own}: {row[own]}" for row in table if row[own] and row[own] not in known
        )


_CASTS: dict[str, Any] = {
    "string": str,
    "number": float,
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}


def _cell_faults(field: dict[str, Any], cells: list[str]) -> Iterator[str]:
    limits = field.get("constraints", {})
    for cell in cells:
        if not cell:
            if limits.get("required"):
                yield "empty"
            continue
        try:
            _CASTS[field["type"]](cell)
        except (ValueError, KeyError):
            yield f"{cell!r} is no {field['type']}"
        if "enum" in limits and cell not in limits["enum"]:
            yield f"{cell!r} is none of {limits['enum']}"
        if field.get("format") == "uri" and not re.match(r"https?://", cell):
            yield f"{cell!r} is no address"


def test_csv_and_json_say_the_same(real: Path) -> None:
    """Both forms of a table have the same rows in the same order."""
    for name in TABLES:
        records = json.loads((real / "data" / f"{name}.json").read_bytes())
        assert [record["id"] for record in records] == [row["id"] for row in rows(real, name)]
    claim = json.loads((real / "data/claims.json").read_bytes())[0]
    row = rows(real, "claims")[0]
    assert row["ids"].split("|") == claim["ids"]
    assert row["value_text"] == (claim["value"] or {}).get("text", "")


def test_formulas_are_defused(rich: Path) -> None:
    """A text that a spreadsheet would run has an apostrophe before it; JSON has it as it is."""
    titles = {row["id"]: row["title"] for row in rows(rich, "entries")}
    assert titles["c"] == "'=cmd|calc"
    (reaction,) = rows(rich, "reactions")
    assert reaction["text"] == '\'+1, said they; "so" | there'
    assert reaction["target"] == "DE|FR"
    assert '"=cmd|calc"' in (rich / "data/entries.json").read_text("utf-8")


@given(st.text())
def test_no_text_begins_a_formula(text: str) -> None:
    """Whatever stands in a cell, its first character starts no formula; no character is lost."""
    made = defused(text)
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert made.removeprefix("'") == text.removeprefix("'") or made == text


def test_open_ends_stay_empty(rich: Path) -> None:
    """A floor has no upper end and a word no end at all."""
    claims = {row["id"]: row for row in rows(rich, "claims")}
    assert (claims["b#crowd"]["value_low"], claims["b#crowd"]["value_high"]) == ("5000", "")
    assert (claims["c#crowd"]["value_low"], claims["c#crowd"]["value_high"]) == ("", "")


def test_the_order_of_columns_is_for_good() -> None:
    """Programs read columns by place: they are never moved, only added at the end."""
    known = {
        "corrections": "id date where old new removed text address",
        "entries": "id title date added outlet url countries topics part_of address",
        "measures": "id title kind unit topic",
        "mentions": "id claim entry outlet quote source_url verified withdrawn address",
        "reactions": "id actor voice role standing kind mode target said text quote entry outlet source_url address",
        "claims": "id ids measure topic value_text value_low value_high value_qualifier value_unit words status said as_of origin actor voice chain",
        "verdicts": "id kind state since settled_by severity measure other a b also from to factor reason reviewed editor_kind editor_title editor_state editor_text address",
    }  # fmt: skip
    for name, record in TABLES.items():
        names = [column.name for column in columns(record)]
        assert names[: len(known[name].split())] == known[name].split()


def test_the_same_content_gives_the_same_bytes(rich: Path, tmp_path: Path) -> None:
    """Data built elsewhere, from files written in another order, has the same bytes."""
    site = write_site(tmp_path, dict(reversed(RICH.items())))
    built(site)
    assert tree(site / "output/data") == tree(rich / "data")


def test_the_codebook_names_every_column(rich: Path) -> None:
    """Each column of each table has a row with what it means; every file is linked."""
    text = (rich / "data/index.html").read_text("utf-8")
    for name, record in TABLES.items():
        part = text[text.index(f'<h2 id="{name}">') :].split("<h2", 2)[1]
        for column in columns(record):
            assert f"<code>{column.name}</code>" in part
            assert column.description
        for kind in ("csv", "json", "schema.json"):
            assert f'href="{name}.{kind}"' in part


def spoken(page: Path) -> Any:
    """Return a page's JSON-LD."""
    (found,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8")
    )
    return json.loads(found)


def test_pages_say_to_machines_what_they_show(rich: Path) -> None:
    """Edition, live blog, claim, quotation, correction and dataset have their schema.org types."""
    edition = spoken(rich / "editions/2024-10-24.html")
    assert (edition["@type"], edition["headline"], edition["datePublished"]) == (
        "NewsArticle", "Two counts", "2024-10-24",
    )  # fmt: skip
    blog = spoken(rich / "entries/blog.html")["mainEntity"]
    assert blog["@type"] == "LiveBlogPosting"
    assert [each["url"] for each in blog["liveBlogUpdate"]] == ["https://n.example/a"]
    claims = spoken(rich / "entries/a.html")["hasPart"]
    assert claims[0]["@type"] == "Claim"
    assert "about 4,000" in claims[0]["text"].replace("\u00a0", " ")
    words = [
        each for each in spoken(rich / "entries/c.html")["hasPart"] if each["@type"] == "Quotation"
    ]
    assert [each["text"] for each in words] == ["a </script> quotation"]
    (comment,) = spoken(rich / "entries/b.html")["correction"]
    assert (comment["@type"], comment["datePublished"]) == ("CorrectionComment", "2024-11-02")
    assert "4,000" in comment["text"]
    data = spoken(rich / "data/index.html")
    assert data["@type"] == "Dataset"
    urls = {each["contentUrl"] for each in data["distribution"]}
    assert "https://example.org/t/data/claims.csv" in urls
    assert len(urls) == 2 * len(TABLES)
    assert spoken(rich / "index.html")["description"] == "A </script><b>test</b>."


@given(st.text())
def test_no_text_ends_the_script(text: str) -> None:
    """Whatever a title holds, the script element ends where it should and the text is whole."""
    made = script_json(Work(type_="WebPage", name=text or "x"))
    assert "<" not in made
    assert json.loads(made)["name"] == (text or "x")


def test_without_an_address_pages_say_nothing_to_machines(tmp_path: Path) -> None:
    """Structured data needs absolute addresses; without base_url there is none."""
    site = write_site(tmp_path, {**RICH, "briefing.toml": 'title = "Test"\n'})
    built(site)
    assert not [p for p in (site / "output").rglob("*.html") if "ld+json" in p.read_text("utf-8")]


def test_an_empty_table_has_its_header() -> None:
    """A table without rows is still a table."""
    for record in TABLES.values():
        assert as_csv(record, ()).strip().split(",") == [column.name for column in columns(record)]
