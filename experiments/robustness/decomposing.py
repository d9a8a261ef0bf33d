"""How much of the variance of a number comes from luck, from the society, and from the parameters.

A nested design: parameters are drawn, for each draw societies are founded, and in each society luck is
cast anew. The law of total variance splits the variance in three: of the means over draws (parameters),
of the means over societies within a draw (society), and within a society (luck). The three are
estimated without bias from the mean squares of a nested analysis of variance (Searle, Casella and
McCulloch 1992), since the variance of means of a few runs holds a part of the variance below it. An
estimate may come out below zero; shares count it as zero. Intervals are those of a bootstrap of the draws.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..intervals import t_quantile

__all__ = ["PARTS", "Parts", "precision", "runs_needed", "split_variance", "tell_variance"]

PARTS = ("parameters", "society", "luck")
RESAMPLES = 2_000
ENDS = (2.5, 97.5)


@dataclass(frozen=True)
class Parts:
    """Variances by where they come from, in squares of the unit of the values; see ``shares``."""

    parameters: float
    society: float
    luck: float

    @property
    def shares(self) -> np.ndarray:
        """Return the share of each part of the whole, in the order of ``PARTS``."""
        parts = np.maximum([self.parameters, self.society, self.luck], 0.0)
        return np.asarray(parts / parts.sum()) if parts.sum() > 0.0 else np.full(3, math.nan)


def split_variance(values: np.ndarray) -> Parts:
    """Return the variance of some values by where it comes from.

    Args:
        values: shape (draws, societies, luck), each dimension at least 2; with one draw alone nothing
            is said of parameters (0).
    """
    draws, societies, luck = values.shape
    of_society, of_draw = values.mean(axis=2), values.mean(axis=(1, 2))
    within = float(values.var(axis=2, ddof=1).mean())
    between = luck * float(of_society.var(axis=1, ddof=1).mean())
    society = (between - within) / luck
    if draws < 2:
        return Parts(0.0, society, within)
    among = societies * luck * float(of_draw.var(ddof=1))
    return Parts((among - between) / (societies * luck), society, within)


def tell_variance(values: np.ndarray, seed: int = 0) -> dict[str, Any]:
    """Return mean, standard deviation and the shares of its variance with their intervals.

    Args:
        values: shape (draws, societies, luck); draws that lack a value are left out.
        seed: of the bootstrap.

    Returns:
        ``mean``, ``sd`` (of a run with all three drawn anew), ``negative`` (share of draws whose mean
        lies below zero), ``draws``, and for each part ``{part}``, ``{part}_low``, ``{part}_high``.
    """
    sound = values[np.isfinite(values).all(axis=(1, 2))]
    luck = np.random.default_rng(seed)
    parts = split_variance(sound)
    n = len(sound)
    if n > 1:
        again = [sound[luck.integers(0, n, n)] for _ in range(RESAMPLES)]
    else:  # one reading of the parameters: its societies are drawn again
        societies = sound.shape[1]
        again = [sound[:, luck.integers(0, societies, societies)] for _ in range(RESAMPLES)]
    shares = np.array([split_variance(each).shares for each in again])
    low, high = np.nanpercentile(shares, ENDS, axis=0)
    total = sum(max(getattr(parts, name), 0.0) for name in PARTS)
    told = {
        "mean": float(sound.mean()),
        "sd": math.sqrt(total),
        "negative": float((sound.mean(axis=(1, 2)) < 0.0).mean()),
        "draws": n,
    }
    for k, name in enumerate(PARTS):
        told |= {name: float(parts.shares[k])}
        told |= {f"{name}_low": float(low[k]), f"{name}_high": float(high[k])}
    return told


def precision(sd: float, seeds: int) -> tuple[float, float]:
    """Return the standard error of a mean of so many seeds, and half its 95 % interval (Student's)."""
    error = sd / math.sqrt(seeds)
    return error, t_quantile(0.95, seeds - 1) * error


def runs_needed(sd: float, half: float, most: int = 100_000) -> int:
    """Return how many seeds give a 95 % interval of no more than this half-width; at least 2."""
    low, high = 1, 2
    while high < most and precision(sd, high)[1] > half:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if precision(sd, middle)[1] <= half else (middle, high)
    return high
