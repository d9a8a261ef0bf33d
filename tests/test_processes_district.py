"""A district: streets of unequal revenue, towns, and what passes between streets."""

import numpy as np
import pandas as pd
import pytest

from gongzhi.experiments import compare
from gongzhi.model import CommunityModel
from gongzhi.model.books import STREET_ACCOUNTS, Hours, Use
from gongzhi.model.measures import MEASURES
from gongzhi.model.pooling import pool_block, pool_streets
from gongzhi.model.yearly import make_budget, spread_reforms
from gongzhi.scenarios import load_case, load_text

SMALL = {
    "residents": 6000, "neighbourhoods": 8, "streets": 4, "towns": 1, "revenue_spread": 0.5,
    "spin_up": 6, "months": 14,
}  # fmt: skip


@pytest.fixture(scope="module")
def district() -> CommunityModel:
    """Return a district of three streets and a town that has lived a year."""
    return CommunityModel(**SMALL, rng=4).run()


def per_head(model, **levers):
    """Return project money per head of each street in a fresh year."""
    case = load_case("baseline-2013", **SMALL, **levers)
    street = CommunityModel(case, rng=4)
    month = street._open_month()
    o, money = street.organisations, street.money
    make_budget(month, street.places, o.offices, o.owners_committees, street.issues, money)
    held = sum(money.held[account] for account in STREET_ACCOUNTS)
    people = np.bincount(street.places.street, street.places.people)
    return held / people, people


def test_neighbourhoods_are_dealt_to_streets_in_order_and_evenly(district):
    assert district.places.street.tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert district.case.setting.street_names == ("street-01", "street-02", "street-03", "town-04")
    for kind in ("offices", "parties"):
        assert [one.street for one in getattr(district.organisations, kind)] == [0, 1, 2, 3]


def test_a_town_has_more_people_for_each_post(district):
    crowd = district.places.people / district.places.planned_people
    assert crowd[:6] == pytest.approx(1.0, abs=0.05)
    assert (crowd[6:] > 1.4).all()
    load = [committee.load for committee in district.organisations.committees]
    assert min(load[6:]) > max(load[:6])


def test_nobody_has_a_neighbour_in_another_street(district):
    a, b, _ = district.neighbour_ties.pairs()
    street = district.places.street[district.people.neighbourhood]
    assert (street[a] == street[b]).all()
    place = district.people.neighbourhood
    assert (place[a] != place[b]).any()


def test_revenue_differs_and_its_mean_over_people_is_one(district):
    revenue = np.array([office.revenue for office in district.organisations.offices])
    start = CommunityModel(**SMALL, rng=4)
    people = np.bincount(start.places.street, start.places.people)
    assert (revenue * people).sum() / people.sum() == pytest.approx(1.0, abs=0.01)
    assert revenue.max() > 1.3 * revenue.min()


def test_fully_equalised_streets_have_the_same_per_head(district):
    unequal, _ = per_head(district, equalisation=0.0)
    equal, _ = per_head(district, equalisation=1.0)
    assert equal == pytest.approx(equal[0])
    assert unequal.max() > 1.3 * unequal.min()


def test_equalisation_moves_money_and_makes_none(district):
    totals = [(held * people).sum() for held, people in
              (per_head(district, equalisation=share) for share in (0.0, 0.4, 1.0))]  # fmt: skip
    assert totals == pytest.approx([totals[0]] * 3, rel=1e-9)


def test_balanced_staff_follows_people_and_no_post_is_made():
    staff = {}
    for share in (0.0, 1.0):
        model = CommunityModel("baseline-2013", **SMALL, staff_balance=share, rng=4)
        model.step()
        staff[share] = np.array([c.staff for c in model.organisations.committees])
    assert staff[0.0] == pytest.approx(staff[0.0][0])
    assert (staff[1.0][6:] > 1.2 * staff[1.0][0]).all()
    assert staff[1.0].sum() == pytest.approx(staff[0.0].sum(), rel=0.01)


def test_staff_cannot_be_balanced_within_one_street():
    one = {**SMALL, "streets": 1, "towns": 0}
    for share in (0.0, 1.0):
        model = CommunityModel("baseline-2013", **one, staff_balance=share, rng=4)
        model.step()
        staff = np.array([c.staff for c in model.organisations.committees])
        assert staff == pytest.approx(staff[0])


def test_a_reform_of_one_street_leaves_the_hours_of_the_others_alone():
    text = (
        f'extends = "baseline-2013"\n{SETTING}[[reform]]\nfrom = 3\nstreets = ["street-02"]\n'
        "burden.assisted_tasks = 37.0\n"
    )
    runs = [
        CommunityModel(load_text(t, **SMALL), rng=4).run().series
        for t in (text, 'extends = "baseline-2013"\n')
    ]
    one, other = (run[run["segment"] == "all"].pivot(index="month", columns="street",
                  values="admin_share") for run in runs)  # fmt: skip
    assert (one.loc[4:, 1] < other.loc[4:, 1] - 0.05).all()
    pd.testing.assert_frame_equal(one[[0, 2, 3]], other[[0, 2, 3]])


SETTING = "[setting]\nstreets = 4\ntowns = 1\nneighbourhoods = 8\n"
SPREADING = (
    f'extends = "baseline-2013"\nmonths = 1200\n{SETTING}[[reform]]\nfrom = 0\n'
    'streets = ["street-01"]\nspreads = 1.0\nburden.assisted_tasks = 37.0\n'
)


def test_how_busy_a_street_is_is_the_share_of_its_committees_time_in_administration():
    hours = Hours(3)
    hours.open(np.array([100.0, 300.0, 200.0]))
    hours.use(Use.ADMINISTRATION, np.array([50.0, 30.0, 0.0]))
    assert hours.administered(np.array([0, 0, 2]), 3).tolist() == [0.2, 0.0, 0.0]


def test_nobody_takes_up_what_nobody_has(district):
    case = load_text(SPREADING.replace("from = 0", "from = 12"))
    none = [frozenset()] * 4
    assert spread_reforms(0, case, none, np.ones(4), district.chance) == none
    assert spread_reforms(12, case, none, np.zeros(4), district.chance) == none


def test_what_was_taken_up_stays_while_the_reform_lasts(district):
    case = load_text(SPREADING)
    taken: list[frozenset[int]] = [frozenset()] * 4
    counts = []
    for january in range(0, 1200, 12):
        before = taken
        taken = spread_reforms(january, case, taken, np.ones(4), district.chance)
        assert all(old <= new for old, new in zip(before, taken, strict=True))
        counts.append(sum(len(one) for one in taken))
    assert counts[0] < 3
    assert counts[-1] == 3
    assert taken[0] == frozenset()  # it has the reform already


def test_a_copied_reform_changes_the_street_that_copied_it():
    model = CommunityModel(load_text(SPREADING, **{**SMALL, "months": 61}), rng=4).run()
    assert any(model.taken_up)
    copied = [n for n, taken in enumerate(model.taken_up) if taken]
    for n in range(4):
        tasks = model.levers[n].assisted_tasks
        assert (tasks < 140.0) == (n == 0 or n in copied)
        assert tasks == 37.0 or n != 0
        assert n not in copied or 37.0 < tasks < 140.0


def test_counts_are_added_over_streets_and_shares_are_averaged_by_adults(district):
    series = district.series
    rows = series[(series["segment"] == "all") & (series["month"] == 13)]
    names = ["spending", "trust_street", "adults"]
    pooled = pool_streets(series, ["month", "segment"], names).loc[(13, "all")]
    assert pooled["spending"] == pytest.approx(rows["spending"].sum())
    expected = (rows["trust_street"] * rows["adults"]).sum() / rows["adults"].sum()
    assert pooled["trust_street"] == pytest.approx(expected)
    block = pool_block(district.observed._blocks[-1])
    for name in names:
        assert block[-1, list(MEASURES).index(name)] == pytest.approx(pooled[name])
    told = district.datacollector.get_model_vars_dataframe()["trust_street"].iloc[-1]
    assert told == pytest.approx(expected)


def test_streets_without_a_value_do_not_count_in_the_mean():
    series = pd.DataFrame(
        {
            "month": [0, 0], "segment": ["all", "all"], "street": [0, 1], "adults": [10.0, 30.0],
            "lasting_share": [0.5, np.nan],
        }
    )  # fmt: skip
    assert pool_streets(series, ["month", "segment"], ["lasting_share"]).iloc[0, 0] == 0.5


def test_districts_can_be_compared():
    made = compare(
        "baseline-2013", "burden-relief", **{**SMALL, "months": 8}, seeds=2, workers=1, window=2
    )
    table = made.table[made.table["measure"] == "participation_rate"]
    series = made.series[(made.series["segment"] == "all") & (made.series["month"] >= 6)]
    of_one = series[(series["scenario"] == "baseline-2013")]
    weights = of_one["adults"]
    by_hand = (of_one["participation_rate"] * weights).sum() / weights.sum()
    assert table["baseline_mean"].iloc[0] == pytest.approx(by_hand, rel=1e-3)


def test_a_grid_linked_to_the_district_helps_where_a_streets_own_is_full(district):
    """Cases that one street's grid cannot take are taken by the pool of linked streets."""
    from gongzhi.model.processes.set_agenda import AgendaRules, Queue, _taken_by_grid

    month, alone = (
        CommunityModel("baseline-2013", **SMALL, grid=grid, rng=4)._open_month()
        for grid in ("district", "street")
    )
    w = month.weights(AgendaRules)._replace(grid_cases=60.0)
    one, cases = np.zeros(40, int), np.arange(40)  # all cases are in one street
    queue, left = Queue(cases, one, one, cases), np.ones(40, bool)
    taken = [_taken_by_grid(m, district.places, queue, left, w).sum() for m in (month, alone)]
    assert taken[0] > 1.5 * taken[1] > 0
