"""One month: its number and date, the levers in force, the parameters, and the month's chance."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from gongzhi.agents.places import Neighbourhoods
from gongzhi.agents.resident import Residents
from gongzhi.scenarios.levers import Levers
from gongzhi.scenarios.parameters import Book
from gongzhi.scenarios.units import MONTHS

from .chance import Chance, Fortune, Purpose, fill_fortunes

if TYPE_CHECKING:
    from .knockout import Beside
    from .witness import Witness

__all__ = ["FIRST_YEAR", "Month", "month_name"]

FIRST_YEAR = 2013
Section = TypeVar("Section", bound=NamedTuple)


def month_name(number: int) -> str:
    """Name a month: 0 is 2013-01."""
    return f"{FIRST_YEAR + number // MONTHS}-{number % MONTHS + 1:02d}"


@cache
def helpers(count: int) -> ThreadPoolExecutor:
    """Return threads that are kept from one loop to the next."""
    return ThreadPoolExecutor(count)


if hasattr(os, "register_at_fork"):  # threads do not survive a fork
    os.register_at_fork(after_in_child=helpers.cache_clear)


class Month:
    """What every process needs to know of the month it happens in.

    Attributes:
        number: months since January 2013; negative in the spin-up.
        levers: the levers in force, one set a street.
        afforded: share of what the street wanted to run that it could pay for, one a street.
        witness: looks on and explains, if somebody is watched.
        held: what is held at a twin's, in a knock-out.
        worlds: communities that are lived side by side, with as many streets, places, units … each;
            one unless several cases are compared in one go.

    Args:
        columns: levers by street that earlier months under the same levers have worked out.
    """

    def __init__(
        self,
        number: int,
        levers: list[Levers],
        afforded: np.ndarray,
        chance: Chance,
        book: Book,
        threads: int = 1,
        columns: dict[str, np.ndarray] | None = None,
        worlds: int = 1,
    ) -> None:
        self.number = number
        self.levers = levers
        self.afforded = afforded
        self.chance = chance
        self.book = book
        self.threads = threads
        self.worlds = worlds
        self.witness: Witness | None = None
        self.held: Beside | None = None
        self._columns = {} if columns is None else columns
        self._fortunes: np.ndarray | None = None

    @property
    def name(self) -> str:
        """Calendar name, such as 2013-01."""
        return month_name(self.number)

    @property
    def year(self) -> int:
        """Calendar year."""
        return FIRST_YEAR + self.number // MONTHS

    @property
    def key(self) -> tuple[np.uint64, np.uint64]:
        """Key of the run's luck, for kernels."""
        return self.chance.key

    def draw(self, purpose: Purpose, agents: np.ndarray | int, k: int = 0) -> np.ndarray:
        """Draw this month's luck: four numbers in (0, 1) for each agent; see ``Chance.draw``.

        A number of agents stands for as many of each world: the first of one has the luck of the
        first of another.
        """
        if isinstance(agents, int) and self.worlds > 1:
            agents = np.tile(np.arange(agents // self.worlds), self.worlds)
        return self.chance.draw(purpose, self.number, agents, k)

    def world(self, streets: np.ndarray) -> np.ndarray:
        """Return the world that each of these streets is in."""
        return streets // (len(self.levers) // self.worlds)

    def numbers(self, streets: np.ndarray) -> np.ndarray:
        """Number things, given the street of each, within their world: 0, 1, 2, … in each.

        What is told apart by where it stands in a table keeps its name, and so its luck, in whatever
        company its world is lived.
        """
        number = np.arange(len(streets))
        if self.worlds > 1:
            world = self.world(streets)
            order = np.argsort(world, kind="stable")
            count = np.bincount(world, minlength=self.worlds)
            number[order] = np.arange(len(order)) - (np.cumsum(count) - count)[world[order]]
        return number

    def fortunes(self, residents: Residents, places: Neighbourhoods) -> np.ndarray:
        """Return the month's luck of all residents, drawn once: shape (n, 4), see ``Fortune``.

        Each kind of luck stands together, for a loop uses one of the four.
        """
        if self._fortunes is None:
            self._fortunes = np.empty((len(residents), len(Fortune)), np.float32, order="F")
            self.for_all_neighbourhoods(
                fill_fortunes, len(places), places.first, places.people, residents.id, self.number,
                int(Purpose.FORTUNE), *self.key, self._fortunes,
            )  # fmt: skip
        return self._fortunes

    def lever(self, name: str, streets: np.ndarray | None = None) -> np.ndarray:
        """Return a lever's value by street, or for the street of each row in ``streets``."""
        if name not in self._columns:
            column = np.array([getattr(levers, name) for levers in self.levers])
            column.flags.writeable = False  # later months read it too
            self._columns[name] = column
        column = self._columns[name]
        return column if streets is None else column[streets]

    def delivered(self, name: str, streets: np.ndarray | None = None) -> np.ndarray:
        """Return a lever that costs running money, scaled to what could be paid for."""
        column = self.lever(name) * self.afforded
        return column if streets is None else column[streets]

    def choice(
        self, name: str, stands_for: dict[str, float], streets: np.ndarray | None = None
    ) -> np.ndarray:
        """Return the number that each street's choice stands for, of a lever with named choices."""
        column = np.array([stands_for[getattr(levers, name)] for levers in self.levers])
        return column if streets is None else column[streets]

    def weights(self, kind: type[Section]) -> Section:
        """Return a section of the parameter book."""
        return self.book.section(kind)

    def for_all_neighbourhoods(self, loop: Callable[..., Any], count: int, *arrays: Any) -> None:
        """Run a kernel over all neighbourhoods, in as many threads as the run may use.

        ``loop(first, last, *arrays)`` handles the neighbourhoods ``first`` to ``last - 1`` and writes
        nothing that belongs to another one, so the split changes nothing.
        """
        parts = min(self.threads, count)
        if parts <= 1:
            loop(0, count, *arrays)
            return
        edges = np.linspace(0, count, parts + 1).astype(int)
        pool = helpers(parts - 1)
        jobs = [pool.submit(loop, a, b, *arrays) for a, b in pairwise(edges[1:])]
        loop(edges[0], edges[1], *arrays)
        for job in jobs:
            job.result()
