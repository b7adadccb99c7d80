"""What briefing import reads in single sentences of four languages: figures, speakers, reactions."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from briefing.doors.importing.article import Reading
from briefing.doors.importing.figures.figure import written
from briefing.doors.importing.reader import Reader
from briefing.doors.importing.speakers.cast import Cast
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import words

FILE = Path(__file__).resolve().parent / "import_sentences.txt"


def cases() -> list[object]:
    """Every line of the file, named by its number."""
    found = []
    for number, line in enumerate(FILE.read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            fields = [field.strip() for field in line.split("|")]
            found.append(pytest.param(*fields, *[""] * (5 - len(fields)), id=f"line-{number}"))
    return found


def listed(text: str) -> list[str]:
    return [item.strip() for item in text.split(";") if item.strip()]


def read(code: str, sentence: str) -> Reading:
    known = words(code)
    return Reader(known, date(2024, 10, 29), Cast(known)).read([Line(1, sentence)])


@pytest.mark.parametrize(("code", "sentence", "figures", "speaker", "reacting"), cases())
def test_a_sentence_is_read_as_its_line_says(
    code: str, sentence: str, figures: str, speaker: str, reacting: str
) -> None:
    """Figures have their nouns, statements their speakers, and countries react by their offices."""
    reading = read(code, sentence)
    found = [f"{written(f.figure)} {f.figure.unit}" for f in reading.figures]
    plain = re.sub(r"(?<=\d)[. ](?=\d{3})", "", figures)
    assert found == [re.sub(r"\d{4,}", lambda m: f"{int(m[0]):,}", f) for f in listed(plain)]
    if reading.figures:
        named = {f.speaker for f in reading.figures if f.speaker}
        assert any(speaker in name for name in named) if speaker else not named or reacting
    deeds = {(r.deed.actor, r.deed.kind) for r in reading.reactions}
    for want in listed(reacting):
        code, _, kind = want.partition(" ")
        assert any(code == actor and kind in ("", how) for actor, how in deeds)
