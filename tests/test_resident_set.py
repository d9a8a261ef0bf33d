"""One contract for Mesa's own AgentSet and for ours, first part: who is in a set, in what order.

What is true of one is true of the other.
"""

import copy
import pickle

import mesa
import pytest
from mesa.agent import AgentSet
from resident_worlds import (
    AGE,
    COLUMNS,
    HABIT,
    ID,
    SEGMENT,
    WORLDS,
    N,
    at,
    ids,
    shuffled,
    some,
    world_of,
)

pytestmark = pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")


@pytest.fixture(params=WORLDS)
def world(request):
    return world_of(request.param)


@pytest.fixture
def residents(world):
    return world.set


# Who is in the set


def test_the_set_holds_each_resident_once_in_order(residents):
    assert len(residents) == N
    assert ids(residents) == ID


def test_a_resident_is_in_the_set_and_a_stranger_is_not(residents):
    assert list(residents)[2] in residents
    assert list(residents)[2] not in some(residents, 0, 1)
    assert "a word" not in some(residents, 0, 1)


def test_positions_and_slices_give_residents_and_lists(residents):
    assert residents[2].unique_id == ID[2]
    assert residents[-1].unique_id == ID[-1]
    assert ids(residents[1:7:2]) == at(1, 3, 5)
    assert isinstance(residents[1:3], list)
    assert residents.index(list(residents)[3]) == 3
    assert residents.count(list(residents)[3]) == 1
    assert ids(reversed(residents)) == ID[::-1]
    with pytest.raises(IndexError):
        residents[N]
    with pytest.raises(TypeError):
        residents["age"]


def test_residents_can_be_added_and_taken_out(residents):
    third = list(residents)[3]
    few = some(residents, 0, 1, 2)
    few.add(third)
    few.add(third)
    assert ids(few) == at(0, 1, 2, 3)
    few.discard(third)
    few.discard(third)
    assert ids(few) == at(0, 1, 2)
    with pytest.raises(KeyError):
        few.remove(third)
    few.remove(list(residents)[1])
    assert ids(few) == at(0, 2)
    assert few.pop().unique_id == ID[0]
    few.clear()
    assert len(few) == 0
    with pytest.raises(KeyError):
        few.pop()


def test_the_algebra_of_sets_keeps_the_order_of_pythons_sets(residents):
    a, b = some(residents, 0, 1, 2, 3), some(residents, 5, 3, 1)
    assert ids(a & b) == at(3, 1)
    assert ids(a | b) == at(0, 1, 2, 3, 5)
    assert ids(a - b) == at(0, 2)
    assert ids(a ^ b) == at(0, 2, 5)
    assert ids(a & list(b)) == at(3, 1)
    assert ids(list(b) - a) == at(5)
    assert ids(list(b) | a) == at(0, 1, 2, 3, 5)
    assert type(a | b) is type(a)
    with pytest.raises(TypeError):
        a & 3


def test_sets_change_in_place(residents):
    a, b = some(residents, 0, 1, 2, 3), some(residents, 5, 3, 1)
    same = a
    a |= b
    assert ids(a) == at(0, 1, 2, 3, 5)
    a &= some(residents, 5, 0, 3, 1)
    assert ids(a) == at(0, 1, 3, 5)
    a -= some(residents, 1)
    assert ids(a) == at(0, 3, 5)
    a ^= b
    assert ids(a) == at(0, 1)
    assert a is same


def test_sets_are_compared_by_who_is_in_them(residents):
    assert some(residents, 0, 1) == some(residents, 1, 0)
    assert some(residents, 0, 1) != some(residents, 0, 2)
    assert some(residents, 0) < some(residents, 1, 0) <= some(residents, 0, 1)
    assert some(residents, 0).isdisjoint(some(residents, 1))
    assert not some(residents, 0, 1).isdisjoint(some(residents, 1))


# Fewer, or in another order


def test_select_keeps_those_whom_the_function_accepts(residents):
    old = residents.select(lambda resident: resident.age > 60)
    assert ids(old) == at(0, 4, 6)
    assert isinstance(old, AgentSet)
    assert len(residents) == N


@pytest.mark.parametrize(
    ("at_most", "rows"),
    [
        (2, (0, 4)),
        (1, (0,)),
        (1.0, (0, 4, 6)),
        (0.25, (0, 4)),
        (0.24, (0,)),
        (2.5, (0, 4, 6)),
        (-1, ()),
    ],
)
def test_select_takes_the_first_of_them_up_to_a_number_or_a_fraction(residents, at_most, rows):
    old = residents.select(lambda resident: resident.age > 60, at_most=at_most)
    assert ids(old) == at(*rows)


@pytest.mark.parametrize(
    ("at_most", "number"),
    [(3, 3), (1, 1), (1.0, 8), (0.5, 4), (0.49, 3), (2.5, 3), (99, 8), (-1, 0)],
)
def test_select_without_a_function_takes_the_first(residents, at_most, number):
    assert ids(residents.select(at_most=at_most)) == ID[:number]


def test_select_stops_asking_when_it_has_enough(residents):
    asked = []
    residents.select(lambda resident: asked.append(resident) or True, at_most=2)
    assert ids(asked) == at(0, 1)


def test_select_by_type_takes_residents_and_nobody_of_another_kind(world):
    class Other(mesa.Agent):
        pass

    assert ids(world.set.select(agent_type=world.kind)) == ID
    assert ids(world.set.select(agent_type=mesa.Agent, at_most=2)) == at(0, 1)
    assert ids(world.set.select(lambda resident: True, agent_type=Other)) == []


def test_select_without_conditions_returns_a_copy(residents):
    same = residents.select()
    assert same is not residents
    same.discard(next(iter(residents)))
    assert len(same) == N - 1
    assert len(residents) == N


def test_select_in_place_changes_the_set(residents):
    assert residents.select(inplace=True) is residents
    assert residents.select(lambda resident: resident.owner, inplace=True) is residents
    assert ids(residents) == at(0, 2, 3, 6, 7)


def test_shuffle_draws_from_the_models_random_like_mesa(residents):
    assert ids(residents.shuffle()) == shuffled() != ID
    assert ids(residents) == ID


def test_shuffle_in_place_changes_the_set(residents):
    assert residents.shuffle(inplace=True) is residents
    assert ids(residents) == shuffled()


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("options", [{}, {"ascending": True}, {"ascending": False}], ids=str)
def test_sort_by_name_keeps_the_order_of_equals(residents, name, options):
    values = dict(zip(ID, COLUMNS[name], strict=True))
    expected = sorted(ID, key=values.get, reverse=not options.get("ascending", False))
    assert ids(residents.sort(name, **options)) == expected
    assert ids(residents.sort(lambda r: getattr(r, name), **options)) == expected
    assert ids(residents) == ID


def test_sort_by_id_and_in_place(residents):
    assert residents.sort("unique_id", ascending=True, inplace=True) is residents
    assert ids(residents) == sorted(ID)


# Copies, and what Mesa makes of the set


@pytest.mark.parametrize(
    "copied", [copy.deepcopy, lambda both: pickle.loads(pickle.dumps(both))], ids=["deep", "pickle"]
)
def test_a_pickled_set_comes_back_with_its_model_and_its_random(residents, copied):
    residents.shuffle(inplace=True)
    order = ids(residents)
    model, twin = copied((residents[0].model, residents))
    assert ids(twin) == order == ids(residents)
    assert twin[0].model is model
    assert twin.random is model.random
    assert ids(twin.shuffle()) == ids(residents.shuffle())
    twin.set("habit", 0.875)
    assert sorted(residents.get("habit")) == sorted(HABIT)
    assert twin[0].habit == 0.875


def test_a_shallow_copy_is_another_set_of_the_same_residents(residents):
    twin = copy.copy(residents)
    twin.shuffle(inplace=True)
    assert ids(residents) == ID
    assert set(twin) == set(residents)


def test_to_list_returns_the_residents(residents):
    if not hasattr(AgentSet, "to_list"):
        pytest.skip("this Mesa has no to_list")
    assert ids(residents.to_list()) == ID


@pytest.mark.parametrize("kind", WORLDS[:2])
def test_a_collector_of_mesas_reports_residents_by_type(kind):
    world = world_of(kind)
    collector = mesa.DataCollector(
        model_reporters={"people": lambda model: len(model.agents_by_type[world.kind])},
        agenttype_reporters={
            world.kind: {"age": "age", "old": lambda r: r.age > 60, "of": "segment"}
        },
    )
    collector.collect(world.model)
    world.set.set("age", 20.5)
    world.model.step()
    collector.collect(world.model)
    frame = collector.get_agenttype_vars_dataframe(world.kind)
    assert frame["age"].tolist() == AGE + [20.5] * N
    assert frame["of"].tolist() == SEGMENT * 2
    assert frame["old"].tolist() == [age > 60 for age in AGE] + [False] * N
    assert frame.index.get_level_values("AgentID").tolist() == ID * 2
    assert collector.get_model_vars_dataframe()["people"].tolist() == [N, N]
