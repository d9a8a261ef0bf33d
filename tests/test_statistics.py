"""Statistics of the measures: inequality and waiting times, against what can be worked out by hand."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongzhi.model.statistics import (
    gini,
    gini_of,
    kaplan_meier,
    quantile_time,
    restricted_mean,
    theil,
)

# Gini


@given(st.lists(st.integers(0, 30), min_size=2, max_size=13).filter(any))
def test_gini_is_half_the_mean_difference_of_all_pairs_over_the_mean(counts):
    people = np.repeat(np.arange(len(counts)), counts)
    apart = np.abs(people[:, None] - people[None, :]).mean()
    expected = apart / (2 * people.mean()) if people.any() else 0.0
    assert gini(np.array(counts)) == pytest.approx(expected, abs=1e-12)


def test_gini_is_zero_where_nobody_has_anything():
    assert gini(np.array([40, 0, 0])) == 0


def test_gini_is_zero_where_all_have_the_same():
    assert gini(np.array([0, 0, 40, 0])) == pytest.approx(0)


def test_gini_nears_one_where_one_of_many_has_all():
    assert gini(np.array([99, 0, 0, 1])) == pytest.approx(0.99)


def test_gini_of_no_people_is_a_number():
    assert gini(np.zeros(13, int)) == 0


def test_gini_takes_many_groups_at_once():
    counts = np.random.default_rng(1).integers(0, 9, (2, 3, 13))
    together = gini(counts)
    assert together.shape == (2, 3)
    assert together[1, 2] == gini(counts[1, 2])


def test_gini_of_units_worked_by_hand():
    assert gini_of(np.array([5.0])) == 0.0
    assert gini_of(np.array([0.0, 0.0])) == 0.0
    assert gini_of(np.array([0.0, 0.0, 0.0, 8.0])) == pytest.approx(3 / 4)
    assert gini_of(np.array([1.0, 3.0])) == pytest.approx(1 / 4)


def test_theil_of_cases_worked_by_hand():
    assert theil(np.array([0, 4])) == pytest.approx(0.0)  # all have one
    assert theil(np.array([7, 0, 1])) == pytest.approx(math.log(8))  # one has everything
    assert theil(np.array([1, 1])) == pytest.approx(math.log(2))  # 0 and 1: ½·2·ln 2
    assert theil(np.array([0, 1, 0, 1])) == pytest.approx(
        (0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2
    )
    assert theil(np.array([5, 0])) == 0.0  # nobody has anything
    assert theil(np.array([0, 0])) == 0.0  # there is nobody


@given(st.lists(st.integers(0, 30), min_size=2, max_size=13))
def test_theil_is_the_mean_over_people_and_does_not_change_when_all_are_doubled(counts):
    people = np.repeat(np.arange(len(counts)), counts).astype(float)
    if people.sum():
        ratio = people[people > 0] / people.mean()
        assert theil(np.array(counts)) == pytest.approx((ratio * np.log(ratio)).sum() / len(people))
    assert theil(2 * np.array(counts)) == pytest.approx(theil(np.array(counts)))


# Kaplan–Meier


def median_time(curve: np.ndarray) -> float:
    return quantile_time(curve, 0.5)


def test_the_ninetieth_percentile_is_where_a_tenth_still_wait():
    assert quantile_time(curve_of("1 2 3 4 5 6 7 8 9 10"), 0.1) == 9
    assert np.isnan(quantile_time(curve_of("1 2 3 4 5 6 7 8 9+ 9+"), 0.1))


def curve_by_the_book(months: list[int], resolved: list[bool], horizon: int) -> list[Fraction]:
    """Multiply the shares that survive each month of an event, in fractions."""
    survival, curve = Fraction(1), []
    for month in range(horizon + 1):
        at_risk = sum(m >= month for m in months)
        ended = sum(m == month and done for m, done in zip(months, resolved, strict=True))
        survival *= 1 - Fraction(ended, max(at_risk, 1))
        curve.append(survival)
    return curve


def curve_of(cases: str, horizon: int = 40) -> np.ndarray:
    """Estimate the curve of cases written as in textbooks: ``6+`` is censored at 6."""
    words = cases.split()
    months = np.array([int(word.rstrip("+")) for word in words])
    resolved = np.array([not word.endswith("+") for word in words])
    return kaplan_meier(months, resolved, horizon)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60),
    st.integers(0, 50),
)
def test_the_curve_and_its_median_agree_with_the_textbook_product(cases, horizon):
    months, resolved = [m for m, _ in cases], [done for _, done in cases]
    expected = curve_by_the_book(months, resolved, horizon)
    curve = kaplan_meier(np.array(months), np.array(resolved), horizon)
    assert curve == pytest.approx([float(share) for share in expected], abs=1e-12)
    median = next((m for m, share in enumerate(expected) if 2 * share <= 1), np.nan)
    assert median_time(curve) == pytest.approx(median, nan_ok=True)
    assert restricted_mean(curve) == pytest.approx(float(sum(expected[:-1])))


def test_the_curve_of_a_case_worked_by_hand():
    # 5 at risk: 4/5 after month 1; 3 left at month 3: 4/5 · 2/3; 1 left at month 5: none.
    curve = curve_of("1 2+ 3 4+ 5", horizon=6)
    assert curve == pytest.approx([1, 4 / 5, 4 / 5, 8 / 15, 8 / 15, 0, 0])
    assert median_time(curve) == 5
    assert restricted_mean(curve) == pytest.approx(1 + 2 * 4 / 5 + 2 * 8 / 15)
    # Censored cases taken for resolved ones, or left out, would put the median at 3.
    assert median_time(curve_of("1 2 3 4 5")) == median_time(curve_of("1 3 5")) == 3


def test_the_medians_of_the_leukaemia_trial_are_those_in_the_books():
    # Freireich et al. 1963: weeks in remission under 6-MP and under placebo.
    treated = curve_of("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+")
    placebo = curve_of("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23")
    assert median_time(treated) == 23
    assert median_time(placebo) == 8
    assert treated[[6, 7, 10, 13, 16, 22, 23]] == pytest.approx(
        [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=0.0006
    )
    assert restricted_mean(placebo) == pytest.approx(182 / 21)  # nobody is censored: the mean


def test_there_is_no_median_where_less_than_half_are_resolved():
    assert np.isnan(median_time(curve_of("1 2 9+ 9+ 9+")))
    assert np.isnan(median_time(curve_of("3+")))


def test_the_median_is_reached_at_exactly_one_half():
    assert median_time(curve_of("2 9+")) == 2
    assert median_time(curve_of("0 0 4+ 4+")) == 0


def test_who_waits_beyond_the_horizon_stays_at_risk_to_its_end():
    curve = kaplan_meier(np.array([2, 50, 99]), np.array([True, True, False]), 10)
    assert curve == pytest.approx([1, 1, *[2 / 3] * 9])
    assert restricted_mean(curve) == pytest.approx(2 + 8 * 2 / 3)


def test_where_nobody_waits_the_curve_stays_at_one():
    nobody = kaplan_meier(np.array([], int), np.array([], bool), 3)
    assert nobody.tolist() == [1, 1, 1, 1]
