"""V04: the interest tie drives participation, and services bring the young only if they are reached."""

from __future__ import annotations

from .pattern import CITY_QUARTER, Pattern, Readings, Test, World
from .readings import adults_aged, mean, representation, share_of_adults

__all__ = ["PATTERN"]

BASE = World(CITY_QUARTER)
SERVICES = BASE.but(working_age_services=0.35, service_money_per_head=120.0)
BOTH = SERVICES.but(online_groups=2.0, interest_groups=1.0)


def by_tie(r: Readings) -> float:
    """Return points of participation for a point of tie, where services for everybody double."""
    more, base = r["more"], r["baseline"]
    return (more["unique"] - base["unique"]) / (more["tie"] - base["tie"])


def gain(r: Readings, world: str) -> float:
    """Return the representation that those of 18 to 39 gain in a world."""
    return r[world]["young"] - r["baseline"]["young"]


PATTERN = Pattern(
    id="V04",
    en="The interest tie drives participation; services bring the young where channels reach them",
    zh="利益纽带驱动参与；服务须配合触达青年的渠道",
    kind="validation",
    worlds={
        "baseline": BASE,
        "more": BASE.but(service_money_per_head=120.0),
        "services": SERVICES,
        "both": BOTH,
    },
    readings={
        "unique": mean("unique_participants"),
        "tie": mean("community_tie"),
        "young": representation(adults_aged(18, 40)),
        "elderly": share_of_adults(adults_aged(60)),
    },
    tests=(
        Test(
            "participation gained ÷ tie gained, services doubled",
            "服务加倍时参与增量与纽带增量之比",
            by_tie,
            above=0.0,
        ),
        Test(
            "representation of 18-39 gained by services and channels",
            "服务与渠道并行时18-39岁代表性增量",
            lambda r: gain(r, "both"),
            above=0.1,
        ),
        Test(
            "participation of 60 and over, against the baseline",
            "60岁及以上参与率相对基准",
            lambda r: r["both"]["elderly"] / r["baseline"]["elderly"],
            above=0.95,
        ),
        Test(
            "of that gain, by services alone, less half",
            "其中仅靠服务的部分减一半",
            lambda r: gain(r, "services") - 0.5 * gain(r, "both"),
            below=0.0,
        ),
    ),
    mechanism=("the three-factor gate", "三因素门槛"),
    without={"taking_part.gamma": 0.0},
)
