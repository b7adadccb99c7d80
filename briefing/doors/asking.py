"""`briefing claims` and `briefing where`: the figures of a site in the terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from briefing.stages import Options
    from briefing.thought.asking import Asked

_SITE = click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    show_default="this folder",
    help="The site's folder: the one with briefing.toml.",
)
_COLUMNS = ("measure", "value", "by", "said", "reported", "outlets", "verdicts", "id")
_WIDEST = 40
#: `briefing.content.model.MeasureKind`, written out so that `--help` imports none of it.
KINDS = ("stock", "cumulative", "rate", "plan", "forecast", "fact", "date")


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; write 2024-10-29") from error


@click.command("claims")
@_SITE
@click.option("--measure", help="Of this measure only.")
@click.option("--actor", help="Of this country or organisation only: its code or name.")
@click.option(
    "--since", callback=_day, metavar="DAY", help="Said or reported on this day or later."
)
@click.option("--kind", type=click.Choice(KINDS), help="Of measures of this kind only.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How to print.",
)
def claims_(
    site: Path, measure: str | None, actor: str | None, since: date | None,
    kind: Any, form: str,
) -> None:  # fmt: skip
    """List the claims of the site, each once, with who says so and the verdicts it stands in."""
    from briefing.answers import Unclear, claims
    from briefing.stages import Options

    options = Options(site=site, output=site / "output")
    try:
        found = claims(options, measure=measure, actor=actor, since=since, kind=kind)
    except Unclear as why:
        raise click.ClickException(str(why)) from why
    finally:
        _tell_drafts(options)
    click.echo({"table": _table, "csv": _csv, "json": _json}[form](found), nl=False)


@click.command("where")
@_SITE
@click.argument("claim")
def where_(site: Path, claim: str) -> None:
    """List every content file and output file that uses CLAIM, written ENTRY#ID."""
    from briefing.answers import Unclear, where
    from briefing.stages import Options

    options = Options(site=site, output=site / "output")
    try:
        found = where(options, claim)
    except Unclear as why:
        raise click.ClickException(str(why)) from why
    finally:
        _tell_drafts(options)
    for use in found:
        other = "" if use.mention == claim else f"  (as {use.mention})"
        click.echo(f"{use.kind:<7}  {use.path}{other}")


def _tell_drafts(options: Options) -> None:
    """Say, beside the answer, that drafts have claims of which it holds none."""
    from briefing.answers import drafted

    drafts = drafted(options)
    if drafts:
        claims = sum(drafts.values())
        what = f"{claims} claim{'' if claims == 1 else 's'} in {len(drafts)} draft{'' if len(drafts) == 1 else 's'}"
        more = ", …" if len(drafts) > 3 else ""
        names = _cut("id", ", ".join(sorted(drafts)[:3]))
        click.echo(f"Not counted: {what} ({names}{more}).", err=True)


def _table(found: Sequence[Asked]) -> str:
    rows = [[_cut(key, str(getattr(each, key))) for key in _COLUMNS] for each in found]
    widths = [max(len(row[n]) for row in [list(_COLUMNS), *rows]) for n in range(len(_COLUMNS))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [list(_COLUMNS), *rows]
    ]
    return "\n".join([*lines, f"{len(found)} claims (* in an open difference)", ""])


def _cut(column: str, text: str) -> str:
    text = "".join(c if c.isprintable() else " " for c in text)  # none may drive the terminal
    return text if column == "id" or len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _csv(found: Sequence[Asked]) -> str:
    from briefing.thought.asking import Asked

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Asked.__struct_fields__)
    writer.writerows([_safe(getattr(e, key)) for key in Asked.__struct_fields__] for e in found)
    return text.getvalue()


def _safe(cell: object) -> object:
    from briefing.thought.tables import defused

    return defused(cell) if isinstance(cell, str) else cell


def _json(found: Sequence[Asked]) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"
