"""Tables of results as files: Parquet always, CSV if wanted, and a codebook of their columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..texts.codebook import COLUMNS, ISSUE_COLUMNS
from .writing import write_parquet

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CODEBOOK", "codebook", "write_csv", "write_tables"]

CODEBOOK = "codebook.csv"
CODES = {"before": "stage", "after": "stage"}
"""Columns whose words are codes of another name."""

HEADS = ("file", "column", "unit", "en", "zh", "meaning", "meaning_zh", "better")


def write_tables(
    tables: Mapping[str, pd.DataFrame], folder: Path, csv: bool, always: Collection[str] = ()
) -> None:
    """Write tables and their codebook into a folder.

    Args:
        tables: by the name of the file, without its ending.
        csv: whether every table is written as CSV too; ``always``: those that are in any case.
    """
    held: dict[str, pd.DataFrame] = {}
    for name, frame in tables.items():
        held[f"{name}.parquet"] = frame
        write_parquet(frame, folder / f"{name}.parquet")
        if csv or name in always:
            held[f"{name}.csv"] = frame
            write_csv(frame, folder / f"{name}.csv")
    write_csv(codebook(held), folder / CODEBOOK)


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV: UTF-8 with a mark that spreadsheets know, what is missing left empty."""
    frame.to_csv(path, index=False, encoding="utf-8-sig", na_rep="", lineterminator="\n")


def codebook(held: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what each column of some files means: one row a file and column.

    A meaning is the formula of a measure, or the words that a column of words may hold; in Chinese each
    word with what the model calls it, if it has a name.
    """
    import pandas as pd

    rows = [
        (file, column, *_about(Path(file).stem, column, frame[column]))
        for file, frame in held.items()
        for column in frame.columns
    ]
    return pd.DataFrame(rows, columns=list(HEADS))


def _about(table: str, column: str, values: pd.Series) -> tuple[str, ...]:
    """Return unit, English, Chinese, meaning in both languages and better of one column."""
    from gongzhi.model.measures import MEASURES

    measure = MEASURES.get(column) if table == "series" else None
    if measure is not None:
        meaning = measure.formula, measure.formula_zh
        return measure.unit, measure.en, measure.zh, *meaning, measure.better
    words = [str(word) for word in getattr(values.dtype, "categories", ())]
    meaning = ("", "") if column == "scenario" else (", ".join(words), _in_chinese(column, words))
    key = f"{table}.{column}"
    if table == "issues" and column in ISSUE_COLUMNS:
        unit, english = _issue_column(column)
        return unit, english, ISSUE_COLUMNS[column], *meaning, ""
    unit, english, chinese = COLUMNS.get(key) or COLUMNS.get(column, ("", column, column))
    return unit, english, chinese, *meaning, ""


def _in_chinese(column: str, words: Iterable[str]) -> str:
    """Return the words of a column, each with its Chinese name if it is a code of the model."""
    from gongzhi.agents import words as codes

    kind = getattr(codes, CODES.get(column, column).capitalize(), None)
    known = {} if kind is None else {code.name.lower(): codes.zh(code) for code in kind}
    return "、".join(f"{word}（{known[word]}）" if word in known else word for word in words)


def _issue_column(column: str) -> tuple[str, str]:
    """Return unit and English of a column of issues, as the model declares them."""
    from gongzhi.model.issues import Issues

    if column == "housing":
        return "", "Kind of housing of the neighbourhood"
    own = Issues.columns[column]
    return "" if own.unit in ("1", "code") else own.unit, own.meaning.rstrip(".")
