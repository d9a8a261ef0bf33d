"""A sweep loses no run: workers are killed, runs hang or raise, the disk is full, and all else is kept."""

import errno
import os
import subprocess
import sys
import threading

import pandas as pd
import pytest
import sweep_workers
from filelock import FileLock

from gongzhi.experiments import InputError, OutputError, WorkerError, load
from gongzhi.experiments.sweeps import parts
from gongzhi.experiments.sweeps.desk import Desk
from gongzhi.experiments.sweeps.engines import Tray
from gongzhi.experiments.sweeps.folder import at_work, open_folder, set_damaged_aside, the_work
from gongzhi.experiments.sweeps.local import LocalEngine
from gongzhi.experiments.sweeps.plan import read_plan
from gongzhi.experiments.sweeps.reading import finished_runs
from gongzhi.experiments.sweeps.runner import MOST_DEATHS, TRIES, carry_out
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
    got = carried_out(tmp_path / "out", sweep_workers.fatal, limit=6.0)
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


def test_a_sweep_of_which_every_run_overruns_ends_with_a_row_for_each(tmp_path):
    """Hands are stand-ins: to stop so many real processes at their limit would take minutes."""
    runs = MOST_DEATHS * 2
    plan = {**PLAN, "seeds": runs, "levers": {"reserve_share": [0.1]}}
    programme = make_programme(read_plan(plan))
    tray = Tray()
    carry_out(programme, programme.runs, open_folder(tmp_path, programme), AllOverrun(tray), tray)
    assert load(tmp_path).runs["status"].tolist() == ["overran"] * runs
    assert set(load(tmp_path).made["attempts"]) == {TRIES["overran"]}


class AllOverrun:
    """An engine whose runs all overrun their limit at once."""

    hands, bundle, ahead = 2, 1, 2

    def __init__(self, tray):
        self.tray = tray

    def give(self, hand, tasks):
        self.tray.put((hand, tasks, "overran"))

    def check(self):
        pass

    def end(self):
        pass


@pytest.mark.slow
def test_processes_that_are_stopped_at_their_limit_do_not_count_as_dead(tmp_path, monkeypatch):
    monkeypatch.setattr("gongzhi.experiments.sweeps.runner.MOST_DEATHS", 0)
    plan = {**PLAN, "seeds": 1, "levers": {"reserve_share": [0.1]}}
    got = carried_out(tmp_path / "out", sweep_workers.slow, limit=0.05, hands=1, plan=plan)
    assert got.runs["status"].tolist() == ["overran"]


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


@pytest.mark.parametrize("table", parts.TABLES)
def test_a_part_whose_bytes_were_changed_is_noticed_set_aside_and_run_again(tmp_path, table):
    programme = make_programme(read_plan(PLAN))
    folder = open_folder(tmp_path / "out", programme)
    tasks = [_task(programme, run) for run in programme.runs]
    part = parts.write_part(folder, programme, sweep_workers.quick(tasks))
    assert load(folder).query("SELECT count(*) AS n FROM series")["n"][0] == 24 * 2
    path = part / f"{table}.parquet"
    content = bytearray(path.read_bytes())
    content[200:400] = bytes(200)
    path.write_bytes(content)
    assert not parts.is_whole(part)
    with pytest.raises(InputError, match="damaged"):
        load(folder).query(f"SELECT count(*) AS n FROM {table}")
    (moved,) = set_damaged_aside(folder)
    assert moved == folder / "damaged" / part.name
    assert finished_runs(folder) == set()


def test_a_part_of_an_earlier_version_which_has_no_hashes_is_still_read(tmp_path):
    programme = make_programme(read_plan(PLAN))
    folder = open_folder(tmp_path / "out", programme)
    tasks = [_task(programme, run) for run in programme.runs]
    part = parts.write_part(folder, programme, sweep_workers.quick(tasks))
    (part / "sums.json").unlink()
    assert parts.is_whole(part)
    (part / "series.parquet").write_bytes(b"PAR1")
    assert not parts.is_whole(part)


def test_shards_of_one_division_never_turn_each_other_away(tmp_path):
    """Locks of one division, and one of another that was left by an earlier job, taken again and again."""
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks" / "1-of-1").touch()
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from gongzhi.experiments.sweeps import folder\n"
        "folder.PATIENCE = 60.0\n"  # a crowded machine may leave a holder waiting for longer than two
        "for _ in range(20):\n"
        "    with folder.the_work(Path(sys.argv[1]), (int(sys.argv[2]), 4)):\n"
        "        time.sleep(0.001)\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), str(n)], stderr=subprocess.PIPE
        )
        for n in range(1, 5)
    ]
    errors = [process.communicate()[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, errors


def test_a_lock_that_somebody_only_looks_at_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr("gongzhi.experiments.sweeps.folder.PATIENCE", 60.0)
    (tmp_path / "locks").mkdir()
    look = FileLock(tmp_path / "locks" / "1-of-4", thread_local=False)
    look.acquire()
    later = threading.Timer(0.3, look.release)
    later.start()
    with the_work(tmp_path, (1, 4)):
        assert at_work(tmp_path) == ["1-of-4"]
    later.join()


def test_a_lock_that_is_held_turns_away_its_own_part_and_every_other_division(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("gongzhi.experiments.sweeps.folder.PATIENCE", 0.1)
    with the_work(tmp_path, (1, 4)):
        for part in ((1, 4), (1, 1), (2, 3)):
            with pytest.raises(OutputError, match="another process"), the_work(tmp_path, part):
                pass
        with the_work(tmp_path, (2, 4)):
            assert at_work(tmp_path) == ["1-of-4", "2-of-4"]
