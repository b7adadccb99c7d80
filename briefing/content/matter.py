"""Front matter: YAML composed to nodes, so that every key and value has its line and column.

The one door to YAML and python-frontmatter. YAML gives text and the model gives types: every scalar
is read as written, so `NO`, `010`, `10:00` and `3.000` stay what the author typed.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct

from briefing.ground.problems import Problem

Node = yaml.nodes.Node
Scalar = yaml.nodes.ScalarNode
Mapping = yaml.nodes.MappingNode
Sequence = yaml.nodes.SequenceNode

_START = yaml.Mark("", 0, 0, 0, None, 0)
#: What stands for front matter without a key.
EMPTY = Mapping("tag:yaml.org,2002:map", [], _START, _START)

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_HANDLER = YAMLHandler()
_OPEN = re.compile(r"-{3,}[ \t]*(?:\n|\Z)")
_DEEPEST = 24
_LONGEST = 512 * 1024


class Matter(Struct, frozen=True):
    """A file's front matter as a node, and its body with the line where that begins."""

    node: Any
    before: int
    """Lines of the file before the node's own first line."""
    body: str
    body_line: int


def plain_text(data: bytes) -> str:
    """Decode a file: UTF-8, with or without a byte order mark, any kind of line end.

    Raises UnicodeDecodeError.
    """
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def split(path: str, text: str) -> Matter | Problem:
    """Split a file into front matter and body, and compose the former."""
    if not _OPEN.match(text):
        hint = "the first line of the file must be `---`, followed by keys such as `title: …`"
        return Problem(
            path, 1, 1, "no-front-matter", "the file does not begin with front matter", hint
        )
    try:
        head, body = _HANDLER.split(text)
    except ValueError:
        hint = "close the front matter with a line `---`"
        return Problem(path, 1, 1, "unclosed-front-matter", "the front matter is not closed", hint)
    assert _HANDLER.FM_BOUNDARY is not None
    fence = _HANDLER.FM_BOUNDARY.match(text)
    before = text.count("\n", 0, fence.end() if fence else 0)
    node = compose(path, head, before)
    if isinstance(node, Problem):
        return node
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    return Matter(node, before, body, body_line)


def compose(path: str, text: str, line_before: int = 0) -> Any:
    """Compose YAML to a node (None when empty), or a Problem that says where it is broken."""
    if len(text) > _LONGEST:
        return Problem(path, 1, 1, "too-large", f"more than {_LONGEST // 1024} KB of front matter")
    if _too_deep(text):
        return Problem(path, 1, 1, "bad-yaml", f"nested more than {_DEEPEST} deep")
    try:
        return yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + 1
        return Problem(
            path,
            line + line_before,
            (mark.column if mark else 0) + 1,
            "bad-yaml",
            _sentence(error),
            _hint(error, text, line),
        )
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Problem(path, 1, 1, "bad-yaml", str(error).splitlines()[0])


def _too_deep(text: str) -> bool:
    """Judge nesting before the C parser recurses: brackets, and dashes or keys on one line."""
    depth = 0
    for char in (
        re.findall(r"[\[\]{}]", text) if text.count("[") + text.count("{") > _DEEPEST else ()
    ):
        depth = depth + 1 if char in "[{" else max(depth - 1, 0)
        if depth > _DEEPEST:
            return True
    # not `\s*`: from each of many blank lines it would run to the last of them
    if re.search(rf"^[ \t]*(?:[-?:] +){{{_DEEPEST}}}", text, re.M):
        return True
    widest = max((len(m[0]) for m in re.finditer(r"^ +(?=\S)", text, re.M)), default=0)
    return widest > 400


def _sentence(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or error.context or "broken YAML")
    return f"this is not YAML: {problem}"


def _hint(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    problem = str(error.problem)
    if "mapping values are not allowed" in problem:
        return 'put text that holds a colon in quotes: title: "Ukraine updates: …"'
    if "found character" in problem and "\\t" in problem:
        return "indent with spaces, not with tabs"
    if "@" in problem or "`" in problem or "%" in problem:
        return "put text that begins with a sign in quotes"
    lines = text.split("\n")
    value = lines[line - 1] if line <= len(lines) else ""
    if '"' in value or "'" in value:
        return "text that begins with a quotation mark must end with it; put the whole in quotes"
    return "keys are `name: value`, lists are `[a, b]` or lines that begin with `- `"
