"""What happened to those counted: killed, wounded, missing, arrested, displaced."""

from __future__ import annotations

from briefing.doors.importing.figures.bounds import hedge_before
from briefing.doors.importing.scene import Scene
from briefing.doors.importing.words import Words

Fates = tuple[str, ...]
_REACH = {"de": 12}
_FARTHEST = 11


def fate_of(scene: Scene, begin: int, stop: int) -> Fates:
    """Return what happened to those counted, as the words beside the figure say.

    The figure with its hedge begins at `begin`; its noun ends before `stop`.
    """
    words = scene.words
    beside = tuple(n for n, p in words.casualties.items() if p.at(scene.folds, stop))
    if beside and stop > begin + 1:
        return _after(scene, stop) or beside  # "left 31 soldiers wounded"
    before = [n for n in _before(scene, begin) if n in words.casualties]
    return tuple(before) or _after(scene, stop) or _verb_before(scene, begin)


def _before(scene: Scene, begin: int) -> list[str]:
    found = scene.words.casualty_left.items()
    return [name for name, phrases in found if phrases.before(scene.folds, begin)]


def _after(scene: Scene, stop: int) -> Fates:
    found: dict[str, None] = {}
    for index in range(stop, min(len(scene), stop + _REACH.get(scene.code, 9))):
        if _clause_ends(scene, index) or (index > stop and _number_at(scene, index)):
            break
        for name, phrases in scene.words.casualties.items():
            length = phrases.at(scene.folds, index)
            own = index == stop or not _takes_number(scene, index + length)
            if length and own and _belongs(scene, stop, index):
                found.setdefault(name)
    return tuple(found)


def _verb_before(scene: Scene, begin: int) -> Fates:
    """Read *murieron 45 personas*: the verb stands before."""
    if scene.code == "en":
        return ()
    found = scene.words.casualties.items()
    return tuple(name for name, phrases in found if phrases.before(scene.folds, begin))[:1]


def _clause_ends(scene: Scene, index: int) -> bool:
    sign = scene.sign(index)
    return sign in ".;:!?()" or (sign == "," and scene.code != "de")


def _number_at(scene: Scene, index: int) -> bool:
    """Say whether a number stands at a place; the *one* of *and a boy* is none."""
    lone = scene.has("number_words.one", index) and scene.has("and", index - 1)
    return not lone and any(n.start == index for n in scene.numbers)


def _takes_number(scene: Scene, index: int) -> bool:
    """Say whether a word is followed by a number of its own: *and killed 96*."""
    for ahead in range(index, index + 4):
        if _number_at(scene, ahead):
            return hedge_before(scene, ahead)[0] <= index
    return False


def _belongs(scene: Scene, stop: int, index: int) -> bool:
    """Say whether the word is said of those counted: no other noun stands between."""
    words, folds = scene.words, scene.folds
    other = any(
        words.every_unit.at(folds, i)
        and not any(p.at(folds, i) for p in words.casualties.values())
        and not _with_them(scene, i)
        for i in range(stop, index)
    )
    return index - stop <= _FARTHEST and not other


def _with_them(scene: Scene, index: int) -> bool:
    """Say whether a noun is a lone one more: *three children and a woman died*."""
    lone = scene.has("articles", index - 1) or scene.has("number_words.one", index - 1)
    return lone and scene.has("and", index - 2)


def befalls(group: str, fate: Fates) -> Fates:
    """Return what can have become of a kind of noun: nobody kills cities, but they are evacuated."""
    return fate if group != "things" else tuple(f for f in fate if f == "displaced")


def with_fate(noun: str, fate: Fates, words: Words) -> str:
    """Say what is counted and what became of it: *soldiers killed or wounded*."""
    labels = words.data["casualties"]["labels"]
    joined = f" {labels['or']} ".join(labels[f] for f in fate)
    return f"{noun} {joined}".strip()


def own_fates(scene: Scene, start: int, stop: int) -> Fates:
    """Return what a noun says by itself: *the dead*, *fatalities*."""
    return tuple(
        name
        for name, phrases in scene.words.casualties.items()
        if phrases.at(scene.folds, start) or phrases.before(scene.folds, stop)
    )


def joined_fates(scene: Scene, stop: int) -> int:
    """Return where *or injured* ends after *killed*, else `stop`."""
    joins = scene.has("and", stop) or scene.sign(stop) == "/"
    if stop + 1 >= len(scene) or not joins or scene.folds[stop] == scene.words.data["and"][0]:
        return stop
    for ahead in (stop + 1, stop + 2):
        for phrases in scene.words.casualties.values():
            length = phrases.at(scene.folds, ahead)
            if length:
                return ahead + length
    return stop


def fates_within(scene: Scene, start: int, end: int) -> Fates:
    """Return what a stretch of words says of the fate of somebody."""
    found = scene.words.casualties.items()
    return tuple(name for name, p in found if p.within(scene.folds, start, end) >= 0)
