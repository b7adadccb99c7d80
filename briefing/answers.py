"""What can be asked of a site without building it: what is wrong, why a page
would be made, which claims there are and where one is used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from briefing.content.model import MeasureKind
from briefing.content.parsing import parse
from briefing.content.reading import locate
from briefing.ground.engine import engine_key
from briefing.ground.problems import Problem, has_errors, nearest, suggest, summary
from briefing.hands.store import Store
from briefing.hands.templates import TemplateError, Templates
from briefing.hands.writing import Output
from briefing.stages import (
    Options,
    Reading,
    Report,
    plan_of,
    read_site,
    rendering_of,
    texts,
    understand,
)
from briefing.thought.addresses import collisions
from briefing.thought.asking import Asked, Use, asked, uses
from briefing.thought.comparison import compare
from briefing.thought.library import Library
from briefing.thought.notes import editor_notes
from briefing.thought.site import helpers


def check(options: Options) -> tuple[Problem, ...]:
    """Return every problem of a site, without rendering or writing a page."""
    reading = read_site(options)
    store = Store(options.site, options.output, engine_key())
    report = Report()
    library, problems = understand(options, reading, store, report)
    if library is not None and not has_errors(problems):
        plan = plan_of(library, reading, store)
        problems += locate(collisions(plan.routes()), texts(reading))
        problems += _template_problems(reading, library)
    if options.notes and library is not None and not has_errors(problems):
        problems += locate(editor_notes(library, compare(library)), texts(reading))
    return tuple(sorted(problems))


def explain(options: Options, path: str) -> list[str]:
    """Return sentences that say why an output file was or would be rebuilt."""
    store, output = Store(options.site, options.output, engine_key()), Output(options.output)
    reading, state = read_site(options), store.state()
    library, problems = understand(options, reading, store, Report())
    if library is None or has_errors(problems):
        return [f"The site cannot be built: {summary(problems)}; `briefing check` lists them."]
    plan = plan_of(library, reading, store)
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
    if len(reasons) == 1:
        reasons.append(
            "It would be left as it is: nothing it is made of has changed (what it shows, its "
            "templates, the settings, the program), nor has the file itself."
        )
    return reasons


def _template_problems(reading: Reading, library: Library) -> tuple[Problem, ...]:
    templates = Templates(reading.theme.templates, helpers(library.settings))
    found = []
    for name in reading.theme.templates:
        try:
            templates.key(name)
        except TemplateError as error:
            found.append(error.problem)
    return tuple(found)


class Unclear(ValueError):
    """What was asked cannot be answered; the message says why and what can be done."""


def claims(
    options: Options, *, measure: str | None = None, actor: str | None = None,
    since: date | None = None, kind: MeasureKind | None = None,
) -> tuple[Asked, ...]:  # fmt: skip
    """Return the claims of a site that fit. Raises Unclear for a measure or actor there is not."""
    library, _ = _understood(options)
    if measure is not None and measure not in library.measures:
        raise Unclear(f"there is no measure {measure!r}; {suggest(measure, library.measures)}")
    if actor is not None:
        actor = _actor(actor, library.actors)
    compared = compare(library, options.as_of)
    return asked(library, compared, measure=measure, actor=actor, since=since, kind=kind)


def _actor(given: str, actors: Mapping[str, str]) -> str:
    """Return the code of a country or organisation, given by code or name, however it is spelled."""
    codes = {_plain(code): code for code in actors}
    names = {_plain(name): code for code, name in actors.items()}
    wanted = _plain(given)
    if wanted in codes or wanted in names:
        return codes.get(wanted) or names[wanted]
    close = nearest(wanted, names)
    hint = "write a code such as KR, a country's name, or an organisation"
    if close is not None:
        hint = f"did you mean {names[close]} ({actors[names[close]]})?"
    raise Unclear(f"there is no actor {given!r}; {hint}")


def _plain(name: str) -> str:
    return name.casefold().replace("-", " ").replace("_", " ")


def where(options: Options, mention: str) -> tuple[Use, ...]:
    """Return every content file and output file that uses a claim. Raises Unclear if there is none."""
    library, reading = _understood(options)
    found = compare(library, options.as_of).claim(mention)
    if found is None:
        near = suggest(mention, (m.id for m in library.mentions), noun="claim")
        raise Unclear(f"there is no claim {mention!r}; {near}")
    store = Store(options.site, options.output, engine_key())
    plan = plan_of(library, reading, store)
    return uses(library, found, (plan.page(route) for route in plan.routes()))


def drafted(options: Options) -> dict[str, int]:
    """Return the drafts that have claims, which no answer counts: how many each has."""
    store = Store(options.site, options.output, engine_key())
    content, _, _ = parse(read_site(options).sources, store.parsed())
    drafts = (entry for entry in content.entries.values() if entry.draft and entry.claims)
    return {entry.id: len(entry.claims) for entry in drafts}


def _understood(options: Options) -> tuple[Library, Reading]:
    reading = read_site(options)
    store = Store(options.site, options.output, engine_key())
    library, problems = understand(options, reading, store, Report())
    if library is None or has_errors(problems):
        raise Unclear(f"The site cannot be read: {summary(problems)}; `briefing check` lists them.")
    return library, reading
