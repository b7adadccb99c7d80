"""The signs over a page's door: every place where it names its outlet, and how far each is believed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from briefing.doors.importing.addresses import host_of, tidy
from briefing.doors.importing.dates import stamps_of
from briefing.doors.importing.linked import Linked, name_of, owners_in
from briefing.doors.importing.mastheads import Name, core_of
from briefing.doors.importing.words import folded

_SITE, _PUBLISHER, _SUFFIX, _APPLICATION, _OWNER, _HOME, _RIGHTS = 3.0, 3.0, 3.0, 2.0, 1.5, 1.0, 1.0
_MOST_LINKS = 400
_META = {
    "og:site_name": _SITE, "application-name": _APPLICATION, "publisher": _APPLICATION,
    "dc.publisher": _APPLICATION, "dcterms.publisher": _APPLICATION, "og:article:publisher": _OWNER, "cre": _OWNER,
    "msapplication-tooltip": _OWNER, "apple-mobile-web-app-title": _OWNER, "copyright": _RIGHTS,
    "dc.rights": _RIGHTS, "article:publisher": _OWNER,
}  # fmt: skip
_SPLIT = re.compile(r"\s+[|–—·•-]\s+|\s*\|\s*")
_SUFFIX_WORDS = 6
_COPYRIGHT = re.compile(
    r"(?:©|\bcopyright\b)[\s©:]*(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?[\s,]*(?:by\s)?([^\n©|]{2,60})",
    re.I,
)


def names_on(tree: Any, meta: Mapping[str, str], objects: list[Linked], ld: Linked) -> list[Name]:
    """Return what a page calls its outlet, in all the places where it does."""
    found = [Name(meta[key], weight) for key, weight in _META.items() if meta.get(key)]
    found.append(Name(name_of(ld.get("publisher")), _PUBLISHER))
    found += [Name(name, _OWNER) for name in owners_in(objects)]
    title = next((str(e.text_content()) for e in tree.iter("title")), "")
    heads = [name_of(ld.get("headline")), meta.get("og:title", ""), meta.get("twitter:title", "")]
    heads += [str(e.text_content()) for e in tree.iter("h1")][:3]
    found += _suffixes(title, [folded(head) for head in heads if head])
    found += _links_home(tree, host_of(address_of(tree, meta)))
    return [n for n in [*found, *_rights(tree)] if n.text.strip()]


def _suffixes(title: str, heads: list[str]) -> Iterator[Name]:
    """Read what a page's title adds to the article's: the last part most of all."""
    pieces = [" ".join(p.split()) for p in _SPLIT.split(title)[1:]]
    pieces = [p for p in pieces if p and not stamps_of(p) and not re.fullmatch(r"[\d.:/ ]+", p)]
    weight = _SUFFIX
    for piece in reversed(pieces[-3:]):
        own = any(folded(piece) in head for head in heads)
        if not own and len(piece.split()) <= _SUFFIX_WORDS:
            yield Name(piece, weight)
        weight /= 2


def _links_home(tree: Any, host: str) -> Iterator[Name]:
    """Read the links that lead to the front page: their words, titles and pictures."""
    seen: set[str] = set()
    for number, link in enumerate(tree.iter("a")):
        if number > _MOST_LINKS:
            return
        if not _leads_home(link.get("href") or "", host):
            continue
        pictures = [str(e.get("alt") or "") for e in link.iter("img")]
        words = [str(link.text_content()), link.get("title") or "", link.get("aria-label") or ""]
        for text in (" ".join(each.split()) for each in [*words, *pictures]):
            if text and len(text) < 60 and folded(text) not in seen:
                seen.add(folded(text))
                yield Name(text, _HOME)


def _leads_home(href: str, host: str) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.path not in ("", "/") or parts.fragment or not (parts.netloc or parts.path):
        return False
    return not parts.netloc or (bool(host) and host_of(href) == host)


def _rights(tree: Any) -> Iterator[Name]:
    """Read the last copyright line of the page."""
    text = str(tree.text_content())[-60_000:]
    found = list(_COPYRIGHT.finditer(text))[-2:]
    yield from (Name(match[1].split(". ")[0], _RIGHTS) for match in found)


def address_of(tree: Any, meta: Mapping[str, str]) -> str:
    """Return the address that a page gives as its own, free of archives, or ""."""
    address = tidy(stated_url(tree, meta))
    return address.url if address else ""


def stated_url(tree: Any, meta: Mapping[str, str], other: str = "") -> str:
    """Return the first whole address that a page gives as its own, as it stands; or ""."""
    links = (e for e in tree.iter("link") if (e.get("rel") or "").casefold() == "canonical")
    stated = [str(e.get("href") or "").strip() for e in links]
    stated += [meta.get("og:url", ""), other, meta.get("twitter:url", "")]
    return next((url for url in stated if url.startswith(("http://", "https://"))), "")


def hosts_of(url: str, meta: Mapping[str, str]) -> tuple[str, ...]:
    """Return the parts of a page's address and its handle that may agree with its name."""
    handle = meta.get("twitter:site", "").lstrip("@").split("_")[0]
    return tuple(part for part in (core_of(url), handle) if part)
