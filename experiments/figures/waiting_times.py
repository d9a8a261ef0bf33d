"""How long issues wait: the Kaplan–Meier curve and its band (Kaplan and Meier 1958; Greenwood 1926)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

__all__ = ["Waiting", "waiting_curve"]

Z95 = 1.959963984540054


class Waiting(NamedTuple):
    """A curve by month 0, 1, … of the horizon; shape (months + 1,) each.

    Attributes:
        share: share still waiting after the month.
        low, high: ends of the 95 % band; NaN where the curve is 1 or 0 and the band says nothing.
        risk: how many were still waiting when the month began.
    """

    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    risk: np.ndarray


def waiting_curve(months: np.ndarray, ended: np.ndarray, horizon: int) -> Waiting:
    """Estimate waiting times, given in whole months.

    The band is Greenwood's variance on the scale of log(−log), so that it stays between 0 and 1.

    Args:
        months: waiting time, shape (m,). ended: whether it ended so; else it is censored then.
        horizon: last month of the curve.
    """
    time = np.minimum(months, horizon + 1).astype(int)
    ends = np.bincount(time[ended], minlength=horizon + 2)[: horizon + 1].astype(float)
    leaves = np.bincount(time, minlength=horizon + 2)
    risk = (len(time) - np.cumsum(leaves) + leaves)[: horizon + 1].astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.cumprod(np.where(risk > 0, 1.0 - ends / risk, 1.0))
        terms = np.where(ends > 0, ends / (risk * (risk - ends)), 0.0)
        log = np.log(share)
        half = Z95 * np.sqrt(np.cumsum(terms)) / np.abs(log)
        centre = np.log(-log)
        low, high = np.exp(-np.exp(centre + half)), np.exp(-np.exp(centre - half))
    certain = (share <= 0.0) | (share >= 1.0)
    low, high = (np.where(certain, np.nan, end) for end in (low, high))
    return Waiting(share, low, high, risk)
