"""The society: whom people know among their neighbours."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from societies import Society, society

from gongzhi.model.neighbours import NeighbourTies


@pytest.fixture(scope="module")
def street() -> Society:
    return society()


@pytest.fixture(scope="module")
def ties(street) -> NeighbourTies:
    return street.ties()


# Whom they know


def test_adults_know_six_to_twelve_neighbours_on_average(street, ties):
    assert 6 <= ties.degree()[street.residents.age >= 18].mean() <= 12


def test_ties_are_stored_from_both_ends_with_one_strength(ties):
    n = len(ties.start) - 1
    source = np.repeat(np.arange(n), np.diff(ties.start))
    there, back = source * n + ties.target, ties.target * np.int64(n) + source
    a, b = np.argsort(there), np.argsort(back)
    assert np.array_equal(there[a], back[b])
    assert np.array_equal(ties.strength[a], ties.strength[b])
    assert (ties.strength > 0).all()
    assert (ties.strength <= 1).all()


def test_nobody_is_tied_to_themselves_or_twice_to_another(ties):
    n = len(ties.start) - 1
    source = np.repeat(np.arange(n), np.diff(ties.start))
    assert (source != ties.target).all()
    assert len(np.unique(source * n + ties.target)) == len(source)


def test_no_tie_joins_a_household_or_a_child(street, ties):
    r = street.residents
    a, b, _ = ties.pairs()
    assert (r.household[a] != r.household[b]).all()
    assert (r.age[np.concatenate([a, b])] >= 18).all()


def test_people_of_a_kind_know_each_other_more_than_mixing_within_their_place_explains(
    street, ties
):
    r = street.residents
    a, b, _ = ties.pairs()
    near = r.neighbourhood[a] == r.neighbourhood[b]
    a, b = a[near], b[near]
    adult = r.age >= 18
    for same_kind, kind in (
        (r.segment[a] == r.segment[b], r.segment),
        (r.hukou[a] == r.hukou[b], r.hukou),
    ):
        shares = np.array(
            [
                np.bincount(kind[adult & (r.neighbourhood == n)], minlength=8)
                for n in range(len(street.places))
            ],
            float,
        )
        shares /= shares.sum(axis=1, keepdims=True)
        at_random = (shares**2).sum(axis=1)[r.neighbourhood[a]].mean()
        assert same_kind.mean() > 1.15 * at_random


def test_ages_of_acquaintances_lie_closer_than_those_of_strangers(street, ties):
    r = street.residents
    a, b, _ = ties.pairs()
    strangers = np.random.default_rng(0).permutation(b)
    assert np.abs(r.age[a] - r.age[b]).mean() < 0.8 * np.abs(r.age[a] - r.age[strangers]).mean()


def test_most_ties_stay_in_the_building_and_a_few_cross_the_street(street, ties):
    r = street.residents
    a, b, _ = ties.pairs()
    assert 0.005 < (r.neighbourhood[a] != r.neighbourhood[b]).mean() < 0.08
    assert 0.4 < (r.building[a] == r.building[b]).mean() < 0.7


def test_the_sociable_have_more_and_stronger_ties(street, ties):
    contact, adult = street.residents.contact, street.residents.age >= 18
    lively, shy = adult & (contact > 0.7), adult & (contact < 0.2)
    assert ties.degree()[lively].mean() > 1.3 * ties.degree()[shy].mean()
    strength = ties.around / np.maximum(ties.degree(), 1)
    assert strength[lively].mean() > 1.3 * strength[shy].mean()


def test_a_resident_with_ties_takes_at_most_200_bytes(street, ties):
    arrays = (ties.start, ties.target, ties.strength, ties.around)
    of_ties = sum(array.nbytes for array in arrays) / len(street.residents)
    assert street.residents.bytes_per_row() + of_ties <= 200


def test_whom_one_meets_does_not_depend_on_who_else_goes_out():
    made = society(residents=2000, neighbourhoods=2)
    whole = made.meet()
    parts = [made.meet(np.arange(900)), made.meet(np.arange(900, 2000))]
    for k in range(3):
        assert np.array_equal(whole[k], np.concatenate([part[k] for part in parts]))
    assert len(whole[0]) > 4000
    assert not np.array_equal(whole[1], made.meet(seed=2014)[1])


pairs_of_rows = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1])
)


@given(pairs_of_rows)
def test_of_a_doubled_pair_the_first_stays_whichever_way_round(pairs):
    first = {}
    for k, (i, j) in enumerate(pairs):
        first.setdefault((min(i, j), max(i, j)), np.float32((k + 1) / 100))
    a, b = np.array([*zip(*pairs, strict=True)] or [[], []], np.int32)
    ties = NeighbourTies.from_pairs(
        10, a, b, ((np.arange(len(pairs)) + 1) / 100).astype(np.float32)
    )
    found = zip(*(column.tolist() for column in ties.pairs()), strict=True)
    assert {(i, j): np.float32(s) for i, j, s in found} == first
    assert ties.start[-1] == len(ties.target) == 2 * len(first)
    for row in range(10):
        mine = [s for pair, s in first.items() if row in pair]
        assert ties.degree()[row] == len(mine)
        assert ties.around[row] == pytest.approx(sum(mine), abs=1e-5)
