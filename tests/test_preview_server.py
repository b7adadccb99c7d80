"""What the preview answers, and whom."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest

from briefing.doors.preview.editors import _form, editor_link
from briefing.doors.preview.serving import Options, Preview
from tests.preview_help import ENTRY, PAGE, Running, running, small_site, until
from tests.sites_help import BASE_SITE, built, entry, tree, write_site

SCRIPT = re.compile(
    rb'<script src="/_briefing/preview\.js\?token=[\w-]+" data-page="[0-9a-f]*"></script>'
)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Running]:
    """A preview of the small site, with drafts."""
    with running(small_site(tmp_path / "site")) as found:
        yield found


@pytest.mark.parametrize("name", ["small", "own"])
def test_without_drafts_each_page_is_the_published_one_and_one_script_tag(
    name: str, tmp_path: Path, root: Path
) -> None:
    """Every file of a build is served under its base path, byte for byte; HTML has one tag more."""
    site = small_site(tmp_path / "site") if name == "small" else _copy(root, tmp_path / "site")
    write_site(site, {"content/entries/draft.md": entry(extra="draft: true\n")})
    output = tmp_path / "output"
    assert not built(site, output).failed
    base = "/t/" if name == "small" else "/"
    with running(site, drafts=False) as preview:
        if name == "small":
            assert preview.get("/t/entries/draft.html")[0] == 404
        for path, published in tree(output).items():
            code, data, headers = preview.get(base + path)
            if path.endswith(".html"):
                data, tags = SCRIPT.subn(b"", data)
                assert tags == 1, path
                assert headers["Content-Type"] == "text/html; charset=utf-8"
            assert code == 200, path
            assert data == published, path
        assert (preview.site / "output").exists() is False


def _copy(root: Path, site: Path) -> Path:
    for name in ("content", "templates", "static"):
        for path in (root / name).rglob("*"):
            if path.is_file():
                write_site(site, {path.relative_to(root).as_posix(): path.read_bytes()})
    for name in ("briefing.toml", "evidence.lock"):
        if (root / name).exists():
            write_site(site, {name: (root / name).read_bytes()})
    return site


def test_drafts_are_shown_named_and_never_written(preview: Running) -> None:
    """A draft has a page here, its address is told to open pages, and output/ is never made."""
    write_site(preview.site, {"content/entries/new.md": entry(extra="draft: true\n")})
    preview.shows("Text.", "/t/entries/new.html")
    assert preview.session.state.drafts == ("entries/new.html",)
    assert not (preview.site / "output").exists()


def test_a_base_path_of_ones_own(tmp_path: Path) -> None:
    """--base-path overrides that of base_url; the bare root leads there, all else is not there."""
    with running(small_site(tmp_path), base_path="project") as preview:
        assert preview.get("/project/entries/march.html")[0] == 200
        assert preview.get("/")[2]["Location"] == "/project/"
        assert preview.get("/t/entries/march.html")[0] == 404
        assert preview.preview.server.url.endswith("/project/")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "localhost.evil.example:{port}", "a@localhost:{port}", "[", ""],
)  # fmt: skip
def test_a_foreign_host_is_refused(preview: Running, host: str) -> None:
    """A name that another could point at this machine gets nothing (DNS rebinding)."""
    code, data, _ = preview.get(PAGE, Host=host.format(port=preview.port))
    assert code == 403
    assert b"March" not in data


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_this_machine_has_several_names(preview: Running, host: str) -> None:
    """Loopback is asked for by any of its names."""
    assert preview.get(PAGE, Host=f"{host}:{preview.port}")[0] == 200


def test_a_foreign_origin_is_refused(preview: Running) -> None:
    """Pages of other origins cannot ask, and no answer invites them (no CORS)."""
    assert preview.get(PAGE, Origin="https://evil.example")[0] == 403
    assert preview.get(PAGE, Origin="null")[0] == 403
    assert preview.get(PAGE, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403
    assert preview.get(PAGE, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 200
    code, _, headers = preview.get(PAGE, Origin=f"http://127.0.0.1:{preview.port}")
    assert code == 200
    assert not [name for name in headers if name.lower().startswith("access-control")]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["events", "preview.js", "worker.js"])
@pytest.mark.parametrize("query", ["", "?token=", "?token=guess", "?token=%00"])
def test_what_is_not_a_page_needs_the_token(preview: Running, name: str, query: str) -> None:
    """The stream and the scripts are for pages that this start has given out."""
    assert preview.get(f"/_briefing/{name}{query}")[0] == 403


@pytest.mark.parametrize(
    "path",
    ["/t/../briefing.toml", "/t/%2e%2e/briefing.toml", "/t//etc/passwd", "/t/..%2fbriefing.toml",
     "/t/static/../../briefing.toml", "/t/content/voices.yaml", "/t/entries%5c..%5cmarch.html",
     "/briefing.toml", "/t/.briefing/parsed", "/_briefing/../briefing.toml"],
)  # fmt: skip
def test_no_path_leads_to_a_file_that_is_no_page(preview: Running, path: str) -> None:
    """Paths are names of pages; nothing else of the disk is given out."""
    code, data, _ = preview.get(path)
    assert code in (403, 404)
    assert b"title =" not in data
    assert b"City Police" not in data or b"</html>" in data


def test_only_reading_is_answered(preview: Running) -> None:
    """Nothing can be posted."""
    with socket.create_connection(("127.0.0.1", preview.port)) as raw:
        raw.sendall(f"POST {PAGE} HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n".encode())
        assert b" 501 " in raw.recv(200)


def test_a_page_that_is_as_it_was_is_not_sent_again(preview: Running) -> None:
    """A conditional request is answered 304 until the page is another."""
    tag = preview.get(PAGE)[2]["ETag"]
    assert preview.get(PAGE, If_None_Match=tag)[0] == 304
    preview.save("Another text.")
    preview.shows("Another text.")
    assert preview.get(PAGE, If_None_Match=tag)[0] == 200


def test_a_save_is_told_with_what_was_saved(preview: Running) -> None:
    """The stream tells the state at once, and again after a save: number, title and address."""
    with preview.stream() as state:
        first = state()
        assert first["ready"]
        assert first["problems"] == []
        preview.save("Another text.")
        second = state()
    assert second["number"] > first["number"]
    assert second["saved"] == [{"address": "entries/march.html", "title": "March of 2024-10-23"}]


def test_problems_are_told_with_all_that_mends_them(preview: Running) -> None:
    """File, line, the line itself, what was expected, the nearest right answer, and an editor link."""
    path = preview.site / ENTRY
    path.write_text(entry(by="polise").replace("value:", "valeu:"), "utf-8")
    problem = until(lambda: preview.session.state.problems, "problems")[0]
    with preview.stream() as state:
        told = state()["problems"][0]
    assert (told["path"], told["line"], told["severity"]) == (ENTRY, problem.line, "error")
    assert told["text"] == "    valeu: about 4,000"
    assert "value" in told["hint"]
    assert told["editor"].endswith(f"{ENTRY}:{problem.line}:{problem.col}")
    preview.shows("Text.")  # the last good page stays
    path.write_text(entry(body="Mended."), "utf-8")
    preview.shows("Mended.")
    assert preview.session.state.problems == ()


def test_warnings_come_after_and_go_with_the_fix(preview: Running) -> None:
    """What the prose check says is told once the save is shown, and leaves the page alone."""
    preview.save("There were 9,000 people.")
    preview.shows("9,000 people")
    made = preview.session.state.made
    problem = until(lambda: preview.session.state.problems, "the warning")[0]
    assert (problem.code, problem.severity) == ("unresolved-number", "warning")
    assert (problem.path, problem.line) == (ENTRY, 11)
    assert preview.session.state.made == made
    preview.save("Mended.")
    until(lambda: not preview.session.state.problems, "the warning to go")


def test_one_broken_file_does_not_hold_up_the_others(preview: Running) -> None:
    """While an entry is broken, its last good state stays and other saves are shown."""
    (preview.site / ENTRY).write_text("---\ntitle: [\n---\n", "utf-8")
    until(lambda: preview.session.state.problems, "the problem")
    other = "content/entries/other.md"
    (preview.site / other).write_text(entry("2024-10-24", body="Newer."), "utf-8")
    preview.shows("Newer.", "/t/entries/other.html")
    assert "Text." in preview.text(PAGE)
    assert [p.path for p in preview.session.state.problems] == [ENTRY]


def test_broken_settings_do_not_end_the_server(preview: Running) -> None:
    """The last good settings stay in force until the file is mended."""
    settings = preview.site / "briefing.toml"
    good = settings.read_text("utf-8")
    settings.write_text("title = ", "utf-8")
    until(lambda: preview.session.state.problems, "the problem")
    assert "Text." in preview.text(PAGE)
    settings.write_text(good.replace("Test", "Renamed"), "utf-8")
    preview.shows("Renamed")
    assert preview.session.state.problems == ()


def test_a_broken_start_shows_the_problems_and_waits(tmp_path: Path) -> None:
    """With nothing to show yet every page says why, for readers without a script too."""
    site = small_site(tmp_path)
    (site / "briefing.toml").write_text("titel = 'x'\n", "utf-8")
    with running(site) as preview:
        code, data, _ = preview.get("/")
        assert code == 503
        assert b"did you mean" in data
        assert SCRIPT.search(data)
        (site / "briefing.toml").write_text("title = 'Mended'\n", "utf-8")
        preview.shows("Text.", "/entries/march.html")


def test_a_site_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    """An empty folder is a problem, and becomes a site when its files come."""
    with running(tmp_path) as preview:
        assert preview.get("/")[0] == 503
        small_site(tmp_path)
        preview.shows("Text.")


def test_template_errors_name_template_page_and_source(preview: Running) -> None:
    """The last good page stays; a page without one says the same itself."""
    preview.shows("Text.")
    theme = Path(__file__).resolve().parent.parent / "templates" / "entry.html"
    broken = theme.read_text("utf-8").replace("{% block", "{{ page.nonsense }}{% block", 1)
    broken = broken.replace("%}", "%}{{ page.nonsense }}") if "nonsense" not in broken else broken
    write_site(preview.site, {"templates/entry.html": "{{ page.nonsense }}" + broken})
    until(lambda: b"Text." in preview.get(PAGE)[1] and preview.session.state.problems, "a problem")
    message = preview.session.state.problems[0].message
    for word in ("nonsense", "entries/march.html", "entry.html", ENTRY):
        assert word in message
    assert preview.session.state.problems[0].path.endswith("templates/entry.html")
    code, data, _ = preview.get("/t/entries/other.html")
    assert code == 500
    assert b"nonsense" in data
    (preview.site / "templates/entry.html").unlink()
    preview.shows("Other.", "/t/entries/other.html")
    assert preview.session.state.problems == ()


def test_a_page_begun_before_the_fix_tells_no_problem_after_it(preview: Running) -> None:
    """A template is mended while a page is still made with the old one: the bar stays gone."""
    preview.shows("Text.")
    write_site(preview.site, {"templates/entry.html": "{{ page.nonsense }}"})
    until(lambda: preview.get(PAGE) and preview.session.state.problems, "the fault")
    before = preview.session.snapshot
    assert before is not None
    (preview.site / "templates/entry.html").unlink()
    until(lambda: not preview.session.state.problems, "the fix")
    preview.session._rendered(before, before.routes["entries/march.html"])
    assert preview.session.state.problems == ()


def test_a_request_during_a_change_gets_a_whole_page(preview: Running) -> None:
    """Whatever is saved meanwhile, every answer is one whole state of the page."""
    wrong: list[str] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            code, data, _ = preview.get(PAGE)
            found = set(re.findall(rb"state-(\d+)", data))
            if code != 200 or not data.rstrip().endswith(b"</html>") or len(found) > 1:
                wrong.append(f"{code} {found}")

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    for number in range(20):
        preview.save(f"state-{number} and again state-{number}\n\nstate-{number}")
        time.sleep(0.02)
    preview.shows("state-19")
    ended.set()
    for asker in askers:
        asker.join()
    assert wrong == []


def test_a_port_in_use_offers_the_next(preview: Running, tmp_path: Path) -> None:
    """A second preview takes the next port and says so."""
    with running(small_site(tmp_path / "second"), port=preview.port) as second:
        assert second.port > preview.port
        assert any(f"Port {preview.port} is in use" in line for line in second.said)
        assert second.get(PAGE)[0] == 200


def test_binding_elsewhere_says_what_it_means(tmp_path: Path) -> None:
    """0.0.0.0 needs the flag, warns, and still refuses names that are not this machine's."""
    with running(small_site(tmp_path), host="0.0.0.0") as preview:
        assert any("everyone who can reach this machine" in line for line in preview.said)
        assert preview.get(PAGE, Host=f"192.0.2.7:{preview.port}")[0] == 200
        assert preview.get(PAGE, Host=f"evil.example:{preview.port}")[0] == 403


def test_the_command_ends_at_once_with_streams_open(tmp_path: Path, root: Path) -> None:
    """Ctrl-C ends `briefing serve` within a second, however many streams are open."""
    site = small_site(tmp_path)
    command = [sys.executable, "-m", "briefing", "serve", "--site", str(site), "--port", "0"]
    process = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith("http://"))
        port = int(re.findall(r":(\d+)/t/", line)[0])
        asked = Running.__new__(Running)
        asked.port = port
        asked.token = re.findall(r"token=([\w-]+)", asked.text(PAGE))[0]
        with asked.stream() as one, asked.stream() as two:
            one(), two()
            begin = time.monotonic()
            process.send_signal(signal.SIGINT)
            process.wait(10)
            assert time.monotonic() - begin < 1.5
        assert "Traceback" not in process.stdout.read()
    finally:
        process.kill()


def test_the_morphing_library_is_the_one_that_is_named() -> None:
    """idiomorph is vendored with version, licence and hash."""
    folder = files("briefing.doors.preview") / "assets"
    named = json.loads((folder / "idiomorph.json").read_text("utf-8"))
    data = (folder / named["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == named["sha256"]
    assert "Zero-Clause BSD" in (folder / "idiomorph.LICENSE").read_text("utf-8")


@pytest.mark.parametrize(
    ("environment", "link"),
    [
        ({}, "vscode://file/a%20b/c.md:3:7"),
        ({"EDITOR": "subl -w"}, "subl://open?url=file:///a%20b/c.md&line=3&column=7"),
        ({"VISUAL": "/usr/bin/emacsclient", "EDITOR": "vi"}, "emacs://open?url=file:///a%20b/c.md&line=3&column=7"),
        ({"BRIEFING_EDITOR_URL": "x://{path}@{line}"}, "x:///a%20b/c.md@3"),
        ({"BRIEFING_EDITOR_URL": "javascript:{path}"}, "vscode://file/a%20b/c.md:3:7"),
    ],
)  # fmt: skip
def test_the_editor_is_the_one_in_use(
    environment: dict[str, str], link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links open the editor that the environment names."""
    for name in ("BRIEFING_EDITOR_URL", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    _form.cache_clear()
    assert editor_link(Path("/a b/c.md"), 3, 7) == link
    _form.cache_clear()


def test_memory_does_not_grow_with_saves(preview: Running) -> None:
    """Nothing of an earlier state is held: no library, plan or snapshot but the last two."""
    import gc

    from briefing.thought.library import Library
    from briefing.thought.plan import Plan

    for number in range(30):
        preview.save(f"state-{number}")
        preview.session.refresh([ENTRY])
        preview.text(PAGE)
    preview.shows("state-29")
    gc.collect()
    held = [type(thing) for thing in gc.get_objects() if isinstance(thing, Library | Plan)]
    assert held.count(Library) <= 3
    assert 1 <= held.count(Plan) <= 3
    assert msgspec.to_builtins(preview.session.state.drafts) == ()


def test_after_a_save_working_ahead_waits_longest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the start it begins soon; after a save what is wrong is looked for first, and saves go on."""
    preview = Preview(Options(site=write_site(tmp_path, dict(BASE_SITE))), lambda line: None)
    preview.session.start()
    waited: list[float] = []

    def calm(seconds: float) -> bool:
        waited.append(seconds)
        return False

    monkeypatch.setattr(preview.watch.hints, "calm", calm)
    monkeypatch.setattr(preview.watch, "taken", lambda: iter([{}]))
    preview._follow_hints()
    assert waited == [0.25, 0.25, 0.25, 2.0]
    preview.session.warmed = True
    waited.clear()
    preview._follow_hints()
    assert waited == [0.25, 0.25]
