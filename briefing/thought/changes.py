"""What an edition says is new since the one before it.

Everything goes by the day it was taken in: `now` and `before` are comparisons as of two editions'
days, so an edition once given out never changes by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from briefing.thought.comparison import Compared
from briefing.thought.folding import Claim
from briefing.thought.library import Library
from briefing.thought.statements import Said
from briefing.thought.verdicts import DIFFERENCES, Verdict

ChangeKind = Literal[
    "claim", "revision", "reported-since", "opened", "settled", "position", "voice", "actor",
    "withdrawn", "added-later",
]  # fmt: skip


class Change(Struct, frozen=True, kw_only=True):
    """One thing that is new. What it speaks of is named by id, so a page can word and link it."""

    kind: ChangeKind
    claim: str = ""
    verdict: str = ""
    actor: str = ""
    voice: str = ""
    """A voice's key, heard for the first time."""
    said: str = ""
    """Of a first voice or actor: the first thing heard, a mention's or a reaction's id."""
    entry: str = ""
    """Of *added later*: the entry."""
    position: int = -1
    """Index into the country's positions."""
    later: bool = False
    """Of a claim: it comes only from entries added later."""


class Changes(Struct, frozen=True, kw_only=True):
    """All changes of an edition, in the order in which they are shown."""

    day: date | None
    previous: date | None
    """The edition before; None for the first."""
    revisions: tuple[Change, ...] = ()
    """Direction and factor are the verdict's."""
    reported: tuple[Change, ...] = ()
    """Forecasts on which something has been reported since the last edition."""
    opened: tuple[Change, ...] = ()
    settled: tuple[Change, ...] = ()
    withdrawn: tuple[Change, ...] = ()
    claims: tuple[Change, ...] = ()
    positions: tuple[Change, ...] = ()
    first: tuple[Change, ...] = ()
    """Voices and actors heard for the first time."""
    added_later: tuple[Change, ...] = ()

    @property
    def all(self) -> tuple[Change, ...]:
        """Return every change in the order shown."""
        return (
            *self.revisions, *self.reported, *self.opened, *self.settled, *self.withdrawn,
            *self.claims, *self.positions, *self.first, *self.added_later,
        )  # fmt: skip


class News(Struct, frozen=True):
    """What may have changed: everything, or what is known to be other than it was."""

    verdicts: Sequence[Verdict]
    claims: Sequence[Claim]
    entries: Iterable[str]
    said: Sequence[Said]
    heard: Callable[[str], date]
    """The day on which a voice or actor was first heard of."""


def everything(library: Library, now: Compared) -> News:
    """Look at all that there is."""
    said = (*library.mentions, *library.reactions)
    heard = first_days(said).__getitem__
    return News([*now.verdicts.values()], [*now.claims.values()], library.entries, said, heard)


def changes(
    library: Library, now: Compared, before: Compared | None, news: News | None = None
) -> Changes:
    """Return what is new in `now` since `before` (None: the first edition)."""
    news = news if news is not None else everything(library, now)
    previous = before.day if before is not None else None
    old = before.verdicts if before is not None else {}
    new = [verdict for verdict in news.verdicts if verdict.id not in old]
    later = _added_later(library, news.entries, previous, now.day)
    return Changes(
        day=now.day,
        previous=previous,
        revisions=_verdicts("revision", (v for v in new if v.kind == "revision")),
        reported=_verdicts("reported-since", _reported(news.verdicts, old)),
        opened=_verdicts("opened", (v for v in new if v.section == "open")),
        settled=_verdicts("settled", _settled(news.verdicts, old)),
        withdrawn=_verdicts("withdrawn", (v for v in new if v.kind == "withdrawn")),
        claims=_claims(news.claims, before, later),
        positions=_positions(library, previous, now.day),
        first=_first(news, previous, now.day),
        added_later=tuple(Change(kind="added-later", entry=entry) for entry in later),
    )


def _verdicts(kind: ChangeKind, verdicts: Iterable[Verdict]) -> tuple[Change, ...]:
    return tuple(Change(kind=kind, verdict=v.id, claim=v.b or v.a) for v in verdicts)


def _reported(verdicts: Iterable[Verdict], before: Mapping[str, Verdict]) -> list[Verdict]:
    """Return open forecasts that have something new beside them."""
    found = []
    for verdict in verdicts:
        if verdict.kind != "forecast" or verdict.state != "open" or not verdict.b:
            continue
        old = before.get(verdict.id)
        known = {old.b, *old.also} if old is not None else set()
        if verdict.b not in known:
            found.append(verdict)
    return found


def _settled(verdicts: Iterable[Verdict], before: Mapping[str, Verdict]) -> list[Verdict]:
    """Return differences settled since: those open before, and those that came and went between."""
    return [
        v
        for v in verdicts
        if v.kind in (*DIFFERENCES, "editor")
        and v.leading == "settled"
        and ((old := before.get(v.id)) is None or old.leading == "open")
    ]


def _claims(
    claims: Iterable[Claim], before: Compared | None, later: Iterable[str]
) -> tuple[Change, ...]:
    known: Mapping[str, str] = before.claim_of if before is not None else {}
    found_later = set(later)
    return tuple(
        Change(
            kind="claim", claim=claim.id,
            later=all(mention.entry in found_later for mention in claim.mentions),
        )
        for claim in claims
        if not any(key in known for key in claim.ids)
    )  # fmt: skip


def _added_later(
    library: Library, entries: Iterable[str], previous: date | None, day: date | None
) -> tuple[str, ...]:
    """Return entries taken in since the last edition that were published before it was given out."""
    if previous is None:
        return ()
    found = []
    for key in entries:
        entry, added = library.entries[key], library.taken_in(key)
        last = entry.date.last if entry.date is not None else None
        fresh = added is not None and previous < added and (day is None or added <= day)
        if fresh and last is not None and last <= previous:
            found.append(key)
    return tuple(found)


def _positions(library: Library, previous: date | None, day: date | None) -> tuple[Change, ...]:
    """Return positions that begin since the last edition, or whose evidence was taken in since."""
    return tuple(
        Change(kind="position", actor=code, position=index)
        for code, country in library.countries.items()
        for index, position in enumerate(country.positions)
        if (begin := _begins(library, position.since.last or position.since.first,
                             position.evidence)) is not None
        and (previous is None or previous < begin)
        and (day is None or begin <= day)
    )  # fmt: skip


def _begins(library: Library, since: date | None, evidence: Iterable[str]) -> date | None:
    entries = [key.partition("#")[0] for key in evidence]
    days = [library.taken_in(entry) for entry in entries if entry in library.entries]
    return max([d for d in (since, *days) if d is not None], default=None)


def first_days(everything: Iterable[Said]) -> dict[str, date]:
    """Return the day on which anything of a voice (`voice KEY`) or actor was first taken in."""
    found: dict[str, date] = {}
    for said in everything:
        added = said.added or date.min
        for name in heard_in(said):
            found[name] = min(added, found.get(name, added))
    return found


def heard_in(said: Said) -> tuple[str, ...]:
    """Return the actors and voices (`voice KEY`) that are heard in a statement."""
    return *_actors(said), *(f"voice {speaker.key}" for speaker in said.speakers)


def _first(news: News, previous: date | None, day: date | None) -> tuple[Change, ...]:
    """Return voices and actors of which nothing had been heard before."""
    found: dict[str, Change] = {}
    for said in news.said:
        if day is not None and said.added is not None and said.added > day:
            continue
        named = [(a, Change(kind="actor", actor=a, said=said.id)) for a in _actors(said)]
        named += [
            (f"voice {s.key}", Change(kind="voice", voice=s.key, said=said.id))
            for s in said.speakers
        ]
        for name, change in named:
            if previous is None or news.heard(name) > previous:
                found.setdefault(name, change)
    return tuple(found.values())


def _actors(said: Said) -> list[str]:
    named = [said.origin.actor, *(speaker.actor for speaker in said.speakers)]
    return [actor for actor in dict.fromkeys(named) if actor]
