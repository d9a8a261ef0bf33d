"""V19: where officials see a means, projects are theirs and not the residents'.

A project is a decision on a topic. It is the residents' if they had raised the topic and officials did not
change the decision.
"""

from __future__ import annotations

from .issue_readings import of_residents
from .pattern import CITY_QUARTER, Pattern, Test, World

__all__ = ["PATTERN"]

PATTERN = Pattern(
    id="V19",
    en="Self-governance is diluted by officials who see a means in it",
    zh="功利取向的官员稀释自治",
    kind="validation",
    outside=True,
    worlds={"instrumental": World(CITY_QUARTER).but(instrumentality=0.8)},
    readings={"residents": of_residents},
    tests=(
        Test(
            "share of decisions that are the residents'",
            "源于居民且未被更改的决定比例",
            lambda r: r["instrumental"]["residents"],
            below=0.5,
        ),
    ),
    mechanism=("officials who change decisions and choose topics", "官员更改决定与选题"),
    without={"instrumentality": 0.0},
)
