"""The residents' committee 居民委员会: serves tasks first, then has what is left for self-governance."""

from __future__ import annotations

from math import exp
from typing import Any, NamedTuple

from .organisation import Organisation

__all__ = ["CommitteeTime", "ResidentsCommittee"]


class CommitteeTime(NamedTuple):
    """How a committee spends its time, and how its skill and mindset move."""

    hours: float
    cap: float
    ticket_hours: float
    ticket_share: float
    mindset_start: float
    mindset_pace: float
    mindset_training: float
    mindset_instrumental: float
    instrumental_usual: float
    mindset_least: float
    mindset_most: float
    skill_start: float
    skill_pace: float
    skill_training: float
    skill_taught: float
    skill_practice: float
    skill_most: float
    training_scale: float
    outreach: float
    meetings: float
    cases: float
    disclosure_hours: float
    meeting_duty_hours: float
    legitimacy_start: float
    coordination_hours: float
    project_hours: float
    legitimacy_pace: float


def serve(load: float, hours: float, cap: float) -> tuple[float, float]:
    """Serve administrative tasks as class 1 of a priority queue (T13, T14).

    Above capacity the first class would grow without end: what does not fit is done for show.

    Returns:
        Hours served and hours of tasks that were perfunctory.
    """
    served = min(load, cap * hours)
    return served, load - served


def self_governance_hours(left: float, mindset: float) -> float:
    """Hours of what is left that a committee turns to self-governance (PROB-13)."""
    return max(left, 0.0) * mindset


def trained(training: float, w: CommitteeTime) -> float:
    """Effect of training, in hours per person and year; it levels off."""
    return 1.0 - exp(-training / w.training_scale)


def mindset_goal(training: float, instrumentality: float, w: CommitteeTime) -> float:
    """Mindset towards which a committee drifts: training raises it, utilitarian superiors lower it."""
    rest = w.mindset_start + w.mindset_training * trained(training, w)
    goal = rest - w.mindset_instrumental * (instrumentality - w.instrumental_usual)
    return min(max(goal, w.mindset_least), w.mindset_most)


class ResidentsCommittee(Organisation):
    """A committee with its staff, skill, mindset, legitimacy, and this month's load and hours."""

    zh = "居委会"

    def __init__(
        self, model: Any, street: int, neighbourhood: int, row: int, w: CommitteeTime
    ) -> None:
        super().__init__(model, street, neighbourhood, row)
        self.skill = w.skill_start
        self.mindset = w.mindset_start
        self.legitimacy = w.legitimacy_start
        self.elected_directly = True
        self.more_posts = 0.0  # beyond the usual ones, in a street of one's own
        self.staff = 0.0  # until it plans its first month
        self.load = 0.0
        self.relabelled = 0.0
        self.perfunctory = 0.0
        self.duties_met = 1.0
        self.outreach_hours = 0.0
        self.meeting_hours = 0.0
        self.case_hours = 0.0

    def plan(
        self, hours: float, duties: float, tickets: float, w: CommitteeTime
    ) -> dict[str, float]:
        """Plan the month: tasks first, then tickets and duties, then self-governance.

        Args:
            hours: hours of the staff this month.
            duties: hours for training, disclosure, team support and projects, asked for.
            tickets: hours that the month's tickets would take.

        Returns:
            Hours by use: administration, tickets, duties, outreach, meetings, cases, idle.
        """
        served, self.perfunctory = serve(self.load, hours, w.cap)
        left = hours - served
        on_tickets = min(tickets, w.ticket_share * left)
        on_duties = min(duties, left - on_tickets)
        self.duties_met = on_duties / duties if duties > 0 else 1.0
        left -= on_tickets + on_duties
        free = self_governance_hours(left, self.mindset)
        each = free / max(w.outreach + w.meetings + w.cases, 1.0)
        self.outreach_hours = w.outreach * each
        self.meeting_hours = w.meetings * each
        self.case_hours = w.cases * each
        return {
            "administration": served,
            "tickets": on_tickets,
            "duties": on_duties,
            "outreach": self.outreach_hours,
            "meetings": self.meeting_hours,
            "cases": self.case_hours,
            "idle": left - self.outreach_hours - self.meeting_hours - self.case_hours,
        }

    def learn(
        self, training: float, instrumentality: float, practice: float, w: CommitteeTime
    ) -> None:
        """Let skill and mindset follow training and practice (REF-23, MECH-28).

        Args:
            training: hours per person and year that were paid for.
            instrumentality: how far superiors see self-governance as a means, share.
            practice: meetings held and projects seen through this month.
        """
        goal = mindset_goal(training, instrumentality, w)
        self.mindset += w.mindset_pace * (goal - self.mindset)
        aim = min(w.skill_start + w.skill_training * trained(training, w), w.skill_taught)
        self.skill += w.skill_pace * (aim - self.skill)
        self.skill += w.skill_practice * practice * (1.0 - self.skill)
        self.skill = min(self.skill, w.skill_most)
