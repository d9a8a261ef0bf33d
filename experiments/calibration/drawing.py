"""Draws of parameters: those that the calibration left, from the ranges of the book, or from a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..asking import check_whole
from ..errors import InputError
from ..robustness.failing import drawn
from .posterior import read_table, shipped_draws

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SHIPPED", "Draws", "read_draws"]

Draw = tuple[tuple[str, float], ...]
Draws = int | str | os.PathLike[str] | None
MOST = 100_000
SEED = 2013
SHIPPED, NONE = "shipped", "none"
"""Words for the calibrated draws that come with the package, and for no draws."""
SHIPPED_COUNT = 20
"""How many of the shipped draws are taken: enough to tell a share of nine tenths from one of six."""


def read_draws(draws: Draws) -> list[Draw]:
    """Return draws, each as (``section.name``, value).

    Args:
        draws: "shipped" for the first of the calibrated draws of the package; how many from the ranges
            of the book (a Latin hypercube, uniform); a CSV or Parquet file with a row for each draw and
            a column for each parameter that is drawn; None or "none" for none.

    Raises:
        InputError: for a number or a file that cannot be.
    """
    if draws is None or draws == NONE:
        return []
    if draws == SHIPPED:
        return _rows(shipped_draws().head(SHIPPED_COUNT))
    if isinstance(draws, str) and draws.lstrip("+-").isdigit():
        draws = int(draws)
    if isinstance(draws, int):
        return _from_ranges(check_whole("draws", draws, 2, MOST))
    return _from_file(Path(draws))


def _from_ranges(count: int) -> list[Draw]:
    from scipy.stats import qmc

    from gongzhi.scenarios import default_book

    book, names = default_book().parameters, drawn()
    design = qmc.LatinHypercube(len(names), seed=SEED).random(count)
    return [
        tuple(
            (name, (1.0 - share) * book[name].low + share * book[name].high)
            for name, share in zip(names, row, strict=True)
        )
        for row in design.tolist()
    ]


def _from_file(path: Path) -> list[Draw]:
    import pandas as pd
    import pyarrow as pa

    from gongzhi.scenarios import default_book

    try:
        path.open("rb").close()  # says what is wrong with the file better than pandas does
        table = read_table(path) if path.suffix == ".csv" else pd.read_parquet(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        reason = (getattr(error, "strerror", None) or str(error)).splitlines()[0]
        raise InputError("draws.unread", file=path, reason=reason) from None
    if table.empty:
        raise InputError("draws.unread", file=path, reason="0 rows")
    book = default_book().parameters
    for name in table.columns:
        if name not in drawn():
            raise InputError("draws.column", file=path, column=name)
        low, high = book[name].low, book[name].high
        values = pd.to_numeric(table[name], errors="coerce")
        wrong = ~values.between(low, high)
        if wrong.any():
            row = int(wrong.to_numpy().argmax())
            value = table[name].iloc[row]
            raise InputError(
                "draws.value", file=path, row=row + 1, column=name, value=value, low=low, high=high
            )
    return _rows(table)


def _rows(table: pd.DataFrame) -> list[Draw]:
    return [
        tuple((str(name), float(value)) for name, value in row.items())
        for row in table.to_dict("records")
    ]
