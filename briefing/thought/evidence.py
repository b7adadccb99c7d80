"""Where a quotation stands in the text it is from, and the link that leads a reader to it.

A quotation is exact words, or `first words … last words` of a passage, both at word borders as a
browser sees them (a text fragment finds whole words only). Spaces, line breaks, quotation marks,
dashes, soft hyphens and composed letters are taken for the same; letters and case are not.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal
from urllib.parse import quote as percent

from msgspec import Struct

_SAME = {
    **dict.fromkeys("‘’‚‛′‵´`ʼ＇", "'"),
    **dict.fromkeys("“”„‟″«»＂〝〞", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－⸺", "-"),
}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_TABLE = str.maketrans({**_SAME, **dict.fromkeys(_DROPPED, "")})
_GAP = re.compile(r"\s*(?:\[…\]|\(…\)|\[\.\.\.\]|\(\.\.\.\)|…|\.\.\.)\s*")
_WORD = re.compile(r"\w+")
#: A passage given by its first and last words has at most so many characters.
_LONGEST = 2000
#: A link names a passage by all its words up to this many, else by its first and last few.
_WHOLE = 12
_ENDS = 4


class Folded(Struct, frozen=True):
    """A text as it is compared, and where each of its characters stands in the text itself."""

    raw: str
    text: str
    starts: tuple[int, ...]
    """Offset in the text itself at which each character begins."""
    ends: tuple[int, ...]


class Passage(Struct, frozen=True):
    """Where a quotation stands: offsets in characters of the saved text."""

    start: int
    end: int


class Fault(Struct, frozen=True):
    """Why a quotation could not be placed, and the passages that come nearest."""

    why: Literal["absent", "ambiguous", "border", "outside", "empty"]
    places: tuple[Passage, ...] = ()


class Fragment(Struct, frozen=True, omit_defaults=True):
    """How a link names a passage: by all its words, or by its first and last few.

    Words before or after it are given only where they are needed to tell it from another.
    """

    first: int = 0
    """Words of its beginning; 0: all of its words."""
    last: int = 0
    before: str = ""
    after: str = ""


def fold(raw: str) -> Folded:
    """Return a text as it is compared: one space for any run of space, plain marks, NFC."""
    made: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    index, size = 0, len(raw)
    while index < size:
        end = index + 1
        while end < size and unicodedata.combining(raw[end]):
            end += 1
        for char in _plain(raw[index:end]):
            if char != " " or (made and made[-1] != " "):
                made.append(char)
                starts.append(index)
                ends.append(end)
        index = end
    if made and made[-1] == " ":
        made.pop()
    size = len(made)
    return Folded(raw, "".join(made), tuple(starts[:size]), tuple(ends[:size]))


def as_compared(raw: str) -> str:
    """Return a short text as it is compared, without places: `fold` for those who need no more."""
    return " ".join(unicodedata.normalize("NFC", raw).translate(_TABLE).split())


def _plain(cluster: str) -> str:
    first = cluster[0]
    if first.isspace():
        return " "
    if first in _DROPPED:
        return ""
    if len(cluster) == 1 and first.isascii():
        return "'" if first == "`" else first
    return _SAME.get(first) or unicodedata.normalize("NFC", cluster)


def parts(quotation: str) -> tuple[str, ...]:
    """Return the words of a quotation: one part if it is exact, two if it gives the ends."""
    found = [part for part in _GAP.split(quotation) if part.strip()]
    return (found[0], found[-1]) if len(found) > 1 else tuple(found)


def find(
    text: Folded, quotation: str, *, prefix: str = "", suffix: str = "",
    span: tuple[int, int] | None = None,
) -> Passage | Fault:  # fmt: skip
    """Return the one place of a quotation in a text, or why there is not exactly one.

    `span` (offsets in the text itself) is where it must stand; uniqueness is judged inside it.
    """
    begin, end = _within(text, span)
    words = fold(quotation).text
    if not words:
        return Fault("empty")
    places = _passages(text.text, words, begin, end, borders=True)
    near = [p for p in places if _in_context(text.text, p, fold(prefix).text, fold(suffix).text)]
    if len(near) == 1:
        return _passage(text, near[0])
    if places:
        return Fault("ambiguous", tuple(_passage(text, p) for p in (near or places)))
    loose = _passages(text.text, words, begin, end, borders=False)
    if loose:
        return Fault("border", tuple(_passage(text, _widened(text.text, p)) for p in loose))
    elsewhere = _passages(text.text, words, 0, len(text.text), borders=True)
    if elsewhere:
        return Fault("outside", tuple(_passage(text, p) for p in elsewhere))
    close = nearest(text.text, words, begin, end)
    return Fault("absent", (_passage(text, close),) if close else ())


def _within(text: Folded, span: tuple[int, int] | None) -> tuple[int, int]:
    if span is None:
        return 0, len(text.text)
    return bisect_left(text.starts, span[0]), bisect_left(text.starts, span[1])


def _passage(text: Folded, place: tuple[int, int]) -> Passage:
    return Passage(text.starts[place[0]], text.ends[place[1] - 1])


def _passages(
    text: str, words: str, begin: int, end: int, *, borders: bool
) -> list[tuple[int, int]]:
    found = list(_occurrences(text, words, begin, end, borders=borders))
    ends = parts(words)
    if found or len(ends) < 2:
        return found
    first, last = ends
    lasts = list(_occurrences(text, last, begin, end, borders=borders))
    passages = []
    for start, stop in _occurrences(text, first, begin, end, borders=borders):
        after = bisect_left(lasts, (stop, 0))
        if after < len(lasts) and lasts[after][1] - start <= _LONGEST:
            passages.append((start, lasts[after][1]))
    return passages


def _occurrences(
    text: str, words: str, begin: int, end: int, *, borders: bool
) -> Iterator[tuple[int, int]]:
    at = text.find(words, begin, end)
    while at >= 0:
        stop = at + len(words)
        if not borders or (border(text, at) and border(text, stop)):
            yield at, stop
        at = text.find(words, at + 1, end)


def border(text: str, at: int) -> bool:
    """Say whether a word may begin or end here, as browsers see words (Unicode annex 29).

    An apostrophe or full stop between letters, and a comma or full stop between digits, do not
    part words: `Russia's`, `600,000` and `1.3` are one word each.
    """
    if at <= 0 or at >= len(text):
        return True
    left, right = text[at - 1], text[at]
    if unicodedata.combining(right):
        return False
    if _wordly(left) and _wordly(right):
        return _wide(left) or _wide(right)
    if _wordly(left) and at + 1 < len(text):
        return not _joins(left, right, text[at + 1])
    if _wordly(right) and at >= 2:
        return not _joins(text[at - 2], left, right)
    return True


def _wordly(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.combining(char) > 0


def _wide(char: str) -> bool:
    """Scripts written without spaces, where a border may be anywhere."""
    return (
        "\u0e00" <= char <= "\u0eff" or "\u1000" <= char <= "\u109f"
        or "\u1780" <= char <= "\u17ff" or "\u2e80" <= char <= "\u9fff" or char >= "\U00020000"
    )  # fmt: skip


def _joins(left: str, mark: str, right: str) -> bool:
    if left.isdigit() and right.isdigit():
        return mark in "'.,;"
    return left.isalpha() and right.isalpha() and mark in "'.:·"


def _in_context(text: str, place: tuple[int, int], prefix: str, suffix: str) -> bool:
    start, end = place
    # only what a border is judged by: of a short word in a long text there are very many places
    before = text[max(0, start - len(prefix) - 4) : start].rstrip()
    after = text[end : end + len(suffix) + 4].lstrip()
    left = not prefix or (
        before.endswith(prefix) and border(before, len(before) - len(prefix))
    )  # fmt: skip
    return left and (not suffix or (after.startswith(suffix) and border(after, len(suffix))))


def _widened(text: str, place: tuple[int, int]) -> tuple[int, int]:
    start, end = place
    while not border(text, start):
        start -= 1
    while not border(text, end):
        end += 1
    return start, end


def nearest(text: str, words: str, begin: int, end: int) -> tuple[int, int] | None:
    """Return the passage that shares most with the words, or None if none is near."""
    tokens = [(m.start(), m.end(), m[0].casefold()) for m in _WORD.finditer(text, begin, end)]
    wanted = [m[0].casefold() for m in _WORD.finditer(words)][:60]
    if not tokens or not wanted:
        return None
    best: tuple[float, int, int] | None = None
    for at in _likely(tokens, wanted):
        window = tokens[at : at + len(wanted)]
        ratio = SequenceMatcher(None, wanted, [token[2] for token in window], False).ratio()
        if best is None or ratio > best[0]:
            best = ratio, window[0][0], window[-1][1]
    return best[1:] if best is not None and best[0] >= 0.45 else None


def _likely(tokens: list[tuple[int, int, str]], wanted: list[str]) -> list[int]:
    """Return the few windows that share most words with what is wanted."""
    need, size = Counter(wanted), len(wanted)
    have: Counter[str] = Counter()
    shared, scores = 0, []
    for index, (_, _, token) in enumerate(tokens):
        have[token] += 1
        shared += have[token] <= need[token]
        if index >= size:
            gone = tokens[index - size][2]
            shared -= have[gone] <= need[gone]
            have[gone] -= 1
        if index >= size - 1:
            scores.append((shared, -(index - size + 1)))
    return [-at for _, at in sorted(scores, reverse=True)[:8]] or [0]


def is_speech(text: Folded, passage: Passage) -> bool:
    """Say whether a passage stands in quotation marks in its paragraph: somebody's very words."""
    line = text.raw.rfind("\n\n", 0, passage.start) + 1
    before = fold(text.raw[line : passage.start + 1]).text
    return before.count('"') % 2 == 1


def fragment_of(text: Folded, passage: Passage, quotation: str) -> Fragment:
    """Return how a link should name a passage so that a browser finds it and no other.

    Browsers ignore case, need each named part inside one block, and take the first that fits. A
    dash must be the page's own, so words with a dash in them are left to lie between the ends.
    """
    begin, end = _within(text, (passage.start, passage.end))
    lines = text.raw[passage.start : passage.end].strip().split("\n")
    words = text.text[begin:end]
    page = _small(text.text)
    if fold(quotation).text != words:
        plain = Fragment(*_given_ends(quotation))
    elif words.count(" ") < _WHOLE and "-" not in words and len(lines) == 1:
        plain = Fragment()
    else:
        plain = Fragment(*_ends_of(page, words.split(" "), begin, lines))
    if _first_at(page, " ".join(_small(words).split(" ")[: plain.first or None]), begin):
        return plain
    return _told_apart(text, begin, end, plain)


def _small(text: str) -> str:
    """Lower case, letter by letter, so that no offset moves."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _given_ends(quotation: str) -> tuple[int, int]:
    first, last = parts(fold(quotation).text)
    return len(first.split(" ")), len(last.split(" "))


def _ends_of(page: str, tokens: list[str], begin: int, lines: list[str]) -> tuple[int, int]:
    """Return how many words of each end: as few as do, in one line, none with a dash."""
    most = max(1, len(tokens) // 2)
    limit = min(most, _dashless(tokens), len(lines[0].split()))
    first = min(_ENDS, limit)
    while first < limit:
        if _first_at(page, _small(" ".join(tokens[:first])), begin):
            break
        first += 1
    return first, min(_ENDS, most, _dashless(tokens[::-1]), len(lines[-1].split()))


def _dashless(tokens: list[str]) -> int:
    return max(1, next((n for n, token in enumerate(tokens) if "-" in token), len(tokens)))


def _first_at(page: str, words: str, at: int) -> bool:
    return next(_occurrences(page, words, 0, len(page), borders=True), (-1, 0))[0] == at


def _told_apart(text: Folded, begin: int, end: int, plain: Fragment) -> Fragment:
    """Add the fewest words before, else after, in the same line, that only this place has."""
    page = _small(text.text)
    shown = " ".join(page[begin:end].split(" ")[: plain.first or None])
    line = text.raw.rfind("\n", 0, text.starts[begin]) + 1
    stop = text.raw.find("\n", text.ends[end - 1])
    left, right = text.raw[line : text.starts[begin]], text.raw[text.ends[end - 1] :]
    right = right[: stop - text.ends[end - 1]] if stop >= 0 else right
    before, after = fold(left).text.split(" "), fold(right).text.split(" ")
    found = []
    for count in range(1, 1 + min(5, len(before))):
        words = " ".join(before[-count:])
        near = _small(words) + " " * left[-1:].isspace() + shown
        if _WORD.match(words) and "-" not in words and page.count(near) == 1:
            found.append(Fragment(plain.first, plain.last, before=words))
    for count in range(1, 1 + (0 if plain.first else min(5, len(after)))):
        words = " ".join(after[:count])
        near = shown + " " * right[:1].isspace() + _small(words)
        if "-" not in words and page.count(near) == 1:
            found.append(Fragment(after=words))
    return min(found, key=lambda each: len(each.before + each.after), default=plain)


def text_fragment(start: str, end: str = "", *, prefix: str = "", suffix: str = "") -> str:
    """Return `:~:text=[prefix-,]start[,end][,-suffix]`, percent-encoded (WICG scroll to text)."""
    made = _encoded(prefix) + "-," if prefix else ""
    made += _encoded(start)
    made += "," + _encoded(end) if end else ""
    return ":~:text=" + made + (",-" + _encoded(suffix) if suffix else "")


def _encoded(words: str) -> str:
    # `-`, `,` and `&` part the directive; quote() leaves `-` as it is
    return percent(" ".join(words.split()), safe="").replace("-", "%2D")


#: All its words, with nothing around them.
WHOLE = Fragment()


def plain_fragment(quotation: str) -> Fragment:
    """Return how a link should name words that were not found in a saved text, as best it can."""
    words = as_compared(quotation).split(" ")
    dashes = any("-" in word for word in words)
    if len(parts(quotation)) > 1 or (len(words) <= _WHOLE and not dashes):
        return Fragment()
    return Fragment(min(_ENDS, _dashless(words)), min(_ENDS, _dashless(words[::-1])))


def evidence_url(url: str, quotation: str, fragment: Fragment = WHOLE) -> str:
    """Return the link to the words: the article's address with a text fragment that names them."""
    ends = parts(quotation)
    if not url or not ends:
        return url
    first, last = ends[0], ends[-1] if len(ends) > 1 else ""
    if fragment.first and not last:
        tokens = ends[0].split()
        first, last = " ".join(tokens[: fragment.first]), " ".join(tokens[-fragment.last :])
    directive = text_fragment(first, last, prefix=fragment.before, suffix=fragment.after)
    return url + ("" if "#" in url else "#") + directive
