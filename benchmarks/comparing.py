"""How long comparison takes, and whether it stays near linear.

    python -m benchmarks.comparing      (from the checkout)

10,000 and 20,000 claims on one measure, and 100,000 on 1,000 measures: time, peak memory, and the
ratio of the two (2.0 is linear). Each claim is of one of 60 voices or of nobody named; days advance
over years; one in four states no day.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from datetime import date, timedelta

from briefing.content.days import day_of
from briefing.content.model import Measure
from briefing.content.values import parse_value
from briefing.ground.settings import Comparison as Thresholds
from briefing.thought.comparing import groups_of, outcome
from briefing.thought.folding import fold_claims
from briefing.thought.statements import Mention, Origin, Speaker

KINDS = ("stock", "cumulative", "rate", "plan")
HEDGES = ("", "", "", "about ", "at least ", "up to ", "more than ")


def mentions(
    count: int, measures: int, *, kind: str | None = None, days: int | None = None
) -> tuple[dict[str, Measure], list[Mention]]:
    """Make measures and their mentions, the same each time."""
    dice = random.Random(7)
    named = {
        f"m{n}": Measure(id=f"m{n}", title="", kind=kind or KINDS[n % 4], moves="days")  # type: ignore[arg-type]
        for n in range(measures)
    }
    begin = date(2015, 1, 1)
    span = days or max(count // measures // 3, 30)
    each = count // measures
    made = []
    for key in named:
        for n in range(each):
            made.append(
                _mention(dice, key, n, begin + timedelta(days=n * span // each), n * 7 + 100)
            )
    return named, made


def _mention(dice: random.Random, measure: str, n: int, day: date, level: int) -> Mention:
    voice = dice.randrange(70)
    unnamed = voice >= 60
    name = f"e{measure}x{n}#{measure}"
    origin = (
        Origin(f"unnamed:{name}", "unnamed", "")
        if unnamed
        else Origin(f"v{voice}", "voice", f"V{voice}")
    )
    figure = int(level * dice.uniform(0.8, 1.3))
    if dice.random() < 0.5:
        figure = max(round(figure, -2), 100)
    return Mention(
        id=name,
        entry=f"e{measure}x{n}",
        outlet=f"o{dice.randrange(30)}",
        origin=origin,
        speakers=() if unnamed else (Speaker(f"v{voice}", f"V{voice}"),),
        chain=(),
        said=day_of(day) if dice.random() < 0.75 else None,
        reported=day_of(day + timedelta(days=1)),
        added=day + timedelta(days=1),
        measure=measure,
        value=parse_value(f"{dice.choice(HEDGES)}{figure:,}"),
    )


def run(measures: dict[str, Measure], made: list[Mention]) -> tuple[float, float, int, int]:
    """Return seconds, peak megabytes, claims and verdicts of one comparison."""
    began = time.process_time()  # of this process: the machine may be busy
    claims, found = _compare(measures, made)
    seconds = time.process_time() - began
    tracemalloc.start()
    _compare(measures, made)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return seconds, peak, claims, found


def _compare(measures: dict[str, Measure], made: list[Mention]) -> tuple[int, int]:
    terms = Thresholds()
    claims = fold_claims(made, terms, {})
    given: dict[str, list] = {}  # type: ignore[type-arg]
    for claim in claims:
        given.setdefault(claim.measure, []).append(claim)
    found = 0
    for group in groups_of(measures, ()):
        found += len(outcome(group, given, terms, {}).verdicts)
    return len(claims), found


def show(
    title: str, *sizes: tuple[int, int], kind: str | None = None, days: int | None = None
) -> None:
    """Print a line for each size, and the ratio of the last two."""
    times = []
    for count, measures in sizes:
        seconds, peak, claims, found = run(*mentions(count, measures, kind=kind, days=days))
        times.append(seconds)
        print(
            f"{title:28} {count:>8,} mentions {claims:>8,} claims {measures:>6,} measures "
            f"{found:>8,} verdicts {seconds:7.2f} s {peak:8.1f} MB"
        )
    if len(times) > 1:
        print(f"{'':28} ratio {times[-1] / times[-2]:.2f} for twice the claims")


def main() -> int:
    """Run all."""
    for kind in KINDS:
        show(kind, (10_000, 1), (20_000, 1), kind=kind)
    show("stock, all in 30 days", (10_000, 1), (20_000, 1), kind="stock", days=30)
    show("cumulative, all in 30 days", (10_000, 1), (20_000, 1), kind="cumulative", days=30)
    show("1,000 measures", (50_000, 1_000), (100_000, 1_000))
    return 0


if __name__ == "__main__":
    sys.exit(main())
