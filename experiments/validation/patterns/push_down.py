"""V06: what weighs on the street weighs on its committees, unless tasks must be admitted."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from .pattern import Pattern, Readings, Test, World

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel

__all__ = ["PATTERN"]

MORE = 1.2
BASE = World()
FILTER = BASE.but(admission_filter=1.0)


def _more(world: World) -> World:
    return world.but(assisted_tasks=140.0 * MORE)


def committee_load(model: CommunityModel) -> float:
    """Return hours of tasks on a committee's desk this month, its own included."""
    committees = model.organisations.committees
    return sum(committee.load for committee in committees) / len(committees)


def street_load(model: CommunityModel) -> float:
    """Return hours of tasks that the area of one committee brings its street this month."""
    return model.organisations.offices[0].load


def elasticity(r: Readings, world: str) -> float:
    """Return by how many per cent the committees' load rises with one per cent of the street's."""
    base, more = r[world], r[f"{world}, more tasks"]
    return log(more["committee"] / base["committee"]) / log(more["street"] / base["street"])


PATTERN = Pattern(
    id="V06",
    en="The street's load is pushed down to committees, and an admission filter stops it",
    zh="街道负担下移至居委会，准入审查可阻断",
    kind="validation",
    worlds={
        "baseline": BASE,
        "baseline, more tasks": _more(BASE),
        "filter": FILTER,
        "filter, more tasks": _more(FILTER),
    },
    readings={"committee": committee_load, "street": street_load},
    tests=(
        Test(
            "elasticity of committee load to street load",
            "居委会负担对街道负担的弹性",
            lambda r: elasticity(r, "baseline"),
            above=0.5,
        ),
        Test(
            "the same with every unlisted task refused",
            "全面准入审查下的弹性",
            lambda r: elasticity(r, "filter"),
            below=0.2,
        ),
    ),
    mechanism=("pushing down by habit and beyond capacity", "惯性下移与超能力下移"),
    without={"push_down_share": 0.0, "street_time.absorb": 5_000.0},
)
