"""The crowd: adults and their needs, counted once a year for whoever looks at people as groups."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.agents.words import Domain, Segment

__all__ = ["Crowd", "count_crowd"]


class Crowd(NamedTuple):
    """Counts and needs of groups.

    Attributes:
        people: residents by neighbourhood and segment, shape (neighbourhoods, 8).
        demand: mean need by segment and domain, share, shape (8, 11).
    """

    people: np.ndarray
    demand: np.ndarray


def count_crowd(residents: Residents, places: Neighbourhoods) -> Crowd:
    """Count the crowd as it is now."""
    size = len(Segment)
    code = residents.neighbourhood * size + residents.segment
    people = np.bincount(code, minlength=len(places) * size).reshape(-1, size)
    count = np.maximum(np.bincount(residents.segment, minlength=size), 1)
    total = [
        np.bincount(residents.segment, residents.demand[:, d], size) for d in range(len(Domain))
    ]
    return Crowd(people, np.stack(total, axis=1) / count[:, None] / 255.0)
