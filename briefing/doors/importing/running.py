"""One run of the import: each article read is taken in, shown or printed; faults are told, none stops it."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec

from briefing.doors.importing.addresses import tidy
from briefing.doors.importing.article import Article
from briefing.doors.importing.job import Job
from briefing.doors.importing.known import Site, load_site
from briefing.doors.importing.parallel import Read, read_all
from briefing.doors.importing.printing import Echo, as_json, tell
from briefing.doors.importing.sources import paths_of
from briefing.doors.importing.taking import Taken, take
from briefing.ground.problems import suggest
from briefing.hands.writing import Escapes

Ask = Callable[[str], str]
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def run(job: Job, echo: Echo, ask: Ask | None) -> bool:
    """Run the import; return whether any source failed."""
    site = load_site(job.site)
    fault = _misasked(job, site)
    if fault:
        echo(fault, err=True)
        return True
    paths = list(paths_of(job.sources))
    failed = not paths
    if not paths:
        echo("There is nothing to import: no file found.", err=True)
    for read in read_all(paths, job, site.context):
        try:
            if read.error:
                raise _NotRead(read.error)
            site = _each(job, read, site, echo, ask)
        except BrokenPipeError:
            raise  # who reads what is printed has gone: that is no fault of the source
        except (_NotRead, Escapes, OSError) as error:
            failed = True
            echo(f"{read.path}: not imported: {error}", err=True)
    return failed


def _misasked(job: Job, site: Site) -> str:
    """Return what is wrong with what was asked for, or ""."""
    if job.outlet and site.settings is not None and job.outlet not in site.outlets:
        return (
            f"--outlet: content/outlets/ has no {job.outlet!r}; {suggest(job.outlet, site.outlets)}"
        )
    if job.url and tidy(job.url) is None:
        return f"--url: {job.url!r} is no address; write https://…"
    if job.language and not _LANGUAGE.match(job.language):
        return f"--language: {job.language!r} is no language; write en, de or pt-BR"
    return ""


class _NotRead(Exception):
    """A source could not be read; the message says why."""


def _each(job: Job, read: Read, site: Site, echo: Echo, ask: Ask | None) -> Site:
    """Take in the articles of one source; return the site with them."""
    for article, text in zip(read.articles, read.texts, strict=True):
        if job.as_json:
            echo(json.dumps(as_json(article, read.path), ensure_ascii=False))
            continue
        asked = _asked(article, site, ask) if ask is not None and not job.dry_run else article
        taken = _take(job, read, asked, text, site)
        tell(job, read, asked, taken, echo)
        if taken.kind == "changed" and not job.dry_run and _wants(taken, ask):
            taken = _take(msgspec.structs.replace(job, update=True), read, asked, text, site)
            tell(job, read, asked, taken, echo)
        site = _grown(site, taken)
    return site


def _wants(taken: Taken, ask: Ask | None) -> bool:
    """Ask at the terminal whether a later form is to be taken in."""
    if ask is None:
        return False
    return ask(f"take the new text into {taken.entry}? (y, empty: no)").casefold() in ("y", "yes")


def _take(job: Job, read: Read, article: Article, text: str, site: Site) -> Taken:
    if site.settings is None and job.to is None:
        raise NotASite(f"{job.site} is no site; --site says where one is, --json reads without one")
    zone = ZoneInfo(site.settings.timezone) if site.settings else UTC
    to = job.to or job.site / "content" / "entries"
    return take(
        article, text, read.raw, read.suffix, site, to=to, today=datetime.now(zone).date(),
        dry=job.dry_run, update=job.update,
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
