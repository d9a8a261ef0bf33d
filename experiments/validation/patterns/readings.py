"""Readings that several patterns take from a world at its end."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel

    from .pattern import Reading

__all__ = [
    "active",
    "adults",
    "adults_aged",
    "housing_of",
    "mean",
    "representation",
    "share_of_adults",
    "turnout",
]

WINDOW = 24
Group = Callable[["CommunityModel"], np.ndarray]
"""Marks residents: a flag for each row."""


def mean(measure: str, segment: str = "all", window: int = WINDOW, before: int = 0) -> Reading:
    """Return a reading: the mean of a measure over the last months, or over some months before those.

    Args:
        measure: its name.
        segment: of whom.
        window: how many months.
        before: how many months before the end they stop.
    """

    def read(model: CommunityModel) -> float:
        from gongzhi.experiments.estimates import window_means

        series = model.series
        series = series[series["month"] <= series["month"].max() - before]
        return float(window_means(series, window, [measure]).at[segment, measure])

    return read


def adults(model: CommunityModel) -> np.ndarray:
    """Mark the adults."""
    from gongzhi.agents.resident import ADULT_AGE

    return model.people.age >= ADULT_AGE


def adults_aged(low: float, high: float = math.inf) -> Group:
    """Return a group: adults from an age to below another."""
    return lambda model: adults(model) & (model.people.age >= low) & (model.people.age < high)


def housing_of(*kinds: str) -> Group:
    """Return a group: adults in some kinds of housing."""

    def group(model: CommunityModel) -> np.ndarray:
        from gongzhi.agents.words import Housing

        codes = [int(Housing[kind]) for kind in kinds]
        lives = model.places.housing[model.people.neighbourhood]
        return adults(model) & np.isin(lives, codes)

    return group


def active(model: CommunityModel) -> np.ndarray:
    """Mark those who took part in at least one of the last twelve months."""
    return model.people.history > 0


def share_of_adults(group: Group, which: Group = active) -> Reading:
    """Return a reading: the share of a group's adults who are marked, the active if not said."""

    def read(model: CommunityModel) -> float:
        mine = group(model)
        return float(which(model)[mine].mean()) if mine.any() else math.nan

    return read


def representation(group: Group) -> Reading:
    """Return a reading: a group's share of the active ÷ its share of the adults."""

    def read(model: CommunityModel) -> float:
        everybody, mine, came = adults(model), group(model), active(model)
        if not mine.any() or not came[everybody].any():
            return math.nan
        return float(came[mine].mean() / came[everybody].mean())

    return read


def turnout(ages: Sequence[str] = (), column: str = "own") -> Reading:
    """Return a reading: votes ÷ those entitled, in the elections of the counted months.

    Args:
        ages: age groups of the record, all if empty.
        column: "own" for those who went themselves, "ballot" with proxies.
    """

    def read(model: CommunityModel) -> float:
        votes = entitled = 0
        for election in model.elections:
            mine = election[election["month"] >= 0]
            if ages:
                mine = mine[mine["age"].isin(ages)]
            votes += int(mine[column].sum())
            entitled += int(mine["entitled"].sum())
        return votes / entitled if entitled else math.nan

    return read
