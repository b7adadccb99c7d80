"""How long a build takes, where the time goes, and how that compares.

    python benchmarks/building.py [100 1000 10000] [--runs 3] [--hugo]

For each size: cold (no output, no state), unchanged, and one edited entry, as wall and CPU seconds
of whole processes (median of the runs) and peak memory; the share of each stage; and the ratio to a
floor: reading and hashing every input and writing every output file once, with nothing in between.
With `--hugo`, where that program is installed, the same entries through it in the same run (pages
for entries, days and countries; no comparison of claims).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import corpus

ROOT = Path(__file__).resolve().parent.parent
Figures = tuple[float, float, float]


def timed(command: list[str], cwd: Path | None = None) -> tuple[Figures, str]:
    """Run a command; return (wall s, CPU s, peak MB of its largest process) and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd or ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    out = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{command} failed:\n{out[:2000]}")
    return (wall, cpu, usage.ru_maxrss / 1024), out


def median(runs: list[Figures]) -> Figures:
    walls, cpus, peaks = zip(*runs, strict=True)
    return statistics.median(walls), statistics.median(cpus), max(peaks)


def edit(folder: Path, number: int) -> None:
    """Change one figure of the newest entry, keeping the length."""
    path = folder / corpus.entry(0)[0]
    text = path.read_text("utf-8")
    path.write_text(
        re.sub(r"(title: .*) 0\w?\n", rf"\1 0{'abcdefghij'[number % 10]}\n", text, count=1), "utf-8"
    )


def ours(folder: Path, runs: int) -> tuple[dict[str, Figures], dict[str, dict[str, float]]]:
    """Return the figures of each situation, and the seconds of each stage."""
    build = [sys.executable, "-m", "briefing", "build", "--site", str(folder), "--json"]
    figures: dict[str, list[Figures]] = {"cold": [], "unchanged": [], "one edit": []}
    stages: dict[str, dict[str, float]] = {}
    for run in range(runs):
        for situation in figures:
            if situation == "cold":
                shutil.rmtree(folder / "output", ignore_errors=True)
                shutil.rmtree(folder / ".briefing", ignore_errors=True)
            elif situation == "one edit":
                edit(folder, run)
            found, out = timed(build)
            report = json.loads(out)
            if (situation == "unchanged") != report["unchanged"]:
                raise SystemExit(f"{situation}: the build took it for something else")
            figures[situation].append(found)
            stages[situation] = report["seconds"]
    return {name: median(found) for name, found in figures.items()}, stages


def floor(folder: Path) -> float:
    """Read and hash every input and write every output file once: the least that can be done."""
    output = [
        (p.relative_to(folder / "output"), p.read_bytes())
        for p in (folder / "output").rglob("*")
        if p.is_file()
    ]
    with tempfile.TemporaryDirectory() as scratch:
        begin = time.perf_counter()
        for path in (folder / "content").rglob("*.md"):
            blake2b(path.read_bytes()).digest()
        for name, data in output:
            target = Path(scratch) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return time.perf_counter() - begin


_HUGO = {
    "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Corpus"\ndisableKinds = ["RSS"]\n[taxonomies]\ncountry = "countries"\nday = "days"\n',
    "layouts/_default/baseof.html": '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</body></html>',
    "layouts/_default/single.html": '{{ define "main" }}<p>{{ .Params.outlet }} {{ .Date.Format "2006-01-02" }}</p>{{ .Content }}<table>{{ range .Params.claims }}<tr><td>{{ .measure }}<td>{{ .value }}<td>{{ .by }}<td>{{ .quote }}</tr>{{ end }}</table>{{ end }}',
    "layouts/_default/list.html": '{{ define "main" }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Summary }}{{ end }}</ul>{{ end }}',
}


def hugo(folder: Path, runs: int, entries: int) -> dict[str, Figures]:
    """Build the same entries with Hugo; its front matter gets `days` and loses its own `url`."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch)
        for name, text in _HUGO.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, "utf-8")
        for number in range(entries):
            name, text = corpus.entry(number)
            day = re.search(r"^date: (\S+)", text, re.M)
            assert day
            text = text.replace("\nurl: ", "\nsource_url: ", 1).replace(
                "\ncountries: ", f"\ndays: ['{day[1]}']\ncountries: ", 1
            )
            text = re.sub(
                r"\[([A-Z, ]+)\]",
                lambda m: "[" + ", ".join(f"'{c.strip()}'" for c in m[1].split(",")) + "]",
                text,
            )
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        figures: dict[str, list[Figures]] = {"cold": [], "unchanged": [], "one edit": []}
        for run in range(runs):
            for situation in figures:
                if situation == "cold":
                    shutil.rmtree(site / "public", ignore_errors=True)
                elif situation == "one edit":
                    edit(site, run)
                figures[situation].append(timed(["hugo", "--quiet"], site)[0])
        return {name: median(found) for name, found in figures.items()}


def table(title: str, figures: dict[str, Figures], against: Callable[[str], str]) -> None:
    for situation, (wall, cpu, peak) in figures.items():
        print(
            f"{title:<18}{situation:<11}{wall:8.2f} s {cpu:8.2f} s {peak:7.0f} MB  {against(situation)}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Build benchmark")
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--hugo", action="store_true")
    given = parser.parse_args()
    print(f"{'':<18}{'':<11}{'wall':>9}  {'CPU':>9}  {'peak':>9}")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "site"
            corpus.make_site(folder, size)
            figures, stages = ours(folder, given.runs)
            least = floor(folder)
            peer = hugo(folder, given.runs, size) if given.hugo and shutil.which("hugo") else {}
            table(
                f"briefing {size}",
                figures,
                lambda s, figures=figures, least=least, peer=peer: (
                    (f"x {figures[s][0] / least:.1f} of the floor" if s == "cold" else "")
                    + (f"  x {figures[s][0] / peer[s][0]:.2f} of hugo" if peer else "")
                ),
            )
            if peer:
                table(f"hugo {size}", peer, lambda s: "")
            for situation, seconds in stages.items():
                whole = sum(seconds.values()) or 1
                shares = ", ".join(
                    f"{stage} {100 * t / whole:.0f} %" for stage, t in seconds.items()
                )
                print(f"{'':<18}{situation:<11}{shares}")


if __name__ == "__main__":
    main()
