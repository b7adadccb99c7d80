"""Who says it: subjects of verbs of saying, *according to*, and what is known of each voice.

Shown to the editor as a proposal. Where the text names nobody, nobody is proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from briefing.content.model import Standing
from briefing.doors.importing.places import Place
from briefing.doors.importing.text import Token
from briefing.doors.importing.words import Words

_QUOTES = frozenset('"“”„«»‟')
_STOP = frozenset(".;:!?()[]…")
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "della",
        "der",
        "den",
        "di",
        "da",
        "dos",
        "das",
        "la",
        "le",
        "van",
        "von",
        "bin",
        "al",
        "el",
        "ibn",
        "abu",
        "y",
        "zu",
        "ter",
        "ten",
        "du",
    ]
)
_ORDER: tuple[Standing, ...] = (
    "legislator", "expert", "military", "intelligence", "court", "media", "party",
    "government", "organisation", "other",
)  # fmt: skip


class Known(Struct):
    """What the text has told so far of a voice."""

    name: str
    role: str = ""
    actor: str = ""
    standing: Standing = "other"
    person: bool = False


class Said(Struct, frozen=True, kw_only=True):
    """One attribution in a sentence: who, with which verb, and where."""

    voice: str
    role: str
    actor: str
    standing: Standing
    start: int
    end: int
    """Tokens of the subject."""
    verb: int
    """The token of the verb; of *according to* its first word."""
    how: str
    """`subject`, `after` (inverted), `according`, `carried` (a pronoun)."""
    word: str = ""
    via: str = ""
    """Who passed it on, where the sentence names both."""
    collective: bool = False
    person: bool = False


class Cast:
    """Everybody who has spoken so far in a text, and the voices of the site."""

    def __init__(self, words: Words, site: Mapping[str, Known] | None = None) -> None:
        self.words = words
        self.site = site or {}
        self.known: dict[str, Known] = {}
        self.offices: dict[str, str] = {}
        """The country an office was last named with: *Germany's Foreign Office … the foreign office*."""
        self.placed: dict[str, set[str]] = {}
        """The countries an office is named with anywhere in the text."""
        self.last: Known | None = None
        self.last_people: Known | None = None

    def meet(self, name: str, known: Known) -> Known:
        """Remember a voice; what is known of it already is kept where the text adds nothing."""
        before = self.known.get(name)
        if before is not None:
            before.role = before.role or known.role
            before.actor = before.actor or known.actor
            if before.standing == "other":
                before.standing = known.standing
            return before
        self.known[name] = known
        return known

    def place(self, tokens: Sequence[Token], places: Sequence[Place]) -> None:
        """Learn whose an office is: *Germany's Foreign Office*, *the Foreign Office in Berlin*."""
        folds = [t.folded for t in tokens]
        for place in places:
            for standing in ("government", "military", "intelligence"):
                phrases = self.words.roles.get(standing)
                if phrases is None:
                    continue
                length = phrases.at(folds, place.end)
                if length:
                    self._placed(folds[place.end : place.end + length], place.code)
                length = phrases.before(folds, place.start - 1) if place.start > 1 else 0
                if length and folds[place.start - 1] in _PLACED:
                    self._placed(folds[place.start - 1 - length : place.start - 1], place.code)

    def _placed(self, office: list[str], code: str) -> None:
        self.placed.setdefault(" ".join(office), set()).add(code)

    def country(self, office: str) -> str:
        """Return the only country an office is named with, or ""."""
        codes = self.placed.get(office, set())
        return next(iter(codes)) if len(codes) == 1 else ""

    def full(self, name: str) -> str:
        """Return the full name that a part of it (a surname) stands for in this text."""
        if name in self.known or not name:
            return name
        parts = name.split()
        fits = [
            known.name
            for known in self.known.values()
            if known.person
            and len(known.name.split()) > len(parts)
            and _part_of(parts, known.name.split())
        ]
        return fits[-1] if fits else name


def _part_of(parts: list[str], whole: list[str]) -> bool:
    return parts == whole[-len(parts) :] or parts == whole[: len(parts)]


class Voice(Struct, frozen=True):
    """A noun phrase read as a voice."""

    name: str
    role: str
    actor: str
    standing: Standing
    person: bool
    start: int
    end: int
    collective: bool = False


# ---- reading a noun phrase ----------------------------------------------------------------------


#: Words before a noun phrase that are no part of it.
_LEADS = frozenset(
    "both only also even however meanwhile then l' d' and but y et und so that dass que während while "
    "whereas tandis mientras auch inzwischen immerhin aber doch mais pero sin embargo".split()
)


def voice_of(
    tokens: Sequence[Token], start: int, end: int, cast: Cast, places: Sequence[Place]
) -> Voice | None:
    """Read the tokens from `start` to `end` as a voice, or None if they name none."""
    words = cast.words
    while start < end and (
        tokens[start].folded in words.data["articles"] or tokens[start].folded in _LEADS
    ):
        start += 1
    while end > start and not (tokens[end - 1].is_word or tokens[end - 1].is_number):
        end -= 1
    while words.code == "en" and end - start > 1 and _past(tokens, end - 1):
        end -= 1
    if start >= end or end - start > 16 or tokens[start].folded in _PREPOSITIONS:
        return None
    folds = [t.folded for t in tokens]
    if words.code == "en" and _FINITE.intersection(folds[start:end]):
        return None  # a clause, not the name of anybody
    link = next((i for i in range(start + 2, end) if folds[i] in _OF[words.code]), -1)
    if link > 0 and _person(tokens, start, link, words, [p for p in places if p.start < link]):
        voice = voice_of(tokens, start, link, cast, places)
        if voice is not None and voice.person and (voice.role or " " in voice.name):
            _describe(voice, list(tokens), link, end, cast, list(places))
            return voice
    inside = [p for p in places if p.start < end and p.end > start]
    standing, role_at = _standing(folds, start, end, words)
    name = _person(
        tokens, start, end, words, inside,
        lambda part: cast.full(part) != part or _site(cast, part) is not None,
    )  # fmt: skip
    text = _text(tokens, start, end)
    actor = _actor(inside, tokens, start, end)
    collective = words.lists["collective.words"].within(folds, start, end) >= 0
    if name:
        first, last = name
        full = cast.full(_text(tokens, first, last))
        role = _text(tokens, start, first) if first > start else ""
        known_before = cast.known.get(full)
        if (
            (
                standing is None
                and not role
                and full not in cast.known
                and not _site(cast, full)
                and last - first < 2
            )
            and len(full) < 4
            and not full.isupper()
        ):
            return None
        site = _site(cast, full)
        known = cast.meet(
            full,
            Known(full, role.strip(" ,"), actor, standing or "other", person=True),
        )
        if site is not None:
            known.actor, known.standing = site.actor or known.actor, site.standing
        _ = known_before
        return Voice(known.name, known.role, known.actor, known.standing, True, start, end)
    site = _site(cast, text)
    if site is not None:
        return Voice(text, "", site.actor or actor, site.standing, False, start, end, collective)
    if standing is not None and role_at >= 0:
        office = folds[role_at].removesuffix("'s")
        if actor:
            cast.offices[office] = actor
        elif end - start <= 3:
            length = words.roles[standing].at(folds, role_at) or 1
            whole = " ".join(folds[role_at : role_at + length])
            actor = cast.country(whole) or cast.offices.get(office, "")
        return Voice(text, text, actor, standing, False, start, end, collective)
    if inside and len(inside) <= 3 and _only_places(tokens, start, end, inside, words):
        if (
            inside[0].people
            and end - start == inside[0].end - inside[0].start
            and words.code != "de"
        ) and not text.endswith("s"):
            return None
        return Voice(text, text, actor, "government", False, start, end, collective)
    if collective:
        return Voice(text, text, "", "other", False, start, end, True)
    head = tokens[end - 1]
    if head.text.isupper() and 2 <= len(head.text) <= 8 and head.is_word and end - start <= 3:
        return Voice(text, "", actor, "organisation", False, start, end)
    if (
        start == 0
        and end == 1
        and words.code == "en"
        and head.folded.endswith(("s", "men"))
        and len(head.text) > 4
    ):
        return Voice(text, text, actor, "other", False, start, end)
    if (
        end - start in (2, 3)
        and head.capital
        and head.is_word
        and len(head.text) > 2
        and not head.folded.endswith("'s")
    ):
        before = tokens[end - 2]
        if (
            before.is_word
            and not before.capital
            and words.code == "en"
            and before.folded not in _BOUNDARY["en"]
            and len(before.text) > 3
            and not before.folded.endswith("ed")
        ):
            return Voice(head.text, before.text, actor, "organisation", False, start, end)
    capitals = [t for t in tokens[start:end] if t.is_word and t.capital]
    if (
        len(capitals) >= 2
        and words.code != "de"
        and tokens[end - 1].capital
        and tokens[start].capital
    ):
        return Voice(text, "", actor, "organisation", False, start, end)
    return None


#: Words that a name never holds; a phrase with one of them is a clause.
_FINITE = frozenset("has have had is was are were will would he she they".split())


def _past(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a verb in the past has stuck to the name before it: *Jane Roe expressed*."""
    token = tokens[index]
    return token.folded.endswith("ed") and not token.capital and tokens[index - 1].capital


def _site(cast: Cast, name: str) -> Known | None:
    from briefing.thought.voices import fold

    return cast.site.get(fold(name))


def _standing(folds: list[str], start: int, end: int, words: Words) -> tuple[Standing | None, int]:
    found: dict[Standing, int] = {}
    for standing, phrases in words.roles.items():
        for index in range(start, end):
            length = phrases.at(folds, index)
            fold = folds[index].removesuffix("'s")
            if not length and (fold,) in phrases.all:
                length = 1
            if not length and words.code == "de" and _german_compound(fold, phrases.all):
                length = 1
            if length and index + length <= end:
                found.setdefault(standing, index)  # type: ignore[arg-type]
                break
    for standing in _ORDER:
        if standing in found:
            if (
                standing == "expert"
                and found.keys() & {"government", "military"}
                and folds[found["expert"]]
                not in (
                    "professor",
                    "analyst",
                    "expert",
                    "fellow",
                    "former",
                    "historian",
                    "researcher",
                )
            ):
                continue
            if (
                standing == "legislator"
                and folds[found[standing]] in ("chair", "representative")
                and not (any(words.has("roles.legislator_bodies", f) for f in folds[start:end]))
            ):
                continue
            return standing, found[standing]
    return None, -1


def _german_compound(fold: str, known: frozenset[tuple[str, ...]]) -> bool:
    return len(fold) > 8 and any(
        len(p) == 1 and len(p[0]) > 5 and fold.endswith(p[0]) for p in known
    )


def _person(
    tokens: Sequence[Token], start: int, end: int, words: Words, places: Sequence[Place],
    known: Callable[[str], bool] = lambda name: False,
) -> tuple[int, int] | None:  # fmt: skip
    """Return the tokens of a person's name at the end of a noun phrase."""
    last = end
    first = last
    while first > start:
        token = tokens[first - 1]
        if not token.is_word:
            if token.text == "." and first - 1 > start and len(tokens[first - 2].text) == 1:
                first -= 1
                continue
            break
        if token.folded in _PARTICLES and first < last and first - 1 > start:
            first -= 1
            continue
        if not token.capital or _no_name(tokens, first - 1, words, places):
            break
        first -= 1
    while first < last and tokens[first].folded in _PARTICLES:
        first += 1
    count = last - first
    if count < 1 or count > 5:
        return None
    if (
        first > start + 1
        and tokens[first - 1].folded
        in _OF[words.code] | _PLACED | {"la", "las", "los", "el", "le", "les", "l'"}
        and any(_role_word(t.folded, words) for t in tokens[start : first - 1])
    ):
        return None
    if (
        words.code == "de"
        and count == 1
        and first > start
        and not _role_word(tokens[first - 1].folded, words)
    ):
        return None
    if words.code == "de" and count == 1 and first == start and not known(tokens[first].text):
        return None
    if count == 1:
        word = tokens[first].text
        if word.isupper() and len(word) > 1:
            return None
        if (
            first > start
            and tokens[first - 1].is_word
            and not tokens[first - 1].capital
            and not _role_word(tokens[first - 1].folded, words)
            and tokens[first - 1].folded not in words.data["titles"]
        ):
            return None
    return first, last


_CUES = frozenset(
    "según selon laut nach according however meanwhile but also in on at the a earlier later inzwischen zudem auch dabei allein hier dort además también ainsi parmi dont".split()
)


def _role_word(fold: str, words: Words) -> bool:
    fold = fold.removesuffix("'s")
    if fold in words.data["roles"]["modifiers"]:
        return True
    if any(
        (fold,) in p.all
        for k, p in words.roles.items()
        if k not in ("modifiers", "legislator_bodies")
    ):
        return True
    return words.code == "de" and any(
        _german_compound(fold, p.all) for k, p in words.roles.items() if k not in ("modifiers",)
    )


def _no_name(tokens: Sequence[Token], index: int, words: Words, places: Sequence[Place]) -> bool:
    token = tokens[index]
    fold = token.folded.rstrip(".").removesuffix("'s")
    if _role_word(token.folded, words) or fold in words.data["titles"]:
        return True
    if token.folded.endswith("'s") and words.code == "en":
        return True
    if fold in _CUES:
        return True
    from briefing.doors.importing.dates import months, weekdays

    if fold in weekdays(words.code) or (fold in months(words.code) and len(fold) > 3):
        return True
    if words.every_unit.at([fold], 0) and words.code == "de":
        return True
    return any(p.start <= index < p.end for p in places)


def _text(tokens: Sequence[Token], start: int, end: int) -> str:
    parts: list[str] = []
    for index in range(start, end):
        gap = index > start and tokens[index].start > tokens[index - 1].end
        parts.append((" " if gap else "") + tokens[index].text)
    text = "".join(parts)
    return text.removesuffix("'s").removesuffix("’s").strip()


def _actor(places: Sequence[Place], tokens: Sequence[Token], start: int, end: int) -> str:
    """Return the country a noun phrase belongs to: the first named, unless it only says where."""
    for place in places:
        before = tokens[place.start - 1].folded if place.start > start else ""
        if before in ("in", "to", "at", "en", "à", "bei") and not place.people:
            continue
        return place.code
    return places[0].code if len(places) == 1 and end - start <= 2 else ""


def _only_places(
    tokens: Sequence[Token], start: int, end: int, places: Sequence[Place], words: Words
) -> bool:
    covered = {i for p in places for i in range(p.start, p.end)}
    extra = [
        i
        for i in range(start, end)
        if i not in covered
        and tokens[i].is_word
        and tokens[i].folded not in (*words.data["articles"], *words.data["and"])
    ]
    return not extra


# ---- finding the noun phrase --------------------------------------------------------------------


def attributions(
    tokens: list[Token], cast: Cast, places: list[Place], verbs: object = None
) -> list[Said]:
    """Return who says something in a sentence, in order of the verbs."""
    words = cast.words
    folds = [t.folded for t in tokens]
    found: list[Said] = []
    quoted = _quoted(tokens)
    index = 0
    before_colon = _before_colon(tokens, cast, places)
    if before_colon is not None:
        found.append(before_colon)
    while index < len(tokens):
        length = words.lists["speaking.according"].at(folds, index)
        if length and not (quoted[index] and quoted[min(index + length, len(tokens) - 1)]):
            said = _according(tokens, folds, index, length, cast, places, quoted)
            if said:
                found.append(said)
                index += length
                continue
        if words.code == "de" and not quoted[index]:
            german = _german_source(tokens, folds, index, cast, places, quoted)
            if german:
                found.append(german)
                index += 1
                continue
        if _says(folds, index, words) and not quoted[index]:
            said = _subject(tokens, folds, index, cast, places, quoted)
            if said:
                found.append(said)
        index += 1
    found = _nested(tokens, folds, found, words)
    for said in found:
        if said.how != "carried":
            known = cast.known.get(said.voice) or Known(
                said.voice, said.role, said.actor, said.standing, said.person
            )
            cast.last = known
    return found


def _before_colon(tokens: list[Token], cast: Cast, places: list[Place]) -> Said | None:
    """Read *British Prime Minister Jane Roe: "…"*."""
    for index, token in enumerate(tokens[:16]):
        if token.text == ":" and index + 1 < len(tokens) and tokens[index + 1].text in _QUOTES:
            voice = voice_of(tokens, 0, index, cast, places)
            return (
                _voice_said(voice, index, "subject", ":")
                if voice and voice.standing != "other"
                else None
            )
        if not (token.is_word or token.text in ".-&"):
            return None
    return None


def _adverb(fold: str, words: Words) -> bool:
    return (
        words.code == "en"
        and len(fold) > 4
        and fold.endswith("ly")
        and fold not in ("july", "italy", "family", "assembly", "daily", "weekly", "ally")
    )


def _says(folds: list[str], index: int, words: Words) -> bool:
    return (folds[index],) in words.lists["speaking.said"].all


def _quoted(tokens: list[Token]) -> list[bool]:
    """Say of each token whether it stands inside quotation marks."""
    found, inside = [], False
    for token in tokens:
        if token.text in _QUOTES:
            opening = (
                token.text in "„«"
                or (token.text == "“" and not inside)
                or (token.text == '"' and not inside)
            )
            inside = opening and not (token.text == "“" and inside)
            found.append(True)
            continue
        found.append(inside)
    if inside and not any(t.text in _QUOTES for t in tokens[len(tokens) // 2 :]):
        # a mark that is never closed quotes nothing more than what follows it to the end
        return found
    return found


def _subject(
    tokens: list[Token], folds: list[str], verb: int, cast: Cast,
    places: list[Place], quoted: list[bool],
) -> Said | None:  # fmt: skip
    words = cast.words
    weak = words.has("speaking.weak", folds[verb])
    if folds[verb] in _NOUNS and verb + 1 < len(folds) and _says(folds, verb + 1, words):
        return None  # a noun: "a media report said"
    if folds[verb] in _NOUNS and verb + 1 < len(folds) and folds[verb + 1] == "of":
        return None  # a noun: "the move follows reports of …"
    if (
        words.code == "fr"
        and verb > 0
        and folds[verb - 1].endswith(("-il", "-elle", "-ils", "-elles"))
    ):
        return (
            _as_said(cast.last, verb, verb + 1, verb, "carried", folds[verb]) if cast.last else None
        )
    before = verb
    while before > 0 and (
        folds[before - 1] in words.data["speaking"]["before"]
        or _adverb(folds[before - 1], words)
        or _near_day(tokens, before - 1, words)
        or folds[before - 1] in ("'", "’")
    ):
        before -= 1
    if before > 0 and folds[before - 1] in words.data["speaking"]["passive"] and words.code != "de":
        return _by_agent(tokens, folds, verb, cast, places, quoted)
    left: Voice | Known | None = None
    if words.code != "en" and before > 0 and tokens[before - 1].text == ",":
        after = _inverted(tokens, folds, verb, before, cast, places, quoted)
        if isinstance(after, Voice) and (after.person or after.standing != "other"):
            return _voice_said(after, verb, "after", folds[verb])
    left = _left(tokens, folds, before, cast, places, quoted)
    if left is not None:
        how = "carried" if isinstance(left, Known) else "subject"
        if isinstance(left, Known):
            if weak and left.standing == "other" and not left.person:
                return None
            return _as_said(left, before, before, verb, how, folds[verb])
        if weak and left.standing == "other" and not left.person and not left.actor:
            return None
        return _voice_said(left, verb, how, folds[verb])
    after = _inverted(tokens, folds, verb, before, cast, places, quoted)
    if after is None:
        return None
    if isinstance(after, Known):
        return _as_said(after, verb, verb + 1, verb, "carried", folds[verb])
    return _voice_said(after, verb, "after", folds[verb])


def _by_agent(
    tokens: list[Token], folds: list[str], verb: int, cast: Cast,
    places: list[Place], quoted: list[bool],
) -> Said | None:  # fmt: skip
    """Read *was put at 3,000 by the charity*."""
    for index in range(verb + 1, min(verb + 9, len(tokens) - 1)):
        if tokens[index].text in ",;:" or quoted[index]:
            return None
        if folds[index] in ("by", "par", "por"):
            end = _phrase_end(tokens, folds, index + 1, cast.words, quoted)
            voice = voice_of(tokens, index + 1, end, cast, places) if end > index + 1 else None
            voice = _named(voice, tokens, folds, end, cast, places, quoted)
            return _voice_said(voice, verb, "after", folds[verb]) if voice else None
    return None


def _near_day(tokens: list[Token], index: int, words: Words) -> bool:
    from briefing.doors.importing.dates import months, weekdays

    fold = tokens[index].folded
    if (
        fold in weekdays(words.code)
        or words.has("days.yesterday", fold)
        or words.has("days.today", fold)
    ):
        return True
    return tokens[index].is_number and index > 0 and tokens[index - 1].folded in months(words.code)


def _voice_said(voice: Voice, verb: int, how: str, word: str) -> Said:
    return Said(
        voice=voice.name, role=voice.role, actor=voice.actor, standing=voice.standing,
        start=voice.start, end=voice.end, verb=verb, how=how, word=word,
        collective=voice.collective, person=voice.person,
    )  # fmt: skip


def _as_said(known: Known, start: int, end: int, verb: int, how: str, word: str) -> Said:
    return Said(
        voice=known.name, role=known.role, actor=known.actor, standing=known.standing,
        start=start, end=end, verb=verb, how=how, word=word, person=known.person,
    )  # fmt: skip


def _left(
    tokens: list[Token], folds: list[str], end: int, cast: Cast,
    places: list[Place], quoted: list[bool],
) -> Voice | Known | None:  # fmt: skip
    """Read the subject that ends just before `end`: a noun phrase, a name with an apposition, a pronoun."""
    words = cast.words
    if end <= 0:
        return None
    token = tokens[end - 1]
    if words.code == "en" and token.folded.endswith("'s"):
        return None
    if token.folded in ("it", "they") and cast.last is None:
        return _shared_subject(tokens, folds, end - 1, cast, places, quoted)
    if token.folded in words.data["speaking"]["pronouns"]:
        return (
            cast.last
            if token.folded not in ("it", "es", "on") or (cast.last and not cast.last.person)
            else None
        )
    if token.text in ('"', "”", "»", "“") or token.text in _STOP - {")"}:
        return None
    if token.text == "," or token.text == ")":
        return _apposed(tokens, folds, end - 1, cast, places, quoted)
    if token.folded in words.data["and"]:
        return _shared_subject(tokens, folds, end - 1, cast, places, quoted)
    start = _phrase_start(tokens, folds, end, words, quoted, places)
    if start > 1 and (folds[start - 2], folds[start - 1]) in (("ce", "que"), ("lo", "que")):
        return None
    if start > 0 and folds[start - 1] in ("what", "which", "was"):
        return None
    voice = voice_of(tokens, start, end, cast, places) if start < end else None
    if voice is None or (
        _only_where(folds, start) and voice.role == voice.name and not voice.person
    ):
        return None
    return _of_the_sentence(voice, tokens, start, places, cast)


def _only_where(folds: list[str], start: int) -> bool:
    """Say whether a noun phrase is a place or time of the sentence, not its subject."""
    return start > 0 and folds[start - 1] in _PREPOSITIONS


_PREPOSITIONS = frozenset("in im aus nach bei en à au aux dans from to at near across into".split())


def _of_the_sentence(
    voice: Voice, tokens: list[Token], start: int, places: list[Place], cast: Cast
) -> Voice:
    """Give an office without a country that of the sentence: *Croatia …, its ministry said*; *In Belgium, …*."""
    if (
        voice.actor
        or not places
        or voice.standing not in ("government", "military", "intelligence")
    ):
        return voice
    first = places[0]
    own = any(t.folded in _OWN for t in tokens[start : voice.end])
    leads = (
        first.start <= 2
        and first.end < len(tokens)
        and tokens[first.end].text in ",:"
        and start >= first.end
    )
    if not (leads or (own and first.start < start)):
        return voice
    known = cast.known.get(voice.name)
    if known is not None:
        known.actor = known.actor or first.code
    return Voice(
        voice.name,
        voice.role,
        first.code,
        voice.standing,
        voice.person,
        voice.start,
        voice.end,
        voice.collective,
    )


_OWN = frozenset("its their ihr ihre sein seine son sa leur su sus".split())


def _shared_subject(
    tokens: list[Token], folds: list[str], joiner: int, cast: Cast,
    places: list[Place], quoted: list[bool],
) -> Voice | None:  # fmt: skip
    """Read the subject of a second verb: *Police arrested 14 people and said …*."""
    if any(t.text in ";:" for t in tokens[:joiner]) or quoted[0]:
        return None
    end = _phrase_end(tokens, folds, 0, cast.words, quoted)
    if cast.words.code == "de":
        end = min(
            end,
            next(
                (
                    i
                    for i in range(1, end)
                    if not tokens[i].capital
                    and tokens[i - 1].capital
                    and folds[i] not in _LINKS["de"]
                ),
                end,
            ),
        )
    past = (i for i in range(1, end) if folds[i].endswith("ed") and not tokens[i].capital)
    end = min(end, next(past, end)) if cast.words.code == "en" else end
    following = folds[end] if end < len(folds) else ""
    if not 0 < end < joiner or end > 8 or (following == "," and end + 1 < joiner):
        return None
    return voice_of(tokens, 0, end, cast, places)


def _apposed(
    tokens: list[Token], folds: list[str], comma: int, cast: Cast,
    places: list[Place], quoted: list[bool],
) -> Voice | Known | None:  # fmt: skip
    """Read `Name, a senior adviser to …, said` and `the minister, Name, said`."""
    words = cast.words
    opener = comma - 1
    want = "(" if tokens[comma].text == ")" else ","
    steps = 0
    while opener >= 0 and (tokens[opener].text != want or quoted[opener]) and steps < 40:
        if tokens[opener].text in ";:!?" or (tokens[opener].text in _QUOTES and want == ","):
            return None
        opener -= 1
        steps += 1
    if opener <= 0 or tokens[opener].text != want:
        return None
    inner = voice_of(tokens, opener + 1, comma, cast, places)
    start = _phrase_start(tokens, folds, opener, words, quoted, places)
    outer = voice_of(tokens, start, opener, cast, places) if start < opener else None
    if outer is None and opener >= 1 and tokens[opener - 1].text in (",", ")"):
        outer_again = _apposed(tokens, folds, opener - 1, cast, places, quoted)
        outer = outer_again if isinstance(outer_again, Voice) else None
    if outer is None and inner is None:
        return None
    if outer is None:
        bound = (
            opener == 0
            or tokens[opener - 1].text in _QUOTES
            or folds[opener + 1] not in words.data["articles"]
        )
        return inner if bound and inner is not None and inner.person else None
    if inner is not None and inner.person and not outer.person:
        known = cast.meet(
            inner.name, Known(inner.name, outer.name, outer.actor, outer.standing, True)
        )
        known.role, known.actor = known.role or outer.name, known.actor or outer.actor
        if known.standing == "other":
            known.standing = outer.standing
        return Voice(known.name, known.role, known.actor, known.standing, True, outer.start, comma)
    if outer.person:
        _describe(outer, tokens, opener + 1, comma, cast, places)
        known = cast.known[outer.name]
        return Voice(known.name, known.role, known.actor, known.standing, True, outer.start, comma)
    return outer


def _describe(
    voice: Voice, tokens: list[Token], start: int, end: int, cast: Cast, places: list[Place]
) -> None:
    """Add to a person what an apposition says of office and country."""
    folds = [t.folded for t in tokens]
    standing, _ = _standing(folds, start, min(end, start + 14), cast.words)
    known = cast.known.get(voice.name)
    if known is None:
        return
    known.role = known.role or _text(tokens, start, min(end, start + 14))
    if standing is not None and known.standing == "other":
        known.standing = standing
    inside = [p for p in places if start <= p.start < end]
    known.actor = known.actor or _actor(inside, tokens, start, end)


_OF = {
    "en": frozenset(("of", "for", "at", "from")),
    "de": frozenset(("von", "vom", "der", "des", "für", "im")),
    "fr": frozenset(("de", "du", "des", "d'", "à", "au")),
    "es": frozenset(("de", "del", "en", "para")),
}
_LINKS = {
    "en": frozenset(("of", "for", "at", "from", "'s", "’s", "and")),
    "de": frozenset(("von", "der", "des", "für", "im", "in", "und", "vom", "am")),
    "fr": frozenset(("de", "du", "des", "d'", "l'", "la", "à", "et", "au", "en", "le", "les")),
    "es": frozenset(("de", "del", "la", "los", "las", "el", "en", "y", "para")),
}
_LONGEST_PHRASE = 14
#: Verbs that are also nouns: *a media report said*.
_NOUNS = frozenset("report reports claim claims estimate estimates notes states cifra".split())
_ENDERS = frozenset("and und et y in im en at am from vom à au".split())
#: *officials in the north said*: a place that belongs to the office before it.
_PLACED = frozenset(("in", "en", "dans"))


def _phrase_start(
    tokens: list[Token], folds: list[str], end: int, words: Words,
    quoted: list[bool], places: Sequence[Place],
) -> int:  # fmt: skip
    """Return where the noun phrase that ends before `end` begins."""
    start = end
    links = _LINKS[words.code]
    placed = {i for p in places for i in range(p.start, p.end)}
    while start > 0 and end - start < _LONGEST_PHRASE:
        token, fold = tokens[start - 1], folds[start - 1]
        joined = any(f in words.data["and"] for f in folds[start:end])
        if (
            token.text == ","
            and joined
            and start in placed
            and start - 2 in placed
            and not quoted[start - 1]
        ):
            start -= 1
            continue
        if quoted[start - 1] or token.text in _STOP or token.text in ",–—":
            if (
                token.text == "."
                and start >= 2
                and len(tokens[start - 2].text) <= 3
                and token.start == tokens[start - 2].end
                and tokens[start - 2].capital
            ):
                start -= 1
                continue
            break
        if not (token.is_word or token.is_number or token.text in "-/&"):
            break
        if start - 1 in placed:
            start -= 1
            continue
        if fold in words.data["and"] and start in placed and start - 2 in placed:
            start -= 1
            continue
        if fold in _PLACED and start >= 2 and start < end and _role_word(folds[start - 2], words):
            start -= 1
            continue
        if (
            words.code in ("fr", "es")
            and fold in words.data["articles"]
            and fold not in _OF[words.code]
        ):
            start -= 1
            if (
                start > 0
                and folds[start - 1] in _OF[words.code]
                and _head_within(folds, max(0, start - 6), start - 1, words, tokens)
            ):
                continue
            break
        if fold in links and start < end:
            if start >= 2 and _head_within(folds, max(0, start - 6), start - 1, words, tokens):
                start -= 1
                continue
            break
        if fold in words.data["articles"]:
            start -= 1
            if (
                start > 1
                and folds[start - 1] in words.data["and"]
                and start - 2 in placed
                and start + 1 in placed
            ):
                start -= 1
                continue
            if (
                start > 0
                and folds[start - 1] in links
                and _head_within(folds, max(0, start - 6), start - 1, words, tokens)
            ):
                continue
            break
        ends = fold in _BOUNDARY[words.code] or (fold,) in words.lists["speaking.said"].all
        if ends and not _role_word(fold, words):
            break
        start -= 1
    return start


_BOUNDARY = {
    "en": frozenset(["that", "which", "who", "whom", "when", "while", "as", "but", "because", "if", "since", "after", "before", "although", "though", "where", "whether", "in", "on", "at", "by", "with", "to", "into", "against", "over", "under", "than", "then", "also", "is", "was", "are", "were", "be", "been", "has", "have", "had", "will", "would", "could", "may", "might", "said", "and", "or", "so", "during", "amid", "despite", "while", "not", "between", "through", "its", "their", "his", "her", "this", "these", "those", "it", "he", "she", "they", "there", "follows", "followed"]),
    "de": frozenset(["dass", "weil", "wenn", "während", "als", "aber", "denn", "ob", "nachdem", "bevor", "obwohl", "wo", "auf", "an", "bei", "mit", "zu", "nach", "über", "unter", "gegen", "durch", "ist", "war", "sind", "waren", "hat", "haben", "hatte", "hatten", "wird", "werden", "wurde", "wurden", "und", "oder", "so", "auch", "sich", "nicht", "es", "er", "sie", "ein", "sei", "seien", "mehr"]),
    "fr": frozenset(["que", "qui", "dont", "où", "quand", "lorsque", "comme", "mais", "car", "si", "dans", "sur", "avec", "pour", "par", "sans", "sous", "contre", "est", "était", "sont", "étaient", "a", "ont", "avait", "avaient", "sera", "et", "ou", "ne", "pas", "se", "y", "il", "elle", "ils", "elles", "ce"]),
    "es": frozenset(["que", "quien", "donde", "cuando", "mientras", "como", "pero", "porque", "si", "con", "por", "para", "sin", "sobre", "contra", "entre", "es", "era", "son", "eran", "fue", "fueron", "ha", "han", "había", "habían", "será", "y", "o", "no", "se", "lo", "a", "él", "ella", "ellos"]),
}  # fmt: skip


def _head_within(
    folds: list[str], start: int, end: int, words: Words, tokens: Sequence[Token]
) -> bool:
    """Say whether the words before *of* hold the head of an office (*the head of …*)."""
    for index in range(end - 1, start - 1, -1):
        if folds[index] in _BOUNDARY[words.code] or tokens[index].text in ",.;:":
            return False
        if _role_word(folds[index], words) or folds[index] in (
            "head",
            "member",
            "spokesman",
            "chef",
            "jefe",
            "leiter",
            "head",
        ):
            return True
    return False


def _inverted(
    tokens: list[Token], folds: list[str], verb: int, before: int, cast: Cast,
    places: list[Place], quoted: list[bool],
) -> Voice | Known | None:  # fmt: skip
    """Read `…, said X`: a subject that follows its verb."""
    words = cast.words
    previous = tokens[before - 1].text if before else ""
    after_comma = previous in (",", '"', "”", "»", "“", "’", "'", "–", "—") or before == 0
    german = words.code == "de" and (
        after_comma or (verb > 0 and not quoted[verb - 1] and verb <= 7)
    )
    if not after_comma and not german and words.code not in ("fr", "es"):
        return None
    if words.code in ("fr", "es") and not after_comma:
        return None
    start = _after_day(tokens, folds, verb + 1, words)
    if (
        words.code in ("en",)
        and start < len(tokens)
        and folds[start] in ("that", "to", "on", "in", "it", "they", "a")
    ) and folds[start] != "a":
        return None
    if start < len(tokens) and folds[start] in words.data["speaking"]["pronouns"]:
        return cast.last
    if words.code == "fr" and start < len(tokens) and tokens[start].text == "-":
        return cast.last
    end = _phrase_end(tokens, folds, start, words, quoted)
    if end <= start:
        return None
    voice = voice_of(tokens, start, end, cast, places)
    return _named(voice, tokens, folds, end, cast, places, quoted)


def _after_day(tokens: list[Token], folds: list[str], start: int, words: Words) -> int:
    """Step over a day between verb and subject: *informó este jueves el Centro*."""
    from briefing.doors.importing.dates import months

    index = start
    while index < min(start + 3, len(tokens)):
        if _near_day(tokens, index, words):
            return index + 1
        if (
            tokens[index].is_number
            and index + 2 < len(tokens)
            and any(f in months(words.code) for f in folds[index + 1 : index + 3])
        ):
            return index + 2 if folds[index + 1] in months(words.code) else index + 3
        if folds[index] not in (
            "este",
            "el",
            "am",
            "on",
            "le",
            "ce",
            "esta",
            "la",
            "auch",
            "también",
            "également",
            "aussi",
            "zudem",
            "inzwischen",
        ):
            break
        index += 1
    return (
        index
        if index > start
        and folds[index - 1] in ("auch", "también", "également", "aussi", "zudem", "inzwischen")
        else start
    )


def _phrase_end(
    tokens: list[Token], folds: list[str], start: int, words: Words, quoted: list[bool]
) -> int:
    """Return where a noun phrase that begins at `start` ends."""
    end = start
    while end < len(tokens) and end - start < _LONGEST_PHRASE:
        token, fold = tokens[end], folds[end]
        if (
            token.text == "."
            and end > start
            and len(tokens[end - 1].text) <= 2
            and tokens[end - 1].capital
            and end + 1 < len(tokens)
        ):
            end += 1
            continue
        if quoted[end] or token.text in _STOP or token.text in ",–—":
            break
        if (
            words.code == "de"
            and end > start
            and not token.capital
            and tokens[end - 1].capital
            and token.is_word
            and fold not in _LINKS["de"]
            and fold not in _PARTICLES
            and fold not in words.data["articles"]
        ):
            break
        if fold in _LINKS[words.code] and end > start:
            if not _head_within(folds, start, end, words, tokens) or fold in _ENDERS:
                break
            end += 1
            continue
        if (
            end > start
            and fold in _BOUNDARY[words.code]
            and fold not in _OWN
            and not _role_word(fold, words)
        ):
            break
        if (
            end > start
            and (
                (fold,) in words.lists["speaking.said"].all
                or fold in words.data["speaking"]["according"]
            )
            and not _role_word(fold, words)
        ):
            break
        if end > start and _near_day(list(tokens), end, words):
            break
        end += 1
    return end


def _according(
    tokens: list[Token], folds: list[str], index: int, length: int, cast: Cast,
    places: list[Place], quoted: list[bool],
) -> Said | None:  # fmt: skip
    """Read *according to X*, *laut X*, *selon X*, *según X*; German *X zufolge* too."""
    words = cast.words
    cue = " ".join(folds[index : index + length])
    start = index + length
    if cue in ("so", "says", "per", "wie") and (
        index == 0 or tokens[index - 1].text not in (",", '"', "”", "“", "»")
    ):
        return None
    if start < len(tokens) and folds[start] in ("a", "à") and cue == "citando":
        start += 1
    if start < len(tokens) and _says(folds, start, words) and words.code in ("es", "fr"):
        start = _after_day(tokens, folds, start + 1, words)
    if start < len(tokens) and tokens[start].text in _QUOTES:
        close = next(
            (i for i in range(start + 1, min(start + 7, len(tokens))) if tokens[i].text in _QUOTES),
            -1,
        )
        if close < 0:
            return None
        name = _text(tokens, start + 1, close)
        return _voice_said(
            Voice(name, "", "", "media", False, start, close), index, "according", cue
        )
    if words.code == "de" and cue == "wie":
        verb = next(
            (i for i in range(start, min(start + 10, len(tokens))) if _says(folds, i, words)), -1
        )
        if verb < 0:
            return None
        voice = voice_of(tokens, start, verb, cast, places)
        return _voice_said(voice, index, "according", cue) if voice else None
    end = _phrase_end(tokens, folds, start, words, quoted)
    if end <= start:
        return None
    if folds[start] in _HIM and cast.last is not None:
        return _as_said(cast.last, start, start + 1, index, "according", cue)
    if folds[start] in words.data["speaking"]["pronouns"]:
        return None
    voice = _named(
        voice_of(tokens, start, end, cast, places), tokens, folds, end, cast, places, quoted
    )
    if voice is not None:
        voice = _of_the_sentence(voice, tokens, start, places, cast)
    elif (
        end - start <= 5
        and cue not in _CITING
        and cue not in ("so", "wie", "per", "says")
        and folds[end - 1] not in _NOBODY
    ):
        text = _text(tokens, start + (folds[start] in words.data["articles"]), end)
        voice = Voice(text, text, "", "other", False, start, end) if len(text) > 2 else None
    return _voice_said(voice, index, "according", cue) if voice else None


_HIM = frozenset("him her them lui elle eux ihm ihr ihnen él ella ellos".split())
_NOBODY = frozenset(
    "plan plans law schedule him her them which that gesetz plan planung loi calculs plan ley calendario estimates estimations schätzungen estimaciones now it this".split()
)


def _named(
    voice: Voice | None, tokens: list[Token], folds: list[str], end: int, cast: Cast,
    places: list[Place], quoted: list[bool],
) -> Voice | None:  # fmt: skip
    """Take the name that follows an office after a comma: *the minister, Jane Roe,*."""
    if voice is None or voice.person or end >= len(tokens) or tokens[end].text != ",":
        return voice
    until = _phrase_end(tokens, folds, end + 1, cast.words, quoted)
    if not 1 <= until - end - 1 <= 5 or not all(
        t.capital or t.folded in _PARTICLES for t in tokens[end + 1 : until]
    ):
        return voice
    inner = voice_of(tokens, end + 1, until, cast, places)
    if inner is None or not inner.person or voice.standing == "other":
        return voice
    known = cast.meet(inner.name, Known(inner.name, voice.name, voice.actor, voice.standing, True))
    known.role, known.actor = known.role or voice.name, known.actor or voice.actor
    known.standing = voice.standing if known.standing == "other" else known.standing
    return Voice(known.name, known.role, known.actor, known.standing, True, voice.start, until)


def _german_source(
    tokens: list[Token], folds: list[str], index: int, cast: Cast,
    places: list[Place], quoted: list[bool],
) -> Said | None:  # fmt: skip
    """Read *dem Generalstab zufolge*, *nach armenischen Angaben*, *laut Polizeiangaben*."""
    fold = folds[index]
    if fold == "zufolge" and index:
        start = _phrase_start(tokens, folds, index, cast.words, quoted, places)
        voice = voice_of(tokens, start, index, cast, places)
        return _voice_said(voice, index, "according", fold) if voice else None
    if not fold.endswith("angaben") or index == 0:
        return None
    if fold == "angaben" and folds[index - 1] not in ("nach", "laut", "den", "eigenen"):
        place = next((p for p in places if p.end == index and p.people), None)
        if place and index >= 2 and folds[place.start - 1] in ("nach", "laut"):
            text = _text(tokens, place.start, index + 1)
            return _voice_said(
                Voice(text, text, place.code, "government", False, place.start, index + 1),
                index,
                "according",
                fold,
            )
        return None
    if fold == "angaben" and folds[index - 1] == "eigenen":
        own = _shared_subject(tokens, folds, index, cast, places, quoted)
        return _voice_said(own, index, "according", fold) if own else None
    if fold != "angaben" and folds[index - 1] in ("nach", "laut"):
        name = tokens[index].text[: -len("angaben")].rstrip("s-")
        name = {"Behörden": "Behörden", "Behörde": "Behörden"}.get(name, name)
        return _voice_said(
            Voice(name, name, "", "government", False, index, index + 1), index, "according", fold
        )
    return None


def _nested(tokens: list[Token], folds: list[str], found: list[Said], words: Words) -> list[Said]:
    """Join *X, citing Y*: the origin is the one cited, the other passed it on."""
    result: list[Said] = []
    for said in found:
        citing = said.how == "according" and any(
            said.word.startswith(c)
            for c in words.data["speaking"]["via"]
            if c not in ("according to", "laut", "selon", "según")
        )
        if (
            citing
            and result
            and said.verb - max(result[-1].end, result[-1].verb) <= 4
            and result[-1].voice != said.voice
        ):
            relay = result.pop()
            result.append(
                Said(
                    voice=said.voice, role=said.role, actor=said.actor or relay.actor,
                    standing=said.standing, start=relay.start, end=said.end, verb=relay.verb,
                    how=relay.how, word=relay.word, via=relay.voice, person=said.person,
                )
            )  # fmt: skip
            continue
        cited = result[-1] if result and said.how == "subject" else None
        if (
            cited is not None
            and cited.how == "according"
            and cited.word in _CITING
            and said.start < cited.verb < said.verb
            and cited.voice != said.voice
        ):
            result[-1] = Said(
                voice=cited.voice, role=cited.role, actor=cited.actor or said.actor,
                standing=cited.standing, start=said.start, end=said.end, verb=said.verb,
                how="subject", word=said.word, via=said.voice, person=cited.person,
            )  # fmt: skip
            continue
        result.append(said)
    return result


_CITING = frozenset(("citing", "quoting", "unter berufung auf", "citant", "citando a"))


def speaker_of(at: int, found: Sequence[Said], tokens: Sequence[Token]) -> Said | None:
    """Return the attribution that a figure at token `at` belongs to."""
    best: tuple[float, Said] | None = None
    for said in found:
        if said.start <= at < said.end and said.how != "according":
            continue
        distance = float(abs(at - said.verb))
        crossed = [t.text for t in tokens[min(at, said.verb) : max(at, said.verb)]]
        distance += 25 * crossed.count(";")
        if said.how == "according":
            lead = tokens[said.verb - 1].text.casefold() if said.verb else ""
            opens = said.verb == 0 or lead in (
                "et",
                "and",
                "y",
                "und",
                "mais",
                "but",
                "pero",
                "aber",
                ";",
            )
            if opens and at < said.verb:
                distance += 25
            if not opens and lead != "," and at > said.verb:
                distance += 25
            distance += 12 * (_clause_breaks(tokens, at, said.verb))
        elif said.verb < at:
            distance *= 0.8
            distance += 10 * any(other.verb > said.verb and other.verb < at for other in found)
        elif said.how == "subject":
            own = said.start
            separated = any(t.text in (",", '"', "”", "»", "–", "—") for t in tokens[at:own])
            distance += 0 if separated else 30
        if best is None or distance < best[0]:
            best = (distance, said)
    return best[1] if best else None


def unnamed(at: int, said: Said, tokens: Sequence[Token], words: Words) -> bool:
    """Say whether a clause that names no speaker begins between a verb of saying and a figure."""
    folds = [t.folded for t in tokens]
    return said.verb < at and words.lists["speaking.unnamed"].within(folds, said.verb, at) >= 0


def _clause_breaks(tokens: Sequence[Token], a: int, b: int) -> int:
    between = tokens[min(a, b) : max(a, b)]
    return sum(
        1
        for t in between
        if t.folded
        in (
            "while",
            "but",
            "während",
            "aber",
            "tandis",
            "mais",
            "mientras",
            "pero",
            "whereas",
            "and",
        )
    )


def gapped(
    at: int, tokens: list[Token], found: Sequence[Said], cast: Cast, places: list[Place]
) -> Said | None:
    """Read a second speaker without a verb of its own: *…, die Veranstalter von rund 50.000*."""
    words = cast.words
    if not found or found[0].verb > at:
        return None
    folds = [t.folded for t in tokens]
    lead = at
    while lead > 0 and (
        words.hedges["about"].before(folds, lead) or folds[lead - 1] in words.data["continues"]
    ):
        lead -= max(1, words.hedges["about"].before(folds, lead))
    if lead < 3 or folds[lead - 1] not in ("von", "de", "of", "auf", "à", "en"):
        return None
    end = lead - 1
    start = end
    while start > 0 and tokens[start - 1].text not in ",;":
        start -= 1
        if end - start > 6:
            return None
    if start == 0 or any(s.verb >= start and s.verb < at for s in found) or start <= found[0].verb:
        return None
    voice = voice_of(tokens, start, end, cast, places)
    if voice is None or voice.standing == "other":
        return None
    return _voice_said(voice, lead - 1, "subject", found[0].word)
