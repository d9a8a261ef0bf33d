"""Comparing scenarios: paired under the same luck, and the same whatever the number of processes."""

import json
import warnings

import pandas as pd
import pytest

from gongzhi.experiments import Comparison, InputError, compare, run
from gongzhi.experiments.estimates import last_means
from gongzhi.experiments.telling.tables import comparison_html
from gongzhi.model.measures import MEASURES
from gongzhi.scenarios import ScenarioError, load_case, load_text

MONTHS = 6
REFORM = """
extends = "classroom"
months = 6
[about]
name = "relief"
[[reform]]
from = 1
[reform.burden]
assisted_tasks = 20.0
admission_filter = 0.9
[reform.mobilisation]
door_knocking = 5.0
"""


def cases():
    return load_case("classroom", months=MONTHS, spin_up=6), load_text(REFORM, spin_up=6)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(*cases(), seeds=3, workers=1, window=4, lang="en")


def test_each_difference_is_between_two_runs_under_the_same_seed(comparison):
    base, relief = cases()
    for seed in comparison.seeds:
        values = [
            last_means(run(case, seed=seed).series, 4).set_index(["measure", "segment"])["value"]
            for case in (base, relief)
        ]
        told = comparison.runs.query("scenario == 'relief' and seed == @seed")
        told = told.set_index(["measure", "segment"])["difference"]
        pd.testing.assert_series_equal(told, values[1] - values[0], check_names=False)


def test_a_reform_of_the_burden_shows_in_what_it_is_about(comparison):
    row = comparison.table.set_index(["measure", "segment"]).loc[("admin_share", "all")]
    assert row["difference"] < 0.0
    assert row["low"] <= row["difference"] <= row["high"]
    assert row["n"] == 3


def test_every_headline_measure_is_compared_and_representation_by_segment(comparison):
    table = comparison.table
    assert set(table["measure"]) == {m.name for m in MEASURES.values() if m.headline}
    segments = set(table.loc[table["measure"] == "representation", "segment"])
    assert "all" not in segments
    assert len(segments) == 7
    assert set(table.loc[table["measure"] != "representation", "segment"]) == {"all"}


def test_a_scenario_compared_with_itself_differs_in_nothing():
    base, _ = cases()
    result = compare(base, base, seeds=2, workers=1)
    assert list(result.cases) == ["classroom", "classroom-2"]
    assert (result.runs["difference"].dropna() == 0.0).all()
    assert result.idle == ["classroom-2"]


def test_a_baseline_with_reforms_is_not_the_same_as_a_scenario_without():
    base, relief = cases()
    result = compare(relief, base, seeds=1, workers=1)
    assert result.idle == []


def test_a_scenario_of_another_place_is_told():
    larger = load_case("classroom", months=MONTHS, spin_up=6, residents=600)
    told = comparison_html(compare(cases()[0], larger, seeds=1, workers=1), "en")
    assert "another place than the baseline" in told
    assert "residents = 600 (300)" in told


def test_the_last_run_that_shares_a_spin_up_is_the_same_as_a_run_of_its_own(comparison):
    alone = run(cases()[1], seed=1).series
    shared = comparison.series.query("scenario == 'relief' and seed == 1").reset_index(drop=True)
    pd.testing.assert_frame_equal(shared.drop(columns=["scenario", "seed"]), alone)


def test_scenarios_of_different_settings_are_each_founded_in_their_own():
    base, _ = cases()
    other = load_case(base, residents=200)
    result = compare(base, other, base, seeds=[5], workers=1)
    adults = result.series.query("segment == 'all' and month == 0").set_index("scenario")["adults"]
    assert adults["classroom-2"] < adults["classroom"] == adults["classroom-3"]


@pytest.mark.slow
def test_the_number_of_processes_changes_no_file(tmp_path):
    manifests = []
    for workers in (1, 2):
        out = tmp_path / str(workers)
        compare(*cases(), seeds=3, workers=workers, out=out, lang="en")
        manifests.append(json.loads((out / "manifest.json").read_text(encoding="utf-8")))
    assert manifests[0]["files"] == manifests[1]["files"]
    assert manifests[0]["hash"] == manifests[1]["hash"]
    assert manifests[0]["made"] != manifests[1]["made"]


def test_a_comparison_is_written_as_tables_figure_and_manifest(tmp_path):
    result = compare(*cases(), seeds=2, workers=1, out=tmp_path / "out", lang="zh")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "codebook.csv",
        "comparison.png", "comparison.svg", "differences.csv", "differences.parquet",
        "blocks.parquet", "buildings.parquet", "issues.parquet", "manifest.json", "moves.parquet",
        "notes.parquet", "organisations.parquet", "runs.parquet", "series.parquet", "ties.parquet",
    }  # fmt: skip
    table = pd.read_parquet(tmp_path / "out" / "differences.parquet")
    pd.testing.assert_frame_equal(table, result.table)
    assert len(pd.read_csv(tmp_path / "out" / "differences.csv")) == len(table)
    series = pd.read_parquet(tmp_path / "out" / "series.parquet")
    assert len(series) == 2 * 2 * MONTHS * 8
    assert set(series["seed"]) == {0, 1}


def test_the_manifest_holds_scenarios_that_load_as_the_same(comparison):
    told = comparison.manifest["scenarios"]
    assert [one["hash"] for one in told] == [load_text(one["text"]).hash for one in told]
    assert [one["label"] for one in told] == ["classroom", "relief"]
    assert comparison.manifest["seeds"] == [0, 1, 2]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_figure_has_every_character_it_needs(comparison, lang):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = comparison.figure(lang)
        figure.canvas.draw()
    texts = {
        text.get_text()
        for part in figure.subfigs
        for text in part.findobj()
        if hasattr(text, "get_text")
    }
    assert any(MEASURES["backlog"].en in t or MEASURES["backlog"].zh in t for t in texts)


def test_segments_are_called_by_their_chinese_names(comparison):
    texts = {
        text.get_text()
        for part in comparison.figure("zh").subfigs
        for text in part.findobj()
        if hasattr(text, "get_text")
    }
    assert {"老年人", "白领", "来沪人员"} <= texts


def test_drawing_leaves_the_style_of_other_figures_alone(comparison):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    comparison.figure("zh")
    assert dict(mpl.rcParams) == before


def test_a_notebook_shows_the_differences_as_a_table(comparison):
    html = comparison._repr_html_()
    assert html.count("<table>") == 1
    assert MEASURES["participation_rate"].en in html


def test_progress_goes_to_the_end_and_never_back():
    told = []
    compare(*cases(), seeds=2, workers=1, progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (2 * 2 * MONTHS, 2 * 2 * MONTHS)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"seeds": 0}, "seeds: 0 is out of range"),
        ({"seeds": 2.5}, "seeds: 2.5 is not a whole number"),
        ({"seeds": True}, "seeds: True is not a whole number"),
        ({"seeds": [1, -1]}, "seed: -1 is out of range"),
        ({"seeds": []}, "seeds: 0 is out of range"),
        ({"workers": 0}, "workers: 0 is out of range"),
        ({"window": 0}, "window: 0 is out of range"),
    ],
)
def test_numbers_that_cannot_be_are_refused(wrong, message):
    with pytest.raises(InputError, match=message):
        compare(*cases(), **wrong)


def test_one_scenario_is_not_a_comparison():
    with pytest.raises(InputError, match="two scenarios"):
        compare("classroom")


def test_scenarios_of_different_length_are_not_compared():
    with pytest.raises(InputError, match="classroom: 36, neighbourhood: 60"):
        compare("classroom", "neighbourhood")


def test_all_problems_of_all_scenarios_are_told_at_once(tmp_path):
    (tmp_path / "a.toml").write_text("[funding]\nreserve_shar = 0.2\n")
    (tmp_path / "b.toml").write_text("months = 0\n")
    with pytest.raises(ScenarioError) as caught:
        compare("classroom", tmp_path / "a.toml", tmp_path / "b.toml", "clasroom")
    assert len(caught.value.problems) == 3
