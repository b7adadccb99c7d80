"""Laws that hold for any statements, found by hypothesis."""

from __future__ import annotations

from typing import Any

from casework import compared, library_of, sources_of, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.thought.comparison import Comparison, compare

_laws = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
_NUMBERS = ("10", "1,271", "1,273", "1,300", "3,000", "10,000", "10,912", "12,000", "0", "9,500")
_HEDGES = ("", "", "about ", "nearly ", "at least ", "more than ", "up to ", "less than ")
_VAGUE = ("thousands", "dozens", "several million")
_BY = ("Police", "Mayor", "Organisers", "unnamed", ["Police", "Mayor"])


@st.composite
def _values(draw: st.DrawFn) -> str:
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(_VAGUE))
    if draw(st.integers(0, 7)) == 0:
        return "1,000 to 3,000"
    return draw(st.sampled_from(_HEDGES)) + draw(st.sampled_from(_NUMBERS))


@st.composite
def _stories(draw: st.DrawFn, *, most: int = 7) -> dict[str, Any]:
    kinds = ("stock days", "cumulative days", "rate months", "plan days", "stock hours")
    measures: dict[str, Any] = {"one": draw(st.sampled_from(kinds))}
    if draw(st.booleans()):
        measures["all"] = {"kind": "cumulative", "includes": ["one"], "unit": "people"}
        measures["ahead"] = {"kind": "forecast", "foresees": "one"}
    statements = []
    for number in range(draw(st.integers(1, most))):
        said = f"2024-05-{draw(st.integers(1, 9)):02}"
        each: dict[str, Any] = {
            "id": f"s{number}",
            "measure": draw(st.sampled_from(sorted(measures))),
            "value": draw(_values()),
            "by": draw(st.sampled_from(_BY)),
            "reported": said,
        }
        if draw(st.integers(0, 3)):
            each["said"] = said
        statements.append(each)
    return {"measures": measures, "statements": statements}


def _said(result: Comparison) -> list[tuple[str, ...]]:
    found = [told(result, verdict) for verdict in result.verdicts.values()]
    keys = ("kind", "ends", "state", "settled", "by", "since", "until", "reason", "factor")
    return sorted(tuple(each[key] for key in keys) for each in found)


@_laws
@given(story=_stories(), data=st.data())
def test_no_verdict_is_changed_by_the_order_of_files(
    story: dict[str, Any], data: st.DataObject
) -> None:
    """Files read in any order give the same verdicts under the same ids."""
    order = data.draw(st.permutations(range(len(sources_of(story)))))
    one, other = compare(library_of(story)), compare(library_of(story, order=order))
    assert _said(one) == _said(other)
    assert one.verdicts.keys() == other.verdicts.keys()


@_laws
@given(story=_stories(), data=st.data())
def test_a_mention_repeated_changes_no_verdict(story: dict[str, Any], data: st.DataObject) -> None:
    """Another outlet carrying a statement adds an outlet, and no verdict."""
    again = dict(data.draw(st.sampled_from(story["statements"])))
    if again["by"] == "unnamed":
        again["same_as"] = f"{again['id']}#{again['id']}"
    again |= {"id": "again", "outlet": "herald", "reported": "2024-05-20"}
    repeated = {**story, "statements": [*story["statements"], again]}
    assert _said(compared(story)) == _said(compared(repeated))


@_laws
@given(
    value=_values(), vague=st.sampled_from(_VAGUE), kind=st.sampled_from(("stock", "cumulative"))
)
def test_nothing_is_said_of_vague_values(value: str, vague: str, kind: str) -> None:
    """A word enters no verdict of numbers, whatever stands beside it."""
    story = {
        "measures": {"one": kind},
        "statements": [
            {"id": "a", "value": vague, "by": "Police", "said": "2024-05-01"},
            {"id": "b", "value": value, "by": "Mayor", "said": "2024-05-01"},
        ],
    }
    assert _said(compared(story)) == []


@_laws
@given(story=_stories())
def test_no_vague_claim_is_an_end_of_a_verdict(story: dict[str, Any]) -> None:
    """Vague words are at most listed beside a forecast."""
    result = compared(story)
    for verdict in result.verdicts.values():
        ends = [verdict.a, verdict.b] if verdict.kind != "forecast" else [verdict.a]
        values = [result.claims[key].value for key in ends if key]
        assert all(value is not None and value.qualifier != "vague" for value in values)


@_laws
@given(first=_values(), second=_values(), days=st.tuples(st.integers(1, 9), st.integers(1, 9)),
       kind=st.sampled_from(("stock days", "cumulative days", "rate months")))  # fmt: skip
def test_comparison_is_symmetric(first: str, second: str, days: tuple[int, int], kind: str) -> None:
    """Who is called a and who is called b changes nothing: the same kinds come of it."""

    def kinds(one: str, other: str) -> list[str]:
        statements = [
            {"id": "a", "value": first, "by": one, "said": f"2024-05-{days[0]:02}"},
            {"id": "b", "value": second, "by": other, "said": f"2024-05-{days[1]:02}"},
        ]
        result = compared({"measures": {"one": kind}, "statements": statements})
        return sorted(f"{v.kind} {v.reason.id} {v.factor}" for v in result.verdicts.values())

    assert kinds("Police", "Mayor") == kinds("Mayor", "Police")


@_laws
@given(story=_stories(most=5), share=st.sampled_from((0.0, 0.25, 0.5, 0.9)))
def test_a_narrower_tolerance_never_removes_a_conflict(story: dict[str, Any], share: float) -> None:
    """Where figures conflicted with more room, they conflict with less."""
    narrow = {
        "room_one_digit": 0.10 * share, "room_two_digits": 0.05 * share, "rounding": 0.05 * share,
    }  # fmt: skip

    def differing(terms: dict[str, float]) -> dict[str, int]:
        result = compared({**story, "thresholds": terms})
        found: dict[str, int] = {}
        for verdict in result.verdicts.values():
            if verdict.kind == "conflict":
                found[verdict.measure] = found.get(verdict.measure, 0) + 1
        return found

    wide = differing({})
    close = differing(narrow)
    assert all(close.get(measure, 0) >= 1 for measure in wide)


@_laws
@given(first=_values(), second=_values())
def test_two_figures_that_conflicted_still_do_with_less_room(first: str, second: str) -> None:
    """For any two figures of one day, narrower room keeps their conflict."""
    statements = [
        {"id": "a", "value": first, "by": "Police", "said": "2024-05-01"},
        {"id": "b", "value": second, "by": "Mayor", "said": "2024-05-01"},
    ]
    case = {"measures": {"one": "stock"}, "statements": statements}
    terms = {"room_one_digit": 0.0, "room_two_digits": 0.0, "rounding": 0.0}
    wide = [v.kind for v in compared(case).verdicts.values()]
    close = [v.kind for v in compared({**case, "thresholds": terms}).verdicts.values()]
    assert "conflict" not in wide or "conflict" in close


@_laws
@given(story=_stories())
def test_an_edition_given_out_never_changes(story: dict[str, Any]) -> None:
    """What is taken in later changes nothing as of an earlier day."""
    early = [s for s in story["statements"] if s["reported"] <= "2024-05-05"]
    if not early:
        return
    from datetime import date

    day = date(2024, 5, 5)
    now = compare(library_of(story), day)
    then = compare(library_of({**story, "statements": early}), day)
    assert _said(now) == _said(then)


@_laws
@given(story=_stories())
def test_no_factor_is_printed_but_between_closed_figures(story: dict[str, Any]) -> None:
    """Open ends and ranges give no factor; a factor has one decimal."""
    result = compared(story)
    for verdict in result.verdicts.values():
        if verdict.factor is not None:
            assert round(verdict.factor, 1) == verdict.factor > 1
            for key in (verdict.a, verdict.b):
                value = result.claims[key].value
                assert value is not None
                assert value.qualifier in ("exact", "about")


@_laws
@given(story=_stories())
def test_each_claim_is_of_its_mentions(story: dict[str, Any]) -> None:
    """Every mention belongs to exactly one claim, addressed by its earliest mention."""
    result = compared(story)
    ids = [key for claim in result.claims.values() for key in claim.ids]
    assert sorted(ids) == sorted(result.claim_of)
    assert all(claim.id == claim.ids[0] for claim in result.claims.values())
