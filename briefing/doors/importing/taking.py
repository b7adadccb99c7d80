"""Taking an article in: its source kept, its drafts written, or what is new shown. Never overwrites."""

from __future__ import annotations

import contextlib
import difflib
import os
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from msgspec import Struct

from briefing.content.model import Entry
from briefing.content.sources import BadSource, parse_source
from briefing.doors.importing.addresses import tidy
from briefing.doors.importing.article import Article
from briefing.doors.importing.drafting import Draft, drafts_of
from briefing.doors.importing.known import Site
from briefing.doors.importing.text import clean
from briefing.doors.importing.writing import entry_text
from briefing.ground.keys import key_of_bytes
from briefing.hands.writing import Escapes, replace_file
from briefing.thought.voices import fold

_MOST_DIFF = 60
_SHINGLE = 6
_LEAST_RUNS = 6
_NEAR = 0.3


class Taken(Struct, frozen=True, kw_only=True):
    """What became of one article."""

    kind: str
    """`new`, `same` (nothing to do) or `changed` (it was imported in another form)."""
    entry: str = ""
    """For `same` and `changed`: the entry it is."""
    written: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()
    texts: tuple[str, ...] = ()
    difference: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def take(
    article: Article, text: str, raw: bytes | None, suffix: str, site: Site, *,
    to: Path, today: date, dry: bool,
) -> Taken:  # fmt: skip
    """Write the drafts of an article and keep its source, unless it was taken in before.

    `raw` is the saved file if it is no plain text; it is kept beside the text.
    Raises Escapes, OSError.
    """
    data = (clean(text).rstrip("\n") + "\n").encode()
    sources = site.root / "sources"
    name = _kept_as(sources, data) or f"{key_of_bytes(data)[:16]}.txt"
    before = _imported(site, name)
    if before:
        return Taken(kind="same", entry=before)
    earlier = _earlier(article, site)
    if earlier:
        return Taken(
            kind="changed", entry=earlier.id, difference=_difference(earlier, data, sources)
        )
    drafts = drafts_of(article, site, name, today)
    near = _near(clean(text), site, sources)
    texts, written = [], []
    folder = os.path.realpath(to)
    if not dry:
        _keep(sources, name, data)
        if raw is not None:
            _keep(sources, name.removesuffix(".txt") + suffix, raw)
    taken: set[Path] = set()
    renamed: dict[str, str] = {}
    for draft in drafts:
        path, draft = _place(draft, to, site, taken, renamed)
        taken.add(path)
        notes = (
            *draft.notes,
            *(f"Near a copy of {other}." for other in near if not draft.entry.part_of),
        )
        content = entry_text(draft.entry, notes=notes, stem=draft.stem)
        texts.append(content)
        written.append(str(path))
        if not dry:
            if os.path.commonpath([os.path.realpath(path.parent), folder]) != folder:
                raise Escapes(f"{path} leads out of {to}, by a symbolic link")
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, content.encode())
    return Taken(
        kind="new",
        written=tuple(written),
        drafts=tuple(drafts),
        texts=tuple(texts),
        near=tuple(near),
    )


def _kept_as(sources: Path, data: bytes) -> str:
    """Return the name under which the same text is kept already, or ""."""
    if not sources.is_dir():
        return ""
    want = key_of_bytes(data)
    for item in _texts(str(sources)):
        if abs(item[2] - len(data)) <= 4096 and _looked_at(*item)[0] == want:
            return Path(item[0]).relative_to(sources).as_posix()
    return ""


def _texts(folder: str) -> list[tuple[str, int, int]]:
    """Return every text kept: its path, when it changed, its size."""
    found = []
    for here, _, files in os.walk(folder):
        for name in sorted(files):
            if name.endswith(".txt"):
                path = os.path.join(here, name)
                with contextlib.suppress(OSError):
                    stat = os.stat(path)
                    found.append((path, stat.st_mtime_ns, stat.st_size))
    return sorted(found)


@lru_cache(maxsize=20_000)
def _looked_at(path: str, changed: int, size: int) -> tuple[str, frozenset[int]]:
    """Return the key of a kept text and a sample of its runs of words, once for each state of it."""
    try:
        text = clean(Path(path).read_bytes().decode("utf-8", "replace")).rstrip("\n") + "\n"
    except OSError:
        return "", frozenset()
    return key_of_bytes(text.encode()), _shingles(text)


def _keep(sources: Path, name: str, data: bytes) -> None:
    target = sources / name
    if not target.exists():
        sources.mkdir(parents=True, exist_ok=True)
        replace_file(target, data)


def _file_of(entry: Entry) -> str:
    try:
        return parse_source(entry.source).file if entry.source else ""
    except BadSource:
        return ""


def _imported(site: Site, name: str) -> str:
    """Return the entry that was made of this very source."""
    return next(
        (e.id for e in site.entries.values() if _file_of(e) == name and not e.part_of), ""
    ) or next((e.id for e in site.entries.values() if _file_of(e) == name), "")


def _earlier(article: Article, site: Site) -> Entry | None:
    """Return the entry of the same article in an earlier form: same address, or title and outlet."""
    for entry in site.entries.values():
        if entry.part_of:
            continue
        if article.url and entry.url and _same_address(article.url, entry.url):
            return entry
        same = fold(article.title) == fold(entry.title) and article.outlet == entry.outlet
        if same and article.outlet and _near_days(entry, article.published):
            return entry
    return None


def _near_days(entry: Entry, published: date | None) -> bool:
    last = entry.date.last if entry.date else None
    return bool(last and published and abs((last - published).days) <= 3)


def _same_address(a: str, b: str) -> bool:
    one, two = tidy(a), tidy(b)
    return bool(one and two and one.url.rstrip("/") == two.url.rstrip("/"))


def _difference(entry: Entry, data: bytes, sources: Path) -> tuple[str, ...]:
    name = _file_of(entry)
    try:
        old = (sources / name).read_text("utf-8", "replace") if name else ""
    except OSError:
        old = ""
    if not old:
        return ("the text it was made of is not in sources/, so the two cannot be compared",)
    before = [ln.strip() for ln in clean(old).split("\n") if ln.strip()]
    after = [ln.strip() for ln in data.decode().split("\n") if ln.strip()]
    lines = difflib.unified_diff(before, after, "before", "now", lineterm="", n=0)
    told = [ln[:300] for ln in lines if not ln.startswith(("---", "+++", "@@"))]
    more = len(told) - _MOST_DIFF
    return (*told[:_MOST_DIFF], *((f"… and {more} lines more",) if more > 0 else ()))


def _place(
    draft: Draft, to: Path, site: Site, taken: set[Path], renamed: dict[str, str]
) -> tuple[Path, Draft]:
    """Return a path that is free, and the draft with the name of that path."""
    import msgspec

    day = draft.entry.date.last if draft.entry.date else None
    folder = to / f"{day:%Y}" / f"{day:%m}" if day else to / "unknown"
    used = {e.id.casefold() for e in site.entries.values()} | {p.stem.casefold() for p in taken}
    stem, number = draft.stem, 2
    while (folder / f"{stem}.md").exists() or stem.casefold() in used:
        stem, number = f"{draft.stem}-{number}", number + 1
    renamed[draft.stem] = stem
    part_of = draft.entry.part_of
    entry = msgspec.structs.replace(
        draft.entry, id=stem, part_of=renamed.get(part_of, part_of) if part_of else None
    )
    return folder / f"{stem}.md", Draft(stem=stem, entry=entry, notes=draft.notes)


def _shingles(text: str) -> frozenset[int]:
    """Return one in eight of a text's runs of six words, the same ones in every text."""
    words = re.findall(r"\w+", text.casefold())[:6000]
    runs = (
        crc32(" ".join(words[i : i + _SHINGLE]).encode()) for i in range(len(words) - _SHINGLE + 1)
    )
    return frozenset(run for run in runs if run % 8 == 0)


def _near(text: str, site: Site, sources: Path) -> list[str]:
    """Return existing entries whose text is nearly this one: an agency's report printed twice."""
    own = _shingles(text)
    if len(own) < _LEAST_RUNS or not sources.is_dir():
        return []
    kept = {Path(p).relative_to(sources).as_posix(): (p, c, s) for p, c, s in _texts(str(sources))}
    found: dict[str, float] = {}
    for entry in site.entries.values():
        item = kept.get(_file_of(entry)) if not entry.part_of else None
        if item is None:
            continue
        other = _looked_at(*item)[1]
        share = len(own & other) / max(1, min(len(own), len(other)))
        if share >= _NEAR:
            found[entry.id] = share
    order = sorted(found.items(), key=lambda item: -item[1])
    return [f"{key} ({share:.0%} of its words in a row)" for key, share in order][:3]
