"""The same luck for several scenarios: one seed founds a society, and every scenario goes on from it."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from functools import partial

from gongzhi.scenarios import Case

from .inside.remembering import remember, remembering
from .kept.records import Outcome, record
from .pool import share_out
from .progress import Tick

__all__ = ["run_seed", "run_seeds"]

Cases = Mapping[str, Case]
"""Scenarios by the label that they have in this comparison."""


def run_seeds(
    cases: Cases, seeds: Sequence[int], workers: int, tick: Tick | None = None
) -> list[dict[str, Outcome]]:
    """Return for each seed what every scenario left, in the order given; the first keeps its records.

    Raises:
        WorkerError: if a process died.
    """
    months = sum(case.months for case in cases.values())
    tasks = [(seed, n == 0) for n, seed in enumerate(seeds)]
    return share_out(partial(_of_seed, dict(cases)), tasks, workers, months, tick)


def run_seed(
    cases: Cases, seed: int, tick: Tick | None = None, keep: bool = False
) -> dict[str, Outcome]:
    """Return what every scenario leaves under one seed; equal settings share one spin-up.

    Args:
        cases: scenarios by label.
        seed: seed of the luck.
        tick: told (months done, months in all).
        keep: whether to keep records, too, and what a look into the run begins with.
    """
    from gongzhi.model import CommunityModel

    left: dict[str, Outcome] = {}
    before = 0
    total = sum(case.months for case in cases.values())
    while len(left) < len(cases):
        rest = {label: case for label, case in cases.items() if label not in left}
        first = next(iter(rest.values()))
        alike = [
            label
            for label, case in rest.items()
            if (case.setting, case.assumptions) == (first.setting, first.assumptions)
        ]
        founded = CommunityModel(cases[alike[0]], rng=seed)
        if keep:
            remember(founded)
        for label in alike:
            model = founded if label == alike[-1] else copy.deepcopy(founded)
            model.adopt(cases[label])
            told = _shifted(tick, before, total)
            model.run(progress=remembering(model, told) if keep else told)
            left[label] = Outcome(model.series, record(model) if keep else {})
            before += cases[label].months
    return {label: left[label] for label in cases}


def _of_seed(cases: Cases, task: tuple[int, bool], tick: Tick | None) -> dict[str, Outcome]:
    seed, keep = task
    return run_seed(cases, seed, tick, keep)


def _shifted(tick: Tick | None, before: int, total: int) -> Tick | None:
    return tick and (lambda done, _: tick(before + done, total))
