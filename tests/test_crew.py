"""The same work on one core or on all."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from briefing.ground import crew


def _square(number: int) -> int:
    if number == 777:
        raise ValueError("777 is refused")
    return number * number


def test_results_keep_the_order_of_the_items() -> None:
    """Whatever process makes them, results come in the order of the items, and are counted."""
    told: list[int] = []
    items = list(range(700))
    assert crew.on_all_cores(_square, items, least=10, told=told.append) == [n * n for n in items]
    assert told == sorted(told)
    assert told[-1] == 700
    assert crew.on_all_cores(_square, items, least=10_000) == [n * n for n in items]


def test_an_exception_comes_through() -> None:
    """What one item raises is raised to the caller."""
    with pytest.raises(ValueError, match="777 is refused"):
        crew.on_all_cores(_square, list(range(1000)), least=10)


def test_a_killed_worker_costs_time_only() -> None:
    """Where the system kills a worker, the work is done here; nothing waits for the dead."""
    here = os.getpid()

    def work(number: int) -> int:
        if number == 500 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGTERM)
        return number

    items = list(range(1000))
    assert crew.on_all_cores(work, items, least=10) == items


def test_a_program_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """With another thread alive the work is done here, one by one."""
    monkeypatch.setattr(crew.multiprocessing, "get_context", lambda *_: pytest.fail("forked"))
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert crew.on_all_cores(_square, list(range(500)), least=10)[-1] == 499 * 499
    finally:
        stop.set()
        thread.join()
