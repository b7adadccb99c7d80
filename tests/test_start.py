"""`briefing new`, and the tutorial walked as it is written."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from briefing.doors.command import main
from briefing.doors.starting import Answers, start
from tests.html_help import read
from tests.sites_help import built, problems_of, tree

ROOT = Path(__file__).resolve().parent.parent
posix = pytest.mark.skipif(
    os.name == "nt", reason="the tutorial's commands are those of a Unix shell"
)


def new(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["new", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_new_site_has_all_that_a_first_day_needs(tmp_path: Path) -> None:
    """Settings, an example, an imprint to fill in, what git ignores, the workflow, the release."""
    told = new(
        str(tmp_path / "site"), "--title", "Budget Watch", "--language", "de", "--timezone", "Europe/Berlin",
        "--topic", "The city’s budget", "--measure", "Jobs to be cut", "--publisher", 'Ada "A" Example',
    )  # fmt: skip
    files = tree(tmp_path / "site")
    assert {
        "briefing.toml", ".gitignore", "requirements.txt", ".github/workflows/pages.yml",
        "content/pages/imprint.md", "content/pages/about.md", "content/voices.yaml",
        "content/topics/the-city-budget.md", "content/measures/jobs-to-be-cut.md",
    } <= files.keys()  # fmt: skip
    toml = files["briefing.toml"].decode()
    for line in ('title = "Budget Watch"', 'language = "de"', 'timezone = "Europe/Berlin"'):
        assert line in toml
    assert r'name = "Ada \"A\" Example"' in toml
    assert 'Ada "A" Example' in files["content/pages/imprint.md"].decode()
    assert "topic: the-city-budget" in files["content/measures/jobs-to-be-cut.md"].decode()
    assert {".briefing/", "/output/", "/sources/"} <= set(files[".gitignore"].decode().split())
    assert all(f"site/{name}" in told for name in files)


@pytest.mark.parametrize(
    "answers",
    [
        Answers(),
        Answers(topic="Der Haushalt: „Sparen“ & mehr", measure="# of people", title='A "b" \\ c'),
        Answers(topic="서울", measure="사람", publisher="{title}"),
        Answers(topic="con", measure="..."),
    ],
)
def test_a_new_site_passes_every_check(tmp_path: Path, answers: Answers) -> None:
    """Whatever was answered, only what is for the editor to write is missing, and the site builds."""
    start(tmp_path, answers)
    assert {p.code for p in problems_of(tmp_path) if p.severity != "note"} == {"unfilled"}
    report = built(tmp_path)
    assert not report.failed, report.problems


def test_whatever_the_editor_has_to_write_is_named(tmp_path: Path) -> None:
    """Each file that the starter only begins is named until it is written, and no other."""
    start(tmp_path, Answers(topic="Mine", measure="My count"))
    named = [(p.path, p.code) for p in problems_of(tmp_path) if p.severity != "note"]
    assert dict.fromkeys(named) == dict.fromkeys(
        (f"content/{name}.md", "unfilled")
        for name in ("measures/my-count", "pages/about", "pages/imprint", "topics/mine")
    )
    assert len([path for path, _ in named if path == "content/pages/imprint.md"]) == 4


def test_the_example_teaches_a_difference(tmp_path: Path) -> None:
    """Two invented papers differ, the site says so, and everything of it is called an example."""
    start(tmp_path, Answers(topic="Mine", measure="My count"))
    built(tmp_path)
    page = read(tmp_path / "output/discrepancies/example-marchers.html").words
    assert "about 4,000" in page
    assert "9,000 to 10,000" in page
    assert "Figures differ; not yet reviewed" in page
    example = [p for p in tree(tmp_path) if "example" in p and p.startswith("content/")]
    assert len(example) == 6
    assert "# " in (tmp_path / "content/entries/2026/05/example-march-gazette.md").read_text(
        "utf-8"
    )


def test_a_site_is_never_started_over_another(tmp_path: Path) -> None:
    """A folder with a site is refused; in any other no file that is there is overwritten."""
    (tmp_path / ".gitignore").write_text("mine\n")
    new(str(tmp_path))
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    before = tree(tmp_path)
    done = CliRunner().invoke(main, ["new", str(tmp_path)])
    assert done.exit_code == 1
    assert "is a site already" in done.output
    assert tree(tmp_path) == before


@pytest.mark.parametrize("option", [("--timezone", "Mars/Olympus"), ("--language", "Klingon")])
def test_an_answer_that_cannot_be_is_refused(tmp_path: Path, option: tuple[str, str]) -> None:
    """A zone or language that does not exist is said at once, and nothing is written."""
    done = CliRunner().invoke(main, ["new", str(tmp_path / "site"), *option])
    assert done.exit_code == 1
    assert option[1] in done.output
    assert not (tmp_path / "site").exists()


def test_inside_a_repository_the_workflow_is_left_to_its_owner(tmp_path: Path) -> None:
    """A site in somebody's repository brings no workflow: that belongs at the repository's top."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    told = new(str(tmp_path / "docs" / "briefing"))
    assert not list(tmp_path.rglob("pages.yml"))
    assert "git init" not in told
    assert "briefing publish --workflow" in told


def at_a_terminal(folder: Path, *arguments: str, typed: bytes) -> tuple[int, str]:
    """Run `briefing new` as somebody does who types; return its exit code and what it said."""
    import pty

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "briefing", "new", *arguments]
    running = subprocess.Popen(
        command, cwd=folder, stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    os.close(slave)
    os.write(master, typed)
    told = running.communicate(timeout=60)[0].decode()
    os.close(master)
    return running.returncode, told


@posix
@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["site"], "site is a site already"), (["other", "--language", "Klingon"], "'Klingon'")],
)
def test_nothing_is_asked_in_vain(tmp_path: Path, arguments: list[str], said: str) -> None:
    """A folder or an option that is refused is refused before the first question."""
    start(tmp_path / "site", Answers())
    code, told = at_a_terminal(tmp_path, *arguments, typed=b"")
    assert code == 1
    assert said in told
    assert "Title of the site" not in told


@posix
def test_at_a_terminal_it_asks(tmp_path: Path) -> None:
    """What no option says is asked, with a default, until it can be; what one says is not."""
    typed = b"Harbour Watch\nKlingon\nen\nMars\n\nDock workers\nAda\n"
    code, told = at_a_terminal(tmp_path, "site", "--topic", "The strike", typed=typed)
    assert code == 0, told
    assert "Title of the site [My briefing]" in told
    assert "The story it follows" not in told
    assert told.count("Its language") == 2
    assert "Error: " in told
    assert "'Klingon'" in told
    assert told.count("The time zone") == 2
    assert told.index("'Klingon'") < told.index("The time zone") < told.index("'Mars'")
    toml = (tmp_path / "site" / "briefing.toml").read_text()
    assert 'title = "Harbour Watch"' in toml
    assert 'timezone = "UTC"' in toml
    assert (tmp_path / "site/content/topics/the-strike.md").exists()
    assert (tmp_path / "site/content/measures/dock-workers.md").exists()


def test_the_commands_it_prints_are_those_of_the_program(tmp_path: Path) -> None:
    """Each `briefing` line that is printed names a command; the folder is quoted for a shell."""
    told = new(str(tmp_path / "my site"))
    assert f"cd {shlex.quote((tmp_path / 'my site').as_posix())}" in told
    named = re.findall(r"^ {4}briefing (\w+)", told, re.M)
    assert set(named) == {"serve", "build", "check", "publish"}
    assert set(named) <= set(main.commands)


# ── the tutorial ────────────────────────────────────────────────────────────────────────────────


def steps(text: str) -> list[tuple[str, str]]:
    """Commands, and files with their content, in the order of the page."""
    found = []
    pattern = r"```console\n(.*?)```|[Ii]n\s+`([\w/.-]+\.(?:md|yaml|toml))`(?:,[^:`]*)?:\n\n```\w+\n(.*?)```"
    for match in re.finditer(pattern, text, re.S):
        if match[1] is not None:
            found += [("$", line.removeprefix("$ ")) for line in match[1].splitlines()]
        else:
            found.append((match[2], match[3]))
    return found


class Newcomer:
    """Somebody who does what the page says, and nothing else."""

    def __init__(self, home: Path) -> None:
        self.folder = home
        (home / "bin").mkdir()
        program = home / "bin" / "briefing"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m briefing "$@"\n')
        program.chmod(0o755)
        github = home / "github"
        subprocess.run(
            ["git", "init", "-q", "--bare", "-b", "main", str(github / "my-briefing.git")],
            check=True,
        )
        (home / "gitconfig").write_text(
            f'[user]\nname = Newcomer\nemail = newcomer@example.org\n[url "{github}/"]\n'
            "insteadOf = https://github.com/USER/\n"
        )
        self.environment = {
            **os.environ, "PATH": f"{home / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
            "HOME": str(home), "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
        }  # fmt: skip
        self.told: dict[str, str] = {}

    def run(self, command: str) -> None:
        if re.match(r"python3 -m venv|\. .*activate$|pip install", command):
            return  # the program is here already
        if command.startswith("cd "):
            self.folder = self.folder / command[3:]
        elif command == "briefing serve":
            self.look()
        else:
            done = subprocess.run(
                ["sh", "-c", command], cwd=self.folder, env=self.environment, timeout=120, check=False,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
            self.told[command] = done.stdout.decode()
            assert done.returncode == 0, f"{command}: {self.told[command]}"

    def look(self) -> None:
        """Open the preview, as the page says, and close it again."""
        command = ["briefing", "serve", "--port", "0"]
        running = subprocess.Popen(
            command, cwd=self.folder, env=self.environment, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            assert running.stdout is not None
            lines = iter(running.stdout.readline, "")
            address = next(m[0] for line in lines if (m := re.search(r"http://127\S+/", line)))
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert b"<h1" in answer.read()
        finally:
            os.killpg(running.pid, signal.SIGINT)
            running.wait(20)


@posix
def test_the_tutorial_leads_from_nothing_to_a_published_site(tmp_path: Path) -> None:
    """Each command works as written, each file is where it says, and the site is on the branch."""
    newcomer = Newcomer(tmp_path)
    walked = steps((ROOT / "docs" / "tutorial.md").read_text("utf-8"))
    assert len(walked) > 25
    skeletons = []
    for what, content in walked:
        if what == "$":
            newcomer.run(content)
            if content.startswith("briefing entry"):
                skeletons.append(newcomer.told[content].strip())
        else:
            if what.startswith("content/entries/"):
                assert what in skeletons, "the page shows another path than the command prints"
            (newcomer.folder / what).write_text(content, "utf-8")
        if (newcomer.folder / "briefing.toml").exists():
            wrong = [str(p) for p in problems_of(newcomer.folder) if p.severity == "error"]
            assert wrong == [], f"the open preview shows an error after {what} {content}"
    site = newcomer.folder
    page = read(site / "output/discrepancies/dock-workers-on-strike.html").words
    assert "at least 1,200" in page
    assert "about 700" in page
    assert "Figures differ; not yet reviewed" in page
    assert not list(site.rglob("example-*"))
    assert "No problem found." in newcomer.told["briefing check"]
    assert "index.html" in newcomer.told["briefing publish --dry-run"]
    assert "https://user.github.io/my-briefing/" in newcomer.told["briefing publish"]
    listed = subprocess.run(
        ["git", "-C", str(tmp_path / "github/my-briefing.git"), "ls-tree", "-r", "--name-only", "gh-pages"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert {"index.html", ".nojekyll", "editions/2026-03-04.html", "feeds/site.xml"} <= set(listed)
    review_as_written(newcomer)


def review_as_written(newcomer: Newcomer) -> None:
    """The claims and the verdict that docs/reviewing.md shows are those of the tutorial's site."""
    text = (ROOT / "docs" / "reviewing.md").read_text("utf-8")
    shown = re.search(r"```markdown\n(.*?)```", text, re.S)
    assert shown is not None
    verdicts = newcomer.folder / "content" / "verdicts"
    verdicts.mkdir()
    (verdicts / "strike.md").write_text(shown[1], "utf-8")
    newcomer.run("briefing check")
    asked = re.search(r"^ {4}(briefing where .+)$", text, re.M)
    assert asked is not None
    newcomer.run(asked[1])
    assert "content  content/verdicts/strike.md" in newcomer.told[asked[1]]
    (path,) = re.findall(r"^ {4}(content/entries/[^:]+)", text, re.M)
    assert (newcomer.folder / path).exists()


def test_the_tutorials_workflow_is_a_workflow(tmp_path: Path) -> None:
    """What `briefing new` writes installs the release that made the site."""
    start(tmp_path, Answers())
    made = yaml.safe_load((tmp_path / ".github/workflows/pages.yml").read_text("utf-8"))
    runs = [step.get("run", "") for step in made["jobs"]["build"]["steps"]]
    assert "python -m pip install --requirement requirements.txt" in runs
    said = (tmp_path / "requirements.txt").read_text().splitlines()
    (needed,) = (line for line in said if not line.startswith("#"))
    assert re.fullmatch(r"briefing-site==\S+", needed)


@posix
def test_the_commands_it_prints_work(tmp_path: Path) -> None:
    """Run one after the other, they show, build and check the new site, and publish it once filled in."""
    newcomer = Newcomer(tmp_path)
    newcomer.run("briefing new my-briefing")
    printed = re.findall(r"^ {4}(\S.*)$", newcomer.told["briefing new my-briefing"], re.M)
    assert (printed[0], printed[-1]) == ("cd my-briefing", "briefing publish")
    for command in printed[:-1]:
        newcomer.run(command)
    assert "[unfilled]" in newcomer.told["briefing check"]
    for name in ("imprint", "about"):
        page = newcomer.folder / f"content/pages/{name}.md"
        page.write_text(f"---\ntitle: {name}\n---\nAda Example.\n")
    newcomer.run(printed[-1])
    assert "Published" in newcomer.told["briefing publish"]
    assert "https://user.github.io/my-briefing/" in newcomer.told["briefing publish"]
