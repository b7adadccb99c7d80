"""The noun after a number: *3,000 of its soldiers*, *230 crew members*, and nouns that no list has."""

from __future__ import annotations

from typing import Literal

from briefing.doors.importing.counting import Number
from briefing.doors.importing.figures.bounds import DASHES, hedge_before
from briefing.doors.importing.figures.fates import (
    Fates,
    befalls,
    fates_within,
    joined_fates,
    own_fates,
    with_fate,
)  # fmt: skip
from briefing.doors.importing.figures.figure import Count, Noun
from briefing.doors.importing.figures.reach import (
    STOP,
    breaks,
    noun_follows,
    people_at,
    plural_form,
    plural_name,
)
from briefing.doors.importing.figures.refusing import strong
from briefing.doors.importing.figures.unlisted import Found, open_noun
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.words import Words

_LEAST_OPEN = 10
_MANY = 10
_SHORT = 4
_HUNDRED = 100
_ROUND = (100, 1000)
_THOUSAND, _MILLION = 1000, 1_000_000
_DESCRIBING = ("te", "ten", "ene", "enen", "ende", "enden")


def noun_after(scene: Scene, count: Count) -> Found | Literal["refused"] | None:
    """Find the noun after a number: its place and group; "refused" for one that is never counted."""
    if count.first.vague and scene.words.lists["of_them"].at(scene.folds, count.end):
        return None  # "hundreds of them"
    shared = _shared(scene, count)
    if shared is not None:
        found = noun_after(scene, shared)
        whole = shared.end < len(scene) and scene.sign(shared.end) not in STOP
        return "refused" if found is None and whole else found
    begin = _noun_begins(scene, count)
    limit = min(len(scene), begin + (8 if scene.code in ("en", "de") else 4))
    index, passed_of = begin, False
    while index < limit:
        found = _at(scene, index, count)
        if found is not None:
            return found
        of = scene.has("of", index)
        if of and _head_of(scene, index, count):
            return index - 1, index, "open"
        head_first = scene.code in ("fr", "es")
        second = (passed_of or not head_first) and (index > count.end or scene.code != "en")
        passed_of = passed_of or (of and not second)
        if not of and _stops(scene, index, count):
            break
        index += 1
    return _described(scene, count) or open_noun(scene, count)


def _shared(scene: Scene, count: Count) -> Count | None:
    """Return the number whose noun is this one's too: *bursts of nine and 12 shots*, *50 of 600*."""
    end = count.end
    joined = scene.has("and", end) or scene.has("figures.changes_to", end)
    of = scene.words.lists["figures.part_of"].at(scene.folds, end)
    for number in (n for n in scene.numbers if n.start > end):
        begin = hedge_before(scene, number.start)[0] if of else number.start
        if (of and begin <= end + of <= number.start and not _millions(count, number)) or (
            joined and begin == end + 1
        ):
            return Count(number, number, begin, number.end, "exact", False)
    return None


def _head_of(scene: Scene, of: int, count: Count) -> bool:
    """Say whether a plural before *of* is what an English number counts: *200 teams of police*."""
    vague = count.first.vague
    plural = scene.code == "en" and of > count.end + vague and plural_form(scene.folds[of - 1])
    return plural and (vague or count.value >= _LEAST_OPEN)


def _millions(count: Count, whole: Number) -> bool:
    """Say whether a part is told in the millions of its whole: *eight of the 28 million*."""
    return count.value < _THOUSAND and (whole.value or 0) >= _MILLION


def _described(scene: Scene, count: Count) -> Found | None:
    """Read *600 als Diplomaten getarnte Agenten*: a German noun after what describes it at length."""
    end, folds = count.end, scene.folds
    if scene.code != "de" or not scene.has("figures.describes", end):
        return None
    for index in range(end + 2, min(end + 14, len(scene) - 1)):
        if scene.sign(index) in STOP or scene.tokens[index].is_number:
            return None
        done = folds[index].endswith(_DESCRIBING) and not scene.tokens[index].capital
        if done and len(folds[index]) > _SHORT and scene.tokens[index + 1].capital:
            group = group_of(scene.words, folds, index + 1)
            return index + 1, index + 2, group if group != "open" else "people"
    return None


def _noun_begins(scene: Scene, count: Count) -> int:
    """Step over what may stand between a number and its noun: a dash, a quotation mark, *of*."""
    index = count.end
    if strong(scene, index) and scene.folds[index] in DASHES:
        return index + 2
    if scene.sign(index) in ('"', "”", "»", "’", "'") and index + 1 < len(scene):
        return index + 1
    return index + 1 if scene.has("of", index) and count.first.vague else index


def _at(scene: Scene, index: int, count: Count) -> Found | Literal["refused"] | None:
    """Return the noun at a word, if it is one."""
    if scene.sign(index) in STOP or (scene.sign(index) in DASHES and index == count.end):
        return None
    words, folds = scene.words, scene.folds
    placed = scene.placed(index) and "-" not in folds[index]
    if words.lists["figures.by_hundreds"].at(folds, index) and count.value < _HUNDRED:
        return "refused"
    if words.lists["figures.beside"].at(folds, index):
        return "refused"
    if not placed and words.lists["refuse.nouns"].at(folds, index) and _few(count):
        return "refused"
    aboard = words.lists["figures.aboard"].at(folds, index) if index == count.end else 0
    if aboard:
        return index, index + aboard, "people"
    length = 0 if placed else words.every_unit.at(folds, index)
    if length and (
        scene.code != "de" or any(t.capital for t in scene.tokens[index : index + length])
    ):
        return grown(scene, index, length)
    compound = "" if placed else compound_group(scene, index)
    if compound:
        return index, index + 1, compound
    if people_at(scene, index):
        place = next(p for p in scene.places if p.start == index)
        if scene.code == "en" and plural_name(scene, place.end):
            return place.start, place.end + 1, "people"  # "20 Egyptian Copts"
        return None if noun_follows(scene, place.end) else (place.start, place.end, "people")
    if scene.code in ("fr", "es") and index == _noun_begins(scene, count):
        return _head_first(scene, index, count)
    if strong(scene, count.end) and words.units["scale_heads"].at(folds, index):
        return _noun_begins(scene, count), index + 1, "people"
    if strong(scene, count.end) and index == _noun_begins(scene, count) and _lone(scene, index):
        return index, index + 1, "people"
    return None


def _lone(scene: Scene, index: int) -> bool:
    """Say whether a word stands alone before a verb or a sign: *a 2,000-strong march passed*."""
    return scene.tokens[index].is_word and not any(
        scene.words.every_unit.at(scene.folds, i) or scene.has("units.scale_heads", i)
        for i in range(index, min(index + 3, len(scene)))
    )


def compound_group(scene: Scene, index: int) -> str:
    """Return the group of a compound of a listed noun: *asylum-seekers*, *Polizeihubschrauber*."""
    token, units = scene.tokens[index], scene.words.every_unit
    if not token.is_word:
        return ""
    dative = scene.code == "de" and token.capital and token.folded.endswith("n")
    if dative and units.at([token.folded[:-1]], 0):
        return group_of(scene.words, [token.folded[:-1]], 0)
    head = token.folded.rpartition("-")[2]
    if head != token.folded and units.at([head], 0):
        return group_of(scene.words, [head], 0)
    if scene.code != "de" or not token.capital:
        return ""
    ends = (head[i:] for i in range(_SHORT - 1, len(head) - _SHORT))
    found = next((end for end in ends if units.at([end], 0)), "")
    return group_of(scene.words, [found], 0) if found else ""


def _few(count: Count) -> bool:
    """Say whether a number is so small that it counts what a story is told with: *two countries*."""
    return count.value < _MANY and not count.first.vague


def _head_first(scene: Scene, index: int, count: Count) -> Found | None:
    """Read *309 tomas de pueblos*: in Romance order the noun beside the number is what counts."""
    token = scene.tokens[index]
    plural = token.is_word and not token.capital and plural_form(token.folded)
    few = count.first.vague or count.value < _LEAST_OPEN
    if few or not plural or len(token.text) <= 3 or breaks(scene, index, count.end):
        return None
    lists = ("figures.prenominal", "auxiliaries.words", "figures.others", "continues", "of")
    return None if any(scene.has(name, index) for name in lists) else (index, index + 1, "open")


def share_of(scene: Scene, end: int) -> bool:
    """Say whether a noun that ends before `end` is counted out of a round number: *eight cars in ten*."""
    length = scene.words.lists["figures.out_of"].at(scene.folds, end)
    whole = next((n.value or 0 for n in scene.numbers if n.start == end + length), 0)
    return bool(length) and (0 < whole <= _LEAST_OPEN or whole in _ROUND)


def _stops(scene: Scene, index: int, count: Count) -> bool:
    """Say whether the noun is not to be looked for beyond a word."""
    token = scene.tokens[index]
    if _adjectives(scene, index, count):
        return False
    if token.text in STOP or (token.text in DASHES and index == count.end):
        return True
    if scene.code == "de" and _names(scene, index):
        return True
    model = token.is_number and index > count.end and scene.tokens[index - 1].capital
    return not (model and len(token.text) <= 3) and breaks(scene, index, count.end)


def grown(scene: Scene, index: int, length: int) -> Found:
    """Take a longer compound in English order: *police officers*, *rounds of ammunition*."""
    words, folds, end = scene.words, scene.folds, index + length
    group = group_of(words, folds, index)
    if scene.code != "en":
        return index, end, group
    more = words.every_unit.at(folds, end)
    fate = any(p.at(folds, end) for p in words.casualties.values())
    if scene.has("figures.bodies", index) and end < len(scene) and people_at(scene, end):
        return end, end + 1, "people"  # "injured Palestinians"
    if more and not fate and not scene.has("figures.bodies", index):
        return index, end + more, group_of(words, folds, end)
    pieces = scene.has("figures.pieces", index) and scene.sign(end) == "of"
    return (index, end + 2, group) if pieces and end + 1 < len(scene) else (index, end, group)


def _adjectives(scene: Scene, index: int, count: Count) -> bool:
    """Say whether a sign or *and* stands between adjectives: *90 air, sea and land-based missiles*."""
    comma = count.end + 1
    joins = scene.sign(comma) == "," or scene.has("and", comma)
    if scene.code != "en" or not joins or count.first.vague or _unit(scene, count.end):
        return False
    joiner = next((i for i in range(comma, comma + 4) if scene.has("and", i)), 0)
    noun = next((i for i in (joiner + 2, joiner + 3) if joiner and _unit(scene, i)), 0)
    plain = all(not scene.tokens[i].is_number for i in range(comma + 1, noun))
    return bool(noun) and plain and not _unit(scene, joiner + 1) and index < noun


def _unit(scene: Scene, index: int) -> bool:
    return scene.words.every_unit.at(scene.folds, index) > 0


def _names(scene: Scene, index: int) -> bool:
    """Say whether a German noun stands at a word that is no name before another: *Reuters-Leute*."""
    token = scene.tokens[index]
    noun = token.capital and token.is_word and not scene.placed(index) and len(token.text) > _SHORT
    after = index + 1 < len(scene) and scene.tokens[index + 1].capital
    return noun and not after and not token.text.isupper()


def group_of(words: Words, folds: list[str], index: int) -> str:
    """Return the group of the longest noun at a word."""
    lengths = {g: p.at(folds, index) for g, p in words.units.items() if g != "scale_heads"}
    best = max(lengths, key=lambda g: lengths[g])
    return best if lengths[best] else "open"


# ---- what it comes to ---------------------------------------------------------------------------


def told(scene: Scene, found: Found, fate: Fates) -> Noun:
    """Say what is counted and what became of it: *soldiers killed or wounded*."""
    start, stop, group = found
    fate = befalls(group, fate)
    own = own_fates(scene, start, stop)
    if not own:
        unit = _words(scene, start, stop)
        return Noun(
            with_fate(unit, fate, scene.words), unit, group, fate, end=scene.tokens[stop - 1].end
        )
    until = joined_fates(scene, stop)
    more = fates_within(scene, stop, until) if until > stop else ()
    unit = _words(scene, start, until)
    fates = tuple(dict.fromkeys((*own, *more)))
    return Noun(unit, unit, "people", fates, end=scene.tokens[until - 1].end)


def _words(scene: Scene, start: int, stop: int) -> str:
    stop -= stop - start > 1 and scene.has("of", stop - 1)
    return scene.text[scene.tokens[start].start : scene.tokens[stop - 1].end]
