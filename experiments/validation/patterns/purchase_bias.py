"""V20: closed tenders starve grass-roots organisations; open ones let them live."""

from __future__ import annotations

from .pattern import Pattern, Place, Readings, Test, World
from .readings import mean

__all__ = ["PATTERN"]

BASE = World(Place(60_000, 15), months=120).but(tender_openness=0.0)
BIASED = BASE.but(**{"social_life.bias": 1.5})


def grass_roots(r: Readings, world: str, other: str) -> float:
    """Return the difference in the share of grass-roots organisations between two worlds."""
    return r[world]["grass_roots"] - r[other]["grass_roots"]


PATTERN = Pattern(
    id="V20",
    en="Biased purchase of services crowds out grass-roots organisations, and open tenders reverse it",
    zh="购买服务偏向挤压草根组织，公开招标可逆转",
    kind="validation",
    worlds={
        "fair": BASE.but(**{"social_life.bias": 0.0}),
        "biased": BIASED,
        "open": BIASED.but(tender_openness=1.0),
    },
    readings={"grass_roots": mean("organizations_grass_roots")},
    tests=(
        Test(
            "grass-roots share, biased awards less fair ones",
            "草根组织比例：偏向减公平",
            lambda r: grass_roots(r, "biased", "fair"),
            below=0.0,
        ),
        Test(
            "grass-roots share, open tenders less closed ones",
            "草根组织比例：公开减封闭",
            lambda r: grass_roots(r, "open", "biased"),
            above=0.0,
        ),
    ),
    mechanism=("closing for want of work", "无项目而关停"),
    without={"social_life.close_unfunded": 0.0},
)
