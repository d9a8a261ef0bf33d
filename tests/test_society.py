"""The society: its margins, its seed, and where people live."""

import tomllib
from contextlib import suppress
from importlib.resources import files

import numpy as np
import pytest
from societies import BOOK, Society, society

from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.words import Domain, Housing, Hukou, Segment, Work, labels
from gongzhi.model import CommunityModel
from gongzhi.model.society import IDS_A_HOUSEHOLD, SocietyTraits
from gongzhi.scenarios import ScenarioError
from gongzhi.scenarios.society import society_facts


def same(one: Residents, other: Residents, *left_out: str) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in one.columns
        if name not in left_out
    )


@pytest.fixture(scope="module")
def street() -> Society:
    return society()


# Who lives here


@pytest.mark.parametrize(
    ("residents", "neighbourhoods"), [(50, 1), (50, 2), (300, 1), (4000, 1), (5000, 500 // 2)]
)
@pytest.mark.parametrize("seed", [2013, 1])
def test_a_society_has_just_the_number_of_residents_asked_for(residents, neighbourhoods, seed):
    made = society(residents=residents, neighbourhoods=neighbourhoods, society_seed=seed)
    assert len(made.residents) == residents == made.places.people.sum()
    assert len(made.places) == neighbourhoods
    assert made.places.people.min() > 0


def test_the_street_of_the_baseline_has_100_000_residents_in_25_neighbourhoods(street):
    assert len(street.residents) == 100_000
    assert len(street.places) == 25


def test_the_street_meets_the_published_margins(street):
    r = street.residents
    adults = r.age >= 18
    assert 0.35 <= (r.hukou != Hukou.LOCAL).mean() <= 0.48
    assert (r.age < 15).mean() == pytest.approx(0.086, abs=0.02)
    assert 0.15 <= (r.age >= 60).mean() <= 0.23
    assert 0.07 <= r.party[adults].mean() <= 0.11


def test_party_members_are_adult_citizens_and_workers_are_adults(street):
    r = street.residents
    assert not r.party[(r.age < 18) | (r.hukou == Hukou.OVERSEAS)].any()
    assert not r.work[r.age < 18].any()
    assert 0.6 < (r.work[(r.age >= 22) & (r.age < 60)] != Work.NONE).mean() < 0.9
    assert ((r.segment == Segment.MINOR) == (r.age < 18)).all()


def test_party_membership_does_not_hang_on_the_draw_that_gave_work(street):
    # One draw serves both: the stretched rest must leave workers of one kind their own share.
    r, t = street.residents, BOOK.section(SocietyTraits)
    citizens = (r.age >= 22) & (r.age < 50) & (r.hukou != Hukou.OVERSEAS)
    for work, share in (
        (Work.NONE, t.party_base),
        (Work.WORKER, t.party_base),
        (Work.WHITE_COLLAR, t.party_base + t.party_office),
    ):
        members = r.party[citizens & (r.work == work)]
        assert abs(members.mean() - share) < 4 * np.sqrt(share / len(members)), work


def test_contact_with_neighbours_has_both_tails_of_the_survey(street):
    # 27.3 % chat almost daily and 23.5 % almost never: contact above 0.7 and below 0.2.
    contact = street.residents.contact[street.residents.age >= 18]
    daily, never = (contact > 0.7).mean(), (contact < 0.2).mean()
    assert daily > 0.2
    assert never > 0.2
    assert daily == pytest.approx(0.273, abs=0.05)
    assert never == pytest.approx(0.235, abs=0.05)


def test_every_column_of_a_new_society_lies_in_range(street):
    assert [table.out_of_range() for table in street] == [[], [], []]


def test_an_id_tells_the_household_and_belongs_to_one_person(street):
    r = street.residents
    assert len(np.unique(r.id)) == len(r)
    assert np.array_equal(r.id // IDS_A_HOUSEHOLD, r.household)


def test_a_household_lives_in_one_flat_with_one_registration_and_one_owner(street):
    r = street.residents
    order = np.argsort(r.household, kind="stable")
    together = np.diff(r.household[order]) == 0
    for name in ("building", "neighbourhood", "hukou", "owner"):
        assert not np.diff(getattr(r, name)[order].astype(int))[together].any(), name
    assert (np.bincount(np.unique(r.household, return_inverse=True)[1]) <= 6).all()


def test_no_id_is_given_twice_however_large_the_neighbourhoods():
    with suppress(ScenarioError):  # the schema may also refuse so many people for one committee
        made = society(residents=600_000, neighbourhoods=2)
        assert len(np.unique(made.residents.id)) == 600_000


def test_housing_is_shared_out_by_largest_remainders(street):
    # Of 25 neighbourhoods the weights want 5, 8, 8, 2 and 2.
    assert np.bincount(street.places.housing, minlength=5).tolist() == [5, 8, 8, 2, 2]
    only = society(
        residents=2000, neighbourhoods=7, old_lanes=0.0, workers_estates=0.0,
        commodity_estates=0.5, upscale_estates=0.25, resettlement_estates=0.0,
    )  # fmt: skip
    assert np.bincount(only.places.housing, minlength=5).tolist() == [0, 0, 5, 2, 0]


def test_the_old_know_more_neighbours_in_lanes_than_the_young_in_towers(street):
    r = street.residents
    housing = street.places.housing[r.neighbourhood]
    old = r.contact[(housing == Housing.LANES) & (r.age >= 60)].mean()
    new = r.contact[(housing == Housing.UPSCALE) & (r.age >= 18) & (r.age < 40)].mean()
    assert old > 0.6 > 0.35 > new


# The seed of the society


def test_the_same_seed_makes_the_same_society():
    one, other = (society(residents=3000, neighbourhoods=3) for _ in range(2))
    assert same(one.residents, other.residents)
    assert np.array_equal(one.ties().target, other.ties().target)


def test_another_seed_makes_another_society():
    one, other = (society(residents=3000, neighbourhoods=3, society_seed=s) for s in (7, 8))
    for name in ("age", "contact", "reluctance", "spare_hours"):
        a, b = getattr(one.residents, name), getattr(other.residents, name)
        assert len(np.intersect1d(a, b)) < 0.2 * len(a), name


def test_households_keep_their_traits_when_the_street_gets_more_neighbourhoods_of_the_kind():
    only = {f"{kind}_estates": 0.0 for kind in ("commodity", "upscale", "resettlement")} | {
        "old_lanes": 0.0
    }
    small = society(residents=4000, neighbourhoods=2, **only).residents
    large = society(residents=9000, neighbourhoods=4, **only).residents
    both = np.intersect1d(small.id, large.id)
    assert len(both) > 0.7 * len(small)
    pick = [people.take(np.argsort(people.id)) for people in (small, large)]
    pick = [people.take(np.isin(people.id, both)) for people in pick]
    assert same(*pick, "building")


# Where they live


def check_places(r: Residents, where: Neighbourhoods | Buildings, key: np.ndarray) -> None:
    """Check that the people of each place stand together in rows, where the place says."""
    assert where.people.sum() == len(r)
    adult = r.segment != Segment.MINOR
    for n in range(0, len(where), max(len(where) // 200, 1)):
        rows = slice(where.first[n], where.first[n] + where.people[n])
        assert (key[rows] == n).all()
        assert where.people[n] == (key == n).sum()
        assert where.adults[n] == adult[rows].sum()
        assert where.households[n] == len(np.unique(r.household[rows]))


def test_rows_are_sorted_by_neighbourhood_and_building_and_the_places_say_where(street):
    r, places, buildings = street
    assert (np.diff(r.neighbourhood) >= 0).all()
    assert (np.diff(r.building) >= 0).all()
    assert places.people.min() > 0
    check_places(r, places, r.neighbourhood)
    check_places(r, buildings, r.building)


def test_the_places_still_say_where_after_people_came_and_went_for_two_new_years():
    model = CommunityModel(
        "classroom", rng=4, months=24, spin_up=0, residents=1500, neighbourhoods=3, growth=0.2
    )
    before = set(model.people.id.tolist())
    for _ in range(13):
        model.step()
    r = model.people
    assert len(before - set(r.id.tolist())) > 20
    assert len(set(r.id.tolist()) - before) > 20
    assert (np.diff(r.neighbourhood) >= 0).all()
    assert (np.diff(r.household.astype(int), prepend=-1) != 0).sum() == len(np.unique(r.household))
    check_places(r, model.places, r.neighbourhood)
    check_places(r, model.buildings, r.building)


def test_a_building_stands_in_one_neighbourhood_and_holds_no_more_households_than_its_kind(street):
    r, b = street.residents, street.buildings
    assert np.array_equal(b.neighbourhood[r.building], r.neighbourhood)
    size = society_facts().building_size[street.places.housing[b.neighbourhood]]
    assert (b.households <= size).all()
    assert (b.households == size).mean() > 0.9


@pytest.mark.parametrize(
    ("table", "words"),
    [("housing", Housing), ("issue_mix", Housing), ("demand", Segment), ("needs", Domain)],
)
def test_the_rows_of_the_society_s_tables_stand_in_the_order_of_their_words(table, words):
    text = files("gongzhi.scenarios").joinpath("society.toml").read_text(encoding="utf-8")
    assert tuple(tomllib.loads(text)[table]) == labels(words)


def test_an_issue_needs_shares_of_authority_expertise_and_venue():
    needs = society_facts().needs
    assert needs.shape == (len(Domain), 3)
    assert ((needs >= 0) & (needs <= 1)).all()
