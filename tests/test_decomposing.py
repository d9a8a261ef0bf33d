"""Where variance comes from: known variances are found again, and what is measured is on the page."""

import json
from pathlib import Path

import numpy as np
import pytest

from gongzhi.experiments.intervals import mean_interval
from gongzhi.experiments.robustness.decomposing import (
    PARTS,
    precision,
    runs_needed,
    split_variance,
    tell_variance,
)
from gongzhi.experiments.robustness.nesting import MEASURES, REFORMS, cube, live_nested

ROOT = Path(__file__).resolve().parents[1]


def nested(draws, societies, luck, spread, seed=1):
    """Return values whose parts have known standard deviations."""
    rng = np.random.default_rng(seed)
    shapes = ((draws, 1, 1), (draws, societies, 1), (draws, societies, luck))
    return sum(rng.normal(0.0, sd, shape) for sd, shape in zip(spread, shapes, strict=True))


def test_a_known_structure_is_found_again():
    parts = split_variance(nested(3000, 3, 2, (3.0, 2.0, 1.0)))
    found = [parts.parameters, parts.society, parts.luck]
    assert found == pytest.approx([9.0, 4.0, 1.0], rel=0.08)
    assert parts.shares == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.02)


def test_estimates_are_right_on_average_even_for_few_draws():
    found = [split_variance(nested(6, 2, 2, (1.0, 1.0, 2.0), seed)) for seed in range(3000)]
    means = [np.mean([getattr(parts, name) for parts in found]) for name in PARTS]
    assert means == pytest.approx([1.0, 1.0, 4.0], abs=0.12)


def test_luck_alone_is_not_mistaken_for_parameters():
    told = tell_variance(nested(200, 2, 2, (0.0, 0.0, 1.0)))
    assert told["luck"] > 0.85
    assert told["parameters_low"] == 0.0


def test_the_parts_are_the_mean_squares_of_a_nested_analysis_of_variance():
    values = nested(12, 3, 2, (1.0, 0.5, 0.7))
    parts = split_variance(values)
    of_draw, of_society = (
        values.mean(axis=(1, 2), keepdims=True),
        values.mean(axis=2, keepdims=True),
    )
    among = 6 * ((of_draw - values.mean()) ** 2).sum() / 11
    between = 2 * ((of_society - of_draw) ** 2).sum() / 24
    within = ((values - of_society) ** 2).sum() / 36
    assert parts.luck == pytest.approx(within)
    assert parts.society == pytest.approx((between - within) / 2)
    assert parts.parameters == pytest.approx((among - between) / 6)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    held = 0
    for seed in range(60):
        told = tell_variance(nested(40, 2, 2, (1.0, 0.5, 0.5), seed))
        held += told["parameters_low"] <= 1.0 / 1.5 <= told["parameters_high"]
    assert held >= 50


def test_one_reading_of_the_parameters_has_no_variance_of_them():
    told = tell_variance(nested(1, 200, 2, (0.0, 1.0, 1.0)))
    assert told["parameters"] == told["parameters_high"] == 0.0
    assert told["society"] == pytest.approx(0.5, abs=0.1)
    assert told["society_low"] < told["society"] < told["society_high"]


def test_draws_that_broke_are_left_out():
    values = nested(10, 2, 2, (1.0, 1.0, 1.0))
    broken = values.copy()
    broken[3, 1, 0] = np.nan
    assert tell_variance(broken) == tell_variance(np.delete(values, 3, axis=0))


def test_precision_is_students_and_the_seeds_needed_reach_the_half_width():
    values = np.random.default_rng(4).normal(size=9)
    _, low, high = mean_interval(values)
    error, half = precision(float(values.std(ddof=1)), 9)
    assert half == pytest.approx((high - low) / 2)
    assert error == pytest.approx(values.std(ddof=1) / 3)
    for sd, wanted in ((1.0, 0.1), (0.3, 0.5), (2.0, 1.0)):
        n = runs_needed(sd, wanted)
        assert precision(sd, n)[1] <= wanted
        assert n == 2 or precision(sd, n - 1)[1] > wanted


SMALL = {"residents": 600, "neighbourhoods": 1, "spin_up": 2, "months": 3}


def test_the_nested_design_pairs_every_run_and_changes_one_thing_a_level():
    one, many = {"book": 1, "ranges": 2}, {"book": 2, "calibrated": 1, "ranges": 2}
    table = live_nested(one, many, 2, workers=1, size=SMALL, window=2)
    assert set(table["kind"]) == {"book", "ranges"}
    values = cube(table, "book", "full-package", MEASURES[0], "difference")
    assert values.shape == (1, 2, 2)
    assert cube(table, "ranges", REFORMS[0], MEASURES[0], "baseline").shape == (2, 2, 2)
    base = cube(table, "book", "full-package", MEASURES[0], "baseline")
    assert len(np.unique(base)) > 1
    other = cube(table, "book", "burden-relief", MEASURES[0], "baseline")
    assert base.tolist() == other.tolist()


def test_what_is_kept_covers_every_reform_and_adds_up():
    kept = json.loads((ROOT / "docs" / "uncertainty.json").read_text(encoding="utf-8"))
    for kind in ("book", "calibrated", "ranges"):
        mine = [row for row in kept["rows"] if row["kind"] == kind]
        assert {(row["reform"], row["measure"]) for row in mine} == {
            (r, m) for r in REFORMS for m in MEASURES
        }
        for row in mine:
            assert sum(row[part] for part in PARTS) == pytest.approx(1.0, abs=1e-5)
            assert all(row[f"{part}_low"] <= row[f"{part}_high"] for part in PARTS)
