"""Golden runs: what the model said last time. A change of numbers must be meant.

If a change of the model is meant, write them anew with ``pytest tests/test_golden.py --update-golden``
and say in the commit why the numbers moved.
"""

import json
from pathlib import Path

import pytest

from gongzhi.model import CommunityModel
from gongzhi.model.measures import MEASURES

GOLDEN = Path(__file__).with_name("golden.json")
RUNS = [("classroom", 1), ("classroom", 2), ("neighbourhood", 1), ("full-package", 1)]


def yearly(scenario, seed):
    """Headline measures of all residents at the end of each year, to six digits."""
    size = (
        {} if scenario != "full-package" else {"residents": 4000, "neighbourhoods": 1, "months": 48}
    )
    series = CommunityModel(scenario, rng=seed, **size).run().series
    names = [name for name, m in MEASURES.items() if m.headline and name != "representation"]
    rows = series[(series.segment == "all") & (series.month % 12 == 11)]
    return {
        row.date: {name: float(f"{getattr(row, name):.6g}") for name in names}
        for row in rows.itertuples()
    }


@pytest.mark.parametrize(("scenario", "seed"), RUNS)
def test_a_run_says_what_it_said_last_time(scenario, seed, request):
    name, now = f"{scenario} {seed}", json.loads(json.dumps(yearly(scenario, seed)))
    golden = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}
    if request.config.getoption("--update-golden"):
        assert not hasattr(request.config, "workerinput"), (
            "update without -n: the runs share a file"
        )
        GOLDEN.write_text(json.dumps({**golden, name: now}, indent=1, sort_keys=True) + "\n")
        return
    assert golden, "there are no golden runs; make them with --update-golden"
    for date, measures in golden[name].items():
        assert now[date] == pytest.approx(measures, rel=1e-5, nan_ok=True), (
            f"{name}, {date}: if this is meant, run pytest tests/test_golden.py --update-golden "
            "and say why in the commit"
        )
