"""A review: the queue of questions about one article (a live blog with its parts counts as one).

Each answer changes entries, which are saved at once, so that stopping loses nothing; `u` takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from briefing.content.model import UNNAMED, Entry, Proposal, Voice
from briefing.doors.importing.known import Site
from briefing.doors.importing.review.fitting import fits
from briefing.doors.importing.review.questions import (
    Known,
    Question,
    Work,
    alike,
    edited,
    known_claims,
)
from briefing.doors.importing.review.storing import drop, react, store
from briefing.doors.importing.review.voicing import Voices

_MOST_CHOICES = 9
_MOST_SAME = 5


class Session:
    """The questions about one article, in order, and what was answered."""

    def __init__(
        self, works: Sequence[Work], site: Site, save: Callable[[Work], None],
        add_voice: Callable[[Voice], None], measures: Callable[[Proposal], Sequence[str]],
    ) -> None:  # fmt: skip
        self.works = list(works)
        self.site = site
        self.save, self.measures = save, measures
        self.voices = Voices(site, add_voice)
        self.known = known_claims(site, (w.entry.id for w in works))
        self.keys = 0
        self.done: list[tuple[Question, list[Entry]]] = []
        self.notice = ""
        """What the last key came to, where the next question would not show it."""
        self.warned: tuple[Proposal, str] | None = None
        """The proposal and measure whose units differ, said once already."""
        self.queue = self._questions()

    # ---- the queue ------------------------------------------------------------------------------

    def _questions(self) -> list[Question]:
        parts = [i for i, w in enumerate(self.works) if w.entry.part_of and w.entry.proposals]
        questions = [Question(kind="part", work=i) for i in parts if not self.works[i].entry.claims]
        for index in range(len(self.works)):
            questions += self._claims(index)
        if self.reacting():
            questions.append(Question(kind="reactions", work=0))
        return questions

    def _claims(self, index: int) -> list[Question]:
        """Return a question for each new figure, and one for all that repeat known claims."""
        questions, repeats = [], []
        for proposal in self.works[index].entry.proposals:
            if proposal.reaction:
                continue
            same = self._same(proposal)
            if same and self.voices.one_origin(proposal.by, same[0].by):
                repeats.append(proposal)
            else:
                questions.append(self._asked(index, proposal, same))
        if repeats:
            questions.append(Question(kind="repeats", work=index, proposals=tuple(repeats)))
        return questions

    def _asked(self, index: int, proposal: Proposal, same: Sequence[Known]) -> Question:
        return Question(
            kind="claim",
            work=index,
            proposals=(proposal,),
            choices=tuple(self.measures(proposal))[:_MOST_CHOICES],
            same=tuple(k.id for k in same)[:_MOST_SAME],
        )

    def _same(self, proposal: Proposal) -> list[Known]:
        """Return the known claims it may repeat: those of one origin and measure first."""

        def order(known: Known) -> tuple[bool, bool]:
            one = self.voices.one_origin(proposal.by, known.by)
            return not one, known.measure != proposal.measure

        return sorted(alike(proposal, self.known), key=order)

    @property
    def question(self) -> Question | None:
        """The question now, or None at the end. An unknown voice is asked for before its claim."""
        if not self.queue:
            return None
        first = self.queue[0]
        if first.kind in ("claim", "reaction"):
            for name in self.voices.members(first.proposals[0].by):
                if not self.voices.is_settled(name):
                    return self._who(first, name)
        return first

    def _who(self, question: Question, name: str) -> Question:
        return Question(
            kind="voice",
            work=question.work,
            proposals=question.proposals,
            choices=tuple(self.voices.near(name)),
            voice=name,
        )

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
            self.keys += 1
            return self._undo()
        question = self.question
        if question is None:
            return False
        if question.kind == "claim" and self._hesitates(question, key, typed):
            self.keys += 1
            return True
        before = [w.entry for w in self.works]
        if not self._answer(question, key, typed):
            return False
        self.keys += 1 + (1 if typed else 0)
        self.done.append((question, before))
        self._save(before)
        return True

    def _answer(self, question: Question, key: str, typed: str) -> bool:
        answer = {
            "part": self._part, "claim": self._claim, "repeats": self._repeats,
            "reactions": self._all_reactions, "reaction": self._reaction, "voice": self._voice,
        }[question.kind]  # fmt: skip
        if not answer(question, key, typed):
            return False
        if question.kind not in ("voice", "part", "reactions"):
            self.queue.pop(0)
        return True

    def _save(self, before: Sequence[Entry]) -> None:
        for work, old in zip(self.works, before, strict=True):
            if work.entry is not old:
                self.save(work)

    def _undo(self) -> bool:
        if not self.done:
            return False
        question, entries = self.done.pop()
        now = [w.entry for w in self.works]
        for work, old in zip(self.works, entries, strict=True):
            work.entry = old
        self._save(now)
        if question.kind in ("part", "reactions"):
            rest = [
                q for q in self._questions() if (q.kind, q.work) != (question.kind, question.work)
            ]
            self.queue = [question, *rest]
        elif question.kind != "voice":
            self.queue.insert(0, question)
        return True

    # ---- parts and claims -----------------------------------------------------------------------

    def _part(self, question: Question, key: str, typed: str) -> bool:
        if key not in ("k", "b", "o"):
            return False
        self.queue.pop(0)
        if key == "k":
            return True
        work = self.works[question.work]
        topics = () if key == "o" else work.entry.topics
        work.entry = _without_proposals(work.entry, topics)
        reactions = bool(self.reacting())
        self.queue = [
            q
            for q in self.queue
            if (q.kind == "reactions" and reactions)
            or (q.kind != "reactions" and q.work != question.work)
        ]
        return True

    def certain(self, question: Question) -> bool:
        """Say whether a measure is likely enough to be taken with `a`."""
        return bool(question.choices) and question.proposals[0].measure == question.choices[0]

    def _chosen(self, question: Question, key: str) -> str:
        """Return the measure that a key takes, or ""."""
        if key == "a" and self.certain(question):
            return question.choices[0]
        if key == "s" and question.same:
            return self._measure_of(question.same[0])
        if key.isdigit() and 0 < int(key) <= len(question.choices):
            return question.choices[int(key) - 1]
        return ""

    def _measure_of(self, claim: str) -> str:
        return next(k.measure for k in self.known if k.id == claim)

    def _hesitates(self, question: Question, key: str, typed: str) -> bool:
        """Ask once more where what is counted is not what the measure counts."""
        proposal, measure = question.proposals[0], self._chosen(question, key)
        told = edited(proposal, typed) if key == "e" and typed else None
        if told is not None:
            measure = told.measure or next(iter(question.choices), "")
        unit = self.site.measures[measure].unit if measure in self.site.measures else ""
        if not measure or fits(proposal.unit, unit) or self.warned == (proposal, measure):
            return False
        self.warned = (proposal, measure)
        self.notice = (
            f"{measure} counts {unit}, this counts {proposal.unit}. "
            "The same key again stores it all the same."
        )
        return True

    def _claim(self, question: Question, key: str, typed: str) -> bool:
        work, proposal = self.works[question.work], question.proposals[0]
        measure = self._chosen(question, key)
        if key == "r":
            drop(work, proposal)
        elif measure:
            same = question.same[0] if key == "s" else ""
            store(work, proposal, measure, self.voices, same_as=same)
        else:
            return key == "e" and self._edit(question, typed)
        return True

    def _edit(self, question: Question, typed: str) -> bool:
        """Store what was typed; False where it is no value, or names no measure and none is likely."""
        proposal = question.proposals[0]
        told = edited(proposal, typed) if typed else None
        measure = (told.measure or next(iter(question.choices), "")) if told else ""
        if not measure:
            return False
        store(self.works[question.work], proposal, measure, self.voices, told=told)
        return True

    def _repeats(self, question: Question, key: str, typed: str) -> bool:
        if key not in ("a", "r"):
            return False
        work = self.works[question.work]
        for proposal in question.proposals:
            if key == "r":
                drop(work, proposal)
            else:
                store(work, proposal, self._same(proposal)[0].measure, self.voices)
        return True

    # ---- reactions and voices -------------------------------------------------------------------

    def _all_reactions(self, question: Question, key: str, typed: str) -> bool:
        total = len(self.reacting())
        accepted = sum(self.speaks(p) for p in self.reacting()) if key == "a" else 0
        if key not in ("x", "a", "o", "k") or (key == "a" and not accepted):
            return False
        self.queue.pop(0)
        for index, work in enumerate(self.works):
            for proposal in work.reactions:
                self._one_of_all(index, proposal, key)
        self.notice = {
            "x": f"{total} left out.", "o": "",
            "a": f"{accepted} accepted, {total - accepted} kept as proposals.",
            "k": f"{total} kept as proposals.",
        }[key]  # fmt: skip
        return True

    def _one_of_all(self, index: int, proposal: Proposal, key: str) -> None:
        if key == "o":
            self.queue.append(Question(kind="reaction", work=index, proposals=(proposal,)))
        elif key == "a" and self.speaks(proposal):
            react(self.works[index], proposal, self.voices)
        elif key == "x":
            drop(self.works[index], proposal)

    def _reaction(self, question: Question, key: str, typed: str) -> bool:
        work, proposal = self.works[question.work], question.proposals[0]
        if key == "a" or (key == "e" and typed):
            react(work, proposal, self.voices, typed if key == "e" else "")
        elif key == "r":
            drop(work, proposal)
        else:
            return False
        return True

    def _voice(self, question: Question, key: str, typed: str) -> bool:
        name = question.voice
        if key == "n":
            self.voices.settled[name] = UNNAMED
        elif key == "y":
            self.voices.add(question.proposals[0], name)
        elif key.isdigit() and 0 < int(key) <= len(question.choices):
            self.voices.settled[name] = question.choices[int(key) - 1]
        else:
            return False
        return True


def _without_proposals(entry: Entry, topics: tuple[str, ...] | None) -> Entry:
    return msgspec.structs.replace(entry, proposals=(), topics=topics)
