"""What review asks of names and nouns: who is in a bundle, and whether a noun fits a measure."""

from __future__ import annotations

from briefing.doors.importing.measuring import stems
from briefing.doors.importing.places import Place, places_of
from briefing.doors.importing.text import tokens_of
from briefing.doors.importing.words import LANGUAGES, words

#: Groups of nouns that stand for one another: *troops* and *soldiers*, *people* and *civilians*.
_PEOPLE = ("people", "troops")


def bundle(name: str) -> tuple[str, ...]:
    """Return the voices that a name joins: *French and Italian sources* are French sources and Italian sources.

    A name that joins none comes back alone.
    """
    tokens = tokens_of(name, "en")
    joined: list[Place] = []
    for place in _peoples(name):
        before = joined[-1].end if joined else 0
        between = tokens[before : place.start]
        if any(t.text != "," and t.folded not in ("and", "und", "et", "y") for t in between):
            break
        joined.append(place)
    if len({p.code for p in joined}) < 2:
        return (name,)
    if joined[-1].end >= len(tokens):
        return tuple(p.form for p in joined) if not any(p.people for p in joined) else (name,)
    what = name[tokens[joined[-1].end].start :]
    return tuple(f"{place.form} {what}" for place in joined)


def country_of(name: str) -> str:
    """Return the country that a name begins with, or ""."""
    return next((p.code for p in _peoples(name)[:1] if p.start == 0), "")


def _peoples(name: str) -> list[Place]:
    return list(places_of(tokens_of(name, "en"), "en"))


def fits(noun: str, unit: str) -> bool:
    """Say whether what was counted may be counted by a measure of that unit; unknown nouns may."""
    if not noun or not unit or stems(noun) & stems(unit):
        return True
    one, other = _groups(noun), _groups(unit)
    people = bool(one.intersection(_PEOPLE)) or any(p.people for p in _peoples(noun))
    return bool(one & other) or (people and bool(other.intersection(_PEOPLE)))


def _groups(unit: str) -> set[str]:
    """Return the groups of people that a noun names, in any language the importer reads."""
    folds = unit.casefold().split()
    return {
        group
        for code in LANGUAGES
        for group, phrases in words(code).units.items()
        if group in (*_PEOPLE, "jobs") and phrases.within(folds) >= 0
    }
