"""The books: money, hours and issues balance, or the run stops and says where."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongzhi.agents.words import Stage
from gongzhi.model import CommunityModel
from gongzhi.model.books import (
    SELF_GOVERNANCE,
    STREET_ACCOUNTS,
    Account,
    BookError,
    Hours,
    Money,
    Use,
    check_issues,
)
from gongzhi.model.issues import ENDS, OPEN, Issues, Mover, Why

STREETS, PLACES = 2, 3
OWNERS = {a: STREETS if a in STREET_ACCOUNTS else PLACES for a in Account}

amounts = st.floats(0, 1e9)
flows = st.lists(
    st.tuples(
        st.sampled_from(["receive", "pay", "give back"]),
        st.sampled_from(list(Account)),
        st.integers(0, 1),
        amounts,
    ),
    max_size=40,
)


def totals(money: Money) -> dict[str, float]:
    """Add up everything that was received, spent and held."""
    return {
        name: sum(float(a.sum()) for a in getattr(money, name).values())
        for name in ("received", "spent", "held")
    }


def test_streets_and_neighbourhoods_have_accounts_of_their_own():
    money = Money(STREETS, PLACES)
    for account in Account:
        assert len(money.held[account]) == OWNERS[account]
    assert OWNERS[Account.RUNNING] == STREETS
    assert OWNERS[Account.AUTONOMY] == OWNERS[Account.MAINTENANCE] == PLACES


@given(flows)
def test_whatever_is_received_paid_and_given_back_the_book_balances(moves):
    money = Money(STREETS, PLACES)
    for move, account, owner, amount in moves:
        if move == "receive":
            money.receive(account, amount)
        elif move == "pay":
            before = float(money.held[account][owner])
            paid = money.pay(account, owner, amount)
            assert paid == min(amount, before)
            assert money.held[account][owner] == before - paid
        else:
            money.give_back(account)
            assert (money.held[account] == 0).all()
        assert min(float(held.min()) for held in money.held.values()) >= 0
        money.check(0)
    assert totals(money)["spent"] <= totals(money)["received"] * (1 + 1e-9) + 0.01


def test_nobody_can_pay_more_than_an_account_holds():
    money = Money(STREETS, PLACES)
    money.receive(Account.PROJECTS, np.array([100.0, 7.0]))
    assert money.pay(Account.PROJECTS, 0, 250.0) == 100.0
    assert money.pay(Account.PROJECTS, 0, 1.0) == 0.0
    assert money.held[Account.PROJECTS].tolist() == [0.0, 7.0]
    assert money.spent[Account.PROJECTS].tolist() == [100.0, 0.0]


def test_a_negative_payment_pays_nothing_and_fetches_nothing():
    money = Money(STREETS, PLACES)
    money.receive(Account.RESERVE, 10.0)
    assert money.pay(Account.RESERVE, 1, -5.0) == 0.0
    assert money.held[Account.RESERVE].tolist() == [10.0, 10.0]


def test_money_given_back_counts_neither_as_received_nor_as_spent():
    money = Money(STREETS, PLACES)
    money.receive(Account.AUTONOMY, np.array([10.0, 20.0, 30.0]))
    money.receive(Account.MAINTENANCE, 5.0)
    money.pay(Account.AUTONOMY, 1, 15.0)
    money.give_back(Account.AUTONOMY)
    assert money.received[Account.AUTONOMY].tolist() == [0.0, 15.0, 0.0]
    assert money.spent[Account.AUTONOMY].tolist() == [0.0, 15.0, 0.0]
    assert money.held[Account.AUTONOMY].tolist() == [0.0, 0.0, 0.0]
    assert money.held[Account.MAINTENANCE].tolist() == [5.0, 5.0, 5.0]
    money.check(0)


@pytest.mark.parametrize("column", ["received", "spent", "held"])
@pytest.mark.parametrize("account", list(Account))
def test_a_tampered_account_stops_with_month_account_owner_and_difference(account, column):
    money = Money(STREETS, PLACES)
    money.receive(account, 1000.0)
    money.pay(account, 0, 400.0)
    money.check(7)
    getattr(money, column)[account][1] += 12.5
    off = "12.50" if column == "received" else "-12.50"
    with pytest.raises(BookError) as stopped:
        money.check(8)
    message = str(stopped.value)
    assert message.startswith(f"month 8: money account {account.name.lower()} 1:")
    assert f"= {off} yuan" in message


def test_an_account_below_zero_stops_the_run_even_if_it_adds_up():
    money = Money(STREETS, PLACES)
    money.receive(Account.SERVICES, 100.0)
    money.held[Account.SERVICES][0] -= 130.0
    money.spent[Account.SERVICES][0] += 130.0
    with pytest.raises(BookError, match=r"services 0: .* held = -30\.00 yuan"):
        money.check(3)


@pytest.mark.parametrize("column", ["received", "spent", "held"])
def test_an_account_that_is_not_a_number_stops_the_run(column):
    money = Money(STREETS, PLACES)
    money.receive(Account.RUNNING, 100.0)
    getattr(money, column)[Account.RUNNING][0] = math.nan
    with pytest.raises(BookError, match="month 2: money account running 0"):
        money.check(2)


def test_rounding_over_many_payments_does_not_stop_the_run():
    money = Money(1, 1)
    money.receive(Account.PROJECTS, 1e8)
    for k in range(20_000):
        money.pay(Account.PROJECTS, 0, 0.1 + k / 7)
    money.check(0)


def hours_of_a_month() -> Hours:
    """Return the hours of three committees that have used some and idled the rest."""
    hours = Hours(3)
    hours.open(np.array([100.0, 200.0, 0.0]))
    hours.use(Use.ADMINISTRATION, np.array([60.0, 50.0, 0.0]))
    hours.use(Use.MEETINGS, np.array([10.0, 20.0, 0.0]))
    hours.use(Use.MEETINGS, np.array([0.0, 5.0, 0.0]))
    hours.use(Use.CASES, np.array([1.0, 2.0, 0.0]))
    hours.use(Use.OUTREACH, np.array([4.0, 0.0, 0.0]))
    hours.use(Use.IDLE, hours.available - hours.used.sum(axis=1))
    return hours


def test_hours_used_and_idle_add_up_to_those_available():
    hours = hours_of_a_month()
    hours.check(0)
    assert hours.used[:, Use.IDLE].tolist() == [25.0, 123.0, 0.0]


def test_self_governance_is_outreach_meetings_and_cases():
    assert set(SELF_GOVERNANCE) == {Use.OUTREACH, Use.MEETINGS, Use.CASES}
    assert hours_of_a_month().self_governance().tolist() == [15.0, 27.0, 0.0]


def test_a_new_month_forgets_the_hours_used():
    hours = hours_of_a_month()
    hours.open(np.zeros(3))
    assert not hours.used.any()
    hours.check(1)


def test_tampered_hours_stop_with_month_committee_and_difference():
    hours = hours_of_a_month()
    hours.used[1, Use.TICKETS] += 2.25
    with pytest.raises(BookError) as stopped:
        hours.check(-4)
    assert str(stopped.value) == (
        "month -4: hours of committee 1: available - used - idle = -2.2500 hours"
    )


def test_hours_below_zero_stop_the_run_even_if_they_add_up():
    hours = hours_of_a_month()
    hours.used[0, Use.TICKETS] -= 3.0
    hours.used[0, Use.IDLE] += 3.0
    with pytest.raises(BookError, match="month 0: hours of committee 0"):
        hours.check(0)


def test_hours_that_are_not_a_number_stop_the_run():
    hours = hours_of_a_month()
    hours.used[2, Use.CASES] = math.nan
    with pytest.raises(BookError, match="month 0: hours of committee 2"):
        hours.check(0)


def test_every_stage_of_an_issue_is_either_open_or_an_end():
    assert sorted((*OPEN, *ENDS)) == list(Stage)


def test_issues_balance_through_every_stage_and_stop_where_one_is_lost():
    issues = Issues()
    issues.add(len(Stage), 0)
    check_issues(issues, len(Stage), 0)
    for row, stage in enumerate(Stage):
        issues.move(np.array([row]), stage, 3, Mover.RESIDENT, 0, Why.VOICED)
    check_issues(issues, len(Stage), 3)
    with pytest.raises(BookError) as stopped:
        check_issues(issues, len(Stage) + 2, 4)
    assert str(stopped.value) == "month 4: issues: arisen 12 - open 6 - closed 4 = 2"


def test_an_issue_at_no_known_stage_stops_the_run():
    issues = Issues()
    issues.add(3, 0)
    issues.stage[1] = len(Stage)
    with pytest.raises(BookError, match=r"month 5: issues: .* = 1$"):
        check_issues(issues, 3, 5)


@pytest.fixture
def classroom() -> CommunityModel:
    return CommunityModel("classroom", rng=1, months=3, spin_up=0)


def tamper_with_money(model: CommunityModel) -> None:
    model.money.spent[Account.MAINTENANCE][0] += 1.0


def tamper_with_issues(model: CommunityModel) -> None:
    model.arisen += 1


@pytest.mark.parametrize(
    ("tamper", "message"),
    [
        (tamper_with_money, r"month 1: money account maintenance 0: .* = -1\.00 yuan"),
        (tamper_with_issues, r"month 1: issues: .* = 1$"),
    ],
)
def test_a_run_stops_in_the_month_in_which_a_book_is_tampered_with(classroom, tamper, message):
    classroom.step()
    tamper(classroom)
    with pytest.raises(BookError, match=message):
        classroom.step()
