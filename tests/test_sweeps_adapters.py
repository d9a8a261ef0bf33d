"""Sweeps in the terms of SALib and of the EMA workbench."""

import numpy as np
import pytest
import sweep_workers
from test_sweeps_runner import carried_out

from gongzhi.experiments import InputError
from gongzhi.experiments.sweeps import adapters
from gongzhi.experiments.sweeps.folder import open_folder
from gongzhi.experiments.sweeps.living import Lived
from gongzhi.experiments.sweeps.parts import write_part
from gongzhi.experiments.sweeps.plan import read_plan
from gongzhi.experiments.sweeps.reading import load
from gongzhi.experiments.sweeps.runs import make_programme
from gongzhi.model.measures import MEASURES
from gongzhi.scenarios import default_book, load_case

FACTORS = {
    "levers": {
        "reserve_share": {"low": 0.0, "high": 0.4},
        "autonomy_fund_per_household": {"low": 0.0, "high": 100.0},
    },
    "uncertainties": {"learning.efficacy_step_up": True},
}


def known(tmp_path, design, of, factors=FACTORS):
    """Keep a sweep whose measure "solved" is a known function of the factors."""
    plan = {"scenario": "classroom", "months": 1, "seeds": 2, "design": design, **factors}
    programme = make_programme(read_plan(plan))
    folder = open_folder(tmp_path / "out", programme)
    lived = []
    for run in programme.runs:
        measures = np.zeros(len(MEASURES))
        luck = 0.01 if run.seed else -0.01
        measures[list(MEASURES).index("solved")] = of(*programme.points[run.point]) + luck
        blank = sweep_workers.made_up(
            sweep_workers.Task(run.number, programme.plan.case, run.seed, None)
        )
        lived.append(Lived(run.number, "ok", blank.made, measures=measures, series=blank.series))
    write_part(folder, programme, lived)
    return load(folder)


def test_sobol_indices_of_a_known_function_are_found(tmp_path):
    from SALib.analyze import sobol

    design = {"kind": "sobol", "points": 512}
    sweep = known(tmp_path, design, lambda reserve, fund, up: 5.0 * reserve + 0.04 * fund)
    problem = adapters.salib_problem(sweep)
    assert problem["bounds"] == [[0.0, 0.4], [0.0, 100.0], [0.03, 0.15]]
    inputs, outputs = adapters.salib_outputs(sweep, "solved")
    assert len(inputs) == len(outputs) == 512 * 5
    assert outputs == pytest.approx(5.0 * inputs[:, 0] + 0.04 * inputs[:, 1])
    found = sobol.analyze(problem, outputs, calc_second_order=False)
    assert found["S1"] == pytest.approx([0.2, 0.8, 0.0], abs=0.05)  # variances 2² : 4² : 0


def test_elementary_effects_of_a_known_function_are_found(tmp_path):
    from SALib.analyze import morris

    design = {"kind": "morris", "trajectories": 8}
    sweep = known(tmp_path, design, lambda reserve, fund, up: 5.0 * reserve + 0.04 * fund)
    inputs, outputs = adapters.salib_outputs(sweep, "solved")
    assert len(outputs) == 8 * 4
    found = morris.analyze(adapters.salib_problem(sweep), inputs, outputs, num_levels=4)
    assert np.asarray(found["mu_star"], float) == pytest.approx([2.0, 4.0, 0.0], abs=1e-6)


def test_the_workbench_finds_the_factor_that_matters(tmp_path):
    from ema_workbench.analysis import feature_scoring

    design = {"kind": "latin-hypercube", "points": 200}
    sweep = known(tmp_path, design, lambda reserve, fund, up: 30.0 * up)
    experiments, outcomes = adapters.ema_results(sweep, ["solved"])
    assert experiments.shape == (200, 3)
    scores = feature_scoring.get_feature_scores_all(experiments, outcomes)
    assert scores["solved"].idxmax() == "learning.efficacy_step_up"


def test_the_workbench_runs_the_model_of_a_plan_as_a_sweep_does(tmp_path):
    import ema_workbench

    plan = {
        "scenario": "classroom", "months": 4, "seeds": 2, "fixed": {"spin_up": 2},
        "levers": {"reserve_share": [0.0, 0.3]},
        "uncertainties": {"learning.efficacy_step_up": {"low": 0.05, "high": 0.1}},
        "design": {"levels": 2},
    }  # fmt: skip
    model = adapters.ema_model(plan, ["participation_rate", "efficacy"])
    assert [lever.name for lever in model.levers] == ["reserve_share"]
    assert [one.name for one in model.uncertainties] == ["learning_efficacy_step_up"]
    assert isinstance(model.uncertainties[0], ema_workbench.RealParameter)
    answer = model.function(reserve_share=0.3, learning_efficacy_step_up=0.05)
    sweep = carried_out(tmp_path / "out", sweep_workers.live, plan=plan, hands=1)
    mine = sweep.query(
        "SELECT avg(participation_rate) AS p, avg(efficacy) AS e FROM runs "
        'WHERE reserve_share = 0.3 AND "learning.efficacy_step_up" = 0.05'
    )
    assert (answer["participation_rate"], answer["efficacy"]) == pytest.approx(tuple(mine.iloc[0]))
    experiments, _ = ema_workbench.perform_experiments(model, scenarios=2, policies=1)
    assert len(experiments) == 2


def test_a_factor_left_as_the_scenario_has_it_counts_with_the_scenarios_own_value(tmp_path):
    factors = {
        "levers": {"voting_rule": ["officials", "knapsack"], "hearing_meeting": [False, True]},
        "uncertainties": {"learning.efficacy_step_up": {"low": 0.04, "high": 0.12}},
    }
    sweep = known(tmp_path, {"kind": "one-at-a-time"}, lambda rule, committee, up: 1.0, factors)
    case = load_case("classroom")
    own = default_book().parameters["learning.efficacy_step_up"].value
    as_it_is = [
        ["officials", "knapsack"].index(case.levers.voting_rule),
        case.levers.hearing_meeting,
        own,
    ]
    inputs, outputs = adapters.salib_outputs(sweep, "solved")
    assert inputs[0].tolist() == as_it_is
    assert not np.isnan(inputs).any()
    assert outputs == pytest.approx(1.0)
    experiments, _ = adapters.ema_results(sweep, ["solved"])
    assert not experiments.isna().any(axis=None)
    assert experiments["learning.efficacy_step_up"].tolist().count(own) == len(experiments) - 2


def test_a_list_without_the_scenarios_own_value_is_told_with_the_name_of_the_factor(tmp_path):
    factors = {"levers": {"voting_rule": ["greedy", "knapsack"], "reserve_share": [0.1, 0.2]}}
    sweep = known(tmp_path, {"kind": "one-at-a-time"}, lambda rule, share: 1.0, factors)
    with pytest.raises(InputError, match="voting_rule: the scenario's own value"):
        adapters.salib_outputs(sweep, "solved")
    experiments, _ = adapters.ema_results(sweep, ["solved"])
    assert load_case("classroom").levers.voting_rule in set(experiments["voting_rule"])
