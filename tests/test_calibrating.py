"""Calibration: distances are what they say, a known number is found, shipped draws are of the book."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gongzhi.experiments import InputError
from gongzhi.experiments.calibration import calibrating
from gongzhi.experiments.calibration.calibrating import Question, calibrate
from gongzhi.experiments.calibration.drawing import SHIPPED_COUNT, read_draws
from gongzhi.experiments.calibration.posterior import (
    adjust,
    correlations,
    draw_by_weight,
    quantiles,
    read_table,
    shipped_draws,
    write_draws,
)
from gongzhi.experiments.calibration.priors import (
    CALIBRATED,
    in_range,
    is_logarithmic,
    place_of,
    value_at,
)
from gongzhi.experiments.calibration.targets import TARGETS, Target, distance, simulate
from gongzhi.experiments.cli import main
from gongzhi.experiments.validation.patterns import patterns
from gongzhi.experiments.validation.patterns.pattern import Place, World
from gongzhi.scenarios import default_book

ROOT = Path(__file__).resolve().parents[1]
TINY = World(Place(600, 1), months=4, changes=(("spin_up", 2),))
HOURS, START = "street_time.task_hours", "society_traits.awareness_start"
BOOK = default_book().parameters
MET = {
    "turnout 18-29": 0.1377, "turnout 50-59": 0.5568, "turnout 70-79": 0.7774,
    "admin_share": 0.7, "volunteers": 0.1085, "awareness": 0.3,
}  # fmt: skip


# ---- targets -------------------------------------------------------------------------------------


def test_a_run_that_meets_every_target_is_at_no_distance():
    assert distance(MET) == 0.0
    assert distance({**MET, "admin_share": 0.9}) == 0.0


def test_a_street_where_hardly_anybody_knows_the_committee_is_as_far_as_one_where_many_do():
    few, many = ({**MET, "awareness": 0.3 + off} for off in (-0.06, 0.06))
    assert distance(few) == pytest.approx(2.0) == distance(many)


def test_the_distance_is_the_root_of_squares_in_tolerances():
    off = {"admin_share": 0.7 - 3 * 0.02, "turnout 18-29": 0.1377 + 4 * 0.08}
    assert distance({**MET, **off}) == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("side", "value", "signed"),
    [("near", 0.3, 2.0), ("near", -0.1, -2.0), ("at least", 0.3, 0.0), ("at least", -0.1, -2.0),
     ("at most", 0.3, 2.0), ("at most", -0.1, 0.0)],
)  # fmt: skip
def test_a_bound_counts_on_one_side_only(side, value, signed):
    target = Target("", "x", "甲", data=0.1, side=side, tolerance=0.1)
    assert target.signed(value) == pytest.approx(signed)
    assert target.deviation(value) == pytest.approx(abs(signed))


def test_a_run_that_broke_is_infinitely_far():
    assert distance({**MET, "volunteers": math.nan}) == math.inf
    assert distance(dict.fromkeys(TARGETS, math.nan)) == math.inf


def test_a_run_that_breaks_is_told_as_nothing(monkeypatch):
    def breaks(*_):
        raise ValueError("a book that does not balance")

    monkeypatch.setattr("gongzhi.experiments.calibration.targets.lived_with", breaks)
    assert all(math.isnan(value) for value in simulate({}, 1).values())


def test_the_targets_are_those_of_the_patterns():
    for target in TARGETS.values():
        if target.pattern:
            data = [(t.data, t.above, t.below) for t in patterns()[target.pattern].tests]
            assert any(target.data in each for each in data)


def test_who_volunteered_is_counted_once_over_the_year():
    read = simulate({}, 3, World(Place(1500, 1), months=14, changes=(("spin_up", 2),)))
    assert 0.0 < read["volunteers"] < 0.5
    assert set(read) == set(TARGETS)


# ---- priors --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CALIBRATED)
def test_a_prior_is_the_range_of_the_book(name):
    mine = BOOK[name]
    ends = [value_at(mine, place) for place in (0.0, 1.0)]
    assert ends == pytest.approx([mine.low, mine.high])
    for place in (0.1, 0.5, 0.9):
        value = value_at(mine, place)
        assert float(place_of(mine, value)) == pytest.approx(place)
    middle = value_at(mine, 0.5)
    logarithmic = math.sqrt(mine.low * mine.high) if mine.low > 0 else None
    even = (mine.low + mine.high) / 2
    assert middle == pytest.approx(logarithmic if is_logarithmic(mine) else even)


def test_amounts_and_rates_are_thought_of_in_ratios_and_shares_are_not():
    assert is_logarithmic(BOOK[HOURS])
    assert is_logarithmic(BOOK["awareness.decay"])
    assert not is_logarithmic(BOOK["awareness.gain"])
    assert not is_logarithmic(BOOK["voting.own"])


# ---- the posterior -------------------------------------------------------------------------------


def population(places, values, weight=None):
    """Return particles of the hours of tasks at some places, and what was read from each."""
    n = len(places)
    return pd.DataFrame(
        {
            "weight": np.full(n, 1.0 / n) if weight is None else weight,
            "distance": [distance({"x": v}, ONE) for v in values],
            HOURS: [in_range({HOURS: p})[HOURS] for p in places],
            "x": values,
        }
    )


ONE = {"x": Target("", "x", "甲", data=0.0, side="near", tolerance=1.0)}


def test_draws_follow_the_weights():
    table = population([0.1, 0.5, 0.9], [0.0] * 3, np.array([0.5, 0.3, 0.2]))
    drawn = draw_by_weight(table, [HOURS], 100, seed=1)[HOURS]
    counts = [int((drawn == value).sum()) for value in table[HOURS]]
    assert counts == [50, 30, 20]
    assert draw_by_weight(table, [HOURS], 100, seed=1)[HOURS].tolist() == drawn.tolist()


def test_the_width_left_is_1_where_nothing_was_learnt_and_small_where_much():
    luck = np.random.default_rng(0)
    (all_,) = quantiles(population(luck.random(4000), [0.0] * 4000), [HOURS])
    assert all_["left"] == pytest.approx(1.0, abs=0.03)
    assert all_["below"] == pytest.approx(float(place_of(BOOK[HOURS], 5.4)), abs=0.03)
    (some,) = quantiles(population(0.4 + 0.1 * luck.random(4000), [0.0] * 4000), [HOURS])
    assert some["left"] == pytest.approx(0.1, abs=0.01)
    assert some["lower"] < some["median"] < some["upper"]


def test_regression_finds_where_the_target_would_have_been_met():
    luck = np.random.default_rng(2)
    places = luck.uniform(0.1, 0.9, 400)
    logit = np.log(places / (1 - places))
    moved = adjust(population(places, logit - 0.5), [HOURS], ONE)
    assert float(place_of(BOOK[HOURS], moved[HOURS]).std()) < 0.01
    assert float(place_of(BOOK[HOURS], moved[HOURS]).mean()) == pytest.approx(
        1 / (1 + np.exp(-0.5))
    )
    assert moved["weight"].sum() == pytest.approx(1.0)


def test_correlations_of_the_posterior_are_told_the_strongest_first():
    luck = np.random.default_rng(3)
    a, b, c = luck.random((3, 500))
    names = ["voting.own", "voting.own_identity", "awareness.floor"]
    places = [in_range(dict(zip(names, row, strict=True))) for row in zip(a, 1 - a, c, strict=True)]
    told = correlations(pd.DataFrame(places).assign(weight=b), names)
    assert (told[0]["first"], told[0]["second"]) == ("voting.own", "voting.own_identity")
    assert told[0]["rho"] == pytest.approx(-1.0)
    assert abs(told[1]["rho"]) < 0.2


# ---- from end to end -----------------------------------------------------------------------------


@pytest.fixture
def alone(monkeypatch, tmp_path):
    """Keep what is kept for this test only, and run few draws again."""
    monkeypatch.setattr("gongzhi.agents.compiling.cache_folder", lambda: tmp_path / "cache")
    (tmp_path / "cache").mkdir()
    monkeypatch.setattr(calibrating, "AGAIN", 3)


def question(hours):
    """Ask for the hours that an assisted task brings, from what a run with known ones showed."""
    seen = simulate({HOURS: hours}, 77, TINY)["admin_share"]
    target = Target("V05", "share", "占比", data=seen, side="near", tolerance=0.02)
    return Question((HOURS, START), {"admin_share": target}, TINY)


def test_a_known_number_is_found_better_than_the_prior_and_the_rest_is_left_open(alone, tmp_path):
    asked = question(4.0)
    done = calibrate(asked, populations=2, particles=24, workers=1, out=tmp_path / "out")
    hours, start = done.told["parameters"]
    prior = np.array([in_range({HOURS: p})[HOURS] for p in np.linspace(0, 1, 201)])
    posterior = done.draws[HOURS].to_numpy()
    assert np.abs(posterior - 4.0).mean() < np.abs(prior - 4.0).mean() / 2
    assert hours["left"] < 0.5 < start["left"]
    assert [row["runs"] >= 24 for row in done.told["populations"]] == [True, True]
    names = {"draws.csv", "particles.parquet", "calibration.json", "manifest.json"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *names,
        "posterior.png",
        "posterior.svg",
    }
    rounded = read_table(tmp_path / "out" / "draws.csv")
    assert rounded.to_numpy() == pytest.approx(done.draws.to_numpy(), abs=1e-5)


def test_a_calibration_that_was_stopped_goes_on_to_the_same_end(alone, tmp_path):
    import pyabc

    asked, folder = question(8.0), tmp_path / "cache" / "calibrations"
    calibrate(asked, populations=1, particles=8, workers=1)
    (file,) = folder.glob("*.db")
    first = pyabc.History(f"sqlite:///{file}").get_distribution(t=0)[0]
    went_on = calibrate(asked, populations=2, particles=8, workers=1)
    assert list(folder.glob("*.db")) == [file]
    history = pyabc.History(f"sqlite:///{file}")
    assert (history.id, history.max_t) == (1, 1)
    assert history.get_distribution(t=0)[0].equals(first)
    file.unlink()
    at_once = calibrate(asked, populations=2, particles=8, workers=1)
    pd.testing.assert_frame_equal(went_on.draws, at_once.draws)


def test_two_processes_find_what_one_finds(alone, tmp_path):
    asked = question(6.0)
    one = calibrate(asked, populations=1, particles=6, workers=1)
    for path in (tmp_path / "cache" / "calibrations").glob("*.db"):
        path.unlink()
    pd.testing.assert_frame_equal(
        one.draws, calibrate(asked, populations=1, particles=6, workers=2).draws
    )


def test_the_same_calibration_twice_at_once_is_turned_away(alone):
    with calibrating._kept(Question(), 1, 30), pytest.raises(InputError, match="running already"):
        calibrate(seed=1, particles=30, populations=1, workers=1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--populations", "0"], "out of range"),
        (["--particles", "3"], "out of range"),
        (["--seed", "-1"], "out of range"),
        (["--out", "."], "current"),
    ],
)
def test_what_cannot_be_ends_with_2_and_one_line(words, told, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert main(["calibrate", *words, "--lang", "en"]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_tells_in_both_languages_and_in_json(lang, capsys, monkeypatch):
    told = json.loads((ROOT / "docs" / "calibration.json").read_text(encoding="utf-8"))
    done = calibrating.Calibration(shipped_draws(), shipped_draws(), told)
    monkeypatch.setattr(calibrating, "calibrate", lambda **_: done)
    assert main(["calibrate", "--lang", lang]) == 0
    printed = capsys.readouterr().out
    assert ("No default was changed" if lang == "en" else "未改动任何默认值") in printed.replace(
        "\n", " "
    )
    assert main(["calibrate", "--json", "--lang", lang]) == 0
    assert json.loads(capsys.readouterr().out) == told


# ---- what is shipped -----------------------------------------------------------------------------


def test_the_shipped_draws_lie_in_the_ranges_and_name_parameters_of_the_book():
    draws = shipped_draws()
    assert list(draws.columns) == list(CALIBRATED)
    assert len(draws) >= 200
    for name in draws:
        assert draws[name].between(BOOK[name].low, BOOK[name].high).all()
    taken = read_draws("shipped")
    assert len(taken) == SHIPPED_COUNT
    assert dict(taken[0]) == draws.iloc[0].to_dict()
    assert read_draws("none") == []


def test_a_file_of_draws_says_how_it_was_made_and_is_read_again(tmp_path):
    path = tmp_path / "draws.csv"
    write_draws(shipped_draws().head(5), path, {"seed": 3})
    head = path.read_text(encoding="utf-8").splitlines()
    assert head[0].startswith("#")
    assert "seed 3" in head[0]
    assert [dict(draw) for draw in read_draws(path)] == shipped_draws().head(5).to_dict("records")
