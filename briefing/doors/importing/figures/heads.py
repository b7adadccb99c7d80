"""The noun before a number: *the number of troops … at 3,000*, *killing at least 45*, *the toll is 66*."""

from __future__ import annotations

from msgspec.structs import replace

from briefing.doors.importing.figures.fates import Fates, with_fate
from briefing.doors.importing.figures.figure import Count, Noun
from briefing.doors.importing.figures.nouns import group_of, grown, told
from briefing.doors.importing.figures.reach import STOP, breaks, people_at
from briefing.doors.importing.scene import Scene

_REACH = 26
_NEAR, _FAR = 4, 6
_NOUN_WITHIN = 9
_LEAST_REACHED = 20
_LONGEST_PLACE = 4
_BODIES = ("people", "troops")


def noun_before(scene: Scene, count: Count) -> Noun | None:
    """Find what a number counts to its left, or None."""
    if _noun_after_all(scene, count.end) or _one(scene, count):
        return None
    begin = count.begin
    others = scene.sign(count.end) if scene.has("figures.others", count.end) else ""
    found = (
        _employed(scene, begin)
        or _toll(scene, begin, others)
        or _among(scene, begin)
        or _head(scene, begin)
    )
    found = found or _subject(scene, count)
    return replace(found, end=scene.tokens[count.end - 1].end) if found else None


def _noun_after_all(scene: Scene, end: int) -> bool:
    """Say whether a German noun follows that no list has."""
    if end >= len(scene) or scene.sign(end) in STOP or breaks(scene, end, end):
        return False
    token = scene.tokens[end]
    noun = scene.code == "de" and token.is_word and token.capital
    return noun and not scene.has("auxiliaries.words", end)


def _one(scene: Scene, count: Count) -> bool:
    """Say whether the number is the word *one*: more often an article."""
    inside = (n for n in scene.numbers if count.begin <= n.start < count.end)
    return any(n.spelled and (n.value or 2) < 2 for n in inside)


def _toll(scene: Scene, begin: int, others: str) -> Noun | None:
    """Read *killing at least 45*, *the deaths of 12*: a word of fate just before."""
    for name, phrases in scene.words.casualty_left.items():
        for skip in range(min(3, begin)):
            length = phrases.before(scene.folds, begin - skip)
            if length and _linked(scene, begin - skip, begin):
                label = _label(scene, name, begin - skip - length, length)
                if others:
                    label = with_fate(others, (name,), scene.words)
                return Noun(label, label, "people", (name,))
    return None


def _employed(scene: Scene, begin: int) -> Noun | None:
    """Read *a plant that employs 3,000*."""
    if not scene.words.lists["figures.employs"].before(scene.folds, begin):
        return None
    label = scene.words.data["figures"]["employed"][0]
    return Noun(label, label, "people")


def _linked(scene: Scene, start: int, end: int) -> bool:
    return all(
        scene.has("continues", i) or scene.has("figures.toll_links", i) for i in range(start, end)
    )


def _label(scene: Scene, name: str, start: int, length: int) -> str:
    """Return the word for a fate; where the source's word is a German noun, that."""
    last = start + length - 1
    if scene.code == "de" and scene.words.every_unit.at(scene.folds, last) == 1:
        return scene.sign(last)
    if scene.code == "en" and scene.folds[start].startswith("injur"):
        return "injured"
    return str(scene.words.data["casualties"]["labels"].get(name, name))


def _among(scene: Scene, begin: int) -> Noun | None:
    """Read *Among the wounded, 205 are …*."""
    if not 2 <= begin <= 7 or not scene.has("among", 0) or scene.sign(begin - 1) != ",":
        return None
    at = scene.words.every_unit.within(scene.folds, 1, begin)
    if at < 0:
        return None
    start, stop, group = grown(scene, at, scene.words.every_unit.at(scene.folds, at))
    unit = scene.text[scene.tokens[start].start : scene.tokens[stop - 1].end]
    return Noun(unit, unit, group)


def _subject(scene: Scene, count: Count) -> Noun | None:
    """Read *claims had topped 6 million*: the noun just before a verb of reaching."""
    verb = count.begin - 1
    while scene.has("figures.reach_links", verb):
        verb -= 1
    if scene.has("figures.reach", count.begin):
        verb = count.begin
    elif not scene.has("figures.reach", verb):
        return None
    end = verb - sum(scene.has("auxiliaries.verbs", i) for i in (verb - 1, verb - 2))
    if count.value < _LEAST_REACHED:
        return None
    end = _before_place(scene, end)
    length = scene.words.every_unit.before(scene.folds, end)
    if not length:
        return _open_subject(scene, end, count)
    start, stop, group = grown(scene, end - length, length)
    return told(scene, (start, min(stop, end), group), ())


def _before_place(scene: Scene, end: int) -> int:
    """Step left over where or whose: *stays in Italy hit 14 million*."""
    start = end
    while start > 1 and scene.tokens[start - 1].capital and end - start < _LONGEST_PLACE:
        start -= 1
    if start == end and scene.has("articles", end - 2):
        start = end - 2  # "cases across the region declined"
    links = start < end and any(
        scene.has(name, start - 1) for name in ("phrases.prepositions", "phrases.of")
    )
    return start - 1 if links and scene.code != "de" else end


def _open_subject(scene: Scene, end: int, count: Count) -> Noun | None:
    """Read a plural that no list has as the subject of *hit 14 million*."""
    token = scene.tokens[end - 1]
    plain = token.is_word and not token.capital and len(token.text) > _LONGEST_PLACE
    plural = token.folded.endswith("s") and not token.folded.endswith(("ss", "ous", "us"))
    never = scene.has("figures.beside", end - 1) or scene.has("refuse.after", end - 1)
    never = never or scene.has("figures.money", end - 1)
    if scene.code == "de" or never or not (plain and plural and count.first.grouped):
        return None
    return Noun(token.text, token.text, "open")


# ---- number, toll, strength of … ----------------------------------------------------------------


def _head(scene: Scene, begin: int) -> Noun | None:
    """Read *the number of protesters was put at 20,000*: a head such as number, toll, turnout."""
    heads = scene.words.units["scale_heads"]
    for index in range(begin - 1, max(0, begin - _REACH) - 1, -1):
        if scene.sign(index) in ";:()" or scene.tokens[index].is_number:
            return None
        length = heads.at(scene.folds, index)
        if length and index + length <= begin:
            found = _of_head(scene, index, length, begin)
            if found is not None or _generic(scene, index, begin):
                return found
    return None


def _generic(scene: Scene, index: int, begin: int) -> bool:
    return scene.has("generic_heads", index) and begin - index <= _NEAR


def _of_head(scene: Scene, index: int, length: int, begin: int) -> Noun | None:
    """Say what a head at `index` counts: the noun after *of*, its own fate, or itself."""
    fates = _fates(scene, index, begin)
    noun = _counted(scene, index + length, begin)
    if fates and noun >= 0 and group_of(scene.words, scene.folds, noun) not in _BODIES:
        noun = -1  # "the toll from the floods"
    if 0 <= noun <= index + _NOUN_WITHIN:
        size = scene.words.every_unit.at(scene.folds, noun)
        if not size:
            return told(scene, (noun, noun + 1, "people"), fates)
        found = grown(scene, noun, size)
        return told(scene, (*found[:2], group_of(scene.words, scene.folds, noun)), fates)
    opened = _open(scene, index + length, begin)
    if opened:
        return Noun(opened, opened, "open")
    if fates:
        label = scene.words.data["casualties"]["labels"].get(fates[0], fates[0])
        return Noun(label, label, "people", fates)
    return _itself(scene, index, length, begin)


def _counted(scene: Scene, start: int, end: int) -> int:
    """Return the first noun or people after a head, or -1."""
    noun = scene.words.every_unit.within(scene.folds, start, end)
    peoples = (i for i in range(start, end) if people_at(scene, i))
    people = next(peoples, -1) if scene.code == "de" else -1
    return people if noun < 0 else noun


def _fates(scene: Scene, index: int, begin: int) -> Fates:
    return tuple(
        name
        for name, phrases in scene.words.casualty_left.items()
        if name != "jobs"
        and phrases.within(scene.folds, max(0, index - 1), min(begin, index + 4)) >= 0
    )


def _open(scene: Scene, index: int, begin: int) -> str:
    """Return the noun of *number of X* that no list has."""
    if index + 1 >= begin or not scene.has("figures.open_of", index):
        return ""
    for token in scene.tokens[index + 1 : min(index + 4, begin)]:
        plural = token.folded.endswith("s") and not token.capital
        if any(p.form.startswith(token.text) for p in scene.places):
            continue
        if (
            token.is_word
            and len(token.text) > 4
            and (token.capital if scene.code == "de" else plural)
        ):
            return token.text
    return ""


def _itself(scene: Scene, index: int, length: int, begin: int) -> Noun | None:
    """Read *a turnout of 4,000*."""
    start = index + length
    start += 2 * (scene.has("of", start) and start + 2 < begin)  # "caseload of Covid-19 is"
    led = all(scene.has("leads", i) for i in range(start, begin))
    if _generic(scene, index, begin) or begin - index > _FAR or not led:
        return None
    head = scene.sign(index)
    return Noun(head, head, "people")
