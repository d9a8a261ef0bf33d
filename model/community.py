"""The community: a street or a district of Shanghai that governs itself, month by month."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import mesa
import numpy as np
import pandas as pd

from gongzhi.agents.resident_set import ResidentsInModel
from gongzhi.scenarios import Book, Case, Levers, load_case
from gongzhi.scenarios.units import MONTHS

from .activities import open_activities
from .books import check_issues
from .chance import Chance
from .crowd import count_crowd
from .founding import Founded
from .month import Month, month_name
from .neighbours import NeighbourTies
from .organisations import count_sizes
from .processes import (
    arise,
    carry_out,
    decide,
    learn,
    raise_issues,
    reach,
    resource,
    set_agenda,
    take_part,
    task,
)
from .running_costs import Prices, pay_running_costs
from .witness import Watched
from .yearly import (
    announce_reform,
    hold_elections,
    hold_representative_meeting,
    make_budget,
    provide_services,
    renew_organisations,
    renew_population,
    spread_reforms,
)

__all__ = ["CommunityModel"]

AN_ELECTION = 2012  # a year in which committees were elected, as in 2015, 2018 …


class CommunityModel(Founded, Watched, ResidentsInModel, mesa.Model):
    """A street or a district under a scenario, with the luck of one seed.

    Args:
        scenario: a shipped name, the path of a scenario file, or a ``Case``.
        rng: seed of the luck (an integer from 0), a numpy generator to draw one from, or None for a
            new one; ``seed`` tells which. The society has its own seed, in the scenario's setting.
        threads: threads that share the loops over residents; results do not depend on them.
        book: parameters other than those of the scenario.
        **levers: levers of the scenario, its months or its setting, by name: ``reserve_share=0.2``.

    Raises:
        ScenarioError: for a scenario or a lever that cannot be used, with all reasons.
        TypeError: for a seed, or a number of threads, of a wrong kind.
        ValueError: for one that is out of range.
    """

    def __init__(
        self,
        scenario: str | os.PathLike[str] | Case = "baseline-2013",
        *,
        rng: int | np.integer | np.random.Generator | None = None,
        threads: int = 1,
        book: Book | None = None,
        **levers: Any,
    ) -> None:
        rng, threads = _checked(rng, threads)
        case = load_case(scenario, **levers)
        super().__init__(rng=rng)
        if rng is None or isinstance(rng, np.random.Generator):
            rng = int(self.rng.integers(2**63))
        self.seed = int(rng)
        self.cases = (case,)
        self.book = book or case.book
        self.threads = threads
        self.chance = Chance(self.seed)
        self.month_number = -case.setting.spin_up
        self.found()
        while self.month_number < 0:
            type(self).step(self)  # Mesa's step counter begins with the scenario

    def __repr__(self) -> str:
        """Tell the scenario, the people, the date and the seed."""
        people = f"{len(self.people):,} residents"
        return f"<{self.case.name}: {people}, {month_name(self.month_number)}, seed {self.seed}>"

    def step(self) -> None:
        """One month, in the order of the model description."""
        month = self._open_month()
        people, places, houses = self.people, self.places, self.buildings
        o, issues, crowd = self.organisations, self.issues, self.crowd

        shocks = self.case.setting.shocks
        self.arisen += arise(month, shocks, places, houses, o.offices, o.companies, issues)
        task(month, places, o, issues, self.hours)
        reach(month, people, places, o)
        raise_issues(month, people, places, issues)
        set_agenda(month, places, o, issues)
        activities = open_activities(month, places, houses, issues, self.money)
        self.activities = activities
        take_part(month, people, places, self.ties.neighbours, o, activities, issues)
        decide(month, places, crowd, o.committees, activities, issues)
        resource(month, crowd, o, activities, issues, self.money)
        carry_out(month, o.committees, issues)
        learn(month, people, places, houses, o, issues)

        self._close_month(month)

    def new_year(self, month: Month) -> None:
        """The work of January: people, money, organisations, services, meeting, elections."""
        people, places, o = self.people, self.places, self.organisations

        if month.number > 0:  # the society is that of January 2013; the spin-up leaves it alone
            self.ties.neighbours = renew_population(
                month, self.growth_of_places(), people, places, self.buildings, self.ties.neighbours
            )
        self.crowd = count_crowd(people, places, month.worlds)
        count_sizes(o, places, self.buildings)
        make_budget(month, places, o.offices, o.owners_committees, self.issues, self.money)
        renew_organisations(month, o, self.money)
        provide_services(month, people, places, o.offices, o.expertise(self.streets), self.money)
        hold_representative_meeting(
            month, people, self.crowd, places.street, o.offices, self.issues
        )
        term = round(month.weights(Prices).committee_term)
        if (month.year - AN_ELECTION) % term == 0:
            self.elections.append(hold_elections(month, people, places, o.committees))

    def run(self, progress: Callable[[int, int], None] | None = None) -> CommunityModel:
        """Live to the scenario's last month; ``progress(done, of)`` is called after each."""
        while self.running:
            self.step()
            if progress:
                progress(self.month_number, self.case.months)
        return self

    def adopt(self, case: Case) -> CommunityModel:
        """Let a community that has only lived its spin-up follow another case of the same setting.

        Scenarios compared under one seed share the society and the spin-up in this way.

        Raises:
            ValueError: if months were lived already, or the setting or the assumptions differ.
        """
        alike = case.setting == self.case.setting and case.assumptions == self.case.assumptions
        if self.month_number != 0 or not alike:
            raise ValueError("only a freshly spun-up community can adopt a case of its own setting")
        self.cases = (case,)
        self.running = True
        return self

    @property
    def series(self) -> pd.DataFrame:
        """Measures of the counted months: one row a month × street × segment."""
        return self.observed.frame()

    @property
    def neighbour_ties(self) -> NeighbourTies:
        """Neighbourly ties of the residents, by row."""
        return self.ties.neighbours

    def _open_month(self) -> Month:
        """Begin a month: its levers, the new year, what was announced, and what can be afforded."""
        before, january = self.levers, self.month_number % MONTHS == 0
        self.levers = self._levers_in_force(january and self.month_number > 0)
        changed = self.levers != before
        if changed:
            self.lever_columns = {}
        month = Month(
            self.month_number, self.levers, self.afforded, self.chance, self.book, self.threads,
            self.lever_columns, len(self.cases),
        )  # fmt: skip
        month.witness, month.held = self.witness_of(month.number), self.held
        if changed:
            announce_reform(month, before, self.people, self.places)
        if january or month.number == -self.case.setting.spin_up:
            self.new_year(month)
        elif changed:
            o = self.organisations
            contracts = o.expertise(self.streets)
            provide_services(month, self.people, self.places, o.offices, contracts, self.money)
        if self.held:
            self.held.open(self)
        loads = np.array([office.load for office in self.organisations.offices])
        self.afforded = month.afforded = pay_running_costs(
            month.number, self.levers, self.organisations.sizes, loads, self.money,
            month.weights(Prices),
        )  # fmt: skip
        return month

    def _levers_in_force(self, imitate: bool) -> list[Levers]:
        """Return the levers of every street, once the year's imitation is done."""
        size = self.case.setting.streets
        if imitate:
            busy = self.hours.administered(self.places.street, self.streets)
            for k, case in enumerate(self.cases):
                mine = slice(k * size, (k + 1) * size)
                self.taken_up[mine] = spread_reforms(
                    self.month_number, case, self.taken_up[mine], busy[mine], self.chance
                )
        return [
            case.levers_at(self.month_number, name, self.taken_up[k * size + n])
            for k, case in enumerate(self.cases)
            for n, name in enumerate(case.setting.street_names)
        ]

    def _close_month(self, month: Month) -> None:
        """Balance the books, observe, and turn the page."""
        if self.held:
            self.held.close(self)
        self.money.check(month.number)
        self.hours.check(month.number)
        check_issues(self.issues, self.arisen, month.number)
        counted = month.number >= 0
        self.observed.observe(
            month.number, self.people, self.places, self.issues, self.organisations, self.hours,
            self.money, self.ties.neighbours, counted and self.measured,
        )  # fmt: skip
        self.issues.turn_page()
        self.month_number += 1
        if counted:
            self.running = self.month_number < self.case.months
        if counted and self.measured and len(self.cases) == 1:
            self.datacollector.collect(self)


def _checked(
    rng: int | np.integer | np.random.Generator | None, threads: int
) -> tuple[int | np.random.Generator | None, int]:
    """Return seed and threads if they can be used; whole numbers as Python's own."""
    whole = int | np.integer
    if isinstance(rng, whole) and not isinstance(rng, bool):
        if not 0 <= rng < 2**64:
            raise ValueError(f"rng: {rng} is no seed; allowed: 0 to 2**64 - 1")
        rng = int(rng)  # what Python's own generator takes
    elif rng is not None and not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng: {rng!r} is no seed; allowed: a whole number, a numpy generator, None"
        )
    if isinstance(threads, bool) or not isinstance(threads, whole):
        raise TypeError(f"threads: {threads!r} is not a whole number")
    if threads < 1:
        raise ValueError(f"threads: {threads} is out of range; allowed: 1 or more")
    return rng, int(threads)
