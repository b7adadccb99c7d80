"""The message catalogue: every word of the interface, by id, in the site's language.

Messages live in `briefing/ground/messages/LANGUAGE.toml`. A message is text with `{name}`
parameters, or a table of plural forms chosen by `count` (CLDR's rules, by way of Babel). Ids are
the TOML keys joined by dots. A missing id or parameter is an error, never an empty place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from briefing.ground.locale import number, plural_form

Message = str | dict[str, str]
Parameter = str | int | float
_PLURALS = {"zero", "one", "two", "few", "many", "other"}


class MissingWord(LookupError):
    """An id or a parameter that a message needs and did not get."""


class Words:
    """The messages of one language; English stands in where a translation has none."""

    def __init__(self, language: str, messages: Mapping[str, Message]) -> None:
        self.language = language
        self.messages = messages

    def say(self, id: str, /, **params: Parameter) -> str:
        """Return a message with its parameters; numbers are grouped as the language does.

        A message need not use all it is given: another wording may. Raises MissingWord for an
        unknown id or a parameter not given.
        """
        text = self._form(id, params)
        named = parameters(text)
        if not named <= params.keys():
            raise MissingWord(f"message {id!r} needs {', '.join(sorted(named - params.keys()))}")
        if not named:
            return text.format() if "{" in text else text
        shown = {
            key: value if isinstance(value, str) else number(value, self.language)
            for key, value in params.items()
        }
        return text.format_map(shown)

    def knows(self, id: str) -> bool:
        """Say whether there is a message of this id."""
        return id in self.messages

    def takes(self, id: str) -> frozenset[str]:
        """Return the parameters of a message, `count` among them where it has plural forms."""
        message = self.messages.get(id)
        if message is None:
            raise MissingWord(f"there is no message {id!r}")
        if isinstance(message, str):
            return parameters(message)
        return parameters(message["other"]) | {"count"}

    def _form(self, id: str, params: Mapping[str, Parameter]) -> str:
        message = self.messages.get(id)
        if message is None:
            raise MissingWord(f"there is no message {id!r}")
        if isinstance(message, str):
            return message
        count = params.get("count")
        if count is None or isinstance(count, str):
            raise MissingWord(f"message {id!r} has plural forms and needs a number `count`")
        return message.get(plural_form(count, self.language), message["other"])


@cache
def words_of(language: str) -> Words:
    """Return the catalogue of a language (BCP 47), its base language, or English."""
    messages = dict(_read("en"))
    for tag in dict.fromkeys((language.split("-")[0], language)):
        if tag != "en":
            messages.update(_read(tag))
    return Words(language, messages)


@cache
@cache
def parameters(text: str) -> frozenset[str]:
    """Return the names of a message's parameters."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def _read(tag: str) -> dict[str, Message]:
    place = files("briefing.ground").joinpath("messages", f"{tag}.toml")
    if not tag.replace("-", "").isalnum() or not place.is_file():
        return {}
    return dict(_flat(tomllib.loads(place.read_text("utf-8")), ""))


def _flat(table: Mapping[str, Any], above: str) -> Iterator[tuple[str, Message]]:
    for key, value in table.items():
        if isinstance(value, dict) and not ("other" in value and set(value) <= _PLURALS):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
