"""V01b: who takes part is older and lives in older housing than who lives there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .pattern import CITY_QUARTER, Pattern, Test, World
from .readings import adults, adults_aged, housing_of, representation

if TYPE_CHECKING:
    import numpy as np

    from gongzhi.model import CommunityModel

__all__ = ["PATTERN"]


def _in_offices(model: CommunityModel) -> np.ndarray:
    from gongzhi.agents.words import Work

    return adults(model) & (model.people.work == Work.WHITE_COLLAR)


PATTERN = Pattern(
    id="V01b",
    en="The elderly and old lanes take part beyond their share, the young and office workers below it",
    zh="老年人与老城厢居民参与偏多，青年与白领参与偏少",
    kind="validation",
    worlds={"baseline": World(CITY_QUARTER)},
    readings={
        "elderly": representation(adults_aged(60)),
        "lanes": representation(housing_of("LANES")),
        "young": representation(adults_aged(18, 40)),
        "white_collar": representation(_in_offices),
    },
    tests=(
        Test(
            "representation, 60 and over",
            "60岁及以上代表性比率",
            lambda r: r["baseline"]["elderly"],
            above=1.3,
        ),
        Test(
            "representation, old lanes",
            "老城厢代表性比率",
            lambda r: r["baseline"]["lanes"],
            above=1.0,
        ),
        Test(
            "representation, 18-39",
            "18-39岁代表性比率",
            lambda r: r["baseline"]["young"],
            below=0.7,
        ),
        Test(
            "representation, office workers",
            "白领代表性比率",
            lambda r: r["baseline"]["white_collar"],
            below=0.7,
        ),
    ),
    mechanism=(
        "the three-factor gate: interest tie, felt power, identity",
        "三因素门槛：利益纽带、效能、认同",
    ),
    without={"taking_part.gamma": 0.0},
)
