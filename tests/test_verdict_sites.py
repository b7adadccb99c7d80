"""Stories as plain content: what must appear as a difference as of each day, and nothing else."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from briefing.content.loading import load
from briefing.content.parsing import parse
from briefing.ground.settings import read_settings
from briefing.thought.changes import changes
from briefing.thought.comparison import Comparison, compare
from briefing.thought.library import Library, build_library

SITES = Path(__file__).parent / "sites"


def _library(site: Path) -> Library:
    sources, problems = load(site)
    content, more, _ = parse(sources, {})
    settings, faults = read_settings("briefing.toml", (site / "briefing.toml").read_bytes())
    assert settings is not None
    assert not (*problems, *more, *faults)
    return build_library(content, settings)[0]


def _sections(compared: Comparison) -> dict[str, list[str]]:
    def lines(ids: tuple[str, ...]) -> list[str]:
        found = [compared.verdicts[key] for key in ids]
        return [f"{v.kind} {v.a} {v.b}" for v in found]

    return {
        "open": lines(compared.open),
        "settled": lines(compared.settled),
        "looks": lines(compared.looks),
    }


def _expected(site: str) -> list[tuple[str, str, dict[str, list[str]]]]:
    given = tomllib.loads((SITES / site / "expected.toml").read_text("utf-8"))
    return [(site, day, sections) for day, sections in given.items()]


_SITES = ("quake", "works", "tremor", "march")
_DAYS = [each for site in _SITES for each in _expected(site)]


@pytest.mark.parametrize(("site", "day", "sections"), _DAYS, ids=[f"{s}-{d}" for s, d, _ in _DAYS])
def test_differences_of_an_invented_story(
    site: str, day: str, sections: dict[str, list[str]]
) -> None:
    """As of each day tolls, layoffs and a counted march differ as listed, the gravest first."""
    assert sections == _sections(compare(_library(SITES / site), date.fromisoformat(day)))


def test_what_an_edition_named_keeps_its_name() -> None:
    """A difference found as of one day has the same id ever after, open or settled."""
    for site in _SITES:
        library = _library(SITES / site)
        final = compare(library)
        for _, day, _ in _expected(site):
            then = compare(library, date.fromisoformat(day))
            for key in (*then.open, *then.settled):
                assert final.verdicts[key].kind == then.verdicts[key].kind


def test_changes_of_an_invented_story() -> None:
    """The edition of the third day says what was raised, opened and settled since the second."""
    library = _library(SITES / "quake")
    before, now = compare(library, date(2031, 3, 2)), compare(library, date(2031, 3, 3))
    found = changes(library, now, before)
    ends = {key: f"{v.a} {v.b}" for key, v in now.verdicts.items()}
    assert [ends[c.verdict] for c in found.revisions] == [
        "day-1-courier#killed day-3-courier#killed",
        "day-2-radio#killed day-3-courier#killed-ministry",
    ]
    assert [ends[c.verdict] for c in found.opened] == [
        "day-3-courier#killed-ministry day-3-courier#killed"
    ]
    assert found.settled == ()
    earlier = changes(library, before, compare(library, date(2031, 3, 1)))
    assert [ends[c.verdict] for c in earlier.settled] == [
        "day-1-wire#killed day-1-courier#killed",
        "day-1-courier#dam-burst day-1-wire#dam-burst",
    ]
    assert [c.claim for c in found.claims] == [
        "day-3-courier#killed", "day-3-courier#killed-ministry", "day-3-courier#killed-injured",
        "day-3-courier#homeless",
    ]  # fmt: skip
    assert found.first == ()


def test_changes_of_the_first_edition() -> None:
    """Without an edition before it everything is new, and nothing was added later."""
    library = _library(SITES / "quake")
    found = changes(library, compare(library, date(2031, 3, 1)), None)
    assert found.previous is None
    assert found.added_later == ()
    assert {c.actor for c in found.first if c.kind == "actor"} == {"TR", "GR", "RELIEF"}


SEEDS = Path(__file__).parent.parent


@pytest.mark.skipif(not (SEEDS / "content").is_dir(), reason="the site's content is not here")
def test_differences_of_the_site_itself() -> None:
    """As of 1 November 2024: three open, one settled, three that only look different."""
    compared = compare(_library(SEEDS), date(2024, 11, 1))
    berlin = "berlin-on-north-korean-soldiers"
    assert _sections(compared) == {
        "open": [
            "definition dw-4mJZz#losses-killed-wounded dw-4mUgi#losses-killed",
            "timing dw-4mJeF#joins-fighting dw-4mKXI#joins-fighting",
            "spread dw-4mUgi#sent dw-4mUgi#sent-reports",
        ],
        "settled": [f"status {berlin}#in-russia {berlin}#in-russia-rutte"],
        "looks": [
            f"rounding {berlin}#army dw-4mUgi#army",
            f"drift {berlin}#planned dw-4mUgi#sent-reports",
            "not-comparable dw-germany-summons-north-korean-diplomat#sent dw-4mKXI#sent",
        ],
    }


@pytest.mark.skipif(not (SEEDS / "content").is_dir(), reason="the site's content is not here")
def test_the_revision_of_the_site_itself() -> None:
    """The United States' figures, 3,000 and about 10,000, are of two counts: 3.3 times."""
    compared = compare(_library(SEEDS), date(2024, 10, 29))
    found = [v for v in compared.verdicts.values() if v.kind == "revision" and v.factor]
    assert [(v.a, v.b, v.factor, v.other) for v in found] == [
        ("dw-4mKXI#us-first", "dw-4mKXI#sent", 3.3, "present")
    ]
