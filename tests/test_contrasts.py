"""Contrasts: equal arms are one, differences are paired, and the verdict is what the interval says."""

import math

import numpy as np
import pytest

from gongzhi.experiments.coverage.contrasts import (
    Contrast,
    Plan,
    Seen,
    compare,
    founded_with,
    kind_of,
    run_contrasts,
)
from gongzhi.experiments.intervals import t_quantile
from gongzhi.model import CommunityModel
from gongzhi.scenarios import default_book

ADMIN = Contrast("assisted_tasks", 10.0, 140.0, "admin_share", "+")
PLANS = {"small": Plan(seeds=2, residents=900, neighbourhoods=1, months=6, window=3, spin_up=6)}


def test_a_value_of_2013_makes_no_arm_of_its_own():
    assert ADMIN.arms == ((("assisted_tasks", 10.0),), ())
    assert Contrast("tracking", 0.25, 1.0, "stalled", "-").arms[0] == ()
    assert Contrast("committee_time.hours", 150.0, 180.0, "stalled", "-").arms[0] == ()


def test_the_order_of_what_is_given_makes_no_other_arm():
    given = (("clarity", 1.0), ("tracking", 1.0))
    one = Contrast("duty_return", 0.0, 1.0, "solved", "+", given=given)
    other = Contrast("duty_return", 0.0, 1.0, "solved", "+", given=given[::-1])
    assert one.arms == other.arms


def test_what_only_the_founding_reads_founds_another_society():
    units = Contrast("pledging.units_per_ten_thousand", 2.0, 20.0, "spent_running", "+")
    assert [len(founded_with(arm)) for arm in units.arms] == [1, 1]
    assert founded_with(Contrast("pledging.member", 0.0, 0.5, "solved", "+").arms[0]) == ()


def test_the_interval_is_that_of_paired_differences():
    low, high = np.array([1.0, 5.0, 9.0]), np.array([2.0, 6.5, 10.5])
    seen = compare(ADMIN, low, high)
    paired = high - low
    half = t_quantile(0.95, 2) * paired.std(ddof=1) / math.sqrt(3)
    assert seen.difference == pytest.approx(paired.mean())
    assert (seen.low, seen.high) == pytest.approx((paired.mean() - half, paired.mean() + half))
    assert (seen.reference, seen.n) == (5.0, 3)


def test_a_seed_without_a_value_in_one_arm_is_left_out():
    seen = compare(ADMIN, np.array([1.0, np.nan, 3.0]), np.array([2.0, 3.0, 4.5]))
    assert (seen.n, seen.difference) == (2, 1.25)


@pytest.mark.parametrize(
    ("sign", "low", "high", "verdict"),
    [
        ("+", 0.1, 0.2, "as claimed"),
        ("+", -0.1, 0.2, "nothing"),
        ("+", -0.2, -0.1, "opposite"),
        ("-", -0.2, -0.1, "as claimed"),
        ("-", 0.1, 0.2, "opposite"),
        ("-", 0.0, 0.0, "nothing"),
        ("+", math.nan, math.nan, "nothing"),
    ],
)
def test_the_verdict_needs_the_whole_interval_on_one_side(sign, low, high, verdict):
    contrast = Contrast("tracking", 0.0, 1.0, "solved", sign)
    assert Seen(contrast, 1.0, (low + high) / 2, low, high, 6).verdict == verdict


def test_a_contrast_is_what_two_runs_by_hand_show():
    (seen,) = run_contrasts([ADMIN], PLANS, workers=1)
    size = {"residents": 900, "neighbourhoods": 1, "months": 6, "spin_up": 6}
    differences = []
    for seed in PLANS["small"].luck:
        means = []
        for tasks in (10.0, 140.0):
            series = CommunityModel(**size, assisted_tasks=tasks, rng=seed).run().series
            last = series[(series.segment == "all") & (series.month >= 3)]
            means.append(last.admin_share.mean())
        differences.append(means[1] - means[0])
    assert seen.difference == pytest.approx(np.mean(differences))
    assert seen.verdict == "as claimed"


def test_parameters_change_after_the_spin_up_and_facts_before():
    parameter = Contrast("committee_time.hours", 120.0, 180.0, "admin_share", "-")
    fact = Contrast("growth", 0.0, 0.3, "adults", "+")
    spread = Contrast(
        "revenue_spread", 0.0, 1.0, "community_tie", "+", spread=True,
        given=(("streets", 2), ("neighbourhoods", 2), ("equalisation", 0.0)),
    )  # fmt: skip
    plans = {
        "small": Plan(seeds=2, residents=900, neighbourhoods=1, months=14, window=2, spin_up=6)
    }
    seen = run_contrasts([parameter, fact, spread], plans, workers=1)
    assert [one.contrast for one in seen] == [parameter, fact, spread]
    assert seen[0].difference < 0.0
    assert seen[1].difference > 0.0
    assert seen[2].difference > 0.0


def test_names_are_levers_facts_or_parameters():
    assert kind_of("tracking") == "lever"
    assert kind_of("growth") == "setting"
    assert kind_of(next(iter(default_book().parameters))) == "parameter"
    with pytest.raises(KeyError, match="trackin"):
        kind_of("trackin")
