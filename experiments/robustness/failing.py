"""Where reforms fail: each shipped reform under many readings of what is assumed.

Every draw takes all single numbers of the parameter book from their ranges at once (a Latin hypercube,
uniform), founds the society anew and runs baseline and reforms under one seed of luck. A reform fails
in a draw if it makes a measure worse than the baseline by more than a margin; how often luck alone does
that is seen from forty seeds under the book as it is. For each failure the assumption is
named whose rank goes most with the difference (Spearman), as a hint where to look.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from functools import partial
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from gongzhi.scenarios import Book, Case, default_book, load_case, shipped_cases

from ..asking import check_whole
from ..estimates import ALL, window_means
from ..kept.manifest import Clock, describe, write_manifest
from ..kept.writing import check_folder, whole_folder, write_parquet
from ..language import surrounding_language
from ..pool import cores, share_out
from ..progress import Progress, Tick, following
from ..texts import Language, say
from .place import MONTHS, PLACE, WINDOW

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

__all__ = [
    "MARGINS",
    "draw_book",
    "failures",
    "lines_of",
    "map_failures",
    "print_failures",
    "reforms_of",
    "run_draws",
]

PLAUSIBLE = {"participation_rate": (0.02, 0.12), "resolution_rate": (0.15, 0.75)}
"""Baselines that somebody who knows Shanghai would not laugh at: most draws of all numbers lie outside."""

MARGINS = {"participation_rate": 0.001, "resolution_rate": 0.01, "evenness": 0.001}
"""What counts as worse: a tenth of a point of participation, a point of resolution, 0.001 of evenness."""

BASELINE = "baseline-2013"
LUCK = 40
MOST_DRAWS = 100_000
Outcome = dict[str, list[float]]


def reforms_of() -> dict[str, Case]:
    """Return the shipped scenarios that change levers in a street like the baseline's, at this size."""
    base = load_case(BASELINE)
    cases = {name: load_case(name) for name in shipped_cases()}
    alike = [name for name, case in cases.items() if case.setting == base.setting]
    return {name: load_case(name, **PLACE, months=MONTHS) for name in alike if name != BASELINE}


def draw_book(luck: np.ndarray) -> Book:
    """Return the book with every single number at a place of its range.

    Args:
        luck: one share a parameter of ``drawn``, shape (k,).
    """
    book = default_book()
    values = {
        path: (1.0 - share) * book.parameters[path].low + share * book.parameters[path].high
        for path, share in zip(drawn(), luck.tolist(), strict=True)
    }
    return book.changed(**values)


def drawn() -> list[str]:
    """Return the parameters that are drawn: single numbers that have a range."""
    parameters = default_book().parameters.values()
    return [p.path for p in parameters if not isinstance(p.value, list) and p.low < p.high]


def run_draws(
    draws: int = 200,
    *,
    workers: int | None = None,
    progress: Progress = False,
    lang: Language | None = None,
) -> tuple[pd.DataFrame, np.ndarray]:
    """Run baseline and reforms in every draw, and under the book as it is for comparison.

    Returns:
        A row for each draw, reform and measure: ``kind`` ("assumptions" or "luck"), ``baseline`` and
        ``difference``; and the design, shape (draws, parameters), shares of the ranges.
    """
    import pandas as pd
    from scipy.stats import qmc

    draws = check_whole("draws", draws, 2, MOST_DRAWS)
    workers = check_whole("workers", cores() if workers is None else workers, 1, 1024)
    design = qmc.LatinHypercube(len(drawn()), seed=2013).random(draws)
    cases = reforms_of()
    tasks = [(n, design[n]) for n in range(draws)] + [(n, None) for n in range(LUCK)]
    with following(progress, lang or surrounding_language()) as tick:
        runs = share_out(partial(_of_draw, cases), tasks, workers, len(cases) + 1, tick)
    rows = [
        {
            "kind": "luck" if luck is None else "assumptions",
            "draw": n,
            "scenario": name,
            "measure": measure,
            "baseline": run[BASELINE][k],
            "difference": run[name][k] - run[BASELINE][k],
        }
        for (n, luck), run in zip(tasks, runs, strict=True)
        for name in cases
        for k, measure in enumerate(MARGINS)
    ]
    return pd.DataFrame(rows), design


def map_failures(
    draws: int = 200,
    *,
    workers: int | None = None,
    out: str | os.PathLike[str] | None = None,
    force: bool = False,
    progress: Progress = False,
    lang: Language | None = None,
) -> pd.DataFrame:
    """Run the draws and return where reforms fail; see ``run_draws`` and ``failures``.

    Args:
        out: a folder for the draws and the failures, with a manifest.
        force: replace a folder of earlier results.

    Raises:
        InputError, OutputError, WorkerError: as ``compare``.
    """
    clock = Clock()
    if out is not None:
        check_folder(out, force)
    table, design = run_draws(draws, workers=workers, progress=progress, lang=lang)
    told = failures(table, design)
    if out is not None:
        import pandas as pd

        manifest = describe("failures", reforms_of(), list(range(draws)), parameters=drawn())
        with whole_folder(out, force) as folder:
            write_parquet(table, folder / "draws.parquet")
            write_parquet(pd.DataFrame(design, columns=drawn()), folder / "design.parquet")
            write_parquet(told, folder / "failures.parquet")
            write_manifest(manifest, folder, clock)
    return told


def failures(table: pd.DataFrame, design: np.ndarray) -> pd.DataFrame:
    """Return for each reform and measure in what share of the draws it makes things worse.

    Returns:
        Columns scenario, measure, ``worse`` and ``better`` (shares of the draws beyond the margin),
        ``plausible`` (share worse among the draws with a plausible baseline, ``n_plausible`` of
        them), ``luck`` (share worse by luck alone), ``median`` of the differences, ``assumption``
        with the strongest rank correlation ``rho`` (empty if as strong a one among so many would
        come by chance more than once in twenty), and ``n``.
    """
    import pandas as pd
    from scipy.stats import rankdata

    ranks = rankdata(design, axis=0)
    sound = _plausible(table[table["kind"] == "assumptions"])
    names = np.array(drawn())
    rows = []
    for (scenario, measure), mine in table.groupby(["scenario", "measure"], sort=False):
        apart = mine[mine["kind"] == "assumptions"].sort_values("draw")
        values = apart["difference"].to_numpy()
        known = np.isfinite(values)
        rho = _correlation(ranks[apart["draw"]][known], rankdata(values[known]))
        near = values[known & apart["draw"].isin(sound).to_numpy()]
        strongest = int(np.argmax(np.abs(rho)))
        stands_out = abs(rho[strongest]) > _chance_limit(len(names), int(known.sum()))
        lucky = mine[mine["kind"] == "luck"]["difference"].dropna()
        margin = MARGINS[str(measure)]
        rows.append(
            {
                "scenario": scenario,
                "measure": measure,
                "worse": float((values[known] < -margin).mean()),
                "better": float((values[known] > margin).mean()),
                "plausible": float((near < -margin).mean()) if len(near) else float("nan"),
                "n_plausible": len(near),
                "luck": float((lucky < -margin).mean()),
                "median": float(np.median(values[known])),
                "assumption": str(names[strongest]) if stands_out else "",
                "rho": float(rho[strongest]) if stands_out else float("nan"),
                "n": int(known.sum()),
            }
        )
    return pd.DataFrame(rows)


def _chance_limit(parameters: int, draws: int) -> float:
    """Return the correlation that the strongest of so many reaches by chance once in twenty."""
    return NormalDist().inv_cdf(1.0 - 0.05 / (2.0 * parameters)) / math.sqrt(max(draws - 1, 1))


def _plausible(table: pd.DataFrame) -> set[int]:
    """Return the draws whose baseline lies in the bounds of ``PLAUSIBLE``."""
    baseline = table.drop_duplicates(["draw", "measure"]).pivot(
        index="draw", columns="measure", values="baseline"
    )
    inside = [baseline[name].between(*bounds) for name, bounds in PLAUSIBLE.items()]
    return set(baseline.index[np.logical_and.reduce(inside)])


def _correlation(ranks: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Return the rank correlation of each column with one vector; 0 where nothing varies."""
    a, b = ranks - ranks.mean(axis=0), of - of.mean()
    size = np.sqrt((a**2).sum(axis=0) * (b**2).sum())
    return np.divide(b @ a, size, out=np.zeros(a.shape[1]), where=size > 0)


def _of_draw(
    cases: Mapping[str, Case], task: tuple[int, np.ndarray | None], tick: Tick | None
) -> Outcome:
    """Return the measures of baseline and reforms in one draw; the seed is the draw's number."""
    from gongzhi.model import CommunityModel
    from gongzhi.model.side_by_side import live_side_by_side

    seed, luck = task
    book = default_book() if luck is None else draw_book(luck)
    founded = CommunityModel(BASELINE, **PLACE, months=MONTHS, rng=seed, book=book)
    all_cases = {BASELINE: founded.case, **cases}
    series = live_side_by_side(founded, list(all_cases.values()), tick)
    return {name: _measured(one) for name, one in zip(all_cases, series, strict=True)}


def _measured(series: pd.DataFrame, measures: Sequence[str] = tuple(MARGINS)) -> list[float]:
    means = window_means(series, WINDOW, measures).loc[ALL]
    return [float(means[measure]) for measure in measures]


def print_failures(table: pd.DataFrame, console: Console, lang: Language) -> None:
    """Print in what share of the draws each reform makes each measure worse."""
    from ..telling.tables import print_rows
    from ..telling.wording import measure_label

    measures = [measure_label(measure, lang) for measure in MARGINS]
    scenario, assumption = (say(lang, f"failures.{key}") for key in ("scenario", "assumption"))
    lines = [(cells, "") for cells in lines_of(table)]
    print_rows(console, [scenario, *measures, assumption], lines, numbers=False)
    console.print(note_of(table, lang), markup=False)


def lines_of(table: pd.DataFrame) -> list[list[str]]:
    """Return a row of cells for each reform, those that fail most first."""
    lines = []
    order = (
        table.groupby("scenario")["plausible"].mean().sort_values(ascending=False, kind="stable")
    )
    for scenario in order.index:
        mine = table[table["scenario"] == scenario].set_index("measure")
        cells = [
            f"{100 * row['worse']:.0f} ({_percent(row['plausible'])}) | {_percent(row['luck'])}"
            for row in mine.loc[list(MARGINS)].to_dict("records")
        ]
        most = mine.loc["resolution_rate"]
        told = f"{most['assumption']} {most['rho']:+.2f}" if most["assumption"] else ""
        lines.append([str(scenario), *cells, told])
    return lines


def note_of(table: pd.DataFrame, lang: Language) -> str:
    """Return how the table is read."""
    about = {"n": int(table["n"].max()), "plausible": int(table["n_plausible"].max())}
    return say(lang, "failures.note", **about)


def _percent(share: float) -> str:
    return "-" if share != share else f"{100 * share:.0f}"
