"""What a worker does: it lives runs from the founding to the last month, and tells what came of them.

A worker keeps the community that it founded last. The next runs of the same seed, setting and assumptions
go on from copies of it, side by side, as each would from a founding of its own, so that results do not
depend on who ran what before, nor on who was run beside whom.
"""

from __future__ import annotations

import os
import platform
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from gongzhi.scenarios import Case

if TYPE_CHECKING:
    import pandas as pd

    from gongzhi.model import CommunityModel

    from .schema import Kept

__all__ = ["Lived", "Made", "Status", "Task", "live", "live_one"]

Status = Literal["ok", "raised", "died", "overran"]

ALL = "all"


@dataclass(frozen=True)
class Task:
    """A run that a worker is handed: its number, its scenario, its seed, and what is kept of it."""

    number: int
    case: Case
    seed: int
    kept: Kept


@dataclass(frozen=True)
class Made:
    """Where and when a run was made: no part of its result.

    Attributes:
        started: seconds since 1970 (UTC).
        seconds: how long it took, founding included where it had to be founded; of runs lived side by
            side each has an equal part.
    """

    host: str = ""
    pid: int = 0
    started: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True)
class Lived:
    """What came of a run.

    Attributes:
        error: the traceback, if it raised; "" otherwise.
        measures: means over the last months of all residents, one a measure; None if it failed.
        series: rows of month × segment, columns as ``measures``; None if it failed or is not kept.
    """

    number: int
    status: Status
    made: Made
    error: str = ""
    measures: np.ndarray | None = None
    series: np.ndarray | None = None
    attempts: int = 1


_own = threading.local()
"""What this thread founded last: ``home`` (seed, setting and assumptions) and ``founded``."""


def live(tasks: Sequence[Task]) -> list[Lived]:
    """Return what comes of some runs; one that raises costs the others nothing but time."""
    lived: list[Lived] = []
    for company in _companies(tasks):
        try:
            lived += _live_together(company)
        except Exception:  # whose fault it is shows when each is alone
            lived += [live_one(task) for task in company]
    return lived


def live_one(task: Task) -> Lived:
    """Return what comes of one run."""
    watch = Watch()
    try:
        return _live_together([task])[0]
    except Exception:
        return Lived(task.number, "raised", watch.made(), error=traceback.format_exc())


class Watch:
    """A watch that began when it was made."""

    def __init__(self) -> None:
        self.began, self.clock = datetime.now(UTC).timestamp(), time.perf_counter()

    def made(self, runs: int = 1) -> Made:
        """Tell where and when each of some runs was made."""
        seconds = (time.perf_counter() - self.clock) / runs
        return Made(platform.node(), os.getpid(), self.began, seconds)


def _companies(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Split runs into those that can be lived side by side."""
    from gongzhi.model.side_by_side import width

    if len(tasks) < 2:
        yield list(tasks)
        return
    for _, group in groupby(tasks, key=lambda task: (_home(task), task.case.months)):
        alike = list(group)
        most = width(alike[0].case)
        yield from (alike[k : k + most] for k in range(0, len(alike), most))


def _live_together(tasks: Sequence[Task]) -> list[Lived]:
    """Return what comes of runs of one founding and one number of months, lived side by side."""
    from gongzhi.model.side_by_side import live_side_by_side

    watch = Watch()
    series = live_side_by_side(_founded(tasks[0]), [task.case for task in tasks])
    told = [_measured(one, task.kept) for one, task in zip(series, tasks, strict=True)]
    made = watch.made(len(tasks))
    return [
        Lived(task.number, "ok", made, measures=measures, series=series)
        for task, (measures, series) in zip(tasks, told, strict=True)
    ]


def _home(task: Task) -> tuple[Any, ...]:
    """Return what runs share that can go on from one founding."""
    return task.seed, task.case.setting, task.case.assumptions


def _founded(task: Task) -> CommunityModel:
    """Return the community at the end of its spin-up that a run goes on from."""
    from gongzhi.model import CommunityModel

    home = _home(task)
    if getattr(_own, "home", None) != home:
        _own.home = _own.founded = None  # two would not fit where one is large
        _own.founded = CommunityModel(task.case, rng=task.seed)
        _own.home = home
    founded: CommunityModel = _own.founded
    return founded


def _measured(series: pd.DataFrame, kept: Kept) -> tuple[np.ndarray, np.ndarray | None]:
    """Return the measures of a run and what is kept of its series."""
    from gongzhi.model.measures import MEASURES
    from gongzhi.model.pooling import pool_streets

    from ..estimates import window_means

    names = list(MEASURES)
    measures = window_means(series, kept.window, names).loc[ALL].to_numpy(np.float64)
    if kept.series == "none":
        return measures, None
    if kept.series == "all":
        series = series[series["segment"] == ALL]
    rows = pool_streets(series, ["month", "segment"], names)
    return measures, rows.to_numpy(np.float32)
