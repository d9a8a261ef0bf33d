"""The plan of a sweep: a TOML file, checked like a scenario, with every mistake told at once.

scenario = "classroom"
months = 24
seeds = 20

[design]
kind = "grid"

[levers]
reserve_share = [0.0, 0.1, 0.2]

[uncertainties]
"learning.efficacy_step_up" = true
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gongzhi.scenarios import Case, Problem, ScenarioError, load_case
from gongzhi.scenarios.checking import Report
from gongzhi.scenarios.errors import shown
from gongzhi.scenarios.reading import WHOLE_FILE, parse_text, read_text

from .factors import Factor, read_factors
from .mistakes import in_both
from .schema import MOST, Design, Document, Kept, check_schema

__all__ = ["Plan", "PlanSource", "read_plan"]

PlanSource = str | os.PathLike[str] | Mapping[str, Any]
"""A plan's file, or the tables that would stand in it."""


@dataclass(frozen=True)
class Plan:
    """What is to be run.

    Attributes:
        case: the scenario with what the plan fixes; its name and titles are left out.
        scenario: the scenario's name.
        limit: seconds that a run may take, founding included; None for no limit.
        text: the file, as it was read.
    """

    case: Case
    scenario: str
    seeds: tuple[int, ...]
    factors: tuple[Factor, ...]
    design: Design
    kept: Kept
    limit: float | None
    outside: bool
    text: str
    report: Report

    def fail(self, path: Sequence[str | int], message: str) -> ScenarioError:
        """Return the error of a mistake that only the design shows."""
        self.report.add(path, message)
        return ScenarioError(self.report.told())


def read_plan(source: PlanSource) -> Plan:
    """Return the plan of a file, or of the tables that would stand in it.

    Raises:
        ScenarioError: with every mistake, each with file, line and the nearest key.
    """
    if isinstance(source, Mapping):
        return _read(dict(source), Report("<plan>", {}, first_line=0), Path(), "")
    path = Path(source)
    text = read_text(path)
    if not text.strip():
        raise ScenarioError([Problem(os.fspath(path), 1, WHOLE_FILE, in_both("plan.empty"))])
    tables, lines = parse_text(text, os.fspath(path))
    return _read(tables, Report(os.fspath(path), lines), path.parent, text)


def _read(tables: dict[str, Any], report: Report, folder: Path, text: str) -> Plan:
    document = check_schema(tables, report)
    case = _case(document, report, folder)
    seeds = _seeds(document.seeds, report)
    factors = read_factors(document.levers, document.uncertainties, report, document.outside)
    if not factors and not report.problems:
        report.add(("levers",), in_both("plan.nothing"))
    design = document.design
    if design.file:
        design = design.model_copy(update={"file": os.fspath(folder / design.file)})
    if report.problems or case is None:
        raise ScenarioError(report.told())
    return Plan(
        case=case, scenario=_name(document.scenario), seeds=seeds, factors=factors, design=design,
        kept=document.results, limit=document.limit, outside=document.outside, text=text,
        report=report,
    )  # fmt: skip


def _case(document: Document, report: Report, folder: Path) -> Case | None:
    """Return the scenario with what the plan fixes, without its titles."""
    source = document.scenario
    if isinstance(source, str) and source.endswith(".toml") and not os.path.isabs(source):
        source = os.fspath(folder / source)
    values = dict(document.fixed)
    if document.months is not None:
        values["months"] = document.months
    if document.outside:
        values["outside"] = True
    try:
        case = load_case(source)
    except ScenarioError as error:
        for problem in error.problems:
            where = "" if problem.line == 0 else f"{problem.file}:{problem.line}: "
            about = {"path": problem.path, "message": problem.message}
            report.add(("scenario",), in_both("plan.scenario", where=where, **about))
        return None
    try:
        return load_case(_silent(case), **values)
    except ScenarioError as error:
        for problem in error.problems:
            own = problem.path in ("months", "outside")
            report.add((problem.path,) if own else ("fixed", problem.path), problem.message)
        return None


def _silent(case: Case) -> Case:
    """Return a case without what it says about itself, which changes nothing that happens."""
    return replace(
        case, name="", title_en="", title_zh="", note_en="", note_zh="", rows=(), look=()
    )


def _seeds(value: Any, report: Report) -> tuple[int, ...]:
    """Return the seeds: 0, 1, 2 … for a number of them, or those of a list."""
    if type(value) is int and 1 <= value <= MOST:
        return tuple(range(value))
    whole = isinstance(value, list | tuple | range) and all(type(s) is int for s in value)
    if whole and value and all(0 <= seed < 2**64 for seed in value):
        if len(set(value)) == len(value):
            return tuple(value)
        report.add(("seeds",), in_both("plan.seed.twice"))
    else:
        report.add(("seeds",), in_both("plan.seeds", value=shown(value), most=MOST))
    return ()


def _name(scenario: Any) -> str:
    return scenario.name if isinstance(scenario, Case) else Path(os.fspath(scenario)).stem
