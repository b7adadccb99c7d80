"""Every number and quotation in an editor's prose, held against the claims it may rest on.

An entry's summary rests on the entry; an edition on the entries of its day, on those it links to,
and on voices it names in the same paragraph; a position on the statements it gives as evidence; a
verdict on the claims it is about. What resolves to none of them is a warning at its line and
column, and so is a sentence that is surer than its claim. `[…]{.own}` is the editor's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from briefing.content.model import Edition, Entry
from briefing.content.prose import Prose
from briefing.ground.locale import month
from briefing.ground.problems import Finding
from briefing.thought import house_style
from briefing.thought.evidence import as_compared, parts
from briefing.thought.house_style import Role
from briefing.thought.library import Library, resolve
from briefing.thought.prose_figures import Figure, figures, permits, same_number, unit_stem
from briefing.thought.prose_quotes import blocks, pieces, quotations
from briefing.thought.statements import Mention, Reaction, Said

_DIGIT = re.compile(r"\d")
_CONFIRMED = re.compile(r"\bconfirm(?:s|ed|ing)?\b", re.I)
_NOT = re.compile(r"\b(?:not|never|no|nobody|none|without|cannot|un|nor|neither)\b|n[’']t\b", re.I)


class Piece(Struct, frozen=True):
    """One text of the editor, where it stands, and what it may rest on."""

    file: str
    keys: tuple[str | int, ...]
    role: Role
    prose: Prose
    scope: Scope


class Scope(Struct, frozen=True):
    """The statements that a text may rest on."""

    mentions: tuple[Mention, ...]
    reactions: tuple[Reaction, ...]
    titles: tuple[str, ...] = ()
    """Titles of the articles, which may be quoted too."""
    until: date | None = None
    """Statements of the voices it names count up to this day; None: no others count."""


def check_prose(library: Library) -> tuple[Finding, ...]:
    """Return what is unfounded, surer than its claim, withdrawn, or against the house style."""
    return tuple(finding for found in prose_findings(library) for finding in found)


def prose_findings(library: Library) -> Iterator[tuple[Finding, ...]]:
    """Yield what `check_prose` returns text by text, so that it can be left off half way."""
    checker = _Checker(library)
    for piece in _pieces(library):
        yield tuple(checker.check(piece))


def _pieces(library: Library) -> Iterator[Piece]:
    shelf = _Shelf(library)
    for entry in library.entries.values():
        file = library.paths[f"entry/{entry.id}"]
        scope = shelf.scope([entry.id, *shelf.parts.get(entry.id, ()), *shelf.linked(file, entry)])
        yield Piece(file, (), "summary", entry.body, scope)
        for index, reaction in enumerate(entry.reactions):
            if reaction.text:
                keys = ("reactions", index, "text")
                yield Piece(file, keys, "reaction", Prose(text=reaction.text), scope)
    for day, edition in library.editions.items():
        yield from _edition_pieces(library, shelf, day, edition)
    yield from _other_pieces(library, shelf)


def _edition_pieces(library: Library, shelf: _Shelf, day: str, edition: Edition) -> Iterator[Piece]:
    file = library.paths[f"edition/{day}"]
    named = shelf.linked(file, edition)
    scope = shelf.scope([*shelf.days.get(day, ()), *named], until=date.fromisoformat(day))
    yield Piece(file, ("title",), "headline", Prose(text=edition.title), scope)
    yield Piece(file, ("lede",), "lede", edition.lede, scope)
    for index, bullet in enumerate(edition.brief):
        yield Piece(file, ("brief", index), "bullet", bullet, scope)
    if edition.differences is not None:
        words = edition.differences
        at = "differences"
        yield Piece(file, (at, "title"), "headline", Prose(text=words.title), scope)
        yield Piece(file, (at, "lede"), "lede", words.lede, scope)
        yield Piece(file, (at, "unknown"), "body", words.unknown, scope)
    yield Piece(file, (), "body", edition.body, scope)


def _other_pieces(library: Library, shelf: _Shelf) -> Iterator[Piece]:
    for code, country in library.countries.items():
        file = library.paths[f"country/{code}"]
        spoken = [said.id for said in shelf.by_id.values() if said.origin.actor == code]
        for index, position in enumerate(country.positions):
            if all(name in shelf.by_id for name in position.evidence):
                scope = shelf.of([*position.evidence] or spoken)
                yield Piece(file, ("positions", index, "text"), "position", position.text, scope)
    for key, verdict in library.verdict_files.items():
        ends = [shelf.by_id.get(name) for name in (verdict.a, verdict.b)]
        about = {said.measure for said in ends if isinstance(said, Mention)}
        if None not in ends:
            file = library.paths[f"verdict/{key}"]
            scope = shelf.of([m.id for m in library.mentions if m.measure in about])
            yield Piece(file, ("title",), "headline", Prose(text=verdict.title), scope)
            yield Piece(file, (), "body", verdict.body, scope)


class _Shelf:
    """Statements by entry, day and id."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.by_id: dict[str, Said] = {}
        self.mentions: dict[str, list[Mention]] = {}
        self.reactions: dict[str, list[Reaction]] = {}
        self.days: dict[str, list[str]] = {}
        self.parts: dict[str, list[str]] = {}
        for reaction in library.reactions:
            self.reactions.setdefault(reaction.entry, []).append(reaction)
            self.by_id[reaction.id] = reaction
        for mention in library.mentions:
            self.mentions.setdefault(mention.entry, []).append(mention)
            self.by_id[mention.id] = mention
        for entry in library.entries.values():
            self.days.setdefault(str(library.taken_in(entry.id)), []).append(entry.id)
            if entry.part_of:
                self.parts.setdefault(entry.part_of, []).append(entry.id)

    def scope(self, entries: Sequence[str], *, until: date | None = None) -> Scope:
        """Return what a text may rest on that speaks of these entries."""
        named = [name for name in dict.fromkeys(entries) if name in self.library.entries]
        return Scope(
            tuple(m for name in named for m in self.mentions.get(name, ())),
            tuple(r for name in named for r in self.reactions.get(name, ())),
            tuple(self.library.entries[name].title for name in named),
            until,
        )

    def of(self, ids: Sequence[str]) -> Scope:
        """Return these statements, with their entries' titles."""
        wanted = set(ids)
        return Scope(
            tuple(m for m in self.library.mentions if m.id in wanted),
            tuple(r for r in self.library.reactions if r.id in wanted),
        )

    def linked(self, file: str, value: Entry | Edition) -> list[str]:
        """Return the entries that a text links to."""
        proses = [value.body]
        if isinstance(value, Edition):
            proses += [value.lede, *value.brief]
        found = [resolve(file, link.path) for prose in proses for link in prose.links]
        names = [self.library.targets.get(path, "") for path in found if path]
        return [name.partition("/")[2] for name in names if name.startswith("entry/")]


class _Checker:
    """Checks pieces; what all of them need is worked out once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.units = {key: unit_stem(measure.unit) for key, measure in library.measures.items()}
        self.stems = {each for each in self.units.values() if each}
        self.months = _months(library.settings.language)
        self.english = library.settings.language.split("-")[0] == "en"
        self.replaced = {m.revises: m for m in library.mentions if m.revises}
        self.voiced = _voiced(library)
        self.folded: dict[str, str] = {}

    def check(self, piece: Piece) -> Iterator[Finding]:
        """Return every finding in one piece."""
        text = piece.prose.text
        if not text:
            return
        told = _masked(text, [(s.start, s.end) for s in piece.prose.spans if s.kind != "quote"])
        quoted = [*quotations(told), *blocks(piece.prose)]
        plain = _masked(told, [(start, end) for start, end, _ in quoted])
        for start, _, words in quoted:
            yield from self._quotation(piece, start, words)
        if piece.role != "reaction" and _DIGIT.search(plain):
            for figure in figures(plain, self.stems, self.months):
                yield from self._figure(piece, plain, figure)
        if self.english:
            if piece.role != "reaction":
                yield from self._confirmations(piece, plain)
            yield from house_style.loaded(piece.file, piece.keys, piece.role, plain)
        yield from house_style.lengths(piece.file, piece.keys, piece.role, text)

    def _quotation(self, piece: Piece, start: int, words: str) -> Iterator[Finding]:
        place = _place(piece, start, words)
        long = house_style.too_long(words)
        if long:
            yield _finding(piece, "long-quotation", long, "", place)
        wanted = [self._plain(part) for part in pieces(words)]
        pool = self._pool(piece, start)
        if wanted and not all(any(want in said for said in pool) for want in wanted):
            what = f"“{_short(words)}” is in no quotation that this rests on"
            hint = "quote it in the entry, word for word, or mark your own words `[…]{.own}`"
            yield _finding(piece, "unresolved-quotation", what, hint, place)

    def _pool(self, piece: Piece, start: int) -> list[str]:
        """Return all words that may stand in quotation marks here: never a weak source's."""
        said: list[Said] = [*piece.scope.mentions, *piece.scope.reactions]
        said += self._named(piece, start)
        words = [text for each in said if not each.weak for text in _verbatim(each)]
        return [self._plain(text) for text in [*words, *piece.scope.titles]]

    def _plain(self, words: str) -> str:
        if words not in self.folded:
            self.folded[words] = as_compared(words).strip(" .,;:!?-").casefold()
        return self.folded[words]

    def _named(self, piece: Piece, start: int) -> list[Said]:
        """Return statements of the voices that the paragraph names, taken in by the day."""
        until = piece.scope.until
        if until is None:
            return []
        text = piece.prose.text
        begin = text.rfind("\n\n", 0, start) + 1
        end = text.find("\n\n", start)
        paragraph = text[begin : end if end >= 0 else None]
        return [
            said
            for name, found in self.voiced.items()
            if name in paragraph
            for said in found
            if said.added is not None and said.added <= until
        ]

    def _figure(self, piece: Piece, plain: str, figure: Figure) -> Iterator[Finding]:
        named = [m for m in self._named(piece, figure.start) if isinstance(m, Mention)]
        claims = [m for m in (*piece.scope.mentions, *named) if m.value is not None]
        if figure.unit:
            claims = [m for m in claims if self.units.get(m.measure) == figure.unit]
        same = [m for m in claims if m.value and same_number(m.value, figure.value)]
        place = _place(piece, figure.start, figure.text)
        if not same and figure.unit and not _both_ends(claims, figure):
            what = f"{figure.value.text!r} {figure.unit}s: no claim that this rests on has it"
            hint = _known(claims) or "add the claim to the entry, or mark your own `[…]{.own}`"
            yield _finding(piece, "unresolved-number", what, hint, place)
        if not same:
            return
        standing = [m for m in same if m.withdrawn is None]
        if not standing:
            what = f"{figure.text!r} was withdrawn by {same[0].withdrawn.by}"  # type: ignore[union-attr]
            yield _finding(piece, "withdrawn-figure", what, "say so, or leave it out", place)
        elif all(self._superseded(m, piece.scope.until) for m in standing):
            new = self.replaced[standing[0].id]
            what = f"{figure.text!r} was since revised by {new.origin.name or 'its source'}"
            what += f" to {new.value.text!r}" if new.value else ""
            yield _finding(piece, "superseded-figure", what, "", place)
        if not any(m.value and permits(m.value, figure.value) for m in same):
            claim = same[0]
            assert claim.value is not None
            what = f"{figure.value.text!r} is not what the claim says: {claim.value.text!r}"
            hint = f"{claim.id} is the claim; keep its hedge"
            yield _finding(piece, "surer-than-claim", what, hint, place)

    def _superseded(self, mention: Mention, until: date | None) -> bool:
        new = self.replaced.get(mention.id)
        return new is not None and (until is None or new.added is None or new.added <= until)

    def _confirmations(self, piece: Piece, plain: str) -> Iterator[Finding]:
        for found in _CONFIRMED.finditer(plain) if "onfirm" in plain else ():
            begin = max(plain.rfind(mark, 0, found.start()) for mark in ".;:\n") + 1
            if _NOT.search(plain[begin : found.start()]):
                continue
            said = [*piece.scope.reactions, *self._named(piece, found.start())]
            if not any(isinstance(r, Reaction) and r.kind == "confirm" for r in said):
                what = f"{found[0]!r}: no voice that this rests on confirms"
                hint = "*said* or *reported*; *confirmed* only where the speaker confirms"
                place = _place(piece, found.start(), found[0])
                yield _finding(piece, "surer-than-claim", what, hint, place)


def _finding(piece: Piece, code: str, what: str, hint: str, place: tuple[str, int]) -> Finding:
    return Finding(piece.file, piece.keys, code, what, hint, words=place[0], nth=place[1])


def _place(piece: Piece, start: int, words: str) -> tuple[str, int]:
    """Return words to look for in the file, and which of their appearances is meant."""
    first = " ".join(words.split()[:2]) if words[:1].isdigit() else words.split()[0]
    text = piece.prose.text
    found = re.compile(
        rf"(?<!\w){re.escape(first)}(?!\w)" if first[:1].isalnum() else re.escape(first)
    )
    return first, 1 + sum(1 for _ in found.finditer(text, 0, start))


def _months(language: str) -> frozenset[str]:
    days = [date(2024, number, 1) for number in range(1, 13)]
    words = [month(day, each).split() for day in days for each in {language, "en"}]
    return frozenset(
        word.casefold().strip(".,") for each in words for word in each if word.isalpha()
    )


def _voiced(library: Library) -> dict[str, list[Said]]:
    """Return the statements of each voice under every name it goes by."""
    names: dict[str, tuple[str, ...]] = {
        key: (voice.name, *voice.aliases) for key, voice in library.voices.items()
    }
    found: dict[str, list[Said]] = {}
    said: tuple[Said, ...] = (*library.mentions, *library.reactions)
    for each in said:
        keys = {speaker.key for speaker in each.speakers} | {each.origin.key}
        for name in {name for key in keys for name in names.get(key, ())}:
            found.setdefault(name, []).append(each)
    return found


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Blank out parts of a text, so that every offset stays."""
    for start, end in spans:
        blank = "".join("\n" if c == "\n" else "\u2007" for c in text[start:end])
        text = text[:start] + blank + text[end:]
    return text


def _verbatim(said: Said) -> list[str]:
    words = []
    if said.quote is not None:
        words += [*parts(said.quote.exact), said.quote.exact, said.quote.translation]
    if isinstance(said, Mention) and said.words is not None:
        words.append(said.words.text)
    return [each for each in words if each]


def _both_ends(claims: Sequence[Mention], figure: Figure) -> bool:
    """Say whether each end of a range is some claim's number: `from 3,000 to 10,000`."""
    stated = {end for m in claims if m.value for end in (m.value.low, m.value.high)}
    low, high = figure.value.low, figure.value.high
    return low != high and low is not None and high is not None and {low, high} <= stated


def _known(claims: Sequence[Mention]) -> str:
    known = list(dict.fromkeys(m.value.text for m in claims if m.value))[:6]
    return f"it has {', '.join(known)}" if known else ""


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:59].rstrip() + "…"
