"""9 Carry out and appraise: work proceeds or stalls; quality decides whether it lasts.

Reads: projects under way, labour, fill, legitimacy, skill, supervision.
Writes: progress by stage, quality, relapse, news and the power that outcomes show.
Chance: PROGRESS, RELAPSE.
Levers: tracking, instrumentality, power rungs.
Holds: better supervision never raises relapse; only resolved issues relapse.
Source: T09, T16; MECH-20, PROB-24, PROB-04; V10.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from gongzhi.agents.residents_committee import ResidentsCommittee
from gongzhi.agents.words import Arena, Stage
from gongzhi.scenarios.units import RUNGS, TINY

from ..chance import Purpose
from ..issues import NOT_YET, Fact, Issues, Mover, Why
from ..limiting import weakest
from ..month import Month
from ..platforms import Platforms

__all__ = ["Work", "carry_out", "relapse_hazard"]


class Work(NamedTuple):
    """Hazards of projects, a month."""

    progress: float
    progress_labour: float
    direct: float
    stall: float
    execution: float
    execution_skill: float
    execution_supervised: float
    labour_none: float
    success_base: float
    success_quality: float
    instrumental_loss: float
    relapse_base: float
    relapse_quality: float
    supervision_most: float
    supervision_alone: float
    supervision_rules: float
    watch_months: float
    override_discount: float
    salience_reopened: float


def relapse_hazard(quality: Any, supervised: Any, rules: Any, w: Work) -> Any:
    """Monthly hazard that a solved issue comes back (V10): a chain, not a product of bonuses.

    Supervision works through the rules there are to supervise, and rules through the survey before
    them. Arrays or scalars.
    """
    watched = w.supervision_most * supervised * (w.supervision_alone + w.supervision_rules * rules)
    return w.relapse_base + w.relapse_quality * (1.0 - quality) * (1.0 - watched)


def carry_out(month: Month, committees: list[ResidentsCommittee], issues: Issues) -> None:
    """Carry out projects, appraise what is done, and see what comes back."""
    w = month.weights(Work)
    began = issues.at(Stage.RESOURCED)
    issues.move(
        began,
        Stage.UNDER_WAY,
        month.number,
        Mover.HOLDER,
        issues.neighbourhood[began],
        Why.WORK_BEGAN,
    )
    rows = issues.at(Stage.UNDER_WAY)
    if len(rows):
        _work(month, committees, issues, rows, w)
    _relapse(month, issues, w)


def _work(
    month: Month,
    committees: list[ResidentsCommittee],
    issues: Issues,
    rows: np.ndarray,
    w: Work,
) -> None:
    """Let projects proceed, be done or stall."""
    luck = month.draw(Purpose.PROGRESS, issues.key[rows])
    need = issues.need_labour[rows]
    labour = np.where(need > 0, np.minimum(issues.labour[rows] / np.maximum(need, TINY), 1.0), 1.0)
    pace = np.where(need > 0, w.progress + w.progress_labour * labour, w.direct)
    done = luck[:, 0] < pace * issues.fill[rows]
    tracked = month.delivered("tracking", issues.street[rows])
    stalled = ~done & (luck[:, 1] < w.stall * (1.0 - tracked))
    if done.any():
        _appraise(month, committees, issues, rows[done], labour[done], luck[done, 2], w)
    ended = rows[stalled]
    issues.move(
        ended,
        Stage.STALLED,
        month.number,
        Mover.HOLDER,
        issues.neighbourhood[ended],
        Why.NOBODY_FOLLOWED_UP,
    )
    issues.news[ended] = -1.0
    issues.power_seen[ended] = np.where(issues.collective[ended], 0.0, -1.0)


def _appraise(
    month: Month,
    committees: list[ResidentsCommittee],
    issues: Issues,
    rows: np.ndarray,
    labour: np.ndarray,
    luck: np.ndarray,
    w: Work,
) -> None:
    """Judge finished work: quality is the soft minimum of fill, legitimacy, labour and execution."""
    skill = np.array([committee.skill for committee in committees])[issues.neighbourhood[rows]]
    street = issues.street[rows]
    execution = w.execution + w.execution_skill * skill
    execution = execution + w.execution_supervised * issues.supervised[rows]
    execution = execution * (1.0 - w.instrumental_loss * month.lever("instrumentality", street))
    worked = w.labour_none + (1.0 - w.labour_none) * labour
    parts = np.array([issues.fill[rows], issues.legitimacy[rows], worked, execution]).T
    p = month.weights(Platforms)
    quality = weakest(np.minimum(parts, 1.0), p.ces, p.ces_floor)
    issues.quality[rows] = quality
    issues.note(rows, month.number, Fact.QUALITY, quality)
    good = luck < w.success_base + w.success_quality * quality
    rung = np.where(
        issues.arena[rows] == Arena.STREET,
        month.lever("meeting_power", street),
        month.lever("committee_power", street),
    )
    seen = rung / RUNGS * (1.0 - w.override_discount * issues.overridden[rows])
    solved, poor = rows[good], rows[~good]
    issues.move(
        solved,
        Stage.RESOLVED,
        month.number,
        Mover.HOLDER,
        issues.neighbourhood[solved],
        Why.WORK_DONE,
    )
    first = solved[issues.resolved[solved] == NOT_YET]
    issues.resolved[first] = month.number
    issues.news[solved] = 1.0
    joint = issues.collective[rows]
    issues.power_seen[rows] = np.where(joint, np.where(good, seen, 0.0), -1.0)
    _reopen(issues, poor, w)
    issues.move(
        poor,
        Stage.RAISED,
        month.number,
        Mover.SUPERVISOR,
        issues.neighbourhood[poor],
        Why.POOR_WORK,
    )
    issues.news[poor] = -1.0


def _relapse(month: Month, issues: Issues, w: Work) -> None:
    """Let solved issues come back while they are watched."""
    watched = month.number - issues.since <= w.watch_months
    watched &= (issues.since < month.number) & (issues.stage == Stage.RESOLVED)
    rows = np.nonzero(watched)[0]
    if not len(rows):
        return
    hazard = relapse_hazard(issues.quality[rows], issues.supervised[rows], issues.rules[rows], w)
    back = rows[month.draw(Purpose.RELAPSE, issues.key[rows])[:, 0] < hazard]
    first = back[issues.relapsed[back] == NOT_YET]
    issues.relapsed[first] = month.number
    issues.relapses[back] += 1
    _reopen(issues, back, w)
    issues.move(back, Stage.RAISED, month.number, Mover.CIRCUMSTANCE, -1, Why.CAME_BACK)
    issues.news[back] = -1.0


def _reopen(issues: Issues, rows: np.ndarray, w: Work) -> None:
    """Let an issue begin anew: hands and money are needed again, and people talk of it."""
    issues.labour[rows] = issues.paid[rows] = issues.pledged[rows] = 0.0
    issues.salience[rows] = np.maximum(issues.salience[rows], w.salience_reopened)
