"""Addresses of pages, fixed for good (docs/architecture.md), and links between them.

Every address is a path from the output folder that names its file; links are relative, so that the
same files work at `/`, under `/project/` and from disk.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, urlsplit

from briefing.ground.problems import Finding
from briefing.thought.pages import Route

#: Of one name, in bytes: what file systems take, with room for the name it has while written.
_LONGEST = 200
#: What no address can hold: control characters, and what was not Unicode in a file's name.
_NO_NAME = re.compile(r"[\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")

_ELSEWHERE = ("https://", "http://", "mailto:")


def relative(page: str, address: str) -> str:
    """Return the link from one page to an address (path, with `#fragment` perhaps)."""
    path, mark, fragment = address.partition("#")
    anchor = mark + _quoted_fragment(fragment) if mark else ""
    if not path or path == page:
        return anchor or _quoted(page.rsplit("/", 1)[-1])
    return _steps(page.rpartition("/")[0], path) + anchor


@lru_cache(maxsize=65_536)
def _steps(folder: str, path: str) -> str:
    here, there = folder.split("/") if folder else [], path.split("/")
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    steps = [".."] * (len(here) - common) + there[common:]
    return quote("/".join(steps))


@lru_cache(maxsize=65_536)
def _quoted(path: str) -> str:
    return quote(path)


@lru_cache(maxsize=65_536)
def _quoted_fragment(fragment: str) -> str:
    return quote(fragment, safe="!$&'()*+,;=:@/?-._~#")


def lead(page: str, address: str, base_url: str) -> str:
    """Return the link from a page to an address: relative, but for pages that are read elsewhere.

    A server shows 404.html at any depth, so its links begin at the host's root; a feed is read far
    from its site. What the site's navigation has elsewhere (`https://…`) stays as it is.
    """
    if address.startswith(_ELSEWHERE):
        return address
    if page == "404.html":
        return (urlsplit(base_url).path or "/") + relative("", address)
    if page.startswith("feeds/"):
        return base_url + relative("", address)
    return relative(page, address)


def absolute(address: str, base_url: str) -> str:
    """Return the one address by which a page is known outside: a folder's own page is the folder."""
    path, mark, fragment = address.partition("#")
    path = path.removesuffix("index.html") if path.split("/")[-1] == "index.html" else path
    return base_url + (relative("", path) if path else "") + (relative("", mark + fragment))


def entry_address(entry: str) -> str:
    """`entries/ID.html`"""
    return f"entries/{entry}.html"


def statement_address(statement: str) -> str:
    """`entries/ENTRY.html#ID`: where a claim or reaction stands, for good."""
    entry, _, name = statement.partition("#")
    return f"entries/{entry}.html#{name}"


def edition_address(day: str) -> str:
    """`editions/2024-10-29.html`"""
    return f"editions/{day}.html"


def month_address(month: str) -> str:
    """`editions/2024-10.html`"""
    return f"editions/{month}.html"


def country_address(actor: str) -> str:
    """`countries/kr.html`"""
    return f"countries/{actor.lower()}.html"


def measure_address(measure: str) -> str:
    """`discrepancies/MEASURE.html`"""
    return f"discrepancies/{measure}.html"


def outlet_address(outlet: str) -> str:
    """`outlets/ID.html`"""
    return f"outlets/{outlet}.html"


def topic_address(topic: str) -> str:
    """`topics/ID.html`"""
    return f"topics/{topic}.html"


def alias_path(alias: str) -> str:
    """Return the file of a former address: written with or without the first `/` and the suffix."""
    path = alias.strip().lstrip("/")
    return path if path.endswith(".html") else f"{path.rstrip('/')}.html"


def country_feed(actor: str) -> str:
    """`feeds/countries/kr.xml`"""
    return f"feeds/countries/{actor.lower()}.xml"


def measure_feed(measure: str) -> str:
    """`feeds/measures/MEASURE.xml`"""
    return f"feeds/measures/{measure}.xml"


def collisions(routes: Iterable[Route]) -> tuple[Finding, ...]:
    """Find output files that two sources want, that one file system takes for the same, or that
    cannot be written where they should."""
    taken: dict[str, Route] = {}
    folders: dict[str, Route] = {}
    found = []
    for route in routes:
        why = _unfit(route.path)
        if why:
            found.append(Finding(route.source, (), "bad-id", f"{route.path!r} {why}"))
        folded = _folded(route.path)
        other = taken.get(folded)
        if other is not None:
            what = f"{route.path!r} is also made from {other.source or other.recipe}"
            if other.path != route.path:
                what = f"{route.path!r} and {other.path!r} (from {other.source}) are one file on some systems"
            found.append(
                Finding(route.source, (), "duplicate-address", what, "give one another `id`")
            )
        taken[folded] = route
        parts = folded.split("/")
        for end in range(1, len(parts)):
            folders.setdefault("/".join(parts[:end]), route)
    for folded in taken.keys() & folders.keys():
        what = f"{taken[folded].path!r} is also a folder, for {folders[folded].path!r}"
        found.append(Finding(taken[folded].source, (), "duplicate-address", what))
    return tuple(found)


def _unfit(path: str) -> str:
    """Say why a path cannot be an output file, or return "": before anything is written."""
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or parts[0] == ".git":
        return "leads out of the output folder"
    if _NO_NAME.search(path):
        return "holds a character that addresses do not have"
    if max(len(part.encode("utf-8", "surrogatepass")) for part in parts) > _LONGEST:
        return f"is too long: {_LONGEST} bytes at most between two strokes"
    return ""


def _folded(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())
