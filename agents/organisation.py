"""What all organisations share: an ordinary Mesa agent with a street and a neighbourhood."""

from __future__ import annotations

from typing import Any

import mesa

__all__ = ["Organisation"]


class Organisation(mesa.Agent):
    """An organisation of a street, or of one neighbourhood of it.

    Attributes:
        street: row of its street.
        neighbourhood: row of its neighbourhood, or -1 if it belongs to the whole street.
        row: its position among the organisations of its kind, in order of founding.
    """

    zh = "组织"

    def __init__(self, model: Any, street: int, neighbourhood: int = -1, row: int = 0) -> None:
        super().__init__(model)
        self.street = street
        self.neighbourhood = neighbourhood
        self.row = row

    def __repr__(self) -> str:
        """Name the organisation by kind and number."""
        return f"{type(self).__name__}({self.row})"
