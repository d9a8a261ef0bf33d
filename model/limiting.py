"""The weakest limits, softly: how needs and platforms combine (REF-04; op. T08)."""

from __future__ import annotations

import numpy as np

__all__ = ["weakest"]


def weakest(shares: np.ndarray, exponent: float, floor: float) -> np.ndarray:
    """Combine shares so that the weakest limits, softly: a CES mean with a negative exponent.

    Args:
        shares: 0–1, shape (..., k). exponent: about -4; a hard minimum is minus infinity.
        floor: what a share counts at least, so that none stops everything.
    """
    total = (np.maximum(shares, floor) ** exponent).sum(axis=-1)
    return (total / shares.shape[-1]) ** (1.0 / exponent)
