"""One run: a scenario under one seed, month by month."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongzhi.scenarios import Case, load_case

from .asking import check_csv, check_whole
from .inside.remembering import remember, remembering
from .kept.keeping import write_tables
from .kept.manifest import Clock, describe, finish, write_manifest
from .kept.records import record
from .kept.writing import check_folder, whole_folder
from .language import surrounding_language
from .progress import Progress, following
from .texts import Language

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Result", "run"]

SEEDS = 2**64 - 1
THREADS = 1024


@dataclass(frozen=True)
class Result:
    """What came out of one run.

    Attributes:
        series: every measure, one row for each month, street and segment.
        case: the scenario that was run.
        seed: the seed of the luck.
        manifest: versions, scenario, seed, hashes and times.
        records: its issues, their moves, the notes on them, and the ties at its end.
        out: the folder that holds the result, if it was written.
    """

    series: pd.DataFrame
    case: Case
    seed: int
    manifest: dict[str, Any] = field(repr=False)
    records: dict[str, pd.DataFrame] = field(repr=False)
    out: Path | None = None

    @property
    def summary(self) -> pd.DataFrame:
        """The headline measures in the first and in the last year, or halves of less."""
        from .estimates import summarise_run

        return summarise_run(self.series)

    def _repr_html_(self) -> str:
        from .telling.tables import run_html

        return run_html(self, surrounding_language())


def run(
    scenario: str | os.PathLike[str] | Case = "baseline-2013",
    *,
    seed: int = 0,
    months: int | None = None,
    threads: int = 1,
    out: str | os.PathLike[str] | None = None,
    force: bool = False,
    csv: bool = False,
    progress: Progress = False,
    lang: Language | None = None,
    **levers: Any,
) -> Result:
    """Run one scenario.

    Args:
        scenario: a shipped name, a scenario file, or a ``Case``.
        seed: seed of the luck.
        months: how long, instead of what the scenario says.
        threads: threads that share the run; the result does not depend on them.
        out: a folder for ``series.parquet``, the records, their codebook and ``manifest.json``.
        force: replace a folder of earlier results.
        csv: write every table as CSV too.
        progress: True shows a bar, a function is told (done, total).
        lang: language of the bar, "en" or "zh".
        **levers: levers, and facts of the setting, by name.

    Raises:
        ScenarioError: for a scenario or a lever that cannot be used.
        InputError: for a seed, a number of threads or a language that cannot be.
        OutputError: if the results cannot be written; nothing is left then.
    """
    clock = Clock()
    if months is not None:
        levers["months"] = months
    case = load_case(scenario, **levers)
    seed = check_whole("seed", seed, 0, SEEDS)
    threads = check_whole("threads", threads, 1, THREADS)
    check_csv(csv, out)
    if out is not None:
        check_folder(out, force)
    from gongzhi.model import CommunityModel

    with following(progress, lang or surrounding_language()) as tick:
        model = CommunityModel(case, rng=seed, threads=threads)
        if out is not None:
            remember(model)
        model.run(progress=remembering(model, tick) if out is not None else tick)
    series, records = model.series, record(model)
    manifest = describe("run", {case.name: case}, [seed], months=case.months)
    if out is None:
        finish(manifest, clock, threads=threads)
        return Result(series, case, seed, manifest, records)
    with whole_folder(out, force) as folder:
        write_tables({"series": series, **records}, folder, csv)
        write_manifest(manifest, folder, clock, threads=threads)
    return Result(series, case, seed, manifest, records, Path(out))
