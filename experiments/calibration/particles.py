"""Particles: approximate Bayesian computation by sequential Monte Carlo (Toni et al. 2009), with pyabc.

A particle is a place in the box of the priors, each side from 0 to 1. pyabc moves the particles and
tightens the distance; what is ours is only who lives the runs: candidates have numbers, each has luck of
its own by its number, and the first that are accepted are kept in that order. So results do not depend
on the number of processes, quick runs are not preferred to slow ones, and a calibration that was killed
goes on with what it would have done. The file that it goes on from is pyabc's own database.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ..pool import hands
from ..progress import Tick
from ..sweeps.needs import need

__all__ = ["move_particles"]

cloudpickle, pyabc = need("cloudpickle"), need("pyabc")
Sampler: Any = need("pyabc.sampler").Sampler

Simulate = Callable[[Mapping[str, float], int], dict[str, float]]
"""Lives a run: values of the parameters and a seed in, what is read from it out."""

Distance = Callable[[Mapping[str, float]], float]

ANYWHERE = 1e6
"""The first distance that is allowed: any run that did not break."""
NEARER = 0.4
"""The next distance allowed: this quantile of the distances of a population."""
WIDE = 2.0
"""Candidates are spread about a particle by so many times the covariance of the population, the factor of
Beaumont et al. (2009). A narrower spread is accepted more often, and leaves the weight with a few."""
BATCH = 16
"""Candidates that are handed out together; it changes no result."""
LEAST_ACCEPTED = 0.01
"""A population of which fewer are accepted is given up, and the one before it is the last."""
SEEDS = 2**31 - 1


class _Model:
    """A run at a place of the box, with a seed from the candidate's own luck; it can be pickled."""

    __name__ = "gongzhi"

    def __init__(self, simulate: Simulate, names: list[str]) -> None:
        self.simulate, self.names = simulate, names

    def __call__(self, particle: Mapping[str, float]) -> dict[str, float]:
        seed = int(np.random.randint(SEEDS))  # noqa: NPY002  pyabc draws from numpy's own luck
        places = {name: float(particle[f"p{n}"]) for n, name in enumerate(self.names)}
        return self.simulate(places, seed)


class _Ordered(Sampler):
    """Candidates by number, each with luck of its own; the first accepted ones are kept."""

    def __init__(self, run: Callable[[list[Any]], list[Any]], seed: int, tell: Tick | None) -> None:
        super().__init__()
        self.run, self.seed, self.tell = run, seed, tell

    def sample_until_n_accepted(
        self, n: int, simulate_one: Any, t: int, *, max_eval: float = np.inf, **_: Any
    ) -> Any:
        """Return the first ``n`` candidates that are accepted, as pyabc asks for them."""
        packed = cloudpickle.dumps(simulate_one)
        sample, asked = self._create_empty_sample(), 0
        while sample.n_accepted < n and asked < max_eval:
            tasks = [(packed, (self.seed, t, asked + k)) for k in range(BATCH)]
            for number, text in enumerate(self.run(tasks), start=asked + 1):
                particle = cloudpickle.loads(text)
                if particle.accepted and sample.n_accepted < n:
                    sample.append(particle)
                    self.nr_evaluations_ = number
            asked += BATCH
            if self.tell:
                self.tell(sample.n_accepted, n)
        sample.ok = sample.n_accepted == n
        return sample


def _live(task: tuple[bytes, tuple[int, int, int]], _: Tick | None) -> bytes:
    """Live one candidate with the luck of its number."""
    packed, entropy = task
    state = np.random.SeedSequence(entropy).generate_state(1)[0]
    random.seed(int(state))
    np.random.seed(state)  # noqa: NPY002  pyabc draws from numpy's own luck
    return bytes(cloudpickle.dumps(cloudpickle.loads(packed)()))


def _wide(*_: Any) -> float:
    """Return the spread of candidates in standard deviations of the population, whatever its size."""
    return math.sqrt(WIDE)


class _Off:
    """The distance as pyabc calls it; what was observed is in it already."""

    __name__ = "distance"

    def __init__(self, distance: Distance) -> None:
        self.distance = distance

    def __call__(self, values: Mapping[str, float], _: Any) -> float:
        return self.distance(values)


def move_particles(
    names: list[str],
    simulate: Simulate,
    distance: Distance,
    *,
    file: Path | None,
    seed: int,
    particles: int,
    populations: int,
    most_runs: float,
    workers: int,
    tick: Tick | None,
) -> Any:
    """Return pyabc's history of populations, each nearer to what was observed than the one before.

    Args:
        names: of the parameters; the box has a side for each.
        simulate: takes places in the box by name, 0 to 1.
        file: the database that is gone on from; None for one in memory.
        particles: in a population.
        populations: how many in all, those in the file included.
        most_runs: no population is begun beyond so many runs.
        tick: told (particles so far, particles in all).
    """
    fresh = file is None or not file.exists()
    where = "sqlite://" if file is None else f"sqlite:///{file}"
    done = 0 if fresh else pyabc.History(where).max_t + 1
    prior = pyabc.Distribution(
        **{f"p{n}": pyabc.RV("uniform", 0.0, 1.0) for n in range(len(names))}
    )

    def tell(got: int, _: int) -> None:
        if tick:
            tick((search.history.max_t + 1) * particles + got, populations * particles)

    with hands(_live, workers) as run:
        search = pyabc.ABCSMC(
            pyabc.FunctionModel(_Model(simulate, names), name="gongzhi"),
            prior,
            _Off(distance),
            population_size=particles,
            eps=pyabc.QuantileEpsilon(ANYWHERE if done == 0 else "from_sample", alpha=NEARER),
            transitions=pyabc.MultivariateNormalTransition(bandwidth_selector=_wide),
            sampler=_Ordered(run, seed, tell),
        )
        history = search.new(where) if fresh else search.load(where)
        if done < populations and history.total_nr_simulations < most_runs:
            search.run(
                max_nr_populations=populations - done,
                max_total_nr_simulations=most_runs,
                min_acceptance_rate=LEAST_ACCEPTED,
            )
    return history
