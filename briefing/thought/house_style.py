"""What a machine can check of the editorial standard: lengths, and words that judge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from briefing.ground.problems import Finding

Role = Literal["summary", "reaction", "headline", "lede", "bullet", "body", "position"]

SUMMARY_WORDS = 60
HEADLINE_CHARACTERS = 100
QUOTATION_WORDS = 25
#: So many words in a row may be the source's own; one more is copied.
SAME_WORDS = 8

#: English words that judge, and what to write instead.
_LOADED = {
    "claimed": "said", "admitted": "said", "admits": "says", "revealed": "said", "reveals": "says",
    "insisted": "said", "insists": "says", "slammed": "criticised", "regime": "government",
    "axis": "their names", "independently confirmed": "which named origins",
    "confirmed by several": "which named origins", "independent sources": "which named origins",
    "independent confirmation": "which named origins",
}  # fmt: skip
_HEADLINE = ("contradiction", "contradictions", "lie", "lies", "bombshell", "only", "soars")
_ANYWHERE = re.compile(r"\b(" + "|".join(_LOADED) + r")\b", re.I)
_IN_HEADLINES = re.compile(r"\b(" + "|".join(_HEADLINE) + r")\b", re.I)


def loaded(file: str, keys: tuple[str | int, ...], role: Role, plain: str) -> Iterator[Finding]:
    """Find words that judge; quotations and the editor's own parts are blank in `plain`."""
    low = plain.casefold()
    # a plain search first: a word that judges is rare, and this runs over every text of the site
    for found in _ANYWHERE.finditer(plain) if any(word in low for word in _LOADED) else ():
        word = found[0].casefold()
        hint = f"write {_LOADED[word]!r}" if " " not in _LOADED[word] else f"say {_LOADED[word]}"
        yield _at(file, keys, plain, found, f"{found[0]!r} judges", hint)
    if role == "headline":
        for found in _IN_HEADLINES.finditer(plain):
            what = f"{found[0]!r} has no place in a headline"
            yield _at(file, keys, plain, found, what, "")


def _at(
    file: str, keys: tuple[str | int, ...], plain: str, found: re.Match[str], what: str, hint: str
) -> Finding:
    first = found[0].split()[0]
    before = re.findall(rf"\b{re.escape(first)}\b", plain[: found.start()])
    return Finding(file, keys, "loaded-word", what, hint, words=first, nth=1 + len(before))


def lengths(file: str, keys: tuple[str | int, ...], role: Role, text: str) -> Iterator[Finding]:
    """Find what is longer than the standard allows."""
    if role == "headline" and len(text) > HEADLINE_CHARACTERS:
        what = f"the headline has {len(text)} characters; {HEADLINE_CHARACTERS} at most"
        yield Finding(file, keys, "too-long", what)
    if role in ("summary", "lede"):
        words = len(text.split("\n\n")[0].split())
        if words > SUMMARY_WORDS:
            name = "first paragraph" if role == "summary" else "lede"
            what = f"the {name} has {words} words; {SUMMARY_WORDS} at most"
            yield Finding(file, keys, "too-long", what, words=text.split()[0])


def too_long(words: str) -> str:
    """Say that a quotation is too long, or nothing."""
    count = len(words.replace("…", " ").split())
    return (
        f"a quotation of {count} words; {QUOTATION_WORDS} at most"
        if count > QUOTATION_WORDS
        else ""
    )
