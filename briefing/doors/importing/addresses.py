"""Addresses: the article's own, freed from proxies, archives, AMP and what only tracks readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from msgspec import Struct

from briefing.content.reading import url_fault
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import raw
from briefing.ground.locale import countries

_LONGEST = 2_000
_FOUND = re.compile(r"https?://[^\s<>\"'()\[\]]{4,1990}")
_WRAPPED = re.compile(
    r"https?://[^/\s]+/(?:[^?\s]{0,60}?/)?(https?)(?::/{1,2}|/)(?=[\w.-]+\.[a-z]{2})(.+)", re.I
)


class Address(Struct, frozen=True):
    """An address as it will stand, and what was taken off it."""

    url: str
    note: str = ""


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = raw("newsrooms")["addresses"]
    return rules


def tidy(url: str) -> Address | None:
    """Return an address without its wrappings, or None if it is no address at all."""
    url = url.strip().rstrip(".,;:!?)]}>\"'»”")[:_LONGEST]
    done: list[str] = []
    for _ in range(4):
        inner = _unwrapped(url)
        if inner is None:
            break
        url, what = inner
        done.append(what)
    url = _without_amp(url, done)
    url = _without_trackers(url, done)
    if url_fault(url):
        return None
    return Address(url, "; ".join(dict.fromkeys(done)))


def _unwrapped(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if host.endswith("translate.goog"):
        original = host.removesuffix(".translate.goog").replace("--", "\0").replace("-", ".")
        return urlunsplit(
            ("https", original.replace("\0", "-"), parts.path, "", "")
        ), "a translation's address was unwrapped"
    found = _WRAPPED.match(url)
    if found:
        archive = any(host == a or host.endswith("." + a) for a in _rules()["archives"])
        what = (
            "an archive's address was unwrapped" if archive else f"the proxy {host} was taken off"
        )
        return f"{found[1].lower()}://{found[2].lstrip('/')}", what
    google = re.match(r"https?://(?:www\.)?google\.[a-z.]+/(?:amp/s/|url\?)(.+)", url)
    if google and "/amp/s/" in url:
        return "https://" + google[1], "an AMP cache was unwrapped"
    ampcache = re.match(
        r"https?://[\w-]+\.cdn\.ampproject\.org/[a-z]/(?:s/)?([\w.-]+\.[a-z]{2,}/.*)", url
    )
    if ampcache:
        return "https://" + ampcache[1], "an AMP cache was unwrapped"
    for key, value in parse_qsl(parts.query):
        if key in ("url", "u", "q") and value.startswith(("http://", "https://")):
            return value, "a redirect was unwrapped"
    return None


def _without_amp(url: str, done: list[str]) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host, path = parts.netloc, parts.path
    if host.startswith("amp."):
        host = host.removeprefix("amp.")
        host = host if host.count(".") > 1 else "www." + host
    for tail in ("/amp/", "/amp", ".amp.html", ".amp"):
        if path.endswith(tail):
            path = path.removesuffix(tail) + (".html" if tail == ".amp.html" else "")
            break
    if path.startswith("/amp/"):
        path = path.removeprefix("/amp")
    if (host, path) == (parts.netloc, parts.path):
        return url
    done.append("the AMP form was undone")
    return urlunsplit((parts.scheme, host, path, parts.query, ""))


def _without_trackers(url: str, done: list[str]) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    rules = _rules()
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [
        (k, v)
        for k, v in pairs
        if k.casefold() not in rules["drop"]
        and not k.casefold().startswith(tuple(rules["drop_prefix"]))
    ]
    netloc = parts.netloc
    if port and (parts.scheme, port) in (("https", 443), ("http", 80)):
        netloc = netloc.rsplit(":", 1)[0]
    if len(kept) == len(pairs):
        fragment = (
            parts.fragment
            if parts.fragment and not parts.fragment.startswith((":~:", "xtor", "Echobox", "ixzz"))
            else ""
        )
        return urlunsplit((parts.scheme, netloc, parts.path, parts.query, fragment))
    done.append("trackers were taken off the address")
    return urlunsplit((parts.scheme, netloc, parts.path, urlencode(kept), ""))


def host_of(url: str) -> str:
    """Return the host of an address without `www.`, or ""."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")


_DATED = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-])")


def day_of(url: str) -> date | None:
    """Return the day that stands in the path of an address (`/2024/03/05/`), or None."""
    found = _DATED.search(url)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


#: Codes of countries that are sold to everybody.
_ANYWHERE = frozenset("io co tv me ai fm cc to ly gg sh eu ws la".split())


def country_of_host(url: str) -> str:
    """Return the country of an address by the end of its host (`.fr`), or ""."""
    end = host_of(url).rpartition(".")[2].lower()
    if end in _ANYWHERE or len(end) != 2:
        return ""
    code = "GB" if end == "uk" else end.upper()
    return code if code in countries("en") else ""


def addresses_in(lines: Sequence[Line]) -> list[tuple[int, Address, bool]]:
    """Return every address of a text: its line, itself, and whether it stands alone there."""
    found = []
    for line in lines:
        for match in list(_FOUND.finditer(line.text))[:8]:
            address = tidy(match[0])
            if address:
                rest = (line.text[: match.start()] + line.text[match.end() :]).strip(" :-–()<>[]")
                found.append((line.number, address, len(rest) <= 14))
    return found
