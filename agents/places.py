"""Places: neighbourhoods 居民区 and buildings 楼道, and what the month does there."""

from __future__ import annotations

import numpy as np

from .columns import Table, column
from .resident import (
    F32,
    I32,
    U8,
)
from .words import Domain, Housing, labels

__all__ = ["Buildings", "Neighbourhoods"]


class Neighbourhoods(Table):
    """The area of one residents' committee, a few thousand people in one kind of housing."""

    street: I32 = column("Row of the street.", low=0, dtype=np.int32)
    housing: U8 = column("Kind of housing.", dtype=np.uint8, labels=labels(Housing))
    first: I32 = column("Row of the first resident.", low=0, dtype=np.int32)
    people: I32 = column("Residents, children included.", "people", 0, dtype=np.int32)
    planned_people: I32 = column(
        "Residents for whom the committee's posts were planned.", "people", 0, dtype=np.int32
    )
    adults: I32 = column("Residents of 18 and over.", "people", 0, dtype=np.int32)
    households: I32 = column("Households.", "households", 0, dtype=np.int32)
    crowding: F32 = column("People per flat, against the city's mean.", "ratio", 0)
    provision: F32 = column(
        "How far services meet demand, by domain.", "share", 0, 1, width=len(Domain)
    )
    tickets: F32 = column("Hotline and grid tickets this month.", "tickets", 0)
    handled: F32 = column("Share of those tickets handled.", "share", 0, 1)
    unsolved: F32 = column("Severity of open issues per thousand adults.", "1/1000", 0)
    aspiration: F32 = column("Share of outcomes that people have come to expect.", "share", 0, 1)
    next_household: I32 = column("Next free household id.", low=0, dtype=np.int32)


class Buildings(Table):
    """A building or stairwell, the smallest arena."""

    neighbourhood: I32 = column("Row of the neighbourhood.", low=0, dtype=np.int32)
    first: I32 = column("Row of the first resident.", low=0, dtype=np.int32)
    people: I32 = column("Residents, children included.", "people", 0, dtype=np.int32)
    adults: I32 = column("Residents of 18 and over.", "people", 0, dtype=np.int32)
    households: I32 = column("Households.", "households", 0, dtype=np.int32)
