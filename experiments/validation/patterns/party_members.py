"""V02: party members vote more often than others of their age."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .pattern import CITY_QUARTER, Pattern, Test, World
from .readings import turnout

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel

    from .pattern import Reading, Readings

__all__ = ["PATTERN", "odds_ratio"]


def _part(over: bool) -> Reading:
    """Return a reading: one of the two sums whose ratio is the odds ratio of Mantel and Haenszel 1959.

    Strata are age groups; only those with local registration are entitled, so that registration is
    the same in all.
    """

    def read(model: CommunityModel) -> float:
        total = 0.0
        for election in model.elections:
            for _, group in election[election["month"] >= 0].groupby("age", observed=True):
                by_party = group.set_index("party")
                votes, entitled = by_party["own"], by_party["entitled"]
                stayed = entitled - votes
                agree = votes[True] * stayed[False] if over else votes[False] * stayed[True]
                total += float(agree) / max(float(entitled.sum()), 1.0)
        return total

    return read


def odds_ratio(readings: Readings) -> float:
    """Return the common odds ratio from sums that were meaned over replicates."""
    base = readings["baseline"]
    return base["over"] / base["under"] if base["under"] else math.nan


PATTERN = Pattern(
    id="V02",
    en="Party members vote more than others of their age",
    zh="同龄人中党员投票更多",
    kind="verification",
    outside=True,
    worlds={"baseline": World(CITY_QUARTER)},
    readings={"over": _part(True), "under": _part(False), "turnout": turnout()},
    tests=(
        Test(
            "odds ratio of voting, party members against others, by age",
            "党员与非党员投票的几率之比（按年龄分层）",
            odds_ratio,
            above=1.3,
            data=1.99,
        ),
    ),
    mechanism=(
        "recruitment by the party: own vote, and being asked by it",
        "党组织动员：自主投票与邀约",
    ),
    without={"voting.party": 0.0, "convening.member_reach": 0.0},
    gone=(0.85, 1.15),
    in_view=("voting.party",),
)
