"""One run of the import: each article read is taken in, shown or printed; faults are told, none stops it."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from briefing.doors.importing.addresses import tidy
from briefing.doors.importing.article import Article
from briefing.doors.importing.completing import Ask, completed
from briefing.doors.importing.job import Job
from briefing.doors.importing.known import Site, load_site
from briefing.doors.importing.parallel import Read, read_all
from briefing.doors.importing.printing import Echo, as_json, tell
from briefing.doors.importing.sources import paths_of
from briefing.doors.importing.taking import Taken, is_taken, take
from briefing.ground.problems import suggest
from briefing.hands.writing import Escapes

#: What is said of several articles at the end, by what became of them.
_SAID = {
    "new": "imported", "renewed": "brought up to date", "same": "imported before",
    "changed": "changed since, and left as they are", "not imported": "not imported",
}  # fmt: skip
_MOST_ASKED = 8
"""Of more sources than these nothing is asked: their gaps are left to be filled in the files."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


def run(job: Job, echo: Echo, ask: Ask | None) -> bool:
    """Run the import; return whether any source failed."""
    site = load_site(job.site)
    paths = list(paths_of(job.sources))
    fault = _misasked(job, site, several=len(paths) > 1)
    if fault:
        echo(fault, err=True)
        return True
    if not paths:
        echo("There is nothing to import: no file found.", err=True)
    tally = _all(paths, job, site, echo, ask if len(paths) <= _MOST_ASKED else None)
    if len(paths) > 1 and not job.as_json and not job.quiet:
        told = [f"{tally[kind]} {said}" for kind, said in _SAID.items() if tally[kind]]
        echo(", ".join(told) + ("; nothing was written" if job.dry_run else ""))
    return not paths or tally["not imported"] > 0


def _all(paths: list[str], job: Job, site: Site, echo: Echo, ask: Ask | None) -> Counter[str]:
    """Take in every source; return how many came to what."""
    tally: Counter[str] = Counter()
    for read in read_all(paths, job, site.context):
        try:
            if read.error:
                raise _NotRead(read.error)
            site = _each(job, read, site, echo, ask, tally)
        except BrokenPipeError:
            raise  # who reads what is printed has gone: that is no fault of the source
        except (_NotRead, Escapes, OSError) as error:
            tally["not imported"] += 1
            echo(f"{read.path}: not imported: {error}", err=True)
    return tally


def _misasked(job: Job, site: Site, several: bool) -> str:
    """Return what is wrong with what was asked for, or ""."""
    if job.outlet and site.settings is not None and job.outlet not in site.outlets:
        return (
            f"--outlet: content/outlets/ has no {job.outlet!r}; {suggest(job.outlet, site.outlets)}"
        )
    if job.url and tidy(job.url) is None:
        return f"--url: {job.url!r} is no address; write https://…"
    if job.url and (several or job.feed):
        return "--url is the address of one article; give it with one source at a time"
    if job.language and not _LANGUAGE.match(job.language):
        return f"--language: {job.language!r} is no language; write en, de or pt-BR"
    return ""


class _NotRead(Exception):
    """A source could not be read; the message says why."""


def _each(
    job: Job, read: Read, site: Site, echo: Echo, ask: Ask | None, tally: Counter[str]
) -> Site:  # fmt: skip
    """Take in the articles of one source; return the site with them."""
    for article, text in zip(read.articles, read.texts, strict=True):
        if job.as_json:
            echo(json.dumps(as_json(article, read.path), ensure_ascii=False))
            continue
        asks = ask is not None and not job.dry_run and not is_taken(text, site)
        asked = completed(article, site, ask) if asks and ask is not None else article
        taken = _take(job, read, asked, text, site)
        tell(job, read, asked, taken, echo)
        if taken.kind == "changed" and not job.dry_run and _wants(taken, ask):
            taken = _take(msgspec.structs.replace(job, update=True), read, asked, text, site)
            tell(job, read, asked, taken, echo)
        tally[taken.kind] += 1
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


def _grown(site: Site, taken: Taken) -> Site:
    """Return the site with the entries just written, so that a folder is not imported twice."""
    if taken.kind != "new":
        return site
    entries = {p: d.entry for p, d in zip(taken.written, taken.drafts, strict=True)}
    return msgspec.structs.replace(site, entries={**site.entries, **entries})
