"""Notes for the editor: what may have been overlooked. They never block anything.

`briefing check` prints them and a build does not: they are about the whole story, not one mistake.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from briefing.content.model import UNKNOWN, Entry
from briefing.content.parsing import VOICES_PATH
from briefing.ground.problems import Finding
from briefing.thought.comparison import Comparison
from briefing.thought.folding import Claim
from briefing.thought.library import Library

_EXPECTS = ("plan", "forecast", "date")
_COUNTS = ("stock", "cumulative", "rate")
#: Titles of one day that share so many of their words tell of one article.
_SAME_TITLE = 0.8
#: More entries of one day than this are not compared with each other.
_MOST = 200


def editor_notes(library: Library, compared: Comparison) -> Iterator[Finding]:
    """Return every note that the entry it is about has not accepted, in no particular order."""
    accepted = {library.paths[f"entry/{key}"]: e.accept for key, e in library.entries.items()}
    for finding in _all(library, compared):
        if finding.code not in accepted.get(finding.file, ()):
            yield finding


def _all(library: Library, compared: Comparison) -> Iterator[Finding]:
    yield from _single_origins(library, compared)
    yield from _silent_countries(library)
    yield from _passed(library, compared)
    yield from _duplicates(library)
    yield from _near_names(library)
    yield from _stale(library, compared)


def _single_origins(library: Library, compared: Comparison) -> Iterator[Finding]:
    """A figure that several articles carry and one named origin gave."""
    for key, ids in compared.by_measure.items():
        claims = [compared.claims[each] for each in ids if not compared.claims[each].withdrawn]
        origins = {origin for claim in claims for origin in claim.origins}
        entries = {mention.entry for claim in claims for mention in claim.mentions}
        if len(origins) == 1 and len(entries) > 1:
            name = next(claim.origin.name for claim in claims if claim.origins)
            what = f"{len(entries)} entries speak of {key!r} and name one origin only: {name}"
            yield Finding(library.paths[f"measure/{key}"], ("title",), "single-origin", what)


def _silent_countries(library: Library) -> Iterator[Finding]:
    """A country that an entry is about, without a word by it or to it."""
    heard: dict[str, set[str]] = {}
    for said in (*library.mentions, *library.reactions):
        codes = {said.origin.actor, *(speaker.actor for speaker in said.speakers)}
        heard.setdefault(said.entry, set()).update(codes)
    for reaction in library.reactions:
        heard.setdefault(reaction.entry, set()).update(reaction.target)
    for entry in library.entries.values():
        for index, code in enumerate(entry.countries):
            if entry.id in heard and code not in heard[entry.id]:
                file = library.paths[f"entry/{entry.id}"]
                what = f"{library.actors[code]} is named, and no statement is by it or to it"
                yield Finding(file, ("countries", index), "silent-country", what)


def _passed(library: Library, compared: Comparison) -> Iterator[Finding]:
    """A plan, forecast or date whose day has passed, with nothing reported on it since."""
    for claim in compared.claims.values():
        measure = library.measures[claim.measure]
        day = claim.words.day if claim.words else claim.as_of
        due = day.last if day else None
        if measure.kind not in _EXPECTS or due is None or library.day is None or claim.withdrawn:
            continue
        about = compared.by_measure.get(measure.foresees or measure.id, ())
        since = [each for each in about if _known(compared.claims[each]) > due]
        if due < library.day and not since:
            what = f"expected by {due.isoformat()}, which has passed; nothing was reported since"
            yield _at_claim(library, claim, "past-expectation", what)


def _known(claim: Claim) -> date:
    return claim.known or date.min


def _stale(library: Library, compared: Comparison) -> Iterator[Finding]:
    """An origin's figure that is older than its measure's reach, while others are fresh."""
    limits = library.settings.comparison
    reach = {"hours": limits.hours, "days": limits.days, "months": limits.months}
    for key, ids in compared.standing.items():
        measure = library.measures[key]
        if measure.kind not in _COUNTS:
            continue
        days = reach.get(measure.moves, limits.standing)
        newest = max((_known(compared.claims[each]) for each in ids), default=date.min)
        for each in ids:
            claim = compared.claims[each]
            if claim.known is not None and (newest - claim.known).days > days:
                age = (newest - claim.known).days
                what = f"the figure of {claim.origin.name or 'a source not named'} for {key!r}"
                what += f" is {age} days older than the newest; {days} are compared"
                yield _at_claim(library, claim, "stale-figure", what)


def _at_claim(library: Library, claim: Claim, code: str, what: str) -> Finding:
    mention = claim.mentions[0]
    entry = library.entries[mention.entry]
    index = next((n for n, c in enumerate(entry.claims) if f"{entry.id}#{c.id}" == mention.id), 0)
    return Finding(library.paths[f"entry/{entry.id}"], ("claims", index), code, what)


def _duplicates(library: Library) -> Iterator[Finding]:
    """Entries that have one address, or nearly one title on one day."""
    by_url: dict[str, Entry] = {}
    by_day: dict[str, list[Entry]] = {}
    for entry in library.entries.values():
        other = by_url.setdefault(entry.url, entry) if entry.url else entry
        if other is not entry:
            what = f"the article has the address of {other.id!r}"
            yield Finding(library.paths[f"entry/{entry.id}"], ("url",), "near-duplicate", what)
        elif entry.title != UNKNOWN and entry.date is not None:
            by_day.setdefault(entry.date.text, []).append(entry)
    for entries in by_day.values():
        yield from _same_titles(library, entries[:_MOST])


def _same_titles(library: Library, entries: list[Entry]) -> Iterator[Finding]:
    words = [frozenset(re.findall(r"\w+", entry.title.casefold())) for entry in entries]
    for index, entry in enumerate(entries):
        for before in range(index):
            shared, all_ = words[index] & words[before], words[index] | words[before]
            if len(shared) >= 3 and len(shared) >= _SAME_TITLE * len(all_):
                what = f"the title is nearly that of {entries[before].id!r}, of the same day"
                file = library.paths[f"entry/{entry.id}"]
                yield Finding(file, ("title",), "near-duplicate", what)
                break


def _near_names(library: Library) -> Iterator[Finding]:
    """Two voices whose names differ by a letter or two: one person in two spellings, perhaps."""
    seen: dict[str, str] = {}
    for key, voice in library.voices.items():
        for name in (voice.name, *voice.aliases):
            bones = _bones(name)
            other = seen.setdefault(bones, key) if len(bones) >= 4 else key
            if other != key and library.voices[other].name != voice.name:
                what = f"{name!r} is nearly a name of {library.voices[other].name!r}"
                hint = "if they are one, make it an alias"
                yield Finding(VOICES_PATH, (), "near-alias", what, hint, words=name)
                break


def _bones(name: str) -> str:
    """Return what transliterations of a name share: its consonants, without marks and doubles."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = re.sub(r"[^b-df-hk-np-tv-xz]", "", plain)
    return re.sub(r"(.)\1+", r"\1", letters)
