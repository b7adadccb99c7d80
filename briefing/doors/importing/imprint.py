"""The names that a text dump gives its outlet: in copyright lines, links about itself, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.doors.importing.mastheads import Name, core_of, key_of
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import folded

_HEAD, _FOOT = 30, 45
"""Lines with text at the top and at the end where an outlet speaks of itself."""
_COPYRIGHT, _ABOUT, _ASKS, _DOMAIN, _AGAIN, _SPELLED = 2.0, 1.5, 1.0, 1.0, 0.8, 0.6
_LONGEST_LINE = 240
_LEAST_LETTERS, _MOST_LETTERS = 4, 40
_NAME = r"((?:the |The )?[A-ZÀ-Ý][\w&'’.-]*(?:\s(?:[A-ZÀ-Ý0-9][\w&'’.-]*|de|du|des|der|del|la|le|of|the|&|y|et|und)){0,5})"
_RIGHTS = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[\s©:]*(?:\(c\)\s*)?(?:copyright\s*)?(?:by\s+)?"
    r"(?:(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?)?[\s,|–—-]*(?:by\s+)?([^\d|©–—]{0,80})",
    re.I,
)
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
    found = [*_copyright(near), *_links(near), *_domains(near)]
    found += [*_mailed(told), *_undotted(found, told)]
    return found + list(_again(found, told, key_of(core)))


def _copyright(near: Sequence[str]) -> Iterator[Name]:
    for index, text in enumerate(near):
        if len(text) > _LONGEST_LINE or not re.search(r"©|\bcopyright\b|\(c\)\s?\d", text, re.I):
            continue
        if _PICTURE.search(text):
            continue
        found = _RIGHTS.search(text)
        name = re.split(r"\.\s|\.$", found[1])[0].strip(" ,;:") if found else ""
        after = _RIGHTS_AFTER.search(text)
        if key_of(name):
            yield Name(name, _COPYRIGHT)
        elif after and not folded(after[1]).startswith("copyright"):
            yield Name(after[1], _COPYRIGHT)
        elif index + 1 < len(near) and len(near[index + 1].split()) <= 5:
            yield Name(near[index + 1], _COPYRIGHT)


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
            if name and (pattern.pattern, key_of(name)) not in seen:
                seen.add((pattern.pattern, key_of(name)))
                yield Name(name, weight)


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
