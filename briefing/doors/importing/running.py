"""One run of the import: every source read, in parallel where there are many; one fault stops none."""

from __future__ import annotations

import contextlib
import json
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from briefing.doors.importing.article import Article, Context, Found, Hints, PartRead, read_article
from briefing.doors.importing.known import Site, load_site
from briefing.doors.importing.sources import Saved, Unreadable, paths_of, saved
from briefing.doors.importing.taking import Taken, take
from briefing.hands.writing import Escapes

Echo = Callable[..., None]
Ask = Callable[[str], str]
_MANY = 8


class Job(Struct, frozen=True, kw_only=True):
    """What the command line asks for."""

    sources: tuple[str, ...]
    site: Path
    to: Path | None = None
    outlet: str = ""
    day: date | None = None
    url: str = ""
    language: str = ""
    feed: bool = False
    dry_run: bool = False
    as_json: bool = False
    quiet: bool = False


class Read(Struct, frozen=True, kw_only=True):
    """What came of one source: its articles, or why there are none."""

    path: str
    name: str = ""
    key: str = ""
    articles: tuple[Article, ...] = ()
    texts: tuple[str, ...] = ()
    """The text each article was read from."""
    raw: bytes | None = None
    """The file itself, where it is no plain text."""
    suffix: str = ""
    error: str = ""


def read_source(path: str, job: Job, context: Context) -> Read:
    """Read one source. Every fault comes back as a sentence."""
    try:
        source = saved(path, feed=job.feed)
        pages = _pages(source)
    except (Unreadable, OSError) as error:
        why = getattr(error, "strerror", None) or str(error)
        return Read(path=path, error=why)
    articles, texts = [], []
    for text, hints in pages:
        hints = msgspec.structs.replace(
            hints,
            url=job.url or hints.url,
            published=job.day or hints.published,
            language=job.language or hints.language,
            outlet=job.outlet,
        )
        articles.append(read_article(text, hints, context))
        texts.append(text)
    return Read(
        path=path,
        name=source.name,
        key=source.key,
        articles=tuple(articles),
        texts=tuple(texts),
        raw=source.data if source.kind == "html" else None,
        suffix=".html" if source.kind == "html" else "",
    )


def _pages(source: Saved) -> list[tuple[str, Hints]]:
    if source.kind == "text":
        return [(source.text, Hints())]
    if source.kind == "html":
        from briefing.doors.importing.pages import page_of

        page = page_of(source.data)
        return [(page.text, page.hints)]
    from briefing.doors.importing.feeds import items_of

    return [(item.text, item.hints) for item in items_of(source.data)]


def read_all(paths: list[str], job: Job, context: Context, echo: Echo) -> Iterator[Read]:
    """Read all sources, in order of their paths; many of them in parallel."""
    if len(paths) < _MANY or "-" in paths:
        for path in paths:
            yield _guarded(path, job, context)
        return
    done: dict[str, Read] = {}
    with _progress(len(paths), job.quiet or job.as_json) as step, ProcessPoolExecutor() as pool:
        waiting = {pool.submit(_guarded, path, job, context): path for path in paths}
        for future in as_completed(waiting):
            path = waiting[future]
            error = future.exception()
            done[path] = Read(path=path, error=str(error)) if error else future.result()
            step()
    for path in paths:
        yield done[path]


def _guarded(path: str, job: Job, context: Context) -> Read:
    try:
        return read_source(path, job, context)
    except RecursionError:
        return Read(path=path, error="it is nested too deep to be read")
    except (
        ValueError,
        LookupError,
        ArithmeticError,
        AssertionError,
        TypeError,
        AttributeError,
    ) as error:
        # one bad file never stops the rest; the kind of fault is told, for a report
        return Read(path=path, error=f"the importer failed on it ({type(error).__name__}: {error})")


class _progress:
    """A bar on a terminal; nothing elsewhere."""

    def __init__(self, total: int, quiet: bool) -> None:
        self.total, self.quiet = total, quiet
        self.bar: Any = None

    def __enter__(self) -> Callable[[], None]:
        import sys

        if self.quiet or not sys.stderr.isatty():
            return lambda: None
        from rich.console import Console
        from rich.progress import Progress

        bar = Progress(console=Console(stderr=True), transient=True)
        bar.start()
        self.bar = bar
        task = bar.add_task("reading", total=self.total)
        return lambda: bar.advance(task)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()


def run(job: Job, echo: Echo, ask: Ask | None) -> bool:
    """Run the import; return whether any source failed."""
    site = load_site(job.site)
    paths = list(paths_of(job.sources))
    failed = not paths
    if not paths:
        echo("There is nothing to import: no file found.", err=True)
    for read in read_all(paths, job, site.context, echo):
        if read.error:
            failed = True
            echo(f"{read.path}: not imported: {read.error}", err=True)
            continue
        for article, text in zip(read.articles, read.texts, strict=True):
            if job.as_json:
                echo(json.dumps(as_json(article, read.path), ensure_ascii=False))
                continue
            try:
                taken = _take(job, read, article, text, site, ask)
            except (Escapes, OSError) as error:
                failed = True
                echo(f"{read.path}: not imported: {error}", err=True)
                continue
            site = _grown(site, taken)
            tell(job, read, article, taken, echo)
    return failed


def _take(job: Job, read: Read, article: Article, text: str, site: Site, ask: Ask | None) -> Taken:
    if site.settings is None and job.to is None:
        raise NotASite(f"{job.site} is no site; --site says where one is, --json reads without one")
    if ask is not None and not job.dry_run:
        article = _asked(article, site, ask)
    zone = ZoneInfo(site.settings.timezone) if site.settings else UTC
    to = job.to or job.site / "content" / "entries"
    return take(
        article, text, read.raw, read.suffix, site,
        to=to, today=datetime.now(zone).date(), dry=job.dry_run,
    )  # fmt: skip


class NotASite(OSError):
    """There is no site to write to."""


def _asked(article: Article, site: Site, ask: Ask) -> Article:
    """Ask at the terminal for what the source does not say; an empty answer leaves the gap."""
    name = article.title or "untitled"
    if article.published is None:
        answer = ask(f"{name}: day of publication (2024-10-29, empty: unknown)")
        with contextlib.suppress(ValueError):
            day = date.fromisoformat(answer)
            article = msgspec.structs.replace(
                article, published=day, gaps=_without(article, "date")
            )
    if not article.outlet and site.outlets:
        known = ", ".join(sorted(site.outlets)[:12])
        answer = ask(f"{name}: outlet ({known}; empty: unknown)")
        if answer in site.outlets:
            article = msgspec.structs.replace(
                article, outlet=answer, gaps=_without(article, "outlet")
            )
    return article


def _without(article: Article, gap: str) -> tuple[str, ...]:
    return tuple(g for g in article.gaps if g != gap)


def _grown(site: Site, taken: Taken) -> Site:
    """Return the site with the entries just written, so that a folder is not imported twice."""
    if taken.kind != "new":
        return site
    entries = {p: d.entry for p, d in zip(taken.written, taken.drafts, strict=True)}
    return msgspec.structs.replace(site, entries={**site.entries, **entries})


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
        return
    if job.dry_run:
        for path, text in zip(taken.written, taken.texts, strict=True):
            echo(f"==> {path}")
            echo(text)
    if job.quiet:
        return
    for path in taken.written:
        echo(f"{'would write' if job.dry_run else 'wrote'} {path}")
    proposed = [p for draft in taken.drafts for p in draft.entry.proposals]
    reactions = sum(1 for p in proposed if p.reaction)
    echo(f"    {_told(len(proposed) - reactions, reactions)} proposed; briefing review")
    for cut in article.cut:
        echo(f"    cut, line {cut.line} ({cut.reason}): {visible(cut.text[:100])}")
    for gap in article.gaps:
        seems = f" (the source seems to be {visible(article.outlet_name)})"
        echo(f"    missing: {gap}{seems if gap == 'outlet' and article.outlet_name else ''}")
    for note in article.notes:
        echo(f"    note: {visible(note)}")
    for other in taken.near:
        echo(f"    nearly a copy of {other}")


def _told(figures: int, reactions: int) -> str:
    return (
        f"{figures} figure{'' if figures == 1 else 's'}, "
        f"{reactions} reaction{'' if reactions == 1 else 's'}"
    )


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


__all__ = ["Job", "Site", "run"]
