"""Organisations, in closed form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongzhi.agents.activity_team import TeamLife, advance_chance
from gongzhi.agents.enterprise import Enterprise, Pledging, pledge_chance
from gongzhi.agents.line_department import Cooperation, cooperation_next
from gongzhi.agents.party_organization import Convening, PartyOrganization, convening_strength
from gongzhi.agents.social_organization import SocialLife, bid_score, closing_hazard
from gongzhi.agents.words import Domain
from gongzhi.scenarios import default_book

BOOK = default_book()
PLEDGING = BOOK.section(Pledging)

share = st.floats(0.0, 1.0)


@given(share, share, share)
def test_an_open_tender_weighs_quality_and_a_closed_one_closeness(quality, openness, luck):
    w = BOOK.section(SocialLife)
    official = bid_score(quality, True, openness, luck, w)
    other = bid_score(quality, False, openness, luck, w)
    assert official - other == pytest.approx((1 - openness) * w.bias)
    assert bid_score(1.0, False, openness, luck, w) - bid_score(
        0.0, False, openness, luck, w
    ) == pytest.approx(openness)


@given(st.booleans(), share)
def test_money_and_incubation_keep_social_organisations_alive(registered, incubated):
    w = BOOK.section(SocialLife)
    assert closing_hazard(True, registered, 0.0, w) == pytest.approx(w.close_base)
    assert closing_hazard(True, registered, incubated, w) <= closing_hazard(
        False, registered, incubated, w
    )
    assert closing_hazard(False, registered, 1.0, w) == pytest.approx(
        closing_hazard(False, registered, 0.0, w) * (1 - w.incubated)
    )


pledges = st.fixed_dictionaries(
    {
        "link": share,
        "csr": share,
        "incentive": st.floats(0, 5000),
        "peers": share,
        "spirit": share,
        "member": st.booleans(),
    }
)


@given(pledges, pledges)
def test_a_unit_never_pledges_less_for_a_stronger_reason(one, other):
    more = {name: max(one[name], other[name]) for name in one}
    less = {name: min(one[name], other[name]) for name in one}
    assert 0 <= pledge_chance(**less, w=PLEDGING) <= pledge_chance(**more, w=PLEDGING) <= 1


@pytest.mark.parametrize("reason", ["link", "csr", "peers", "member"])
def test_each_reason_to_pledge_counts_by_itself(reason):
    none = {
        "link": 0.0, "csr": 0.0, "incentive": 0.0, "peers": 0.0, "spirit": 0.5, "member": False,
    }  # fmt: skip
    assert pledge_chance(**{**none, reason: 1.0}, w=PLEDGING) > pledge_chance(**none, w=PLEDGING)


def test_an_incentive_moves_members_of_the_joint_meeting_only():
    unit = {"link": 0.2, "csr": 0.3, "peers": 0.1, "spirit": 0.5, "w": PLEDGING}
    for member in (False, True):
        without = pledge_chance(incentive=0.0, member=member, **unit)
        with_it = pledge_chance(incentive=3000.0, member=member, **unit)
        assert (with_it > without) == member


def test_public_spirit_makes_responsible_units_pledge_more():
    unit = {"link": 0.2, "incentive": 0.0, "peers": 0.1, "member": False, "w": PLEDGING}
    low, high = (pledge_chance(csr=0.5, spirit=spirit, **unit) for spirit in (0.1, 0.9))
    assert high > low


def test_a_link_grows_with_success_and_fades_without_it(new_street):
    unit = Enterprise(new_street(), 0, 0, 1.0, 0.2, 0.5, 0)
    unit.see(0.0, PLEDGING)
    assert unit.link == pytest.approx(0.5 * (1 - PLEDGING.link_fade))
    faded = unit.link
    unit.see(1.0, PLEDGING)
    assert unit.link > faded


@given(st.integers(0, 60), st.floats(0, 24))
def test_convening_needs_both_units_and_meetings_and_levels_off(units, meetings):
    w = BOOK.section(Convening)
    strength = convening_strength(units, meetings, w)
    assert 0 <= strength < 1
    assert convening_strength(0, meetings, w) == convening_strength(units, 0, w) == 0
    assert convening_strength(units + 1, meetings + 1, w) > strength
    gain = [convening_strength(u + 1, 6.0, w) - convening_strength(u, 6.0, w) for u in (0, 30)]
    assert gain[0] > gain[1]


@given(share, share, share)
def test_a_department_comes_to_cooperate_as_far_as_the_rules_ask(start, countersign, clarity):
    w, cooperation = BOOK.section(Cooperation), start
    for _ in range(300):
        cooperation = cooperation_next(cooperation, countersign, clarity, w)
    goal = min(w.base + w.countersigned * countersign + w.clear_duty * clarity, 1)
    assert cooperation == pytest.approx(goal, abs=1e-3)


@given(st.floats(0, 80), share, st.floats(0, 80), share)
def test_supported_and_well_led_teams_advance_no_less(support, leader, more, stronger):
    w = BOOK.section(TeamLife)
    assert (
        0
        <= advance_chance(support, leader, w)
        <= advance_chance(support + more, min(leader + stronger, 1.0), w)
        <= w.advance_most
    )


def test_a_year_of_joint_meetings_makes_the_party_as_strong_as_the_rule_says(new_street):
    party, w = PartyOrganization(new_street(), 0, 0), BOOK.section(Convening)
    party.convene(12, 6.0, w)
    assert party.strength == convening_strength(12, 6.0, w) > 0


def test_a_supported_team_advances_as_far_as_half_its_support_at_the_scale():
    w = BOOK.section(TeamLife)
    assert advance_chance(w.support_scale, 0.0, w) == pytest.approx(w.advance + w.supported / 2)


@pytest.mark.parametrize("instrumentality", [0.0, 0.3, 1.0])
def test_what_can_be_shown_and_what_is_wished_for_share_the_taste_of_officials(
    new_street, instrumentality
):
    office = new_street().organisations.offices[0]
    office.priorities[:] = 0.0
    office.priorities[[Domain.ENVIRONMENT, Domain.ELDER_CARE]] = 0.8
    domains = np.array([Domain.ENVIRONMENT, Domain.SAFETY, Domain.ELDER_CARE, Domain.BUSINESS])
    taste = office.preference(domains, np.full(4, 0.25), instrumentality)
    wished = 0.8 * (1 - instrumentality)
    told = [instrumentality + wished, instrumentality, wished, 0.0]
    assert taste == pytest.approx([0.25 + part for part in told])


def test_who_serves_the_whole_street_belongs_to_no_neighbourhood_and_the_others_to_theirs(founded):
    o, places = founded.organisations, founded.places
    whole = [*o.offices, *o.parties, *o.departments, *o.enterprises, *o.social_organizations]
    local = [*o.committees, *o.owners_committees, *o.companies, *o.teams]
    assert {type(one).__name__ for one in whole}.isdisjoint(type(one).__name__ for one in local)
    assert all(one.neighbourhood == -1 for one in whole)
    assert {one.neighbourhood for one in local} == set(range(len(places)))
    assert all(one.street == places.street[one.neighbourhood] for one in local)
