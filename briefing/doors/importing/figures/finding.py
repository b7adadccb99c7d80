"""The figures of a sentence, in order."""

from __future__ import annotations

from msgspec.structs import replace

from briefing.doors.importing.figures.bounds import bounds_of, count_at, is_range
from briefing.doors.importing.figures.fates import fate_of, with_fate
from briefing.doors.importing.figures.figure import Count, Figure, Noun
from briefing.doors.importing.figures.heads import noun_before
from briefing.doors.importing.figures.inheriting import inherited
from briefing.doors.importing.figures.labels import bracketed, labelled, plighted
from briefing.doors.importing.figures.nouns import noun_after, share_of, told
from briefing.doors.importing.figures.reach import STOP
from briefing.doors.importing.figures.refusing import monetary, refused
from briefing.doors.importing.figures.worth import worth
from briefing.doors.importing.scene import QUOTES, Scene

_TWO = 2
_OPENS = frozenset(',;:–—"“„«')


def figures_of(scene: Scene, before: Figure | None = None) -> list[Figure]:
    """Return the figures of a sentence, in order. `before` is the last one of the text so far."""
    found: list[Figure] = []
    index = 0
    while index < len(scene.numbers):
        ends = 2 if is_range(scene, index) else 1
        count = count_at(scene, scene.numbers[index], scene.numbers[index + ends - 1])
        figure = _figure(scene, count, found[-1] if found else before, bool(found))
        found += [figure] if figure else []
        index += ends
    return _of_one_fate(scene, found)


def _of_one_fate(scene: Scene, found: list[Figure]) -> list[Figure]:
    """Give both of *four children and three women were hurt* the same fate."""
    for index in range(len(found) - 2, -1, -1):
        one, two = found[index], found[index + 1]
        heads = one.group in ("people", "troops") and two.group in ("people", "troops")
        between = scene.text[one.end : two.start].strip().casefold()
        joined = scene.words.has("and", between) and two.fate and not one.fate
        after = scene.text.find(two.noun, two.start) + len(two.noun)
        if heads and joined and two.end <= after:
            unit = with_fate(one.noun, two.fate, scene.words)
            found[index] = replace(one, unit=unit, fate=two.fate)
    return found


def _figure(scene: Scene, count: Count, before: Figure | None, same: bool) -> Figure | None:
    if refused(scene, count):
        return None
    noun = _noun(scene, count, before, same)
    if noun is None or not worth(scene, count, noun, listed=same):
        return None
    low, high, qualifier = bounds_of(scene, count)
    start = scene.tokens[count.begin].start
    end = scene.tokens[max(count.end, count.last.end) - 1].end
    number = scene.tokens[count.first.start].start, scene.tokens[count.last.end - 1].end
    return Figure(
        low=low, high=high, qualifier=qualifier, unit=noun.unit, noun=noun.base, group=noun.group,
        fate=noun.fate, text=scene.text[start:end], start=start, end=max(end, noun.end),
        at=count.first.start, inherited=noun.inherited,
        word=scene.text[slice(*number)] if count.first.vague else "",
    )  # fmt: skip


def _noun(scene: Scene, count: Count, before: Figure | None, same: bool) -> Noun | None:
    """Return what is counted: by the noun after, before, or of the figure before."""
    found = noun_after(scene, count)
    if found == "refused":
        return None
    if found is not None:
        if share_of(scene, found[1]):
            return None
        return told(scene, found, fate_of(scene, count.begin, found[1]))
    if monetary(scene, count):
        return None
    before_it = (
        _complement(scene, count)
        or labelled(scene, count)
        or bracketed(scene, count)
        or noun_before(scene, count)
        or plighted(scene, count, before)
        or inherited(scene, count, before, same)
    )
    return before_it or _alone(scene, count) or _fated(scene, count)


def _complement(scene: Scene, count: Count) -> Noun | None:
    """Read *of the 120 passengers, 34 were children*: what they are follows their verb."""
    verb, begin = count.end, count.begin
    opens = begin == 0 or scene.has("figures.copula_after", begin - 1)
    opens = opens or scene.sign(begin - 1) in STOP
    if not scene.has("figures.copula", verb) or count.first.vague or not opens:
        return None
    length = scene.words.units["people"].at(scene.folds, verb + 1)
    after = verb + 1 + length
    ends = after >= len(scene) or scene.sign(after) in STOP or scene.has("and", after)
    if not length or not ends:
        return None
    return told(scene, (verb + 1, after, "people"), ())


def _fated(scene: Scene, count: Count) -> Noun | None:
    """Read *Nine were killed*: a number of people whom only what befell them tells."""
    begin = count.begin
    begin -= scene.has("between", begin - 1)
    opens = begin == 0 or scene.sign(begin - 1) in STOP or scene.says(begin - 1)
    opens = opens or scene.has("figures.copula_after", begin - 1)
    verb = scene.has("auxiliaries.verbs", count.end + (scene.sign(count.end) in QUOTES))
    who = scene.has("figures.who", count.end)
    if not (who or (opens and verb)) or count.value < _TWO:
        return None
    fate = fate_of(scene, count.begin, count.end + (scene.sign(count.end) in QUOTES))
    if not fate:
        return None
    unit = with_fate("", fate, scene.words)
    return Noun(unit, unit, "people", fate, False, scene.tokens[count.end - 1].end)


def _alone(scene: Scene, count: Count) -> Noun | None:
    """Read *Thousands marched*: a word that begins a sentence and means people."""
    opens = count.begin == 0 or scene.sign(count.begin - 1) in _OPENS
    opens = opens or scene.has("figures.copula_after", count.begin - 1)
    past = scene.code == "en" and opens and scene.sign(count.end).endswith("ed")
    street = scene.code == "de" and scene.tokens[count.first.start].capital
    street = street and scene.has("figures.street", count.end)
    verb = scene.has("auxiliaries.verbs", count.end) and opens
    verb = verb or (count.begin == 0 and scene.sign(count.end) == ",")
    if not count.first.vague or not (verb or street or past):
        return None
    word = scene.written(count.first.start, count.end)
    return Noun(word, word, "people", (), False, scene.tokens[count.end - 1].end)
