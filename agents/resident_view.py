"""One resident as a Mesa agent: a view of a row, made when it is asked for.

Residents are rows of :class:`~gongzhi.agents.resident.Residents`; a :class:`Resident` only names
the person by id, so it stays valid when rows move at the new year. Its attributes are the columns:
reading one reads the table, writing one checks the declared range and writes the table. A view is
not registered with the model, takes no number of Mesa's and remembers nothing of its own.
"""

from __future__ import annotations

import difflib
import operator
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn
from weakref import WeakKeyDictionary

import mesa
import numpy as np

from gongzhi.scenarios.units import BYTE

from . import words
from .columns import Column
from .resident import Residents

if TYPE_CHECKING:
    from .resident_set import ResidentSet

__all__ = ["Cell", "Resident", "ResidentLeftError", "cell_of", "rows_of", "view"]

FIXED = ("id", "household", "building", "neighbourhood")  # rows are grouped by these

WORDS: dict[tuple[str, ...], tuple[IntEnum, ...]] = {
    words.labels(kind): tuple(kind)
    for kind in vars(words).values()
    if isinstance(kind, type) and issubclass(kind, IntEnum) and len(kind)
}


class ResidentLeftError(LookupError):
    """Nobody with this id lives here: the person has left, or never came."""


class IdsInOrder(NamedTuple):
    """The ids of a table in ascending order, with their rows; made again when rows have moved."""

    seen: np.ndarray
    ids: np.ndarray
    rows: np.ndarray


KNOWN: WeakKeyDictionary[Residents, IdsInOrder] = WeakKeyDictionary()


def rows_of(people: Residents, ids: Any) -> np.ndarray:
    """Return the row of each id, and −1 for those who do not live here."""
    known = KNOWN.get(people)
    if known is None or known.seen is not people.id:  # a table that changes gets new columns
        order = np.argsort(people.id, kind="stable")
        known = KNOWN[people] = IdsInOrder(people.id, people.id[order], order)
    wanted = np.asarray(ids, np.int64)
    if not len(people):
        return np.full(wanted.shape, -1, np.int64)
    at = np.minimum(np.searchsorted(known.ids, wanted), len(people) - 1)
    return np.where(known.ids[at] == wanted, known.rows[at], -1)


class Cell:
    """A column as an attribute of one resident, in the terms of a reader.

    Codes are words, a column in parts of 255 is a share, numbers are Python's own.
    """

    def __init__(self, name: str, column: Column) -> None:
        self.name, self.column = name, column
        self.words = WORDS.get(column.labels, ())
        self.word = type(self.words[0]) if self.words else ()
        self.shape = () if column.width == 1 else (column.width,)
        self.scale = BYTE if column.unit == "1/255" else 1
        self.low, self.high = column.low / self.scale, column.high / self.scale
        if column.dtype.kind in "iu":
            self.low = max(self.low, np.iinfo(column.dtype).min)
            self.high = min(self.high, np.iinfo(column.dtype).max)
        self.__doc__ = f"{column.meaning} ({'share' if self.scale > 1 else column.unit})"

    def __get__(self, resident: Resident | None, owner: type | None = None) -> Any:
        """Read the resident's value."""
        if resident is None:
            return self
        own = resident.__dict__
        people = own["model"].people
        row = own["_row"] if people.id is own["_seen"] else resident.row
        values = getattr(people, self.name)
        if self.words:
            return self.words[values[row]]
        if not self.shape:
            return values.item(row) / self.scale if self.scale > 1 else values.item(row)
        many = values[row] / self.scale if self.scale > 1 else values[row].copy()
        many.flags.writeable = False  # a copy: a write into it would be lost without a word
        return many

    def __set__(self, resident: Resident, value: Any) -> None:
        """Check the value against the declaration and write it."""
        stored = self.stored(value)
        getattr(resident.model.people, self.name)[resident.row] = stored

    def array(self, people: Residents, rows: np.ndarray) -> np.ndarray:
        """Return the values of many, as numpy would make them from a list of Python numbers."""
        values = getattr(people, self.name)[rows]
        if self.scale > 1:
            values = values / self.scale
        wide = {"f": np.float64, "i": np.int64, "u": np.int64}
        return values.astype(wide.get(values.dtype.kind, values.dtype), copy=False)

    def listed(self, people: Residents, rows: np.ndarray) -> list[Any]:
        """Return the values of many as a list, each as the resident's attribute would be."""
        values = self.array(people, rows)
        if self.words:
            return [self.words[code] for code in values.tolist()]
        if self.shape:
            values.flags.writeable = False
            return list(values)
        return values.tolist()

    def stored(self, value: Any) -> Any:
        """Return the value as the column holds it; refuse what the declaration does not allow."""
        if self.name in FIXED:
            raise AttributeError(f"{self.name} of a resident changes only at the new year")
        numbers, kind = np.asarray(value), self.column.dtype.kind
        other_word = isinstance(value, IntEnum) and not isinstance(value, self.word)
        if numbers.dtype.kind not in ("bi" if kind == "b" else "iuf") or other_word:
            raise TypeError(self._refusal(value))
        if numbers.shape != self.shape:
            raise ValueError(self._refusal(value))
        fits = np.isfinite(numbers) & (numbers >= self.low) & (numbers <= self.high)
        if kind != "f" and self.scale == 1:
            fits &= numbers == np.rint(numbers)
        if not fits.all():
            raise ValueError(self._refusal(value))
        return np.rint(numbers * self.scale) if self.scale > 1 else numbers

    def _refusal(self, value: Any) -> str:
        """Say what was written and what may be."""
        unit = "share" if self.scale > 1 else self.column.unit
        many = f"{self.column.width} values, each " if self.shape else ""
        words = ", ".join(self.column.labels)
        allowed = words or f"{many}{self.low:g} to {self.high:g} ({unit})"
        return f"{self.name} = {' '.join(repr(value).split())}: allowed is {allowed}"


def cell_of(name: str) -> Cell:
    """Return the column of that name; an AttributeError names the nearest."""
    if name in Residents.columns:
        return vars(Resident)[name]
    near = difflib.get_close_matches(name, Residents.columns, 1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise AttributeError(f"residents have no column {name!r}.{hint}")


class Resident(mesa.Agent):
    """A resident of the model, by id.

    Attributes:
        model: the model the resident lives in.
        unique_id: the resident's id, never reused.
        pos: None; a resident lives in a ``building`` of a ``neighbourhood``.

    Every column of :class:`~gongzhi.agents.resident.Residents` is an attribute as well.
    """

    pos = None

    def __init__(self, model: Any, unique_id: int) -> None:
        self.__dict__.update(model=model, unique_id=operator.index(unique_id), _row=-1, _seen=None)
        self._find()

    @property
    def row(self) -> int:
        """Row of the resident now; it moves at the new year."""
        return self._row if self.model.people.id is self._seen else self._find()

    def _find(self) -> int:
        people = self.model.people
        row = int(rows_of(people, self.unique_id))
        if row < 0:
            raise ResidentLeftError(f"resident {self.unique_id} does not live here (any more)")
        self.__dict__.update(_row=row, _seen=people.id)
        return row

    @property
    def neighbours(self) -> ResidentSet:
        """The neighbours whom the resident knows."""
        ties, row = self.model.neighbour_ties, self.row
        return self.model.residents.at_rows(ties.target[ties.start[row] : ties.start[row + 1]])

    def remove(self) -> NoReturn:
        """Refuse: residents leave only when the model renews its population."""
        raise NotImplementedError("residents are rows of a table and leave at the new year")

    @classmethod
    def create_agents(cls, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: residents come only when the model renews its population."""
        raise NotImplementedError("residents are rows of a table and come at the new year")

    from_dataframe = create_agents

    def __setattr__(self, name: str, value: Any) -> None:
        """Write a column; a view could not keep anything else."""
        cell_of(name).__set__(self, value)

    def __eq__(self, other: object) -> bool:
        """Two views are equal when they show the same person of the same model."""
        if not isinstance(other, Resident):
            return NotImplemented
        return self.unique_id == other.unique_id and self.model is other.model

    def __hash__(self) -> int:
        return hash(self.unique_id)

    def __repr__(self) -> str:
        return f"Resident({self.unique_id})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the id and the model; the id comes first, so that the view can be hashed."""
        return view, (None, self.unique_id, -1, None), {"model": self.model}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


def view(model: Any, unique_id: int, row: int, seen: np.ndarray | None) -> Resident:
    """Make the view of a row that is known; ``seen`` is the column of ids it was known from."""
    resident = object.__new__(Resident)
    resident.__dict__.update(model=model, unique_id=unique_id, _row=row, _seen=seen)
    return resident


for _name, _column in Residents.columns.items():
    setattr(Resident, _name, Cell(_name, _column))
