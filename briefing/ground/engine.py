"""The engine's own key: its program and the libraries whose versions can change a page's bytes."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from briefing.ground.keys import key_of

LIBRARIES = (
    "babel",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "mdurl",
    "msgspec",
    "python-frontmatter",
    "pyyaml",
)


@cache
def engine_key() -> str:
    """Return the key of the package's files, of Python x.y and of the libraries' versions."""
    package = Path(__file__).resolve().parent.parent
    parts: list[str | bytes] = ["{}.{}".format(*sys.version_info)]
    parts += [f"{name} {version(name)}" for name in LIBRARIES]
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        if path.suffix in (".py", ".toml", ".js") and not name.startswith("_theme/"):
            parts += [name, path.read_bytes()]
    return key_of(*parts)
