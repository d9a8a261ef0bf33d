"""From a plan to its runs: each with an id that says all that its result depends on.

An id is the hash of the scenario as the run has it (every lever, fact and assumption, the months), the
seed, and the version of the model: its sources, its parameter book, the facts of the society. Runs with
one id have one result, whoever made it, and points of a design that come out equal are run once.

Runs that share seed, setting and assumptions share their founding and spin-up. They stand beside each
other in the order of the runs, seed after seed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from gongzhi.scenarios import Case, ScenarioError, load_case
from gongzhi.scenarios.saying import Text, in_language

from .designs import Point, draw_points
from .mistakes import in_both
from .plan import Plan

__all__ = ["Programme", "Run", "bundle_of", "make_programme", "model_version"]

DIGITS = 20
"""Hexadecimal digits of an id: among a million runs two are alike once in 10¹² sweeps."""

SHARES = 4
"""Bundles that every hand can have, so that all are done at about the same time."""

DATA = {
    "gongzhi.scenarios": ("parameters.toml", "society.toml"),
    "gongzhi.model": ("measures.toml",),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its place in the order, id, point and seed; runs of one home share their founding."""

    number: int
    id: str
    point: int
    seed: int
    home: int


@dataclass(frozen=True)
class Programme:
    """All runs of a plan.

    Attributes:
        points: the different points.
        rows: the design in its own order, each row the number of its point.
        id: hash of all run ids and of what is kept of each run.
        model: version of the model.
    """

    plan: Plan
    points: list[Point]
    rows: list[int]
    runs: list[Run]
    id: str
    model: str

    def case_of(self, run: Run) -> Case:
        """Return the scenario of a run."""
        return _case(self.plan, self.points[run.point])

    def values_of(self, run: Run) -> dict[str, Any]:
        """Return what the run's point sets, by the name of the factor; None for the scenario's own."""
        names = (factor.name for factor in self.plan.factors)
        return dict(zip(names, self.points[run.point], strict=True))

    def share(self, part: tuple[int, int]) -> list[Run]:
        """Return the runs of one part of several; neighbours in the order stay together."""
        number, of = part
        count = len(self.runs)
        return self.runs[count * (number - 1) // of : count * number // of]


def model_version() -> str:
    """Return the hash of all that a run depends on beside its scenario and its seed."""
    from gongzhi.agents.compiling import sources_hash

    digest = hashlib.sha256(sources_hash().encode())
    for package, names in DATA.items():
        for name in names:
            digest.update((files(package) / name).read_bytes())
    return digest.hexdigest()[:DIGITS]


def make_programme(plan: Plan) -> Programme:
    """Return the runs of a plan.

    Raises:
        ScenarioError: if the design cannot be made, or a point cannot be.
    """
    rows: list[int] = []
    points: list[Point] = []
    homes: list[int] = []
    hashes: dict[str, int] = {}
    known: dict[Any, int] = {}
    for point in draw_points(plan):
        case = _checked(plan, point)
        number = hashes.setdefault(case.hash, len(points))
        if number == len(points):
            points.append(point)
            homes.append(known.setdefault((case.setting, case.assumptions), len(known)))
        rows.append(number)
    model = model_version()
    ids = list(hashes)
    order = sorted(range(len(points)), key=lambda n: homes[n])
    places = [(s, n) for s in range(len(plan.seeds)) for n in order]
    runs = [
        Run(
            number, _hash(ids[n], plan.seeds[s], model), n, plan.seeds[s], s * len(known) + homes[n]
        )
        for number, (s, n) in enumerate(places)
    ]
    names = [factor.name for factor in plan.factors]
    whole = _hash(plan.kept.model_dump_json(), *names, *rows, *(run.id for run in runs))
    return Programme(plan, points, rows, runs, whole, model)


def bundle_of(programme: Programme, runs: Sequence[Run], hands: int) -> int:
    """Return how many runs a hand is best given at once, of those that are left."""
    from gongzhi.model.side_by_side import width

    fair = -(-len(runs) // (SHARES * hands))
    return min(fair, width(programme.case_of(runs[0])))


def _case(plan: Plan, point: Point) -> Case:
    values = {f.key: v for f, v in zip(plan.factors, point, strict=True) if v is not None}
    if plan.outside:
        values["outside"] = True
    return load_case(plan.case, **values)


def _checked(plan: Plan, point: Point) -> Case:
    """Return the scenario of a point; a point that cannot be is told with its values."""
    try:
        return _case(plan, point)
    except ScenarioError as error:
        values = ", ".join(f"{f.name} = {v}" for f, v in zip(plan.factors, point, strict=True))
        told = [(problem.path, problem.message) for problem in error.problems]
        wrong = Text(
            "; ".join(f"{path}: {message}" for path, message in told),
            "；".join(f"{path}: {in_language(message, 'zh')}" for path, message in told),
        )
        raise plan.fail(("design",), in_both("plan.point", values=values, wrong=wrong)) from None


def _hash(*parts: Any) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:DIGITS]
