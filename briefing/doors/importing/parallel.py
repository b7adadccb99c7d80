"""Every source read, in parallel where there are many; one fault stops none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Any

import msgspec
from msgspec import Struct

from briefing.doors.importing.article import Article, Context, Hints
from briefing.doors.importing.job import Job
from briefing.doors.importing.reading import read_article
from briefing.doors.importing.sources import Saved, Unreadable, saved

_MANY = 8


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


def read_all(paths: list[str], job: Job, context: Context) -> Iterator[Read]:
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
