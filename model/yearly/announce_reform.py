"""When levers change: what is announced moves what people believe, by their trust (T05; op.).

Perceived power, not the rung, moves people: on announcement it shifts by credibility × trust × Δ(rung/8);
from then on only outcomes teach.

Reads: old and new rungs, trust. Writes: perceived power. Chance: none.
Levers: meeting_power, committee_power.
Holds: perceived power moves by credibility × trust × change of the rung over eight.
Source: PROB-21, MECH-19, CLM-05.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.scenarios.levers import Levers
from gongzhi.scenarios.units import RUNGS

from ..month import Month

__all__ = ["Announcing", "announce_reform"]


class Announcing(NamedTuple):
    """How far an announcement is believed."""

    credibility: float


def announce_reform(
    month: Month, before: list[Levers], residents: Residents, places: Neighbourhoods
) -> None:
    """Announce the rungs that changed since last month's levers ``before``."""
    w = month.weights(Announcing)
    street = places.street[residents.neighbourhood]
    for name, power, trust in (
        ("committee_power", residents.power_committee, residents.trust_committee),
        ("meeting_power", residents.power_street, residents.trust_street),
    ):
        old = np.array([getattr(levers, name) for levers in before])
        change = (month.lever(name) - old) / RUNGS
        if change.any():
            moved = power + w.credibility * trust * change[street].astype(np.float32)
            power[:] = moved.clip(0.0, 1.0)
