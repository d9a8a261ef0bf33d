"""Who is in a set of residents, and the algebra of sets.

A set holds ids and finds the rows when they are asked for. Those who have left drop out of every
set by themselves, as removed agents do in Mesa.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any, Self

import numpy as np

from .resident import (
    I64,
    Residents,
)
from .resident_view import Resident, rows_of, view

try:
    from mesa.agentset import AgentSet
except ImportError:  # Mesa before 3.5
    from mesa.agent import AgentSet

__all__ = ["Members"]


class Members(AgentSet):
    """Residents of one model, each once, in order.

    Attributes:
        model: the model the residents live in.
        random: the random number generator that shuffles.
    """

    _ids: I64 | None  # None stands for everyone
    _rows: I64  # the rows where they were when the column of ids was _seen
    _seen: np.ndarray | None
    _members: set[int] | None

    def __init__(
        self, agents: Iterable[Resident] = (), random: Random | None = None, *, model: Any = None
    ) -> None:
        """Make a set of some residents; a set of nobody has to be told its model."""
        agents = list(agents)
        if model is None and not agents:
            raise ValueError("a ResidentSet of nobody needs model=…")
        self.model = agents[0].model if model is None else model
        self.random = self.model.random if random is None else random
        self._become(self._ids_of_all(agents))

    @classmethod
    def of(cls, model: Any, ids: I64 | None = None, random: Random | None = None) -> Self:
        """Make the set of the residents with these ids, each once; without ids, of everyone."""
        made = cls((), random, model=model)
        return made._become(ids)

    def _become(self, ids: I64 | None) -> Self:
        """Hold these residents from now on; None stands for everyone in the model."""
        self._ids, self._seen, self._members = ids, None, None
        return self

    def _new(self, ids: I64) -> Self:
        return type(self).of(self.model, ids, self.random)

    def _update(self, agents: Iterable[Resident]) -> Self:
        return self._become(self._ids_of_all(agents))

    @property
    def _agents(self) -> dict[Resident, None]:
        """What a method of Mesa's finds that is not overridden here: views that do not vanish."""
        return dict.fromkeys(self)

    @property
    def rows(self) -> I64:
        """Rows of the residents in the table ``model.people``, in the order of the set."""
        people: Residents = self.model.people
        if self._seen is not people.id:  # rows have moved
            if self._ids is None:
                self._rows = np.arange(len(people), dtype=np.int64)
            else:
                rows = rows_of(people, self._ids)
                self._ids, self._rows = self._ids[rows >= 0], rows[rows >= 0]
            self._seen, self._members = people.id, None
        return self._rows

    @property
    def ids(self) -> I64:
        """Ids of the residents, in the order of the set."""
        rows = self.rows
        return self.model.people.id[rows]

    def _ids_of(self, agents: Iterable[Any]) -> I64:
        """Return the ids of the residents of this model among some agents, each once."""
        if isinstance(agents, Members):
            return agents.ids if agents.model is self.model else np.empty(0, np.int64)
        mine = dict.fromkeys(agent.unique_id for agent in agents if self._knows(agent))
        return np.array(list(mine), np.int64)

    def _ids_of_all(self, agents: Iterable[Any]) -> I64:
        """Return the ids of some agents, each once; refuse any who is not of this model."""
        if isinstance(agents, Members) and agents.model is self.model:
            return agents.ids
        agents = list(agents)
        for agent in agents:
            if not self._knows(agent):
                raise TypeError(f"{agent!r} is not a resident of this model; use a list for a mix")
        return self._ids_of(agents)

    def _knows(self, agent: object) -> bool:
        return isinstance(agent, Resident) and agent.model is self.model

    def __len__(self) -> int:
        """Count the residents."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Resident]:
        """Go through the residents; who leaves meanwhile is skipped."""
        model, rows = self.model, self.rows
        seen = model.people.id
        for ident, row in zip(seen[rows].tolist(), rows.tolist(), strict=True):
            if model.people.id is seen or rows_of(model.people, ident) >= 0:
                yield view(model, ident, row, seen)

    def __contains__(self, agent: object) -> bool:
        """Say whether a resident is in the set."""
        if not isinstance(agent, Resident) or agent.model is not self.model:
            return False
        rows = self.rows  # drops those who have left
        if self._members is None:
            self._members = set(self.model.people.id[rows].tolist())
        return agent.unique_id in self._members

    def __getitem__(self, item: Any) -> Any:
        """Return the resident at a position, or the list of residents of a slice."""
        rows = self.rows
        if isinstance(item, slice):
            return self._new(self.ids[item]).to_list()
        row, people = int(rows[operator.index(item)]), self.model.people
        return view(self.model, int(people.id[row]), row, people.id)

    def to_list(self) -> list[Resident]:
        """Return the residents as a list."""
        return list(self)

    def at_rows(self, rows: Any) -> Self:
        """Return the residents at these rows of the table, whether in this set or not."""
        return self._new(self.model.people.id[rows])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self):,} residents)"

    # One more, one less

    def add(self, agent: Resident) -> None:
        """Add a resident at the end, unless present."""
        if agent not in self:
            self._become(np.concatenate((self.ids, self._ids_of_all([agent]))))

    def discard(self, agent: Any) -> None:
        """Take a resident out, if present."""
        if agent in self:
            ids = self.ids
            self._become(ids[ids != agent.unique_id])

    def remove(self, agent: Any) -> None:
        """Take a resident out; a KeyError if absent."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def clear(self) -> None:
        """Take everyone out."""
        self._become(np.empty(0, np.int64))

    # Two sets: the order is that of Python's abstract sets, which Mesa's have

    def __and__(self, other: Any) -> Self:
        """Return those of ``other`` who are in this set as well."""
        if not isinstance(other, Iterable):
            return NotImplemented
        ids = self._ids_of(other)
        return self._new(ids[np.isin(ids, self.ids)])

    def __or__(self, other: Any) -> Self:
        """Return the residents of this set, then the rest of ``other``."""
        if not isinstance(other, Iterable):
            return NotImplemented
        ids, more = self.ids, self._ids_of_all(other)
        return self._new(np.concatenate((ids, more[~np.isin(more, ids)])))

    def __sub__(self, other: Any) -> Self:
        """Return those who are not in ``other``."""
        if not isinstance(other, Iterable):
            return NotImplemented
        ids = self.ids
        return self._new(ids[~np.isin(ids, self._ids_of(other))])

    def __rsub__(self, other: Any) -> Self:
        """Return those of ``other`` who are not in this set."""
        if not isinstance(other, Iterable) or isinstance(other, AgentSet):
            return NotImplemented  # organisations less residents: Mesa's own set knows how
        return self._new(self._ids_of_all(other)) - self

    def __xor__(self, other: Any) -> Self:
        """Return those who are in one of the two only."""
        if not isinstance(other, Iterable):
            return NotImplemented
        others = self._new(self._ids_of_all(other))
        return (self - others) | (others - self)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def __iand__(self, other: Any) -> Self:
        """Keep those who are in ``other`` too, in this set's order."""
        ids = self.ids
        return self._become(ids[np.isin(ids, self._ids_of(other))])

    def __ior__(self, other: Any) -> Self:
        """Add the residents of ``other``."""
        return self._become((self | other).ids)

    def __isub__(self, other: Any) -> Self:
        """Take those of ``other`` out."""
        return self._become((self - other).ids)

    def __ixor__(self, other: Any) -> Self:
        """Keep those who are in one of the two only."""
        return self._become((self ^ other).ids)

    # Copies

    def copy(self) -> Self:
        """Return a set of the same residents."""
        return self._new(self.ids)

    __copy__ = copy

    def __getstate__(self) -> dict[str, Any]:
        """Pickle the model and the ids."""
        return {"model": self.model, "ids": self._ids, "random": self.random}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore the set, perhaps before its model."""
        self.model, self.random = state["model"], state["random"]
        self._become(state["ids"])
