"""What a source does not say, asked for at the terminal. An empty answer leaves the gap; `check` names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec.structs import replace

from briefing.doors.importing.addresses import tidy
from briefing.doors.importing.article import Article
from briefing.doors.importing.known import Site
from briefing.doors.importing.printing import visible
from briefing.ground.problems import suggest
from briefing.thought.voices import fold

Ask = Callable[[str], str]
_MOST_NAMED = 12


class _NoAnswer(ValueError):
    """An answer that cannot be meant; the message says why."""


def completed(article: Article, site: Site, ask: Ask) -> Article:
    """Return the article with what an editor knows of it."""
    for gap, question, read in _questions(article, site):
        value = _answer(f"{visible(article.title) or 'untitled'}: {question}", read, ask)
        if value is not None:
            left = tuple(g for g in article.gaps if g != gap)
            key = "published" if gap == "date" else gap
            article = replace(article, gaps=left, **{key: value})
    return article


def _questions(
    article: Article, site: Site
) -> Iterator[tuple[str, str, Callable[[str], str | date]]]:
    """Yield what is missing: its key, what to ask, and how an answer is read."""
    if "title" in article.gaps:
        yield "title", "title (empty: unknown)", str
    if article.published is None:
        yield "date", "day of publication, such as 2024-10-29 (empty: unknown)", _day
    if not article.outlet and site.outlets:
        known = ", ".join(sorted(site.outlets)[:_MOST_NAMED])
        yield "outlet", f"outlet ({known}; empty: unknown)", lambda text: _outlet(text, site)
    if "url" in article.gaps:
        yield "url", "address (empty: unknown)", _address


def _answer(question: str, read: Callable[[str], str | date], ask: Ask) -> str | date | None:
    """Ask until the answer can be meant; None for an empty one."""
    told = question
    while answer := ask(told).strip():
        try:
            return read(answer)
        except _NoAnswer as why:
            told = f"{why}; {question}"
    return None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _NoAnswer(f"{text!r} is no day") from error


def _outlet(text: str, site: Site) -> str:
    """Return the id of an outlet by id, name or alias."""
    for key, outlet in site.outlets.items():
        if fold(text) in map(fold, (key, outlet.name, *outlet.aliases)):
            return key
    raise _NoAnswer(f"content/outlets/ has no {text!r}; {suggest(text, site.outlets)}")


def _address(text: str) -> str:
    found = tidy(text)
    if found is None:
        raise _NoAnswer(f"{text!r} is no address")
    return found.url
