"""V05: committees are overloaded with administration, and a short list of tasks gives time back."""

from __future__ import annotations

from .pattern import Pattern, Test, World
from .readings import mean

__all__ = ["PATTERN"]

PATTERN = Pattern(
    id="V05",
    en="Residents' committees are overloaded with administrative tasks",
    zh="居委会行政事务负担过重",
    kind="verification",
    outside=True,
    worlds={"baseline": World(), "list": World().but(assisted_tasks=37.0)},
    readings={"share": mean("admin_share"), "hours": mean("self_governance_hours")},
    tests=(
        Test(
            "administrative share of committee time",
            "居委会行政时间占比",
            lambda r: r["baseline"]["share"],
            above=0.7,
        ),
        Test(
            "self-governance hours with the list of 37 tasks ÷ with 140",
            "37项清单与140项下自治工时之比",
            lambda r: r["list"]["hours"] / r["baseline"]["hours"],
            above=1.5,
        ),
    ),
    mechanism=("tasks passed down to committees", "任务下移至居委会"),
    without={"street_time.task_hours": 0.0},
    in_view=("street_time.task_hours",),
)
