"""V07: the wait of self-governance work grows faster and faster with the administrative load."""

from __future__ import annotations

from .issue_readings import waiting
from .pattern import CITY_QUARTER, Pattern, Readings, Test, World
from .readings import mean

__all__ = ["PATTERN"]

BASE = World(CITY_QUARTER)
LEVELS = {"light": 20.0, "middle": 100.0, "heavy": 180.0}


def bend(r: Readings) -> float:
    """Return by how much the slope of the wait rises: months for each hundred hours of load."""
    (x0, y0), (x1, y1), (x2, y2) = ((r[name]["load"], r[name]["wait"]) for name in LEVELS)
    return 100.0 * ((y2 - y1) / (x2 - x1) - (y1 - y0) / (x1 - x0))


PATTERN = Pattern(
    id="V07",
    en="Administration crowds out self-governance, more than in proportion",
    zh="行政事务对自治工作的挤出是非线性的",
    kind="validation",
    worlds={name: BASE.but(assisted_tasks=tasks) for name, tasks in LEVELS.items()},
    readings={"load": mean("hours_administration", window=48), "wait": waiting},
    tests=(
        Test(
            "change of slope of the wait, months per 100 hours",
            "等待时间斜率之变化，月/百小时",
            bend,
            above=0.0,
        ),
    ),
    mechanism=("scarce hours for meetings and cases", "会议与办事工时有限"),
    without={
        "agenda_rules.meeting_hours": 0.01,
        "agenda_rules.case_hours": 0.01,
        "agenda_rules.screening": 0.0,
    },
)
