"""Stories made up for tests: much is added late, revised, withdrawn, folded or judged; and edits."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from casework import sources_of

from briefing.content.parsing import Content, parse
from briefing.ground.settings import Comparison as Thresholds
from briefing.ground.settings import Settings
from briefing.thought.library import Library, Resolver

_KINDS = ("stock days", "cumulative days", "rate months", "plan days", "cumulative months")
_NUMBERS = ("1,270", "1,271", "1,300", "3,000", "3,100", "10,000", "10,912", "12,000")
_HEDGES = ("", "", "about ", "nearly ", "at least ", "more than ", "up to ", "less than ")
BY = ("Police", "Mayor", "Organisers", "Medics", "unnamed", ["Police", "Mayor"])
_STATUS = ("asserted", "confirmed", "not-confirmed", "denied")
_WORDS = ("2024-06", "2024-06-03", "soon", "next week")


def made_up(dice: Random, most: int = 14) -> dict[str, Any]:
    """Make up a story in which much is added late, revised, withdrawn, folded or judged."""
    measures = _measures(dice)
    statements: list[dict[str, Any]] = []
    for number in range(dice.randint(2, most)):
        statements.append(_statement(dice, number, measures, statements))
    _of_one_article(statements)
    return {"measures": measures, "statements": statements, "editor": _editor(dice, statements)}


def _measures(dice: Random) -> dict[str, Any]:
    measures: dict[str, Any] = {"one": dice.choice(_KINDS)}
    if dice.random() < 0.5:
        measures["all"] = {"kind": "cumulative", "includes": ["one"], "unit": "people"}
        measures["ahead"] = {"kind": "forecast", "foresees": "one"}
    others = {"pace": {"kind": "rate", "unit": "people"}, "there": {"kind": "fact"},
              "when": {"kind": "date"}}  # fmt: skip
    return measures | {key: value for key, value in others.items() if dice.random() < 0.4}


def _statement(
    dice: Random, number: int, measures: dict[str, Any], before: list[dict[str, Any]]
) -> dict[str, Any]:
    reported = dice.randint(1, 12)
    made: dict[str, Any] = {
        "id": f"s{number}",
        "measure": dice.choice(sorted(measures)),
        "by": dice.choice(BY),
        "reported": _day(reported),
        "outlet": dice.choice(("gazette", "gazette", "herald")),
    }
    made |= content(dice, made["measure"])
    if dice.random() < 0.3:
        made["article"] = f"a{dice.randint(0, 3)}"
    if dice.random() < 0.5:
        made["said"] = _day(max(1, reported - dice.choice((0, 0, 1, 2, 5))))
    if dice.random() < 0.15:
        made["as_of"] = dice.choice(("2024-05-01", "2024-05-10", "2024-06"))
    if dice.random() < 0.3:
        made["added"] = _day(reported + dice.choice((0, 1, 3, 9)))
    if before and dice.random() < 0.25:
        made[dice.choice(("revises", "same_as"))] = _full(dice.choice(before))
    if dice.random() < 0.1:
        day = {"date": _day(dice.randint(1, 20))} if dice.random() < 0.8 else {}
        made["withdrawn"] = {"by": dice.choice(("Police", "Gazette", "Mayor")), **day}
    if dice.random() < 0.1:
        made["via"] = "Gazette"
    return made


def content(dice: Random, measure: str) -> dict[str, Any]:
    """Say something that can be said of a measure."""
    if measure == "there":
        return {"status": dice.choice(_STATUS)}
    if measure == "when":
        return {"value": dice.choice(_WORDS)}
    if dice.random() < 0.15:
        return {"value": dice.choice(("thousands", "1,000 to 3,000"))}
    numbers = _NUMBERS[:3] if dice.random() < 0.5 else _NUMBERS
    return {"value": dice.choice(_HEDGES) + dice.choice(numbers)}


def _of_one_article(statements: list[dict[str, Any]]) -> None:
    first: dict[str, dict[str, Any]] = {}
    for each in statements:
        article = first.setdefault(each.get("article", each["id"]), each)
        each["reported"], each["outlet"] = article["reported"], article["outlet"]
        if article is not each:
            each.pop("added", None)
        if each.get("said", "") > each["reported"]:
            each["said"] = each["reported"]


def _editor(dice: Random, statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if dice.random() < 0.6:
        return []
    a, b = dice.sample(statements, 2)
    word: dict[str, Any] = {"a": _full(a), "b": _full(b), "title": "Two figures"}
    if dice.random() < 0.7:
        word["kind"] = dice.choice(("conflict", "spread", "definition", "rounding"))
    if dice.random() < 0.7:
        word["reviewed"] = _day(dice.randint(1, 20))
    if dice.random() < 0.3:
        word["state"] = dice.choice(("open", "settled"))
    return [word]


def _full(statement: dict[str, Any]) -> str:
    return f"{statement.get('article', statement['id'])}#{statement['id']}"


def _day(number: int) -> str:
    return f"2024-05-{number:02}"


class Reader:
    """Reads stories one after the other, as the preview does: what is as it was is the very same."""

    def __init__(self) -> None:
        self._resolver = Resolver()
        self._last: Content | None = None

    def library(self, story: dict[str, Any]) -> Library:
        """Return a story's library."""
        content, problems, _ = parse(sources_of(story), {})
        assert not problems, problems
        if self._last is not None:
            names = content.__struct_fields__
            kept = {n: _kept(getattr(self._last, n), getattr(content, n)) for n in names}
            content = Content(**kept)
        self._last = content
        terms = Thresholds(**story.get("thresholds", {}))
        library, findings = self._resolver.build(content, Settings(title="Case", comparison=terms))
        faults = [f for f in findings if f.code.startswith(("unknown", "bad", "circular"))]
        assert not faults, faults
        return library


def _kept(before: Any, now: Any) -> Any:
    if isinstance(now, dict):
        now = {key: before[key] if before.get(key) == each else each for key, each in now.items()}
        return before if now == before and [*now] == [*before] else now
    return before if now == before else now


# ── edits ─────────────────────────────────────────────────────────────────────────────────────────


def any_edit(dice: Random, story: dict[str, Any]) -> None:
    """Change a story in one way or another; what then leads nowhere goes."""
    statements = story["statements"]
    dice.choice(_EDITS)(dice, story, dice.choice(statements))
    for each in statements:
        _fit(dice, each, story["measures"])
    _of_one_article(statements)
    for full in {_full(each) for each in statements}:
        for twin in [each for each in statements if _full(each) == full][1:]:
            statements.remove(twin)
    there = {_full(each) for each in statements}
    for each in statements:
        for tie in ("revises", "same_as"):
            if each.get(tie) not in there - {_full(each)}:
                each.pop(tie, None)
    story["editor"] = [word for word in story["editor"] if {word["a"], word["b"]} <= there]


def _fit(dice: Random, statement: dict[str, Any], measures: dict[str, Any]) -> None:
    """Let a statement be about a measure that there is, and say what can be said of it."""
    if statement["measure"] not in measures:
        statement["measure"] = dice.choice(sorted(measures))
        _reword(dice, {}, statement)


def _reword(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
    statement.pop("value", None)
    statement.pop("status", None)
    statement |= content(dice, statement["measure"])


def _move(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
    statement["measure"] = dice.choice(sorted(story["measures"]))
    _reword(dice, story, statement)


def _rename(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
    before = _full(statement)
    statement["id"] = f"{dice.choice('ar')}{dice.randint(0, 30)}"
    for each in story["statements"]:
        for tie in ("revises", "same_as"):
            if each.get(tie) == before:
                each[tie] = _full(statement)


def _redate(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
    if dice.random() < 0.5:
        statement["added"] = _day(dice.randint(1, 22))
    else:
        statement["reported"] = _day(dice.randint(1, 12))


def _tie(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
    statement[dice.choice(("revises", "same_as"))] = _full(dice.choice(story["statements"]))


def _withdraw(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
    if statement.pop("withdrawn", None) is None:
        by = dice.choice(("Police", "Gazette", "Plod"))
        statement["withdrawn"] = {"by": by, "date": _day(dice.randint(1, 22))}


def _add(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
    statements, number = story["statements"], dice.randint(100, 140)
    added = _statement(dice, number, story["measures"], statements)
    statements.insert(dice.randint(0, len(statements)), added)


def _remove(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
    if len(story["statements"]) > 2:
        story["statements"].remove(statement)


def _remeasure(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
    story["measures"] = _measures(dice)


def _rejudge(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
    story["editor"] = _editor(dice, story["statements"]) if len(story["statements"]) > 1 else []


def _other(name: str, values: tuple[Any, ...]) -> Callable[..., None]:
    def edit(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
        statement[name] = dice.choice(values)

    return edit


def _around(name: str, values: tuple[Any, ...]) -> Callable[..., None]:
    def edit(dice: Random, story: dict[str, Any], statement: dict[str, Any]) -> None:
        story[name] = dice.choice(values)

    return edit


_EDITS: tuple[Callable[..., None], ...] = (
    _reword, _move, _rename, _redate, _tie, _withdraw, _add, _remove, _remeasure, _rejudge,
    _other("by", BY), _other("weak", (True, False)), _other("article", ("a0", "a1", "a2")),
    _around("voices", ([], [{"name": "Police", "aliases": ["Plod"]}])),
    _around("thresholds", ({}, {"assumed": 0}, {"days": 0})),
)  # fmt: skip
