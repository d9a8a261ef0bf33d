"""What a worker does: it lives a run from the founding to the last month, and tells what came of it.

A worker keeps the community that it founded last. The next run of the same seed, setting and assumptions
goes on from a copy of it, as it would from a founding of its own, so that results do not depend on who
ran what before.
"""

from __future__ import annotations

import copy
import os
import platform
import threading
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

import numpy as np

from gongzhi.scenarios import Case

if TYPE_CHECKING:
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
        seconds: how long it took, founding included where it had to be founded.
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
    """Return what comes of some runs, one after the other; one that raises costs the others nothing."""
    return [live_one(task) for task in tasks]


def live_one(task: Task) -> Lived:
    """Return what comes of one run."""
    began, clock = datetime.now(UTC).timestamp(), time.perf_counter()

    def made() -> Made:
        return Made(platform.node(), os.getpid(), began, time.perf_counter() - clock)

    try:
        measures, series = _measured(_community(task), task.kept)
    except Exception:
        return Lived(task.number, "raised", made(), error=traceback.format_exc())
    return Lived(task.number, "ok", made(), measures=measures, series=series)


def _community(task: Task) -> CommunityModel:
    """Return a community at the end of its spin-up that follows the task's scenario."""
    from gongzhi.model import CommunityModel

    home = task.seed, task.case.setting, task.case.assumptions
    if getattr(_own, "home", None) != home:
        _own.home = _own.founded = None  # two would not fit where one is large
        _own.founded = CommunityModel(task.case, rng=task.seed)
        _own.home = home
    return copy.deepcopy(_own.founded).adopt(task.case)


def _measured(model: CommunityModel, kept: Kept) -> tuple[np.ndarray, np.ndarray | None]:
    """Let a community live, and return its measures and its series."""
    from gongzhi.model.measures import MEASURES
    from gongzhi.model.pooling import pool_streets

    from ..estimates import window_means

    names = list(MEASURES)
    series = model.run().series
    measures = window_means(series, kept.window, names).loc[ALL].to_numpy(np.float64)
    if kept.series == "none":
        return measures, None
    if kept.series == "all":
        series = series[series["segment"] == ALL]
    rows = pool_streets(series, ["month", "segment"], names)
    return measures, rows.to_numpy(np.float32)
