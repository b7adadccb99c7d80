"""An article as the importer understands it: pure, from text (and what a page's metadata say).

lines ─sort─▶ body, cut lines ─split─▶ parts ─sentences─▶ figures, speakers, reactions, countries
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from briefing.content.model import Outlet, Standing
from briefing.doors.importing.addresses import Address, addresses_in, tidy
from briefing.doors.importing.dates import SaidDay, dating_of, days_in
from briefing.doors.importing.deeds import OFFICIAL, Deed, deeds_of
from briefing.doors.importing.facts import (
    Terms,
    agencies_of,
    original_language,
    outlet_of,
    terms_of,
)
from briefing.doors.importing.figures import Figure, figures_of
from briefing.doors.importing.furniture import Cut, Sorted, sort_lines
from briefing.doors.importing.parts import Part, parts_of
from briefing.doors.importing.places import Place, places_of
from briefing.doors.importing.speakers import (
    Cast,
    Known,
    Said,
    attributions,
    gapped,
    speaker_of,
    unnamed,
)
from briefing.doors.importing.text import (
    LONGEST_TEXT,
    Line,
    Sentence,
    Token,
    clean,
    lines_of,
    paragraphs,
    tokens_of,
)
from briefing.doors.importing.words import LANGUAGES, Words, language_of, words


class Hints(Struct, frozen=True, kw_only=True):
    """What is known beside the text: from a page's metadata, a feed, or the editor's options."""

    title: str = ""
    url: str = ""
    published: date | None = None
    updated: date | None = None
    language: str = ""
    site_name: str = ""
    outlet: str = ""
    notes: tuple[str, ...] = ()
    text_is_clean: bool = False
    """The text was taken from a page by an extractor; its furniture is gone."""
    month_first: bool | None = None


class Context(Struct, frozen=True, kw_only=True):
    """What the site knows: its outlets and voices."""

    outlets: Mapping[str, Outlet] = {}
    voices: Mapping[str, Known] = {}


class Found(Struct, frozen=True, kw_only=True):
    """A figure with who said it, when, and the sentence it stands in."""

    figure: Figure
    sentence: str
    line: int
    speaker: str = ""
    role: str = ""
    actor: str = ""
    standing: Standing = "other"
    via: str = ""
    said: str = ""
    """The day of speaking, in EDTF; "" where the text does not give it."""
    verb: str = ""
    doubts: tuple[str, ...] = ()
    collective: bool = False
    person: bool = False


class Reacted(Struct, frozen=True, kw_only=True):
    """A reaction with its sentence."""

    deed: Deed
    sentence: str
    line: int
    said: str = ""


class Reading(Struct, frozen=True, kw_only=True):
    """What was read in a stretch of text: a whole article, or one part of a live blog."""

    figures: tuple[Found, ...] = ()
    reactions: tuple[Reacted, ...] = ()
    countries: tuple[str, ...] = ()
    reacting: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    """The countries it is about: named more than once, or in its title."""


class PartRead(Struct, frozen=True, kw_only=True):
    """One part of a live blog, read."""

    part: Part
    reading: Reading


class Article(Struct, frozen=True, kw_only=True):
    """Everything found in one source."""

    title: str
    outlet: str
    """The id of the site's outlet, or ""."""
    outlet_name: str
    url: str
    published: date | None
    updated: date | None
    partial: str
    """A month (EDTF) where no day is given."""
    date_words: str
    language: str
    translated_from: str
    agencies: tuple[str, ...]
    terms: Terms | None
    notes: tuple[str, ...]
    gaps: tuple[str, ...]
    cut: tuple[Cut, ...]
    body: tuple[Line, ...]
    headings: frozenset[int]
    reading: Reading
    parts: tuple[PartRead, ...]
    standfirst: str = ""


def read_article(text: str, hints: Hints = Hints(), context: Context = Context()) -> Article:  # noqa: B008
    """Read one source."""
    whole = clean(text)
    lines = lines_of(whole[:LONGEST_TEXT])
    code = hints.language.split("-")[0].lower()
    if code not in LANGUAGES:
        code = (
            language_of("\n".join(ln.text for ln in lines if len(ln.text) > 60))
            or language_of(text)
            or "en"
        )
    known = words(code)
    sorted_lines = sort_lines(lines, known, hints.title)
    dating = dating_of(lines, known, month_first=hints.month_first)
    published = hints.published or (
        dating.published if not hints.text_is_clean or dating.words else None
    )
    updated = hints.updated or (dating.updated if dating.published == published else None)
    if updated is not None and published is not None and updated < published:
        updated = None
    address, notes = _address(lines, hints)
    urls = [address.url] if address else []
    urls += [a.url for _, a, alone in addresses_in(lines) if alone and a.url not in urls]
    outlet, outlet_name = outlet_of(lines, urls, hints.site_name, context.outlets)
    if hints.outlet:
        outlet, outlet_name = (
            hints.outlet,
            context.outlets[hints.outlet].name if hints.outlet in context.outlets else hints.outlet,
        )
    parts = parts_of(lines, known, published)
    original, original_line = original_language(lines)
    body = tuple(ln for ln in sorted_lines.body if ln.number != original_line)
    reading, part_readings = _read(body, sorted_lines, parts, known, context, published, hints)
    return Article(
        title=hints.title or sorted_lines.title,
        outlet=outlet,
        outlet_name=outlet_name,
        url=address.url if address else "",
        published=published,
        updated=updated if updated != published else None,
        partial=dating.partial if published is None else "",
        date_words=dating.words,
        language=hints.language or code,
        translated_from=original if original != code else "",
        agencies=agencies_of(sorted_lines.credits, lines),
        terms=terms_of(lines),
        notes=(
            *hints.notes,
            *notes,
            *(
                ("only the beginning was read; it is longer than an article",)
                if len(whole) > LONGEST_TEXT
                else ()
            ),
            *((dating.note,) if dating.note and not published else ()),
        ),
        gaps=_gaps(
            hints.title or sorted_lines.title,
            outlet,
            published is not None or bool(dating.partial),
            address,
        ),
        cut=sorted_lines.cut,
        body=body,
        headings=sorted_lines.headings,
        reading=reading,
        parts=part_readings,
        standfirst=sorted_lines.standfirst,
    )


def _address(lines: Sequence[Line], hints: Hints) -> tuple[Address | None, tuple[str, ...]]:
    if hints.url:
        address = tidy(hints.url)
        return address, (address.note,) if address and address.note else ()
    for number, address, alone in addresses_in(lines):
        if alone and number <= max(60, len(lines) // 2):
            return address, (address.note,) if address.note else ()
    return None, ()


def _gaps(title: str, outlet: str, dated: bool, address: Address | None) -> tuple[str, ...]:
    gaps = {
        "title": not title,
        "outlet": not outlet,
        "date": not dated,
        "url": address is None,
    }
    return tuple(name for name, missing in gaps.items() if missing)


# ---- reading the body ---------------------------------------------------------------------------


def _read(
    body: Sequence[Line], sorted_lines: Sorted, parts: Sequence[Part], known: Words,
    context: Context, published: date | None, hints: Hints,
) -> tuple[Reading, tuple[PartRead, ...]]:  # fmt: skip
    title = hints.title or sorted_lines.title
    if not parts:
        reader = _Reader(known, context, published)
        reader.place(title, 2.0)
        reader.place(sorted_lines.standfirst, 1.0)
        content = [ln for ln in body if ln.number not in sorted_lines.headings]
        return reader.read(content), ()
    cast = Cast(known, context.voices)
    read: list[PartRead] = []
    for part in sorted(parts, key=lambda p: p.first):
        reader = _Reader(known, context, part.day, cast)
        reader.place(part.title, 2.0)
        content = [
            ln
            for ln in body
            if part.first <= ln.number <= part.last
            and (ln.number not in sorted_lines.headings)
            and ln.text.strip("+ ") != part.title
        ]
        read.append(PartRead(part=part, reading=reader.read(content)))
    return _together([r.reading for r in read], title, known), tuple(read)


def _together(readings: Sequence[Reading], title: str, known: Words) -> Reading:
    figures = _distinct([f for r in readings for f in r.figures])
    counts: dict[str, int] = {}
    for reading in readings:
        for code in reading.countries:
            counts[code] = counts.get(code, 0) + 1
    main = {c for r in readings for c in r.main}
    reacting = list(dict.fromkeys(c for r in readings for c in r.reacting))
    return Reading(
        figures=tuple(figures),
        reactions=tuple(x for r in readings for x in r.reactions),
        countries=tuple(
            c for c, parts in counts.items() if parts > 1 or c in reacting or c in main
        ),
        reacting=tuple(reacting),
    )


class _Reader:
    """One pass over a stretch of text."""

    def __init__(
        self, known: Words, context: Context, day: date | None, cast: Cast | None = None
    ) -> None:
        self.words = known
        self.cast = cast or Cast(known, context.voices)
        self.day = day
        self.weights: dict[str, float] = {}
        self.spoke: Said | None = None
        """Who spoke last in the paragraph."""
        self.figures: list[Found] = []
        self.reactions: list[Reacted] = []

    def place(self, text: str, weight: float) -> None:
        """Count the countries that a title names, and learn whose its offices are."""
        tokens = tokens_of(text, self.words.code)
        places = places_of(tokens, self.words.code)
        self.cast.place(tokens, places)
        for place in places:
            self.weights[place.code] = self.weights.get(place.code, 0) + weight

    def read(self, content: Sequence[Line]) -> Reading:
        """Read all paragraphs."""
        sentences = paragraphs(content, self.words)
        self._meet(sentences)
        before: Figure | None = None
        paragraph = -1
        pending: list[int] = []
        inside = False
        for sentence in sentences:
            if sentence.paragraph != paragraph:
                paragraph, pending, inside = sentence.paragraph, [], False
                self.spoke = None
            before, pending, inside = self._sentence(sentence, before, pending, inside)
        return self._result(sum(len(s.text) for s in sentences))

    def _meet(self, sentences: Sequence[Sentence]) -> None:
        """Learn names first, so that a surname finds the full name wherever that is introduced."""
        for sentence in sentences:
            tokens = tokens_of(sentence.text, self.words.code)
            places = places_of(tokens, self.words.code)
            self.cast.place(tokens, places)
            attributions(tokens, self.cast, places)
        self.cast.last = None

    def _sentence(
        self, sentence: Sentence, before: Figure | None, pending: list[int], inside: bool
    ) -> tuple[Figure | None, list[int], bool]:
        tokens = tokens_of(sentence.text, self.words.code)
        if not tokens:
            return before, pending, inside
        places = places_of(tokens, self.words.code)
        for place in places:
            self.weights[place.code] = self.weights.get(place.code, 0) + _weight(tokens, place)
        said = attributions(tokens, self.cast, places)
        days = days_in(tokens, self.words, self.day)
        figures = figures_of(sentence.text, tokens, self.words, places, before)
        marks = sum(sentence.text.count(mark) for mark in '"“”„«»')
        opens = sentence.text.count('"') % 2 == 1 or sentence.text.count("“") + sentence.text.count(
            "„"
        ) + sentence.text.count("«") > sentence.text.count("”") + sentence.text.count("»")
        if (inside or _points_back(tokens, self.words)) and said:
            for index in pending:
                self._credit(index, said[-1])
            pending = []
        for figure in figures:
            speaker = gapped(figure.at, tokens, said, self.cast, places) or speaker_of(
                figure.at, said, tokens
            )
            if speaker is not None and unnamed(figure.at, speaker, tokens, self.words):
                speaker = None  # "…, with some reports mentioning …"
            if speaker is None and not said and sentence.text[0] in '"“„«' and self.spoke:
                speaker = self.spoke  # a quotation goes on after "… ," she said.
            self.figures.append(self._found(figure, sentence, tokens, speaker, days))
            if speaker is None:
                pending = [*pending, len(self.figures) - 1]
        for deed in deeds_of(sentence.text, tokens, self.cast, places, said):
            self.reactions.append(
                Reacted(
                    deed=deed,
                    sentence=sentence.text,
                    line=sentence.line,
                    said=_said(days, said, tokens, deed.voice),
                )
            )
        if said:
            self.spoke = said[-1]
        if opens:
            inside = not inside
        elif marks and sentence.text.rstrip().endswith(('"', "”", "»")):
            inside = False
        return (figures[-1] if figures else before), pending, inside

    def _credit(self, index: int, said: Said) -> None:
        found = self.figures[index]
        self.figures[index] = Found(
            figure=found.figure, sentence=found.sentence, line=found.line, speaker=said.voice,
            role=said.role, actor=said.actor, standing=said.standing, via=said.via,
            said=found.said, verb=said.word, doubts=found.doubts, collective=said.collective,
            person=said.person,
        )  # fmt: skip

    def _found(
        self,
        figure: Figure,
        sentence: Sentence,
        tokens: list[Token],
        said: Said | None,
        days: list[SaidDay],
    ) -> Found:
        return Found(
            figure=figure,
            sentence=sentence.text,
            line=sentence.line,
            speaker=said.voice if said else "",
            role=said.role if said else "",
            actor=said.actor if said else "",
            standing=said.standing if said else "other",
            via=said.via if said else "",
            said=_said(days, [said], tokens, said.voice) if said else "",
            verb=said.word if said else "",
            doubts=_doubts(figure, tokens, said, self.words),
            collective=said.collective if said else False,
            person=said.person if said else False,
        )

    def _main_country(self) -> str:
        """Return the country the text is about above all others, or ""."""
        order = sorted(self.weights.items(), key=lambda item: -item[1])
        if not order or order[0][1] < 2 or (len(order) > 1 and order[0][1] < 1.3 * order[1][1]):
            return ""
        return order[0][0]

    def _national(self, deed: Deed) -> bool:
        """Say whether an office without a country is one that a country has once."""
        folds = [t.folded for t in tokens_of(f"{deed.role} {deed.voice}", self.words.code)]
        return self.words.lists["national"].within(folds) >= 0

    def _result(self, length: int) -> Reading:
        reacting: dict[str, None] = {}
        for reacted in self.reactions:
            deed = reacted.deed
            if deed.actor and deed.standing in OFFICIAL and not deed.collective:
                reacting.setdefault(deed.actor)
        main = self._main_country()
        for reacted in self.reactions if main else ():
            deed = reacted.deed
            if (
                not deed.actor
                and deed.standing == "government"
                and not deed.collective
                and self._national(deed)
            ):
                reacting.setdefault(main)
        least = 1.0 if length < 2200 else 2.0
        named = {f.actor for f in self.figures if f.actor}
        countries = [
            code
            for code, weight in sorted(self.weights.items(), key=lambda item: -item[1])
            if weight >= least or code in reacting or code in named
        ]
        return Reading(
            figures=tuple(_distinct(self.figures)),
            reactions=tuple(self.reactions),
            countries=tuple(countries),
            reacting=tuple(reacting),
            main=tuple(code for code, weight in self.weights.items() if weight >= 2),
        )


def _points_back(tokens: Sequence[Token], known: Words) -> bool:
    """Say whether a sentence says who said the one before: *Das teilte das Unternehmen mit.*"""
    folds = [t.folded for t in tokens[:4]]
    return folds[:1] in (["das"], ["dies"], ["that"], ["c'"], ["así"]) and any(
        known.has("speaking.said", f) for f in folds[1:4]
    )


def _weight(tokens: Sequence[Token], place: Place) -> float:
    """Return how much a mention says that the article is about a country."""
    if any(t.folded in _MEDIA for t in tokens[place.end : place.end + 4]):
        return 0.4
    if place.start and tokens[place.start - 1].folded in _FORMER:
        return 0.4
    return 1.0


_FORMER = frozenset("former ex ehemalige ehemaliger frühere früherer ancien ancienne".split())
_MEDIA = frozenset(
    [
        "newspaper",
        "broadcaster",
        "daily",
        "magazine",
        "tv",
        "television",
        "zeitung",
        "sender",
        "journal",
        "quotidien",
        "chaîne",
        "periódico",
        "diario",
        "cadena",
        "weekly",
        "tabloid",
    ]
)


def _said(
    days: Sequence[SaidDay], found: Sequence[Said], tokens: Sequence[Token], voice: str
) -> str:
    """Return the day that stands beside the verb of saying."""
    for said in found:
        if said.voice != voice or said.how == "according":
            continue
        for day in days:
            if (
                abs(day.at - said.verb) <= 7
                and len(day.text) != 7
                and not any(
                    t.text in '"“”.;'
                    for t in tokens[min(day.at, said.verb) + 1 : max(day.at, said.verb)]
                )
            ):
                return day.text
    return ""


def _doubts(
    figure: Figure, tokens: Sequence[Token], said: Said | None, known: Words
) -> tuple[str, ...]:
    found = []
    folds = [t.folded for t in tokens]
    near = folds[max(0, figure.at - 8) : figure.at]
    if any(f in known.data["speaking"]["negated"] or f.endswith("n't") for f in near):
        found.append("negated or denied")
    if said is not None and said.word in known.data["speaking"]["negated"]:
        found.append("denied")
    if said is not None and said.via:
        found.append(f"passed on by {said.via}")
    if said is not None and said.how == "carried":
        found.append("the speaker is carried over from a pronoun")
    if figure.inherited:
        found.append("what is counted is taken from the figure before")
    if said is not None and said.collective:
        found.append("said by a collective")
    return tuple(dict.fromkeys(found))


def _distinct(found: Sequence[Found]) -> list[Found]:
    """Fold repeats: the same figure of the same thing, unless two different voices give it."""
    kept: list[Found] = []
    for each in found:
        twin = next((i for i, other in enumerate(kept) if _same(other, each)), -1)
        if twin < 0:
            kept.append(each)
        elif each.speaker and (not kept[twin].speaker or (each.person and not kept[twin].person)):
            kept[twin] = each
    return kept


def _same(a: Found, b: Found) -> bool:
    x, y = a.figure, b.figure
    if (
        a.actor
        and a.actor == b.actor
        and a.person != b.person
        and (x.low, x.high, x.group, x.fate) == (y.low, y.high, y.group, y.fate)
    ):
        return a.standing == b.standing == "government"
    if (x.low, x.high, x.group, x.fate) != (y.low, y.high, y.group, y.fate):
        return False
    if x.low is None and x.high is None and x.word.casefold() != y.word.casefold():
        return False
    if x.group in ("things", "open", "jobs") and x.noun.casefold() != y.noun.casefold():
        return False
    return not a.speaker or not b.speaker or a.speaker == b.speaker
