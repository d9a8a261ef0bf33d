"""How fast sweeps are: what the runner adds, what a second worker brings, how fast one asks and stops.

    python benchmarks/sweeps.py [--runs 800] [--asked 10000]

Everything is compared within one call: how fast this machine is does not matter, but who else uses it does.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gongzhi.experiments import load, sweep
from gongzhi.experiments.sweeps.compacting import compact_parts
from gongzhi.experiments.sweeps.engines import Tray
from gongzhi.experiments.sweeps.folder import open_folder
from gongzhi.experiments.sweeps.living import Lived, Made, Task, live
from gongzhi.experiments.sweeps.local import LocalEngine
from gongzhi.experiments.sweeps.parts import parts_of
from gongzhi.experiments.sweeps.plan import read_plan
from gongzhi.experiments.sweeps.runner import carry_out
from gongzhi.experiments.sweeps.runs import make_programme
from gongzhi.model.measures import MEASURES
from gongzhi.model.side_by_side import WIDEST

NEIGHBOURHOOD = {"residents": 4000, "neighbourhoods": 1}
QUESTION = "SELECT month, seed, {columns} FROM series JOIN runs USING (run_id) GROUP BY month, seed"


def plan(runs: int, months: int, seeds: int) -> dict[str, Any]:
    """Return a plan of so many runs of a neighbourhood of 4,000."""
    shares = np.linspace(0.0, 0.4, runs // seeds).tolist()
    return {
        "months": months,
        "seeds": seeds,
        "fixed": NEIGHBOURHOOD,
        "levers": {"reserve_share": shares},
    }


def of_workers(runs: int, workers: int) -> dict[str, float]:
    """Return how long a sweep takes, and how much of it the workers spent on the model."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch, "out")
        made = sweep(plan(runs, 60, 4), out=out, workers=workers).made
    began = made.groupby(["pid", "started"])["seconds"].sum()  # of runs lived side by side
    starts = began.index.get_level_values("started")
    wall = float(((starts - starts.min()).total_seconds() + began.to_numpy()).max())
    model = float(made["seconds"].sum())
    return {
        "runs": runs,
        "workers": workers,
        "seconds": wall,
        "model_seconds": model,
        "overhead": workers * wall / model - 1.0,
        "ms_a_run": 1000 * wall / runs,
    }


def of_company(times: int) -> list[dict[str, float]]:
    """Return what a run of a neighbourhood costs, by how many of one founding are lived side by side."""
    tasks = _tasks()
    live(tasks[:1])  # founds, and loads what is compiled
    told = []
    for together in (1, 5, WIDEST) * times:
        clock = time.perf_counter()
        for first in range(0, min(WIDEST, 5 * together), together):
            live(tasks[first : first + together])
        runs = min(WIDEST, 5 * together)
        told.append({"together": together, "ms_a_run": 1000 * (time.perf_counter() - clock) / runs})
    return told


def of_bare_processes(times: int) -> list[dict[str, float]]:
    """Return what a run costs in one process and in two that share nothing, without a runner."""
    command = [sys.executable, str(Path(__file__).resolve()), "--bare", str(2 * times)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    told = []
    for count in (1, 2) * times:
        processes = [subprocess.Popen(command, **pipes) for _ in range(count)]
        for process in processes:
            process.stdout.readline()  # it is ready
        for process in processes:
            process.stdin.write("\n")
            process.stdin.flush()
        ms = max(float(process.communicate()[0]) for process in processes)
        told.append({"processes": count, "ms_a_run": ms / count})
    return told


def live_bare(repeats: int) -> None:
    """Live companies of runs once told to, and print the milliseconds a run."""
    tasks = _tasks()
    live(tasks[:1])  # founds, and loads what is compiled
    print("ready", flush=True)
    sys.stdin.readline()
    clock = time.perf_counter()
    for _ in range(repeats):
        live(tasks)
    print(1000 * (time.perf_counter() - clock) / (repeats * len(tasks)))


def _tasks() -> list[Task]:
    """Return as many runs of one founding as are lived side by side."""
    programme = make_programme(read_plan(plan(WIDEST, 60, 1)))
    kept = programme.plan.kept
    return [Task(run.number, programme.case_of(run), run.seed, kept) for run in programme.runs]


def made_up(tasks: Sequence[Task]) -> list[Lived]:
    """Return random results at once, as large as real ones."""
    lived = []
    for task in tasks:
        luck = np.random.default_rng(task.number)
        series = luck.random((task.case.months, len(MEASURES)), np.float32)
        made = Made("here", os.getpid(), time.time(), 0.0)
        lived.append(Lived(task.number, "ok", made, measures=series.mean(0), series=series))
    return lived


def of_runner(runs: int, out: Path) -> dict[str, float]:
    """Return what the runner takes for runs that take nothing, and the memory it holds."""
    programme = make_programme(read_plan(plan(runs, 120, 20)))
    tray: Tray = Tray()
    clock = time.perf_counter()
    folder = open_folder(out, programme)
    carry_out(programme, programme.runs, folder, LocalEngine(2, None, tray, made_up), tray)
    seconds = time.perf_counter() - clock
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"runs": runs, "ms_a_run": 1000 * seconds / runs, "most_memory_mb": memory}


def of_question(out: Path) -> dict[str, float]:
    """Return how long a question about 40 measures of all runs and months takes."""
    columns = ", ".join(f"avg(series.{name})" for name in list(MEASURES)[:40])
    seconds, processor = [], []
    for _ in range(3):
        clock, used = time.perf_counter(), time.process_time()
        rows = len(load(out).query(QUESTION.format(columns=columns)))
        seconds.append(time.perf_counter() - clock)
        processor.append(time.process_time() - used)
    size = sum(file.stat().st_size for part in parts_of(out) for file in part.iterdir())
    return {
        "rows": rows,
        "seconds": min(seconds),
        "processor_seconds": min(processor),
        "parts": len(parts_of(out)),
        "mb": size / 1e6,
    }


def of_interrupt() -> float:
    """Return how many seconds a sweep with two workers takes to end after Ctrl-C."""
    with tempfile.TemporaryDirectory() as scratch:
        out, file = Path(scratch, "out"), Path(scratch, "plan.toml")
        file.write_text(
            'scenario = "classroom"\nmonths = 60\nseeds = 5000\n[levers]\nreserve_share = [0.1]\n',
            encoding="utf-8",
        )
        command = [sys.executable, "-m", "gongzhi.experiments.cli", "sweep", str(file)]
        process = subprocess.Popen(
            [*command, "--out", str(out), "--workers", "2", "--json"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        while not parts_of(out):
            if process.poll() is not None:
                raise RuntimeError(
                    f"the sweep ended by itself, with exit code {process.returncode}"
                )
            time.sleep(0.05)
        clock = time.perf_counter()
        os.killpg(process.pid, signal.SIGINT)
        process.wait()
        return time.perf_counter() - clock


def measure(runs: int = 800, asked: int = 10_000, times: int = 2) -> dict[str, Any]:
    """Return all that is measured, of ``runs`` that are lived and ``asked`` that are only asked about."""
    answer: dict[str, Any] = {"runs": runs, "asked": asked}
    with tempfile.TemporaryDirectory() as scratch:
        few, many = Path(scratch, "few"), Path(scratch, "many")
        answer["runner"] = [of_runner(asked // 10, few), of_runner(asked, many)]
        answer["question"] = of_question(many)
        compact_parts(many)
        answer["question_compacted"] = of_question(many)
    answer["seconds_to_end_after_interrupt"] = [of_interrupt() for _ in range(2 * times - 1)]
    answer["side_by_side"] = of_company(times)
    answer["bare"] = of_bare_processes(times)
    answer["workers"] = [of_workers(runs, n) for n in (1, 2) * times if runs]
    return answer


def main() -> None:
    """Measure and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=800)
    parser.add_argument("--asked", type=int, default=10_000)
    parser.add_argument("--bare", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.bare:
        return live_bare(asked.bare)
    print(json.dumps(measure(asked.runs, asked.asked), indent=2))


if __name__ == "__main__":
    main()
