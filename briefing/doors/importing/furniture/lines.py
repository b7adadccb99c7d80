"""One line by itself: why it is furniture, whether it is a heading, a sentence, a credit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefing.doors.importing.dates import stamps_of
from briefing.doors.importing.dating import is_relative
from briefing.doors.importing.text import sentences_of
from briefing.doors.importing.words import LANGUAGES, Words, folded, raw

SHORT = 110
"""A line of more characters is no heading."""
_ENDS = (
    ".", "!", "…", '."', ".”", ".»", ".“", '?"', "?”", '!"', "!”", ".'", ".’", ":", "»", '"', "”",
    ")", ";", "“",
)  # fmt: skip
_SHORT_ITEM = 6
_MOST_LABELS, _LABELS = 12, 0.7
_WHOLE = (".", "!", "…", '."', ".”", ".»")

LIST_MARK = re.compile(r"^(?:\d{1,2}[.)]|[-•*·▪►→»>])\s+")
GLUED = re.compile(r"^[A-ZÄÖÜÉ][^\W\d_]+(?:[A-ZÄÖÜÉ][^\W\d_]+ ?)+[^\W\d_ ]*(?: [A-Z][a-z]+)?$")
CREDIT = re.compile(r"^[\w .&/-]{0,40}\((?:[^()]{2,60})\)\.?$")
INITIALS = re.compile(
    r"^[a-z]{2,4}(?:/[a-z]{2,4}){0,4}\s*(?:,\s*[a-z]{2,4}\s*)?\(([^()]{2,90})\)\s*\.?$"
)
_URL_LINE = re.compile(r"^\W{0,3}(?:https?://|www\.)\S+\W{0,2}$")


@cache
def any_of(table: str, key: str) -> tuple[str, ...]:
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


#: A link over the next part of a live blog; its words are often the title of that part, glued.
SKIP_LINK = re.compile(
    r"^(?:skip (?:next )?section|nächsten abschnitt überspringen|abschnitt überspringen|"
    r"passer la section(?: suivante)?|saltar (?:a la )?(?:siguiente )?sección(?: siguiente)?)\b[: ]*",
    re.I,
)


def why_furniture(text: str) -> str:
    """Say why a line is furniture by itself, or ""."""
    plain = folded(LIST_MARK.sub("", text))
    whole = sentence_like(text)
    reasons = {
        "empty": not plain,
        "address": bool(_URL_LINE.match(text)),
        "copyright": plain.startswith(("©", "copyright", "(c) ")),
        "ornament": bool(re.match(r"[\W_]*$", plain)),
        "page furniture": (len(plain) <= 90 and not whole and _starts_with(plain, "lines"))
        or bool(len(plain) < 260 and SKIP_LINK.match(plain)),
        "another story": len(plain) < 260 and not whole and _starts_with(plain, "stop"),
        "about the outlet": _begs(plain),
        "caption with credit": len(plain) < 500 and credit_in(plain),
        "written by": len(plain) < 500 and bool(_WRITTEN.match(plain)),
        "byline": len(plain) < 260 and not whole and _starts_with(plain, "bylines"),
        "teaser": _cut_short(text),
        "labels": _labels(text),
        "reading time": bool(_READING_TIME.match(plain)),
        "age of the article": len(text) < 60 and is_relative(text),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


_WRITTEN = re.compile(
    r"\((?:avec|with|reporting|additional reporting|mit|édité|edité|écrit|con)\b[^()]*\)\.?$"
)
_READING_TIME = re.compile(
    r"(?:lesedauer|lesezeit|temps de lecture|lecture|tiempo de lectura|reading time)?[: ]*(?:ca\. )?\d{1,3}"
    r"\s?(?:min\b\.?|minuten?|minutes?|minutos?)\s*(?:lues|lecture|de lecture|de lectura|lesezeit|lesedauer|read)?$"
)


def _starts_with(plain: str, key: str) -> bool:
    return bool(starts(plain, any_of("furniture", key)))


_JOINING = frozenset("Of As In The To And For On At By With From Over After".split())


def _labels(text: str) -> bool:
    """Say whether a line is a row of labels or tags: many capitals, and nothing that ends a clause."""
    words = text.split()
    if len(words) < _MOST_LABELS or text.rstrip()[-1:] in '.!?:;"”»':
        return False
    if sum(word in _JOINING for word in words) > 1:
        return False  # a title in capitals
    large = sum(word[0].isupper() or word[0].isdigit() for word in words)
    return large >= _LABELS * len(words) and sum(c in ",;:." for c in text) <= 2


def _cut_short(text: str) -> bool:
    """Say whether a line was broken off to make readers go on elsewhere."""
    return len(text.split()) >= 7 and text.rstrip().endswith(("…", "...", "[…]", "(...)"))


def sentence_like(text: str) -> bool:
    """Say whether a line is a whole sentence: several words and an end."""
    return len(text.split()) >= 7 and text.rstrip().endswith(_WHOLE)


_STATES = re.compile(r":\s+(?:[^\W\d]+\s+){0,3}\d{1,3}(?:[.,\s]?\d{3})+(?:\s[^\W\d]+)?$")


def is_heading(text: str, words: Words) -> bool:
    """Say whether a line of the body stands above or beside paragraphs and is none itself."""
    if len(text) > SHORT:
        return False
    if LIST_MARK.match(text):
        return (
            text[0] == "-" and len(text.split()) > _SHORT_ITEM and not text.rstrip().endswith(_ENDS)
        )
    stripped = text.rstrip()
    if _STATES.search(stripped):
        return False  # "Confirmed cases: 3,120"
    if stripped.endswith("?"):
        return len(sentences_of(stripped, words)) == 1 and stripped[0] not in '"“„«'
    return not stripped.endswith(_ENDS)


def only_date(text: str) -> bool:
    """Say whether a line is a date and little else."""
    rest = len(text) - sum(s.end - s.start for s in stamps_of(text))
    return len(text) < 90 and rest <= 28 and not text.rstrip().endswith(".")


# ---- the outlet about itself --------------------------------------------------------------------

_YOU = re.compile(
    r"\b(?:you|your|please|sie|ihre?n?|bitte|vous|votre|vos|nous|notre|nos|tu|tus|te|usted|nuestr[oa]s?|here|our)\b"
)
_WE = re.compile(
    r"\b(?:our (?:journalism|reporting|work|cause|newsletter|materials)|subscribe|support us|s'abonner|abonnez|suscríb\w+|abonnieren|become a)\b"
)


@cache
def _begging() -> re.Pattern[str]:
    phrases = sorted(any_of("furniture", "begging"), key=len, reverse=True)
    ends = {phrase: r"(?!\w)" if len(phrase) <= _SHORT_PHRASE else "" for phrase in phrases}
    return re.compile("|".join(rf"(?<!\w){re.escape(each)}{end}" for each, end in ends.items()))


_SHORT_PHRASE = 5
"""Letters up to which a phrase is a whole word: *Abo* is not in *about*, nor *dona* in *donated*."""


def _begs(plain: str) -> bool:
    """Say whether a line asks readers for something: two such phrases, or one said to *you*."""
    hits = len(set(_begging().findall(plain)))
    if hits != 1:
        return hits > 1
    short = len(plain) < 160 and not any(c.isdigit() for c in plain)
    return bool((short and _YOU.search(plain)) or _WE.search(plain))


_CREDIT_GLUED = re.compile(
    r"(?:image|photo|foto|fotos|bild|bildquelle|imagen|crédit|crédit photo|crédito|credit|picture|photograph|fotografía|photo credit)\s?:\s?\S",
    re.I,
)
_CREDIT_AT_END = re.compile(
    r"[(\[©][^()]{0,40}(?:photo|foto|archiv|/ap|/afp|/efe|reuters|getty|dpa|handout|illustration)[^()]{0,40}[)\]]?\s*$"
)


_SIGNED = re.compile(r"[.!?][\"”»]?\s?[—–-]\s?[\w ]{2,25}$")
"""A sentence and who reported it: *… the ministry said. —Reuters*."""


def credit_in(plain: str) -> bool:
    """Say whether a line credits a picture."""
    if _CREDIT_GLUED.search(plain):
        return True
    if len(plain) >= 320:
        return False
    known = (credit for credit in any_of("furniture", "credits") if len(credit) > 4)
    ends = plain.endswith((".", "!", "?", '"', "”")) or bool(_SIGNED.search(plain))
    named = not ends and any(credit in plain[-70:] for credit in known)
    return named or bool(_CREDIT_AT_END.search(plain))
