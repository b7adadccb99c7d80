"""The build: incremental equals clean, nothing stale, nothing lost, nothing half written."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites_help import BASE_SITE, built, entry, tree, write_site

import briefing.build as pipeline
from briefing import stages
from briefing.ground.engine import engine_key
from briefing.hands import store as store_module
from briefing.hands.rendering import PageKey, Rendering
from briefing.hands.store import FOLDER, Busy, Store
from briefing.hands.writing import _TEMPORARY, Escapes

ROOT = Path(__file__).resolve().parent.parent
SITE = {
    **BASE_SITE,
    "content/entries/2024/10/a.md": entry("2024-10-23"),
    "content/entries/2024/10/b.md": entry("2024-10-24", "9,000 to 10,000", "Organisers"),
    "templates/plain.html": "<!doctype html><title>{{ page.title }}</title>{% include 'part.html' %}",
    "templates/part.html": "<p>part one</p>",
    "static/extra.css": "p{color:red}",
    "content/pages/about.md": "---\ntitle: About\n---\nWho we are.\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", SITE)


def assert_equals_clean(site: Path, scratch: Path) -> None:
    """The output is what a clean build into an empty folder gives, byte for byte."""
    clean = scratch / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    copy = scratch / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns(FOLDER, "output"))
    report = built(copy, clean)
    assert not report.failed, report.problems
    assert tree(site / "output") == tree(clean)


# --- random histories -------------------------------------------------------------------------


def _entry_edit(site: Path, random: Random) -> None:
    name = random.choice("abcdef")
    value = random.choice(
        ["1.2bn", "9.9bn", "about 5,000", "thousands"]
    )  # the first two: equal length
    day = f"2024-10-{random.randint(20, 28)}"
    (site / f"content/entries/2024/10/{name}.md").write_text(
        entry(day, value, body=f"Text {name}.")
    )


def _entry_remove(site: Path, random: Random) -> None:
    found = sorted((site / "content/entries/2024/10").glob("*.md"))
    if found:
        random.choice(found).unlink()


def _entry_rename(site: Path, random: Random) -> None:
    found = sorted((site / "content/entries/2024/10").glob("*.md"))
    if found:
        random.choice(found).rename(site / f"content/entries/2024/10/z{random.randint(0, 3)}.md")


def _settings_edit(site: Path, random: Random) -> None:
    terms = random.choice(["", "[comparison]\ndays = 0\nassumed = 0\n"])
    (site / "briefing.toml").write_text(
        f'title = "T{random.randint(0, 3)}"\nbase_url = "https://example.org/t/"\n{terms}'
    )


def _voices_edit(site: Path, random: Random) -> None:
    role = random.choice(["city", "state", "river"])
    text = f"- name: City Police\n  aliases: [police]\n  role: {role} police\n- name: Organisers\n"
    (site / "content/voices.yaml").write_text(text)


def _measure_edit(site: Path, random: Random) -> None:
    title = random.choice(["People on the square", "People there", "Heads"])
    more = random.choice(["", "moves: months\n", "includes: [inner]\n", "foresees: inner\n"])
    (site / "content/measures/inner.md").write_text("---\ntitle: Inside\nkind: stock\n---\n")
    (site / "content/measures/crowd.md").write_text(
        f"---\ntitle: {title}\nkind: {random.choice(['stock', 'cumulative'])}\n{more}---\n"
    )


def _verdict_edit(site: Path, random: Random) -> None:
    found = [p.stem for p in sorted((site / "content/entries/2024/10").glob("*.md"))]
    path = site / "content/verdicts/two.md"
    path.parent.mkdir(exist_ok=True)
    if len(found) > 1:
        a, b = random.sample(found, 2)
        more = random.choice(["", "reviewed: 2024-10-25\n", "kind: spread\n", "pin: true\n"])
        path.write_text(f"---\na: {a}#crowd\nb: {b}#crowd\ntitle: Two\n{more}---\n")


def _without_verdicts(edit: Callable[[Path, Random], None]) -> Callable[[Path, Random], None]:
    """What removes an entry first removes a verdict that may be about it."""

    def edited(site: Path, random: Random) -> None:
        (site / "content/verdicts/two.md").unlink(missing_ok=True)
        edit(site, random)

    return edited


def _template_edit(site: Path, random: Random) -> None:
    (site / "templates/part.html").write_text(f"<p>part {random.randint(0, 3)}</p>")


def _static_edit(site: Path, random: Random) -> None:
    name = random.choice(["extra.css", "other.css"])
    path = site / "static" / name
    if path.exists() and random.random() < 0.4:
        path.unlink()
    else:
        path.write_text(f"p{{margin:{random.randint(0, 9)}px}}")


def _edition_edit(site: Path, random: Random) -> None:
    path = site / f"content/editions/2024-10-{random.randint(20, 28)}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\ntitle: Day {random.randint(0, 9)}\nbrief: [One., Two.]\n---\n")


def _output_by_hand(site: Path, random: Random) -> None:
    found = sorted(p for p in (site / "output").rglob("*") if p.is_file())
    if found:
        path = random.choice(found)
        random.choice(
            [
                lambda: path.unlink(),
                lambda: path.write_bytes(b"by hand"),
                lambda: path.write_bytes(b""),
            ]
        )()


def _state_spoilt(site: Path, random: Random) -> None:
    for path in sorted((site / FOLDER).rglob("*")):
        if path.is_dir() or path.name == "lock" or random.random() < 0.3:
            continue
        data = path.read_bytes()
        flipped = data[:40] + bytes([data[40] ^ 255]) + data[41:] if len(data) > 41 else b""
        spoilt = random.choice([None, data[: len(data) // 2], b"nonsense" * 40, flipped])
        if spoilt is None:
            path.unlink()
        else:
            path.write_bytes(spoilt)


EDITS: list[Callable[[Path, Random], None]] = [
    _entry_edit, _entry_edit, _without_verdicts(_entry_remove), _without_verdicts(_entry_rename),
    _settings_edit, _voices_edit, _measure_edit, _measure_edit, _verdict_edit, _template_edit, _static_edit, _edition_edit, _output_by_hand, _state_spoilt,
]  # fmt: skip


def run_history(site: Path, scratch: Path, steps: list[int], seed: int) -> None:
    """Make edits one after the other; after each, incremental must equal clean."""
    random = Random(seed)
    built(site)
    for step in steps:
        planned = set(tree(site / "output"))
        EDITS[step](site, random)
        state_lost = EDITS[step] is _state_spoilt
        report = built(site)
        assert not report.failed, report.problems
        for stranger in report.strangers:
            # files whose record was lost with the state: named, kept; taken away here to go on
            assert state_lost or stranger in planned
            (site / "output" / stranger).unlink()
        assert_equals_clean(site, scratch)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(0, len(EDITS) - 1), min_size=2, max_size=6), st.integers(0, 10_000))
def test_incremental_equals_clean(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int], seed: int
) -> None:
    """After any history of edits the output equals a clean build, byte for byte."""
    folder = tmp_path_factory.mktemp("history")
    try:
        run_history(write_site(folder / "site", SITE), folder, steps, seed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _without(part: str) -> Callable[[Rendering, object], PageKey]:
    whole = Rendering.key

    def key(self: Rendering, page: object) -> PageKey:
        made = whole(self, page)  # type: ignore[arg-type]
        return PageKey(
            **{"renderer": made.renderer, "template": made.template, "data": made.data, part: ""}
        )

    return key


@pytest.mark.parametrize(
    ("part", "edit"),
    [
        ("data", _entry_edit),
        ("template", _template_edit),
        ("engine", None),
        ("site", _settings_edit),
        ("inputs", _entry_edit),
        ("bytes", _output_by_hand),
    ],
)
def test_every_part_of_the_key_is_needed(
    part: str,
    edit: Callable[[Path, Random], None] | None,
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With any one part of the key taken away, some edit leaves a stale page behind."""
    random = Random(3)
    if part in ("data", "template"):
        monkeypatch.setattr(Rendering, "key", _without(part))
    elif part == "inputs":
        monkeypatch.setattr(stages, "key_of", lambda *parts: "same")
    elif part == "bytes":
        monkeypatch.setattr(pipeline, "intact", lambda output, state: True)
    built(site)
    if part == "site":
        monkeypatch.setattr(Rendering, "__init__", _site_key_ignored(Rendering.__init__))
        built(site)
    if part == "engine":
        _spoil_as_an_older_engine_would(site)
        monkeypatch.setattr(stages, "as_recorded", lambda output, state, path, key: True)
    for _ in range(6):
        if edit:
            edit(site, random)
        built(site)
        monkeypatch_free = subprocess.run(
            [sys.executable, "-c", _COMPARE, str(site), str(tmp_path / "c")],
            capture_output=True, text=True, cwd=ROOT, check=True,
        ).stdout.strip()  # fmt: skip
        if monkeypatch_free == "different":
            return
    pytest.fail(f"no edit showed that the key needs its part {part!r}")


_COMPARE = """
import shutil, sys
from pathlib import Path
sys.path.insert(0, "tests")
from sites_help import built, tree
site, clean = Path(sys.argv[1]), Path(sys.argv[2])
shutil.rmtree(clean, ignore_errors=True)
copy = clean.with_name("copy")
shutil.rmtree(copy, ignore_errors=True)
shutil.copytree(site, copy, ignore=shutil.ignore_patterns(".briefing", "output"))
built(copy, clean)
print("same" if tree(site / "output") == tree(clean) else "different")
"""


def _site_key_ignored(init: Callable[..., None]) -> Callable[..., None]:
    def made(self: Rendering, *args: object, **kwargs: object) -> None:
        init(self, *args, **kwargs)
        self.site_key = "same"

    return made


def _spoil_as_an_older_engine_would(site: Path) -> None:
    """Leave an output and a matching record that another version of the program made."""
    store = Store(site, site / "output", "x")
    state = store.state()
    path = next(p for p in state.outputs if p.endswith(".html"))
    (site / "output" / path).write_bytes(b"made by an older engine")
    record = store_module.Record(
        state.outputs[path].key, store_module.key_of_bytes(b"made by an older engine")
    )
    outputs = {**state.outputs, path: record}
    store.record(store_module.State("", "older", state.site, outputs, (), state.entries))


def test_another_engine_rebuilds_everything(site: Path, tmp_path: Path) -> None:
    """Output of another version of the program is not taken for today's."""
    built(site)
    _spoil_as_an_older_engine_would(site)
    built(site)
    assert_equals_clean(site, tmp_path)


def test_compiled_templates_are_kept_once_each(site: Path) -> None:
    """However often a template is edited, what is kept of templates does not grow."""
    kept = []
    for number in range(4):
        (site / "templates/part.html").write_text(f"<p>part {number}</p>")
        built(site)
        found = Store(site, site / "output", engine_key()).compiled()
        kept.append((len(found.code), len(found.references)))
    assert kept[0] == kept[1] == kept[2] == kept[3] != (0, 0)


def test_two_may_keep_annals_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preview that takes away what it does not know, while a build writes it, ends no build."""
    store, other = (Store(tmp_path, tmp_path / "output", "engine") for _ in range(2))
    replace = os.replace

    def late(source: str, target: Path) -> None:
        monkeypatch.setattr(os, "replace", replace)
        other.keep_annals(lambda known: [("other", b"other")])
        replace(source, target)

    monkeypatch.setattr(os, "replace", late)
    store.keep_annals(lambda known: [("one", b"one"), ("two", b"two")])
    assert store.annals("one") in (None, b"one")
    assert store.annals("two") == b"two"


# --- writing ----------------------------------------------------------------------------------


def test_a_second_build_writes_nothing(site: Path) -> None:
    """An unchanged site is recognised before planning, and no file is touched."""
    built(site)
    before = {p: p.stat().st_mtime_ns for p in (site / "output").rglob("*")}
    report = built(site)
    assert report.unchanged
    assert report.written == ()
    assert {p: p.stat().st_mtime_ns for p in (site / "output").rglob("*")} == before


def test_a_failed_build_changes_nothing(site: Path) -> None:
    """With an error in one entry the last good output and its state stay as they were."""
    built(site)
    before, state = tree(site / "output"), tree(site / FOLDER)
    good = (site / "content/entries/2024/10/a.md").read_text()
    (site / "content/entries/2024/10/a.md").write_text("---\ntitle: A\n---\n")
    report = built(site)
    assert report.failed
    assert {p.code for p in report.problems} == {"no-date", "no-outlet"}
    assert tree(site / "output") == before
    (site / "content/entries/2024/10/a.md").write_text(good)
    assert built(site).unchanged
    assert {k: v for k, v in tree(site / FOLDER).items() if k.startswith("state")} == {
        k: v for k, v in state.items() if k.startswith("state")
    }


def test_a_broken_template_changes_nothing(site: Path) -> None:
    """A template that fails while rendering names template, line and page, and writes nothing."""
    built(site)
    before = tree(site / "output")
    (site / "templates/part.html").write_text("one\n{{ page.nothing }}")
    report = built(site)
    assert report.failed
    (problem,) = [p for p in report.problems if p.code == "template"]
    assert problem.path.endswith("templates/part.html")
    assert problem.line == 2
    assert "about.html" in problem.message
    assert tree(site / "output") == before


def test_what_is_no_longer_planned_is_removed(site: Path) -> None:
    """A deleted entry takes its page, and the folders it leaves empty, with it."""
    built(site)
    assert (site / "output/entries/b.html").exists()
    (site / "content/entries/2024/10/b.md").unlink()
    report = built(site)
    assert "entries/b.html" in report.removed
    assert not (site / "output/entries/b.html").exists()


def test_strangers_are_named_and_kept(site: Path) -> None:
    """A file that briefing did not write is named and stays; .git and CNAME are nobody's business."""
    built(site)
    for name in ("mine.txt", "CNAME", ".git/config"):
        path = site / "output" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert built(site).strangers == ("mine.txt",)
    report = built(site, fresh=True)
    assert report.strangers == ()
    assert (site / "output/CNAME").exists()
    assert (site / "output/.git/config").exists()


def test_state_and_an_entry_deleted_in_one_step(site: Path) -> None:
    """Without state, the page of an entry that is gone is a stranger: named, kept."""
    built(site)
    shutil.rmtree(site / FOLDER)
    (site / "content/entries/2024/10/b.md").unlink()
    assert "entries/b.html" in built(site).strangers


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_output_is_confined(site: Path, tmp_path: Path) -> None:
    """A folder of the output that is a link to elsewhere is not written through."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (site / "output").mkdir()
    (site / "output/entries").symlink_to(elsewhere)
    with pytest.raises(Escapes, match="symbolic link"):
        built(site)
    assert list(elsewhere.iterdir()) == []


def test_an_output_folder_removed_by_hand_is_made_again(site: Path) -> None:
    """With state kept and output gone, a build that plans fewer pages makes the folders it needs."""
    from datetime import date

    built(site)
    shutil.rmtree(site / "output")
    report = built(site, as_of=date(2024, 10, 23))
    assert not report.failed
    assert (site / "output/entries/a.html").exists()


def test_as_of_is_as_if_later_entries_were_absent(site: Path, tmp_path: Path) -> None:
    """`--as-of` gives the bytes of a site that never held what was added later."""
    from datetime import date

    early, without = tmp_path / "early", tmp_path / "without"
    built(site, early, as_of=date(2024, 10, 23))
    (site / "content/entries/2024/10/b.md").unlink()
    built(site, without)
    assert tree(early) == tree(without)


def test_a_draft_reaches_no_output(site: Path) -> None:
    """Nothing of a draft is in any file of the output."""
    text = entry("2024-10-25", body="Secretword.", extra="draft: true\n")
    (site / "content/entries/2024/10/d.md").write_text(text)
    built(site)
    assert not [
        p
        for p, data in tree(site / "output").items()
        if b"Secretword" in data or p.endswith("/d.html")
    ]


# --- processes --------------------------------------------------------------------------------


def command(site: Path, *more: str, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "briefing", "build", "--site", str(site), *more],
        cwd=ROOT, env={**os.environ, **env}, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on Windows")
def test_killed_anywhere_then_right(site: Path, tmp_path: Path) -> None:
    """Killed at many points of a build and the edit reverted, the next build is right."""
    for number in range(40):
        path = site / f"content/entries/2024/10/n{number}.md"
        path.write_text(entry(f"2024-10-{number % 28 + 1:02}"))
    built(site)
    want = tree(site / "output")
    good = (site / "briefing.toml").read_text()
    begin = time.monotonic()
    command(site).communicate()
    whole = time.monotonic() - begin
    cut = 0
    for step in range(12):
        (site / "briefing.toml").write_text(good.replace("Test", f"Edit {step}"))
        process = command(site)
        time.sleep(whole * (0.3 + 0.1 * step))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            cut += 1
        process.communicate()
        for name, data in tree(site / "output").items():
            if not Path(name).name.startswith(_TEMPORARY):  # half written, under no page's name
                assert data[-8:] == want[name][-8:]  # each page whole, old or new
        (site / "briefing.toml").write_text(good)
        built(site)
        assert tree(site / "output") == want
    assert cut > 2


@pytest.mark.parametrize("fresh", [True, False])
@pytest.mark.parametrize("output", [".", "..", "content", "templates/x", ".briefing", "static"])
def test_the_output_is_never_the_site(site: Path, output: str, fresh: bool) -> None:
    """An output folder that holds the site, or lies in what it is made from, is refused."""
    before = tree(site)
    with pytest.raises(Escapes):
        built(site, site / output, fresh=fresh)
    assert tree(site) == before


def test_a_folder_of_others_is_never_emptied(site: Path, tmp_path: Path) -> None:
    """`--fresh` empties what a build of this site wrote, and refuses any other folder with files."""
    folder = tmp_path / "photographs"
    folder.mkdir()
    built(site, folder, fresh=True)
    (folder / "mine.txt").write_text("x")
    built(site, folder, fresh=True)
    assert not (folder / "mine.txt").exists()
    shutil.rmtree(site / FOLDER)
    before = tree(folder)
    with pytest.raises(Escapes, match="no build of this site wrote"):
        built(site, folder, fresh=True)
    assert tree(folder) == before


def test_two_builds_at_once(site: Path) -> None:
    """A second build waits for the first, or says which process holds the lock."""
    store = Store(site, site / "output", "e")
    with store.locked(), pytest.raises(Busy, match=str(os.getpid())), store.locked(wait=0.2):
        pytest.fail("two held the lock")
    processes = [command(site) for _ in range(2)]
    for process in processes:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err


def test_the_same_bytes_everywhere(site: Path, tmp_path: Path) -> None:
    """Another zone, locale, hash seed, checkout path and file order give the same bytes."""
    built(site)
    copy = tmp_path / "another place" / "x"
    copy.mkdir(parents=True)
    for name in sorted(tree(site), reverse=True):
        if not name.startswith((FOLDER, "output")):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / name, copy / name)
    process = command(
        copy,
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANG="tr_TR.UTF-8",
        PYTHONHASHSEED="77",
        PYTHONUTF8="0",
    )
    _, err = process.communicate()
    assert process.returncode == 0, err
    assert tree(copy / "output") == tree(site / "output")


def test_the_command_says_what_it_did(site: Path) -> None:
    """One line sums up; JSON holds the report; errors give exit code 1 and the place."""
    out, _ = command(site).communicate()
    assert out.startswith("Built ")
    assert out.count("\n") == 1
    out, _ = command(site, "--json").communicate()
    assert json.loads(out)["unchanged"] is True
    (site / "content/entries/2024/10/a.md").write_text("---\ntitle: A\n---\n")
    process = command(site)
    out, err = process.communicate()
    assert process.returncode == 1
    assert "content/entries/2024/10/a.md:2:1: error[no-outlet]" in err
    assert "untouched" in out
