"""Founding: what a community has from its first day, made under the society's own seed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from mesa.datacollection import DataCollector

from gongzhi.scenarios import Book, Case, Levers
from gongzhi.scenarios.society import society_facts
from gongzhi.scenarios.street_table import street_of

from .books import Hours, Money
from .chance import Chance, Purpose
from .crowd import count_crowd
from .issues import Issues
from .measures import MEASURES
from .neighbours import Homophily, NeighbourTies, meet_neighbours
from .observing import Series
from .organisations import found_organisations
from .own_street import give_posts
from .running_costs import Prices
from .society import SocietyTraits, settle
from .ties import Ties

if TYPE_CHECKING:
    import pandas as pd

    from .activities import Activities
    from .knockout import Beside

__all__ = ["Founded"]


class Founded:
    """A model with a society, organisations, ties and books."""

    cases: tuple[Case, ...]  # one, or several of one setting that are lived side by side
    book: Book
    activities: Activities  # of the month
    datacollector: DataCollector

    @property
    def case(self) -> Case:
        """The case that is lived; the first of several."""
        return self.cases[0]

    def found(self) -> None:
        """Make the society, its ties and its organisations, and open the books."""
        setting, book = self.case.setting, self.book
        chance = Chance(setting.society_seed)
        self.streets = setting.streets
        self.people, self.places, self.buildings = settle(
            setting, society_facts(), book.section(SocietyTraits)
        )
        a, b, strength = meet_neighbours(
            np.arange(len(self.people)), Purpose.TIES, 0, chance, self.people, self.places,
            self.buildings, book.section(Homophily),
        )  # fmt: skip
        neighbours = NeighbourTies.from_pairs(len(self.people), a, b, strength)
        self.organisations = found_organisations(
            self, self.places, self.buildings, self.streets, book, chance
        )
        if street := street_of(setting.neighbourhoods_csv):
            give_posts(street, self.organisations.committees, book.section(Prices).posts)
        self.ties = Ties(self.organisations.graph, neighbours, self.people)
        self.issues, self.arisen = Issues(), 0
        self.money = Money(self.streets, len(self.places))
        self.hours = Hours(len(self.places))
        self.crowd = count_crowd(self.people, self.places)
        self.elections: list[pd.DataFrame] = []
        self.held: Beside | None = None
        self.measured = True  # False where a run is lived again only to be looked into
        self.afforded = np.ones(self.streets)
        self.levers = [Levers()] * self.streets
        self.lever_columns: dict[str, np.ndarray] = {}
        self.taken_up: list[frozenset[int]] = [frozenset()] * self.streets
        self.observed = Series(self.streets)
        self.datacollector = DataCollector(
            model_reporters={
                name: partial(Series.latest, name=name)
                for name, m in MEASURES.items()
                if m.headline
            }
        )

    def growth_of_places(self) -> np.ndarray:
        """Growth of households in each neighbourhood, share a year; towns grow by more."""
        setting = self.case.setting
        in_town = self.places.street % setting.streets >= setting.streets - setting.towns
        return setting.growth + setting.town_growth * in_town
