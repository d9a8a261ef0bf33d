"""V11: meetings without clear power empty; meetings with power do not."""

from __future__ import annotations

from .issue_readings import attendance
from .pattern import CITY_QUARTER, Pattern, Readings, Test, World

__all__ = ["PATTERN"]

BASE = World(CITY_QUARTER)


def kept(r: Readings, world: str) -> float:
    """Return attendance in the last year against the first."""
    return r[world]["last"] / r[world]["first"]


PATTERN = Pattern(
    id="V11",
    en="Meetings without clear power become talking shops",
    zh="权责不明的会议沦为清谈",
    kind="validation",
    worlds={
        "low": BASE.but(committee_power=2.0, meeting_power=2.0),
        "high": BASE.but(committee_power=6.0, meeting_power=6.0),
    },
    readings={"first": attendance(0, 12), "last": attendance(36, 48)},
    tests=(
        Test(
            "attendance at rung 2, fourth year ÷ first",
            "二级赋权下第四年与第一年到会人数之比",
            lambda r: kept(r, "low"),
            below=1.0,
        ),
        Test(
            "attendance at rung 6, fourth year ÷ first",
            "六级赋权下第四年与第一年到会人数之比",
            lambda r: kept(r, "high"),
            above=0.95,
        ),
    ),
    mechanism=("power learnt from what becomes of decisions", "从决定的落实中习得的权力感知"),
    without={"learning.power_pace": 0.0},
)
