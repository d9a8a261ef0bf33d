"""What all organisations share: an ordinary Mesa agent with a street and a neighbourhood."""

from __future__ import annotations

import itertools
from typing import Any
from weakref import WeakKeyDictionary

import mesa

__all__ = ["Organisation"]


class Numbering:
    """The next ``unique_id`` of each model, which it does not keep alive.

    Mesa before 3.5 keeps every model that ever had an agent, for the sake of these numbers (its issue
    3179); and a copied model, which it takes for a new one, would begin anew at 1.
    """

    def __init__(self) -> None:
        self._next: WeakKeyDictionary[Any, itertools.count[int]] = WeakKeyDictionary()

    def __getitem__(self, model: Any) -> itertools.count[int]:
        """Return the numbers that are still free in a model."""
        if model not in self._next:
            taken = (agent.unique_id for agent in getattr(model, "_agents", ()))
            self._next[model] = itertools.count(1 + max(taken, default=0))
        return self._next[model]


class Organisation(mesa.Agent):
    """An organisation of a street, or of one neighbourhood of it.

    Attributes:
        street: row of its street.
        neighbourhood: row of its neighbourhood, or -1 if it belongs to the whole street.
        row: its position among the organisations of its kind, in order of founding.
    """

    zh = "组织"
    _ids: Any = Numbering()

    def __init__(self, model: Any, street: int, neighbourhood: int = -1, row: int = 0) -> None:
        super().__init__(model)
        self.street = street
        self.neighbourhood = neighbourhood
        self.row = row

    def __repr__(self) -> str:
        """Name the organisation by kind and number."""
        return f"{type(self).__name__}({self.row})"
