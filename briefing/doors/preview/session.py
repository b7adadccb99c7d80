"""The site in memory: what a browser sees is planned and rendered when it asks for it.

A `Snapshot` is one whole state of the site and never changes; a save makes another. While what was
saved cannot be shown, the last good snapshot stays, with the problems beside it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from briefing.content.reading import locate
from briefing.content.shelf import Shelf
from briefing.content.unfilled import unfilled
from briefing.doors.preview.editors import editor_link
from briefing.doors.preview.places import title_of
from briefing.ground.engine import engine_key
from briefing.ground.keys import key_of_bytes
from briefing.ground.problems import Finding, Problem, has_errors
from briefing.ground.settings import Settings, read_settings
from briefing.hands.evidence import read_record
from briefing.hands.rendering import PageKey, Rendering
from briefing.hands.store import Store
from briefing.hands.templates import TemplateError, Templates
from briefing.hands.theme import Theme, load_theme
from briefing.thought.addresses import collisions, edition_address, entry_address
from briefing.thought.blocks import Place
from briefing.thought.library import Library, Resolver, accepted
from briefing.thought.lock import NO_LOCK, Lock, read_lock
from briefing.thought.lock import PATH as LOCK_PATH
from briefing.thought.pages import Route
from briefing.thought.plan import Plan
from briefing.thought.prose_check import prose_findings
from briefing.thought.quoting import Quoting
from briefing.thought.site import helpers, site_view

_KEPT_PAGES = 512


_Located = dict[str, tuple[str, tuple[Finding, ...], tuple[Problem, ...]]]


class Snapshot:
    """One whole state of the site; pages are made from it when they are asked for."""

    def __init__(
        self, library: Library, plan: Plan, routes: dict[str, Route], rendering: Rendering
    ) -> None:
        self.library = library
        self.plan = plan
        self.routes = routes
        self.rendering = rendering


class Served(Struct, frozen=True):
    """A page as it is given out: its bytes as a build would write them, and their key."""

    data: bytes
    key: str


class Saved(Struct, frozen=True):
    """What was saved, and where it shows."""

    address: str
    title: str


class State(Struct, frozen=True, kw_only=True):
    """What an open page is told."""

    number: int
    """Counts all there is to tell."""
    made: int = 0
    """The number when pages were last made anew; a page asks for itself when it is another."""
    ready: bool
    """False until there is a first good snapshot."""
    base: str
    problems: tuple[Problem, ...]
    saved: tuple[Saved, ...] = ()
    static: dict[str, str] = {}
    """Style sheets and scripts by path, with the keys of their bytes."""
    drafts: tuple[str, ...] = ()
    """Addresses of pages that no build would make."""


class Session:
    """One site being previewed. `refresh` is for one thread; all else is for any."""

    def __init__(self, site: Path, *, drafts: bool = True, base_path: str | None = None) -> None:
        self.site = site
        self.drafts = drafts
        self.base_path = base_path
        self.changed = threading.Condition()
        self.snapshot: Snapshot | None = None
        self.state = State(number=0, ready=False, base=base_path or "/", problems=())
        self._store = Store(site, site / "output", engine_key())
        self._resolver = Resolver()
        self._plan: Plan | None = None
        self._routes: tuple[Route, ...] = ()
        self._by_path: dict[str, Route] = {}
        self._collisions: tuple[Finding, ...] = ()
        self._settings: Settings | None = None
        self._settings_data: bytes | None = None
        self._settings_faults: tuple[Problem, ...] = ()
        self._record: bytes | None = None
        self._lock: Lock = NO_LOCK
        self._lock_faults: tuple[Problem, ...] = ()
        self._theme: Theme | None = None
        self._templates: Templates | None = None
        self._template_faults: tuple[Problem, ...] = ()
        self._page_faults: dict[str, Problem] = {}
        self._located: _Located = {}
        self._located_further: _Located = {}
        self._further: tuple[Problem, ...] = ()
        self._pages: dict[str, tuple[PageKey, str, Served]] = {}
        self._rendering = threading.Lock()
        self._asking: set[object] = set()
        """Pages that are asked for and not yet given."""

    # -- taking in ------------------------------------------------------------------------------

    def start(self) -> None:
        """Read the whole site. Raises OSError."""
        before = self._store.parsed()
        self.shelf = Shelf(self.site, before)
        if self.shelf.kept:
            with contextlib.suppress(OSError):  # the next start is slower, nothing else
                self._store.keep_parsed(self.shelf.kept, before)
        self.shelf.kept = {}
        self._compiled = self._store.compiled()
        self._read_settings()
        self._read_lock()
        self._read_theme()
        self._take_in(set())

    def refresh(self, paths: Iterable[str]) -> bool:
        """Look again at paths (from the site, or whole for the theme's); say if anything is new."""
        wanted = set(paths)
        files = {p for p in wanted if p == "content" or p.startswith("content/")}
        changed = self.shelf.update(files) if files else set()
        others = wanted - files
        news = [bool(changed)]
        if "briefing.toml" in others:
            news.append(self._read_settings())
        if LOCK_PATH in others:
            news.append(self._read_lock())
        if others - {"briefing.toml", LOCK_PATH}:
            news.append(self._read_theme())
        if any(news):
            self._take_in(changed)
        return any(news)

    def line(self, path: str, number: int) -> str:
        """Return a line of an input as it is now, for a message; empty where there is none."""
        text = self.shelf.text(path)
        if not text and number:
            with contextlib.suppress(OSError, ValueError):
                text = (self.site / path).read_text("utf-8", "replace")
        lines = text.split("\n")
        return lines[number - 1][:300] if 0 < number <= len(lines) else ""

    def _read_settings(self) -> bool:
        try:
            data: bytes | None = (self.site / "briefing.toml").read_bytes()
        except OSError:
            data = None
        if data == self._settings_data and (data is not None or self._settings_faults):
            return False
        self._settings_data = data
        if data is None:
            hint = "`briefing new DIR` makes a site; --site DIR says where one is"
            fault = Problem("briefing.toml", 0, 0, "missing-file", "there is no site here", hint)
            self._settings_faults = (fault,)
            return True
        settings, self._settings_faults = read_settings("briefing.toml", data)
        self._settings = settings or self._settings
        return True

    def _read_lock(self) -> bool:
        try:
            data = read_record(self.site)
        except OSError:
            data = b""
        if data == self._record:
            return False
        self._record = data
        self._lock, self._lock_faults = read_lock(data)
        return True

    def _read_theme(self) -> bool:
        now = load_theme(self.site)
        if self._theme == now:
            return False
        if self._theme is None or self._theme.templates != now.templates:
            self._templates = None
        self._theme = now
        return True

    def _take_in(self, changed: set[str]) -> None:
        problems: tuple[Problem, ...] = (
            *self._settings_faults, *self._lock_faults, *self.shelf.problems,
            *unfilled(self.shelf.sources.values()),
        )  # fmt: skip
        unreadable = has_errors(problems)
        made: Snapshot | None = None
        if self._settings is not None and self._theme is not None:
            made, found = self._understand(self._settings, self._theme)
            # a file that could not be read must not make others' references to it look wrong
            if self.snapshot is not None or not unreadable:
                problems += found
                good = not has_errors(found)
            else:
                good = False
            if any(problem.path == "content" for problem in problems):
                good = False  # the whole folder is away: it is being moved, or it comes back
            problems += self._check_templates(made.rendering.templates)
            if not good:
                made = None
        with self.changed:
            if made is not None:
                self.snapshot = made
                self._page_faults = {}
            shown = self.snapshot
            self.state = State(
                number=self.state.number + 1,
                made=self.state.number + 1,
                ready=shown is not None,
                base=self._base(),
                problems=tuple(sorted({*problems, *self._page_faults.values(), *self._further})),
                saved=_saved(changed, shown),
                static=_static(self._theme),
                drafts=_drafts(shown) if self.drafts else (),
            )
            self.changed.notify_all()

    def _understand(self, settings: Settings, theme: Theme) -> tuple[Snapshot, tuple[Problem, ...]]:
        library, findings = self._resolver.build(
            self.shelf.content, settings, drafts=self.drafts, lock=self._lock
        )
        findings = accepted(findings, self.shelf.content)
        static = {name: file.key for name, file in theme.static.items()}
        plan = self._plan = Plan(
            library, static, self._plan, self._store.annals, places=self._places
        )
        routes = plan.routes()
        if routes is not self._routes:
            self._routes, self._by_path = routes, {route.path: route for route in routes}
            self._collisions = collisions(routes)
        self._located = self._locate((*findings, *self._collisions), self._located)
        problems = _problems_of(self._located)
        files = {f"static/{name}": file.path for name, file in theme.static.items()}
        files |= {path: str(self.site / path) for path in library.pictures}
        if self._templates is None or self._helped != settings:
            self._templates = Templates(theme.templates, helpers(settings))
            self._templates.compiled.take(self._compiled)
            self._helped = settings
        rendering = Rendering(self._templates, site_view(library), files)
        return Snapshot(library, plan, self._by_path, rendering), problems

    def look_further(self, interrupted: Callable[[], bool]) -> bool:
        """Look for warnings in prose and quotations; say if there is news. Can be left off.

        These look at the whole site, so they come after what was saved is on the screen.
        """
        shown = self.snapshot
        if shown is None or has_errors(self.state.problems):
            return False
        findings: list[Finding] = []
        for found in chain(
            prose_findings(shown.library), ((f,) for f in Quoting(shown.library).findings())
        ):
            findings += found
            if interrupted():
                return False
            self._give_way(interrupted)
        wanted = accepted(tuple(findings), self.shelf.content)
        self._located_further = self._locate(wanted, self._located_further)
        before, self._further = self._further, _problems_of(self._located_further)
        if before == self._further:
            return False
        with self.changed:
            problems = ({*self.state.problems} - {*before}) | {*self._further}
            self.state = msgspec.structs.replace(
                self.state, number=self.state.number + 1, problems=tuple(sorted(problems))
            )
            self.changed.notify_all()
        return True

    def warm(self, interrupted: Callable[[], bool]) -> bool:
        """Work out ahead what pages will ask for, once; say if that was done now. Can be left off.

        In small steps, between which pages are rendered. Kept for the next start.
        """
        shown = self.snapshot
        if shown is None or self.warmed:
            return False
        steps = shown.plan.desk.steps()
        while not self.warmed:
            self._give_way(interrupted)
            if interrupted() or self.snapshot is not shown:
                return False
            with self._rendering:
                self.warmed = next(steps, steps) is steps
        with contextlib.suppress(OSError):  # no room, or not to be written to
            self._keep(shown)
        return True

    def _give_way(self, interrupted: Callable[[], bool]) -> None:
        """Let pages that are asked for be made first; what is saved waits for none of them."""
        while self._asking and not interrupted():
            time.sleep(0.005)

    def _keep(self, shown: Snapshot) -> None:
        """Keep what the next start can do with."""
        self._store.keep_annals(shown.plan.desk.chronicle.packed, drafts=self.drafts)
        templates = shown.rendering.templates
        with contextlib.suppress(TemplateError):
            templates.warm()
            if templates.compiled.code.keys() - self._compiled.code.keys():
                self._store.keep_compiled(templates.compiled)

    def _locate(self, findings: Iterable[Finding], before: _Located) -> _Located:
        """Give findings their lines; those of a file that is as it was have them already."""
        by_file: dict[str, list[Finding]] = {}
        for finding in findings:
            by_file.setdefault(finding.file, []).append(finding)
        located: _Located = {}
        for file, group in by_file.items():
            text, said = self.shelf.text(file), tuple(group)
            known = before.get(file)
            if known is None or known[:2] != (text, said):
                known = (text, said, locate(said, {file: text}))
            located[file] = known
        return located

    def _places(self, file: str, within: Iterable[tuple[str | int, ...]]) -> tuple[Place, ...]:
        """Say at which lines of a content file parts of it stand, with links that open them."""
        findings = [Finding(file, keys, "unreviewed", "") for keys in within]
        return tuple(
            Place(f"{file}:{found.line}", editor_link(self.site / file, found.line, found.col))
            for found in locate(findings, {file: self.shelf.text(file)})
        )

    def _check_templates(self, templates: Templates) -> tuple[Problem, ...]:
        if templates is not self._checked:
            faults = []
            for name in templates.files:
                try:
                    templates.key(name)
                except TemplateError as error:
                    faults.append(error.problem)
            self._template_faults, self._checked = tuple(dict.fromkeys(faults)), templates
        return self._template_faults

    warmed = False
    """Whether all was worked out ahead that pages will ask for."""
    _checked: Templates | None = None
    _helped: Settings | None = None

    def _base(self) -> str:
        if self.base_path is not None:
            return self.base_path
        url = self._settings.base_url if self._settings else ""
        return urlsplit(url).path or "/"

    # -- giving out -----------------------------------------------------------------------------

    def page(self, path: str) -> Served | None:
        """Return a page of the site as a build would write it; None where there is none.

        Where it cannot be rendered now, the last good one. Raises TemplateError where there is none.
        """
        asked = object()
        self._asking.add(asked)
        try:
            with self._rendering:
                snapshot = self.snapshot  # what was saved while others were made is in it
                route = snapshot.routes.get(path) if snapshot else None
                if snapshot is None or route is None:
                    return None
                return self._rendered(snapshot, route)
        finally:
            self._asking.discard(asked)

    def _rendered(self, snapshot: Snapshot, route: Route) -> Served:
        rendering = snapshot.rendering
        known = self._pages.pop(route.path, None)
        try:
            page = snapshot.plan.page(route)
            key = rendering.key(page)
            if known is None or known[:2] != (key, rendering.site_key):
                data = rendering.render(page)
                known = (key, rendering.site_key, Served(data, key_of_bytes(data)))
        except TemplateError as error:
            self._blame(snapshot, route, error.problem)
            if known is None:
                raise
        self._pages[route.path] = known
        while len(self._pages) > _KEPT_PAGES:
            self._pages.pop(next(iter(self._pages)))
        return known[2]

    def _blame(self, snapshot: Snapshot, route: Route, problem: Problem) -> None:
        """Tell open pages that one of them cannot be rendered, and what it is made of."""
        told = f"{problem.message}, made from {route.source}" if route.source else problem.message
        problem = msgspec.structs.replace(problem, message=told)
        with self.changed:
            mended = self.snapshot is not snapshot  # while the page was being made
            if mended or self._page_faults.get(route.path) == problem:
                return
            self._page_faults[route.path] = problem
            problems = tuple(sorted({*self.state.problems, problem}))
            self.state = msgspec.structs.replace(
                self.state, number=self.state.number + 1, problems=problems
            )
            self.changed.notify_all()

    def wait(self, number: int, seconds: float) -> State:
        """Return the state once it is another than `number`, or as it is after so many seconds."""
        with self.changed:
            self.changed.wait_for(lambda: self.state.number != number, seconds)
            return self.state


def _problems_of(located: _Located) -> tuple[Problem, ...]:
    return tuple(problem for known in located.values() for problem in known[2])


def _static(theme: Theme | None) -> dict[str, str]:
    files = theme.static.values() if theme else ()
    return {f"static/{f.name}": f.key for f in files if f.name.endswith((".css", ".js"))}


def _saved(changed: set[str], snapshot: Snapshot | None) -> tuple[Saved, ...]:
    if snapshot is None:
        return ()
    found = (Saved(*place) for path in sorted(changed) if (place := _place(path, snapshot)))
    return tuple(saved for saved in found if saved.address in snapshot.routes)


def _place(path: str, snapshot: Snapshot) -> tuple[str, str] | None:
    """Return the address and the title of what a content file is about, or None."""
    address = snapshot.plan.desk.address_of(path).partition("#")[0]
    return (address, title_of(path, snapshot.library)) if address else None


def _drafts(snapshot: Snapshot | None) -> tuple[str, ...]:
    if snapshot is None:
        return ()
    desk = snapshot.plan.desk
    entries = (entry_address(key) for key in snapshot.library.entries if key in desk.drafts.entries)
    return *entries, *(edition_address(day) for day in desk.shelves.days if desk.drafts.day(day))
