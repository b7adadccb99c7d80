"""One pass over a stretch of text: every sentence in turn, with what those before it told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from briefing.doors.importing.article import Dated, Found, Reacted, Reading
from briefing.doors.importing.asof import as_of, by_when
from briefing.doors.importing.countries import reading_of
from briefing.doors.importing.days import SaidDay, days_in
from briefing.doors.importing.deeds import deeds_of
from briefing.doors.importing.figures.figure import Figure
from briefing.doors.importing.figures.finding import figures_of
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.attributing import attributions
from briefing.doors.importing.speakers.cast import Cast, Said
from briefing.doors.importing.speakers.crediting import gapped, speaker_of, unnamed
from briefing.doors.importing.speakers.introducing import introduce
from briefing.doors.importing.spoken import said_on
from briefing.doors.importing.telling import doubts_of, points_back
from briefing.doors.importing.text import Line, Sentence, paragraphs
from briefing.doors.importing.weighing import Weights
from briefing.doors.importing.words import Words

_FEW = 100
_A_SENTENCE = 8
_OPENING = '"“„«'
_POINTS_BACK = 2
"""How many sentences *Das teilte die Polizei mit* says who said."""


class Reader:
    """Reads a text of one day; those it meets are added to the cast."""

    def __init__(self, known: Words, day: date | None, cast: Cast, home: str = "") -> None:
        self.words, self.day, self.cast, self.home = known, day, cast, home
        self.weights = Weights()
        self.figures: list[Found] = []
        self.reactions: list[Reacted] = []
        self.dated: list[Dated] = []
        self.before: Figure | None = None
        """The last figure of the text so far that a number without a noun may repeat."""
        self.counted = -1
        """The paragraph it stands in."""
        self.begun = False
        """The first sentence was read."""
        self.earlier: Said | None = None
        """Who was quoted at the end of the paragraph before."""
        self._paragraph()

    def _paragraph(self) -> None:
        """Forget what counts within one paragraph only."""
        self.spoke: Said | None = None
        """Who spoke last."""
        self.unbroken = False
        """Who spoke last goes on in each sentence since."""
        self.quotes = False
        """The paragraph quotes."""
        self.pending: list[tuple[int, int]] = []
        """Figures that wait for a speaker, with the sentence of the paragraph each stands in."""
        self.counter = 0
        """The sentence of the paragraph under work."""
        self.opened = 0
        """The sentence in which the last quotation was opened."""
        self.inside = False
        """A quotation is open."""

    def place(self, text: str, weight: float) -> None:
        """Count the countries that a title names, and learn whose its offices are."""
        scene = Scene(text, self.words)
        self.cast.place(scene)
        self.weights.head(scene, weight)

    def read(self, content: Sequence[Line]) -> Reading:
        """Read all paragraphs."""
        sentences = paragraphs(content, self.words)
        scenes = [Scene(s.text, self.words) for s in sentences]
        self._meet(scenes)
        paragraph = -1
        for sentence, scene in zip(sentences, scenes, strict=True):
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                self.earlier = self._quoted_last()
                self._paragraph()
            if len(scene):
                self._sentence(sentence, scene)
        return reading_of(
            self.figures, self.reactions, self.weights.totals(), self.words, self.home, self.dated
        )

    def _meet(self, scenes: Sequence[Scene]) -> None:
        """Learn names first, so that a surname finds the full name wherever that is introduced."""
        for scene in scenes:
            self.cast.place(scene)
            introduce(scene, self.cast)
            attributions(scene, self.cast)
        self.cast.last = self.cast.last_person = None

    def _sentence(self, sentence: Sentence, scene: Scene) -> None:
        self.weights.sentence(scene, first=not self.begun)
        self.begun = self.begun or len(scene) > _A_SENTENCE
        said = attributions(scene, self.cast)
        days = days_in(scene.tokens, self.words, self.day)
        self.counter += 1
        if said and (self.inside or points_back(scene)):
            self._credit(said[-1], self.opened if self.inside else self.counter - _POINTS_BACK)
        self._date(sentence, scene, said, days)
        figures = figures_of(scene, self.before)
        for figure in figures:
            self._figure(figure, sentence, scene, said, days)
        for deed in deeds_of(scene, self.cast, said):
            day = said_on(days, said, scene, deed.voice)
            reacted = Reacted(deed=deed, sentence=sentence.text, line=sentence.line, said=day)
            self.reactions.append(reacted)
        if figures:
            self.before = _counted_last(figures, self.before, sentence.paragraph == self.counted)
            self.counted = sentence.paragraph
        self.spoke = said[-1] if said else self.spoke
        self.unbroken = bool(said) or (self.unbroken and _reported(scene))
        self.quotes = self.quotes or any(scene.quoted)
        before, self.inside = self.inside, _quotation_after(sentence.text, self.inside)
        self.opened = self.opened if before else self.counter

    def _date(
        self, sentence: Sentence, scene: Scene, found: Sequence[Said], days: Sequence[SaidDay]
    ) -> None:
        """Note by when somebody expects something to happen."""
        day = by_when(scene, days, self.day)
        if day is None or not found:
            return
        said = found[0]
        self.dated.append(
            Dated(
                until=day.text, sentence=sentence.text, line=sentence.line,
                words=scene.tokens[day.at].text, speaker=said.voice, actor=said.actor,
                standing=said.standing, said=said_on(days, found, scene, said.voice),
            )
        )  # fmt: skip

    def _credit(self, said: Said, first: int) -> None:
        """Give the figures since a sentence that wait for a speaker to who is named now."""
        for index in (index for index, sentence in self.pending if sentence >= first):
            self.figures[index] = msgspec.structs.replace(
                self.figures[index], speaker=said.voice, role=said.role, actor=said.actor,
                standing=said.standing, via=said.via, verb=said.word, collective=said.collective,
                person=said.person,
            )  # fmt: skip
        self.pending = []

    def _figure(
        self, figure: Figure, sentence: Sentence, scene: Scene, found: Sequence[Said],
        days: Sequence[SaidDay],
    ) -> None:  # fmt: skip
        said = self._speaker(figure, scene, found)
        if said is None or (said.how == "carried" and not found):
            self.pending.append((len(self.figures), self.counter))
        doubts = doubts_of(figure, scene, said)
        told = Found(
            figure=figure, sentence=sentence.text, line=sentence.line, doubts=doubts,
            as_of=as_of(figure.at, scene, days, self.day),
        )  # fmt: skip
        if said is not None:
            told = msgspec.structs.replace(
                told, speaker=said.voice, role=said.role, actor=said.actor,
                standing=said.standing, via=said.via, said=said_on(days, [said], scene, said.voice),
                verb=said.word, collective=said.collective, person=said.person,
            )  # fmt: skip
        self.figures.append(told)

    def _speaker(self, figure: Figure, scene: Scene, found: Sequence[Said]) -> Said | None:
        said = gapped(figure.at, scene, found, self.cast) or speaker_of(figure.at, found, scene)
        if said is not None and unnamed(figure.at, said, scene):
            said = None  # "…, with some reports mentioning …"
        if said is not None or found:
            return said
        return self._carried(scene)

    def _quoted_last(self) -> Said | None:
        """Return whose quotation the next paragraph may go on with."""
        if self.spoke is None:
            return self.earlier if self.quotes else None
        return self.spoke if self.quotes and self.spoke.person else None

    def _carried(self, scene: Scene) -> Said | None:
        """Return who goes on speaking in a sentence that names nobody."""
        if self.inside or scene.text[0] in _OPENING:
            opens = self.counter == 1 or self.opened == 1
            who = self.spoke or (self.earlier if opens else None)
        else:
            who = self.spoke if self.unbroken and _reported(scene) else None
        return msgspec.structs.replace(who, how="carried") if who else None


def _counted_last(figures: Sequence[Figure], before: Figure | None, beside: bool) -> Figure | None:
    """Return the figure that a number without a noun may repeat: no things beside people."""
    for figure in reversed(figures):
        things = figure.group in ("open", "things")
        few = (figure.low or figure.high or _FEW) < _FEW
        if before is None or not things or not (few or beside):
            return figure
    return before


def _reported(scene: Scene) -> bool:
    """Say whether a German sentence is in the mood of reported speech: *Drei seien vermisst.*"""
    return scene.code == "de" and any(scene.has("phrases.reported", i) for i in range(len(scene)))


def _quotation_after(text: str, inside: bool) -> bool:
    """Say whether a quotation is open after a sentence that began inside one, or not."""
    german = text.count("„")
    opened = german or sum(text.count(mark) for mark in "“«")
    closed = sum(text.count(mark) for mark in ("”“" if german else "”»"))
    if text.count('"') % 2 == 1 or opened > closed:
        return not inside
    marks = any(mark in text for mark in '"“”„«»')
    return inside and not (marks and text.rstrip().endswith(('"', "”", "»")))
