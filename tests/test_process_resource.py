"""Resource: who pays for what, and what is begun (8)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongzhi.agents.property_side import OwnersCommittee
from gongzhi.agents.words import Arena, Domain, Scope, Segment, Stage
from gongzhi.model.activities import Activities, Slot
from gongzhi.model.books import Account
from gongzhi.model.processes import carry_out, resource
from gongzhi.model.voting import divide
from gongzhi.scenarios import default_book

FROM = (Account.PROJECTS, Account.RESERVE, Account.AUTONOMY, Account.MAINTENANCE)
RESIDENTS_RULES = ("greedy", "knapsack", "equal-shares", "quadratic")


def decisions(street, **columns):
    """Make every issue a fresh decision of its neighbourhood that needs money, and little else."""
    issues = street.issues
    issues.stage[:], issues.since[:] = Stage.DECIDED, street.month_number
    issues.arena[:], issues.scope[:] = Arena.COMMITTEE, Scope.NEIGHBOURHOOD
    issues.paid[:] = issues.pledged[:] = issues.need_authority[:] = 0.0
    issues.need_expertise[:] = issues.need_venue[:] = 0.0
    issues.need_money[:] = 10_000.0
    for name, value in columns.items():
        getattr(issues, name)[:] = value
    return issues


def find_means(street, month, a=None):
    """Resource the decisions; return what each account paid."""
    money = street.money
    before = {account: spent.copy() for account, spent in money.spent.items()}
    resource(
        month, street.crowd, street.organisations, a or Activities(len(street.places)),
        street.issues, money,
    )  # fmt: skip
    return {account: money.spent[account] - before[account] for account in money.spent}


def fund(street, held):
    """Give each account what it holds, and nothing to the others."""
    for account in Account:
        street.money.give_back(account)
    for account, amount in held.items():
        street.money.receive(account, amount)


@settings(max_examples=40)
@given(
    st.lists(st.floats(0, 300_000), min_size=4, max_size=4),
    st.floats(10, 1e6),
    st.sampled_from(["officials", *RESIDENTS_RULES]),
    st.floats(0, 1),
    st.integers(0, 23),
)
def test_no_payment_goes_beyond_an_account(lived_street, month_of, held, need, rule, heard, number):
    street = lived_street()
    issues = decisions(street, need_money=need)
    fund(street, dict(zip(FROM, held, strict=True)))
    had = {account: amount.copy() for account, amount in street.money.held.items()}
    a = Activities(len(street.places))
    a.open[:, Slot.BUDGET] = rule != "officials"
    a.came[:, Slot.BUDGET, :6] = 10
    month = month_of(street, number=number, voting_rule=rule, project_money_share=heard)
    paid = find_means(street, month, a)
    for account, amount in paid.items():
        assert (amount <= had[account] + 1e-6).all()
        assert (amount >= 0).all()
    assert issues.paid.sum() == pytest.approx(
        sum(amount.sum() for amount in paid.values()), rel=1e-4, abs=0.01
    )
    assert (issues.paid <= need * 1.0001).all()


@pytest.mark.parametrize("means", ["paid", "need_authority", "need_expertise", "need_venue"])
def test_a_need_that_is_better_met_never_lowers_the_fill(lived_street, month_of, means):
    fills = []
    for met in (0.0, 0.3, 0.6, 1.0):
        street = lived_street()
        for unit in street.organisations.enterprises:
            unit.link, unit.csr, unit.member = -99.0, 0.0, False  # none pledges
        fund(street, {})
        needs = {"need_authority": 0.5, "need_expertise": 0.5, "need_venue": 0.5, "paid": 5_000.0}
        needs[means] = 10_000.0 * met if means == "paid" else 1.0 - met
        issues = decisions(street, **needs)
        find_means(street, month_of(street))
        fills.append(issues.fill.copy())
    assert (np.diff(fills, axis=0) >= -1e-6).all()
    assert (fills[-1] > fills[0]).all()


def test_no_work_begins_without_enough_money(lived_street, month_of):
    enough = default_book().parameters["resourcing.enough_money"].value
    for funded, begins in ((enough - 0.01, False), (enough + 0.01, True)):
        street = lived_street()
        issues = decisions(street, paid=10_000.0 * funded, ambiguity=0.0)
        for unit in street.organisations.enterprises:
            unit.link, unit.csr, unit.member = -99.0, 0.0, False
        fund(street, {})
        find_means(street, month_of(street))
        assert (issues.stage == Stage.RESOURCED).any() == begins


def test_decisions_that_wait_too_long_for_money_die_unfunded(lived_street, month_of):
    street = lived_street()
    fund(street, {})
    patience = int(street.book.parameters["resourcing.patience"].value)
    issues = decisions(street, since=street.month_number - patience - 1)
    issues.since[::2] = street.month_number
    before = len(issues.log())
    find_means(street, month_of(street, tracking=1.0))
    ended = issues.log()[before:]
    assert (issues.stage[1::2] == Stage.STALLED).sum() == (ended.why == "unfunded").sum() > 5
    assert not (issues.stage[::2] == Stage.STALLED).any()
    assert (issues.news[issues.stage == Stage.STALLED] == -1).all()


def test_full_tracking_lets_nobody_drop_a_decision_or_a_project(lived_street, month_of):
    stalled = []
    for tracking in (0.0, 1.0):
        street = lived_street()
        issues = decisions(street, need_money=0.0)
        for number in range(12):
            find_means(street, month_of(street, number=number, tracking=tracking))
            issues.stage[issues.stage == Stage.RESOURCED] = Stage.DECIDED
            month = month_of(street, number=number, tracking=tracking)
            under_way = issues.stage[::2].copy()
            issues.stage[::2] = np.where(under_way == Stage.DECIDED, Stage.UNDER_WAY, under_way)
            carry_out(month, street.organisations.committees, issues)
        stalled.append((issues.stage == Stage.STALLED).sum())
    assert stalled[0] > 5
    assert stalled[1] == 0


def projects(street, voters, rule, month_of, held):
    """Let a fund of so much in each neighbourhood be divided; return what each project got."""
    issues = decisions(street)
    issues.need_money[:] = np.linspace(3_000, 20_000, len(issues))
    fund(street, {Account.AUTONOMY: held})
    a = Activities(len(street.places))
    a.open[:, Slot.BUDGET] = True
    a.came[:, Slot.BUDGET, : len(voters)] = voters
    month = month_of(street, voting_rule=rule)
    paid = find_means(street, month, a)
    assert paid[Account.AUTONOMY].sum() == pytest.approx(issues.paid.sum(), rel=1e-5)
    return issues


@pytest.mark.parametrize("rule", RESIDENTS_RULES)
def test_an_autonomy_fund_pays_the_chosen_projects_whole_and_no_others(
    lived_street, month_of, rule
):
    voters, held = np.array([12, 3, 9, 2, 4, 1, 0]), 40_000.0
    street = lived_street()
    for unit in street.organisations.enterprises:
        unit.link, unit.csr, unit.member = -99.0, 0.0, False
    issues = projects(street, voters, rule, month_of, held)
    bought = issues.paid > 0
    for n in range(len(street.places)):
        asks = np.nonzero(issues.neighbourhood == n)[0]
        gain = street.crowd.demand[0][: Segment.MINOR, issues.domain[asks]] * issues.severity[asks]
        chosen = divide(rule, issues.need_money[asks].astype(float), held, voters, gain)
        assert (bought[asks] == chosen).all()
        assert 0 < chosen.sum() < len(asks)
    assert issues.paid[bought] == pytest.approx(issues.need_money[bought])


@pytest.mark.parametrize("rule", RESIDENTS_RULES)
def test_an_autonomy_fund_of_residents_pays_nothing_if_nobody_votes(lived_street, month_of, rule):
    assert not projects(lived_street(), [0] * 7, rule, month_of, 40_000.0).paid.any()


def test_officials_spend_an_autonomy_fund_without_a_vote(lived_street, month_of):
    street = lived_street()
    issues = decisions(street)
    fund(street, {Account.AUTONOMY: 40_000.0})
    paid = find_means(street, month_of(street, voting_rule="officials"))
    assert paid[Account.AUTONOMY].sum() == pytest.approx(issues.paid.sum())
    assert issues.paid.sum() > 0


def test_a_maintenance_fund_pays_for_what_owners_own_and_half_of_it(lived_street, month_of):
    street = lived_street()
    owners: list[OwnersCommittee] = street.organisations.owners_committees
    for owner in owners:
        owner.exists, owner.capture = True, 0.0
    owners[1].exists, owners[2].capture = False, 1.0
    issues = decisions(street, agreement=1.0)
    fund(street, {Account.MAINTENANCE: 1e6})
    find_means(street, month_of(street))
    own = np.isin(issues.domain, [Domain.PROPERTY, Domain.PARKING, Domain.REPAIR])
    pays = own & (issues.neighbourhood == 0) & (issues.pledged == 0)
    assert pays.any()
    assert issues.paid[pays] == pytest.approx(5_000.0)
    assert not issues.paid[~own | (issues.neighbourhood > 0)].any()


def test_the_reserve_opens_only_for_what_is_severe(lived_street, month_of):
    street = lived_street()
    severe = street.book.parameters["resourcing.reserve_severity"].value
    issues = decisions(street)
    issues.severity[:] = severe - 0.01
    issues.severity[::2] = severe + 0.01
    fund(street, {Account.RESERVE: 1e7})
    find_means(street, month_of(street))
    assert issues.paid[::2].all()
    assert not issues.paid[1::2].any()


def test_a_month_spends_no_more_than_its_part_of_the_project_money(lived_street, month_of):
    at_most = default_book().parameters["resourcing.pay_at_most"].value
    for number, left in ((0, 12), (6, 6), (11, 1)):
        street = lived_street()
        decisions(street, need_money=1e6)
        fund(street, {Account.PROJECTS: 120_000.0})
        paid = find_means(street, month_of(street, number=number))
        assert paid[Account.PROJECTS][0] == pytest.approx(min(1.0, at_most / left) * 120_000)


def test_units_pledge_to_what_lacks_and_their_gifts_are_counted_once(lived_street, month_of):
    street = lived_street()
    issues = decisions(street)
    given = sum(unit.given for unit in street.organisations.enterprises)
    fund(street, {})
    for number in range(24):
        find_means(street, month_of(street, number=number, csr_incentive=5000.0))
        issues.stage[:] = Stage.DECIDED
    gifts = sum(unit.given for unit in street.organisations.enterprises) - given
    assert gifts == pytest.approx(issues.pledged.sum(), rel=1e-5)
    assert gifts > 0
