"""Replicates of patterns: lived once, kept, and drawn from other readings of the parameters."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from toy_pattern import TINY, toy

from gongzhi.experiments import InputError
from gongzhi.experiments.calibration.drawing import read_draws
from gongzhi.experiments.validation import replicates
from gongzhi.experiments.validation.patterns.pattern import World
from gongzhi.experiments.validation.replicates import Replicate, Task, live
from gongzhi.scenarios import default_book


@pytest.fixture
def toys(monkeypatch, tmp_path):
    """Let the toy be the only pattern, and nothing be kept from earlier tests."""
    known = {"T1": toy()}
    monkeypatch.setattr(replicates, "patterns", lambda: known)
    monkeypatch.setattr(replicates, "file_of", lambda _: Path(__file__))
    monkeypatch.setattr("gongzhi.agents.compiling.cache_folder", lambda: tmp_path)
    return known


def test_equal_worlds_of_several_patterns_are_lived_once(toys, monkeypatch):
    lived, through = [], replicates._lived_through
    monkeypatch.setattr(replicates, "_lived_through", lambda m, w: lived.append(w) or through(m, w))
    toys["T2"] = replace(toy(), id="T2")
    whole = live(["T1", "T2"], Task(4), None)
    assert len(lived) == 2
    assert whole["T1"].whole == whole["T2"].whole
    assert whole["T1"].without is None


def test_a_finished_replicate_is_not_lived_again(toys, monkeypatch):
    first = live(["T1"], Task(4, knock_out=True), None)["T1"]
    assert first.without["many"] == pytest.approx(first.without["few"], abs=0.01)
    monkeypatch.setattr(replicates, "_lived_through", None)  # whoever lives a world fails
    assert live(["T1"], Task(4, knock_out=True), None)["T1"] == first
    assert live(["T1"], Task(4), None)["T1"] == Replicate(first.whole, None)
    for other in (Task(5), Task(4, draw=(("awareness.gain", 0.2),))):
        with pytest.raises(TypeError):
            live(["T1"], other, None)


def test_a_damaged_file_is_lived_again(toys, tmp_path):
    first = live(["T1"], Task(4), None)["T1"]
    (path,) = (tmp_path / "replicates").iterdir()
    path.write_text('{"whole": {"fe', encoding="utf-8")
    assert live(["T1"], Task(4), None)["T1"] == first
    assert json.loads(path.read_text(encoding="utf-8"))["whole"] == first.whole


def test_another_reading_of_the_parameters_is_another_replicate(toys):
    usual = live(["T1"], Task(4), None)["T1"].whole["few"]["awareness"]
    drawn = live(["T1"], Task(4, draw=(("awareness.floor", 0.3),)), None)["T1"]
    assert drawn.whole["few"]["awareness"] > usual + 0.05


def test_a_seed_draws_a_society_of_its_own():
    case = replicates._case(World(TINY), Task(17))
    assert case.setting.society_seed == 17
    assert case.setting.residents == 600


def test_an_act_is_done_before_every_month(toys):
    months = []
    world = World(TINY, months=3).but(lambda model: months.append(model.month_number))
    list(replicates._lived([world], Task(1)))
    assert months == [0, 1, 2]


def test_draws_from_the_ranges_are_spread_over_each_of_them():
    draws = [dict(draw) for draw in read_draws(10)]
    assert read_draws(None) == []
    assert read_draws("10") == [tuple(draw.items()) for draw in draws]
    for name in ("awareness.gain", "voting.own"):
        p = default_book().parameters[name]
        places = sorted(int((draw[name] - p.low) / (p.high - p.low) * 10) for draw in draws)
        assert places == list(range(10))


def test_draws_are_read_from_a_file_row_by_row(tmp_path):
    path = tmp_path / "draws.parquet"
    pd.DataFrame({"awareness.gain": [0.2, 0.3], "voting.own": [-1.0, -2.0]}).to_parquet(path)
    assert read_draws(path) == [
        (("awareness.gain", 0.2), ("voting.own", -1.0)),
        (("awareness.gain", 0.3), ("voting.own", -2.0)),
    ]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"awareness.gian": [0.2]}, "awareness.gian"),
        ({"awareness.gain": [0.2, 7.0]}, "row 2"),
        ({"awareness.gain": [0.2, None]}, "row 2"),
        ({"awareness.gain": []}, "0 rows"),
    ],
)
def test_a_file_of_draws_that_cannot_be_is_told_by_file_row_and_column(table, told, tmp_path):
    path = tmp_path / "draws.parquet"
    pd.DataFrame(table).to_parquet(path)
    with pytest.raises(InputError, match=r"draws\.parquet") as error:
        read_draws(path)
    assert told in str(error.value)


def test_a_file_that_is_no_parquet_is_told(tmp_path):
    path = tmp_path / "draws.parquet"
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read as a table of draws"):
        read_draws(path)
    with pytest.raises(InputError, match="No such file"):
        read_draws(tmp_path / "other.parquet")
