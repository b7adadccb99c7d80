"""On which day import takes something to have been said: the day of the verb of saying alone."""

from __future__ import annotations

from datetime import date

import pytest

from briefing.doors.importing.reader import Reader
from briefing.doors.importing.speakers.cast import Cast
from briefing.doors.importing.text import Line
from briefing.doors.importing.words import words

SATURDAY = "2024-10-26"
CASES = [
    ("en", "At least 12 people died, the ministry said on Saturday.", SATURDAY),
    ("en", "On Saturday, the ministry said 12 people had died.", SATURDAY),
    ("en", "The ministry said Saturday that 12 people had died.", SATURDAY),
    ("en", "The ministry on Saturday said 12 people had died.", SATURDAY),
    ("en", "Minister Jane Roe told reporters in Halden on Saturday that 12 people died.", SATURDAY),
    ("en", "The army said in a statement on 12 October that 40 soldiers fell.", "2024-10-12"),
    ("en", "About 20,000 people marched on Saturday, organisers said.", ""),
    ("en", "Organisers said 20,000 people marched on Saturday.", ""),
    ("en", "On Saturday, 20,000 people marched, organisers said.", ""),
    ("en", "Police said the attack on Saturday killed 12 people.", ""),
    ("en", "In the attack on Saturday, police said, 12 people died.", ""),
    ("en", "Twelve people died, said the mayor, who met the families on Saturday.", ""),
    ("de", "Zwölf Menschen starben, teilte die Polizei am Samstag mit.", SATURDAY),
    ("de", "Am Samstag teilte die Polizei mit, dass zwölf Menschen starben.", SATURDAY),
    ("de", "Zwölf Menschen starben, wie die Polizei am Samstag mitteilte.", SATURDAY),
    ("de", "Die Polizei meldete am Samstag zwölf Tote.", SATURDAY),
    ("de", "Die Regierung hat am Samstag zwölf Tote gemeldet.", SATURDAY),
    ("de", "20.000 Menschen demonstrierten am Samstag, sagten die Veranstalter.", ""),
    ("de", "Die Veranstalter sagten, am Samstag hätten 20.000 Menschen demonstriert.", ""),
    ("de", "Am Samstag demonstrierten laut Veranstaltern 20.000 Menschen.", ""),
    ("fr", "Douze personnes sont mortes, a annoncé samedi le ministère.", SATURDAY),
    ("fr", "Samedi, le ministère a annoncé 12 morts.", SATURDAY),
    ("fr", "Le ministère a indiqué dans un communiqué samedi que 12 personnes sont mortes.", SATURDAY),
    ("fr", "Quelque 20 000 personnes ont défilé samedi, ont indiqué les organisateurs.", ""),
    ("fr", "Les organisateurs ont indiqué que 20 000 personnes avaient défilé samedi.", ""),
    ("es", "Doce personas murieron, informó este sábado el ministerio.", SATURDAY),
    ("es", "El sábado, el ministerio informó de 12 muertos.", SATURDAY),
    ("es", "El ministro dijo en rueda de prensa el sábado que hay 12 muertos.", SATURDAY),
    ("es", "Unas 20.000 personas marcharon el sábado, dijeron los organizadores.", ""),
    ("es", "Los organizadores dijeron que 20.000 personas marcharon el sábado.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("code", "sentence", "day"), CASES)
def test_a_day_of_what_happened_is_no_day_said(code: str, sentence: str, day: str) -> None:
    """A figure was said on the day of its verb of saying, and on no day of what it tells."""
    known = words(code)
    reading = Reader(known, date(2024, 10, 29), Cast(known)).read([Line(1, sentence)])
    assert [f.said for f in reading.figures] == [day]
    assert reading.figures[0].speaker
