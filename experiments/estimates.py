"""From monthly series to paired differences.

A run's value of a measure is its mean over the last months. Scenarios that ran under one seed share
their luck, so each seed gives one difference from the baseline; their mean gets a t-interval. What
pairing saves is the variance that the difference would have with separate luck, divided by the one
it has: as many times more runs would be needed for an interval of the same width.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .intervals import mean_interval

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "estimate_differences",
    "last_means",
    "rows_of_interest",
    "summarise_run",
    "window_means",
    "year_or_half",
]

BY_SEGMENT = ("representation",)
"""Headline measures whose point is the difference between segments."""

ALL = "all"


def rows_of_interest(series: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the headline measures of a series, each with the segments it is reported for."""
    from gongzhi.model.measures import MEASURES

    segments = [segment for segment in series["segment"].unique() if segment != ALL]
    names = [name for name, measure in MEASURES.items() if measure.headline and name in series]
    rows = [(name, ALL) for name in names if name not in BY_SEGMENT]
    return rows + [(name, s) for name in names if name in BY_SEGMENT for s in segments]


def window_means(series: pd.DataFrame, window: int, names: Sequence[str]) -> pd.DataFrame:
    """Return the mean of measures over the last months of one run, streets pooled, by segment.

    Months without a value (no issue was resolved, say) count for nothing.
    """
    last = series[series["month"] > series["month"].max() - window]
    return _by_segment(last, names)


def last_means(series: pd.DataFrame, window: int) -> pd.DataFrame:
    """Return the mean of every headline measure over the last months of one run.

    Months without a value (no issue was resolved, say) count for nothing; a measure without any
    value in the window is NaN.
    """
    last = series[series["month"] > series["month"].max() - window]
    return _means(last, rows_of_interest(series))


def year_or_half(months: int) -> int:
    """Return the months at the start and end of a run that are told: a year, or half of less."""
    return min(12, max(1, months // 2))


def summarise_run(series: pd.DataFrame) -> pd.DataFrame:
    """Return headline measures at the start and at the end of a run, and the change."""
    rows = rows_of_interest(series)
    month = series["month"]
    n = year_or_half(int(month.max() - month.min()) + 1)
    table = _means(series[month < month.min() + n], rows).rename(columns={"value": "first"})
    table["last"] = _means(series[month > month.max() - n], rows)["value"]
    table["change"] = table["last"] - table["first"]
    return table


def estimate_differences(runs: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each scenario, measure and segment: the paired difference and its interval.

    Args:
        runs: ``scenario, seed, measure, segment, value``, the baseline's rows first.
    """
    import pandas as pd

    from gongzhi.model.measures import MEASURES

    wide = runs.pivot(index=["measure", "segment"], columns=["scenario", "seed"], values="value")
    first, *others = runs["scenario"].unique()
    order = list(dict.fromkeys(zip(runs["measure"], runs["segment"], strict=True)))
    rows = []
    for scenario in others:
        for measure, segment in order:
            of_row = wide.loc[(measure, segment)]
            base = of_row[first]
            estimate = _estimate(base.to_numpy(), of_row[scenario].loc[base.index].to_numpy())
            about = MEASURES[measure]
            head = {"scenario": scenario, "measure": measure, "segment": segment}
            rows.append({**head, "unit": about.unit, "better": about.better, **estimate})
    return pd.DataFrame(rows)


def _estimate(base: np.ndarray, values: np.ndarray) -> dict[str, Any]:
    """Return means, the paired difference with its interval, and what pairing saved."""
    both = np.isfinite(base) & np.isfinite(values)
    base, values = base[both], values[both]
    paired = values - base
    mean, low, high = mean_interval(paired)
    return {
        "baseline_mean": float(base.mean()) if len(base) else math.nan,
        "mean": float(values.mean()) if len(values) else math.nan,
        "difference": mean,
        "low": low,
        "high": high,
        "sd": float(paired.std(ddof=1)) if len(paired) > 1 else math.nan,
        "n": len(paired),
        "pairing_gain": _pairing_gain(base, values),
    }


def _pairing_gain(base: np.ndarray, values: np.ndarray) -> float:
    """Return the variance of the difference under separate luck ÷ that under shared luck."""
    if len(base) < 2:
        return math.nan
    apart = float(base.var(ddof=1) + values.var(ddof=1))
    together = float((values - base).var(ddof=1))
    if together > 0.0:
        return apart / together
    return math.inf if apart > 0.0 else math.nan


def _by_segment(months: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    from gongzhi.model.pooling import pool_streets

    names = list(dict.fromkeys(names))
    pooled = pool_streets(months, ["month", "segment"], names)
    return pooled.groupby(level="segment", sort=False, observed=True)[names].mean()


def _means(rows_of: pd.DataFrame, rows: list[tuple[str, str]]) -> pd.DataFrame:
    import pandas as pd

    means = _by_segment(rows_of, [name for name, _ in rows])
    return pd.DataFrame(
        [
            {"measure": name, "segment": segment, "value": float(means.at[segment, name])}
            for name, segment in rows
        ]
    )
