"""The scoreboard that is kept, and its pages."""

import json
import runpy
from pathlib import Path

import pytest

from gongzhi.experiments.validation.judging import ENOUGH
from gongzhi.experiments.validation.patterns import patterns

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def maker():
    return runpy.run_path(str(ROOT / "docs" / "make_validation.py"))


@pytest.fixture(scope="module")
def kept_scoreboard(maker):
    return json.loads(maker["KEPT"].read_text(encoding="utf-8"))


def test_the_scoreboard_is_of_all_patterns_as_they_are_declared(kept_scoreboard):
    assert kept_scoreboard["how"]["replicates"] >= 30
    for row, pattern in zip(kept_scoreboard["rows"], patterns().values(), strict=True):
        assert (row["id"], row["kind"]) == (pattern.id, pattern.kind)
        assert [test["en"] for test in row["tests"]] == [test.en for test in pattern.tests]
        assert [test["target"] for test in row["tests"]] == [t.target for t in pattern.tests]
        assert row["replicates"] == kept_scoreboard["how"]["replicates"]
        assert row["knock_out"] is not None
        assert row["draws"] == kept_scoreboard["how"]["draws"] > 0
        assert row["over_seeds"] == all(test["passes"] for test in row["tests"])
        assert row["holds"] == (row["over_seeds"] and row["share_of_draws"] >= ENOUGH)


def test_the_second_run_is_of_the_same_tests_on_other_seeds(maker, kept_scoreboard):
    again = json.loads(maker["KEPT_AGAIN"].read_text(encoding="utf-8"))
    first, second = kept_scoreboard["how"], again["how"]
    assert second["first"] == maker["SEED_BASE_AGAIN"] > first["last"]
    assert all(first[key] == second[key] for key in ("replicates", "draws"))
    for one, other in zip(kept_scoreboard["rows"], again["rows"], strict=True):
        assert (one["id"], one["kind"]) == (other["id"], other["kind"])
        assert [t["en"] for t in one["tests"]] == [t["en"] for t in other["tests"]]


def test_what_falls_otherwise_on_the_other_seeds_is_counted_and_listed(maker, kept_scoreboard):
    rows = kept_scoreboard["rows"]
    again = json.loads(json.dumps(rows))
    assert maker["_likeness"](rows, again) == {
        "patterns": len(rows), "same_over": len(rows), "same_holds": len(rows),
        "tests": sum(len(row["tests"]) for row in rows),
        "same_tests": sum(len(row["tests"]) for row in rows),
    }  # fmt: skip
    assert maker["_again"](rows, again, "en") == ""
    changed = next(row for row in again if row["holds"])
    changed["tests"][0]["passes"] = changed["over_seeds"] = changed["holds"] = False
    told = maker["_likeness"](rows, again)
    assert told["same_over"] == told["same_holds"] == len(rows) - 1
    assert told["same_tests"] == told["tests"] - 1
    for lang in ("en", "zh"):
        table = maker["_again"](rows, again, lang)
        assert changed["id"] in table
        assert changed["tests"][0][lang] in table


def test_what_fails_or_is_not_taken_away_is_discussed_in_both_languages(maker, kept_scoreboard):
    words = maker["discussed"]()
    for row in kept_scoreboard["rows"]:
        if maker["needs_words"](row):
            assert len(words[row["id"]]["en"]) > 80
            assert len(words[row["id"]]["zh"]) > 40


def test_what_a_source_says_was_fitted_is_on_the_page(maker):
    listed = maker["set_in_view"]()
    assert listed["taking_part.threshold"] == []
    assert listed["voting.direct"] == ["V08"]
    for lang in ("en", "zh"):
        text = maker["PAGES"][lang].read_text(encoding="utf-8")
        assert all(f"`{name}`" in text for name in listed)
