"""`briefing publish --workflow`: publishing on every push, by GitHub Actions.

Each action is pinned by the full commit of a release, since a tag can be moved; a comment names the
release, for those who update it (Dependabot reads it too).
"""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from importlib.resources import files
from pathlib import Path

from briefing import __version__
from briefing.doors.git import Git
from briefing.hands.writing import replace_file

PATH = ".github/workflows/pages.yml"


def write_workflow(site: Path) -> tuple[bool, Path]:
    """Write the workflow of a site; say whether it was written, and where.

    It lies at the top of the repository, wherever in it the site is. Raises FileExistsError where
    there is another one already: it is the user's to keep.
    """
    git = Git(site)
    top = Path(git.line("rev-parse", "--show-toplevel") or site)
    inside = site.resolve().relative_to(top.resolve()).as_posix()
    default = git.line("symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    branch = default.removeprefix("origin/") or git.line("symbolic-ref", "--short", "HEAD")
    text = workflow("" if inside == "." else inside, branch or "main", _install(top, site))
    path = top / PATH
    if path.exists():
        if path.read_text("utf-8") == text:
            return False, path
        raise FileExistsError(
            f"{path} is there and differs; remove it to have it written again, or keep it"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, text.encode())
    return True, path


def workflow(inside: str, branch: str, install: str) -> str:
    """Return the workflow for a site in a folder of the repository ("" for its top)."""
    text = (files("briefing.doors") / "pages.yml").read_text("utf-8")
    filled = {
        "branch": _scalar(branch),
        "install": _scalar(install),
        "site": _scalar(inside or "."),
        "cache": _scalar(f"{inside}/.briefing" if inside else ".briefing"),
        "output": _scalar(f"{inside}/output" if inside else "output"),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: filled[found[1]], text)


def _install(top: Path, site: Path) -> str:
    """Return how the program is installed: this checkout, what the site pins, or this release."""
    try:
        project = tomllib.loads((top / "pyproject.toml").read_text("utf-8")).get("project", {})
    except (OSError, tomllib.TOMLDecodeError):
        project = {}
    if project.get("name") == "briefing-site":
        return "python -m pip install ."
    for folder in (site, top):
        if (folder / "requirements.txt").is_file():
            name = (folder / "requirements.txt").resolve().relative_to(top.resolve()).as_posix()
            return f"python -m pip install --requirement {shlex.quote(name)}"
    return f"python -m pip install briefing-site=={__version__}"


def _scalar(text: str) -> str:
    """Return text as one YAML scalar, in quotes only where it needs them."""
    return text if re.fullmatch(r"[\w./][\w ./=-]*", text) else json.dumps(text)
