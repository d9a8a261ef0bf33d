"""Designs: which points of the space of levers and uncertainties are run.

* ``grid``: every combination. A range is spread over ``levels`` values (3 if not said). With ``draws``,
  only the levers are combined, and every combination is run under so many draws of the uncertainties
  (a Latin hypercube): the design of robust decisions.
* ``one-at-a-time``: the scenario as it is, then each factor at each of its values, the others as they are.
* ``latin-hypercube``: ``points`` points, each factor's range cut into as many slices, each hit once.
* ``sobol``: Saltelli's points for Sobol indices, ``points`` × (factors + 2), or × (2 factors + 2) with
  ``second_order``; ``points`` is a power of two.
* ``morris``: ``trajectories`` × (factors + 1) points for elementary effects, on ``levels`` levels; with
  ``sections``, the numbers of a section of the parameter book move together, as one factor.
* ``csv``: the rows of a file, whose columns are named like the factors.
"""

from __future__ import annotations

import csv
import itertools
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gongzhi.scenarios.lines import KeyPath

from .factors import Factor, Value
from .mistakes import MistakeError, in_both

if TYPE_CHECKING:
    from .plan import Plan

__all__ = ["Point", "draw_points", "salib_problem", "section_of"]

Point = tuple[Value | None, ...]
"""A value for each factor of the plan, in its order; None leaves the scenario's own."""

MOST_RUNS = 1_000_000
"""Runs of one plan: more would take longer to list than anybody waits."""

USUAL_LEVELS = {"grid": 3, "one-at-a-time": 2, "morris": 4}


def draw_points(plan: Plan) -> list[Point]:
    """Return the points of a plan's design, in the design's order; some may be equal.

    Raises:
        ScenarioError: if the design cannot be made.
    """
    kind = plan.design.kind
    levels = plan.design.levels or USUAL_LEVELS.get(kind, 2)
    runs = _points(plan, levels) * len(plan.seeds)
    if runs > MOST_RUNS:
        where: KeyPath = ("levers",) if kind == "grid" else ("design",)
        raise plan.fail(where, in_both("plan.many", runs=runs, most=MOST_RUNS))
    if kind == "grid":
        return _grid(plan, levels)
    if kind == "one-at-a-time":
        return _one_at_a_time(plan.factors, levels)
    if kind == "csv":
        return _from_csv(plan, Path(plan.design.file))
    if kind == "sobol":
        return _at(plan.factors, _sobol(plan))
    if kind == "morris":
        return _at(plan.factors, _morris(plan, levels))
    return _at(plan.factors, _latin(len(plan.factors), plan.design.points, plan.design.seed))


def salib_problem(factors: Sequence[Factor]) -> dict[str, Any]:
    """Return the factors as SALib describes a problem, the range of each being 0 to 1."""
    names = [factor.name for factor in factors]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def _points(plan: Plan, levels: int) -> int:
    """Return how many points a design has, before it is made; 0 for a file, which has what it has."""
    design, factors = plan.design, len(plan.factors)
    if design.kind == "grid":
        combined = [f for f in plan.factors if f.kind == "lever" or not design.draws]
        return math.prod(len(f.spread(levels)) for f in combined) * max(design.draws, 1)
    if design.kind == "sobol":
        return design.points * ((2 if design.second_order else 1) * factors + 2)
    if design.kind == "morris":
        return design.trajectories * (factors + 1)
    return design.points if design.kind == "latin-hypercube" else 0


def _grid(plan: Plan, levels: int) -> list[Point]:
    draws = plan.design.draws
    chosen = [f for f in plan.factors if f.kind == "lever" or not draws]
    unknown = [f for f in plan.factors if f not in chosen]
    drawn = _at(unknown, _latin(len(unknown), draws, plan.design.seed)) if unknown else [()]
    combined = list(itertools.product(*(factor.spread(levels) for factor in chosen)))
    place = {factor.name: n for n, factor in enumerate([*chosen, *unknown])}
    order = [place[factor.name] for factor in plan.factors]
    return [tuple((*c, *u)[k] for k in order) for u in drawn for c in combined]


def _one_at_a_time(factors: Sequence[Factor], levels: int) -> list[Point]:
    as_it_is: Point = (None,) * len(factors)
    moved = [
        (*as_it_is[:n], value, *as_it_is[n + 1 :])
        for n, factor in enumerate(factors)
        for value in factor.spread(levels)
    ]
    return [as_it_is, *moved]


def _at(factors: Sequence[Factor], shares: np.ndarray) -> list[Point]:
    """Return the points at shares of the ranges, shape (points, factors)."""
    rows = shares.tolist()
    return [tuple(f.at(share) for f, share in zip(factors, row, strict=True)) for row in rows]


def _latin(factors: int, points: int, seed: int) -> np.ndarray:
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(factors, seed=seed).random(points))


def _sobol(plan: Plan) -> np.ndarray:
    from .needs import need

    points = plan.design.points
    if points & (points - 1):
        near = 1 << (points.bit_length() - 1)
        message = in_both("plan.power", points=points, low=near, high=2 * near)
        raise plan.fail(("design", "points"), message)
    sample = need("SALib.sample.sobol").sample
    more = {"calc_second_order": plan.design.second_order, "seed": plan.design.seed}
    return np.asarray(sample(salib_problem(plan.factors), points, **more))


def _morris(plan: Plan, levels: int) -> np.ndarray:
    from .needs import need

    if levels % 2:
        raise plan.fail(("design", "levels"), in_both("plan.odd", levels=levels))
    sample = need("SALib.sample.morris").sample
    more = {"num_levels": levels, "seed": plan.design.seed}
    problem = salib_problem(plan.factors)
    if plan.design.sections:
        problem["groups"] = [section_of(factor.key) for factor in plan.factors]
    return np.asarray(sample(problem, plan.design.trajectories, **more))


def section_of(key: str) -> str:
    """Return the section of the parameter book that a number is in; what is in none is its own."""
    return key.rpartition(".")[0] or key


def _from_csv(plan: Plan, path: Path) -> list[Point]:
    """Return the rows of a file; a cell left empty leaves the scenario's own value."""
    where: KeyPath = ("design", "file")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise plan.fail(where, in_both("plan.unread", file=path, reason=reason)) from None
    names = [factor.name for factor in plan.factors]
    if not rows or set(rows[0]) != set(names):
        raise plan.fail(where, in_both("plan.columns", file=path, names=", ".join(names)))
    points: list[Point] = []
    for line, row in enumerate(rows, 2):
        try:
            points.append(tuple(_cell(factor, row[factor.name]) for factor in plan.factors))
        except MistakeError as mistake:
            about = {"file": path, "line": line, "wrong": mistake.told}
            plan.report.add(where, in_both("plan.line", **about))
    if plan.report.problems:
        raise plan.fail(where, in_both("plan.not.run", file=path))
    return points


def _cell(factor: Factor, text: str | None) -> Value | None:
    """Return what a cell says of a factor."""
    word = (text or "").strip()
    if not word:
        return None
    values = factor.values
    if values and all(isinstance(value, str) for value in values):
        return word
    if values and all(isinstance(value, bool) for value in values):
        if word.lower() not in ("true", "false"):
            raise MistakeError(in_both("plan.cell.bool", name=factor.name, word=word))
        return word.lower() == "true"
    try:
        return int(word) if factor.whole else float(word)
    except ValueError:
        raise MistakeError(in_both("plan.cell.number", name=factor.name, word=word)) from None
