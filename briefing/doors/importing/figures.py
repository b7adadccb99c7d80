"""Figures: which numbers of a sentence count something, with bounds, hedge and noun.

A number is refused unless it counts something that can be named: model numbers, ages, years, money,
percentages, distances, "three times", list numbers and the like are no figures.
"""

from __future__ import annotations

from msgspec import Struct

from briefing.content.values import Qualifier
from briefing.doors.importing.counting import Number, numbers_of
from briefing.doors.importing.places import Place
from briefing.doors.importing.text import Token
from briefing.doors.importing.words import Phrases, Words

_DASHES = ("-", "–", "—", "−", "‑")
_STOP = frozenset('.,;:!?()[]"“”„«»…')


class Figure(Struct, frozen=True, kw_only=True):
    """A number that counts something."""

    low: int | float | None
    high: int | float | None
    qualifier: Qualifier
    unit: str
    """What is counted, as the source has it; with what happened to them, where it says so."""
    group: str
    """The kind of noun: troops, people, jobs, things, open."""
    fate: tuple[str, ...] = ()
    """Killed, wounded, missing, arrested, displaced."""
    text: str = ""
    """The figure as written in the source, hedge included."""
    start: int = 0
    end: int = 0
    """Place in the sentence, in characters."""
    at: int = 0
    """The first token of the number."""
    noun: str = ""
    """What is counted, without what happened to them."""
    inherited: bool = False
    """The noun was taken from the figure before."""
    word: str = ""
    """For a vague figure: the word."""


class _Scene(Struct):
    """A sentence under work."""

    tokens: list[Token]
    folds: list[str]
    words: Words
    places: list[Place]
    numbers: list[Number]
    text: str


def figures_of(
    text: str,
    tokens: list[Token],
    words: Words,
    places: list[Place],
    before: Figure | None,
) -> list[Figure]:
    """Return the figures of a sentence, in order. `before` is the last one of the text so far."""
    numbers = numbers_of(tokens, words)
    scene = _Scene(tokens, [t.folded for t in tokens], words, places, numbers, text)
    found: list[Figure] = []
    index = 0
    while index < len(numbers):
        second = _range_partner(scene, index)
        last = numbers[index + 1] if second else numbers[index]
        figure = _figure(scene, numbers[index], last, found[-1] if found else before, bool(found))
        if figure:
            found.append(figure)
        index += 2 if second else 1
    return _back_filled(found)


def _back_filled(found: list[Figure]) -> list[Figure]:
    return found


def _figure(
    scene: _Scene, first: Number, last: Number, before: Figure | None, same_sentence: bool
) -> Figure | None:
    if _refused(scene, first, last):
        return None
    begin, qualifier = _hedge(scene, first.start)
    end, after = _hedge_after(scene, last.end)
    low, high = _bounds(scene, first, last)
    hedged = begin < first.start or after is not None
    if after is not None and qualifier in ("exact", "about"):
        qualifier = after
    noun = _noun(scene, first, last, begin, end, before, same_sentence, hedged)
    if noun is None:
        return None
    unit, base, group, fate, inherited, unit_end = noun
    if not _worth(scene, first, last, group, fate, hedged, unit):
        return None
    if first.vague:
        qualifier, low, high = "vague", None, None
    elif first is not last:
        qualifier = "range"
    else:
        if first.approximate and qualifier == "exact":
            qualifier = "about"
        if qualifier in ("at least", "more than"):
            high = None
        elif qualifier in ("up to", "less than"):
            low = None
    start_char = scene.tokens[begin].start
    end_char = scene.tokens[max(end, last.end) - 1].end
    return Figure(
        low=low, high=high, qualifier=qualifier, unit=unit, noun=base, group=group, fate=fate,
        text=scene.text[start_char:end_char], start=start_char,
        end=max(end_char, unit_end), at=first.start, inherited=inherited,
        word=scene.text[scene.tokens[first.start].start : scene.tokens[last.end - 1].end]
        if first.vague else "",
    )  # fmt: skip


# ---- bounds -------------------------------------------------------------------------------------


def _range_partner(scene: _Scene, index: int) -> bool:
    """Say whether this number and the next are the two ends of one range."""
    if index + 1 >= len(scene.numbers):
        return False
    a, b = scene.numbers[index], scene.numbers[index + 1]
    if a.value is None or b.value is None:
        return False
    between = scene.tokens[a.end : b.start]
    if len(between) != 1:
        return False
    low, high = _scaled(scene, a, b)
    if low >= high:
        return False
    joiner, left = between[0].folded, scene.folds[max(0, a.start - 3) : a.start]
    if joiner in _DASHES:
        close = between[0].start == scene.tokens[a.end - 1].end
        return (a.grouped or b.grouped or close) and not _yearlike(a)
    if not scene.words.has("to", joiner):
        return False
    if joiner in scene.words.data["and"]:
        opener = scene.words.data["between"][0]
        if joiner in ("or", "oder", "ou", "o", "u"):
            return high <= 2 * low and (a.spelled or a.grouped) and low >= 2
        return opener in left or any(f.startswith("'" + opener) for f in left)
    if scene.words.data["between"][-1] in left[-2:] and _changes(scene, a.start):
        return False
    if scene.words.code in ("fr", "es") and joiner in ("à", "a"):
        return scene.words.data["between"][-1] in left[-1:] or (a.grouped and b.grouped)
    return not _changes(scene, a.start) or high <= 1.5 * low


def _changes(scene: _Scene, index: int) -> bool:
    stretch = scene.folds[max(0, index - 7) : index]
    return scene.words.lists["change"].within(stretch) >= 0


def _yearlike(number: Number) -> bool:
    return not number.grouped and not number.spelled and 1900 <= (number.value or 0) <= 2099


def _scaled(scene: _Scene, a: Number, b: Number) -> tuple[int | float, int | float]:
    """Return both ends; *10 to 12 thousand* share their scale."""
    low, high = a.value or 0, b.value or 0
    last = scene.folds[b.end - 1]
    scale = scene.words.numbers.get(last, 1) if b.end - b.start > 1 else 1
    if scale == 12:
        scale = 1
    plain = not a.grouped or (a.spelled and low < 1000)
    if plain and scale >= 100 and low < scale and low * scale < high:
        low = low * scale
    return low, high


def _bounds(
    scene: _Scene, first: Number, last: Number
) -> tuple[int | float | None, int | float | None]:
    if first is last:
        return first.value, first.value
    low, high = _scaled(scene, first, last)
    return (int(low) if float(low).is_integer() else low), high


def _hedge(scene: _Scene, index: int) -> tuple[int, Qualifier]:
    """Return where the hedge before a number begins, and what it makes of it.

    Of several the most careful counts, and a bound is more careful than *about*.
    """
    words, begin, qualifier = scene.words, index, "exact"
    skipped = 0
    here = index
    while here > 0:
        hit = 0
        for name, phrases in words.hedges.items():
            length = phrases.before(scene.folds, here)
            if length > hit:
                hit, found = length, name
        if hit:
            if qualifier == "exact" or (qualifier == "about" and found != "exact"):
                qualifier = found
            here -= hit
            begin = here
            skipped = 0
            continue
        if (
            scene.folds[here - 1] in words.data["continues"]
            or scene.folds[here - 1] in ('"', "'", "“")
        ) and skipped < 2:
            here -= 1
            skipped += 1
            continue
        break
    return begin, qualifier  # type: ignore[return-value]


def _hedge_after(scene: _Scene, end: int) -> tuple[int, Qualifier | None]:
    if end < len(scene.tokens) and scene.tokens[end].text == "+":
        return end + 1, "at least"
    for name, phrases in scene.words.hedges_after.items():
        length = phrases.at(scene.folds, end)
        if length:
            return end + length, name  # type: ignore[return-value]
    return end, None


# ---- refusing -----------------------------------------------------------------------------------


def _refused(scene: _Scene, first: Number, last: Number) -> bool:
    tokens, folds, words = scene.tokens, scene.folds, scene.words
    start, end = first.start, last.end
    left = tokens[start - 1] if start else None
    right = tokens[end] if end < len(tokens) else None
    if not first.spelled and isinstance(first.value, float) and not float(first.value).is_integer():
        return True
    if left is not None:
        glued = left.end == tokens[start].start
        if left.text in "$€£¥₩₽#№§@":
            return True
        if (
            glued
            and left.text in ("-", "–", "/", ".", ":", "_", "+", "=", "&")
            and not first.spelled
        ):
            return True
        if glued and left.text[-1].isalpha() and not first.spelled:
            return True
        if not first.grouped and words.has("refuse.before", left.folded.rstrip(".")):
            return True
        if (
            left.folded in ("in", "von", "sur", "de")
            and start > 1
            and first.spelled
            and folds[start - 2] in ("one", "einer", "un", "uno", "nine", "eight")
        ):
            return True
        if (
            words.lists["refuse.fraction"].before(folds, _hedge(scene, start)[0] - 1)
            and left.folded in (*words.data["of"],)
            and not first.vague
        ):
            return True
    if right is not None:
        glued = right.start == tokens[end - 1].end
        if right.text in ("%", "°", "‰") or right.text in "$€£¥₩₽":
            return True
        if glued and right.text in ("/", ":", "_", "=") and not last.spelled:
            return True
        if (
            glued
            and right.text in _DASHES
            and not _strong(scene, end)
            and not _dash_space(scene, end)
        ):
            return True
        if glued and right.text[0].isalpha() and not last.spelled:
            return True
        if words.lists["refuse.after"].at(folds, end) and not (
            right.folded in ("est", "am", "time", "m", "h", "pour", "por", "e") and last.grouped
        ):
            return True
        if words.lists["refuse.after"].at(folds, end + 1) and folds[end] in (
            *words.data["continues"], "or", "consecutive", "straight", "square", "per", "full", "us",
            "canadian", "australian", "calendar", "working", "letzten", "vergangenen", "dernières", "derniers", "últimos", "últimas", "last", "nautical", "metric", "-",
        ):  # fmt: skip
            return True
        if (
            end + 1 < len(tokens)
            and right.capital
            and right.text == "US"
            and tokens[end + 1].text in "$"
        ):
            return True
    return _date_like(scene, first, last) or _aged(scene, first, last) or _model(scene, first)


def _dash_space(scene: _Scene, end: int) -> bool:
    return end + 1 < len(scene.tokens) and scene.tokens[end].text in ("—", "–")


def _strong(scene: _Scene, end: int) -> bool:
    return scene.folds[end + 1 : end + 2] == ["strong"]


def _date_like(scene: _Scene, first: Number, last: Number) -> bool:
    """Refuse days of the month, years and hours."""
    from briefing.doors.importing.dates import months

    if first.grouped or first.spelled:
        return False
    known = months(scene.words.code)
    value = first.value or 0
    near = [
        f.rstrip(".")
        for f in scene.folds[max(0, first.start - 2) : first.start]
        + scene.folds[last.end : last.end + 3]
    ]
    if value <= 31 and any(word in known for word in near):
        return True
    if (
        scene.words.data["ordinal_dot"]
        and value <= 31
        and scene.folds[last.end : last.end + 1] == ["."]
    ):
        return last.end + 1 < len(scene.tokens)
    if _yearlike(first):
        counted = scene.words.every_unit.at(scene.folds, last.end) > 0
        begin, qualifier = _hedge(scene, first.start)
        hedged = begin < first.start and qualifier != "exact"
        before = scene.folds[first.start - 1] if first.start else ""
        return not counted or not (hedged or before not in _BEFORE_YEARS)
    return False


#: Words after which four digits are a year, whatever follows.
_BEFORE_YEARS = frozenset(
    "in since until from by of im jahr seit bis von en depuis desde hasta de del année año".split()
)


def _aged(scene: _Scene, first: Number, last: Number) -> bool:
    """Refuse `, 35,` and `(35)`: ages, as a rule."""
    if first is not last or first.grouped or (first.value or 0) > 110:
        return False
    tokens = scene.tokens
    left = tokens[first.start - 1].text if first.start else ""
    right = tokens[last.end].text if last.end < len(tokens) else ""
    return (left, right) in ((",", ","), ("(", ")"), (",", "."))


def _model(scene: _Scene, first: Number) -> bool:
    """Refuse the 2 of *Leopard 2 A8 tanks* and the 737 of *Boeing 737*."""
    if first.grouped or first.spelled or first.start == 0:
        return False
    left = scene.tokens[first.start - 1]
    after = scene.tokens[first.end] if first.end < len(scene.tokens) else None
    if (
        after
        and len(after.text) <= 4
        and after.text[0].isupper()
        and any(c.isdigit() for c in after.text)
    ):
        return True
    if (
        after
        and len(after.text) == 1
        and after.text.isupper()
        and first.end + 1 < len(scene.tokens)
    ):
        return scene.tokens[first.end + 1].is_number
    if not left.is_word or not left.capital or first.start < 2 or (first.value or 0) > 999:
        return False
    if any(p.start <= first.start - 1 < p.end for p in scene.places):
        return False
    if scene.words.code == "de":
        return any(n.end == first.start - 1 for n in scene.numbers)
    from briefing.doors.importing.dates import weekdays

    if left.folded in weekdays(scene.words.code) or _hedge(scene, first.start)[0] < first.start:
        return False
    return (
        not scene.words.every_unit.at(scene.folds, first.end)
        or any(n.end == first.start - 1 for n in scene.numbers)
        or scene.words.units["things"].at(scene.folds, first.end) > 0
    )


# ---- nouns --------------------------------------------------------------------------------------

_Noun = tuple[str, str, str, tuple[str, ...], bool, int]


def _noun(
    scene: _Scene, first: Number, last: Number, begin: int, end: int,
    before: Figure | None, same_sentence: bool, hedged: bool,
) -> _Noun | None:  # fmt: skip
    found = _noun_after(scene, first, last, end)
    if found is not None:
        if not found:
            return None
        start, stop, group = found
        unit = scene.text[scene.tokens[start].start : scene.tokens[stop - 1].end]
        fate = _fate(scene, begin, start, stop)
        return _told(scene, unit, start, stop, group, fate)
    left = _noun_before(scene, begin, end)
    if left:
        return left
    if (
        before is not None
        and not first.vague
        and _inherits(scene, first, end, same_sentence, hedged)
    ):
        fate = _fate(scene, begin, end, end)
        labels = scene.words.data["casualties"]["labels"]
        if not fate and not before.fate:
            return before.noun, before.noun, before.group, (), True, scene.tokens[end - 1].end
        fate = fate or before.fate
        base = "" if before.noun in labels.values() or before.noun == before.unit else before.noun
        told = _with_fate(base, fate, scene.words)
        return told, base or told, before.group, fate, True, scene.tokens[end - 1].end
    return None


def _told(
    scene: _Scene, unit: str, start: int, stop: int, group: str, fate: tuple[str, ...]
) -> _Noun:
    """Say what is counted and what became of it: *soldiers killed or wounded*."""
    words = scene.words
    own = [
        k
        for k, phrases in words.casualties.items()
        if phrases.at(scene.folds, start) or phrases.before(scene.folds, stop)
    ]
    end_char = scene.tokens[stop - 1].end
    if own:
        joined = _joined_fates(scene, stop)
        if joined > stop:
            unit = scene.text[scene.tokens[start].start : scene.tokens[joined - 1].end]
            end_char = scene.tokens[joined - 1].end
            own += [
                k
                for k, p in words.casualties.items()
                if p.within(scene.folds, stop, joined) >= 0 and k not in own
            ]
        return unit, unit, "people", tuple(own), False, end_char
    return _with_fate(unit, fate, words), unit, group, fate, False, end_char


def _with_fate(noun: str, fate: tuple[str, ...], words: Words) -> str:
    labels = words.data["casualties"]["labels"]
    return f"{noun} ".lstrip() + f" {labels['or']} ".join(labels[f] for f in fate) if fate else noun


def _joined_fates(scene: _Scene, stop: int) -> int:
    """Return where *or injured* ends after *killed*, else `stop`."""
    if stop + 1 >= len(scene.folds) or scene.folds[stop] not in (*scene.words.data["and"], "/"):
        return stop
    if scene.folds[stop] == scene.words.data["and"][0]:
        return stop
    for ahead in (stop + 1, stop + 2):
        for phrases in scene.words.casualties.values():
            length = phrases.at(scene.folds, ahead)
            if length:
                return ahead + length
    return stop


def _noun_after(
    scene: _Scene, first: Number, last: Number, end: int
) -> tuple[int, int, str] | tuple[()] | None:
    """Find the noun after a number: its place and group; () for a noun that is refused."""
    tokens, folds, words = scene.tokens, scene.folds, scene.words
    index = end
    if _strong(scene, end) and folds[end] in _DASHES:
        index = end + 2
    limit = min(len(tokens), index + (8 if words.code in ("en", "de") else 4))
    passed_of = False
    head_first = words.code in ("fr", "es")
    while index < limit:
        token = tokens[index]
        if index == end and token.text in "\"”»’'" and len(tokens) > end + 1:
            index += 1
            continue
        if token.text in _STOP or (token.text in _DASHES and index == end):
            break
        if index == end and folds[index] in words.data["of"] and first.vague:
            index += 1
            continue
        if words.lists["refuse.nouns"].at(folds, index):
            return ()
        length = words.every_unit.at(folds, index)
        if length and not (
            token.capital and words.code != "de" and index > end and token.folded in ("may", "won")
        ):
            return _grown(scene, index, length)
        place = next((p for p in scene.places if p.start == index), None)
        if (
            place
            and place.people
            and place.form.endswith(("s", "n", "r", "e", "i"))
            and not _noun_follows(scene, place.end)
        ):
            return place.start, place.end, "people"
        if token.folded in words.data["of"]:
            # "13,000 of its soldiers"
            if (passed_of or not head_first) and (index > end or words.code != "en"):
                index += 1
                continue
            passed_of = True
            index += 1
            continue
        if (
            token.is_number
            and index > end
            and tokens[index - 1].capital
            and (token.end - token.start) <= 3
        ):
            index += 1
            continue
        if _strong(scene, end) and words.units["scale_heads"].at(folds, index):
            return index, index + 1, "people"
        if _breaks(scene, index, end):
            break
        index += 1
    return _open_noun(scene, first, last, end)


def _grown(scene: _Scene, index: int, length: int) -> tuple[int, int, str]:
    """Take a longer compound in English and German order: *police officers*, *crew members*."""
    words, folds = scene.words, scene.folds
    if words.code == "en":
        nxt = words.every_unit.at(folds, index + length)
        casualty = any(p.at(folds, index + length) for p in words.casualties.values())
        if (
            nxt
            and not casualty
            and folds[index] not in ("dead", "killed", "wounded", "injured", "missing")
        ):
            return index, index + length + nxt, _group(words, folds, index + length)
        if folds[index + length : index + length + 1] == ["of"]:
            of_what = folds[index + length + 1 : index + length + 2]
            if folds[index] in ("rounds", "pieces") and of_what:
                return index, index + length + 2, _group(words, folds, index)
    return index, index + length, _group(words, folds, index)


def _group(words: Words, folds: list[str], index: int) -> str:
    best, name = 0, "open"
    for group, phrases in words.units.items():
        if group == "scale_heads":
            continue
        length = phrases.at(folds, index)
        if length > best:
            best, name = length, group
    return name


def _noun_follows(scene: _Scene, index: int) -> bool:
    """Say whether an adjective of place is followed by the noun it belongs to."""
    for ahead in range(index, min(index + 4, len(scene.tokens))):
        if scene.tokens[ahead].text in _STOP:
            return False
        if scene.words.every_unit.at(scene.folds, ahead):
            return True
        if _breaks(scene, ahead, index):
            return False
    return False


_BREAKERS = {
    "en": frozenset(["who", "which", "that", "and", "or", "but", "in", "at", "on", "by", "from", "to", "with", "for", "as", "than", "were", "was", "are", "is", "have", "had", "has", "will", "would", "could", "may", "might", "into", "near", "after", "before", "during", "since", "because", "when", "while", "if", "per", "about", "against", "around"]),
    "de": frozenset(["die", "der", "das", "in", "im", "am", "an", "auf", "bei", "mit", "nach", "von", "zu", "und", "oder", "aber", "als", "wie", "wurden", "wurde", "sind", "waren", "haben", "hatten", "werden", "seien", "durch", "gegen", "für", "aus", "um", "über"]),
    "fr": frozenset(["qui", "que", "dans", "à", "au", "aux", "en", "sur", "par", "pour", "avec", "et", "ou", "mais", "ont", "sont", "étaient", "avaient", "selon", "lors", "depuis", "après", "contre", "était", "a"]),
    "es": frozenset(["que", "en", "a", "al", "por", "para", "con", "y", "o", "pero", "han", "son", "fueron", "están", "según", "desde", "tras", "durante", "contra", "hasta", "se", "no"]),
}  # fmt: skip


def _breaks(scene: _Scene, index: int, end: int) -> bool:
    fold = scene.folds[index]
    if scene.words.code == "de" and index > end and fold in ("die", "der", "den", "das"):
        return True
    return fold in _BREAKERS[scene.words.code] or scene.tokens[index].is_number


def _open_noun(scene: _Scene, first: Number, last: Number, end: int) -> tuple[int, int, str] | None:
    """Find a noun that no list has, after a figure in digits: only where it cannot be missed."""
    tokens, folds, code = scene.tokens, scene.folds, scene.words.code
    if first.vague or (last.value or 0) < 20 or end >= len(tokens):
        return None
    if last.spelled and not (last.grouped or last.approximate):
        return None
    index = end
    if last.spelled and folds[index] in scene.words.data["of"]:
        index += 1
        if index >= len(tokens):
            return None
    if code == "de":
        while (
            index < min(end + 3, len(tokens))
            and tokens[index].is_word
            and not tokens[index].capital
        ):
            if _breaks(scene, index, end):
                return None
            index += 1
        token = tokens[index] if index < len(tokens) else None
        ok = token is not None and token.capital and token.is_word and len(token.text) > 3
        ok = ok and not any(p.start == index for p in scene.places)
        return (index, index + 1, "open") if ok and index > end - 1 else None
    best = None
    while index < min(end + 4, len(tokens)) and tokens[index].is_word:
        if _breaks(scene, index, end) or folds[index] in scene.words.data["auxiliaries"]["words"]:
            break
        fold = folds[index]
        if fold in _OTHERS:
            break
        if (
            not tokens[index].capital
            and len(fold) > 3
            and fold.endswith(("s", "x"))
            and not fold.endswith(("ous", "ss", "less", "ées", "és", "adas", "idas"))
        ):
            best = (index, index + 1, "open")
            if code != "en":
                break
        index += 1
    return best


def _noun_before(scene: _Scene, begin: int, end: int) -> _Noun | None:
    """Find the noun left of a number: *the number of troops … at 3,000*, *killing at least 45*."""
    words, folds = scene.words, scene.folds
    labels = words.data["casualties"]["labels"]
    if _next_is_noun(scene, end):
        return None
    if any(n.spelled and (n.value or 2) < 2 and begin <= n.start < end for n in scene.numbers):
        return None
    for name, phrases in words.casualty_left.items():
        for skip in (0, 1, 2):
            length = phrases.before(folds, begin - skip) if begin - skip > 0 else 0
            if length and all(
                f
                in (
                    *words.data["continues"],
                    "to",
                    "at",
                    "of",
                    "auf",
                    "à",
                    "a",
                    "de",
                    "bei",
                    "is",
                    "was",
                )
                for f in folds[begin - skip : begin]
            ):
                label = labels.get(name, name)
                noun = begin - skip - length
                if words.every_unit.at(folds, noun) == length and words.code == "de":
                    label = scene.text[
                        scene.tokens[noun].start : scene.tokens[noun + length - 1].end
                    ]
                return label, label, "people", (name,), False, scene.tokens[end - 1].end
    among = _among(scene, begin)
    if among:
        return among
    stop = max(0, begin - 26)
    for index in range(begin - 1, stop - 1, -1):
        if scene.tokens[index].text in ";:()" or scene.tokens[index].is_number:
            break
        length = words.units["scale_heads"].at(folds, index)
        if not length or index + length > begin:
            continue
        fates = tuple(
            k
            for k, p in words.casualty_left.items()
            if k != "jobs" and p.within(folds, max(0, index - 1), min(begin, index + 4)) >= 0
        )
        noun = words.every_unit.within(folds, index + length, begin)
        if noun >= 0 and noun - index <= 7:
            size = words.every_unit.at(folds, noun)
            noun, until, _ = _grown(scene, noun, size)
            size = until - noun
            unit = scene.text[scene.tokens[noun].start : scene.tokens[noun + size - 1].end]
            told = _told(
                scene,
                unit,
                noun,
                noun + size,
                _group(words, folds, noun),
                fates if words.casualties.get("killed") else (),
            )
            return *told[:4], False, scene.tokens[end - 1].end
        opened = _open_of(scene, index + length, begin)
        if opened:
            return opened, opened, "open", (), False, scene.tokens[end - 1].end
        if fates:
            label = labels.get(fates[0], fates[0])
            return label, label, "people", fates, False, scene.tokens[end - 1].end
        generic = folds[index] in words.data["generic_heads"]
        if generic and begin - index <= 4:
            return None
        if begin - index <= 4 and all(
            f in words.data["leads"] for f in folds[index + length : begin]
        ):
            head = scene.tokens[index].text
            return head, head, "people", (), False, scene.tokens[end - 1].end
    return None


def _open_of(scene: _Scene, index: int, begin: int) -> str:
    """Return the noun of *number of X* that no list has."""
    if index + 1 >= begin or scene.folds[index] not in ("of", "der", "von", "de", "d'", "des"):
        return ""
    for token in scene.tokens[index + 1 : min(index + 4, begin)]:
        noun = (
            token.capital
            if scene.words.code == "de"
            else token.folded.endswith("s") and not token.capital
        )
        if noun and len(token.text) > 4 and token.is_word:
            return token.text
    return ""


def _among(scene: _Scene, begin: int) -> _Noun | None:
    """Read *Among the wounded, 205 are …*."""
    if begin > 7 or begin < 2 or scene.folds[0] not in scene.words.data["among"]:
        return None
    noun = scene.words.every_unit.within(scene.folds, 1, begin)
    if noun < 0 or scene.tokens[begin - 1].text != ",":
        return None
    start, stop, group = _grown(scene, noun, scene.words.every_unit.at(scene.folds, noun))
    unit = scene.text[scene.tokens[start].start : scene.tokens[stop - 1].end]
    return unit, unit, group, (), False, scene.tokens[begin].end


def _next_is_noun(scene: _Scene, end: int) -> bool:
    if end >= len(scene.tokens):
        return False
    token = scene.tokens[end]
    if token.text in _STOP or _breaks(scene, end, end):
        return False
    return (
        scene.folds[end] not in scene.words.data["auxiliaries"]["words"]
        and token.is_word
        and scene.words.code == "de"
        and token.capital
    )


_OTHERS = frozenset("others autres otros otras weitere weiteren".split())


def _inherits(scene: _Scene, first: Number, end: int, same_sentence: bool, hedged: bool) -> bool:
    """Say whether a number without a noun counts what the figure before counted."""
    heads = scene.words.data["generic_heads"]
    if any(f in heads for f in scene.folds[max(0, first.start - 6) : first.start]):
        return (first.value or 0) >= 10
    if first.spelled and not first.grouped:
        return False
    fold = scene.folds[end] if end < len(scene.folds) else "."
    data = scene.words
    if data.lists["of_them"].at(scene.folds, end):
        return (first.value or 0) >= 2
    if any(p.at(scene.folds, end) for p in data.casualties.values()):
        return (first.value or 0) >= 2
    if fold in _OTHERS:
        return same_sentence and (first.value or 0) >= 2
    left = scene.folds[first.start - 1] if first.start else ""
    if left in data.data["including"]:
        return (first.value or 0) >= 2
    if data.has("speaking.said", left) and fold in _STOP and (first.value or 0) >= 100:
        return True
    if left in data.data["existential"] and (first.value or 0) >= 100 and not first.spelled:
        return True
    verb = fold in scene.words.data["auxiliaries"]["verbs"]
    closes = fold in _STOP or fold in scene.words.data["auxiliaries"]["words"]
    if not same_sentence and not verb and not (closes and hedged and first.grouped):
        return False
    if same_sentence:
        return (verb or closes) and (first.grouped or hedged or verb)
    return (first.grouped or hedged) and (first.value or 0) >= 10


def _fate(scene: _Scene, begin: int, start: int, stop: int) -> tuple[str, ...]:
    """Return what happened to those counted, as the words beside the figure say."""
    words, folds = scene.words, scene.folds
    found: list[str] = []
    for name, phrases in words.casualty_left.items():
        if name in words.casualties and phrases.before(folds, begin):
            found.append(name)
    if found:
        return tuple(found)
    limit = min(len(folds), stop + (12 if words.code == "de" else 9))
    index = stop
    while index < limit:
        if scene.tokens[index].text in ".;:!?()" or (
            scene.tokens[index].text == "," and words.code != "de"
        ):
            break
        if any(n.start == index for n in scene.numbers) and index > stop:
            break
        for name, phrases in words.casualties.items():
            length = phrases.at(folds, index)
            if length and index > stop and _takes_number(scene, index + length):
                continue
            if length and name not in found and _passive(scene, stop, index):
                found.append(name)
        index += 1
    if found:
        return tuple(found)
    # "murieron 45 personas": the verb stands before
    for name, phrases in words.casualties.items():
        if phrases.before(folds, begin) and words.code in ("es", "fr", "de"):
            return (name,)
    return ()


def _takes_number(scene: _Scene, index: int) -> bool:
    """Say whether a word is followed by a number of its own: *and killed 96*."""
    ahead = {n.start for n in scene.numbers}
    for step in range(4):
        if index + step in ahead:
            begin, _ = _hedge(scene, index + step)
            return begin <= index
    return False


def _passive(scene: _Scene, stop: int, index: int) -> bool:
    """Say whether the word belongs to those counted: at most a few words of verb between."""
    between = scene.folds[stop:index]
    objects = [
        i
        for i in range(stop, index)
        if scene.words.every_unit.at(scene.folds, i)
        and not any(p.at(scene.folds, i) for p in scene.words.casualties.values())
    ]
    return len(between) <= 11 and not objects


def _worth(
    scene: _Scene,
    first: Number,
    last: Number,
    group: str,
    fate: tuple[str, ...],
    hedged: bool,
    unit: str,
) -> bool:
    """Refuse small numbers in words, unless they count the dead, the arrested and the like."""
    if first.vague:
        return group in ("troops", "people", "jobs", "things")
    value = last.value or 0
    if value == 0:
        return False
    hedged = hedged or first.approximate
    if value < 2 and not fate:
        return False
    if last.spelled and value < 13 and not fate and group not in ("troops", "people", "jobs"):
        return value >= 10 and hedged
    if last.spelled and value < 10 and not fate:
        return (
            _subject_speaks(scene, last.end) is False
            and group in ("troops", "people", "jobs")
            and (hedged or value >= 3)
        )
    return not (value < 10 and group == "open")


def _subject_speaks(scene: _Scene, end: int) -> bool:
    stretch = scene.folds[end : end + 6]
    return scene.words.lists["speaking.said"].within(stretch) >= 0


def written(figure: Figure) -> str:
    """Return the figure as front matter has it: `about 10,000`, `10,000 to 12,000`, `thousands`."""
    if figure.qualifier == "vague":
        return figure.word
    if figure.qualifier == "range":
        return f"{_plain(figure.low)} to {_plain(figure.high)}"
    number = figure.low if figure.low is not None else figure.high
    hedge = "" if figure.qualifier == "exact" else figure.qualifier + " "
    return f"{hedge}{_plain(number)}"


def _plain(number: int | float | None) -> str:
    assert number is not None
    return f"{int(number):,}" if float(number).is_integer() else f"{number:,}"


__all__ = ["Figure", "Phrases", "figures_of", "written"]
