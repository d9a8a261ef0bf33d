"""A sweep on a cluster: a Dask scheduler and workers on this machine, found by address."""

import os
import signal
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd
import pytest
from distributed import Client, LocalCluster

from gongzhi.experiments import InputError, WorkerError, load, sweep

PLAN = {
    "scenario": "classroom",
    "months": 6,
    "seeds": 6,
    "fixed": {"spin_up": 3},
    "levers": {"reserve_share": [0.0, 0.1, 0.2], "autonomy_fund_per_household": [0, 20]},
}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as made:
        yield made


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    return sweep(PLAN, out=tmp_path_factory.mktemp("sweep") / "local", workers=1)


def same(one, other):
    pd.testing.assert_frame_equal(one.runs, other.runs, check_exact=True)
    pd.testing.assert_frame_equal(one.series, other.series, check_exact=True)
    assert set(one.runs["status"]) == {"ok"}


def test_a_cluster_gives_the_results_of_one_machine_and_shares_the_work(
    cluster, undisturbed, tmp_path
):
    got = sweep(PLAN, out=tmp_path / "out", engine="dask", scheduler=cluster.scheduler_address)
    same(undisturbed, got)
    assert got.made["pid"].nunique() == 2


def test_a_cluster_too_busy_for_a_farewell_costs_nothing(
    cluster, undisturbed, tmp_path, monkeypatch
):
    close = Client.close

    def late(client, timeout=None):
        close(client)
        if timeout is not None:  # what is collected as garbage closes itself without one
            raise TimeoutError(f"timed out after {timeout} s.")

    monkeypatch.setattr(Client, "close", late)
    same(
        undisturbed,
        sweep(PLAN, out=tmp_path / "out", engine="dask", scheduler=cluster.scheduler_address),
    )


def test_a_worker_of_the_cluster_that_is_killed_costs_no_run(cluster, undisturbed, tmp_path):
    killed = []

    def kill_one(done, _):
        if done and not killed:
            killed.append(cluster.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    got = sweep(
        PLAN, out=tmp_path / "out", engine="dask", scheduler=cluster.scheduler_address,
        progress=kill_one,
    )  # fmt: skip
    same(undisturbed, got)
    assert killed


def test_a_scheduler_that_is_not_there_is_an_error(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(InputError, match="no Dask scheduler answers"):
        sweep(PLAN, out=tmp_path / "out", engine="dask", scheduler=address)
    with pytest.raises(InputError, match="no Dask scheduler answers"):
        sweep(PLAN, out=tmp_path / "out", engine="dask", scheduler="nonsense://x")
    assert not (tmp_path / "out").exists()


def test_a_scheduler_that_goes_away_ends_the_sweep_and_what_had_come_back_is_kept(
    undisturbed, tmp_path
):
    code = (
        "import time; from distributed import Client, LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    made = LocalCluster(n_workers=1, threads_per_worker=1, host='127.0.0.1',"
        " dashboard_address=None)\n"
        "    print(made.scheduler_address, flush=True); time.sleep(600)\n"
    )
    script = tmp_path / "cluster.py"
    script.write_text(code, encoding="utf-8")
    own = {"stdout": subprocess.PIPE, "text": True, "start_new_session": True}
    process = subprocess.Popen([sys.executable, str(script)], **own)
    try:
        address = process.stdout.readline().strip()

        def kill_all(done, _):
            if process.poll() is None and done:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

        with pytest.raises(WorkerError, match="is gone"):
            sweep(PLAN, out=tmp_path / "out", engine="dask", scheduler=address, progress=kill_all)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    held = load(tmp_path / "out").runs
    assert 0 < len(held) < 36
    same(undisturbed, sweep(PLAN, out=tmp_path / "out", workers=1))


@pytest.fixture
def silent():
    """The address of a socket that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        yield f"tcp://127.0.0.1:{stranger.getsockname()[1]}"


@pytest.fixture
def web_server():
    """The address of a web server, as a dashboard is one."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as stranger:
        threading.Thread(target=stranger.serve_forever, daemon=True).start()
        yield f"tcp://127.0.0.1:{stranger.server_port}"
        stranger.shutdown()


@pytest.mark.parametrize("stranger", ["silent", "web_server"])
def test_what_listens_but_is_no_scheduler_is_told_and_nothing_is_written(
    stranger, request, tmp_path, monkeypatch
):
    monkeypatch.setattr("gongzhi.experiments.sweeps.cluster.ANSWER", 1)
    address = request.getfixturevalue(stranger)
    asked = {"engine": "dask", "scheduler": address}
    with pytest.raises(InputError, match="does not speak Dask") as caught:
        sweep(PLAN, out=tmp_path / "out", **asked)
    assert "Dask 协议" in caught.value.told("zh")
    assert not (tmp_path / "out").exists()
