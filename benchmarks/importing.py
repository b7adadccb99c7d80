"""How well `briefing import` reads articles: precision, recall and F1 of each field, as a table.

    python benchmarks/importing.py                 # both sets of benchmarks/importing/
    python benchmarks/importing.py dev -v          # one set, with every miss
    python benchmarks/importing.py path/to/folder  # another folder of articles with gold beside them

The gold of an article is a JSON file of the same stem. `unit` lists words of which one must stand
in the proposed unit; `speaker` gives the names that are right, divided by `|` (nothing after the
last: none is right too). What stands under `maybe`, by field, is neither right nor wrong. `dev` was written to tune on; `held` was written last and is only measured.
"""

from __future__ import annotations

import json
import re
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from briefing.doors.importing.article import Context  # noqa: E402
from briefing.doors.importing.job import Job  # noqa: E402
from briefing.doors.importing.parallel import read_source  # noqa: E402
from briefing.doors.importing.printing import as_json  # noqa: E402

FIELDS = (
    "outlet", "url", "published", "updated", "language", "agencies", "countries", "reacting",
    "parts", "bounds", "bounds+unit", "bounds+unit+qualifier", "speaker", "speaker (named)",
    "evidence",
)  # fmt: skip


class Score:
    """Counts of one field."""

    def __init__(self) -> None:
        self.right = self.wrong = self.missed = 0
        self.notes: list[str] = []

    def add(self, found: Any, gold: Any, where: str) -> None:
        if found == gold and gold is not None:
            self.right += 1
        elif found != gold:
            self.wrong += found is not None
            self.missed += gold is not None
            self.notes.append(f"{where}: found {found!r}, gold {gold!r}")

    def sets(self, found: list[str], gold: list[str], where: str) -> None:
        a, b = Counter(found), Counter(gold)
        self.right += (a & b).total()
        self.wrong += (a - b).total()
        self.missed += (b - a).total()
        if a != b:
            self.notes.append(f"{where}: wrong {sorted(a - b)}, missed {sorted(b - a)}")

    @property
    def numbers(self) -> tuple[float, float, float]:
        p = self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0
        r = self.right / (self.right + self.missed) if self.right + self.missed else 1.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in text if not unicodedata.combining(c))


#: What counts the dead: a `death toll` and the number of people `killed` are one unit.
_DEAD = re.compile(
    r"\b(?:dea(?:d|ths?)|died|killed|toll|fatalit\w+|tote[nr]?|opfer|getotet\w*|gestorben\w*|todes\w+|morts?|mortes|"
    r"tue[es]*|deces|bilan|muert[eo]s?|murieron|fallecid\w+|fallecimientos)\b"
)


def same_unit(found: str, gold: list[str]) -> bool:
    if any(plain(word) in plain(found) for word in gold):
        return True
    return bool(_DEAD.search(plain(found))) and any(_DEAD.search(plain(word)) for word in gold)


def same_speaker(found: str | None, gold: str | None) -> bool:
    """Say whether a name is right: one of the gold's, by its last or its main words."""
    if gold is None:
        return found is None
    for name in gold.split("|"):
        if not name and found is None:
            return True
        if (
            name
            and found
            and (
                plain(name) in plain(found)
                or plain(found) in plain(name)
                or _tail(name) in plain(found)
            )
        ):
            return True
    return False


def _tail(name: str) -> str:
    return (
        re.split(r"\s", plain(name))[-1]
        if " " in name and name[0].isupper() and name.split()[-1][0].isupper()
        else plain(name)
    )


def pair(found: list[dict[str, Any]], gold: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Pair figures by bounds (and word where vague), those of the same unit first."""
    left, pairs = list(found), []
    for strict in (True, False):
        for want in gold:
            if any(want is g for _, g in pairs):
                continue
            for have in left:
                fits = (have["low"], have["high"]) == (want["low"], want["high"])
                fits = fits and (have["qualifier"] == "vague") == (want["qualifier"] == "vague")
                if fits and (not strict or same_unit(have["unit"], want["unit"])):
                    left.remove(have)
                    pairs.append((have, want))
                    break
    pairs += [(have, None) for have in left]
    return pairs + [(None, want) for want in gold if not any(want is g for _, g in pairs)]


def score(folder: Path) -> tuple[dict[str, Score], int, float]:
    scores = {field: Score() for field in FIELDS}
    count, seconds = 0, 0.0
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        source = next(p for p in folder.iterdir() if p.stem == path.stem and p.suffix != ".json")
        job = Job(sources=(), site=folder)
        begin = time.perf_counter()
        read = read_source(str(source), job, Context())
        seconds += time.perf_counter() - begin
        count += 1
        if read.error:
            print(f"{source.name}: {read.error}")
        found = as_json(read.articles[0], source.name) if read.articles else None
        if found is None:
            continue
        one(scores, found, gold, source.stem, read.texts[0])
    return scores, count, seconds


def one(
    scores: dict[str, Score], found: dict[str, Any], gold: dict[str, Any], name: str, text: str
) -> None:
    maybe = gold.get("maybe", {})
    for field in ("published", "updated", "language"):
        have = found[field].split("-")[0] if field == "language" else found[field]
        if field == "updated" and gold[field] == gold["published"]:
            gold = gold | {field: None}  # an update of the same day is none to the importer
        if have not in maybe.get(field, []):
            scores[field].add(have, gold[field], name)
    if gold["outlet"] is not None and found["outlet"] not in maybe.get("outlet", []):
        also = [n for n in maybe.get("outlet", []) if n]
        names = {letters(n): gold["outlet"] for n in (gold["outlet"], *also)}
        have = found["outlet"]
        scores["outlet"].add(names.get(letters(have or ""), have), gold["outlet"], name)
    if found["url"] not in maybe.get("url", []):
        scores["url"].add(found["url"], gold.get("url"), name)
    scores["parts"].add(len(found["parts"]), gold["parts"], name)
    for field in ("agencies", "countries", "reacting"):
        either = set(maybe.get(field, [])) - set(gold[field])
        have = [each for each in found[field] if each not in either]
        scores[field].sets(have, gold[field], name)
    for have, want in pair(found["figures"], gold["figures"]):
        if want is None and pair([have], maybe.get("figures", []))[0][1] is not None:
            continue
        figure(scores, have, want, name, text)


def letters(name: str) -> str:
    """Return a name as outlets are compared: *El País* is *EL PAÍS*."""
    return "".join(c for c in plain(name).removeprefix("the ") if c.isalnum())


def figure(scores: dict[str, Score], have: Any, want: Any, name: str, text: str) -> None:
    both = have is not None and want is not None
    told = f"{(have or want)['low']}-{(have or want)['high']} {(have or want)['unit']}"
    where = f"{name} {told}"
    unit = both and same_unit(have["unit"], want["unit"])
    hedge = unit and have["qualifier"] == want["qualifier"]
    for field, good in (("bounds", both), ("bounds+unit", unit), ("bounds+unit+qualifier", hedge)):
        if good:
            scores[field].right += 1
            continue
        scores[field].wrong += have is not None
        scores[field].missed += want is not None
        what = f"found {have and (have['qualifier'], have['unit'], have['sentence'][:70])}, gold {want and (want['qualifier'], want['unit'])}"
        scores[field].notes.append(f"{where}: {what}")
    if both:
        _speakers(scores, have, want, where)
    if have is not None:
        scores["evidence"].add(have["sentence"] in text.replace("\r", ""), True, where)


def _speakers(
    scores: dict[str, Score], have: dict[str, Any], want: dict[str, Any], where: str
) -> None:
    good = same_speaker(have["speaker"], want["speaker"])
    note = f"{where}: found {have['speaker']!r}, gold {want['speaker']!r}"
    if want["speaker"] is None and have["speaker"] is None:
        return
    named = want["speaker"] is not None
    for field in ("speaker", "speaker (named)") if named else ("speaker",):
        if good:
            scores[field].right += have["speaker"] is not None
        else:
            scores[field].wrong += have["speaker"] is not None
            scores[field].missed += named
            scores[field].notes.append(note)


def main(arguments: list[str]) -> None:
    verbose = "-v" in arguments
    names = [a for a in arguments if not a.startswith("-")] or ["dev", "held"]
    for name in names:
        folder = HERE / "importing" / name
        scores, count, seconds = score(folder if folder.is_dir() else Path(name))
        print(f"\n{name}: {count} articles, {seconds / max(count, 1) * 1000:.0f} ms each")
        print(f"{'field':24} {'precision':>9} {'recall':>7} {'F1':>6}  right wrong missed")
        for field, each in scores.items():
            p, r, f1 = each.numbers
            print(
                f"{field:24} {p:9.3f} {r:7.3f} {f1:6.3f}  {each.right:5} {each.wrong:5} {each.missed:6}"
            )
        if verbose:
            for field, each in scores.items():
                if field == "bounds+unit" or (field == "bounds"):
                    continue
                for note in each.notes:
                    print(f"  {field}: {note}")


if __name__ == "__main__":
    main(sys.argv[1:])
