"""When a dump was published: by the date nearest its text, in whatever order a language writes it."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.doors.importing.addresses import tidy
from briefing.doors.importing.dates import stamps_of
from briefing.doors.importing.dating import dating_of
from briefing.doors.importing.text import lines_of
from briefing.doors.importing.words import words

BODY = [
    "The harbour of Rade was closed for a second day on Monday because of the storm, the port office said in a long note to its guests in the halls.",
    "Four ferries stayed in the harbour, and some nine hundred passengers spent the night in halls of the town, the office said in it on Monday.",
    "The storm had damaged two piers on Sunday; the office expects that repairs will take until the end of the week, or for longer than that.",
]


def published(code: str, above: list[str], below: list[str] | None = None) -> date | None:
    lines = lines_of("\n".join([*above, *BODY, *(below or [])]))
    return dating_of(lines, words(code)).published


@pytest.mark.parametrize(
    ("code", "line", "day"),
    [
        ("es", "marzo 13, 2021 | 14:05 hrs", date(2021, 3, 13)),
        ("fr", "2008/11/14 | Par Jean Roche", date(2008, 11, 14)),
        ("fr", "05/12/2019 à 22h14", date(2019, 12, 5)),
        ("fr", "Publié le 02/11/2023 à 15h57", date(2023, 11, 2)),
        ("de", "28. April 2023, 20.22 Uhr", date(2023, 4, 28)),
    ],
)
def test_days_are_read_in_the_order_of_their_language(code: str, line: str, day: date) -> None:
    """Only English texts leave open whether the month comes first."""
    assert published(code, ["Sturm in Rade", line]) == day
    assert published("en", ["Storm in Rade", "05/12/2019"]) is None


def test_other_days_of_an_english_page_tell_its_order() -> None:
    """Where a page has 25/12/2019, its 05/12/2019 is in December; with both orders it says nothing."""
    lines = ["Storm in Rade", "05/12/2019"]
    assert published("en", lines, ["Older: 25/12/2018"]) == date(2019, 12, 5)
    assert published("en", lines, ["Older: 12/25/2018"]) == date(2019, 5, 12)
    assert (
        published(
            "en",
            lines,
            [
                "On 12/25/2018 and on 25/12/2018 the harbour was closed for a whole day too, and nobody said so."
            ],
        )
        is None
    )


def test_the_day_at_the_head_of_a_page_is_the_readers() -> None:
    """What stands there with its weekday is believed only where no other day stands."""
    today, own = "lundi, 7 octobre 2019", "Par Jean Roche - 4 octobre 2019"
    assert published("fr", [today, "Accueil", "Tempête à Rade", own]) == date(2019, 10, 4)
    assert published("fr", [today, "Accueil", "Tempête à Rade"]) == date(2019, 10, 7)


def test_a_day_stands_near_its_text_or_is_called_so() -> None:
    """A menu of any length, promises in it and related stories between do not hide it."""
    menu = [f"Item {n}" for n in range(60)]
    promise = [
        "Read every morning what happened in the town and in the harbour, and what will be on the next day, for one coin only. Really."
    ]
    near = [*menu, *promise, *menu, "Storm in Rade", "April 21, 2020 at 5:52 pm", *menu[:9]]
    assert published("en", near) == date(2020, 4, 21)
    far = [*menu, "Published May 25, 2026", *menu, *menu]
    assert published("en", far) == date(2026, 5, 25)
    assert published("en", [*menu, "May 25, 2026", *menu, *menu]) is None


def test_a_day_with_its_hour_counts_before_one_without() -> None:
    """Parts of a live blog are headed by days; the page's own has an hour."""
    menu = [f"Item {n}" for n in range(39)]
    lines = [*menu, "27.08.2024, 12:32 Uhr", "Montag, 26. August 2024", *menu[:20]]
    assert published("de", lines) == date(2024, 8, 27)


def test_an_address_is_no_date() -> None:
    """A day in the path of an address is not one of the text."""
    assert stamps_of("https://quay.example/2008/11/14/storm") == []


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("By JANE ROE | 6/9/12 6:07 AM EDT", date(2012, 6, 9)),
        ("BY THE QUAY STAFF - 04/27/20 08:32 AM EDT", date(2020, 4, 27)),
        ("03/04/2024 6:10 PM (PT)", date(2024, 3, 4)),
        ("27.10.24, 14:30 Uhr", date(2024, 10, 27)),
        ("13/4/24 08:00", date(2024, 4, 13)),
        ("3/4/24 08:00", None),
        ("Release 1.2.24 of the harbour's program", None),
        ("The council voted 12/11/10 on it", None),
    ],
)
def test_a_year_of_two_figures_is_told_by_the_clock_behind_it(line: str, day: date | None) -> None:
    """A clock of North America tells the order of month and day too."""
    assert [stamp.day for stamp in stamps_of(line)] == ([day] if day else [])


def test_what_a_copied_text_adds_to_an_address_is_taken_off() -> None:
    """Sites append a mark to the address of what is copied from them."""
    address = tidy("http://quay.example/storm.html#ixzz1xJrAWl8Y")
    assert address is not None
    assert address.url == "http://quay.example/storm.html"
