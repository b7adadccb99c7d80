"""`status.html`: who has confirmed what, since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from briefing.content.model import Measure
from briefing.thought.desk import Desk
from briefing.thought.pages import Page, Route
from briefing.thought.pagetypes import FactBoard, StatusPage, StatusRow
from briefing.thought.recipes import views
from briefing.thought.statements import Mention

ROWS = 60


def routes(desk: Desk) -> Iterator[Route]:
    """One page, where any measure is a fact."""
    if desk.has_facts:
        yield Route("status.html", "status")


def status(desk: Desk, route: Route) -> Page:
    """Make the board of facts."""
    facts = [m for m in desk.library.measures.values() if m.kind == "fact"]
    boards = [_board(desk, fact, route.path) for fact in facts]
    data = StatusPage(
        path=route.path,
        title=desk.say("board.title"),
        section=route.path,
        facts=tuple(board for board in boards if board.rows),
    )
    return Page(route.path, "template", "status.html", data)


def _board(desk: Desk, fact: Measure, page: str) -> FactBoard:
    by_origin: dict[str, list[Mention]] = defaultdict(list)
    for mention in desk.shelves.mentions_on.get(fact.id, ()):
        if not mention.same_as:
            by_origin[mention.origin.key].append(mention)
    file = desk.source_of("measure", fact.id)
    rows = tuple(_row(desk, mentions) for mentions in by_origin.values())
    body = desk.first(fact.body, file, page)
    return FactBoard(desk.measure(fact.id), body, rows[:ROWS])


def _row(desk: Desk, mentions: list[Mention]) -> StatusRow:
    now, *before = mentions
    spoke = {tuple(speaker.key for speaker in mention.speakers) for mention in mentions}
    return StatusRow(
        views.claim_line(desk, now, desk.year),
        tuple(views.claim_line(desk, mention, desk.year) for mention in before),
        # one person's words are never put into the row of another
        now.origin.name if len(spoke) > 1 else "",
    )
