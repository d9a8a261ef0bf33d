"""Validation: patterns are declared whole, replicates lived once and kept, verdicts follow the rule."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gongzhi.agents.compiling import cache_folder
from gongzhi.experiments import InputError, replicates, validate
from gongzhi.experiments.cli import main
from gongzhi.experiments.contrasts import kind_of
from gongzhi.experiments.drawing import read_draws
from gongzhi.experiments.intervals import mean_interval
from gongzhi.experiments.judging import jackknife, judge
from gongzhi.experiments.patterns import file_of, patterns
from gongzhi.experiments.patterns.pattern import Pattern, Place, Test, World
from gongzhi.experiments.replicates import Replicate, Task, live
from gongzhi.experiments.scoreboard import changed_verdicts, read_verdicts
from gongzhi.scenarios import default_book, load_case

ROOT = Path(__file__).resolve().parents[1]
IDS = [
    "V01a", "V01b", "V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09", "V10", "V11", "V12", "V14",
    "V18", "V19", "V20", "V24", "V25",
]  # fmt: skip
TINY = Place(600, 1)


def toy(**changes) -> Pattern:
    """Return a pattern of two small worlds: people who are asked more know more."""
    base = World(TINY, months=2)
    pattern = Pattern(
        id="T1", en="toy", zh="示例", kind="validation",
        worlds={"few": base, "many": base.but(information_platform=1.0)},
        readings={"awareness": lambda model: model.people.awareness.mean()},
        tests=(Test("more", "更多", lambda r: r["many"]["awareness"] - r["few"]["awareness"], above=0.0),),
        mechanism=("being informed", "知情"), without={"awareness.informed": 0.0},
    )  # fmt: skip
    return replace(pattern, **changes)


@pytest.fixture
def toys(monkeypatch, tmp_path):
    """Let the toy be the only pattern, and nothing be kept from earlier tests."""
    known = {"T1": toy()}
    monkeypatch.setattr(replicates, "patterns", lambda: known)
    monkeypatch.setattr(replicates, "file_of", lambda _: Path(__file__))
    monkeypatch.setattr("gongzhi.agents.compiling.cache_folder", lambda: tmp_path)
    return known


# ---- what is declared ----------------------------------------------------------------------------


def test_every_pattern_of_the_list_is_there_in_its_order():
    assert list(patterns()) == IDS
    assert len({file_of(name) for name in IDS}) == len(IDS)


@pytest.mark.parametrize("pattern", patterns().values(), ids=lambda p: p.id)
def test_a_pattern_says_all_in_both_languages_and_names_what_exists(pattern):
    texts = [(pattern.en, pattern.zh), pattern.mechanism, *((t.en, t.zh) for t in pattern.tests)]
    for en, zh in texts:
        assert en
        assert not any("\u4e00" <= c <= "\u9fff" for c in en)
        assert any("\u4e00" <= c <= "\u9fff" for c in zh)
    assert pattern.without
    for world in (*pattern.worlds.values(), *pattern.knocked_out().values()):
        for name, _ in world.changes:
            assert kind_of(name) in ("lever", "setting", "parameter")
        assert world.months > 12
    for name in pattern.in_view:
        file, colon, what = name.partition(": ")
        said = bool(colon and what) and any(
            (ROOT / at / file).is_file() for at in ("", "scenarios")
        )
        assert said or name in default_book().parameters, name


@pytest.mark.parametrize("pattern", patterns().values(), ids=lambda p: p.id)
def test_no_pattern_is_reached_by_a_value_outside_its_range(pattern):
    for world in pattern.worlds.values():
        values = dict(world.changes)
        load_case("baseline-2013", **values)  # raises for a value outside its range


@pytest.mark.parametrize("pattern", patterns().values(), ids=lambda p: p.id)
def test_taking_the_mechanism_away_changes_every_pattern(pattern):
    assert set(pattern.knocked_out().values()) != set(pattern.worlds.values())


def test_what_was_set_with_a_pattern_in_view_makes_it_a_verification():
    for pattern in patterns().values():
        assert (pattern.kind == "verification") == bool(pattern.in_view), pattern.id


def test_every_number_whose_source_names_a_pattern_is_listed_by_that_pattern():
    for path, parameter in default_book().parameters.items():
        for pattern in patterns().values():
            if pattern.id in parameter.source.replace("(", " ").replace(")", " ").split():
                assert path in pattern.in_view, path


# ---- the rule ------------------------------------------------------------------------------------


def runs_of(values):
    return [{"w": {"x": float(value)}} for value in values]


def test_the_jackknife_of_a_mean_is_students_interval():
    values = np.random.default_rng(1).normal(3.0, 1.0, 20)
    told = jackknife(lambda r: r["w"]["x"], runs_of(values))
    assert told == pytest.approx(mean_interval(values))


def test_the_jackknife_of_a_ratio_is_near_the_delta_method():
    luck = np.random.default_rng(2)
    x, y = luck.normal(10.0, 1.0, 400), luck.normal(5.0, 0.5, 400)
    runs = [{"w": {"x": a, "y": b}} for a, b in zip(x, y, strict=True)]
    value, low, high = jackknife(lambda r: r["w"]["x"] / r["w"]["y"], runs)
    ratio = x.mean() / y.mean()
    error = np.std(x - ratio * y, ddof=1) / y.mean() / np.sqrt(400)
    assert value == pytest.approx(ratio)
    assert high - low == pytest.approx(2 * 1.966 * error, rel=0.02)


def test_a_replicate_without_a_value_counts_for_nothing():
    values = [1.0, 2.0, np.nan, 3.0]
    value, low, high = jackknife(lambda r: r["w"]["x"], runs_of(values))
    assert value == pytest.approx(2.0)
    assert low < 2.0 < high
    assert np.isnan(jackknife(lambda r: r["w"]["x"], runs_of([np.nan] * 4))[0])


def test_a_test_passes_only_if_the_whole_interval_lies_in_the_range():
    test = Test("", "", lambda r: 0.0, above=1.0, below=2.0)
    assert test.passes(1.1, 1.9)
    assert not test.passes(0.9, 1.9)
    assert not test.passes(1.1, 2.1)
    assert not test.passes(1.0, 1.9)
    assert not test.passes(float("nan"), float("nan"))


def judged(whole, without, **changes):
    """Judge the toy by values of awareness, (few, many) in each replicate."""

    def readings(pairs):
        return [{"few": {"awareness": a}, "many": {"awareness": b}} for a, b in pairs]

    both = zip(readings(whole), readings(without), strict=True)
    return judge(toy(**changes), [Replicate(a, b) for a, b in both])


GROWS = [(0.1, 0.30), (0.1, 0.32), (0.1, 0.31)]
STAYS = [(0.1, 0.11), (0.1, 0.09), (0.1, 0.10)]


def test_a_pattern_holds_and_is_gone_without_its_mechanism():
    row = judged(GROWS, STAYS)
    assert row["holds"]
    assert row["knock_out"]["gone"] is True
    assert row["value"] == pytest.approx(0.21)
    assert (row["replicates"], row["share_of_draws"], row["target"]) == (3, None, "> 0")


def test_a_mechanism_that_changes_nothing_does_not_make_the_pattern():
    assert judged(GROWS, GROWS)["knock_out"]["gone"] is False
    smaller = [(a, b - 0.1) for a, b in GROWS]
    assert judged(GROWS, smaller)["knock_out"]["gone"] is False


def test_a_test_that_fails_by_luck_alone_is_not_gone():
    whole = [(0.1, 0.12), (0.1, 0.121), (0.1, 0.119)]
    row = judged(whole, [(0.1, 0.14), (0.1, 0.10), (0.1, 0.12)])
    assert row["holds"]
    assert row["knock_out"]["low"] < 0.0
    assert row["knock_out"]["gone"] is False


def test_a_pattern_that_is_not_there_cannot_go():
    row = judged(STAYS, STAYS)
    assert not row["holds"]
    assert row["knock_out"]["gone"] is None


def test_gone_may_mean_a_range_of_its_own():
    assert judged(GROWS, STAYS, gone=(-0.05, 0.05))["knock_out"]["gone"] is True
    assert judged(GROWS, STAYS, gone=(-0.005, 0.005))["knock_out"]["gone"] is False


def test_one_test_that_fails_fails_the_pattern_and_the_one_that_passes_is_knocked_out():
    first = Test("less", "更少", lambda r: r["few"]["awareness"], below=0.0)
    row = judged(GROWS, STAYS, tests=(first, *toy().tests))
    assert [test["passes"] for test in row["tests"]] == [False, True]
    assert not row["holds"]
    assert row["knock_out"]["test"] == 1


def test_the_share_of_draws_counts_those_in_which_every_value_lies_in_its_range():
    lived = [Replicate({"few": {"awareness": 0.1}, "many": {"awareness": 0.3}}, None)] * 3
    draws = [{"few": {"awareness": 0.1}, "many": {"awareness": b}} for b in (0.2, 0.3, 0.0, 0.15)]
    assert judge(toy(), lived, draws)["share_of_draws"] == 0.75


def test_a_pattern_holds_if_it_is_there_over_seeds_and_in_nine_of_ten_draws():
    def row(seeds, there, of):
        lived = [
            Replicate({"few": {"awareness": a}, "many": {"awareness": b}}, None) for a, b in seeds
        ]
        high = [0.3] * there + [0.0] * (of - there)
        draws = [{"few": {"awareness": 0.1}, "many": {"awareness": b}} for b in high]
        return judge(toy(), lived, draws)

    held = [row(GROWS, there, 10)["holds"] for there in (10, 9, 8)]
    assert held == [True, True, False]
    few = row(GROWS, 8, 10)
    assert (few["over_seeds"], few["share_of_draws"], few["draws"]) == (True, 0.8, 10)
    assert (row(STAYS, 10, 10)["over_seeds"], row(STAYS, 10, 10)["holds"]) == (False, False)
    alone = row(GROWS, 0, 0)
    assert (alone["holds"], alone["share_of_draws"]) == (True, None)


# ---- replicates ----------------------------------------------------------------------------------


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


# ---- draws ---------------------------------------------------------------------------------------


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


# ---- the command ---------------------------------------------------------------------------------

SMALL = ["--replicates", "3", "--workers", "1", "--seed-base", "70", "--lang", "en"]


def test_the_command_answers_in_json_and_tables_of_both_languages(capsys):
    words = ["validate", "--only", "v05", "--draws", "none", *SMALL]
    assert main([*words, "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert {"id", "value", "low", "high", "target", "holds", "replicates"} <= set(row)
    assert (row["id"], row["kind"], row["share_of_draws"]) == ("V05", "verification", None)
    assert row["low"] < row["value"] < row["high"]
    assert row["knock_out"]["gone"] is True
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "Other readings of the parameters were not tried" in " ".join(told.split())
    assert main([*words[:-1], "zh", "--quick"]) == 0
    assert "成立" in capsys.readouterr().out


def test_results_are_a_whole_folder_and_do_not_depend_on_the_processes(tmp_path, capsys):
    out = tmp_path / "out"
    alone = validate(["V06"], replicates=3, seed_base=70, knock_outs=False, workers=1, out=out)
    assert {path.name for path in out.iterdir()} == {
        "manifest.json", "replicates.parquet", "scoreboard.json",
    }  # fmt: skip
    table = pd.read_parquet(out / "replicates.parquet")
    assert set(table["seed"]) == {70, 71, 72}
    base = table[(table["world"] == "baseline") & (table["reading"] == "street")]["value"]
    assert base.nunique() == 3
    shared = validate(["V06"], replicates=3, seed_base=70, knock_outs=False, workers=2)
    assert shared == alone


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--only", "V99"], "V01a, V01b, V02"),
        (["--only", "V05,V5"], "V01a, V01b, V02"),
        (["--seed-base", "abc"], '"abc" is not a whole number'),
        (["--replicates", "2"], "out of range"),
        (["--draws", "1"], "out of range"),
        (["--draws", "none.parquet"], "none.parquet"),
        (["--against", "none.json"], "none.json"),
    ],
)
def test_what_cannot_be_ends_with_2_and_one_line(words, told, capsys):
    assert main(["validate", *words, "--lang", "en"]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


def test_a_verdict_that_differs_either_way_is_told_and_ends_with_1(tmp_path, capsys):
    words = ["validate", "--only", "V05,V06", "--quick", *SMALL, "--json"]
    assert main(words) == 0
    rows = json.loads(capsys.readouterr().out)
    path = tmp_path / "before.json"
    path.write_text(json.dumps({"rows": rows}), encoding="utf-8")
    assert main([*words, "--against", str(path)]) == 0
    capsys.readouterr()
    for row in rows:
        turned = [{**other, "over_seeds": other["over_seeds"] ^ (other is row)} for other in rows]
        path.write_text(json.dumps(turned), encoding="utf-8")
        assert main([*words, "--against", str(path)]) == 1
        error = capsys.readouterr().err
        assert row["id"] in error
        assert error.count("\n") == 1


def test_the_quick_verdict_is_held_against_the_one_over_seeds_whatever_the_draws_say():
    quick = [{"id": "V05", "holds": True, "over_seeds": True}]
    assert changed_verdicts(quick, {"V05": True}, "en") == []
    assert len(changed_verdicts(quick, {"V05": False}, "en")) == 1


def test_without_a_word_the_shipped_draws_are_tried_and_quick_tries_none(capsys):
    words = ["validate", "--only", "V05", *SMALL, "--json"]
    assert main([*words, "--quick"]) == 0
    (quick,) = json.loads(capsys.readouterr().out)
    assert (quick["share_of_draws"], quick["draws"]) == (None, 0)
    assert main(words) == 0
    (whole,) = json.loads(capsys.readouterr().out)
    assert whole["draws"] == len(read_draws("shipped"))
    assert 0.0 <= whole["share_of_draws"] <= 1.0
    assert whole["over_seeds"] == quick["over_seeds"]


def test_a_pattern_that_the_earlier_scoreboard_lacks_is_told():
    (line,) = changed_verdicts([{"id": "V05", "holds": True}], {}, "en")
    assert line.startswith("V05")


@pytest.mark.parametrize(
    "text", ["{", "[1]", '[{"id": "V05"}]', '{"rows": 3}', '[{"id": "V05", "holds": 1}]']
)
def test_a_scoreboard_that_cannot_be_read_is_told(text, tmp_path):
    path = tmp_path / "before.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"before\.json"):
        read_verdicts(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for another process there")
def test_an_interrupted_command_says_what_is_kept_and_goes_on_from_there():
    first = os.getpid() * 100  # seeds of our own, so that nothing is kept of them yet

    def kept():
        folder = cache_folder() / "replicates"
        return {
            path: path.stat().st_mtime_ns for path in folder.glob(f"V05-{first // 100}??-*.json")
        }

    def words(count):
        asked = ["--only", "V05", "--quick", "--seed-base", str(first), "--replicates", str(count)]
        alone = ["--workers", "1", "--lang", "en", "--json"]
        return [sys.executable, "-m", "gongzhi.experiments.cli", "validate", *asked, *alone]

    process = subprocess.Popen(words(90), stdout=-1, stderr=-1, text=True)
    try:
        while len(kept()) < 3:
            assert process.poll() is None
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (130, "")
        assert "finished replicates are kept" in err
        before = kept()
        done = subprocess.run(words(len(before)), capture_output=True, text=True, check=True)
        assert json.loads(done.stdout)[0]["replicates"] == len(before)
        assert kept() == before
    finally:
        process.kill()
        for path in kept():
            path.unlink()
