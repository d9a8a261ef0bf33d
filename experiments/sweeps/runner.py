"""The runner: it hands out runs, keeps what comes back, and loses none.

What came back is written as a part every few seconds. Runs that were in the hands of a worker that died,
or that overran their limit, are tried again at the end, one at a time and with nothing else running; a
run that goes on dying becomes a row that says so, as one that raised has become already. Whatever stops
the runner (Ctrl-C, a full disk), what had come back is written first, as far as it can be.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from queue import Empty
from typing import Literal

from ..errors import WorkerError
from .desk import Desk
from .engines import Engine, Tray
from .living import Lived, Made, Task
from .parts import write_part
from .runs import Programme, Run

__all__ = ["carry_out"]

LOOK = 0.25
"""Seconds between looks at whether anything came back, so that Ctrl-C is answered."""

FEW, MANY = 20, 500
"""Runs of a part: fewer only if they are long in coming, more never."""

SOON, LATE = 2.0, 10.0
"""Seconds after which a part of a few runs, and one of any number, is written."""

TRIES = {"died": 3, "overran": 2}
"""How often a run is tried before it is given up."""

MOST_DEATHS = 10
"""Runs that may die one after the other, with none coming back, before all seem to."""


def carry_out(
    programme: Programme,
    runs: Sequence[Run],
    folder: Path,
    engine: Engine,
    tray: Tray,
    tell: Callable[[int], None] = lambda done: None,
) -> None:
    """Live some runs and keep what comes of them.

    Args:
        tell: told how many runs are done, of those given.

    Raises:
        OSError: if a part cannot be written.
        WorkerError: if every worker dies.
    """
    keeper = Keeper(programme, folder, tell)
    try:
        suspects = _first_round(programme, runs, engine, tray, keeper)
        _alone(programme, suspects, engine, tray, keeper)
        keeper.write()
    except OSError:
        raise
    except BaseException:
        keeper.write()
        raise
    finally:
        engine.end()


class Keeper:
    """What came back and is not written yet."""

    def __init__(self, programme: Programme, folder: Path, tell: Callable[[int], None]) -> None:
        self.programme, self.folder, self.tell = programme, folder, tell
        self.waiting: list[Lived] = []
        self.done = 0
        self.since = time.monotonic()

    def keep(self, lived: Sequence[Lived]) -> None:
        """Keep some runs, and write a part if it is time."""
        self.waiting += lived
        self.done += len(lived)
        self.tell(self.done)

    def write_in_time(self) -> None:
        """Write a part if there is enough of it, or it has been long."""
        held, age = len(self.waiting), time.monotonic() - self.since
        if held >= MANY or (held >= FEW and age > SOON) or (held and age > LATE):
            self.write()

    def write(self) -> None:
        """Write all that is waiting."""
        if self.waiting:
            write_part(self.folder, self.programme, self.waiting)
        self.waiting, self.since = [], time.monotonic()


Suspect = tuple[Run, Literal["died", "overran"]]


def _first_round(
    programme: Programme, runs: Sequence[Run], engine: Engine, tray: Tray, keeper: Keeper
) -> list[Suspect]:
    """Give every run to a hand once, and return those that did not come back."""
    desk = Desk(runs, engine.hands)
    out = sum(
        _give(programme, desk, engine, hand) for hand in [*range(engine.hands)] * engine.ahead
    )
    suspects: list[Suspect] = []
    alive, deaths = False, 0
    while out:
        keeper.write_in_time()
        try:
            hand, tasks, back = tray.get(timeout=LOOK)
        except Empty:
            engine.check()
            continue
        out -= 1
        if isinstance(back, list):
            alive = True
            keeper.keep(back)
        else:
            suspects += [(programme.runs[task.number], back) for task in tasks]
            deaths += back == "died"  # a run that overran is a slow one; its process was stopped
            if not alive and deaths >= MOST_DEATHS + engine.hands:
                raise WorkerError("sweep.deaths")
        out += _give(programme, desk, engine, hand)
    return suspects


def _give(programme: Programme, desk: Desk, engine: Engine, hand: int) -> int:
    """Give a hand its next runs; return 1 if there were any."""
    runs = desk.take(hand, engine.bundle)
    if runs:
        engine.give(hand, [_task(programme, run) for run in runs])
    return int(bool(runs))


def _task(programme: Programme, run: Run) -> Task:
    return Task(run.number, programme.case_of(run), run.seed, programme.plan.kept)


def _alone(
    programme: Programme, suspects: Sequence[Suspect], engine: Engine, tray: Tray, keeper: Keeper
) -> None:
    """Try runs again, one at a time; give up those that go on failing."""
    for run, how in suspects:
        attempts, end = 1, how
        while attempts < TRIES[end]:
            engine.give(0, [_task(programme, run)])
            back = _wait(engine, tray, keeper)
            attempts += 1
            if isinstance(back, list):
                keeper.keep([replace(one, attempts=attempts) for one in back])
                break
            end = back
        else:
            keeper.keep([Lived(run.number, end, Made(), attempts=attempts)])


def _wait(engine: Engine, tray: Tray, keeper: Keeper) -> list[Lived] | Literal["died", "overran"]:
    while True:
        keeper.write_in_time()
        try:
            return tray.get(timeout=LOOK)[2]
        except Empty:
            engine.check()
