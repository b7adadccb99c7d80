"""Facts about an article: outlet, original language, terms of quotation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from briefing.content.model import Outlet
from briefing.doors.importing.addresses import host_of
from briefing.doors.importing.furniture.lines import any_of
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import folded


class Terms(Struct, frozen=True):
    """What the source asks of those who quote it, in its own words."""

    words: str
    limit: int | None
    """Characters, if it names a number."""
    needs_link: bool


def outlet_by_host(url: str, outlets: Mapping[str, Outlet]) -> str:
    """Return the id of the site's outlet whose host an address has, or ""."""
    host = host_of(url)
    if not host:
        return ""
    best = ("", 0)
    for key, outlet in outlets.items():
        homes = [host_of(outlet.home or ""), *(a.casefold() for a in outlet.aliases if "." in a)]
        for home in homes:
            home = home.removeprefix("www.")
            if home and (host == home or host.endswith("." + home)) and len(home) > best[1]:
                best = (key, len(home))
    return best[0]


_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:by\s+)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?\s*,?\s*(?:by\s+)?([^\d|©–—]{2,60})",
    re.I,
)
_COPYRIGHT_AFTER = re.compile(
    r"([\w][\w .&'’-]{2,50}?)\s*,?\s*(?:©|copyright)\s*(?:19|20)\d\d", re.I
)


def outlet_of(
    lines: Sequence[Line], urls: Sequence[str], site_name: str, outlets: Mapping[str, Outlet]
) -> tuple[str, str]:
    """Return the site's outlet (id, or "") and the name the source gives it (or "")."""
    for url in urls:
        key = outlet_by_host(url, outlets)
        if key:
            return key, outlets[key].name
    if site_name:
        key = _by_name(site_name, outlets)
        return key, outlets[key].name if key else site_name
    named = _copyright(lines)
    if named:
        key = _by_name(named, outlets)
        better = "" if key else _spelled(named, lines)
        return key, outlets[key].name if key else better or named
    key = _by_furniture(lines, outlets)
    if key:
        return key, outlets[key].name
    for line in lines[-6:]:
        plain = line.text.strip()
        key = _by_name(plain, outlets) if 0 < len(plain) < 40 else ""
        if key:
            return key, outlets[key].name
    guessed = _furniture_name(lines) or _about(lines)
    if guessed:
        return "", guessed
    return "", _from_host(urls)


_ABOUT = re.compile(
    r"(?:About|À propos de|Über|Acerca de|Nachrichten der|Quiénes somos en) ([A-ZÀ-Ý].{2,40}?)(?: finden Sie hier\.?)?$"
)


def _about(lines: Sequence[Line]) -> str:
    """Return the outlet that a link in the footer is about: *About Some News*."""
    found = (_ABOUT.match(line.text.strip()) for line in lines[-40:])
    return next((m[1] for m in found if m and m[1] != "the author"), "")


def _by_name(name: str, outlets: Mapping[str, Outlet]) -> str:
    want = folded(name).rstrip(". ")
    for key, outlet in outlets.items():
        names = [key, outlet.name, *outlet.aliases]
        if any(folded(n) == want for n in names):
            return key
    for key, outlet in outlets.items():
        if any(
            len(n) > 3 and re.search(rf"(?<!\w){re.escape(folded(n))}(?!\w)", want)
            for n in (outlet.name, *outlet.aliases)
        ):
            return key
    return ""


_RIGHTS = re.compile(
    r"\s*(?:[.,|:;–—-]|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados).*$",
    re.I,
)


def _copyright(lines: Sequence[Line]) -> str:
    for line in [*lines[:15], *lines[-25:]]:
        text = line.text
        if len(text) > 200 or not re.search(r"©|\bcopyright\b|\(c\)\s?\d", text, re.I):
            continue
        found = _COPYRIGHT.search(text) or _COPYRIGHT_AFTER.search(text)
        if found:
            name = found[1]
            domain = re.match(
                r"([\w-]+\.(?:com|org|net|de|fr|es|info|eu|news|ph|co\.uk|tv|at|ch))\b",
                name.strip(),
                re.I,
            )
            name = domain[1] if domain else _RIGHTS.sub("", name).strip(" ,.")
            if len(name) > 1 and not re.fullmatch(
                r"(?:all|rights|reserved|by|copyright|herausgeber|inc)", name, re.I
            ):
                return name
    return ""


def _spelled(domain: str, lines: Sequence[Line]) -> str:
    """Return the name that a domain stands for, as the text spells it (*Some Press*)."""
    bare = re.sub(
        r"\.(?:com|org|net|de|fr|es|info|eu|news|co\.uk|tv|at|ch)$", "", domain, flags=re.I
    ).casefold()
    if bare == domain.casefold():
        return ""
    letters = r"[\s\-]?".join(re.escape(c) for c in bare[:40])
    pattern = re.compile(rf"(?<!\w)({letters})(?!\w)", re.I)
    for line in lines:
        if len(line.text) > 3000:
            continue
        for found in pattern.finditer(line.text):
            if " " in found[1]:
                return found[1]
    return ""


_MORE = re.compile(
    r"\b(?i:skip to more|more from|more stories from|mehr von|mehr aus|más de|plus de)\s+(?:the\s)?([A-Z][\w&'’.-]*(?:\s[A-Z][\w&'’.-]*){0,3})"
)


def _furniture_name(lines: Sequence[Line]) -> str:
    for line in [*lines[:12], *lines[-12:]]:
        found = _MORE.search(line.text) if len(line.text) < 80 else None
        if found:
            return re.sub(r"\s+(?:sites?|pages?)$", "", found[1])
    return ""


def _by_furniture(lines: Sequence[Line], outlets: Mapping[str, Outlet]) -> str:
    """Find an outlet's name in the page furniture of a dump (*Skip to more X sites*)."""
    short = [ln.text for ln in [*lines[:12], *lines[-25:]] if 0 < len(ln.text) < 90]
    for key, outlet in outlets.items():
        for name in (outlet.name, *outlet.aliases):
            pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
            hits = [t for t in short if pattern.search(t) and _furniture_like(t)]
            if hits:
                return key
    return ""


def _furniture_like(text: str) -> bool:
    plain = folded(re.sub(r"^\d+\.\s*", "", text))
    return (
        any(plain.startswith(p) for p in any_of("furniture", "lines"))
        or any(plain.startswith(p) for p in any_of("furniture", "stop"))
        or len(text.split()) <= 4
    )


def _from_host(urls: Sequence[str]) -> str:
    return host_of(urls[0]) if urls else ""


_LANGUAGE_NAMES = {
    "en": ("english", "englischen", "englisch", "anglais", "inglés"),
    "de": ("german", "deutschen", "deutsch", "allemand", "alemán"),
    "fr": ("french", "französischen", "französisch", "français", "francés"),
    "es": ("spanish", "spanischen", "spanisch", "espagnol", "español"),
    "uk": ("ukrainian", "ukrainischen", "ukrainisch", "ukrainien", "ucraniano"),
    "ru": ("russian", "russischen", "russisch", "russe", "ruso"),
    "it": ("italian", "italienischen", "italien", "italiano"),
    "pt": ("portuguese", "portugiesischen", "portugais", "portugués"),
    "pl": ("polish", "polnischen", "polonais", "polaco"),
    "ko": ("korean", "koreanischen", "coréen", "coreano"),
    "zh": ("chinese", "chinesischen", "chinois", "chino"),
    "ja": ("japanese", "japanischen", "japonais", "japonés"),
    "tr": ("turkish", "türkischen", "turc", "turco"),
    "ar": ("arabic", "arabischen", "arabe", "árabe"),
}


def original_language(lines: Sequence[Line]) -> tuple[str, int]:
    """Return the language an article was first written in, and the line that says so."""
    cues = any_of("furniture", "written_in")
    for line in [*lines[:10], *lines[-40:]]:
        plain = folded(line.text)
        if len(plain) > 240 or not any(cue in plain for cue in cues):
            continue
        for code, names in _LANGUAGE_NAMES.items():
            if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain) for name in names):
                return code, line.number
    return "", 0


_LIMIT = re.compile(
    r"(?:maximum|max\.?|maximal|höchstens|bis zu|up to|no more than|at most|not exceed(?:ing)?|máximo|hasta|jusqu['’]à|au plus)"
    r"[^.\d]{0,25}(\d{2,4})[\s\u00a0-]*(characters?|zeichen|signes|caractères|caracteres)",
    re.I,
)
_LIMIT_AFTER = re.compile(
    r"(\d{2,4})[\s\u00a0-]*(characters?|zeichen|signes|caractères|caracteres)[^.]{0,20}(?:maximum|max\.?|máximo|at most|au plus|höchstens)",
    re.I,
)


def terms_of(lines: Sequence[Line]) -> Terms | None:
    """Return the terms of quotation the source prints, if any."""
    for line in lines:
        if len(line.text) > 1500 or not len(line.text) > 20:
            continue
        found = _LIMIT.search(line.text) or _LIMIT_AFTER.search(line.text)
        if found:
            link = bool(
                re.search(
                    r"hyperlink|active link|with a link|verlink|lien (?:actif|vers)|enlace",
                    line.text,
                    re.I,
                )
            )
            return Terms(line.text, int(found[1]), link)
    return None
