"""Societies that tests look at: people, places and buildings, and who meets whom."""

from typing import NamedTuple

import numpy as np

from gongzhi.agents.places import Buildings, Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.model.chance import Chance, Purpose
from gongzhi.model.neighbours import Homophily, NeighbourTies, meet_neighbours
from gongzhi.model.society import SocietyTraits, settle
from gongzhi.scenarios import default_book, load_case
from gongzhi.scenarios.society import society_facts

BOOK = default_book()


class Society(NamedTuple):
    residents: Residents
    places: Neighbourhoods
    buildings: Buildings

    def meet(self, rows: np.ndarray | None = None, seed: int = 2013) -> tuple[np.ndarray, ...]:
        """Return the pairs that meet, and the strength of their ties."""
        rows = np.arange(len(self.residents)) if rows is None else rows
        return meet_neighbours(rows, Purpose.TIES, 0, Chance(seed), *self, BOOK.section(Homophily))

    def ties(self) -> NeighbourTies:
        return NeighbourTies.from_pairs(len(self.residents), *self.meet())


def society(**setting) -> Society:
    """Settle a street of the baseline, with some facts of the setting changed."""
    case = load_case("baseline-2013", **setting)
    return Society(*settle(case.setting, society_facts(), BOOK.section(SocietyTraits)))
