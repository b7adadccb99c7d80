"""Facts about an article: outlet, original language, terms of quotation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from briefing.content.model import Outlet
from briefing.doors.importing.addresses import host_of
from briefing.doors.importing.furniture.lines import any_of
from briefing.doors.importing.imprint import names_in, spelled
from briefing.doors.importing.mastheads import core_of, elected, key_of
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


def outlet_of(
    lines: Sequence[Line], urls: Sequence[str], names: Sequence[str], outlets: Mapping[str, Outlet]
) -> tuple[str, str, bool]:
    """Return the site's outlet (id, or ""), its name (or ""), and whether that is but its host.

    `urls` are addresses that may be the article's, its own first; `names` are those that a page
    gives its outlet, the best first. Without any, the text is asked.
    """
    for url in urls:
        key = outlet_by_host(url, outlets)
        if key:
            return key, outlets[key].name, False
    core = core_of(urls[0]) if urls else ""
    found = list(names) or elected(names_in(lines, core), [core] if core else [], fold=True)
    for name in found[:_NAMES]:
        key = _by_name(name, outlets)
        if key:
            return key, outlets[key].name, False
    key = "" if names else _by_furniture(lines, outlets)
    if key:
        return key, outlets[key].name, False
    told = [line.text for line in lines]
    best = (
        found[0] if found else next((n for u in urls[:1] if (n := spelled(core_of(u), told))), "")
    )
    if best:
        return "", best, False
    host = host_of(urls[0]) if urls else ""
    return "", host, bool(host)


_NAMES = 3
"""So many of the names of a source are looked for among the site's outlets."""


def _by_name(name: str, outlets: Mapping[str, Outlet]) -> str:
    want = folded(name).rstrip(". ")
    for key, outlet in outlets.items():
        names = [key, outlet.name, *outlet.aliases]
        if any(folded(n) == want or key_of(n) == key_of(want) for n in names):
            return key
    for key, outlet in outlets.items():
        if any(
            len(n) > 3 and re.search(rf"(?<!\w){re.escape(folded(n))}(?!\w)", want)
            for n in (outlet.name, *outlet.aliases)
        ):
            return key
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
        cued = [plain.find(cue) for cue in cues if cue in plain]
        if len(plain) > 240 or not cued:
            continue
        found = {
            match.start(): code
            for code, names in _LANGUAGE_NAMES.items()
            for name in names
            if (match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain[min(cued) :]))
        }
        if found:  # the first one: *published in German and translated into English*
            return found[min(found)], line.number
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
