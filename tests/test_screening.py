"""Sensitivity: known functions are found, and the numbers of a section move together."""

import json
from pathlib import Path

import numpy as np
import pytest
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami

from gongzhi.experiments.robustness import screening
from gongzhi.experiments.robustness.failing import drawn
from gongzhi.experiments.robustness.screening import (
    OUTPUTS,
    effects,
    indices,
    live_both,
    plan_of,
    strongest,
)
from gongzhi.experiments.sweeps.designs import draw_points, section_of
from gongzhi.experiments.sweeps.plan import read_plan

ROOT = Path(__file__).resolve().parents[1]
NAMES = ["awareness.gain", "awareness.decay", "voting.own", "raising.pace"]


def test_the_numbers_of_a_section_move_together():
    design = {"kind": "morris", "trajectories": 4, "sections": True}
    plan = read_plan(plan_of("baseline-2013", NAMES, design))
    points = np.array(draw_points(plan))
    assert len(points) == 4 * (3 + 1)
    for trajectory in points.reshape(4, 4, len(NAMES)):
        moved = [
            {section_of(NAMES[k]) for k in np.flatnonzero(step)}
            for step in np.diff(trajectory, axis=0)
        ]
        assert sorted(len(each) for each in moved) == [1, 1, 1]
        assert set.union(*moved) == {"awareness", "voting", "raising"}


def test_effects_of_a_known_function_are_found_by_group_too():
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0.0, 1.0]] * 3}
    inputs = morris_sample.sample(problem, 20, seed=1)
    told = effects(problem, inputs, inputs @ [3.0, 1.0, 0.0])
    assert told["names"] == ["a", "b", "c"]
    assert told["effect"] == pytest.approx([3.0, 1.0, 0.0], abs=1e-9)
    assert told["trajectories"] == 20
    together = {**problem, "groups": ["x", "x", "y"]}
    inputs = morris_sample.sample(together, 20, seed=1)
    told = effects(together, inputs, inputs @ [0.0, 0.0, 2.0])
    assert told["names"] == ["x", "y"]
    assert told["effect"] == pytest.approx([0.0, 2.0], abs=1e-9)


def test_a_broken_run_costs_its_trajectory_only():
    problem = {"num_vars": 2, "names": ["a", "b"], "bounds": [[0.0, 1.0]] * 2}
    inputs = morris_sample.sample(problem, 10, seed=1)
    output = inputs @ [3.0, 1.0]
    output[4] = np.nan
    told = effects(problem, inputs, output)
    assert told["trajectories"] == 9
    assert told["effect"] == pytest.approx([3.0, 1.0], abs=1e-9)


def test_sobol_indices_settle_on_those_of_a_known_function():
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-np.pi, np.pi]] * 3}
    inputs = sobol_sample.sample(problem, 1024, calc_second_order=False, seed=1)
    output = Ishigami.evaluate(inputs)
    told = indices(problem, output, (64, 1024))
    assert [row["blocks"] for row in told] == [64, 1024]
    assert told[-1]["first"] == pytest.approx([0.314, 0.442, 0.0], abs=0.05)
    assert told[-1]["total"] == pytest.approx([0.558, 0.442, 0.244], abs=0.05)
    assert max(told[-1]["total_confidence"]) < max(told[0]["total_confidence"])
    output[7] = np.nan
    assert indices(problem, output, (1024,))[0]["blocks"] == 1023


def test_the_strongest_are_chosen_over_all_results_alike():
    found = {
        ("baseline", "x"): {"names": ["a", "b", "c"], "effect": [9.0, 1.0, 0.0]},
        ("difference", "x"): {"names": ["a", "b", "c"], "effect": [0.0, 0.001, 0.002]},
    }
    assert set(strongest(found, 2)) == {"a", "c"}


def test_both_scenarios_are_lived_at_the_same_points(tmp_path, monkeypatch):
    monkeypatch.setattr(screening, "PLACE", {"residents": 600, "neighbourhoods": 1, "spin_up": 2})
    monkeypatch.setattr(screening, "MONTHS", 3)
    monkeypatch.setattr(screening, "WINDOW", 2)
    design = {"kind": "morris", "trajectories": 2}
    problem, inputs, outputs = live_both(NAMES[:2], design, tmp_path / "runs", workers=1)
    assert problem["names"] == NAMES[:2]
    assert inputs.shape == (6, 2)
    assert set(outputs) == set(OUTPUTS)
    assert all(len(values) == 6 for values in outputs.values())
    assert np.isfinite(outputs["difference", "participation_rate"]).all()


def test_what_is_kept_names_numbers_of_the_book_and_grows():
    told = json.loads((ROOT / "docs" / "sensitivity.json").read_text(encoding="utf-8"))
    assert set(told["chosen"]["numbers"]) <= set(drawn())
    assert 4 <= len(told["chosen"]["numbers"]) <= 10
    for sizes in told["sobol"].values():
        blocks = [row["blocks"] for row in sizes]
        assert blocks == sorted(blocks)
        assert len(sizes[-1]["total"]) == len(told["chosen"]["numbers"])
