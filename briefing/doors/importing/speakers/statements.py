"""Verbs of saying that say nothing: nouns, participles, *added five million customers*."""

from __future__ import annotations

from briefing.doors.importing.scene import Scene

_ISSUED_WITHIN = 4
_PARTICLE_WITHIN = 30


def no_statement(scene: Scene, verb: int) -> bool:
    """Say whether what looks like a verb of saying makes no statement."""
    return _is_noun(scene, verb) or _no_verb(scene, verb)


def _is_noun(scene: Scene, verb: int) -> bool:
    """Say whether a verb is a noun here: *a media report said*, *follows reports of*."""
    follows = scene.says(verb + 1) or (verb + 1 < len(scene) and scene.folds[verb + 1] == "of")
    return follows and scene.has("phrases.nouns", verb)


def _no_verb(scene: Scene, verb: int) -> bool:
    """Say whether a word is no verb here: part of a name, or a participle without its auxiliary."""
    if scene.placed(verb) or (
        scene.folds[verb] == "states" and not scene.has("phrases.that", verb + 1)
    ):
        return True  # "the Baltic states"
    if _lacks_object(scene, verb) or _says_less(scene, verb):
        return True
    if scene.code == "de" and (_particle_missing(scene, verb) or _passive(scene, verb)):
        return True  # "ging die Polizei gegen den Clan vor"; "werden erwartet"
    if not scene.has("phrases.participles", verb):
        return False
    return not any(scene.has("phrases.auxiliary", i) for i in range(max(0, verb - 5), verb))


def _lacks_object(scene: Scene, verb: int) -> bool:
    """Say whether a verb lacks what alone makes it say something: *released 40 detainees*."""
    return (
        (scene.has("speaking.with_tail", verb) and not _tail(scene, verb))
        or (scene.has("speaking.of_documents", verb) and not _of_document(scene, verb))
        or (scene.has("speaking.issues", verb) and not _issued(scene, verb))
    )


def _says_less(scene: Scene, verb: int) -> bool:
    """Say whether what follows shows that nothing is said: *added five million customers*."""
    there_is = scene.has("speaking.there_is", verb)
    return (
        (scene.has("speaking.no_number", verb) and _counted(scene, verb + 1))
        or (there_is and "es" in (scene.sign(verb + 1), scene.sign(verb - 1)))
        or (scene.has("speaking.goes_on", verb) and scene.has("phrases.infinitive", verb + 1))
        or (scene.has("speaking.declares", verb) and _proclaimed(scene, verb))
    )


def _counted(scene: Scene, start: int) -> bool:
    """Say whether a number follows a verb at once, or after its hedge."""
    hedge = max(phrases.at(scene.folds, start) for phrases in scene.words.hedges.values())
    return any(n.start == start + hedge for n in scene.numbers)


def _issued(scene: Scene, verb: int) -> bool:
    """Say whether what is released is a statement: *released the names of the two killed*."""
    return any(scene.has("phrases.issued", i) for i in range(verb + 1, verb + _ISSUED_WITHIN))


def _proclaimed(scene: Scene, verb: int) -> bool:
    """Say whether what is declared is an office's act: a war, an emergency, days of mourning."""
    return any(
        scene.has("phrases.proclaimed", i) for i in range(verb + 1, verb + _ISSUED_WITHIN + 2)
    )


def _particle_missing(scene: Scene, verb: int) -> bool:
    """Say whether a German verb lacks the particle with which alone it says something: *gab … an*."""
    pairs = [p for p in scene.words.lists["speaking.separable"].all if p[0] == scene.folds[verb]]
    ahead = scene.folds[verb + 1 : verb + _PARTICLE_WITHIN]
    return bool(pairs) and not any(particle in ahead for _, particle in pairs)


def _passive(scene: Scene, verb: int) -> bool:
    """Say whether a German participle is a passive: *werden erwartet*, *verurteilt worden*."""
    if scene.has("speaking.passive", verb + 1):
        return True
    if not scene.folds[verb].endswith("t") or scene.sign(verb + 1) not in ("", ".", ",", ":", ";"):
        return False
    for index in range(verb - 1, max(-1, verb - _PARTICLE_WITHIN), -1):
        if scene.sign(index) in ";:" or scene.has("phrases.has", index):
            return False
        if scene.has("speaking.passive", index):
            return not scene.has("phrases.is", index)
    return False


def _tail(scene: Scene, verb: int) -> bool:
    """Say whether *fait* or *hecho* is followed by what makes it say something: *savoir*, *saber*."""
    return scene.has("phrases.verb_tails", verb + 1) or scene.has("phrases.more_tails", verb + 1)


def _of_document(scene: Scene, verb: int) -> bool:
    """Say whether a document stands before a verb that documents alone say something with."""
    return any(
        scene.has("phrases.documents", i) for i in range(max(0, verb - _ISSUED_WITHIN * 2), verb)
    )
