"""What a sweep will take: how many runs, how long, how large, as told before it begins.

How long is measured on the spot: the first scenario is founded and lives a few months in this process,
twice, since what is not compiled yet is compiled within the months that need it first.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongzhi.scenarios import Case

from .parts import segments_of
from .runs import Programme, Run, bundle_of

__all__ = ["Forecast", "forecast"]

TRIAL = 6
"""Months that are tried."""

BYTES_OF_RUN, BYTES_OF_VALUE, BYTES_OF_PART = 200, 0.4, 60_000
"""Of what is written: for each run its row, for each month and measure, for each part its three files."""

LONG = 5.0
"""Seconds that the first trial takes longer than the second where something was compiled."""

SECONDS_OF_WORKER = 4.0
"""What a worker takes to start."""


@dataclass(frozen=True)
class Forecast:
    """What is to be run.

    Attributes:
        runs, points, seeds, months: of the whole plan.
        left: runs that are not done yet, of this part of the work.
        founded: times that a community must be founded for them.
        seconds: estimated duration; 0.0 if nothing is left.
        bytes: estimated size of what will be written.
        damaged: parts that were found damaged or cut short, whose runs are run again.
        compiling: seconds that the model took to be compiled before, once; 0.0 if it was.
    """

    runs: int
    points: int
    seeds: int
    months: int
    left: int
    founded: int
    workers: int
    seconds: float
    bytes: int
    damaged: int
    out: str
    compiling: float = 0.0


def forecast(
    programme: Programme, todo: Sequence[Run], workers: int, engine: str, damaged: int, out: str
) -> Forecast:
    """Return what the runs that are left will take, on so many processes of this machine."""
    from gongzhi.model.measures import MEASURES

    plan = programme.plan
    months = plan.case.months
    homes = len({run.home for run in todo})
    seconds = compiling = 0.0
    if todo and engine == "local":
        together = bundle_of(programme, todo, min(workers, len(todo)))
        alike = min(together, -(-len(todo) // homes))
        founding, month, compiling = trial(programme.case_of(todo[0]), alike)
        work = homes * founding + len(todo) * months * month
        seconds = work / min(workers, len(todo)) + SECONDS_OF_WORKER
    rows = 0 if plan.kept.series == "none" else months * len(segments_of(programme))
    size = len(todo) * (BYTES_OF_RUN + BYTES_OF_VALUE * rows * len(MEASURES))
    size += BYTES_OF_PART * (len(todo) // 20 + 1)
    return Forecast(
        runs=len(programme.runs), points=len(programme.points), seeds=len(plan.seeds), months=months,
        left=len(todo), founded=homes, workers=workers, seconds=seconds, bytes=round(size),
        damaged=damaged, out=out, compiling=compiling,
    )  # fmt: skip


def trial(case: Case, together: int = 1) -> tuple[float, float, float]:
    """Return the seconds of a founding with its spin-up, of a month, and of compiling, measured now.

    Args:
        together: runs that are lived side by side; the month is that of one of them.
    """
    short = replace(case, setting=case.setting.model_copy(update={"spin_up": 1}), months=TRIAL + 1)
    clock = time.perf_counter()
    _lived(short, 1)  # compiles
    first = time.perf_counter() - clock
    founding, month = _lived(short, 1)
    more = first - founding - (TRIAL + 1) * month
    compiling = more if more > LONG else 0.0
    shared = _lived(short, together)[1] if together > 1 else month
    return founding + case.setting.spin_up * month, shared, compiling


def _lived(case: Case, together: int) -> tuple[float, float]:
    """Return the seconds of a founding, and those of a month after the first, of one of so many."""
    from gongzhi.model import CommunityModel
    from gongzhi.model.side_by_side import side_by_side

    clock = time.perf_counter()
    model = CommunityModel(case, rng=0)
    founding = time.perf_counter() - clock
    model = side_by_side(model, [case] * together)
    model.step()
    clock = time.perf_counter()
    for _ in range(TRIAL):
        model.step()
    return founding, (time.perf_counter() - clock) / TRIAL / together
