"""From a node to a typed value, gathering every fault on the way.

`read` walks a YAML node beside a type of `briefing.content.model`; what the type does not name is a
fault with the nearest right key. The walk knows line and column, so problems are made here and now.
Faults found later, between files, are given their place by `locate`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import inspect as types

from briefing.content import matter
from briefing.content.days import BadDay, Day, parse_day
from briefing.content.model import UNKNOWN
from briefing.content.prose import Prose, read_prose
from briefing.content.sources import BadSource, parse_source
from briefing.content.values import Value, Words, read_value
from briefing.ground.problems import Finding, Problem, suggest

T = TypeVar("T", bound=msgspec.Struct)
_MISSING: Any = object()
_ID = re.compile(r"[^\W_][\w.-]*\Z")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}
_LONGEST_ID = 120
#: What no text for readers holds: controls but for tab and line end, and overrides of direction.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]")


class _Reader:
    """One file being read: the path to blame and the problems found so far."""

    def __init__(self, path: str, before: int) -> None:
        self.path = path
        self.before = before
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def fault(self, node: Any, code: str, message: str, hint: str = "") -> Any:
        mark = node.start_mark
        line, col = mark.line + 1 + self.before, mark.column + 1
        self.problems.append(Problem(self.path, line, col, code, message, hint))
        return _MISSING


@cache
def shape(kind: Any) -> types.StructType:
    """Return the fields of a struct type, as msgspec sees them."""
    found = types.type_info(kind)
    assert isinstance(found, types.StructType)
    return found


def read_matter(path: str, text: str, kind: type[T]) -> tuple[T | None, tuple[Problem, ...]]:
    """Read a file of front matter and body as the given type.

    Returns the value, or None where a problem stands in its way, and all problems.
    """
    split = matter.split(path, text)
    if isinstance(split, Problem):
        return None, (split,)
    reader = _Reader(path, split.before)
    node = split.node
    if node is None:
        node = matter.EMPTY
    value = _struct(reader, node, shape(kind), what=_name(kind))
    body = _body(reader, split, kind)
    if value is _MISSING or reader.problems:
        return None, tuple(reader.problems)
    return (msgspec.structs.replace(value, body=body) if body else value), ()


def read_yaml_list(
    path: str, text: str, kind: type[T]
) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """Read a plain YAML file that holds a list of the given type."""
    node = matter.compose(path, text)
    if isinstance(node, Problem):
        return (), (node,)
    if node is None:
        return (), ()
    reader = _Reader(path, 0)
    if not isinstance(node, matter.Sequence):
        reader.fault(node, "wrong-type", "the file must be a list", "begin each item with `- `")
        return (), tuple(reader.problems)
    read = [_struct(reader, item, shape(kind), what=_name(kind)) for item in node.value]
    values: list[T] = [value for value in read if value is not _MISSING]
    return tuple(values), tuple(reader.problems)


def _name(kind: Any) -> str:
    named = {"WrittenClaim": "claim", "WrittenReaction": "reaction", "PlainPage": "page"}
    return str(named.get(kind.__name__, kind.__name__.lower()))


def _body(reader: _Reader, split: matter.Matter, kind: type) -> Prose | None:
    if "body" not in {field.name for field in shape(kind).fields}:
        return None
    prose, faults = read_prose(split.body)
    for line, sentence in faults:
        reader.problems.append(Problem(reader.path, split.body_line + line, 1, "bad-url", sentence))
    return prose


def _struct(reader: _Reader, node: Any, want: types.StructType, *, what: str) -> Any:
    if not isinstance(node, matter.Mapping):
        return reader.fault(
            node, "wrong-type", f"{_a(what)} is a list of keys", "write `key: value`"
        )
    if id(node) in reader.seen:
        return reader.fault(node, "bad-yaml", "YAML aliases are not read", "write it out again")
    reader.seen.add(id(node))
    fields = {f.encode_name: f for f in want.fields if not _is_body(f)}
    given: dict[str, Any] = {}
    places: dict[str, Any] = {}
    faults_before = len(reader.problems)
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, matter.Scalar) else None
        if key in places:
            line = places[key].start_mark.line + 1 + reader.before
            reader.fault(
                key_node, "duplicate-key", f"`{key}` is given twice (first in line {line})"
            )
            continue
        if key is None or key not in fields:
            hint = suggest(str(key), fields)
            reader.fault(key_node, "unknown-key", f"{_a(what)} has no key {str(key)!r}", hint)
            continue
        places[key] = key_node
        if _is_empty(value_node):
            continue
        given[fields[key].name] = _value(reader, value_node, fields[key].type, f"{key}")
    for key, field in fields.items():
        if field.required and field.name not in given:
            _missing(reader, places.get(key, node), key, what)
    if len(reader.problems) > faults_before or _MISSING in given.values():
        return _MISSING
    return want.cls(**given)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def _is_body(field: types.Field) -> bool:
    meta = field.type
    return isinstance(meta, types.Metadata) and bool((meta.extra or {}).get("body"))


def _is_empty(node: Any) -> bool:
    return isinstance(node, matter.Scalar) and node.value == "" and node.style in (None, "")


def _missing(reader: _Reader, node: Any, key: str, what: str) -> None:
    code, hint = "missing-key", f"add `{key}: …`"
    if key in ("date", "outlet") and what == "entry":
        code = f"no-{key}"
        hint = f"write `{key}: {UNKNOWN}` if the source does not say; it is shown as missing"
    if key == "title" and what == "entry":
        hint = f"write `title: {UNKNOWN}` if the article has none"
    reader.fault(node, code, f"the {what} has no `{key}`", hint)


def _value(reader: _Reader, node: Any, want: types.Type, key: str) -> Any:
    extra: Mapping[str, Any] = {}
    while isinstance(want, types.Metadata):
        extra = {**(want.extra or {}), **extra}
        want = want.type
    optional = False
    if isinstance(want, types.UnionType):
        rest = [t for t in want.types if not isinstance(t, types.NoneType)]
        optional = len(rest) < len(want.types)
        if {t.cls for t in rest if isinstance(t, types.StructType)} == {Value, Words}:
            return _scalar(reader, node, key, read_value)
        return _value(reader, node, _with(rest[0], extra, optional), key)
    if isinstance(want, types.VarTupleType):
        return _tuple(reader, node, want.item_type, key)
    if isinstance(want, types.StructType):
        return _leaf_or_struct(reader, node, want, key, optional=bool(extra.get("optional")))
    return _text(reader, node, want, extra, key)


def _with(want: types.Type, extra: Mapping[str, Any], optional: bool) -> types.Type:
    return types.Metadata(want, extra={**extra, "optional": optional})


def _tuple(reader: _Reader, node: Any, item: types.Type, key: str) -> Any:
    items = node.value if isinstance(node, matter.Sequence) else [node]
    inner = item.type if isinstance(item, types.Metadata) else item
    structs = isinstance(inner, types.StructType) and inner.cls not in (Day, Value, Prose)
    if structs and not isinstance(node, matter.Sequence):
        return reader.fault(
            node, "wrong-type", f"`{key}` is a list", "begin each of its items with `- `"
        )
    read = [_value(reader, each, item, key) for each in items]
    return _MISSING if _MISSING in read else tuple(read)


def _leaf_or_struct(
    reader: _Reader, node: Any, want: types.StructType, key: str, *, optional: bool
) -> Any:
    if want.cls is Day:
        if optional and key == "date" and isinstance(node, matter.Scalar) and node.value == UNKNOWN:
            return None
        return _scalar(reader, node, key, parse_day)
    if want.cls is Prose:
        return _inline_prose(reader, node, key)
    return _struct(reader, node, want, what=_SINGULAR.get(key, key))


_SINGULAR = {
    "claims": "claim", "reactions": "reaction", "positions": "position", "proposals": "proposal",
}  # fmt: skip


def _inline_prose(reader: _Reader, node: Any, key: str) -> Any:
    if not isinstance(node, matter.Scalar):
        return reader.fault(node, "wrong-type", f"`{key}` is text", _quote_hint(node))
    prose, faults = read_prose(node.value, inline="\n\n" not in node.value.strip())
    for _, sentence in faults:
        reader.fault(node, "bad-url", sentence)
    return prose


def _scalar(reader: _Reader, node: Any, key: str, parse: Any) -> Any:
    if not isinstance(node, matter.Scalar):
        return reader.fault(node, "wrong-type", f"`{key}` is one value", _quote_hint(node))
    try:
        return parse(node.value)
    except BadDay as why:
        return reader.fault(node, "bad-day", str(why))


def _quote_hint(node: Any) -> str:
    if isinstance(node, matter.Mapping):
        return "text that holds a colon needs quotes"
    return "write one value, not a list" if isinstance(node, matter.Sequence) else ""


def _text(reader: _Reader, node: Any, want: types.Type, extra: Mapping[str, Any], key: str) -> Any:
    if not isinstance(node, matter.Scalar):
        return reader.fault(node, "wrong-type", f"`{key}` is one value", _quote_hint(node))
    text = node.value
    if isinstance(want, types.LiteralType):
        if text in want.values:
            return text
        known = [str(v) for v in want.values]
        hint = f"{suggest(text, known)} One of: {', '.join(known)}"
        return reader.fault(node, "bad-choice", f"`{key}` cannot be {text!r}", hint)
    if isinstance(want, types.BoolType):
        if text in ("true", "false"):
            return text == "true"
        return reader.fault(node, "wrong-type", f"`{key}` is true or false, not {text!r}")
    if isinstance(want, types.IntType):
        if re.fullmatch(r"\d{1,9}", text, re.ASCII):
            return int(text)
        return reader.fault(node, "wrong-type", f"`{key}` is a whole number, not {text!r}")
    return _string(reader, node, text, extra.get("leaf"), key)


def _string(reader: _Reader, node: Any, text: str, leaf: str | None, key: str) -> Any:
    control = _CONTROL.search(text)
    if control:
        what = f"`{key}` holds the control character U+{ord(control[0]):04X}"
        return reader.fault(node, "bad-value", what, "take it out: nobody can see it")
    if leaf == "url":
        why = url_fault(text)
        return reader.fault(node, "bad-url", f"`{key}`: {why}") if why else text
    if leaf == "id":
        why = id_fault(text)
        return reader.fault(node, "bad-id", f"`{key}`: {why}") if why else text
    if leaf == "source":
        try:
            parse_source(text)
        except BadSource as why:
            return reader.fault(node, "bad-source", f"`{key}`: {why}")
    return unicodedata.normalize("NFC", text)


def url_fault(text: str) -> str:
    """Say what is wrong with an address, or return ""."""
    if re.search(r"[\s<>\"'`\\\x00-\x1f\x7f]", text):
        return f"the address {text[:80]!r} holds a character that addresses do not have"
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError as why:
        return f"the address {text[:80]!r} cannot be read ({why})"
    if parts.scheme not in ("http", "https"):
        return f"the address {text[:80]!r} must begin with https:// or http://"
    return "" if host else f"the address {text[:80]!r} has no host"


def id_fault(text: str) -> str:
    """Say what is wrong with a name used in addresses, or return ""."""
    if len(text) > _LONGEST_ID:
        return f"a name has {_LONGEST_ID} characters at most"
    if not _ID.match(text) or text.endswith(".") or ".." in text:
        return f"{text[:80]!r} is no name: use letters, digits, `-`, `_` and `.`, beginning with a letter or digit"
    if text.startswith("page__"):
        return "names that begin with `page__` are those of a page's own sections"
    if text.split(".")[0].casefold() in _RESERVED:
        return f"{text!r} is a name that Windows keeps for itself"
    return ""


def slug(text: str) -> str:
    """Make a name for addresses from text: ASCII where Unicode gives it, words joined by `-`."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"['’]s?\b", "", plain.casefold())
    return "-".join(re.findall(r"\w+", plain))[:_LONGEST_ID].strip("-_") or "x"


def locate(findings: Iterable[Finding], texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """Give findings their line and column, by composing the front matter they speak of again."""
    nodes: dict[str, matter.Matter | None] = {}
    located = []
    for finding in findings:
        if finding.file not in nodes:
            nodes[finding.file] = _recompose(finding.file, texts.get(finding.file, ""))
        line, col = _place(finding, nodes[finding.file])
        if finding.words:
            line, col = _at_words(texts.get(finding.file, ""), line, col, finding)
        located.append(
            Problem(finding.file, line, col, finding.code, finding.message, finding.hint)
        )
    return tuple(located)


def _recompose(path: str, text: str) -> matter.Matter | None:
    if path.endswith((".yaml", ".yml")):
        node = matter.compose(path, text)
        return None if isinstance(node, Problem) else matter.Matter(node, 0, "", 1)
    split = matter.split(path, text)
    return None if isinstance(split, Problem) else split


def _place(finding: Finding, found: matter.Matter | None) -> tuple[int, int]:
    if found is None:
        return 1, 1
    if finding.words and not finding.keys:
        return found.body_line, 1
    if finding.line is not None:
        return found.body_line + finding.line, finding.col
    node, mark = found.node, None
    for key in finding.keys:
        step = _step(node, key)
        if step is None:
            break
        node, mark = step
    if mark is None:
        return 1, 1
    return mark.line + 1 + found.before, mark.column + 1


def _at_words(text: str, line: int, col: int, finding: Finding) -> tuple[int, int]:
    """Return where words stand from a place on: markup may part them, so their start is sought."""
    lines = text.split("\n")
    begin = sum(len(each) + 1 for each in lines[: line - 1]) + col - 1
    start = r"\s+".join(_loose(word) for word in finding.words.split())
    found = re.compile(rf"(?<!\w){start}(?!\w)" if start[:1].isalnum() else start)
    places = [match.start() for match in found.finditer(text, begin)][: finding.nth]
    if not places:
        return line, col
    return text.count("\n", 0, places[-1]) + 1, places[-1] - text.rfind("\n", 0, places[-1])


def _loose(word: str) -> str:
    """Match a word as it was typed: prose has typographic marks where its source may not."""
    pattern = re.escape(word).replace("\\-", "-")
    for marks in ("'’‘", '"“”„', "-–—"):
        pattern = re.sub(f"[{marks}]", f"[{marks}]", pattern)
    return pattern


def _step(node: Any, key: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, matter.Mapping):
        for key_node, value in node.value:
            if key_node.value == key:
                return value, (key_node if _is_empty(value) else value).start_mark
        return None
    if isinstance(key, int):
        if isinstance(node, matter.Sequence) and key < len(node.value):
            return node.value[key], node.value[key].start_mark
        if isinstance(node, matter.Scalar) and key == 0:
            return node, node.start_mark
    return None
