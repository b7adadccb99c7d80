"""What each key does to a review. A decision that names an unknown voice waits until the voice is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from briefing.content.model import UNNAMED, Voice
from briefing.doors.importing.review.choosing import repeat_of
from briefing.doors.importing.review.editing import BadEdit, edited, edited_voice, is_value
from briefing.doors.importing.review.fitting import fits
from briefing.doors.importing.review.questions import Decision, Question
from briefing.doors.importing.review.storing import drop, react, store
from briefing.doors.importing.review.voicing import voice_of
from briefing.ground.locale import countries

if TYPE_CHECKING:
    from briefing.doors.importing.review.session import Session

Answered = Literal["stored", "asked", "refused"]
"""Whether a key changed something, only brought up a question, or meant nothing."""


def answer(session: Session, question: Question, key: str, typed: str) -> Answered:
    """Answer a question with one key; `typed` is what was entered after `e`."""
    found: Callable[[Session, Question, str, str], Answered] = {
        "part": _part, "claim": _claim, "repeats": _repeats, "reactions": _all_reactions,
        "reaction": _reaction, "voice": _voice, "alias": _alias,
    }[question.kind]  # fmt: skip
    return found(session, question, key, typed)


# ---- parts and claims ---------------------------------------------------------------------------


def _part(session: Session, question: Question, key: str, typed: str) -> Answered:
    if key not in ("k", "b", "o"):
        return "refused"
    work = session.works[question.work]
    session.next()
    topics = (
        () if key == "o" else session.topics_of(work.entry)
    )  # told in the file: not asked again
    if key == "k":
        work.entry = replace(work.entry, topics=topics)
        return "stored"
    work.entry = replace(work.entry, proposals=(), topics=topics)
    left = [q for q in session.queue if q.kind == "reactions" or q.work != question.work]
    session.queue = [q for q in left if q.kind != "reactions" or session.reacting()]
    return "stored"


def _claim(session: Session, question: Question, key: str, typed: str) -> Answered:
    if key == "r":
        drop(session.works[question.work], question.proposals[0])
        session.next()
        return "stored"
    try:
        decision = _decided(session, question, key, typed)
    except BadEdit as error:
        session.notice = f"{error}. Nothing was stored."
        return "asked"
    if decision is None:
        return "refused"
    if not is_value(decision.told, session.site.measures.get(decision.measure)):
        session.notice = f"{decision.told.value!r} is no value; e changes it. Nothing was stored."
        return "asked"
    return "asked" if _hesitates(session, decision) else _settle(session, decision)


def _decided(session: Session, question: Question, key: str, typed: str) -> Decision | None:
    """Return what a key stores; None where it means nothing. Raises BadEdit."""
    [proposal] = question.proposals
    if key == "e" and typed:
        told = edited(proposal, typed, session.site.measures)
        measure = told.measure or next(iter(question.choices), "")
        return Decision(question=question, told=told, measure=measure) if measure else None
    if key == "s" and question.same:
        known = question.same[0]
        return Decision(question=question, told=proposal, measure=known.measure, same_as=known.id)
    if key == "a" and question.certain:
        return Decision(question=question, told=proposal, measure=question.choices[0])
    chosen = _numbered(question, key)
    return Decision(question=question, told=proposal, measure=chosen) if chosen else None


def _numbered(question: Question, key: str) -> str:
    at = int(key) - 1 if key.isdecimal() else -1
    return question.choices[at] if 0 <= at < len(question.choices) else ""


def _hesitates(session: Session, decision: Decision) -> bool:
    """Ask once more where what is counted is not what the measure counts."""
    [proposal], measure = decision.question.proposals, decision.measure
    unit = session.site.measures[measure].unit if measure in session.site.measures else ""
    if fits(proposal.unit, unit) or session.warned == (proposal, measure):
        return False
    session.warned = (proposal, measure)
    session.notice = (
        f"{measure} counts {unit}, this counts {proposal.unit}. "
        "The same key again stores it all the same."
    )
    return True


def _settle(session: Session, decision: Decision) -> Answered:
    """Store what was decided, as soon as every voice it names is known."""
    session.pending = decision
    if session.voices.unsettled(decision.told.by):
        return "stored"
    session.pending = None
    work, proposal = session.works[decision.question.work], decision.question.proposals[0]
    if decision.question.kind == "reaction":
        react(work, proposal, session.voices, decision.text)
    else:
        store(
            work, proposal, decision.measure, session.voices, same_as=decision.same_as,
            told=decision.told,
        )  # fmt: skip
    session.next()
    return "stored"


def _repeats(session: Session, question: Question, key: str, typed: str) -> Answered:
    if key not in ("a", "r", "o"):
        return "refused"
    work, precedents = session.works[question.work], session.precedents
    single = [replace(question, kind="claim", proposals=(p,)) for p in question.proposals]
    session.next(*(single if key == "o" else ()))
    for proposal in question.proposals if key != "o" else ():
        known = repeat_of(proposal, work, precedents, session.known)
        if key == "a" and known is not None:
            store(work, proposal, known.measure, session.voices)
        else:
            drop(work, proposal)
    return "stored"


# ---- reactions ----------------------------------------------------------------------------------


def _all_reactions(session: Session, question: Question, key: str, typed: str) -> Answered:
    found = session.reacting()
    accepted = sum(session.speaks(p) for p in found) if key == "a" else 0
    if key not in ("x", "a", "o", "k") or (key == "a" and not accepted):
        return "refused"
    single = [
        Question(kind="reaction", work=index, proposals=(proposal,))
        for index, work in enumerate(session.works)
        for proposal in work.reactions
    ]
    session.next(*(single if key == "o" else ()))
    for each in single:
        _one_of_all(session, each, key)
    session.notice = {
        "x": f"{len(found)} left out.", "o": "",
        "a": f"{accepted} accepted, {len(found) - accepted} kept as proposals.",
        "k": f"{len(found)} kept as proposals.",
    }[key]  # fmt: skip
    return "stored"


def _one_of_all(session: Session, each: Question, key: str) -> None:
    work, [proposal] = session.works[each.work], each.proposals
    if key == "a" and session.speaks(proposal):
        react(work, proposal, session.voices)
    elif key == "x":
        drop(work, proposal)


def _reaction(session: Session, question: Question, key: str, typed: str) -> Answered:
    [proposal] = question.proposals
    if key == "r":
        drop(session.works[question.work], proposal)
        session.next()
        return "stored"
    if key == "a" or (key == "e" and typed):
        text = typed if key == "e" else ""
        return _settle(session, Decision(question=question, told=proposal, text=text))
    return "refused"


# ---- voices -------------------------------------------------------------------------------------


def _voice(session: Session, question: Question, key: str, typed: str) -> Answered:
    name, chosen = question.voice, _numbered(question, key)
    if key == "n":
        session.voices = session.voices.settle(name, UNNAMED)
    elif key == "y":
        _add(session, name, voice_of(question.proposals[0], name))
    elif key == "e" and typed:
        return _voice_edited(session, question, typed)
    elif chosen:
        return _meant(session, question, chosen)
    else:
        return "refused"
    return _resumed(session)


def _voice_edited(session: Session, question: Question, typed: str) -> Answered:
    """Add the voice as typed; a name that the site has is that voice."""
    organisations = session.site.settings.organisations if session.site.settings else {}
    actors = {*countries("en"), *organisations}
    try:
        voice = edited_voice(question.proposals[0], question.voice, typed, actors, session.voices)
    except BadEdit as error:
        session.notice = f"{error}. Nothing was stored."
        return "asked"
    known = session.voices.named(voice.name)
    if known is not None:
        return _meant(session, question, known.name)
    _add(session, question.voice, voice)
    return _resumed(session)


def _meant(session: Session, question: Question, name: str) -> Answered:
    """Take an unknown name for a known voice, and ask whether it always is."""
    session.voices = session.voices.settle(question.voice, name)
    session.alias = replace(question, kind="alias", meant=name)
    return "stored"


def _add(session: Session, name: str, voice: Voice) -> None:
    session.voices = session.voices.with_voice(voice).settle(name, voice.name)
    session.file.add(voice)


def _alias(session: Session, question: Question, key: str, typed: str) -> Answered:
    """Remember for good whom a name means, or for this article alone."""
    if key not in ("y", "n"):
        return "refused"
    session.alias = None
    voice = session.voices.named(question.meant)
    if key == "y" and (voice is None or not session.file.alias(voice, question.voice)):
        session.notice = "voices.yaml is written so that the alias must be put there by hand."
    return _resumed(session)


def _resumed(session: Session) -> Answered:
    """Go on with what waited for a voice."""
    decision = session.pending
    return _settle(session, decision) if decision is not None else "stored"
