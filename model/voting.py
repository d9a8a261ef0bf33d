"""Rules that divide a fund among projects (T18, T19); small ones of our own.

Every rule takes the projects' costs, the budget, and approval by groups of voters: ``voters`` (g,) is
the size of each group and ``value`` (g, p) how much one of its members gains from each project. It
returns the chosen projects, whose costs never exceed the budget.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gongzhi.scenarios.units import TINY

__all__ = ["RULES", "divide"]

ROUNDING = 1e-12  # allowed for


def _buy(order: np.ndarray, cost: np.ndarray, budget: float) -> np.ndarray:
    """Buy projects in order as long as the money lasts."""
    chosen = np.zeros(len(cost), bool)
    for p in order:
        if cost[p] <= budget:
            chosen[p] = True
            budget -= cost[p]
    return chosen


def greedy(cost: np.ndarray, budget: float, voters: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Most votes first; each voter approves what gains at least the mean of their gains."""
    approves = value >= value.mean(axis=1, keepdims=True)
    return _buy(np.argsort(-(voters @ approves), kind="stable"), cost, budget)


def knapsack(cost: np.ndarray, budget: float, voters: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Knapsack voting (Goel et al. 2019): every voter fills the budget; most chosen come first.

    Each takes the best bundle by gain per yuan.
    """
    votes = np.zeros(len(cost))
    for size, gain in zip(voters, value, strict=True):
        votes += size * _buy(np.argsort(-gain / cost, kind="stable"), cost, budget)
    return _buy(np.argsort(-votes, kind="stable"), cost, budget)


def equal_shares(
    cost: np.ndarray, budget: float, voters: np.ndarray, value: np.ndarray
) -> np.ndarray:
    """Method of equal shares (Peters, Pierczyński and Skowron 2021).

    Everybody holds an equal part of the budget, and the project whose supporters pay least for
    their gain is bought, again and again.
    """
    purse = np.full(len(voters), budget / max(voters.sum(), TINY))
    chosen = np.zeros(len(cost), bool)
    while True:
        best, best_rate = -1, np.inf
        for p in np.nonzero(~chosen)[0]:
            rate = _price(cost[p], voters, value[:, p], purse)
            if rate < best_rate:
                best, best_rate = int(p), rate
        if best < 0:
            return chosen
        chosen[best] = True
        purse -= np.minimum(purse, best_rate * value[:, best])


def _price(cost: float, voters: np.ndarray, gain: np.ndarray, purse: np.ndarray) -> float:
    """Smallest rate at which supporters, each paying at most their purse, cover the cost."""
    able = (gain > 0) & (voters > 0)
    if (voters * purse)[able].sum() < cost - TINY:
        return np.inf
    order = np.nonzero(able)[0]
    order = order[np.argsort(purse[order] / gain[order], kind="stable")]
    # Supporters who cannot keep up at a rate pay their whole purse; the rest pay by their gain.
    paid = np.concatenate([[0.0], np.cumsum((voters * purse)[order])[:-1]])
    weight = np.cumsum((voters * gain)[order][::-1])[::-1]
    rate = (cost - paid) / weight
    enough = np.nonzero(rate * gain[order] <= purse[order] + ROUNDING)[0]
    if len(enough):
        return float(rate[enough[0]])
    return float((purse[order] / gain[order])[-1])


def quadratic(cost: np.ndarray, budget: float, voters: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Quadratic funding (Buterin, Hitzig and Weyl 2019): a project's claim is (Σ √c)².

    A voter's contribution c is the gain; projects are bought by claim per yuan.
    """
    claim = (voters @ np.sqrt(np.maximum(value, 0.0))) ** 2
    return _buy(np.argsort(-claim / cost, kind="stable"), cost, budget)


RULES: dict[str, Callable[[np.ndarray, float, np.ndarray, np.ndarray], np.ndarray]] = {
    "greedy": greedy,
    "knapsack": knapsack,
    "equal-shares": equal_shares,
    "quadratic": quadratic,
}


def divide(
    rule: str, cost: np.ndarray, budget: float, voters: np.ndarray, value: np.ndarray
) -> np.ndarray:
    """Choose projects by a rule; nobody voted, nothing chosen.

    Args:
        rule: greedy, knapsack, equal-shares or quadratic.
        cost: yuan, shape (p,), above zero. budget: yuan.
        voters: people in each group, shape (g,). value: gain of a member, shape (g, p).

    Returns:
        Mask of the chosen projects, shape (p,).
    """
    if not len(cost) or voters.sum() <= 0:
        return np.zeros(len(cost), bool)
    return RULES[rule](cost, budget, voters.astype(float), value)
