"""V18: the smaller the group, the more of its members give.

The figure from the city is of households that paid. In the model nobody pays into a project of a building,
so hours are counted: times somebody gave hours ÷ adults whom the project touched.
"""

from __future__ import annotations

from .issue_readings import giving
from .pattern import CITY_QUARTER, Pattern, Test, World

__all__ = ["PATTERN"]

PATTERN = Pattern(
    id="V18",
    en="Small groups contribute: more in a building than in an estate, more there than in a street",
    zh="小群体更愿出力：楼道高于小区，小区高于街道",
    kind="validation",
    outside=True,
    worlds={"baseline": World(CITY_QUARTER)},
    readings={
        "building": giving("BUILDING"),
        "estate": giving("NEIGHBOURHOOD"),
        "street": giving("STREET"),
    },
    tests=(
        Test(
            "contributions per head, building ÷ estate",
            "人均出力，楼道与小区之比",
            lambda r: r["baseline"]["building"] / r["baseline"]["estate"],
            above=1.0,
        ),
        Test(
            "contributions per head, estate ÷ street",
            "人均出力，小区与街道之比",
            lambda r: r["baseline"]["estate"] / r["baseline"]["street"],
            above=1.0,
        ),
    ),
    mechanism=("hours needed grow less than the group", "所需工时的增长慢于群体规模"),
    without={"arising.labour_per_touched": 400.0},
)
