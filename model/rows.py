"""Rows: residents stand by neighbourhood, building and household, and places know where theirs are."""

from __future__ import annotations

import numpy as np

from gongzhi.agents.compiling import kernel
from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.words import Segment

from .chance import WORD

__all__ = ["household_heads", "number_rows", "row_order"]

MINOR = int(Segment.MINOR)


def row_order(residents: list[Residents], buildings: Buildings) -> np.ndarray:
    """Order the rows of tables laid end to end by neighbourhood, building and household."""
    rank = np.empty(len(buildings), np.int64)
    rank[np.argsort(buildings.neighbourhood, kind="stable")] = np.arange(len(buildings))
    building = np.concatenate([r.building for r in residents])
    household = np.concatenate([r.household for r in residents])
    return np.argsort((rank[building] << WORD) + household, kind="stable")


def household_heads(residents: Residents) -> np.ndarray:
    """Return the first row of each household; the rows of a household stand together."""
    return np.nonzero(np.diff(residents.household, prepend=-1))[0]


@kernel
def count_rows(where, household, segment, people, adults, households, first):
    """Count residents, adults and households of each place, and find its first row.

    ``where`` is the place of each resident; the last four are out, and places without anybody keep
    the first row they had.
    """
    people[:] = 0
    adults[:] = 0
    households[:] = 0
    for i in range(where.shape[0]):
        place = where[i]
        if people[place] == 0:
            first[place] = i
        people[place] += 1
        adults[place] += segment[i] != MINOR
        households[place] += i == 0 or household[i] != household[i - 1]


def number_rows(residents: Residents, places: Neighbourhoods, buildings: Buildings) -> None:
    """Tell the places where their rows are; residents stand in ``row_order``."""
    r = residents
    for table, where in ((places, r.neighbourhood), (buildings, r.building)):
        count_rows(
            where, r.household, r.segment, table.people, table.adults, table.households, table.first
        )
