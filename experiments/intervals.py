"""Student's t: the interval around a mean of few differences.

Written out because the core does without scipy; the tests hold it against scipy.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np

__all__ = ["mean_interval", "t_quantile"]


def mean_interval(values: np.ndarray, level: float = 0.95) -> tuple[float, float, float]:
    """Return the mean of values and the ends of its t-interval; NaN where too few say anything."""
    n = len(values)
    if n == 0:
        return math.nan, math.nan, math.nan
    mean = float(np.mean(values))
    if n == 1:
        return mean, math.nan, math.nan
    half = t_quantile(level, n - 1) * float(np.std(values, ddof=1)) / math.sqrt(n)
    return mean, mean - half, mean + half


@cache
def t_quantile(level: float, freedom: int) -> float:
    """Return the t with ``level`` of Student's distribution between -t and t."""
    low, high = 0.0, 1.0
    while _within(high, freedom) < level:
        low, high = high, 2.0 * high
    for _ in range(80):
        middle = (low + high) / 2.0
        low, high = (middle, high) if _within(middle, freedom) < level else (low, middle)
    return (low + high) / 2.0


def _within(t: float, freedom: int) -> float:
    """Return the probability between -t and t (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(freedom))
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = 0.0
    for k in range(1 + odd, freedom, 2):
        total += term
        term *= k / (k + 1) * math.cos(angle) ** 2
    if odd:
        return 2.0 / math.pi * (angle + math.sin(angle) * total)
    return math.sin(angle) * total
