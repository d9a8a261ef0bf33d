"""The street office 街道办事处: absorbs tasks or pushes them down, and has preferences of its own."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .organisation import Organisation
from .words import Domain

__all__ = ["StreetOffice", "StreetTime", "push_down"]

VISIBLE = (Domain.ENVIRONMENT, Domain.SAFETY, Domain.REPAIR, Domain.PARKING)
SHOWS = np.isin(np.arange(len(Domain)), VISIBLE)


class StreetTime(NamedTuple):
    """How a street office copes with tasks."""

    own_tasks: float
    absorb: float
    rebound: float
    rebound_half_life: float
    station_capacity: float
    task_hours: float
    task_noise: float
    legitimacy_start: float


def push_down(load: float, share: float, capacity: float) -> tuple[float, float]:
    """Split a street's tasks into what it keeps and what it passes to the committees.

    A share is passed down by habit; what is kept beyond capacity follows (PROB-26, PROB-27).

    Args:
        load: hours of tasks a committee's area brings, a month.
        share: share passed down by habit.
        capacity: hours the street can spend on that area.
    """
    kept = min(load * (1.0 - share), capacity)
    return kept, load - kept


def admit(pushed: float, refusal: float) -> tuple[float, float]:
    """Split pushed tasks by the admission rule into admitted and refused (REF-24)."""
    refused = pushed * refusal
    return pushed - refused, refused


def relabel(relabelled: float, refused: float, rebound: float, half_life: float) -> float:
    """Refused tasks come back under other names: R += (1 − 2^(−1/half-life))(ρ·refused − R)."""
    return relabelled + (1.0 - 2.0 ** (-1.0 / half_life)) * (rebound * refused - relabelled)


class StreetOffice(Organisation):
    """A street office with what it could afford this year and its tasks this month."""

    zh = "街道办事处"

    def __init__(self, model: Any, street: int, row: int, w: StreetTime) -> None:
        super().__init__(model, street, -1, row)
        self.load = 0.0
        self.revenue = 1.0  # own revenue per head, against the mean of the district
        self.shock_months = 0  # months that a shock still lasts
        self.legitimacy = w.legitimacy_start
        self.services_per_head = 0.0
        self.priorities = np.zeros(len(Domain))
        self.match = 0.0  # how far the priorities are those of the residents, share

    def preference(
        self, domains: np.ndarray, noise: np.ndarray, instrumentality: float
    ) -> np.ndarray:
        """How much officials like to act on issues of these domains; shape of ``domains``.

        The more they see self-governance as a means, the more what can be shown counts (PROB-04);
        the priorities of the representative meeting count by its power.
        """
        shown, wanted = SHOWS[domains], self.priorities[domains]
        return noise + instrumentality * shown + (1.0 - instrumentality) * wanted
