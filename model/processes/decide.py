"""7 Decide: quorum, deliberation, decision, legitimacy.

People who came hold positions in [0, 1] drawn for their segment; rounds of facilitated
bounded-confidence talk narrow them; a decision needs a quorum and agreement. Officials may override.

Reads: attendance, skill, the stages that exist (survey or hearing, dialogue or coordination,
    supervision or appraisal).
Writes: decision, agreement, legitimacy, rules, supervision, stage.
Chance: POSITIONS, OVERRIDE.
Levers: the three committees, the three meetings, power rungs, instrumentality, resident_seats,
    delegates_chosen, clarity.
Holds: no decision without quorum; a decision pleases the affected less the narrower the attendance.
Source: T20, T07, T05, T06; PLT-13 to PLT-17; PROB-21.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.compiling import kernel
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.residents_committee import ResidentsCommittee
from gongzhi.agents.words import Arena, Segment, Stage
from gongzhi.scenarios.units import MIDDLE, RUNGS, TINY

from ..activities import MEETINGS, Activities, Slot
from ..chance import Purpose
from ..crowd import Crowd
from ..issues import Fact, Issues, Mover, Why
from ..month import Month

__all__ = ["Deliberation", "breadth", "decide", "talk"]

CIVIC = slice(0, int(Segment.MINOR))  # the seven segments of adults


class Deliberation(NamedTuple):
    """Quorum, talk, agreement and override."""

    quorum: float
    quorum_share: float
    quorum_least: float
    delegates: float
    confidence: float
    converge: float
    rounds: float
    rounds_unclear: float
    street_skill: float
    agree_within: float
    agree_share: float
    spread: float
    override: float
    legitimacy_kept: float
    tries: float
    salience_kept: float
    rules_alone: float
    rules_surveyed: float
    survey_quality: float
    delegates_recommended: float
    delegates_elected: float
    delegates_lot: float


def breadth(came: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Evenness of attendance over segments: 1 − ½ Σ |share of those who came − share of people|.

    Args:
        came, people: counts by segment, shape (..., segments).
    """
    a = came / np.maximum(came.sum(axis=-1, keepdims=True), TINY)
    p = people / np.maximum(people.sum(axis=-1, keepdims=True), TINY)
    return 1.0 - np.abs(a - p).sum(axis=-1) / 2.0


def talk(
    positions: np.ndarray, weight: np.ndarray, rounds: np.ndarray, confidence: float, pace: float
) -> np.ndarray:
    """Bounded-confidence talk (T20): in each round groups move to the mean of those within reach.

    Args:
        positions: shape (m, segments), 0–1; weight: how many of each came, same shape.
        rounds: rounds of talk of each meeting, shape (m,), fractions allowed.
        confidence: distance within which a position is heard; pace: share of the way moved.
    """
    after = positions.copy()
    narrow(positions, weight, rounds, confidence, pace, after)
    return after


@kernel
def narrow(positions, weight, rounds, confidence, pace, after):
    """Fill ``after`` with the positions after the talk; see ``talk``."""
    meetings, groups = positions.shape
    x = np.empty(groups)
    for m in range(meetings):
        for k in range(int(np.ceil(rounds[m]))):
            part = min(rounds[m] - k, 1.0)
            for g in range(groups):
                x[g] = after[m, g]
            for g in range(groups):
                total = 0.0
                heard = 0.0
                for h in range(groups):
                    if abs(x[g] - x[h]) < confidence:
                        heard += weight[m, h]
                        total += weight[m, h] * x[h]
                if heard > 0.0:
                    after[m, g] = x[g] + pace * part * (total / heard - x[g])


def decide(
    month: Month,
    places: Neighbourhoods,
    crowd: Crowd,
    committees: list[ResidentsCommittee],
    activities: Activities,
    issues: Issues,
) -> None:
    """Hold the month's meetings."""
    rows = issues.at(Stage.AGENDA)
    if not len(rows):
        return
    came = _attendance(month, places, crowd, activities, issues, rows)
    w = month.weights(Deliberation)
    at_street = issues.arena[rows] == Arena.STREET
    survey, dialogue, supervision = _stages(month, issues.street[rows], at_street)
    affected = (
        np.where(
            at_street[:, None],
            crowd.street_people[issues.street[rows]],
            crowd.people[issues.neighbourhood[rows]],
        )[:, CIVIC]
        * crowd.demand[CIVIC][:, issues.domain[rows]].T
    )
    skill = np.array([committee.skill for committee in committees])[issues.neighbourhood[rows]]
    skill = np.where(at_street, w.street_skill, skill)
    came = came[:, CIVIC].astype(float)
    luck = np.hstack([month.draw(Purpose.POSITIONS, issues.key[rows], k) for k in (0, 1)])[:, CIVIC]
    spread = w.spread * issues.conflict[rows][:, None]
    positions = MIDDLE + spread * (luck - MIDDLE)
    wanted = (affected * positions).sum(axis=1) / np.maximum(affected.sum(axis=1), TINY)
    clarity = month.lever("clarity", issues.street[rows])
    rounds = w.rounds * (skill + dialogue) * (w.rounds_unclear + clarity)
    after = talk(positions, came, rounds, w.confidence, w.converge)
    total = np.maximum(came.sum(axis=1), TINY)
    outcome = (came * after).sum(axis=1) / total
    agree = (came * (np.abs(after - outcome[:, None]) < w.agree_within)).sum(axis=1) / total
    quorum = np.minimum(w.quorum, w.quorum_share * issues.touched[rows])
    enough = came.sum(axis=1) >= np.maximum(quorum, w.quorum_least)
    agreed = enough & (agree >= w.agree_share)
    issues.note(rows, month.number, Fact.CAME, came.sum(axis=1))
    issues.note(rows[enough], month.number, Fact.AGREEMENT, agree[enough])
    _fail(month, issues, rows, enough, agreed, w)
    close = 1.0 - np.abs(outcome - wanted)
    issues.agreement[rows] = agree
    issues.legitimacy[rows] = close * np.sqrt(breadth(came, affected))
    surveyed = survey * w.survey_quality
    rules = dialogue * (w.rules_alone + w.rules_surveyed * surveyed)
    issues.rules[rows] = np.minimum(rules, 1.0)
    issues.supervised[rows] = supervision
    for fact, strength in (
        (Fact.SURVEYED, survey),
        (Fact.RULES, issues.rules[rows]),
        (Fact.SUPERVISED, supervision),
    ):
        seen = agreed & at_street & (strength > 0.0)
        issues.note(rows[seen], month.number, fact, strength[seen])
    _conclude(month, issues, rows[agreed], w)


def _attendance(
    month: Month,
    places: Neighbourhoods,
    crowd: Crowd,
    activities: Activities,
    issues: Issues,
    rows: np.ndarray,
) -> np.ndarray:
    """Attendance by segment for each topic; delegates sit in the street's meeting.

    A committee holds one meeting a month: people come for the topic that matters most to them and
    sit through the others. What touches one building is settled among those who came for it.
    """
    came = np.zeros((len(rows), crowd.people.shape[1]))
    topics, here = activities.issue[:, :MEETINGS], activities.came[:, :MEETINGS]
    shared = (topics >= 0) & (activities.building[:, :MEETINGS] < 0)
    together = (here * shared[:, :, None]).sum(axis=1)
    n, slot = np.nonzero(topics >= 0)
    heard = np.where(shared[n, slot, None], together[n], here[n, slot])
    came[np.searchsorted(rows, topics[n, slot])] = heard
    w = month.weights(Deliberation)
    streets = issues.street[rows]
    regular = {
        "recommended": w.delegates_recommended,
        "elected": w.delegates_elected,
        "lot": w.delegates_lot,
    }
    for street in np.unique(streets[issues.arena[rows] == Arena.STREET]):
        mine = places.street == street
        everybody = crowd.street_people[street].copy()
        everybody[Segment.MINOR] = 0
        seats = w.delegates * month.lever("resident_seats")[street]
        # Resident delegates: in part those who always come, as the way they are chosen has it.
        visitors = activities.came[mine, Slot.STREET_MEETING].sum(axis=0)
        regulars = visitors / max(visitors.sum(), 1)
        known = regular[month.levers[street].delegates_chosen]
        drawn = everybody / max(everybody.sum(), 1)
        delegates = seats * (known * regulars + (1.0 - known) * drawn)
        topics = (streets == street) & (issues.arena[rows] == Arena.STREET)
        came[topics] = visitors + delegates
    return came


def _stages(
    month: Month, street: np.ndarray, at_street: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which of the three stages exist for each topic, as shares.

    The street has specialist committees (survey, dialogue, supervision), the neighbourhood has the
    three meetings (hearing, coordination, appraisal): one chain with two sets of names.
    """
    pairs = (
        ("survey_committee", "hearing_meeting"),
        ("dialogue_committee", "coordination_meeting"),
        ("supervision_committee", "appraisal_meeting"),
    )
    made = [
        np.where(at_street, month.delivered(above, street), month.lever(below, street))
        for above, below in pairs
    ]
    return made[0].astype(float), made[1].astype(float), made[2].astype(float)


def _fail(
    month: Month,
    issues: Issues,
    rows: np.ndarray,
    enough: np.ndarray,
    agreed: np.ndarray,
    w: Deliberation,
) -> None:
    """Send topics without a decision to another meeting, and in the end back to the queue."""
    failed = rows[~agreed]
    issues.tries[failed] += 1
    tired = issues.tries[rows] >= w.tries
    for mask, why in ((~enough, Why.NO_QUORUM), (enough & ~agreed, Why.NO_AGREEMENT)):
        back = rows[mask & tired]
        issues.tries[back] = 0
        issues.salience[back] *= w.salience_kept
        issues.move(
            back, Stage.RAISED, month.number, Mover.MEETING, issues.neighbourhood[back], why
        )


def _conclude(month: Month, issues: Issues, rows: np.ndarray, w: Deliberation) -> None:
    """Write the decisions, unless officials decide otherwise."""
    street = issues.street[rows]
    at_street = issues.arena[rows] == Arena.STREET
    rung = np.where(
        at_street, month.lever("meeting_power", street), month.lever("committee_power", street)
    )
    chance = w.override * month.lever("instrumentality", street) * (1.0 - rung / RUNGS)
    changed = month.draw(Purpose.OVERRIDE, issues.key[rows])[:, 0] < chance
    issues.overridden[rows] = changed
    issues.legitimacy[rows] *= np.where(changed, w.legitimacy_kept, 1.0)
    issues.note(rows, month.number, Fact.LEGITIMACY, issues.legitimacy[rows])
    issues.tries[rows] = 0
    issues.decided[rows] = month.number
    for mask, mover, why in (
        (~changed, Mover.MEETING, Why.AGREED),
        (changed, Mover.STREET_OFFICE, Why.OVERRIDDEN),
    ):
        moved = rows[mask]
        issues.move(moved, Stage.DECIDED, month.number, mover, issues.neighbourhood[moved], why)
