"""Folding: which mentions are one claim, what it then says, and what was lost on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from casework import compared, library_of

from briefing.thought.changes import changes
from briefing.thought.comparison import Comparison, compare
from briefing.thought.folding import Claim


def _claims(*statements: dict[str, Any], **more: Any) -> Comparison:
    filled = [{"id": "abcdefgh"[n], "by": "Police", **each} for n, each in enumerate(statements)]
    return compared({"measures": {"crowd": "stock days"}, "statements": filled, **more})


def _folds(*statements: dict[str, Any]) -> list[str]:
    found = _claims(*statements).claims.values()
    return sorted("".join(sorted(key.partition("#")[2] for key in c.ids)) for c in found)


def _only(result: Comparison) -> Claim:
    (claim,) = result.claims.values()
    return claim


SAID = {"value": "10,000", "said": "2024-05-01"}

FOLDS = [
    ("the same day", [SAID, SAID], ["ab"]),
    ("another stated day is a statement of its own", [SAID, {**SAID, "said": "2024-05-02"}], ["a", "b"]),
    ("another measure's day it is about", [{**SAID, "as_of": "2024-04-01"}, {**SAID, "as_of": "2024-04-09"}], ["a", "b"]),
    ("an unstated day", [SAID, {"value": "10,000", "reported": "2024-05-09"}], ["ab"]),
    ("reported before it was said", [SAID, {"value": "10,000", "reported": "2024-04-09"}], ["a", "b"]),
    ("an unstated day joins the latest", [SAID, {**SAID, "said": "2024-05-05"}, {"value": "10,000", "reported": "2024-05-09"}], ["a", "bc"]),
    ("both unstated", [{"value": "10,000", "reported": "2024-05-03"}, {"value": "10,000", "reported": "2024-05-09"}], ["ab"]),
    ("an uncertain day that allows it", [SAID, {**SAID, "said": "2024-04-28/2024-05-03", "reported": "2024-05-04"}], ["ab"]),
    ("an uncertain day that does not", [SAID, {**SAID, "said": "2024-05-02/2024-05-03", "reported": "2024-05-04"}], ["a", "b"]),
    ("another number", [SAID, {**SAID, "value": "12,000"}], ["a", "b"]),
    ("exact and about", [SAID, {**SAID, "value": "about 10,000"}], ["ab"]),
    ("at least and more than", [{**SAID, "value": "at least 10,000"}, {**SAID, "value": "more than 10,000"}], ["ab"]),
    ("at least and up to", [{**SAID, "value": "at least 10,000"}, {**SAID, "value": "up to 10,000"}], ["a", "b"]),
    ("at least and exact", [SAID, {**SAID, "value": "at least 10,000"}], ["a", "b"]),
    ("another origin", [SAID, {**SAID, "by": "Mayor"}], ["a", "b"]),
    ("a bundle and its member", [SAID, {**SAID, "by": ["Police", "Mayor"]}], ["a", "b"]),
    ("a bundle in another order", [{**SAID, "by": ["Mayor", "Police"]}, {**SAID, "by": ["Police", "Mayor"]}], ["ab"]),
    ("two unnamed", [{**SAID, "by": "unnamed"}, {**SAID, "by": "unnamed"}], ["a", "b"]),
    ("unnamed, same_as", [SAID, {**SAID, "by": "unnamed", "same_as": "a#a"}], ["ab"]),
    ("exact same_as at least", [{**SAID, "value": "at least 10,000"}, {**SAID, "by": "unnamed", "same_as": "a#a"}], ["ab"]),
    ("a floor same_as a ceiling", [{**SAID, "value": "at least 10,000"}, {**SAID, "value": "up to 10,000", "by": "unnamed", "same_as": "a#a"}], ["a", "b"]),
    ("another number, same_as", [SAID, {**SAID, "value": "20,000", "by": "unnamed", "same_as": "a#a"}], ["a", "b"]),
    ("vague words", [{**SAID, "value": "thousands"}, {**SAID, "value": "Thousands"}], ["ab"]),
    ("other vague words", [{**SAID, "value": "thousands"}, {**SAID, "value": "dozens"}], ["a", "b"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("statements", "expected"), [f[1:] for f in FOLDS], ids=[f[0] for f in FOLDS]
)
def test_which_mentions_are_one_claim(
    statements: list[dict[str, Any]], expected: list[str]
) -> None:
    """Same measure, origin and figure, days that allow it, or `same_as`."""
    assert expected == _folds(*statements)


@pytest.mark.parametrize(
    ("wordings", "shown"),
    [
        (("10,000", "about 10,000"), "about"),
        (("more than 10,000", "at least 10,000"), "at least"),
        (("less than 10,000", "up to 10,000"), "up to"),
    ],
)
def test_the_most_careful_hedge_is_shown(wordings: tuple[str, str], shown: str) -> None:
    """Of several wordings of one figure the most careful one stands for the claim."""
    result = _claims(*({**SAID, "value": each} for each in wordings))
    claim = _only(result)
    assert claim.value is not None
    assert claim.value.qualifier == shown


def test_outlets_and_named_origins_are_counted_apart() -> None:
    """Three outlets with one origin are one origin; a bundle names its members; nobody is nobody."""
    one = _only(_claims(*({**SAID, "outlet": o} for o in ("gazette", "herald", "herald"))))
    assert (one.outlets, len(one.origins)) == (("gazette", "herald"), 1)
    bundle = _only(_claims({**SAID, "by": ["Police", "Mayor"]}))
    assert bundle.origins == ("mayor", "police")
    assert _only(_claims({**SAID, "by": "unnamed"})).origins == ()


def test_a_claim_is_addressed_by_the_mention_taken_in_first() -> None:
    """A later find does not change the address, and every mention's id leads to the claim."""
    result = _claims(
        {**SAID, "reported": "2024-05-03"},
        {**SAID, "reported": "2024-05-01", "added": "2024-06-01"},
    )
    claim = _only(result)
    assert claim.id == "a#a"
    assert result.claim("b#b") is claim
    assert claim.reported is not None
    assert claim.reported.text == "2024-05-01"


def test_a_hedge_dropped_inside_one_entry_is_a_field_of_the_claim() -> None:
    """The mention that lost *about* is named with the one that has it."""
    result = _claims(
        {**SAID, "value": "about 10,000", "article": "x"}, {**SAID, "article": "x"},
    )  # fmt: skip
    (loss,) = _only(result).hedge_dropped
    assert (loss.mention, loss.careful) == ("x#b", "x#a")


def test_a_hedge_dropped_down_one_chain_is_a_field_of_the_claim() -> None:
    """An outlet that takes a figure from another one and leaves out its hedge."""
    chained = _claims(
        {**SAID, "value": "about 10,000"}, {**SAID, "outlet": "herald", "via": "Gazette"}
    )
    assert [loss.mention for loss in _only(chained).hedge_dropped] == ["b#b"]
    apart = _claims({**SAID, "value": "about 10,000"}, {**SAID, "outlet": "herald"})
    assert _only(apart).hedge_dropped == ()


def test_an_attribution_lost_is_a_field_of_the_claim() -> None:
    """The same figure without its source in one entry, or down one chain."""
    within = _claims({**SAID, "article": "x"}, {**SAID, "article": "x", "by": "unnamed"})
    assert [c.id for c in within.claims.values() if c.attribution_lost] == ["x#b"]
    chained = _claims(SAID, {**SAID, "outlet": "herald", "via": "Gazette", "by": "unnamed"})
    assert [c.id for c in chained.claims.values() if c.attribution_lost] == ["b#b"]
    apart = _claims(SAID, {**SAID, "outlet": "herald", "by": "unnamed"})
    assert [c.id for c in apart.claims.values() if c.attribution_lost] == []


def test_a_withdrawn_claim_no_longer_stands_and_says_who_repeats_it() -> None:
    """It leaves what stands; the mentions that go on repeating it are named."""
    gone = {"by": "Police", "date": "2024-05-03"}
    result = _claims({**SAID, "withdrawn": gone}, {**SAID, "outlet": "herald"})
    claim = _only(result)
    assert claim.withdrawn is not None
    assert claim.still == ("b#b",)
    assert result.standing == {"crowd": ()}


def test_a_mention_withdrawn_alone_leaves_the_others_to_speak() -> None:
    """The outlet that erred is no longer counted among those that carry the claim."""
    gone = {"by": "Gazette"}
    result = _claims(
        {**SAID, "value": "about 10,000", "withdrawn": gone}, {**SAID, "outlet": "herald"}
    )
    claim = _only(result)
    assert (claim.withdrawn, claim.outlets) == (None, ("herald",))
    assert claim.value is not None
    assert claim.value.qualifier == "exact"


def test_what_stands_is_the_latest_of_each_origin_and_every_word() -> None:
    """The newest first; superseded figures are not among them."""
    result = _claims(
        SAID,
        {"value": "12,000", "said": "2024-05-02"},
        {"value": "900", "by": "Mayor", "said": "2024-05-03"},
        {"value": "thousands", "by": "Mayor", "said": "2024-05-03"},
    )
    assert result.standing == {"crowd": ("c#c", "b#b", "d#d")}


def test_an_article_found_later_is_new_in_the_edition_after_it_was_found() -> None:
    """It is said to be added later, and the editions before it stay as they were."""
    story = {
        "measures": {"crowd": "stock days"},
        "statements": [
            {"id": "a", "by": "Police", "value": "1,271", "said": "2024-05-01"},
            {"id": "b", "by": "Mayor", "value": "5,432", "said": "2024-05-01", "added": "2024-05-04"},
            {"id": "c", "by": "Firm", "value": "1,271", "said": "2024-05-04"},
        ],
    }  # fmt: skip
    library = library_of(story)
    first, third = compare(library, date(2024, 5, 1)), compare(library, date(2024, 5, 4))
    assert list(first.claims) == ["a#a"]
    found = changes(library, third, first)
    assert [change.entry for change in found.added_later] == ["b"]
    assert [(change.claim, change.later) for change in found.claims] == [
        ("b#b", True), ("c#c", False),
    ]  # fmt: skip
    assert [third.verdicts[c.verdict].kind for c in found.opened] == ["conflict"]


def test_reactions_fold_where_one_act_is_reported_by_several() -> None:
    """One summons in two outlets is one; two remarks of one day with words of their own are two."""
    from briefing.content.loading import Source
    from briefing.content.parsing import parse
    from briefing.ground.settings import Settings
    from briefing.thought.library import build_library

    def entry(name: str, outlet: str, reactions: str) -> Source:
        text = f"---\ntitle: {name}\noutlet: {outlet}\ndate: 2024-05-01\nreactions:\n{reactions}---\nX.\n"
        return Source(f"content/entries/{name}.md", "entry", name, name, text)

    protest = "  - {id: p, kind: protest, by: Ministry, target: [RU], said: 2024-05-01}\n"
    remark = "  - {{id: r, kind: comment, by: Ministry, said: 2024-05-01, text: {}}}\n"
    sources = [
        Source("content/voices.yaml", "voices", "voices", "v", "- name: Ministry\n  actor: DE\n"),
        *(
            Source(f"content/outlets/{o}.md", "outlet", o, o, f"---\nname: {o}\n---\n")
            for o in "gh"
        ),
        entry("one", "g", protest + remark.format("Called it grave.")),
        entry("two", "h", protest + remark.format("Called it absurd.")),
        entry("three", "h", remark.format("called it GRAVE.")),
    ]
    content, problems, _ = parse(sources, {})
    assert not problems
    result = compare(build_library(content, Settings(title="X"))[0])
    assert sorted(reaction.ids for reaction in result.reactions.values()) == [
        ("one#p", "two#p"), ("one#r", "three#r"), ("two#r",),
    ]  # fmt: skip
    assert result.reactions["one#p"].outlets == ("g", "h")
    assert result.reactions_by_actor == {"DE": ("one#p", "one#r", "two#r")}
