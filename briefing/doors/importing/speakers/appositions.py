"""A name and what stands beside it between commas: *Jane Roe, an adviser*; *the minister, Jane Roe*."""

from __future__ import annotations

from briefing.doors.importing.scene import QUOTES, Scene
from briefing.doors.importing.speakers.cast import Cast, Known, Voice, person_of
from briefing.doors.importing.speakers.naming import describe, voice_of
from briefing.doors.importing.speakers.offices import only_places
from briefing.doors.importing.speakers.phrases import phrase_end, phrase_start

LONGEST_APPOSITION = 40
_LONGEST_HOME = 5


def apposed(scene: Scene, comma: int, cast: Cast) -> Voice | Known | None:
    """Read `Name, a senior adviser to …, said` and `the minister, Name, said`."""
    opener = _opener(scene, comma)
    if opener <= 0:
        return None
    group = scene.has("phrases.including", opener + 1) or _under(scene, opener + 1, comma)
    inner = None if group else voice_of(scene, opener + 1, comma, cast)
    detail = _before_detail(scene, phrase_start(scene, opener), opener) > 0
    inner = None if detail else inner
    outer = _outer(scene, opener, cast)
    if outer is None:
        return _aside(scene, opener, inner)
    if inner is not None and inner.person and not outer.person:
        return joined(outer, inner, cast, comma)
    if outer.person and group:
        office = _office_before(scene, outer.start, cast)
        return office or person_of(cast.known[outer.name], outer.start, comma)
    if outer.person:
        describe(outer, scene, opener + 1, comma, cast)
        return person_of(cast.known[outer.name], outer.start, comma)
    return outer


def _office_before(scene: Scene, start: int, cast: Cast) -> Voice | None:
    """Read *the minister, Jane Roe, reached by phone, said*: the office before the name."""
    comma = start - 1
    first = phrase_start(scene, comma) if scene.sign(comma) == "," else comma
    office = voice_of(scene, first, comma, cast) if first < comma else None
    return named_after(office, scene, comma, cast) if office and not office.person else None


def _under(scene: Scene, start: int, end: int) -> bool:
    """Say whether an aside names somebody else: *the committee, chaired by Jane Roe, said*."""
    return any(
        scene.has("phrases.by", i) or scene.has("phrases.with", i) for i in range(start, end)
    )


def _opener(scene: Scene, comma: int) -> int:
    """Return the comma or bracket that opens what one at `comma` closes, or -1."""
    sign = scene.sign(comma)
    want = "(" if sign == ")" else sign
    for index in range(comma - 1, max(-1, comma - 2 - LONGEST_APPOSITION), -1):
        sign = scene.sign(index)
        if sign == want and not scene.quoted[index]:
            return index
        if sign in ";:!?" or (sign in QUOTES and want == ","):
            return -1
    return -1


def _outer(scene: Scene, opener: int, cast: Cast) -> Voice | None:
    start = phrase_start(scene, opener)
    if (before := _before_detail(scene, start, opener)) > 0:
        return _outer(scene, before, cast)
    outer = voice_of(scene, start, opener, cast) if start < opener else None
    if outer is None and scene.sign(opener - 1) in (",", ")"):
        again = apposed(scene, opener - 1, cast)
        return again if isinstance(again, Voice) else None
    return outer


def _before_detail(scene: Scene, start: int, end: int) -> int:
    """Return the comma before an age or a home: *Jane Roe, 34, from Halden, Kent, said*; or 0."""
    age = end > 0 and scene.tokens[end - 1].is_number and scene.sign(end - 2) == ","
    if age:
        return end - 2
    index = start - 1
    while index > max(0, start - _LONGEST_HOME) and scene.tokens[index].text[0].islower():
        index -= 1
    home = any(scene.has("phrases.prepositions", i) for i in range(index + 1, start))
    return index if home and scene.sign(index) == "," else 0


def _aside(scene: Scene, opener: int, inner: Voice | None) -> Voice | None:
    """Return a person named between commas of whom nothing stands before them."""
    country = inner is not None and only_places(scene, inner.start, inner.end)
    bound = scene.sign(opener - 1) in QUOTES or not scene.has("articles", opener + 1) or country
    named = inner is not None and (inner.person or only_places(scene, inner.start, inner.end))
    return inner if bound and named else None


def apposed_name(scene: Scene, start: int, cast: Cast) -> Voice | None:
    """Read the person of *a indiqué le recteur, Paul Mage*, whatever the office is."""
    end = phrase_end(scene, start)
    capitals = all(scene.tokens[i].capital for i in range(start, end))
    inner = voice_of(scene, start, end, cast) if end - start > 1 and capitals else None
    return inner if inner is not None and inner.person else None


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


def before_office(voice: Voice, scene: Scene, start: int, cast: Cast) -> Voice:
    """Take the name before an office, its comma left open: *Jane Roe, head of the school said*."""
    comma = start - 1 - scene.has("articles", start - 1)
    if voice.person or voice.standing == "other" or scene.sign(comma) != ",":
        return voice
    first = phrase_start(scene, comma)
    named = first < comma and all(_of_name(scene, i) for i in range(first, comma))
    opens = first == 0 or not scene.tokens[first - 1].is_word
    person = voice_of(scene, first, comma, cast) if named and opens and comma - first > 1 else None
    return joined(voice, person, cast, voice.end) if person and person.person else voice


def _of_name(scene: Scene, index: int) -> bool:
    return scene.tokens[index].capital or scene.has("phrases.particles", index)
