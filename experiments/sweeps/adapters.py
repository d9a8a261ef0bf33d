"""Sweeps in the terms of other tools: SALib, the EMA workbench.

* ``salib_problem`` and ``salib_outputs``: what the analyses of SALib take, after a ``sobol`` or ``morris``
  design was run.
* ``ema_results``: the experiments and outcomes that the analyses of the EMA workbench take (PRIM, CART,
  feature scoring).
* ``ema_model``: the model of a plan as a ``Model`` of the workbench, for its searches.

Runs under several seeds are averaged: these tools know one value for each point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from gongzhi.scenarios import Case, default_book, load_case, load_text

from ..errors import InputError
from .designs import section_of
from .factors import Factor
from .living import Task, live
from .needs import need
from .plan import Plan, PlanSource, read_plan
from .reading import Sweep

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ema_model", "ema_results", "salib_outputs", "salib_problem"]


def salib_problem(sweep: Sweep) -> dict[str, Any]:
    """Return the factors of a sweep as SALib describes a problem; a list counts its values from 0."""
    factors = sweep.manifest["factors"]
    bounds = [
        [0.0, float(len(f["values"]))] if "values" in f else [f["low"], f["high"]] for f in factors
    ]
    problem = {"num_vars": len(factors), "names": [f["name"] for f in factors], "bounds": bounds}
    if sweep.manifest["design"].get("sections"):
        problem["groups"] = [section_of(f["key"]) for f in factors]
    return problem


def salib_outputs(sweep: Sweep, measure: str) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs and outputs of a sweep in the order of its design, as SALib's analyses take them.

    Args:
        sweep: a sweep whose runs are all done.
        measure: a column of its runs.

    Returns:
        Inputs, shape (rows of the design, factors), lists as places in them; and for each row the mean
        of the measure over the seeds, NaN where no run has a value.

    Raises:
        InputError: if the design leaves a list the scenario's own value, which is not in it.
    """
    design = _filled(sweep, sweep.design)
    columns = [_places(factor, design[factor["name"]]) for factor in sweep.manifest["factors"]]
    means = sweep.runs.groupby("point")[measure].mean()
    return np.column_stack(columns).astype(float), means.reindex(design["point"]).to_numpy()


def _places(factor: dict[str, Any], values: pd.Series) -> np.ndarray:
    """Return the values of a factor as numbers, those of a list as places in it."""
    places = factor.get("values")
    if not places:
        return values.to_numpy(float)
    missing = next((value for value in values if value not in places), None)
    if missing is not None:
        raise InputError("sweep.no_place", factor=factor["name"], value=missing)
    return np.array([places.index(value) for value in values], float)


def _filled(sweep: Sweep, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of points with the scenario's own values where a design leaves them as they are."""
    names = {f["name"]: f["key"] for f in sweep.manifest["factors"]}
    left = [name for name in names if table[name].isna().any()]
    if not left:
        return table
    case = load_text(sweep.manifest["scenarios"][0]["text"])
    own = {name: _own(case, names[name]) for name in left}
    return table.assign(
        **{n: table[n].astype(object).where(table[n].notna(), own[n]) for n in left}
    )


def _own(case: Case, key: str) -> Any:
    """Return what a scenario says of a lever, a fact of the setting, or a number of the model."""
    for group in (case.levers, case.setting):
        if hasattr(group, key):
            return getattr(group, key)
    return dict(case.assumptions).get(key, default_book().parameters[key].value)


def ema_results(
    sweep: Sweep, measures: Sequence[str]
) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    """Return experiments and outcomes of a sweep, one row a point, as the EMA workbench takes them.

    Args:
        sweep: the sweep; points without a run that went well are left out.
        measures: columns of its runs.
    """
    names = [factor["name"] for factor in sweep.manifest["factors"]]
    well = sweep.runs[sweep.runs["status"] == "ok"]
    by_point = well.groupby("point")
    means = by_point[list(measures)].mean()
    experiments = _filled(sweep, by_point[names].first().reset_index(drop=True))
    return experiments.infer_objects(), {name: means[name].to_numpy() for name in measures}


def ema_model(source: PlanSource, measures: Sequence[str]) -> Any:
    """Return the model of a plan as an EMA workbench ``Model``; its design is not used.

    Args:
        source: the plan; its levers and uncertainties become those of the model.
        measures: the outcomes, means over the last months and over the plan's seeds.
    """
    workbench = need("ema_workbench")
    plan = read_plan(source)
    model = workbench.Model("gongzhi", function=_Function(plan, tuple(measures)))
    model.levers = [_parameter(workbench, f) for f in plan.factors if f.kind == "lever"]
    model.uncertainties = [_parameter(workbench, f) for f in plan.factors if f.kind != "lever"]
    model.outcomes = [workbench.ScalarOutcome(name) for name in measures]
    return model


class _Function:
    """The function of a plan: values of the factors in, means of measures out. It can be pickled."""

    __name__ = "gongzhi"

    def __init__(self, plan: Plan, measures: tuple[str, ...]) -> None:
        self.plan, self.measures = plan, measures

    def __call__(self, **values: Any) -> dict[str, float]:
        import pandas as pd

        from gongzhi.model.measures import MEASURES

        plan = self.plan
        given = {f.key: values[_identifier(f)] for f in plan.factors}
        more = {"outside": True} if plan.outside else {}
        case = load_case(plan.case, **given, **more)
        lived = live([Task(n, case, seed, plan.kept) for n, seed in enumerate(plan.seeds)])
        wrong = next((one.error for one in lived if one.measures is None), None)
        if wrong is not None:
            raise RuntimeError(wrong)
        table = pd.DataFrame([one.measures for one in lived], columns=list(MEASURES))
        return {name: float(table[name].mean()) for name in self.measures}


def _identifier(factor: Factor) -> str:
    """Return the name of a factor as Python writes names: the workbench allows no dots."""
    return factor.name.replace(".", "_")


def _parameter(workbench: Any, factor: Factor) -> Any:
    name = _identifier(factor)
    if factor.values:
        return workbench.CategoricalParameter(name, list(factor.values))
    kind = workbench.IntegerParameter if factor.whole else workbench.RealParameter
    return kind(name, factor.low, factor.high)
