"""Where templates and static files come from: the site's own win over the theme's.

The theme is `briefing/_theme/` in an installed wheel, else the checkout's own top level, so that a
template edited after an editable install changes the next build.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from briefing.ground.keys import key_of_bytes

_PACKAGE = Path(__file__).resolve().parent.parent


class ThemeFile(Struct, frozen=True):
    """A template or static file: its name, where it lies, its bytes and their key.

    The bytes are kept, so that what is rendered is what was keyed, whatever is saved meanwhile.
    """

    name: str
    path: str
    key: str
    data: bytes


class Theme(Struct, frozen=True):
    """All templates and static files in force, by name."""

    templates: dict[str, ThemeFile]
    static: dict[str, ThemeFile]


def theme_folder() -> Path:
    """Return the folder that holds the theme's `templates/` and `static/`."""
    packed = _PACKAGE / "_theme"
    return packed if packed.is_dir() else _PACKAGE.parent


def load_theme(site: Path) -> Theme:
    """Find every template and static file of the theme and the site; the site's own win."""
    folders = [theme_folder()]
    if site.resolve() != folders[0].resolve():
        folders.append(site)
    return Theme(_files(folders, "templates"), _files(folders, "static"))


def _files(folders: list[Path], part: str) -> dict[str, ThemeFile]:
    found: dict[str, ThemeFile] = {}
    for folder in folders:
        root = folder / part
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            name = path.relative_to(root).as_posix()
            if _is_hidden(name) or not path.is_file():
                continue
            if not path.resolve().is_relative_to(root.resolve()):
                continue  # a link out of the folder is not given out
            data = path.read_bytes()
            found[name] = ThemeFile(name, str(path), key_of_bytes(data), data)
    return dict(sorted(found.items()))


def _is_hidden(name: str) -> bool:
    return any(p.startswith((".", "#")) or p.endswith(("~", ".swp")) for p in name.split("/"))
