"""A noun phrase read as a voice: a person, an office, a country, an organisation, or nobody."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from briefing.content.model import Standing
from briefing.doors.importing.places import Place
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Cast, Known, Voice, person_of
from briefing.doors.importing.speakers.names import person_in
from briefing.doors.importing.speakers.offices import actor_of, only_places, role_word, standing_of
from briefing.doors.importing.speakers.phrases import phrase_end

_LONGEST = 16
_LONGEST_ROLE = 14
_MOST_OWNERS = 3


class _Phrase(Struct, frozen=True):
    """A noun phrase and what can be seen in it at once."""

    scene: Scene
    cast: Cast
    start: int
    end: int
    inside: Sequence[Place]
    text: str
    actor: str
    standing: Standing | None
    office: int
    """The token of the office; -1 without one."""
    collective: bool

    def voice(
        self, role: str, actor: str, standing: Standing, *, name: str = "", collective: bool = False
    ) -> Voice:
        return Voice(
            name or self.text, role, actor, standing, False, self.start, self.end, collective
        )


def voice_of(scene: Scene, start: int, end: int, cast: Cast) -> Voice | None:
    """Read the tokens from `start` to `end` as a voice, or None if they name none."""
    start, end = _trimmed(scene, start, end)
    if not 0 < end - start <= _LONGEST or _is_clause(scene, start, end):
        return None
    described = _described(scene, start, end, cast)
    if described is not None:
        return described
    document = _of_document(scene, start, end, cast)
    if document is not None:
        return document.voice
    phrase = _phrase(scene, start, end, cast)
    if phrase.text in cast.short and phrase.text.isupper():
        return _abbreviated(phrase)
    name = person_in(scene, start, end, lambda n: cast.full(n) != n or cast.of_site(n) is not None)
    if name is not None:
        return _person(phrase, *name)
    if (site := cast.of_site(phrase.text)) is not None:
        return phrase.voice(
            "", site.actor or phrase.actor, site.standing, collective=phrase.collective
        )
    if phrase.standing is not None:
        return _office(phrase, phrase.standing)
    if phrase.inside and only_places(scene, start, end):
        return _country(phrase)
    if phrase.collective:
        return phrase.voice(phrase.text, "", "other", collective=True)
    return _organisation(phrase)


def _trimmed(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Leave out articles and the like before a phrase, and what stuck to its end."""
    while start < end and (
        scene.has("articles", start)
        or scene.has("phrases.leads", start)
        or scene.sign(start) in ("-", "–", "•", "*")
    ):
        start += 1
    bracket = next((i for i in range(start + 1, end) if scene.sign(i) == "("), end)
    end = bracket if bracket > start else end
    while end > start and not (scene.tokens[end - 1].is_word or scene.tokens[end - 1].is_number):
        end -= 1
    while scene.code == "en" and end - start > 1 and _past(scene, end - 1):
        end -= 1
    return start, end


def _past(scene: Scene, index: int) -> bool:
    """Say whether a verb in the past has stuck to the name before it: *Jane Roe expressed*."""
    token = scene.tokens[index]
    after_name = not token.capital and scene.tokens[index - 1].capital
    present = token.folded.endswith("s") and index > 1 and scene.tokens[index - 2].capital
    known = role_word(token.folded, scene.words) or scene.words.every_unit.at(scene.folds, index)
    return after_name and (token.folded.endswith("ed") or (present and not known))


def _is_clause(scene: Scene, start: int, end: int) -> bool:
    """Say whether the words are no name of anybody: they say where, or hold a verb."""
    if scene.has("phrases.prepositions", start):
        return True
    return scene.code == "en" and any(scene.has("phrases.finite", i) for i in range(start, end))


def _described(scene: Scene, start: int, end: int, cast: Cast) -> Voice | None:
    """Read a name with what follows it: *Jane Roe of the charity Halt*."""
    link = next((i for i in range(start + 2, end) if scene.has("phrases.of", i)), -1)
    if link < 0 or person_in(scene, start, link) is None:
        return None
    voice = voice_of(scene, start, link, cast)
    if voice is None or not voice.person or not (voice.role or " " in voice.name):
        return None
    describe(voice, scene, link, end, cast)
    return voice


class _Document(Struct, frozen=True):
    """A phrase that is a document: the voice is whose it is, or nobody's."""

    voice: Voice | None


def _of_document(scene: Scene, start: int, end: int, cast: Cast) -> _Document | None:
    """Read *the tally of the health ministry* as the ministry; *recent data* as nobody."""
    heads = [i for i in range(start, end) if _is_document(scene, i)]
    if not heads or _of_media(scene, heads[0]):
        return None
    head = heads[0]
    owner = next((i for i in range(start, heads[-1]) if scene.folds[i].endswith("'s")), -1)
    if owner >= 0:
        return _Document(voice_of(scene, start, owner + 1, cast))
    compound = _compound_owner(scene, start, head, end, cast)
    if compound is not None:
        return _Document(compound)
    names = (i for i in range(start, head) if scene.tokens[i].capital and not scene.placed(i))
    if scene.code != "de" and any(names):
        return None
    link = head + 1
    while link < end and not (scene.has("phrases.of", link) or scene.has("phrases.by", link)):
        link += 1
    if link + 1 < end:
        return _Document(voice_of(scene, link + 1, end, cast))
    place = next((p for p in scene.places if start <= p.start < end and p.people), None)
    if place is None:
        return None if head - start > 3 else _Document(None)
    text = scene.written(start, end)
    return _Document(Voice(text, text, place.code, "government", False, start, end))


def _compound_owner(scene: Scene, start: int, head: int, end: int, cast: Cast) -> Voice | None:
    """Read *Eurostat figures* as Eurostat, *ministry data* as the ministry."""
    if scene.code != "en" or head != end - 1 or not 0 < head - start <= _MOST_OWNERS:
        return None
    voice = voice_of(scene, start, head, cast)
    if voice is not None and (voice.standing != "other" or voice.actor):
        return None if only_places(scene, start, head) else voice
    name = scene.sign(start)
    named = head - start == 1 and scene.tokens[start].capital and scene.folds[start].isalpha()
    named = named and not scene.placed(start)
    if not named or scene.has("phrases.openers", start) or scene.has("phrases.cues", start):
        return None
    return Voice(name, name, "", "organisation", False, start, end) if start else None


def _is_document(scene: Scene, index: int) -> bool:
    """Say whether a word names a document, and is no part of a name: *Statistics Norway*."""
    if not scene.has("phrases.documents", index):
        return False
    after = scene.tokens[index + 1] if index + 1 < len(scene) else None
    named = after is not None and after.is_word and after.capital and scene.tokens[index].capital
    return scene.code == "de" or not named


def _of_media(scene: Scene, head: int) -> bool:
    """Say whether the document is the press itself: *news reports*."""
    media = scene.words.roles["media"]
    return head > 0 and scene.code == "en" and media.at(scene.folds, head - 1) > 1


def _abbreviated(phrase: _Phrase) -> Voice:
    """Read an abbreviation that the text has explained."""
    whole = phrase.cast.short[phrase.text]
    return phrase.voice(whole.name, whole.actor, whole.standing)


def _phrase(scene: Scene, start: int, end: int, cast: Cast) -> _Phrase:
    inside = [p for p in scene.places if p.start < end and p.end > start]
    standing, office = standing_of(scene, start, end)
    return _Phrase(
        scene, cast, start, end, inside, scene.written(start, end),
        actor_of(scene, inside, start, end), standing, office,
        scene.words.lists["collective.words"].within(scene.folds, start, end) >= 0,
    )  # fmt: skip


def _person(phrase: _Phrase, first: int, last: int) -> Voice | None:
    scene, cast = phrase.scene, phrase.cast
    full = cast.full(scene.written(first, last))
    begin = phrase.start
    while begin < first and (scene.has("titles", begin) or scene.sign(begin) == "."):
        begin += 1
    role = scene.written(begin, first) if first > begin else ""
    site = cast.of_site(full)
    stranger = not (phrase.standing or role or full in cast.known or site) and last - first < 2
    if stranger and len(full) < 4 and not full.isupper():
        return None
    standing = phrase.standing or "other"
    known = cast.meet(full, Known(full, role.strip(" ,"), phrase.actor, standing, person=True))
    if site is not None:
        known.actor, known.standing = site.actor or known.actor, site.standing
    return person_of(known, phrase.start, phrase.end)


def _office(phrase: _Phrase, standing: Standing) -> Voice:
    """Read an office; one without a country has that it was named with before."""
    scene, cast, actor = phrase.scene, phrase.cast, phrase.actor
    office = scene.folds[phrase.office].removesuffix("'s")
    actor = actor or _seat(phrase)
    if actor:
        cast.offices[office] = actor
    elif (holder := _holder(phrase, office)) is not None:
        return person_of(holder, phrase.start, phrase.end)
    elif phrase.end - phrase.start <= 3:
        length = scene.words.roles[standing].at(scene.folds, phrase.office) or 1
        whole = " ".join(scene.folds[phrase.office : phrase.office + length])
        actor = cast.country(whole) or cast.offices.get(office, "")
    return phrase.voice(phrase.text, actor, standing, collective=phrase.collective)


def _seat(phrase: _Phrase) -> str:
    """Return the country of *the foreign ministry in Tallinn*; an embassy is not where it stands."""
    scene, words = phrase.scene, range(phrase.start, phrase.end)
    if phrase.standing != "government" or any(scene.has("phrases.abroad", i) for i in words):
        return ""
    return next((p.code for p in phrase.inside if p.start > phrase.office), "")


def _holder(phrase: _Phrase, office: str) -> Known | None:
    """Return who *the minister* is: the one person of that office in the text, or who spoke last."""
    if phrase.end - phrase.start != 1 or phrase.scene.code == "de":
        return None
    people = [k for k in phrase.cast.known.values() if k.person]
    found = [k for k in people if office in k.role.casefold().split()]
    if phrase.cast.last_person in found:
        return phrase.cast.last_person
    return found[0] if len(found) == 1 else None


def _country(phrase: _Phrase) -> Voice | None:
    """Read a country as its government; an adjective alone (*the German*) is nobody."""
    first = phrase.inside[0]
    alone = phrase.end - phrase.start == first.end - first.start
    if first.people and alone and (phrase.scene.code == "de" or not phrase.text.endswith("s")):
        return None
    return phrase.voice(phrase.text, phrase.actor, "government", collective=phrase.collective)


def _organisation(phrase: _Phrase) -> Voice | None:
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


def _abbreviation(phrase: _Phrase) -> bool:
    """Say whether a phrase ends in an abbreviation that can be somebody: *UAW*, not *soft GDP*."""
    scene, head = phrase.scene, phrase.scene.tokens[phrase.end - 1]
    if not (head.text.isupper() and 2 <= len(head.text) <= 8 and head.is_word):
        return False
    rest = scene.tokens[phrase.start : phrase.end - 1]
    named = scene.code == "de" or all(t.capital or not t.is_word for t in rest)
    return named and not scene.has("phrases.no_bodies", phrase.end - 1)


def _lone_plural(phrase: _Phrase) -> bool:
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


def describe(voice: Voice, scene: Scene, start: int, end: int, cast: Cast) -> None:
    """Add to a person what an apposition says of office and country."""
    known = cast.known.get(voice.name)
    if known is None:
        return
    until = min(end, start + _LONGEST_ROLE)
    standing, _ = standing_of(scene, start, until)
    inside = [p for p in scene.places if start <= p.start < end]
    known.learn(
        scene.written(start, until), actor_of(scene, inside, start, end), standing or "other"
    )


def named_after(voice: Voice | None, scene: Scene, end: int, cast: Cast) -> Voice | None:
    """Take the name that follows an office after a comma: *the minister, Jane Roe,*."""
    if voice is None or voice.person or voice.standing == "other" or scene.sign(end) != ",":
        return voice
    until = phrase_end(scene, end + 1)
    names = range(end + 1, until)
    if not 1 <= len(names) <= 5 or not all(
        scene.tokens[i].capital or scene.has("phrases.particles", i) for i in names
    ):
        return voice
    inner = voice_of(scene, end + 1, until, cast)
    return joined(voice, inner, cast, until) if inner and inner.person else voice


def joined(office: Voice, person: Voice, cast: Cast, end: int) -> Voice:
    """Return the person who holds an office that stands beside the name."""
    office_known = Known(person.name, office.name, office.actor, office.standing, True)
    return person_of(cast.meet(person.name, office_known), office.start, end)
