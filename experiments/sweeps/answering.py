"""Answers to questions in SQL: as a table, as JSON, or as a file that appears whole or not at all."""

from __future__ import annotations

import json
import os
import re
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from gongzhi.scenarios.errors import shortened

from ..errors import InputError, OutputError
from ..kept.keeping import write_csv
from ..kept.writing import write_parquet
from ..telling.answers import as_json
from ..texts import Language, say

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

__all__ = ["answer_as_json", "check_file", "print_answer", "write_answer"]

MOST_ROWS = 50
FOLDED = 20
"""Letters of a column that is folded."""

DIGITS = re.compile(r"-?\d+\.\d{5,}(e[+-]?\d+)?")
"""A number with more places than are told, as a text."""

WRITERS = {".csv": write_csv, ".parquet": write_parquet}


def check_file(out: Path, force: bool) -> None:
    """Complain about a file that an answer cannot be written to.

    Raises:
        InputError, OutputError: if so.
    """
    if out.suffix not in WRITERS:
        raise InputError("query.ending", out=os.fspath(out))
    if out.exists() and not force:
        raise OutputError("query.exists", out=os.fspath(out))


def write_answer(answer: pd.DataFrame, out: Path) -> None:
    """Write an answer as CSV or Parquet.

    Raises:
        OutputError: if it cannot be written; nothing is left then.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".gongzhi-", dir=out.parent) as scratch:
            aside = Path(scratch, out.name)
            WRITERS[out.suffix](answer, aside)
            os.replace(aside, out)
    except OSError as error:
        reason = error.strerror or str(error).splitlines()[0]
        raise OutputError("out.failed", out=os.fspath(out), reason=reason) from None


def answer_as_json(answer: pd.DataFrame, out: Path | None) -> str:
    """Return an answer as JSON: its rows, or where they are."""
    if out is not None:
        return as_json({"out": os.fspath(out), "rows": len(answer)})
    return as_json(
        json.loads(answer.to_json(orient="records", date_format="iso", double_precision=15))
    )


def print_answer(answer: pd.DataFrame, out: Path | None, console: Console, lang: Language) -> None:
    """Print an answer as a table of its first rows, or where it is."""
    if out is not None:
        print(say(lang, "note.out", out=out))
        return
    shown = answer.head(MOST_ROWS)
    heads = [str(name) for name in answer.columns]
    _print_rows(console, heads, [[_cell(v) for v in row] for row in shown.itertuples(index=False)])
    if len(answer) > len(shown):
        console.print(say(lang, "query.rows", shown=len(shown), rows=len(answer)), markup=False)


def _print_rows(console: Console, heads: list[str], rows: list[list[str]]) -> None:
    """Print rows as a table; one that is too wide is turned if it has one row, else printed in its width.

    Words of many letters, such as errors, are folded within their column as long as columns are few.
    """
    from rich.cells import cell_len

    from ..telling.tables import WIDEST, print_rows

    widest = [max(cell_len(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    if sum(min(w, FOLDED) + 2 for w in widest) <= min(console.width, WIDEST):
        print_rows(console, heads, [(row, "") for row in rows], numbers=False)
    elif len(rows) == 1:
        turned = zip(heads, rows[0], strict=True)
        print_rows(console, ["", ""], [([*pair], "") for pair in turned], numbers=False)
    else:
        _print_wide(console, heads, rows)


def _print_wide(console: Console, heads: list[str], rows: list[list[str]]) -> None:
    """Print a table as wide as it is, a line a row; cells are cut where they are very long."""
    from rich.cells import cell_len, set_cell_size
    from rich.text import Text

    lines = [heads, *([shortened(" ".join(cell.split())) for cell in row] for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    for line in lines:
        told = "  ".join(set_cell_size(c, w) for c, w in zip(line, widths, strict=True))
        console.print(Text(told.rstrip()), soft_wrap=True)


def _cell(value: Any) -> str:
    """Return a value as a table shows it; DuckDB's summaries give numbers as texts."""
    if isinstance(value, float | np.floating | Decimal) or (
        isinstance(value, str) and DIGITS.fullmatch(value)
    ):
        return f"{float(value):.6g}"
    return str(value)
