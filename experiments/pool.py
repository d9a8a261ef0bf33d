"""The same luck for several scenarios, seed by seed, on as many processes as there are cores.

One task is one seed: the society is founded and spun up once for each setting, and every scenario
goes on from a copy of it. Tasks share nothing, and their results are put together in the order of
the seeds, so that the number of processes changes nothing but the time. A process that dies breaks
the whole comparison at once, and an interrupted comparison ends its processes.
"""

from __future__ import annotations

import copy
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection
from typing import TYPE_CHECKING, Any

from gongzhi.scenarios import Case

from .errors import WorkerError
from .progress import Tick

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cores", "run_seeds"]

Cases = Mapping[str, Case]
"""Scenarios by the label that they have in this comparison."""

LOOK = 0.2
"""Seconds between looks at how far the processes are."""

_done: Any = None
"""In a worker: months done, one number for each seed, shared with the parent."""


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_seeds(
    cases: Cases, seeds: Sequence[int], workers: int, tick: Tick | None = None
) -> list[dict[str, pd.DataFrame]]:
    """Return for each seed the series of every scenario, in the order given.

    Raises:
        WorkerError: if a process died.
    """
    total = len(seeds) * sum(case.months for case in cases.values())
    if workers == 1 or len(seeds) == 1:
        return _run_here(cases, seeds, total, tick)
    done = multiprocessing.get_context("spawn").RawArray("q", len(seeds))
    with _workers(min(workers, len(seeds)), done) as pool:
        with _interrupts_ignored():  # the new processes inherit it
            futures = [pool.submit(_task, n, seed, dict(cases)) for n, seed in enumerate(seeds)]
        try:
            waiting: set[Future[Any]] = set(futures)
            while waiting:
                finished, waiting = wait(waiting, timeout=LOOK, return_when=FIRST_EXCEPTION)
                for future in finished:
                    future.result()
                if tick:
                    tick(sum(done), total)
            return [future.result() for future in futures]
        except BrokenProcessPool:
            raise WorkerError("stop.worker") from None


def run_seed(cases: Cases, seed: int, tick: Tick | None = None) -> dict[str, pd.DataFrame]:
    """Return the series of every scenario under one seed; equal settings share one spin-up."""
    from gongzhi.model import CommunityModel

    series: dict[str, pd.DataFrame] = {}
    before = 0
    total = sum(case.months for case in cases.values())
    while len(series) < len(cases):
        rest = {label: case for label, case in cases.items() if label not in series}
        setting = next(iter(rest.values())).setting
        alike = [label for label, case in rest.items() if case.setting == setting]
        founded = CommunityModel(cases[alike[0]], rng=seed)
        for label in alike:
            model = founded if label == alike[-1] else copy.deepcopy(founded)
            model.adopt(cases[label])
            model.run(progress=_shifted(tick, before, total))
            series[label] = model.series
            before += cases[label].months
    return {label: series[label] for label in cases}


def _run_here(
    cases: Cases, seeds: Sequence[int], total: int, tick: Tick | None
) -> list[dict[str, pd.DataFrame]]:
    """Run all seeds in this process, one after the other."""
    each = total // len(seeds)
    return [run_seed(cases, seed, _shifted(tick, n * each, total)) for n, seed in enumerate(seeds)]


def _shifted(tick: Tick | None, before: int, total: int) -> Tick | None:
    return tick and (lambda done, _: tick(before + done, total))


def _task(number: int, seed: int, cases: Cases) -> dict[str, pd.DataFrame]:
    """Run one seed in a worker, and keep the parent told."""

    def tell(months: int, _: int) -> None:
        _done[number] = months

    return run_seed(cases, seed, tell)


@contextmanager
def _workers(count: int, done: Any) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of new processes; whatever ends the block early ends them as well."""
    context = multiprocessing.get_context("spawn")
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(count, context, _begin_worker, (done,))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - before:
            process.kill()
        raise
    pool.shutdown()


def _begin_worker(done: Any) -> None:
    """Prepare a worker: the parent answers Ctrl-C, and a worker does not outlive its parent."""
    global _done
    _done = done
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: Any) -> None:
    connection.wait([sentinel])
    os._exit(1)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Ignore Ctrl-C for a moment, where this thread may say so."""
    if threading.current_thread() is not threading.main_thread() or sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
