"""V14: where people come and staff do not, load grows with them and the backlog faster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .pattern import Pattern, Readings, Test, World

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel

__all__ = ["PATTERN"]

BASE = World(months=84)


def people(model: CommunityModel) -> float:
    """Return residents."""
    return float(model.places.people.sum())


def load_of_staff(model: CommunityModel) -> float:
    """Return hours of tasks for each member of a committee's staff this month."""
    committees = model.organisations.committees
    return sum(c.load for c in committees) / sum(c.staff for c in committees)


def backlog(model: CommunityModel) -> float:
    """Return open issues."""
    return float(len(model.issues.still_open()))


def ratio(r: Readings, what: str) -> float:
    """Return a value in the growing town against the same place without growth."""
    return r["growing"][what] / r["steady"][what]


PATTERN = Pattern(
    id="V14",
    en="In a growing town load follows the people, and the backlog outgrows them (Sanlin)",
    zh="人口快速增长的镇：负担随人口上升，积压增长更快（三林）",
    kind="validation",
    worlds={"steady": BASE, "growing": BASE.but(growth=0.149)},
    readings={"people": people, "load": load_of_staff, "backlog": backlog},
    tests=(
        Test(
            "growth of the backlog ÷ growth of the population",
            "积压增长与人口增长之比",
            lambda r: ratio(r, "backlog") / ratio(r, "people"),
            above=1.0,
        ),
        Test(
            "growth of load per staff ÷ growth of the population",
            "人均负担增长与人口增长之比",
            lambda r: ratio(r, "load") / ratio(r, "people"),
            above=0.9,
            below=1.1,
        ),
    ),
    mechanism=(
        "posts stay as planned, so that hours for meetings and cases are scarce",
        "编制不随人口增加，会议与办事工时不足",
    ),
    without={
        "agenda_rules.meeting_hours": 0.01,
        "agenda_rules.case_hours": 0.01,
        "agenda_rules.screening": 0.0,
    },
)
