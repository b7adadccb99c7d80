"""What is shipped: a wheel that works outside the checkout and knows no story."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
import yaml
from sites_help import BASE_SITE, built, write_site

from briefing.hands import theme

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what git would hand out."""
    source = tmp_path_factory.mktemp("source") / "briefing"
    shutil.copytree(
        ROOT,
        source,
        ignore=shutil.ignore_patterns(
            ".git", ".venv", "output", ".briefing", "pictures", ".*_cache"
        ),
    )
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
    )
    (found,) = out.glob("*.whl")
    return found


def test_the_wheel_works_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Installed into a clean environment, `briefing new` and `briefing build` give the pages."""
    place = tmp_path / "env"
    venv.create(place, with_pip=True)
    bin_ = place / ("Scripts" if os.name == "nt" else "bin")
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    subprocess.run(
        [bin_ / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)],
        check=True, env=env,
    )  # fmt: skip
    for call in (["new", "demo"], ["build", "--site", "demo"]):
        subprocess.run(
            [bin_ / "briefing", *call], check=True, cwd=tmp_path, env=env, stdin=subprocess.DEVNULL
        )
    pages = {
        p.relative_to(tmp_path / "demo/output").as_posix()
        for p in (tmp_path / "demo/output").rglob("*.html")
    }
    assert {
        "index.html",
        "archive.html",
        "404.html",
        "discrepancies/index.html",
        "about.html",
    } <= pages
    home = (tmp_path / "demo/output/index.html").read_text("utf-8")
    assert str(tmp_path) not in home


def test_the_wheel_carries_theme_and_data(wheel: Path) -> None:
    """Templates, static files, words and the starter are in the wheel; tests and content are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "_theme/templates/",
        "_theme/static/",
        "doors/starter/content/",
        "ground/messages/",
    ):
        assert [n for n in names if n.startswith(f"briefing/{part}")], part
    assert not [n for n in names if n.startswith(("tests/", "content/", "docs/"))]
    licences = [n for n in names if n.endswith("LICENSE")]
    assert licences


def test_a_template_edited_in_a_checkout_changes_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an editable install the checkout's own theme is used, so an edit shows at once."""
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "templates", checkout / "templates")
    shutil.copytree(ROOT / "static", checkout / "static")
    monkeypatch.setattr(theme, "_PACKAGE", checkout / "briefing")
    site = write_site(tmp_path / "site", BASE_SITE)
    built(site)
    page = checkout / "templates/base.html"
    page.write_text(page.read_text("utf-8") + "<!-- edited -->", "utf-8")
    report = built(site)
    assert "404.html" in report.written
    assert "<!-- edited -->" in (site / "output/404.html").read_text("utf-8")


def _words_of_the_story() -> set[str]:
    """Names of persons and outlets, and of source files, as the site in content/ has them."""
    voices = yaml.safe_load((ROOT / "content/voices.yaml").read_text("utf-8"))
    common = re.compile(
        r"(?i)\b(government|ministry|ministers|sources?|forces|intelligence|statistics|commission|"
        r"office|officials|embassy|delegation|lawmakers|supporters|allies|countries|council|agenc|media|army|staff)"
    )
    names = {v["name"] for v in voices if not common.search(v["name"]) and " " in v["name"]}
    names |= {name.split()[-1] for name in names if len(name.split()[-1]) > 5}
    for path in (ROOT / "content/outlets").glob("*.md"):
        found = re.search(r"^name: *(.+)$", path.read_text("utf-8"), re.M)
        assert found
        names.add(found[1].strip("\"'"))
    for path in (ROOT / "content/entries").rglob("*.md"):
        source = re.search(r"^source: *(\w+)", path.read_text("utf-8"), re.M)
        names |= {source[1]} if source else set()
    return names


def test_the_tool_knows_no_story() -> None:
    """No name of a person, outlet or source file of the real site stands in package or theme."""
    words = _words_of_the_story()
    assert len(words) > 20
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in sorted(words)))
    for folder in ("briefing", "templates", "static"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in (
                ".py",
                ".toml",
                ".html",
                ".md",
                ".css",
                ".js",
                ".yaml",
                ".xml",
                ".txt",
            ):
                found = pattern.search(path.read_text("utf-8"))
                assert not found, f"{path} names {found[0]!r}" if found else ""
