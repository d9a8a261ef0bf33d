"""The same eight residents as agents of Mesa's and as rows of our table, and a small street."""

from random import Random
from types import SimpleNamespace

import mesa
import numpy as np
from mesa.agent import AgentSet

from gongzhi.agents.organisation import Organisation
from gongzhi.agents.resident import Residents
from gongzhi.agents.resident_set import ResidentSet, ResidentsInModel
from gongzhi.agents.resident_view import Resident
from gongzhi.agents.words import Segment

SEED = 7
ID = [40, 7, 10**14, 12, 3, 99, 8, 5]
AGE = [71.5, 34.0, 8.0, 34.0, 65.0, 29.0, 71.5, 50.0]
SEGMENT = [Segment(code) for code in (0, 3, 7, 3, 0, 5, 0, 2)]
OWNER = [True, False, True, True, False, False, True, True]
HABIT = [0.0, 0.25, 0.0, 0.5, 0.75, 0.25, 0.5, 1.0]
COLUMNS = {"age": AGE, "segment": SEGMENT, "owner": OWNER, "habit": HABIT}
N = len(ID)


class PlainResident(mesa.Agent):
    """The same resident as an ordinary agent of Mesa's."""

    def __init__(self, model, row):
        super().__init__(model)
        self.unique_id = ID[row]
        for name, values in COLUMNS.items():
            setattr(self, name, values[row])


class PlainModel(mesa.Model):
    def __init__(self):
        super().__init__(rng=SEED)
        self.everyone = [PlainResident(self, row) for row in range(N)]


class ColumnModel(ResidentsInModel, mesa.Model):
    def __init__(self, others=0):
        super().__init__(rng=SEED)
        self.people = Residents(N + others, id=[*ID, *range(1000, 1000 + others)])
        for name, values in COLUMNS.items():
            getattr(self.people, name)[:N] = values


def world_of(kind):
    """Make a model and a set of the eight residents in it."""
    if kind == "Mesa's own":
        model = PlainModel()
        return SimpleNamespace(
            model=model, kind=PlainResident, set=AgentSet(model.everyone, random=model.random)
        )
    if kind == "everyone":
        model = ColumnModel()
        return SimpleNamespace(model=model, kind=Resident, set=model.residents)
    model = ColumnModel(others=3)
    chosen = ResidentSet([Resident(model, ident) for ident in ID])
    assert chosen.rows.tolist() == list(range(N))
    order = np.array([9, 4, 0, 7, 10, 1, 2, 8, 6, 5, 3])
    model.people.become(model.people.take(order))  # the new year moves rows
    return SimpleNamespace(model=model, kind=Resident, set=chosen)


WORLDS = ("Mesa's own", "everyone", "chosen, then moved")


def ids(agents):
    return [agent.unique_id for agent in agents]


def at(*rows):
    return [ID[row] for row in rows]


def some(residents, *rows):
    """Return the set of the residents that stand at these places of the set."""
    listed = list(residents)
    return type(residents)([listed[row] for row in rows], random=residents.random)


def shuffled():
    rows = list(range(N))
    Random(SEED).shuffle(rows)
    return at(*rows)


STREET_ID = [40, 7, 10**14, 12, 3]


class Street(ResidentsInModel, mesa.Model):
    """Five residents in a row, each of whom knows the next, and two organisations."""

    def __init__(self):
        super().__init__(rng=1)
        self.people = Residents(
            5, id=STREET_ID, age=[71, 34, 8, 33, 65], segment=[0, 3, 7, 3, 0], spare_hours=10
        )
        start, target = np.array([0, 1, 3, 5, 7, 8]), np.array([1, 0, 2, 1, 3, 2, 4, 3])
        self.neighbour_ties = SimpleNamespace(start=start, target=target, strength=np.ones(8))
        self.offices = [Organisation(self, 0), Organisation(self, 0)]


def new_year(street, rows, newcomers=()):
    """Keep these rows, in this order, and let some people come."""
    kept = street.people.take(np.array(rows, int))
    kept.append(Residents(len(newcomers), id=list(newcomers), age=30))
    street.people.become(kept)
