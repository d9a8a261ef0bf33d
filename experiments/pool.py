"""Work shared out to as many processes as there are cores.

Tasks share nothing, and their results are put together in the order of the tasks, so that the number of
processes changes nothing but the time. A process that dies breaks the whole work at once, and an
interrupt ends the processes.

The processes are our own, one pipe each, for the sake of that last sentence: an interrupt that falls
into ``concurrent.futures.wait`` can leave a lock behind on which the program then hangs for ever.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import connection
from multiprocessing.connection import Connection
from typing import Any, cast

from .errors import WorkerError
from .progress import Tick

__all__ = ["cores", "end_with_parent", "hands", "share_out"]

Work = Callable[[Any, Tick | None], Any]
"""Does one task, and tells how far it is: (steps done, steps in all)."""

LOOK = 0.2
"""Seconds between looks at how far the processes are."""


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def share_out(
    work: Work, tasks: Sequence[Any], workers: int, steps: int, tick: Tick | None = None
) -> list[Any]:
    """Return the result of each task, in the order given.

    Args:
        work: a function that another process can be given: of a module, or a partial of one.
        steps: steps of each task, for the bar.
        tick: told (steps done, steps in all) now and then.

    Raises:
        WorkerError: if a process died.
    """
    total = len(tasks) * steps
    if workers == 1 or len(tasks) == 1:
        return [
            work(task, tick and _shifted(tick, n * steps, total)) for n, task in enumerate(tasks)
        ]
    done = multiprocessing.get_context("spawn").RawArray("q", len(tasks))
    with _workers(min(workers, len(tasks)), work, done) as pipes:
        return _done_by(pipes, tasks, lambda: tick and tick(sum(done), total))


@contextmanager
def hands(work: Work, workers: int) -> Iterator[Callable[[Sequence[Any]], list[Any]]]:
    """Give a function that has tasks done, time and again, by processes that stay until the end.

    Args:
        work: as for ``share_out``; it is not asked how far it is.

    Raises:
        WorkerError: if a process died.
    """
    if workers == 1:
        yield lambda tasks: [work(task, None) for task in tasks]
        return
    with _workers(workers, work, None) as pipes:
        yield lambda tasks: _done_by(pipes, tasks, lambda: None)


def _done_by(
    pipes: Sequence[Connection], tasks: Sequence[Any], look: Callable[[], Any]
) -> list[Any]:
    """Have tasks done by the processes behind some pipes; look now and then."""
    results: dict[int, Any] = {}
    todo, idle = list(enumerate(tasks))[::-1], list(pipes)
    busy: list[Connection] = []
    while todo or busy:
        while todo and idle:
            busy.append(_give(idle.pop(), todo.pop()))
        for ready in connection.wait(busy, LOOK):
            pipe = cast(Connection, ready)
            number, results[number] = _take(pipe)
            busy.remove(pipe)
            idle.append(pipe)
        look()
    return [results[number] for number in range(len(tasks))]


def _shifted(tick: Tick, before: int, total: int) -> Tick:
    return lambda done, _: tick(before + done, total)


def _give(pipe: Connection, task: tuple[int, Any]) -> Connection:
    """Give a worker a number and its task."""
    try:
        pipe.send(task)
    except OSError:
        raise WorkerError("stop.worker") from None
    return pipe


def _take(pipe: Connection) -> tuple[int, Any]:
    """Take a result from a worker; raise what it raised, or say that it is gone."""
    try:
        number, result = pipe.recv()
    except (EOFError, OSError):
        raise WorkerError("stop.worker") from None
    if isinstance(result, Exception):
        raise result
    return number, result


@contextmanager
def _workers(count: int, work: Work, done: Any) -> Iterator[list[Connection]]:
    """Give the pipes of new processes; whatever ends the block early ends the processes at once."""
    context = multiprocessing.get_context("spawn")
    processes, pipes = [], []
    try:
        with _interrupts_ignored():  # the new processes inherit it
            for _ in range(count):
                pipe, end = context.Pipe()
                pipes.append(pipe)
                process = context.Process(target=_work, args=(end, work, done), daemon=True)
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


def _work(pipe: Connection, work: Work, done: Any) -> None:
    """Do tasks until the parent closes the pipe, and keep it told; the parent answers Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()
    with suppress(EOFError, OSError):
        while True:
            number, task = pipe.recv()
            pipe.send((number, _result(number, task, work, done)))


def _result(number: int, task: Any, work: Work, done: Any) -> Any:
    """Return the result of a task, or what was raised, with the place where it was."""

    def tell(steps: int, _: int) -> None:
        done[number] = steps

    try:
        return work(task, None if done is None else tell)
    except Exception as error:
        error.add_note(traceback.format_exc())
        return error


def end_with_parent() -> None:
    """Let this process end when its parent ends, however that comes."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


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
