"""What review shows of a question: the sentence with its words marked, what would be stored, the keys."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from briefing.content.model import Entry, Proposal
from briefing.doors.importing.printing import counted, visible
from briefing.doors.importing.review.fitting import country_of, fits
from briefing.doors.importing.review.questions import Question
from briefing.doors.importing.review.session import Session

_INDENT = "    "
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_AROUND = 2
"""Lines of the source on either side of a sentence."""
_BEGINNING = 8
_MOST_AROUND = 600

ALWAYS = "[u]ndo  [q]uit  [?] help"
_FIXED = {
    "part": "[k]eep  [b]ackground  [o]ff topic  [m]ore text",
    "repeats": "[a]ccept all  [o]ne by one  [r]eject all",
    "reaction": "[a]ccept  [e]dit the words  [r]eject  [m]ore text",
    "alias": "[y]es, always  [n]o, in this article",
}
LONG = {
    "part": "k reviews the part; b keeps it without claims; o keeps it without claims and topic; m shows "
    "its first lines.",
    "claim": "a stores the claim under the first measure, where that is more than a guess; a digit "
    "stores it under that measure; s stores it as the same statement as the one shown; e lets you "
    "change value, voice and measure, with a / between them; r drops the proposal; m shows the lines "
    "around the sentence.",
    "repeats": "a stores all as claims of the same measures as before; o asks about each; r drops them.",
    "reactions": "a stores those whose voices are known and keeps the rest as proposals; k keeps all "
    "as proposals; o asks about each, and about unknown voices; x drops all.",
    "reaction": "a stores the reaction; e stores it with your words; r drops the proposal; m shows the "
    "lines around the sentence.",
    "voice": "y writes the voice to content/voices.yaml as shown; e lets you change name, country, "
    "role and the office it speaks for first, with a / between them; a digit says it is that voice; n stores the statement as "
    "unnamed; u goes back to the statement.",
    "alias": "y writes the name to content/voices.yaml as an alias of the voice; n says so for this "
    "article alone.",
}  # fmt: skip


# ---- keys ---------------------------------------------------------------------------------------


def keys_of(question: Question, session: Session) -> str:
    """Return the keys that do something now, and what each will do."""
    made = {"claim": _claim_keys, "reactions": _reaction_keys, "voice": _voice_keys}
    found = made.get(question.kind)
    own = found(question, session) if found else _FIXED[question.kind]
    return f"{own}  {ALWAYS}"


def _claim_keys(question: Question, session: Session) -> str:
    first = 2 if question.certain else 1
    keys = ["[a]ccept"] if question.certain else []
    if first <= len(question.choices):
        keys.append(f"{_digits(first, len(question.choices))} as that measure")
    keys += ["[s]ame as"] if question.same else []
    return "  ".join([*keys, "[e]dit", "[r]eject", "[m]ore text"])


def _reaction_keys(question: Question, session: Session) -> str:
    found = session.reacting()
    known = sum(session.speaks(p) for p in found)
    rest = (
        f", keep {len(found) - known} of unknown voices as proposals" if known < len(found) else ""
    )
    keys = [f"[a]ccept {known} of known voices{rest}"] if known else []
    return "  ".join([*keys, "[k]eep all as proposals", "[o]ne by one", "[x] leave all out"])


def _voice_keys(question: Question, session: Session) -> str:
    ones = [f"{_digits(1, len(question.choices))} it is that one"] if question.choices else []
    return "  ".join(["[y] add it", "[e]dit it first", *ones, "[n]o name"])


def _digits(first: int, last: int) -> str:
    return f"[{first}]" if first == last else f"[{first}-{last}]"


# ---- questions ----------------------------------------------------------------------------------


def heading(entry: Entry, number: int) -> str:
    """Return what stands above the questions about an article, or a live blog of some parts."""
    day = entry.date.text if entry.date else "day not known"
    parts = f", {number} entries" if number > 1 else ""
    return f"{bold(entry.title)} ({visible(entry.outlet)}, {day}{parts})"


def bold(title: str) -> str:
    """Return a title in bold."""
    return f"{_BOLD}{visible(title)}{_PLAIN}"


def shown(question: Question, session: Session) -> list[str]:
    """Return what is shown of a question, a line each; lines may be longer than the terminal is wide."""
    lines: Callable[[Question, Session], Iterator[str]] = {
        "part": _part, "claim": _claim, "repeats": _repeats, "reactions": _reactions,
        "reaction": _reaction, "voice": _voice, "alias": _alias,
    }[question.kind]  # fmt: skip
    first, *rest = lines(question, session)
    own = question.kind in ("voice", "alias")  # asked on behalf of the question before
    at = "" if own else f"{session.number}/{session.total}  "
    return ["", at + first, *(_INDENT + line for line in rest)]


def _part(question: Question, session: Session) -> Iterator[str]:
    entry = session.works[question.work].entry
    figures = sum(1 for p in entry.proposals if not p.reaction)
    found = f"{counted(figures, 'figure')}, {counted(len(entry.proposals) - figures, 'reaction')}"
    day = f", {entry.date.text}" if entry.date else ""
    yield f"Part: {visible(entry.title)} ({found}{day})"


def _claim(question: Question, session: Session) -> Iterator[str]:
    [proposal] = question.proposals
    yield marked(proposal)
    yield _stored(proposal, session)
    measures = session.site.measures
    for number, key in enumerate(question.choices, 1):
        misfit = _misfit(proposal, measures[key].unit)
        yield f"{number}. {key}: {visible(measures[key].title)}{misfit}"
    if not question.choices:
        yield "no measure counts such things; e names one all the same"
    for known in question.same[:1]:
        yield f"s. same as {known.id}: {visible(known.told)}"
    yield from _doubts(proposal)


def _stored(proposal: Proposal, session: Session) -> str:
    parts = [
        f"{proposal.status or proposal.value} {visible(proposal.unit)}".strip(),
        _who(proposal, session),
        f"passed on by {visible(proposal.via)}" if proposal.via else "",
        f"said {proposal.said}" if proposal.said else "",
        f"as of {proposal.as_of}" if proposal.as_of else "",
    ]
    return "; ".join(part for part in parts if part)


def _who(proposal: Proposal, session: Session) -> str:
    """Return who would be named, as the site has it, and whether the site does not know them."""
    if not proposal.by:
        return "unnamed"
    new = " (not a known voice)" if session.voices.unsettled(proposal.by) else ""
    return visible(", ".join(session.voices.by(proposal.by))) + new


def _misfit(proposal: Proposal, unit: str) -> str:
    """Say that a measure counts something else than the sentence does."""
    fit = fits(proposal.unit, unit)
    return "" if fit else f" (counts {visible(unit)}, not {visible(proposal.unit)})"


def _doubts(proposal: Proposal) -> Iterator[str]:
    yield from (f"doubtful: {visible(doubt)}" for doubt in proposal.doubt)


def _repeats(question: Question, session: Session) -> Iterator[str]:
    yield "Known already, said again here:"
    for p in question.proposals:
        yield f"{p.value} {visible(p.unit)}: {visible(p.by)} ({p.measure})"


def _reactions(question: Question, session: Session) -> Iterator[str]:
    found = session.reacting()
    yield f"{counted(len(found), 'reaction')}:"
    for p in found:
        yield f"{p.reaction}: {_who(p, session)}: {visible(_short(p))}"


def _short(proposal: Proposal, most: int = 100) -> str:
    text = " ".join(proposal.sentence.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _reaction(question: Question, session: Session) -> Iterator[str]:
    [proposal] = question.proposals
    yield marked(proposal)
    target = f"; towards {visible(', '.join(proposal.target))}" if proposal.target else ""
    said = f"; said {proposal.said}" if proposal.said else ""
    yield f"{proposal.reaction}: {_who(proposal, session)}{target}{said}"
    yield from _doubts(proposal)


def _voice(question: Question, session: Session) -> Iterator[str]:
    [proposal] = question.proposals
    alone = question.voice == proposal.by
    own = (proposal.role, proposal.actor) if alone else (country_of(question.voice),)
    about = ", ".join(x for x in (*own, proposal.standing) if x)
    yield f"Unknown voice: {visible(question.voice)} ({visible(about)})"
    for number, name in enumerate(question.choices, 1):
        voice = session.voices.named(name)
        role = f", {visible(voice.role)}" if voice is not None and voice.role else ""
        yield f"{number}. {visible(name)}{role}"


def _alias(question: Question, session: Session) -> Iterator[str]:
    yield f"Does {visible(question.voice)!r} always mean {visible(question.meant)}?"


def marked(proposal: Proposal) -> str:
    """Return the sentence with the words it rests on in ›marks‹."""
    sentence = proposal.sentence
    at = sentence.find(proposal.quote) if proposal.quote else -1
    if at < 0:
        return visible(sentence)
    end = at + len(proposal.quote)
    return visible(f"{sentence[:at]}›{sentence[at:end]}‹{sentence[end:]}")


def around(question: Question, session: Session) -> list[str]:
    """Return the lines of the source on both sides of a sentence."""
    lines = [ln.strip() for ln in session.works[question.work].text.split("\n") if ln.strip()]
    sentence = question.proposals[0].sentence.strip() if question.proposals else ""
    at = next((n for n, line in enumerate(lines) if sentence in line), -1)
    if at < 0:
        return ["Its lines are not in a text in sources/."]
    near = lines[max(0, at - _AROUND) : at + _AROUND + 1] if sentence else lines[:_BEGINNING]
    return [f"{_INDENT}| {visible(line[:_MOST_AROUND])}" for line in near]


# ---- for the terminal ---------------------------------------------------------------------------


def fitted(line: str, width: int, *, bold: bool) -> str:
    """Break a line between words, indented as it began; what is marked is bold where that is wanted."""
    indent = line[: len(line) - len(line.lstrip())]
    wrapped = textwrap.fill(
        line, max(width - 1, 20), subsequent_indent=indent or _INDENT * bool(line),
        break_long_words=False, break_on_hyphens=False,
    ) if line else ""  # fmt: skip
    if not bold:
        return wrapped.replace(_BOLD, "").replace(_PLAIN, "")
    found = wrapped.replace("›", f"›{_BOLD}").replace("‹", f"{_PLAIN}‹")
    return found + _PLAIN if _BOLD in found else found
