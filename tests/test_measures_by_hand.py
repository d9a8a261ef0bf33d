"""Measures: two streets made by hand, in which each can be counted on fingers."""

from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.social_organization import Origin
from gongzhi.agents.words import Form, Segment, Stage, labels
from gongzhi.model.books import Account, Hours, Money, Use
from gongzhi.model.counting import count_issues
from gongzhi.model.issues import NOT_YET, Issues
from gongzhi.model.neighbours import NeighbourTies
from gongzhi.model.observing import Series, count_residents
from gongzhi.model.statistics import gini_of, restricted_mean, survival

GROUPS = [*labels(Segment)[: Segment.MINOR], "all"]

# Two streets made by hand: three neighbourhoods, ten people, seven issues

MONTH = 40


def people() -> Residents:
    """Return ten people: rows 0–5 on the first street, 6–9 on the second; row 5 is a child."""
    r = Residents(10)
    r.segment[:] = [0, 0, 3, 3, 3, 7, 0, 0, 4, 6]
    r.form[:] = [2, 0, 1, 4, 3, 5, 5, 0, 0, 0]
    r.history[:] = [0b1111, 0, 0b1, 0b11, 0, 0b111, 0b1, 0, 0, 0]
    r.efficacy[:] = [0.2, 0.4, 0.5, 0.5, 0.8, 1.0, 0.1, 0.3, 0.6, 0.6]
    r.power_committee[:] = 0.25
    return r


def places() -> Neighbourhoods:
    return Neighbourhoods(3, street=[0, 0, 1], first=[0, 3, 6], people=[3, 3, 4])


def issues() -> Issues:
    """Return issues whose waiting times and returns can be counted on the fingers."""
    made = Issues(7)
    made.street[:] = [0, 0, 0, 0, 0, 0, 1]
    made.arose[:] = [MONTH - 20, MONTH - 20, MONTH - 18, MONTH - 12, MONTH, MONTH - 11, MONTH]
    made.raised[:] = [MONTH - 19, MONTH - 20, MONTH - 18, NOT_YET, MONTH, MONTH - 10, NOT_YET]
    made.resolved[:] = [MONTH - 15, MONTH - 7, NOT_YET, NOT_YET, NOT_YET, MONTH, NOT_YET]
    made.relapsed[:] = [MONTH - 5, NOT_YET, NOT_YET, NOT_YET, NOT_YET, NOT_YET, NOT_YET]
    made.closed[:] = [MONTH - 15, MONTH - 7, MONTH, NOT_YET, NOT_YET, MONTH, NOT_YET]
    made.stage[:] = [
        Stage.RAISED, Stage.RESOLVED, Stage.ESCALATED, Stage.LATENT, Stage.RAISED, Stage.RESOLVED,
        Stage.LATENT,
    ]  # fmt: skip
    return made


def three_ties() -> NeighbourTies:
    """Return three ties on the first street, where one of six knows nobody, and none on the second."""
    a, b = np.array([0, 0, 3]), np.array([1, 2, 4])
    return NeighbourTies.from_pairs(10, a, b, np.array([0.2, 0.4, 0.6], np.float32))


def two_streets() -> Iterator[pd.DataFrame]:
    """Observe the same two streets for two months and yield the series after each."""
    money, hours, series, ties = Money(2, 3), Hours(3), Series(2), three_ties()
    money.receive(Account.RUNNING, 1000.0)
    money.receive(Account.AUTONOMY, 1000.0)
    money.receive(Account.MAINTENANCE, 1000.0)
    hours.open(np.array([100.0, 300.0, 200.0]))
    hours.use(Use.ADMINISTRATION, np.array([60.0, 100.0, 50.0]))
    hours.use(Use.CASES, np.array([10.0, 30.0, 7.0]))
    units = [
        SimpleNamespace(street=0, given=5.0, link=0.2, pledged_this_year=True),
        SimpleNamespace(street=1, given=0.0, link=0.4, pledged_this_year=False),
    ]
    committee = {"skill": 0.5, "mindset": 0.4, "legitimacy": 0.3}
    so = {"street": 1, "registered": True, "contract": 0.0, "origin": Origin.INTRODUCED}
    organisations = SimpleNamespace(
        enterprises=units,
        sizes=[SimpleNamespace(volunteer_hours=12.0), SimpleNamespace(volunteer_hours=0.0)],
        social_organizations=[
            SimpleNamespace(**so, row=3),
            SimpleNamespace(**so | {"contract": 9.0, "origin": Origin.GRASS_ROOTS}, row=4),
        ],
        committees=[SimpleNamespace(street=s, **committee) for s in (0, 1, 1)],
        offices=[SimpleNamespace(legitimacy=v, match=0.5) for v in (0.1, 0.2)],
        teams=[],
        companies=[SimpleNamespace(street=s, quality=q) for s, q in ((0, 0.2), (1, 0.4), (1, 0.8))],
    )
    for month in (MONTH, MONTH + 1):
        money.pay(Account.RUNNING, 0, 100.0)
        money.pay(Account.AUTONOMY, 1, 20.0)
        money.pay(Account.AUTONOMY, 2, 3.0)
        money.pay(Account.MAINTENANCE, 0, 40.0)
        units[0].given += 4.0
        series.observe(month, people(), places(), issues(), organisations, hours, money, ties, True)
        yield series.frame()


@pytest.fixture(scope="module")
def observed() -> pd.DataFrame:
    return next(two_streets()).set_index(["street", "segment"])


def test_two_streets_have_blocks_of_their_own():
    *_, series = two_streets()
    assert len(series) == 2 * 2 * 8
    assert not series.duplicated(["month", "street", "segment"]).any()
    assert series["street"].tolist() == [0] * 8 + [1] * 8 + [0] * 8 + [1] * 8
    assert series.groupby("street")["adults"].first().tolist() == [2, 2]


def test_ties_are_counted_from_both_ends(observed):
    whole = observed.loc[(0, "all")]
    assert whole["contacts"] == pytest.approx(6 / 6)
    assert whole["isolated"] == pytest.approx(1 / 6)
    assert whole["tie_strength"] == pytest.approx(0.4)
    assert whole["tie_density"] == pytest.approx(3 / 15)
    other = observed.loc[(1, "all")]
    assert (other["contacts"], other["isolated"]) == (0.0, 1.0)
    assert np.isnan(other["tie_strength"])


def test_those_who_stay_were_active_before_and_since():
    r = people()
    r.history[:] = [0b1000000, 0b1000001, 0b111111, 0b100000000000, 0, 0b1000001, 0, 0, 0, 0]
    forms, months = np.zeros((3, 8, 6), np.int64), np.zeros((3, 8, 13), np.int64)
    stayed, sums = np.zeros((3, 8, 2), np.int64), np.zeros((3, 8, 7))
    p = places()
    count_residents(
        0, 3, p.first, p.people, r.segment, r.form, r.history, *[r.efficacy] * 7, forms, months,
        stayed, sums,
    )  # fmt: skip
    assert stayed[0, Segment.ELDERLY].tolist() == [2, 1]  # the third, of another segment, is new
    assert stayed[:, Segment.YOUNG].sum(axis=0).tolist() == [1, 0]
    assert stayed.sum() == 4  # the child is in no measure


def test_hours_money_and_organisations_of_a_street_are_its_own(observed):
    one, two = observed.loc[(0, "all")], observed.loc[(1, "all")]
    heads = np.array([160.0 / 6, 3.0 / 4])  # what was paid, a head
    assert one["hours_administration"] == pytest.approx(80.0)
    assert two["hours_cases"] == pytest.approx(7.0)
    assert one["spent_running"] == pytest.approx(100.0)
    assert (one["spent_autonomy"], two["spent_autonomy"]) == pytest.approx((20.0, 3.0))
    assert one["leverage"] == pytest.approx((9.0 + 40.0) / 120.0)  # owners are not the public
    assert (one["units_pledging"], two["units_pledging"]) == (1.0, 0.0)
    assert two["organizations_contracted"] == pytest.approx(0.5)
    assert np.isnan(one["organizations_contracted"])
    assert (one["legitimacy_street"], two["legitimacy_street"]) == (0.1, 0.2)
    assert (one["property_quality"], two["property_quality"]) == pytest.approx((0.2, 0.6))
    assert (two["organizations_founded"], two["organizations_closed"]) == (2, 0)
    assert (two["organizations_introduced"], two["organizations_home_grown"]) == (0.5, 0.0)
    assert one["spending_gini"] == two["spending_gini"] == pytest.approx(gini_of(heads))


def test_every_adult_is_counted_in_a_segment_and_children_in_no_measure(observed):
    assert observed.loc[(0, "all"), "adults"] == 5
    assert observed.loc[(1, "all"), "adults"] == 4
    assert observed.loc[(0, "young"), "adults"] == 3
    assert observed.loc[1, "adults"].tolist() == [2, 0, 0, 0, 1, 0, 1, 4]


def test_participation_is_every_activity_but_a_voice_alone(observed):
    assert observed.loc[(0, "all"), "participation_rate"] == pytest.approx(3 / 5)
    assert observed.loc[(0, "young"), "participation_rate"] == pytest.approx(2 / 3)
    assert observed.loc[(1, "all"), "participation_rate"] == pytest.approx(1 / 4)
    forms = {
        "voice_rate": Form.VOICE,
        "meeting_rate": Form.MEETING,
        "budget_rate": Form.BUDGET,
        "volunteer_rate": Form.VOLUNTEER,
    }
    for name in forms:
        assert observed.loc[(0, "all"), name] == pytest.approx(1 / 5), name
    assert observed.loc[(1, "elderly"), "volunteer_rate"] == pytest.approx(1 / 2)


def test_unique_participants_and_representation_look_back_twelve_months(observed):
    assert observed.loc[(0, "all"), "unique_participants"] == pytest.approx(3 / 5)
    assert observed.loc[(0, "elderly"), "representation"] == pytest.approx((1 / 2) / (3 / 5))
    # The elderly are 1 of 3 participants and 2 of 5 adults.
    assert observed.loc[(0, "elderly"), "representation"] == pytest.approx((1 / 3) / (2 / 5))
    assert observed.loc[(1, "white_collar"), "representation"] == 0


def test_evenness_is_one_less_gini_of_active_months(observed):
    # Active months of the five adults: 4, 0, 1, 2, 0.
    assert observed.loc[(0, "all"), "evenness"] == pytest.approx(1 - 20 / 35)
    assert observed.loc[(1, "white_collar"), "evenness"] == 1
    assert np.isnan(observed.loc[(1, "young"), "evenness"])


def test_beliefs_are_means_over_adults(observed):
    assert observed.loc[(0, "all"), "efficacy"] == pytest.approx(2.4 / 5)
    assert observed.loc[(1, "elderly"), "efficacy"] == pytest.approx(0.2)
    assert observed.loc[(1, "all"), "perceived_power"] == pytest.approx(0.25)


def test_flows_of_issues_are_those_of_the_month(observed):
    whole = observed.loc[(0, "all")]
    assert whole[["arisen", "solved", "escalations"]].tolist() == [1, 1, 1]
    assert whole["backlog"] == pytest.approx(1000 * 3 / 5)
    assert observed.loc[(1, "all"), "backlog"] == pytest.approx(1000 * 1 / 4)


def test_the_resolution_rate_asks_of_a_cohort_whether_a_year_was_enough(observed):
    # Arose 12–23 months ago: rows 0 (took 5), 1 (took 13: too long), 2 and 3 (never).
    assert observed.loc[(0, "all"), "resolution_rate"] == pytest.approx(1 / 4)
    assert np.isnan(observed.loc[(1, "all"), "resolution_rate"])


def test_the_lasting_share_asks_of_the_resolved_whether_a_year_brought_them_back(observed):
    # First resolved 12–23 months ago: row 0 alone, which came back after ten months.
    assert observed.loc[(0, "all"), "lasting_share"] == 0


def test_the_time_to_resolution_keeps_what_was_given_up_at_risk(observed):
    # Raised in 36 months: 4, 13 and 10 months to resolution, 0+ still open, and one petition.
    # The curve: 1, from month 4 on 3/4, from 10 on 1/2, from 13 on 1/4.
    area = 4 * 1 + 6 * 3 / 4 + 3 * 1 / 2 + 23 * 1 / 4
    assert observed.loc[(0, "all"), "time_to_resolution"] == pytest.approx(area)
    assert observed.loc[(0, "all"), "median_time"] == 10
    assert np.isnan(observed.loc[(1, "all"), "time_to_resolution"])


def test_what_was_given_up_of_late_does_not_make_waiting_longer():
    """Of all that wait a twentieth is resolved a month, and of the rest a twentieth given up."""
    luck, many, months = np.random.default_rng(1), 200_000, 36
    raised = MONTH - luck.integers(0, months, many)
    solved, given_up = raised + luck.geometric(0.05, many), raised + luck.geometric(0.05, many)
    ended = np.minimum(solved, given_up) <= MONTH
    first = solved <= given_up
    resolved = np.where(ended & first, solved, NOT_YET)
    stage = np.where(ended, np.where(first, Stage.RESOLVED, Stage.LOST), Stage.RAISED)
    ends, leaves = np.zeros((2, 1, months + 2), np.int64)
    count_issues(
        MONTH, 12, np.zeros(many, np.int64), stage, raised, raised, resolved,
        np.full(many, NOT_YET), np.full(many, NOT_YET), np.zeros((1, 9), np.int64), ends, leaves,
    )  # fmt: skip
    left = (1.0 - 0.05) ** 2  # who is neither resolved nor given up, a month
    share = 1.0 - 0.05 * (1.0 - left ** np.arange(months)) / (1.0 - left)
    assert restricted_mean(survival(ends[0], leaves[0])) == pytest.approx(share.sum(), rel=0.01)


def test_hours_and_money_are_those_of_the_street(observed):
    assert observed.loc[(0, "all"), "admin_share"] == pytest.approx(160 / 400)
    assert observed.loc[(1, "all"), "admin_share"] == pytest.approx(50 / 200)
    assert observed.loc[(0, "all"), "self_governance_hours"] == pytest.approx(20)
    assert observed.loc[(0, "all"), "spending"] == pytest.approx(160)
    assert observed.loc[(1, "all"), "spending"] == pytest.approx(3)
    assert observed.loc[(0, "all"), "volunteer_hours"] == 12
    assert observed.loc[(1, "all"), "social_organizations"] == 2


def test_spending_and_pledges_are_flows_while_their_price_looks_back_a_year():
    *_, series = two_streets()
    whole = series.query("segment == 'all' and street == 0").set_index("month")
    assert whole["spending"].tolist() == [160, 160]
    assert whole["pledged"].tolist() == [9, 4]
    # Resolved in twelve months: rows 1 and 5.
    assert whole["spending_per_resolved"].tolist() == [80, 160]
    assert np.isnan(series.query("segment == 'all' and street == 1")["spending_per_resolved"]).all()
