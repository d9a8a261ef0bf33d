"""V25: some chat with their neighbours almost daily, and as many almost never."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .pattern import CITY_QUARTER, Pattern, Test, World
from .readings import adults, share_of_adults

if TYPE_CHECKING:
    import numpy as np

    from gongzhi.model import CommunityModel

__all__ = ["PATTERN"]

DAILY, NEVER = 0.7, 0.2
"""Contact from which people are taken to chat daily, and below which never (``tests/test_society.py``)."""


def daily(model: CommunityModel) -> np.ndarray:
    """Mark those whose contact with neighbours is lively."""
    return model.people.contact > DAILY


def never(model: CommunityModel) -> np.ndarray:
    """Mark those with next to no contact with neighbours."""
    return model.people.contact < NEVER


PATTERN = Pattern(
    id="V25",
    en="Contact with neighbours has both tails: many chat daily, many almost never",
    zh="邻里交往两端皆多：常聊者与不聊者",
    kind="verification",
    outside=True,
    worlds={"baseline": World(CITY_QUARTER)},
    readings={"daily": share_of_adults(adults, daily), "never": share_of_adults(adults, never)},
    tests=(
        Test(
            "adults who chat with neighbours almost daily",
            "几乎每天与邻居聊天的比例",
            lambda r: r["baseline"]["daily"],
            above=0.2,
            data=0.273,
        ),
        Test(
            "adults who almost never do",
            "几乎从不聊天的比例",
            lambda r: r["baseline"]["never"],
            above=0.2,
            data=0.235,
        ),
    ),
    mechanism=("a wide spread of contact, set so", "设定的交往差异"),
    without={"society_traits.contact_spread": 0.0},
    in_view=("society_traits.contact_mean", "society_traits.contact_spread"),
)
