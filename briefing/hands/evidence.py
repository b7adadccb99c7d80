"""Checking quotations against the saved texts, and the record of it: `evidence.lock`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from briefing.content.loading import load
from briefing.content.parsing import parse
from briefing.content.reading import locate
from briefing.content.sources import load_sources
from briefing.ground.engine import engine_key
from briefing.ground.problems import Problem
from briefing.hands.store import Store
from briefing.hands.writing import replace_file
from briefing.thought.library import accepted
from briefing.thought.lock import PATH, lock_bytes, read_lock, verify


class SourcesReport(Struct, frozen=True):
    """What was found of all quotations."""

    problems: tuple[Problem, ...]
    verified: int
    total: int
    written: bool
    """The record changed."""


def read_record(site: Path) -> bytes:
    """Return the bytes of `evidence.lock`, or none where there is no such file."""
    try:
        return (site / PATH).read_bytes()
    except FileNotFoundError:
        return b""


def check_sources(site: Path, folder: Path, day: date) -> SourcesReport:
    """Check every quotation against the texts in a folder and bring the record up to date.

    Raises OSError, and ValueError where there is no such folder.
    """
    if not folder.is_dir():
        raise ValueError(
            f"there is no folder {folder}: the articles' texts belong to their outlets and are in "
            "no repository; put those you saved there, as plain text, or name another folder with "
            "--sources DIR"
        )
    found, _ = load(site)
    content, _, _ = parse(found, Store(site, site / "output", engine_key()).parsed())
    before = read_record(site)
    checked = verify(content.entries, load_sources(folder), read_lock(before)[0], day)
    data = lock_bytes(checked.lock)
    written = data != before and bool(checked.lock.quotations or before)
    if written:
        replace_file(site / PATH, data)
    texts = {source.path: source.text for source in found}
    problems = locate(accepted(checked.findings, content), texts)
    return SourcesReport(problems, checked.verified, checked.total, written)
