"""2 Task: departments issue tasks; streets absorb or push down; committees plan their hours.

Reads: department tasks, staff, tickets, projects under way, mindset.
Writes: load and hours of committees, refused and relabelled tasks, tickets handled, the hours book.
Chance: TASKS.
Levers: assisted_tasks, duty_return, push_down_share, admission_filter, affairs_station,
    committee_staff, staff_balance, property_coordination, committee_training, team_support,
    affairs_disclosure, the three meetings.
Holds: hours available = used + idle; a load never below zero; more tasks never leave more free hours.
Source: T13, T14; PROB-11, PROB-26, PROB-27; REF-24, REF-33.
"""

from __future__ import annotations

import numpy as np

from gongzhi.agents.line_department import LineDepartment
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.residents_committee import CommitteeTime, ResidentsCommittee
from gongzhi.agents.street_office import StreetOffice, StreetTime, admit, push_down, relabel
from gongzhi.agents.words import Stage
from gongzhi.scenarios.units import MONTHS

from ..books import Hours, Use
from ..chance import Purpose
from ..explain_organisation import explain_plan, explain_push
from ..issues import Issues
from ..month import Month
from ..organisations import Organisations
from ..running_costs import Prices

__all__ = ["task"]

USES = [use.name.lower() for use in Use]


def task(
    month: Month,
    places: Neighbourhoods,
    organisations: Organisations,
    issues: Issues,
    hours: Hours,
) -> None:
    """Issue tasks, pass them down, and let committees plan the month."""
    o, s = organisations, month.weights(StreetTime)
    _issue(month, o.departments, o.offices, s)
    for committee in o.committees:
        office = o.offices[committee.street]
        committee.load = _admitted(month, committee, office, s)
    if month.witness:
        for office in o.offices:
            share = month.levers[office.street].push_down_share
            month.witness.see(explain_push, month.number, office, share, s)
    _plan(month, places, o.committees, _projects(issues, len(places)), hours)


def _issue(
    month: Month, departments: list[LineDepartment], offices: list[StreetOffice], s: StreetTime
) -> None:
    """Let departments issue tasks: hours a month that the area of one committee brings."""
    luck = month.draw(Purpose.TASKS, len(departments))[:, 0].tolist()
    for office in offices:
        office.load = 0.0
    for department, chance in zip(departments, luck, strict=True):
        levers = month.levers[department.street]
        tasks = levers.assisted_tasks * s.task_hours
        office = offices[department.street]
        office.load += department.issue_tasks(tasks, levers.duty_return, chance, s.task_noise)


def _admitted(
    month: Month, committee: ResidentsCommittee, office: StreetOffice, s: StreetTime
) -> float:
    """Follow the tasks of one committee's area down to the hours that land on its desk."""
    levers = month.levers[committee.street]
    afforded = float(month.afforded[committee.street])
    _, pushed = push_down(office.load, levers.push_down_share, s.absorb)
    admitted, refused = admit(pushed, levers.admission_filter)
    committee.relabelled = relabel(committee.relabelled, refused, s.rebound, s.rebound_half_life)
    at_station = min(admitted * levers.affairs_station * afforded, s.station_capacity)
    return s.own_tasks + admitted - at_station + committee.relabelled


def _plan(
    month: Month,
    places: Neighbourhoods,
    committees: list[ResidentsCommittee],
    projects: np.ndarray,
    hours: Hours,
) -> None:
    """Let each committee plan its hours, and write them in the book."""
    w, usual = month.weights(CommitteeTime), month.weights(Prices).posts
    # Staff serve a given number of people: tasks grow with the population, hours do not (CTX-15).
    crowd = places.people / np.maximum(places.planned_people, 1)
    posts = (usual * _follow_people(month, places, crowd)).tolist()
    crowd = crowd.tolist()
    plans = []
    for n, committee in enumerate(committees):
        levers = month.levers[committee.street]
        extra = levers.committee_staff - usual
        paid_for = float(month.afforded[committee.street]) if extra > 0 else 1.0
        committee.staff = max(posts[n] + committee.more_posts + extra * paid_for, 1.0)
        committee.load *= crowd[n]
        meetings = levers.hearing_meeting + levers.coordination_meeting + levers.appraisal_meeting
        duties = (
            levers.committee_training * committee.staff / MONTHS
            + levers.affairs_disclosure * w.disclosure_hours
            + meetings * w.meeting_duty_hours
            + levers.property_coordination * w.coordination_hours
            + levers.team_support
            + w.project_hours * float(projects[n])
        )
        tickets = float(places.tickets[n]) * w.ticket_hours
        plans.append(committee.plan(committee.staff * w.hours, duties, tickets, w))
        if month.witness:
            given = committee.staff * w.hours, duties, tickets
            month.witness.see(explain_plan, month.number, committee, *given, w)
        served = plans[-1]["tickets"]
        places.handled[n] = served / tickets if tickets > 0 else 1.0
    hours.open(np.array([committee.staff * w.hours for committee in committees]))
    hours.used += np.array([[plan[use] for use in USES] for plan in plans])


def _projects(issues: Issues, places: int) -> np.ndarray:
    """Count the joint projects of each neighbourhood, which its committee has to support."""
    rows = issues.at(Stage.RESOURCED, Stage.UNDER_WAY)
    return np.bincount(issues.neighbourhood[rows[issues.collective[rows]]], minlength=places)


def _follow_people(month: Month, places: Neighbourhoods, crowd: np.ndarray) -> np.ndarray:
    """Posts of each committee against the usual number, as streets balance their staff (REF-35).

    A street whose neighbourhoods are more crowded than those of the district gains what others lose;
    within a street posts stay as they are.
    """
    streets = len(month.levers)
    count = np.bincount(places.street, minlength=streets)
    mean = np.bincount(places.street, crowd, streets) / count
    balanced = mean / np.repeat(
        crowd.reshape(month.worlds, -1).mean(axis=1), streets // month.worlds
    )
    share = month.lever("staff_balance")
    return (1.0 + share * (balanced - 1.0))[places.street]
