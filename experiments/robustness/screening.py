"""Which assumptions the headline results hang on: elementary effects first, then Sobol indices.

Three steps, each a sweep (``sweeps/``) of the baseline and one of a reform, with the same points and the
same luck, so that their difference is the effect of the reform at every point. First all single numbers of
the parameter book move, those of a section together (Morris 1991, grouped as in Campolongo et al. 2007).
Then the numbers of the sections that matter move one by one. Then those that matter most get Sobol
indices (Saltelli et al. 2010), at growing numbers of points, to see whether they have settled.

Points at which a run broke or has no value are left out with the whole trajectory or block they belong to.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..progress import Progress
from ..sweeps.needs import need
from .place import MONTHS, PLACE, WINDOW

if TYPE_CHECKING:
    from ..sweeps.reading import Sweep

__all__ = ["OUTPUTS", "effects", "indices", "live_both", "plan_of", "strongest"]

BASELINE, REFORM = "baseline-2013", "full-package"
MEASURES = ("participation_rate", "resolution_rate")
OUTPUTS = tuple((what, measure) for what in ("baseline", "difference") for measure in MEASURES)
"""What is explained: the level of the baseline, and what the reform adds."""

SEED = 2013
RESAMPLES = 500


def plan_of(scenario: str, names: Sequence[str], design: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plan of a sweep over the whole ranges of some parameters."""
    return {
        "scenario": scenario,
        "months": MONTHS,
        "seeds": [SEED],
        "design": dict(design),
        "fixed": dict(PLACE),
        "uncertainties": dict.fromkeys(names, True),
        "results": {"window": WINDOW, "series": "none"},
    }


def live_both(
    names: Sequence[str],
    design: Mapping[str, Any],
    folder: str | os.PathLike[str],
    *,
    workers: int | None = None,
    progress: Progress = False,
) -> tuple[dict[str, Any], np.ndarray, dict[tuple[str, str], np.ndarray]]:
    """Run a design in the baseline and in the reform; what is in the folder already is not run again.

    Returns:
        SALib's problem, the inputs (rows of the design × parameters), and each of ``OUTPUTS`` by row.
    """
    from ..sweeps.adapters import salib_outputs, salib_problem
    from ..sweeps.sweeping import sweep

    done: dict[str, Sweep] = {
        scenario: sweep(
            plan_of(scenario, names, design), out=Path(folder, scenario), workers=workers,
            progress=progress,
        )
        for scenario in (BASELINE, REFORM)
    }  # fmt: skip
    outputs: dict[tuple[str, str], np.ndarray] = {}
    for measure in MEASURES:
        inputs, base = salib_outputs(done[BASELINE], measure)
        outputs["baseline", measure] = base
        outputs["difference", measure] = salib_outputs(done[REFORM], measure)[1] - base
    return salib_problem(done[BASELINE]), inputs, outputs


def effects(problem: dict[str, Any], inputs: np.ndarray, output: np.ndarray) -> dict[str, Any]:
    """Return the mean absolute elementary effect of each factor, or of each group of them.

    Returns:
        ``names``; ``effect`` (μ*, in units of the output, of a move over the whole range) and its
        half-width ``confidence``; ``trajectories`` that were whole.
    """
    analyze = need("SALib.analyze.morris").analyze
    names = list(dict.fromkeys(problem.get("groups") or problem["names"]))
    rows = _whole(output, len(names) + 1)
    found = analyze(
        problem, inputs[rows], output[rows], num_resamples=RESAMPLES, seed=SEED, num_levels=4
    )
    return {
        "names": [str(name) for name in found["names"]],
        "effect": np.asarray(found["mu_star"], float).tolist(),
        "confidence": np.asarray(found["mu_star_conf"], float).tolist(),
        "trajectories": int(rows.sum()) // (len(names) + 1),
    }


def indices(
    problem: dict[str, Any], output: np.ndarray, sizes: Sequence[int]
) -> list[dict[str, Any]]:
    """Return first-order and total Sobol indices, from the first blocks of the design and from more.

    Args:
        sizes: how many blocks of the design, the last being all.

    Returns:
        For each size ``blocks`` (those that were whole), ``first``, ``first_confidence``, ``total`` and
        ``total_confidence``, a value for each factor.
    """
    analyze = need("SALib.analyze.sobol").analyze
    block = problem["num_vars"] + 2
    told = []
    for size in sizes:
        part = output[: size * block]
        part = part[_whole(part, block)]
        found = analyze(problem, part, calc_second_order=False, num_resamples=RESAMPLES, seed=SEED)
        row: dict[str, Any] = {"blocks": len(part) // block}
        for key, name in (("S1", "first"), ("ST", "total")):
            row[name] = np.asarray(found[key], float).tolist()
            row[f"{name}_confidence"] = np.asarray(found[f"{key}_conf"], float).tolist()
        told.append(row)
    return told


def strongest(found: Mapping[tuple[str, str], Mapping[str, Any]], count: int) -> list[str]:
    """Return the factors that matter most for any output: by their effect ÷ the largest on that output."""
    score: dict[str, float] = {}
    for told in found.values():
        top = max(told["effect"]) or 1.0
        for name, effect in zip(told["names"], told["effect"], strict=True):
            score[name] = max(score.get(name, 0.0), effect / top)
    return sorted(score, key=lambda name: -score[name])[:count]


def _whole(output: np.ndarray, block: int) -> np.ndarray:
    """Mark the rows of blocks in which every value is there."""
    whole = np.isfinite(output).reshape(-1, block).all(axis=1)
    return np.repeat(whole, block)
