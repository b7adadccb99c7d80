"""Which of a sentence's speakers a figure belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.doors.importing.scene import Scene
from briefing.doors.importing.speakers.cast import Cast, Said, said_by
from briefing.doors.importing.speakers.naming import voice_of

_ANOTHER_SENTENCE = 25.0
_ANOTHER_CLAUSE = 12.0
_BEHIND = 0.8
_LONGEST_GAPPED = 6


def speaker_of(at: int, found: Sequence[Said], scene: Scene) -> Said | None:
    """Return the attribution that a figure at token `at` belongs to: the nearest, by clauses."""
    rated = [
        (_distance(at, said, found, scene), said)
        for said in found
        if (said.how == "according" or not said.start <= at < said.end)
        and not scene.has("speaking.silent", said.verb)
        and not (scene.has("speaking.judging", said.verb) and said.how != "according")
        and not _addressed(at, said, scene)
        and not _other_clause(at, said, scene)
        and not _of_the_speaker(at, said, scene)
        and not _looked_back(at, said, scene)
    ]
    return min(rated, key=lambda r: r[0])[1] if rated else None


def _addressed(at: int, said: Said, scene: Scene) -> bool:
    """Say whether a figure counts those who were told: *told a few thousand teachers that*."""
    told = scene.has("speaking.addresses", said.verb) and said.how != "according"
    lead = _lead(at, scene)
    return (
        told
        and at > said.verb
        and lead - said.verb <= 2
        and not scene.has("phrases.boundary", lead - 1)
        and scene.sign(lead - 1) != ","
    )


def _other_clause(at: int, said: Said, scene: Scene) -> bool:
    """Say whether one stands in a clause that opens the sentence, and the other after it.

    *While the army warns of a raid, 300 people fled*; *After nine people died, he admitted …*.
    """
    if said.how == "according" or not len(scene):
        return False
    end = next((i for i, t in enumerate(scene.tokens) if t.text == "," and not scene.quoted[i]), -1)
    first, last = sorted((at, said.verb))
    if not first < end < last:
        return False
    name = "phrases.while" if first == said.verb else "phrases.once"
    return scene.words.lists[name].at(scene.folds, 0) > 0


def _of_the_speaker(at: int, said: Said, scene: Scene) -> bool:
    """Say whether a figure tells of the speaker: *…, said Jane Roe, among the dozens of drivers*."""
    closed = scene.code == "en" and any(scene.quoted[: said.verb])
    after = said.how == "after" and said.end <= at and not scene.quoted[at]
    clause = scene.has("phrases.relatives", said.end + 1)
    return closed and after and scene.sign(said.end) == "," and not clause


def _looked_back(at: int, said: Said, scene: Scene) -> bool:
    """Say whether *according to* has ended before a figure: *20,000 according to X, 31 were held*."""
    if said.how != "according" or said.verb == 0 or at < said.end:
        return False
    ends = (n.end for n in scene.numbers if said.verb - 3 < n.end <= said.verb)
    close = any(all(scene.sign(i) != "," for i in range(end, said.verb)) for end in ends)
    return close and scene.sign(said.end) in (",", ";")


def _distance(at: int, said: Said, found: Sequence[Said], scene: Scene) -> float:
    between = range(min(at, said.verb), max(at, said.verb))
    distance = len(between) + _ANOTHER_SENTENCE * sum(scene.sign(i) == ";" for i in between)
    if said.how == "according":
        return distance + _according(at, said, scene)
    if said.verb < at:
        passed = any(said.verb < other.verb < at for other in found)
        return distance * _BEHIND + 10 * passed
    if said.how == "subject":
        apart = any(scene.sign(i) in (",", '"', "”", "»", "–", "—") for i in range(at, said.start))
        return distance + (0 if apart else 30)
    return distance


def _according(at: int, said: Said, scene: Scene) -> float:
    """Say how far *according to* is: one that opens a clause looks on, any other looks back."""
    lead = scene.sign(said.verb - 1).casefold()
    opens = said.verb == 0 or lead == ";" or scene.has("phrases.clause_openers", said.verb - 1)
    wrong = at < said.verb if opens else lead != "," and at > said.verb
    between = range(min(at, said.verb), max(at, said.verb))
    clauses = sum(scene.has("phrases.clause", i) for i in between)
    return _ANOTHER_SENTENCE * wrong + _ANOTHER_CLAUSE * clauses


def unnamed(at: int, said: Said, scene: Scene) -> bool:
    """Say whether a clause that names no speaker begins between a verb of saying and a figure."""
    clauses = scene.words.lists["speaking.unnamed"]
    return said.verb < at and clauses.within(scene.folds, said.verb, at) >= 0


def gapped(at: int, scene: Scene, found: Sequence[Said], cast: Cast) -> Said | None:
    """Read a second speaker without a verb of its own: *…, die Veranstalter von rund 50.000*."""
    if not found or found[0].verb > at:
        return None
    lead = _lead(at, scene)
    if lead < 3 or not scene.has("phrases.gap", lead - 1):
        return None
    start = _clause_start(scene, lead - 1)
    if start <= found[0].verb or any(start <= s.verb < at for s in found):
        return None
    voice = voice_of(scene, start, lead - 1, cast)
    if voice is None or voice.standing == "other":
        return None
    return said_by(voice, lead - 1, "subject", found[0].word)


def _lead(at: int, scene: Scene) -> int:
    """Step left over the hedge before a figure."""
    while at > 0:
        hedge = scene.words.hedges["about"].before(scene.folds, at)
        if not hedge and not scene.has("continues", at - 1):
            break
        at -= max(1, hedge)
    return at


def _clause_start(scene: Scene, end: int) -> int:
    """Return where the clause that ends at `end` begins; 0 where it is too long for a name."""
    start = end
    while start > 0 and scene.sign(start - 1) not in (",", ";") and not scene.has("and", start - 1):
        start -= 1
        if end - start > _LONGEST_GAPPED:
            return 0
    return start
