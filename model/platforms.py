"""The three platforms of co-governance: authority (party), collaboration (grid), representation.

Their joint strength is limited by the weakest, softly (REF-04; op. T08), and by how far they are one
system (REF-14); what reaches an issue also needs the departments of its domain (MECH-05, MECH-06).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from gongzhi.agents.party_organization import PartyOrganization
from gongzhi.scenarios.levers import Levers
from gongzhi.scenarios.units import RUNGS

from .limiting import weakest
from .month import Month
from .running_costs import Prices

__all__ = ["Platforms", "authority", "cell_factor", "platform_strengths"]


class Platforms(NamedTuple):
    """Strength of each platform at its settings, shares."""

    ces: float
    ces_floor: float
    grid_none: float
    grid_street: float
    grid_district: float
    representation_base: float
    representation_stages: float
    fragmented: float
    party_base: float
    unlinked: float


def cell_factor(people: Any, p: Prices) -> Any:
    """Capacity of a grid by the residents of its cells, against the usual size (PLT-07).

    Smaller cells see and do more, with falling returns; arrays or scalars.
    """
    return (p.cell_people / people) ** p.cell_returns


def platform_strengths(levers: Levers, convening: float, p: Platforms) -> np.ndarray:
    """Strength of authority, collaboration and representation, three shares."""
    grid = {"none": p.grid_none, "street": p.grid_street, "district": p.grid_district}[levers.grid]
    committees = (
        levers.survey_committee, levers.dialogue_committee, levers.supervision_committee
    )  # fmt: skip
    stages = sum(committees) / len(committees)
    rung = p.representation_base + (1.0 - p.representation_base) * levers.meeting_power / RUNGS
    represented = rung * (1.0 - p.representation_stages * (1.0 - stages))
    return np.array([p.party_base + (1.0 - p.party_base) * convening, grid, represented])


def authority(
    month: Month, parties: list[PartyOrganization], cooperation: np.ndarray
) -> np.ndarray:
    """Authority that an issue can count on, by street and domain, share.

    Args:
        cooperation: readiness of departments, by street and domain.
    """
    p = month.weights(Platforms)
    joint = np.zeros(len(month.levers))
    for street, levers in enumerate(month.levers):
        strengths = platform_strengths(levers, parties[street].strength, p)
        one_system = p.fragmented + (1.0 - p.fragmented) * levers.platform_integration
        joint[street] = weakest(strengths, p.ces, p.ces_floor) * one_system
    return np.sqrt(joint[:, None] * cooperation)
