"""New year: what was not spent goes back, and the year's money comes in (PROB-30, PROB-32).

Budgets are rigid: a lever of money that changes within a year acts from the next January.

Reads: levers of money, people and households. Writes: accounts. Chance: none.
Levers: project_money_per_head, reserve_share, purchase_share, service_money_per_head,
    running_money_per_head, autonomy_fund_per_household.
Holds: a year begins with what the levers give, and street money of last year is gone.
Source: REF-36; autonomy fund PLT-22; maintenance fund of owners.
"""

from __future__ import annotations

import numpy as np

from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.property_side import OwnersCommittee, PropertySide

from ..books import STREET_ACCOUNTS, Account, Money
from ..month import Month

__all__ = ["make_budget"]


def make_budget(
    month: Month, places: Neighbourhoods, owners: list[OwnersCommittee], money: Money
) -> None:
    """Close last year's street accounts and open this year's."""
    for account in STREET_ACCOUNTS:
        money.give_back(account)
    people = np.bincount(places.street, places.people, len(month.levers))
    project = month.lever("project_money_per_head") * people
    reserve, purchase = month.lever("reserve_share"), month.lever("purchase_share")
    money.receive(Account.RESERVE, project * reserve)
    money.receive(Account.PURCHASE, project * purchase)
    money.receive(Account.PROJECTS, project * (1.0 - reserve - purchase))
    money.receive(Account.SERVICES, month.lever("service_money_per_head") * people)
    money.receive(Account.RUNNING, month.lever("running_money_per_head") * people)
    fund = month.lever("autonomy_fund_per_household", places.street)
    money.receive(Account.AUTONOMY, fund * places.households)
    w = month.weights(PropertySide)
    exists = np.array([owner.exists for owner in owners])
    money.receive(Account.MAINTENANCE, exists * w.fund_per_household * places.households)
