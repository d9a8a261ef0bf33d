"""What is measured: one function a question, each run in a process of its own.

    python benchmarks/questions.py NAME [--quick]

prints the answer as JSON. ``run.py`` asks them all.
"""

from __future__ import annotations

import copy
import gc
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from measuring import Spread, cpu, peak_memory, started, timed_by_function

__all__ = ["QUESTIONS"]

STREET, NEIGHBOURHOOD = 100_000, 4_000
Answer = dict[str, Any]

FULL = "full-package"
COMMAND = "import sys; from gongzhi.experiments.cli import main; sys.exit(main())"
SMALL = (
    "from gongzhi.model import CommunityModel; CommunityModel("
    f"{FULL!r}, rng=1, residents=600, neighbourhoods=2, months=37).run().series"
)
MAIN_JOB = ("compare", "baseline-2013", "tangqiao-empowerment", "burden-relief", FULL)


def _gongzhi(*words: str) -> list[str]:
    """Return the command line of ``gongzhi``, as installed if it is."""
    folder = Path(sys.executable).parent
    for installed in (folder / "gongzhi", folder / "gongzhi.exe"):
        if installed.exists():
            return [str(installed), *words]
    return [sys.executable, "-c", COMMAND, *words]


def _street(quick: bool, scenario: str = "baseline-2013", **facts: Any) -> Any:
    """Make a community of a street's size, or a neighbourhood's for a quick look."""
    from gongzhi.model import CommunityModel

    size = {"residents": NEIGHBOURHOOD, "neighbourhoods": 1} if quick else {}
    return CommunityModel(scenario, rng=1, **{**size, **facts})


def _load() -> None:
    """Have every kernel compiled and loaded."""
    from gongzhi.model import CommunityModel

    CommunityModel(FULL, rng=1, residents=600, neighbourhoods=2, months=37).run()


def twin(quick: bool) -> Answer:
    """Is the kernel a hundred times as fast as Mesa agents, and does it choose the same?"""
    from calls import Call, calls_of_taking_part
    from docking import dock
    from twin import World

    _load()
    docked = [dock(scenario=name, **({"residents": 600, "months": 6} if quick else {}))
              for name in ("baseline-2013", FULL)]  # fmt: skip
    kernel: list[float] = []
    agents: list[float] = []
    offers: list[float] = []

    def timed(call: Call, process: Callable[..., None]) -> None:
        if call.month.number >= 1:  # an ordinary month: January is busier
            spare = call._replace(
                activities=copy.deepcopy(call.activities), issues=copy.deepcopy(call.issues)
            )
            world = World(call)
            offers.append(float(call.activities.open.sum(axis=1).mean()))
            for _ in range(3):  # one after the other, so that both meet the same machine
                again = spare.again()
                kernel.append(cpu(lambda call=again: process(*call)) / len(call.residents))
                agents.append(cpu(world.step) / len(call.residents))
            del world
            gc.collect()
        process(*call)

    months = 3 if quick else 5
    model = _street(quick, months=months + 1, spin_up=12 if quick else 24)
    with calls_of_taking_part(timed):
        model.run()
    return {
        "docked": [answer._asdict() for answer in docked],
        "residents": len(model.people),
        "pairs": len(kernel),
        "open": statistics.mean(offers),
        "kernel_ns": Spread.of([1e9 * t for t in kernel]),
        "agents_ns": Spread.of([1e9 * t for t in agents]),
        "ratio": Spread.of([slow / fast for slow, fast in zip(agents, kernel, strict=True)]),
    }


def month(quick: bool) -> Answer:
    """What does a month of a street cost, and which part of it?"""
    from gongzhi.model import CommunityModel, community
    from gongzhi.model.month import Month
    from gongzhi.model.observing import Series

    _load()
    months, repeats = (12, 1) if quick else (120, 3)

    def lived(model: Any) -> float:
        return cpu(lambda: [model.step() for _ in range(months)])

    facts: Answer = {"months": months}
    totals: dict[str, list[float]] = {}
    for scenario in ("baseline-2013", FULL):
        before = _street(quick, scenario, spin_up=12 if quick else 60, months=months)
        totals[scenario] = [lived(copy.deepcopy(before)) / months for _ in range(repeats)]
        if scenario == "baseline-2013":
            model, seconds = copy.deepcopy(before), Counter[str]()
            methods = [(Series, "observe"), (Month, "fortunes"), (CommunityModel, "new_year")]
            with timed_by_function(community, methods, seconds):
                whole = lived(model)
            seconds["the rest"] = whole - sum(seconds.values())
            facts["parts_ms"] = {k: 1e3 * s / months for k, s in seconds.most_common()}
            facts["people"] = (len(before.people) + len(model.people)) / 2
            facts["places"] = len(model.places)
    per_ms = {name: [1e3 * t for t in times] for name, times in totals.items()}
    return facts | {
        "street_ms": {name: Spread.of(times) for name, times in per_ms.items()},
        "neighbourhood_ms": {
            name: Spread.of([t / facts["places"] for t in times]) for name, times in per_ms.items()
        },
        "resident_ns": {
            name: Spread.of([1e6 * t / facts["people"] for t in times])
            for name, times in per_ms.items()
        },
    }


def decade(quick: bool) -> Answer:
    """How long does a street decade take, on one thread and on two?"""
    _load()
    laps: dict[str, list[float]] = {}
    for _ in range(1 if quick else 5):
        for threads in (1, 2):  # one after the other, so that both meet the same machine
            for lap, value in _lived(quick, threads).items():
                laps.setdefault(f"{lap}_{threads}", []).append(value)
    gain = [a / b for a, b in zip(laps["decade_wall_1"], laps["decade_wall_2"], strict=True)]
    return {name: Spread.of(values) for name, values in laps.items()} | {"gain": Spread.of(gain)}


def _lived(quick: bool, threads: int) -> dict[str, float]:
    """Time founding, spin-up and ten years, by the clock and by the processor."""
    months = {"spin_up": 12, "months": 12} if quick else {"spin_up": 60, "months": 120}
    marks = [(time.perf_counter(), time.process_time())]

    def mark() -> None:
        marks.append((time.perf_counter(), time.process_time()))

    _street(quick, spin_up=0)
    mark()
    model = _street(quick, threads=threads, **months)
    mark()
    model.run()
    mark()
    answer = {}
    for k, clock in enumerate(("wall", "cpu")):
        society, start, decade = (b[k] - a[k] for a, b in itertools.pairwise(marks))
        answer |= {f"society_{clock}": society, f"spin_up_{clock}": start - society}
        answer[f"decade_{clock}"] = decade
    return answer


def memory(quick: bool) -> Answer:
    """How many bytes is a resident, and how much memory does a street decade need?"""
    _load()
    empty = peak_memory()
    model = _street(quick, **({"months": 3, "spin_up": 12} if quick else {}))
    model.run()
    ties, people = model.neighbour_ties, len(model.people)
    arrays = [ties.start, ties.target, ties.strength, ties.around]
    columns = sum(getattr(model.people, name).nbytes for name in model.people.columns)
    return {
        "columns": columns / people,
        "ties": sum(array.nbytes for array in arrays) / people,
        "degree": len(ties.target) / people,
        "peak_empty_mb": empty,
        "peak_mb": peak_memory(),
    }


def _scale(residents: int) -> Answer:
    """Measure a year, January included, after two years."""
    from gongzhi.model import CommunityModel

    _load()
    places = max(1, round(residents / NEIGHBOURHOOD))
    founding = time.process_time()
    model = CommunityModel(rng=1, residents=residents, neighbourhoods=places, spin_up=24, months=36)
    founding = time.process_time() - founding
    years = [[1e9 * cpu(model.step) / len(model.people) for _ in range(12)] for _ in range(2)]
    return {
        "residents": residents,
        "places": places,
        "until_start_s": founding,
        "month_ns": Spread.of([m for year in years for m in year[1:]]),
        "year_ns": Spread.of([statistics.mean(year) for year in years]),
        "peak_mb": peak_memory(),
    }


def ten_thousand(quick: bool) -> Answer:
    """What does a resident cost among 10,000?"""
    return _scale(4_000 if quick else 10_000)


def hundred_thousand(quick: bool) -> Answer:
    """What does a resident cost among 100,000?"""
    return _scale(8_000 if quick else 100_000)


def million(quick: bool) -> Answer:
    """What does a resident cost among 1,000,000?"""
    return _scale(12_000 if quick else 1_000_000)


def district(quick: bool) -> Answer:
    """How long do ten years of a district of 1.2 million take, and in what memory?"""
    from gongzhi.model import CommunityModel

    _load()
    little = {"residents": 12_000, "neighbourhoods": 12, "spin_up": 2, "months": 2} if quick else {}
    before = time.perf_counter()
    model = CommunityModel("district", rng=1, threads=2, **little).run()
    return {
        "seconds": time.perf_counter() - before,
        "residents": model.case.setting.residents,
        "left": len(model.people),
        "streets": model.streets,
        "peak_mb": peak_memory(),
    }


def start(quick: bool) -> Answer:
    """How long until something happens: help, the first compilation, a later start?"""
    repeats = 1 if quick else 5
    helped = [started(_gongzhi("--help")) for _ in range(repeats + 1)][1:]
    small = [sys.executable, "-c", SMALL]
    answer: Answer = {"help_s": Spread.of(helped)}
    if quick:
        return answer | {"later_s": Spread.of([started(small)])}
    with tempfile.TemporaryDirectory() as empty:
        first = started(small, GONGZHI_CACHE=empty)
        later = [started(small, GONGZHI_CACHE=empty) for _ in range(repeats)]
    return answer | {
        "first_s": first,
        "later_s": Spread.of(later),
        "compile_s": first - statistics.median(later),
        "import_s": Spread.of(
            [started([sys.executable, "-c", "import gongzhi.model"]) for _ in range(repeats)]
        ),
    }


def inside(quick: bool) -> Answer:
    """How long do explaining, tracing and drawing take?"""
    from inside import look_inside

    return look_inside(_gongzhi(), SMALL, quick)


def sweeps(quick: bool) -> Answer:
    """How fast are sweeps: alone and side by side, with one worker and two, and how soon do they stop?"""
    from sweeps import measure

    return measure(8, 400, times=1) if quick else measure()


def main_job(quick: bool) -> Answer:
    """How long does the main job take: four scenarios, eight seeds, ten years, all cores?"""
    facts = ["--months", "12"] if quick else []
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "compare")
        took = started(_gongzhi(*MAIN_JOB, *facts, "--seeds", "8", "--out", out))
    return {"wall_s": took}


QUESTIONS: dict[str, Callable[[bool], Answer]] = {
    question.__name__: question
    for question in (
        twin, month, decade, memory, ten_thousand, hundred_thousand, million,
        district, start, inside, sweeps, main_job,
    )
}  # fmt: skip

if __name__ == "__main__":
    print(json.dumps(QUESTIONS[sys.argv[1]]("--quick" in sys.argv[2:])))
