"""One contract for Mesa's own AgentSet and for ours, second part: what residents do and have."""

import numpy as np
import pytest
from resident_worlds import (
    AGE,
    COLUMNS,
    HABIT,
    ID,
    OWNER,
    SEGMENT,
    WORLDS,
    N,
    at,
    ids,
    shuffled,
    some,
    world_of,
)

from gongzhi.agents.words import Segment

pytestmark = pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")


@pytest.fixture(params=WORLDS)
def world(request):
    return world_of(request.param)


@pytest.fixture
def residents(world):
    return world.set


# Each in turn


def test_do_calls_a_method_or_a_function_for_each_in_turn(residents):
    met = []
    assert (
        residents.do(lambda resident, word: met.append((resident.unique_id, word)), "hello")
        is residents
    )
    assert met == [(ident, "hello") for ident in ID]
    assert residents.do("__setattr__", "habit", 0.125) is residents
    assert residents.get("habit") == [0.125] * N


def test_shuffle_do_draws_like_shuffle_and_leaves_the_order(residents):
    met = []
    assert (
        residents.shuffle_do(lambda resident, to: to.append(resident.unique_id), to=met)
        is residents
    )
    assert met == shuffled()
    assert ids(residents) == ID
    residents.shuffle_do("__setattr__", "habit", 0.125)
    assert residents.get("habit") == [0.125] * N


def test_map_returns_the_results_in_order(residents):
    assert residents.map(lambda resident, years: resident.age + years, years=1) == [
        a + 1 for a in AGE
    ]
    assert residents.map("__getattribute__", "segment") == SEGMENT


# Attributes


@pytest.mark.parametrize("name", COLUMNS)
def test_get_returns_the_attribute_as_each_resident_has_it(residents, name):
    values = residents.get(name)
    assert values == COLUMNS[name] == [getattr(resident, name) for resident in residents]
    assert [type(value) for value in values] == [type(value) for value in COLUMNS[name]]


def test_get_of_several_names_returns_a_list_for_each_resident(residents):
    expected = [[age, ident] for age, ident in zip(AGE, ID, strict=True)]
    assert residents.get(["age", "unique_id"]) == expected
    assert residents.get([]) == [[]] * N


def test_get_of_a_missing_attribute_fails_or_gives_the_default(residents):
    with pytest.raises(AttributeError):
        residents.get("shoe_size")
    with pytest.raises(AttributeError):
        residents.get(["age", "shoe_size"])
    assert residents.get("shoe_size", handle_missing="default", default_value=43) == [43] * N
    assert residents.get(["age", "shoe_size"], "default") == [[age, None] for age in AGE]
    with pytest.raises(ValueError, match="handle_missing"):
        residents.get("age", handle_missing="ignore")


def test_set_gives_all_the_same_value(residents):
    few = some(residents, 1, 4)
    assert few.set("habit", 0.875) is few
    few.set("segment", Segment.MIGRANT).set("owner", True)
    assert residents.get("habit") == [0.0, 0.875, 0.0, 0.5, 0.875, 0.25, 0.5, 1.0]
    assert few.get("segment") == [Segment.MIGRANT] * 2
    assert few.get("owner") == [True, True]


def test_agg_applies_one_function_or_several(residents):
    assert residents.agg("age", max) == max(AGE)
    assert residents.agg("age", np.mean) == np.mean(AGE)
    assert residents.agg("owner", [sum, np.mean, len]) == [5, 5 / 8, N]
    assert residents.agg("unique_id", np.max) == 10**14
    assert residents.agg("segment", lambda words: words.count(Segment.ELDERLY)) == 3
    assert residents.agg("habit", np.add.reduce) == sum(HABIT)


def test_a_set_of_nobody_answers_everything_with_nothing(residents):
    nobody = residents.select(at_most=0)
    assert (
        len(nobody)
        == len(nobody.get("age"))
        == len(nobody.shuffle())
        == len(nobody.sort("age"))
        == 0
    )
    assert list(nobody) == nobody.map("step") == nobody.get("shoe_size") == nobody.get([]) == []
    assert nobody.groupby("age").groups == nobody.groupby(id).groups == {}
    assert nobody.set("habit", 0.5) is nobody.do("step") is nobody
    assert nobody.agg("age", len) == 0
    assert not nobody
    assert residents.get("habit") == HABIT


# Groups


def test_groupby_groups_in_order_of_the_first(residents):
    groups = residents.groupby("segment").groups
    assert list(groups) == [Segment(code) for code in (0, 3, 7, 5, 2)]
    assert isinstance(next(iter(groups)), Segment)
    assert ids(groups[Segment.ELDERLY]) == at(0, 4, 6)
    assert ids(groups[Segment.YOUNG]) == at(1, 3)
    assert all(type(group) is type(residents) for group in groups.values())


def test_groupby_takes_a_function_and_gives_lists_when_asked(residents):
    groups = residents.groupby(lambda resident: resident.age > 60, result_type="list").groups
    assert {key: ids(group) for key, group in groups.items()} == {
        True: at(0, 4, 6),
        False: at(1, 2, 3, 5, 7),
    }
    assert all(type(group) is list for group in groups.values())


@pytest.mark.parametrize("result_type", ["agentset", "list"])
def test_groups_are_counted_and_aggregated(residents, result_type):
    groups = residents.groupby("owner", result_type=result_type)
    assert len(groups) == 2
    assert groups.count() == {True: 5, False: 3}
    assert groups.agg("age", max) == {True: 71.5, False: 65.0}
    assert groups.agg("age", np.mean) == {True: 47.0, False: pytest.approx(128 / 3)}
    assert groups.map(len) == {True: 5, False: 3}
    assert [key for key, group in groups] == [True, False]


def test_groups_do_and_map_methods_of_the_sets(residents):
    groups = residents.groupby("owner")
    assert groups.do("set", "habit", 0.125) is groups
    assert residents.get("habit") == [0.125] * N
    assert groups.map("get", "age") == {
        owner: [age for age, is_owner in zip(AGE, OWNER, strict=True) if is_owner == owner]
        for owner in (True, False)
    }
