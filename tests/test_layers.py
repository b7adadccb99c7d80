"""The house: who may import whom, and who alone may touch what."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from briefing.ground.engine import LIBRARIES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "briefing"
LAYERS = {
    "ground": 0, "content": 1, "thought": 2, "hands": 3,
    "stages": 4, "build": 4, "answers": 4, "doors": 5,
}  # fmt: skip

#: Third party to the one module (or folder, with a final `/`) that imports it.
DOORS = {
    "yaml": "briefing/content/matter.py",
    "frontmatter": "briefing/content/matter.py",
    "markdown_it": "briefing/content/prose.py",
    "mdit_py_plugins": "briefing/content/prose.py",
    "jinja2": "briefing/hands/templates.py",
    "babel": "briefing/ground/locale.py",
    "rich": "briefing/doors/",
    "click": "briefing/doors/",
    "watchdog": "briefing/doors/preview/",
    "http": "briefing/doors/preview/",
    "socketserver": "briefing/doors/preview/",
    "hashlib": "briefing/ground/keys.py",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return (
        path.relative_to(ROOT)
        .with_suffix("")
        .as_posix()
        .replace("/", ".")
        .removesuffix(".__init__")
    )


def layer_of(module: str) -> int | None:
    parts = module.split(".")
    return LAYERS.get(parts[1]) if len(parts) > 1 else None


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in it, by full name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out, not relative"
            base = node.module or ""
            for alias in node.names:
                full = f"{base}.{alias.name}"
                as_file = ROOT / (full.replace(".", "/") + ".py")
                yield full if as_file.exists() else base


def at_import_time(path: Path) -> Iterator[str]:
    """Modules imported when the file is loaded (not inside functions or for types only)."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if (ROOT / (full.replace(".", "/") + ".py")).exists() else node.module


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_imports_its_own_layer_or_below(path: Path) -> None:
    """A module imports from its own layer or below, never upwards."""
    own = layer_of(name_of(path))
    if own is None:
        return
    for other in imports(path):
        if other.startswith("briefing."):
            theirs = layer_of(other)
            assert theirs is not None, f"{other} belongs to no layer"
            assert theirs <= own, f"{name_of(path)} (layer {own}) imports {other} (layer {theirs})"


def test_no_circle() -> None:
    """Modules never import each other in a circle."""
    graph = {
        name_of(path): {m for m in at_import_time(path) if m.startswith("briefing.")}
        for path in modules()
    }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module in done:
            return
        for other in graph.get(module, ()):
            if other != module:
                visit(other, (*trail, module))
        done.add(module)

    for module in graph:
        visit(module, ())


@pytest.mark.parametrize("party", DOORS)
def test_each_third_party_has_one_door(party: str) -> None:
    """Only the module that is its door imports a third party."""
    door = DOORS[party]
    for path in modules():
        rel = path.relative_to(ROOT).as_posix()
        through = rel.startswith(door) if door.endswith("/") else rel == door
        if any(m == party or m.startswith(party + ".") for m in imports(path)):
            assert through, f"{rel} imports {party}; its door is {door}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_doors_print_or_exit(path: Path) -> None:
    """Nothing below the doors prints or ends the program."""
    if layer_of(name_of(path)) in (None, 5):
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("print", "exit", "quit"), f"{path}:{node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) != ("sys", "exit"), f"{path}:{node.lineno}"


@pytest.mark.parametrize("path", [p for p in modules() if layer_of(name_of(p)) == 2], ids=name_of)
def test_thought_touches_no_file_and_no_clock(path: Path) -> None:
    """The layer of decisions imports nothing that reads files, the clock, the environment or chance."""
    banned = {
        "os",
        "pathlib",
        "io",
        "time",
        "random",
        "subprocess",
        "socket",
        "tempfile",
        "shutil",
        "uuid",
    }
    assert banned.isdisjoint(m.split(".")[0] for m in imports(path))
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("today", "now", "utcnow"), (
                f"{path}:{node.lineno} asks the clock"
            )


def test_the_build_knows_no_server() -> None:
    """The build imports nothing of the doors."""
    assert not [m for m in imports(PACKAGE / "build.py") if m.startswith("briefing.doors")]


def test_the_engine_knows_every_library_that_makes_bytes() -> None:
    """What is imported below the doors is in the engine's key, and what Markdown's addresses need."""
    below = [path for path in modules() if "doors" not in path.parts]
    named = {module.split(".")[0] for path in below for module in imports(path)}
    third = named - set(sys.stdlib_module_names) - {"briefing", "__future__"}
    packages = {name for module in third for name in packages_distributions()[module]}
    assert {name.lower() for name in packages} | {"mdurl"} == set(LIBRARIES)
