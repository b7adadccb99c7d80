"""From a saved entry to the changed screen, in a real browser; with Hugo beside it where found.

    python benchmarks/preview.py [--entries 1000 --entries 10000] [--saves 15] [--json FILE]

Each save writes a new word into the newest entry while its page is open in headless Chromium. The
clock runs from the file being closed until the word is in the page and the next frame is drawn, as
the page itself sees it. Figures are medians; saves wait for a quiet moment in between.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent))
from corpus import make_site

ROOT = Path(__file__).resolve().parent.parent
#: Seconds after which a save counts as missed.
LIMIT = 10
#: Seconds between what one save showed and the next save.
PAUSE = 1.5
LOOK = """() => {
  window.__wait = (word, limit) => new Promise((done) => {
    const end = Date.now() + limit;
    const look = () => {
      if (Date.now() > end) return done(null);
      if (document.body.textContent.includes(word)) {
        requestAnimationFrame(() => done(performance.timeOrigin + performance.now()));
      } else { setTimeout(look, 1); }
    };
    look();
  });
}"""


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def started(command: list[str], folder: Path, url: str) -> Iterator[float]:
    """Run a server; yields the seconds until it answered."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        while not answers(url):
            time.sleep(0.02)
            if process.poll() is not None or time.perf_counter() - begin > 300:
                raise SystemExit(f"{command[0]} did not start")
        yield time.perf_counter() - begin
    finally:
        process.terminate()
        process.wait(20)


def answers(url: str) -> bool:
    """Say whether a page is there."""
    try:
        with urlopen(url, timeout=120) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def saves(browser: Any, url: str, file: Path, count: int) -> list[float]:
    """Save a file so many times; return the milliseconds until each was on the screen."""
    page = browser.new_page()
    page.goto(url)
    time.sleep(1.5)
    text = file.read_text("utf-8")
    found = []
    for number in range(count + 1):
        word = f"marker-{number}-{os.getpid()}"
        if not page.evaluate("() => Boolean(window.__wait)"):
            page.evaluate(LOOK)
        file.write_text(f"{text.rstrip()}\n\n{word}\n", "utf-8")
        begin = time.time() * 1000
        found.append(seen(page, word) - begin)
        time.sleep(PAUSE)
    file.write_text(text, "utf-8")
    page.close()
    return found[1:]  # the first warms everything up


def seen(page: Any, word: str) -> float:
    """Return when the page showed a word, even if it was loaded anew meanwhile."""
    end = time.time() + LIMIT
    while time.time() < end:
        try:
            if not page.evaluate("() => Boolean(window.__wait)"):
                page.evaluate(LOOK)
            left = max(end - time.time(), 0) * 1000
            shown = page.evaluate("([word, left]) => window.__wait(word, left)", [word, left])
            return float("nan") if shown is None else float(shown)
        except Exception as error:  # a reload ends the evaluation; then ask again
            if "closed" in str(error):
                raise
    return float("nan")


def ours(browser: Any, entries: int, count: int, folder: Path) -> dict[str, Any]:
    """Measure this preview."""
    site = folder / "site"
    make_site(site, entries)
    (site / "output").mkdir()
    command = [sys.executable, "-m", "briefing"]
    subprocess.run([*command, "check", "--site", str(site)], cwd=ROOT, capture_output=True)
    file = newest(site / "content" / "entries")
    port = free_port()
    base = f"http://127.0.0.1:{port}/"
    serve = [*command, "serve", "--site", str(site), "--port", str(port), "--base-path", "/"]
    with started(serve, ROOT, base + "static/site.css") as ready:
        entry = f"entries/{file.stem}.html"
        return report("briefing", entries, ready, saves(browser, base + entry, file, count))


def newest(folder: Path) -> Path:
    """Return the entry with the newest day."""

    def day(path: Path) -> str:
        found = re.search(r"^date: (\S+)", path.read_text("utf-8"), re.M)
        return found[1] if found else ""

    return max(sorted(folder.rglob("*.md")), key=day)


def hugo(browser: Any, entries: int, count: int, folder: Path, program: str) -> dict[str, Any]:
    """Measure Hugo on as many entries: pages, a list of each country and of each day."""
    site = folder / "hugo"
    make_hugo(site, entries, folder / "site")
    file = newest(site / "content" / "entries")
    port = free_port()
    base = f"http://127.0.0.1:{port}/"
    serve = [program, "server", "--port", str(port), "--bind", "127.0.0.1", "--baseURL", base]
    with started(serve, site, base) as ready:
        entry = f"entries/{file.stem}/"
        return report("hugo", entries, ready, saves(browser, base + entry, file, count))


def make_hugo(site: Path, entries: int, ours: Path) -> None:
    """Write a Hugo site of the same entries, with a page for each, each country and each day."""
    layouts = site / "layouts" / "_default"
    layouts.mkdir(parents=True)
    body = (
        "<!doctype html><html><head><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>"
    )
    (layouts / "single.html").write_text(body + "{{ .Content }}</body></html>", "utf-8")
    listed = "<ul>{{ range .Pages }}<li><a href='{{ .RelPermalink }}'>{{ .Title }}</a></li>{{ end }}</ul>"
    (layouts / "list.html").write_text(body + listed + "</body></html>", "utf-8")
    (site / "config.toml").write_text(
        'title = "x"\n[taxonomies]\ncountry = "countries"\nday = "days"\n', "utf-8"
    )
    for path in sorted((ours / "content" / "entries").rglob("*.md")):
        text = path.read_text("utf-8")
        day = re.search(r"^date: (\S+)", text, re.M)
        text = re.sub(r"^url: .*\n", "", text, flags=re.M)  # Hugo's own key for the page's address
        text = text.replace("---\n", f'---\ndays: ["{day[1] if day else ""}"]\n', 1)
        target = site / "content" / "entries" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def report(name: str, entries: int, ready: float, found: list[float]) -> dict[str, Any]:
    """Print one line and return it as data."""
    missed = [each for each in found if each != each]
    found = [each for each in found if each == each] or [-1.0]
    line = {
        "preview": name, "entries": entries, "ready_s": round(ready, 2), "saves": len(found) + len(missed),
        "missed": len(missed),
        "median_ms": round(statistics.median(found)), "worst_ms": round(max(found)),
        "best_ms": round(min(found)),
    }  # fmt: skip
    print("  ".join(f"{key} {value}" for key, value in line.items()), flush=True)
    return line


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--entries", type=int, action="append")
    parser.add_argument("--saves", type=int, default=15)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    program = shutil.which("hugo")
    lines = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for entries in given.entries or [1000, 10000]:
            with tempfile.TemporaryDirectory() as folder:
                lines.append(ours(browser, entries, given.saves, Path(folder)))
                if program:
                    lines.append(hugo(browser, entries, given.saves, Path(folder), program))
        browser.close()
    if given.json:
        given.json.write_text(json.dumps(lines, indent=1), "utf-8")


if __name__ == "__main__":
    main()
