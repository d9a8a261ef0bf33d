"""Calibration: which numbers of the book agree with what was observed, as far as four targets can say.

Approximate Bayesian computation by sequential Monte Carlo (``particles.py``): from the priors
(``priors.py``) populations of particles come nearer and nearer to the targets (``targets.py``). The last
population, moved onto the targets by regression and drawn from by its weights, is the posterior
(``posterior.py``). No default of the book is changed by it.

What is finished is kept beside the compiled kernels, under a hash of all that it came from, so that a
calibration that was interrupted goes on with the population that it was in.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..asking import check_whole
from ..errors import InputError, InterruptedWork
from ..figures.posterior import draw_posterior
from ..figures.style import save_figure
from ..kept.manifest import Clock, describe, write_manifest
from ..kept.writing import check_folder, whole_folder, write_json, write_parquet
from ..language import surrounding_language
from ..pool import cores, share_out
from ..progress import Progress, Tick, following
from ..sweeps.needs import need
from ..texts import Language
from ..validation.patterns.pattern import World
from .posterior import (
    SHIPPED,
    adjust,
    correlations,
    draw_by_weight,
    judged,
    quantiles,
    write_draws,
)
from .priors import CALIBRATED, in_range
from .targets import TARGETS, WORLD, Target, distance, simulate

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DRAWS", "PARTICLES", "POPULATIONS", "Calibration", "Question", "calibrate"]

SEED, POPULATIONS, PARTICLES = 2013, 3, 400
DRAWS = 200
MOST_RUNS = 3_000
"""No population is begun beyond so many runs: about half an hour on two cores."""
AGAIN = 40
"""Draws of the posterior, and seeds of the book as it is, that are run to see how near they come."""
FRESH = 500_000
"""The first of their seeds."""


@dataclass(frozen=True)
class Question:
    """What is calibrated on what, in which world."""

    parameters: tuple[str, ...] = CALIBRATED
    targets: Mapping[str, Target] = field(default_factory=lambda: TARGETS)
    world: World = WORLD


@dataclass(frozen=True)
class Calibration:
    """What came out.

    Attributes:
        draws: the posterior, one row a draw, one column a parameter.
        particles: the last population: ``weight``, ``distance``, parameters and targets.
        told: ``populations``, ``parameters``, ``pairs`` and ``targets`` (see ``posterior.py``), each a
            list of rows, and ``how`` it was made.
    """

    draws: pd.DataFrame
    particles: pd.DataFrame
    told: dict[str, Any]


def calibrate(
    question: Question | None = None,
    *,
    populations: int = POPULATIONS,
    particles: int = PARTICLES,
    seed: int = SEED,
    workers: int | None = None,
    out: str | os.PathLike[str] | None = None,
    force: bool = False,
    progress: Progress = False,
    lang: Language | None = None,
) -> Calibration:
    """Calibrate parameters of the book.

    Args:
        question: what on what; the four targets of ``targets.py`` if not given.
        populations: how many at most; none is begun after ``MOST_RUNS`` runs.
        particles: in a population.
        seed: of everything; the number of processes changes nothing.
        workers: processes; one per core if not given.
        out: a folder for ``draws.csv``, ``particles.parquet``, ``calibration.json`` and the figure.
        force: replace a folder of earlier results.

    Raises:
        InputError: for a number that cannot be, a missing library, or if the same calibration runs.
        OutputError: if the results cannot be written.
        WorkerError: if a process died.
    """
    clock, lang = Clock(), lang or surrounding_language()
    question = question or Question()
    populations = check_whole("populations", populations, 1, 100)
    particles = check_whole("particles", particles, 2 * len(question.parameters), 100_000)
    seed = check_whole("seed", seed, 0, 2**31 - 1)
    workers = check_whole("workers", cores() if workers is None else workers, 1, 1024)
    need("pyabc")
    if out is not None:
        check_folder(out, force)
    asked = {"seed": seed, "particles": particles, "populations": populations}
    with following(progress, lang) as tick, _kept(question, seed, particles) as file:
        done = _moved(question, file, workers, tick, asked)
    done.told["how"] = {**asked, **done.told["how"]}
    if out is not None:
        manifest = describe("calibrate", {}, [seed], parameters=list(question.parameters))
        with whole_folder(out, force) as folder:
            write_draws(done.draws, folder / SHIPPED, done.told["how"])
            save_figure(draw_posterior(done.told, done.draws, lang), folder / "posterior")
            write_parquet(done.particles, folder / "particles.parquet")
            write_json(done.told, folder / "calibration.json")
            write_manifest(manifest, folder, clock)
    return done


def _moved(
    question: Question, file: Path | None, workers: int, tick: Tick | None, asked: dict[str, int]
) -> Calibration:
    """Move the particles, and tell what came out."""
    from .particles import move_particles

    logging.getLogger("ABC").setLevel(logging.WARNING)
    history = move_particles(
        list(question.parameters), partial(_run, question.world),
        partial(distance, targets=question.targets),
        file=file, most_runs=MOST_RUNS, workers=workers, tick=tick, **asked,
    )  # fmt: skip
    last = min(history.max_t, asked["populations"] - 1)  # more may have been kept from before
    first, end = (_population(history, question, t) for t in (0, last))
    names = list(question.parameters)
    moved = adjust(end, names, question.targets)
    draws = draw_by_weight(moved, names, DRAWS, asked["seed"])
    tasks = [(row, FRESH + n) for n, row in enumerate(draws.head(AGAIN).to_dict("records"))]
    tasks += [({}, FRESH + n) for n in range(AGAIN)]
    lived = share_out(partial(_again, question.world), tasks, workers, 1)
    populations = _populations(history, question, last)
    told: dict[str, Any] = {
        "how": {"runs": sum(row["runs"] for row in populations), "draws": len(draws)},
        "populations": populations,
        "parameters": quantiles(moved, names),
        "pairs": correlations(moved, names),
        "targets": judged(question.targets, first, end, lived[:AGAIN], lived[AGAIN:]),
    }
    return Calibration(draws, end, told)


def _run(world: World, places: Mapping[str, float], seed: int) -> dict[str, float]:
    return simulate(in_range(places), seed, world)


def _again(world: World, task: tuple[dict[str, float], int], _: Tick | None) -> dict[str, float]:
    draw, seed = task
    return simulate(draw, seed, world)


def _population(history: Any, question: Question, t: int) -> pd.DataFrame:
    """Return a population: weight, distance, the numbers of the parameters, the values of targets."""
    import pandas as pd

    places, weights = history.get_distribution(t=t)
    held = history.get_weighted_distances(t=t)
    _, read = history.get_weighted_sum_stats(t=t)
    rows = []
    for n in range(len(places)):
        named = {name: places[f"p{k}"].iloc[n] for k, name in enumerate(question.parameters)}
        values = {name: float(read[n][name]) for name in question.targets}
        head = {"weight": weights[n], "distance": distance(values, question.targets)}
        rows.append({**head, **in_range(named), **values})
    assert len(held) == len(rows)
    return pd.DataFrame(rows)


def _populations(history: Any, question: Question, last: int) -> list[dict[str, Any]]:
    """Return a row for each population: the distance allowed, runs, and how many particles count."""
    table = history.get_all_populations()
    rows = []
    for t in range(last + 1):
        mine = table[table["t"] == t].iloc[0]
        people = _population(history, question, t)
        weight = people["weight"].to_numpy()
        rows.append(
            {
                "population": t + 1,
                "allowed": None if t == 0 else float(mine["epsilon"]),
                "median": float(np.median(people["distance"])),
                "runs": int(mine["samples"]),
                "accepted": len(people) / int(mine["samples"]),
                "effective": float(weight.sum() ** 2 / (weight**2).sum()),
            }
        )
    return rows


@contextmanager
def _kept(question: Question, seed: int, particles: int) -> Iterator[Path | None]:
    """Give the database that the calibration goes on from, for nobody else; None if none can be kept."""
    from gongzhi.agents.compiling import cache_folder

    folder = cache_folder()  # carries a hash of the model's code
    if folder is None:
        yield None
        return
    locks = need("filelock")
    told = [_sources(), *map(repr, (question.parameters, question.targets, question.world))]
    digest = hashlib.sha256(json.dumps([*told, seed, particles]).encode()).hexdigest()[:16]
    file = folder / "calibrations" / f"{digest}.db"
    file.parent.mkdir(exist_ok=True)
    try:
        with locks.FileLock(file.with_suffix(".lock"), timeout=0):
            yield file
    except locks.Timeout:
        raise InputError("calibrate.busy") from None
    except KeyboardInterrupt:
        raise InterruptedWork("calibrate.interrupted") from None


def _sources() -> str:
    """Hash what a run comes from besides the model's code: the book, the case, and how it is read."""
    own = Path(__file__).parent
    mine = [own / f"{name}.py" for name in ("targets", "priors", "particles")]
    shared = ("validation/replicates", "coverage/contrasts", "estimates")
    patterns = [f"validation/patterns/{name}" for name in ("pattern", "readings", "age_gradient")]
    mine += [own.parent / f"{name}.py" for name in (*shared, *patterns)]
    book = [files("gongzhi.scenarios").joinpath(n) for n in ("parameters.toml", "society.toml")]
    case = files("gongzhi.scenarios.cases").joinpath("baseline-2013.toml")
    digest = hashlib.sha256()
    for path in [*mine, *book, case]:
        digest.update(path.read_bytes())
    return digest.hexdigest()
