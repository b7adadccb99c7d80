"""What is there only because of a draft: the preview marks it in words. A build holds no drafts.

The unit is what a page shows: an entry, a line about a statement, a difference, a day, an actor.
Counts are not taken apart; the foot of each page says that drafts are among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import chain

from briefing.thought.comparison import Compared
from briefing.thought.folding import Claim
from briefing.thought.library import Library
from briefing.thought.shelves import Shelves
from briefing.thought.statements import Said
from briefing.thought.verdicts import Verdict
from briefing.thought.wording import spoken

#: What a folded line says of a claim, by the field of its mentions.
_SAID = ("value", "words", "said", "as_of")


class Drafts:
    """The drafts of one library, and what would not be there without them."""

    def __init__(self, library: Library, shelves: Shelves) -> None:
        self.entries = frozenset(key for key, entry in library.entries.items() if entry.draft)
        self.editions = frozenset(key for key, each in library.editions.items() if each.draft)
        self._library = library
        self._shelves = shelves

    def __bool__(self) -> bool:
        return bool(self.entries or self.editions)

    def said(self, said: Said) -> bool:
        """Say whether a statement stands in a draft."""
        return said.entry in self.entries

    def only(self, statements: Iterable[Said]) -> bool:
        """Say whether there are statements, and all stand in drafts."""
        return bool(self.entries) and {each.entry in self.entries for each in statements} == {True}

    def line(self, claim: Claim) -> bool:
        """Say whether a folded claim's line tells what no published entry does."""
        published = [m for m in claim.mentions if m.entry not in self.entries]
        if len(published) == len(claim.mentions):
            return False
        if claim.mentions[0].entry in self.entries:
            return True
        return any(
            getattr(claim, field) not in [getattr(mention, field) for mention in published]
            for field in _SAID
        )

    def verdict(self, compared: Compared, verdict: Verdict) -> bool:
        """Say whether one end of a difference stands in drafts alone."""
        if not self.entries:
            return False
        ends = (compared.claim(key) for key in (verdict.a, verdict.b))
        return any(self.only(claim.mentions) for claim in ends if claim is not None)

    def day(self, day: str) -> bool:
        """Say whether an edition has a page only because of drafts."""
        if not self or (day in self._library.editions and day not in self.editions):
            return False
        return all(entry.draft for entry in self._shelves.by_day.get(day, ()))

    def month(self, month: str) -> bool:
        """Say whether a month has a page only because of drafts."""
        return bool(self) and all(map(self.day, self._shelves.months.get(month, ())))

    def actor(self, code: str) -> bool:
        """Say whether an actor has a page only because of drafts."""
        if not self.entries or code in self._library.countries:
            return False
        shelves = self._shelves
        named = (entry.id for entry in shelves.naming.get(code, ()))
        said = (shelves.reactions_by, shelves.figures_by, shelves.aimed_at)
        entries = chain(named, (each.entry for index in said for each in index.get(code, ())))
        return all(entry in self.entries for entry in entries)

    def days_of(self, actor: str) -> frozenset[date]:
        """Return the days on which a draft has something that an actor said or did."""
        if not self.entries:
            return frozenset()
        told = self._shelves.reactions_by.get(actor, ())
        return frozenset(spoken(r.said, r.reported) for r in told if self.said(r))

    def target(self, name: str) -> bool:
        """Say whether what a content file is about (`entry/ID`, `edition/DAY`) is a draft."""
        kind, _, key = name.partition("/")
        return key in {"entry": self.entries, "edition": self.editions}.get(kind, ())


def marked(html: str, address: str, mark: str) -> str:
    """Put a mark behind every link of a prose that leads to an address."""
    link = rf'<a [^>]*href="{re.escape(address)}"[^>]*>.*?</a>'
    return re.sub(link, lambda found: f"{found[0]} {mark}", html, flags=re.S)
