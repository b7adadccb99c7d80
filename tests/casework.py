"""Cases of comparison as an editor would write them: `tests/fixtures/verdicts/*.toml`.

A case names its rule, measures and statements, and lists *every* verdict that must come of them:
what is not listed must not appear. See `tests/fixtures/verdicts/README.md`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from briefing.content.loading import Kind, Source
from briefing.content.parsing import parse
from briefing.ground.settings import Comparison as Thresholds
from briefing.ground.settings import Settings
from briefing.thought.comparison import Comparison, compare
from briefing.thought.library import Library, build_library
from briefing.thought.verdicts import Verdict

FOLDER = Path(__file__).parent / "fixtures" / "verdicts"
_IN_ENTRY = (
    "id", "measure", "value", "status", "by", "via", "said", "as_of", "same_as", "revises",
    "revised", "withdrawn", "quote",
)  # fmt: skip


def cases() -> list[Any]:
    """Every case of every file, with its place as the name."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        lines = path.read_text("utf-8").split("\n")
        starts = [n for n, line in enumerate(lines, 1) if line.strip() == "[[case]]"]
        given = tomllib.loads("\n".join(lines)).get("case", [])
        assert len(starts) == len(given), path
        found += [(f"{path.stem}:{line}", case) for line, case in zip(starts, given, strict=True)]
    return found


def library_of(case: dict[str, Any], *, order: Iterable[int] | None = None) -> Library:
    """Build the library that a case describes, through the real reader."""
    sources = sources_of(case)
    if order is not None:
        sources = [sources[index] for index in order]
    content, problems, _ = parse(sources, {})
    assert not problems, problems
    terms = Thresholds(**case.get("thresholds", {}))
    library, findings = build_library(content, Settings(title="Case", comparison=terms))
    faults = [f for f in findings if f.code.startswith(("unknown", "bad", "circular", "duplicate"))]
    assert not faults, faults
    return library


def compared(case: dict[str, Any]) -> Comparison:
    """Compare a case, as of its day if it gives one."""
    day = case.get("day")
    return compare(library_of(case), date.fromisoformat(day) if day else None)


def sources_of(case: dict[str, Any]) -> list[Source]:
    """Write a case's content files."""
    measures = dict(case["measures"])
    statements = [_filled(each, measures) for each in case["statements"]]
    files: list[tuple[str, Kind, str]] = []
    for key, given in measures.items():
        files.append((f"content/measures/{key}.md", "measure", _matter(_measure(key, given))))
    outlets = {s["outlet"] for s in statements}
    voices = {n for s in statements for n in _names(s)} - {o.title() for o in outlets} - outlets
    known = [voice["name"] for voice in case.get("voices", [])]
    aliases = {a for voice in case.get("voices", []) for a in voice.get("aliases", [])}
    listed = [{"name": n} for n in sorted(voices - set(known) - aliases)]
    files.append(
        ("content/voices.yaml", "voices", yaml.safe_dump([*case.get("voices", []), *listed]))
    )
    for outlet in sorted(outlets):
        text = _matter({"name": outlet.title()})
        files.append((f"content/outlets/{outlet}.md", "outlet", text))
    for article in dict.fromkeys(s["article"] for s in statements):
        inside = [s for s in statements if s["article"] == article]
        files.append((f"content/entries/{article}.md", "entry", _matter(_entry(article, inside))))
    for number, given in enumerate(case.get("editor", []), 1):
        word = {**given, "a": _full(given["a"], statements), "b": _full(given["b"], statements)}
        files.append((f"content/verdicts/e{number}.md", "verdict", _matter(word)))
    return [
        Source(path, kind, path.rsplit("/", 1)[1].rsplit(".", 1)[0], f"{path}{hash(text)}", text)
        for path, kind, text in files
    ]


def _filled(given: dict[str, Any], measures: dict[str, Any]) -> dict[str, Any]:
    article = given.get("article", given["id"])
    reported = given.get("reported", given.get("said", "2024-05-01"))
    filled = {"measure": next(iter(measures)), "outlet": "gazette", **given}
    return {**filled, "article": article, "reported": reported}


def _measure(key: str, given: str | dict[str, Any]) -> dict[str, Any]:
    if isinstance(given, str):
        kind, _, moves = given.partition(" ")
        return {"title": key, "kind": kind, **({"moves": moves} if moves else {})}
    return {"title": key, **given}


def _entry(article: str, statements: Sequence[dict[str, Any]]) -> dict[str, Any]:
    first = statements[0]
    claims = []
    for each in statements:
        claim = {key: each[key] for key in _IN_ENTRY if key in each}
        claims.append(claim)
    entry: dict[str, Any] = {"title": article, "outlet": first["outlet"], "date": first["reported"]}
    if "added" in first:
        entry["added"] = first["added"]
    if first.get("weak"):
        entry["source_quality"] = "weak"
    return {**entry, "claims": claims}


def _names(statement: dict[str, Any]) -> list[str]:
    by = statement["by"] if isinstance(statement["by"], list) else [statement["by"]]
    via = statement.get("via", [])
    named = [*by, *(via if isinstance(via, list) else [via])]
    return [name for name in named if name != "unnamed"]


def _full(short: str, statements: Sequence[dict[str, Any]]) -> str:
    if "#" in short:
        return short
    return next(f"{s['article']}#{short}" for s in statements if s["id"] == short)


def _matter(value: dict[str, Any]) -> str:
    return f"---\n{yaml.safe_dump(value, allow_unicode=True, sort_keys=False)}---\nText.\n"


# ── what came of it, in the words of the cases ────────────────────────────────────────────────────


def told(compared: Comparison, verdict: Verdict) -> dict[str, str]:
    """Return a verdict as cases write it."""
    short = {key: key.partition("#")[2] for key in compared.claim_of}
    return {
        "kind": verdict.kind,
        "ends": " ".join(short[key] for key in (verdict.a, verdict.b) if key),
        "also": ",".join(sorted(short[key] for key in verdict.also)),
        "state": verdict.leading,
        "settled": verdict.settled,
        "by": short.get(verdict.settled_by, ""),
        "since": str(verdict.since),
        "until": str(verdict.until),
        "reason": verdict.reason.id.removeprefix("verdict.reason."),
        "factor": str(verdict.factor),
        "label": verdict.label.removeprefix("verdict.label."),
        "severity": str(verdict.severity),
        "section": verdict.section or "none",
    }


def matches(line: str, found: dict[str, str], ordered: bool) -> bool:
    """Say whether a line of `expect` is this verdict: kind and ends, and the details it gives."""
    words = line.split()
    details = [index for index, word in enumerate(words) if "=" in word]
    cut = details[0] if details else len(words)
    ends = " ".join(words[1:cut])
    if words[0] != found["kind"]:
        return False
    same = ends == found["ends"] or (
        not ordered and sorted(ends.split()) == sorted(found["ends"].split())
    )
    wanted = dict(word.split("=", 1) for word in words[cut:])
    if "also" in wanted:
        wanted["also"] = ",".join(sorted(wanted["also"].split(","))) if wanted["also"] else ""
    return same and all(found[key] == value for key, value in wanted.items())


#: Kinds whose ends have an order: from and to, plan and report, whole and part.
ORDERED = {"revision", "forecast", "definition", "status", "withdrawn"}
