"""Records of a comparison: those of the first seed, for each scenario, and read apart again."""

import pandas as pd
import pytest

from gongzhi.experiments import InputError, compare, run, trace
from gongzhi.experiments.figures.fates import fates
from gongzhi.experiments.kept.source import Source

SMALL = {"residents": 600, "neighbourhoods": 1, "months": 24, "spin_up": 12}
PAIR = ("baseline-2013", "full-package")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("records") / "pair"
    compare(*PAIR, seeds=[7, 3], workers=1, out=out, **SMALL)
    return out


@pytest.mark.parametrize("label", PAIR)
def test_the_records_of_a_scenario_are_those_of_a_run_under_the_first_seed(folder, label):
    alone = run(label, seed=7, **SMALL).records
    origin = Source(folder, label)
    for name in ("issues", "moves", "notes", "ties", "organisations", "buildings", "blocks"):
        kept = origin.table(name)
        assert set(kept["seed"]) <= {7}
        assert set(kept["scenario"]) <= {label}
        plain = kept.drop(columns=["scenario", "seed"]).reset_index(drop=True)
        pd.testing.assert_frame_equal(plain, alone[name], check_categorical=False)


def test_the_two_scenarios_have_fates_of_their_own(folder):
    counts = {}
    for label in PAIR:
        origin = Source(folder, label)
        issues = origin.table("issues").reset_index(drop=True)
        moves = origin.table("moves").reset_index(drop=True)
        told = fates(issues, moves, 23)
        assert len(told) == len(issues)
        counts[label] = moves["after"].value_counts().to_dict()
    assert counts[PAIR[0]] != counts[PAIR[1]]


def test_a_story_is_that_of_the_scenario_that_was_asked_for(folder):
    for label in PAIR:
        live = trace(label, 0, seed=7, **SMALL)
        assert trace(folder, 0, scenario=label).text("en") == live.text("en")
    with pytest.raises(InputError, match="full-package"):
        trace(folder, 0, scenario="full")
