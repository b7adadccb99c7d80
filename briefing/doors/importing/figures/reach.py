"""How far a number reaches: the words beyond which its noun is not looked for."""

from __future__ import annotations

from briefing.doors.importing.scene import Scene

STOP = frozenset('.,;:!?()[]"“”„«»…')
_PEOPLE_ENDS = ("s", "n", "r", "e", "i")
_NO_PLURAL = ("ous", "ss", "less", "ées", "és", "adas", "idas")


def breaks(scene: Scene, index: int, end: int) -> bool:
    """Say whether a word ends the search for a noun that began at `end`."""
    if scene.has("and", index) and index > end and _two_peoples(scene, index):
        return False  # "US and Filipino troops"
    article = scene.code == "de" and index > end
    if article and scene.folds[index] in ("die", "der", "den", "das"):
        return True
    return scene.has("figures.breakers", index) or scene.tokens[index].is_number


def _two_peoples(scene: Scene, joiner: int) -> bool:
    """Say whether *and* joins two countries that describe one noun."""
    return scene.placed(joiner - 1) and scene.placed(joiner + 1)


def people_at(scene: Scene, index: int) -> bool:
    """Say whether a people is named at a word, not an adjective: *Ukrainians*, *Français*."""
    place = next((p for p in scene.places if p.start == index), None)
    if place is None or not place.people or not place.form.endswith(_PEOPLE_ENDS):
        return False
    return place.form[0].isupper() or scene.code not in ("de", "fr")


def noun_follows(scene: Scene, index: int) -> bool:
    """Say whether an adjective of place is followed by the noun it belongs to."""
    for ahead in range(index, min(index + 4, len(scene))):
        if scene.sign(ahead) in STOP:
            return False
        if scene.words.every_unit.at(scene.folds, ahead):
            return True
        if breaks(scene, ahead, index):
            return False
    return False


def plural_name(scene: Scene, index: int) -> bool:
    """Say whether a plural with a capital stands at a word: *Copts*."""
    if index >= len(scene) or scene.placed(index):
        return False
    token = scene.tokens[index]
    return token.capital and token.is_word and plural_form(token.folded)


def plural_form(fold: str) -> bool:
    """Say whether a word has the ending of a plural."""
    return fold.endswith(("s", "x")) and not fold.endswith(_NO_PLURAL)
