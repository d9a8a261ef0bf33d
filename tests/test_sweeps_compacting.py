"""Parts of a sweep put together: the same results in one part, and nothing lost on the way."""

import pandas as pd
import pytest
import sweep_workers
from test_sweeps_runner import PLAN as TABLES
from test_sweeps_runner import carried_out

from gongzhi.experiments import OutputError, load
from gongzhi.experiments.cli import main
from gongzhi.experiments.sweeps import compacting, parts, runs
from gongzhi.experiments.sweeps.plan import read_plan


def test_a_compacted_sweep_is_the_same_in_one_part(tmp_path, capsys):
    folder = tmp_path / "out"
    programme = carried_out(folder, sweep_workers.quick)
    before = programme.runs, programme.series
    _split(folder)
    assert len(parts.parts_of(folder)) > 3
    assert main(["sweep", "compact", str(folder), "--lang", "en"]) == 0
    assert "are now 1 of" in capsys.readouterr().out
    assert len(parts.parts_of(folder)) == 1
    after = load(folder)
    pd.testing.assert_frame_equal(before[0], after.runs, check_exact=True)
    pd.testing.assert_frame_equal(before[1], after.series, check_exact=True)
    assert after.query("SELECT count(*) AS n FROM all_made")["n"][0] == 24
    assert compacting.compact_parts(folder).after == 1


def _split(folder):
    """Write some runs a second time, in small parts."""
    programme = runs.make_programme(read_plan(TABLES))
    for first in range(0, 20, 5):
        tasks = [
            sweep_workers.Task(run.number, programme.plan.case, run.seed, None)
            for run in programme.runs[first : first + 5]
        ]
        parts.write_part(folder, programme, sweep_workers.quick(tasks))


def test_a_compaction_that_a_full_disk_stops_loses_nothing(tmp_path, monkeypatch):
    folder = tmp_path / "out"
    before = carried_out(folder, sweep_workers.quick)
    table = before.runs
    _split(folder)
    held = parts.parts_of(folder)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compacting, "_copy", full)
    with pytest.raises(OutputError, match="No space left"):
        compacting.compact_parts(folder)
    assert parts.parts_of(folder) == held
    pd.testing.assert_frame_equal(load(folder).runs, table, check_exact=True)
