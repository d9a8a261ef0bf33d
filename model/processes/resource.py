"""8 Resource: the needs of a decision are met by a coalition, or it waits, or it dies.

Authority comes through the platforms and departments, money from the maintenance fund, the autonomy
fund, the street's project money, the reserve and the units; expertise from social organisations and
the property company; venue from units. The weakest need limits, softly.

Reads: decisions, accounts, cooperation, contracts, links.
Writes: payments, pledges, fill, stage.
Chance: RESOURCE, PLEDGE.
Levers: project_money_share, instrumentality, voting_rule, tracking, duty_clarity, csr_incentive,
    public_spirit, countersign_weight, platform_integration, grid, property_coordination,
    committee_monopoly.
Holds: no payment beyond an account; more of one need never lowers the fill.
Source: REF-04, REF-15, REF-16; MECH-03, MECH-04, MECH-08, MECH-20, PLT-03, PROB-16; T08, T16;
    CLM-06, CLM-20.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.compiling import kernel
from gongzhi.agents.enterprise import Enterprise, Pledging
from gongzhi.agents.property_side import OwnersCommittee, PropertySide
from gongzhi.agents.street_office import StreetOffice
from gongzhi.agents.words import Arena, Domain, Scope, Segment, Stage
from gongzhi.scenarios.units import MONTHS

from ..activities import Activities, Slot
from ..books import Account, Money
from ..chance import Purpose
from ..crowd import Crowd
from ..explain_organisation import explain_pledge
from ..issues import Fact, Issues, Mover, Why
from ..limiting import weakest
from ..month import Month
from ..organisations import Organisations
from ..platforms import Platforms, authority
from ..voting import divide

__all__ = ["Resourcing", "resource"]

NEEDS = ("money", "authority", "expertise", "venue")
CROSS_STREET = int(Scope.CROSS_STREET)
OWNERS_PAY = (Domain.PROPERTY, Domain.PARKING, Domain.REPAIR)
PAYS = {
    Account.MAINTENANCE: Fact.OWNERS_PAID,
    Account.AUTONOMY: Fact.FUND_PAID,
    Account.PROJECTS: Fact.STREET_PAID,
    Account.RESERVE: Fact.RESERVE_PAID,
}


class Resourcing(NamedTuple):
    """How needs are met and how decisions die."""

    enough_money: float
    pace: float
    pace_fill: float
    stall: float
    patience: float
    owners_share: float
    salience_half: float
    reserve_severity: float
    unclear_duty: float
    venue_free: float
    venue_matters: float
    expertise_free: float
    pay_at_most: float
    monopoly_closes: float


class Payment(NamedTuple):
    """What was paid for an issue: its row, from where, yuan, and the account's owner."""

    row: int
    fact: Fact
    paid: float
    owner: int


def resource(
    month: Month,
    crowd: Crowd,
    organisations: Organisations,
    activities: Activities,
    issues: Issues,
    money: Money,
) -> None:
    """Meet the needs of decisions."""
    o, streets = organisations, len(month.levers)
    w = month.weights(Resourcing)
    rows = issues.at(Stage.DECIDED)
    _pledge(month, o.enterprises, issues, rows)
    if not len(rows):
        return
    _vote_on_funds(month, crowd.demand, activities, issues, rows, money)
    luck = month.draw(Purpose.RESOURCE, issues.key[rows])
    _pay(month, o.offices, o.owners_committees, issues, rows, luck, money, w)
    support = authority(month, o.parties, o.cooperation(streets))
    _meet(month, issues, rows, luck, support, o.expertise(streets), w)


def _pledge(month: Month, enterprises: list[Enterprise], issues: Issues, rows: np.ndarray) -> None:
    """Let units claim projects: each decides, and gives to what it cares about or what is talked of."""
    w, venue_matters = month.weights(Pledging), month.weights(Resourcing).venue_matters
    luck = month.draw(Purpose.PLEDGE, len(enterprises))[:, 0].tolist()
    recent = np.array([e.pledged_this_year for e in enterprises])
    streets = np.array([e.street for e in enterprises], int)
    total = np.bincount(streets, minlength=len(month.levers))
    peers = (np.bincount(streets, recent, len(month.levers)) / np.maximum(total, 1)).tolist()
    afforded = month.afforded.tolist()
    lacks = rows[(issues.need_money[rows] > issues.paid[rows] + issues.pledged[rows])
                 | (issues.need_venue[rows] > venue_matters)]  # fmt: skip
    for unit, draw in zip(enterprises, luck, strict=True):
        levers = month.levers[unit.street]
        incentive = levers.csr_incentive * afforded[unit.street]
        given = incentive, peers[unit.street], levers.public_spirit, draw
        willing = unit.will_pledge(*given, w)
        near = lacks[issues.street[lacks] == unit.street] if willing else lacks[:0]
        claimed = near[:0]
        if len(near):
            liking = issues.salience[near] + w.own_domain * (issues.domain[near] == unit.domain)
            claimed = near[np.argmax(liking), None]
            worth = unit.pledge(w)
            issues.pledged[claimed] += worth
            issues.note(claimed, month.number, Fact.PLEDGED, np.array([worth]), unit.row)
        if month.witness:
            to = [(int(row), Domain(int(issues.domain[row]))) for row in claimed]
            month.witness.see(explain_pledge, month.number, unit, *given, to, w)


def _vote_on_funds(
    month: Month,
    demand: np.ndarray,
    activities: Activities,
    issues: Issues,
    rows: np.ndarray,
    money: Money,
) -> None:
    """Let those who came to the fund's vote divide it among the projects of their neighbourhood."""
    a = activities
    for n in np.nonzero(a.open[:, Slot.BUDGET])[0]:
        voters = a.came[n, Slot.BUDGET, : Segment.MINOR]
        asks = rows[(issues.neighbourhood[rows] == n) & (issues.arena[rows] == Arena.COMMITTEE)]
        missing = issues.need_money[asks] - issues.paid[asks] - issues.pledged[asks]
        asks, missing = asks[missing > 1.0], missing[missing > 1.0]
        if not len(asks):
            continue
        street = issues.street[asks[0]]
        rule = month.lever("voting_rule")[street]
        gain = demand[street][: Segment.MINOR, issues.domain[asks]] * issues.severity[asks]
        chosen = divide(rule, missing, float(money.held[Account.AUTONOMY][n]), voters, gain)
        payments: list[Payment] = []
        for row, cost in zip(asks[chosen].tolist(), missing[chosen].tolist(), strict=True):
            _pay_from(Account.AUTONOMY, int(n), cost, row, issues, money, payments)
        _note(payments, month.number, issues)


def _pay(
    month: Month,
    offices: list[StreetOffice],
    owners: list[OwnersCommittee],
    issues: Issues,
    rows: np.ndarray,
    luck: np.ndarray,
    money: Money,
    w: Resourcing,
) -> None:
    """Pay for decisions in the order of who may decide: owners, the street, the reserve."""
    left = MONTHS - month.number % MONTHS
    for office in offices:
        levers = month.levers[office.street]
        lacks = issues.need_money[rows] - issues.paid[rows] - issues.pledged[rows] > 1.0
        mine = np.nonzero(lacks & (issues.street[rows] == office.street))[0]
        asks = rows[mine]
        taste = office.preference(issues.domain[asks], luck[mine, 0], levers.instrumentality)
        heard = issues.salience[asks] / (w.salience_half + issues.salience[asks])
        share = levers.project_money_share
        order = np.argsort(-(share * heard + (1.0 - share) * taste), kind="stable")
        budget = {
            account: min(1.0, w.pay_at_most / left) * money.held[account][office.street]
            for account in (Account.PROJECTS, Account.RESERVE)
        }
        payments: list[Payment] = []
        for row, draw in zip(asks[order].tolist(), luck[mine[order], 1].tolist(), strict=True):
            _pay_one(month, issues, row, draw, owners, budget, money, payments, w)
        _note(payments, month.number, issues)


def _pay_from(
    account: Account,
    owner: int,
    amount: float,
    row: int,
    issues: Issues,
    money: Money,
    payments: list[Payment],
) -> float:
    """Pay for one decision from an account, as far as it goes; return what was paid."""
    paid = money.pay(account, owner, amount)
    if paid > 0.0:
        issues.paid[row] += paid
        payments.append(Payment(row, PAYS[account], paid, owner))
    return paid


def _note(payments: list[Payment], month: int, issues: Issues) -> None:
    """Note payments for the stories of the issues."""
    if payments:
        rows, facts, paid, owners = (np.array(values) for values in zip(*payments, strict=True))
        issues.note(rows, month, facts, paid, owners)


def _pay_one(
    month: Month,
    issues: Issues,
    row: int,
    draw: float,
    owners: list[OwnersCommittee],
    budget: dict[Account, float],
    money: Money,
    payments: list[Payment],
    w: Resourcing,
) -> None:
    """Pay what is missing for one decision, as far as accounts and willingness go."""
    place, street = int(issues.neighbourhood[row]), int(issues.street[row])
    levers, p = month.levers[street], month.weights(PropertySide)
    coordination = levers.property_coordination * float(month.afforded[street])
    missing = float(issues.need_money[row] - issues.paid[row] - issues.pledged[row])
    paid = 0.0
    if issues.domain[row] in OWNERS_PAY and owners[place].agrees_to_pay(
        float(issues.agreement[row]), float(draw), coordination, p
    ):
        share = w.owners_share * missing
        paid += _pay_from(Account.MAINTENANCE, place, share, row, issues, money, payments)
    if levers.voting_rule == "officials":
        left = missing - paid
        paid += _pay_from(Account.AUTONOMY, place, left, row, issues, money, payments)
    for account, most in budget.items():
        severe = account != Account.RESERVE or issues.severity[row] >= w.reserve_severity
        if most > 0.0 and severe:
            ask = min(missing - paid, most)
            given = _pay_from(account, street, ask, row, issues, money, payments)
            budget[account] -= given
            paid += given


@kernel
def meet_needs(
    rows, street, domain, scope, ambiguity, paid, pledged, need_money, need_authority,
    need_expertise, need_venue, support, expertise, clarity, monopoly, linked, unlinked, w, met,
):  # fmt: skip
    """Fill ``met`` (m, needs): how far each of ``NEEDS`` is met."""
    for k in range(rows.shape[0]):
        i = rows[k]
        s, d = street[i], domain[i]
        met[k, 0] = 1.0
        if need_money[i] > 0:
            least, most = np.float32(1.0), np.float32(1.0)
            met[k, 0] = min((paid[i] + pledged[i]) / max(need_money[i], least), most)
        unclear = ambiguity[i] * (1.0 - clarity[s])
        reach = unlinked if scope[i] == CROSS_STREET and linked[s] == 0 else 1.0
        authority = support[s, d] * (1.0 - w.unclear_duty * unclear) * reach
        met[k, 1] = 1.0 - need_authority[i] * (1.0 - authority)
        room = 1.0 - w.monopoly_closes * monopoly[s]
        skill = w.expertise_free + (1.0 - w.expertise_free) * expertise[s, d] * room
        met[k, 2] = 1.0 - need_expertise[i] * (1.0 - skill)
        venue = w.venue_free + (1.0 - w.venue_free) * (pledged[i] > 0)
        met[k, 3] = 1.0 - need_venue[i] * (1.0 - venue)


def _meet(
    month: Month,
    issues: Issues,
    rows: np.ndarray,
    luck: np.ndarray,
    support: np.ndarray,
    expertise: np.ndarray,
    w: Resourcing,
) -> None:
    """See how far each decision's needs are met; begin, wait, or die."""
    i, street, p = issues, issues.street[rows], month.weights(Platforms)
    linked = month.choice("grid", {"none": 0.0, "street": 0.0, "district": 1.0})
    met = np.empty((len(rows), len(NEEDS)))
    meet_needs(
        rows, i.street, i.domain, i.scope, i.ambiguity, i.paid, i.pledged, i.need_money,
        i.need_authority, i.need_expertise, i.need_venue, support, expertise,
        month.lever("duty_clarity"), month.lever("committee_monopoly"), linked, p.unlinked, w, met,
    )  # fmt: skip
    funded = met[:, 0].astype(np.float32)
    fill = weakest(met, p.ces, p.ces_floor)
    issues.fill[rows] = fill
    begins = (luck[:, 2] < w.pace * fill**w.pace_fill) & (funded >= w.enough_money)
    waited = month.number - issues.since[rows]
    tracked = month.delivered("tracking", street)
    dropped = ~begins & (luck[:, 3] < w.stall * (1.0 - tracked))
    unfunded = ~begins & ~dropped & (waited > w.patience) & (funded < w.enough_money)
    number = month.number
    issues.note(rows[begins], number, Fact.FILL, fill[begins])
    issues.move(
        rows[begins], Stage.RESOURCED, number, Mover.PLATFORM, street[begins], Why.NEEDS_MET
    )
    for mask, why in ((dropped, Why.NOBODY_FOLLOWED_UP), (unfunded, Why.UNFUNDED)):
        ended = rows[mask]
        issues.move(ended, Stage.STALLED, number, Mover.HOLDER, issues.neighbourhood[ended], why)
        issues.news[ended] = -1.0
        issues.power_seen[ended] = 0.0
