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
from .folder import (
    damaged_parts,
    described,
    look_into,
    open_folder,
    set_damaged_aside,
    the_work,
)
from .local import LocalEngine
from .parts import Part, forget_aside
from .plan import PlanSource, read_plan
from .reading import Sweep, finished_runs, load
from .runner import carry_out
from .runs import Programme, Run, bundle_of, make_programme

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
        dry: only tell ``announce`` what would be run; nothing is written, and a folder that is not there
            is an empty one.
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
    if dry:
        return _only_said(programme, out, part, again, workers, engine, announce)
    with ExitStack() as stack:
        tray: Tray = Tray()
        cluster = _cluster(scheduler, tray, stack)
        folder = open_folder(out, programme)
        stack.enter_context(the_work(folder, part))
        damaged = set_damaged_aside(folder)
        if part == (1, 1):
            forget_aside(folder)
        todo = _left(programme, folder, part, again)
        if announce:
            announce(forecast(programme, todo, workers, engine, len(damaged), os.fspath(out)))
        if todo:
            tick = stack.enter_context(following(progress, lang or surrounding_language()))
            hands = cluster or LocalEngine(min(workers, len(todo)), programme.plan.limit, tray)
            hands.bundle = bundle_of(programme, todo, hands.hands)
            _carry_out(programme, todo, folder, hands, tray, tick, os.fspath(out))
    return load(out)


def _only_said(
    programme: Programme,
    out: str | os.PathLike[str],
    part: tuple[int, int],
    again: bool,
    workers: int,
    engine: str,
    announce: Callable[[Forecast], None] | None,
) -> Sweep:
    """Say what would be run, write nothing, and return what is there."""
    folder = look_into(out, programme)
    damaged = damaged_parts(folder)
    todo = _left(programme, folder, part, again, damaged)
    if announce:
        announce(forecast(programme, todo, workers, engine, len(damaged), os.fspath(out)))
    return Sweep(Path(out), described(programme))


def _left(
    programme: Programme,
    folder: Path,
    part: tuple[int, int],
    again: bool,
    damaged: Sequence[Part] = (),
) -> list[Run]:
    """Return the runs of a part of the work that are not done yet."""
    done = finished_runs(folder, failed_too=not again, without=damaged)
    return [run for run in programme.share(part) if run.id not in done]


def _cluster(scheduler: str | None, tray: Tray, stack: ExitStack) -> Engine | None:
    """Return the engine of a scheduler, found before anything is written; it ends with the stack."""
    if scheduler is None:
        return None
    from .cluster import DaskEngine

    engine = DaskEngine(scheduler, tray)
    stack.callback(engine.end)
    return engine


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
