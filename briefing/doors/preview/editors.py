"""Links that open a file in the editor, at a line."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from urllib.parse import quote

#: The address of each editor, by the name of its program. `{path}` begins with `/`.
ADDRESSES = {
    "code": "vscode://file{path}:{line}:{col}",
    "codium": "vscodium://file{path}:{line}:{col}",
    "cursor": "cursor://file{path}:{line}:{col}",
    "windsurf": "windsurf://file{path}:{line}:{col}",
    "zed": "zed://file{path}:{line}:{col}",
    "subl": "subl://open?url=file://{path}&line={line}&column={col}",
    "mate": "txmt://open?url=file://{path}&line={line}&column={col}",
    "idea": "idea://open?file={path}&line={line}&column={col}",
    "pycharm": "pycharm://open?file={path}&line={line}&column={col}",
    "webstorm": "webstorm://open?file={path}&line={line}&column={col}",
    "mvim": "mvim://open?url=file://{path}&line={line}&column={col}",
    "emacs": "emacs://open?url=file://{path}&line={line}&column={col}",
}


def editor_link(path: Path, line: int, col: int) -> str:
    """Return the address that opens a file at a line.

    BRIEFING_EDITOR_URL gives the form; else VISUAL or EDITOR, where we know its address; else that
    of Visual Studio Code.
    """
    whole = path.absolute().as_posix()
    whole = whole if whole.startswith("/") else f"/{whole}"
    return _form().format(path=quote(whole), line=max(line, 1), col=max(col, 1))


@cache
def _form() -> str:
    own = os.environ.get("BRIEFING_EDITOR_URL", "")
    if _fits(own):
        return own
    for name in ("VISUAL", "EDITOR"):
        words = os.environ.get(name, "").split()
        program = Path(words[0]).stem.removesuffix("client") if words else ""
        if program in ADDRESSES:
            return ADDRESSES[program]
    return ADDRESSES["code"]


def _fits(form: str) -> bool:
    if "{path}" not in form or form.split(":")[0].lower() in ("javascript", "data", "vbscript"):
        return False
    try:
        form.format(path="", line=1, col=1)
    except (KeyError, IndexError, ValueError):
        return False
    return True
