"""The command line: the only place that prints, and the only one that ends the program.

Modules that do the work are imported by the command that needs them, so that `--help` is at once.
"""

from __future__ import annotations

import gc
import shlex
import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from briefing import __version__
from briefing.doors.asking import claims_, where_
from briefing.doors.importing.command import import_, review
from briefing.ground.problems import Problem, has_errors, summary

SITE = click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    show_default="this folder",
    help="The site's folder: the one with briefing.toml.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="briefing")
@click.pass_context
def main(context: click.Context) -> None:
    """Build a site of daily briefings that says where reports differ, and why."""
    if context.invoked_subcommand != "serve":
        # one short run over frozen values makes no cycles worth looking for; a third of the time
        gc.disable()


main.add_command(import_)
main.add_command(review)
main.add_command(claims_)
main.add_command(where_)


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; write 2024-10-29") from error


@main.command()
@SITE
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to. Default: output/ in the site.",
)
@click.option("--base-url", help="Where it will be published; instead of the setting.")
@click.option(
    "--as-of", callback=_day, metavar="DAY", help="As if entries added later were absent."
)
@click.option(
    "--fresh", is_flag=True, help="Empty the output folder first, but for .git and CNAME."
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Print each file written and the time of each stage."
)
def build(
    site: Path, output: Path | None, base_url: str | None, as_of: date | None, fresh: bool,
    strict: bool, as_json: bool, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    """Build the site into its output folder."""
    from briefing.build import build as run
    from briefing.stages import Options, Report

    options = Options(
        site=site, output=output or site / "output", base_url=base_url,
        as_of=as_of, fresh=fresh, strict=strict,
    )  # fmt: skip
    report: Report = _guarded(
        lambda: _with_progress(lambda progress: run(options, progress), quiet or as_json)
    )
    if as_json:
        _print_json(report)
    else:
        _print_problems(report.problems)
        if verbose:
            for path in report.written:
                click.echo(f"written  {path}")
            for path in report.removed:
                click.echo(f"removed  {path}")
            for stage, seconds in report.seconds.items():
                click.echo(f"{stage:>8} {seconds:7.3f} s")
        for path in report.strangers:
            click.echo(_visible(f"not ours, kept: {options.output / path}"), err=True)
        if not quiet:
            click.echo(_told(report, options.output))
    if report.failed:
        sys.exit(1)


def _told(report: Any, output: Path) -> str:
    if report.failed:
        return f"Not built: {summary(report.problems)}. The last good output is untouched."
    if report.unchanged:
        return f"Nothing changed: {report.pages} files in {output} are as they were."
    told = f"Built {report.pages} files from {report.entries} entries into {output}: "
    told += f"{len(report.written)} written"
    return told + (f", {len(report.removed)} removed." if report.removed else ".")


@main.command()
@SITE
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--as-of", callback=_day, metavar="DAY", help="As if entries added later were absent."
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=Path("sources"),
    metavar="[DIR]",
    help="Look for every quotation in the saved texts of DIR (default: sources/ in the site) and "
    "record in evidence.lock what was found.",
)
@click.option("--day", callback=_day, metavar="DAY", help="The day to record. Default: today.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to print.",
)
def check(
    site: Path, files: tuple[Path, ...], as_of: date | None, strict: bool, sources: Path | None,
    day: date | None, form: str,
) -> None:  # fmt: skip
    """Say everything that is wrong, without building. With FILES, of these only."""
    from briefing.answers import check as run
    from briefing.stages import Options

    told, faults = "", ()
    if sources is not None:
        faults, told = _guarded(lambda: _verified(site, sources, day or date.today()))
    options = Options(site=site, output=site / "output", as_of=as_of, strict=strict, notes=True)
    problems = (*faults, *_guarded(lambda: run(options)))
    problems = tuple(sorted(p for p in problems if not _said_better(p, faults)))
    if files:
        wanted = {_within(site, file) for file in files}
        problems = tuple(p for p in problems if p.path in wanted)
    if form == "json":
        _print_json(problems)
    elif form == "github":
        for problem in problems:
            click.echo(_github(problem))
    else:
        _print_problems(problems)
        click.echo((summary(problems) or "No problem found.") + told)
    if has_errors(problems, strict=strict):
        sys.exit(1)


def _verified(site: Path, sources: Path, day: date) -> tuple[tuple[Problem, ...], str]:
    """Check quotations against the saved texts; return problems and a sentence for the end."""
    from briefing.hands.evidence import check_sources

    folder = site / sources if sources == Path("sources") else sources
    report = check_sources(site, folder, day)
    told = f" {report.verified} of {report.total} quotations are verified"
    return report.problems, told + (", and recorded in evidence.lock." if report.written else ".")


def _said_better(problem: Problem, faults: tuple[Problem, ...]) -> bool:
    """Of one quotation, why it was not found is said, and not also that it is unverified."""
    place = (problem.path, problem.line, problem.col)
    return problem.code == "unverified" and place in {(f.path, f.line, f.col) for f in faults}


def _within(site: Path, file: Path) -> str:
    try:
        return file.resolve().relative_to(site.resolve()).as_posix()
    except ValueError as error:
        raise click.BadParameter(f"{file} is not in the site {site}") from error


@main.command()
@SITE
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The output folder that was built.",
)
@click.option("--base-url", help="As given to build.")
@click.option("--as-of", callback=_day, metavar="DAY", help="As given to build.")
@click.argument("page", type=click.Path(path_type=Path))
def explain(
    site: Path, output: Path | None, base_url: str | None, as_of: date | None, page: Path
) -> None:
    """Say why PAGE, a file of the output, was or would be rebuilt."""
    from briefing.answers import explain as run
    from briefing.stages import Options

    folder = output or site / "output"
    options = Options(site=site, output=folder, base_url=base_url, as_of=as_of)
    try:
        path = page.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        path = page.as_posix()
    click.echo("\n".join(_guarded(lambda: run(options, path))))


@main.command()
@SITE
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to bind to.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; if it is in use, one of the next.",
)
@click.option("--open", "browse", is_flag=True, help="Open a browser.")
@click.option(
    "--drafts/--no-drafts",
    default=True,
    show_default=True,
    help="Show drafts, marked; or the site as it would be built.",
)
@click.option("--poll", is_flag=True, help="Look at files in turn (network drives, containers).")
@click.option(
    "--base-path", metavar="PATH", help="Serve under this path. Default: that of base_url."
)
@click.option("--follow", is_flag=True, help="Go to the page of what was saved.")
def serve(
    site: Path, host: str, port: int, browse: bool, drafts: bool, poll: bool,
    base_path: str | None, follow: bool,
) -> None:  # fmt: skip
    """Show the site as it is written: the page in the browser follows each save."""
    from briefing.doors.preview.serving import Options, Preview

    def say(text: str) -> None:
        click.echo(_visible(text))

    options = Options(
        site=site, host=host, port=port, drafts=drafts, base_path=base_path,
        poll=poll, open=browse, follow=follow,
    )  # fmt: skip
    preview = Preview(options, say)
    _guarded(preview.start)
    try:
        preview.serve()
    except KeyboardInterrupt:
        click.echo()
    finally:
        preview.stop()


@main.command()
def schema() -> None:
    """Print the JSON Schema of front matter, settings and voices."""
    from briefing.content.schema import schema as made

    _print_json(made())


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", help="The site's name.")
@click.option("--language", help="Its language (BCP 47).")
@click.option("--timezone", help="The zone whose calendar days it uses.")
@click.option("--topic", help="The story it follows.")
@click.option("--measure", help="The first thing to count.")
@click.option("--publisher", help="The person responsible.")
def new(folder: Path, **given: str | None) -> None:
    """Make a new site in FOLDER, with an example entry that teaches.

    At a terminal it asks for what the options do not say.
    """
    from briefing.doors.starting import Answers, possible, start, vacant

    answers = {key: value for key, value in given.items() if value is not None}
    # all that can be refused is refused before the first question, or at its own
    _guarded(lambda: vacant(folder))
    for key, value in answers.items():
        _guarded(partial(possible, key, value))
    if sys.stdin.isatty():
        for key, question in _QUESTIONS.items():
            if key not in answers:
                answers[key] = _asked(question, getattr(Answers(), key), partial(possible, key))
    made = _guarded(lambda: start(folder, Answers(**answers)))
    for path in made:
        click.echo(path)
    alone = any(path.name == "pages.yml" for path in made)
    told = _NEXT + (_FIRST_PUSH if alone else _PUSH)
    click.echo(told.format(folder=shlex.quote(folder.as_posix()), name=folder.resolve().name))


def _asked(question: str, default: str, possible: Callable[[str], str]) -> str:
    """Ask until the answer can be."""

    def checked(answer: str) -> str:
        try:
            return possible(answer)
        except ValueError as error:
            raise click.UsageError(str(error)) from error

    answer: str = click.prompt(
        question, default=default, show_default=bool(default), value_proc=checked
    )
    return answer


_QUESTIONS = {
    "title": "Title of the site",
    "language": "Its language (a tag such as en or de)",
    "timezone": "The time zone of its days (such as Europe/Berlin)",
    "topic": "The story it follows (empty for later)",
    "measure": "The first thing to count (empty for later)",
    "publisher": "The person responsible",
}
_NEXT = """
Look at it while you write:

    cd {folder}
    briefing serve

Build it into output/, or say what is wrong:

    briefing build
    briefing check

What it calls `unfilled` is for you to write: while one is left, nothing is published."""
_FIRST_PUSH = """

Publish it, once there is an empty repository at GitHub:

    git init -b main
    git add .
    git commit -m "A new briefing"
    git remote add origin https://github.com/USER/{name}.git
    git push -u origin main
    briefing publish

(The last line puts it on the branch gh-pages. Or let every push publish: choose GitHub Actions in
the repository's settings under Pages; .github/workflows/pages.yml does the rest, with the program
that requirements.txt names.)"""
_PUSH = """

Publish it on the branch gh-pages of this repository:

    git add .
    git commit -m "A new briefing"
    briefing publish

(Or let every push publish: `briefing publish --workflow` writes the workflow for it.)"""


@main.command()
@SITE
@click.argument("title")
@click.option(
    "--outlet", required=True, help="Who published it: a file in content/outlets/, or unknown."
)
@click.option("--date", "day", metavar="DAY", help="The day of publication (EDTF), or unknown.")
def entry(site: Path, title: str, outlet: str, day: str | None) -> None:
    """Write the skeleton of an entry and print its path."""
    from briefing.doors.starting import skeleton

    click.echo(_guarded(lambda: skeleton(site, title, outlet=outlet, day=day)))


@main.command()
@SITE
@click.option("--remote", default="origin", show_default=True, help="The git remote to push to.")
@click.option(
    "--branch", default="gh-pages", show_default=True, help="The branch that is given out."
)
@click.option("--dry-run", is_flag=True, help="Say what would change, page by page; push nothing.")
@click.option(
    "--workflow",
    is_flag=True,
    help="Write .github/workflows/pages.yml instead, which publishes on every push.",
)
def publish(site: Path, remote: str, branch: str, dry_run: bool, workflow: bool) -> None:
    """Build fresh and strict, and put the site on a branch in one commit, for GitHub Pages.

    Your files, your index and your branches stay as they are. Nothing is pushed when a check fails,
    when a draft or a source text would be given out, when the branch holds files of others, or when
    nothing changed.
    """
    if workflow:
        from briefing.doors.workflow import write_workflow

        written, path = _guarded(lambda: write_workflow(site))
        click.echo(f"{'Written' if written else 'As it should be'}: {path}")
        return
    from briefing.doors.publishing import Publication
    from briefing.doors.publishing import publish as run

    told: Publication = _guarded(
        lambda: _with_progress(
            lambda progress: run(
                site, remote=remote, branch=branch, dry_run=dry_run, progress=progress
            ),
            quiet=False,
        )
    )
    _print_problems(told.problems)
    for note in told.notes:
        click.echo(f"note: {note}", err=True)
    if dry_run:
        for change in told.changes:
            click.echo(f"{change.what:>8}  {change.path}")
    for reason in told.refused:
        click.echo(_visible(f"refused: {reason}"), err=True)
    click.echo(_published(told, dry_run))
    if told.refused:
        sys.exit(1)


def _published(told: Any, dry_run: bool) -> str:
    from briefing.doors.publishing import counted

    where = f"{told.remote} {told.branch}"
    if told.refused:
        return f"Not published: {where} is as it was."
    if not told.changes:
        return f"Nothing changed: {told.files} files on {where} are as they were."
    counts = ", ".join(f"{n} {what}" for what, n in counted(told.changes).items() if n)
    size = f"{told.files} files, {told.size / 1e6:.1f} MB"
    if dry_run:
        return f"Would publish {size} to {where}: {counts}."
    return f"Published {size} to {where} ({told.commit[:10]}): {counts}.\n{told.address}"


def _guarded(run: Callable[[], Any]) -> Any:
    """Run; turn what a person can mend into one sentence and exit code 1."""
    from briefing.hands.store import Busy
    from briefing.hands.writing import Escapes

    try:
        return run()
    except (Busy, Escapes, FileExistsError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(f"{where}{error.strerror or error}") from error


def _with_progress(run: Callable[[Callable[[str, int, int], None]], Any], quiet: bool) -> Any:
    """Show progress on a terminal once a stage has taken a second."""
    if quiet or not sys.stderr.isatty():
        return run(lambda stage, done, total: None)
    import time

    from rich.console import Console
    from rich.progress import Progress

    begin = time.monotonic()
    # refreshed by hand: the bar's own thread would keep the build from forking
    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None, visible=False)

        def progress(stage: str, done: int, total: int) -> None:
            if time.monotonic() - begin > 1:
                bar.update(task, description=stage, completed=done, total=total, visible=True)
                bar.refresh()

        return run(progress)


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(_visible(str(problem)), err=True)


def _visible(text: str) -> str:
    """Show control characters as escapes: a file's text must not drive the terminal."""
    return "".join(
        c if c == "\n" or c.isprintable() else c.encode("unicode_escape").decode() for c in text
    )


def _print_json(value: Any) -> None:
    import msgspec

    def plain(problem: Any) -> Any:
        return str(problem) if isinstance(problem, Path) else problem

    data = msgspec.to_builtins(value, enc_hook=plain)
    click.echo(msgspec.json.format(msgspec.json.encode(_with_severity(data)), indent=1).decode())


def _with_severity(data: Any) -> Any:
    from briefing.ground.problems import CODES

    if isinstance(data, (list, tuple)):
        return [_with_severity(item) for item in data]
    if isinstance(data, dict):
        if data.keys() >= {"path", "line", "col", "code", "message"}:
            return {**data, "severity": CODES[data["code"]]}
        return {key: _with_severity(value) for key, value in data.items()}
    return data


def _github(problem: Problem) -> str:
    """One workflow command of GitHub Actions, escaped as it asks."""

    def escaped(text: str, *, value: bool = True) -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        return text.replace(":", "%3A").replace(",", "%2C") if value else text

    level = {"error": "error", "warning": "warning", "note": "notice"}[problem.severity]
    told = f"{problem.message} {problem.hint}".strip()
    return (
        f"::{level} file={escaped(problem.path)},line={problem.line or 1},col={problem.col or 1},"
        f"title={escaped(problem.code)}::{escaped(told, value=False)}"
    )
