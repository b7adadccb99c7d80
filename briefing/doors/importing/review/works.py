"""The drafts to review, from the site's files and back to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from briefing.content.matter import plain_text, split
from briefing.content.model import Entry
from briefing.content.sources import BadSource, parse_source
from briefing.doors.importing.keeping import words_of
from briefing.doors.importing.known import Site
from briefing.doors.importing.review.questions import Work
from briefing.doors.importing.review.session import Session
from briefing.doors.importing.writing import entry_text, notes_in
from briefing.ground.problems import Problem, suggest
from briefing.hands.writing import replace_file


class NoEntry(ValueError):
    """There is no such draft."""


class Changed(OSError):
    """A draft was changed by somebody else since it was read; it is left as it is."""


def sessions(site: Site, entry: str) -> list[list[str]]:
    """Return the paths of the drafts to review, the oldest first, a live blog with its parts in one list.

    Raises NoEntry.
    """
    groups: dict[str, list[str]] = {}
    for path, each in site.entries.items():
        if each.proposals:
            groups.setdefault(each.part_of or each.id, []).append(path)
    for path, each in site.entries.items():
        if each.part_of in groups and _is_bare(each):
            groups[each.part_of].append(path)
    if entry:
        groups = _only(entry, groups, site)
    order = sorted(groups.values(), key=lambda paths: _day(paths, site))
    return [sorted(paths, key=lambda path: _place(site.entries[path])) for paths in order]


def _is_bare(entry: Entry) -> bool:
    """Say whether a part of a live blog waits to be told on or off topic, with nothing proposed in it."""
    decided = entry.claims or entry.reactions or entry.topics is not None
    return entry.draft and not entry.proposals and not decided


def _only(entry: str, groups: dict[str, list[str]], site: Site) -> dict[str, list[str]]:
    wanted = Path(entry).stem if entry.endswith(".md") else entry
    found = next((e for e in site.entries.values() if e.id == wanted), None)
    main = (found.part_of or found.id) if found is not None else ""
    if main not in groups:
        hint = suggest(wanted, groups) if groups else "no entry has proposals"
        raise NoEntry(f"there is nothing to review in {wanted!r}; {hint}")
    return {main: groups[main]}


def _day(paths: Sequence[str], site: Site) -> tuple[date, str]:
    """Order articles by day: what was said first is decided first, and told again it is a repeat."""
    days = [d.last for p in paths if (d := site.entries[p].date) and d.last]
    return min(days, default=date.max), min(paths)


def _place(entry: Entry) -> tuple[bool, int, str]:
    """Order a live blog as its page has it."""
    try:
        ref = parse_source(entry.source) if entry.source else None
    except BadSource:
        ref = None
    return bool(entry.part_of), (ref.first or 0) if ref else 0, entry.id


def unread(site: Site) -> int:
    """Return how many entries have faults, so that nothing is known of what they propose."""
    files = sum(1 for _ in (site.root / "content" / "entries").rglob("*.md"))
    return max(files - len(site.entries), 0)


def session_of(paths: Sequence[str], site: Site) -> Session:
    """Return the review of one article, ready to be asked. Raises Changed where a draft is gone or broken."""
    gone = [path for path in paths if path not in site.entries]
    if gone:
        raise Changed(f"{gone[0]} cannot be read any more; briefing check says why")
    return Session([_work(path, site) for path in paths], site, lambda work: _save(work, site))


def _work(path: str, site: Site) -> Work:
    text = plain_text((site.root / path).read_bytes())
    matter = split(path, text)
    entry = site.entries[path]
    outlet = site.outlets.get(entry.outlet)
    language = entry.language or (outlet.language if outlet else "")
    return Work(
        path,
        entry,
        body="" if isinstance(matter, Problem) else matter.body,
        text=words_of(entry.source, site.root / "sources"),
        notes=notes_in(text),
        language=(language or (site.settings.language if site.settings else "")).split("-")[0],
        file=text,
    )


def _save(work: Work, site: Site) -> None:
    """Write a draft, unless its file is no longer the one that was read. Raises Changed."""
    path = site.root / work.path
    if not path.exists() or plain_text(path.read_bytes()) != work.file:
        raise Changed(f"{work.path} was changed meanwhile, and is left so; start the review again")
    work.file = entry_text(work.entry, work.body, work.notes, stem=path.stem)
    replace_file(path, work.file.encode())
