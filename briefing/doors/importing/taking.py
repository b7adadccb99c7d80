"""Taking an article in: its source kept, its drafts written, or what is new shown. Never overwrites."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from briefing.content.matter import plain_text, split
from briefing.content.model import Entry
from briefing.doors.importing.addresses import tidy
from briefing.doors.importing.article import Article
from briefing.doors.importing.differing import difference
from briefing.doors.importing.drafting import Draft, drafts_of
from briefing.doors.importing.keeping import bytes_of, file_of, keep, kept_as, near_copies, text_of
from briefing.doors.importing.known import Site
from briefing.doors.importing.renewing import Renewed, notes_of, renewed
from briefing.doors.importing.writing import entry_text, notes_in
from briefing.ground.keys import key_of_bytes
from briefing.ground.problems import Problem
from briefing.hands.writing import Escapes, replace_file
from briefing.thought.voices import fold

_TELLING = 4
"""Words of a title that hardly two articles share."""


class Taken(Struct, frozen=True, kw_only=True):
    """What became of one article."""

    kind: str
    """`new`, `same` (nothing to do), `changed` (imported in another form) or `renewed` (taken in)."""
    entry: str = ""
    """For all but `new`: the entry it is."""
    written: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()
    texts: tuple[str, ...] = ()
    difference: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    """For `renewed`: claims and reactions whose words the source no longer has."""
    added: int = 0
    """For `renewed`: how many proposals are new."""


class _Source(Struct, frozen=True):
    """The text of an article, as it is kept."""

    folder: Path
    name: str
    data: bytes
    raw: bytes | None
    suffix: str

    def keep(self) -> None:
        """Keep the text, and beside it the file it was read from."""
        keep(self.folder, self.name, self.data)
        if self.raw is not None:
            keep(self.folder, self.name.removesuffix(".txt") + self.suffix, self.raw)


def take(
    article: Article, text: str, raw: bytes | None, suffix: str, site: Site, *,
    to: Path, today: date, dry: bool, update: bool = False,
) -> Taken:  # fmt: skip
    """Write the drafts of an article and keep its source, unless it was taken in before.

    `raw` is the saved file if it is no plain text; it is kept beside the text. With `update`, a later
    form of an article goes into the entry made of the earlier one.
    Raises Escapes, OSError.
    """
    data, sources = bytes_of(text), site.root / "sources"
    name = kept_as(sources, data) or f"{key_of_bytes(data)[:16]}.txt"
    before = _imported(site, name)
    if before:
        return Taken(kind="same", entry=before)
    source = _Source(sources, name, data, raw, suffix)
    earlier = _earlier(article, site)
    if earlier and not update:
        difference = _difference(earlier, data, sources, site)
        return Taken(kind="changed", entry=earlier.id, difference=difference)
    drafts = drafts_of(article, site, name, today)
    if earlier:
        return _renew(earlier, drafts, source, site, to=to, today=today, dry=dry)
    return _begin(drafts, source, site, to=to, dry=dry)


def is_taken(text: str, site: Site) -> bool:
    """Say whether an article of this very text was taken in before."""
    name = kept_as(site.root / "sources", bytes_of(text))
    return bool(name and _imported(site, name))


def _begin(drafts: Sequence[Draft], source: _Source, site: Site, *, to: Path, dry: bool) -> Taken:
    """Write the drafts of an article that was never imported."""
    near = near_copies(source.data.decode(), site.entries.values(), source.folder)
    alike = namesakes(drafts[0].entry, site.entries.values())
    near += [f"{key} (it has the same title)" for key in alike if f"{key} " not in " ".join(near)]
    if not dry:
        source.keep()
    remarks = tuple(f"Near a copy of {other}." for other in near)
    placed = _placed(drafts, to, site)
    texts = []
    for path, draft in placed:
        notes = (*draft.notes, *(() if draft.entry.part_of else remarks))
        texts.append(entry_text(draft.entry, notes=notes, stem=draft.stem))
        if not dry:
            _write(path, texts[-1], to)
    return Taken(
        kind="new",
        written=tuple(str(path) for path, _ in placed),
        drafts=tuple(draft for _, draft in placed),
        texts=tuple(texts),
        near=tuple(near),
    )


def _renew(
    earlier: Entry, drafts: Sequence[Draft], source: _Source, site: Site, *,
    to: Path, today: date, dry: bool,
) -> Taken:  # fmt: skip
    """Take a later form of an article into the entries made of the earlier one."""
    old = text_of(earlier, source.folder)
    found, left = renewed(drafts, earlier, site.entries, old, source.data.decode())
    placed = _placed(left, to, site)
    written = [(site.root / each.path, _again(each, site, today)) for each in found]
    written += [(p, entry_text(d.entry, notes=d.notes, stem=d.stem)) for p, d in placed]
    if not dry:
        source.keep()
        for path, text in written:
            _write(path, text, to if path in dict(placed) else site.root)
    return Taken(
        kind="renewed",
        entry=earlier.id,
        written=tuple(str(path) for path, _ in written),
        texts=tuple(text for _, text in written),
        gone=tuple(name for each in found for name in each.gone),
        added=sum(e.added for e in found) + sum(len(d.entry.proposals) for _, d in placed),
    )


def _again(each: Renewed, site: Site, today: date) -> str:
    """Return an entry's file with its own text and comments, and what is gone from its source."""
    before = plain_text((site.root / each.path).read_bytes())
    matter = split(each.path, before)
    body = "" if isinstance(matter, Problem) else matter.body
    notes = (*notes_in(before), *notes_of(each, today))
    return entry_text(each.entry, body, dict.fromkeys(notes), stem=Path(each.path).stem)


def _write(path: Path, text: str, within: Path) -> None:
    folder = os.path.realpath(within)
    if os.path.commonpath([os.path.realpath(path.parent), folder]) != folder:
        raise Escapes(f"{path} leads out of {within}, by a symbolic link")
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, text.encode())


def _placed(drafts: Sequence[Draft], to: Path, site: Site) -> list[tuple[Path, Draft]]:
    """Give every draft a path that is free; parts follow the new name of their page."""
    found: list[tuple[Path, Draft]] = []
    renamed: dict[str, str] = {}
    for draft in drafts:
        found.append(_place(draft, to, site, {path for path, _ in found}, renamed))
    return found


def _imported(site: Site, name: str) -> str:
    """Return the entry that was made of this very source."""
    return next(
        (e.id for e in site.entries.values() if file_of(e) == name and not e.part_of), ""
    ) or next((e.id for e in site.entries.values() if file_of(e) == name), "")


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


def namesakes(entry: Entry, entries: Iterable[Entry]) -> list[str]:
    """Return entries of the same title that may be the same article, whose text is not at hand.

    A title that comes again on another day is another article's.
    """
    if len(entry.title.split()) < _TELLING:
        return []
    same = (e for e in entries if not e.part_of and fold(e.title) == fold(entry.title))
    return [e.id for e in same if not (e.date and entry.date) or _near_days(e, entry.date.last)][:3]


def _near_days(entry: Entry, published: date | None) -> bool:
    last = entry.date.last if entry.date else None
    return bool(last and published and abs((last - published).days) <= 3)


def _same_address(a: str, b: str) -> bool:
    one, two = tidy(a), tidy(b)
    return bool(one and two and one.url.rstrip("/") == two.url.rstrip("/"))


def _difference(entry: Entry, data: bytes, sources: Path, site: Site) -> tuple[str, ...]:
    old = text_of(entry, sources)
    if not old:
        return ("the text it was made of is not in sources/, so the two cannot be compared",)
    return difference(old, data.decode(), site.context)


def _place(
    draft: Draft, to: Path, site: Site, taken: set[Path], renamed: dict[str, str]
) -> tuple[Path, Draft]:
    """Return a path that is free, and the draft with the name of that path."""
    day = draft.entry.date.last if draft.entry.date else None
    folder = to / f"{day:%Y}" / f"{day:%m}" if day else to / "unknown"
    used = {e.id.casefold() for e in site.entries.values()} | {p.stem.casefold() for p in taken}
    stem, number = draft.stem, 2
    while (folder / f"{stem}.md").exists() or stem.casefold() in used:
        stem, number = f"{draft.stem}-{number}", number + 1
    renamed[draft.stem] = stem
    part_of = draft.entry.part_of
    entry = replace(
        draft.entry, id=stem, part_of=renamed.get(part_of, part_of) if part_of else None
    )
    return folder / f"{stem}.md", Draft(stem=stem, entry=entry, notes=draft.notes)
