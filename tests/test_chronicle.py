"""A chronicle says of each day what a comparison as of that day says, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import msgspec
from casework import library_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import BY, Reader, any_edit, content, made_up

from briefing.thought.changes import changes
from briefing.thought.chronicle import Chronicle, Chronicles
from briefing.thought.comparison import Comparison, compare
from briefing.thought.library import Library
from briefing.thought.shelves import Shelves

_days = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
_FIRST = date(2024, 4, 30)


def _told(chronicle: Chronicle, day: date) -> dict[str, Any]:
    view = chronicle.on(day)
    return {
        "verdicts": [*view.verdicts.items()],
        "claims": dict(view.claims),
        "claim_of": dict(view.claim_of),
        "standing": dict(view.standing),
        "open": [*view.open],
        "settled": [*view.settled],
        "looks": [*view.looks],
        "covered": [*view.covered],
        "counts": [len(each) for each in (view.open, view.settled, view.looks)],
    }


def _as_compared(found: Comparison) -> dict[str, Any]:
    return {
        "verdicts": [*found.verdicts.items()],
        "claims": found.claims,
        "claim_of": found.claim_of,
        "standing": found.standing,
        "open": [*found.open],
        "settled": [*found.settled],
        "looks": [*found.looks],
        "covered": [*found.covered],
        "counts": [len(each) for each in (found.open, found.settled, found.looks)],
    }


def _hold(library: Library, chronicle: Chronicle, days: list[date]) -> None:
    """Hold a chronicle against comparisons as of some days, each after the one before it."""
    last: tuple[date, Comparison] | None = None
    for day in days:
        compared = compare(library, day)
        assert _told(chronicle, day) == _as_compared(compared)
        before, then = last if last is not None else (None, None)
        assert chronicle.changes(day, before) == changes(library, compared, then)
        last = day, compared


def _from(begin: int, end: int, step: int = 1) -> list[date]:
    return [_FIRST + timedelta(days=number) for number in range(begin, end, step)]


@_days
@given(st.randoms(use_true_random=False))
def test_every_day_is_as_compared_alone(dice: Random) -> None:
    """Claims, verdicts, lists and changes of each day are those of a comparison as of that day."""
    library = library_of(made_up(dice))
    _hold(library, Chronicle(Shelves(library)), _from(0, 25))


@_days
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_editions_some_days_apart_tell_what_changed_between(dice: Random, step: int) -> None:
    """What came and went again between two editions is no change."""
    library = library_of(made_up(dice))
    _hold(library, Chronicle(Shelves(library)), _from(0, 25, step))


@_days
@given(st.randoms(use_true_random=False), st.integers(1, 25))
def test_a_chronicle_goes_on_after_an_edit(dice: Random, seen: int) -> None:
    """Gone on with from one library to the next, it tells of each as one begun anew does."""
    story = made_up(dice)
    chronicles = Chronicles()
    for _ in range(4):
        library = library_of(story)
        _hold(library, chronicles.of(Shelves(library)), _from(0, seen, 3))
        edited = dice.choice(story["statements"])
        if dice.random() < 0.3:
            edited["by"] = dice.choice(BY)
        edited |= content(dice, edited["measure"])


@_days
@given(st.randoms(use_true_random=False), st.integers(1, 25))
def test_what_was_kept_tells_the_same_and_is_gone_on_with(dice: Random, seen: int) -> None:
    """Annals that come from an earlier build tell of each day as those made now, also after edits."""
    story = made_up(dice)
    library = library_of(story)
    first = Chronicle(Shelves(library))
    first.prepare()
    kept = dict(first.packed(lambda key: False))
    chronicles = Chronicles(kept.get)
    for _ in range(3):
        library = library_of(story)
        _hold(library, chronicles.of(Shelves(library)), _from(0, seen, 3))
        edited = dice.choice(story["statements"])
        edited |= content(dice, edited["measure"])


@_days
@given(st.randoms(use_true_random=False))
def test_a_chronicle_goes_on_after_edits_of_every_kind(dice: Random) -> None:
    """Ids, days, ties, measures, the editor's word, voices and thresholds: each as begun anew.

    Between edits it is asked of some days, in any order, worked ahead with for a while, or kept.
    """
    story, kept = made_up(dice), dict[str, bytes]()
    reader, chronicles = Reader(), Chronicles(kept.get)
    shelves: Shelves | None = None
    for _ in range(6):
        library = reader.library(story)
        shelves = Shelves(library, shelves)
        if dice.random() < 0.3:
            chronicles = Chronicles(kept.get)  # another build
        for _ in range(dice.randint(0, 3)):
            _look(dice, library, chronicles.of(shelves), kept)
        any_edit(dice, story)


def _look(dice: Random, library: Library, chronicle: Chronicle, kept: dict[str, bytes]) -> None:
    way = dice.choice(("day", "day", "day", "between", "all", "ahead", "keep"))
    if way == "ahead":
        steps = chronicle.steps()
        for _ in range(dice.randint(0, 9)):
            next(steps, None)
    elif way == "keep":
        chronicle.prepare()
        packed = chronicle.packed(kept.__contains__)
        kept |= {key: data for key, data in packed if data is not None}
    elif way == "all":
        assert chronicle.comparison() == compare(library)
    elif way == "day":
        day = dice.choice(_from(0, 25))
        assert _told(chronicle, day) == _as_compared(compare(library, day))
    else:
        last, day = sorted(dice.sample(_from(0, 25), 2))
        found = changes(library, compare(library, day), compare(library, last))
        assert chronicle.changes(day, last) == found


@_days
@given(st.randoms(use_true_random=False))
def test_the_end_of_a_chronicle_is_the_comparison_of_all(dice: Random) -> None:
    """What pages of no day are told is, in every field and order, what all compared comes to."""
    library = library_of(made_up(dice))
    chronicle = Chronicle(Shelves(library))
    compared = compare(library)
    assert chronicle.comparison() == compared
    latest = chronicle.latest()
    assert (latest.day, [*latest.verdicts.items()]) == (compared.day, [*compared.verdicts.items()])
    assert list(latest.open) == list(compared.open)


@_days
@given(st.randoms(use_true_random=False))
def test_a_circle_comes_to_the_same_from_its_annals_as_compared_alone(dice: Random) -> None:
    """A page about one measure is told the same, whether its circle was gone through or not."""
    library = library_of(made_up(dice))
    chronicle = Chronicle(Shelves(library))
    for circle in chronicle.shelves.circles:
        within = tuple(m for m in library.mentions if m.measure in circle)
        alone = msgspec.structs.replace(library, mentions=within, reactions=())
        assert chronicle.comparison(circle) == compare(alone)


def test_what_was_kept_and_is_not_what_it_says_is_made_anew() -> None:
    """Annals that are cut short, of another library or nonsense change nothing."""
    library = library_of(made_up(Random(7), 30))
    whole = Chronicle(Shelves(library))
    whole.prepare()
    kept = {key: data for key, data in whole.packed(lambda key: False) if data is not None}
    other = Chronicle(Shelves(library_of(made_up(Random(8), 30))))
    other.prepare()
    strange = next(data for _, data in other.packed(lambda key: False) if data is not None)
    for spoilt in (lambda data: data[:-9], lambda data: b"\x91\x01", lambda data: strange):
        chronicle = Chronicle(Shelves(library), lambda key, spoilt=spoilt: spoilt(kept[key]))
        chronicle.prepare()
        for day in _from(0, 25, 5):
            assert _told(chronicle, day) == _as_compared(compare(library, day))


def test_annals_are_taken_over_only_where_nothing_they_are_made_from_is_another() -> None:
    """A word of a summary or of a measure's text keeps the key; a figure, a review or a unit does not."""
    story = made_up(Random(11), 20)
    story["editor"] = []
    before = _keys(story)
    assert _keys(story) == before
    for statement in story["statements"]:
        statement["text"] = "In other words."
    assert _keys(story) == before
    story["measures"]["one"] = {
        "kind": "stock",
        "moves": "days",
        "unit": "people",
        "title": "Other",
    }
    with_unit = _keys(story)
    story["measures"]["one"]["title"] = "Yet another"
    assert _keys(story) == with_unit
    story["measures"]["one"]["unit"] = "lorries"
    assert _keys(story) != with_unit


def _keys(story: dict[str, Any]) -> list[str]:
    chronicle = Chronicle(Shelves(library_of(story)))
    return [key for key, _ in chronicle.packed(lambda key: True)]


def test_days_asked_for_in_any_order_are_the_same() -> None:
    """An earlier day is told as it was, after later ones were gone through."""
    library = library_of(made_up(Random(5), 30))
    chronicle = Chronicle(Shelves(library))
    chronicle.on(date.max)
    for day in reversed(_from(0, 25)):
        assert _told(chronicle, day) == _as_compared(compare(library, day))


def test_settled_verdicts_beyond_those_at_hand_can_be_listed() -> None:
    """A day with more settled verdicts than pages list still has them all, in order."""
    statements = [
        {"id": f"s{n}", "measure": "one", "by": by, "reported": day, "said": day, "value": value}
        for n in range(120)
        for day in [(date(2024, 1, 1) + timedelta(days=n)).isoformat()]
        for by, value in [("Police", f"{n + 1},271") if n % 2 else ("Mayor", f"{3 * n + 7},912")]
    ]
    library = library_of({"measures": {"one": "stock days"}, "statements": statements})
    compared, view = compare(library), Chronicle(Shelves(library)).on(date(2024, 6, 30))
    assert len(compared.settled) > 40
    assert list(view.settled) == list(compared.settled)
    assert view.settled[:6] == compared.settled[:6]
    assert tuple(view.settled[38:50]) == compared.settled[38:50]
