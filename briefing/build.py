"""The whole build, read from top to bottom. No parsing and no formatting in here.

    content ─load─▶ sources ─parse─▶ content ─resolve─▶ library ─compare─▶ verdicts
            ─plan─▶ routes ─data─▶ pages ─key─▶ as last time? ─render─▶ bytes
            ─write─▶ output ─record─▶ .briefing

A problem of severity error ends the build before anything is written: the last good output stays.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from briefing.content.loading import Source, load
from briefing.content.parsing import content_key, parse
from briefing.content.reading import locate
from briefing.ground.crew import on_all_cores
from briefing.ground.engine import engine_key
from briefing.ground.keys import key_of, key_of_bytes, key_of_pairs
from briefing.ground.problems import Problem, has_errors, summary
from briefing.ground.settings import Settings, read_settings
from briefing.hands.evidence import read_record
from briefing.hands.rendering import PageKey, Rendering
from briefing.hands.store import Record, State, Store
from briefing.hands.templates import TemplateError, Templates
from briefing.hands.theme import Theme, load_theme
from briefing.hands.writing import Output, strangers
from briefing.thought.addresses import collisions
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


def build(options: Options, progress: Progress = lambda stage, done, total: None) -> Report:
    """Build a site. Raises Busy, OSError; every other fault is in the report."""
    report = Report()
    store = Store(options.site, options.output, engine_key())
    output = Output(options.output)
    with store.locked():
        with _timed(report, "read"):
            reading = read_site(options)
            state = State() if options.fresh else store.state()
        if reading.key == state.inputs and _intact(output, state):
            report.unchanged, report.problems = True, state.problems
            report.entries, report.pages = state.entries, len(state.outputs)
            report.failed = has_errors(state.problems, strict=options.strict)
            report.strangers = _strangers(output, state)
            return report
        library, problems = understand(options, reading, store, report)
        routes: tuple[Route, ...] = ()
        if library is not None and not has_errors(problems, strict=options.strict):
            with _timed(report, "plan"):
                plan = plan_of(library, reading)
                routes = plan.routes()
                problems += locate(collisions(routes), _texts(reading))
        report.problems, report.failed = problems, has_errors(problems, strict=options.strict)
        if library is None or report.failed:
            report.failed = True
            return report
        with _timed(report, "templates"):
            rendering = rendering_of(options, reading, library)
            unfit = _warm(rendering.templates, store)
        shared = state.engine == engine_key() and state.site == rendering.site_key
        with _timed(report, "pages"):
            made = unfit or _make_pages(
                plan, routes, rendering, output, state if shared else State(), progress
            )
        faults = tuple(page for page in made if isinstance(page, Problem))
        if faults:
            report.problems, report.failed = (*problems, *sorted(set(faults))), True
            return report
        with _timed(report, "write"):
            pages = [page for page in made if isinstance(page, Made)]
            new = State(reading.key, engine_key(), rendering.site_key, {}, problems, report.entries)
            _write(options, store, state, new, output, report, pages)
    return report


def check(options: Options) -> tuple[Problem, ...]:
    """Return every problem of a site, without rendering or writing a page."""
    reading = read_site(options)
    store = Store(options.site, options.output, engine_key())
    report = Report()
    library, problems = understand(options, reading, store, report)
    if library is not None and not has_errors(problems):
        plan = plan_of(library, reading)
        problems += locate(collisions(plan.routes()), _texts(reading))
        problems += _template_problems(reading, library)
    return tuple(sorted(problems))


def explain(options: Options, path: str) -> list[str]:
    """Return sentences that say why an output file was or would be rebuilt."""
    store, output = Store(options.site, options.output, engine_key()), Output(options.output)
    reading, state = read_site(options), store.state()
    library, problems = understand(options, reading, store, Report())
    if library is None or has_errors(problems):
        return [f"The site cannot be built: {summary(problems)}; `briefing check` lists them."]
    plan = plan_of(library, reading)
    route = next((route for route in plan.routes() if route.path == path), None)
    if route is None:
        gone = (
            "it is of the last build and would be removed"
            if path in state.outputs
            else "nothing plans it"
        )
        return [f"{path} is no page of this site: {gone}."]
    rendering = rendering_of(options, reading, library)
    now, last = rendering.key(plan.page(route)), state.outputs.get(path)
    reasons = [f"{path} is made by {route.recipe!r} from {route.source or 'all entries'}."]
    if last is None:
        return [
            *reasons,
            "It would be built: the last build did not make it, or its state is gone.",
        ]
    if state.engine != engine_key():
        reasons.append("It would be rebuilt: the program or one of its libraries changed.")
    if state.site != rendering.site_key:
        reasons.append("It would be rebuilt: a setting that templates see changed.")
    if now.template != last.key.template or now.renderer != last.key.renderer:
        reasons.append("It would be rebuilt: its template, or one that it includes, changed.")
    if now.data != last.key.data:
        reasons.append("It would be rebuilt: what it shows changed.")
    if output.key(path) != last.written:
        reasons.append(
            "It would be rebuilt: the file in the output folder was changed or removed by hand."
        )
    return (
        reasons if len(reasons) > 1 else [*reasons, "It is as it was: no part of its key changed."]
    )


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
    with _timed(report, "parse"):
        before = store.parsed()
        content, faults, kept = parse(reading.sources, before)
        store.keep_parsed(kept, before)
    problems = (*reading.problems, *faults)
    if reading.settings is None:
        return None, tuple(sorted(problems))
    with _timed(report, "resolve"):
        library, findings = build_library(
            content, reading.settings, as_of=options.as_of, lock=reading.lock
        )
    with _timed(report, "prose"):
        findings += (*check_prose(library), *Quoting(library).findings())
    # a file that could not be read must not make others' references to it look wrong
    if not has_errors(problems):
        problems += locate(accepted(findings, content), _texts(reading))
    report.entries = len(library.entries)
    return library, tuple(sorted(problems))


def _warm(templates: Templates, store: Store) -> list[Made | Problem]:
    """Compile all templates, or take them from the last build; return what is wrong with them."""
    before = store.compiled()
    templates.compiled.code.update(before.code)
    templates.compiled.references.update(before.references)
    try:
        templates.warm()
    except TemplateError as error:
        return [error.problem]
    if templates.compiled.code.keys() - before.code.keys():
        store.keep_compiled(templates.compiled)
    return []


def _make_pages(
    plan: Plan, routes: tuple[Route, ...], rendering: Rendering, output: Output, state: State,
    progress: Progress,
) -> list[Made | Problem]:  # fmt: skip
    """Plan and key every page, and render those that are not as they were; nothing is written."""

    def make(route: Route) -> Made | Problem:
        try:
            page = plan.page(route)
            key = rendering.key(page)
            if _as_recorded(output, state, page.path, key):
                return Made(page.path, key, None)
            return Made(page.path, key, rendering.render(page))
        except TemplateError as error:
            return error.problem

    plan.prepare()
    return on_all_cores(make, routes, told=lambda done: progress("pages", done, len(routes)))


def _write(
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
    report.strangers = _strangers(output, new)
    store.record(new)


def plan_of(library: Library, reading: Reading) -> Plan:
    return Plan(library, {name: file.key for name, file in reading.theme.static.items()})


def rendering_of(options: Options, reading: Reading, library: Library) -> Rendering:
    files = {f"static/{name}": file.path for name, file in reading.theme.static.items()}
    files |= {path: str(options.site / path) for path in library.pictures}
    templates = Templates(reading.theme.templates, helpers(library.settings))
    return Rendering(templates, site_view(library), files)


def _template_problems(reading: Reading, library: Library) -> tuple[Problem, ...]:
    templates = Templates(reading.theme.templates, helpers(library.settings))
    found = []
    for name in reading.theme.templates:
        try:
            templates.key(name)
        except TemplateError as error:
            found.append(error.problem)
    return tuple(found)


def _texts(reading: Reading) -> dict[str, str]:
    return {source.path: source.text for source in reading.sources}


def _intact(output: Output, state: State) -> bool:
    return all(output.key(path) == record.written for path, record in state.outputs.items())


def _as_recorded(output: Output, state: State, path: str, key: PageKey) -> bool:
    record = state.outputs.get(path)
    return record is not None and record.key == key and output.key(path) == record.written


def _strangers(output: Output, state: State) -> tuple[str, ...]:
    return tuple(strangers(output.files(), state.outputs))


@contextmanager
def _timed(report: Report, stage: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    report.seconds[stage] = report.seconds.get(stage, 0.0) + time.perf_counter() - begin
