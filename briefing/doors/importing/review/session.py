"""A review: the queue of questions about one article (a live blog with its parts counts as one).

Each answer changes entries, which are saved at once, so that stopping loses nothing. Before each answer all
there is is remembered, so `u` takes back whatever it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from briefing.content.model import Entry, Proposal
from briefing.doors.importing.known import Site
from briefing.doors.importing.precedents import Precedents
from briefing.doors.importing.review import answering
from briefing.doors.importing.review.choosing import offered, repeat_of
from briefing.doors.importing.review.questions import (
    Decision,
    Known,
    Question,
    Work,
    known_claims,
)
from briefing.doors.importing.review.voicefile import VoiceFile
from briefing.doors.importing.review.voicing import Voices


class State(Struct, frozen=True, kw_only=True):
    """All that answers change."""

    entries: tuple[Entry, ...]
    queue: tuple[Question, ...]
    voices: Voices
    pending: Decision | None = None
    """What waits for an unknown voice to be told."""
    alias: Question | None = None
    """A voice just told, of which it is asked whether it is always meant."""
    written: int = 0
    """How many changes of voices.yaml there were."""


class Session:
    """The questions about one article, in order, and what was answered."""

    def __init__(self, works: Sequence[Work], site: Site, save: Callable[[Work], None]) -> None:
        own = {w.entry.id for w in works}
        self.works = list(works)
        self.site = site
        self.save = save
        self.file = VoiceFile(site.root)
        self.voices = Voices(site.voices, site.outlets)
        others = [e for e in site.entries.values() if e.id not in own]
        self.known: list[Known] = known_claims(others, self.voices.of_the_site())
        self.pending: Decision | None = None
        self.alias: Question | None = None
        self.keys = 0
        self.done: list[State] = []
        self.notice = ""
        """What the last key came to, where the next question would not show it."""
        self.warned: tuple[Proposal, str] | None = None
        """The proposal and measure whose units differ, said once already."""
        self.queue = self._questions()
        self.total = len(self.queue)

    # ---- the queue ------------------------------------------------------------------------------

    def _questions(self) -> list[Question]:
        """Return parts first, then each work's figures, those told before together; then reactions."""
        parts = [i for i, w in enumerate(self.works) if _is_open_part(w.entry)]
        questions = [Question(kind="part", work=i) for i in parts]
        for index in range(len(self.works)):
            questions += self._claims(index)
        if self.reacting():
            questions.append(Question(kind="reactions", work=0))
        return questions

    def _claims(self, index: int) -> list[Question]:
        work, precedents = self.works[index], self.precedents
        repeats = tuple(
            p for p in work.figures if p.value and repeat_of(p, work, precedents, self.known)
        )
        questions = [
            Question(kind="claim", work=index, proposals=(p,))
            for p in work.figures
            if p not in repeats
        ]
        together = [Question(kind="repeats", work=index, proposals=repeats)] if repeats else []
        return [*questions, *together]

    @property
    def precedents(self) -> Precedents:
        """What was decided before, and in this review so far."""
        assert self.site.precedents is not None  # a review is of a site
        return self.site.precedents.then((w.entry for w in self.works), self.voices.of_the_site())

    @property
    def question(self) -> Question | None:
        """The question now, or None at the end."""
        if self.alias is not None:
            return self.alias
        if self.pending is not None:
            return self._who(self.pending)
        return self.offered(self.queue[0]) if self.queue else None

    def offered(self, question: Question) -> Question:
        """Return a question with what may be answered as things stand now."""
        if question.kind != "claim":
            return question
        work = self.works[question.work]
        return offered(question, work, self.site, self.precedents, self.known)

    def _who(self, decision: Decision) -> Question:
        """Ask about the first unknown voice of what is about to be stored."""
        name = self.voices.unsettled(decision.told.by)
        return Question(
            kind="voice", work=decision.question.work, proposals=(decision.told,), voice=name,
            choices=tuple(self.voices.near(name, decision.told)),
        )  # fmt: skip

    @property
    def number(self) -> int:
        """The number of the question now among all there are."""
        return max(self.total - len(self.queue) + 1, 1)

    def next(self, *more: Question) -> None:
        """Leave the first question, and ask some more in its place."""
        self.queue = [*more, *self.queue[1:]]
        self.total += len(more)

    @property
    def main(self) -> Entry:
        """The article, or the live blog whose parts these are."""
        first = self.works[0].entry
        whole = (e for e in self.site.entries.values() if first.part_of and e.id == first.part_of)
        return next(whole, first)

    def topics_of(self, entry: Entry) -> tuple[str, ...] | None:
        """Return the topics of a part that is kept, as far as the site tells: None where it does not."""
        if entry.topics or self.main.topics:
            return entry.topics or self.main.topics
        likely = {p.measure for p in entry.proposals}
        told = {m.topic for m in self.site.measures.values() if m.topic}
        own = [m.topic for m in self.site.measures.values() if m.topic and m.id in likely]
        return tuple(told) if len(told) == 1 else tuple(dict.fromkeys(own)) or None

    def speaks(self, proposal: Proposal) -> bool:
        """Say whether every voice of a reaction is known, so that it can be accepted with others."""
        names = self.voices.members(proposal.by)
        return bool(proposal.by) and all(self.voices.knows(name) for name in names)

    def reacting(self) -> list[Proposal]:
        """Return the reactions of the article that are still proposals."""
        return [p for work in self.works for p in work.reactions]

    # ---- answering ------------------------------------------------------------------------------

    def press(self, key: str, typed: str = "") -> bool:
        """Answer with one key (`typed` is what was entered after `e`); return whether it meant anything."""
        self.notice = ""
        if key == "u":
            return self._undo()
        question = self.question
        if question is None:
            return False
        before = self._state()
        answered = answering.answer(self, question, key, typed)
        if answered == "refused":
            return False
        self.keys += 1 + bool(typed)
        if answered == "stored":
            self.done.append(before)
            self._save(before.entries)
        return True

    def _state(self) -> State:
        return State(
            entries=tuple(w.entry for w in self.works), queue=tuple(self.queue),
            voices=self.voices, pending=self.pending, alias=self.alias,
            written=len(self.file.changes),
        )  # fmt: skip

    def _save(self, before: Sequence[Entry]) -> None:
        for work, old in zip(self.works, before, strict=True):
            if work.entry is not old:
                self.save(work)

    def _undo(self) -> bool:
        """Take back the last answer, with what it wrote."""
        if not self.done:
            return False
        self.keys += 1
        now, state = tuple(w.entry for w in self.works), self.done.pop()
        for work, old in zip(self.works, state.entries, strict=True):
            work.entry = old
        self.queue, self.voices = list(state.queue), state.voices
        self.pending, self.alias = state.pending, state.alias
        self._save(now)
        self.notice = "The last answer is taken back."
        if not self.file.back(state.written):
            self.notice += " voices.yaml was changed since, so it stays as it is."
        return True


def _is_open_part(entry: Entry) -> bool:
    """Say whether it is still to be told what a part of a live blog is for."""
    decided = entry.claims or entry.reactions or entry.topics is not None
    return bool(entry.part_of and entry.draft and not decided)
