"""What the model is calibrated on: four things observed in the city, and how far a run is from them.

* V01a: who voted in the election of the residents' committee, by age: 13.77, 55.68 and 77.74 % (SUNS).
* V05: committees assist with more than 140 tasks; their administrative share of time is at least 0.7.
* Volunteers: 10.85 % of residents are registered (2016); in the model, those who gave hours to a project
  at least once in the last twelve months, of all residents.
* V24: 70 % do not know the director of their committee: awareness is near 0.3.

The first three readings are those that the patterns of the same names are held against, read from the
baseline of 2013. Each deviation is divided by a tolerance and the distance is the root of the summed
squares. The administrative share is a bound: what keeps to it is at no distance, however far inside it
lies. V24 asks for no more than 0.3, as a pattern; the survey says who knows the director and who does
not, so a street where hardly anybody does is as far from it as one where many do.
The other patterns are kept out of it, to be tried on what comes out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from ..validation.patterns.age_gradient import AGES, BAND
from ..validation.patterns.pattern import TWO_NEIGHBOURHOODS, Reading, World
from ..validation.patterns.readings import mean, turnout
from ..validation.replicates import Task, lived_with

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel

__all__ = ["TARGETS", "WORLD", "Target", "distance", "simulate"]

WORLD = World(TWO_NEIGHBOURHOODS, months=36, changes=(("spin_up", 36),))
"""The world that is calibrated: the baseline, 4,000 residents, three years after as many of spin-up, with
one election. Shorter than that of the patterns, since it is lived thousands of times; under the book as
it is no target moves by it beyond luck."""

YEAR = 12
Side = Literal["near", "at least", "at most"]


@dataclass(frozen=True)
class Target:
    """One observed number, and how far from it a run is.

    Attributes:
        pattern: the pattern it belongs to; "" if none.
        en, zh: what it is.
        data: what was observed, or the bound.
        side: whether the value should be near it, at least it, or at most it.
        tolerance: the deviation that counts as one.
    """

    pattern: str
    en: str
    zh: str
    data: float
    side: Side
    tolerance: float

    def signed(self, value: float) -> float:
        """Return how far a value is above what was observed, in tolerances; 0 where it keeps to a bound."""
        off = (value - self.data) / self.tolerance
        if self.side == "at most":
            return max(off, 0.0)
        return min(off, 0.0) if self.side == "at least" else off

    def deviation(self, value: float) -> float:
        """Return how far a value is from what was observed, in tolerances; never below 0."""
        return abs(self.signed(value))


TARGETS: dict[str, Target] = {
    **{
        f"turnout {age}": Target(
            "V01a", f"turnout at {age}", f"{age}岁投票率", data, "near", tolerance=BAND
        )
        for age, data in AGES.items()
    },
    "admin_share": Target(
        "V05", "administrative share of committee time", "居委会行政时间占比",
        0.7, "at least", tolerance=0.02,
    ),
    "volunteers": Target(
        "", "residents who volunteered within a year", "一年内参加志愿服务的居民",
        0.1085, "near", tolerance=0.03,
    ),
    "awareness": Target("V24", "awareness", "知晓度", 0.3, "near", tolerance=0.03),
}  # fmt: skip
"""The targets by name. Tolerances are about three times the standard deviation over seeds; for turnout that
is the band of V01a."""

READINGS: dict[str, Reading] = {
    **{f"turnout {age}": turnout([age]) for age in AGES},
    "admin_share": mean("admin_share"),
    "awareness": mean("awareness"),
}


def simulate(draw: Mapping[str, float], seed: int, world: World = WORLD) -> dict[str, float]:
    """Return the value of each target in a run of the baseline.

    Args:
        draw: parameters other than those of the book, by ``section.name``.
        seed: of the luck and of the society.
        world: the world that is lived; the last year of it is counted for volunteers.

    Returns:
        A value for each target. All are NaN if the run broke: anywhere in the ranges of the book a
        draw may found a society that the model refuses, and such a draw is infinitely far.
    """
    seen = _Volunteers(world.months)
    try:
        model = lived_with(world.but(seen.look), Task(seed, tuple(draw.items())))
        seen.look(model)
        values = {name: float(reading(model)) for name, reading in READINGS.items()}
        values["volunteers"] = seen.share(model)
    except (ArithmeticError, RuntimeError, ValueError):
        return dict.fromkeys(TARGETS, math.nan)
    return {name: values[name] for name in TARGETS}


def distance(values: Mapping[str, float], targets: Mapping[str, Target] = TARGETS) -> float:
    """Return how far a run is from all targets: the root of the summed squares, in tolerances.

    Returns:
        Infinity where a value is missing.
    """
    off = [target.deviation(values[name]) for name, target in targets.items()]
    total = math.sqrt(sum(each**2 for each in off))
    return total if math.isfinite(total) else math.inf


class _Volunteers:
    """Who gave hours to a project in the last year: looked up before each month, and at the end."""

    def __init__(self, months: int) -> None:
        self.from_month = months - YEAR + 1  # a month is seen once it is over
        self.ids: list[np.ndarray] = []

    def look(self, model: CommunityModel) -> None:
        """Note who volunteered in the month that is over."""
        from gongzhi.agents.words import Form

        if model.month_number >= self.from_month:
            people = model.people
            self.ids.append(people.id[people.form >= Form.VOLUNTEER].copy())

    def share(self, model: CommunityModel) -> float:
        """Return the share of the residents at the end who did, of any age."""
        everybody = model.people.id
        return float(np.isin(everybody, np.concatenate(self.ids)).mean())
