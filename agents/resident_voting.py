"""Voting in the election of a residents' committee, which has a rule of its own."""

from __future__ import annotations

from typing import NamedTuple

from .compiling import rule
from .resident_rules import logistic

__all__ = ["Voting", "vote_chance"]


class Voting(NamedTuple):
    """Voting in the election of a residents' committee."""

    own: float
    own_identity: float
    own_age: float
    young_until: float
    own_age_mid: float
    mid_years: float
    own_age_late: float
    late_from: float
    late_years: float
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
    legitimacy_pace: float
    legitimacy_indirect: float


@rule
def vote_chance(age, party, at_home, contact, aware, trust, habit, belonging, power, direct, w):
    """Probability of voting in a committee's election by oneself, before household proxies.

    P = 1 − (1 − own)(1 − campaign · comply). Own votes come from identity, age and felt power;
    campaigning reaches those at home, and what it yields depends on trust, awareness, habit and
    contact. Direct election adds to the reason to vote, a little (V08).
    """
    middle = w.own_age_mid * min(max((age - w.young_until) / w.mid_years, 0.0), 1.0)
    late = w.own_age_late * min(max((age - w.late_from) / w.late_years, 0.0), 1.0)
    own = logistic(
        w.own
        + w.own_identity * belonging
        + w.own_age * (age < w.young_until)
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
