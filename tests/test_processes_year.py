"""The new year: announcements, budgets, services, the meeting, elections, people and organisations."""

from itertools import pairwise

import numpy as np
import pytest

from gongzhi.agents.activity_team import TeamLife, TeamStage
from gongzhi.agents.resident import ADULT_AGE
from gongzhi.agents.social_organization import SocialLife
from gongzhi.agents.words import Domain, Hukou, Segment
from gongzhi.model import CommunityModel
from gongzhi.model.books import STREET_ACCOUNTS, Account
from gongzhi.model.yearly import (
    announce_reform,
    hold_elections,
    hold_representative_meeting,
    make_budget,
    provide_services,
    renew_organisations,
    renew_population,
)
from gongzhi.model.yearly.announce_reform import Announcing
from gongzhi.model.yearly.renew_population import Demography, _births


def test_an_announcement_moves_power_by_credibility_trust_and_the_change_of_the_rung(
    lived_street, month_of
):
    street = lived_street()
    people, before = street.people, street.levers
    people.power_committee[:] = 0.3
    trust = people.trust_committee.copy()
    month = month_of(street, committee_power=before[0].committee_power + 2.0)
    believed = month.weights(Announcing).credibility
    announce_reform(month, before, people, street.places)
    assert people.power_committee == pytest.approx(0.3 + believed * trust * 2.0 / 8.0, rel=1e-5)


def test_an_announcement_of_nothing_new_moves_nothing(lived_street, month_of):
    street = lived_street()
    power = street.people.power_street.copy()
    announce_reform(month_of(street), street.levers, street.people, street.places)
    assert (street.people.power_street == power).all()


def elect(street, month_of, **levers):
    month = month_of(street, **levers)
    o = street.organisations
    return hold_elections(month, street.people, street.places, o.committees)


def test_only_those_with_local_registration_vote(lived_street, month_of):
    street = lived_street()
    r = street.people
    local = (r.age >= ADULT_AGE) & (r.hukou == Hukou.LOCAL)
    table = elect(street, month_of)
    assert table.entitled.sum() == local.sum()
    r.hukou[:] = Hukou.NON_LOCAL
    assert elect(street, month_of)[["entitled", "own", "ballot"]].to_numpy().sum() == 0


def test_the_turnout_that_makes_a_committee_legitimate_is_that_of_the_entitled(
    lived_street, month_of
):
    street = lived_street()
    r, committees = street.people, street.organisations.committees
    r.hukou[:] = np.arange(len(r)) % 2  # households with and without local registration
    entitled = (r.age >= ADULT_AGE) & (r.hukou == Hukou.LOCAL)
    entitled = np.bincount(r.neighbourhood[entitled], minlength=len(committees))
    for committee in committees:
        committee.legitimacy = 0.0
    table = elect(street, month_of, direct_election_share=1.0)
    turnout = np.array([committee.legitimacy for committee in committees]) / 0.3
    assert (turnout * entitled).sum() == pytest.approx(table.ballot.sum())


def test_nobody_who_voted_is_without_a_ballot(lived_street, month_of):
    table = elect(lived_street(), month_of)
    assert (table.own <= table.ballot).all()
    assert (table.ballot <= table.entitled).all()
    assert 0 < table.own.sum() < table.ballot.sum()


def test_the_old_vote_more_than_the_young_and_party_members_more_than_others(new_street, month_of):
    table = elect(new_street(), month_of)
    share = table.groupby("age", observed=True)[["own", "entitled"]].sum()
    share = share.own / share.entitled
    assert share["70-79"] > 3 * share["18-29"]
    side = table.groupby("party")[["own", "entitled"]].sum()
    side = side.own / side.entitled
    assert side[True] > side[False]


def meet(street, month_of, **levers):
    month = month_of(street, **levers)
    o = street.organisations
    hold_representative_meeting(
        month, street.people, street.crowd, street.places.street, o.offices, street.issues
    )
    return o.offices[0].priorities


def test_without_power_the_meeting_binds_nobody(lived_street, month_of):
    few = meet(lived_street(), month_of, meeting_power=0.0, resident_seats=0.0)
    many = meet(lived_street(), month_of, meeting_power=0.0, resident_seats=1.0)
    assert (few == many).all()


def test_more_resident_seats_bring_priorities_nearer_to_needs(lived_street, month_of):
    street = lived_street()
    need = (
        street.crowd.people.sum(axis=0)[: Segment.MINOR] @ street.crowd.demand[0, : Segment.MINOR]
    )
    near = [
        np.corrcoef(meet(street, month_of, meeting_power=8.0, resident_seats=seats), need)[0, 1]
        for seats in (0.0, 0.5, 1.0)
    ]
    assert near[0] < near[1] < near[2]
    assert near[2] > 0.99


def test_priorities_follow_seats_and_power_in_proportion(lived_street, month_of):
    street = lived_street()
    need = (
        street.crowd.people.sum(axis=0)[: Segment.MINOR] @ street.crowd.demand[0, : Segment.MINOR]
    )
    officials = meet(street, month_of, meeting_power=8.0, resident_seats=0.0)
    residents = meet(street, month_of, meeting_power=8.0, resident_seats=1.0)
    none = meet(street, month_of, meeting_power=0.0, resident_seats=1.0)
    half = meet(street, month_of, meeting_power=4.0, resident_seats=1.0)
    shared = meet(street, month_of, meeting_power=8.0, resident_seats=0.5)
    assert residents == pytest.approx(need / need.max())
    assert officials == pytest.approx(none)
    assert half == pytest.approx((none + residents) / 2)
    mixed = need / need.sum() + officials / officials.sum()
    assert shared == pytest.approx(mixed / mixed.max())


def test_a_report_of_success_earns_trust_and_one_of_failure_costs_it(lived_street, month_of):
    trust = {}
    for name, stage in (("success", 6), ("failure", 8)):
        street = lived_street()
        street.issues.stage[:], street.issues.closed[:] = stage, street.month_number - 1
        before = street.people.trust_street.mean()
        meet(street, month_of, report_to_meeting=True)
        trust[name] = street.people.trust_street.mean() - before
    assert trust["success"] > 0 > trust["failure"]


def test_a_year_begins_with_what_the_levers_give_and_last_years_money_is_gone(
    lived_street, month_of
):
    street = lived_street()
    money, people = street.money, street.places.people.sum()
    month = month_of(
        street, project_money_per_head=50.0, reserve_share=0.1, purchase_share=0.2,
        service_money_per_head=30.0, running_money_per_head=20.0, autonomy_fund_per_household=5.0,
    )  # fmt: skip
    fund = money.held[Account.AUTONOMY].copy()
    o = street.organisations
    make_budget(month, street.places, o.offices, o.owners_committees, street.issues, money)
    held = {account: money.held[account].sum() / people for account in STREET_ACCOUNTS}
    assert held == pytest.approx(
        {
            Account.PROJECTS: 35.0,
            Account.RESERVE: 5.0,
            Account.PURCHASE: 10.0,
            Account.SERVICES: 30.0,
            Account.RUNNING: 20.0,
        }
    )
    assert money.held[Account.AUTONOMY] - fund == pytest.approx(5.0 * street.places.households)
    money.check(0)


def serve(street, month_of, number, **levers):
    month = month_of(street, number=number, **levers)
    o = street.organisations
    contracts = np.zeros((1, len(Domain)))
    provide_services(month, street.people, street.places, o.offices, contracts, street.money)
    r = street.people
    return {s: r.community_tie[r.segment == s].mean() for s in (Segment.YOUNG, Segment.ELDERLY)}


def test_services_for_working_age_raise_the_ties_of_the_young(lived_street, month_of):
    street = lived_street()
    few = serve(street, month_of, 25, working_age_services=0.1)
    many = serve(street, month_of, 25, working_age_services=0.6)
    assert many[Segment.YOUNG] > few[Segment.YOUNG]
    assert many[Segment.ELDERLY] < few[Segment.ELDERLY]  # the money is the same


def test_services_are_paid_once_a_year(lived_street, month_of):
    street = lived_street()
    street.money.receive(Account.SERVICES, 90_000.0)
    spent = street.money.spent[Account.SERVICES].copy()
    serve(street, month_of, 25)
    assert street.money.spent[Account.SERVICES] == pytest.approx(spent)
    usual = serve(street, month_of, 24)
    assert street.money.spent[Account.SERVICES] == pytest.approx(spent + 90_000.0)
    # A reform within the year that promises more money finds none: the budget is made.
    assert serve(street, month_of, 25, service_money_per_head=400.0) == usual


def test_a_contract_is_whole_or_none(lived_street, month_of):
    street = lived_street()
    o, money = street.organisations, street.money
    for _ in range(5):
        o.found_social_organization(0, 2, Domain.ELDER_CARE, 0.5)
    whole = street.book.section(SocialLife).contract
    money.give_back(Account.PURCHASE)
    money.receive(Account.PURCHASE, 2.5 * whole)
    renew_organisations(month_of(street), o, money)
    contracts = [so.contract for so in o.social_organizations]
    assert sorted(set(contracts)) == [0.0, whole]
    assert sum(contracts) == 2 * whole
    assert money.held[Account.PURCHASE][0] == pytest.approx(0.5 * whole)


def test_incubation_that_is_paid_for_brings_social_organisations_forth_and_keeps_them(
    lived_street, month_of
):
    born, closed = [], []
    for money, afforded in ((0.0, 1.0), (10.0, 0.0), (10.0, 1.0)):
        street = lived_street()
        o = street.organisations
        o.sizes[0] = o.sizes[0]._replace(people=100_000.0)
        before, had = o.founded[0], len(o.social_organizations)
        for number in range(0, 120, 12):
            month = month_of(street, number=number, incubation_per_head=money, afforded=afforded)
            renew_organisations(month, o, street.money)
        born.append(o.founded[0] - before)
        closed.append((had + born[-1] - len(o.social_organizations)) / (had + born[-1]))
    assert born[2] > born[0] == born[1]
    assert closed[2] < closed[0]


def test_a_registered_team_stays_registered(lived_street):
    street = lived_street()
    team, w = street.organisations.teams[0], street.book.section(TeamLife)
    team.stage = TeamStage.REGISTERED
    for luck in np.linspace(0.001, 0.999, 50):
        team.live_a_year(0.0, 0.0, 0.0, luck, w)
        assert team.stage == TeamStage.REGISTERED


@pytest.fixture(scope="module", params=[0.1, -0.04], ids=["growth", "decline"])
def decade(request):
    """Two policies of one seed over ten years, with what was seen of people each January."""
    pair = []
    for name in ("baseline-2013", "full-package"):
        street = CommunityModel(
            name, residents=1200, neighbourhoods=2, spin_up=12, growth=request.param, rng=5
        )
        seen = []
        while street.running:
            street.step()
            if street.month_number % 12 == 1:
                seen.append(
                    {n: getattr(street.people, n).copy() for n in ("id", "age", "household")}
                )
        pair.append((street, seen))
    return request.param, pair


def test_over_ten_years_no_id_is_reused(decade):
    _, pair = decade
    gone, here = set(), set()
    for year in pair[0][1]:
        ids = set(year["id"].tolist())
        assert len(ids) == len(year["id"])
        assert not ids & gone
        gone |= here - ids
        here = ids
    assert gone


def test_cousins_have_ids_of_their_own(lived_street, month_of):
    """Q bears A, and B two years later; A has a child two years later than B has one."""
    street = lived_street()

    def bear(parent, number):
        month = month_of(street, number=number)
        anybody = np.ones(1, bool)
        w = month.weights(Demography)
        born = _births(month, parent, street.places, anybody, np.zeros(1), w)
        born.age[:] = 28.0
        assert len(born) == 1
        return born

    q = street.people.take(np.array([0]))
    q.age[:] = 30.0
    a, b = bear(q, 0), bear(q, 24)
    assert bear(a, 360).id[0] != bear(b, 336).id[0]


def test_demography_is_the_same_under_two_policies_of_one_seed(decade):
    _, ((_, one), (_, other)) = decade
    for a, b in zip(one, other, strict=True):
        for name in a:
            assert (a[name] == b[name]).all()


def test_people_follow_the_growth_of_the_place_and_nobody_lives_for_ever(decade):
    growth, pair = decade
    street, seen = pair[0]
    assert (len(seen[-1]["id"]) > len(seen[0]["id"])) == (growth > 0)
    assert 0 <= street.people.age.min() < 3
    assert street.people.age.max() <= 120


def test_everybody_who_stays_grows_a_year_older(decade):
    _, pair = decade
    for before, after in pairwise(pair[0][1]):
        _, then, now = np.intersect1d(before["id"], after["id"], return_indices=True)
        assert len(then) > 200
        assert after["age"][now] == pytest.approx(before["age"][then] + 1.0)


def test_nobody_lives_past_119(lived_street, month_of):
    street = lived_street()
    old = street.people.id[:200].copy()
    street.people.age[:200] = 118.5
    month = month_of(
        street, number=24, book=street.book.changed(**{"demography.death_level": 1e-5})
    )
    renew_population(
        month, np.zeros(len(street.places)), street.people, street.places, street.buildings,
        street.ties.neighbours,
    )  # fmt: skip
    assert not np.isin(street.people.id, old).any()
    assert not street.people.out_of_range()


def test_rows_of_a_household_stand_together_and_ties_stay_symmetric(decade):
    _, pair = decade
    street = pair[0][0]
    household = street.people.household
    assert (np.diff(household) != 0).sum() + 1 == len(np.unique(household))
    ties = street.neighbour_ties
    source = np.repeat(np.arange(len(street.people)), np.diff(ties.start))
    there = set(zip(source.tolist(), ties.target.tolist(), strict=True))
    assert len(there) == len(source)
    assert all((b, a) in there for a, b in there)


def test_elections_are_held_every_third_january():
    street = CommunityModel("classroom", months=84, rng=1).run()
    assert [int(table.month.iloc[0]) for table in street.elections if table.month.iloc[0] >= 0] == [
        24,
        60,
    ]
