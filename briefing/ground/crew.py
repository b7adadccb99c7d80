"""The same pure work on many items, on all cores where the system can fork; else one by one.

The result is the same either way, in the order of the items.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: What the forked workers do and on what: they inherit it, so nothing is sent to them but indexes.
_job: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def on_all_cores(
    work: Callable[[T], R],
    items: Sequence[T],
    *,
    least: int = 400,
    told: Callable[[int], None] = lambda done: None,
) -> list[R]:
    """Return `[work(item) for item in items]`, made by several processes if there are many items.

    `told` hears how many are done, now and then. An exception of `work` is raised here. A program
    with threads is never forked; where a worker is killed (memory), all is made here instead.
    """
    cores = _cores()
    if len(items) < least or cores < 2 or not _may_fork():
        return list(_one_by_one(work, items, told))
    global _job
    _job = (work, items)
    size = max(1, min(200, len(items) // (cores * 4)))
    spans = [(begin, min(begin + size, len(items))) for begin in range(0, len(items), size)]
    results: list[R] = []
    fork = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(cores, mp_context=fork) as pool:
            for part in pool.map(_span, spans):
                results += part
                told(len(results))
    except BrokenProcessPool:
        return list(_one_by_one(work, items, told))
    finally:
        _job = None
    return results


def _one_by_one(
    work: Callable[[T], R], items: Sequence[T], told: Callable[[int], None]
) -> Iterator[R]:
    for number, item in enumerate(items, 1):
        yield work(item)
        if number % 50 == 0:
            told(number)


def _span(span: tuple[int, int]) -> list[Any]:
    assert _job is not None
    work, items = _job
    return [work(item) for item in items[span[0] : span[1]]]


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _may_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1
