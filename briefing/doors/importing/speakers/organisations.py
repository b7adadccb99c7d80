"""Names that no list has: abbreviations, brands, capitals, groups of people."""

from __future__ import annotations

from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Voice
from briefing.doors.importing.speakers.seen import Phrase


def organisation(phrase: Phrase) -> Voice | None:
    """Read a name that no list has: capitals, an abbreviation, a noun and a name, a plural."""
    scene, size = phrase.scene, phrase.end - phrase.start
    head = scene.tokens[phrase.end - 1]
    if _abbreviation(phrase) and size <= 3:
        return phrase.voice("", phrase.actor, "organisation")
    if _lone_plural(phrase):
        return phrase.voice(phrase.text, phrase.actor, "other")
    if size in (2, 3) and _brand(scene, phrase.end):
        role = scene.sign(phrase.end - 2)
        return phrase.voice(role, phrase.actor, "organisation", name=head.text)
    capitals = sum(t.is_word and t.capital for t in scene.tokens[phrase.start : phrase.end])
    ends = scene.tokens[phrase.start].capital and head.capital
    if capitals >= 2 and ends and scene.code != "de":
        return phrase.voice("", phrase.actor, "organisation")
    return None


def _abbreviation(phrase: Phrase) -> bool:
    """Say whether a phrase ends in an abbreviation that can be somebody: *UAW*, not *soft GDP*."""
    scene, head = phrase.scene, phrase.scene.tokens[phrase.end - 1]
    if not (head.text.isupper() and 2 <= len(head.text) <= 8 and head.is_word):
        return False
    rest = scene.tokens[phrase.start : phrase.end - 1]
    named = scene.code == "de" or all(t.capital or not t.is_word for t in rest)
    return named and not scene.has("phrases.no_bodies", phrase.end - 1)


def _lone_plural(phrase: Phrase) -> bool:
    """Say whether the first word of a sentence is a group of people: *Fishermen said*."""
    word = phrase.scene.tokens[phrase.end - 1]
    scene = phrase.scene
    lone = (phrase.start, phrase.end) == (0, 1) and scene.code == "en"
    people = any(scene.words.units[g].at(scene.folds, 0) for g in ("people", "troops"))
    return lone and (people or word.folded.endswith(("men", "ers", "ists", "ors", "ians")))


def _brand(scene: Scene, end: int) -> bool:
    """Say whether a phrase ends in a noun and a name: *carmaker Velmo*."""
    head, noun = scene.tokens[end - 1], scene.tokens[end - 2]
    named = head.capital and head.is_word and len(head.text) > 2 and not head.folded.endswith("'s")
    plain = noun.is_word and not noun.capital and len(noun.text) > 3
    plain = plain and not scene.has("phrases.boundary", end - 2)
    named = named and not scene.placed(end - 1)
    return named and plain and scene.code == "en" and not noun.folded.endswith("ed")
