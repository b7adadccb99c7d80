"""How many keys `briefing review` takes, and how often the likely measure is the right one.

    python benchmarks/reviewing.py SITE SOURCE...    # saved texts that entries of the site were made of

For each source, by its day: a copy of the site without the entries made of it or of later ones imports
it, and an editor who wants just what those entries hold reviews the draft. *First* counts the figures
whose measure, as the entry has it, stood first; `known` are entries of earlier sources. With `--alone`
no other entry is there, so that only the words of the article tell the measure.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from msgspec import Struct  # noqa: E402

from briefing.content.model import UNNAMED, Entry, Proposal, WrittenClaim  # noqa: E402
from briefing.content.values import Value, read_value  # noqa: E402
from briefing.doors.importing.job import Job  # noqa: E402
from briefing.doors.importing.keeping import file_of  # noqa: E402
from briefing.doors.importing.known import Site, load_site  # noqa: E402
from briefing.doors.importing.review.questions import Question  # noqa: E402
from briefing.doors.importing.review.session import Session  # noqa: E402
from briefing.doors.importing.review.works import session_of, sessions  # noqa: E402
from briefing.doors.importing.running import run  # noqa: E402


class Tally(Struct):
    """What came of one review."""

    keys: int = 0
    typed: int = 0
    """Characters typed after `e`, the return with them."""
    first: int = 0
    figures: int = 0
    """Figures that the entries hold too."""
    missed: list[str] = []
    kinds: list[str] = []


def main(arguments: list[str]) -> None:
    names = [a for a in arguments if not a.startswith("-")]
    if len(names) < 2:
        raise SystemExit(__doc__)
    site, sources = Path(names[0]), [Path(n) for n in names[1:]]
    whole = load_site(site)
    total = Tally()
    for source in sorted(sources, key=lambda s: _day(whole, s.name)):
        tally = reviewed(site, source, sources, alone="--alone" in arguments)
        total.first, total.figures = total.first + tally.first, total.figures + tally.figures
        print(
            f"{source.name}: {tally.keys} keys, {tally.typed} characters typed;"
            f" measure first {tally.first} of {tally.figures}"
        )
        if "-v" in arguments:
            print("   ", " ".join(tally.kinds), *(f"\n    {each}" for each in tally.missed))
    print(f"measure first: {total.first} of {total.figures}")


def _day(site: Site, name: str) -> date:
    made = [e for e in site.entries.values() if file_of(e) == name]
    return min((d.last for e in made if (d := e.added or e.date) and d.last), default=date.max)


def reviewed(site: Path, source: Path, sources: list[Path], *, alone: bool) -> Tally:
    """Import a source into a copy of the site, and review it as the site's editor did."""
    whole = load_site(site)
    gold = [e for e in whole.entries.values() if file_of(e) == source.name]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(site / "content", copy / "content")
        shutil.copy(site / "briefing.toml", copy)
        (copy / "sources").mkdir()
        for path, entry in whole.entries.items():
            name = file_of(entry)
            if alone or _day(whole, name) >= _day(whole, source.name):
                (copy / path).unlink()
        for other in sources:
            if not alone and _day(whole, other.name) < _day(whole, source.name):
                shutil.copy(other, copy / "sources")
        job = Job(sources=(str(source),), site=copy, quiet=True)
        run(job, lambda *a, **k: None, None)
        tally = Tally()
        for paths in sessions(load_site(copy), ""):
            review(session_of(paths, load_site(copy)), gold, tally)
    return tally


def review(session: Session, gold: list[Entry], tally: Tally) -> None:
    """Answer every question as the entries have it."""
    while (question := session.question) is not None:
        key, typed = answer(question, session, gold, tally)
        tally.kinds.append(question.kind[:2] + ":" + key)
        if not session.press(key, typed):
            raise SystemExit(f"{key!r} ({typed!r}) is no answer to {question}")
        tally.typed += len(typed) + 1 if typed else 0
    tally.keys += session.keys


def answer(
    question: Question, session: Session, gold: list[Entry], tally: Tally
) -> tuple[str, str]:
    entry = _counterpart(session.works[question.work].entry, gold)
    if question.kind == "part":
        return ("b" if entry.topics is None else "o") if not entry.claims else "k", ""
    if question.kind == "voice":
        return _voice(question, session, entry)
    if question.kind != "claim":
        usual = {"repeats": "a", "reactions": "x", "reaction": "r", "alias": "y"}
        return usual[question.kind], ""
    [proposal] = question.proposals
    claim = _claim(proposal, entry)
    if claim is None:
        return "r", ""
    return _taken(question, session, claim, tally)


def _voice(question: Question, session: Session, entry: Entry) -> tuple[str, str]:
    """Tell an unknown voice as the entry names it."""
    claim = _claim(question.proposals[0], entry)
    name = claim.by[0] if claim else question.voice
    if name == UNNAMED:
        return "n", ""
    if name in question.choices:
        return str(question.choices.index(name) + 1), ""
    return ("e", name) if session.voices.named(name) else ("y", "")


def _taken(
    question: Question, session: Session, claim: WrittenClaim, tally: Tally
) -> tuple[str, str]:
    [proposal] = question.proposals
    if proposal.value:
        tally.figures += 1
        tally.first += question.choices[:1] == (claim.measure,)
    if question.choices[:1] != (claim.measure,):
        tally.missed.append(
            f"{claim.measure}, not {question.choices}: {proposal.value} {proposal.sentence[:90]}"
        )
    if _other_voice(proposal, session, claim):
        tally.missed.append(f"by {claim.by[0]}, not {proposal.by}: {proposal.value}")
        return "e", f"/{claim.by[0]}/{claim.measure}"
    if claim.measure not in question.choices:
        return "e", f"//{claim.measure}"
    at = question.choices.index(claim.measure)
    return ("a" if at == 0 and question.certain else str(at + 1)), ""


def _other_voice(proposal: Proposal, session: Session, claim: WrittenClaim) -> bool:
    """Say whether a known voice is proposed, but not the entry's; an unknown one is asked about."""
    known = session.voices.knows(proposal.by) if proposal.by else True
    return known and session.voices.by(proposal.by)[:1] != session.voices.by(claim.by[0])[:1]


def _counterpart(draft: Entry, gold: list[Entry]) -> Entry:
    same = [e for e in gold if e.url and e.url == draft.url]
    return (same or [e for e in gold if not e.part_of])[0]


def _claim(proposal: Proposal, entry: Entry) -> WrittenClaim | None:
    """Return what the entry has of a proposal: the same figure or status, of the same voice if there are several."""
    value = read_value(proposal.value) if proposal.value else None
    fits = [
        c
        for c in entry.claims
        if (proposal.status and (c.measure, c.status) == (proposal.measure, proposal.status))
        or (
            isinstance(value, Value)
            and isinstance(c.value, Value)
            and (value.low, value.high) == (c.value.low, c.value.high)
            and (value.low or value.high or value.number == c.value.number)
        )
        or (value is not None and value == c.value)
    ]
    own = [c for c in fits if proposal.by in c.by]
    return next(iter(own or fits), None)


if __name__ == "__main__":
    main(sys.argv[1:])
