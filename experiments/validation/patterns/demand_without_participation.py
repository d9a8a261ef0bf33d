"""V03: those whose demand is high take part least."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .pattern import CITY_QUARTER, Pattern, Test, World
from .readings import active, adults

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel

__all__ = ["PATTERN"]


def across_segments(model: CommunityModel) -> float:
    """Return the correlation of mean demand and of participation across the seven segments of adults."""
    people, grown = model.people, adults(model)
    demand, took_part = people.demand.mean(axis=1), active(model)
    pairs = []
    for segment in np.unique(people.segment[grown]):
        mine = grown & (people.segment == segment)
        pairs.append((demand[mine].mean(), took_part[mine].mean()))
    return float(np.corrcoef(np.array(pairs).T)[0, 1])


PATTERN = Pattern(
    id="V03",
    en="Segments with high demand take part little",
    zh="需求高的群体参与低",
    kind="verification",
    worlds={"baseline": World(CITY_QUARTER)},
    readings={"correlation": across_segments},
    tests=(
        Test(
            "correlation of demand and participation across segments",
            "各群体需求与参与的相关系数",
            lambda r: r["baseline"]["correlation"],
            below=0.0,
        ),
    ),
    mechanism=("the three-factor gate and the cost of time", "三因素门槛与时间成本"),
    without={"taking_part.gamma": 0.0, "taking_part.cost": 0.0},
    in_view=("society.toml: demand",),
)
