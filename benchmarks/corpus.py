"""A made-up site of any size, the same for the same number and seed.

    python benchmarks/corpus.py N FOLDER [--seed 1]

Entry i depends on the seed and i only, so that a small corpus is the beginning of a large one. Days
go backwards from a fixed one, 25 entries a day; 4 claims and 1 reaction an entry; 40 measures, 60
countries, 12 outlets, 300 voices. Each measure has eight voices that speak of it and a figure that
drifts from day to day; most voices keep close to it, one in eight does not.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

LAST_DAY = date(2026, 10, 31)
A_DAY = 25
COUNTRIES = (
    "US GB FR DE CN IN RU UA BR JP IL PS IR TR SD EG SY IQ SA YE ET NG ZA KE CD MX CO VE AR CL PE CA "
    "AU ID PH MM TH VN BD PK AF LB LY TN MA DZ ML NE SO SS ES IT PL GR RO HU NO SE FI NL"
).split()
WORDS = (
    "officials residents farmers teachers nurses engineers observers ministers judges unions police "
    "soldiers volunteers reporters drivers miners students families hospitals schools bridges roads "
    "ports villages camps convoys supplies prices talks reports estimates figures storms fires "
    "marches patrols repairs delays shortages coastal northern southern rural interim local federal "
    "disputed severe modest sharp brief crowded remote emergency public private tense damaged"
).split()
KINDS = ("stock", "cumulative", "rate", "plan", "forecast")
HEDGES = ("", "", "about ", "at least ", "more than ", "up to ", "nearly ")
REACTIONS = ("comment", "accuse", "warn", "agree", "request", "support")


def make_site(folder: Path, entries: int, seed: int = 1) -> None:
    """Write a whole site with so many entries."""
    files = dict(_frame(seed))
    for number in range(entries):
        name, text = entry(number, seed)
        files[name] = text
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def entry(number: int, seed: int = 1) -> tuple[str, str]:
    """Return the path and text of one entry."""
    random = Random(f"{seed}/{number}")
    day = LAST_DAY - timedelta(days=number // A_DAY)
    title = f"{' '.join(random.sample(WORDS, 6)).capitalize()} {number}"
    actors = sorted({random.choice(COUNTRIES) for _ in range(3)})
    lines = [
        "---",
        f"title: {title}",
        f"outlet: outlet-{random.randrange(12)}",
        f"date: {day.isoformat()}",
        f"url: https://news.example/{day.isoformat()}/{number}",
        f"countries: [{', '.join(actors)}]",
        "claims:",
    ]
    for place, measure in enumerate(random.sample(range(40), 4)):
        lines += [
            f"  - measure: measure-{measure}",
            f"    value: {random.choice(HEDGES)}{_figure(random, measure, day):,}",
            f"    by: Voice {(measure * 7 + random.randrange(8)) % 300}",
            f"    quote: {' '.join(random.sample(WORDS, 5))}",
        ]
        if place == 0:
            lines.append(f"    said: {day.isoformat()}")
    lines += [
        "reactions:",
        f"  - kind: {random.choice(REACTIONS)}",
        f"    by: Voice {random.randrange(300)}",
        f"    target: [{actors[0]}]",
        f"    text: Said that {' '.join(random.sample(WORDS, 8))}.",
        "---",
    ]
    paragraphs = [f"{' '.join(random.choices(WORDS, k=22)).capitalize()}." for _ in range(2)]
    path = f"content/entries/{day:%Y/%m}/e{number:05}.md"
    return path, "\n".join([*lines, "\n\n".join(paragraphs), ""])


def _figure(random: Random, measure: int, day: date) -> int:
    """Return what a voice says of a measure on a day: the drifting figure, rounded, or far off."""
    weeks = (LAST_DAY - day).days // 7
    true = (measure + 3) * 10 ** (measure % 4 + 2) * (1 + ((weeks * 13 + measure) % 9) / 20)
    stray = random.uniform(1.3, 2.5) if random.random() < 0.125 else random.uniform(0.98, 1.02)
    step = 10 ** max(len(str(int(true))) - 2, 0)
    return max(round(true * stray / step), 1) * step


def _frame(seed: int) -> list[tuple[str, str]]:
    random = Random(seed)
    files = [
        ("briefing.toml", 'title = "Corpus"\nbase_url = "https://example.org/corpus/"\n'),
        ("content/topics/story.md", "---\ntitle: The story\n---\nAll of it.\n"),
        ("content/pages/about.md", "---\ntitle: About\n---\nWords made by chance.\n"),
    ]
    files += [
        (f"content/outlets/outlet-{n}.md", f"---\nname: Outlet {n}\nlanguage: en\n---\nInvented.\n")
        for n in range(12)
    ]
    files += [
        (
            f"content/measures/measure-{n}.md",
            f"---\ntitle: {random.choice(WORDS).capitalize()} {n}\nkind: {KINDS[n % 5]}\nmoves: days\n"
            f"unit: people\ntopic: story\n---\nCounted by chance.\n",
        )
        for n in range(40)
    ]
    voices = [
        f"- name: Voice {n}\n  actor: {COUNTRIES[n % 60]}\n  role: speaker\n  standing: government\n"
        for n in range(300)
    ]
    return [*files, ("content/voices.yaml", "".join(voices))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("entries", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    make_site(given.folder, given.entries, given.seed)
    sys.stdout.write(f"{given.entries} entries in {given.folder}\n")


if __name__ == "__main__":
    main()
