"""Rules that divide a fund: examples from the literature, and what no rule may do."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongzhi.model.voting import RULES, divide

EVERY_RULE = pytest.mark.parametrize("rule", sorted(RULES))


def chosen(rule, cost, budget, voters, value) -> list[int]:
    """Return the projects that a rule chooses."""
    mask = divide(rule, np.array(cost, float), budget, np.array(voters), np.array(value, float))
    assert mask.dtype == bool
    return np.nonzero(mask)[0].tolist()


@st.composite
def funds(draw, projects=6, groups=6):
    """Draw costs, a budget, voters and gains, with groups that are empty and gains that are nil."""
    p, g = draw(st.integers(1, projects)), draw(st.integers(1, groups))
    cost = draw(st.lists(st.floats(0.5, 1e6), min_size=p, max_size=p))
    budget = draw(st.floats(0, 2e6))
    voters = draw(st.lists(st.integers(0, 1000), min_size=g, max_size=g))
    gain = st.one_of(st.just(0.0), st.just(1.0), st.floats(1e-6, 1e3))
    value = draw(st.lists(st.lists(gain, min_size=p, max_size=p), min_size=g, max_size=g))
    return np.array(cost), budget, np.array(voters), np.array(value)


# Six voters of ten want A, B and C; four want D and E. Each project costs 30 of 100.
TWO_CAMPS = {
    "cost": [30, 30, 30, 30, 30],
    "budget": 100.0,
    "voters": [6, 4],
    "value": [[1, 1, 1, 0, 0], [0, 0, 0, 1, 1]],
}


def test_greedy_gives_the_majority_everything():
    assert chosen("greedy", **TWO_CAMPS) == [0, 1, 2]


def test_equal_shares_serves_the_minority_that_greedy_leaves_out():
    # The majority's 60 buys two projects, the minority's 40 buys one.
    assert chosen("equal-shares", **TWO_CAMPS) == [0, 1, 3]


def test_equal_shares_follows_its_textbook_course_through_rising_prices():
    # Peters, Pierczyński and Skowron 2021: approval, so a supporter's gain is the cost and the
    # cheapest price per gain is the project with most supporters. Eleven voters hold 3 each.
    voters = [1] * 11
    supporters = {0: [0, 1, 2, 3, 4, 5], 1: [0, 1, 2, 3, 4], 2: [6, 7, 8], 3: [9, 10]}
    cost = [12.0, 6.0, 8.0, 7.0]
    value = np.zeros((11, 4))
    for project, who in supporters.items():
        value[who, project] = cost[project]
    # 0: 12 / 6 = 2 each. 1: its five hold 1 each, 5 < 6. 2: 8 / 3 each. 3: two hold 6 < 7.
    assert chosen("equal-shares", cost, 33.0, voters, value) == [0, 2]
    # With 39.6 in all each holds 3.6: now 1 costs 1.2 of the 1.6 left, and 3 costs 3.5.
    assert chosen("equal-shares", cost, 39.6, voters, value) == [0, 1, 2, 3]


def test_equal_shares_lets_the_poor_pay_their_purse_and_the_rest_the_difference():
    # Each of four holds 10. All gain 1 from project 0 (cost 20) and pay 5, the lowest price per gain.
    # Project 1 (cost 14) needs 28 per gain; two of its three hold only 5 of the 5.6 that this asks, so
    # they pay 5 and the first pays 4. Project 2 can count on the 1 and the 5 that are left.
    value = [[1, 0.1, 0.01], [1, 0.2, 0], [1, 0.2, 0], [1, 0, 0.01]]
    assert chosen("equal-shares", [20, 14, 6], 40.0, [1, 1, 1, 1], value) == [0, 1, 2]
    assert chosen("equal-shares", [20, 14, 6.1], 40.0, [1, 1, 1, 1], value) == [0, 1]
    assert chosen("equal-shares", [20, 15.1, 6.1], 40.0, [1, 1, 1, 1], value) == [0, 2]


def test_equal_shares_lets_nobody_off_whose_gain_is_minute():
    # The second voter must pay half of project 0, so project 1 can no longer be paid.
    value = [[1, 0], [1e-30, 1e-13]]
    assert len(chosen("equal-shares", [100, 50], 100.0, [1, 1], value)) == 1


def test_greedy_buys_by_votes_and_skips_what_it_cannot_afford():
    # Votes: 5, 4, 3 (a voter approves what gains at least the mean of their gains). The last group
    # gains most by far, but a vote is a vote.
    value = [[0.9, 0.8, 0.1], [0.9, 0.1, 0.2], [0.0, 0.1, 9.0]]
    voters = [4, 1, 3]
    assert chosen("greedy", [60, 50, 40], 100.0, voters, value) == [0, 2]
    assert chosen("greedy", [60, 30, 40], 100.0, voters, value) == [0, 1]
    assert chosen("greedy", [101, 102, 40], 100.0, voters, value) == [2]


def test_a_gain_of_just_the_mean_is_approved():
    # Votes: 3, 3 + 1 and 2; without those at the mean the second would have 1.
    value = [[1, 0.5, 0], [0, 0, 1], [0, 1, 0]]
    assert chosen("greedy", [10, 10, 10], 10.0, [3, 2, 1], value) == [1]


def test_knapsack_voters_prefer_two_cheap_projects_to_one_dear_one():
    # Each voter fills the budget by gain per yuan: 0.6/50 < 0.4/20. All bundles hold 1 and 2 first.
    cost, value = [80, 20, 30], [[0.6, 0.4, 0.5], [0.6, 0.4, 0.5]]
    assert chosen("knapsack", cost, 80.0, [5, 5], value) == [1, 2]
    assert chosen("greedy", cost, 80.0, [5, 5], value) == [0]


def test_knapsack_voters_vote_for_their_bundle_and_the_most_voted_is_bought_first():
    # Budget 60: two groups put 1 (cost 50) first, one puts 0 (cost 60) first: 5 votes against 3.
    cost = [60, 50]
    value = [[1.0, 0.1], [0.1, 1.0], [0.1, 1.0]]
    assert chosen("knapsack", cost, 60.0, [3, 3, 2], value) == [1]
    assert chosen("knapsack", cost, 60.0, [6, 3, 2], value) == [0]


def test_quadratic_claims_reward_breadth_over_depth():
    # Sixteen neighbours with a gain of 0.25 claim (16 · 0.5)² = 64; four with 1 claim (4 · 1)² = 16.
    # The sums of gains are the same: 4.
    assert chosen("quadratic", [10, 10], 10.0, [4, 16], [[1, 0], [0, 0.25]]) == [1]
    assert chosen("quadratic", [10, 41], 41.0, [4, 16], [[1, 0], [0, 0.25]]) == [0]
    assert chosen("quadratic", [10, 39], 39.0, [4, 16], [[1, 0], [0, 0.25]]) == [1]


@EVERY_RULE
@given(fund=funds())
@settings(max_examples=150)
def test_no_rule_spends_more_than_the_budget(rule, fund):
    cost, budget, voters, value = fund
    mask = divide(rule, cost, budget, voters, value)
    assert mask.shape == cost.shape
    assert cost[mask].sum() <= budget * (1 + 1e-9) + 1e-6


@EVERY_RULE
@given(fund=funds())
@settings(max_examples=50)
def test_where_nobody_voted_nothing_is_chosen(rule, fund):
    cost, _, voters, value = fund
    assert not divide(rule, cost, 1e9, voters * 0, value).any()
    assert divide(rule, cost[:0], 1e9, voters, value[:, :0]).shape == (0,)


@EVERY_RULE
def test_a_budget_below_every_cost_buys_nothing_and_one_above_all_costs_buys_what_all_want(rule):
    cost, voters, value = [10, 20, 30], [3, 4], np.ones((2, 3))
    assert chosen(rule, cost, 9.99, voters, value) == []
    assert chosen(rule, cost, 60.0, voters, value) == [0, 1, 2]


@EVERY_RULE
@given(fund=funds(), empty=st.floats(0, 1))
@settings(max_examples=50)
def test_a_group_without_people_changes_nothing(rule, fund, empty):
    cost, budget, voters, value = fund
    more = np.vstack([value, np.full(len(cost), empty)])
    more[-1, 0] = 1.0
    with_empty = divide(rule, cost, budget, np.append(voters, 0), more)
    assert np.array_equal(with_empty, divide(rule, cost, budget, voters, value))


def scores(rule, cost, voters, value, budget) -> np.ndarray:
    """Score the projects as a rule does, written again in plain loops; a tie shows as equal scores."""
    out = []
    for p in range(len(cost)):
        if rule == "greedy":
            score = sum(n for n, gain in zip(voters, value, strict=True) if gain[p] >= gain.mean())
        elif rule == "quadratic":
            score = sum(n * gain[p] ** 0.5 for n, gain in zip(voters, value, strict=True)) ** 2
            score /= cost[p]
        elif rule == "knapsack":
            score = 0.0
            for n, gain in zip(voters, value, strict=True):
                left, bundle = budget, set()
                for q in sorted(range(len(cost)), key=lambda q: -gain[q] / cost[q]):
                    if cost[q] <= left:
                        bundle.add(q)
                        left -= cost[q]
                score += n * (p in bundle)
        else:
            score = float(p)  # random gains leave no ties of price
        out.append(score)
    return np.array(out)


@EVERY_RULE
@given(seed=st.integers(0, 2**32), projects=st.integers(2, 4))
@settings(max_examples=60)
def test_projects_in_another_order_are_chosen_all_the_same_where_there_is_no_tie(
    rule, seed, projects
):
    rng = np.random.default_rng(seed)
    cost, value = rng.uniform(10, 100, projects), rng.uniform(0, 1, (9, projects))
    voters, budget = rng.integers(1, 10_000, 9), float(rng.uniform(20, 250))
    score = np.sort(scores(rule, cost, voters, value, budget))
    assume((np.diff(score) > 1e-9).all())
    order = rng.permutation(projects)
    assert np.array_equal(
        divide(rule, cost[order], budget, voters, value[:, order]),
        divide(rule, cost, budget, voters, value)[order],
    )


def price(cost: float, purses: list[float], gains: list[float]) -> float | None:
    """Find by halving the rate at which the purses cover the cost, or None if they cannot."""
    able = [(purse, gain) for purse, gain in zip(purses, gains, strict=True) if gain > 0]
    if sum(purse for purse, _ in able) < cost:
        return None
    low, high = 0.0, max(purse / gain for purse, gain in able)
    for _ in range(100):
        middle = (low + high) / 2
        covered = sum(min(purse, middle * gain) for purse, gain in able) >= cost
        low, high = (low, middle) if covered else (middle, high)
    return high


@given(seed=st.integers(0, 2**32))
@settings(max_examples=80)
def test_equal_shares_agrees_with_the_plain_method_for_single_voters(seed):
    rng = np.random.default_rng(seed)
    voters, projects = rng.integers(0, 5, 4), int(rng.integers(1, 5))
    assume(voters.sum() > 0)
    cost = rng.uniform(5, 60, projects)
    value = rng.uniform(0, 1, (4, projects)) * (rng.random((4, projects)) < 0.7)
    budget = float(rng.uniform(20, 150))

    gains = np.repeat(value, voters, axis=0)
    purses = [budget / len(gains)] * len(gains)
    bought: list[int] = []
    while True:
        rates = {p: price(cost[p], purses, gains[:, p]) for p in range(projects)}
        rates = {p: r for p, r in rates.items() if r is not None and p not in bought}
        if not rates:
            break
        best = min(rates, key=rates.get)
        purses = [
            purse - min(purse, rates[best] * gain)
            for purse, gain in zip(purses, gains[:, best], strict=True)
        ]
        bought.append(best)
    assert chosen("equal-shares", cost, budget, voters, value) == sorted(bought)
