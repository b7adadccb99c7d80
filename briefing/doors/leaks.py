"""What must not leave the house: drafts, proposals, and the texts of others.

The build leaves drafts out by itself, and reads no source text. This is the second look, at the
bytes that are about to be published, whatever put them there: a file copied into `static/`, an
article pasted into a summary, a template that shows too much.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefing.content.loading import Source
from briefing.content.parsing import Content
from briefing.ground.keys import key_of_bytes
from briefing.thought.addresses import entry_address

#: So many words in a row are nobody's coincidence. A quotation on the site has at most 25.
DRAFT_RUN, SOURCE_RUN = 12, 30
_TEXTS = (".html", ".xml", ".json", ".csv", ".txt", ".md", ".svg", ".js", ".css")
_LARGEST = 16 * 1024 * 1024
#: A shorter file is nobody's text.
_SHORTEST = 64
_Run = tuple[str, ...]


def leaks(
    site: Path, sources: Iterable[Source], content: Content, folder: Path, files: Iterable[str]
) -> list[str]:
    """Return a sentence for each file about to be published that holds what must stay here."""
    files = list(files)
    found = list(_planned(content, set(files)))
    drafts = _drafts(list(sources), content)
    texts, copies = _source_texts(site)
    for path in files:
        data = (folder / path).read_bytes()
        if key_of_bytes(data) in copies:
            found.append(f"{path} is a copy of {copies[key_of_bytes(data)]}")
        elif path.endswith(_TEXTS) and (drafts or texts):
            words = words_of(data.decode("utf-8", "replace"))
            found += _held(path, words, drafts, DRAFT_RUN)
            found += _held(path, words, texts, SOURCE_RUN)
    return found


def words_of(text: str) -> list[str]:
    """Return the words of a text or a page, without markup, case and punctuation."""
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]*>", " ", text)).casefold())


def _planned(content: Content, files: set[str]) -> Iterator[str]:
    for path, entry in content.entries.items():
        if entry.draft and entry_address(entry.id) in files:
            yield f"{entry_address(entry.id)} is made from {path}, which is a draft"


def _drafts(sources: list[Source], content: Content) -> dict[_Run, str]:
    """Drafts whole; of any other file its comments and the proposals nobody has reviewed."""
    hidden = {path for path, entry in content.entries.items() if entry.draft}
    hidden |= {path for path, edition in content.editions.items() if edition.draft}
    watched: dict[_Run, str] = {}
    for source in sources:
        text = source.text if source.path in hidden else _parted(source.text)[1]
        watched |= dict.fromkeys(_runs(words_of(text), DRAFT_RUN, 1), source.path)
    if watched:
        for source in sources:
            if source.path not in hidden:
                for run in _runs(words_of(_parted(source.text)[0]), DRAFT_RUN, 1):
                    watched.pop(run, None)
    return watched


def _source_texts(site: Path) -> tuple[dict[_Run, str], dict[str, str]]:
    """Return runs of words, and keys of whole files, with the file in `sources/` they are of."""
    watched: dict[_Run, str] = {}
    copies = {}
    root = site / "sources"
    for file in sorted(root.rglob("*")) if root.is_dir() else ():
        if not file.is_file():
            continue
        name, data = file.relative_to(site).as_posix(), file.read_bytes()
        if len(data) >= _SHORTEST:
            copies[key_of_bytes(data)] = name
        words = words_of(data[:_LARGEST].decode("utf-8", "replace"))
        watched |= dict.fromkeys(_runs(words, SOURCE_RUN, 10), name)
    return watched, copies


def _runs(words: list[str], length: int, step: int) -> Iterator[_Run]:
    """Yield runs of so many words, beginning at every `step`th."""
    return (tuple(words[i : i + length]) for i in range(0, len(words) - length + 1, step))


def _held(path: str, words: list[str], watched: dict[_Run, str], length: int) -> list[str]:
    if not watched:
        return []
    runs = zip(*(words[i:] for i in range(length)), strict=False)
    told = {watched[run]: run for run in runs if run in watched}
    return [f"{path} holds words of {of}: “{' '.join(run)[:80]} …”" for of, run in told.items()]


def _parted(text: str) -> tuple[str, str]:
    """Return what a file has for readers, and what is for its editor alone."""
    lines = text.split("\n")
    end = len(lines)
    if lines[0].strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), end)
    parts: tuple[list[str], list[str]] = ([], [])
    proposing = False
    for number, line in enumerate(lines):
        if number >= end or re.match(r"\w", line):
            proposing = number < end and line.startswith("proposals:")
        private = number < end and (proposing or line.lstrip().startswith("#"))
        parts[private].append(line)
    return "\n".join(parts[0]), "\n".join(parts[1])
