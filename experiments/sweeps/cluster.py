"""The engine of a cluster: the workers of a Dask scheduler, found by its address.

Each thread of a worker is a hand, so that it keeps the community that it founded; should its worker die,
Dask gives its runs to another. Dask delivers at least once, and readers count a run once. A cluster that
prefers jobs to a scheduler runs ``--shard i/n`` of the local engine in each.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from ..errors import InputError, WorkerError
from .engines import Tray
from .living import Lived, Task, live
from .needs import need
from .runs import model_version

__all__ = ["DaskEngine"]

ANSWER = 5
"""Seconds in which a scheduler must answer."""

FAREWELL = 1
"""Seconds in which a client may take its leave, so that Ctrl-C is answered."""

GONE = ("closed", "closing", "connecting")


class DaskEngine:
    """The workers of a Dask scheduler.

    Args:
        address: of the scheduler, as tcp://10.0.0.1:8786.
        tray: where what came of the runs is put.

    Raises:
        InputError: if no scheduler answers, it has no workers, or they run another version of the model.
    """

    bundle = 5
    ahead = 2

    def __init__(self, address: str, tray: Tray) -> None:
        self.address, self.tray = address, tray
        self._ended = False
        check_listens(address)
        self.client = _client(address)
        threads = self.client.nthreads()
        if not threads:
            _leave(self.client)
            raise InputError("sweep.no_workers", address=address)
        self._check_versions()
        options = {"pure": False, "retries": 0, "allow_other_workers": True}
        self._hands = [
            self.client.get_executor(workers=[worker], **options)
            for worker, count in sorted(threads.items())
            for _ in range(count)
        ]
        self.hands = len(self._hands)

    def give(self, hand: int, tasks: Sequence[Task]) -> None:
        """Give runs to the worker of a hand."""
        future = self._hands[hand].submit(live, list(tasks))
        future.add_done_callback(partial(self._back, hand, list(tasks)))

    def check(self) -> None:
        """Complain if the scheduler is gone.

        Raises:
            WorkerError: if so.
        """
        if self.client.status in GONE:
            raise WorkerError("sweep.gone", address=self.address)

    def end(self) -> None:
        """Give up what is under way, and leave the cluster as it is; once is enough."""
        if self._ended:
            return
        self._ended = True
        for hand in self._hands:
            hand.shutdown(wait=False)
        _leave(self.client)

    def _back(self, hand: int, tasks: list[Task], future: Future[list[Lived]]) -> None:
        """Put on the tray what came of some runs."""
        if not self._ended:
            lost = future.cancelled() or future.exception() is not None
            self.tray.put((hand, tasks, "died" if lost else future.result()))

    def _check_versions(self) -> None:
        """Complain of workers that lack the model, or have another version of it."""
        try:
            versions = set(self.client.run(model_version).values())
        except Exception as error:  # whatever a worker without the package raises
            _leave(self.client)
            raise InputError(
                "sweep.worker_lacks", address=self.address, reason=_line(error)
            ) from None
        if versions != {model_version()}:
            _leave(self.client)
            raise InputError("sweep.worker_version", address=self.address)


def check_listens(address: str) -> None:
    """Complain of an address where nothing listens.

    Raises:
        InputError: if so.
    """
    try:
        place = urlsplit(address)
        socket.create_connection((place.hostname or "", place.port or 0), ANSWER).close()
    except (OSError, ValueError) as error:
        raise InputError("sweep.no_scheduler", address=address, reason=_line(error)) from None


def _client(address: str) -> Any:
    """Return a client of a scheduler that answers.

    What listens may be no scheduler: its dashboard, a web server, something that stays silent. A client
    waits for the answer of such a one for ever, or takes its words for the length of a message, and
    cannot be interrupted; so a thread makes the client, and is left behind if need be.

    Raises:
        InputError: if none does.
    """
    distributed, dask = need("distributed"), need("dask")
    answer: SimpleQueue[Any] = SimpleQueue()
    late = threading.Event()

    def make() -> None:
        try:
            with dask.config.set({"distributed.comm.timeouts.connect": f"{ANSWER}s"}):
                made = distributed.Client(address, timeout=ANSWER, set_as_default=False)
        except Exception as error:  # whatever comes of the words of a stranger
            made = error
        answer.put(made)
        if late.is_set() and not isinstance(made, BaseException):
            _leave(made)

    threading.Thread(target=make, daemon=True).start()
    try:
        made = answer.get(timeout=2 * ANSWER)
    except Empty:
        late.set()
        raise InputError("sweep.not_dask", address=address) from None
    if isinstance(made, (MemoryError, AssertionError)):
        raise InputError("sweep.not_dask", address=address) from None
    if isinstance(made, BaseException):
        raise InputError("sweep.no_scheduler", address=address, reason=_line(made)) from None
    return made


def _leave(client: Any) -> None:
    """Close a client; a cluster too busy to answer in time loses nothing but its farewell."""
    with suppress(TimeoutError):
        client.close(timeout=FAREWELL)


def _line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
