"""What one run of the import is asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct


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
    update: bool = False
    """Take a later form of an article into the entry made of an earlier one."""
