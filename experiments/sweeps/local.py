"""The engine of one machine: a pebble pool of one process for each hand.

A hand has a pool of its own, so that it keeps the community that it founded, and so that a process that
is killed, or stopped at its limit, takes one run with it and nobody else's. Pebble starts another process
then. It gives up a pool whose process is killed between two runs, or while it starts, for then it cannot
tell what was lost; such a pool is replaced, and what it had been given counts as lost.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from multiprocessing import resource_tracker
from typing import Any

from ..errors import WorkerError
from ..pool import end_with_parent
from .engines import Tray
from .living import Lived, Task, live
from .needs import need

__all__ = ["LocalEngine"]

LOCK_SECONDS = 2.0
"""How long a process waits for a lock of its pool that a killed one may have left; none other has it."""

MOST_STILLBORN = 5
"""Runs, one after the other, whose process may be gone before it took them."""


class LocalEngine:
    """Processes of this machine.

    Args:
        hands: how many.
        limit: seconds that a run may take; None for no limit. A bundle may take as much for each of its
            runs, and if it takes more, each is tried alone.
        tray: where what came of the runs is put.
        work: what the processes do with runs.
    """

    bundle = 1
    ahead = 2

    def __init__(
        self,
        hands: int,
        limit: float | None,
        tray: Tray,
        work: Callable[[Sequence[Task]], list[Lived]] | None = None,
    ) -> None:
        resource_tracker.ensure_running()  # which, when it starts, lets Ctrl-C through again
        self.hands, self.limit, self.tray = hands, limit, tray
        self.work = work or live_apart
        self._pools = [self._new_pool() for _ in range(hands)]
        self._given_up: list[Any] = []
        self._ended = False
        self._stillborn = 0

    def give(self, hand: int, tasks: Sequence[Task]) -> None:
        """Give runs to the process of a hand.

        Raises:
            WorkerError: if process after process died before it took a run.
        """
        if self._stillborn > MOST_STILLBORN:
            raise WorkerError("sweep.deaths")
        with interrupts_blocked():  # pebble starts threads here, which start processes
            try:
                future = self._schedule(hand, tasks)
            except RuntimeError:  # pebble has given up the pool
                self._pools[hand].stop()
                self._given_up.append(self._pools[hand])
                self._pools[hand] = self._new_pool()
                future = self._schedule(hand, tasks)
        future.add_done_callback(partial(self._back, hand, list(tasks)))

    def check(self) -> None:
        """Nothing can be gone on one machine: processes are started anew."""

    def end(self) -> None:
        """End all processes at once."""
        self._ended = True
        pools = [*self._pools, *self._given_up]
        with interrupts_blocked():
            for pool in pools:
                pool.stop()
            ends = [threading.Thread(target=pool.join) for pool in pools]  # each waits a little
            for end in ends:
                end.start()
            for end in ends:
                end.join()

    def _new_pool(self) -> Any:
        context = multiprocessing.get_context("spawn")
        return need("pebble").ProcessPool(max_workers=1, initializer=begin, context=context)

    def _schedule(self, hand: int, tasks: Sequence[Task]) -> Any:
        limit = self.limit and self.limit * len(tasks)
        return self._pools[hand].schedule(self.work, args=[list(tasks)], timeout=limit)

    def _back(self, hand: int, tasks: list[Task], future: Future[list[Lived]]) -> None:
        """Put on the tray what came of some runs."""
        if self._ended:
            return
        error = CancelledError() if future.cancelled() else future.exception()
        self._stillborn = self._stillborn + 1 if isinstance(error, BrokenProcessPool) else 0
        if error is None:
            self.tray.put((hand, tasks, future.result()))
        else:
            self.tray.put((hand, tasks, "overran" if isinstance(error, TimeoutError) else "died"))


def live_apart(tasks: Sequence[Task]) -> list[Lived]:
    """Return what comes of some runs, in a process that does nothing else.

    What is loaded stays until the process ends, so Python need not look for garbage in it again and
    again: that took a twentieth of a small run.
    """
    import_module("gongzhi.model")

    if not gc.get_freeze_count():
        gc.freeze()
    return live(tasks)


def begin() -> None:
    """Prepare a process: it leaves Ctrl-C to its parent, does not outlive it, and ends when told to."""
    need("pebble.common").CONSTS.channel_lock_timeout = LOCK_SECONDS
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()


@contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Block Ctrl-C for threads and processes that are started meanwhile; a pending one comes after."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    before: Any = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
