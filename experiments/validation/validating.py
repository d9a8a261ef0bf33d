"""Validation: every pattern lived under many seeds, without its mechanism, and under other draws.

Draws are other readings of the parameters. In each, one replicate is lived, and the share of draws is
told in which every value lies in its range. What is finished is kept (``replicates.py``), so that a
command that was interrupted goes on where it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..asking import check_choice, check_whole
from ..calibration.drawing import Draws, read_draws
from ..errors import InterruptedWork
from ..kept.manifest import Clock, describe, write_manifest
from ..kept.writing import check_folder, whole_folder, write_json, write_parquet
from ..language import surrounding_language
from ..pool import cores, share_out
from ..progress import Progress, following
from ..texts import Language
from .judging import judge
from .patterns import patterns
from .replicates import Replicate, Task, live, worlds_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["REPLICATES", "SEED_BASE", "validate"]

SEED_BASE = 2_013_000
"""Seeds that nobody tuned with: patterns were written with others, and the model with smaller ones."""

REPLICATES = 30
LEAST, MOST = 3, 10_000


def validate(
    only: Sequence[str] = (),
    *,
    replicates: int = REPLICATES,
    seed_base: int = SEED_BASE,
    knock_outs: bool = True,
    draws: Draws = None,
    workers: int | None = None,
    out: str | os.PathLike[str] | None = None,
    force: bool = False,
    progress: Progress = False,
    lang: Language | None = None,
) -> list[dict[str, Any]]:
    """Hold the patterns against the model.

    Args:
        only: ids of patterns; all if empty.
        replicates: how many seeds.
        seed_base: the first of them; the others follow.
        knock_outs: whether the patterns are lived without their mechanisms too.
        draws: other readings of the parameters: "shipped" for those that the calibration left; see
            ``read_draws``. None for none.
        workers: processes; one per core if not given.
        out: a folder for ``scoreboard.json`` and ``replicates.parquet``, with a manifest.
        force: replace a folder of earlier results.
        progress: True shows a bar, a function is told (done, total).
        lang: language of the bar.

    Returns:
        A row for each pattern: see ``judge``.

    Raises:
        InputError: for an unknown id, or a number or a file that cannot be.
        OutputError: if the results cannot be written.
        WorkerError: if a process died.
    """
    clock, lang = Clock(), lang or surrounding_language()
    ids = _ids(only)
    replicates = check_whole("replicates", replicates, LEAST, MOST)
    seed_base = check_whole("seed_base", seed_base, 0, 2**31 - 1 - MOST)
    workers = check_whole("workers", cores() if workers is None else workers, 1, 1024)
    if out is not None:
        check_folder(out, force)
    tasks = [Task(seed_base + n, (), knock_outs) for n in range(replicates)]
    tasks += [Task(seed_base + n, book) for n, book in enumerate(read_draws(draws))]
    known = patterns()
    worlds = {world for name in ids for world in worlds_of(known[name], knock_outs).values()}
    with following(progress, lang) as tick, _what_is_kept_told():
        steps = sum(world.months for world in worlds)
        lived = share_out(partial(live, ids), tasks, workers, steps, tick)
    rows = [
        judge(
            known[name],
            [one[name] for one in lived[:replicates]],
            [one[name].whole for one in lived[replicates:]],
        )
        for name in ids
    ]
    if out is not None:
        seeds = [task.seed for task in tasks[:replicates]]
        told = describe("validate", {}, seeds, patterns=ids, draws=len(tasks) - replicates)
        with whole_folder(out, force) as folder:
            write_json(rows, folder / "scoreboard.json")
            write_parquet(_table(tasks, lived), Path(folder, "replicates.parquet"))
            write_manifest(told, folder, clock)
    return rows


def _ids(only: Sequence[str]) -> list[str]:
    """Return the ids that were asked for, in the order of the patterns; all if none were."""
    by_small = {name.lower(): name for name in patterns()}
    asked = [name.strip() for name in only]
    named = [name for name in asked if name] or asked[:1]  # a comma alone names nothing that exists
    found = {
        check_choice("--only", by_small.get(name.lower(), name), list(patterns())) for name in named
    }
    return [name for name in patterns() if name in found or not found]


@contextmanager
def _what_is_kept_told() -> Iterator[None]:
    """Say, if somebody interrupts, that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt:
        raise InterruptedWork("validate.interrupted") from None


def _table(tasks: Sequence[Task], lived: Sequence[Mapping[str, Replicate]]) -> pd.DataFrame:
    """Return every reading: one row for each pattern, seed, world and name."""
    import pandas as pd

    rows = [
        {
            "pattern": pattern,
            "seed": task.seed,
            "drawn": bool(task.draw),
            "knocked_out": knocked_out,
            "world": world,
            "reading": name,
            "value": value,
        }
        for task, ran in zip(tasks, lived, strict=True)
        for pattern, replicate in ran.items()
        for knocked_out, worlds in ((False, replicate.whole), (True, replicate.without or {}))
        for world, values in worlds.items()
        for name, value in values.items()
    ]
    return pd.DataFrame(rows)
