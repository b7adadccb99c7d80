"""What an editor types after `e`: value, voice and measure, or name, country and role, with a slash between."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import get_args

import msgspec

from briefing.content.model import Measure, Proposal, Status, Voice
from briefing.content.values import BadValue, Words, parse_value
from briefing.doors.importing.review.questions import value_of
from briefing.doors.importing.review.voicing import Voices, voice_of
from briefing.ground.problems import suggest


class BadEdit(ValueError):
    """What was typed cannot be stored; the message says why."""


def as_typed(proposal: Proposal, measure: str) -> str:
    """Return a claim as it can be typed, to be changed."""
    return f"{proposal.status or proposal.value} / {proposal.by} / {measure}"


def voice_as_typed(proposal: Proposal, name: str) -> str:
    """Return an unknown voice as it can be typed, to be changed."""
    voice = voice_of(proposal, name)
    return f"{voice.name} / {voice.actor} / {voice.role} / "


def edited_voice(
    proposal: Proposal, name: str, typed: str, actors: Collection[str], voices: Voices
) -> Voice:  # fmt: skip
    """Return the voice as typed: name, country, role and the office it speaks for, with a / between.

    What is left empty it has not. Raises BadEdit.
    """
    told, actor, role, office = _parts(typed, 4)
    if actor and actor not in actors:
        raise BadEdit(f"there is no country or organisation {actor!r}; write a code such as KR")
    of = voices.named(office) if office else None
    if office and of is None:
        raise BadEdit(
            f"no voice is called {office!r}; {suggest(office, [v.name for v in voices.all])}"
        )
    voice = voice_of(proposal, name)
    return msgspec.structs.replace(
        voice, name=told or name, actor=actor or (of.actor if of else ""), role=role,
        origin=of.name if of else "",
    )  # fmt: skip


def edited(proposal: Proposal, typed: str, measures: Collection[str]) -> Proposal:
    """Return the proposal as typed: `value`, `value / voice` or `value / voice / measure`.

    What is left empty stays as proposed; `unnamed` is nobody. Raises BadEdit.
    """
    value, by, measure = _parts(typed, 3)
    if measure and measure not in measures:
        raise BadEdit(f"there is no measure {measure!r}; {suggest(measure, measures)}".rstrip("; "))
    told = msgspec.structs.replace(
        proposal, by=by or proposal.by, measure=measure or proposal.measure
    )
    return _restated(told, value) if proposal.status else _revalued(told, value)


def _parts(typed: str, number: int) -> Sequence[str]:
    """Part at slashes with spaces around them, else at any: names may hold a slash."""
    spaced = re.split(r"(?<!\S)/(?!\S)", typed)
    parts = spaced if len(spaced) > 1 else typed.split("/")
    return [*(part.strip() for part in parts[:number]), *[""] * number][:number]


def is_value(proposal: Proposal, measure: Measure | None) -> bool:
    """Say whether a proposal's value can be stored under a measure: `check` would refuse any other."""
    of_date = measure is not None and measure.kind == "date"
    return of_date or not isinstance(value_of(proposal.value), Words)


def _revalued(proposal: Proposal, value: str) -> Proposal:
    try:
        parse_value(value or proposal.value)
    except BadValue as error:
        raise BadEdit(str(error)) from error
    return msgspec.structs.replace(proposal, value=value or proposal.value)


def _restated(proposal: Proposal, status: str) -> Proposal:
    if status and status not in get_args(Status):
        raise BadEdit(f"{status!r} is no status; write one of {', '.join(get_args(Status))}")
    return msgspec.structs.replace(proposal, status=status or proposal.status)
