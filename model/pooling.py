"""Pooling: the measures of several streets as those of all of them together.

Counts and sums of money add up; shares and means are averaged by the adults they are about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .measures import MEASURES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["pool_block", "pool_streets"]

ADDS_UP = np.array([measure.adds_up for measure in MEASURES.values()])
ADULTS = list(MEASURES).index("adults")


def pool_block(block: np.ndarray) -> np.ndarray:
    """Pool an array of shape (streets, …, measures) over its streets."""
    if len(block) == 1:
        return block[0]
    known = np.isfinite(block)
    weight = np.where(known, block[..., ADULTS, None], 0.0)
    values = np.where(known, block, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (weight * values).sum(axis=0) / weight.sum(axis=0)
    return np.where(ADDS_UP, values.sum(axis=0), mean)


def pool_streets(series: pd.DataFrame, keys: list[str], names: list[str]) -> pd.DataFrame:
    """Return measures of a series by ``keys``, pooled over the streets.

    Args:
        series: rows of street × segment × …, with a column ``adults`` if there are several streets.
        keys: columns that stay apart, such as month and segment.
        names: measures wanted.
    """
    if "street" not in series or series["street"].nunique() <= 1:
        return series.set_index(keys)[names]
    wide = series.pivot(
        index=keys, columns="street", values=list(dict.fromkeys(["adults", *names]))
    )
    pooled = {}
    for name in names:
        values = wide[name]
        if MEASURES[name].adds_up:
            pooled[name] = values.sum(axis=1, min_count=1)
        else:
            weight = wide["adults"].where(values.notna())
            pooled[name] = (values * weight).sum(axis=1, min_count=1) / weight.sum(axis=1)
    return type(series)(pooled)
