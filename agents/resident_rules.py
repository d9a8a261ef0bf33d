"""What one resident decides and learns, each as a scalar function with its weights.

The compiled loops of ``model/processes`` and the explanations call the same rules. Where a rule is our
operationalisation of a verbal theory, its docstring says "op.".
"""

from __future__ import annotations

import math
from typing import NamedTuple

from .compiling import rule

__all__ = [
    "Awareness",
    "Identity",
    "Learning",
    "Raising",
    "TakingPart",
    "Tie",
    "aware_next",
    "chance_within",
    "comes",
    "community_tie",
    "efficacy_next",
    "gate",
    "gate_at_most",
    "habit_next",
    "identity",
    "logistic",
    "may_come",
    "raising",
    "speaks",
    "trust_next",
    "utility",
]


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
    without_spirit: float
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
    efficacy_step_up: float
    efficacy_step_down: float
    no_aspiration: float
    no_promise: float
    efficacy_drift: float
    efficacy_rest: float
    power_pace: float
    habit_pace: float
    crowding: float
    satisfaction_pace: float
    satisfaction_wins: float
    satisfaction_unsolved: float


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
    up = w.efficacy_step_up * win * (1.0 - aspiration) * (1.0 - efficacy)
    down = w.efficacy_step_down * loss * (w.no_aspiration + aspiration)
    down = down * (w.no_promise + announced) * efficacy
    rest = w.efficacy_drift * (w.efficacy_rest - efficacy)
    return min(max(efficacy + up - down + rest, 0.0), 1.0)


@rule
def habit_next(habit, active, command, w):
    """Habit follows activity; command style crowds intrinsic motivation out (T23)."""
    return habit + w.habit_pace * (active * (1.0 - w.crowding * command) - habit)
