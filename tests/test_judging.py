"""Judging patterns: intervals over seeds, the rule, and what goes without the mechanism."""

import numpy as np
import pytest
from toy_pattern import toy

from gongzhi.experiments.intervals import mean_interval
from gongzhi.experiments.validation.judging import jackknife, judge
from gongzhi.experiments.validation.patterns.pattern import Test
from gongzhi.experiments.validation.replicates import Replicate


def runs_of(values):
    return [{"w": {"x": float(value)}} for value in values]


def test_the_jackknife_of_a_mean_is_students_interval():
    values = np.random.default_rng(1).normal(3.0, 1.0, 20)
    told = jackknife(lambda r: r["w"]["x"], runs_of(values))
    assert told == pytest.approx(mean_interval(values))


def test_the_jackknife_of_a_ratio_is_near_the_delta_method():
    luck = np.random.default_rng(2)
    x, y = luck.normal(10.0, 1.0, 400), luck.normal(5.0, 0.5, 400)
    runs = [{"w": {"x": a, "y": b}} for a, b in zip(x, y, strict=True)]
    value, low, high = jackknife(lambda r: r["w"]["x"] / r["w"]["y"], runs)
    ratio = x.mean() / y.mean()
    error = np.std(x - ratio * y, ddof=1) / y.mean() / np.sqrt(400)
    assert value == pytest.approx(ratio)
    assert high - low == pytest.approx(2 * 1.966 * error, rel=0.02)


def test_a_replicate_without_a_value_counts_for_nothing():
    values = [1.0, 2.0, np.nan, 3.0]
    value, low, high = jackknife(lambda r: r["w"]["x"], runs_of(values))
    assert value == pytest.approx(2.0)
    assert low < 2.0 < high
    assert np.isnan(jackknife(lambda r: r["w"]["x"], runs_of([np.nan] * 4))[0])


def test_a_test_passes_only_if_the_whole_interval_lies_in_the_range():
    test = Test("", "", lambda r: 0.0, above=1.0, below=2.0)
    assert test.passes(1.1, 1.9)
    assert not test.passes(0.9, 1.9)
    assert not test.passes(1.1, 2.1)
    assert not test.passes(1.0, 1.9)
    assert not test.passes(float("nan"), float("nan"))


def judged(whole, without, **changes):
    """Judge the toy by values of awareness, (few, many) in each replicate."""

    def readings(pairs):
        return [{"few": {"awareness": a}, "many": {"awareness": b}} for a, b in pairs]

    both = zip(readings(whole), readings(without), strict=True)
    return judge(toy(**changes), [Replicate(a, b) for a, b in both])


GROWS = [(0.1, 0.30), (0.1, 0.32), (0.1, 0.31)]
STAYS = [(0.1, 0.11), (0.1, 0.09), (0.1, 0.10)]


def test_a_pattern_holds_and_is_gone_without_its_mechanism():
    row = judged(GROWS, STAYS)
    assert row["holds"]
    assert row["knock_out"]["gone"] is True
    assert row["value"] == pytest.approx(0.21)
    assert (row["replicates"], row["share_of_draws"], row["target"]) == (3, None, "> 0")


def test_a_mechanism_that_changes_nothing_does_not_make_the_pattern():
    assert judged(GROWS, GROWS)["knock_out"]["gone"] is False
    smaller = [(a, b - 0.1) for a, b in GROWS]
    assert judged(GROWS, smaller)["knock_out"]["gone"] is False


def test_a_test_that_fails_by_luck_alone_is_not_gone():
    whole = [(0.1, 0.12), (0.1, 0.121), (0.1, 0.119)]
    row = judged(whole, [(0.1, 0.14), (0.1, 0.10), (0.1, 0.12)])
    assert row["holds"]
    assert row["knock_out"]["low"] < 0.0
    assert row["knock_out"]["gone"] is False


def test_a_pattern_that_is_not_there_cannot_go():
    row = judged(STAYS, STAYS)
    assert not row["holds"]
    assert row["knock_out"]["gone"] is None


def test_gone_may_mean_a_range_of_its_own():
    assert judged(GROWS, STAYS, gone=(-0.05, 0.05))["knock_out"]["gone"] is True
    assert judged(GROWS, STAYS, gone=(-0.005, 0.005))["knock_out"]["gone"] is False


def test_one_test_that_fails_fails_the_pattern_and_the_one_that_passes_is_knocked_out():
    first = Test("less", "更少", lambda r: r["few"]["awareness"], below=0.0)
    row = judged(GROWS, STAYS, tests=(first, *toy().tests))
    assert [test["passes"] for test in row["tests"]] == [False, True]
    assert not row["holds"]
    assert row["knock_out"]["test"] == 1


def test_the_share_of_draws_counts_those_in_which_every_value_lies_in_its_range():
    lived = [Replicate({"few": {"awareness": 0.1}, "many": {"awareness": 0.3}}, None)] * 3
    draws = [{"few": {"awareness": 0.1}, "many": {"awareness": b}} for b in (0.2, 0.3, 0.0, 0.15)]
    assert judge(toy(), lived, draws)["share_of_draws"] == 0.75


def test_a_pattern_holds_if_it_is_there_over_seeds_and_in_nine_of_ten_draws():
    def row(seeds, there, of):
        lived = [
            Replicate({"few": {"awareness": a}, "many": {"awareness": b}}, None) for a, b in seeds
        ]
        high = [0.3] * there + [0.0] * (of - there)
        draws = [{"few": {"awareness": 0.1}, "many": {"awareness": b}} for b in high]
        return judge(toy(), lived, draws)

    held = [row(GROWS, there, 10)["holds"] for there in (10, 9, 8)]
    assert held == [True, True, False]
    few = row(GROWS, 8, 10)
    assert (few["over_seeds"], few["share_of_draws"], few["draws"]) == (True, 0.8, 10)
    assert (row(STAYS, 10, 10)["over_seeds"], row(STAYS, 10, 10)["holds"]) == (False, False)
    alone = row(GROWS, 0, 0)
    assert (alone["holds"], alone["share_of_draws"]) == (True, None)
