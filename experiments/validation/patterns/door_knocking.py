"""V09: door-knocking reaches old lanes and not commercial housing; other channels close the gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .pattern import CITY_QUARTER, Pattern, Readings, Test, World
from .readings import housing_of, share_of_adults

if TYPE_CHECKING:
    import numpy as np

    from gongzhi.model import CommunityModel

__all__ = ["PATTERN"]

BASE = World(CITY_QUARTER)
DOORS = BASE.but(door_knocking=1.0, notices=0.0, online_groups=0.0, interest_groups=0.0)
CHANNELS = DOORS.but(online_groups=2.0, interest_groups=1.0)


def asked(model: CommunityModel) -> np.ndarray:
    """Mark who was asked this month, by any channel."""
    return model.people.asked


def gap(r: Readings, world: str) -> float:
    """Return how many more are asked in old lanes than in commodity estates, as a share of adults."""
    return r[world]["lanes"] - r[world]["commodity"]


PATTERN = Pattern(
    id="V09",
    en="Door-knocking does not reach commercial housing; online and interest channels do",
    zh="上门走访难以触及商品房；线上与兴趣渠道可以",
    kind="verification",
    worlds={"doors": DOORS, "channels": CHANNELS},
    readings={
        "lanes": share_of_adults(housing_of("LANES"), asked),
        "commodity": share_of_adults(housing_of("COMMODITY"), asked),
    },
    tests=(
        Test(
            "contact in commodity estates ÷ in old lanes, doors alone",
            "仅靠上门时商品房与老城厢接触率之比",
            lambda r: r["doors"]["commodity"] / r["doors"]["lanes"],
            below=0.6,
        ),
        Test(
            "gap left with online and interest channels ÷ gap before",
            "加入线上与兴趣渠道后剩余差距之比",
            lambda r: gap(r, "channels") / gap(r, "doors"),
            below=0.5,
        ),
    ),
    mechanism=("doors that open", "上门"),
    without={"door_knocking": 0.0, "notices": 1.0},
    in_view=("society.toml: door",),
)
