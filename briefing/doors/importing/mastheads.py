"""The name of an outlet: those that a source gives itself vote, and the best spelling is taken.

A page names its outlet in many places, each wrong in its own way: the publisher's data hold a
company, the title a section, the copyright line an owner. What several agree on is the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from briefing.doors.importing.addresses import host_of
from briefing.doors.importing.words import folded, raw

_LONGEST, _MOST_WORDS = 60, 7
_COMPANY, _LATER, _OWN_HOST, _THE, _DOTTED = 0.3, 0.5, 2.0, 1.0, 0.2
_ENOUGH, _NEARLY, _DER = 1.0, 0.5, 2.5
_SHOUTED, _FOREIGN, _BARE, _LEAST_BARE = 0.9, 0.1, 0.05, 5
"""Of an owner's name, what is left without *Publishers* is a little likelier than the whole."""


class Name(Struct, frozen=True):
    """A name that a source may go by, and how far the place where it stands is believed."""

    text: str
    weight: float


class _Group(Struct):
    """Spellings of one name."""

    votes: dict[str, float]

    @property
    def weight(self) -> float:
        return sum(self.votes.values())

    def spelled(self) -> str:
        """Return the spelling that counts most; one with its article or without a `.com` is better."""
        return max(self.votes, key=lambda name: self.votes[name] * _shape(name) + _article(name))


def elected(names: Sequence[Name], hosts: Sequence[str] = (), *, fold: bool = False) -> list[str]:
    """Return the names that a source goes by, the best first.

    `hosts` are parts of addresses and handles that are its own; a name that agrees with one wins.
    With `fold`, a single word is counted for the one longer name that ends in it.
    """
    groups: dict[str, _Group] = {}
    for name in names:
        for text, share in cleaned(name.text):
            votes = groups.setdefault(key_of(text), _Group({})).votes
            votes[text] = votes.get(text, 0) + name.weight * share
    groups.pop("", None)
    _spell_out(groups)
    if fold:
        _complete(groups)
        _as_news(groups)
    own = {key_of(host) for host in hosts} | {key_of(_split_article(host)) for host in hosts}
    ranks = {key: g.weight + _agrees(key, own) for key, g in groups.items()}
    return [groups[key].spelled() for key in sorted(ranks, key=lambda k: -ranks[k])]


def _split_article(host: str) -> str:
    return re.sub(r"^(?:the|der|die|das)(?=\w{4})", "", host)


def _agrees(key: str, own: set[str]) -> float:
    """Return what a name gains that is its address's, or longer by a word."""
    if key in own:
        return _OWN_HOST
    return _NEARLY if any(len(o) >= _LEAST_BARE and key.startswith(o) for o in own) else 0.0


def _spell_out(groups: dict[str, _Group]) -> None:
    """Count an abbreviation for the one name it stands for."""
    for short in [key for key in groups if len(key) in range(2, 6)]:
        whole = [key for key, group in groups.items() if short in initials(group.spelled())]
        if len(whole) == 1 and whole[0] != short:
            groups[whole[0]].votes[groups[whole[0]].spelled()] += groups.pop(short).weight


def _complete(groups: dict[str, _Group]) -> None:
    """Count the last word of one name of several for that name: *Abendblatt* of *Bremer Abendblatt*."""
    for short in [k for k, g in groups.items() if " " not in g.spelled() and len(k) > _LEAST_BARE]:
        longer = [k for k, g in groups.items() if k != short and _ends_with(g.spelled(), short)]
        if len(longer) == 1 and groups[longer[0]].weight >= _ENOUGH:
            groups[longer[0]].votes[groups[longer[0]].spelled()] += groups.pop(short).weight


def _as_news(groups: dict[str, _Group]) -> None:
    """Count a station for its newsroom where both are named: *ONN* for *ONN News*."""
    for key in [k for k in groups if k + "news" in groups]:
        if groups[key + "news"].weight >= _ENOUGH:
            news = groups[key + "news"]
            news.votes[news.spelled()] += groups.pop(key).weight


def _ends_with(name: str, key: str) -> bool:
    words = name.split()
    large = all(word[0].isupper() for word in words)
    return large and len(words) in (2, 3) and key_of(words[-1]) == key


def initials(name: str) -> set[str]:
    """Return what a name of several words may be shortened to: all first letters, or all but the last."""
    words = [w for w in re.findall(r"\w+", folded(name)) if w != "the"]
    first = "".join(w[0] for w in words)
    return {first, first[:-1]} if len(words) > 2 else {first} if len(words) == 2 else set()


def _shape(name: str) -> float:
    return (_DOTTED if _TLD.search(name) else 1.0) * (_SHOUTED if name.isupper() else 1.0)


def _article(name: str) -> float:
    said = folded(name)
    return _THE if said.startswith("the ") else _DER if _ARTICLE.match(said) else 0.0


_TLD = re.compile(
    r"\.(?:com|org|net|info|news|eu|tv|co|de|at|ch|fr|es|uk|ca|us|be|lu|mx|ar|cl|pe|ph|za|ie|au|nz|in|it|nl)"
    r"(?:\.[a-z]{2})?$",
    re.I,
)


_ARTICLE = re.compile(r"^(?:the|der|die|das) ")


def key_of(name: str) -> str:
    """Return a name as names are compared: letters and digits, without article and `.com`."""
    bare = _TLD.sub("", _ARTICLE.sub("", folded(name)))
    plain = unicodedata.normalize("NFKD", bare)
    return "".join(c for c in plain if c.isalnum())


def core_of(url: str) -> str:
    """Return the part of an address that may be a name: `example` of `www.example.co.uk`."""
    labels = host_of(url).split(".")[:-1]
    if len(labels) > 1 and labels[-1] in ("co", "com", "org", "net", "gov", "ac", "edu", "gob"):
        labels.pop()
    return labels[-1] if labels else ""


# ---- one name, cleaned --------------------------------------------------------------------------

_RIGHTS = re.compile(
    r"(?i)[\s.,|–—-]*\b(?:all rights|alle rechte|tous droits|todos los derechos|and/or its|or its"
    r"|its licensors|inc\b.*rights|is not responsible).*$"
)
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?\b")
_MARKS = re.compile(r"(?i)©|\(c\)|\bcopyright\b|\bby\b(?=\s)|®|™")
_SPLIT = re.compile(r"\s+[-–—|·•»›:]+\s+|\s*[|•»›]\s*|:\s+")
_LEGAL = re.compile(
    r",?\s+(?:S\.?\s?[AL]\.?U?|GmbH(?:\s&\sCo\.?(?:\sKG)?|/Srl)?|DAC|m\.?\s?b\.?\s?H|AG|KG|Ltd|Limited|LLC|Inc|Corp|plc|SAS|SE|Company|Co)\.?$"
)
_OWNER = re.compile(
    r"(?i)\b(?:casa editorial|internet ventures|gmbh|ltd|limited|llc|inc|corp|plc|s\.?l\.?u?|s\.?a\.?|ag|kg|holding\w*|group|gruppe|groupe|grupo"
    r"|mediengruppe|news (?:and|&) media|verlag\w*|ediciones|publicaciones|corporaci[oó]n|sociedad|société|editions|éditions|editorial|publish\w+|newspapers|media network"
    r"|networks|organi[sz]ation|corporation|company|subsidiary|association|verein|stiftung|foundation)\b\.?"
)
_LOGO = re.compile(
    r"(?i)(?:[\s-]+(?:logo|startseite|homepage|home|accueil|portada)|\s*\([^()]*\))$"
)
_TO = re.compile(
    r"^(?:zurück zur|zur|zum|nur|go to|back to|return to|retour à|aller à|ir a|volver a|logo of|logo de|logo|visit)\s+(?=\w)",
    re.I,
)
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]")
_BROKEN = re.compile(
    r"(?:^|\s)(?:on|with|via|auf|das|die|der|für|this|to|from|and|und|et|y|of|de|des|the|us|your|sur|en|les|le|la|nos|our|at|by|mit|bei|à|a|je|i|we|wir|also like)$|^(?:les?|la|die|der|das|the|el|los|nos|our|us|you|your)$|^(?:us|you|we|our|latest|share|teile|partagez|comparte)\s"
)
_NO_NAME = re.compile(r"(?i)https?:|www\.|@|[{}<>\[\]\"“”„«»]|^\W*$|^\d")


_DIVISION = re.compile(
    r"(?i)[\s,]+(?:a|an|ein|eine|une?|una|part of|property of)\s+(?:division|part|member|company|brand|marke|unit|publication|filiale|empresa)?\b.*$"
)


def cleaned(text: str) -> Iterator[tuple[str, float]]:
    """Yield what in a text may be a name, and its share of the vote; an owner's is small."""
    text = re.sub(r"(?<=\w)\s+by\s+[A-ZÄÖÜ].*$", "", text)
    plain = _RIGHTS.sub("", _YEARS.sub(" ", _MARKS.sub(" ", text)))
    pieces = [" ".join(p.split()).strip(" ,.;:-–—/\u200b") for p in _SPLIT.split(plain)[:8]]
    for number, piece in enumerate(p for p in pieces if p):
        piece = _DIVISION.sub("", piece) if len(piece.split()) > 3 else piece
        owner = bool(_OWNER.search(piece))
        piece = _TO.sub("", piece)
        name = _LOGO.sub("", _LEGAL.sub("", piece)).strip(" ,&/")
        share = (_COMPANY if owner else 1.0) * (_LATER if number else 1.0)
        if is_name(name):
            yield name, share if _LATIN.search(name) else share * _FOREIGN
        bare = _OWNER.sub("", name).strip(" ,") if owner else ""
        if bare and len(bare) >= _LEAST_BARE and len(bare.split()) <= 2 and is_name(bare):
            yield bare, share + _BARE


def is_name(name: str) -> bool:
    """Say whether a text may be a name at all."""
    fits = 1 < len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS
    said = folded(name)
    return (
        fits and not _NO_NAME.search(name) and not _BROKEN.search(said) and said not in _generic()
    )


@cache
def _generic() -> frozenset[str]:
    """Return words that head sections and footers of any page, and name none."""
    return frozenset(raw("newsrooms")["generic"])
