"""Choosing for scarce slots: the best of each group, as many as it has slots."""

from __future__ import annotations

import numpy as np

from gongzhi.agents.compiling import kernel

__all__ = ["first_of"]


def first_of(
    able: np.ndarray, order: np.ndarray, group: np.ndarray, slots: np.ndarray
) -> np.ndarray:
    """Mark the first of those that are able to be chosen, as many as their group has slots."""
    chosen = np.zeros(len(able), np.bool_)
    choose_first(able, order, group, slots, np.zeros(len(slots), np.int64), chosen)
    return chosen


@kernel
def choose_first(able, order, group, slots, taken, chosen):
    """Go through items in ``order`` and choose each that is able while its group has slots left."""
    for i in order:
        if able[i] and taken[group[i]] < slots[group[i]]:
            taken[group[i]] += 1
            chosen[i] = True
