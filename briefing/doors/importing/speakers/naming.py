"""A noun phrase read as a voice: a person, an office, a country, an organisation, or nobody."""

from __future__ import annotations

from msgspec.structs import replace

from briefing.content.model import Standing
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Cast, Known, Voice, person_of
from briefing.doors.importing.speakers.documents import of_document
from briefing.doors.importing.speakers.names import person_in
from briefing.doors.importing.speakers.offices import actor_of, only_places, role_word, standing_of
from briefing.doors.importing.speakers.organisations import organisation
from briefing.doors.importing.speakers.seen import Phrase, seen

_LONGEST = 16
_LONGEST_ROLE = 14


def voice_of(scene: Scene, start: int, end: int, cast: Cast) -> Voice | None:
    """Read the tokens from `start` to `end` as a voice, or None if they name none."""
    last = end
    start, end = _trimmed(scene, start, end)
    if not 0 < end - start <= _LONGEST or _is_clause(scene, start, end):
        return None
    if any(scene.has("phrases.ours", i) for i in range(start - 1, start + 2)):
        return None  # "our reporters": the outlet itself
    described = _described(scene, start, end, cast)
    if described is not None:
        return described
    document = of_document(scene, start, end, cast, voice_of)
    if document is not None:
        return document.voice or _told_before(scene, start, end, cast)
    return _named(seen(scene, start, end, cast, last))


def _named(phrase: Phrase) -> Voice | None:
    """Read a phrase by what it names: a person, a voice of the site, an office, a country, a body."""
    scene, cast = phrase.scene, phrase.cast
    if phrase.text in cast.short and phrase.text.isupper():
        return _abbreviated(phrase)
    known = person_in(
        scene, phrase.start, phrase.end,
        lambda n: cast.full(n) != n or cast.of_site(n) is not None,
    )  # fmt: skip
    if known is not None:
        return _person(phrase, *known)
    if (site := cast.of_site(phrase.text)) is not None:
        actor = site.actor or phrase.actor
        return phrase.voice("", actor, site.standing, collective=phrase.collective)
    if phrase.standing is not None:
        return _office(phrase, phrase.standing)
    if phrase.inside and only_places(scene, phrase.start, phrase.end):
        return _country(phrase)
    if phrase.collective:
        return phrase.voice(phrase.text, "", "other", collective=True)
    return organisation(phrase)


def _trimmed(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Leave out articles and the like before a phrase, and what stuck to its end."""
    while start < end and (
        scene.has("articles", start)
        or scene.has("phrases.leads", start)
        or scene.sign(start) in ("-", "–", "•", "*")
    ):
        start += 1
    seated = (i + 1 for i in range(start, end - 1) if _seated(scene, i))
    start = next(seated, start)
    bracket = next((i for i in range(start + 1, end) if scene.sign(i) == "("), end)
    end = bracket if bracket > start else end
    while end > start and not (scene.tokens[end - 1].is_word or scene.tokens[end - 1].is_number):
        end -= 1
    while scene.code == "en" and end - start > 1 and _past(scene, end - 1):
        end -= 1
    while end - start > 1 and scene.has("phrases.modals", end - 1):
        end -= 1
    return start, end


def _seated(scene: Scene, index: int) -> bool:
    """Say whether a word ends where a body has its seat: *the Leeds-based*, *in Genf ansässige*."""
    return scene.has("phrases.seated", index) or scene.folds[index].endswith("-based")


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


def _told_before(scene: Scene, start: int, end: int, cast: Cast) -> Voice | None:
    """Read *the report* as whose it was said to be: *A report by the charity … The report adds*."""
    owner = cast.documents.get(scene.folds[end - 1])
    known = scene.has("phrases.definite", start - 1) and end - start == 1
    return replace(owner, start=start, end=end) if owner and known else None


def _abbreviated(phrase: Phrase) -> Voice:
    """Read an abbreviation that the text has explained."""
    whole = phrase.cast.short[phrase.text]
    return phrase.voice(whole.name, whole.actor, whole.standing)


def _person(phrase: Phrase, first: int, last: int) -> Voice | None:
    scene, cast = phrase.scene, phrase.cast
    if last - first <= 2 and first > phrase.start and scene.has("phrases.papers", last - 1):
        return phrase.voice("", "", "media")
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


def _office(phrase: Phrase, standing: Standing) -> Voice:
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


def _seat(phrase: Phrase) -> str:
    """Return the country of *the foreign ministry in Tallinn*; an embassy is not where it stands."""
    scene, words = phrase.scene, range(phrase.start, phrase.end)
    if phrase.standing != "government" or any(scene.has("phrases.abroad", i) for i in words):
        return ""
    return next((p.code for p in phrase.inside if p.start > phrase.office), "")


def _holder(phrase: Phrase, office: str) -> Known | None:
    """Return who *the minister* is: the one person of that office in the text, or who spoke last."""
    generic = phrase.scene.has("phrases.generic_persons", phrase.start)
    definite = phrase.scene.has("phrases.definite", phrase.start - 1)
    if generic and definite and phrase.end - phrase.start <= 2 and not phrase.inside:
        return phrase.cast.last_person
    if phrase.end - phrase.start != 1 or phrase.scene.code == "de":
        return None
    people = [k for k in phrase.cast.known.values() if k.person]
    found = [k for k in people if office in _head(k.role, phrase.scene)]
    if phrase.cast.last_person in found:
        return phrase.cast.last_person
    return found[0] if len(found) == 1 else None


def _head(role: str, scene: Scene) -> list[str]:
    """Return what somebody is, without of what: *chair* of *chair of the Police Federation*."""
    folds = role.casefold().split()
    link = next(
        (i for i, f in enumerate(folds) if i and scene.words.has("phrases.of", f)), len(folds)
    )
    return folds[:link]


def _country(phrase: Phrase) -> Voice | None:
    """Read a country as its government; an adjective alone (*the German*) is nobody."""
    first = phrase.inside[0]
    alone = phrase.end - phrase.start == first.end - first.start
    if first.people and alone and (phrase.scene.code == "de" or not phrase.text.endswith("s")):
        return None
    return phrase.voice(phrase.text, phrase.actor, "government", collective=phrase.collective)


def describe(voice: Voice, scene: Scene, start: int, end: int, cast: Cast) -> None:
    """Add to a person what an apposition says of office and country."""
    known = cast.known.get(voice.name)
    if known is None:
        return
    clause = (i for i in range(start, end) if _clause_begins(scene, i))
    end = next(clause, end)
    until = min(end, start + _LONGEST_ROLE)
    standing, _ = standing_of(scene, start, until)
    inside = [p for p in scene.places if start <= p.start < end]
    known.learn(
        scene.written(start, until), actor_of(scene, inside, start, end), standing or "other"
    )


def _clause_begins(scene: Scene, index: int) -> bool:
    """Say whether what somebody did, not who he is, begins at a word: *a lawyer who served in …*."""
    return scene.code != "de" and scene.has("phrases.relatives", index)
