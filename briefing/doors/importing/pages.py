"""Saved web pages: main text by trafilatura, facts by JSON-LD and meta elements, in that order.

The one door to trafilatura, lxml and htmldate; they come with the extra `import`.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from briefing.doors.importing.article import Hints
from briefing.doors.importing.dates import day_of_stamp
from briefing.doors.importing.deck import standfirsts_of
from briefing.doors.importing.foot import foot_of
from briefing.doors.importing.kin import links_in, whole
from briefing.doors.importing.metadata import facts_of
from briefing.doors.importing.sources import Unreadable
from briefing.doors.importing.text import clean
from briefing.doors.importing.ticker import ticker_of

_MOST_TAGS = 60_000
_DEEPEST_HTML = 400


class Page(Struct, frozen=True):
    """A page's main text, one paragraph a line, and what its metadata say."""

    text: str
    hints: Hints


def page_of(data: bytes) -> Page:
    """Read a saved page.

    Raises Unreadable where the extra is missing or nothing can be read.
    """
    try:
        import trafilatura
        from lxml import html
    except ImportError as error:
        raise Unreadable(
            "web pages need the extra: pip install 'CLONE[import]', CLONE being the program's clone"
        ) from error
    if data.count(b"<") > _MOST_TAGS or _too_deep(data):
        raise Unreadable("its elements are nested too deep, or too many, for an article")
    try:
        tree = html.fromstring(
            data[: 16 * 1024 * 1024],
            parser=html.HTMLParser(huge_tree=False, encoding=_charset(data)),
        )
    except (ValueError, TypeError, AssertionError, LookupError) as error:
        raise Unreadable("it is no page that can be read") from error
    except Exception as error:  # lxml's own errors share no base but LxmlError
        if type(error).__module__.startswith("lxml"):
            raise Unreadable("it is no page that can be read") from error
        raise
    facts = facts_of(tree)
    text = ""
    try:
        found = trafilatura.bare_extraction(
            tree,
            with_metadata=False,
            include_comments=False,
            include_tables=False,
            favor_recall=True,
        )
        text = whole(tree, _plain(getattr(found, "text", "")))
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError):
        text = ""
    hints = replace(
        facts.hints(lambda: _guessed_date(data)),
        standfirst=standfirsts_of(tree),
        below=foot_of(tree, text),
        links=links_in(tree, text),
    )
    if (live := facts.live.text) and len(live) > len(text) // 2:
        text, hints = live, replace(hints, links=())  # titles of parts lead to their own pages
    else:
        known = hints.updated or hints.published
        text = ticker_of(tree, text, url=hints.url, year=known.year if known else None) or text
    if len(text) < 200:
        text = _paragraphs(data) or text
    if not text.strip():
        raise Unreadable("no main text was found in the page")
    return Page(clean(text), hints)


def _charset(data: bytes) -> str | None:
    """Return how a page is written: what reads as UTF-8 is, whatever it says of itself.

    Browsers and archives write pages anew as UTF-8 and leave what was declared.
    """
    if b"\0" not in data[:4096]:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8"
    found = re.search(rb"charset=[\"']?([\w-]{3,20})", data[:4096], re.I)
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    try:
        "x".encode(name)
    except LookupError:
        return "utf-8"
    return name


def _too_deep(data: bytes) -> bool:
    """Judge nesting before any parser recurses."""
    depth = deepest = 0
    for match in re.finditer(
        rb"<(/?)(div|span|section|article|ul|li|table|tr|td|b|i|em|font|blockquote|a|p)\b",
        data[:4_000_000],
    ):
        depth += -1 if match[1] else 1
        depth = max(depth, 0)
        deepest = max(deepest, depth if match[2] not in (b"p", b"li", b"tr", b"td") else 0)
    return deepest > _DEEPEST_HTML * 5


def _plain(text: str | None) -> str:
    return "\n".join(line.strip() for line in (text or "").split("\n"))


def _guessed_date(data: bytes) -> date | None:
    from htmldate import find_date

    try:
        found = find_date(
            data[:1_000_000].decode("utf-8", "replace"), original_date=True, extensive_search=False
        )
    except (ValueError, TypeError, AttributeError, RecursionError, AssertionError, OverflowError):
        return None
    return day_of_stamp(found) if found else None


def _paragraphs(data: bytes) -> str:
    """Return the page's paragraphs, for pages too small for an extractor."""
    from html import unescape

    text = data[:2_000_000].decode("utf-8", "replace")
    found = re.findall(r"<(?:p|h[1-3]|li)\b[^<>]{0,500}>([^\x00]{0,5000}?)</(?:p|h[1-3]|li)>", text)
    lines = [
        " ".join(unescape(re.sub(r"<[^<>]{0,500}>", "", piece)).split()) for piece in found[:2000]
    ]
    return "\n\n".join(line for line in lines if line)
