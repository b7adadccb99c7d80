"""A text dump taken apart: title, body, and what is cut, line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from msgspec import Struct

from briefing.doors.importing.dates import stamps_of
from briefing.doors.importing.dating import Dating, dating_of
from briefing.doors.importing.furniture.dump import Dump
from briefing.doors.importing.furniture.head import head_of
from briefing.doors.importing.furniture.lines import (
    CREDIT,
    INITIALS,
    LIST_MARK,
    SKIP_LINK,
    any_of,
    is_heading,
    only_date,
    sentence_like,
    starts,
    why_furniture,
)
from briefing.doors.importing.furniture.title import alike
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import Words, folded, raw

_HEAD = 3
_LEAST_BEFORE_STOP = 3
_LONGEST_STOP = 70
_LONG = 160
_MOST_AFTER_STOP = 3
_GOES_ON = 0.3
"""A text that has more than this share of its paragraphs below a box may go on there."""
_NEXT, _DENSE, _ALIKE, _BEGUN = 10, 0.5, 0.2, 800
"""So many lines below it are looked at; so many of them are paragraphs, of so many words of the text,
unless hardly anything of it stands above."""
_LONGEST_DATE = 120
_LONGEST_CAPTION = 260
_BARE, _BARE_LINES = -40, 5
"""What a line without a sentence weighs against a paragraph's characters, and how many end a text."""
_SENTENCE, _MOST_WEIGHT = 50, 400
_BIOGRAPHY = 3
"""So many lines at the end may say who wrote the text."""
_WRITER = re.compile(
    r"^[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w.'’-]+){1,3},? (?:is|was|ist|est|es) (?:an? |the |our |[A-Z][\w’']+ )?.{0,40}"
    r"\b(?:correspondent|reporter|bureau chief|staff writer|editor|journalist|korrespondent\w*|redakteur\w*|reporter\w*"
    r"|correspondant\w*|journaliste|redactor\w*|corresponsal|periodista)\b"
    r"|\b(?:previously|formerly) (?:covered|reported|worked|wrote)\b|\bcan be reached at\b"
)
_CLOCK = re.compile(r"\d{1,2}\s?[:.h]\s?\d\d\b")


class Cut(Struct, frozen=True):
    """A line that is no part of the article, and why."""

    line: int
    text: str
    reason: str


class Sorted(Struct, frozen=True, kw_only=True):
    """A text dump taken apart."""

    title: str
    body: tuple[Line, ...]
    """Paragraphs of the article, headings included."""
    headings: frozenset[int]
    """Numbers of those lines that are headings or titles of something else."""
    cut: tuple[Cut, ...]
    credits: tuple[Line, ...]
    """Lines that name agencies and initials."""
    standfirst: str = ""


def sort_lines(
    lines: Sequence[Line], words: Words, title: str = "", links: Sequence[str] = (),
    standfirsts: Sequence[str] = (), masthead: str = "",
) -> Sorted:  # fmt: skip
    """Take a text dump apart: title, body, and what is cut, line by line.

    `links`: lines that are known to be links to other pages; `standfirsts`: those that a page calls so;
    `masthead`: the outlet's name.
    """
    dump = Dump(lines, words)
    others = {line.strip() for line in links} - {title}
    dump.drop([i for i in dump.kept if dump.text(i) in others], "another story")
    credit_lines = _cut_furniture(dump)
    dating = dating_of(lines, words)
    dump.drop([i for i in dump.kept if _dated(dump, i, dating)], "date")
    if masthead and folded(masthead) != folded(title):
        named = [i for i in dump.kept if folded(dump.text(i)) == folded(masthead)]
        dump.drop(named, "the outlet's name")
    title, standfirst = head_of(dump, title, dating)
    called = [i for i in dump.kept[:_HEAD] if dump.text(i) in standfirsts and len(dump.kept) > 1]
    dump.drop(called, "standfirst")
    standfirst = standfirst or " ".join(dump.text(i) for i in called)
    _cut_after_the_end(dump)
    _cut_bare_end(dump)
    dump.drop([i for i in dump.kept[-_BIOGRAPHY:] if _WRITER.search(dump.text(i))], "byline")
    dump.drop([i for i in dump.kept if _captioned(dump, i)], "picture's description")
    headings = (dump.number(i) for i in dump.kept if is_heading(dump.text(i), words))
    return Sorted(
        title=title,
        body=tuple(lines[i] for i in dump.kept),
        headings=frozenset(headings),
        cut=tuple(Cut(dump.number(i), dump.text(i), dump.cut[i]) for i in sorted(dump.cut)),
        credits=tuple(credit_lines),
        standfirst=standfirst,
    )


def _cut_furniture(dump: Dump) -> list[Line]:
    """Cut every line that is furniture by itself; return those that name agencies."""
    found = []
    for index in list(dump.kept):
        text = dump.text(index)
        reason = why_furniture(text)
        if INITIALS.match(text) or (CREDIT.match(text) and _agencies_only(text)):
            found.append(dump.lines[index])
            reason = "credits"
        if reason:
            dump.drop([index], reason)
    return found


def _agencies_only(text: str) -> bool:
    inner = re.search(r"\(([^()]*)\)", text)
    if not inner or len(text) >= 60:
        return False
    known = {a.casefold() for a in raw("newsrooms")["agencies"]}
    parts = [p.strip().casefold() for p in re.split(r"[,/;]| und | and | et | y ", inner[1])]
    return bool(parts) and all(p in known for p in parts)


def _dated(dump: Dump, index: int, dating: Dating) -> bool:
    """Say whether a line holds the date of the article, and no title."""
    text = dump.text(index)
    used = dump.number(index) in dating.lines and len(text) < _LONGEST_DATE and not dating.title
    return used or bool(stamps_of(text) and only_date(text))


def _captioned(dump: Dump, index: int) -> bool:
    """Say whether a line stands just above a credit: the picture's description."""
    text = dump.text(index)
    credited = dump.cut.get(index + 1) == "caption with credit"
    return credited and not sentence_like(text) and len(text) < _LONGEST_CAPTION


# ---- where other stories begin ------------------------------------------------------------------


def _cut_after_the_end(dump: Dump) -> None:
    """Cut everything after the line where other stories begin, or a box of them amid the text."""
    for index, line in enumerate(dump.lines):
        phrase = _begins_others(line.text)
        if phrase is None:
            continue
        done = [i for i in dump.kept if i < index]
        after = [i for i in dump.kept if i > index]
        if phrase and _goes_on(dump, done, after):
            box = list(takewhile(lambda i: not dump.paragraph(i), after))
            dump.drop([index, *box], "another story")
        elif phrase and _ends_here(dump, done, after):
            dump.drop([i for i in dump.kept if i >= index], "after the article")
            return
        else:
            dump.drop([index], "page furniture")


def _goes_on(dump: Dump, done: Sequence[int], after: Sequence[int]) -> bool:
    """Say whether the article goes on below a line of this kind: paragraph by paragraph, on the same things."""
    told = [dump.text(i) for i in done if dump.paragraph(i)]
    above = sum(len(text) for text in told)
    below = sum(len(dump.text(i)) for i in after if dump.paragraph(i))
    if not above or below < _GOES_ON * above:
        return False
    near = list(dropwhile(lambda i: not dump.paragraph(i), after))[:_NEXT]
    paragraphs = [dump.text(i) for i in near if dump.paragraph(i)]
    dense = len(paragraphs) >= _DENSE * len(near)
    return dense and (above < _BEGUN or alike(paragraphs, told) >= _ALIKE)


def _ends_here(dump: Dump, done: Sequence[int], after: Sequence[int]) -> bool:
    """Say whether the article is above a line of this kind, and not below it."""
    long_after = sum(len(dump.text(i)) > _LONG and dump.paragraph(i) for i in after)
    if any(dump.paragraph(i) for i in after) and not any(dump.paragraph(i) for i in done):
        return False
    return len(done) >= _LEAST_BEFORE_STOP and long_after <= len(done)


def _cut_bare_end(dump: Dump) -> None:
    """Cut the links and headlines below an article that nothing announces: hardly a sentence there."""
    total, best, last = 0, 0, 0
    for number, index in enumerate(dump.kept, 1):
        total += _weight(dump.text(index))
        if total >= best:
            best, last = total, number
    tail = dump.kept[last:]
    if sum(_weight(dump.text(i)) < 0 for i in tail) >= _BARE_LINES and last >= _LEAST_BEFORE_STOP:
        dump.drop(tail, "after the article")


def _weight(text: str) -> int:
    """Return how much a line speaks for being a part of an article; lists speak neither way."""
    whole = sentence_like(text) or text.endswith(("?", '"', "”", "»", "“", ")", ":"))
    if len(text) >= _LONG or (len(text) >= _SENTENCE and whole):
        return min(len(text), _MOST_WEIGHT)
    listed = ":" in text and any(c.isdigit() for c in text) and not _CLOCK.match(text)
    told = LIST_MARK.match(text) or listed
    return 0 if told or sentence_like(text) else _BARE


def _begins_others(text: str) -> bool | None:
    """Say whether a line begins other stories; False for one that names a single story itself."""
    if not 0 < len(text) <= _LONGEST_STOP or sentence_like(text):
        return None
    plain = SKIP_LINK.sub("", folded(LIST_MARK.sub("", text)).rstrip(":"))
    phrase = starts(plain, any_of("furniture", "stop"))
    if not phrase:
        return None
    return len(plain[len(phrase) :].split()) <= _MOST_AFTER_STOP
