"""The crowd: adults and their needs, counted once a year for whoever looks at people as groups."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.compiling import kernel
from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.words import Domain, Segment
from gongzhi.scenarios.units import BYTE

__all__ = ["Crowd", "count_crowd"]


class Crowd(NamedTuple):
    """Counts and needs of groups.

    Attributes:
        people: residents by neighbourhood and segment, shape (neighbourhoods, 8).
        street_people: residents by street and segment, shape (streets, 8).
        demand: mean need by segment and domain, share, shape (8, 11).
    """

    people: np.ndarray
    street_people: np.ndarray
    demand: np.ndarray


def count_crowd(residents: Residents, places: Neighbourhoods) -> Crowd:
    """Count the crowd as it is now."""
    size = len(Segment)
    people = np.zeros((len(places), size), np.int64)
    need = np.zeros((size, len(Domain)))
    add_up(residents.neighbourhood, residents.segment, residents.demand, people, need)
    count = np.maximum(people.sum(axis=0), 1)
    street_people = np.zeros((int(places.street.max()) + 1, size), np.int64)
    np.add.at(street_people, places.street, people)
    return Crowd(people, street_people, need / count[:, None] / BYTE)


@kernel
def add_up(neighbourhood, segment, demand, people, need):
    """Count residents by neighbourhood and segment, and add up their needs by segment."""
    for i in range(segment.shape[0]):
        people[neighbourhood[i], segment[i]] += 1
        for d in range(demand.shape[1]):
            need[segment[i], d] += demand[i, d]
