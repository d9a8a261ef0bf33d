"""V01a: the older, the likelier to vote in the election of the residents' committee."""

from __future__ import annotations

from .pattern import CITY_QUARTER, Pattern, Test, World
from .readings import turnout

__all__ = ["PATTERN"]

AGES = {"18-29": 0.1377, "50-59": 0.5568, "70-79": 0.7774}
BAND = 0.08


def _level(age: str, data: float) -> Test:
    return Test(
        f"turnout at {age}",
        f"{age}岁投票率",
        lambda r: r["baseline"][age],
        above=round(data - BAND, 4),
        below=round(data + BAND, 4),
        data=data,
    )


PATTERN = Pattern(
    id="V01a",
    en="Turnout in committee elections rises steeply with age",
    zh="居委会选举投票率随年龄陡升",
    kind="verification",
    outside=True,
    worlds={"baseline": World(CITY_QUARTER)},
    readings={age: turnout([age]) for age in AGES},
    tests=(
        Test(
            "turnout at 70-79 ÷ at 18-29",
            "70-79岁与18-29岁投票率之比",
            lambda r: r["baseline"]["70-79"] / r["baseline"]["18-29"],
            above=3.0,
            data=5.6,
        ),
        *(_level(age, data) for age, data in AGES.items()),
    ),
    mechanism=("age terms of the own vote", "自主投票的年龄项"),
    without={"voting.own_age": 0.0, "voting.own_age_mid": 0.0, "voting.own_age_late": 0.0},
    in_view=(
        "voting.own",
        "voting.own_age",
        "voting.own_age_mid",
        "voting.own_age_late",
        "voting.comply",
        "voting.young_until",
        "voting.mid_years",
        "voting.late_from",
        "voting.late_years",
    ),
)
