"""The whole build, read from top to bottom. No parsing and no formatting in here.

    content ─load─▶ sources ─parse─▶ content ─resolve─▶ library ─compare─▶ verdicts
            ─plan─▶ routes ─data─▶ pages ─key─▶ as last time? ─render─▶ bytes
            ─write─▶ output ─record─▶ .briefing

A problem of severity error ends the build before anything is written: the last good output stays.
"""

from __future__ import annotations

from contextlib import nullcontext

from briefing.content.reading import locate
from briefing.ground.engine import engine_key
from briefing.ground.problems import Problem, has_errors
from briefing.hands.store import State, Store
from briefing.hands.writing import Output, refuse_foreign, refuse_inputs
from briefing.stages import (
    Made,
    Options,
    Progress,
    Report,
    intact,
    make_pages,
    plan_of,
    read_site,
    rendering_of,
    strangers_of,
    texts,
    timed,
    understand,
    warm,
    write,
)
from briefing.thought.addresses import collisions
from briefing.thought.pages import Route


def build(options: Options, progress: Progress = lambda stage, done, total: None) -> Report:
    """Build a site. Raises Busy, Escapes, OSError; every other fault is in the report."""
    report = Report()
    refuse_inputs(options.site, options.output)
    store = Store(options.site, options.output, engine_key())
    if options.fresh and not store.knows_output():
        refuse_foreign(options.site, options.output)
    output = Output(options.output)
    # where there is no site, none is begun
    with store.locked() if (options.site / "briefing.toml").exists() else nullcontext():
        with timed(report, "read"):
            reading = read_site(options)
            state = State() if options.fresh else store.state()
        if reading.key == state.inputs and intact(output, state):
            report.unchanged, report.problems = True, state.problems
            report.entries, report.pages = state.entries, len(state.outputs)
            report.failed = has_errors(state.problems, strict=options.strict)
            report.strangers = strangers_of(output, state)
            return report
        library, problems = understand(options, reading, store, report)
        routes: tuple[Route, ...] = ()
        if library is not None and not has_errors(problems, strict=options.strict):
            with timed(report, "plan"):
                plan = plan_of(library, reading, store)
                routes = plan.routes()
                problems += locate(collisions(routes), texts(reading))
        report.problems, report.failed = problems, has_errors(problems, strict=options.strict)
        if library is None or report.failed:
            report.failed = True
            return report
        with timed(report, "templates"):
            rendering = rendering_of(options, reading, library)
            unfit = warm(rendering.templates, store)
        shared = state.engine == engine_key() and state.site == rendering.site_key
        with timed(report, "compare"):
            plan.prepare()
            store.keep_annals(plan.desk.chronicle.packed)
        with timed(report, "pages"):
            made = unfit or make_pages(
                plan, routes, rendering, output, state if shared else State(), progress
            )
        faults = tuple(page for page in made if isinstance(page, Problem))
        if faults:
            report.problems, report.failed = (*problems, *sorted(set(faults))), True
            return report
        with timed(report, "write"):
            pages = [page for page in made if isinstance(page, Made)]
            new = State(reading.key, engine_key(), rendering.site_key, {}, problems, report.entries)
            write(options, store, state, new, output, report, pages)
    return report
