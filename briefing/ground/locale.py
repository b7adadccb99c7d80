"""Names of countries, dates and numbers in the site's language (CLDR). The one door to Babel."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

#: CLDR's two-letter regions that are no ISO 3166-1 code. Kosovo (XK) is kept: it is in wide use.
_NO_COUNTRY = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)


@cache
def locale_of(language: str) -> Locale:
    """Return the locale of a BCP 47 tag, falling back to its language, then to English."""
    for tag in (language.replace("-", "_"), language.split("-")[0]):
        try:
            return Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")


@cache
def countries(language: str = "en") -> dict[str, str]:
    """Return ISO 3166-1 alpha-2 codes with their names in the language."""
    names = locale_of(language).territories
    return {
        code: name
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
    }


@cache
def is_rtl(language: str) -> bool:
    """Say whether the language is written from right to left."""
    return locale_of(language).text_direction == "rtl"


@cache
def long_day(day: date, language: str) -> str:
    """`Tuesday 29 October 2024`, as the language has it."""
    return str(format_skeleton("yMMMMEEEEd", day, locale=_day_locale(language))).replace(",", "")


@cache
def plain_day(day: date, language: str) -> str:
    """`29 October 2024`, as the language has it."""
    return str(format_date(day, "long", locale=_day_locale(language)))


@cache
def short_day(day: date, language: str) -> str:
    """`29 October`, as the language has it."""
    return str(format_skeleton("MMMMd", day, locale=_day_locale(language)))


@cache
def axis_day(day: date, language: str) -> str:
    """`29 Oct`, as the language has it."""
    return str(format_skeleton("MMMd", day, locale=_day_locale(language)))


@cache
def axis_month(day: date, language: str) -> str:
    """`Oct 2024`, as the language has it."""
    return str(format_skeleton("yMMM", day, locale=_day_locale(language)))


@cache
def month(day: date, language: str) -> str:
    """`October 2024`, as the language has it."""
    return str(format_skeleton("yMMMM", day, locale=_day_locale(language)))


@cache
def language_name(tag: str, language: str) -> str:
    """`German`, for `de`; the tag itself where it is no language."""
    try:
        name = Locale.parse(tag.replace("-", "_")).get_language_name(locale_of(language))
    except (UnknownLocaleError, ValueError):
        return tag
    return str(name) if name else tag


@cache
def weekdays(language: str) -> tuple[tuple[int, str, str], ...]:
    """Return (number from Monday 0, short name, long name) of each day of a week, in its order."""
    locale = _day_locale(language)
    short = locale.days["stand-alone"]["abbreviated"]
    wide = locale.days["stand-alone"]["wide"]
    order = [(locale.first_week_day + step) % 7 for step in range(7)]
    return tuple((day, short[day], wide[day]) for day in order)


def number(value: int | float, language: str) -> str:
    """`10,000` as the language groups it."""
    return str(format_decimal(value, locale=locale_of(language)))


def axis_number(value: int | float, language: str) -> str:
    """`10,000`, from a million on `1.285M`, as the language has it."""
    if abs(value) < 1_000_000:
        return number(int(value) if value == int(value) else value, language)
    return str(format_compact_decimal(value, fraction_digits=3, locale=locale_of(language)))


def plural_form(count: int | float, language: str) -> str:
    """Return CLDR's plural form (`one`, `few`, `other` …) of a number in the language."""
    return str(locale_of(language).plural_form(count))


def _day_locale(language: str) -> Locale:
    # plain "en" is American to CLDR (October 29, 2024); news for the world is written day first
    return Locale.parse("en_GB") if language == "en" else locale_of(language)


@cache
def month_names(language: str) -> dict[str, int]:
    """Return every name and short form of the months, without case and final dots: number."""
    return _calendar_names(language, "months")


@cache
def weekday_names(language: str) -> dict[str, int]:
    """Return every full name of the days of the week, without case: 0 for Monday to 6."""
    locale = locale_of(language)
    return {
        str(name).casefold(): number
        for number, name in locale.days["format"]["wide"].items()
        if len(str(name)) > 2
    }


def _calendar_names(language: str, kind: str) -> dict[str, int]:
    locale = locale_of(language)
    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in getattr(locale, kind)[context][width].items():
                names.setdefault(str(name).casefold().rstrip("."), number)
    return names
