"""The site's settings, from `briefing.toml`: settings only; content lives in `content/`."""

from __future__ import annotations

import re
import tomllib
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta, Struct

from briefing.ground.problems import Problem, suggest

#: The authority of a tag URI (RFC 4151), and the beginning of what is specific to the site.
_TAG = r"([A-Za-z0-9._-]+@)?[A-Za-z0-9][A-Za-z0-9.-]*,\d{4}(-\d\d(-\d\d)?)?(:[\w./-]+)?"


class Comparison(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Thresholds of comparison (shares of 1, days). Every one has a default that was argued for."""

    room_one_digit: Annotated[
        float, Meta(ge=0, le=1, description="*about* at one significant digit.")
    ] = 0.10
    room_two_digits: Annotated[float, Meta(ge=0, le=1, description="*about* at two digits.")] = 0.05
    rounding: Annotated[
        float, Meta(ge=0, le=1, description="Under this share of the larger apart: rounding.")
    ] = 0.05
    far_apart: Annotated[
        float, Meta(ge=1, description="Above this many times a floor: both, far apart.")
    ] = 1.5
    hours: Annotated[int, Meta(ge=0, description="Reach of measures that move by the hour.")] = 1
    days: Annotated[int, Meta(ge=0, description="Reach of measures that move by the day.")] = 3
    months: Annotated[int, Meta(ge=0, description="Reach of measures that move by the month.")] = 30
    standing: Annotated[int, Meta(ge=0, description="Reach of measures that stand.")] = 365
    assumed: Annotated[
        int, Meta(ge=0, description="Days before its report that an undated statement may be of.")
    ] = 2
    status: Annotated[int, Meta(ge=0, description="Days within which standings are compared.")] = 7


class Publisher(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who answers for the site."""

    name: Annotated[str, Meta(description="The responsible person or organisation.")] = ""
    email: Annotated[str, Meta(description="Where to write.")] = ""


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that `briefing.toml` may hold."""

    title: Annotated[str, Meta(min_length=1, description="The site's name.")]
    base_url: Annotated[str, Meta(description="Where it is published, with the final slash.")] = ""
    language: Annotated[str, Meta(description="Its language (BCP 47): words, dates, names.")] = "en"
    timezone: Annotated[str, Meta(description="The zone whose calendar days it uses.")] = "UTC"
    description: Annotated[str, Meta(description="One sentence for search and feeds.")] = ""
    logo: Annotated[str, Meta(description="A picture in `static/` shown before the title.")] = ""
    footer: Annotated[str, Meta(description="A line of text at the foot of every page.")] = ""
    licence: Annotated[str, Meta(description="Licence of the data, quoted words excluded.")] = ""
    quote_limit: Annotated[
        int,
        Meta(ge=0, description="Verbatim characters per quotation, unless an outlet says less."),
    ] = 200
    article_limit: Annotated[
        int, Meta(ge=0, description="Verbatim characters per article over the whole site.")
    ] = 500
    tag: Annotated[
        str,
        Meta(
            description="Authority of permanent ids in feeds, such as `example.org,2024:watch`. "
            "Default: made from `base_url`; write it down before the site moves."
        ),
    ] = ""
    navigation: Annotated[
        tuple[tuple[str, str], ...],
        Meta(
            description="Pairs of label and address (of a page, or `https://…`). "
            "Default: the site's main pages."
        ),
    ] = ()
    organisations: Annotated[
        dict[str, str], Meta(description="Organisations as actors: id = name.")
    ] = {}  # msgspec copies it
    comparison: Annotated[Comparison, Meta(description="Thresholds.")] = Comparison()
    publisher: Annotated[Publisher, Meta(description="Who answers for the site.")] = Publisher()


def read_settings(path: str, data: bytes) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Read settings; return them, or None where a problem stands in the way, and all problems."""
    try:
        text = data.decode("utf-8-sig")
        raw = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return None, (Problem(path, 1, 1, "not-utf-8", f"the file is not UTF-8 ({error.reason})"),)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return None, (_toml_problem(path, str(error)),)
    problems = [*_unknown(path, text, raw, Settings, ()), *_wrong(path, text, raw)]
    if problems:
        return None, tuple(problems)
    settings = msgspec.convert(raw, Settings)
    if settings.base_url and not settings.base_url.endswith("/"):
        settings = msgspec.structs.replace(settings, base_url=settings.base_url + "/")
    return settings, ()


def _toml_problem(path: str, message: str) -> Problem:
    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    line, col = (int(found[1]), int(found[2])) if found else (1, 1)
    told = message[: found.start()] if found else message
    return Problem(path, line, col, "bad-toml", f"this is not TOML: {told}")


def _unknown(
    path: str, text: str, raw: dict[str, Any], kind: type[Struct], above: tuple[str, ...]
) -> list[Problem]:
    known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    problems = []
    for key, value in raw.items():
        if key not in known:
            where = ".".join((*above, key))
            place = line_of(text, (*above, key))
            problems.append(
                Problem(
                    path,
                    *place,
                    "unknown-key",
                    f"there is no setting {where!r}",
                    suggest(key, known),
                )
            )
        elif isinstance(value, dict) and key in ("comparison", "publisher"):
            inner = Comparison if key == "comparison" else Publisher
            problems += _unknown(path, text, value, inner, (*above, key))
    return problems


def _wrong(path: str, text: str, raw: dict[str, Any]) -> list[Problem]:
    problems = []
    for field in msgspec.structs.fields(Settings):
        if field.encode_name not in raw:
            if field.required:
                hint = f'add `{field.encode_name} = "…"`'
                problems.append(
                    Problem(path, 1, 1, "missing-key", f"there is no `{field.encode_name}`", hint)
                )
            continue
        try:
            value = msgspec.convert(raw[field.encode_name], field.type)
        except msgspec.ValidationError as error:
            if "unknown field" in str(error):
                continue  # said by _unknown, with the nearest right key
            place = line_of(text, (field.encode_name,))
            problems.append(
                Problem(
                    path,
                    *place,
                    "wrong-type",
                    f"`{field.encode_name}`: {error}".replace(" - at `$`", ""),
                )
            )
            continue
        why = _judge(field.encode_name, value)
        if why:
            problems.append(Problem(path, *line_of(text, (field.encode_name,)), "bad-value", why))
    return problems


def _judge(key: str, value: Any) -> str:
    if (
        key == "base_url"
        and value
        and not re.fullmatch(r"https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?", value)
    ):
        return f"`base_url` is the address of the site's folder, https://…/, not {value!r}"
    if key == "tag" and not re.fullmatch(_TAG, value):
        return (
            f"`tag` is a domain or mail address and a year, such as example.org,2024, not {value!r}"
        )
    if key == "timezone":
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return f"there is no time zone {value!r}; write one such as Europe/Berlin or UTC"
    if key == "language" and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        return f"`language` is a tag such as en or de-AT, not {value!r}"
    if key == "organisations":
        bad = [k for k in value if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{1,30}", k)]
        if bad:
            return f"an organisation's id is letters and digits, not {bad[0]!r}"
    return ""


def line_of(text: str, keys: tuple[str, ...]) -> tuple[int, int]:
    """Find where a TOML key stands, for a message (tomllib gives no places)."""
    table = ".".join(keys[:-1])
    here = ""
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
        if header:
            here = header[1]
            if here == ".".join(keys):
                return number, 1
        elif here == table and re.match(
            rf"\s*(?:\"{re.escape(keys[-1])}\"|{re.escape(keys[-1])})\s*=", line
        ):
            return number, len(line) - len(line.lstrip()) + 1
    return 1, 1
