"""A sweep that is stopped, by whatever means, goes on with the same command to the same results."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest

from gongzhi.experiments import load
from gongzhi.experiments.sweeps.parts import parts_of
from gongzhi.experiments.sweeps.runner import TRIES

COMMAND = [sys.executable, "-m", "gongzhi.experiments.cli", "sweep"]
PLAN = """
scenario = "classroom"
months = 30
seeds = 16
[fixed]
spin_up = 12
[levers]
reserve_share = [0.0, 0.1, 0.2]
autonomy_fund_per_household = [0, 20]
[uncertainties]
"learning.efficacy_step_up" = { low = 0.05, high = 0.1 }
"""
RUNS = 16 * 3 * 2 * 3  # enough to be stopped in the midst of, on a fast machine too
PATIENCE = 120.0  # seconds: benchmarks tell how fast it is, a crowded machine may take its time
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc"),
]


@pytest.fixture(scope="module")
def plan(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(plan, tmp_path_factory):
    out = tmp_path_factory.mktemp("sweep") / "undisturbed"
    assert ended(start(plan, out, workers=1)) == (0, "")
    return load(out)


started: list[subprocess.Popen] = []


@pytest.fixture(autouse=True, scope="module")
def _leave_no_process():
    yield
    while started:
        process = started.pop()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def start(
    plan: Path, out: Path, *words: str, workers: int = 2, largest: int = 0
) -> subprocess.Popen:
    """Start a sweep in a process group of its own; ``largest`` is the size that files may have."""

    def limit() -> None:
        if largest:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    command = [*COMMAND, str(plan), "--out", str(out), "--workers", str(workers), "--json", *words]
    own = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "start_new_session": True}
    environment = {**os.environ, "LANGUAGE": "en"}
    started.append(subprocess.Popen(command, env=environment, preexec_fn=limit, **own))
    return started[-1]


def ended(process: subprocess.Popen, within: float = 300) -> tuple[int, str]:
    """Return the exit code of a process and what it said on the error stream."""
    _, errors = process.communicate(timeout=within)
    return process.returncode, errors.decode()


def workers_of(process: subprocess.Popen) -> list[int]:
    """Return the processes that run the model for a sweep."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == process.pid and b"spawn_main" in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def wait_for_parts(process: subprocess.Popen, out: Path, count: int = 1) -> None:
    """Wait until something is written."""
    deadline = time.monotonic() + PATIENCE
    while len(parts_of(out)) < count:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "no part was written"
        time.sleep(0.02)


def same(one, other) -> None:
    pd.testing.assert_frame_equal(one.runs, other.runs, check_exact=True)
    pd.testing.assert_frame_equal(one.series, other.series, check_exact=True)
    assert len(one.runs) == RUNS
    assert set(one.runs["status"]) == {"ok"}


def test_workers_that_are_killed_cost_no_run(plan, undisturbed, tmp_path):
    """As often as a run may be hit without being given up, whichever it is."""
    process = start(plan, tmp_path / "out")
    luck, kills = random.Random(1), 0
    while process.poll() is None:
        time.sleep(luck.uniform(0.1, 2.0))
        workers = workers_of(process)
        if workers and kills < TRIES["died"] - 1:
            with suppress(ProcessLookupError):  # it has just ended of itself
                os.kill(luck.choice(workers), signal.SIGKILL)
                kills += 1
    assert process.returncode == 0
    assert kills > 0
    same(undisturbed, load(tmp_path / "out"))


@pytest.mark.parametrize("whom", ["all", "parent"])
def test_an_interrupt_ends_a_sweep_and_keeps_what_had_come_back(plan, undisturbed, tmp_path, whom):
    process = start(plan, tmp_path / "out")
    wait_for_parts(process, tmp_path / "out")
    workers = workers_of(process)
    if whom == "all":
        os.killpg(process.pid, signal.SIGINT)  # what Ctrl-C in a terminal does
    else:
        process.send_signal(signal.SIGINT)
    code, said = ended(process)
    assert code == 130
    assert said.startswith("gongzhi: interrupted; ")
    assert len(said.splitlines()) == 1
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
    assert 0 < len(load(tmp_path / "out").runs) < RUNS
    assert ended(start(plan, tmp_path / "out")) == (0, "")
    same(undisturbed, load(tmp_path / "out"))


def test_a_sweep_of_which_everything_is_killed_goes_on_to_identical_results(
    plan, undisturbed, tmp_path
):
    for parts in (1, 2):
        process = start(plan, tmp_path / "out")
        wait_for_parts(process, tmp_path / "out", parts)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    held = len(load(tmp_path / "out").runs)
    assert 0 < held < RUNS
    assert ended(start(plan, tmp_path / "out")) == (0, "")
    got = load(tmp_path / "out")
    same(undisturbed, got)
    assert got.query("SELECT count(*) AS n FROM all_runs")["n"][0] == RUNS, "a run was made twice"


def test_workers_do_not_outlive_a_sweep_that_is_killed(plan, tmp_path):
    process = start(plan, tmp_path / "out")
    wait_for_parts(process, tmp_path / "out")
    workers = workers_of(process)
    process.kill()
    process.wait()
    deadline = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_second_process_in_one_folder_is_turned_away_and_disturbs_nothing(
    plan, undisturbed, tmp_path
):
    first = start(plan, tmp_path / "out", workers=1)
    wait_for_parts(first, tmp_path / "out")
    os.killpg(first.pid, signal.SIGSTOP)  # it holds the folder, however fast the machine is
    for words in ((), ("--shard", "1/2")):
        code, said = ended(start(plan, tmp_path / "out", *words))
        assert code == 2
        assert "another process is at work on these runs" in said
        assert len(said.splitlines()) == 1
    os.killpg(first.pid, signal.SIGCONT)
    assert ended(first) == (0, "")
    same(undisturbed, load(tmp_path / "out"))


def test_two_shards_at_once_share_the_runs_and_make_none_twice(plan, undisturbed, tmp_path):
    both = [start(plan, tmp_path / "out", "--shard", f"{n}/2", workers=1) for n in (1, 2)]
    assert [ended(process) for process in both] == [(0, ""), (0, "")]
    got = load(tmp_path / "out")
    same(undisturbed, got)
    assert got.query("SELECT count(*) AS n FROM all_runs")["n"][0] == RUNS
    pids = got.made["pid"].nunique()
    assert pids == 2


def test_a_file_that_may_not_grow_stops_a_sweep_cleanly_and_more_room_lets_it_go_on(
    plan, undisturbed, tmp_path
):
    code, said = ended(start(plan, tmp_path / "out", largest=20_000))
    assert code == 1, said
    assert "what is there is whole, and the same command goes on" in said
    assert len(said.splitlines()) == 1
    assert ended(start(plan, tmp_path / "out")) == (0, "")
    same(undisturbed, load(tmp_path / "out"))
