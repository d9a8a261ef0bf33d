"""The headline differences lived in a nested design: draws of parameters, societies, luck.

Every run of a reform is paired with one of the baseline under the same parameters, society and luck. Three
readings of the parameters are told apart: the book as it is, draws that the calibration left, and draws
from the whole ranges of the book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from ..calibration.drawing import read_draws
from ..calibration.posterior import shipped_draws
from ..estimates import ALL, window_means
from ..pool import cores, share_out
from ..progress import Progress, Tick, following
from .place import MONTHS, PLACE, WINDOW

if TYPE_CHECKING:
    import pandas as pd

    from gongzhi.scenarios import Case

__all__ = ["BASELINE", "KINDS", "MEASURES", "REFORMS", "SIZE", "cube", "live_nested"]

BASELINE = "baseline-2013"
REFORMS = ("tangqiao-empowerment", "burden-relief", "full-package")
MEASURES = ("participation_rate", "resolution_rate")
KINDS = ("book", "calibrated", "ranges")
SIZE = {**PLACE, "months": MONTHS}

Draw = tuple[tuple[str, float], ...]
Cell = tuple[str, int, int, int, Draw]
"""Kind, number of the draw, of the society and of the luck, and the draw itself."""


def live_nested(
    draws: Mapping[str, int],
    societies: Mapping[str, int],
    luck: int = 2,
    *,
    workers: int | None = None,
    progress: Progress = False,
    size: Mapping[str, int] = SIZE,
    window: int = WINDOW,
) -> pd.DataFrame:
    """Live baseline and reforms in every cell of the design.

    Args:
        draws: how many of each kind of ``KINDS``; of the book as it is there is one.
        societies: how many in each draw, by kind.
        luck: how many runs in each society.

    Returns:
        A row for each cell, reform and measure: ``kind``, ``draw``, ``society``, ``luck``, ``reform``,
        ``measure``, ``baseline``, ``difference``; NaN where a run broke.
    """
    import pandas as pd

    known: dict[str, list[Draw]] = {
        "book": [()],
        "calibrated": _calibrated(draws.get("calibrated", 0)),
        "ranges": read_draws(draws["ranges"]) if draws.get("ranges") else [],
    }
    cells: list[Cell] = [
        (kind, n, s, k, draw)
        for kind in KINDS
        for n, draw in enumerate(known[kind][: draws.get(kind, 0)])
        for s in range(societies[kind])
        for k in range(luck)
    ]
    workers = cores() if workers is None else workers
    with following(progress, "en") as tick:
        work = partial(_lived, dict(size), window)
        lived = share_out(work, cells, workers, len(REFORMS) + 1, tick)
    rows = [
        {
            "kind": kind,
            "draw": n,
            "society": s,
            "luck": k,
            "reform": reform,
            "measure": measure,
            "baseline": run[BASELINE][m],
            "difference": run[reform][m] - run[BASELINE][m],
        }
        for (kind, n, s, k, _), run in zip(cells, lived, strict=True)
        for reform in REFORMS
        for m, measure in enumerate(MEASURES)
    ]
    return pd.DataFrame(rows)


def cube(table: pd.DataFrame, kind: str, reform: str, measure: str, what: str) -> np.ndarray:
    """Return a column of the cells as an array of shape (draws, societies, luck)."""
    mine = table[(table["kind"] == kind) & (table["reform"] == reform)]
    mine = mine[mine["measure"] == measure].sort_values(["draw", "society", "luck"])
    shape = [int(mine[name].nunique()) for name in ("draw", "society", "luck")]
    return np.asarray(mine[what].to_numpy(float).reshape(shape))


def _calibrated(count: int) -> list[Draw]:
    return [
        tuple((str(name), float(value)) for name, value in row.items())
        for row in shipped_draws().head(count).to_dict("records")
    ]


def _lived(size: dict[str, int], window: int, cell: Cell, tick: Tick | None) -> dict[str, Any]:
    """Return the measures of baseline and reforms in one cell; NaN in all of them if one broke."""
    try:
        return _measured(size, window, cell, tick)
    except (ArithmeticError, RuntimeError, ValueError):
        return {name: [float("nan")] * len(MEASURES) for name in (BASELINE, *REFORMS)}


def _measured(size: dict[str, int], window: int, cell: Cell, tick: Tick | None) -> dict[str, Any]:
    from gongzhi.model import CommunityModel
    from gongzhi.model.side_by_side import live_side_by_side
    from gongzhi.scenarios import default_book, load_case

    kind, number, society, luck, draw = cell
    values: dict[str, Any] = dict(draw)
    book = default_book().changed(**values)
    place = np.random.SeedSequence([KINDS.index(kind), number, society]).generate_state(1)[0]
    home = {**size, "society_seed": int(place) // 2}
    cases: dict[str, Case] = {name: load_case(name, **home) for name in (BASELINE, *REFORMS)}
    founded = CommunityModel(cases[BASELINE], rng=int(place) // 2 + luck, book=book)
    series = live_side_by_side(founded, list(cases.values()), tick)
    return {
        name: _of(window_means(one, window, MEASURES).loc[ALL])
        for name, one in zip(cases, series, strict=True)
    }


def _of(means: Any, measures: Sequence[str] = MEASURES) -> list[float]:
    return [float(means[name]) for name in measures]
