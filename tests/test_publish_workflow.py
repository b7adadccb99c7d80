"""The workflow that publishes by Actions, and those of this repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from briefing.doors.command import main
from tests.sites_help import BASE_SITE, built, entry, tree, write_site

PINNED = re.compile(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def tool(name: str) -> str:
    """A program of the test extra, beside the Python that runs the tests."""
    return str(Path(sys.executable).with_name(name + (".exe" if os.name == "nt" else "")))


def write(site: Path, *extra: str) -> str:
    done = CliRunner().invoke(main, ["publish", "--workflow", "--site", str(site), *extra])
    assert done.exit_code == 0, done.output
    return done.output


def repository(folder: Path, branch: str = "main") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "-q", "-b", branch, str(folder)], check=True)
    return folder


@pytest.fixture(params=["", "sites/my site"], ids=["at-the-top", "in-a-folder"])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A repository with the workflow of a site at its top, or in a folder with a space."""
    top = repository(tmp_path / "r", "trunk")
    write(write_site(top / request.param, BASE_SITE))
    return top


def workflows(written: Path, root: Path) -> list[str]:
    own = sorted(str(path) for path in (root / ".github" / "workflows").glob("*.yml"))
    assert len(own) == 2
    return [str(written / ".github" / "workflows" / "pages.yml"), *own]


def test_github_would_accept_every_workflow(written: Path, root: Path) -> None:
    """The workflows follow GitHub's own schema."""
    command = [tool("check-jsonschema"), "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, *workflows(written, root)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflows_have_no_security_finding(written: Path, root: Path) -> None:
    """zizmor finds nothing in them, at its strictest."""
    command = [tool("zizmor"), "--offline", "--no-progress", "--persona", "auditor"]
    done = subprocess.run([*command, *workflows(written, root)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout


def test_every_action_is_pinned_by_a_full_commit(written: Path, root: Path) -> None:
    """Each `uses` names a commit, and the release it is of."""
    for path in workflows(written, root):
        used = re.findall(r"uses: (.+)", Path(path).read_text("utf-8"))
        assert used
        assert all(PINNED.fullmatch(each) for each in used), used


def test_permissions_are_the_least(written: Path) -> None:
    """Only the job that deploys may write, and only pages and its identity."""
    made = yaml.safe_load((written / ".github/workflows/pages.yml").read_text("utf-8"))
    assert made["permissions"] == {}
    assert made["jobs"]["source"]["permissions"] == {"pages": "read"}
    assert made["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert made["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}


@pytest.mark.skipif(os.name == "nt", reason="the workflow's own script runs on Linux")
def test_beside_a_branch_the_workflow_does_nothing(written: Path) -> None:
    """Unless GitHub Actions was chosen as the source nothing is built, and nothing fails."""
    jobs = yaml.safe_load((written / ".github/workflows/pages.yml").read_text("utf-8"))["jobs"]
    assert jobs["build"]["if"] == "needs.source.outputs.kind == 'workflow'"
    assert (jobs["build"]["needs"], jobs["deploy"]["needs"]) == ("source", "build")
    ask = jobs["source"]["steps"][0]["run"]
    for answer, kind in {
        "echo workflow": "workflow",
        "echo legacy": "legacy",
        "exit 1": "none",
    }.items():
        folder = written / kind
        folder.mkdir()
        (folder / "gh").write_text(f"#!/bin/sh\n{answer}\n")
        (folder / "gh").chmod(0o755)
        given = {
            **os.environ,
            "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
            "REPOSITORY": "a/b",
        }
        given["GITHUB_OUTPUT"] = str(folder / "output")
        done = subprocess.run(["bash", "-e", "-c", ask], env=given, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert (folder / "output").read_text() == f"kind={kind}\n"
        assert ("::notice::" in done.stdout) == (kind != "workflow")


def test_the_workflow_is_of_this_site(written: Path) -> None:
    """Branch, folder, cache and output are those of the site; hidden files are handed over."""
    made = yaml.safe_load((written / ".github/workflows/pages.yml").read_text("utf-8"))
    site = "." if (written / "briefing.toml").exists() else "sites/my site"
    inside = "" if site == "." else f"{site}/"
    steps = made["jobs"]["build"]["steps"]
    with_ = {step["uses"].split("@")[0]: step.get("with") for step in steps if "uses" in step}
    assert made[True]["push"]["branches"] == ["trunk"]  # `on`, to YAML 1.1
    assert made["jobs"]["build"]["env"] == {"SITE": site}
    assert with_["actions/cache"]["path"] == f"{inside}.briefing"
    assert with_["actions/upload-pages-artifact"] == {
        "path": f"{inside}output",
        "include-hidden-files": True,
    }


def test_a_workflow_of_the_users_own_is_kept(tmp_path: Path) -> None:
    """A workflow that differs is neither overwritten nor taken for ours; an equal one is fine."""
    site = write_site(repository(tmp_path), BASE_SITE)
    assert "Written" in write(site)
    assert "As it should be" in write(site)
    path = site / ".github" / "workflows" / "pages.yml"
    path.write_text(path.read_text() + "# mine\n")
    done = CliRunner().invoke(main, ["publish", "--workflow", "--site", str(site)])
    assert done.exit_code == 1
    assert "is there and differs" in done.output
    assert path.read_text().endswith("# mine\n")


def test_this_repositorys_workflow_is_the_one_that_is_written(root: Path) -> None:
    """This repository carries what `briefing publish --workflow` writes."""
    from briefing.doors.workflow import workflow

    carried = (root / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    assert carried == workflow("", "main", "python -m pip install .")


def test_a_site_that_pins_its_release_is_published_with_it(tmp_path: Path) -> None:
    """requirements.txt says which release builds the site."""
    site = write_site(repository(tmp_path), {**BASE_SITE, "requirements.txt": "briefing-site\n"})
    write(site)
    text = (site / ".github" / "workflows" / "pages.yml").read_text()
    assert "run: python -m pip install --requirement requirements.txt\n" in text


def test_a_cache_right_after_a_fresh_checkout_changes_nothing(tmp_path: Path) -> None:
    """`.briefing/` of another run, restored beside a fresh checkout, gives the bytes of a clean build."""
    files = {**BASE_SITE, "content/entries/march.md": entry()}
    first = write_site(tmp_path / "first", files)
    built(first)
    files["content/entries/march.md"] = entry(value="about 5,000")
    second = write_site(tmp_path / "second", files)
    shutil.copytree(first / ".briefing", second / ".briefing")
    for options in ({}, {"fresh": True}):
        built(second, **options)
        built(second, tmp_path / "clean", fresh=True)
        assert tree(second / "output") == tree(tmp_path / "clean")
