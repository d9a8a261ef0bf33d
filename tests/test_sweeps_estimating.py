"""What a sweep says that it will take."""

import pytest
from test_sweeps_runner import PLAN as TABLES

from gongzhi.experiments.sweeps import estimating, runs
from gongzhi.experiments.sweeps.plan import read_plan


def test_what_is_compiled_on_the_way_is_told_and_does_not_count_as_the_pace_of_a_month(monkeypatch):
    """The model is a stand-in, and so is the clock: whoever else uses the machine changes nothing."""
    now, lives = [0.0], []

    class Model:
        together = 1

        def __init__(self, case, rng):
            lives.append(self)
            now[0] += 2.0

        def step(self):
            now[0] += (0.1 if len(lives) > 1 else 3.0) * (1 + self.together) / 2

    def beside(model, cases):
        model.together = len(cases)
        return model

    monkeypatch.setattr("gongzhi.model.CommunityModel", Model)
    monkeypatch.setattr("gongzhi.model.side_by_side.side_by_side", beside)
    monkeypatch.setattr("gongzhi.experiments.sweeps.estimating.time.perf_counter", lambda: now[0])
    programme = runs.make_programme(read_plan({**TABLES, "fixed": {"spin_up": 10}}))
    ahead = estimating.forecast(programme, programme.runs, 1, "local", 0, "out")
    worker = estimating.SECONDS_OF_WORKER
    each = 0.2 / 3  # the three runs of a seed live side by side, in the time of two
    assert ahead.seconds == pytest.approx(8 * (2.0 + 10 * 0.1) + 24 * 2 * each + worker)
    assert ahead.compiling == pytest.approx(7 * 2.9)
