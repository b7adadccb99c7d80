"""Which words of a source may be shown, and the link that leads to them: one decision for all.

Per article, over the whole site with its data, feeds and mail, distinct verbatim characters stay
within the outlet's terms; over it stand first and last words, then none. A weak source (a machine's
paraphrase) and an outlet that asks for a link where none is known show no word. Every page, file
and feed takes its words from here, so no output can show more than another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec import Struct

from briefing.content.model import UNKNOWN, Entry, Outlet
from briefing.ground.problems import Finding
from briefing.ground.settings import Settings
from briefing.thought.evidence import as_compared, evidence_url, parts, plain_fragment
from briefing.thought.library import Library
from briefing.thought.prose_quotes import prose_quotations
from briefing.thought.statements import Quotation, Said

ELLIPSIS = "…"
_ENDS = 3
"""Words at each end of a quotation that is cut."""
_SHORT = 2 * _ENDS + 2
"""A quotation of so few words is not cut: it is shown or not."""

Amount = Literal["all", "ends", "none"]


class Shown(Struct, frozen=True):
    """What may be shown of one statement's quotation."""

    words: str = ""
    """In quotation marks; empty: none."""
    amount: Amount = "none"
    url: str = ""
    """To the sentence, or to the article where no word may be given away."""
    verified: date | None = None
    """The day on which the words were found in the article's text."""
    why: str = ""
    """Id of the message that says why fewer words are shown, or none."""
    translation: str = ""
    translated_by: str = ""


class Quoting:
    """The words that may be shown, worked out once for each article."""

    def __init__(
        self, library: Library, by_url: Mapping[str, Sequence[Entry]] | None = None
    ) -> None:
        """`by_url`: entries of each article's address, in the library's order, where known."""
        self.library = library
        if by_url is None:
            found: dict[str, list[Entry]] = {}
            for entry in library.entries.values():
                found.setdefault(entry.url or "", []).append(entry)
            by_url = found
        self.by_url = by_url
        self._shown: dict[str, dict[str, Shown]] = {}

    def shown(self, said: Said) -> Shown:
        """Return what may be shown of a statement's quotation."""
        return self.of_entry(said.entry).get(said.id, Shown(url=self._url(said.entry)))

    def of_entry(self, entry: str) -> Mapping[str, Shown]:
        """Return what may be shown of every quotation of an entry, by the statement's id."""
        if entry not in self._shown:
            article = self._article_of(entry)
            shown = self._article(article)
            for name in article:
                self._shown[name] = shown
        return self._shown[entry]

    def findings(self) -> Iterator[Finding]:
        """Say which entries quote more than may be shown; fewer words are published by themselves."""
        for article in dict.fromkeys(map(self._article_of, self.library.entries)):
            quoting = self._quoting(article)
            if quoting:
                yield from self._warnings(article, quoting)

    def _article_of(self, entry: str) -> tuple[str, ...]:
        """Return the entries of one article: those with one address share its limit."""
        url = self.library.entries[entry].url
        return tuple(each.id for each in self.by_url[url]) if url else (entry,)

    def _quoting(self, article: Sequence[str]) -> list[Said]:
        """Statements that quote; a standing is a claim and a reaction, and counts once."""
        found: dict[str, Said] = {}
        for name in article:
            resolved = self.library.resolved[name]
            for each in (*resolved.mentions, *resolved.reactions):
                if each.quote is not None:
                    found.setdefault(each.id, each)
        return list(found.values())

    @cached_property
    def _told(self) -> tuple[str, ...]:
        """Every quotation in the editor's prose, folded: it is published whatever is decided here."""
        return tuple(sorted({_plain(words) for words in prose_quotations(self.library)}))

    def _article(self, article: Sequence[str]) -> dict[str, Shown]:
        quoting = self._quoting(article)
        entry = self.library.entries[article[0]]
        outlet = self.library.outlets.get(entry.outlet)
        amounts = self._amounts(entry, outlet, quoting)
        return {each.id: self._one(each, amounts.get(each.id, "none"), outlet) for each in quoting}

    def _amounts(
        self, entry: Entry, outlet: Outlet | None, quoting: Sequence[Said]
    ) -> dict[str, Amount]:
        quotes = {each.id: each.quote for each in quoting if each.quote and not self._why(each)}
        settings = self.library.settings
        amounts = allotted(quotes, room_of(outlet, settings), settings.quote_limit, ())
        if "ends" in amounts.values() or "none" in amounts.values():
            pool = [_plain(part) for quote in quotes.values() for part in parts(quote.exact)]
            told = [words for words in self._told if any(words in part for part in pool)]
            amounts = allotted(quotes, room_of(outlet, settings), settings.quote_limit, told)
        return amounts

    def _one(self, said: Said, amount: Amount, outlet: Outlet | None) -> Shown:
        quote, url = said.quote, self._url(said.entry)
        assert quote is not None
        why = self._why(said) or ("" if amount == "all" else "quote.limit")
        if amount == "none":
            return Shown(url=url, why=why, verified=quote.verified)
        words = quote.exact if amount == "all" else ends(quote.exact)
        fragment = plain_fragment(quote.exact) if quote.fragment is None else quote.fragment
        whole = amount == "all"
        return Shown(
            words=words,
            amount=amount,
            url=evidence_url(url, quote.exact, fragment) if whole else evidence_url(url, words),
            verified=quote.verified,
            why=why,
            translation=quote.translation if whole else "",
            translated_by=quote.translated_by if whole else "",
        )

    def _why(self, said: Said) -> str:
        entry = self.library.entries[said.entry]
        return barred(entry, self.library.outlets.get(entry.outlet))

    def _url(self, entry: str) -> str:
        return self.library.entries[entry].url or ""

    def _warnings(self, article: Sequence[str], quoting: Sequence[Said]) -> Iterator[Finding]:
        entry = self.library.entries[quoting[0].entry]
        file, outlet = (
            self.library.paths[f"entry/{entry.id}"],
            self.library.outlets.get(entry.outlet),
        )
        name = outlet.name if outlet else "the outlet"
        why = self._why(quoting[0])
        keys = _keys(entry, quoting[0])
        if why == "quote.needs-link":
            what = f"{name} asks those who quote for a link, and none is known: no word is shown"
            yield Finding(
                file, keys, "link-needed", what, "tell it in your own words, or add `url`"
            )
        elif why:
            what = "the source is weak: its words are not shown in quotation marks"
            yield Finding(file, keys, "weak-quotation", what, "tell it in your own words")
        else:
            yield from self._over(
                file, entry, quoting, name, room_of(outlet, self.library.settings)
            )

    def _over(
        self, file: str, entry: Entry, quoting: Sequence[Said], name: str, room: int
    ) -> Iterator[Finding]:
        quotes = [each.quote for each in quoting if each.quote]
        if fits(quotes, room, self.library.settings.quote_limit):
            return
        shown = self.of_entry(entry.id)
        cut = [each for each in quoting if shown[each.id].amount != "all"]
        if not cut:
            return
        total = distinct([each.quote.exact for each in quoting if each.quote])
        most = self.library.settings.quote_limit
        what = f"{total} characters are quoted; {name} allows {room} an article, {most} a quotation"
        gone = sum(shown[each.id].amount == "none" for each in cut)
        hint = f"{len(cut) - gone} quotations show first and last words only, {gone} none"
        yield Finding(file, _keys(entry, cut[0]), "over-quote-limit", what, hint)


def room_of(outlet: Outlet | None, settings: Settings) -> int:
    """Return how many verbatim characters of one article may be shown."""
    if outlet is not None and outlet.quote_limit is not None:
        return outlet.quote_limit
    return settings.article_limit


def barred(entry: Entry, outlet: Outlet | None) -> str:
    """Return the id of the message that says why no word of it is shown, or nothing."""
    if outlet is not None and outlet.needs_link and entry.url is None:
        return "quote.needs-link"
    if entry.source_quality == "weak" or (entry.outlet == UNKNOWN and entry.url is None):
        return "quote.weak"
    return ""


def allotted(
    quotes: Mapping[str, Quotation], room: int, longest: int, told: Sequence[str]
) -> dict[str, Amount]:
    """Return how much of each quotation is shown, so that all together stay within the room.

    The longest are cut first; then, from the last one on, none is shown. `told` are words that
    stand in the editor's prose whatever is decided.
    """
    if fits(quotes.values(), room, longest):
        return dict.fromkeys(quotes, "all")
    amounts: dict[str, Amount] = {
        name: "all" if len(quote.exact) <= longest else _less(quote)
        for name, quote in quotes.items()
    }
    order = sorted(quotes, key=lambda name: (-len(quotes[name].exact), name))
    falling: list[tuple[str, Amount]] = [(name, _less(quotes[name])) for name in order]
    falling += [(name, "none") for name in reversed(list(quotes))]
    while falling and distinct([*told, *_given(quotes, amounts)]) > room:
        name, less = falling.pop(0)
        if amounts[name] != "none":
            amounts[name] = less
    return amounts


def fits(quotes: Iterable[Quotation], room: int, longest: int) -> bool:
    """Say at once that all may be shown, where even counting words twice they are few enough."""
    lengths = [
        len(each.exact) + (len(each.fragment.before + each.fragment.after) if each.fragment else 0)
        for each in quotes
    ]
    return sum(lengths) <= room and max(lengths, default=0) <= longest


def _less(quote: Quotation) -> Amount:
    return "ends" if len(quote.exact.split()) > _SHORT else "none"


def _given(quotes: Mapping[str, Quotation], amounts: Mapping[str, Amount]) -> list[str]:
    """Return all words given away: those shown, and those that only the link has."""
    given = []
    for name, quote in quotes.items():
        if amounts[name] == "all":
            context = [quote.fragment.before, quote.fragment.after] if quote.fragment else []
            given += [quote.exact, *context]
        elif amounts[name] == "ends":
            given.append(ends(quote.exact))
    return given


def distinct(words: Sequence[str]) -> int:
    """Return how many characters several quotations have, words within others counted once."""
    found = sorted({_plain(part) for each in words for part in parts(each)}, key=len, reverse=True)
    kept: list[str] = []
    for part in found:
        if not any(part in other for other in kept):
            kept.append(part)
    return sum(len(part) for part in kept)


def _plain(words: str) -> str:
    return as_compared(words).strip(" .,;:!?\"'").casefold()


def ends(words: str) -> str:
    """Return the first and last words of a passage that is too long to be shown."""
    spoken = parts(words)
    first, last = (spoken[0].split(), spoken[-1].split()) if spoken else ([], [])
    return " ".join([*first[:_ENDS], ELLIPSIS, *last[-_ENDS:]]) if first else ""


def _keys(entry: Entry, said: Said) -> tuple[str | int, ...]:
    name = said.id.partition("#")[2]
    for group, statements in (("claims", entry.claims), ("reactions", entry.reactions)):
        for index, each in enumerate(statements):
            if each.id == name:
                return group, index, "quote"
    return ()
