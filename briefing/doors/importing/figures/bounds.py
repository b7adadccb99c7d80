"""Bounds and hedges: *10 to 12 thousand*, *at least 100*, *some 3,000 or more*."""

from __future__ import annotations

from briefing.content.values import Qualifier
from briefing.doors.importing.counting import Number
from briefing.doors.importing.figures.figure import Count
from briefing.doors.importing.scene import Scene

DASHES = ("-", "–", "—", "−", "‑")
Bound = int | float | None
_THOUSAND = 1000


def count_at(scene: Scene, first: Number, last: Number) -> Count:
    """Return a number, or the two of a range, with the hedges on both sides."""
    begin, qualifier = hedge_before(scene, first.start)
    end, after = _hedge_after(scene, last.end)
    after = after or _around_verb(scene, begin)
    if after is not None and qualifier in ("exact", "about"):
        qualifier = after
    if qualifier == "up to" and scene.code != "en" and _changes(scene, begin):
        qualifier = "exact"  # "eleva la cifra hasta las 221"
    if qualifier == "about" and scene.has("figures.by", begin) and begin + 1 == first.start:
        near = scene.folds[max(0, begin - 9) : end + 9]
        if scene.words.lists["change"].within(near) >= 0:
            qualifier = "exact"  # "um 4700 senken"
    return Count(first, last, begin, end, qualifier, begin < first.start or after is not None)


def bounds_of(scene: Scene, count: Count) -> tuple[Bound, Bound, Qualifier]:
    """Return what a number and its hedge come to."""
    first, qualifier = count.first, count.qualifier
    if first.vague:
        return None, None, "vague"
    if first is not count.last:
        low, high = _scaled(scene, first, count.last)
        return (int(low) if float(low).is_integer() else low), high, "range"
    if first.approximate and qualifier == "exact":
        qualifier = "about"
    low_known = qualifier not in ("up to", "less than")
    high_known = qualifier not in ("at least", "more than")
    return first.value if low_known else None, first.value if high_known else None, qualifier


# ---- ranges -------------------------------------------------------------------------------------


def is_range(scene: Scene, index: int) -> bool:
    """Say whether a number of the sentence and the next are the two ends of one range."""
    if index + 1 >= len(scene.numbers):
        return False
    a, b = scene.numbers[index], scene.numbers[index + 1]
    if a.value is None or b.value is None or b.start - a.end != 1:
        return False
    low, high = _scaled(scene, a, b)
    if low >= high:
        return False
    if scene.folds[a.end] in DASHES:
        close = scene.tokens[a.end].start == scene.tokens[a.end - 1].end
        return (a.grouped or b.grouped or close) and not yearlike(a)
    return scene.has("to", a.end) and _joined(scene, a, b, low, high)


def _joined(scene: Scene, a: Number, b: Number, low: float, high: float) -> bool:
    """Say whether the word between two numbers makes a range of them."""
    between = scene.words.data["between"]
    left = scene.folds[max(0, a.start - 3) : a.start]
    if scene.has("and", a.end):
        if scene.has("figures.or", a.end):
            return high <= 2 * low and (a.spelled or a.grouped) and low >= 2
        return any(
            f in (between[0], "'" + between[0]) or f.startswith("'" + between[0]) for f in left
        )
    if between[-1] in left[-2:] and _changes(scene, a.start):
        return False
    if scene.code in ("fr", "es") and scene.folds[a.end] in ("à", "a"):
        digits = not (a.spelled or b.spelled or _changes(scene, a.start))
        return between[-1] in left[-1:] or (a.grouped and b.grouped) or digits
    return not _changes(scene, a.start) or high <= 1.5 * low


def _changes(scene: Scene, index: int) -> bool:
    """Say whether a number stands after *rose*: its *to* is no range."""
    return scene.words.lists["change"].within(scene.folds[max(0, index - 7) : index]) >= 0


def yearlike(number: Number) -> bool:
    """Say whether a number may be a year."""
    return not number.grouped and not number.spelled and 1900 <= (number.value or 0) <= 2099


def _scaled(scene: Scene, a: Number, b: Number) -> tuple[int | float, int | float]:
    """Return both ends; *10 to 12 thousand* share their scale."""
    low, high = a.value or 0, b.value or 0
    scale = scene.words.numbers.get(scene.folds[b.end - 1], 1) if b.end - b.start > 1 else 1
    plain = not a.grouped or (a.spelled and low < 1000)
    if scale == 1 and high % _THOUSAND == 0 and not (a.grouped or a.spelled or b.spelled):
        scale = _THOUSAND if high >= _THOUSAND else 1  # "12 à 13.000"
    shared = plain and scale >= 100 and low < scale and low * scale < high
    return low * scale if shared else low, high


# ---- hedges -------------------------------------------------------------------------------------


def hedge_before(scene: Scene, index: int) -> tuple[int, Qualifier]:
    """Return where the hedge before a number begins, and what it makes of it.

    Of several the most careful counts, and a bound is more careful than *about*.
    """
    begin, here, skipped = index, index, 0
    qualifier: Qualifier = "exact"
    while here > 0:
        length, found = _hedge(scene, here)
        if skipped and scene.has("of", here):
            break  # "some of the 26"
        if length == 1 and skipped and scene.has("figures.prepositions", here - 1):
            break
        if length:
            if qualifier == "exact" or (qualifier == "about" and found != "exact"):
                qualifier = found
            here, skipped = here - length, 0
            begin = here
        elif qualifier != "exact" and scene.has("articles", here - 1):
            break  # "less than the about 200,000"
        elif skipped < 2 and (scene.has("continues", here - 1) or scene.sign(here - 1) in "\"'“"):
            here, skipped = here - 1, skipped + 1
        else:
            break
    return begin, qualifier


def _around_verb(scene: Scene, index: int) -> Qualifier | None:
    """Read *al menos murieron 16 personas*: a bound before the verb of its number."""
    if scene.code not in ("fr", "es"):
        return None
    fates = scene.words.casualties.values()
    verb = max((p.before(scene.folds, index) for p in fates), default=0)
    length, found = _hedge(scene, index - verb) if verb else (0, "exact")
    return found if length and found in ("at least", "more than") else None


def _hedge(scene: Scene, end: int) -> tuple[int, Qualifier]:
    """Return the longest hedge that ends before a word: its length, and what it means."""
    lengths = {name: p.before(scene.folds, end) for name, p in scene.words.hedges.items()}
    name = max(lengths, key=lambda n: lengths[n])
    return lengths[name], name  # type: ignore[return-value]


def _hedge_after(scene: Scene, end: int) -> tuple[int, Qualifier | None]:
    if scene.sign(end) == "+":
        return end + 1, "at least"
    for name, phrases in scene.words.hedges_after.items():
        length = phrases.at(scene.folds, end)
        if length:
            return end + length, name  # type: ignore[return-value]
    return end, None
