"""Sweep: from a plan to a folder of results, whatever happens on the way."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from ..asking import check_choice, check_whole
from ..errors import InputError, InterruptedWork, OutputError
from ..language import surrounding_language
from ..pool import cores
from ..progress import Progress, Tick, following
from ..texts import Language
from .engines import Engine, Tray
from .estimating import Forecast, forecast
from .folder import open_folder, set_damaged_aside, the_work
from .local import LocalEngine
from .parts import forget_aside
from .plan import PlanSource, read_plan
from .reading import Sweep, finished_runs, load
from .runner import carry_out
from .runs import Programme, Run, make_programme

__all__ = ["ENGINES", "sweep"]

ENGINES = ("local", "dask")
MOST_WORKERS = 1024
SHARD = re.compile(r"(\d{1,7})/(\d{1,7})")


def sweep(
    plan: PlanSource,
    *,
    out: str | os.PathLike[str],
    workers: int | None = None,
    engine: Literal["local", "dask"] = "local",
    scheduler: str | None = None,
    shard: str | None = None,
    again: bool = False,
    dry: bool = False,
    announce: Callable[[Forecast], None] | None = None,
    progress: Progress = False,
    lang: Language | None = None,
) -> Sweep:
    """Run a plan, or what is left of it, and return what is in its folder.

    Args:
        plan: a plan's file, or its tables.
        out: the folder; the same plan goes on where it stopped.
        workers: processes of this machine; one a core if not given.
        engine: "local", or "dask" with the address of a scheduler.
        shard: "i/n", the i-th of n parts of the runs, for as many jobs that share the folder.
        again: run again what raised, died or overran.
        dry: only say what would be run.
        announce: told what is to be run before it begins.
        progress: True shows a bar, a function is told (months done, months in all).

    Raises:
        ScenarioError: for a plan that cannot be, with every mistake.
        InputError: for an option that cannot be, or a library that is missing.
        OutputError: for a folder of something else, one where another process is at work, and a full
            disk; what had come back before is whole.
        WorkerError: if every worker dies, or the scheduler is gone.
        InterruptedWork: after Ctrl-C; what had come back is whole.
    """
    workers = check_whole("workers", cores() if workers is None else workers, 1, MOST_WORKERS)
    check_choice("engine", engine, ENGINES)
    if (engine == "dask") != (scheduler is not None):
        raise InputError("sweep.scheduler")
    part = _part(shard)
    programme = make_programme(read_plan(plan))
    if engine == "dask" and programme.plan.limit is not None:
        raise InputError("sweep.limit")
    if scheduler is not None and not dry:
        from .cluster import check_scheduler

        check_scheduler(scheduler)
    folder = open_folder(out, programme)
    with ExitStack() as stack:
        stack.enter_context(the_work(folder, part))
        damaged = set_damaged_aside(folder)
        if part == (1, 1):
            forget_aside(folder)
        done = finished_runs(folder, failed_too=not again)
        todo = [run for run in programme.share(part) if run.id not in done]
        ahead = forecast(programme, todo, workers, engine, len(damaged), str(out))
        if announce:
            announce(ahead)
        if todo and not dry:
            tick = stack.enter_context(following(progress, lang or surrounding_language()))
            tray: Tray = Tray()
            hands = _engine(programme, workers, scheduler, tray, len(todo))
            _carry_out(programme, todo, folder, hands, tray, tick, os.fspath(out))
    return load(out)


def _engine(
    programme: Programme, workers: int, scheduler: str | None, tray: Tray, runs: int
) -> Engine:
    if scheduler is None:
        return LocalEngine(min(workers, runs), programme.plan.limit, tray)
    from .cluster import DaskEngine

    return DaskEngine(scheduler, tray)


def _carry_out(
    programme: Programme,
    todo: Sequence[Run],
    folder: Path,
    engine: Engine,
    tray: Tray,
    tick: Tick | None,
    out: str,
) -> None:
    """Carry out runs; say what is kept if something stops it."""
    months = programme.plan.case.months
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done = count
        if tick:
            tick(count * months, len(todo) * months)

    try:
        carry_out(programme, todo, folder, engine, tray, tell)
    except KeyboardInterrupt:
        raise InterruptedWork("sweep.interrupt", done=done, of=len(todo), out=out) from None
    except OSError as error:
        reason = error.strerror or str(error).splitlines()[0]
        raise OutputError("sweep.full", out=out, reason=reason) from error


def _part(shard: str | None) -> tuple[int, int]:
    """Return which part of how many; the whole if none is named."""
    if shard is None:
        return 1, 1
    match = SHARD.fullmatch(shard)
    number, of = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= number <= of:
        raise InputError("sweep.shard", text=shard)
    return number, of
