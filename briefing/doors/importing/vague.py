"""*Zehntausende*, *plusieurs centaines*: words of size as front matter has them, in English like its hedges.

The quotation beside them keeps the words of the source.
"""

from __future__ import annotations

import re
from functools import cache

from briefing.doors.importing.words import folded, raw

_SINGULAR = re.compile(r"^((?:several|a few) (?:dozen|hundred|thousand|million))s$")


def in_english(word: str) -> str:
    """Return a word of size as a value has it: in English, and small; numbers as they are."""
    if folded(word) in _words():
        return _words()[folded(word)]
    spaced = re.sub(r"(?<=d')(?=\w)", " ", folded(word))
    found = [_words().get(each, each) for each in spaced.split()]
    told = " ".join(each for each in found if each)
    return _SINGULAR.sub(r"\1", told) if told != folded(word) else _small(word)


def _small(word: str) -> str:
    """Return a word of size as it stands amid a sentence: *Hundreds* is `hundreds`."""
    return word if any(c.isdigit() for c in word) else word[:1].lower() + word[1:]


@cache
def _words() -> dict[str, str]:
    return {form: word for word, forms in raw("every")["vague"].items() for form in forms}
