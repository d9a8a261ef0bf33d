"""Validation: patterns are declared whole, and what the command answers."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from toy_pattern import toy

from gongzhi.agents.compiling import cache_folder
from gongzhi.experiments import InputError, validate
from gongzhi.experiments.calibration.drawing import read_draws
from gongzhi.experiments.cli import main
from gongzhi.experiments.coverage.contrasts import kind_of
from gongzhi.experiments.validation import replicates
from gongzhi.experiments.validation.patterns import file_of, patterns
from gongzhi.experiments.validation.scoreboard import changed_verdicts, read_verdicts
from gongzhi.scenarios import default_book, load_case

ROOT = Path(__file__).resolve().parents[1]
IDS = [
    "V01a", "V01b", "V02", "V03", "V04", "V05", "V06", "V07", "V08", "V09", "V10", "V11", "V12", "V14",
    "V18", "V19", "V20", "V24", "V25",
]  # fmt: skip


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


@pytest.mark.parametrize("only", [[""], ["", " "]])
def test_a_name_that_is_empty_is_no_pattern(only):
    with pytest.raises(InputError, match='--only: there is no ""; allowed: V01a'):
        validate(only)


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
