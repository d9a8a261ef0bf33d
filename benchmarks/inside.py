"""How long an answer about a run takes: explaining, tracing, drawing."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measuring import Spread, started

__all__ = ["look_inside"]

FULL, BASE = "full-package", "baseline-2013"


def look_inside(gongzhi: list[str], small: str, quick: bool) -> dict[str, Any]:
    """Time answers about the last month of a run, as commands; and drawing, in one process.

    Args:
        gongzhi: the command line before its words.
        small: a script that has every kernel compiled.
        quick: a classroom instead of a street.
    """
    scenario, months = ("classroom", "14") if quick else (FULL, "120")
    who = ("committee", "0") if quick else ("resident",)  # in a classroom nobody may come
    with tempfile.TemporaryDirectory() as scratch:
        cache = os.path.join(scratch, "cache")
        started([sys.executable, "-c", small], GONGZHI_CACHE=cache)

        def answered(*words: str) -> float:
            return started([*gongzhi, *words], GONGZHI_CACHE=cache)

        asked = {
            "explain": ("explain", scenario, *who, "--set", f"months={months}"),
            "trace": ("trace", scenario, "--seed", "1", "--months", months),
        }
        took: dict[str, float] = {}
        for name, words in asked.items():
            took[f"{name}_first"] = answered(*words)
            took[f"{name}_again"] = answered(*words)
        results = os.path.join(scratch, "results")
        compared = (scenario, scenario) if quick else (BASE, scenario)
        answered("compare", *compared, "--seeds", "2", "--months", months, "--out", results)
        took["explain_results"] = answered("explain", results, *who)
        before = str(int(months) - 13)  # the month farthest from one where the run can be taken up
        took["explain_far"] = answered("explain", results, *who, "--month", before)
        took["trace_results"] = answered("trace", results)
        return {"answers_s": took, "figures_s": _draw(results, quick)}


def _draw(results: str, quick: bool) -> dict[str, Spread]:
    """Time every figure from a folder of results to a file, after one that loaded the libraries."""
    from gongzhi.experiments.figures import FIGURES, draw, save_figure

    def drawn(name: str) -> float:
        before = time.perf_counter()
        save_figure(draw(name, results), Path(results).parent / name)
        return time.perf_counter() - before

    drawn("participation")
    return {name: Spread.of([drawn(name) for _ in range(1 if quick else 3)]) for name in FIGURES}
