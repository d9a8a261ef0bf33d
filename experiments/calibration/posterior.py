"""The posterior: what a calibration leaves open, told honestly.

The last population lies within some distance of the targets and not on them. A regression of the parameters
on the deviations from the targets, among the particles themselves, moves each to where it would lie had its
run met them (Beaumont, Zhang and Balding 2002), in the logit of its place in the prior, so that none
leaves its range. Draws of it are run again, so that what the regression did is seen and not believed.

A parameter is pinned down as far as its posterior is narrower than its prior. ``left`` is the width of
the middle nine tenths of the posterior, measured in the prior's own probability, as a share of nine
tenths: 1 where nothing was learnt, 0.1 where a tenth of the range is left. Where two parameters go
together, each may be free and their sum not: so correlations are told beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gongzhi.scenarios import default_book

from .priors import is_logarithmic, place_of, value_at
from .targets import Target, distance

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "SHIPPED",
    "adjust",
    "correlations",
    "draw_by_weight",
    "judged",
    "move_places",
    "quantiles",
    "read_table",
    "shipped_draws",
    "write_draws",
]

SHIPPED = "draws.csv"
"""The posterior draws that come with the package."""

MIDDLE = 0.9
EDGE = 1e-3
"""How near to the end of its range a place counts, so that its logit is finite."""
DIGITS = 5


def draw_by_weight(
    population: pd.DataFrame, names: Sequence[str], draws: int, seed: int
) -> pd.DataFrame:
    """Return draws from a population, each particle as often as its weight asks, in a shuffled order.

    Systematic resampling: a particle of weight w is drawn either ⌊w·draws⌋ times or once more.

    Args:
        population: with the columns ``weight`` and ``names``.

    Returns:
        One row a draw, one column a name.
    """
    luck = np.random.default_rng(seed)
    weight = population["weight"].to_numpy(float)
    edges = np.cumsum(weight) / weight.sum()
    rows = np.searchsorted(edges, (np.arange(draws) + luck.random()) / draws)
    rows = luck.permutation(np.minimum(rows, len(weight) - 1))
    return population[list(names)].iloc[rows].reset_index(drop=True)


def adjust(
    population: pd.DataFrame, names: Sequence[str], targets: Mapping[str, Target]
) -> pd.DataFrame:
    """Return a population whose particles are moved to where their runs would have met the targets.

    Args:
        population: ``weight``, ``distance``, the parameters ``names`` and the values of ``targets``.

    Returns:
        The same rows, with new weights (those nearer count more) and new values of the parameters; the
        values of the targets are left as they were run. With too few particles nothing is moved.
    """
    book = default_book().parameters
    places = np.column_stack(
        [place_of(book[name], population[name].to_numpy(float)) for name in names]
    )
    runs = population[list(targets)].to_dict("records")
    places, weight = move_places(targets, places, population["weight"].to_numpy(float), runs)
    moved = population.assign(weight=weight)
    for k, name in enumerate(names):
        moved[name] = [value_at(book[name], float(place)) for place in places[:, k]]
    return moved


def move_places(
    targets: Mapping[str, Target],
    places: np.ndarray,
    weight: np.ndarray,
    runs: Sequence[Mapping[str, float]],
) -> tuple[np.ndarray, np.ndarray]:
    """Return places in the priors, shape (particles, parameters), moved by regression, and new weights."""
    off = np.array([[t.signed(run[n]) for n, t in targets.items()] for run in runs], float)
    off = off[:, off.std(axis=0) > 0.0]
    apart = np.array([distance(run, targets) for run in runs])
    if apart.max() > 0.0:
        weight = weight * np.maximum(1.0 - (apart / (apart.max() * (1.0 + EDGE))) ** 2, 0.0)
    weight = weight / weight.sum()
    if len(off) <= off.shape[1] + 2 or off.shape[1] == 0:
        return places, weight
    inside = np.clip(places, EDGE, 1.0 - EDGE)
    logit = np.log(inside / (1.0 - inside))
    root = np.sqrt(weight)[:, None]
    design = np.column_stack([np.ones(len(off)), off])
    slopes = np.linalg.lstsq(root * design, root * logit, rcond=None)[0][1:]
    return 1.0 / (1.0 + np.exp(off @ slopes - logit)), weight


def quantiles(population: pd.DataFrame, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return a row for each parameter: prior, posterior, and where the book's default lies.

    Returns:
        ``name``, ``low``, ``high``, ``logarithmic`` (the prior), ``default``, ``lower``, ``median``,
        ``upper`` (the middle nine tenths of the posterior), ``left`` (see above), and ``below``, the
        posterior probability below the default.
    """
    book, rows = default_book().parameters, []
    weight = population["weight"].to_numpy(float)
    weight = weight / weight.sum()
    for name in names:
        mine = book[name]
        values = population[name].to_numpy(float)
        places = place_of(mine, values)
        ends = (0.5 - MIDDLE / 2, 0.5, 0.5 + MIDDLE / 2)
        lower, median, upper = (_quantile(places, weight, at) for at in ends)
        rows.append(
            {
                "name": name,
                "low": mine.low,
                "high": mine.high,
                "logarithmic": is_logarithmic(mine),
                "default": mine.value,
                "lower": value_at(mine, lower),
                "median": value_at(mine, median),
                "upper": value_at(mine, upper),
                "left": (upper - lower) / MIDDLE,
                "below": float(weight[values < mine.value].sum()),
            }
        )
    return rows


def correlations(population: pd.DataFrame, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the correlation of each two parameters in the posterior, the strongest first."""
    book = default_book().parameters
    weight = population["weight"].to_numpy(float)
    places = np.array([place_of(book[name], population[name].to_numpy(float)) for name in names])
    if len(names) < 2:
        return []
    spread = np.cov(places, aweights=weight)
    size = np.sqrt(np.outer(np.diag(spread), np.diag(spread)))
    rho = np.divide(spread, size, out=np.zeros_like(spread), where=size > 0.0)
    pairs = [
        {"first": names[a], "second": names[b], "rho": float(rho[a, b])}
        for a in range(len(names))
        for b in range(a + 1, len(names))
    ]
    return sorted(pairs, key=lambda pair: -abs(pair["rho"]))


def judged(
    targets: Mapping[str, Target],
    prior: pd.DataFrame,
    last: pd.DataFrame,
    again: Sequence[Mapping[str, float]],
    unchanged: Sequence[Mapping[str, float]],
) -> list[dict[str, Any]]:
    """Return a row for each target, and one for the distance, each with 5 %, median and 95 %.

    Args:
        prior, last: the first and the last population.
        again: runs of posterior draws under fresh seeds.
        unchanged: runs of the book as it is: what varies in them is luck alone.
    """
    tables = {
        "prior": prior,
        "last": last,
        "posterior": _as_population(again, targets),
        "default": _as_population(unchanged, targets),
    }
    rows = []
    for name in [*targets, "distance"]:
        row: dict[str, Any] = {"name": name}
        if name in targets:
            target = targets[name]
            row |= {"en": target.en, "zh": target.zh, "data": target.data, "side": target.side}
            row |= {"tolerance": target.tolerance, "pattern": target.pattern}
        for kind, table in tables.items():
            row[kind] = _middle(table[name].to_numpy(float), table["weight"].to_numpy(float))
        rows.append(row)
    return rows


def _as_population(
    runs: Sequence[Mapping[str, float]], targets: Mapping[str, Target]
) -> pd.DataFrame:
    import pandas as pd

    table = pd.DataFrame(runs)
    table["distance"] = [distance(run, targets) for run in runs]
    return table.assign(weight=1.0)


def _middle(values: np.ndarray, weight: np.ndarray) -> list[float]:
    known = np.isfinite(values)
    values, weight = values[known], weight[known] / weight[known].sum()
    return [_quantile(values, weight, at) for at in (0.5 - MIDDLE / 2, 0.5, 0.5 + MIDDLE / 2)]


def _quantile(values: np.ndarray, weight: np.ndarray, at: float) -> float:
    """Return a quantile of weighted values; weights sum to one."""
    order = np.argsort(values)
    middle = np.cumsum(weight[order]) - weight[order] / 2.0
    return float(np.interp(at, middle, values[order]))


# ---- files ---------------------------------------------------------------------------------------


def write_draws(draws: pd.DataFrame, path: Path, how: Mapping[str, Any]) -> None:
    """Write draws as CSV, with a header that says how they were made."""
    from ..program import version

    told = ", ".join(f"{key} {value}" for key, value in how.items())
    lines = [
        f"# Draws from the calibrated parameters of gongzhi {version()}: gongzhi calibrate ({told}).",
        "# Each row is one draw, all equally likely; a column is a parameter of the book.",
    ]
    text = draws.round(DIGITS).to_csv(index=False, lineterminator="\n")
    path.write_text("\n".join([*lines, text]), encoding="utf-8", newline="\n")


def read_table(path: Path | Any) -> pd.DataFrame:
    """Return draws from a CSV file; lines that begin with # are left out."""
    import pandas as pd

    with path.open(encoding="utf-8-sig") as file:
        return pd.read_csv(file, comment="#")


def shipped_draws() -> pd.DataFrame:
    """Return the posterior draws that come with the package: one row a draw, one column a parameter."""
    return read_table(files(__package__).joinpath(SHIPPED))
