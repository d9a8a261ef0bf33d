"""Estimates: paired differences, their intervals, and what pairing saves."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from gongzhi.experiments.estimates import estimate_differences
from gongzhi.experiments.intervals import mean_interval, t_quantile


def table_of(base: list[float], other: list[float]) -> pd.Series:
    """Return the estimate for one measure that has these values by seed."""
    runs = pd.DataFrame(
        {
            "scenario": ["a"] * len(base) + ["b"] * len(other),
            "seed": [*range(len(base)), *range(len(other))],
            "measure": "participation_rate",
            "segment": "all",
            "value": [*base, *other],
        }
    )
    return estimate_differences(runs).iloc[0]


def test_the_interval_is_that_of_a_paired_t_test():
    luck = np.random.default_rng(1)
    base = luck.normal(10.0, 3.0, 9)
    other = base + luck.normal(1.0, 0.5, 9)
    row = table_of(list(base), list(other))
    truth = stats.ttest_rel(other, base).confidence_interval(0.95)
    assert row["low"] == pytest.approx(truth.low)
    assert row["high"] == pytest.approx(truth.high)
    assert row["sd"] == pytest.approx(np.std(other - base, ddof=1))


def test_the_pairing_gain_is_the_ratio_of_variances():
    row = table_of([1.0, 2.0, 3.0], [1.5, 2.0, 4.0])
    apart = np.var([1, 2, 3], ddof=1) + np.var([1.5, 2, 4], ddof=1)
    assert row["pairing_gain"] == pytest.approx(apart / np.var([0.5, 0.0, 1.0], ddof=1))


def test_luck_that_is_wholly_shared_saves_without_limit():
    assert table_of([1.0, 2.0], [2.0, 3.0])["pairing_gain"] == math.inf


def test_a_seed_without_a_value_leaves_its_pair_out():
    row = table_of([1.0, math.nan, 3.0, 4.0], [2.0, 9.0, math.nan, 7.0])
    assert row["n"] == 2
    assert row["difference"] == pytest.approx(2.0)
    assert row["baseline_mean"] == pytest.approx(2.5)


def test_one_seed_gives_a_difference_without_an_interval():
    row = table_of([1.0], [3.0])
    assert row["difference"] == 2.0
    assert math.isnan(row["low"])
    assert math.isnan(row["pairing_gain"])


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 29, 30, 99, 1000])
@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99])
def test_quantiles_of_student_agree_with_scipy(freedom, level):
    assert t_quantile(level, freedom) == pytest.approx(stats.t.ppf((1 + level) / 2, freedom))


def test_no_values_have_no_mean():
    assert all(math.isnan(end) for end in mean_interval(np.array([])))
