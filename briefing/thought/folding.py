"""Mentions of one claim become one claim; mentions of one reaction one reaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, structs

from briefing.content.days import Day, day_of, days_apart
from briefing.content.model import Revised, Status, Withdrawal
from briefing.content.values import Value, Words
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.room import CARE, relate, shape, stated
from briefing.thought.statements import Mention, Origin, Reaction, Said, Speaker, assumed_day
from briefing.thought.voices import fold


class Loss(Struct, frozen=True):
    """A mention that says less than another: the hedge or the source was left out on the way."""

    mention: str
    """The mention that lost it."""
    careful: str
    """The mention that has it."""


class Claim(Struct, frozen=True, kw_only=True):
    """One statement about a measure, with every mention of it."""

    id: str
    """Its earliest mention (by the day it was taken in); stable, and an anchor."""
    ids: tuple[str, ...]
    """All mentions, the earliest first; every one stays a valid address."""
    measure: str
    origin: Origin
    speakers: tuple[Speaker, ...]
    value: Value | None
    """With the most careful hedge among its mentions."""
    words: Words | None
    status: Status | None
    said: Day | None
    as_of: Day | None
    reported: Day | None
    """The earliest publication."""
    added: date | None
    about: Day | None
    """The day it is about, for comparison; None when nothing dates it."""
    assumed: bool
    """True when `about` rests on the assumption that it was said 0 to 2 days before its report."""
    mentions: tuple[Mention, ...]
    outlets: tuple[str, ...]
    """Outlets that carry it, each once, without withdrawn mentions: not sources, carriers."""
    origins: tuple[str, ...]
    """Named origins it rests on: one, the members of a bundle, or none when unnamed."""
    revises: str = ""
    """The claim (folded) that it replaces, if the editor says so."""
    revised: Revised | None = None
    withdrawn: Withdrawal | None = None
    """The whole claim is withdrawn; a mention alone carries its own `withdrawn`."""
    still: tuple[str, ...] = ()
    """Of a withdrawn claim: mentions that still repeat it."""
    weak: bool = False
    """True when every mention comes from a weak source."""
    hedge_dropped: tuple[Loss, ...] = ()
    attribution_lost: tuple[Loss, ...] = ()

    @property
    def known(self) -> date | None:
        """The day it was known to be stated: said, else reported (the last possible)."""
        for day in (self.said, self.reported):
            if day is not None and (day.last or day.first) is not None:
                return day.last or day.first
        return self.added


class FoldedReaction(Struct, frozen=True, kw_only=True):
    """One reaction with every mention of it."""

    id: str
    ids: tuple[str, ...]
    first: Reaction
    """Its earliest mention."""
    mentions: tuple[Reaction, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    withdrawn: Withdrawal | None = None


def fold_claims(
    mentions: Iterable[Mention],
    thresholds: Thresholds,
    names: Mapping[str, frozenset[str]],
    *,
    day: date | None = None,
) -> list[Claim]:
    """Fold mentions of one claim: same measure, origin and figure, days that allow it, or `same_as`.

    `names` gives every folded name of a voice or outlet by its key, to tell who withdrew what;
    withdrawals after `day` have not happened yet. The result is in the order of days.
    """
    known = [at_day(mention, day) for mention in mentions]
    ranks = {mention.id: rank for rank, mention in enumerate(known)}
    groups = joined(statements_of(known), known, thresholds)
    claim_of = {m.id: min(group, key=earliest).id for group in groups for m in group}
    lost = losses(known)
    claims = [claim_of_group(group, thresholds, names, claim_of, lost) for group in groups]
    return sorted(claims, key=lambda claim: (claim.known or date.min, ranks[claim.id]))


def at_day(mention: Mention, day: date | None) -> Mention:
    """Return a mention as it was when a day ended: later withdrawals have not happened yet."""
    gone = mention.withdrawn
    if gone is None or gone.date is None or day is None:
        return mention
    first = gone.date.first or gone.date.last
    if first is None or first <= day:
        return mention
    return structs.replace(mention, withdrawn=None)


def statements_of(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Group what is one statement by figure and day; `same_as` is looked at afterwards."""
    alike: dict[object, list[Mention]] = {}
    for mention in mentions:
        alike.setdefault(sameness(mention), []).append(mention)
    return [group for each in alike.values() for group in _by_day(each)]


def sameness(mention: Mention) -> object:
    """What mentions of one claim share; a name of its own where nothing folds by itself."""
    if mention.origin.kind == "unnamed":
        return mention.id
    figure: object = mention.status
    if mention.value is not None:
        value = mention.value
        plain = shape(value)
        figure = (plain, value.number.casefold() if plain == "vague" else stated(value))
    elif mention.words is not None:
        figure = mention.words.day.text if mention.words.day else fold(mention.words.text)
    return mention.measure, mention.origin.key, figure


def _by_day(mentions: list[Mention]) -> list[list[Mention]]:
    """Split mentions of one figure by the days stated.

    A stated day makes a statement of its own. What states no day joins the latest statement that
    it can be a report of; what is left is one statement, of a day not given.
    """
    if len(mentions) == 1:
        return [mentions]
    dated: dict[tuple[str, str], list[Mention]] = {}
    loose: list[Mention] = []
    for mention in mentions:
        if stated_day(mention.said) is None:
            loose.append(mention)
        else:
            about = mention.as_of.text if mention.as_of else ""
            assert mention.said is not None
            dated.setdefault((mention.said.text, about), []).append(mention)
    groups = _overlapping(list(dated.values()))
    rest: dict[str, list[Mention]] = {}
    for mention in loose:
        home = _latest(groups, mention)
        if home is None:
            rest.setdefault(mention.as_of.text if mention.as_of else "", []).append(mention)
        else:
            home.append(mention)
    return [*groups, *rest.values()]


def _overlapping(groups: list[list[Mention]]) -> list[list[Mention]]:
    """Join statements of uncertain days to the first exact day that they may be of."""
    exact = [group for group in groups if _said(group[0]).exact]
    for group in groups:
        day = _said(group[0])
        if day.exact:
            continue
        home = next(
            (e for e in sorted(exact, key=lambda e: (_said(e[0]).first or date.min, e[0].id))
             if days_apart(_said(e[0]), day) == 0 and _same_about(e[0], group[0])),
            None,
        )  # fmt: skip
        if home is None:
            exact.append(group)
        else:
            home.extend(group)
    return exact


def _said(mention: Mention) -> Day:
    assert mention.said is not None
    return mention.said


def _same_about(a: Mention, b: Mention) -> bool:
    return a.as_of is None or b.as_of is None or days_apart(a.as_of, b.as_of) == 0


def _latest(groups: Sequence[list[Mention]], mention: Mention) -> list[Mention] | None:
    """Return the latest dated statement that an undated mention can be a report of."""
    bound = _last(mention.said) or _last(mention.reported)
    fitting = [
        group for group in groups
        if _same_about(group[0], mention)
        and (bound is None or (_said(group[0]).first or date.min) <= bound)
    ]  # fmt: skip
    return max(fitting, key=lambda g: (_last(_said(g[0])) or date.min, g[0].id), default=None)


def _last(day: Day | None) -> date | None:
    return None if day is None else day.last or day.first


def stated_day(day: Day | None) -> Day | None:
    """Return a day that says when, or None for a mere bound (`../2024-10-19`)."""
    return day if day is not None and day.first is not None else None


def joined(
    groups: list[list[Mention]], mentions: Sequence[Mention], thresholds: Thresholds
) -> list[list[Mention]]:
    """Join groups that the editor ties by `same_as`, unless bounds of different shape forbid it."""
    place = {mention.id: index for index, group in enumerate(groups) for mention in group}
    by_id = {mention.id: mention for mention in mentions}
    parent = list(range(len(groups)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for mention in mentions:
        other = by_id.get(mention.same_as)
        if other is not None and may_fold(mention, other, thresholds):
            low, high = sorted((root(place[mention.id]), root(place[other.id])))
            parent[high] = low
    joined: dict[int, list[Mention]] = {}
    for index, group in enumerate(groups):
        joined.setdefault(root(index), []).extend(group)
    return list(joined.values())


def may_fold(a: Mention, b: Mention, thresholds: Thresholds) -> bool:
    """Say whether `same_as` can make one claim of two mentions.

    Bounds of different shape never fold, nor do two figures that are not the same at the precision
    given: an outlet that reports another number reports another number.
    """
    if a.measure != b.measure or a.status != b.status:
        return False
    if a.value is None or b.value is None:
        return a.value is b.value
    shapes = {shape(a.value), shape(b.value)}
    if "vague" in shapes:
        return True
    if len(shapes) > 1:
        plain = a.value if shape(a.value) == "point" else b.value
        bound = b.value if plain is a.value else a.value
        dropped = plain.qualifier == "exact" and "point" in shapes and "range" not in shapes
        return dropped and stated(plain) == stated(bound)
    return relate(a.value, b.value, thresholds) in ("same", "rounding")


def earliest(mention: Said) -> tuple[date, date, str]:
    """Order mentions by when they were taken in; a claim is addressed by its first."""
    return mention.added or date.min, _last(mention.reported) or date.min, mention.id


def claim_of_group(
    group: list[Mention], thresholds: Thresholds, names: Mapping[str, frozenset[str]],
    claim_of: Mapping[str, str], lost: tuple[Mapping[str, Loss], Mapping[str, Loss]],
) -> Claim:  # fmt: skip
    """Make one claim of its mentions. `claim_of` names the claims of those that it revises."""
    group = sorted(group, key=earliest) if len(group) > 1 else group
    first = group[0]
    gone, still = withdrawal(group, names)
    shown = group if gone else [m for m in group if m.withdrawn is None]
    careful = _most_careful(shown)
    named = next((m for m in shown if m.origin.kind != "unnamed"), first)
    said = _most_exact([m.said for m in shown])
    as_of = _most_exact([m.as_of for m in shown])
    reported = min((m.reported for m in shown if m.reported), key=_by_last, default=None)
    about, assumed = about_day(said, as_of, reported, thresholds.assumed)
    hedges, sources = lost
    return Claim(
        id=first.id,
        ids=tuple(m.id for m in group),
        measure=first.measure,
        origin=named.origin,
        speakers=named.speakers,
        value=careful.value,
        words=careful.words,
        status=first.status,
        said=said,
        as_of=as_of,
        reported=reported,
        added=first.added,
        about=about,
        assumed=assumed,
        mentions=tuple(group),
        outlets=tuple(dict.fromkeys(m.outlet for m in shown)),
        origins=named.origin.members or (() if named.origin.kind == "unnamed" else (named.origin.key,)),
        revises=next((claim_of.get(m.revises, "") for m in shown if m.revises), ""),
        revised=next((m.revised for m in shown if m.revised), None),
        withdrawn=gone,
        still=still,
        weak=all(m.weak for m in shown),
        hedge_dropped=tuple(hedges[m.id] for m in group if m.id in hedges),
        attribution_lost=tuple(sources[m.id] for m in group if m.id in sources),
    )  # fmt: skip


def _by_last(day: Day) -> tuple[date, str]:
    return day.last or day.first or date.max, day.text


def _most_careful(mentions: Sequence[Mention]) -> Mention:
    return max(
        mentions, key=lambda m: CARE[m.value.qualifier] if m.value is not None else 0
    )  # max keeps the earliest of equals


def _most_exact(days: Sequence[Day | None]) -> Day | None:
    """Return the day stated most exactly; the earliest mention's among equals."""

    def width(day: Day) -> int:
        if day.first is None or day.last is None:
            return 10**6
        return (day.last - day.first).days + day.approximate

    return min((day for day in days if day is not None), key=width, default=None)


def about_day(
    said: Day | None, as_of: Day | None, reported: Day | None, assumed: int
) -> tuple[Day | None, bool]:
    """Return the day a statement is about, and whether that rests on an assumption (claims.md 1).

    A day open to the left is only a bound: it assumes no more than a report of that day does.
    """
    if as_of is not None:
        return (day_of(as_of.last) if as_of.first is None and as_of.last else as_of), False
    if said is not None and said.first is not None:
        return said, False
    return assumed_day(said or reported, assumed), True


def withdrawal(
    group: Sequence[Mention], names: Mapping[str, frozenset[str]]
) -> tuple[Withdrawal | None, tuple[str, ...]]:
    """Return the withdrawal of a whole claim, if it is withdrawn, and the mentions that repeat it.

    The origin takes back the claim. An outlet takes back its mention; the claim goes with it only
    where every other mention rests on that one (`via` or `same_as`).
    """
    for mention in group:
        gone = mention.withdrawn
        if gone is None:
            continue
        others = [m for m in group if m is not mention and m.withdrawn is None]
        if _took_back(mention, gone, names) or all(_rests_on(m, mention, group) for m in others):
            return gone, tuple(m.id for m in others)
    return None, ()


def _took_back(mention: Mention, gone: Withdrawal, names: Mapping[str, frozenset[str]]) -> bool:
    keys = [mention.origin.key, *(speaker.key for speaker in mention.speakers)]
    by = fold(gone.by)
    own = {fold(mention.origin.name), *(fold(s.name) for s in mention.speakers)} - {""}
    return by in own or any(by == key or by in names.get(key, ()) for key in keys)


def _rests_on(other: Mention, withdrawn: Mention, group: Sequence[Mention]) -> bool:
    by_id = {m.id: m for m in group}
    seen: set[str] = set()
    here: Mention | None = other
    while here is not None and here.id not in seen:
        seen.add(here.id)
        if here.same_as == withdrawn.id or f"outlet:{withdrawn.outlet}" in here.via:
            return True
        here = by_id.get(here.same_as)
    return False


def losses(mentions: Sequence[Mention]) -> tuple[dict[str, Loss], dict[str, Loss]]:
    """Find hedges dropped and attributions lost inside one entry or down one chain."""
    hedges: dict[str, Loss] = {}
    sources: dict[str, Loss] = {}
    by_number: dict[object, list[Mention]] = {}
    for mention in mentions:
        if mention.value is not None and shape(mention.value) != "vague":
            key = mention.measure, stated(mention.value)
            by_number.setdefault(key, []).append(mention)
    for alike in by_number.values():
        for lost, careful in _linked(alike):
            if _same_voice(lost, careful) and _care(lost) < _care(careful):
                hedges.setdefault(lost.id, Loss(lost.id, careful.id))
            if _anonymous(lost) and not _anonymous(careful):
                sources.setdefault(lost.id, Loss(lost.id, careful.id))
    return hedges, sources


def _linked(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield (one, the other) for mentions in one entry, and (later, earlier) down one chain."""
    if len(mentions) < 2:
        return
    entries: dict[str, list[Mention]] = {}
    outlets: dict[str, list[Mention]] = {}
    by_id = {mention.id: mention for mention in mentions}
    for mention in mentions:
        entries.setdefault(mention.entry, []).append(mention)
        outlets.setdefault(f"outlet:{mention.outlet}", []).append(mention)
    for mention in mentions:
        sources = [m for m in entries[mention.entry] if m is not mention]
        sources += [m for link in mention.via for m in outlets.get(link, ())[:8]]
        sources += [by_id[mention.same_as]] if mention.same_as in by_id else []
        for other in sources:
            yield mention, other


def _same_voice(a: Mention, b: Mention) -> bool:
    return a.origin.key == b.origin.key or a.same_as == b.id


def _care(mention: Mention) -> int:
    return CARE[mention.value.qualifier] if mention.value is not None else 0


def _anonymous(mention: Mention) -> bool:
    """Nobody is named: no voice, or the reporting outlet in its own name."""
    return mention.origin.kind == "unnamed" or mention.origin.key == f"outlet:{mention.outlet}"


#: Kinds of statement of which a voice may make several on one day, each with its own words.
_SEVERAL = ("comment", "warn", "monitor", "accuse", "agree", "consult")


def fold_reactions(
    reactions: Iterable[Reaction], thresholds: Thresholds, names: Mapping[str, frozenset[str]], *,
    day: date | None = None,
) -> list[FoldedReaction]:  # fmt: skip
    """Fold mentions of one reaction: same speakers, kind and target, days that allow it.

    Two of one entry are two, and so are two of different words, unless `same_as` says otherwise.
    """
    known = list(reactions)
    by_id = {reaction.id: index for index, reaction in enumerate(known)}
    home = list(range(len(known)))
    alike: dict[object, list[int]] = {}
    for index, reaction in enumerate(known):
        other = by_id.get(reaction.same_as)
        if other is not None and other < index:
            home[index] = home[other]
            continue
        key = (reaction.origin.key, tuple(s.key for s in reaction.speakers), reaction.kind,
               frozenset(reaction.target), reaction.claim)  # fmt: skip
        for earlier in alike.get(key, ())[-8:]:
            if _one_reaction(known[earlier], reaction, thresholds):
                home[index] = home[earlier]
                break
        alike.setdefault(key, []).append(index)
    for index, reaction in enumerate(known):
        other = by_id.get(reaction.same_as)
        if other is not None and home[other] != home[index]:
            low, high = sorted((home[other], home[index]))
            home = [low if place == high else place for place in home]
    groups: dict[int, list[Reaction]] = {}
    for index, place in enumerate(home):
        groups.setdefault(place, []).append(known[index])
    return [_folded(group) for group in groups.values()]


def _one_reaction(a: Reaction, b: Reaction, thresholds: Thresholds) -> bool:
    if a.origin.kind == "unnamed" or a.entry == b.entry or a.outlet == b.outlet == "":
        return False
    if a.kind in _SEVERAL and not a.claim and not _same_words(a, b):
        return False
    a_day, _ = about_day(a.said, None, a.reported, thresholds.assumed)
    b_day, _ = about_day(b.said, None, b.reported, thresholds.assumed)
    return a_day is not None and b_day is not None and days_apart(a_day, b_day) == 0


def _same_words(a: Reaction, b: Reaction) -> bool:
    if a.quote and b.quote and fold(a.quote.exact) == fold(b.quote.exact):
        return True
    return bool(a.text) and fold(a.text) == fold(b.text)


def _folded(group: list[Reaction]) -> FoldedReaction:
    group = sorted(group, key=earliest)
    shown = [r for r in group if r.withdrawn is None] or group
    origin = group[0].origin
    return FoldedReaction(
        id=group[0].id,
        ids=tuple(r.id for r in group),
        first=group[0],
        mentions=tuple(group),
        outlets=tuple(dict.fromkeys(r.outlet for r in shown)),
        origins=origin.members or (() if origin.kind == "unnamed" else (origin.key,)),
        withdrawn=next((r.withdrawn for r in group), None) if shown is group else None,
    )
