"""`briefing new` and `briefing entry`: the first files of a site, and the next entry's skeleton."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path

from msgspec import Struct

from briefing import __version__
from briefing.content.days import BadDay, parse_day
from briefing.content.model import UNKNOWN
from briefing.content.reading import id_fault, slug
from briefing.doors.git import Git
from briefing.doors.workflow import write_workflow
from briefing.ground.settings import read_settings
from briefing.hands.writing import replace_file

#: Names in the package that a packager would drop, and what they are called in a site.
_RENAMED = {"gitignore": ".gitignore"}

#: What the workflow installs.
_REQUIREMENTS = f"""\
# While the program is on no index, write where its repository is instead of the last line:
# briefing-site @ git+https://github.com/OWNER/REPOSITORY@COMMIT
briefing-site=={__version__}
"""


class Answers(Struct, frozen=True, kw_only=True):
    """What `briefing new` asks for. Every answer can be changed later, in the file it went to."""

    title: str = "My briefing"
    language: str = "en"
    timezone: str = "UTC"
    topic: str = ""
    """The story the site follows: a file in `content/topics/`; empty for none yet."""
    measure: str = ""
    """The first thing to count: a file in `content/measures/`; empty for none yet."""
    publisher: str = ""
    """The responsible person."""


def start(folder: Path, answers: Answers) -> list[Path]:
    """Write a new site; return its files. An existing file is never overwritten.

    Raises FileExistsError if the folder holds a site already, ValueError on an answer that cannot be.
    """
    vacant(folder)
    texts = _starter(answers) | _first(answers)
    _, problems = read_settings("briefing.toml", texts["briefing.toml"].encode())
    if problems:
        raise ValueError(problems[0].message)
    written = []
    for name, text in texts.items():
        target = folder / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(target, text.encode())
            written.append(target)
    # inside somebody's repository a workflow belongs at its top, and is theirs to ask for
    if not Git(folder).line("rev-parse", "--show-toplevel"):
        written.append(write_workflow(folder)[1])
    return written


def vacant(folder: Path) -> None:
    """Raise FileExistsError if the folder holds a site already."""
    if (folder / "briefing.toml").exists():
        raise FileExistsError(f"{folder} is a site already")


def possible(key: str, answer: str) -> str:
    """Return an answer as it is, for asking again at once. Raises ValueError if it cannot be."""
    if key in ("title", "language", "timezone"):
        stated = {"title": "x", key: answer}
        toml = "\n".join(f"{k} = {json.dumps(v)}" for k, v in stated.items())
        _, problems = read_settings("briefing.toml", toml.encode())
        if problems:
            raise ValueError(problems[0].message)
    return answer


def _starter(answers: Answers) -> dict[str, str]:
    """Return the files every site begins with, by path, the answers filled in."""
    plain = {"publisher": answers.publisher or "Name of a person"}
    found = {"requirements.txt": _REQUIREMENTS}
    with as_file(files("briefing.doors") / "starter") as starter:
        for path in sorted(p for p in starter.rglob("*") if p.is_file()):
            name = path.relative_to(starter)
            text = path.read_text("utf-8")
            for key in answers.__struct_fields__:
                quoted = json.dumps(getattr(answers, key), ensure_ascii=False)
                text = text.replace(f'"{{{key}}}"', quoted)
                text = text.replace(f"{{{key}}}", plain.get(key, getattr(answers, key)))
            found[(name.parent / _RENAMED.get(name.name, name.name)).as_posix()] = text
    return found


def _first(answers: Answers) -> dict[str, str]:
    """Return the site's own first topic and measure, where they were named."""
    found = {}
    topic = _name(answers.topic, "topic") if answers.topic else ""
    if topic:
        found[f"content/topics/{topic}.md"] = (
            f"---\ntitle: {_yaml(answers.topic)}\n---\n"
            "What this story is about, since when, and what this site leaves out. Fill this in.\n"
        )
    if answers.measure:
        found[f"content/measures/{_name(answers.measure, 'measure')}.md"] = (
            f"---\ntitle: {_yaml(answers.measure)}\n"
            "# stock: how many are there; cumulative: how many so far; rate, plan, forecast, fact, date.\n"
            "kind: stock\n"
            "# How close two days must be to compare: hours, days, months, standing.\n"
            "moves: days\n"
            "# The noun after the number.\nunit: people\n"
            + (f"topic: {topic}\n" if topic else "")
            + "---\nExactly what is counted, and what is not. Fill this in.\n"
        )
    return found


def _name(title: str, otherwise: str) -> str:
    name = slug(title)[:40].strip("-_")
    return otherwise if id_fault(name) else name


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


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
        f"title: {_yaml(title)}",
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
