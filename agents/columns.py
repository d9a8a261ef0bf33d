"""Columns declared once: the table that residents, neighbourhoods, buildings and issues share.

A column is declared with its meaning, unit and range, and everything else follows from that:
allocation, growth, the range check of the tests, the DataFrame and the tables of the docs.

    class Residents(Table):
        trust: F32 = column("Trust in the residents' committee.", "share", 0, 1)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
import pandas as pd

__all__ = ["Column", "Table", "column"]


@dataclass(frozen=True)
class Column:
    """What a column means: description, unit, range, type, labels and values per row."""

    meaning: str
    unit: str
    low: float
    high: float
    dtype: np.dtype[Any]
    labels: tuple[str, ...]
    width: int


def column(
    meaning: str,
    unit: str = "1",
    low: float = -np.inf,
    high: float = np.inf,
    *,
    dtype: Any = np.float32,
    labels: tuple[str, ...] = (),
    width: int = 1,
) -> Any:
    """Declare a column of a table.

    Args:
        meaning: one sentence for readers and for the docs.
        unit: the unit of the value; "1" for a plain number, "code" for an index into ``labels``.
        low: smallest allowed value.
        high: largest allowed value.
        dtype: numpy type.
        labels: names of the codes, for a column of codes.
        width: values per row (2 makes a matrix of two columns).
    """
    if labels:
        unit, low, high = "code", 0, len(labels) - 1
    return Column(meaning, unit, low, high, np.dtype(dtype), labels, width)


class Table:
    """Rows of one kind, kept as one numpy array a column, with room to grow.

    Attributes are views of the first ``len(self)`` rows: a column is read and written in place, and
    must be fetched again after ``lengthen`` or ``append``.
    """

    columns: ClassVar[dict[str, Column]] = {}

    def __init_subclass__(cls) -> None:
        """Collect the declared columns, those of the parent first."""
        own = {name: c for name, c in vars(cls).items() if isinstance(c, Column)}
        cls.columns = {**cls.columns, **own}
        for name in own:
            delattr(cls, name)

    def __init__(self, rows: int = 0, **values: Any) -> None:
        """Make a table of ``rows`` rows of zeros, with some columns given."""
        self._rows = rows
        self._store = {name: self._empty(c, rows) for name, c in self.columns.items()}
        self._bind()
        for name, value in values.items():
            getattr(self, name)[:] = value

    @staticmethod
    def _empty(c: Column, rows: int) -> np.ndarray:
        return np.zeros(rows if c.width == 1 else (rows, c.width), c.dtype)

    def _bind(self) -> None:
        for name, array in self._store.items():
            self.__dict__[name] = array[: self._rows]

    def __len__(self) -> int:
        """Count the rows."""
        return self._rows

    def lengthen(self, rows: int) -> slice:
        """Add rows of zeros and return where they stand; room is made in halves of the size."""
        new = self._make_room(rows)
        self._bind()
        return new

    def _make_room(self, rows: int) -> slice:
        """Add rows of zeros that the columns do not show before they are bound anew."""
        new = slice(self._rows, self._rows + rows)
        room = len(next(iter(self._store.values()), ()))
        if new.stop > room:
            room = max(new.stop, room + room // 2)
            for name, c in self.columns.items():
                grown = self._empty(c, room)
                grown[: self._rows] = self._store[name][: self._rows]
                self._store[name] = grown
        self._rows = new.stop
        return new

    def append(self, other: Table) -> None:
        """Add the rows of another table of the same kind, or this table's own once more."""
        added = {name: getattr(other, name) for name in self.columns}
        new = self.lengthen(len(other))
        for name, values in added.items():
            self._store[name][new] = values

    def take(self, rows: np.ndarray) -> Self:
        """Return a new table with the given rows (indices or a mask), in that order."""
        picked = {name: getattr(self, name)[rows] for name in self.columns}
        table = type(self)(0)
        table._rows = len(next(iter(picked.values())))
        table._store = picked
        table._bind()
        return table

    @classmethod
    def gather(cls, tables: list[Self], rows: np.ndarray) -> Self:
        """Return a new table with the given rows of several tables laid end to end."""
        table = cls(0)
        table._rows = len(rows)
        table._store = {
            name: np.concatenate([getattr(t, name) for t in tables]).take(rows, axis=0)
            for name in cls.columns
        }
        table._bind()
        return table

    def become(self, other: Table) -> None:
        """Take over the rows of another table of the same kind."""
        self._rows, self._store = other._rows, other._store
        self._bind()

    def out_of_range(self) -> list[str]:
        """Name each column that holds a value outside its declared range, or not a number."""
        bad = []
        for name, c in self.columns.items():
            values = getattr(self, name)
            ok = (values >= c.low) & (values <= c.high)
            if not ok.all():
                bad.append(f"{name}: {(~ok).sum()} of {ok.size} outside {c.low}…{c.high} {c.unit}")
        return bad

    def to_frame(self) -> pd.DataFrame:
        """Return the rows as a DataFrame; columns of codes become categories."""
        frame: dict[str, Any] = {}
        for name, c in self.columns.items():
            values = getattr(self, name)
            if c.width > 1:
                names = c.labels if len(c.labels) == c.width else range(c.width)
                frame |= {f"{name}_{n}": values[:, k].copy() for k, n in enumerate(names)}
            elif c.labels:
                frame[name] = pd.Categorical.from_codes(values.astype(int), list(c.labels))
            else:
                frame[name] = values.copy()
        return pd.DataFrame(frame)

    def bytes_per_row(self) -> float:
        """Bytes of state for each row."""
        return sum(c.dtype.itemsize * c.width for c in self.columns.values())

    def __getstate__(self) -> dict[str, Any]:
        """Pickle only the rows in use."""
        used = {name: array[: self._rows].copy() for name, array in self._store.items()}
        return {"rows": self._rows, "store": used}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore the rows."""
        self._rows, self._store = state["rows"], state["store"]
        self._bind()
