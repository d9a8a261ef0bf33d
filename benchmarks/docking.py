"""Docking: do the compiled process and the Mesa twin make the same choices under the same luck?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from calls import Call, calls_of_taking_part
from twin import LEAD, VOLUNTEER, TwinResident, World

from gongzhi.model import CommunityModel
from gongzhi.model.chance import Fortune

__all__ = ["Docking", "dock"]

VOICE = 1  # the form of those who only raised an issue


class Docking(NamedTuple):
    """How far the kernel and the twin agree."""

    scenario: str
    residents: int
    months: int
    choices: int
    came: int
    different: int


def dock(
    residents: int = 2_000,
    months: int = 24,
    *,
    scenario: str = "baseline-2013",
    neighbourhoods: int = 2,
    seed: int = 1,
    **levers: Any,
) -> Docking:
    """Run a community and let the twin choose beside it every month, under the same keyed luck.

    Everything that the process writes about a resident or an activity is compared.
    """
    seen = Docking(scenario, residents, months, 0, 0, 0)

    def beside(call: Call, process: Callable[..., None]) -> None:
        nonlocal seen
        luck: dict[TwinResident, float] = {}
        world = World(call, luck.__getitem__)
        numbers = call.month.fortunes(call.residents, call.places)[:, Fortune.COMES].tolist()
        luck.update(zip(world.people, numbers, strict=True))
        process(*call)
        world.step()
        different = _chosen(call) != world.choices()
        for name in ("form", "last_issue"):
            different |= getattr(call.residents, name) != [getattr(p, name) for p in world.people]
        wrong = int(different.sum()) + _miscounted(call, world)
        seen = seen._replace(
            choices=seen.choices + len(world.people),
            came=seen.came + int((world.choices() >= 0).sum()),
            different=seen.different + wrong,
        )

    model = CommunityModel(
        scenario, rng=seed, residents=residents, neighbourhoods=neighbourhoods, months=months,
        spin_up=12, **levers,
    )  # fmt: skip
    with calls_of_taking_part(beside):
        model.run()
    return seen


def _chosen(call: Call) -> np.ndarray:
    """Tell from what the kernel wrote which slot each resident came to; -1 for none."""
    r, a = call.residents, call.activities
    form = np.where(r.form == LEAD, VOLUNTEER, r.form)
    chosen = np.full(len(r), -1)
    for n, slot in np.argwhere(a.open):
        here = (r.neighbourhood == n) & (form > VOICE) & (form == a.form[n, slot])
        if a.issue[n, slot] >= 0:
            here &= r.last_issue == a.issue[n, slot]
        chosen[here] = slot
    return chosen


def _miscounted(call: Call, world: World) -> int:
    """Count entries of the attendance that differ."""
    counted = np.zeros_like(call.activities.came)
    for n, place in enumerate(world.places):
        for activity in place.activities:
            counted[n, activity.slot] = activity.came
    return int((counted != call.activities.came).sum())
