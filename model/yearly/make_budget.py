"""New year: what was not spent goes back, and the year's money comes in (PROB-30, PROB-32).

Budgets are rigid: a lever of money that changes within a year acts from the next January. A street has
what the levers give per head, times a factor: the part that the district guarantees is the same for
all, the rest follows the street's own revenue. Among streets of one degree of equalisation the factors
have the mean one, so what one gains others lose.

Reads: levers of money, own revenue, people and households, parking swaps that last.
Writes: accounts. Chance: none.
Levers: equalisation, fiscal_growth, project_money_per_head, reserve_share, purchase_share,
    service_money_per_head, running_money_per_head, autonomy_fund_per_household.
Holds: a year begins with what the levers give, and street money of last year is gone; fully
    equalised streets have the same per head; equalisation moves money and makes none.
Source: REF-36, PROB-30, CTX-04, MECH-20; autonomy fund PLT-22; maintenance fund of owners.
"""

from __future__ import annotations

import numpy as np

from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.property_side import OwnersCommittee, PropertySide
from gongzhi.agents.street_office import StreetOffice
from gongzhi.agents.words import Domain, Stage

from ..books import STREET_ACCOUNTS, Account, Money
from ..issues import Issues
from ..month import FIRST_YEAR, Month

__all__ = ["make_budget"]


def make_budget(
    month: Month,
    places: Neighbourhoods,
    offices: list[StreetOffice],
    owners: list[OwnersCommittee],
    issues: Issues,
    money: Money,
) -> None:
    """Close last year's street accounts and open this year's."""
    for account in STREET_ACCOUNTS:
        money.give_back(account)
    own = np.array([office.revenue for office in offices])
    guaranteed = month.lever("equalisation")
    growth = (1.0 + month.lever("fiscal_growth")) ** max(month.year - FIRST_YEAR, 0)
    means = (guaranteed + (1.0 - guaranteed) * own) * growth
    people = np.bincount(places.street, places.people, len(month.levers)) * means
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
    own_money = w.fund_per_household * places.households
    money.receive(Account.MAINTENANCE, exists * (own_money + _swap_fees(issues, len(places), w)))


def _swap_fees(issues: Issues, places: int, w: PropertySide) -> np.ndarray:
    """Sum by neighbourhood the fees of parking spaces swapped with units, as the rules say (MECH-20).

    A swap is a parking issue that is solved, with a unit's pledge and written rules.
    """
    solved = (issues.stage == Stage.RESOLVED) & (issues.domain == Domain.PARKING)
    swaps = np.nonzero(solved & (issues.pledged > 0.0))[0]
    return w.swap_fee * np.bincount(issues.neighbourhood[swaps], issues.rules[swaps], places)
