"""What the preview keeps in memory is what a fresh reading gives, after any history of edits."""

from __future__ import annotations

import errno
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.content.parsing import parse
from briefing.doors.preview.session import Session
from briefing.hands.rendering import Rendering
from briefing.hands.store import Store
from briefing.thought.library import Resolver, build_library
from briefing.thought.pages import Page
from tests.sites_help import BASE_SITE, write_site

VOICES = (
    BASE_SITE["content/voices.yaml"],
    "- name: City Police\n  aliases: [police]\n  actor: FR\n- name: Organisers\n  actor: DE\n",
    "- name: Organisers\n",
)
MEASURES = (
    BASE_SITE["content/measures/crowd.md"],
    "---\ntitle: Crowd\nkind: stock\nunit: people\n---\nSee [it](../entries/e1.md).\n",
    "---\ntitle: Crowd\nkind: fact\ntopic: square\n---\n",
)
EDITIONS = (
    "---\ntitle: One\nlede: Text.\n---\n",
    "---\ntitle: Two\nbrief: ['[it](../entries/e0.md)']\ndraft: true\n---\nBody.\n",
)
CORRECTIONS = (
    "---\ndate: 2024-10-24\nwhere: e1#crowd\nremoved: true\n---\nTaken out.\n",
    "---\ndate: 2024-10-24\nwhere: [e0, e2#police-accuse]\nremoved: true\n---\nTaken out.\n",
    "---\ndate: 2024-10-24\nwhere: e1#crowd\nold: '30'\nnew: '10'\n---\nPut right.\n",
)
SITES = (
    BASE_SITE["briefing.toml"],
    'title = "Other"\n[organisations]\nEU = "Union"\n',
    "title = 3\n",
    f"{BASE_SITE['briefing.toml']}[comparison]\ndays = 0\nassumed = 0\n",
)
VERDICTS = (
    "---\na: e0#crowd\nb: e1#crowd\ntitle: Two counts\n---\nBecause.\n",
    "---\na: e0#crowd\nb: e1#crowd\ntitle: Three counts\nkind: definition\n---\n",
    "---\na: e1#crowd\nb: e2#crowd\ntitle: Two counts\nreviewed: 2024-10-22\n---\n",
)


@st.composite
def entries(draw: st.DrawFn) -> str:
    """An entry, right or wrong, whose parts vary on their own."""
    lines = ["---", f"title: T{draw(st.integers(0, 2))}"]
    lines.append(f"outlet: {draw(st.sampled_from(('gazette', 'unknown', 'nobody')))}")
    lines.append(f"date: {draw(st.sampled_from(('2024-10-22', '2024-10-23', 'unknown', '2024')))}")
    lines.append(f"countries: [{draw(st.sampled_from(('', 'DE', 'DE, FR', 'EU')))}]")
    for extra in ("draft: true", "part_of: e0", "id: other", "topics: []", "aliases: [old.html]"):
        if draw(st.integers(0, 5)) == 0:
            lines.append(extra)
    if draw(st.booleans()):
        lines += ["claims:", "  - measure: crowd", f"    by: {draw(st.sampled_from(_BY))}"]
        lines.append(draw(st.sampled_from(("    value: 3,000", "    status: confirmed"))))
        lines += draw(st.sampled_from(([], ["    same_as: e1#crowd"], ["    revises: e2#crowd"])))
    if draw(st.booleans()):
        lines += ["reactions:", "  - kind: accuse", f"    by: {draw(st.sampled_from(_BY))}"]
        lines += ["    text: Said so.", f"    target: [{draw(st.sampled_from(('DE', 'FR')))}]"]
    body = draw(st.sampled_from(("Text.", "A [link](e1.md).", "Other.", "[x](javascript:y)")))
    return "\n".join([*lines, "---", body, ""])


_BY = ("police", "Organisers", "unnamed", "[police, Organisers]")


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str | None]:
    """A file and its new text, None to remove it."""
    kind = draw(
        st.sampled_from(("entry",) * 7 + ("voices", "measure", "edition", "correction", "site"))
    )
    if kind == "entry":
        folder = draw(st.sampled_from(("", "sub/")))
        path = f"content/entries/{folder}e{draw(st.integers(0, 3))}.md"
        return path, draw(st.one_of(st.none(), entries(), entries(), entries()))
    if kind == "voices":
        return "content/voices.yaml", draw(st.sampled_from(VOICES))
    if kind == "measure":
        return "content/measures/crowd.md", draw(st.sampled_from((*MEASURES, None)))
    if kind == "correction":
        return "content/corrections/c1.md", draw(st.sampled_from((*CORRECTIONS, None)))
    if kind == "edition":
        return "content/editions/2024-10-22.md", draw(st.sampled_from((*EDITIONS, None)))
    if kind == "verdict":
        return "content/verdicts/counts.md", draw(st.sampled_from((*VERDICTS, None)))
    return "briefing.toml", draw(st.sampled_from(SITES))


def apply(site: Path, path: str, text: str | None) -> None:
    """Save or remove a file."""
    if text is None:
        (site / path).unlink(missing_ok=True)
    else:
        write_site(site, {path: text})


def test_where_something_is_removed_a_save_still_costs_one_entry(tmp_path: Path) -> None:
    """What was made of the other entries is the very same after a save."""
    site = write_site(tmp_path, {**BASE_SITE, "content/corrections/c1.md": CORRECTIONS[0]})
    write_site(site, {f"content/entries/e{n}.md": GOOD.format(n=n) for n in range(3)})
    session = Session(site)
    session.start()
    assert session.snapshot is not None
    before = session.snapshot.library.resolved
    assert before["e1"].mentions == ()
    write_site(site, {"content/entries/e0.md": GOOD.format(n=7)})
    session.refresh(["content/entries/e0.md"])
    after = session.snapshot.library.resolved
    assert [after[key] is before[key] for key in ("e0", "e1", "e2")] == [False, True, True]


def test_working_ahead_ends_where_a_save_waits_and_goes_on_later(tmp_path: Path) -> None:
    """Interrupted, a session has done some; what it kept in the end is what a start takes over."""
    site = write_site(tmp_path, dict(BASE_SITE))
    write_site(site, {f"content/entries/e{n}.md": GOOD.format(n=n) for n in range(3)})
    session = Session(site)
    session.start()
    answers = iter([False, False, True])
    assert not session.warm(lambda: next(answers))
    assert not (site / ".briefing" / "annals-drafts").exists()
    assert session.warm(lambda: False)
    assert not session.warm(lambda: False)
    again = Session(site)
    again.start()
    assert again.snapshot is not None
    chronicle = again.snapshot.plan.desk.chronicle
    assert chronicle.ready(chronicle.shelves.circle_of["crowd"])
    assert pages(again) == pages(session)


def test_a_save_waits_for_no_page_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Working ahead ends for a save while pages are made, and one who waits is given the new state."""
    site = write_site(tmp_path, dict(BASE_SITE))
    write_site(site, {f"content/entries/e{n}.md": GOOD.format(n=n) for n in range(2)})
    session = Session(site)
    session.start()
    rendering, go_on, render = threading.Event(), threading.Event(), Rendering.render

    def slowly(self: Rendering, page: Page) -> bytes:
        rendering.set()
        assert go_on.wait(20)
        return render(self, page)

    monkeypatch.setattr(Rendering, "render", slowly)
    with ThreadPoolExecutor(3) as pool:
        asked = pool.submit(session.page, "entries/e0.html")
        assert rendering.wait(20)
        waiting = pool.submit(session.page, "entries/e1.html")
        ahead = pool.submit(session.warm, lambda: True)
        try:
            assert not ahead.result(20)
            apply(site, "content/entries/e1.md", GOOD.format(n=1).replace("Text.", "Saved."))
            assert session.refresh(["content/entries/e1.md"])
        finally:
            go_on.set()
        assert asked.result(20)
        served = waiting.result(20)
    assert served is not None
    assert b"Saved." in served.data


def test_a_site_that_cannot_be_written_to_is_previewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would make the next start faster is left out; nothing else is another."""
    site = write_site(tmp_path, dict(BASE_SITE))
    write_site(site, {f"content/entries/e{n}.md": GOOD.format(n=n) for n in range(2)})

    def refused(self: Store, path: Path, value: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(Store, "_write", refused)
    session = Session(site)
    session.start()
    assert session.state.ready
    assert session.warm(lambda: False)
    assert session.page("entries/e0.html")


def pages(session: Session) -> dict[str, object]:
    """Every page of a session, as data."""
    snapshot = session.snapshot
    if snapshot is None:
        return {}
    return {path: snapshot.plan.page(route) for path, route in snapshot.routes.items()}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(edits(), st.booleans()), min_size=1, max_size=8), st.booleans())
def test_a_session_is_as_a_fresh_one_after_any_edits(
    history: list[tuple[tuple[str, str | None], bool]], warmed: bool
) -> None:
    """Where the site is without errors, all its pages are those of a session started anew.

    So it is where the session worked ahead, and where the fresh one finds what that one kept.
    """
    with tempfile.TemporaryDirectory() as folder:
        site = write_site(Path(folder), dict(BASE_SITE))
        write_site(site, {f"content/entries/e{n}.md": GOOD.format(n=n) for n in range(3)})
        session = Session(site)
        session.start()
        if warmed:
            while not session.warm(lambda: False):
                pass
        for (path, text), looked_at in history:
            apply(site, path, text)
            session.refresh([path])
            if looked_at:
                pages(session)
        fresh = Session(site)
        fresh.start()
        if fresh.state.ready:
            assert session.state.problems == fresh.state.problems
            assert pages(session) == pages(fresh)
        else:
            own = {p for p in fresh.state.problems if p.code not in _BETWEEN_FILES}
            assert own <= set(session.state.problems)


GOOD = "---\ntitle: T{n}\noutlet: gazette\ndate: 2024-10-22\nclaims:\n  - measure: crowd\n    value: {n}0\n    by: police\n---\nText.\n"
_BETWEEN_FILES = {"duplicate-address"}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(edits(), min_size=1, max_size=8))
def test_a_library_that_reuses_the_last_is_as_a_fresh_one(
    history: list[tuple[str, str | None]],
) -> None:
    """The library and its findings are equal, field by field, whatever was edited before."""
    with tempfile.TemporaryDirectory() as folder:
        site = write_site(Path(folder), dict(BASE_SITE))
        session = Session(site)
        session.start()
        resolver = Resolver()
        for path, text in history:
            apply(site, path, text)
            session.refresh([path])
            content, known = session.shelf.content, session.snapshot
            assert known is not None
            assert resolver.build(content, known.library.settings) == build_library(
                content, known.library.settings
            )


@pytest.mark.parametrize("path", ["content/verdicts/counts.md", "briefing.toml"])
def test_claims_stay_where_only_the_editors_word_or_a_threshold_is_another(
    path: str, tmp_path: Path
) -> None:
    """Pages that were looked at before show the claims still, and what is said of them now."""
    site = write_site(tmp_path, dict(BASE_SITE))
    write_site(site, {f"content/entries/e{n}.md": GOOD.format(n=n + 1) for n in range(3)})
    session = Session(site)
    session.start()
    assert "e0.html#crowd" in repr(pages(session)["discrepancies/crowd.html"])
    apply(site, path, VERDICTS[0] if path.startswith("content") else SITES[-1])
    session.refresh([path])
    fresh = Session(site)
    fresh.start()
    assert pages(session) == pages(fresh)


def test_the_shelf_holds_what_a_fresh_reading_gives(tmp_path: Path) -> None:
    """Folders moved, files removed and added: content comes out in the same order."""
    site = write_site(tmp_path, dict(BASE_SITE))
    write_site(site, {f"content/entries/2024/e{n}.md": GOOD.format(n=n) for n in range(3)})
    session = Session(site)
    session.start()
    (site / "content/entries/2024").rename(site / "content/entries/1999")
    (site / "content/entries/1999/e1.md").unlink()
    write_site(site, {"content/entries/a/b.md": GOOD.format(n=7)})
    session.refresh(["content/entries/2024", "content/entries/1999", "content/entries/a"])
    fresh = Session(site)
    fresh.start()
    assert session.shelf.content == fresh.shelf.content
    assert list(session.shelf.content.entries) == list(fresh.shelf.content.entries)
    assert parse(session.shelf.sources.values(), {})[0].entries == session.shelf.content.entries
