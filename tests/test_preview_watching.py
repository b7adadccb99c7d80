"""Right under every kind of save: what the system says is a hint, what counts is what is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.events import (
    DirModifiedEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)

from briefing.doors.preview.watching import Handler, Hints, differing, settle
from tests.preview_help import ENTRY, Running, running, small_site, until
from tests.sites_help import entry, write_site


@pytest.fixture(params=["events", "poll"])
def preview(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """A preview of the small site, by the system's events and by looking in turn."""
    with running(small_site(tmp_path / "site"), poll=request.param == "poll") as found:
        yield found


def in_place(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def replaced(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(data)
    os.replace(temporary, path)


def by_vim(path: Path, data: bytes) -> None:
    probe = path.with_name("4913")
    probe.write_bytes(b"")
    probe.unlink()
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    path.write_bytes(data)
    backup.unlink()


def by_jetbrains(path: Path, data: bytes) -> None:
    new, old = (
        path.with_name(f"{path.name}___jb_tmp___"),
        path.with_name(f"{path.name}___jb_old___"),
    )
    new.write_bytes(data)
    path.rename(old)
    new.rename(path)
    old.unlink()


def by_emacs(path: Path, data: bytes) -> None:
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("somebody@machine.1234:5678")
    shutil.copy(path, path.with_name(path.name + "~"))
    path.write_bytes(data)
    path.with_name(f"#{path.name}#").write_bytes(data)
    path.with_name(f"#{path.name}#").unlink()
    lock.unlink()


def in_chunks(path: Path, data: bytes) -> None:
    step = len(data) // 3 + 1
    with path.open("wb", buffering=0) as file:
        for begin in range(0, len(data), step):
            file.write(data[begin : begin + step])
            time.sleep(0.08)


def deleted_and_made(path: Path, data: bytes) -> None:
    path.unlink()
    time.sleep(0.06)
    path.write_bytes(data)


def emptied_first(path: Path, data: bytes) -> None:
    path.write_bytes(b"")
    time.sleep(0.06)
    path.write_bytes(data)


SAVES = [in_place, replaced, by_vim, by_jetbrains, by_emacs, in_chunks, deleted_and_made, emptied_first]  # fmt: skip


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
def test_each_way_to_save_is_seen_and_never_half(
    preview: Running, save: Callable[[Path, bytes], None]
) -> None:
    """The new text is shown; on the way the page is never gone, never broken, never cut short."""
    path = preview.site / ENTRY
    long = "\n\n".join(f"Paragraph {number} of the text." for number in range(60))
    (preview.site / ENTRY).write_text(entry(body=f"{long}\n\nFirst-end"), "utf-8")
    preview.shows("First-end")
    wrong: list[str] = []
    ended = threading.Event()

    def look() -> None:
        while not ended.is_set():
            served = preview.session.page("entries/march.html")
            text = served.data.decode() if served else ""
            if "First-end" not in text and "Second-end" not in text:
                wrong.append(f"{len(text)} characters")
            wrong.extend(str(problem) for problem in preview.session.state.problems)
            time.sleep(0.002)

    looker = threading.Thread(target=look)
    looker.start()
    save(path, entry(body=f"{long}\n\nSecond-end").encode())
    preview.shows("Second-end")
    ended.set()
    looker.join()
    assert wrong == []


def test_a_touch_or_a_save_without_change_does_nothing(preview: Running) -> None:
    """No state follows a new time, new permissions, a mere read, or the same bytes."""
    path = preview.site / ENTRY
    before = preview.session.state.number
    path.touch()
    path.chmod(0o600)
    path.write_bytes(path.read_bytes())
    replaced(path, path.read_bytes())
    list(path.parent.iterdir())
    write_site(preview.site, {"content/entries/other.md": entry("2024-10-24", body="After.")})
    preview.shows("After.", "/t/entries/other.html")
    assert preview.session.state.number == before + 1


def test_a_file_that_is_really_gone_goes(preview: Running) -> None:
    """A removed entry's page is no more, after the moment in which it might have come back."""
    (preview.site / ENTRY).unlink()
    until(lambda: preview.get("/t/entries/march.html")[0] == 404, "404")


def test_a_text_cut_to_its_beginning_is_believed(preview: Running) -> None:
    """Deleting the end of a text is a save like any other."""
    preview.save("Beginning." + "\n\nMore." * 50)
    preview.shows("More.")
    preview.save("Beginning.")
    until(lambda: b"More." not in preview.get("/t/entries/march.html")[1], "the end to go")


def test_a_renamed_folder_takes_its_entries_along(preview: Running) -> None:
    """Entries of a folder that moved are read at their new place, with all that is saved there."""
    old, new = preview.site / "content/entries/2024", preview.site / "content/entries/1999"
    write_site(preview.site, {"content/entries/2024/deep/a.md": entry(body="Deep.")})
    preview.shows("Deep.", "/t/entries/a.html")
    old.rename(new)
    until(lambda: "content/entries/1999/deep/a.md" in preview.session.shelf.sources, "the move")
    assert "content/entries/2024/deep/a.md" not in preview.session.shelf.sources
    (new / "deep/a.md").write_text(entry(body="Deeper."), "utf-8")
    preview.shows("Deeper.", "/t/entries/a.html")


def test_the_content_folder_may_go_and_come_back(preview: Running) -> None:
    """The last good site stays while content/ is away, and follows it when it is back."""
    content = preview.site / "content"
    content.rename(preview.site / "away")
    until(lambda: preview.session.state.problems, "a problem", 20)
    assert preview.get("/t/entries/march.html")[0] == 200
    (preview.site / "away").rename(content)
    until(lambda: not preview.session.state.problems, "no problem")
    preview.save("Back again.")
    preview.shows("Back again.")


def test_a_template_folder_that_comes_later_is_watched(preview: Running) -> None:
    """A site's first own template and style sheet are taken up, and so is each later change."""
    write_site(preview.site, {"static/site.css": "body{color:red}"})
    preview.shows("color:red", "/t/static/site.css")
    write_site(preview.site, {"static/site.css": "body{color:blue}"})
    preview.shows("color:blue", "/t/static/site.css")
    write_site(preview.site, {"templates/entry.html": "<p>Own {{ page.title }}</p>"})
    preview.shows("Own March")
    write_site(preview.site, {"templates/entry.html": "<p>Other {{ page.title }}</p>"})
    preview.shows("Other March")


def test_a_folder_that_cannot_be_watched_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system refuses one more folder, saves elsewhere are seen as before."""
    refused: list[str] = []

    def refuse(handler: Handler, path: str, **how: object) -> None:
        refused.append(path)
        raise OSError(28, "inotify watch limit reached")

    with running(small_site(tmp_path)) as preview:
        monkeypatch.setattr(preview.preview.watch._observer, "schedule", refuse)
        (preview.site / "templates").mkdir()
        until(lambda: refused, "the folder to be refused")
        preview.save("Seen all the same.")
        preview.shows("Seen all the same.")


def test_a_terminal_that_is_gone_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody can be told of problems any more, pages follow saves as before."""
    told: list[str] = []

    def gone(words: str) -> None:
        told.append(words)
        raise BrokenPipeError

    with running(small_site(tmp_path)) as preview:
        monkeypatch.setattr(preview.preview, "say", gone)
        (preview.site / ENTRY).write_text("---\ntitle: A\n---\n")
        until(lambda: told, "a problem to be told")
        preview.save("Mended.")
        preview.shows("Mended.")


def test_git_checkout_of_500_files(preview: Running) -> None:
    """Switching a branch with 500 files settles on what is there, without an error on the way."""
    git = ["git", "-C", str(preview.site), "-c", "user.name=x", "-c", "user.email=x@example.org"]

    def run(*words: str) -> None:
        subprocess.run([*git, *words], check=True, capture_output=True)

    run("init", "-q", "-b", "one")
    (preview.site / ".gitignore").write_text(".briefing/\n", "utf-8")
    run("add", ".")
    run("commit", "-qm", "one")
    run("checkout", "-qb", "two")
    many = {f"content/entries/m/{n % 7}/m{n}.md": entry(body=f"Two {n}.") for n in range(500)}
    write_site(preview.site, many)
    run("add", ".")
    run("commit", "-qm", "two")
    preview.shows("Two 499.", "/t/entries/m499.html")
    run("checkout", "-q", "one")
    until(lambda: len(preview.session.shelf.content.entries) == 2, "the entries to go")
    run("checkout", "-q", "two")
    until(lambda: len(preview.session.shelf.content.entries) == 502, "the entries to come")
    preview.shows("Two 250.", "/t/entries/m250.html")
    assert preview.session.state.problems == ()


def test_a_hundred_saves_in_a_second(preview: Running) -> None:
    """The last save is shown, and far fewer states were made than saves."""
    before = preview.session.state.number
    for number in range(100):
        preview.save(f"save-{number}.")
        time.sleep(0.01)
    preview.shows("save-99.")
    assert preview.session.state.number - before < 60


def test_a_save_during_a_build_of_the_state_is_not_lost(
    preview: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is saved while the last save is still being taken in is taken in after it."""
    refresh = preview.session.refresh
    began = threading.Event()

    def slowly(paths: set[str]) -> bool:
        began.set()
        time.sleep(0.3)
        return refresh(paths)

    monkeypatch.setattr(preview.session, "refresh", slowly)
    preview.save("First.")
    assert began.wait(10)
    preview.save("Second.")
    preview.shows("Second.")


def test_the_backend_in_use_is_printed(preview: Running) -> None:
    """The start says how files are watched."""
    line = next(line for line in preview.said if "entries read in" in line)
    assert ("--poll" in line) != ("watching by" in line)


def test_without_system_events_files_are_looked_at_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system's limit of watches is reached, the preview says so and goes on."""

    def full(self: object, *given: object, **more: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("briefing.doors.preview.watching.Observer.schedule", full)
    with running(small_site(tmp_path)) as preview:
        assert any("inotify watch limit reached" in line for line in preview.said)
        preview.save("Seen all the same.")
        preview.shows("Seen all the same.")


def test_where_a_new_folder_cannot_be_watched_files_are_looked_at_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's limit may be reached while the preview runs: it says so, and misses no save."""

    def full(self: object, *given: object, **more: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    site = small_site(tmp_path)
    with running(site) as preview:
        monkeypatch.setattr("briefing.doors.preview.watching.Observer.schedule", full)
        (site / "templates").mkdir()
        until(lambda: any(line.startswith("Now looking at files in turn") for line in preview.said))
        write_site(site, {"templates/entry.html": "<p>Own {{ page.title }}</p>"})
        preview.shows("Own March")
        write_site(site, {"templates/entry.html": "<p>Other {{ page.title }}</p>"})
        preview.shows("Other March")


@pytest.mark.parametrize(
    ("event", "hinted"),
    [
        (FileOpenedEvent("/s/a.md"), set()),
        (FileClosedNoWriteEvent("/s/a.md"), set()),
        (DirModifiedEvent("/s"), set()),
        (FileCreatedEvent("/s/.a.md.swp"), set()),
        (FileCreatedEvent("/s/a.md~"), set()),
        (FileCreatedEvent("/s/a.md"), {"/s/a.md"}),
        (FileModifiedEvent("/s/a.md"), {"/s/a.md"}),
        (FileClosedEvent("/s/a.md"), {"/s/a.md"}),
        (FileDeletedEvent("/s/a.md"), {"/s/a.md"}),
        (FileMovedEvent("/s/a.md", "/s/b.md"), {"/s/a.md", "/s/b.md"}),
        (FileMovedEvent("/s/a.md", "/s/a.md~"), {"/s/a.md"}),
    ],
    ids=lambda value: f"{value.event_type} {value.src_path}" if isinstance(value, FileSystemEvent) else "",
)  # fmt: skip
def test_only_some_kinds_of_events_are_hints(event: FileSystemEvent, hinted: set[str]) -> None:
    """Reads raise events too; both ends of a move count; editors' own files do not."""
    hints = Hints()
    Handler(hints).on_any_event(event)
    assert set(hints._paths) == hinted


def test_hints_wait_for_quiet_but_not_for_ever() -> None:
    """One hint is handed on after some 30 ms, a whole file after 10, a stream of hints after 400."""
    hints = Hints()
    begin = time.monotonic()
    hints.add("a")
    assert hints.take() == {"a": False}
    assert 0.025 < time.monotonic() - begin < 0.3
    hints = Hints()
    begin = time.monotonic()
    hints.add("whole", finished=True)
    assert hints.take() == {"whole": True}
    assert 0.008 < time.monotonic() - begin < 0.2
    ended = threading.Event()

    def hail() -> None:
        while not ended.is_set():
            hints.add("b")
            time.sleep(0.002)

    thread = threading.Thread(target=hail)
    begin = time.monotonic()
    thread.start()
    assert hints.take() == {"b": False}
    assert 0.3 < time.monotonic() - begin < 1.5
    ended.set()
    thread.join()


def test_equal_stamps_of_a_moment_ago_are_looked_at_again() -> None:
    """Two saves of one length within one tick of the clock have one stamp, and are still seen."""
    now = time.time_ns()
    fresh, old = (now, 5, 1), (now - 10**11, 5, 1)
    assert differing({"a": fresh, "b": old}, {"a": fresh, "b": old}) == ["a"]
    assert differing({"a": old, "b": old}, {"a": (old[0], 6, 1)}) == ["a", "b"]


def test_doubt_ends_when_patience_does(tmp_path: Path) -> None:
    """A file that stays away, or short, is believed in the end."""
    path = tmp_path / "a.md"
    begin = time.monotonic()
    settle({str(path): False}, lambda name: b"long text", patience=0.1)
    assert 0.09 < time.monotonic() - begin < 1
    path.write_bytes(b"quite another text")
    begin = time.monotonic()
    settle({str(path): False}, lambda name: b"long text", patience=5)
    assert time.monotonic() - begin < 1
