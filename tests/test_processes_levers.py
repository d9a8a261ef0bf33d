"""Levers: what none of it means, what more of it costs, and what happens when it is not paid for."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongzhi.model.books import Account
from gongzhi.model.running_costs import Prices, Size, claims, pay_running_costs, task_money
from gongzhi.scenarios import Levers, default_book, lever_fields

PRICES = default_book().section(Prices)
STREET = Size(
    people=100_000.0, committees=25.0, buildings=2_000.0, teams=125.0, units=60.0,
    volunteer_hours=3_000.0,
)  # fmt: skip

# A lever at nothing, the mechanism that is then gone, and the lever at something. Where the lever is
# at nothing, no value of the mechanism's parameters may change a run; at something it must.
NOTHING = {
    "admission_filter": (0.0, {"street_time.rebound": 0.9, "prices.admission": 20_000.0}, 0.5),
    "affairs_station": (0.0, {"street_time.station_capacity": 50.0, "prices.station_staff": 6.0}, 1.0),
    "affairs_disclosure": (0.0, {"channels.disclosure_informs": 1.0, "prices.disclosure": 50.0}, 0.7),
    "affair_typing": (False, {"agenda_rules.typing_gain": 0.5}, True),
    "autonomy_fund_per_household": (0.0, {"activity_hours.budget_stake": 1.0}, 60.0),
    "block_linkage": (0.0, {"prices.linking": 1000.0}, 1.0),
    "building_groups": (0.0, {"activity_hours.building_pull": 0.8, "prices.building_group": 200.0}, 0.8),
    "committee_training": (0.0, {"committee_time.skill_training": 0.6}, 100.0),
    "committee_monopoly": (0.0, {"agenda_rules.monopoly_handling": 1.0}, 1.0),
    "countersign_weight": (0.0, {"cooperation.countersigned": 1.0}, 1.0),
    "csr_incentive": (0.0, {"pledging.incentive": 2.0}, 5000.0),
    "duty_clarity": (0.0, {"cooperation.clear_duty": 0.8}, 0.8),
    "hearing_meeting": (False, {"activity_hours.hearing_pull": 0.5}, True),
    "information_platform": (0.0, {"prices.platform_head": 30.0}, 0.5),
    "instrumentality": (0.0, {"deliberation.override": 2.0, "work.instrumental_loss": 0.6}, 0.8),
    "interest_groups": (0.0, {"channels.interest_reach": 0.6}, 2.0),
    "local_members": (0.0, {"noticing.local_member": 0.3}, 1.0),
    "mediation_per_head": (0.0, {"agenda_rules.mediation_case": 10_000.0}, 5.0),
    "neighbour_point_grant": (0.0, {"services.neighbour_point": 0.8}, 1000.0),
    "notices": (0.0, {"channels.notice_reach": 0.6}, 2.0),
    "online_groups": (0.0, {"channels.online_reach": 0.9, "noticing.online": 3.0}, 2.0),
    "owners_committee_support": (0.0, {"property_side.set_up": 0.8, "property_side.vetting": 0.5}, 1.0),
    "property_coordination": (0.0, {"property_side.coordination": 1.0}, 1.0),
    "report_to_meeting": (False, {"reporting.evidence": 2.0, "prices.report": 5_000.0}, True),
    "task_money_share": (0.0, {"prices.task_hour": 80.0}, 0.02),
    "unit_seats": (0.0, {"pledging.seat_link": 0.5, "prices.unit_seats": 20_000.0}, 0.6),
    "tracking": (0.0, {"prices.tracking_committee": 6_000.0}, 1.0),
    "volunteer_support": (0.0, {"activity_hours.support_pull": 1.0}, 10.0),
}  # fmt: skip
TIGHT = {"running_money_per_head": 5.0}  # so that prices bind
BESIDE = {
    "autonomy_fund_per_household": {"voting_rule": "greedy"},
    "task_money_share": {"running_money_per_head": 8.0},
    "committee_monopoly": {"assisted_tasks": 170.0},
}


def run(street, book=None):
    """Live a year and a half, perhaps by another book, and return what residents and issues became."""
    street.book = book or street.book
    for _ in range(18):
        street.step()
    tables = street.people, street.issues, street.places
    return [getattr(table, name) for table in tables for name in table.columns]


def same(one, other) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def within(parameters: dict[str, float]) -> dict[str, float]:
    """Keep parameters inside their ranges, whatever these are at present."""
    book = default_book().parameters
    return {p: min(max(v, book[p].low), book[p].high) for p, v in parameters.items()}


@pytest.mark.parametrize("lever", list(NOTHING))
def test_a_lever_at_zero_is_its_mechanism_removed(new_street, founded, lever):
    zero, mechanism, some = NOTHING[lever]
    other, beside = founded.book.changed(**within(mechanism)), TIGHT | BESIDE.get(lever, {})
    for value, is_gone in ((zero, True), (some, False)):
        runs = [run(new_street(**beside, **{lever: value}), book) for book in (None, other)]
        assert same(*runs) == is_gone, value


# --- what levers cost ----------------------------------------------------------------------------

FREE = Levers(
    **{name: field.metadata[0].ge if field.annotation in (int, float) else field.default
       for name, (_, field) in lever_fields().items()}
).changed(
    grid="none", coordination_meeting=False, local_members=0.0, committee_staff=7.0, party_units=30,
    assisted_tasks=100.0,
)  # fmt: skip
CLAIMED_BY = {
    "committees": ("survey_committee", "dialogue_committee", "supervision_committee"),
    "grid": ("grid",),
    "agenda_rule": ("agenda_rule",),
    "voting_rule": ("voting_rule",),
    "delegates_chosen": ("delegates_chosen",),
}
RISING = {
    "grid": ("none", "street", "district"),
    "agenda_rule": ("ad-hoc", "top-down", "full"),
    "voting_rule": ("officials", "knapsack"),
    "delegates_chosen": ("recommended", "lot", "elected"),
}


@pytest.mark.parametrize("claim", list(claims(FREE, STREET, PRICES)))
def test_each_lever_that_is_run_costs_more_when_it_is_set_higher(claim):
    for lever in CLAIMED_BY.get(claim, (claim,)):
        field = lever_fields()[lever][1]
        if field.annotation is bool:
            values = (False, True)
        elif lever in RISING:
            values = RISING[lever]
        else:
            low, high = field.metadata[0].ge, field.metadata[1].le
            values = (max(low, 7.0) if lever == "committee_staff" else low, (low + high) / 2, high)
        costs = [claims(FREE.changed(**{lever: value}), STREET, PRICES) for value in values]
        rising = [cost[claim] for cost in costs]
        assert all(low < high for low, high in pairwise(rising)), lever
        assert sum(costs[-1].values()) > sum(costs[0].values())


def test_what_costs_nothing_is_free():
    assert sum(claims(FREE, STREET, PRICES).values()) == 0


def test_staff_below_the_posts_that_the_district_pays_earns_the_street_nothing():
    few, posts = (
        claims(FREE.changed(committee_staff=staff), STREET, PRICES)["committee_staff"]
        for staff in (3.0, PRICES.posts)
    )
    assert few == posts == 0


def test_money_that_travels_with_tasks_is_their_share_of_hours_at_the_price_of_an_hour():
    levers = Levers(task_money_share=0.25)
    assert task_money(levers, 700.0, 25.0, PRICES) == 0.25 * 700 * 25 * PRICES.task_hour


def pay(street, running, month=0, **levers):
    """Give a street this running money and let it pay a month; return what it could afford."""
    money = street.money
    money.give_back(Account.RUNNING)
    money.receive(Account.RUNNING, running)
    chosen = [FREE.changed(**levers)]
    return pay_running_costs(month, chosen, [STREET], np.zeros(1), money, PRICES)[0]


@given(running=st.floats(1, 5e6), month=st.integers(-60, 200), tracking=st.floats(0.01, 1.0))
def test_a_street_pays_what_it_can_and_spreads_what_is_left_over_the_year(
    new_street, running, month, tracking
):
    street = new_street()
    spent = street.money.spent[Account.RUNNING][0]
    afforded = pay(street, running, month, tracking=tracking, grid="street")
    wanted = sum(claims(FREE.changed(tracking=tracking, grid="street"), STREET, PRICES).values())
    ready = running / (12 - month % 12)
    assert afforded == pytest.approx(min(ready / wanted, 1.0), rel=1e-6)
    paid = street.money.spent[Account.RUNNING][0] - spent
    assert paid == pytest.approx(min(ready, wanted), abs=1e-6)
    assert (afforded < 1) == (ready < wanted)


def test_a_street_that_runs_nothing_affords_all_of_it(new_street):
    assert pay(new_street(), 0.0) == 1.0


def test_when_money_is_short_less_than_all_is_delivered(new_street):
    run_much = {"task_money_share": 0.0, "tracking": 1.0, "party_meetings": 24.0}
    rich = new_street(running_money_per_head=400.0, **run_much)
    poor = new_street(running_money_per_head=10.0, **run_much)
    for _ in range(24):
        rich.step()
        poor.step()
        assert rich.afforded == 1.0
        assert 0 < poor.afforded < 0.3
    assert poor.organisations.parties[0].strength < rich.organisations.parties[0].strength


def test_without_any_running_money_nothing_that_costs_is_delivered(new_street, month_of):
    street = new_street(running_money_per_head=0.0, task_money_share=0.0, tracking=1.0)
    street.step()
    assert street.afforded == 0.0
    assert month_of(street, afforded=0.0).delivered("tracking") == 0.0


def test_a_package_that_is_not_paid_for_starves_itself(new_street):
    """The same reforms with less running money: fewer people are reached, and less is followed up."""
    package = {
        "information_platform": 1.0, "tracking": 1.0, "committee_staff": 14.0,
        "affairs_station": 1.0, "committee_training": 150.0,
    }  # fmt: skip
    paid, starved = (
        new_street(running_money_per_head=money, task_money_share=0.0, **package)
        for money in (400.0, 5.0)
    )
    for _ in range(24):
        paid.step()
        starved.step()
    assert paid.people.awareness.mean() > starved.people.awareness.mean() + 0.02
    assert paid.hours.self_governance().sum() > 1.3 * starved.hours.self_governance().sum()
