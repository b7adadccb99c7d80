"""The message catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing.ground.words import MissingWord, Words, parameters, words_of

ROOT = Path(__file__).resolve().parent.parent


def _words(language: str = "en") -> Words:
    return Words(
        language,
        {
            "a.plain": "Open",
            "a.named": "by {name}",
            "a.count": {"one": "{count} entry", "other": "{count} entries"},
            "a.few": {
                "one": "{count} soubor",
                "few": "{count} soubory",
                "other": "{count} souborů",
            },
        },
    )


def test_a_message_takes_its_parameters() -> None:
    """Parameters stand where the message names them, numbers grouped as the language does."""
    assert _words().say("a.named", name="DW") == "by DW"
    assert _words("de").say("a.count", count=12000) == "12.000 entries"


@pytest.mark.parametrize(("count", "said"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries")])
def test_english_has_two_plural_forms(count: int, said: str) -> None:
    """One is singular; nought and many are plural."""
    assert _words().say("a.count", count=count) == said


@pytest.mark.parametrize(("count", "said"), [(1, "1 soubor"), (3, "3 soubory"), (5, "5 souborů")])
def test_other_languages_have_their_own_plural_rules(count: int, said: str) -> None:
    """CLDR's rules choose the form, not English ones."""
    assert _words("cs").say("a.few", count=count) == said


@pytest.mark.parametrize(
    ("id", "params"),
    [
        ("a.missing", {}),
        ("a.named", {}),
        ("a.count", {}),
        ("a.count", {"count": "two"}),
    ],
)
def test_what_is_missing_is_an_error(id: str, params: dict[str, str]) -> None:
    """An unknown id and a parameter not given are errors, never blanks."""
    with pytest.raises(MissingWord):
        _words().say(id, **params)


def test_an_unknown_language_speaks_english() -> None:
    """A language without a catalogue falls back to English words."""
    assert words_of("xx-YY").say("verdict.section.open") == "Open"


def test_plural_forms_of_a_message_take_the_same_parameters() -> None:
    """A form that forgets a parameter would drop a figure from the page."""
    for key, message in words_of("en").messages.items():
        if isinstance(message, dict):
            named = {parameters(form) | {"count"} for form in message.values()}
            assert len(named) == 1, key


def test_every_message_is_said_somewhere() -> None:
    """A message that no page, feed or verdict can say would be translated for nothing."""
    places = [*(ROOT / "briefing").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    text = "".join(path.read_text("utf-8") for path in places)
    whole = set(re.findall(r"[\"']([a-z0-9.-]+)[\"']", text))
    begun = tuple(set(re.findall(r"[\"']([a-z0-9-]+\.(?:[a-z0-9.-]*[.-])?)[\"'{]", text)))
    unsaid = [key for key in words_of("en").messages if key not in whole]
    assert [key for key in unsaid if not key.startswith(begun)] == []
