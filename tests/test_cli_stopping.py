"""How the command ``gongzhi`` ends when it is stopped: with nothing half-written."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "gongzhi.experiments.cli"]
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
PATIENCE = 120.0  # seconds: it takes one or two, but a crowded machine may take its time

started: list[subprocess.Popen] = []


@pytest.fixture(autouse=True)
def _leave_no_process():
    yield
    while started:
        process = started.pop()
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def start(*words: str) -> subprocess.Popen:
    """Start the command in a process of its own."""
    own = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "start_new_session": True}
    environment = {**os.environ, "LANGUAGE": "en"}
    started.append(subprocess.Popen([*COMMAND, *words], env=environment, **own))
    return started[-1]


def test_an_output_that_is_closed_early_ends_quietly():
    process = start("scenarios", "schema")
    process.stdout.close()
    assert process.wait(60) == 141
    assert process.stderr.read() == b""


def test_ctrl_c_while_the_program_is_loaded_ends_quietly():
    code = """
import sys
class Interrupt:
    def find_spec(self, name, *_):
        if name == "gongzhi.experiments.texts":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
import gongzhi.experiments.cli
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (130, b"")


def children_of(pid: int) -> list[int]:
    """Return the processes under a process that run the model."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == pid and b"spawn_main" in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def wait_for_workers(process: subprocess.Popen, count: int = 2) -> list[int]:
    """Return the workers of a comparison once they are at work."""
    deadline = time.monotonic() + PATIENCE
    while len(children_of(process.pid)) < count:
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline, "no workers came up"
        time.sleep(0.05)
    time.sleep(2)
    return children_of(process.pid)


def endless_comparison(out: Path) -> subprocess.Popen:
    words = ("compare", "classroom", "classroom", "--months", "600", "--seeds", "5000")
    return start(*words, "--workers", "2", "--out", str(out))


@pytest.mark.slow
@needs_proc
@pytest.mark.parametrize("whom", ["all", "parent"])
def test_an_interrupted_comparison_ends_at_once_and_leaves_nothing(tmp_path, whom):
    process = endless_comparison(tmp_path / "a" / "out")
    workers = wait_for_workers(process)
    if whom == "all":
        os.killpg(process.pid, signal.SIGINT)  # what Ctrl-C in a terminal does
    else:
        process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, errors.decode()
    assert errors.decode().splitlines() == ["gongzhi: interrupted; nothing was written"]
    assert list(tmp_path.iterdir()) == []
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


@pytest.mark.slow
@needs_proc
def test_a_comparison_whose_worker_dies_says_so_and_leaves_nothing(tmp_path):
    process = endless_comparison(tmp_path / "out")
    workers = wait_for_workers(process)
    os.kill(workers[0], signal.SIGKILL)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1, errors.decode()
    assert len(errors.decode().splitlines()) == 1
    assert b"a process that ran the model died" in errors
    assert list(tmp_path.iterdir()) == []
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


@pytest.mark.slow
@needs_proc
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_workers_do_not_outlive_a_parent_that_is_killed(tmp_path, number):
    process = endless_comparison(tmp_path / "out")
    workers = wait_for_workers(process)
    process.send_signal(number)
    assert process.wait(PATIENCE) in (-number, 128 + number)
    deadline = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@needs_proc
def test_an_interrupted_run_leaves_nothing(tmp_path):
    process = start("run", "baseline-2013", "--months", "1200", "--out", str(tmp_path / "out"))
    deadline = time.monotonic() + PATIENCE
    while "llvmlite" not in Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, "the model was not loaded"
        time.sleep(0.05)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, errors.decode()
    assert errors.decode().splitlines() == ["gongzhi: interrupted; nothing was written"]
    assert list(tmp_path.iterdir()) == []
