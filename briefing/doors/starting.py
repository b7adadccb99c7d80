"""`briefing new` and `briefing entry`: the first files of a site, and the next entry's skeleton."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

from briefing.content.days import BadDay, parse_day
from briefing.content.model import UNKNOWN
from briefing.content.reading import slug
from briefing.hands.writing import replace_file

#: Names in the package that a packager would drop, and what they are called in a site.
_RENAMED = {"gitignore": ".gitignore"}


def start(folder: Path, **answers: str) -> list[Path]:
    """Write a new site; return its files. An existing file is never overwritten.

    Raises FileExistsError if the folder holds a site already.
    """
    if (folder / "briefing.toml").exists():
        raise FileExistsError(f"{folder} is a site already")
    written = []
    with as_file(files("briefing.doors") / "starter") as starter:
        for path in sorted(p for p in starter.rglob("*") if p.is_file()):
            name = path.relative_to(starter)
            target = folder / name.parent / _RENAMED.get(name.name, name.name)
            if target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text("utf-8")
            if name.name == "briefing.toml":
                for key, answer in answers.items():
                    text = text.replace(f'"{{{key}}}"', json.dumps(answer, ensure_ascii=False))
            replace_file(target, text.encode())
            written.append(target)
    return written


def skeleton(site: Path, title: str, *, outlet: str, day: str | None) -> Path:
    """Write the skeleton of an entry and return its path; it is a draft until the line is taken out.

    Raises ValueError on a bad day, FileExistsError if the entry exists.
    """
    when = day or UNKNOWN
    try:
        first = None if when == UNKNOWN else parse_day(when).last
    except BadDay as error:
        raise ValueError(str(error)) from error
    folder = site / "content" / "entries"
    folder = folder / f"{first:%Y}" / f"{first:%m}" if first else folder / UNKNOWN
    path = folder / f"{slug(title)[:60].strip('-')}-{slug(outlet)}.md"
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "---",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        f"outlet: {outlet}",
        f"date: {when}",
        "url:",
        "countries: []",
        "draft: true",
        "claims: []",
        "reactions: []",
        "---",
        "",
    ]
    replace_file(path, "\n".join(lines).encode())
    return path
