"""What import left open: gaps in drafts, and proposals that nobody has reviewed."""

from __future__ import annotations

from briefing.content.model import UNKNOWN, Entry
from briefing.content.parsing import Content
from briefing.ground.problems import Finding


def gaps(content: Content) -> list[Finding]:
    """Return the gaps of all drafts, and entries whose proposals were left unreviewed."""
    return [found for path, entry in content.entries.items() for found in _of(path, entry)]


def _of(path: str, entry: Entry) -> list[Finding]:
    if not entry.draft:
        if not entry.proposals:
            return []
        many = len(entry.proposals)
        named = "1 proposal of import is" if many == 1 else f"{many} proposals of import are"
        what = f"{named} not reviewed; no page shows them"
        return [Finding(path, ("proposals",), "unreviewed", what, "run `briefing review`")]
    found = []
    if entry.title == UNKNOWN:
        found.append(Finding(path, ("title",), "draft-gap", "the source gives no title"))
    if entry.outlet == UNKNOWN:
        hint = "name a file of content/outlets/, or keep `unknown`"
        found.append(Finding(path, ("outlet",), "draft-gap", "the outlet is not known", hint))
    if entry.date is None:
        hint = "give the day of publication, or keep `unknown`"
        found.append(Finding(path, ("date",), "draft-gap", "the source gives no date", hint))
    if entry.url is None and not entry.part_of and (entry.source or entry.proposals):
        found.append(Finding(path, ("url",), "draft-gap", "our copy has no address"))
    return found
