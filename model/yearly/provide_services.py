"""New year, or when levers change: services are provided, and the tie of each resident follows.

A resident's interest tie to the community 利益纽带 is the match of what they need with what the
community provides, tie = (demand · provision)/(demand · 1), shifted by owning and working elsewhere.

Reads: service money and mix, contracts of social organisations, demand.
Writes: provision by neighbourhood and domain, community tie; pays service money.
Chance: none.
Levers: working_age_services, neighbour_point_grant.
Holds: services for working age raise the ties of the young; services are paid once a year.
Source: PROB-17, PROB-18, CTX-03; CLM-02; REF-15.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.compiling import kernel, rows_of
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.resident_rules import (
    Tie,
    community_tie,
)
from gongzhi.agents.street_office import StreetOffice
from gongzhi.agents.words import Domain, Segment
from gongzhi.scenarios.units import MONTHS

from ..books import Account, Money
from ..month import Month

__all__ = ["Services", "provide_services"]

MINOR = int(Segment.MINOR)


class Services(NamedTuple):
    """What money buys: provision by domain, before and with services."""

    base: tuple[float, ...]
    working_age_mix: tuple[float, ...]
    other_mix: tuple[float, ...]
    scale: float
    contracts: float
    neighbour_point: float
    neighbour_point_scale: float


@kernel
def tie_to_community(
    first, last, place_first, place_people, segment, demand, owner, work, provision, w, tie
):
    """Set the interest tie of the residents of some neighbourhoods; ``provision`` is (n, domains)."""
    domains = demand.shape[1]
    for n in range(first, last):
        for i in rows_of(place_first[n], place_people[n]):
            if segment[i] == MINOR:
                tie[i] = 0.0
                continue
            met = 0.0
            need = 0.0
            for d in range(domains):
                met += demand[i, d] * provision[n, d]
                need += demand[i, d]
            match = met / need if need > 0.0 else 0.0
            tie[i] = community_tie(match, owner[i], work[i] != 0, w)


def provide_services(
    month: Month,
    residents: Residents,
    places: Neighbourhoods,
    offices: list[StreetOffice],
    contracts: np.ndarray,
    money: Money,
) -> None:
    """Spend the year's service money by the mix in force, and let ties follow.

    The money is spent in January; a reform within the year changes what it is spent on.

    Args:
        contracts: quality bought from social organisations by street and domain, share.
    """
    w = month.weights(Services)
    streets = len(month.levers)
    people = np.bincount(places.street, places.people, streets)
    for office in offices:
        if month.number % MONTHS == 0:
            held = float(money.held[Account.SERVICES][office.street])
            office.services_per_head = money.pay(Account.SERVICES, office.street, held) / max(
                people[office.street], 1
            )
    per_head = np.array([office.services_per_head for office in offices])
    share = month.lever("working_age_services")[:, None]
    mix = share * np.array(w.working_age_mix) + (1.0 - share) * np.array(w.other_mix)
    mix = mix / mix.sum(axis=1, keepdims=True)
    base = np.array(w.base)
    level = 1.0 - np.exp(-per_head[:, None] * mix * len(Domain) / w.scale)
    provided = base + (1.0 - base) * level
    provided += (1.0 - provided) * w.contracts * contracts
    points = month.delivered("neighbour_point_grant")[:, None]
    social = np.isin(np.arange(len(Domain)), [Domain.ELDER_CARE, Domain.CULTURE_HEALTH])
    most = (1.0 - provided) * social * w.neighbour_point
    provided += most * points / (points + w.neighbour_point_scale)
    places.provision[:] = provided[places.street].clip(0.0, 1.0)
    r = residents
    month.for_all_neighbourhoods(
        tie_to_community, len(places), places.first, places.people, r.segment, r.demand, r.owner,
        r.work, places.provision, month.weights(Tie), r.community_tie,
    )  # fmt: skip
