"""What recipes work at: the library, its indexes, the wording, and links between pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

import msgspec

from briefing.content.model import UNKNOWN
from briefing.content.prose import Prose, place_links
from briefing.thought.addresses import (
    country_address,
    edition_address,
    entry_address,
    lead,
    measure_address,
    month_address,
    outlet_address,
    statement_address,
    topic_address,
)
from briefing.thought.blocks import Link, Place
from briefing.thought.chronicle import Chronicle, Chronicles, Kept, View
from briefing.thought.comparison import Comparison
from briefing.thought.drafts import Drafts, marked
from briefing.thought.feeding import FeedItem
from briefing.thought.index import Index
from briefing.thought.library import Library, resolve
from briefing.thought.quoting import Quoting
from briefing.thought.remembering import Comparing, Memory
from briefing.thought.shelves import Shelves
from briefing.thought.verdicts import Verdict
from briefing.thought.wording import Wording

Keys = tuple[str | int, ...]
Places = Callable[[str, Sequence[Keys]], Sequence[Place]]
"""Where the values that these keys lead to stand in a content file."""
VERDICTS = 30
"""Verdicts that a measure's page shows."""
#: How prose marks what is a draft; templates have the same in `parts/statements.html`.
DRAFT = '<span class="mark-word draft">{}</span>'
_INDEXES = [
    name for name, made in vars(Shelves).items() if isinstance(made, cached_property | Index)
]
_HEADING = re.compile(r"<(/?)h([1-6])>")


class Desk:
    """One library, ready to be made into pages."""

    def __init__(
        self,
        library: Library,
        static: Mapping[str, str],
        before: Desk | None = None,
        kept: Kept = lambda key: None,
        *,
        places: Places | None = None,
    ) -> None:
        """`static`: name and key of every static file in force; `before`: of a library much alike;
        `kept`: annals of earlier builds; `places`: of the preview alone, where drafts say which
        lines to open in an editor."""
        self.library = library
        self._places = places
        self.static = static
        self.shelves: Shelves = Shelves(library, before.shelves if before else None)
        self.words = Wording(library.settings.language)
        self.say = self.words.say
        self._memory: Memory = before._memory if before else Memory()
        self._memory.trim()
        self._comparing = Comparing(self.shelves, self._memory, lambda: self.chronicle)
        self.feed_items: dict[str, FeedItem] = {}
        """Items of entries that were made already: one entry stands in several feeds."""
        self.tables: dict[str, tuple[msgspec.Struct, ...]] = {}
        """Tables of open data that were made already: each is given out in several forms."""
        self._chronicles: Chronicles = before._chronicles if before else Chronicles(kept)
        self._listed: dict[str, tuple[str, ...]] = {}

    @property
    def year(self) -> int | None:
        """The year that pages about no day in particular need not print."""
        return self.library.day.year if self.library.day else None

    def source_of(self, kind: str, key: str) -> str:
        """Return the content file of a thing, to name in problems."""
        return self.library.paths.get(f"{kind}/{key}", "")

    @cached_property
    def drafts(self) -> Drafts:
        """What is there only because of a draft, to be marked."""
        return Drafts(self.library, self.shelves)

    def places_of(self, kind: str, key: str, within: Sequence[Keys]) -> Sequence[Place]:
        """Return the lines of a thing's content file at which its parts stand."""
        file = self.source_of(kind, key)
        return self._places(file, within) if self._places else [Place(file) for _ in within]

    # ── links ───────────────────────────────────────────────────────────────────────────────────

    def actor(self, code: str) -> Link:
        """Return an actor's name and page."""
        name = self.library.actors.get(code, code)
        known = code in self.shelves.place_of_actor
        draft = known and self.drafts.actor(code)
        return Link(name, country_address(code) if known else "", draft=draft)

    def outlet(self, key: str) -> Link:
        """Return an outlet's name and page, or that it is not known."""
        if key == UNKNOWN or key not in self.library.outlets:
            return Link(self.say("source.unknown-outlet"))
        outlet = self.library.outlets[key]
        return Link(outlet.name, outlet_address(key))

    def measure(self, key: str) -> Link:
        """Return what is counted, and its page."""
        return Link(self.library.measures[key].title, measure_address(key))

    def topic(self, key: str) -> Link:
        """Return a story's name and page."""
        return Link(self.library.topics[key].title, topic_address(key))

    def entry(self, key: str) -> Link:
        """Return an entry's title with its language, and its page."""
        entry = self.library.entries[key]
        if key in self.library.removed.entries:
            return Link(self.say("removed.title"), entry_address(key))
        if entry.title == UNKNOWN:
            return Link(self.say("source.untitled"), entry_address(key), draft=entry.draft)
        lang = self.foreign(self.language(key))
        return Link(entry.title, entry_address(key), lang, draft=entry.draft)

    def edition(self, day: str) -> Link:
        """Return a day's name and the page of its edition."""
        name = self.words.full_day(date.fromisoformat(day))
        return Link(name, edition_address(day), draft=self.drafts.day(day))

    def month(self, month: str) -> Link:
        """Return a month's name (of `2024-10`) and the list of its editions."""
        name = self.words.month(date.fromisoformat(f"{month}-01"))
        return Link(name, month_address(month), draft=self.drafts.month(month))

    def statement(self, full_id: str) -> Link | None:
        """Return a link to a claim or reaction, if it is there."""
        said = self.shelves.statement.get(full_id)
        if said is None:
            return None
        draft = self.drafts.said(said)
        return Link(self.entry(said.entry).text, statement_address(full_id), draft=draft)

    def language(self, entry: str) -> str:
        """Return an article's language: its own, else its outlet's."""
        found = self.library.entries[entry]
        outlet = self.library.outlets.get(found.outlet)
        return found.language or (outlet.language if outlet else "")

    def foreign(self, language: str) -> str:
        """Return a language's tag unless it is the site's own."""
        site = self.library.settings.language
        return "" if language.split("-")[0] == site.split("-")[0] else language

    # ── prose ───────────────────────────────────────────────────────────────────────────────────

    def html(self, prose: Prose, file: str, page: str) -> str:
        """Return an editor's text for a page: links lead from there, headings fit under its own."""
        return _demoted(self._placed(prose.html, prose, file, page))

    def first(self, prose: Prose, file: str, page: str) -> str:
        """Return the first paragraph of an editor's text, for a page."""
        return self._placed(prose.first, prose, file, page)

    def _placed(self, html: str, prose: Prose, file: str, page: str) -> str:
        if not prose.links:
            return html
        places, drafts = {}, []
        for link in prose.links:
            target = resolve(file, link.path)
            address = self.address_of(target) if target else ""
            _, mark, fragment = link.path.partition("#")
            places[link.path] = self._lead(page, f"{address}{mark}{fragment}") if address else "#"
            if target and self.drafts.target(self.library.targets.get(target, "")):
                drafts.append(places[link.path])
        html = place_links(html, places)
        for place in dict.fromkeys(drafts):
            html = marked(html, place, DRAFT.format(self.say("mark.draft")))
        return html

    def _lead(self, page: str, address: str) -> str:
        return lead(page, address, self.library.settings.base_url)

    def address_of(self, path: str) -> str:
        """Return where a content file or picture is shown, or nothing."""
        if path in self.library.pictures:
            return picture_address(path)
        kind, _, key = self.library.targets.get(path, "").partition("/")
        if kind == "verdict":
            claim = self.shelves.statement.get(self.library.verdict_files[key].a)
            measure = getattr(claim, "measure", "")
            return measure_address(measure) if measure else "discrepancies/index.html"
        if kind == "correction":
            return f"corrections.html#page__correction-{key}"
        made = _ADDRESSES.get(kind)
        return made(key) if made else ""

    # ── words of sources ─────────────────────────────────────────────────────────────────────────

    @cached_property
    def quoting(self) -> Quoting:
        """What may be shown of each quotation: the one place that decides."""
        return Quoting(self.library, self.shelves.by_url)

    def prepare(self) -> None:
        """Make every index and the comparison, before pages are made by several processes."""
        for name in _INDEXES:
            getattr(self.shelves, name)
        self.chronicle.prepare()
        _ = self.comparison

    def steps(self) -> Iterator[None]:
        """Make what most pages ask for in small steps, between which anything else may be done."""
        for name in _INDEXES:
            getattr(self.shelves, name)
            yield
        yield from self.chronicle.steps()

    # ── comparison ──────────────────────────────────────────────────────────────────────────────

    @cached_property
    def comparison(self) -> Comparison:
        """All claims and verdicts as of the site's day."""
        return self._comparing.everything()

    @property
    def latest(self) -> View:
        """All claims and verdicts as they stand in the end."""
        return self.chronicle.latest()

    def folded_reactions(self) -> Comparison:
        """All reactions, without the claims."""
        if "comparison" in self.__dict__:
            return self.comparison
        return self._comparing.reactions()

    def comparison_of(self, measure: str) -> Comparison:
        """All claims and verdicts of a measure, and of those it has to do with."""
        if "comparison" in self.__dict__:
            return self.comparison
        return self._comparing.of(measure)

    @property
    def chronicle(self) -> Chronicle:
        """Everything as it stood on each day."""
        return self._chronicles.of(self.shelves)

    def comparison_on(self, day: date) -> View:
        """All claims and verdicts as of an edition's day."""
        return self.chronicle.on(day)

    def listed_verdicts(self, measure: str) -> tuple[str, ...]:
        """The verdicts that a measure's page shows: open ones first, then by severity."""
        if measure not in self._listed:
            order = {"open": 0, "settled": 1, "looks": 2, "": 3}
            compared = self.comparison_of(measure)
            keys = compared.verdicts_by_measure.get(measure, ())
            shown = [key for key in keys if not compared.verdicts[key].under]
            shown.sort(key=lambda key: order[compared.verdicts[key].section])
            self._listed[measure] = tuple(shown[:VERDICTS])
        return self._listed[measure]

    def place_of_verdict(self, verdict: Verdict) -> str:
        """Return where a verdict stands for good, or nothing where no page shows it."""
        ends = [measure for measure in (verdict.measure, verdict.other) if measure]
        for measure in self.comparison_of(verdict.measure).verdicts_by_measure:
            if measure in ends and verdict.id in self.listed_verdicts(measure):
                return f"{measure_address(measure)}#{verdict.id}"
        return ""

    @cached_property
    def differing(self) -> dict[str, tuple[str, ...]]:
        """Open differences of each actor's newest statements, the gravest first."""
        found: dict[str, dict[str, None]] = {}
        if self.library.day is None:
            return {}
        compared = self.comparison_on(self.library.day)
        for key in compared.open:
            verdict = compared.verdicts[key]
            for end in (verdict.a, verdict.b):
                claim = compared.claim(end)
                if claim is not None and claim.origin.actor:
                    found.setdefault(claim.origin.actor, {})[key] = None
        return {actor: tuple(keys) for actor, keys in found.items()}

    @cached_property
    def has_facts(self) -> bool:
        """Say whether any measure is a fact, so that there is a status board."""
        return any(m.kind == "fact" for m in self.library.measures.values())


def picture_address(path: str) -> str:
    """Return where a picture of `content/` goes in the output folder."""
    return path.removeprefix("content/")


def _demoted(html: str) -> str:
    levels = [int(found[2]) for found in _HEADING.finditer(html)]
    shift = 2 - min(levels) if levels else 0
    if not shift:
        return html
    return _HEADING.sub(lambda m: f"<{m[1]}h{min(int(m[2]) + shift, 6)}>", html)


_ADDRESSES: dict[str, Callable[[str], str]] = {
    "entry": entry_address,
    "edition": edition_address,
    "country": country_address,
    "measure": measure_address,
    "topic": topic_address,
    "outlet": outlet_address,
    "page": lambda key: f"{key}.html",
}
