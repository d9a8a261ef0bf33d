"""Answers to questions in SQL: as a table, as JSON, or as a file that appears whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from ..telling.tables import print_rows

    shown = answer.head(MOST_ROWS)
    lines = [([_cell(value) for value in row], "") for row in shown.itertuples(index=False)]
    print_rows(console, [str(name) for name in answer.columns], lines, numbers=False)
    if len(answer) > len(shown):
        console.print(say(lang, "query.rows", shown=len(shown), rows=len(answer)), markup=False)


def _cell(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
