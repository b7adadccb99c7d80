"""Which countries short texts are about: places inside them, mentions in passing, names of others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.doors.importing.home import home_of
from briefing.doors.importing.localities import known
from briefing.doors.importing.places import gazetteer, plain_pieces
from briefing.doors.importing.reader import Reader
from briefing.doors.importing.speakers.cast import Cast
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import LANGUAGES, raw, words

FILE = Path(__file__).resolve().parent / "import_places.txt"


def cases() -> list[object]:
    """Every line of the file, named by its number."""
    found = []
    for number, line in enumerate(FILE.read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            fields = [field.strip() for field in line.split("|")]
            found.append(pytest.param(*fields, id=f"line-{number}"))
    return found


@pytest.mark.parametrize(("code", "text", "countries"), cases())
def test_a_text_is_about_the_countries_its_line_says(code: str, text: str, countries: str) -> None:
    """Places inside a country name it; papers, hospitals, languages and stations do not."""
    language = words(code)
    reader = Reader(language, date(2024, 10, 29), Cast(language))
    lines = [line.strip() for line in text.split("//")]
    if lines[0].startswith("# "):
        reader.place(lines.pop(0).removeprefix("# "), 2.0)
    reading = reader.read([Line(number, line) for number, line in enumerate(lines, 1)])
    assert sorted(reading.countries) == sorted(c for c in countries.split(", ") if c)


def test_a_place_inside_a_country_is_listed_once() -> None:
    """No form stands under two countries, or beside a country's own name."""
    listed = [f for forms in raw("places")["any"].values() for f in forms.split(", ")]
    forms = [plain_pieces(form.removeprefix("~")) for form in listed]
    assert len(forms) == len(set(forms)) == len(known().forms)
    for code in LANGUAGES:
        assert not set(forms) & set(gazetteer(code).exact)


def test_who_is_named_once_in_quotation_marks_of_a_long_text_is_named_in_passing() -> None:
    """*"We could have gone to the Bahamas!"* is no news of the Bahamas; said twice, or in a short text, it is."""
    filler = [Line(n, f"Road number {n} was closed all night.") for n in range(1, 45)]
    said = Line(50, '"We could have gone to the Bahamas for what we paid!" she said.')
    for lines, found in (([*filler, said], False), ([said], True), ([*filler, said, said], True)):
        reader = Reader(words("en"), None, Cast(words("en")))
        assert ("BS" in reader.read(lines).countries) is found
    part = Reader(words("en"), None, Cast(words("en")))
    part.weights.part = True
    assert part.read([said]).countries == ()


@pytest.mark.parametrize(
    ("url", "names", "around", "body", "country"),
    [
        ("https://bote.at/1", (), (), "", "AT"),
        ("https://quay.example/1", ("Breaking Belize Post",), (), "", "BZ"),
        ("https://www.breakingbelizepost.com/1", (), (), "", "BZ"),
        ("", ("Vogtland-Bote",), (), "", "DE"),
        ("", ("The Washington Herald",), (), "", "US"),
        ("", ("Oslo Malta Times",), (), "", ""),
        ("", (), ("Write to desk@quay.com.jm",), "", "JM"),
        ("", (), ("Discover Jamaica", "Go Jamaica", "Weather in Cuba"), "", "JM"),
        ("", (), ("Weather in Cuba", "Weather in Malta"), "", ""),
        ("", (), (), "The state paid 1.3 billion gourdes to the companies.", "HT"),
        ("", (), (), "The state paid the companies.", ""),
    ],
)
def test_a_text_without_a_place_is_of_its_outlets_country(
    url: str, names: tuple[str, ...], around: tuple[str, ...], body: str, country: str
) -> None:
    """Address, name, furniture and money tell where an outlet writes from, in this order."""
    lines = [Line(n, text) for n, text in enumerate(around, 1)]
    assert home_of(url, names, lines, [Line(9, body)], words("en")) == country
