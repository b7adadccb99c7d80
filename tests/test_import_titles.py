"""Which line of a page with menus and decks is the title of its text."""

from __future__ import annotations

import pytest

from briefing.doors.importing.furniture.sorting import sort_lines
from briefing.doors.importing.text import lines_of
from briefing.doors.importing.words import words

MENU = [
    "Home",
    "Town",
    "County",
    "Harbour",
    "Culture",
    "Weather",
    "Markets",
    "Letters",
    "Chess",
    "Tides",
]
BODY = [
    "The harbour of Rade was closed for a second day on Monday because of the storm, the port office said in a note.",
    "Four ferries stayed in the harbour, and some 900 passengers spent the night in halls of the town, the office said.",
    "The storm had damaged two piers on Sunday; the office expects that repairs will take until the end of the week.",
]


@pytest.mark.parametrize(
    "above",
    [
        ["Minister resigns over quarrel about railway", "Storm keeps harbour of Rade closed", "By Dana Cole"],
        ["Storm keeps harbour of Rade closed", "Ferries stay in port, and passengers in the halls of the town", "Share"],
        ["Storm in Rade", "Storm keeps harbour of Rade closed", "Four ferries and some 900 passengers wait for better weather."],
        ["Don't have an account? Register now.", "Storm keeps harbour of Rade closed", "A ferry in the harbour (Photo: Jonas Weber)"],
    ],
)  # fmt: skip
def test_a_title_says_what_its_text_says(above: list[str]) -> None:
    """Neither teaser, label, deck, caption nor button is taken for it."""
    lines = lines_of("\n".join([*MENU, *above, "", *BODY]))
    assert sort_lines(lines, words("en")).title == "Storm keeps harbour of Rade closed"


def test_a_title_in_capitals_is_no_row_of_labels() -> None:
    """English titles have capitals in almost all words; small words among them tell."""
    title = "Storm Keeps Harbour Of Rade Closed For Second Day As Four Ferries Wait In Port"
    sorted_lines = sort_lines(lines_of("\n".join([*MENU, title, "", *BODY])), words("en"))
    assert sorted_lines.title == title
    assert [line.text for line in sorted_lines.body] == BODY


def test_a_promise_in_a_menu_is_not_the_text() -> None:
    """The article begins with its own paragraphs, however long a promise above it is."""
    promise = "Read every morning what happened in the town and in the harbour, and what will be on the next day, for one coin."
    lines = [
        *MENU,
        promise,
        *[f"Teaser {n} of a day" for n in range(14)],
        "Storm keeps harbour closed",
        *BODY,
    ]
    assert sort_lines(lines_of("\n".join(lines)), words("en")).title == "Storm keeps harbour closed"


def test_few_lines_above_a_text_are_enough_for_a_head() -> None:
    """The outlet's name and a row of links are no title; nor is a credit below share links."""
    title = "Storm keeps harbour of Rade closed"
    few = [
        "The Harbour Times",
        "News Policy Corrections Commentary Sports",
        title,
        "UPDATED:",
        *BODY,
    ]
    assert sort_lines(lines_of("\n".join(few)), words("en")).title == title
    shares = [f"Click to share on Site {n} (Opens in new window)" for n in range(5)]
    many = [
        *MENU,
        title,
        "The storm will cost the port a day",
        *shares,
        "Jonas Weber, The Rade Post",
        *BODY,
    ]
    assert sort_lines(lines_of("\n".join(many)), words("en")).title == title


def test_who_wrote_with_whom_is_no_part_of_a_text() -> None:
    """Agencies name their writers and translators in brackets below a text."""
    credit = "(Avec Jean Roche à Oslo et Anne Port à Rome, Luc Vent pour le service français)"
    found = sort_lines(lines_of("\n".join(["Tempête à Rade", *BODY, credit])), words("fr"))
    assert credit not in [line.text for line in found.body]


GOES_ON = [
    "The port office said on Tuesday that two of the ferries could leave the harbour if the storm gets weaker by noon.",
    "Passengers in the halls of the town complained that the office had told them nothing before Monday evening.",
    "Repairs of the damaged piers will cost the harbour some four million, the port office of Rade expects.",
]
LAST = "The mayor of Rade thanked the helpers on Monday evening, and asked for patience until the weather gets better."
OTHERS = [
    "A museum in Varn shows watches that were built by monks and sold to kings, queens and a number of bishops.",
    "Curt Anders leads his furniture firm in its fifth generation, and looks back on ninety years of chairs.",
    "Why bees dance, and what gardeners may learn from it, is told by a biologist in our long weekend talk.",
]


def test_a_box_of_other_stories_amid_a_text_does_not_end_it() -> None:
    """Where paragraphs on the same things follow closely, only the box is cut; other texts end it."""
    box = ["Most Read", "Bees dance again", "A watch for the king", "Chairs of ninety years"]
    lines = ["Storm keeps harbour of Rade closed", *BODY, *box, *GOES_ON]
    kept = [line.text for line in sort_lines(lines_of("\n".join(lines)), words("en")).body]
    assert kept == [*BODY, *GOES_ON]
    whole = [
        *BODY,
        *GOES_ON,
        LAST,
        LAST.replace("mayor", "bishop"),
        LAST.replace("mayor", "county"),
    ]
    teasers = [
        line for pair in zip(box, OTHERS, strict=False) for line in (*pair, "Read on", "Share")
    ]
    for after in ([*box, *OTHERS], [box[0], *teasers]):
        lines = ["Storm keeps harbour of Rade closed", *whole, *after]
        kept = [line.text for line in sort_lines(lines_of("\n".join(lines)), words("en")).body]
        assert kept == whole


def test_who_wrote_a_text_is_told_below_it_and_no_part_of_it() -> None:
    """Lives of writers name countries that their texts are not about."""
    lives = [
        "Dana Cole is a foreign correspondent of the Rade Post in Malta.",
        "She previously covered conflicts in Chile.",
    ]
    lines = ["Storm keeps harbour of Rade closed", *BODY, *lives]
    kept = [line.text for line in sort_lines(lines_of("\n".join(lines)), words("en")).body]
    assert kept == BODY
