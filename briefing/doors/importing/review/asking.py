"""`briefing review` at a terminal: what is shown, and which key was pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from briefing.content.matter import plain_text, split
from briefing.content.model import Entry, Proposal, Voice
from briefing.content.sources import BadSource, parse_source, span
from briefing.doors.importing.article import Found
from briefing.doors.importing.figures.figure import Figure
from briefing.doors.importing.known import Site, load_site
from briefing.doors.importing.measuring import likely
from briefing.doors.importing.printing import visible
from briefing.doors.importing.review.fitting import country_of, fits
from briefing.doors.importing.review.questions import Question, Work
from briefing.doors.importing.review.session import Session
from briefing.doors.importing.words import words
from briefing.doors.importing.writing import entry_text, notes_in, voice_text
from briefing.ground.problems import Problem, suggest
from briefing.hands.writing import replace_file

Echo = Callable[..., None]

ALWAYS = "[u]ndo  [q]uit  [?] help"
HELP = {
    "part": "[k]eep  [b]ackground  [o]ff topic",
    "repeats": "[a]ccept all  [r]eject all",
    "reaction": "[a]ccept  [e]dit the words  [r]eject",
}
LONG = {
    "part": "k reviews the part; b keeps it without claims; o keeps it without claims and topic.",
    "claim": "a stores the claim under the first measure, where that is certain; a digit stores it "
    "under that measure; s stores it as the same statement as the one shown; e lets you type value, "
    "voice and measure with a / between them; r drops the proposal.",
    "repeats": "a stores all as claims of the same measures as before; r drops them.",
    "reactions": "a stores those whose voices are known and keeps the rest as proposals; k keeps all "
    "as proposals; o asks about each, and about unknown voices; x drops all.",
    "reaction": "a stores the reaction; e stores it with your words; r drops the proposal.",
    "voice": "y writes the voice to content/voices.yaml; a digit says it is that voice; n stores the "
    "statement as unnamed.",
}  # fmt: skip


def keys_of(question: Question, session: Session) -> str:
    """Return the keys that do something now, and what each will do."""
    made = {"claim": _claim_keys, "reactions": _reaction_keys, "voice": _voice_keys}
    own = made[question.kind](question, session) if question.kind in made else HELP[question.kind]
    return f"{own}  {ALWAYS}"


def _claim_keys(question: Question, session: Session) -> str:
    keys = ["[a]ccept"] if session.certain(question) else []
    keys += [f"{_digits(question)} as that measure"] if question.choices else []
    keys += ["[s]ame as"] if question.same else []
    return "  ".join([*keys, "[e]dit", "[r]eject"])


def _reaction_keys(question: Question, session: Session) -> str:
    found = session.reacting()
    known = sum(session.speaks(p) for p in found)
    rest = (
        f", keep {len(found) - known} of unknown voices as proposals" if known < len(found) else ""
    )
    keys = [f"[a]ccept {known} of known voices{rest}"] if known else []
    return "  ".join([*keys, "[k]eep all as proposals", "[o]ne by one", "[x] leave all out"])


def _voice_keys(question: Question, session: Session) -> str:
    ones = [f"{_digits(question)} it is that one"] if question.choices else []
    return "  ".join(["[y] add it", *ones, "[n]o name"])


def _digits(question: Question) -> str:
    return "[1]" if len(question.choices) == 1 else f"[1-{len(question.choices)}]"


class NoEntry(ValueError):
    """There is no such draft."""


def sessions(site: Site, entry: str) -> list[list[str]]:
    """Return the paths of the drafts to review, a live blog with its parts in one list."""
    waiting = {p: e for p, e in site.entries.items() if e.proposals}
    by_id = {e.id: p for p, e in site.entries.items()}
    groups: dict[str, list[str]] = {}
    for path, each in waiting.items():
        main = each.part_of or each.id
        groups.setdefault(main, []).append(path)
    if entry:
        wanted = Path(entry).stem if entry.endswith(".md") else entry
        main = site.entries[by_id[wanted]].part_of or wanted if wanted in by_id else ""
        if wanted in groups or main in groups:
            return [sorted(groups[wanted] if wanted in groups else groups[main])]
        hint = suggest(wanted, groups) if groups else "no entry has proposals"
        raise NoEntry(f"there is nothing to review in {wanted!r}; {hint}")
    return [sorted(paths) for _, paths in sorted(groups.items())]


def session_of(paths: Sequence[str], site: Site) -> Session:
    """Return the review of one article, ready to be asked."""
    works = [_work(path, site) for path in paths]
    return Session(
        works, site, lambda w: _save(w, site), lambda v: _add(v, site), lambda p: _measures(p, site)
    )


def _work(path: str, site: Site) -> Work:
    text = plain_text((site.root / path).read_bytes())
    matter = split(path, text)
    body = "" if isinstance(matter, Problem) else matter.body
    entry = site.entries[path]
    return Work(path, entry, body, _source(entry, site), notes_in(text))


def _source(entry: Entry, site: Site) -> str:
    """Return the words of the source that the entry is about; "" where it is not there."""
    if not entry.source:
        return ""
    try:
        ref = parse_source(entry.source)
        text = plain_text((site.root / "sources" / ref.file).read_bytes())
    except (BadSource, OSError, UnicodeDecodeError):
        return ""
    place = span(text, ref)
    return text[place[0] : place[1]] if place else text


def _save(work: Work, site: Site) -> None:
    stem = Path(work.path).stem
    replace_file(
        site.root / work.path, entry_text(work.entry, work.body, work.notes, stem=stem).encode()
    )


def _add(voice: Voice, site: Site) -> None:
    path = site.root / "content" / "voices.yaml"
    before = plain_text(path.read_bytes()) if path.exists() else ""
    before = before if not before or before.endswith("\n") else before + "\n"
    replace_file(path, (before + voice_text(voice)).encode())


def _measures(proposal: Proposal, site: Site) -> list[str]:
    """Return the measures a proposal may be about; where none is likely, all that count things."""
    kind = site.measures[proposal.measure].kind if proposal.measure in site.measures else None
    if proposal.status or kind == "date":
        alike = [k for k, m in sorted(site.measures.items()) if m.kind == (kind or "fact")]
        return list(dict.fromkeys([proposal.measure, *alike]))
    known = words("en")
    folds = proposal.unit.casefold().split()
    groups = [g for g, p in known.units.items() if g != "scale_heads" and p.within(folds) >= 0]
    fate = tuple(k for k, p in known.casualties.items() if p.within(folds) >= 0)
    figure = Figure(
        low=None, high=None, qualifier="exact", unit=proposal.unit, noun=proposal.unit,
        group=groups[0] if groups else "", fate=fate,
    )  # fmt: skip
    found = likely(Found(figure=figure, sentence=proposal.sentence, line=0), site.measures, "en")
    first = [proposal.measure] if proposal.measure in site.measures else []
    if first or found:
        return list(dict.fromkeys([*first, *found]))
    return [k for k, m in sorted(site.measures.items()) if m.kind not in ("fact", "date")]


# ---- at the terminal ----------------------------------------------------------------------------


def run(
    site_path: Path, entry: str, echo: Echo, getkey: Callable[[], str], prompt: Callable[[str], str]
) -> int:
    """Review; return how many keys it took.

    Raises NoEntry.
    """
    site = load_site(site_path)
    keys = 0
    groups = sessions(site, entry)
    if not groups:
        echo("Nothing to review: no entry has proposals.")
    for paths in groups:
        session = session_of(paths, site)
        stopped = _ask(session, echo, getkey, prompt)
        keys += session.keys
        site = load_site(site_path)
        if stopped:
            echo(f"Stopped after {keys} keys; what was decided is saved.")
            return keys
        left = sum(len(w.entry.proposals) for w in session.works)
        echo(
            f"{paths[0]}: reviewed, {session.keys} keys"
            + (f", {left} proposals kept" if left else "")
            + ". It is a draft until you take out `draft: true`."
        )
    return keys


def _ask(
    session: Session, echo: Echo, getkey: Callable[[], str], prompt: Callable[[str], str]
) -> bool:
    while (question := session.question) is not None:
        for line in shown(question, session):
            echo(line)
        echo(keys_of(question, session))
        key = getkey().casefold()
        if key in ("q", "\x03", "\x04", "\x1b"):
            return True
        if key == "?":
            echo(LONG[question.kind])
            echo("u takes back the last answer; q stops, and what was decided is saved.")
            continue
        typed = (
            prompt("value / voice / measure" if question.kind == "claim" else "in your words")
            if key == "e"
            else ""
        )
        if not session.press(key, typed):
            echo("That key means nothing here.")
        elif session.notice:
            echo(visible(session.notice))
    return False


def shown(question: Question, session: Session) -> list[str]:
    """Return what is shown of a question: the sentence with the words marked, what would be stored."""
    work = session.works[question.work]
    if question.kind == "part":
        figures = sum(1 for p in work.entry.proposals if not p.reaction)
        return ["", f"Part: {visible(work.entry.title)} ({figures} figures)"]
    if question.kind == "reactions":
        found = session.reacting()
        return [
            "",
            f"{len(found)} reactions:",
            *[
                f"  {p.reaction}: {visible(p.by)}{'' if session.speaks(p) else ' (not a known voice)'}: "
                f"{visible(p.sentence[:100])}"
                for p in found
            ],
        ]
    if question.kind == "repeats":
        return [
            "",
            "Known already, said again here:",
            *[f"  {p.value} {visible(p.unit)}: {visible(p.by)}" for p in question.proposals],
        ]
    proposal = question.proposals[0]
    if question.kind == "voice":
        known = [f"  {n}. {visible(name)}" for n, name in enumerate(question.choices, 1)]
        alone = question.voice == proposal.by
        own = (proposal.role, proposal.actor) if alone else (country_of(question.voice),)
        about = ", ".join(x for x in (*own, proposal.standing) if x)
        return ["", f"Unknown voice: {visible(question.voice)} ({visible(about)})", *known]
    lines = ["", marked(proposal)]
    if question.kind == "claim":
        lines.append(
            f"  {proposal.status or proposal.value} {visible(proposal.unit)}; {visible(proposal.by) or 'unnamed'}"
            f"{'; said ' + proposal.said if proposal.said else ''}"
            f"{'; as of ' + proposal.as_of if proposal.as_of else ''}"
        )
        lines += [
            f"  {n}. {key}: {visible(session.site.measures[key].title)}{_misfit(proposal, key, session)}"
            for n, key in enumerate(question.choices, 1)
            if key in session.site.measures
        ]
        lines += [f"  s. same as {same}" for same in question.same[:1]]
    else:
        lines.append(f"  {proposal.reaction}: {visible(proposal.by)}")
    return lines + [f"  doubtful: {visible(d)}" for d in proposal.doubt]


def _misfit(proposal: Proposal, measure: str, session: Session) -> str:
    """Say that a measure counts something else than the sentence does."""
    unit = session.site.measures[measure].unit
    fit = fits(proposal.unit, unit)
    return "" if fit else f" (counts {visible(unit)}, not {visible(proposal.unit)})"


def marked(proposal: Proposal) -> str:
    """Return the sentence with the words it rests on in ›marks‹."""
    sentence = proposal.sentence
    at = sentence.find(proposal.quote) if proposal.quote else -1
    if at < 0:
        return visible(sentence)
    end = at + len(proposal.quote)
    return visible(f"{sentence[:at]}›{sentence[at:end]}‹{sentence[end:]}")
