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

from gongzhi.agents.compiling import kernel, rule
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


@rule
def breadth(came, people):
    """Evenness of attendance over segments: 1 − ½ Σ |share of those who came − share of people|.

    ``came`` and ``people`` are counts by segment, shape (segments,).
    """
    all_came, everybody, apart = 0.0, 0.0, 0.0
    for s in range(came.shape[0]):
        all_came += came[s]
        everybody += people[s]
    for s in range(came.shape[0]):
        apart += abs(came[s] / max(all_came, TINY) - people[s] / max(everybody, TINY))
    return 1.0 - apart / 2.0


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


@kernel
def find_outcome(came, affected, positions, after, within, present, agree, legitimacy):
    """Find what each meeting comes to: how many were present, who agrees, and how legitimate it is.

    The outcome is the mean position of those present after the talk. Its legitimacy is how close it is
    to what all the affected wanted, times the root of the breadth of attendance.
    """
    for m in range(came.shape[0]):
        voice, wish, everybody, content = 0.0, 0.0, 0.0, 0.0
        present[m] = 0.0
        for g in range(came.shape[1]):
            present[m] += came[m, g]
            voice += came[m, g] * after[m, g]
            everybody += affected[m, g]
            wish += affected[m, g] * positions[m, g]
        outcome = voice / max(present[m], TINY)
        for g in range(came.shape[1]):
            content += came[m, g] * (abs(after[m, g] - outcome) < within)
        agree[m] = content / max(present[m], TINY)
        close = 1.0 - abs(outcome - wish / max(everybody, TINY))
        legitimacy[m] = close * np.sqrt(breadth(came[m], affected[m]))


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
    around = np.where(
        at_street[:, None],
        crowd.street_people[issues.street[rows]],
        crowd.people[issues.neighbourhood[rows]],
    )
    need = crowd.demand[issues.street[rows], CIVIC, issues.domain[rows]]
    affected = around[:, CIVIC] * np.ascontiguousarray(need)
    skill = np.array([committee.skill for committee in committees])[issues.neighbourhood[rows]]
    skill = np.where(at_street, w.street_skill, skill)
    came = came[:, CIVIC].astype(float)
    luck = np.hstack([month.draw(Purpose.POSITIONS, issues.key[rows], k) for k in (0, 1)])[:, CIVIC]
    spread = w.spread * issues.conflict[rows][:, None]
    positions = MIDDLE + spread * (luck - MIDDLE)
    clarity = month.lever("clarity", issues.street[rows])
    rounds = w.rounds * (skill + dialogue) * (w.rounds_unclear + clarity)
    after = talk(positions, came, rounds, w.confidence, w.converge)
    m = len(rows)
    present, agree, legitimacy = np.empty(m), np.empty(m), np.empty(m)
    find_outcome(came, affected, positions, after, w.agree_within, present, agree, legitimacy)
    quorum = np.minimum(w.quorum, w.quorum_share * issues.touched[rows])
    enough = present >= np.maximum(quorum, w.quorum_least)
    agreed = enough & (agree >= w.agree_share)
    issues.note(rows, month.number, Fact.CAME, present)
    issues.note(rows[enough], month.number, Fact.AGREEMENT, agree[enough])
    _fail(month, issues, rows, enough, agreed, w)
    issues.agreement[rows] = agree
    issues.legitimacy[rows] = legitimacy
    surveyed = survey * w.survey_quality
    rules = dialogue * (w.rules_alone + w.rules_surveyed * surveyed)
    issues.rules[rows] = np.minimum(rules, 1.0)
    issues.supervised[rows] = supervision
    wide = agreed & at_street
    if wide.any():
        for fact, strength in (
            (Fact.SURVEYED, survey),
            (Fact.RULES, issues.rules[rows]),
            (Fact.SUPERVISED, supervision),
        ):
            seen = wide & (strength > 0.0)
            issues.note(rows[seen], month.number, fact, strength[seen])
    _conclude(month, issues, rows[agreed], w)


@kernel
def sit_together(topic_of, issue, building, here, came):
    """Fill ``came`` (topics, segments): for a building's topic its own people, else all the others'.

    ``topic_of``: the topic of each place and slot; what it says of slots without an issue is not read.
    """
    for n in range(issue.shape[0]):
        for slot in range(MEETINGS):
            if issue[n, slot] < 0:
                continue
            topic = topic_of[n, slot]
            alone = building[n, slot] >= 0
            for other in range(MEETINGS):
                shares = issue[n, other] >= 0 and building[n, other] < 0
                if other == slot if alone else shares:
                    for segment in range(came.shape[1]):
                        came[topic, segment] += here[n, other, segment]


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
    a = activities
    sit_together(np.searchsorted(rows, a.issue), a.issue, a.building, a.came, came)
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
    if agreed.all():
        return
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
    if not len(rows):
        return
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
