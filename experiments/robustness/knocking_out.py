"""How much of a reform's effect goes through each link of the loop.

For each seed the baseline runs, the reform runs, and the reform runs again beside the baseline with one
link held at it (``model/knockout.py``): beliefs and skills, participation, or ties. What is gone of the
effect then had gone through that link. The shares need not sum to one: links feed each other.
"""

from __future__ import annotations

import copy
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from gongzhi.scenarios import Case

from ..asking import check_choice, check_whole, load_cases
from ..estimates import ALL, window_means
from ..intervals import mean_interval
from ..language import surrounding_language
from ..pool import cores, share_out
from ..progress import Progress, Tick, following
from ..telling.looking import known_measures
from ..telling.wording import measure_with_unit
from ..texts import Language, say

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

__all__ = ["LINKS", "MEASURES_TOLD", "knock_out", "lines_of", "print_knockouts"]

LINKS = ("learning", "participation", "ties")
MEASURES_TOLD = ("participation_rate", "resolution_rate", "trust_committee")
MOST_SEEDS = 10_000


def knock_out(
    *scenarios: str | os.PathLike[str] | Case,
    links: Iterable[str] = LINKS,
    measures: Iterable[str] = MEASURES_TOLD,
    seeds: int = 8,
    months: int | None = None,
    window: int = 24,
    workers: int | None = None,
    progress: Progress = False,
    lang: Language | None = None,
    **levers: Any,
) -> pd.DataFrame:
    """Return what each reform does, and what of it goes when a link is held at the baseline's.

    Args:
        *scenarios: the baseline, then reforms of the same setting.
        links: what is held, one after the other.
        measures: measures of all residents, by name.
        seeds: how many seeds (0, 1, 2, …).
        window: the last months that are averaged.

    Returns:
        A row for each scenario, measure and link: ``effect`` with its 95 % interval ``low``,
        ``high``; ``gone``, the part of the effect that goes when the link is held, with
        ``gone_low``, ``gone_high``; and ``share``, gone ÷ effect (NaN where the effect is unclear).

    Raises:
        ScenarioError, InputError, WorkerError: as ``compare``.
    """
    if months is not None:
        levers["months"] = months
    cases = load_cases(scenarios, **levers)
    links = [check_choice("links", link, LINKS) for link in links]
    measures = [check_choice("measures", m, list(known_measures())) for m in measures]
    count = check_whole("seeds", seeds, 2, MOST_SEEDS)
    workers = check_whole("workers", cores() if workers is None else workers, 1, 1024)
    length = next(iter(cases.values())).months
    window = min(check_whole("window", window, 1, 1200), length)
    steps = length * (1 + (len(cases) - 1) * (1 + 2 * len(links)))
    work = partial(_of_seed, cases, links, measures, window)
    with following(progress, lang or surrounding_language()) as tick:
        runs = share_out(work, range(count), workers, steps, tick)
    return _table(runs, list(cases)[1:], links, measures)


def _of_seed(
    cases: Mapping[str, Case],
    links: Sequence[str],
    measures: Sequence[str],
    window: int,
    seed: int,
    tick: Tick | None,
) -> dict[tuple[str, str], list[float]]:
    """Return the measures of one seed by scenario and link held ("" for none)."""
    from gongzhi.model import CommunityModel
    from gongzhi.model.knockout import Link, run_beside

    (baseline, first), *reforms = cases.items()
    founded = CommunityModel(first, rng=seed)
    done = 0

    def values(model: CommunityModel) -> list[float]:
        nonlocal done
        done += model.case.months
        if tick:
            tick(done, 0)
        means = window_means(model.series, window, measures).loc[ALL]
        return [float(means[measure]) for measure in measures]

    left = {(baseline, ""): values(copy.deepcopy(founded).run())}
    for label, case in reforms:
        left[label, ""] = values(copy.deepcopy(founded).adopt(case).run())
        for link in links:
            model, twin = copy.deepcopy(founded).adopt(case), copy.deepcopy(founded)
            left[label, link] = values(run_beside(model, twin, Link[link.upper()]))
            done += case.months
    return left


def _table(
    runs: Sequence[Mapping[tuple[str, str], list[float]]],
    labels: Sequence[str],
    links: Sequence[str],
    measures: Sequence[str],
) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    baseline = next(iter(runs[0]))
    rows = []
    for label in labels:
        for k, measure in enumerate(measures):
            effects = np.array([run[label, ""][k] - run[baseline][k] for run in runs])
            effect, low, high = mean_interval(effects)
            for link in links:
                gone = np.array([run[label, ""][k] - run[label, link][k] for run in runs])
                lost, gone_low, gone_high = mean_interval(gone)
                rows.append(
                    {
                        "scenario": label,
                        "measure": measure,
                        "link": link,
                        "effect": effect,
                        "low": low,
                        "high": high,
                        "gone": lost,
                        "gone_low": gone_low,
                        "gone_high": gone_high,
                        "share": lost / effect if low * high > 0.0 else float("nan"),
                        "n": len(runs),
                    }
                )
    return pd.DataFrame(rows)


def print_knockouts(table: pd.DataFrame, console: Console, lang: Language) -> None:
    """Print a table for each scenario: the effect, and under it what goes with each link."""
    from ..telling.tables import print_rows

    heads = [say(lang, f"knockout.{key}") for key in ("measure", "effect", "interval", "share")]
    for label, mine in table.groupby("scenario", sort=False):
        lines = [(cells, "bold" if whole else "") for cells, whole in lines_of(mine, lang)]
        print_rows(console, heads, lines, str(label))
        console.print()
    console.print(say(lang, "knockout.note", seeds=int(table["n"].iloc[0])), markup=False)


def lines_of(table: pd.DataFrame, lang: Language) -> list[tuple[list[str], bool]]:
    """Return the lines of one scenario: cells, and whether it is the whole effect or a part of it."""
    from ..telling.wording import estimate

    lines: list[tuple[list[str], bool]] = []
    for measure, rows in table.groupby("measure", sort=False):
        whole = {**rows.iloc[0], "difference": rows["effect"].iloc[0]}
        lines.append(([measure_with_unit(str(measure), lang), *estimate(whole), ""], True))
        for row in rows.to_dict("records"):
            low, high = row["gone_low"], row["gone_high"]
            part = {**row, "difference": row["gone"], "low": low, "high": high}
            share = "-" if math.isnan(row["share"]) else f"{round(100.0 * row['share'])} %"
            held = f"  {say(lang, 'knockout.' + row['link'])}"
            lines.append(([held, *estimate(part), share], False))
    return lines
