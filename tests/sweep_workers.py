"""Stand-ins for what a worker of a sweep does: quick, and some of them fatal, by the seed of the run."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from gongzhi.experiments.sweeps.living import Lived, Made, Task, live
from gongzhi.model.measures import MEASURES

DEADLY, SLOW, WRONG = 3, 4, 5
"""Seeds that kill their worker, sleep for ever, and raise."""


def made_up(task: Task) -> Lived:
    """Return a result that depends on the run alone, as a real one does."""
    luck = np.random.default_rng([task.seed, task.number])
    series = luck.random((task.case.months, len(MEASURES)), np.float32)
    return Lived(
        task.number,
        "ok",
        Made("here", 1, 0.0, 0.1),
        measures=luck.random(len(MEASURES)),
        series=series,
    )


def quick(tasks: Sequence[Task]) -> list[Lived]:
    """Return made-up results."""
    return [made_up(task) for task in tasks]


def fatal(tasks: Sequence[Task]) -> list[Lived]:
    """Kill the worker, sleep, or raise, as the seed says; else return made-up results."""
    for task in tasks:
        if task.seed == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        if task.seed == SLOW:
            time.sleep(600)
    if any(task.seed == WRONG for task in tasks):
        return live([Task(task.number, None, task.seed, task.kept) for task in tasks])
    return quick(tasks)


def dies_once(tasks: Sequence[Task]) -> list[Lived]:
    """Kill the worker at the first try of a deadly seed; a file remembers that there was one."""
    mark = Path(os.environ["GONGZHI_TEST_MARK"])
    for task in tasks:
        place = mark / str(task.number)
        if task.seed == DEADLY and not place.exists():
            place.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return quick(tasks)


def dies_at_once(tasks: Sequence[Task]) -> list[Lived]:
    """Kill every worker."""
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def slow(tasks: Sequence[Task]) -> list[Lived]:
    """Sleep for ever."""
    time.sleep(600)
    return []
