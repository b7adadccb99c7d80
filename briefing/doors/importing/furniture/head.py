"""The head of an article: its title, and what stands around it: labels, standfirst, the title again."""

from __future__ import annotations

from briefing.doors.importing.dating import Dating
from briefing.doors.importing.furniture.dump import Dump
from briefing.doors.importing.furniture.lines import (
    GLUED,
    LIST_MARK,
    SHORT,
    is_heading,
    sentence_like,
)
from briefing.doors.importing.furniture.title import best_title, linked_parts, text_start
from briefing.doors.importing.words import folded

_NEAR = 12
_LONGEST_STANDFIRST = 420
_LONGEST_CAPTION = 220
_MENU = 6
"""So many lines of a word or two above the text are the menu of a page."""
_MUCH = 3
"""Or so many lines of any kind."""
#: What stands between a standfirst and the text.
_BETWEEN = (
    "address", "caption with credit", "byline", "date", "credits", "age of the article",
    "page furniture",
)  # fmt: skip


def head_of(dump: Dump, title: str, dating: Dating) -> tuple[str, str]:
    """Return title and standfirst; they, and what stands around them, are cut."""
    title = _given(dump, title, dating) or _below_menu(dump, dating) or _found(dump)
    while len(dump.kept) > 1 and _is_label(dump):
        dump.drop(dump.kept[:1], "category label")
    _cut_to_second_title(dump, title)
    standfirst = _standfirst(dump)
    if standfirst:
        dump.drop(dump.kept[:1], "standfirst")
    return title, standfirst


def _given(dump: Dump, title: str, dating: Dating) -> str:
    """Cut a title that is known already, or that stands in one line with the date."""
    if title:
        same = [i for i in dump.kept[:_NEAR] if folded(dump.text(i)) == folded(title)]
        dump.drop(same, "title")
        return title
    glued = dating.title
    if glued:
        here = [i for i in dump.kept if dump.number(i) in dating.lines and glued in dump.text(i)]
        dump.drop(here, "title")
    return glued


def _below_menu(dump: Dump, dating: Dating) -> str:
    """Find the title under a page's menu, and cut what stands above it."""
    start = text_start(dump)
    above = dump.kept[:start]
    much = len(above) >= _MUCH and not linked_parts(dump)
    if sum(_short(dump.text(i)) for i in above) < _MENU and not much:
        return ""
    dated = [i for i, line in enumerate(dump.lines) if line.number in dating.lines]
    best = best_title(dump, start, dated)
    if best < 0:
        return ""
    dump.drop([i for i in above if i < best], "before the title")
    dump.drop([best], "title")
    return dump.text(best).strip("+ ")


def _short(text: str) -> bool:
    return len(text.split()) <= 2 and len(text) <= 24


def _found(dump: Dump) -> str:
    """Find the title: the first line that is neither a label nor a paragraph."""
    again = _printed_twice(dump)
    while dump.kept and again and folded(dump.text(dump.kept[0])) != again:
        dump.drop(dump.kept[:1], "before the title")
    while dump.kept and _is_label(dump):
        dump.drop(dump.kept[:1], "category label")
    if not dump.kept:
        return ""
    text = dump.text(dump.kept[0])
    if sentence_like(text) and len(text) > 140:
        return ""
    dump.drop(dump.kept[:1], "title")
    return LIST_MARK.sub("", text).strip().removeprefix("# ")


def _printed_twice(dump: Dump) -> str:
    """Return the first heading that stands twice near the top: the title, whatever stands above it."""
    near = [folded(dump.text(i)) for i in dump.kept[:14]]
    for number, text in enumerate(near[:7]):
        heading = is_heading(dump.text(dump.kept[number])[:SHORT], dump.words)
        if 20 < len(text) < 220 and text in near[number + 1 :] and heading:
            return text
    return ""


def _is_label(dump: Dump) -> bool:
    """Say whether the first line is a category, glued (`PoliticsGermany`) or a word or two."""
    text = dump.text(dump.kept[0])
    if text.endswith((".", "?", "!")) or any(c.isdigit() for c in text):
        return False
    if GLUED.match(text) and len(text.split()) <= 3:
        return True
    return _short(text) and len(dump.kept) > 2


def _cut_to_second_title(dump: Dump, title: str) -> None:
    """Where the title is printed again near the top, what stands between is head, not body."""
    same = folded(title)
    near = dump.kept[:_NEAR]
    again = next((n for n, i in enumerate(near) if folded(dump.text(i)) == same), -1)
    if again < 0 or not same:
        return
    between, second = near[:again], near[again]
    if any(len(dump.text(i)) > _LONGEST_STANDFIRST for i in between):
        dump.kept.remove(second)
        return
    dump.drop(between, "standfirst or caption")
    dump.drop([second], "title again")


def _standfirst(dump: Dump) -> str:
    """Return the line under the title if page furniture stands between it and the text."""
    if len(dump.kept) < 3:
        return ""
    first, second = dump.kept[:2]
    text = dump.text(first)
    if len(text) > _LONGEST_STANDFIRST or not sentence_like(text):
        return ""
    if any(dump.cut.get(i) in _BETWEEN for i in range(first + 1, second)):
        return text
    after = [dump.cut.get(i) for i in range(second + 1, min(second + 3, len(dump.lines)))]
    below = dump.text(second)
    caption = len(below) < _LONGEST_CAPTION and not below.endswith((".", '"'))
    return text if caption and "caption with credit" in after else ""
