#!/usr/bin/env python3
"""Write the documentation that follows from the program: front-matter.md and commands.md.

`make docs` runs it; a test fails when a file here is not what this writes. So each key has the
description that the JSON Schema gives, each option that of `--help`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_type_hints

import click
import msgspec

from briefing.content import model
from briefing.content.loading import FOLDERS
from briefing.content.parsing import TYPES
from briefing.content.schema import schema
from briefing.doors.command import main
from briefing.ground import settings
from briefing.thought.pagetypes import PAGES

HERE = Path(__file__).resolve().parent

#: Kinds of file in the order an editor meets them, and what hangs below each.
ORDER: dict[str, tuple[str, ...]] = {
    "Entry": ("WrittenClaim", "WrittenReaction", "Withdrawal", "Proposal"),
    "Edition": ("Differences",),
    "Voice": (),
    "Outlet": (),
    "Measure": (),
    "Topic": (),
    "Country": ("Position",),
    "VerdictFile": (),
    "Correction": (),
    "PlainPage": (),
    "Settings": ("Publisher", "Comparison"),
}
#: The heading of each part that is no file of its own.
PARTS = {
    "WrittenClaim": "Each of `claims`",
    "WrittenReaction": "Each of `reactions`",
    "Withdrawal": "`withdrawn`",
    "Proposal": "Each of `proposals`",
    "Differences": "`differences`",
    "Position": "Each of `positions`",
    "Publisher": "`[publisher]`",
    "Comparison": "`[comparison]`",
}
NAMES = {
    "VerdictFile": "Verdict",
    "PlainPage": "Page",
    "Settings": "Settings",
    "Country": "Country",
}
PLACES = {"Voice": "the list in `content/voices.yaml`", "Settings": "`briefing.toml`"}
STEMS = {"Edition": "2024-10-29", "Country": "KR", "PlainPage": "NAME"}

INTRODUCTION = """\
# Front matter, key by key

Every content file begins with front matter between two lines of `---`, in YAML; the text below it is
Markdown. Every value is read as it is written: `NO`, `010`, `10:00` and `1_500` stay what you wrote.
An unknown or mistyped key is an error with its line and the nearest right one. Where a list is asked
for, a single value may stand alone. `briefing schema` prints the same as a JSON Schema, for editors
that complete and check while you type.

**Days** are written in EDTF: `2024-10-23`, `2024-12` (some day of December), `../2024-10-19` (not
after), `2024-10-14/2024-10-20` (within), `2024-10-18~` (about). A bare date is a calendar day in the
site's time zone.

**Values** are written as people write them: `3,000`, `about 10,000`, `at least 10,000`,
`more than 13,000`, `up to 12,000`, `less than 500`, `10,000 to 12,000`, `1.3 million`, `thousands`.
The signs `~`, `>=`, `>`, `<=` are read too, in quotation marks.

**Voices** stand in `by` and `via` with their name or any alias; an outlet's id or name means the
outlet's own voice; a list is a bundle of sources that speak as one; `unnamed` must be written where
no source is named.
"""


def front_matter() -> str:
    """Return docs/front-matter.md."""
    defs = schema()["$defs"]
    parts = [INTRODUCTION]
    for name, below in ORDER.items():
        parts.append(_section(defs, name, "##"))
        parts += [_section(defs, part, "###") for part in below]
    written = {n for n in defs if hasattr(model, n) or hasattr(settings, n)}
    left = {n for n in written if "properties" in defs[n]} - {*ORDER, *PARTS}
    assert not left, f"kinds without a place in the documentation: {sorted(left)}"
    return "\n".join(parts)


def _section(defs: dict[str, Any], name: str, level: str) -> str:
    body = defs[name]
    heading = PARTS.get(name) or NAMES.get(name, name)
    lines = [f"{level} {heading}", "", body["description"]]
    if name in ORDER:
        lines[-1] += f" In {_place(name)}."
    lines += ["", "| key | holds | |", "|---|---|---|"]
    required, defaults = set(body.get("required", ())), _defaults(name)
    for key, each in body["properties"].items():
        told = " **Required.**" if key in required else ""
        told += f" Default: `{defaults[key]}`." if key in defaults else ""
        lines.append(f"| `{key}` | {_holds(each)} | {_cell(each.get('description', ''))}{told} |")
    text = _body(name)
    if text:
        lines += ["", f"Below the front matter: {text}"]
    return "\n".join(lines) + "\n"


def _place(name: str) -> str:
    if name in PLACES:
        return PLACES[name]
    kind = next(kind for kind, type_ in TYPES.items() if type_.__name__ == name)
    folder = next(folder for folder, found in FOLDERS.items() if found == kind)
    if kind == "entry":
        return "`content/entries/YYYY/MM/ID.md` (any folders below `content/entries/`)"
    return f"`content/{folder}/{STEMS.get(name, 'ID')}.md`"


def _type(name: str) -> Any:
    return getattr(model, name, None) or getattr(settings, name)


def _body(name: str) -> str:
    hints = get_type_hints(_type(name), include_extras=True)
    if "body" not in hints:
        return ""
    told = hints["body"].__metadata__[0].description
    return str(told[0].lower() + told[1:])


def _defaults(name: str) -> dict[str, Any]:
    found = {}
    for field in msgspec.structs.fields(_type(name)):
        value = field.default
        plain = isinstance(value, str | int | float) and not isinstance(value, bool)
        if plain and value != "":
            found[field.encode_name] = value
    return found


def _holds(body: dict[str, Any]) -> str:
    """Say in words what a key holds."""
    if "$ref" in body:
        name = body["$ref"].rsplit("/", 1)[1]
        plain = {"Day": "a day", "Value": "a value", "Words": "words", "Prose": "Markdown"}
        return plain.get(name) or f"keys: see {PARTS.get(name, name)}"
    if "enum" in body:
        some = [f"`{each}`" for each in body["enum"] if each is not None]
        return ("one of " if len(some) > 1 else "") + ", ".join(some)
    if "anyOf" in body:
        some = [each for each in body["anyOf"] if each.get("type") != "null"]
        if "prefixItems" in some[0]:
            return "a list of pairs"
        lists = [each for each in some if each.get("type") == "array"]
        if lists and len(some) > 1:
            return f"{_holds(some[0])}, or a list"
        return " or ".join(dict.fromkeys(_holds(each) for each in some))
    if body.get("type") == "array":
        return f"a list of {_holds(body['items'])}"
    plain = {"string": "text", "boolean": "`true` or `false`", "integer": "a whole number"}
    return plain.get(
        body.get("type", ""), "a number" if body.get("type") == "number" else "a table"
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def commands() -> str:
    """Return docs/commands.md."""
    parts = [
        "# Commands\n\n"
        "`briefing COMMAND --help` says the same. Every command takes `--site DIR`, the folder with\n"
        "`briefing.toml`, where it needs a site; without it that is the folder you are in. Problems\n"
        "are printed as `path:line:col: severity[code] message`, with a hint below; the exit code is 1\n"
        "when there are errors, and 0 otherwise.\n"
    ]
    parts += [_command(name, each) for name, each in _commands(main, ())]
    return "\n".join(parts)


def _commands(group: click.Group, above: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    for name in sorted(group.commands):
        each = group.commands[name]
        if isinstance(each, click.Group):
            yield from _commands(each, (*above, name))
        else:
            yield " ".join((*above, name)), each


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"briefing {name}")
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f"## `briefing {name}`", "", f"    briefing {name} {usage}", ""]
    lines.append(re.sub(r"\n[ \t]+", "\n", (command.help or "").replace("\b", "").strip()))
    options = [each for each in command.params if isinstance(each, click.Option)]
    lines += ["", "| option | |", "|---|---|"] if options else []
    for option in options:
        row = _option(option, context)
        lines.append(f"| {row[0]} | {row[1]} |")
    return "\n".join(lines) + "\n"


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    record = option.get_help_record(context)
    assert record is not None, f"--{option.name} is hidden"
    told = re.sub(r"\s+", " ", _cell(record[1]))
    takes = "" if option.is_flag else " " + _cell(option.make_metavar(context))
    names = [*option.opts, *option.secondary_opts]
    return ", ".join(f"`{name}{takes}`" for name in names), told


THEMING = """\
# The theme

<!-- Written by docs/generate.py from the page types; `make docs` writes it anew. -->

A theme is two folders: `templates/` (Jinja2) and `static/`. A site's own files of the same name win
over the theme's, one by one. So most changes are one small file:

| to change | put into the site |
|---|---|
| colours, type, spacing | `static/own.css`, and `templates/parts/own.html` with `<link rel="stylesheet" href="{{ link(page.path, "static/own.css") }}">`. The theme's style sheet is in cascade layers, so any rule of yours wins; colours and sizes are the custom properties at its top |
| the mark beside the title | `templates/parts/wordmark.html`, or `logo` in `briefing.toml` |
| navigation, foot | `navigation` and `footer` in `briefing.toml`, or `templates/parts/masthead.html`, `templates/parts/foot.html` |
| one block of many pages | the file in `templates/parts/` that holds its macro |
| one kind of page | its template, below |

A template sees `page` (one of the types below), `site`, and these helpers, nothing else: no clock, no
query, no file. What a page does not have in its data it cannot show; an unknown name is an error that
names template, line and page.

| helper | gives |
|---|---|
| `link(page.path, address)` | the relative link to an address, which is a path from the output folder (on `404.html` from the host’s root) |
| `absolute(address)` | the full address, from `base_url` |
| `jsonld(page.ld)` | the page's description for search engines (schema.org), safe inside a `script` |
| `t("id", name=value)` | a message of the catalogue in the site's language, with plural forms by `count` |
| `text|markup` | HTML of the editor's Markdown (fields that end in `_html`), unescaped. Everything else is escaped |

No inline style or script: the content security policy in `parts/head.html` refuses both. Ids of a
page's own sections begin with `page__`, which no claim's may: every other id on an entry's page is a
statement's, for good.
Reasons for the look: one measure of 60 characters, system type, tables that stack on a phone, nothing
in colour alone.
"""


def theming() -> str:
    """Return docs/theming.md: what templates see, from the types themselves."""
    blocks = _fields_of("briefing/thought/blocks.py")
    types = _fields_of("briefing/thought/pagetypes.py")
    outputs = _fields_of("briefing/thought/pages.py")
    lines = [THEMING, "## Every page", "", *_table("Framed", types)]
    lines += ["", "## `site`", "", *_table("SiteView", outputs), "", "## Pages", ""]
    shown = {kind.__name__: name for name, kind in PAGES.items()}
    for kind, name in shown.items():
        lines += [f"### `{name}`", "", *_table(kind, types), ""]
    lines += ["## Blocks", "", "What fields of pages, and of each other, are made of.", ""]
    for kind in [*blocks, *types]:
        if kind not in shown and kind != "Framed":
            found = blocks if kind in blocks else types
            lines += [f"### `{kind}`", "", *_table(kind, found), ""]
    return "\n".join(lines).rstrip() + "\n"


Fields = dict[str, tuple[str, list[str], list[tuple[str, str, str]]]]


def _fields_of(path: str) -> Fields:
    """Read the structs of a module: docstring, bases, and each field with type and docstring."""
    found: Fields = {}
    tree = ast.parse((HERE.parent / path).read_text("utf-8"))
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        fields: list[tuple[str, str, str]] = []
        for part in node.body:
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
                fields.append((part.target.id, ast.unparse(part.annotation), ""))
            elif isinstance(part, ast.Expr) and fields and isinstance(part.value, ast.Constant):
                name, kind, _ = fields[-1]
                fields[-1] = (name, kind, " ".join(str(part.value.value).split()))
        bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
        found[node.name] = (ast.get_docstring(node) or "", bases, fields)
    return found


def _table(kind: str, found: Fields) -> list[str]:
    told, bases, fields = found[kind]
    lines = [" ".join(told.split())]
    above = [base for base in bases if base not in ("Struct", "Framed")]
    if above:
        lines += ["", "With all of " + ", ".join(f"`{base}`" for base in above) + "."]
    if fields:
        lines += ["", "| field | type | |", "|---|---|---|"]
    for name, type_, told in fields:
        lines.append(f"| `{name}` | `{_cell(type_)}` | {_cell(told)} |")
    return lines


DOCUMENTS: dict[str, Callable[[], str]] = {
    "front-matter.md": front_matter,
    "commands.md": commands,
    "theming.md": theming,
}


if __name__ == "__main__":
    for name, made in DOCUMENTS.items():
        (HERE / name).write_text(made(), "utf-8")
        print(HERE / name)
