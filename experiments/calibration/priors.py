"""Priors: what is calibrated, and where in its range of the parameter book a number may lie.

Of the more than 400 numbers of the book these are the ones that the four targets can say anything about:
in a draw of the whole book at once (``docs/calibration.md``) they go with a target the most, or they are
the constants that were fitted to one. The prior is the range of the book: even in the number itself, or
in its logarithm for amounts and rates, which somebody who knows no better would halve or double.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from gongzhi.scenarios import Parameter, default_book

__all__ = ["CALIBRATED", "in_range", "is_logarithmic", "place_of", "value_at"]

CALIBRATED = (
    "voting.own",
    "voting.own_identity",
    "voting.own_age",
    "voting.own_age_mid",
    "voting.own_age_late",
    "voting.comply",
    "street_time.task_hours",
    "street_time.own_tasks",
    "taking_part.threshold",
    "awareness.gain",
    "awareness.decay",
    "awareness.floor",
)
"""The parameters that are calibrated."""

AMOUNTS = ("hour", "yuan", "issues", "1/month", "1/year", "people", "events", "count")
"""How units begin whose numbers are thought of in ratios."""


def is_logarithmic(parameter: Parameter) -> bool:
    """Whether the prior is even in the logarithm: amounts and rates that cannot be zero."""
    return parameter.low > 0.0 and parameter.unit.startswith(AMOUNTS)


def value_at(parameter: Parameter, place: float) -> float:
    """Return the number at a place of its prior, 0 at the lower end and 1 at the upper."""
    low, high = parameter.low, parameter.high
    if is_logarithmic(parameter):
        value = math.exp((1.0 - place) * math.log(low) + place * math.log(high))
        return min(max(value, low), high)  # rounding may step over an end
    return (1.0 - place) * low + place * high


def place_of(parameter: Parameter, value: float | np.ndarray) -> np.ndarray:
    """Return the places of numbers in their prior, from 0 to 1: their prior probability below."""
    low, high, values = parameter.low, parameter.high, np.asarray(value, float)
    if is_logarithmic(parameter):
        return np.asarray(np.log(values / low) / math.log(high / low))
    return np.asarray((values - low) / (high - low))


def in_range(places: Mapping[str, float]) -> dict[str, float]:
    """Return the numbers at places of their priors, by ``section.name``."""
    book = default_book().parameters
    return {name: value_at(book[name], place) for name, place in places.items()}
