"""Scenarios compared with the first of them, under the same luck."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongzhi.scenarios import Case

from .asking import check_csv, check_whole, load_cases
from .kept.keeping import write_tables
from .kept.manifest import Clock, describe, finish, write_manifest
from .kept.records import Outcome, join_records
from .kept.writing import check_folder, whole_folder
from .language import surrounding_language
from .paired import run_seeds
from .pool import cores
from .progress import Progress, following
from .texts import Language

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["Comparison", "compare"]

MOST_SEEDS = 10_000
MOST_WORKERS = 1024
LONGEST = 1200
LARGEST_SEED = 2**64 - 1


@dataclass(frozen=True)
class Comparison:
    """What came out of a comparison; the first scenario is the baseline.

    Attributes:
        table: one row for each scenario, measure and segment: means, paired difference, interval,
            standard deviation of the difference, and how many times fewer runs pairing needs.
        runs: one row for each scenario, seed, measure and segment: the mean of the last months, and
            its difference from the baseline under the same seed.
        series: every measure by month, street and segment, for all runs.
        cases: the scenarios by label.
        manifest: versions, scenarios, seeds, hashes and times.
        records: issues, moves, notes and ties of each scenario under the first seed.
        out: the folder that holds the result, if it was written.
    """

    table: pd.DataFrame
    runs: pd.DataFrame
    series: pd.DataFrame = field(repr=False)
    cases: Mapping[str, Case] = field(repr=False)
    seeds: tuple[int, ...]
    window: int
    lang: Language
    manifest: dict[str, Any] = field(repr=False)
    records: dict[str, pd.DataFrame] = field(repr=False)
    out: Path | None = None

    @property
    def baseline(self) -> str:
        """The label of the first scenario."""
        return next(iter(self.cases))

    @property
    def months(self) -> int:
        """How long each run lasted."""
        return self.cases[self.baseline].months

    @property
    def idle(self) -> list[str]:
        """The scenarios that are the same as the baseline, mostly because no reform of theirs begins."""
        first, *others = [
            (label, (case.setting, case.levers, case.reforms, case.assumptions))
            for label, case in self.cases.items()
        ]
        return [label for label, what in others if what == first[1]]

    def figure(self, lang: Language | None = None) -> Figure:
        """Draw participation and resolution month by month, and the differences."""
        from .figures import draw_comparison

        return draw_comparison(self, lang or self.lang)

    def _repr_html_(self) -> str:
        from .telling.tables import comparison_html

        return comparison_html(self, self.lang)


def compare(
    *scenarios: str | os.PathLike[str] | Case,
    seeds: int | Iterable[int] = 8,
    months: int | None = None,
    workers: int | None = None,
    out: str | os.PathLike[str] | None = None,
    force: bool = False,
    csv: bool = False,
    lang: Language | None = None,
    progress: Progress = False,
    window: int = 24,
    **levers: Any,
) -> Comparison:
    """Compare scenarios with the first of them, under the same luck.

    Args:
        *scenarios: two or more shipped names, scenario files or ``Case`` objects.
        seeds: how many seeds (0, 1, 2, …), or the seeds themselves.
        months: how long, instead of what the scenarios say.
        workers: processes that share the seeds, one per core by default; the result does not
            depend on them. A script that calls this with more than one must guard the call with
            ``if __name__ == "__main__":``.
        out: a folder for tables, their codebook, figures and manifest.
        force: replace a folder of earlier results.
        csv: write every table as CSV too.
        lang: language of the figure, "en" or "zh"; by default that of the locale.
        progress: True shows a bar, a function is told (done, total).
        window: the last months that are averaged.
        **levers: levers, and facts of the setting, for all scenarios.

    Raises:
        ScenarioError: for scenarios or levers that cannot be used.
        InputError: for numbers out of range, or scenarios of different length.
        OutputError: if the results cannot be written; nothing is left then.
        WorkerError: if a process died.
    """
    clock = Clock()
    if months is not None:
        levers["months"] = months
    cases = load_cases(scenarios, **levers)
    chosen = _check_seeds(seeds)
    window = check_whole("window", window, 1, LONGEST)
    workers = check_whole("workers", cores() if workers is None else workers, 1, MOST_WORKERS)
    check_csv(csv, out)
    if out is not None:
        check_folder(out, force)
    lang = lang or surrounding_language()
    with following(progress, lang) as tick:
        results = run_seeds(cases, chosen, workers, tick)
    length = next(iter(cases.values())).months
    window = min(window, length)
    manifest = describe("comparison", cases, chosen, months=length, window=window)
    tables = _tables(results, chosen, window)
    where = None if out is None else Path(out)
    records = join_records(results[0], chosen[0])
    result = Comparison(*tables, cases, chosen, window, lang, manifest, records, where)
    if out is None:
        finish(manifest, clock, workers=workers)
        return result
    with whole_folder(out, force) as folder:
        _write(result, folder, csv)
        write_manifest(manifest, folder, clock, workers=workers)
    return result


def _check_seeds(seeds: int | Iterable[int]) -> tuple[int, ...]:
    """Return the seeds, each once and in the order given."""
    if isinstance(seeds, Iterable):
        chosen = tuple(dict.fromkeys(check_whole("seed", s, 0, LARGEST_SEED) for s in seeds))
        check_whole("seeds", len(chosen), 1, MOST_SEEDS)
        return chosen
    return tuple(range(check_whole("seeds", seeds, 1, MOST_SEEDS)))


def _tables(
    results: list[dict[str, Outcome]], seeds: tuple[int, ...], window: int
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return differences, runs and monthly series, the baseline first and seeds in order."""
    import pandas as pd

    from .estimates import estimate_differences, last_means

    series, runs = [], []
    for label in results[0]:
        for seed, of_seed in zip(seeds, results, strict=True):
            one = of_seed[label].series
            series.append(_labelled(one, label, seed))
            runs.append(_labelled(last_means(one, window), label, seed))
    run_table = pd.concat(runs, ignore_index=True)
    base = run_table["value"].to_numpy()[: len(run_table) // len(results[0])]
    values = run_table["value"].to_numpy().reshape(len(results[0]), -1)
    run_table["difference"] = (values - base).ravel()
    return estimate_differences(run_table), run_table, pd.concat(series, ignore_index=True)


def _labelled(frame: pd.DataFrame, label: str, seed: int) -> pd.DataFrame:
    frame = frame.copy()
    frame.insert(0, "scenario", label)
    frame.insert(1, "seed", seed)
    return frame


def _write(result: Comparison, folder: Path, csv: bool) -> None:
    """Write the tables and the figure."""
    from .figures import save_figure

    numbers = result.series.select_dtypes("float64").columns
    tables = {
        "series": result.series.astype(dict.fromkeys(numbers, "float32")),
        "runs": result.runs,
        "differences": result.table,
        **result.records,
    }
    write_tables(tables, folder, csv, always=("differences",))
    save_figure(result.figure(), folder / "comparison")
