"""Plans of sweeps: what they may say, which points a design has, what a run's id depends on."""

import itertools
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from gongzhi.experiments import InputError
from gongzhi.experiments.sweeps import needs, runs
from gongzhi.experiments.sweeps.factors import Factor
from gongzhi.experiments.sweeps.plan import read_plan
from gongzhi.experiments.sweeps.runs import make_programme
from gongzhi.scenarios import ScenarioError, default_book
from gongzhi.scenarios.reforms import SUMS
from gongzhi.scenarios.saying import in_language

HAN = re.compile(r"[\u4e00-\u9fff]")
LEVERS = {"reserve_share": [0.0, 0.1, 0.2], "autonomy_fund_per_household": [0, 20]}
UP = default_book().parameters["learning.efficacy_step_up"]


def programme(**tables):
    return make_programme(read_plan({"scenario": "classroom", "months": 3, "seeds": 2, **tables}))


def wrong(tmp_path, text):
    """Return the lines of what is wrong with a plan, without the folder."""
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        make_programme(read_plan(path))
    for problem in caught.value.problems:
        told = in_language(problem.message, "zh")
        assert HAN.search(told), told
        assert not re.search(r"allowed|\bis\b|unknown|belongs", told), told
        assert problem.told("zh").startswith(f"{problem.file}:{problem.line}: ")
    return str(caught.value).replace(f"{tmp_path}/", "").splitlines()


def test_a_grid_combines_every_value_and_every_point_has_the_same_seeds():
    got = programme(levers=LEVERS, uncertainties={"efficacy_step_up": True})
    middle = (UP.low + UP.high) / 2
    expected = set(itertools.product([0.0, 0.1, 0.2], [0, 20], [UP.low, middle, UP.high]))
    assert {tuple(np.round(p, 12)) for p in got.points} == {
        tuple(np.round(p, 12)) for p in expected
    }
    seeds = {n: sorted(run.seed for run in got.runs if run.point == n) for n in range(18)}
    assert all(mine == [0, 1] for mine in seeds.values())


def test_a_grid_with_draws_puts_every_combination_of_levers_under_every_draw():
    design = {"kind": "grid", "draws": 5}
    got = programme(design=design, levers=LEVERS, uncertainties={"learning.efficacy_step_up": True})
    ups = {point[2] for point in got.points}
    assert len(ups) == 5
    assert {point[:2] for point in got.points if point[2] == max(ups)} == set(
        itertools.product([0.0, 0.1, 0.2], [0, 20])
    )
    slices = sorted(int(5 * (up - UP.low) / (UP.high - UP.low)) for up in ups)
    assert slices == [0, 1, 2, 3, 4]


def test_runs_of_one_seed_and_one_assumption_stand_beside_each_other():
    got = programme(
        design={"draws": 4}, levers=LEVERS, uncertainties={"learning.efficacy_step_up": True}
    )
    homes = [run.home for run in got.runs]
    assert [home for home, _ in itertools.groupby(homes)] == list(range(8))
    for _, group in itertools.groupby(got.runs, key=lambda run: run.home):
        group = list(group)
        assert len({(run.seed, got.points[run.point][2]) for run in group}) == 1
        assert len(group) == 6


def test_one_at_a_time_moves_one_factor_and_leaves_the_others_as_the_scenario_has_them():
    got = programme(design={"kind": "one-at-a-time"}, levers={**LEVERS, "reserve_share": True})
    assert got.points == [(None, None), (0.0, None), (0.5, None), (None, 20)]
    cases = [got.case_of(run).levers for run in got.runs[:4]]
    assert [c.reserve_share for c in cases] == [0.02, 0.0, 0.5, 0.02]
    assert len(got.rows) == 5  # no fund is what the scenario has, so two rows are one point
    assert got.rows.count(0) == 2


@pytest.mark.parametrize(
    ("design", "where"),
    [
        ({"kind": "grid"}, "levers"),
        ({"kind": "latin-hypercube", "points": 10_000_000}, "design"),
        ({"kind": "sobol", "points": 2**23}, "design"),
        ({"kind": "morris", "trajectories": 10_000_000}, "design"),
    ],
)
def test_more_runs_than_anybody_can_list_are_refused_before_they_are_listed(design, where):
    many = np.linspace(0.0, 0.49, 110).tolist()
    levers = dict.fromkeys(("reserve_share", "task_money_share", "push_down_share"), many)
    with pytest.raises(ScenarioError, match=rf"{where}: .* runs; allowed: 1,000,000 in one plan"):
        programme(design=design, levers=levers)


def test_a_latin_hypercube_hits_every_slice_once():
    got = programme(
        design={"kind": "latin-hypercube", "points": 50},
        levers={"reserve_share": {"low": 0.1, "high": 0.3}},
        uncertainties={"learning.efficacy_step_up": True},
    )
    share = (np.array([point[0] for point in got.points]) - 0.1) / 0.2
    assert sorted((share * 50).astype(int)) == list(range(50))
    assert programme(
        design={"kind": "latin-hypercube", "points": 50, "seed": 1},
        levers={"reserve_share": {"low": 0.1, "high": 0.3}},
        uncertainties={"learning.efficacy_step_up": True},
    ).points != got.points  # fmt: skip


@pytest.mark.parametrize(
    ("design", "rows"),
    [
        ({"kind": "sobol", "points": 8}, 8 * 4),
        ({"kind": "sobol", "points": 8, "second_order": True}, 8 * 6),
        ({"kind": "morris", "trajectories": 5}, 5 * 3),
    ],
)
def test_designs_of_salib_have_their_number_of_rows_within_the_ranges(design, rows):
    levers = {"reserve_share": {"low": 0.1, "high": 0.3}, "voting_rule": True}
    got = programme(design=design, levers=levers)
    assert len(got.rows) == rows
    assert len(got.points) < rows, "a choice makes some points equal, and they are run once"
    shares = [point[0] for point in got.points]
    assert 0.1 <= min(shares) < 0.2 < max(shares) <= 0.3
    assert {point[1] for point in got.points} <= set(Factor("x", "y", "lever", ("officials",)).values) | {
        "greedy", "knapsack", "equal-shares", "quadratic"
    }  # fmt: skip


def test_a_csv_gives_the_points_and_an_empty_cell_the_scenarios_own(tmp_path):
    (tmp_path / "points.csv").write_text(
        "voting_rule,reserve_share,learning.efficacy_step_up\nknapsack,0.1,0.05\n,0.2,\n",
        encoding="utf-8",
    )
    text = (
        'scenario = "classroom"\nseeds = 1\n[design]\nkind = "csv"\nfile = "points.csv"\n[levers]\n'
        "reserve_share = true\nvoting_rule = true\n[uncertainties]\nlearning.efficacy_step_up = true\n"
    )
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    got = make_programme(read_plan(tmp_path / "plan.toml"))
    assert got.points == [(0.1, "knapsack", 0.05), (0.2, None, None)]
    (tmp_path / "points.csv").write_text("voting_rule,reserve_share\n", encoding="utf-8")
    assert "columns must be those of the plan" in wrong(tmp_path, text)[0]
    rows = "voting_rule,reserve_share,learning.efficacy_step_up\nknapsack,much,0.05\n"
    (tmp_path / "points.csv").write_text(rows, encoding="utf-8")
    assert 'points.csv:2: reserve_share: "much" is not a number' in wrong(tmp_path, text)[0]


def test_all_mistakes_of_a_plan_are_told_at_once_with_line_and_nearest_key(tmp_path):
    text = """scenario = "classrom"
months = 0
seed = 3
[design]
kind = "gird"
[levers]
reserve_shar = [0.0, 0.1]
autonomy_fund_per_household = []
efficacy_step_up = [0.1]
voting_rule = { low = 0, high = 1 }
open_book = 3
committee_power = [3.0, 99.0]
[uncertainties]
reserve_share = true
learning.efficacy_step_up = { low = 0.1, high = 0.05 }
learning.efficacy_drift = { low = 0.1, high = 0.5 }
scale = true
[results]
windw = 3
"""
    told = wrong(tmp_path, text)
    lines = [int(line.split(":")[1]) for line in told]
    assert lines == sorted(lines)
    assert set(lines) == {1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 19}
    by_line = dict(zip(lines, told, strict=True))
    for line, words in {
        1: 'did you mean "classroom"?', 3: 'did you mean "seeds"?', 5: 'did you mean "grid"?',
        7: 'did you mean "reserve_share"?', 8: "a list of one value or more",
        9: "belongs to [uncertainties]", 12: "out of range", 14: "belongs to [levers]",
        15: "the range is empty", 16: "outside = true", 17: "several parameters have this name",
        19: 'did you mean "window"?',
    }.items():  # fmt: skip
        assert words in by_line[line], by_line[line]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the plan is empty"),
        ('scenario = "classroom"\n', "nothing is varied"),
        ("levers = 3\n", "is not a table"),
        ("[levers]\nreserve_share = [0.1, 0.1]\n", "twice"),
        ("[levers]\nreserve_share = true\n[design]\npoints = 4\n", '"grid" has no points'),
        ('[levers]\nreserve_share = true\n[design]\nkind = "csv"\n', "needs a file"),
        (
            '[levers]\nreserve_share = true\n[design]\nkind = "sobol"\npoints = 12\n',
            "allowed: 8 or 16",
        ),
        ('[levers]\nreserve_share = true\n[design]\nkind = "morris"\nlevels = 3\n', "is odd"),
        ("[levers]\nreserve_share = true\n[fixed]\nresidents = 3\n", "fixed.residents"),
        (
            "[uncertainties]\nefficacy_step_up = true\nlearning.efficacy_step_up = true\n",
            "varied twice",
        ),
        ("seeds = [1, 1]\n[levers]\nreserve_share = true\n", "given twice"),
        ("[levers\n", "not valid TOML"),
    ],
)
def test_what_cannot_be_is_told_with_file_and_line(tmp_path, text, words):
    told = "\n".join(wrong(tmp_path, text))
    assert words in told
    assert re.match(r"plan\.toml:\d+: ", told)


def test_values_that_do_not_go_together_are_told_with_their_point(tmp_path):
    one, other = next(pair for pair in SUMS if "unit_seats" in pair)
    got = wrong(
        tmp_path, f'scenario = "classroom"\n[levers]\n{one} = [0.1, 0.7]\n{other} = [0.1, 0.6]\n'
    )
    assert len(got) == 1
    assert f"the point {one} = 0.7, {other} = 0.6" in got[0]


def test_an_id_depends_on_all_that_the_result_depends_on_and_on_nothing_else(monkeypatch):
    def first(**tables):
        return programme(levers={"reserve_share": [0.1]}, **tables).runs[0].id

    plain = first()
    assert first(seeds=1) == plain
    assert first(results={"window": 3}) == plain
    assert programme(levers={"reserve_share": [0.1, 0.2]}).runs[0].id == plain
    others = [
        first(months=4), first(seeds=[1]), first(fixed={"spin_up": 3}), first(scenario="baseline-2013"),
        first(fixed={"purchase_share": 0.2}), first(fixed={"learning.efficacy_step_up": 0.05}),
    ]  # fmt: skip
    monkeypatch.setattr(runs, "model_version", lambda: "another")
    others.append(first())
    assert len({plain, *others}) == len(others) + 1


def test_shards_share_out_every_run_once():
    got = programme(levers=LEVERS, seeds=7)
    for count in (1, 2, 5, 42, 60):
        shares = [run.number for n in range(count) for run in got.share((n + 1, count))]
        assert shares == list(range(42))


def test_a_missing_library_is_told_with_the_command_that_installs_it(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(InputError, match=r'pip install "gongzhi\[sweep\]"'):
        needs.need("duckdb")


def test_every_library_that_sweeps_need_is_in_the_extra_that_errors_name():
    root = Path(__file__).resolve().parents[1]
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    for library, extra in needs.EXTRAS.items():
        lines = " ".join(
            [*extras[extra], *(["dask"] if "distributed" in str(extras[extra]) else [])]
        )
        assert re.search(rf"\b{library}\b", lines), library


def test_a_name_that_is_like_none_is_answered_with_the_list_and_a_slip_with_the_name(tmp_path):
    names = ("nothing", "backlog", "autonomy_fund", "voting", "survey_committees")
    told = wrong(tmp_path, "[levers]\n" + "".join(f"{name} = true\n" for name in names))
    offered = [re.findall(r'did you mean "(.*)"', line) for line in told]
    fund = ["autonomy_fund_per_household"]
    assert offered == [[], [], fund, ["voting_rule"], ["survey_committee"]]
    assert "list: gongzhi levers" in told[0]
