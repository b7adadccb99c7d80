"""The names that a text dump gives its outlet: in copyright lines, links about itself, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.doors.importing.brands import brands_in, is_masthead
from briefing.doors.importing.mastheads import Name, core_of, initials, is_name, key_of
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import folded, raw

_HEAD, _FOOT = 30, 45
"""Lines with text at the top and at the end where an outlet speaks of itself."""
_COPYRIGHT, _UNDATED, _ABOUT, _ASKS, _DOMAIN, _AGAIN, _SPELLED = 1.4, 0.5, 1.5, 1.0, 1.0, 0.8, 0.6
_LAST, _FEW, _LONG_WORD = 20, 4, 12
_WRITES = 1.2
_LONGEST_LINE = 240
_LEAST_LETTERS, _MOST_LETTERS = 4, 40
_NAME = r"((?:the |The )?[A-ZÀ-Ý][\w&'’.-]*(?:\s(?:[A-ZÀ-Ý0-9][\w&'’.-]*|de|du|des|der|del|la|le|of|the|&|y|et|und)){0,5})"
_WORDS = r"all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
_RIGHTS = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s©:]*(?:\(c\)\s*)?(?:copyright\s*)?(?:by\s+)?"
    r"(?:(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?)?[\s,|–—-]*(?:by\s+)?((?:(?!(?:19|20)\d\d)[^|©–—]){0,80})",
    re.I,
)
_OWNED = re.compile(r"©|\bcopyright\b|\(c\)\s?\d|" + _WORDS, re.I)
_RIGHTS_WORDS = re.compile(_WORDS, re.I)
_RESERVED = re.compile(
    rf"^(?:(?:19|20)\d\d\s+)?([A-ZÀ-Ý][\w .&/'’+-]{{1,40}}?)[\s.,|–—-]*(?:{_WORDS})\b"
    rf"|^(?:{_WORDS})[\s.,|–—-]+([A-ZÀ-Ý][\w .&/'’+-]{{1,40}}?)(?:\s(?:19|20)\d\d)?$",
    re.I,
)
_HELD = re.compile(r"^(?:C\.\s?A\.|S\.\s?A\.|Cía\.?|Compañía Anónima)\s+", re.I)
_RIGHTS_AFTER = re.compile(
    r"([\w][\w .&'’-]{2,50}?)\s*,?\s*(?:©|\(c\)|copyright)\s*(?:19|20)\d\d", re.I
)
_PICTURE = re.compile(r"(?i)\b(?:photo|foto|image|bild|imagen|picture|reuters|afp|getty|dpa|efe)\b")
_LINK = re.compile(
    rf"^(?:(?i:about|à propos de|über|acerca de|nachrichten der|quiénes somos en|why you can trust"
    rf"|contact|welcome to|bienvenue sur|bienvenidos a|willkommen bei)) {_NAME}"
)
_MORE = re.compile(
    rf"(?i:\bskip to more|\bmore from|\bmore stories from|\bmehr von|\bmehr aus|\bmás de|\bplus de) (?:the )?{_NAME}"
)
_ASK = re.compile(
    rf"(?i:\bfollow|\bsupport|\bsubscribe to|\babonnez-vous (?:au|à)|\bje m'abonne (?:au|à)|\bsuscríbete a|\bfolgen sie"
    rf"|\bread|\blike|\bdownload(?: the)?|\bget(?: the)?) {_NAME}"
)
_TAIL = re.compile(
    r"(?i)(?:['’]s)?\s+(?:on|auf|sur|en|newsletters?|app|sites?|pages?|privacy|navigation|facebook|twitter|account|finden).*$"
)
_DOMAIN_LINE = re.compile(r"^(?:www\.)?([\w-]+(?:\.[\w-]+){0,2}\.[a-z]{2,5})$", re.I)
_MAIL = re.compile(r"@((?:[\w-]+\.)+[a-z]{2,10})\b")
_ELSEWHERE = frozenset(
    "gmail hotmail outlook yahoo gmx web riseup protonmail icloud live aol orange free posteo".split()
)


def names_in(lines: Sequence[Line], core: str = "") -> list[Name]:
    """Return what the furniture of a dump says that its outlet is called.

    `core` is the part of the article's address that may be its name.
    """
    told = [line.text.strip() for line in lines if line.text.strip()]
    near = [*told[:_HEAD], *told[max(_HEAD, len(told) - _FOOT) :]]
    found = [*_links(near), *_domains(near), *_signed(told), *_since(told)]
    found = [name for name in found if not _a_writer(name.text, told)]
    found += _in_short(list(_copyright(near)), found)
    found += [*_mailed(told), *_undotted(found, told)]
    found += [name for name in brands_in(told, found) if not _a_writer(name.text, told)]
    found += list(_again(found, told, key_of(core)))
    return found or list(_on_top(told))


def _in_short(owners: Sequence[Name], found: Sequence[Name]) -> list[Name]:
    """Name the owner of the rights by its letters where the page itself does: *ONN*."""
    keys = {key_of(name.text): name.text for name in found}
    short = {n.text: next((keys[i] for i in initials(n.text) if i in keys), n.text) for n in owners}
    return [Name(short[name.text], name.weight) for name in owners]


def _a_writer(name: str, told: Sequence[str]) -> bool:
    """Say whether a name is that of somebody whom a line names as author."""
    if not 1 < len(name.split()) <= 4:
        return False
    pattern = re.compile(rf"(?i)^(?:von|by|par|por|texto?|foto:?|photo:?)\s+{re.escape(name)}\b")
    return any(pattern.search(text) for text in told[:400] if len(text) < 120)


def _copyright(near: Sequence[str]) -> Iterator[Name]:
    """Read lines that say whose the rights are; one without a year is often a picture's."""
    for index, text in enumerate(near):
        if len(text) > _LONGEST_LINE or not _OWNED.search(text) or _PICTURE.search(text):
            continue
        reserved, found = _RESERVED.search(text), _RIGHTS.search(text)
        held = _HELD.sub("", found[1].strip()) if found else ""
        name = re.split(r"\.\s|\.$", held)[0].strip(" ,;:")
        after = _RIGHTS_AFTER.search(text)
        dated = re.search(r"(?:19|20)\d\d", text) or _RIGHTS_WORDS.search(text)
        if not dated and index < len(near) - _LAST:
            continue
        weight = _COPYRIGHT if dated else _UNDATED
        if reserved:
            yield Name(reserved[1] or reserved[2], _COPYRIGHT)
        elif key_of(name) and not _RIGHTS_WORDS.match(name):
            yield Name(name, weight)
            if _DOMAIN_LINE.match(name):
                yield from (Name(other, weight / 2) for other in text.split("|")[1:3])
        elif name and "|" in text:
            yield Name(text.rsplit("|", 1)[1], weight)
        elif after and not folded(after[1]).startswith("copyright"):
            yield Name(after[1], weight)
        elif index + 1 < len(near) and len(near[index + 1].split()) <= 5:
            yield Name(near[index + 1], weight)


def _links(near: Sequence[str]) -> Iterator[Name]:
    """Read links about the outlet itself, each wording once."""
    seen: set[tuple[str, str]] = set()
    for text in near:
        if len(text) > 110:
            continue
        for pattern, weight in ((_LINK, _ABOUT), (_MORE, _ASKS), (_ASK, _ASKS)):
            match = pattern.search(text)
            whole = re.split(r"['’]s(?!\w)", match[1])[0] if match else ""
            name = _TAIL.sub("", whole).removeprefix("the ").strip()
            if match and name and re.search(r"(?i)\b(?:au|du)\s+$", text[: match.start(1)]):
                name = f"Le {name}"  # "Abonnez-vous au Phare"
            if name and (pattern.pattern, key_of(name)) not in seen:
                seen.add((pattern.pattern, key_of(name)))
                yield Name(name, weight)


_BYLINE = re.compile(
    r"^(?:by|von|par|por)\s+[^\W\d_][^,|]{4,90}(?:,|\s\|)\s*([A-ZÀ-Ý][\w .&'’-]{1,40})$", re.I
)
_SOURCE = re.compile(
    r"^(?:[A-ZÀ-Ý][\w .,]{1,40}\s)?\(([A-Z][\w]{1,20})(?:/[A-Z][\w ]{1,20})?\)\s?(?:--|[-–—])|^\(([A-Z]\w{1,20})/[A-Z][\w ]{1,20}\)"
)
_IS_OWNED = re.compile(
    r"^((?:The )?[A-ZÀ-Ý][\w .&'’-]{2,40}?) (?:is|ist|est|es) (?:a |an |part |owned |published |operated |ein |eine |une? |una )"
)
_YEARS = re.compile(r"^(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d\s+([^\d]{3,40})$")


def _signed(told: Sequence[str]) -> Iterator[Name]:
    """Read *By Jane Roe, Oslo Post* and *(ONN) -- …*; agencies sign so too, and are no outlets."""
    agencies = {folded(name) for name in raw("newsrooms")["agencies"]}
    for text in told[:400]:
        byline = _BYLINE.match(text) if len(text) < 110 else None
        source = _SOURCE.match(text) if len(text) > 110 else None
        for match, weight in ((byline, _WRITES), (source, _WRITES)):
            name = (match[1] or match[match.lastindex or 1]).strip(" .") if match else ""
            if match is byline and not (name.isupper() or is_masthead(name)):
                continue
            if name and folded(name) not in agencies and not _OFFICE.search(name):
                yield Name(name, weight)


_OFFICE = re.compile(
    r"(?i)writer|reporter|correspond|editor|redakt|staff|journalist|special|contribut|columnist|analyst|bureau"
)


def _since(told: Sequence[str]) -> Iterator[Name]:
    """Read what the last lines say of the outlet: *2007-2019 Oslo Post*, *Oslo Post is a division of …*."""
    for text in told[-_FOOT:]:
        years = _YEARS.match(text)
        if years:
            yield Name(years[1], _WRITES)
        legal = _LEGAL.match(text)
        if legal:
            yield Name(legal[1], _WRITES)
        owned = _IS_OWNED.match(text) if _DIVISIONS.search(text) else None
        if owned and all(w[0].isupper() or len(w) < _FEW for w in owned[1].split()):
            yield Name(owned[1], _COPYRIGHT)


#: *Oslo Post | Privacy | Terms*.
_LEGAL = re.compile(
    r"^([A-ZÀ-Ý][^|]{2,40}?)\s*\|\s*(?:aviso|privacy|terms|impressum|datenschutz|mentions|pol[ií]tica|política|contact|kontakt|agb)\b",
    re.I,
)
_DIVISIONS = re.compile(
    r"(?i)\b(?:division|subsidiary|trademark|part of|owned by|operated by|published by|unternehmen der|marke|publication of|product of|filiale)\b"
)


def _domains(near: Sequence[str]) -> Iterator[Name]:
    """Read lines that are nothing but a domain, where it stands more than once."""
    found = [m[1] for m in (_DOMAIN_LINE.match(text) for text in near) if m]
    for name in dict.fromkeys(found):
        if found.count(name) > 1:
            yield Name(name, _DOMAIN * 2)


def _mailed(told: Sequence[str]) -> Iterator[Name]:
    """Read the outlet off its writers' addresses, where the text spells its name."""
    hosts = dict.fromkeys(m[1] for text in told[:400] for m in _MAIL.finditer(text[:2000]))
    for host in list(hosts)[:5]:
        core = core_of(f"https://{host}/")
        name = spelled(core, told) if core not in _ELSEWHERE else ""
        if name:
            yield Name(name, _SPELLED)


def _undotted(found: Sequence[Name], told: Sequence[str]) -> Iterator[Name]:
    """Read the name that a domain stands for, where the text spells it with its spaces."""
    for name in found:
        match = _DOMAIN_LINE.match(name.text.split(" ")[0])
        whole = spelled(core_of(f"https://{match[1]}/"), told) if match else ""
        if whole:
            yield Name(whole, name.weight)


def _again(found: Sequence[Name], told: Sequence[str], core: str) -> Iterator[Name]:
    """Count a name once more that stands alone at the top, as the head of a page does."""
    keys = {core, *(key_of(_bare(name.text)) for name in found)}
    for text in dict.fromkeys(told[:_HEAD]):
        if len(text.split()) <= 5 and key_of(text) in keys - {""}:
            yield Name(text, _AGAIN)


def _on_top(told: Sequence[str]) -> Iterator[Name]:
    """Read a first line that is a name as the head of a page has it, where nothing else names it."""
    text = told[0] if told else ""
    menu = [line for line in told[1:_HEAD] if len(line.split()) <= 3]
    alone = " " not in text and "-" not in text and len(text) >= _LONG_WORD and text.istitle()
    if (alone or is_masthead(text)) and is_name(text) and len(menu) >= _FEW:
        yield Name(text, _AGAIN)


def _bare(text: str) -> str:
    return re.sub(r"^(?:19|20)\d\d[-–\d ]*", "", text)


def spelled(core: str, told: Sequence[str]) -> str:
    """Return a name of several words as the text spells it whose letters are those of a domain."""
    if not _LEAST_LETTERS <= len(core) <= _MOST_LETTERS:
        return ""
    letters = r"[\s\-]?".join(re.escape(c) for c in folded(core))
    pattern = re.compile(rf"(?<!\w)({letters})(?!\w)", re.I)
    for text in told[:600]:
        for match in pattern.finditer(text[:3000]):
            if " " in match[1] and match[1][0].isupper():
                return match[1]
    return ""
