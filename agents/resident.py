"""Residents: their columns, and each decision of one resident as a scalar function.

A resident is a row of :class:`Residents`. The compiled loops of ``model/processes`` and the
explanations call the same rules below. Where a rule is our operationalisation of a verbal theory, its
docstring says "op.".
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .columns import Table, column
from .compiling import rule
from .words import Domain, Form, Hukou, Segment, Work, labels

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
I16 = npt.NDArray[np.int16]
U16 = npt.NDArray[np.uint16]
U8 = npt.NDArray[np.uint8]
Flag = npt.NDArray[np.bool_]

ADULT_AGE = 18.0  # the age of majority, which is also the age of voting in a committee's election

__all__ = ["Residents"]


class Residents(Table):
    """One row a person. Rows are grouped by neighbourhood and move at the new year; ids never do."""

    id: I64 = column("Name of the person, never reused.", low=0, dtype=np.int64)
    household: I32 = column("Household the person lives in.", low=0, dtype=np.int32)
    building: I32 = column("Row of the building.", low=0, dtype=np.int32)
    neighbourhood: I32 = column("Row of the neighbourhood.", low=0, dtype=np.int32)
    age: F32 = column("Age.", "year", 0, 120)
    hukou: U8 = column("Household registration.", dtype=np.uint8, labels=labels(Hukou))
    work: U8 = column("What the person does by day.", dtype=np.uint8, labels=labels(Work))
    segment: U8 = column("Group for reporting.", dtype=np.uint8, labels=labels(Segment))
    hardship: Flag = column("Lives in hardship.", "yes/no", 0, 1, dtype=np.bool_)
    owner: Flag = column("The household owns the flat.", "yes/no", 0, 1, dtype=np.bool_)
    party: Flag = column("Party member.", "yes/no", 0, 1, dtype=np.bool_)
    spare_hours: F32 = column("Hours that could be spent outside.", "hour/month", 1, 200)
    reluctance: F32 = column("Personal part of the threshold to take part.", "logit", -5, 5)
    demand: U8 = column(
        "Need for what the community could provide, by domain.", "1/255", 0, 255,
        dtype=np.uint8, width=len(Domain),
    )  # fmt: skip
    community_tie: F32 = column("Match of needs with what the community provides.", "share", 0, 1)
    awareness: F32 = column("Knows the committee and its channels.", "share", 0, 1)
    efficacy: F32 = column("Belief that one's own voice counts.", "share", 0, 1)
    power_committee: F32 = column(
        "Power that the committee's meetings seem to have.", "share", 0, 1
    )
    power_street: F32 = column("Power that the street's meeting seems to have.", "share", 0, 1)
    trust_committee: F32 = column("Trust in the residents' committee.", "share", 0, 1)
    trust_street: F32 = column("Trust in the street office.", "share", 0, 1)
    evidence_committee: F32 = column("Remembered outcomes behind the trust.", "events", 0)
    evidence_street: F32 = column("Remembered outcomes behind the trust.", "events", 0)
    habit: F32 = column("Habit of taking part.", "share", 0, 1)
    contact: F32 = column("Liveliness of contact with neighbours.", "share", 0, 1)
    satisfaction: F32 = column("Satisfaction with the place.", "share", 0, 1)
    team: I32 = column("Activity team, or -1.", low=-1, dtype=np.int32)
    last_issue: I32 = column("Issue of the last activity, or -1.", low=-1, dtype=np.int32)
    history: U16 = column(
        "Months of the last twelve with an activity, one bit a month.", "bits", 0, 4095,
        dtype=np.uint16,
    )  # fmt: skip
    asked: Flag = column("Was asked this month.", "yes/no", 0, 1, dtype=np.bool_)
    form: U8 = column("Form of taking part this month.", dtype=np.uint8, labels=labels(Form))


class Identity(NamedTuple):
    """Weights of identity with the place; they sum to one."""

    contact: float
    trust: float
    local: float
    owner: float


class Tie(NamedTuple):
    """How owning a home and working elsewhere shift the interest tie to the community."""

    owner: float
    works_elsewhere: float


class TakingPart(NamedTuple):
    """Weights of taking part; logit unless said otherwise."""

    gamma: float
    floor: float
    tie_ref: float
    power_ref: float
    identity_ref: float
    stake: float
    asked: float
    social: float
    habit: float
    duty: float
    cost: float
    threshold: float


class Awareness(NamedTuple):
    """How awareness grows when asked or informed, and fades."""

    gain: float
    informed: float
    decay: float
    floor: float
    per_contact: float


class Raising(NamedTuple):
    """How readily a touched resident raises an issue."""

    pace: float


class Learning(NamedTuple):
    """How outcomes change trust, efficacy, perceived power, habit and satisfaction."""

    trust_memory: float
    trust_prior: float
    trust_prior_mean: float
    trust_step: float
    heard: float
    efficacy_up: float
    efficacy_down: float
    efficacy_drift: float
    efficacy_rest: float
    power_pace: float
    habit_pace: float
    crowding: float
    satisfaction_pace: float
    satisfaction_wins: float
    satisfaction_unsolved: float


class Voting(NamedTuple):
    """Voting in the election of a residents' committee."""

    own: float
    own_identity: float
    own_age: float
    own_age_mid: float
    own_age_late: float
    own_power: float
    campaign: float
    home_none: float
    home_work: float
    comply: float
    comply_trust: float
    comply_aware: float
    comply_habit: float
    comply_contact: float
    party: float
    direct: float
    proxy: float


@rule
def community_tie(match, owner, works_elsewhere, w):
    """Interest tie to the community 利益纽带: the match of need and provision, shifted.

    ``match`` is demand · provision / demand · 1, a share. PROB-17, CTX-03; CLM-01, CLM-02.
    """
    tie = match * (1.0 + w.owner * owner) * (1.0 - w.works_elsewhere * works_elsewhere)
    return min(max(tie, 0.0), 1.0)


@rule
def identity(contact, trust, local, owner, w):
    """Identity with the place from contacts, trust, local origin and owning (op.; PROB-20)."""
    return w.contact * contact + w.trust * trust + w.local * local + w.owner * owner


@rule
def gate(tie, awareness, efficacy, power, belonging, w):
    """Three-factor gate of PROB-20 (op. T08): interest × power × identity, as a centred log.

    γ · Σ ln[(x + floor)/(x_ref + floor)] over the perceived tie (tie × awareness), felt power
    (efficacy × perceived power of the arena) and identity; written as the log of the product.
    """
    interest = (tie * awareness + w.floor) / (w.tie_ref + w.floor)
    strength = (efficacy * power + w.floor) / (w.power_ref + w.floor)
    identification = (belonging + w.floor) / (w.identity_ref + w.floor)
    return w.gamma * math.log(interest * strength * identification)


@rule
def gate_at_most(tie, awareness, efficacy, power, belonging, w):
    """Bound the gate from above without a logarithm: ln x < x/2 − 1 + ln 2 for every x but 2."""
    interest = (tie * awareness + w.floor) / (w.tie_ref + w.floor)
    strength = (efficacy * power + w.floor) / (w.power_ref + w.floor)
    identification = (belonging + w.floor) / (w.identity_ref + w.floor)
    return w.gamma * (0.5 * interest * strength * identification - 0.306852)


@rule
def utility(gate_value, stake, asked, social, habit, legitimacy, cost, reluctance, w):
    """Utility of one open activity for one resident, in logits.

    Civic voluntarism (T10: resources, engagement, being asked), the calculus of voting (T11), the
    falling external cost of joining (T03) and adaptive participation (T22), behind the gate.
    ``cost`` is the activity's hours over the resident's spare hours.
    """
    return (
        gate_value
        + w.stake * stake
        + w.asked * asked
        + w.social * social
        + w.habit * habit
        + w.duty * legitimacy
        - w.cost * cost
        - w.threshold
        - reluctance
    )


@rule
def logistic(u):
    """Probability with log-odds ``u``."""
    return 1.0 / (1.0 + math.exp(-u))


@rule
def comes(u, draw):
    """Whether a resident with log-odds ``u`` comes, given a draw in (0, 1): draw < logistic(u)."""
    return may_come(u, draw) and draw < logistic(u)


@rule
def may_come(u, draw):
    """Whether a resident with log-odds of at most ``u`` may come; no for most, without an exponential.

    For u < 0, e^-u > 1 - u + u²/2 - u³/6.
    """
    return u >= 0.0 or draw * (2.0 - u + u * u * (0.5 - u / 6.0)) <= 1.0


@rule
def aware_next(awareness, asked, informed, contact, w):
    """Awareness after a month of being asked (0 or 1), informed (a share) and forgetting."""
    rest = w.floor + w.per_contact * contact
    learned = (1.0 - awareness) * (w.gain * asked + w.informed * informed)
    return min(max(awareness + learned - w.decay * (awareness - rest), 0.0), 1.0)


@rule
def raising(stake, awareness, efficacy, choices, w):
    """Hazard of raising an issue picked at random among ``choices`` that touch the place."""
    return w.pace * choices * stake * math.sqrt(awareness * efficacy)


@rule
def chance_within(hazard):
    """Probability that a hazard strikes within the month."""
    return 1.0 - math.exp(-hazard)


@rule
def speaks(hazard, draw):
    """Whether a hazard strikes within the month, given a draw in (0, 1): draw < 1 - e^-hazard.

    That probability never exceeds the hazard, so most draws need no exponential.
    """
    return draw < hazard and draw < chance_within(hazard)


@rule
def trust_next(trust, evidence, success, failure, w):
    """Beta reputation with memory and a prior (T21): T = (r + κT0)/(r + s + κ).

    Returns the new trust and the new weight of remembered evidence.
    """
    prior, mean = w.trust_prior, w.trust_prior_mean
    good = trust * (evidence + prior) - prior * mean
    good = w.trust_memory * good + success
    evidence = w.trust_memory * evidence + success + failure
    return min(max((good + prior * mean) / (evidence + prior), 0.0), 1.0), evidence


@rule
def efficacy_next(efficacy, win, loss, aspiration, announced, w):
    """Adaptive efficacy (T22): up after a payoff above aspiration, down after one below.

    A broken promise costs more where more power had been announced: ``announced`` is the arena's
    rung over eight, so a talking shop with a big name does harm.
    """
    up = w.efficacy_up * win * (1.0 - aspiration) * (1.0 - efficacy)
    down = w.efficacy_down * loss * (0.5 + aspiration) * (0.5 + announced) * efficacy
    rest = w.efficacy_drift * (w.efficacy_rest - efficacy)
    return min(max(efficacy + up - down + rest, 0.0), 1.0)


@rule
def habit_next(habit, active, command, w):
    """Habit follows activity; command style crowds intrinsic motivation out (T23)."""
    return habit + w.habit_pace * (active * (1.0 - w.crowding * command) - habit)


@rule
def vote_chance(age, party, at_home, contact, aware, trust, habit, belonging, power, direct, w):
    """Probability of voting in a committee's election by oneself, before household proxies.

    P = 1 − (1 − own)(1 − campaign · comply). Own votes come from identity, age and felt power;
    campaigning reaches those at home, and what it yields depends on trust, awareness, habit and
    contact. Direct election adds to the reason to vote, a little (V08).
    """
    middle = w.own_age_mid * min(max((age - 30.0) / 30.0, 0.0), 1.0)
    late = w.own_age_late * min(max((age - 60.0) / 20.0, 0.0), 1.0)
    own = logistic(
        w.own
        + w.own_identity * belonging
        + w.own_age * (age < 30.0)
        + middle
        + late
        + w.own_power * power
        + w.party * party
        + w.direct * direct
    )
    comply = logistic(
        w.comply
        + w.comply_trust * trust
        + w.comply_aware * aware
        + w.comply_habit * habit
        + w.comply_contact * contact
    )
    return 1.0 - (1.0 - own) * (1.0 - w.campaign * at_home * comply)


def segment_of(age, hukou, work, hardship):
    """Derive the reporting segment, first match first; arrays or scalars.

    minor (under 18), international (overseas), disadvantaged (hardship), elderly (60 and over),
    white-collar, migrant (non-local), young (under 35), middle-aged.
    """
    conditions = [
        np.less(age, ADULT_AGE),
        np.equal(hukou, Hukou.OVERSEAS),
        np.asarray(hardship, bool),
        np.greater_equal(age, 60),
        np.equal(work, Work.WHITE_COLLAR),
        np.equal(hukou, Hukou.NON_LOCAL),
        np.less(age, 35),
    ]
    choices = [
        Segment.MINOR,
        Segment.INTERNATIONAL,
        Segment.DISADVANTAGED,
        Segment.ELDERLY,
        Segment.WHITE_COLLAR,
        Segment.MIGRANT,
        Segment.YOUNG,
    ]
    return np.select(conditions, [int(c) for c in choices], int(Segment.MIDDLE_AGED)).astype(
        np.uint8
    )
