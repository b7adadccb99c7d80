"""Verdicts, by cases that an editor can read: `tests/fixtures/verdicts/`."""

from __future__ import annotations

from typing import Any

import pytest
from casework import ORDERED, cases, compared, matches, told

from briefing.ground.words import words_of

_CASES = cases()


@pytest.mark.parametrize("case", [c for _, c in _CASES], ids=[name for name, _ in _CASES])
def test_case(case: dict[str, Any]) -> None:
    """Every verdict that a case lists comes of its statements, and no other."""
    result = compared(case)
    found = [told(result, verdict) for verdict in result.verdicts.values()]
    missing = []
    for line in case["expect"]:
        fitting = [f for f in found if matches(line, f, line.split()[0] in ORDERED)]
        if fitting:
            found.remove(fitting[0])
        else:
            missing.append(line)
    assert (missing, found) == ([], []), case["rule"]


@pytest.mark.parametrize("case", [c for _, c in _CASES], ids=[name for name, _ in _CASES])
def test_every_reason_of_a_case_has_its_sentence(case: dict[str, Any]) -> None:
    """A reason's message is in the catalogue and takes exactly the parameters that are given."""
    words = words_of("en")
    for verdict in compared(case).verdicts.values():
        assert words.takes(verdict.reason.id) | {"count"} == set(verdict.reason.params) | {"count"}
        assert words.knows(verdict.label)
