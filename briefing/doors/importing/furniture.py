"""What is the article and what is furniture around it. Nothing is lost: each cut line keeps its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from briefing.doors.importing.dates import dating_of, is_relative, stamps_of
from briefing.doors.importing.text import Line, sentences_of
from briefing.doors.importing.words import LANGUAGES, Words, folded, raw

_SHORT = 110
_ENDS = (
    ".",
    "!",
    "…",
    '."',
    ".”",
    ".»",
    ".“",
    '?"',
    "?”",
    '!"',
    "!”",
    ".'",
    ".’",
    ":",
    "»",
    '"',
    "”",
    ")",
    ";",
    "“",
)


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


@cache
def _any(table: str, key: str) -> tuple[str, ...]:
    """Return a list of all languages together: dumps mix an outlet's language with English."""
    found = [folded(phrase) for code in LANGUAGES for phrase in raw(code)[table][key]]
    return tuple(sorted(set(found), key=len, reverse=True))


def starts(text: str, phrases: Sequence[str]) -> str:
    """Return the phrase that a line begins with, as whole words, or ""."""
    for phrase in phrases:
        if text.startswith(phrase) and (
            len(text) == len(phrase) or not (text[len(phrase)].isalnum() and phrase[-1].isalnum())
        ):
            return phrase
    return ""


_LIST_MARK = re.compile(r"^(?:\d{1,2}[.)]|[-•*·▪►→»>])\s+")
_GLUED = re.compile(r"^[A-ZÄÖÜÉ][^\W\d_]+(?:[A-ZÄÖÜÉ][^\W\d_]+ ?)+[^\W\d_ ]*(?: [A-Z][a-z]+)?$")
_CREDIT = re.compile(r"^[\w .&/-]{0,40}\((?:[^()]{2,60})\)\.?$")
_INITIALS = re.compile(
    r"^[a-z]{2,4}(?:/[a-z]{2,4}){0,4}\s*(?:,\s*[a-z]{2,4}\s*)?\(([^()]{2,90})\)\s*\.?$"
)
_URL_LINE = re.compile(r"^\W{0,3}(?:https?://|www\.)\S+\W{0,2}$")


def why_furniture(text: str, words: Words) -> str:
    """Say why a line is furniture by itself, or ""."""
    plain = folded(_LIST_MARK.sub("", text))
    if not plain:
        return "empty"
    if _URL_LINE.match(text):
        return "address"
    if plain.startswith(("©", "copyright", "(c) ")):
        return "copyright"
    if re.match(r"[\W_]*$", plain):
        return "ornament"
    if (
        len(plain) <= 90
        and not _sentence_like(text, words)
        and starts(plain, _any("furniture", "lines"))
    ):
        return "page furniture"
    if _begs(plain):
        return "about the outlet"
    if _credit_in(plain) and len(plain) < 500:
        return "caption with credit"
    if (
        len(plain) < 260
        and starts(plain, _any("furniture", "bylines"))
        and not _sentence_like(text, words)
    ):
        return "byline"
    if is_relative(text) and len(text) < 60:
        return "age of the article"
    return ""


def _sentence_like(text: str, words: Words) -> bool:
    """Say whether a line is a whole sentence: several words and an end."""
    return len(text.split()) >= 7 and text.rstrip().endswith((".", "!", "…", '."', ".”", ".»"))


def _begs(plain: str) -> bool:
    hits = sum(1 for phrase in _any("furniture", "begging") if phrase in plain)
    return (
        hits >= 2
        or (hits == 1 and len(plain) < 160 and not any(c.isdigit() for c in plain) and _you(plain))
        or (hits >= 1 and _first_person(plain))
    )


_YOU = re.compile(
    r"\b(?:you|your|please|sie|ihre?n?|bitte|vous|votre|vos|nous|notre|nos|tu|tus|te|usted|nuestr[oa]s?|here|our)\b"
)
_WE = re.compile(
    r"\b(?:our (?:journalism|reporting|work|cause|newsletter|materials)|subscribe|support us|s'abonner|abonnez|suscríb\w+|abonnieren|become a)\b"
)


def _you(plain: str) -> bool:
    return bool(_YOU.search(plain))


def _first_person(plain: str) -> bool:
    return bool(_WE.search(plain))


_CREDIT_GLUED = re.compile(
    r"(?:image|photo|foto|fotos|bild|bildquelle|imagen|crédit|crédit photo|crédito|credit|picture|photograph|fotografía|photo credit)\s?:\s?\S",
    re.I,
)


def _credit_in(plain: str) -> bool:
    if _CREDIT_GLUED.search(plain) and not re.search(
        r"[.!?][\"”]? \S+ \S+ \S+ \S+ .{60}", plain[:0]
    ):
        return True
    tail = plain[-70:]
    return (
        len(plain) < 320
        and any(credit in tail for credit in _any("furniture", "credits") if len(credit) > 4)
        and not plain.endswith((".", "!", "?", '"', "”"))
    ) or (
        len(plain) < 320
        and bool(
            re.search(
                r"[(\[©][^()]{0,40}(?:photo|foto|archiv|/ap|/afp|/efe|reuters|getty|dpa|handout|illustration)[^()]{0,40}[)\]]?\s*$",
                plain,
            )
        )
    )


def is_heading(text: str, words: Words) -> bool:
    """Say whether a line of the body stands above or beside paragraphs and is none itself."""
    if len(text) > _SHORT or _LIST_MARK.match(text):
        return False
    stripped = text.rstrip()
    if stripped.endswith("?"):
        return len(sentences_of(stripped, words)) == 1 and stripped[0] not in '"“„«'
    return not stripped.endswith(_ENDS)


def sort_lines(lines: Sequence[Line], words: Words, title: str = "") -> Sorted:
    """Take a text dump apart: title, body, and what is cut, line by line."""
    cut: dict[int, str] = {}
    credit_lines: list[Line] = []
    kept: list[int] = []
    for index, line in enumerate(lines):
        if not line.text:
            continue
        reason = why_furniture(line.text, words)
        if _INITIALS.match(line.text) or (_CREDIT.match(line.text) and _agencies_only(line.text)):
            credit_lines.append(line)
            reason = "credits"
        if reason:
            cut[index] = reason
        else:
            kept.append(index)
    dating = dating_of(lines, words)
    for index in list(kept):
        if (
            lines[index].number in dating.lines
            and len(lines[index].text) < 120
            and not dating.title
        ) or (stamps_of(lines[index].text) and _only_date(lines[index].text)):
            kept.remove(index)
            cut[index] = "date"
    head, kept, standfirst = _head(lines, kept, cut, words, title, dating.title, dating.lines)
    kept = _stopped(lines, kept, cut, words)
    kept = _captions(lines, kept, cut, words)
    headings = frozenset(lines[i].number for i in kept if is_heading(lines[i].text, words))
    return Sorted(
        title=head,
        body=tuple(lines[i] for i in kept),
        headings=headings,
        cut=tuple(
            Cut(lines[i].number, lines[i].text, cut[i]) for i in sorted(cut) if lines[i].text
        ),
        credits=tuple(credit_lines),
        standfirst=standfirst,
    )


def _only_date(text: str) -> bool:
    stamps = stamps_of(text)
    rest = len(text) - sum(s.end - s.start for s in stamps)
    return len(text) < 90 and rest <= 28 and not text.rstrip().endswith(".")


def _agencies_only(text: str) -> bool:
    inner = re.search(r"\(([^()]*)\)", text)
    if not inner:
        return False
    known = {a.casefold() for a in raw("newsrooms")["agencies"]}
    parts = [p.strip().casefold() for p in re.split(r"[,/;]| und | and | et | y ", inner[1])]
    return bool(parts) and all(p in known for p in parts) and len(text) < 60


def _head(
    lines: Sequence[Line], kept: list[int], cut: dict[int, str], words: Words,
    title: str, glued: str, date_lines: tuple[int, ...],
) -> tuple[str, list[int], str]:  # fmt: skip
    """Find the title, and cut what stands around it: labels, standfirst, the title again."""
    rest = list(kept)
    if title:
        rest = _drop_same(lines, rest, cut, title)
    elif glued:
        title = glued
        rest = [i for i in rest if not (lines[i].number in date_lines and glued in lines[i].text)]
        cut.update({i: "title" for i in kept if i not in rest})
    again = "" if title else _printed_twice(lines, rest, words)
    while rest and again and folded(lines[rest[0]].text) != again:
        cut[rest.pop(0)] = "before the title"
    while rest and not title:
        index = rest[0]
        text = lines[index].text
        if _is_label(text, lines, rest):
            cut[rest.pop(0)] = "category label"
            continue
        if _sentence_like(text, words) and len(text) > 140:
            break
        title = _LIST_MARK.sub("", text).strip()
        if title.startswith("# "):
            title = title[2:]
        cut[rest.pop(0)] = "title"
    while (
        rest
        and _is_label(lines[rest[0]].text, lines, rest)
        and lines[rest[0]].number < (lines[rest[1]].number if len(rest) > 1 else 0)
    ):
        cut[rest.pop(0)] = "category label"
    rest = _drop_repeated_head(lines, rest, cut, title)
    standfirst = _standfirst(lines, rest, cut, words)
    if standfirst:
        cut[rest.pop(0)] = "standfirst"
    return title, rest, standfirst


def _printed_twice(lines: Sequence[Line], rest: Sequence[int], words: Words) -> str:
    """Return the first heading that stands twice near the top: the title, whatever stands above it."""
    near = [folded(lines[i].text) for i in rest[:14]]
    for number, text in enumerate(near[:7]):
        if (
            20 < len(text) < 220
            and text in near[number + 1 :]
            and is_heading(lines[rest[number]].text[:_SHORT], words)
        ):
            return text
    return ""


def _is_label(text: str, lines: Sequence[Line], rest: Sequence[int]) -> bool:
    """Say whether a line before the title is a category, glued (`PoliticsGermany`) or a word or two."""
    if text.endswith((".", "?", "!")) or any(c.isdigit() for c in text):
        return False
    if _GLUED.match(text) and len(text.split()) <= 3:
        return True
    return len(text.split()) <= 2 and len(text) <= 24 and len(rest) > 2


def _drop_same(
    lines: Sequence[Line], rest: list[int], cut: dict[int, str], title: str
) -> list[int]:
    same = folded(title)
    for index in rest[:12]:
        if folded(lines[index].text) == same:
            cut[index] = "title"
    return [i for i in rest if i not in cut]


def _drop_repeated_head(
    lines: Sequence[Line], rest: list[int], cut: dict[int, str], title: str
) -> list[int]:
    """Where the title is printed again near the top, what stands between is head, not body."""
    same = folded(title)
    again = next((n for n, i in enumerate(rest[:12]) if folded(lines[i].text) == same), -1)
    if again < 0 or not same:
        return rest
    for index in rest[:again]:
        if len(lines[index].text) > 420:
            return [i for i in rest if i != rest[again]]
    for index in rest[:again]:
        cut[index] = "standfirst or caption"
    cut[rest[again]] = "title again"
    return rest[again + 1 :]


def _standfirst(lines: Sequence[Line], rest: list[int], cut: dict[int, str], words: Words) -> str:
    """Return the line under the title if page furniture stands between it and the text."""
    if len(rest) < 3:
        return ""
    first, second = rest[0], rest[1]
    text = lines[first].text
    if len(text) > 420 or not _sentence_like(text, words):
        return ""
    between = [cut.get(i, "") for i in range(first + 1, second)]
    marks = (
        "address",
        "caption with credit",
        "byline",
        "date",
        "credits",
        "age of the article",
        "page furniture",
    )
    if any(reason in marks for reason in between):
        return text
    after = [cut.get(i, "") for i in range(second + 1, min(second + 3, len(lines)))]
    caption = len(lines[second].text) < 220 and not lines[second].text.endswith((".", '"'))
    return text if caption and "caption with credit" in after else ""


def _stopped(
    lines: Sequence[Line], kept: list[int], cut: dict[int, str], words: Words
) -> list[int]:
    """Cut everything after the line where other stories begin."""
    enough = 3
    if not kept:
        return kept
    for index, line in enumerate(lines):
        if not line.text or len(line.text) > 70:
            continue
        plain = folded(_LIST_MARK.sub("", line.text)).rstrip(":")
        plain = re.sub(
            r"^(?:skip next section|skip section|nächsten abschnitt überspringen)\s*", "", plain
        )
        done = [i for i in kept if i < index]
        if len(done) < enough or not starts(plain, _any("furniture", "stop")):
            continue
        if _sentence_like(line.text, words):
            continue
        after = [i for i in kept if i > index]
        long_after = [
            i for i in after if _sentence_like(lines[i].text, words) and len(lines[i].text) > 160
        ]
        if len(long_after) > len(done):
            cut[index] = cut.get(index, "page furniture")
            continue
        for i in [i for i in kept if i >= index]:
            cut[i] = "after the article"
        return done
    return kept


def _captions(
    lines: Sequence[Line], kept: list[int], cut: dict[int, str], words: Words
) -> list[int]:
    """Cut the line just above a caption with a credit: the picture's description."""
    result = []
    for index in kept:
        following = next((i for i in range(index + 1, min(index + 2, len(lines)))), -1)
        if (
            following >= 0
            and cut.get(following) == "caption with credit"
            and not _sentence_like(lines[index].text, words)
            and len(lines[index].text) < 260
        ):
            cut[index] = "picture's description"
            continue
        result.append(index)
    return result
