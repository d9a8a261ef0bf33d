"""Residents of a model: who is registered, what the new year moves, what our sets add to Mesa's."""

import copy
import pickle

import mesa
import numpy as np
import pytest
from mesa.agent import AgentSet
from resident_worlds import Street, new_year

from gongzhi.agents import resident_members, resident_set
from gongzhi.agents.organisation import Organisation
from gongzhi.agents.resident_set import ResidentSet
from gongzhi.agents.resident_view import Cell, Resident, ResidentLeftError
from gongzhi.agents.words import Domain, Segment


@pytest.fixture
def street():
    return Street()


# Moving rows


def test_views_and_sets_follow_the_person_when_rows_move(street):
    person, pair = Resident(street, 12), ResidentSet([Resident(street, 3), Resident(street, 12)])
    person.habit = 0.5
    new_year(street, [4, 3, 2, 1, 0])
    assert (person.age, person.habit, person.row) == (33.0, 0.5, 1)
    person.habit = 0.25
    assert street.people.habit.tolist() == [0, 0.25, 0, 0, 0]
    assert pair.get("age") == [65.0, 33.0]
    assert pair.rows.tolist() == [0, 1]


def test_who_has_left_drops_out_of_sets_and_cannot_be_read(street):
    person, two = Resident(street, 12), ResidentSet([Resident(street, 3), Resident(street, 12)])
    groups = street.residents.groupby("segment")
    assert person in two
    new_year(street, [0, 1, 2, 4])
    with pytest.raises(ResidentLeftError, match="resident 12"):
        person.age  # noqa: B018
    with pytest.raises(LookupError):
        person.age = 3
    assert two.ids.tolist() == [3]
    assert person not in two
    assert groups.count() == {Segment.ELDERLY: 2, Segment.YOUNG: 1, Segment.MINOR: 1}
    assert pickle.loads(pickle.dumps(person)).unique_id == 12


def test_the_residents_of_the_model_include_newcomers_and_a_copy_of_them_does_not(street):
    everyone, copied = street.residents, street.residents.copy()
    new_year(street, [4, 3, 1], newcomers=[10**15, 13])
    assert everyone.ids.tolist() == [3, 12, 7, 10**15, 13]
    assert copied.ids.tolist() == [7, 12, 3]
    assert Resident(street, 13).age == 30
    assert Resident(street, 13) in everyone
    assert Resident(street, 13) not in copied


def test_a_table_may_become_empty_and_fill_again(street):
    chosen = street.residents.copy()
    new_year(street, [])
    assert len(street.residents) == len(chosen) == 0
    new_year(street, [], newcomers=[50])
    assert street.residents.ids.tolist() == [50]


def test_who_leaves_while_the_residents_act_is_skipped(street):
    met = []

    def meet(resident):
        met.append((resident.unique_id, resident.age))
        if resident.unique_id == 7:
            new_year(street, [4, 1, 0])

    street.residents.do(meet)
    assert met == [(40, 71.0), (7, 34.0), (3, 65.0)]


# The model


def test_residents_are_not_registered_and_take_no_number_of_mesas(street):
    assert list(street.agents) == street.offices
    street.residents.do(lambda resident: resident.neighbours.to_list())
    assert list(street.agents) == street.offices
    assert Organisation(street, 0).unique_id == 3


def test_the_model_lists_residents_and_organisations_by_type(street):
    assert set(street.agent_types) == {Resident, Organisation}
    assert list(street.agents_by_type[Organisation]) == street.offices
    assert street.agents_by_type[Resident] == street.residents
    street.offices.pop().remove()
    assert list(street.agents_by_type[Organisation]) == street.offices


def test_a_collector_of_agents_sees_organisations_and_residents_only_by_type(street):
    collector = mesa.DataCollector(
        agent_reporters={"row": "row"}, agenttype_reporters={Resident: {"demand": "demand"}}
    )
    collector.collect(street)
    street.residents.set("demand", np.ones(len(Domain)))
    assert len(collector.get_agent_vars_dataframe()) == 2
    collected = collector.get_agenttype_vars_dataframe(Resident)["demand"]
    assert [values.sum() for values in collected] == [0] * 5


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_a_copied_model_has_residents_of_its_own(street, copied):
    street.chosen = street.residents.sort("age")
    twin = copied(street)
    twin.residents.set("age", 50)
    twin.step()
    assert twin.chosen.ids.tolist() == street.chosen.ids.tolist()
    assert twin.chosen.get("age") == [50.0] * 5
    assert street.residents.get("age") == [71.0, 34.0, 8.0, 33.0, 65.0]
    assert next(iter(twin.residents)).model is twin
    assert next(iter(twin.residents)) not in street.residents


# What the sets can do beyond Mesa's


def test_where_selects_by_a_mask_or_by_columns(street):
    by_age = street.residents.sort("age")
    assert by_age.where(lambda people: people.age > 33).ids.tolist() == [40, 3, 7]
    assert by_age.where([True, False, False, False, True]).ids.tolist() == [40, 10**14]
    assert len(by_age.where([False] * 5)) == 0
    for wrong in ([True], [0, 1, 2, 3, 4], lambda people: people.age):
        with pytest.raises(ValueError, match="needed are 5 booleans"):
            by_age.where(wrong)


def test_a_set_becomes_a_frame_in_its_own_order(street):
    frame = street.residents.sort("age").to_frame()
    assert frame["id"].tolist() == [40, 3, 7, 12, 10**14]
    assert frame["segment"].tolist() == ["elderly", "elderly", "young", "young", "minor"]


def test_questions_about_columns_make_no_views(street, monkeypatch):
    def refuse(*args):
        raise AssertionError("a view was made")

    residents = street.residents
    monkeypatch.setattr(resident_members, "view", refuse)
    with pytest.raises(AssertionError):
        list(residents)
    residents.get(["age", "demand", "unique_id"])
    residents.sort("age").shuffle().select(at_most=0.5).set("habit", 0.5)
    residents.groupby("segment").agg("age", max)
    residents.where(lambda people: people.age > 30).agg("age", [np.mean, max])
    assert len(residents & residents | residents - residents) == 5
    monkeypatch.setattr(Cell, "listed", refuse)
    assert residents.agg("age", np.max) == 71


def test_strangers_do_not_come_into_a_set(street):
    other = Resident(Street(), 12)
    for add in (street.residents.add, lambda agent: ResidentSet([Resident(street, 3), agent])):
        for stranger in (other, street.offices[0]):
            with pytest.raises(TypeError, match="not a resident of this model"):
                add(stranger)
    with pytest.raises(ValueError, match="model="):
        ResidentSet([])
    assert len(ResidentSet([], model=street)) == 0
    assert other not in street.residents
    assert len(street.residents & other.model.residents) == 0
    assert len(street.residents - other.model.residents) == 5


def test_a_mix_of_organisations_and_residents_loses_nobody_without_a_word(street):
    offices = AgentSet(street.offices, random=street.random)
    assert list(offices - street.residents) == street.offices
    assert len(street.residents - offices) == 5
    assert len(offices & street.residents) == 0
    with pytest.raises(TypeError, match="not a resident"):
        offices | street.residents
    with pytest.raises(TypeError, match="not a resident"):
        street.residents | offices


def test_every_method_that_mesa_gives_its_sets_is_overridden():
    of_mesa = {
        name
        for kind in AgentSet.__mro__
        if kind.__module__.startswith("mesa.")
        for name, value in vars(kind).items()
        if callable(value) and name not in {"__init_subclass__", "__class_getitem__"}
    }
    ours = vars(ResidentSet) | vars(resident_members.Members)
    assert len(of_mesa) > 20
    assert of_mesa <= set(ours)
    assert set(vars(resident_set.GroupBy)) >= {"agg", "map", "do", "count"}


def test_a_method_of_a_later_mesa_finds_views_that_do_not_vanish(street):
    assert [agent.age for agent in street.residents._agents] == [71.0, 34.0, 8.0, 33.0, 65.0]
    with pytest.raises(AttributeError):
        street.residents._agents = {}
