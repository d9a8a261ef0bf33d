"""The month's open activities: what a resident can take part in, slot by slot."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.words import Arena, Code, Form, Scope, Segment, Stage

from .books import Account, Money
from .issues import Issues
from .month import Month

__all__ = ["Activities", "ActivityHours", "Slot", "open_activities"]


class Slot(Code):
    """What each of a neighbourhood's slots is for."""

    MEETING_1 = 0
    MEETING_2 = 1
    MEETING_3 = 2
    MEETING_4 = 3
    WORK_1 = 4
    WORK_2 = 5
    BUDGET = 6
    STREET_MEETING = 7


class ActivityHours(NamedTuple):
    """Hours that activities take, and how strongly they pull."""

    meeting: float
    building_meeting: float
    budget: float
    volunteer: float
    street_meeting: float
    building_pull: float
    hearing_pull: float
    street_pull: float
    support_pull: float
    support_full: float
    budget_stake: float
    votes_every: float


MEETINGS = int(Slot.WORK_1)
WORKS = int(Slot.BUDGET - Slot.WORK_1)
# Buildings are spread evenly over (0, 1) by the golden ratio, so a larger share adds groups and never
# moves one.
GOLDEN_RATIO = 0.6180339887498949


class Activities:
    """Open activities, shape (neighbourhoods, slots); ``issue`` is -1 where there is none.

    Attributes:
        open: whether the slot offers anything.
        issue, arena, building, domain, form: codes and rows; building -1 for all.
        stake: severity of the issue, share. hours: what it takes. pull: added asking, share.
        came: attendance by segment, shape (neighbourhoods, slots, segments).
    """

    def __init__(self, neighbourhoods: int) -> None:
        shape = (neighbourhoods, len(Slot))
        self.open = np.zeros(shape, np.bool_)
        self.issue = np.full(shape, -1, np.int32)
        self.arena = np.zeros(shape, np.uint8)
        self.building = np.full(shape, -1, np.int32)
        self.domain = np.full(shape, -1, np.int16)
        self.form = np.zeros(shape, np.uint8)
        self.stake = np.zeros(shape)
        self.hours = np.ones(shape)
        self.pull = np.zeros(shape)
        self.came = np.zeros((*shape, len(Segment)), np.int32)

    def offer(self, place: np.ndarray, slot: np.ndarray, rows: np.ndarray, issues: Issues) -> None:
        """Open slots for issues; arrays of one length."""
        self.open[place, slot] = True
        self.issue[place, slot] = rows
        self.arena[place, slot] = issues.arena[rows]
        self.building[place, slot] = issues.building[rows]
        self.domain[place, slot] = issues.domain[rows]
        self.stake[place, slot] = issues.severity[rows]


def _ranked(group: np.ndarray, score: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Rank items within groups by falling score; return the places of the best and their ranks."""
    if not len(group):
        return group, group
    order = np.lexsort((-score, group))
    ranked = group[order]
    rank = np.arange(len(order)) - np.searchsorted(ranked, ranked, side="left")
    keep = rank < most
    return order[keep], rank[keep]


def open_activities(
    month: Month, places: Neighbourhoods, buildings: Buildings, issues: Issues, money: Money
) -> Activities:
    """Open the month's meetings, projects that need hands, fund votes and the street's meeting."""
    w = month.weights(ActivityHours)
    a = Activities(len(places))
    street = places.street
    agenda = issues.at(Stage.AGENDA)
    local = agenda[issues.arena[agenda] == Arena.COMMITTEE]
    pick, rank = _ranked(issues.neighbourhood[local], issues.salience[local], MEETINGS)
    rows = local[pick]
    place = issues.neighbourhood[rows]
    a.offer(place, rank, rows, issues)
    a.form[:, :MEETINGS] = Form.MEETING
    in_group = _has_group(month, issues.building[rows], buildings, places)
    a.hours[place, rank] = np.where(in_group, w.building_meeting, w.meeting)
    hearing = month.lever("hearing_meeting", street)[place]
    a.pull[place, rank] = w.building_pull * in_group + w.hearing_pull * hearing
    work = issues.at(Stage.UNDER_WAY)
    work = work[issues.need_labour[work] > issues.labour[work]]
    missing = issues.need_labour[work] - issues.labour[work]
    pick, rank = _ranked(issues.neighbourhood[work], missing, WORKS)
    rows, slot = work[pick], rank + Slot.WORK_1
    a.offer(issues.neighbourhood[rows], slot, rows, issues)
    a.form[:, Slot.WORK_1 : Slot.BUDGET] = Form.VOLUNTEER
    a.hours[:, Slot.WORK_1 : Slot.BUDGET] = w.volunteer
    support = np.minimum(month.delivered("volunteer_support", street), w.support_full)
    a.pull[:, Slot.WORK_1 : Slot.BUDGET] = (w.support_pull * support / w.support_full)[:, None]
    if (month.number + 1) % w.votes_every == 0:
        asks = issues.at(Stage.DECIDED)
        asks = asks[(issues.need_money[asks] > 0) & (issues.scope[asks] <= Scope.NEIGHBOURHOOD)]
        projects = np.bincount(issues.neighbourhood[asks], minlength=len(places))
        residents_vote = month.lever("voting_rule", street) != "officials"
        a.open[:, Slot.BUDGET] = (
            (money.held[Account.AUTONOMY] > 0) & (projects > 0) & residents_vote
        )
    a.form[:, Slot.BUDGET] = Form.BUDGET
    a.hours[:, Slot.BUDGET] = w.budget
    a.stake[:, Slot.BUDGET] = w.budget_stake
    wide = agenda[issues.arena[agenda] == Arena.STREET]
    pick, _ = _ranked(issues.street[wide], issues.salience[wide], 1)
    for row in wide[pick]:
        mine = np.nonzero(street == issues.street[row])[0]
        a.offer(mine, np.full(len(mine), Slot.STREET_MEETING), np.full(len(mine), row), issues)
    a.form[:, Slot.STREET_MEETING] = Form.MEETING
    a.hours[:, Slot.STREET_MEETING] = w.street_meeting
    a.pull[:, Slot.STREET_MEETING] = w.street_pull
    return a


def _has_group(
    month: Month, building: np.ndarray, buildings: Buildings, places: Neighbourhoods
) -> np.ndarray:
    """Tell for which of these buildings (-1 for none) there is a self-governance group."""
    street = places.street[buildings.neighbourhood[building.clip(0)]]
    share = month.delivered("building_groups", street)
    named = month.numbers(places.street[buildings.neighbourhood])
    rank = (np.where(building >= 0, named[building], -1) * GOLDEN_RATIO) % 1.0
    return (building >= 0) & (rank < share)
