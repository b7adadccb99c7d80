"""`briefing import` and `briefing review` on the command line."""

from __future__ import annotations

import sys
from datetime import date
from errno import ENOTTY, ENXIO
from pathlib import Path
from typing import Any

import click


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; write 2024-10-29") from error


SITE = click.option(
    "--site", type=click.Path(path_type=Path, file_okay=False), default=Path(),
    show_default="this folder", help="The site's folder: the one with briefing.toml.",
)  # fmt: skip


@click.command("import")
@click.argument("sources", nargs=-1, required=True)
@SITE
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False),
    help="Where drafts are written. Default: content/entries in the site.",
)  # fmt: skip
@click.option("--outlet", help="Who published it: a file in content/outlets/.")
@click.option("--date", "day", callback=_day, metavar="DAY", help="The day of publication.")
@click.option("--url", help="The article's address.")
@click.option("--language", help="Language of the article (BCP 47).")
@click.option(
    "--feed", is_flag=True, help="The sources are RSS or Atom files; each item is an article."
)
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print what was found as JSON, one article a line; write nothing.",
)
@click.option(
    "--update",
    is_flag=True,
    help="Take a later form of an article into the entry made of an earlier one; nothing is lost.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
def import_(
    sources: tuple[str, ...], site: Path, to: Path | None, outlet: str | None, day: date | None,
    url: str | None, language: str | None, feed: bool, dry_run: bool, as_json: bool, update: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Make draft entries of SOURCES: saved pages, text dumps, folders of them, or - for pasted text."""
    from briefing.doors.importing.job import Job
    from briefing.doors.importing.running import run

    job = Job(
        sources=sources, site=site, to=to, outlet=outlet or "", day=day, url=url or "",
        language=language or "", feed=feed, dry_run=dry_run, as_json=as_json, quiet=quiet,
        update=update,
    )  # fmt: skip
    failed = run(job, click.echo, _ask if sys.stdin.isatty() and not as_json else None)
    if failed:
        sys.exit(1)


@click.command()
@click.argument("entry", required=False, default="")
@SITE
def review(entry: str, site: Path) -> None:
    """Decide on the proposals of ENTRY, or of every draft that has any: one key each."""
    from briefing.doors.importing.review.asking import run
    from briefing.doors.importing.review.keyboard import keyboard
    from briefing.doors.importing.review.works import NoEntry

    try:
        with keyboard() as keys:
            run(site, entry, click.echo, keys)
    except KeyboardInterrupt:
        click.echo("\nStopped; what was decided is saved.", err=True)
        sys.exit(130)
    except NoEntry as error:
        raise click.ClickException(str(error)) from error
    except BrokenPipeError:
        raise  # who reads what is shown has gone; click ends quietly
    except (OSError, EOFError) as error:
        raise click.ClickException(_why(error)) from error


def _why(error: Exception) -> str:
    """Say what failed; there is no key to read without a terminal, as in a job or a pipe."""
    if isinstance(error, EOFError) or error.args[:1] in ((ENXIO,), (ENOTTY,)):
        return "review needs a terminal: it asks, and waits for one key at a time"
    return str(error)


def _ask(question: str) -> str:
    answer: Any = click.prompt(question, default="", show_default=False)
    return str(answer).strip()
