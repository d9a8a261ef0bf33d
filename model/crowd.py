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
        demand: mean need in each street's community, by segment and domain, share, shape
            (streets, 8, 11).
    """

    people: np.ndarray
    street_people: np.ndarray
    demand: np.ndarray


def count_crowd(residents: Residents, places: Neighbourhoods, worlds: int = 1) -> Crowd:
    """Count the crowd as it is now; ``worlds`` are communities lived side by side."""
    size, streets = len(Segment), int(places.street.max()) + 1
    people = np.zeros((len(places), size), np.int64)
    need = np.zeros((worlds, size, len(Domain)))
    world = places.street // (streets // worlds)
    add_up(residents.neighbourhood, residents.segment, residents.demand, world, people, need)
    count = np.maximum(people.reshape(worlds, -1, size).sum(axis=1), 1)
    street_people = np.zeros((streets, size), np.int64)
    np.add.at(street_people, places.street, people)
    demand = need / count[:, :, None] / BYTE
    return Crowd(people, street_people, np.repeat(demand, streets // worlds, axis=0))


@kernel
def add_up(neighbourhood, segment, demand, world, people, need):
    """Count residents by neighbourhood and segment, and add up their needs by world and segment."""
    for i in range(segment.shape[0]):
        n = neighbourhood[i]
        people[n, segment[i]] += 1
        for d in range(demand.shape[1]):
            need[world[n], segment[i], d] += demand[i, d]
