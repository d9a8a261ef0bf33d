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
