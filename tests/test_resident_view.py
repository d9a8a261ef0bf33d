"""One resident as a view of a row: attributes, their limits, neighbours."""

import copy
import pickle

import mesa
import numpy as np
import pytest
from resident_worlds import Street

from gongzhi.agents.resident import Residents
from gongzhi.agents.resident_set import ResidentSet
from gongzhi.agents.resident_view import FIXED, Resident, ResidentLeftError, cell_of
from gongzhi.agents.words import Domain, Form, Segment


@pytest.fixture
def street():
    return Street()


def test_attributes_are_the_columns_in_words_a_reader_knows(street):
    street.people.owner[3] = True
    street.people.demand[3, Domain.PARKING] = 51
    person = Resident(street, 12)
    assert (person.id, person.unique_id, person.model, person.pos) == (12, 12, street, None)
    assert (person.age, type(person.age)) == (33.0, float)
    assert (person.segment, type(person.segment)) == (Segment.YOUNG, Segment)
    assert person.owner is True
    assert person.demand[Domain.PARKING] == pytest.approx(0.2)
    assert person.demand.shape == (len(Domain),)
    assert repr(person) == "Resident(12)"


def test_writing_an_attribute_writes_the_table(street):
    person = Resident(street, 12)
    person.age, person.segment, person.owner = 36, Segment.MIDDLE_AGED, True
    person.demand = np.maximum(np.arange(len(Domain)) - 0.4, 0) / 255  # rounded to whole parts
    assert street.people.age.tolist() == [71, 34, 8, 36, 65]
    assert street.people.segment.tolist() == [0, 3, 7, 2, 0]
    assert street.people.owner.tolist() == [False, False, False, True, False]
    assert street.people.demand[3].tolist() == list(range(len(Domain)))
    assert not street.people.demand[[0, 1, 2, 4]].any()


@pytest.mark.parametrize("name", [name for name in Residents.columns if name not in FIXED])
def test_every_column_takes_its_limits_and_nothing_beyond(street, name):
    person, cell = Resident(street, 12), cell_of(name)

    def filled(value):
        return np.full(cell.shape, value) if cell.shape else value

    for limit in (cell.low, min(cell.high, 1e6)):
        value = filled(bool(limit) if cell.column.dtype.kind == "b" else limit)
        setattr(person, name, value)
        assert np.all(getattr(person, name) == value)
        assert not street.people.out_of_range()
    for wrong in (*map(filled, (cell.low - 1, cell.high + 1, np.nan, np.inf, "x", None)), [0] * 3):
        with pytest.raises((ValueError, TypeError), match=f"{name} = .*allowed is"):
            setattr(person, name, wrong)
        with pytest.raises((ValueError, TypeError), match=f"{name} = .*allowed is"):
            street.residents.set(name, wrong)
    assert np.all(getattr(person, name) == value)


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("age", 121, "age = 121: allowed is 0 to 120 .year."),
        ("age", True, "age = True"),
        ("segment", 8, "allowed is elderly, disadvantaged"),
        ("segment", 1.5, "allowed is elderly, disadvantaged"),
        ("segment", Form.VOICE, "allowed is elderly, disadvantaged"),
        ("age", Segment.ELDERLY, "age = "),
        ("team", 2.5, "team = 2.5"),
        ("team", 2**31, "team = "),
        ("owner", 2, "owner = 2"),
        ("demand", 0.5, "allowed is 11 values, each 0 to 1 .share."),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_and_named(street, name, value, error):
    with pytest.raises((ValueError, TypeError), match=error):
        setattr(Resident(street, 12), name, value)


@pytest.mark.parametrize("name", FIXED)
def test_where_a_resident_lives_is_not_written_by_hand(street, name):
    with pytest.raises(AttributeError, match="new year"):
        setattr(Resident(street, 12), name, 1)
    with pytest.raises(AttributeError, match="new year"):
        street.residents.set(name, 1)


def test_an_attribute_that_is_no_column_is_refused_and_the_nearest_named(street):
    with pytest.raises(AttributeError, match=r"'trust_comittee'. Did you mean 'trust_committee'\?"):
        Resident(street, 12).trust_comittee = 0.5
    with pytest.raises(AttributeError, match="no column 'pos'"):
        Resident(street, 12).pos = (0, 0)
    with pytest.raises(AttributeError, match="no column 'unique_id'"):
        street.residents.set("unique_id", 3)


def test_a_write_into_the_copy_of_a_row_is_not_lost_without_a_word(street):
    for demand in (Resident(street, 12).demand, street.residents.get("demand")[0]):
        with pytest.raises(ValueError, match="read-only"):
            demand[0] = 1


def test_every_column_of_codes_has_its_words():
    for name, column in Residents.columns.items():
        named = [word.name.lower() for word in cell_of(name).words]
        assert named == (list(column.labels) if column.labels else [])


def test_no_column_hides_a_name_of_mesas_agent():
    assert not set(Residents.columns) & {*dir(mesa.Agent), "model", "unique_id", "pos", "row"}


def test_two_views_of_a_person_are_equal_and_those_of_two_models_are_not(street):
    assert Resident(street, 12) == Resident(street, np.int32(12)) != Resident(street, 3)
    assert len({Resident(street, 12), Resident(street, 12), Resident(street, 3)}) == 2
    assert Resident(street, 12) != Resident(Street(), 12)
    assert Resident(street, 12) != 12


def test_neighbours_are_those_at_the_other_end_of_the_ties(street):
    neighbours = Resident(street, 7).neighbours
    assert isinstance(neighbours, ResidentSet)
    assert neighbours.ids.tolist() == [40, 10**14]
    assert neighbours.random is street.random


def test_residents_are_neither_made_nor_removed_by_hand(street):
    with pytest.raises(NotImplementedError, match="leave at the new year"):
        Resident(street, 12).remove()
    with pytest.raises(NotImplementedError, match="come at the new year"):
        Resident.create_agents(street, 3)
    with pytest.raises(NotImplementedError, match="come at the new year"):
        Resident.from_dataframe(street, street.people.to_frame())
    with pytest.raises(ResidentLeftError, match="13"):
        Resident(street, 13)


def test_a_pickled_resident_comes_back_with_the_model_even_as_a_key(street):
    person = Resident(street, 12)
    street.favourites = {person: 1}
    for twin in (copy.deepcopy(person), pickle.loads(pickle.dumps(person))):
        assert twin.model is not street
        assert twin.model.favourites == {twin: 1}
        twin.age = 50
        assert Resident(twin.model, 12).age == 50
        assert person.age == 33
