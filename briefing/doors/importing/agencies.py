"""News agencies that an article is credited to: by its authors, its initials, or a line that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from briefing.doors.importing.furniture.lines import credit_in
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import folded, raw

_HEADER, _FOOTER = 45, 40
_AROUND, _LAST = 12, 6
"""Lines above the text, and at its end, where credits stand however long the page's menus are."""
_LONGEST_CREDIT = 200
_LONGEST_BYLINE = 7
"""Words of a line that may be a name and an agency."""
_SAYS = re.compile(
    r"\s*(?:[-–—]\s?)?(?:with (?:material|reporting|information|files)|reporting by|sources?\b|quellen?\b"
    r"|mit material|mit informationen|avec|con información|fuentes?\b|additional reporting"
    r"|this article (?:includes|contains)|agencies|agenturen)",
    re.I,
)
_SAYS_WITHIN = re.compile(
    r"nachrichtenagentur(?:en)? |additional reporting (?:by|from)|contributed to this report"
    r"|(?:avec|con información de|mit material von) (?:l'|la |las |les |der |den )?",
    re.I,
)
_PICTURE = re.compile(r"foto|photo|image|bild|video|vidéo", re.I)
_PLACE = re.compile(r"(?<=\w),\s[A-ZÄÖÜÉ][A-ZÄÖÜÉ .-]+$")
_DATELINE = re.compile(
    r"^(?:[A-ZÄÖÜÉÈ][\w .,'’/-]{1,50}?[(（]([A-Za-zÀ-ÿ ./-]{2,25})[)）]\s?[-–—.:]|[(]([A-Z][A-Za-z./-]{1,20})[)]\s?[-–—.:]?\s?[A-ZÄÖÜÉÈ])"
)
_BY = re.compile(r"^(?:(?:von|by|par|por|de)\s|(?:©|\(c\)|copyright)\s?(?:19|20)\d\d\s)", re.I)
_SEGMENTS = re.compile(r"\s*[|·•]\s*|\s[-–—]\s")
_OF_YEAR = re.compile(r"^©\s?(.{2,30}?)\s(?:19|20)\d\d$")
_LONGEST_PLACE = 4
"""Words of a line that is an agency and a town: *Efe - León*."""
_CUT_OFF = re.compile(r"[-–—]{1,2}\s?([A-Z][A-Za-zÀ-ÿ ]{1,25}?)\.?$")
"""An agency behind the last sentence of a paragraph: *… the ministry said. — Reuters*."""
_SERIAL = re.compile(r"\b([a-z]{2,5}):\d{6}-\d\d")
"""The number that an agency gives its texts: *dpa:211212-99-350017*."""
_TAIL = re.compile(
    r"\((?:(?:quellen?|sources?|fuentes?|mit|avec|con|with|from)\b:?\s)?([A-Za-zÀ-ÿČ./, -]{2,40})\)\s*$",
    re.I,
)
_SIGNED = re.compile(
    r"^(?:von|by|par|por|de|texte?)\b.{2,70}?(?:\b(?:mit|with|avec|con|und|and|et|y|für|for|pour|via)|[,/|–-])\s+"
    r"(?:the |l'|la |der )?([A-Za-zÀ-ÿČ./, &-]{2,50})$",
    re.I,
)


@cache
def _known() -> dict[str, str]:
    """Return the agencies by their names without case; each under its usual one."""
    data = raw("newsrooms")
    return {a.casefold(): data["same"].get(a, a) for a in data["agencies"]}


def agencies_of(
    credits: Sequence[Line], lines: Sequence[Line], authors: Sequence[str] = (),
    body: Sequence[Line] = (), below: Sequence[str] = (),
) -> tuple[str, ...]:  # fmt: skip
    """Return the agencies credited, each once.

    `authors` are those that a page names; `body` is the article itself, around which credits stand,
    and `below` are lines that a page prints under it.
    """
    found: dict[str, None] = {}
    for line in credits:
        found |= dict.fromkeys(_initials(line.text))
    for author in authors:
        found |= dict.fromkeys(_named(author))
    for line in [ln for ln in lines if len(ln.text) > _LONGEST_CREDIT // 2][:4]:
        found |= dict.fromkeys(_datelined(line.text))
    ends = [*lines[-_FOOTER:], *body[-_LAST:]]
    for line in {ln.number: ln for ln in (*_around(lines, body), *ends)}.values():
        found |= dict.fromkeys(_credited(line.text))
    for text in below:
        found |= dict.fromkeys(_credited(text))
    for line in ends:
        found |= dict.fromkeys(_at_end(line.text))
        found |= dict.fromkeys(_known_among(_SERIAL.findall(line.text)))
    for line in body:
        found |= dict.fromkeys(_known_among(_CUT_OFF.findall(line.text)))
    return tuple(found)


def _known_among(names: Iterable[str]) -> Iterator[str]:
    """Return those names that are agencies, as they are usually called."""
    for name in names:
        if name.strip().casefold() in _known():
            yield _known()[name.strip().casefold()]


def _around(lines: Sequence[Line], body: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a source's head, and those above and below the beginning of its text."""
    yield from lines[:_HEADER]
    if body:
        near = [ln for ln in lines if ln.text and ln.number <= body[0].number]
        yield from near[-_AROUND:]
        yield from body[:3]
        yield from (ln for ln in body[3:_AROUND] if len(ln.text.split()) <= _LONGEST_BYLINE)


def _initials(text: str) -> Iterator[str]:
    """Read *abc/de (dpa, AFP)*: agencies of the list, and any abbreviation."""
    inner = re.search(r"\(([^()]*)\)", text)
    for part in re.split(r"[,/;]| und | and | et | y | with | mit ", inner[1] if inner else ""):
        name = part.strip(" .")
        if name.casefold() in _known():
            yield _known()[name.casefold()]
        elif re.fullmatch(r"[A-Z]{2,6}", name):
            yield name


def _credited(text: str) -> Iterator[str]:
    """Read a line of credit, a byline with an agency, or a dateline."""
    bare = text if any(_at_end(text)) else text.removeprefix("(")
    says = len(text) < _LONGEST_CREDIT and _SAYS.match(bare)
    if (says or _SAYS_WITHIN.search(text)) and not _PICTURE.search(text):
        yield from _named(text)
    elif len(text.split()) <= _LONGEST_BYLINE and not credit_in(folded(text)):
        yield from _byline(text)
    signed = _SIGNED.match(text.strip(" .")) if len(text) < _LONGEST_CREDIT else None
    if signed and not _PICTURE.search(text):
        yield from _known_among(re.split(r"[/,&]| und | and | et | y ", signed[1]))
    yield from _signed_alone(text)
    yield from _datelined(text)


def _signed_alone(text: str) -> Iterator[str]:
    """Read a line of agencies and no person: *Von dpa/AFP*, *PTI | July 9*, *© 2020 Reuters*."""
    if len(text.split()) > 2 * _LONGEST_BYLINE:
        return
    yield from _known_among(_OF_YEAR.findall(text.strip(" .")))
    for segment in _SEGMENTS.split(text.strip(" .")):
        names = [part.strip() for part in _BY.sub("", segment).split("/")]
        short = len(text.split()) <= _LONGEST_PLACE
        fit = [n for n in names if n.casefold() in _known()]
        fit = [n for n in fit if short or len(n) > 3 or not n.istitle()]
        alone = len(names) == 1 and (segment != text.strip(" .") or _BY.match(segment))
        if fit and (alone or _BY.match(segment)):
            yield from _known_among(fit)


def _datelined(text: str) -> Iterator[str]:
    """Read *PARIS (AFP) – …*."""
    dateline = _DATELINE.match(text)
    if dateline:
        yield from _known_among(re.split(r"[/,]", dateline[1] or dateline[2]))


def _byline(text: str) -> Iterator[str]:
    """Read a line that is an agency, or a person and an agency: *Jane Roe Associated Press*."""
    plain = text.strip(" .|·-–—")
    plain = _PLACE.sub("", plain)
    for name, usual in _known().items():
        alone = plain.casefold() == name
        if (alone and (len(name) > 3 or plain.isupper() or plain in _written())) or (
            len(name) > 4 and plain.casefold().endswith(" " + name) and plain[0].isupper()
        ):
            yield usual


def _named(text: str) -> Iterator[str]:
    """Return the agencies that a text names, short ones only in capitals."""
    plain = text.casefold()
    for name, usual in _known().items():
        match = re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", plain)
        written = match and text[match.start() : match.end()]
        if written and (len(name) > 4 or written.isupper() or written in _written()):
            yield usual


@cache
def _written() -> frozenset[str]:
    return frozenset(raw("newsrooms")["agencies"])


def _at_end(text: str) -> Iterator[str]:
    """Read agencies in brackets at the end of a line."""
    tail = _TAIL.search(text)
    if not tail or (credit_in(folded(text)) and not text.startswith("(")):
        return
    parts = [p.strip().casefold() for p in re.split(r"[/,]", tail[1])]
    known = [p for p in parts if p in _known()]
    initials = tail[1].islower() and all(re.fullmatch(r"[a-z]{2,4}", p) for p in parts)
    if known and (len(known) == len(parts) or initials):
        yield from (_known()[p] for p in known)
