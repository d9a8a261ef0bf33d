"""Relapse: the three stages are a chain (V10)."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gongzhi.model.processes.carry_out import Work, relapse_hazard
from gongzhi.model.processes.decide import Deliberation
from gongzhi.scenarios import default_book

BOOK = default_book()
WORK = BOOK.section(Work)

share = st.floats(0.0, 1.0)


STAGES = ("survey", "dialogue", "supervision")


def lasting_share(stages, quality=0.5) -> float:
    """Share of solutions that last a year with these stages, by the formulas of two processes."""
    d = BOOK.section(Deliberation)
    surveyed = ("survey" in stages) * d.survey_quality
    rules = ("dialogue" in stages) * (d.rules_alone + d.rules_surveyed * surveyed)
    return (1 - relapse_hazard(quality, "supervision" in stages, rules, WORK)) ** 12


def test_a_stage_more_never_makes_a_solution_last_less():
    for size in (0, 1, 2):
        for stages in combinations(STAGES, size):
            for more in set(STAGES) - set(stages):
                assert lasting_share({*stages, more}) >= lasting_share(stages)


def test_three_stages_last_longer_than_any_two_and_two_longer_than_one():
    three = lasting_share(STAGES)
    two = [lasting_share(stages) for stages in combinations(STAGES, 2)]
    one = [lasting_share({stage}) for stage in STAGES]
    assert three > max(two) + 0.02
    assert max(two) > max(one)
    assert np.mean(two) > np.mean(one) > lasting_share(())


def test_the_stages_are_a_chain_and_no_sum():
    """Supervision is worth most where there are rules, and rules where there was a survey."""
    worth = {
        others: lasting_share({*others, "supervision"}) - lasting_share(others)
        for others in ((), ("dialogue",), ("survey", "dialogue"))
    }
    assert worth[()] < worth[("dialogue",)] < worth[("survey", "dialogue")]
    assert lasting_share({"survey", "dialogue"}) == lasting_share(())  # rules nobody watches


@given(share, share, share, share, share)
def test_better_supervision_never_raises_relapse(quality, watched, more, rules, better):
    hazard = relapse_hazard(quality, watched, rules, WORK)
    assert 0 <= hazard <= 1
    assert relapse_hazard(quality, max(watched, more), max(rules, better), WORK) <= hazard


@given(share, share, share, share)
def test_better_work_never_comes_back_sooner(quality, better, watched, rules):
    assert relapse_hazard(max(quality, better), watched, rules, WORK) <= relapse_hazard(
        quality, watched, rules, WORK
    )
