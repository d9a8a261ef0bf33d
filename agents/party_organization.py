"""The street's party working committee 街道党工委 and its joint meeting of units."""

from __future__ import annotations

from math import exp
from typing import Any, NamedTuple

from .organisation import Organisation

__all__ = ["Convening", "PartyOrganization", "convening_strength"]


class Convening(NamedTuple):
    """What regional party building yields."""

    units_scale: float
    meetings_scale: float
    member_reach: float


def convening_strength(units: float, meetings: float, w: Convening) -> float:
    """Strength of the authority platform, a share (MECH-01; both factors level off)."""
    return (1.0 - exp(-units / w.units_scale)) * (1.0 - exp(-meetings / w.meetings_scale))


class PartyOrganization(Organisation):
    """Convenes units and party members of the street."""

    zh = "党组织"

    def __init__(self, model: Any, street: int, row: int) -> None:
        super().__init__(model, street, -1, row)
        self.strength = 0.0

    def convene(self, units: float, meetings: float, w: Convening) -> None:
        """Hold the year's joint meetings with the units that joined."""
        self.strength = convening_strength(units, meetings, w)
