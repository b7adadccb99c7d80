"""An article as the importer understands it: pure, from text (and what a page's metadata say).

lines ─sort─▶ body, cut lines ─split─▶ parts ─sentences─▶ figures, speakers, reactions, countries
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from briefing.doors.importing.addresses import Address, addresses_in, country_of_host, day_of, tidy
from briefing.doors.importing.agencies import agencies_of
from briefing.doors.importing.article import Article, Context, Hints, PartRead, Reading
from briefing.doors.importing.countries import together
from briefing.doors.importing.dating import Dating, dating_of
from briefing.doors.importing.facts import original_language, outlet_of, terms_of
from briefing.doors.importing.furniture.lines import LIST_MARK
from briefing.doors.importing.furniture.sorting import Sorted, sort_lines
from briefing.doors.importing.home import home_of
from briefing.doors.importing.parts import Part, parts_of
from briefing.doors.importing.reader import Reader
from briefing.doors.importing.speakers.cast import Cast
from briefing.doors.importing.text import LONGEST_TEXT, Line, clean, lines_of
from briefing.doors.importing.words import LANGUAGES, Words, language_of, words

_TITLE, _STANDFIRST, _HEADING = 2.0, 1.0, 1.0
"""How much a country named there counts for what the article is about."""


def read_article(text: str, hints: Hints = Hints(), context: Context = Context()) -> Article:  # noqa: B008
    """Read one source."""
    whole = clean(text)
    lines = lines_of(whole[:LONGEST_TEXT])
    code = _language(hints, lines, text)
    known = words(code)
    dating = dating_of(lines, known, month_first=hints.month_first)
    published, updated = _days(hints, dating)
    address = _address(lines, hints)
    by_address = day_of(address.url) if address and not published else None
    published = published or by_address
    outlet, outlet_name, guessed = _outlet(lines, address, hints, context)
    kept = sort_lines(
        lines, known, hints.title, hints.links, hints.standfirst, "" if guessed else outlet_name
    )
    title = hints.title or kept.title
    original, original_line = original_language(lines)
    body = tuple(ln for ln in kept.body if ln.number != original_line)
    parts = parts_of(lines, known, published, body, updated)
    home = country_of_host(address.url) if address else ""
    read: tuple[PartRead, ...] = ()
    intro = Reading()
    if parts:
        reading, read, intro = _read_parts(body, kept, parts, known, context, home, published)
    else:
        reading = _read_whole(body, kept, known, context, published, title, hints, home)
    if not reading.countries:
        near = {line.number for line in body}
        beside = [ln for ln in (*_above(hints), *lines) if ln.number not in near]
        names = [outlet_name, *hints.site_names[:2]]
        home = home_of(address.url if address else "", names, beside, body, known)
    at_home = bool(home) and not reading.countries
    reading = replace(reading, countries=(home,)) if at_home else reading
    return Article(
        title=title,
        outlet=outlet,
        outlet_name=outlet_name,
        url=address.url if address else "",
        published=published,
        updated=updated,
        partial="" if published else dating.partial,
        date_words=dating.words,
        language=hints.language or code,
        translated_from=original if original != code else "",
        agencies=agencies_of(
            kept.credits, [*_above(hints), *lines], hints.authors, kept.body, hints.below
        ),
        terms=terms_of(lines),
        notes=(
            *_notes(hints, address, dating, published, whole),
            *_HOST_ONLY[: int(guessed)],
            *_AT_HOME[: int(at_home)],
            *_BY_ADDRESS[: int(by_address is not None)],
        ),
        gaps=_gaps(title, outlet, bool(published or dating.partial), address),
        cut=kept.cut,
        body=body,
        headings=kept.headings,
        reading=reading,
        parts=read,
        intro=intro,
        standfirst=kept.standfirst,
    )


def _above(hints: Hints) -> list[Line]:
    """Return what a page prints above its text, as lines before the first."""
    return [Line(number - len(hints.above), text) for number, text in enumerate(hints.above)]


# ---- facts --------------------------------------------------------------------------------------


def _language(hints: Hints, lines: Sequence[Line], text: str) -> str:
    code = hints.language.split("-")[0].lower()
    if code in LANGUAGES:
        return code
    long = "\n".join(ln.text for ln in lines if len(ln.text) > 60)
    return language_of(long) or language_of(text) or "en"


def _days(hints: Hints, dating: Dating) -> tuple[date | None, date | None]:
    """Return the days of publication and change; a change on the same day is none."""
    printed = dating.published if not hints.text_is_clean or dating.words else None
    published = hints.published or printed
    updated = hints.updated or (dating.updated if dating.published == published else None)
    early = updated and published and updated <= published
    return published, None if early else updated


def _address(lines: Sequence[Line], hints: Hints) -> Address | None:
    if hints.url:
        return tidy(hints.url)
    near = max(60, len(lines) // 2)
    found = (a for number, a, alone in addresses_in(lines) if alone and number <= near)
    return next(found, None)


def _outlet(
    lines: Sequence[Line], address: Address | None, hints: Hints, context: Context
) -> tuple[str, str, bool]:
    """Return the outlet, its name, and whether the name is but a guess from the address."""
    if hints.outlet:
        known = context.outlets.get(hints.outlet)
        return hints.outlet, known.name if known else hints.outlet, False
    urls = [address.url] if address else []
    urls += [a.url for _, a, alone in addresses_in(lines) if alone and a.url not in urls]
    names = [name for name in (hints.site_name, *hints.site_names) if name]
    return outlet_of(lines, urls, names, context.outlets)


_BY_ADDRESS = ("the day of publication was taken from the address",)
_AT_HOME = ("it names no country; that of its outlet was taken",)
_HOST_ONLY = ("the outlet's name was guessed from the address",)


def _notes(
    hints: Hints, address: Address | None, dating: Dating, published: date | None, whole: str
) -> tuple[str, ...]:
    notes = [*hints.notes]
    if address and address.note:
        notes.append(address.note)
    if len(whole) > LONGEST_TEXT:
        notes.append("only the beginning was read; it is longer than an article")
    if dating.note and not published:
        notes.append(dating.note)
    return tuple(notes)


def _gaps(title: str, outlet: str, dated: bool, address: Address | None) -> tuple[str, ...]:
    gaps = {"title": not title, "outlet": not outlet, "date": not dated, "url": address is None}
    return tuple(name for name, missing in gaps.items() if missing)


# ---- the body -----------------------------------------------------------------------------------


def _read_whole(
    body: Sequence[Line], kept: Sorted, known: Words, context: Context, published: date | None,
    title: str, hints: Hints, home: str,
) -> Reading:  # fmt: skip
    reader = Reader(known, published, Cast(known, context.voices), home)
    reader.place(title, _TITLE)
    reader.place(kept.standfirst, _STANDFIRST)
    for line in body if hints.text_is_clean else ():
        if line.number in kept.headings:
            reader.place(line.text, _HEADING)
    return reader.read([ln for ln in body if ln.number not in kept.headings])


def _read_parts(
    body: Sequence[Line], kept: Sorted, parts: Sequence[Part], known: Words, context: Context,
    home: str, published: date | None,
) -> tuple[Reading, tuple[PartRead, ...], Reading]:  # fmt: skip
    cast = Cast(known, context.voices)
    read: list[PartRead] = []
    first = min(part.first for part in parts)
    above = [ln for ln in body if ln.number < first and ln.number not in kept.headings]
    intro = Reader(known, published, cast, home).read(above)
    for part in sorted(parts, key=lambda p: p.first):
        reader = Reader(known, part.day, cast, home)
        reader.weights.part = True
        reader.place(part.title, _TITLE)
        read.append(PartRead(part=part, reading=reader.read(_lines_of(part, body, kept))))
    whole = together([*(r.reading for r in read), intro])
    own = [f for f in whole.figures if f in intro.figures]
    said = {(x.deed.actor or x.deed.voice) for r in read for x in r.reading.reactions}
    new = [x for x in intro.reactions if (x.deed.actor or x.deed.voice) not in said]
    new = [x for x in new if not LIST_MARK.match(x.sentence)]  # a summary of the parts
    return whole, tuple(read), replace(intro, figures=tuple(own), reactions=tuple(new))


def _lines_of(part: Part, body: Sequence[Line], kept: Sorted) -> list[Line]:
    inside = [ln for ln in body if part.first <= ln.number <= part.last]
    return [
        ln for ln in inside if ln.number not in kept.headings and ln.text.strip("+ ") != part.title
    ]
