"""Feeds: RSS and Atom, each item an article. The one door to feedparser; it comes with the extra."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from briefing.doors.importing.article import Hints
from briefing.doors.importing.dates import day_of_stamp
from briefing.doors.importing.pages import Page
from briefing.doors.importing.sources import Unreadable
from briefing.doors.importing.text import clean

_MOST = 500


def items_of(data: bytes) -> list[Page]:
    """Return the items of a feed, each as a page.

    Raises Unreadable where the extra is missing or there is no item.
    """
    try:
        import feedparser
    except ImportError as error:
        raise Unreadable(
            "feeds need the extra: pip install 'CLONE[import]', CLONE being the program's clone"
        ) from error
    if data[:2_000_000].count(b"<!ENTITY") > 0:
        raise Unreadable("it declares entities of its own, as no feed needs to")
    found = feedparser.parse(data, sanitize_html=True)
    if not found.entries:
        raise Unreadable("it holds no item")
    head = found.feed
    return [_item(entry, head) for entry in found.entries[:_MOST]]


def _item(entry: Any, head: Any) -> Page:
    content = entry.get("content") or []
    longest = max((str(c.get("value", "")) for c in content), key=len, default="")
    text = (
        longest if len(longest) > len(entry.get("summary", "")) else str(entry.get("summary", ""))
    )
    published = str(dict.get(entry, "published") or dict.get(entry, "updated") or "")
    updated = str(dict.get(entry, "updated") or "") if dict.get(entry, "published") else ""
    title = " ".join(unescape(re.sub(r"<[^<>]{0,300}>", "", str(entry.get("title", "")))).split())
    return Page(
        clean(_lines(text) or title),
        Hints(
            title=title[:400],
            url=str(entry.get("link", "")),
            published=_day(
                published, dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
            ),
            updated=_day(updated, dict.get(entry, "updated_parsed")),
            language=str(head.get("language") or "")[:12],
            site_name=str(head.get("title") or "")[:80],
            text_is_clean=True,
        ),
    )


def _day(stamp: str, parsed: Any) -> Any:
    """Return the local day of a stamp: that written in it, not that of its time in UTC."""
    from datetime import date

    found = re.search(r"(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})", stamp)
    if found or re.match(r"\d{4}-\d\d-\d\d", stamp):
        return day_of_stamp(stamp if not found else f"{found[1]} {found[2]} {found[3]}")
    return date(*parsed[:3]) if parsed else None


def _lines(text: str) -> str:
    text = re.sub(r"</(?:p|div|li|h\d|blockquote)>|<br\s?/?>", "\n\n", text)
    return unescape(re.sub(r"<[^<>]{0,500}>", "", text)).strip()
