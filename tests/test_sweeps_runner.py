"""A sweep loses no run: workers are killed, runs hang or raise, the disk is full, and all else is kept."""

import errno
import os
import subprocess
import sys

import pandas as pd
import pytest
import sweep_workers

from gongzhi.experiments import WorkerError, load
from gongzhi.experiments.sweeps import parts
from gongzhi.experiments.sweeps.desk import Desk
from gongzhi.experiments.sweeps.engines import Tray
from gongzhi.experiments.sweeps.folder import open_folder
from gongzhi.experiments.sweeps.local import LocalEngine
from gongzhi.experiments.sweeps.plan import read_plan
from gongzhi.experiments.sweeps.reading import finished_runs
from gongzhi.experiments.sweeps.runner import carry_out
from gongzhi.experiments.sweeps.runs import make_programme

PLAN = {
    "scenario": "classroom",
    "months": 2,
    "seeds": 8,
    "levers": {"reserve_share": [0.0, 0.1, 0.2]},
}


def carried_out(folder, work, limit=None, hands=2, plan=PLAN):
    """Carry out a plan with a stand-in for the model, and return what is in the folder."""
    programme = make_programme(read_plan(plan))
    place = open_folder(folder, programme)
    done = finished_runs(place)
    todo = [run for run in programme.runs if run.id not in done]
    tray = Tray()
    carry_out(programme, todo, place, LocalEngine(hands, limit, tray, work), tray)
    return load(folder)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    return carried_out(tmp_path_factory.mktemp("sweep") / "undisturbed", sweep_workers.quick)


def same(one, other, runs=None):
    """Compare two sweeps bit by bit, or only some runs of the second with those of the first."""
    a, b = one.runs, other.runs
    if runs is not None:
        a, b = (t[t["run_id"].isin(runs)].reset_index(drop=True) for t in (a, b))
    pd.testing.assert_frame_equal(a, b, check_exact=True)
    series = [
        t.series[t.series["run_id"].isin(a["run_id"])].reset_index(drop=True) for t in (one, other)
    ]
    pd.testing.assert_frame_equal(*series, check_exact=True)
    assert len(series[0]) == 2 * len(a)


@pytest.mark.slow
def test_a_run_that_goes_on_dying_overruns_or_raises_becomes_a_row_and_the_others_are_whole(
    tmp_path, undisturbed
):
    got = carried_out(tmp_path / "out", sweep_workers.fatal, limit=3.0)
    status = got.runs.set_index("run_id")["status"]
    assert len(status) == 24
    by_seed = got.runs.groupby("seed")["status"].agg(set).to_dict()
    bad = {
        sweep_workers.DEADLY: {"died"},
        sweep_workers.SLOW: {"overran"},
        sweep_workers.WRONG: {"raised"},
    }
    assert by_seed == {seed: bad.get(seed, {"ok"}) for seed in range(8)}
    same(undisturbed, got, status.index[status == "ok"])
    failed = got.runs[got.runs["status"] == "raised"]
    assert failed["error"].str.contains("AttributeError").all()
    assert got.runs[got.runs["status"] != "ok"]["participation_rate"].isna().all()
    attempts = got.made.set_index("run_id")["attempts"]
    tried = attempts.groupby(got.runs.set_index("run_id")["status"]).agg(set).to_dict()
    assert (tried["died"], tried["overran"], tried["raised"]) == ({3}, {2}, {1})


def test_a_run_whose_worker_was_killed_once_is_tried_again_with_the_same_result(
    tmp_path, undisturbed, monkeypatch
):
    monkeypatch.setenv("GONGZHI_TEST_MARK", str(tmp_path))
    got = carried_out(tmp_path / "out", sweep_workers.dies_once)
    same(undisturbed, got)
    again = got.made.merge(got.runs[["run_id", "seed"]])
    assert (again[again["seed"] == sweep_workers.DEADLY]["attempts"] > 1).all()


def test_workers_that_all_die_end_the_sweep(tmp_path):
    with pytest.raises(WorkerError, match="every process"):
        carried_out(tmp_path / "out", sweep_workers.dies_at_once)


def test_a_script_that_does_not_guard_its_call_is_told_so(tmp_path):
    script = tmp_path / "script.py"
    call = f"sweep({PLAN!r}, out={str(tmp_path / 'out')!r}, workers=1)"
    script.write_text(f"from gongzhi.experiments import sweep\n{call}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert 'if __name__ == "__main__"' in done.stderr.splitlines()[-1]


def test_a_full_disk_stops_the_sweep_and_what_was_written_is_whole(
    tmp_path, undisturbed, monkeypatch
):
    written = parts._write
    count = 0

    def full(path, table):
        nonlocal count
        count += 1
        if count > 4:
            path.write_bytes(b"PAR1")  # what fitted
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written(path, table)

    monkeypatch.setattr(parts, "_write", full)
    monkeypatch.setattr("gongzhi.experiments.sweeps.runner.SOON", 0.0)
    monkeypatch.setattr("gongzhi.experiments.sweeps.runner.FEW", 5)
    with pytest.raises(OSError, match="No space"):
        carried_out(tmp_path / "out", sweep_workers.quick)
    held = load(tmp_path / "out").runs
    assert 5 <= len(held) < 24
    assert [path.name for path in (tmp_path / "out" / "parts").glob(".*")] == []
    monkeypatch.undo()
    same(undisturbed, carried_out(tmp_path / "out", sweep_workers.quick))


def test_a_part_that_was_cut_short_is_run_again(tmp_path, undisturbed):
    from gongzhi.experiments import InputError
    from gongzhi.experiments.sweeps.folder import set_damaged_aside

    folder = tmp_path / "out"
    carried_out(folder, sweep_workers.quick)
    (part, *_) = parts.parts_of(folder)
    content = (part / "series.parquet").read_bytes()
    (part / "series.parquet").write_bytes(content[: len(content) // 2])
    with pytest.raises(InputError, match="cut short"):
        _ = load(folder).runs
    (moved,) = set_damaged_aside(folder)
    assert moved == folder / "damaged" / part.name
    same(undisturbed, carried_out(folder, sweep_workers.quick))


def test_a_run_that_was_made_twice_counts_once_and_one_that_went_well_comes_first(
    tmp_path, undisturbed
):
    folder = tmp_path / "out"
    carried_out(folder, sweep_workers.quick)
    programme = make_programme(read_plan(PLAN))
    once = [sweep_workers.made_up(_task(programme, run)) for run in programme.runs[3:9]]
    parts.write_part(folder, programme, once)
    died = [parts.Lived(0, "died", once[0].made), parts.Lived(23, "died", once[0].made)]
    parts.write_part(folder, programme, died)
    got = load(folder)
    assert got.query("SELECT count(*) AS n FROM all_runs")["n"][0] == 24 + 6 + 2
    same(undisturbed, got)


def _task(programme, run):
    return sweep_workers.Task(run.number, programme.case_of(run), run.seed, programme.plan.kept)


def test_every_run_is_handed_out_once_and_a_hand_keeps_to_one_founding_until_the_end():
    programme = make_programme(read_plan({**PLAN, "seeds": 5}))
    desk = Desk(programme.runs, 2)
    taken = [[], []]
    while True:
        before = sum(map(len, taken))
        for hand in (0, 1):
            taken[hand] += desk.take(hand, 1)
        if sum(map(len, taken)) == before:
            break
    numbers = sorted(run.number for hand in taken for run in hand)
    assert numbers == list(range(15))
    assert [run.home for run in taken[0]][:6] == [0, 0, 0, 2, 2, 2]
    assert abs(len(taken[0]) - len(taken[1])) <= 1
