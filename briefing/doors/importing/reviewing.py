"""Review: an entry's proposals, decided one key at a time. No terminal in here.

A `Session` is a queue of questions about one article (a live blog with its parts counts as one). Each
answer changes entries, which are saved at once, so that stopping loses nothing; `u` takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from briefing.content.days import BadDay, Day, parse_day
from briefing.content.model import UNNAMED, Entry, Proposal, Voice, WrittenClaim, WrittenReaction
from briefing.content.reading import slug
from briefing.content.values import BadValue, Value, Words, parse_value, read_value
from briefing.doors.importing.fitting import bundle, country_of, fits
from briefing.doors.importing.known import Site, voice_named

Kind = Literal["part", "claim", "repeats", "reactions", "reaction", "voice"]
_KINDS = frozenset(
    ["agree", "consult", "support", "request", "accuse", "reject", "threaten", "aid", "sanction",
     "confirm", "not-confirm", "deny", "warn", "monitor", "comment"]
)  # fmt: skip


class Work(Struct):
    """One entry under review: its path, itself, its body as written, its source's words."""

    path: str
    entry: Entry
    body: str = ""
    text: str = ""


class Question(Struct, frozen=True, kw_only=True):
    """One thing to decide. `work` is the entry's number in the session."""

    kind: Kind
    work: int
    proposals: tuple[Proposal, ...] = ()
    choices: tuple[str, ...] = ()
    """Measures (of a claim) or known voices (of an unknown one), likeliest first."""
    same: tuple[str, ...] = ()
    """Statements it may repeat: `ENTRY#ID`."""
    voice: str = ""


class Known(Struct, frozen=True):
    """A claim of another entry, as far as review compares it."""

    id: str
    measure: str
    value: Value
    by: tuple[str, ...]


class Session:
    """The questions about one article, in order, and what was answered."""

    def __init__(
        self, works: Sequence[Work], site: Site, save: Callable[[Work], None],
        add_voice: Callable[[Voice], None], measures: Callable[[Proposal], Sequence[str]],
    ) -> None:  # fmt: skip
        self.works = list(works)
        self.site = site
        self.save, self.add_voice, self.measures = save, add_voice, measures
        self.voices = list(site.voices)
        self.known = _known(site, {w.entry.id for w in works})
        self.keys = 0
        self.done: list[tuple[Question, list[Entry]]] = []
        self.settled: dict[str, str] = {}
        """Unknown voices already asked about: what to write for them."""
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
        if any(self._reactions(i) for i in range(len(self.works))):
            questions.append(Question(kind="reactions", work=0))
        return questions

    def _claims(self, index: int) -> list[Question]:
        questions, repeats = [], []
        for proposal in self.works[index].entry.proposals:
            if proposal.reaction:
                continue
            same = self._same(proposal)
            if same and self._is_repeat(proposal, same[0]):
                repeats.append(proposal)
                continue
            questions.append(
                Question(
                    kind="claim",
                    work=index,
                    proposals=(proposal,),
                    choices=tuple(self.measures(proposal))[:9],
                    same=tuple(k.id for k in same)[:5],
                )
            )
        if repeats:
            questions.append(Question(kind="repeats", work=index, proposals=tuple(repeats)))
        return questions

    def _reactions(self, index: int) -> list[Proposal]:
        return [p for p in self.works[index].entry.proposals if p.reaction]

    def _same(self, proposal: Proposal) -> list[Known]:
        value = _value(proposal.value)
        if not isinstance(value, Value):
            return []
        ends = (value.low, value.high)
        found = [
            k
            for k in self.known
            if (k.value.low, k.value.high) == ends
            and (value.qualifier != "vague" or k.value.number == value.number)
        ]
        return sorted(
            found,
            key=lambda k: (not self._one_origin(proposal.by, k.by), k.measure != proposal.measure),
        )

    def _is_repeat(self, proposal: Proposal, other: Known) -> bool:
        return bool(proposal.by) and self._one_origin(proposal.by, other.by)

    def _one_origin(self, name: str, others: Sequence[str]) -> bool:
        return bool(name) and self._office(name) in {self._office(o) for o in others}

    def _office(self, name: str) -> str:
        voice = voice_named(name, tuple(self.voices))
        if voice is None:
            return name.casefold()
        return (
            self._office(voice.origin)
            if voice.origin and voice.origin != voice.name
            else voice.name
        )

    # ---- answering ------------------------------------------------------------------------------

    @property
    def question(self) -> Question | None:
        """The question now, or None at the end. An unknown voice is asked for before its claim."""
        if not self.queue:
            return None
        first = self.queue[0]
        if first.kind in ("claim", "reaction"):
            for name in self.members(first.proposals[0].by):
                if not self._settled(name):
                    return Question(
                        kind="voice",
                        work=first.work,
                        proposals=first.proposals,
                        choices=self._near(name),
                        voice=name,
                    )
        return first

    def _settled(self, name: str) -> bool:
        """Say whether a voice needs no question: named by nobody, known, or asked about already."""
        return not name or name in self.settled or self.knows(name)

    def knows(self, name: str) -> bool:
        """Say whether a name is that of a voice or outlet of the site."""
        told = self.settled.get(name, name)
        return voice_named(told, tuple(self.voices)) is not None or told in self.site.outlets

    def members(self, name: str) -> tuple[str, ...]:
        """Return the voices a name joins; a name that the site has is one voice."""
        return (name,) if self.knows(name) else bundle(name)

    def speaks(self, proposal: Proposal) -> bool:
        """Say whether every voice of a reaction is known, so that it can be accepted with others."""
        return bool(proposal.by) and all(self.knows(name) for name in self.members(proposal.by))

    def reacting(self) -> list[Proposal]:
        """Return the reactions of the article that are still proposals."""
        return [p for index in range(len(self.works)) for p in self._reactions(index)]

    def _near(self, name: str) -> tuple[str, ...]:
        from difflib import get_close_matches

        names = {n: v.name for v in self.voices for n in (v.name, *v.aliases)}
        last = name.split()[-1].casefold()
        close = [names[n] for n in get_close_matches(name, list(names), n=3, cutoff=0.6)]
        close += [v.name for v in self.voices if v.name.split()[-1].casefold() == last]
        return tuple(dict.fromkeys(close))[:3]

    def press(self, key: str, typed: str = "") -> bool:
        """Answer with one key (`typed` is what was entered after `e`); return whether it meant anything."""
        self.notice = ""
        question = self.question
        if key == "u":
            self.keys += 1
            return self._undo()
        if question is None:
            return False
        if question.kind == "claim" and self._hesitates(question, key, typed):
            self.keys += 1
            return True
        before = [w.entry for w in self.works]
        answer = {
            "part": self._part, "claim": self._claim, "repeats": self._repeats,
            "reactions": self._all_reactions, "reaction": self._reaction, "voice": self._voice,
        }[question.kind]  # fmt: skip
        if not answer(question, key, typed):
            return False
        self.keys += 1 + (1 if typed else 0)
        self.done.append((question, before))
        for work, old in zip(self.works, before, strict=True):
            if work.entry is not old:
                self.save(work)
        return True

    def _undo(self) -> bool:
        if not self.done:
            return False
        question, before = self.done.pop()
        for work, old in zip(self.works, before, strict=True):
            if work.entry is not old:
                work.entry = old
                self.save(work)
        if question.kind != "voice":
            self.queue.insert(0, question)
            if question.kind in ("part", "reactions"):
                self.queue = [
                    question,
                    *[
                        q
                        for q in self._questions()
                        if not (q.kind == question.kind and q.work == question.work)
                    ],
                ]
        return True

    def _part(self, question: Question, key: str, typed: str) -> bool:
        work = self.works[question.work]
        if key not in ("k", "b", "o"):
            return False
        if key != "k":
            topics = () if key == "o" else work.entry.topics
            work.entry = msgspec.structs.replace(work.entry, proposals=(), topics=topics)
            self.queue = [q for q in self.queue if q.work != question.work or q.kind == "reactions"]
            if not any(self._reactions(i) for i in range(len(self.works))):
                self.queue = [q for q in self.queue if q.kind != "reactions"]
            return True
        self.queue.pop(0)
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

    def _hesitates(self, question: Question, key: str, typed: str) -> bool:
        """Ask once more where what is counted is not what the measure counts."""
        proposal, measure = question.proposals[0], self._chosen(question, key)
        edited = _edited(proposal, typed) if key == "e" and typed else None
        if edited is not None:
            measure = edited.measure or next(iter(question.choices), "")
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
        proposal = question.proposals[0]
        if key == "r":
            self._drop(question.work, proposal)
        elif key == "s" and question.same:
            self._store(
                question.work,
                proposal,
                self._measure_of(question.same[0]),
                same_as=question.same[0],
            )
        elif key == "e" and typed:
            edited = _edited(proposal, typed)
            if edited is None:
                return False
            measure = edited.measure or (question.choices[0] if question.choices else "")
            if not measure:
                return False
            self._store(question.work, proposal, measure, changed=edited)
        elif self._chosen(question, key) and key != "s":
            self._store(question.work, proposal, self._chosen(question, key))
        else:
            return False  # nothing likely: the editor names one by its digit, or with `e`
        self.queue.pop(0)
        return True

    def _repeats(self, question: Question, key: str, typed: str) -> bool:
        if key not in ("a", "r"):
            return False
        for proposal in question.proposals:
            if key == "r":
                self._drop(question.work, proposal)
            else:
                self._store(question.work, proposal, self._same(proposal)[0].measure)
        self.queue.pop(0)
        return True

    def _all_reactions(self, question: Question, key: str, typed: str) -> bool:
        if key not in ("x", "a", "o", "k"):
            return False
        total = len(self.reacting())
        accepted = sum(self.speaks(p) for p in self.reacting()) if key == "a" else 0
        if key == "a" and not accepted:
            return False
        self.queue.pop(0)
        for index in range(len(self.works)):
            for proposal in self._reactions(index):
                if key == "o":
                    self.queue.append(Question(kind="reaction", work=index, proposals=(proposal,)))
                elif key == "a" and self.speaks(proposal):
                    self._react(index, proposal)
                elif key == "x":
                    self._drop(index, proposal)
        self.notice = {
            "x": f"{total} left out.", "o": "",
            "a": f"{accepted} accepted, {total - accepted} kept as proposals.",
            "k": f"{total} kept as proposals.",
        }[key]  # fmt: skip
        return True

    def _reaction(self, question: Question, key: str, typed: str) -> bool:
        if key == "a":
            self._react(question.work, question.proposals[0])
        elif key == "e" and typed:
            self._react(question.work, question.proposals[0], typed)
        elif key == "r":
            self._drop(question.work, question.proposals[0])
        else:
            return False
        self.queue.pop(0)
        return True

    def _voice(self, question: Question, key: str, typed: str) -> bool:
        name = question.voice
        if key == "n":
            self.settled[name] = UNNAMED
        elif key == "y":
            self._add(_voice_of(question.proposals[0], name))
            self.settled[name] = name
        elif key.isdigit() and 0 < int(key) <= len(question.choices):
            self.settled[name] = question.choices[int(key) - 1]
        else:
            return False
        return True

    def _add(self, voice: Voice) -> None:
        self.voices.append(voice)
        self.add_voice(voice)

    # ---- storing --------------------------------------------------------------------------------

    def _drop(self, index: int, proposal: Proposal) -> None:
        work = self.works[index]
        left = list(work.entry.proposals)
        left.remove(proposal)
        work.entry = msgspec.structs.replace(work.entry, proposals=tuple(left))

    def _by(self, name: str) -> tuple[str, ...]:
        if not name:
            return (UNNAMED,)
        told = [self.settled.get(each, each) for each in self.members(name)]
        voices = [voice_named(each, tuple(self.voices)) for each in told]
        found = (v.name if v else t for v, t in zip(voices, told, strict=True))
        return tuple(dict.fromkeys(found))

    def _measure_of(self, claim: str) -> str:
        return next(k.measure for k in self.known if k.id == claim)

    def _store(
        self,
        index: int,
        proposal: Proposal,
        measure: str,
        *,
        same_as: str = "",
        changed: Proposal | None = None,
    ) -> None:
        work = self.works[index]
        told = changed or proposal
        by = self._by(told.by)
        taken = {c.id or c.measure for c in work.entry.claims} | {
            r.id for r in work.entry.reactions
        }
        name, number = measure, 2
        while name in taken:
            name, number = (
                f"{measure}-{slug(by[0])[:30]}" if number == 2 else f"{measure}-{number}",
                number + 1,
            )
        via = (
            tuple(v.name for v in [voice_named(told.via, tuple(self.voices))] if v)
            if told.via
            else ()
        )
        claim = WrittenClaim(
            id=name, measure=measure, value=_value(told.value), by=by, via=via, said=_day(told.said),
            quote=unique_quote(told.quote, told.sentence, work.text), same_as=same_as,
        )  # fmt: skip
        self._drop(index, proposal)
        work.entry = msgspec.structs.replace(work.entry, claims=(*work.entry.claims, claim))

    def _react(self, index: int, proposal: Proposal, text: str = "") -> None:
        work = self.works[index]
        by = self._by(proposal.by)
        taken = {c.id or c.measure for c in work.entry.claims} | {
            r.id for r in work.entry.reactions
        }
        base = f"{slug(by[0])[:40]}-{proposal.reaction}"
        name, number = base, 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        reaction = WrittenReaction(
            id=name, kind=proposal.reaction if proposal.reaction in _KINDS else "comment",  # type: ignore[arg-type]
            by=by, said=_day(proposal.said), target=proposal.target, text=text,
            quote=unique_quote(proposal.quote, proposal.sentence, work.text),
        )  # fmt: skip
        self._drop(index, proposal)
        work.entry = msgspec.structs.replace(
            work.entry, reactions=(*work.entry.reactions, reaction)
        )


def _known(site: Site, own: set[str]) -> list[Known]:
    return [
        Known(f"{entry.id}#{claim.id}", claim.measure, claim.value, claim.by)
        for entry in site.entries.values()
        if entry.id not in own
        for claim in entry.claims
        if isinstance(claim.value, Value)
    ]


def _value(text: str) -> Value | Words | None:
    return read_value(text) if text else None


def _day(text: str) -> Day | None:
    try:
        return parse_day(text) if text else None
    except BadDay:
        return None


def _edited(proposal: Proposal, typed: str) -> Proposal | None:
    """Read `value`, `value / voice` or `value / voice / measure`; None where the value is none."""
    parts = [p.strip() for p in typed.split("/")]
    try:
        parse_value(parts[0] or proposal.value)
    except BadValue:
        return None
    return msgspec.structs.replace(
        proposal,
        value=parts[0] or proposal.value,
        by=parts[1] if len(parts) > 1 and parts[1] else proposal.by,
        measure=parts[2] if len(parts) > 2 else proposal.measure,
    )


def _voice_of(proposal: Proposal, name: str) -> Voice:
    """Return the voice as it is added; of several named in one breath, each with its own country."""
    standing = proposal.standing if proposal.standing in _STANDINGS else "other"
    alone = name == proposal.by
    return Voice(
        name=name,
        actor=proposal.actor if alone else country_of(name),
        role=proposal.role if alone else "",
        standing=standing,  # type: ignore[arg-type]
    )


_STANDINGS = frozenset(
    "government military intelligence legislator party court organisation expert media other".split()
)


def unique_quote(quote: str, sentence: str, text: str) -> str:
    """Return the words with as many more of their sentence as make them unique in the source."""
    if not quote or not text or text.count(quote) <= 1 or quote not in sentence:
        return quote
    start = sentence.index(quote)
    end = start + len(quote)
    while text.count(sentence[start:end]) > 1 and (start > 0 or end < len(sentence)):
        if start > 0:
            start = sentence.rfind(" ", 0, max(0, start - 1)) + 1
        if text.count(sentence[start:end]) > 1 and end < len(sentence):
            after = sentence.find(" ", end + 1)
            end = after if after > 0 else len(sentence)
    return sentence[start:end]
