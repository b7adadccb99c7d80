"""Which countries short texts are about: places inside them, mentions in passing, names of others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

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
