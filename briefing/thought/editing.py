"""The editor's word on verdicts, and which verdict already states what another one says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

import msgspec

from briefing.content.model import VerdictFile
from briefing.thought.book import severity
from briefing.thought.folding import Claim
from briefing.thought.verdicts import DIFFERENCES, EditorWord, Kind, Reason, Verdict


def edited(
    verdicts: Sequence[Verdict], files: Iterable[VerdictFile], claims: Mapping[str, Claim],
    claim_of: Mapping[str, str], day: date | None,
) -> list[Verdict]:  # fmt: skip
    """Put the editor's files with the verdicts they are about; what has none stands by itself.

    A file reviewed after `day` has not been written yet.
    """
    found = list(verdicts)
    places: dict[str, list[int]] = {}
    for index, verdict in enumerate(found):
        for key in (verdict.a, verdict.b, *verdict.also):
            places.setdefault(key, []).append(index)
    for file in files:
        reviewed = file.reviewed.last or file.reviewed.first if file.reviewed else None
        if day is not None and reviewed is not None and reviewed > day:
            continue
        a, b = claim_of.get(file.a), claim_of.get(file.b)
        if a is None or b is None:
            continue
        word = EditorWord(
            id=file.id, kind=file.kind or "", title=file.title, state=file.state, reviewed=reviewed,
            pin=file.pin,
        )  # fmt: skip
        at = _about(found, places, file.kind, a, b)
        if at is None:
            found.append(_by_editor(word, claims[a], claims[b]))
        else:
            found[at] = msgspec.structs.replace(found[at], editor=word, reviewed=reviewed)
    return found


def _about(
    verdicts: Sequence[Verdict],
    places: Mapping[str, Sequence[int]],
    kind: str | None,
    a: str,
    b: str,
) -> int | None:
    """Return the verdict that a file is about: with these ends, else one that covers both claims.

    Of several the one of the file's kind, then the gravest.
    """
    both = set(places.get(a, ())) & set(places.get(b, ()))

    def rank(index: int) -> tuple[bool, bool, bool, int, int]:
        verdict = verdicts[index]
        ends = {verdict.a, verdict.b} == {a, b}
        return verdict.kind == kind, ends, verdict.state == "open", verdict.severity, -index

    fitting = [
        i for i in both
        if verdicts[i].editor is None
        and ({verdicts[i].a, verdicts[i].b} == {a, b} or verdicts[i].kind == kind)
    ]  # fmt: skip
    return max(fitting, key=rank, default=None)


def _by_editor(word: EditorWord, a: Claim, b: Claim) -> Verdict:
    kind: Kind = word.kind or "editor"  # type: ignore[assignment]
    days = [claim.known for claim in (a, b) if claim.known]
    return Verdict(
        id=f"editor-{word.id}",
        kind=kind,
        state=word.state or "open",
        settled="editor" if word.state == "settled" else "",
        since=max(days, default=None),
        severity=severity(kind),
        measure=a.measure,
        other=b.measure if b.measure != a.measure else "",
        a=a.id,
        b=b.id,
        reason=Reason("verdict.reason.editor", {"a": a.id, "b": b.id}),
        reviewed=word.reviewed,
        editor=word,
    )


def placed(verdicts: Sequence[Verdict], claims: Mapping[str, Claim]) -> list[Verdict]:
    """Mark each open verdict whose claims another open one already states, for lists to leave out.

    A conflict or spread covers a narrower one of its measure; a forecast, or one number in several
    statements, covers what is said of the same claims beside it.
    """
    covers: dict[str, list[int]] = {}
    tied: dict[str, str] = {}
    members = []
    for index, verdict in enumerate(verdicts):
        named = {verdict.a, verdict.b, *verdict.also} - {""}
        members.append(named)
        if verdict.state == "open" and verdict.kind in _COVER:
            for key in named:
                covers.setdefault(key, []).append(index)
        if verdict.state == "open" and verdict.kind in ("definition", "forecast", "drift"):
            for pair in combinations(sorted({claims[key].measure for key in named}), 2):
                tied.setdefault(" ".join(pair), verdict.id)
    found = []
    for index, verdict in enumerate(verdicts):
        over = None
        if verdict.state == "open" and verdict.kind in _COVERED and verdict.editor is None:
            above = [
                i
                for i in covers.get(verdict.a, ())
                if i != index and _covers(verdicts[i], verdict, members[i])
            ]
            over = max(above, key=lambda i: (_weight(verdicts[i]), -i), default=None)
        under = "" if over is None else verdicts[over].id
        if verdict.kind == "not-comparable" and verdict.other:
            under = tied.get(" ".join(sorted((verdict.measure, verdict.other))), "")
        found.append(msgspec.structs.replace(verdict, under=under) if under else verdict)
    return found


_COVER = ("conflict", "spread", "forecast", "drift")
_COVERED = ("conflict", "spread", "drift", "not-comparable", "rounding")


def _covers(above: Verdict, verdict: Verdict, named: set[str]) -> bool:
    if verdict.b not in named:
        return False
    if above.kind == "forecast":
        return verdict.kind == "drift" and {verdict.a, verdict.b, *verdict.also} <= named
    if above.kind == "drift" or verdict.kind == "drift":
        return False
    if above.measure != verdict.measure or verdict.other:
        return False
    return _weight(above) > _weight(verdict)


def _weight(verdict: Verdict) -> tuple[int, int, date, str]:
    rank = DIFFERENCES.index(verdict.kind) + 1 if verdict.kind in DIFFERENCES else 0
    return rank, verdict.severity, verdict.since or date.min, verdict.id
