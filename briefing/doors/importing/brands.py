"""The name that the furniture of a dump repeats: *Meridian Shop*, *Jobs at Meridian*, *Meridian App*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.doors.importing.mastheads import Name, cleaned, is_name, key_of
from briefing.doors.importing.words import folded, phrases_of

_LONGEST, _MOST_WORDS = 90, 5
_LINES, _BYTES = 900, 120
_SERVICE, _MASTHEAD, _AT_TOP = 0.6, 0.35, 0.4
_TOP = 12
_ALONE, _BEGINS, _TOLD = 0.4, 0.1, 0.15
_MOST_ALONE, _MOST_BEGINS, _MOST_TOLD = 3, 6, 4
_LEAST = 1.0
_COMMON = 0.3
"""What a single word counts that also stands in the text without a capital."""
_CELLS = re.compile(r"\s{2,}|\s[|•·▪]\s")
_WORD = re.compile(r"[\w&'’./+-]+")


def brands_in(told: Sequence[str], others: Sequence[Name] = ()) -> list[Name]:
    """Return the names that stand beside the words of a site's services, or alone as mastheads do.

    `others` are names found in other ways; what the text repeats of them is counted too.
    """
    cells = (cell for line in told[:_LINES] for cell in _CELLS.split(line))
    short = [cell.strip() for cell in cells if 0 < len(cell.strip()) <= _LONGEST]
    votes: dict[str, dict[str, float]] = {}
    for line in dict.fromkeys(short):
        for name in dict.fromkeys(_served(line)):
            _vote(votes, name, _SERVICE)
    heads = [line for line in dict.fromkeys(short) if is_masthead(line)]
    first = [line for line in heads if line in short[:_TOP]]
    for line in heads:
        weight = _BARE_DOMAIN if _DOMAIN.match(line) else _MASTHEAD
        _vote(votes, line, weight + _AT_TOP * (first == [line]))
    known = {key_of(text) for other in others for text, _ in cleaned(other.text)}
    for other in others:
        for text, _ in cleaned(other.text):
            _vote(votes, text, 0)
    votes.pop("", None)
    return list(_counted(votes, known, told, short))


def is_masthead(line: str) -> bool:
    """Say whether a line is a name as papers have it, alone."""
    words = line.split()
    named = _MASTHEADS.search(line) or _DOMAIN.match(line)
    listed = "," in line or _WRITTEN.match(line)
    if len(words) > _MOST_WORDS or not named or listed or not is_name(line):
        return False
    large = all(w[0].isupper() or w[0].isdigit() or w in _SMALL for w in words) or "." in line
    folds = [folded(w) for w in words]
    asks = any(phrases_of("services", "before").at(folds, n) for n in range(len(words)))
    return large and not asks


_WRITTEN = re.compile(r"(?i)(?:by|von|par|por)\s")
_SMALL = frozenset(("de", "del", "la", "le", "of", "and", "und", "the", "des", "du", "el"))


def _vote(votes: dict[str, dict[str, float]], name: str, weight: float) -> None:
    spellings = votes.setdefault(key_of(name), {})
    spellings[name] = spellings.get(name, 0) + weight


def _counted(
    votes: dict[str, dict[str, float]], known: set[str], told: Sequence[str], short: Sequence[str]
) -> Iterator[Name]:
    """Weigh each name by what is voted for it and by how often the text repeats it."""
    long = [line for line in told[:_LINES] if len(line) > _BYTES]
    for key, spellings in votes.items():
        weight = sum(spellings.values()) + _seen(key, spellings, long, short)
        best = max(spellings, key=lambda name: spellings[name])
        if (
            " " not in best
            and any(f" {best.lower()} " in line for line in long)
            and best[1:].islower()
        ):
            weight *= _COMMON
        if weight >= _LEAST or key in known:
            yield Name(best, weight)


#: How papers are called, in the languages of the importer; a single word is one if it is compound.
_MASTHEADS = re.compile(
    r"(?i)(?:.{4}zeitung|.{5}nachrichten|.{4}anzeiger|.{4}blatt|.{3}kurier|.{4}rundschau|.{4}bote|.{4}spiegel|allgemeine"
    r"|.{3}morgenpost|.{3}abendpost|\w[ -](?:presse|post|times|tribune|herald|journal|gazette|chronicle|telegraph|standard"
    r"|guardian|independent|observer|star|sun|mirror|mail|express|globe|citizen|examiner|courier|daily|bulletin|inquirer"
    r"|sentinel|argus|echo|maverick|noticias|pa[ií]s|mundo|prensa|gaceta|vanguardia|universal|naci[oó]n|heraldo|tiempo"
    r"|correo|voz|monde|parisien|d[eé]p[eê]che|r[eé]publicain|[eé]chos?|courrier|voix|nouvelles|progr[eè]s|croix|soir))$"
)
_DOMAIN = re.compile(
    r"^[\w-]{3,}\.(?:com|de|at|ch|fr|es|net|org|info|co\.uk|com\.au|news|tv)$", re.I
)
_BARE_DOMAIN = 0.2


def _served(line: str) -> Iterator[str]:
    """Yield what stands before or after a service's word in a short line."""
    words = _WORD.findall(line)
    if not 1 < len(words) <= _MOST_WORDS + 3:
        return
    folds = [folded(w) for w in words]
    before, after = phrases_of("services", "before"), phrases_of("services", "after")
    start = next((n for n in range(len(folds)) if before.before(folds, n)), 0)
    if start == before.before(folds, start) and start:
        end = next((n for n in range(start, len(folds)) if after.at(folds, n)), len(folds))
        for name in _named(words[start:end]):
            yield f"Le {name}" if folds[start - 1] in ("du", "au") else name
    for end in range(1, min(len(folds), _MOST_WORDS + 1)):
        if after.at(folds, end):
            yield from _named(words[:end])
            return


def _named(words: Sequence[str]) -> Iterator[str]:
    """Yield the words as a name if they can be one: *The Meridian*, *elMeridiano.es*."""
    articles = phrases_of("services", "articles")
    while words and articles.at([folded(words[0])], 0) and words[0][0].islower():
        words = words[1:]
    name = " ".join(words).strip(" .-–/&+'’")
    large = any(c.isupper() for c in name) and (name[:1].isupper() or len(words) == 1)
    platforms = phrases_of("services", "platforms")
    foreign = any(platforms.at([folded(w) for w in words], n) for n in range(len(words)))
    if large and 0 < len(words) <= _MOST_WORDS and not foreign and is_name(name):
        yield name


def _seen(
    key: str, spellings: dict[str, float], long: Sequence[str], short: Sequence[str]
) -> float:
    """Return what a name weighs by standing alone, at the head of lines and in sentences."""
    alone = sum(key_of(line) == key for line in short if len(line) < 2 * len(key) + 12)
    firsts = tuple(f"{name} " for name in spellings)
    begins = len({line for line in short if line.startswith(firsts)})
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in spellings))
    said = sum(1 for line in long if pattern.search(line))
    return (
        _ALONE * min(alone, _MOST_ALONE)
        + _BEGINS * min(begins, _MOST_BEGINS)
        + _TOLD * min(said, _MOST_TOLD)
    )
