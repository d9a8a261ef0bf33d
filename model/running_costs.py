"""What it costs each month to run the levers, and how much of it the street can afford.

Staff, stations, platforms, training and incentives are paid from the street's running money. If they
cost more than a month's part of what is left, all are delivered at the same reduced share: a package
that is not paid for starves itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.scenarios.levers import Levers
from gongzhi.scenarios.units import HUNDRED_THOUSAND, MONTHS, THOUSAND

from .books import Account, Money

__all__ = ["Prices", "claims", "pay_running_costs", "task_money"]


class Prices(NamedTuple):
    """Prices of what a street runs, in yuan of 2013."""

    posts: float
    wage: float
    station_staff: float
    training_hour: float
    platform_head: float
    party_meeting: float
    tracking_committee: float
    committee: float
    grid_none: float
    grid_street: float
    grid_district: float
    cell_people: float
    cell_returns: float
    building_group: float
    disclosure: float
    report: float
    task_hour: float
    meeting_rung: float
    committee_rung: float
    seats: float
    allocation: float
    countersigning: float
    duty_lists: float
    integration: float
    tenders: float
    collecting: float
    full_procedure: float
    typing: float
    admission: float
    balloting: float
    election: float
    committee_term: float
    recruiting: float
    common_terms: float
    unit_seats: float
    electing_delegates: float
    drawing_lots: float
    balancing: float
    linking: float
    coordination: float
    guidance: float
    equalising: float


class Size(NamedTuple):
    """What prices multiply: the size of a street."""

    people: float
    committees: float
    buildings: float
    teams: float
    units: float
    volunteer_hours: float


def claims(levers: Levers, size: Size, p: Prices) -> dict[str, float]:
    """Cost of running each lever for a month, in yuan, by lever."""
    stages = levers.survey_committee + levers.dialogue_committee + levers.supervision_committee
    grid = {"none": p.grid_none, "street": p.grid_street, "district": p.grid_district}[levers.grid]
    return {
        **_administration(levers, size, p),
        "committee_staff": max(levers.committee_staff - p.posts, 0.0) * size.committees * p.wage,
        "affairs_station": levers.affairs_station * p.station_staff * size.committees * p.wage,
        "committee_training": levers.committee_training
        * levers.committee_staff
        * size.committees
        * p.training_hour
        / MONTHS,
        "information_platform": levers.information_platform
        * size.people
        * p.platform_head
        / MONTHS,
        "csr_incentive": levers.csr_incentive * min(levers.party_units, size.units) / MONTHS,
        "leader_support": levers.leader_support * size.teams / MONTHS,
        "neighbour_point_grant": levers.neighbour_point_grant * size.teams / MONTHS,
        "party_meetings": levers.party_meetings * p.party_meeting / MONTHS,
        "tracking": levers.tracking * size.committees * p.tracking_committee,
        "committees": stages * p.committee * size.people / HUNDRED_THOUSAND,
        "grid": grid * p.cell_people / levers.grid_cell_people * size.people / THOUSAND,
        "mediation_per_head": levers.mediation_per_head * size.people / MONTHS,
        "building_groups": levers.building_groups * size.buildings * p.building_group,
        "affairs_disclosure": levers.affairs_disclosure * size.committees * p.disclosure,
        "report_to_meeting": levers.report_to_meeting * p.report / MONTHS,
        "incubation_per_head": levers.incubation_per_head * size.people / MONTHS,
        "volunteer_support": levers.volunteer_support * size.volunteer_hours,
    }


def _administration(levers: Levers, size: Size, p: Prices) -> dict[str, float]:
    """Cost of administering rules for a month, in yuan, by lever: no rule runs by itself."""
    streets = size.people / HUNDRED_THOUSAND
    months = p.committee_term * MONTHS
    rule = {"ad-hoc": 0.0, "full": p.full_procedure}.get(levers.agenda_rule, p.collecting)
    choosing = {"elected": p.electing_delegates, "lot": p.drawing_lots}
    chosen = choosing.get(levers.delegates_chosen, 0.0)
    return {
        "meeting_power": levers.meeting_power * p.meeting_rung * streets,
        "committee_power": levers.committee_power * p.committee_rung * size.committees,
        "resident_seats": levers.resident_seats * p.seats * streets,
        "project_money_share": levers.project_money_share * p.allocation * streets,
        "countersign_weight": levers.countersign_weight * p.countersigning * streets,
        "duty_clarity": levers.duty_clarity * p.duty_lists * streets,
        "platform_integration": levers.platform_integration * p.integration * streets,
        "tender_openness": levers.tender_openness * p.tenders * streets,
        "agenda_rule": rule * streets,
        "affair_typing": levers.affair_typing * p.typing * streets,
        "admission_filter": levers.admission_filter * p.admission * streets,
        "voting_rule": (levers.voting_rule != "officials") * p.balloting * streets,
        "direct_election_share": levers.direct_election_share
        * p.election
        * size.committees
        / months,
        "local_members": levers.local_members * p.recruiting * size.committees,
        "clarity": levers.clarity * p.common_terms * streets,
        "unit_seats": levers.unit_seats * p.unit_seats * streets,
        "delegates_chosen": chosen * streets,
        "equalisation": levers.equalisation * p.equalising * streets,
        "staff_balance": levers.staff_balance * p.balancing * streets,
        "block_linkage": levers.block_linkage * p.linking * size.committees,
        "property_coordination": levers.property_coordination * p.coordination * size.committees,
        "owners_committee_support": levers.owners_committee_support * p.guidance * size.committees,
    }


def task_money(levers: Levers, load: float, committees: float, p: Prices) -> float:
    """Money that travels with a month's tasks, in yuan (PROB-31).

    ``load`` is hours of tasks that the area of one committee brings.
    """
    return levers.task_money_share * load * committees * p.task_hour


def pay_running_costs(
    month: int, levers: list[Levers], sizes: list[Size], loads: np.ndarray, money: Money, p: Prices
) -> np.ndarray:
    """Pay the month's running costs; return the share that each street could afford.

    Args:
        month: number of the month; what is left of the year's budget is spread over its rest, and
            money that came with tasks is there for the month.
        levers, sizes: one a street. loads: hours of tasks for one committee, one a street.
    """
    came = [
        task_money(lv, load, s.committees, p)
        for lv, load, s in zip(levers, loads, sizes, strict=True)
    ]
    money.receive(Account.RUNNING, np.array(came))
    afforded = np.ones(len(levers))
    for street, (lv, size) in enumerate(zip(levers, sizes, strict=True)):
        wanted = sum(claims(lv, size, p).values())
        of_year = money.held[Account.RUNNING][street] - came[street]
        ready = of_year / (MONTHS - month % MONTHS) + came[street]
        paid = money.pay(Account.RUNNING, street, min(wanted, ready))
        afforded[street] = paid / wanted if wanted > 0 else 1.0
    return afforded
