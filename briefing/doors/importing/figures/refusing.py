"""Numbers that are no figures: money, measures, ages, years, models, shares, list numbers."""

from __future__ import annotations

from briefing.doors.importing.counting import Number
from briefing.doors.importing.dates import months, weekdays
from briefing.doors.importing.figures.bounds import DASHES, hedge_before, yearlike
from briefing.doors.importing.figures.figure import Count
from briefing.doors.importing.scene import Scene

_MONEY = "$€£¥₩₽"
_OLDEST = 110
_LARGEST_MODEL = 999
_TWO = 2
_RATE_OF = 100
_OLDEST_YEAR, _NOT_OLD, _DIGITS = 1500, 1900, 4
_MILLION = 1_000_000


def refused(scene: Scene, count: Count) -> bool:
    """Say whether a number is none that counts."""
    first, last = count.first, count.last
    if isinstance(first.value, float) or isinstance(last.value, float):
        return True  # "27,0 a game": who writes decimals measures
    return (
        _numbered(scene, last)
        or scene.words.lists["figures.emergency"].at(scene.folds, first.start) > 0
        or (first.start > 0 and _after_word(scene, count))
        or (last.end < len(scene) and _before_word(scene, last))
        or _date_like(scene, count)
        or _aged(scene, first, last)
        or _ordinal_after_one(scene, first)
        or _one_of(scene, first)
        or _groping(scene, first)
        or _model(scene, first)
    )


def monetary(scene: Scene, count: Count) -> bool:
    """Say whether a number in millions without a noun is money: *sales rose to 12 million*."""
    scaled = scene.words.numbers.get(scene.folds[count.last.end - 1], 0) >= _MILLION
    return scaled and any(scene.has("figures.money", i) for i in range(count.begin))


# ---- what stands beside it ----------------------------------------------------------------------


def _after_word(scene: Scene, count: Count) -> bool:
    """Judge by the word before: *$ 5*, *B-52*, *article 5*, *one in five*."""
    first, index = count.first, count.first.start - 1
    left = scene.tokens[index]
    if left.text in _MONEY + "#№§@":
        return True
    glued = left.end == scene.tokens[first.start].start and not first.spelled
    aside = left.text in "-–" and first.grouped and left.start > scene.tokens[index - 1].end
    if glued and not aside and (left.text in "-–/.:_+=&" or left.text[-1].isalpha()):
        return True
    if first.spelled and scene.has("refuse.before_words", index):
        return True  # "day two"
    spoken = first.spelled and scene.has("figures.before_years", index)
    listed = scene.words.has("refuse.before", left.folded.rstrip("."))
    if (listed or _named_with(scene, first)) and not first.grouped and not spoken:
        return True
    if scene.words.lists["figures.family"].before(scene.folds, count.begin):
        return True  # "a father of five children"
    if scene.words.lists["figures.every"].before(scene.folds, count.begin):
        return True  # "one for every 22 people"
    if count.value >= _RATE_OF and scene.words.lists["figures.rates"].before(
        scene.folds, count.begin
    ):
        return True  # "138 cases per 100,000 inhabitants"
    return _share(scene, count)


def _named_with(scene: Scene, first: Number) -> bool:
    """Say whether a number stands beside one that only names something: *emergency numbers 110 and 112*."""
    before = next((n for n in scene.numbers if n.end == first.start - 1), None)
    joined = scene.has("and", first.start - 1) or scene.sign(first.start - 1) == ","
    if before is None or not joined or before.start == 0 or first.spelled:
        return False
    if _named_with(scene, before):
        return True
    return scene.words.has("refuse.before", scene.folds[before.start - 1].rstrip("."))


def _share(scene: Scene, count: Count) -> bool:
    """Say whether a number is the whole of a share: *one in five*, *a third of 12,000*."""
    first = count.first
    one_in = scene.has("figures.share_in", first.start - 1)
    one_in = one_in and (first.spelled or scene.sign(first.start - 1).casefold() == "in")
    if one_in and scene.has("figures.share_one", first.start - 2):
        return True
    begin = count.begin - _real_share(scene, count.begin)
    link = scene.has("of", begin - 1) or scene.has("figures.of_all", begin)
    begin -= scene.has("of", begin - 1)
    fraction = scene.words.lists["refuse.fraction"].before(scene.folds, begin)
    if not fraction or not link or first.vague or _some_of_the(scene, begin, first):
        return False
    loose = scene.words.lists["refuse.loose"].before(scene.folds, begin)
    return not loose or not _unit_near(scene, count.last.end)


def _unit_near(scene: Scene, end: int) -> bool:
    """Say whether a listed noun stands at a word or after an adjective."""
    return any(scene.words.every_unit.at(scene.folds, i) for i in (end, end + 1))


def _some_of_the(scene: Scene, end: int, whole: Number) -> bool:
    """Say whether a number of a known whole stands before `end`: *three of the twelve hostages*."""
    part = scene.words.numbers.get(scene.folds[end - 1], 0)
    definite = scene.has("figures.of_all", end) or whole.start - end > 1
    return part > 1 and definite and (whole.value or 0) > part


def _real_share(scene: Scene, begin: int) -> bool:
    """Say whether *of the* before a number follows a fraction: *two-thirds of the 900*."""
    fraction = scene.folds[begin - 3] if begin > 2 else ""
    return scene.has("articles", begin - 1) and fraction not in scene.words.numbers


def _before_word(scene: Scene, last: Number) -> bool:
    """Judge by what comes after: *5 %*, *12/3*, *5-year*, *30 kilometres*."""
    end = last.end
    right = scene.tokens[end]
    if _joined_measure(scene, end):
        return True
    glued = right.start == scene.tokens[end - 1].end
    if right.text in _MONEY + "%°‰":
        return True
    if glued and not last.spelled and (right.text in "/:_=" or right.text[0].isalpha()):
        return True
    if glued and right.text in DASHES and not strong(scene, end) and not _dash(scene, end):
        return True
    dollars = right.text == "US" and scene.sign(end + 1) == "$"
    return dollars or _measured(scene, last)


def _joined_measure(scene: Scene, end: int) -> bool:
    """Say whether a number shares the measure of the next: *15 or 20 years*, *50 to 300 dollars*."""
    joins = scene.has("to", end) or scene.has("and", end) or scene.sign(end) in (*DASHES, ",")
    after = next((n for n in scene.numbers if n.start == end + 1), None)
    return joins and after is not None and after.end < len(scene) and _before_word(scene, after)


def _measured(scene: Scene, last: Number) -> bool:
    """Say whether a measure follows, at once or after a word: *12 nautical miles*."""
    after, end = scene.words.lists["refuse.after"], last.end
    if scene.has("refuse.symbols", end):
        return True
    joined = scene.folds[end].partition("-")[0]
    compound = scene.code == "de" and joined != scene.folds[end]
    if compound and joined != "us" and after.at([joined], 0):
        return True  # "die 20 Uhr-Ausgabe"
    if after.at(scene.folds, end):
        return not (scene.has("figures.unlikely_measure", end) and last.grouped)
    article = scene.has("articles", end) and not scene.has("of", end)
    more = scene.has("continues", end) and not article
    between = scene.has("figures.before_measure", end) or more
    sign = scene.has("refuse.symbols", end + 1) and scene.has("of", end)
    return sign or (between and after.at(scene.folds, end + 1) > 0)


def _dash(scene: Scene, end: int) -> bool:
    """Say whether a dash is one between clauses, not one of a compound."""
    return end + 1 < len(scene) and scene.sign(end) in ("—", "–")


def strong(scene: Scene, end: int) -> bool:
    """Say whether a number counts heads as a compound: *a 10,000-strong force*."""
    return scene.sign(end + 1).casefold() == "strong"


def _numbered(scene: Scene, last: Number) -> bool:
    """Say whether a number is the name of a unit: *the 101 Logistic Brigade*."""
    names = (i for i in range(last.end, min(last.end + 3, len(scene))))
    return not last.spelled and any(
        scene.has("figures.numbered", i) and scene.tokens[i].capital for i in names
    )


# ---- days, years, ages, models ------------------------------------------------------------------


def _date_like(scene: Scene, count: Count) -> bool:
    """Refuse days of the month, years and hours."""
    first, last = count.first, count.last
    if first.grouped or first.spelled:
        return False
    if count.value <= 31 and (_near_month(scene, first, last) or _ordinal(scene, last)):
        return True
    if not yearlike(first):
        return _old_year(scene, count)
    if _after_month(scene, first):
        return True
    hedged = count.begin < first.start and hedge_before(scene, first.start)[1] != "exact"
    after_in = scene.has("figures.in_years", first.start - 1)
    counts = scene.words.every_unit.at(scene.folds, last.end) > 0
    counts = counts and not (scene.has("figures.bodies", last.end) and first.start < _TWO)
    return not counts or (after_in and not hedged)


def _old_year(scene: Scene, count: Count) -> bool:
    """Say whether a number may be a year long ago: *until 1876*, with no noun beside it."""
    first = count.first
    hedged = count.begin < first.start and not scene.has("figures.in_years", first.start - 1)
    old = _OLDEST_YEAR <= count.value < _NOT_OLD and len(scene.sign(first.start)) == _DIGITS
    return old and not hedged and not _unit_near(scene, count.last.end)


def _after_month(scene: Scene, first: Number) -> bool:
    """Say whether a year ends a date: *the September 11, 2001 attacks*."""
    known = months(scene.code)
    return any(f.rstrip(".") in known for f in scene.folds[max(0, first.start - 4) : first.start])


def _near_month(scene: Scene, first: Number, last: Number) -> bool:
    known = months(scene.code)
    near = scene.folds[max(0, first.start - 2) : first.start]
    near = near + scene.folds[last.end : last.end + 3]
    return any(f.rstrip(".") in known for f in near)


def _ordinal(scene: Scene, last: Number) -> bool:
    dotted = scene.words.data["ordinal_dot"] and scene.sign(last.end) == "."
    return dotted and last.end + 1 < len(scene)


def _aged(scene: Scene, first: Number, last: Number) -> bool:
    """Refuse `, 35,` and `(35)`: ages, as a rule."""
    if first is not last or first.grouped or (first.value or 0) > _OLDEST:
        return False
    around = (scene.sign(first.start - 1), scene.sign(last.end))
    return around in ((",", ","), ("(", ")"), (",", "."))


def _ordinal_after_one(scene: Scene, first: Number) -> bool:
    """Refuse *a third person* and *one of the wounded*: nobody counts there."""
    if not first.spelled or first.value != 1:
        return False
    return scene.has("figures.ordinals", first.end) or scene.has("figures.one_of", first.end)


def _one_of(scene: Scene, first: Number) -> bool:
    """Refuse *one of the wounded*: it tells somebody's story and counts nobody."""
    whose = scene.has("figures.one_of", first.end)
    return first.spelled and (first.value or 2) < 2 and (whose or scene.has("of", first.end))


def _groping(scene: Scene, first: Number) -> bool:
    """Refuse the last of *twenty, thirty, fifty dead*: words for many, no count."""
    before = next((n for n in scene.numbers if n.end == first.start - 1), None)
    if before is None or scene.sign(before.end) != "," or yearlike(before):
        return False
    rises = not before.vague and (before.value or 0) < (first.value or 0)
    again = any(n.end == before.start - 1 for n in scene.numbers) or before.start == 0
    return rises and again and before.spelled == first.spelled and before.grouped == first.grouped


def _model(scene: Scene, first: Number) -> bool:
    """Refuse the 2 of *Leopard 2 A8 tanks* and the 737 of *Boeing 737*."""
    if first.grouped or first.spelled or first.start == 0:
        return False
    after = scene.sign(first.end)
    if len(after) <= 4 and after[:1].isupper() and any(c.isdigit() for c in after):
        return True
    if len(after) == 1 and after.isupper() and first.end + 1 < len(scene):
        return scene.tokens[first.end + 1].is_number
    named = _after_name(scene, first) and _numbers_a_thing(scene, first)
    return named or _after_brand(scene, first)


def _after_brand(scene: Scene, first: Number) -> bool:
    """Say whether a number follows a name with capitals inside: *RTX 3070 cards*, *DirectX 11*."""
    left = scene.tokens[first.start - 1]
    brand = left.is_word and any(c.isupper() for c in left.text[1:])
    words, folds = scene.words, scene.folds
    people = any(words.units[g].at(folds, first.end) for g in ("people", "troops", "jobs"))
    return brand and not people and not scene.placed(first.start - 1)


def _after_name(scene: Scene, first: Number) -> bool:
    """Say whether a small number follows a capitalised word inside a sentence."""
    left = scene.tokens[first.start - 1]
    opens = first.start < 2 or not scene.tokens[first.start - 2].is_word
    small = not opens and (first.value or 0) <= _LARGEST_MODEL
    return small and left.is_word and left.capital and not scene.placed(first.start - 1)


def _numbers_a_thing(scene: Scene, first: Number) -> bool:
    counted = any(n.end == first.start - 1 for n in scene.numbers)
    if scene.code == "de":
        return counted
    day = scene.folds[first.start - 1] in weekdays(scene.code)
    if day or hedge_before(scene, first.start)[0] < first.start:
        return False
    words, folds = scene.words, scene.folds
    noun = words.every_unit.at(folds, first.end) and not words.units["things"].at(folds, first.end)
    return counted or not noun
