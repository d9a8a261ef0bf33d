"""New year: the community representative meeting 社区代表会议 reviews and sets priorities.

Delegates of residents and of units and officials weigh the domains; the more power the meeting has,
the more its weights bind the street's taste in the months to come. A street that reports to it earns
trust from those who know of it, if much was resolved, and loses some if little was.

Reads: seats, power, demand, what was resolved last year. Writes: the street's priorities and report.
Chance: none. Levers: meeting_power, resident_seats, unit_seats, report_to_meeting.
Holds: without power the meeting binds nobody; more resident seats bring priorities nearer to needs.
Source: PLT-13, MECH-17 to MECH-19, REF-38, CASE-18.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.resident import Residents
from gongzhi.agents.street_office import VISIBLE, StreetOffice
from gongzhi.agents.words import Domain, Segment, Stage
from gongzhi.scenarios.units import MONTHS, RUNGS, TINY

from ..crowd import Crowd
from ..issues import Issues
from ..month import Month

__all__ = ["Reporting", "hold_representative_meeting"]


UNITS_WISH = (Domain.BUSINESS, Domain.PARKING)


class Reporting(NamedTuple):
    """Weight of a report as evidence, and of what was believed before it."""

    evidence: float
    prior: float


def hold_representative_meeting(
    month: Month,
    residents: Residents,
    crowd: Crowd,
    street_of_place: np.ndarray,
    offices: list[StreetOffice],
    issues: Issues,
) -> None:
    """Hold the year's meeting of every street.

    Args:
        street_of_place: street of each neighbourhood.
    """
    official = np.isin(np.arange(len(Domain)), VISIBLE).astype(float)
    official /= official.sum()
    units = np.isin(np.arange(len(Domain)), UNITS_WISH) / len(UNITS_WISH)
    w = month.weights(Reporting)
    for office in offices:
        levers = month.levers[office.street]
        people = crowd.street_people[office.street, : Segment.MINOR]
        wish = people @ crowd.demand[office.street, : Segment.MINOR]
        wish = wish / max(wish.sum(), TINY)
        rest = 1.0 - levers.resident_seats - levers.unit_seats
        weights = levers.resident_seats * wish + levers.unit_seats * units + rest * official
        bound = levers.meeting_power / RUNGS
        office.priorities = (
            bound * weights / weights.max() + (1.0 - bound) * official / official.max()
        )
        shared = office.priorities / office.priorities.sum()
        office.match = 1.0 - np.abs(shared - wish).sum() / 2.0
        if levers.report_to_meeting:
            _report(month, residents, street_of_place, office, issues, w)


def _report(
    month: Month,
    residents: Residents,
    street_of_place: np.ndarray,
    office: StreetOffice,
    issues: Issues,
    w: Reporting,
) -> None:
    """Tell those who know the channels what share of last year's closed issues was resolved."""
    mine = (issues.street == office.street) & (issues.closed >= month.number - MONTHS)
    closed = issues.stage[mine]
    if not len(closed):
        return
    share = float((closed == Stage.RESOLVED).mean())
    heard = (street_of_place[residents.neighbourhood] == office.street) * residents.awareness
    step = w.evidence * heard * month.afforded[office.street]
    r = residents
    pace = np.minimum(step / (w.prior + r.evidence_street), 1.0)
    r.trust_street += (pace * (share - r.trust_street)).astype(np.float32)
