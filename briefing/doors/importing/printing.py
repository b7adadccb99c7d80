"""What a run of the import says: at the terminal, and as `--json`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from briefing.doors.importing.article import Article, Found, PartRead
from briefing.doors.importing.job import Job
from briefing.doors.importing.parallel import Read
from briefing.doors.importing.taking import Taken

Echo = Callable[..., None]


def tell(job: Job, read: Read, article: Article, taken: Taken, echo: Echo) -> None:
    """Say what became of an article."""
    if taken.kind == "same":
        if not job.quiet:
            echo(f"{read.path}: imported before, as {taken.entry}; nothing changed")
        return
    if taken.kind == "changed":
        echo(f"{read.path}: {taken.entry} was made of an earlier form; what differs:")
        for line in taken.difference:
            echo(f"    {visible(line)}")
        if not job.quiet:
            echo("    --update takes the new text in, and keeps what was decided")
        return
    if job.dry_run:
        for path, text in zip(taken.written, taken.texts, strict=True):
            echo(f"==> {path}")
            echo(text)
    if not job.quiet:
        for line in (*_written(job, taken), *_about(article, taken)):
            echo(line)


def _written(job: Job, taken: Taken) -> Iterator[str]:
    """Yield what was written, and what waits in it."""
    for path in taken.written:
        yield f"{'would write' if job.dry_run else 'wrote'} {path}"
    if taken.kind == "renewed":
        yield f"    {counted(taken.added, 'new proposal')}; briefing review {taken.entry}"
        for name in taken.gone:
            yield f"    gone from the source: {visible(name)}"
        return
    proposed = [p for draft in taken.drafts for p in draft.entry.proposals]
    reactions = sum(1 for p in proposed if p.reaction)
    figures = counted(len(proposed) - reactions, "figure")
    yield f"    {figures}, {counted(reactions, 'reaction')} proposed; briefing review"


def _about(article: Article, taken: Taken) -> Iterator[str]:
    """Yield what was cut, what is missing, and remarks."""
    for cut in article.cut:
        yield f"    cut, line {cut.line} ({cut.reason}): {visible(cut.text[:100])}"
    for gap in article.gaps:
        seems = f" (the source seems to be {visible(article.outlet_name)})"
        yield f"    missing: {gap}{seems if gap == 'outlet' and article.outlet_name else ''}"
    for note in article.notes:
        yield f"    note: {visible(note)}"
    for other in taken.near:
        yield f"    nearly a copy of {other}"


def counted(number: int, noun: str) -> str:
    """Return *1 figure*, *2 figures*."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def visible(text: str) -> str:
    """Show control characters as escapes: a source must not drive the terminal. Spaces are spaces."""
    plain = (" " if unicodedata.category(c) == "Zs" else c for c in text)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in plain)


# ---- --json -------------------------------------------------------------------------------------


def as_json(article: Article, source: str) -> dict[str, Any]:
    """Return what was found in an article, as `--json` prints it."""
    return {
        "source": source,
        "title": article.title or None,
        "outlet": article.outlet_name or None,
        "url": article.url or None,
        "published": article.published.isoformat()
        if article.published
        else article.partial or None,
        "updated": article.updated.isoformat() if article.updated else None,
        "language": article.language or None,
        "agencies": list(article.agencies),
        "countries": list(article.reading.countries),
        "reacting": list(article.reading.reacting),
        "figures": [_figure(found) for found in article.reading.figures],
        "parts": [_part(part) for part in article.parts],
    }


def _figure(found: Found) -> dict[str, Any]:
    figure = found.figure
    return {
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "speaker": found.speaker or None,
        "sentence": found.sentence,
    }


def _part(read: PartRead) -> dict[str, Any]:
    return {
        "title": read.part.title,
        "published": read.part.day.isoformat() if read.part.day else None,
        "url": read.part.url or None,
        "countries": list(read.reading.countries),
        "reacting": list(read.reading.reacting),
        "figures": [_figure(found) for found in read.reading.figures],
    }
