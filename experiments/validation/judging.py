"""Judging: what replicates say of a pattern, of its mechanism, and of other readings of the parameters.

A test passes when the whole 95 % interval of its value over replicates lies in its range. The value is
a formula of the means over replicates, and its interval is that of the jackknife (Tukey 1958), which for
a mean is Student's. A pattern is there over seeds if all its tests pass. It holds if, beyond that, all its
values lie in their ranges in nine of ten draws of the parameters, one replicate each; where no draws were
tried, the seeds alone decide. Its mechanism makes it if a test that passes fails without the mechanism (or
lies where the pattern says), and the mechanism moves the value beyond luck.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..intervals import t_quantile
from .patterns.pattern import Formula, Pattern
from .replicates import Readings, Replicate

__all__ = ["ENOUGH", "jackknife", "judge"]

ENOUGH = 0.9
"""The share of draws in which a pattern must be there."""

WITHOUT = "without "
Value = tuple[float, float, float]


def judge(
    pattern: Pattern, replicates: Sequence[Replicate], draws: Sequence[Readings] = ()
) -> dict[str, Any]:
    """Return what is to be said of a pattern.

    Returns:
        ``id``, ``kind``; ``value``, its interval ``low``, ``high`` and its ``target`` (of the first
        test); ``over_seeds`` (all tests pass); ``holds`` (that, and enough of the draws); ``replicates``;
        ``share_of_draws`` in which all values lie in their ranges (None without draws), and of how many
        ``draws``; ``tests``, one row each; ``knock_out``, a test without the
        mechanism and whether the pattern is ``gone`` (None if it was not lived).
    """
    whole = [replicate.whole for replicate in replicates]
    tests = [
        _row(jackknife(test.formula, whole))
        | {"target": test.target, "data": test.data, "en": test.en, "zh": test.zh}
        for test in pattern.tests
    ]
    for row, test in zip(tests, pattern.tests, strict=True):
        row["passes"] = test.passes(row["low"], row["high"])
    head = {key: tests[0][key] for key in ("value", "low", "high", "target")}
    over_seeds, share = all(row["passes"] for row in tests), _share(pattern, draws)
    return {
        "id": pattern.id,
        "kind": pattern.kind,
        **head,
        "holds": over_seeds and (share is None or share >= ENOUGH),
        "over_seeds": over_seeds,
        "replicates": len(replicates),
        "share_of_draws": share,
        "draws": len(draws),
        "tests": tests,
        "knock_out": _knock_out(pattern, replicates, [row["passes"] for row in tests]),
    }


def jackknife(formula: Formula, runs: Sequence[Mapping[str, Mapping[str, float]]]) -> Value:
    """Return the value of a formula of means over replicates, and the ends of its 95 % interval.

    Replicates without some value (no issue was resolved, say) count for nothing in its mean.
    """
    names = [(world, name) for world, values in runs[0].items() for name in values]
    table = np.array([[run[world][name] for world, name in names] for run in runs], float)
    filled = np.isfinite(table)
    total, count = np.where(filled, table, 0.0).sum(axis=0), filled.sum(axis=0)
    whole = _value(formula, names, total, count)
    left_out = np.array(
        [
            _value(formula, names, total - np.where(there, row, 0.0), count - there)
            for row, there in zip(table, filled, strict=True)
        ]
    )
    n = len(runs)
    if n < 2 or not np.isfinite(left_out).all():
        return whole, math.nan, math.nan
    error = math.sqrt((n - 1) / n * float(((left_out - left_out.mean()) ** 2).sum()))
    half = t_quantile(0.95, n - 1) * error
    return whole, whole - half, whole + half


def _value(
    formula: Formula, names: Sequence[tuple[str, str]], total: np.ndarray, count: np.ndarray
) -> float:
    means: Readings = {}
    for (world, name), value, n in zip(names, total.tolist(), count.tolist(), strict=True):
        means.setdefault(world, {})[name] = value / n if n else math.nan
    return _of(formula, means)


def _of(formula: Formula, readings: Mapping[str, Mapping[str, float]]) -> float:
    """Return the value of a formula; NaN where it has none."""
    try:
        return float(formula(readings))
    except (ZeroDivisionError, ValueError):
        return math.nan


def _row(value: Value) -> dict[str, Any]:
    return dict(zip(("value", "low", "high"), value, strict=True))


def _share(pattern: Pattern, draws: Sequence[Readings]) -> float | None:
    """Return the share of draws in which every value lies in its range."""
    if not draws:
        return None
    values = [[(test, _of(test.formula, draw)) for test in pattern.tests] for draw in draws]
    within = [all(test.passes(value, value) for test, value in row) for row in values]
    return sum(within) / len(within)


def _knock_out(
    pattern: Pattern, replicates: Sequence[Replicate], passed: Sequence[bool]
) -> dict[str, Any] | None:
    """Return what a test's value is without the mechanism, what that adds, and whether it is gone.

    It is the first test that passes, for a pattern that is not there cannot go; else the first, and
    ``gone`` is None.
    """
    without = [replicate.without for replicate in replicates if replicate.without is not None]
    if len(without) < len(replicates):
        return None
    number = next((n for n, passes in enumerate(passed) if passes), 0)
    test = pattern.tests[number]
    row = _row(jackknife(test.formula, without))

    def added(both: Mapping[str, Mapping[str, float]]) -> float:
        apart: dict[bool, dict[str, Mapping[str, float]]] = {True: {}, False: {}}
        for name, values in both.items():
            apart[name.startswith(WITHOUT)][name.removeprefix(WITHOUT)] = values
        return test.formula(apart[False]) - test.formula(apart[True])

    runs = [
        {**replicate.whole, **{WITHOUT + name: values for name, values in other.items()}}
        for replicate, other in zip(replicates, without, strict=True)
    ]
    _, low, high = jackknife(added, runs)
    if pattern.gone:
        gone = row["low"] > pattern.gone[0] and row["high"] < pattern.gone[1]
    else:
        gone = not test.passes(row["low"], row["high"])
    moved = low > 0.0 or high < 0.0
    told = {"test": number, "added_low": low, "added_high": high}
    return {**row, **told, "gone": gone and moved if any(passed) else None}
