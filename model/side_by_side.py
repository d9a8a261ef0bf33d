"""Side by side: several cases of one setting, lived in one go under the same luck.

A month costs some thousand steps whatever its size, so that a small community spends most of its time
on them. Communities that share their founding, their parameters and their luck, and differ in their
levers, can share these steps: they stand in the same tables, one after the other, as streets that
know nothing of each other. Whoever draws luck is named as in a run of its own (``Month.draw``,
``Month.numbers``), so that every community goes the way that it would go alone, bit for bit.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from gongzhi.agents.columns import Table
from gongzhi.scenarios import Case

from .community import CommunityModel
from .crowd import count_crowd
from .moves import IssueLog
from .neighbours import NeighbourTies
from .organisations import Organisations

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["live_side_by_side", "side_by_side", "width"]

WIDEST = 25
"""Communities that are lived side by side at the most: more bring little."""

MOST_RESIDENTS = 100_000
"""Residents of all of them at the most: memory grows with them."""


def width(case: Case) -> int:
    """Return how many communities of a case's setting are best lived side by side."""
    return max(min(WIDEST, MOST_RESIDENTS // case.setting.residents), 1)


def live_side_by_side(
    founded: CommunityModel,
    cases: Sequence[Case],
    tick: Callable[[int, int], None] | None = None,
) -> list[pd.DataFrame]:
    """Return the series of several cases that go on from one community, as many at once as is best.

    Args:
        founded: a community that has only lived its spin-up; it stays as it is.
        cases: of its setting, its assumptions and one number of months.
        tick: told (cases done, cases in all).

    Raises:
        ValueError: if one is not alike.
    """
    series: list[pd.DataFrame] = []
    for first in range(0, len(cases), width(founded.case)):
        company = cases[first : first + width(founded.case)]
        model = side_by_side(founded, company).run()
        series += [model.observed.frame(k) for k in range(len(company))]
        if tick:
            tick(len(series), len(cases))
    return series


def side_by_side(founded: CommunityModel, cases: Sequence[Case]) -> CommunityModel:
    """Return a model of several communities that go on from one, each under its own case.

    ``observed.frame(k)`` is the series of the k-th. The stories of issues, elections and what Mesa
    collects are not told apart: they are for communities that are lived alone.

    Args:
        founded: a community that has only lived its spin-up; it stays as it is.
        cases: of its setting, its assumptions and one number of months.

    Raises:
        ValueError: if there is no case, or if one is not alike.
    """
    if not cases or len({case.months for case in cases}) > 1:
        raise ValueError("side by side live one case or more, of one number of months")
    model = copy.deepcopy(founded)
    for case in cases:
        model.adopt(case)
    times, streets, places = len(cases), model.streets, len(model.places)
    people, buildings, issues = len(model.people), len(model.buildings), len(model.issues)
    teams = len(model.organisations.teams)
    model.cases = tuple(cases)
    _repeat(
        model.people, times, neighbourhood=places, building=buildings, team=teams,
        last_issue=issues,
    )  # fmt: skip
    _repeat(model.places, times, street=streets, first=people)
    _repeat(model.buildings, times, neighbourhood=places, first=people)
    _repeat(model.issues, times, street=streets, neighbourhood=places, building=buildings)
    model.issues.logged = IssueLog()
    model.arisen *= times
    model.ties.neighbours = _repeat_ties(model.ties.neighbours, times)
    _repeat_organisations(founded.organisations, model, times, streets, places)
    model.streets *= times
    model.money.repeat(times)
    model.hours.repeat(times)
    model.levers, model.lever_columns = model.levers * times, {}
    model.afforded = np.tile(model.afforded, times)
    model.taken_up = model.taken_up * times
    model.crowd = count_crowd(model.people, model.places, times)
    model.observed = model.observed.repeat(times)
    return model


def _repeat(table: Table, times: int, **sizes: int) -> None:
    """Repeat the rows of a table; what refers to a row of a table of some size refers to its own."""
    rows = len(table)
    table.become(table.take(np.tile(np.arange(rows), times)))
    world = np.repeat(np.arange(times), rows)
    for name, size in sizes.items():
        column = getattr(table, name)
        column += np.where(column >= 0, world * size, 0).astype(column.dtype)


def _repeat_ties(ties: NeighbourTies, times: int) -> NeighbourTies:
    """Repeat the ties of each community among its own residents."""
    rows, ends = len(ties.start) - 1, len(ties.target)
    start = np.concatenate([ties.start[:-1] + k * ends for k in range(times)] + [[times * ends]])
    target = np.concatenate([ties.target + np.int32(k * rows) for k in range(times)])
    return NeighbourTies(start, target, np.tile(ties.strength, times))


def _repeat_organisations(
    founded: Organisations, model: CommunityModel, times: int, streets: int, places: int
) -> None:
    """Give every community organisations of its own."""
    o = model.organisations
    for k in range(1, times):
        others = copy.deepcopy(founded, {id(founded.model): model})
        for to, kind in zip(o.kinds(), others.kinds(), strict=True):
            for one in kind:
                one.street += k * streets
                one.neighbourhood += k * places if one.neighbourhood >= 0 else 0
                model.register_agent(one)
            to.extend(kind)
        o.graph.update(others.graph)
    o.founded, o.sizes = o.founded * times, o.sizes * times
