"""Numbers without a noun: *another 300 were wounded* counts what the figure before counted."""

from __future__ import annotations

from briefing.doors.importing.figures.bounds import yearlike
from briefing.doors.importing.figures.fates import fate_of, with_fate
from briefing.doors.importing.figures.figure import Count, Figure, Noun
from briefing.doors.importing.figures.reach import STOP
from briefing.doors.importing.scene import Scene

_MANY = 100
_TWO = 2
_SOME = 10
_THOUSAND = 1000


def inherited(scene: Scene, count: Count, before: Figure | None, same: bool) -> Noun | None:
    """Return what a number without a noun counts; `same` says that `before` is of its sentence."""
    if before is None or not _inherits(scene, count, same) or not _from(scene, count, before):
        return _others(scene, count)
    end = scene.tokens[count.end - 1].end
    fate = fate_of(scene, count.begin, count.end)
    if not fate and scene.has("auxiliaries.verbs", count.end) and before.noun != before.unit:
        return Noun(before.noun, before.noun, before.group, (), True, end)
    if not fate:
        return Noun(before.unit, before.noun, before.group, before.fate, True, end)
    labels = scene.words.data["casualties"]["labels"]
    says_itself = before.noun == before.unit and bool(before.fate)
    base = "" if says_itself or before.noun in labels.values() else before.noun
    unit = with_fate(base, fate, scene.words)
    return Noun(unit, base or unit, before.group, fate, True, end)


def _others(scene: Scene, count: Count) -> Noun | None:
    """Read *a farmer was shot and three others wounded*: nobody was counted before them."""
    fate = fate_of(scene, count.begin, count.end)
    if not scene.has("figures.others", count.end) or count.value < _TWO or not fate:
        return None
    noun = scene.sign(count.end)
    unit = with_fate(noun, fate, scene.words)
    return Noun(unit, noun, "people", fate, False, scene.tokens[count.end].end)


def _from(scene: Scene, count: Count, before: Figure) -> bool:
    """Say whether a vague word may repeat the noun before: *hundreds from Austria*, of people only."""
    if not count.first.vague or not scene.has("figures.from", count.end):
        return True
    return before.group != "things"


def _inherits(scene: Scene, count: Count, same: bool) -> bool:
    first, end, value = count.first, count.end, count.value
    if _headed(scene, first.start):
        led = scene.has("leads", count.begin - 1) and same
        return value >= (_TWO if led else _SOME)
    if scene.has("figures.others", end):
        return same and (value >= 2 or first.vague)
    if first.vague:
        there = scene.has("figures.from", end) and scene.placed(end + 1)
        return there or scene.words.lists["of_them"].at(scene.folds, end) > 0
    if value >= _TWO and _more(scene, count, same) and _bare(scene, count):
        return True
    if _named_after(scene, end):
        return False
    if scene.has("figures.others", first.start - 1) and same and value >= 2:
        return bool(fate_of(scene, count.begin, end))
    if _of_those(scene, count):
        return value >= 2
    if first.spelled and not first.grouped:
        return value >= 2 and _acts(scene, count, same)
    many = value >= _MANY or (same and count.hedged)
    beside = same and (_enumerated(scene, count) or _compared(scene, count))
    stated = (many and _stated(scene, count)) or beside
    return stated or _closes(scene, count, same)


def _named_after(scene: Scene, end: int) -> bool:
    """Say whether a German noun follows that was not taken: *nach den drei vermissten Wanderern*."""
    near = range(end, min(end + 3, len(scene))) if scene.code == "de" else range(0)
    for index in near:
        token = scene.tokens[index]
        if token.text in STOP or scene.has("figures.breakers", index):
            return False
        if token.capital and token.is_word:
            return not scene.has("auxiliaries.words", index) and not scene.placed(index)
    return False


def _headed(scene: Scene, start: int) -> bool:
    """Say whether a head such as *total* stands before a number, with no sign between."""
    for index in range(start - 1, max(-1, start - 7), -1):
        if scene.sign(index) in STOP:
            return False
        if scene.has("generic_heads", index):
            return True
    return False


def _compared(scene: Scene, count: Count) -> bool:
    """Read *rose from 40 to 65*, *33,000 cases, up from 29,000* and *1,700 of 12,000*."""
    begin, words = count.begin, scene.words
    before = next((n for n in scene.numbers if n.end == begin - 1), None)
    changes = scene.has("figures.changes_to", begin - 1) and before is not None
    of = words.lists["figures.part_of"].before(scene.folds, begin)
    compared = words.lists["figures.compared"].before(scene.folds, begin) > 0
    many = count.first.grouped or count.value >= _MANY
    return changes or (many and (compared or of > 0) and _bare(scene, count))


def _enumerated(scene: Scene, count: Count) -> bool:
    """Read *12 arrests in Lyon and 30 in Paris* and *459 fines for this, 389 for that*."""
    before = count.begin - 1
    joined = scene.sign(before) in (",", ";", "—", "–", "-") or scene.has("and", before)
    after = scene.has("figures.breakers", count.end) and not scene.has("and", count.end)
    after = after or scene.has("articles", count.end)
    ends = count.end >= len(scene) or scene.sign(count.end) in STOP
    where = scene.sign(before)[:1].isupper() and scene.has("phrases.prepositions", before - 1)
    there = ends and where and scene.sign(before - 2) in (",", ";")
    return count.value >= _SOME and ((joined and after) or there)


def _more(scene: Scene, count: Count, same: bool) -> bool:
    """Read *and a further 14 on Sunday* and *The other three were admitted*."""
    before = scene.has("figures.rest", count.first.start - 1)
    verb = scene.has("auxiliaries.verbs", count.end)
    begin = count.first.start
    more = any(scene.has("figures.further", i) for i in range(max(0, begin - 2), begin))
    than = scene.has("figures.than", count.end + 1)
    after = scene.has("figures.further", count.end) and not than
    return (same and (more or after)) or (before and (same or verb))


def _bare(scene: Scene, count: Count) -> bool:
    """Say whether no noun stands after a number, but a sign, a preposition, a verb or a fate."""
    end = count.end + scene.has("figures.further", count.end)
    lists = ("figures.breakers", "auxiliaries.words", "auxiliaries.verbs", "articles")
    stops = end >= len(scene) or scene.sign(end) in STOP
    stops = stops or any(scene.has(name, end) for name in lists)
    return stops or bool(fate_of(scene, count.begin, count.end))


def _of_those(scene: Scene, count: Count) -> bool:
    """Read *of them 12*, *300 wounded*, *including 40*."""
    words, folds, end = scene.words, scene.folds, count.end
    return (
        words.lists["of_them"].at(folds, end) > 0
        or any(p.at(folds, end) for p in words.casualties.values())
        or any(scene.has("including", i) for i in (count.first.start - 1, count.begin - 1))
        or words.lists["figures.of_them_before"].before(folds, count.begin) > 0
        or words.lists["figures.of_them_before"].before(folds, count.begin - 1) > 0
    )


def _stated(scene: Scene, count: Count) -> bool:
    """Read *police counted 4,000.* and *there were 4,000*."""
    left = count.first.start - 1
    ends = scene.sign(count.end) in STOP or count.end >= len(scene)
    exists = scene.has("existential", left) or scene.has("existential", count.begin - 1)
    return (scene.says(left) and ends) or (exists and not count.first.spelled)


def _thousands(count: Count) -> bool:
    """Say whether a number is too large for a list or a model, and no year."""
    return count.value >= _THOUSAND and not yearlike(count.first)


def _acts(scene: Scene, count: Count, same: bool) -> bool:
    """Read *… , two are missing* and *Six reported burns*: a number in words before its verb."""
    opens = count.begin == 0 or scene.has("and", count.begin - 1)
    opens = opens or scene.sign(count.begin - 1) in (",", ";", "–", "—")
    verb = scene.has("auxiliaries.verbs", count.end) or scene.says(count.end)
    fated = bool(fate_of(scene, count.begin, count.end))
    if opens and (verb or fated):
        return same or count.begin == 0 or fated
    ends = scene.sign(count.end) in STOP or count.end >= len(scene)
    return same and ends and count.begin < count.first.start


def _closes(scene: Scene, count: Count, same: bool) -> bool:
    """Say whether what follows the number is its verb, or the end: *some 10,000 were expected*."""
    end, grouped = count.end, count.first.grouped or _thousands(count)
    verb = scene.has("auxiliaries.verbs", end)
    stops = end >= len(scene) or scene.sign(end) in STOP or scene.has("auxiliaries.words", end)
    if same:
        grouped = grouped or (count.value >= _MANY and scene.sign(count.begin - 1) == ",")
        return (verb or stops) and (grouped or count.hedged or verb)
    if not verb and not (stops and count.hedged and grouped):
        return False
    return (grouped or count.hedged) and count.value >= _SOME
