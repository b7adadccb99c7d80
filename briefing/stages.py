"""The steps of a build, each a function. `briefing.build` puts them in order.

Every step takes frozen values and returns them; only `write` touches the output folder, and only
`Store` touches `.briefing/`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from briefing.content.loading import Source, load
from briefing.content.parsing import content_key, parse
from briefing.content.reading import locate
from briefing.content.unfilled import unfilled
from briefing.ground.crew import on_all_cores
from briefing.ground.engine import engine_key
from briefing.ground.keys import key_of, key_of_bytes, key_of_pairs
from briefing.ground.problems import Problem, has_errors
from briefing.ground.settings import Settings, read_settings
from briefing.hands.evidence import read_record
from briefing.hands.rendering import PageKey, Rendering
from briefing.hands.store import Record, State, Store
from briefing.hands.templates import TemplateError, Templates
from briefing.hands.theme import Theme, load_theme
from briefing.hands.writing import Output, strangers
from briefing.thought.library import Library, accepted, build_library
from briefing.thought.lock import Lock, read_lock
from briefing.thought.pages import Route
from briefing.thought.plan import Plan
from briefing.thought.prose_check import check_prose
from briefing.thought.quoting import Quoting
from briefing.thought.site import helpers, site_view

Progress = Callable[[str, int, int], None]


class Options(Struct, frozen=True, kw_only=True):
    """How to build."""

    site: Path
    output: Path
    base_url: str | None = None
    as_of: date | None = None
    fresh: bool = False
    strict: bool = False
    notes: bool = False
    """Of a check: say also what the editor may have overlooked."""


class Report(Struct, kw_only=True):
    """What a build did; the command line words it."""

    problems: tuple[Problem, ...] = ()
    failed: bool = False
    entries: int = 0
    pages: int = 0
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    unchanged: bool = False
    seconds: dict[str, float] = {}


class Made(Struct, frozen=True):
    """A page that was planned and keyed; `data` is None where the file is as it should be."""

    path: str
    key: PageKey
    data: bytes | None


class Reading(Struct, frozen=True):
    """All that a build reads, and one key over it."""

    settings: Settings | None
    sources: tuple[Source, ...]
    theme: Theme
    problems: tuple[Problem, ...]
    key: str
    lock: Lock


def read_site(options: Options) -> Reading:
    """Read settings, content, templates and static files, and key them all."""
    settings_file = options.site / "briefing.toml"
    problems: list[Problem] = []
    settings, data = None, b""
    try:
        data = settings_file.read_bytes()
    except OSError:
        hint = "`briefing new DIR` makes a site; --site DIR says where one is"
        problems.append(
            Problem("briefing.toml", 0, 0, "missing-file", "there is no site here", hint)
        )
    else:
        settings, faults = read_settings("briefing.toml", data)
        problems += faults
    if settings is not None and options.base_url is not None:
        base_url = options.base_url.rstrip("/") + "/" if options.base_url else ""
        settings = msgspec.structs.replace(settings, base_url=base_url)
    sources, faults = load(options.site) if data else ((), ())
    problems += faults
    theme = load_theme(options.site)
    record = read_record(options.site)
    lock, faults = read_lock(record)
    problems += faults
    key = key_of(
        engine_key(), data, record, str(options.base_url), str(options.as_of), str(options.strict),
        content_key(sources), repr(problems),
        key_of_pairs((file.name, file.key) for file in theme.templates.values()),
        key_of_pairs((file.name, file.key) for file in theme.static.values()),
    )  # fmt: skip
    return Reading(settings, sources, theme, tuple(problems), key, lock)


def understand(
    options: Options, reading: Reading, store: Store, report: Report
) -> tuple[Library | None, tuple[Problem, ...]]:
    with timed(report, "parse"):
        before = store.parsed()
        content, faults, kept = parse(reading.sources, before)
    problems = (*reading.problems, *faults, *unfilled(reading.sources))
    if reading.settings is None:
        return None, tuple(sorted(problems))
    store.keep_parsed(kept, before)
    with timed(report, "resolve"):
        library, findings = build_library(
            content, reading.settings, as_of=options.as_of, lock=reading.lock
        )
    with timed(report, "prose"):
        findings += (*check_prose(library), *Quoting(library).findings())
    # a file that could not be read must not make others' references to it look wrong
    if not has_errors(problems):
        problems += locate(accepted(findings, content), texts(reading))
    report.entries = len(library.entries)
    return library, tuple(sorted(problems))


def warm(templates: Templates, store: Store) -> list[Made | Problem]:
    """Compile all templates, or take them from the last build; return what is wrong with them."""
    before = store.compiled()
    templates.compiled.take(before)
    try:
        templates.warm()
    except TemplateError as error:
        return [error.problem]
    if templates.compiled.code.keys() - before.code.keys():
        store.keep_compiled(templates.compiled)
    return []


def make_pages(
    plan: Plan, routes: tuple[Route, ...], rendering: Rendering, output: Output, state: State,
    progress: Progress,
) -> list[Made | Problem]:  # fmt: skip
    """Plan and key every page, and render those that are not as they were; nothing is written."""

    def make(route: Route) -> Made | Problem:
        try:
            page = plan.page(route)
            key = rendering.key(page)
            if as_recorded(output, state, page.path, key):
                return Made(page.path, key, None)
            return Made(page.path, key, rendering.render(page))
        except TemplateError as error:
            return error.problem

    return on_all_cores(make, routes, told=lambda done: progress("pages", done, len(routes)))


def write(
    options: Options, store: Store, state: State, new: State, output: Output, report: Report,
    pages: list[Made],
) -> None:  # fmt: skip
    if options.fresh:
        store.forget()
        output.empty()
    elif state.outputs:
        output.sweep()
    # files of the last build that are no longer planned go first: a folder may stand in a file's way
    paths = {page.path for page in pages}
    report.removed = tuple(p for p in state.outputs if p not in paths and output.remove(p))
    report.written = tuple(
        p.path for p in pages if p.data is not None and output.write(p.path, p.data)
    )
    report.pages = len(pages)
    outputs = {
        page.path: state.outputs[page.path]
        if page.data is None
        else Record(page.key, key_of_bytes(page.data))
        for page in pages
    }
    new = msgspec.structs.replace(new, outputs=dict(sorted(outputs.items())))
    report.strangers = strangers_of(output, new)
    store.record(new)


def plan_of(library: Library, reading: Reading, store: Store) -> Plan:
    static = {name: file.key for name, file in reading.theme.static.items()}
    return Plan(library, static, kept=store.annals)


def rendering_of(options: Options, reading: Reading, library: Library) -> Rendering:
    files = {f"static/{name}": file.path for name, file in reading.theme.static.items()}
    files |= {path: str(options.site / path) for path in library.pictures}
    templates = Templates(reading.theme.templates, helpers(library.settings))
    return Rendering(templates, site_view(library), files)


def texts(reading: Reading) -> dict[str, str]:
    return {source.path: source.text for source in reading.sources}


def intact(output: Output, state: State) -> bool:
    """Say whether every file of the last build is as it was written."""

    records = list(state.outputs.items())
    spans = [records[begin : begin + 500] for begin in range(0, len(records), 500)]

    def as_written(span: list[tuple[str, Record]]) -> bool:
        return all(output.key(path) == record.written for path, record in span)

    # reading and hashing let other threads run; none is left when the build may fork
    with ThreadPoolExecutor(4) as pool:
        return all(pool.map(as_written, spans))


def as_recorded(output: Output, state: State, path: str, key: PageKey) -> bool:
    record = state.outputs.get(path)
    return record is not None and record.key == key and output.key(path) == record.written


def strangers_of(output: Output, state: State) -> tuple[str, ...]:
    return tuple(strangers(output.files(), state.outputs))


@contextmanager
def timed(report: Report, stage: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    report.seconds[stage] = report.seconds.get(stage, 0.0) + time.perf_counter() - begin
