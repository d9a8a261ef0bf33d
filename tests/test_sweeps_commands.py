"""The commands ``gongzhi sweep`` and ``gongzhi query``: what they say, write and refuse."""

import json
import os

import pandas as pd
import pytest
import sweep_workers
from rich.cells import cell_len
from test_sweeps_runner import PLAN as TABLES
from test_sweeps_runner import carried_out

from gongzhi.experiments import InputError, load, sweep
from gongzhi.experiments.cli import main
from gongzhi.experiments.sweeps import parts, runs
from gongzhi.experiments.sweeps.folder import open_folder
from gongzhi.experiments.sweeps.living import live, live_one
from gongzhi.experiments.sweeps.plan import read_plan

PLAN = """scenario = "classroom"
months = 3
seeds = 2
[fixed]
spin_up = 2
[levers]
reserve_share = [0.0, 0.1]
voting_rule = ["officials", "knapsack"]
[uncertainties]
"learning.efficacy_step_up" = [0.05]
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def done(plan, tmp_path_factory):
    """A finished sweep of the real model. Nobody may change it."""
    out = str(tmp_path_factory.mktemp("sweep") / "out")
    assert main(["sweep", plan, "--out", out, "--workers", "2", "--json"]) == 0
    return out


def call(capsys, *words):
    """Call the command; return exit code, output and errors."""
    capsys.readouterr()
    code = main([*words, "--lang", "en"] if "--lang" not in words else words)
    return code, *capsys.readouterr()


def test_a_sweep_says_what_it_will_take_runs_and_then_has_nothing_left(plan, tmp_path, capsys):
    words = ("sweep", plan, "--out", str(tmp_path / "out"))
    code, told, errors = call(capsys, *words, "--dry")
    assert (code, errors) == (0, "")
    assert "8 runs: 4 points × 2 seeds of 3 months; 8 to run." in told
    assert "About " in told
    assert "are done" not in told
    assert list(tmp_path.iterdir()) == [], "a dry run writes nothing"
    code, told, _ = call(capsys, *words, "--dry", "--json")
    assert (code, json.loads(told)["left"]) == (0, 8)
    assert list(tmp_path.iterdir()) == []
    code, told, _ = call(capsys, *words, "--workers", "1")
    assert code == 0
    assert "8 of 8 runs are done: 8 went well." in told
    code, told, errors = call(capsys, *words, "--lang", "zh")
    assert "待运行0次" in errors
    assert "已完成8/8次运行" in told


def test_a_dry_run_says_what_is_left_and_leaves_damaged_parts_where_they_are(tmp_path):
    folder = tmp_path / "out"
    programme = runs.make_programme(read_plan(TABLES))
    open_folder(folder, programme)
    tasks = [
        sweep_workers.Task(run.number, programme.plan.case, run.seed, None)
        for run in programme.runs[:10]
    ]
    parts.write_part(folder, programme, sweep_workers.quick(tasks[:6]))
    part = parts.write_part(folder, programme, sweep_workers.quick(tasks[6:]))
    (part / "series.parquet").write_bytes(b"PAR1")
    held = sorted(folder.rglob("*"))
    told = []
    sweep(TABLES, out=folder, dry=True, announce=told.append)
    assert [(one.left, one.damaged) for one in told] == [(24 - 6, 1)]
    assert sorted(folder.rglob("*")) == held


def test_the_results_say_run_point_seed_levers_parameters_and_measures(done):
    got = load(done)
    heads = ["run_id", "point", "seed", "status", "error", "reserve_share", "voting_rule"]
    assert list(got.runs.columns[:8]) == [*heads, "learning.efficacy_step_up"]
    assert got.runs["participation_rate"].between(0, 1).all()
    assert set(got.runs["seed"]) == {0, 1}
    assert len(got.series) == 8 * 3
    assert list(got.series.columns[:2]) == ["run_id", "month"]
    assert set(got.made.columns) == {
        "run_id",
        "status",
        "attempts",
        "host",
        "pid",
        "started",
        "seconds",
    }
    assert not {"host", "pid", "attempts", "started", "seconds"} & set(got.runs.columns)
    assert got.made["pid"].nunique() <= 2
    assert os.getpid() not in set(got.made["pid"])


def test_a_run_of_a_sweep_is_the_run_of_its_scenario_and_seed(done):
    from gongzhi.experiments import run

    got = load(done)
    row = got.runs[(got.runs["seed"] == 1) & (got.runs["voting_rule"] == "knapsack")].iloc[0]
    whole = run(
        "classroom", seed=1, months=3, spin_up=2, voting_rule="knapsack",
        reserve_share=row["reserve_share"], **{"learning.efficacy_step_up": 0.05},
    ).series  # fmt: skip
    mine = got.series[got.series["run_id"] == row["run_id"]]
    theirs = whole[whole["segment"] == "all"]
    for name in ("participation_rate", "backlog", "efficacy", "solved"):
        assert mine[name].tolist() == theirs[name].astype("float32").tolist(), name
        assert row[name] == pytest.approx(theirs[name].mean(), nan_ok=True)


def test_segments_are_kept_if_the_plan_says_so_and_series_left_out_if_it_says_so(tmp_path):
    base = {
        "scenario": "classroom",
        "months": 2,
        "seeds": 1,
        "fixed": {"spin_up": 0},
        "levers": {"reserve_share": [0.1]},
    }
    whole = carried_out(
        tmp_path / "a",
        sweep_workers.live,
        hands=1,
        plan={**base, "results": {"series": "segments"}},
    )
    assert whole.series.groupby("month")["segment"].nunique().tolist() == [8, 8]
    assert whole.series["adults"].nunique() > 4
    none = carried_out(
        tmp_path / "b", sweep_workers.live, hands=1, plan={**base, "results": {"series": "none"}}
    )
    assert len(none.series) == 0
    assert len(none.runs) == 1
    pd.testing.assert_series_equal(none.runs["efficacy"], whole.runs["efficacy"])


def test_a_question_is_answered_as_a_table_as_json_and_as_a_file(done, tmp_path, capsys):
    sql = "SELECT voting_rule, count(*) AS n FROM runs GROUP BY 1 ORDER BY 1"
    code, told, _ = call(capsys, "query", done, sql)
    assert code == 0
    assert [line.split() for line in told.splitlines()[2:]] == [
        ["knapsack", "4"],
        ["officials", "4"],
    ]
    code, told, _ = call(capsys, "query", done, sql, "--json")
    assert json.loads(told) == [
        {"voting_rule": "knapsack", "n": 4},
        {"voting_rule": "officials", "n": 4},
    ]
    file = tmp_path / "answer.csv"
    for more, wanted in (((), 0), ((), 2), (("--force",), 0)):
        code, _, errors = call(capsys, "query", done, sql, "--out", str(file), *more)
        assert code == wanted, errors
    assert pd.read_csv(file)["n"].tolist() == [4, 4]
    assert call(capsys, "query", done, sql, "--out", str(tmp_path / "answer.xls"))[0] == 2
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT reserve FROM runs", "reserve"),
        ("SELCT 1", "cannot be answered"),
        ("CREATE TABLE x (a INT)", "this is no question"),
        ("SELECT 1; SELECT 2", "this is no question"),
        ("", "this is no question"),
    ],
)
def test_what_is_no_question_is_one_line_and_exit_code_two(done, capsys, sql, words):
    code, told, errors = call(capsys, "query", done, sql)
    assert (code, told) == (2, "")
    assert words in errors
    assert len(errors.splitlines()) == 1


def test_failures_are_told_with_their_reason(tmp_path, capsys):
    folder = str(tmp_path / "out")
    carried_out(folder, sweep_workers.fatal, plan={**BAD, "seeds": [0, sweep_workers.WRONG]})
    code, told, _ = call(capsys, "sweep", "status", folder)
    assert code == 0
    assert "2 of 2 runs are done: 1 went well, 1 raised an error." in told
    assert "raised an error: AttributeError" in told
    _, told, _ = call(capsys, "sweep", "status", folder, "--json")
    answer = json.loads(told)
    assert answer["by"] == {"ok": 1, "raised": 1}
    assert answer["failures"][0]["seed"] == sweep_workers.WRONG
    assert answer["at_work"] == []


BAD = {"scenario": "classroom", "months": 2, "levers": {"reserve_share": [0.1]}}


def test_failures_are_run_again_only_if_asked(tmp_path, capsys):
    plan = {**BAD, "seeds": [0, sweep_workers.WRONG], "fixed": {"spin_up": 0}}
    folder = tmp_path / "out"
    carried_out(folder, sweep_workers.fatal, hands=1, plan=plan)
    assert sweep(plan, out=folder, workers=1).runs["status"].tolist() == ["ok", "raised"]
    got = sweep(plan, out=folder, workers=1, again=True)
    assert got.runs["status"].tolist() == ["ok", "ok"]
    assert got.runs["participation_rate"].notna().all()
    assert len(got.series) == 2 * 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("months = 3", "months = 4"), "another plan"),
        (("[0.0, 0.1]", "[0.0, 0.2]"), "another plan"),
        (("seeds = 2", "seeds = 3"), "another plan"),
    ],
)
def test_the_folder_of_another_plan_is_left_alone(plan, done, tmp_path, capsys, change, words):
    other = tmp_path / "other.toml"
    other.write_text(PLAN.replace(*change), encoding="utf-8")
    held = sorted(os.listdir(os.path.join(done, "parts")))
    code, _, errors = call(capsys, "sweep", str(other), "--out", done)
    assert code == 2
    assert words in errors
    assert len(errors.splitlines()) == 1
    assert sorted(os.listdir(os.path.join(done, "parts"))) == held


def test_another_version_of_the_model_does_not_go_on_in_a_folder(plan, done, capsys, monkeypatch):
    monkeypatch.setattr(runs, "model_version", lambda: "another")
    code, _, errors = call(capsys, "sweep", plan, "--out", done)
    assert code == 2
    assert "another version of the model" in errors


def test_a_folder_of_something_else_is_left_alone(plan, tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    code, _, errors = call(capsys, "sweep", plan, "--out", str(tmp_path))
    assert code == 2
    assert "holds no results of gongzhi" in errors
    assert os.listdir(tmp_path) == ["letter.txt"]
    for words in (("sweep", "status"), ("sweep", "compact"), ("query",)):
        more = ("SELECT 1",) if words == ("query",) else ()
        code, _, errors = call(capsys, *words, str(tmp_path), *more)
        assert code == 2
        assert "there is no sweep in this folder" in errors


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--shard", "3/2"), "is not i/n"),
        (("--shard", "a"), "is not i/n"),
        (("--engine", "dask"), "need each other"),
        (("--scheduler", "tcp://127.0.0.1:1"), "need each other"),
        (("--engine", "ray"), "ray"),
        (("--workers", "0"), "out of range"),
    ],
)
def test_options_that_cannot_be_are_one_line_and_make_no_folder(
    plan, tmp_path, capsys, words, said
):
    code, _, errors = call(capsys, "sweep", plan, "--out", str(tmp_path / "out"), *words)
    assert code == 2
    assert said in errors
    assert len(errors.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words", [("sweep",), ("sweep", "status"), ("sweep", "compact"), ("query",)]
)
def test_help_is_in_both_languages_and_fits_eighty_columns(capsys, monkeypatch, words):
    monkeypatch.setenv("COLUMNS", "80")
    for lang, word in (("en", "Options"), ("zh", "选项")):
        code, told, _ = call(capsys, *words, "--help", "--lang", lang)
        assert code == 0
        assert word in told
        assert max(cell_len(line) for line in told.splitlines()) <= 80


def test_results_do_not_depend_on_how_runs_are_bundled(done, plan, tmp_path):
    programme = runs.make_programme(read_plan(plan))
    tasks = [
        sweep_workers.Task(run.number, programme.case_of(run), run.seed, programme.plan.kept)
        for run in programme.runs
    ]

    together = live(tasks)
    backwards = live(tasks[::-1])[::-1]
    alone = [live_one(task) for task in tasks]
    table = load(done).runs
    for one, *others, (_, row) in zip(together, backwards, alone, table.iterrows(), strict=True):
        for other in others:
            assert one.measures.tobytes() == other.measures.tobytes()
            assert one.series.tobytes() == other.series.tobytes()
        assert row["participation_rate"] == one.measures[1]
    with pytest.raises(InputError):
        load(tmp_path)
