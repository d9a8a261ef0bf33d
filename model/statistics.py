"""Statistics of the measures: inequality of counts, and waiting times with censoring."""

from __future__ import annotations

import numpy as np

__all__ = [
    "gini",
    "gini_of",
    "kaplan_meier",
    "quantile_time",
    "restricted_mean",
    "survival",
    "theil",
]


def gini(counts: np.ndarray) -> np.ndarray:
    """Gini index of whole numbers given how many people have 0, 1, 2, …; shape (..., bins).

    Zero where nobody has anything (all are equal).
    """
    value = np.arange(counts.shape[-1], dtype=float)
    people = counts.sum(axis=-1)
    below = np.cumsum(counts, axis=-1) - counts  # people who have less
    # Sum over people of (2·rank − n − 1)·value, with the mean rank within a group of equals, which
    # is the number of those below and half a place more than half the group.
    weighted = (counts * (2.0 * below + counts - people[..., None])) @ value
    return weighted / np.maximum(people * (counts @ value), 1e-12)


def gini_of(values: np.ndarray) -> float:
    """Gini index of the values of some units, all of one weight: half the relative mean difference.

    Zero where there is one unit, or nobody has anything.
    """
    mean = values.mean()
    apart = np.abs(values[:, None] - values).mean()
    return float(apart / (2.0 * mean)) if mean > 0 else 0.0


def theil(counts: np.ndarray) -> np.ndarray:
    """Theil index T of whole numbers given how many people have 0, 1, 2, …; shape (..., bins).

    Mean of (x/μ)·ln(x/μ), with 0·ln 0 = 0 (Theil 1967): zero where all have the same, the logarithm
    of the number of people where one has everything. Zero where nobody has anything.
    """
    value = np.arange(counts.shape[-1])
    people = np.maximum(counts.sum(axis=-1), 1)
    mean = (counts * value).sum(axis=-1) / people
    ratio = value / np.maximum(mean, 1e-12)[..., None]
    terms = ratio * np.log(np.maximum(ratio, 1e-300)) * (value > 0)
    return (counts * terms).sum(axis=-1) / people * (mean > 0)


def kaplan_meier(months: np.ndarray, resolved: np.ndarray, horizon: int) -> np.ndarray:
    """Kaplan–Meier curve of waiting times in whole months (Kaplan and Meier 1958).

    Args:
        months: waiting time so far, shape (m,). resolved: whether it ended so; else it is censored.
        horizon: last month of the curve.

    Returns:
        Share still waiting after month 0, 1, … horizon; ones where nobody waits.
    """
    time = np.minimum(months, horizon + 1).astype(int)
    ends = np.bincount(time[resolved], minlength=horizon + 2)
    return survival(ends, np.bincount(time, minlength=horizon + 2))


def survival(ends: np.ndarray, leaves: np.ndarray) -> np.ndarray:
    """Kaplan–Meier curve from counts by waiting time, the last one for all beyond the horizon.

    Args:
        ends: how many ended so. leaves: how many waited no longer, for whatever reason.
    """
    total = np.cumsum(leaves)
    risk = total[-1] - total + leaves
    return np.cumprod(1.0 - ends / np.maximum(risk, 1))[:-1]


def restricted_mean(curve: np.ndarray) -> float:
    """Mean waiting time up to the end of a curve: the area below it (Royston and Parmar 2013)."""
    return float(curve[:-1].sum())


def quantile_time(curve: np.ndarray, waiting: float) -> float:
    """First month after which at most this share still wait; NaN where the curve stays above it."""
    below = np.nonzero(curve <= waiting + 1e-12)[0]
    return float(below[0]) if len(below) else float("nan")
