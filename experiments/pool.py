"""The same luck for several scenarios, seed by seed, on as many processes as there are cores.

One task is one seed: the society is founded and spun up once for each setting, and every scenario
goes on from a copy of it. Tasks share nothing, and their results are put together in the order of
the seeds, so that the number of processes changes nothing but the time. A process that dies breaks
the whole comparison at once, and an interrupted comparison ends its processes.

The processes are our own, one pipe each, for the sake of that last sentence: an interrupt that falls
into ``concurrent.futures.wait`` can leave a lock behind on which the program then hangs for ever.
"""

from __future__ import annotations

import copy
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import connection
from multiprocessing.connection import Connection
from typing import Any, cast

from gongzhi.scenarios import Case

from .errors import WorkerError
from .progress import Tick
from .records import Outcome, record

__all__ = ["cores", "run_seed", "run_seeds"]

Cases = Mapping[str, Case]
"""Scenarios by the label that they have in this comparison."""

LOOK = 0.2
"""Seconds between looks at how far the processes are."""


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_seeds(
    cases: Cases, seeds: Sequence[int], workers: int, tick: Tick | None = None
) -> list[dict[str, Outcome]]:
    """Return for each seed what every scenario left, in the order given; the first keeps its records.

    Raises:
        WorkerError: if a process died.
    """
    total = len(seeds) * sum(case.months for case in cases.values())
    if workers == 1 or len(seeds) == 1:
        return _run_here(cases, seeds, total, tick)
    done = multiprocessing.get_context("spawn").RawArray("q", len(seeds))
    results: dict[int, dict[str, Outcome]] = {}
    with _workers(min(workers, len(seeds)), cases, done) as idle:
        todo = list(enumerate(seeds))[::-1]
        busy: list[Connection] = []
        while todo or busy:
            while todo and idle:
                busy.append(_give(idle.pop(), todo.pop()))
            for ready in connection.wait(busy, LOOK):
                pipe = cast(Connection, ready)
                number, results[number] = _take(pipe)
                busy.remove(pipe)
                idle.append(pipe)
            if tick:
                tick(sum(done), total)
    return [results[number] for number in range(len(seeds))]


def run_seed(
    cases: Cases, seed: int, tick: Tick | None = None, keep: bool = False
) -> dict[str, Outcome]:
    """Return what every scenario leaves under one seed; equal settings share one spin-up.

    Args:
        cases: scenarios by label.
        seed: seed of the luck.
        tick: told (months done, months in all).
        keep: whether to keep records, too.
    """
    from gongzhi.model import CommunityModel

    left: dict[str, Outcome] = {}
    before = 0
    total = sum(case.months for case in cases.values())
    while len(left) < len(cases):
        rest = {label: case for label, case in cases.items() if label not in left}
        setting = next(iter(rest.values())).setting
        alike = [label for label, case in rest.items() if case.setting == setting]
        founded = CommunityModel(cases[alike[0]], rng=seed)
        for label in alike:
            model = founded if label == alike[-1] else copy.deepcopy(founded)
            model.adopt(cases[label])
            model.run(progress=_shifted(tick, before, total))
            left[label] = Outcome(model.series, record(model) if keep else {})
            before += cases[label].months
    return {label: left[label] for label in cases}


def _run_here(
    cases: Cases, seeds: Sequence[int], total: int, tick: Tick | None
) -> list[dict[str, Outcome]]:
    """Run all seeds in this process, one after the other."""
    each = total // len(seeds)
    return [
        run_seed(cases, seed, _shifted(tick, n * each, total), keep=n == 0)
        for n, seed in enumerate(seeds)
    ]


def _shifted(tick: Tick | None, before: int, total: int) -> Tick | None:
    return tick and (lambda done, _: tick(before + done, total))


def _give(pipe: Connection, task: tuple[int, int]) -> Connection:
    """Give a worker a number and a seed."""
    try:
        pipe.send(task)
    except OSError:
        raise WorkerError("stop.worker") from None
    return pipe


def _take(pipe: Connection) -> tuple[int, dict[str, Outcome]]:
    """Take a result from a worker; raise what it raised, or say that it is gone."""
    try:
        number, result = pipe.recv()
    except (EOFError, OSError):
        raise WorkerError("stop.worker") from None
    if isinstance(result, Exception):
        raise result
    return number, result


@contextmanager
def _workers(count: int, cases: Cases, done: Any) -> Iterator[list[Connection]]:
    """Give the pipes of new processes; whatever ends the block early ends the processes at once."""
    context = multiprocessing.get_context("spawn")
    processes, pipes = [], []
    try:
        with _interrupts_ignored():  # the new processes inherit it
            for _ in range(count):
                pipe, end = context.Pipe()
                pipes.append(pipe)
                process = context.Process(target=_work, args=(end, dict(cases), done), daemon=True)
                processes.append(process)
                process.start()
                end.close()
        yield list(pipes)
    except BaseException:
        for process in processes:
            with suppress(AttributeError):  # not started yet
                process.kill()
        raise
    finally:
        for pipe in pipes:
            pipe.close()
        for process in processes:
            with suppress(AssertionError):  # not started yet
                process.join()


def _work(pipe: Connection, cases: Cases, done: Any) -> None:
    """Run seeds until the parent closes the pipe, and keep it told; the parent answers Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            number, seed = pipe.recv()
            pipe.send((number, _result(number, seed, cases, done)))


def _result(number: int, seed: int, cases: Cases, done: Any) -> dict[str, Outcome] | Exception:
    """Return what a seed left, or what was raised, with the place where it was."""

    def tell(months: int, _: int) -> None:
        done[number] = months

    try:
        return run_seed(cases, seed, tell, keep=number == 0)
    except Exception as error:
        error.add_note(traceback.format_exc())
        return error


def _end_with(sentinel: Any) -> None:
    """End this process when another one ends."""
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
