"""V08: a formally direct election brings fewer voters than ties or contacts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .pattern import CITY_QUARTER, Pattern, Readings, Test, World
from .readings import turnout

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel

__all__ = ["PATTERN"]

FORM = (0.4, 0.95)
BASE = World(CITY_QUARTER).but(direct_election_share=FORM[0])


def double_contact(model: CommunityModel) -> None:
    """Double everybody's contact with neighbours once, at the start."""
    if model.month_number == 0:
        np.minimum(2.0 * model.people.contact, 1.0, out=model.people.contact)


def double_tie(model: CommunityModel) -> None:
    """Double everybody's interest tie at the start, and whenever January has renewed it."""
    if model.month_number == 0 or model.month_number % 12 == 1:
        np.minimum(2.0 * model.people.community_tie, 1.0, out=model.people.community_tie)


def gain(r: Readings, world: str) -> float:
    """Return the turnout that a world gains, as a share of those entitled."""
    return r[world]["turnout"] - r["baseline"]["turnout"]


PATTERN = Pattern(
    id="V08",
    en="Formal democracy is not participation: direct elections bring few voters",
    zh="形式民主不等于参与：直选带来的选民有限",
    kind="verification",
    outside=True,
    worlds={
        "baseline": BASE,
        "direct": BASE.but(direct_election_share=FORM[1]),
        "contact": BASE.but(double_contact),
        "tie": BASE.but(double_tie),
    },
    readings={"turnout": turnout()},
    tests=(
        Test(
            "turnout gained by doubled contact, less by direct elections",
            "接触加倍与直选扩大的投票率增量之差",
            lambda r: gain(r, "contact") - gain(r, "direct"),
            above=0.0,
        ),
        Test(
            "turnout gained by doubled tie, less by direct elections",
            "纽带加倍与直选扩大的投票率增量之差",
            lambda r: gain(r, "tie") - gain(r, "direct"),
            above=0.0,
        ),
    ),
    mechanism=(
        "campaigning and identity through contact with neighbours",
        "邻里接触带来的动员与认同",
    ),
    without={"voting.comply_contact": 0.0, "identity.contact": 0.0},
    in_view=("voting.direct",),
)
