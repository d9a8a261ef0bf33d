"""Which households a neighbourhood of given shares has: the city's mix, changed as little as needed.

Kinds of household, each with and without local registration, get new weights, as near to those of
the housing as the wanted shares allow (least relative entropy: exponential tilting).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .saying import say
from .society import SocietyFacts, society_facts

__all__ = ["SHARES", "check_shares", "facts_for"]

SHARES = ("share_under_15", "share_60_over", "share_nonlocal")
NEAR = 0.002
"""A share that is wanted counts as reached if it is as near as this."""


def check_shares(housing: int | None, **shares: float | None) -> list[tuple[str, str]]:
    """Return what is wrong with the shares of a neighbourhood: pairs of a column and a message.

    Without a housing only their sum is checked.
    """
    wanted = {name: share for name, share in shares.items() if share is not None}
    ages = wanted.get("share_under_15", 0.0) + wanted.get("share_60_over", 0.0)
    if ages > 1.0:
        return [("share_60_over", say("shares.ages", ages=ages))]
    if housing is None:
        return []
    facts = society_facts()
    wrong: list[tuple[str, str]] = []
    weight, people, counts = _types(facts, housing)
    for name, share in wanted.items():
        ratio = (counts[SHARES.index(name)] / people)[weight > 0]
        low, high = float(ratio.min()), float(ratio.max())
        if not low - NEAR <= share <= high + NEAR:
            most = np.floor(high * 1000) / 1000
            wrong.append((name, say("shares.reach", share=share, most=most)))
    if not wrong and wanted and facts_for(facts, housing, **wanted) is None:
        wrong.append((list(wanted)[-1], say("shares.together")))
    return wrong


def facts_for(facts: SocietyFacts, housing: int, **shares: float | None) -> SocietyFacts | None:
    """Return facts under which households of a housing have the wanted shares; None if none do."""
    wanted = {name: share for name, share in shares.items() if share is not None}
    if not wanted:
        return facts
    weight, people, counts = _types(facts, housing)
    gaps = np.array([counts[SHARES.index(n)] - share * people for n, share in wanted.items()])
    tilted = _tilt(weight, gaps)
    if np.abs(gaps @ tilted).max() > NEAR * (people @ tilted):
        return None
    local, other = tilted.reshape(2, -1)
    mix = facts.household_mix.copy()
    mix[housing] = local + other
    chance = np.where(mix[housing] > 0, local / np.maximum(mix[housing], 1e-300), facts.local)
    return replace(facts, household_mix=mix, local=chance)


def _types(facts: SocietyFacts, housing: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return weight, people and counts (under 15, 60 and over, not local) by type of household.

    Types are the kinds of household with local registration, then those without.
    """
    young, old = facts.member_age[:, :, 0], facts.member_age[:, :, 1]
    span = np.maximum(old + 1.0 - young, 1.0)
    under = np.clip((15.0 - young) / span, 0.0, 1.0)
    over = np.clip((old + 1.0 - 60.0) / span, 0.0, 1.0)
    there = facts.member_chance
    people, children, elders = there.sum(1), (there * under).sum(1), (there * over).sum(1)
    mix = facts.household_mix[housing]
    weight = np.concatenate([mix * facts.local, mix * (1.0 - facts.local)])
    other = np.concatenate([np.zeros_like(people), people])
    both = [np.tile(children, 2), np.tile(elders, 2), other]
    return weight, np.tile(people, 2), np.array(both)


def _tilt(weight: np.ndarray, gaps: np.ndarray) -> np.ndarray:
    """Return weights that make the mean of every gap zero, or as small as can be (Newton's method)."""

    def weights(tilt: np.ndarray) -> tuple[np.ndarray, float]:
        power = tilt @ gaps
        top = power[weight > 0].max()
        raw = np.where(weight > 0, weight * np.exp(np.minimum(power - top, 0.0)), 0.0)
        return raw / raw.sum(), float(np.log(raw.sum()) + top)

    tilt = np.zeros(len(gaps))
    now, height = weights(tilt)
    for _ in range(200):
        mean = gaps @ now
        if np.abs(mean).max() < 1e-9:
            break
        spread = (gaps * now) @ gaps.T - np.outer(mean, mean) + 1e-9 * np.eye(len(gaps))
        step = -np.linalg.solve(spread, mean)
        step *= min(1.0, 20.0 / np.abs(step).max())
        pace = 1.0
        while pace > 1e-6 and weights(tilt + pace * step)[1] > height + 1e-4 * pace * (mean @ step):
            pace /= 2.0
        tilt = tilt + pace * step
        now, height = weights(tilt)
    return now
