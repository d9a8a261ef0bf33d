"""Residents many at a time: Mesa's ``AgentSet``, held as ids and answered from the columns.

Mesa's own set holds its agents weakly, so views made on demand would vanish from it without a
word. :class:`ResidentSet` overrides every method that touches the agents and gives each the meaning
it has in Mesa; where a method asks only for columns, no view is made.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from typing import Any, Self

import mesa
import numpy as np
import pandas as pd

from .resident import Residents
from .resident_members import Members
from .resident_view import Cell, Resident, cell_of

try:
    from mesa.agentset import GroupBy
except ImportError:  # Mesa before 3.5
    from mesa.agent import GroupBy

__all__ = ["ResidentGroups", "ResidentSet", "ResidentsInModel"]


class ResidentSet(Members):
    """An ordered set of residents of one model.

    ``model.residents`` holds everyone who lives there, newcomers too, as ``model.agents`` does in
    Mesa; every set made from it holds the people it was made of, as long as they live there.

    Attributes:
        model: the model the residents live in.
        random: the random number generator that shuffles.
    """

    # Fewer, or in another order

    def select(
        self,
        filter_func: Callable[[Resident], bool] | None = None,
        at_most: int | float = float("inf"),
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> Self:
        """Select those whom the function accepts, the first ``at_most`` of them.

        A float up to 1.0 is a fraction of the set. ``where`` does the same on columns, faster.
        """
        if filter_func is None and agent_type is None and at_most == float("inf"):
            return self if inplace else self.copy()
        if isinstance(at_most, float) and at_most <= 1.0:
            at_most = int(len(self) * at_most)
        if agent_type and not issubclass(Resident, agent_type):
            at_most = 0
        if filter_func:
            picked: list[int] = []
            for resident in self:
                if len(picked) >= at_most:
                    break
                if filter_func(resident):
                    picked.append(resident.unique_id)
            ids = np.array(picked, np.int64)
        else:
            ids = self.ids[: math.ceil(max(min(at_most, len(self)), 0))]
        return self._become(ids) if inplace else self._new(ids)

    def where(self, condition: Any) -> Self:
        """Select by a mask: one yes or no for each resident of the set, in order.

        ``condition`` may be a function of the table of all residents instead:
        ``model.residents.where(lambda people: (people.age >= 60) & people.owner)``.
        """
        mask = np.asarray(condition(self.model.people) if callable(condition) else condition)
        expected = len(self.model.people) if callable(condition) else len(self)
        if mask.dtype != np.bool_ or mask.shape != (expected,):
            raise ValueError(f"needed are {expected} booleans, not {mask.shape} of {mask.dtype}")
        return self._new(self.ids[mask[self.rows] if callable(condition) else mask])

    def shuffle(self, inplace: bool = False) -> Self:
        """Put the residents in random order."""
        order = list(range(len(self)))
        self.random.shuffle(order)
        ids = self.ids[np.array(order, np.int64)]
        return self._become(ids) if inplace else self._new(ids)

    def sort(
        self,
        key: Callable[[Resident], Any] | str,
        ascending: bool = False,
        inplace: bool = False,
    ) -> Self:
        """Sort by an attribute or a function, the largest first unless ``ascending``."""
        cell = self._plain(key)
        if cell:
            values = cell.array(self.model.people, self.rows)
            order = np.argsort(values if ascending else values[::-1], kind="stable")
            ids = self.ids[order if ascending else len(order) - 1 - order[::-1]]
        else:
            by = operator.attrgetter(key) if isinstance(key, str) else key
            ids = self._ids_of(sorted(self, key=by, reverse=not ascending))
        return self._become(ids) if inplace else self._new(ids)

    # Each in turn

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Call a method, by name, or a function of the resident, for each in turn."""
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Call a method or a function for each, in random order; the set keeps its own order."""
        self.shuffle().map(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Call a method or a function for each in turn and return the results."""
        if isinstance(method, str):
            return [getattr(resident, method)(*args, **kwargs) for resident in self]
        return [method(resident, *args, **kwargs) for resident in self]

    # Attributes, which are columns

    def _column(self, name: Any) -> Cell | None:
        """Return the column of that name, if there is one."""
        name = "id" if name == "unique_id" else name
        return cell_of(name) if isinstance(name, str) and name in Residents.columns else None

    def _plain(self, name: Any) -> Cell | None:
        """Return the column of that name, if there is one and it holds one value a resident."""
        cell = self._column(name)
        return None if cell and cell.shape else cell

    def get(
        self,
        attr_names: str | list[str],
        handle_missing: str = "error",
        default_value: Any = None,
    ) -> list[Any]:
        """Return the attribute of each, or for a list of names a list of attributes of each.

        With ``handle_missing="default"`` the default stands for an attribute that does not exist.
        """
        if handle_missing not in ("error", "default"):
            raise ValueError(f"handle_missing is 'error' or 'default', not {handle_missing!r}")
        if not isinstance(attr_names, str):
            lists = [self.get(name, handle_missing, default_value) for name in attr_names]
            return [[values[k] for values in lists] for k in range(len(self))]
        cell = self._column(attr_names)
        if cell:
            return cell.listed(self.model.people, self.rows)
        default = () if handle_missing == "error" else (default_value,)
        return [getattr(resident, attr_names, *default) for resident in self]

    def set(self, attr_name: str, value: Any) -> Self:
        """Give all the same value of a column, within its declared range."""
        stored = cell_of(attr_name).stored(value)
        getattr(self.model.people, attr_name)[self.rows] = stored
        return self

    def agg(self, attribute: str, func: Callable[..., Any] | Iterable[Callable[..., Any]]) -> Any:
        """Apply one function, or each of several, to the values of an attribute.

        Functions of numpy get an array, others a list.
        """
        if not callable(func):
            return [self.agg(attribute, one) for one in func]
        cell = self._plain(attribute)
        of_numpy = isinstance(func, np.ufunc) or (
            str(getattr(func, "__module__", "")).split(".")[0] == "numpy"
        )
        if cell and of_numpy:
            return func(cell.array(self.model.people, self.rows))
        return func(self.get(attribute))

    def groupby(
        self, by: Callable[[Resident], Any] | str, result_type: str = "agentset"
    ) -> ResidentGroups:
        """Group by an attribute or a function; the groups stand in order of their first resident.

        The groups are sets, or with ``result_type="list"`` lists of residents.
        """
        cell, ids = self._plain(by), self.ids
        if cell:
            values = cell.array(self.model.people, self.rows)
            _, first, group = np.unique(values, return_index=True, return_inverse=True)
            keys = cell.listed(self.model.people, self.rows[first])
        else:
            keyed = map(by, self) if callable(by) else self.get(by)
            number: dict[Any, int] = {}
            group = np.array([number.setdefault(key, len(number)) for key in keyed], np.int64)
            keys, first = list(number), np.arange(len(number))
        in_groups = np.argsort(group, kind="stable")
        ends = np.cumsum(np.bincount(group, minlength=len(keys)))
        pieces = np.split(ids[in_groups], ends[:-1])
        sets = {keys[k]: self._new(pieces[k]) for k in np.argsort(first, kind="stable")}
        if result_type == "agentset":
            return ResidentGroups(sets)
        return ResidentGroups({key: group.to_list() for key, group in sets.items()})

    def to_frame(self) -> pd.DataFrame:
        """Return the residents as a DataFrame, a column for each column of the table."""
        return self.model.people.take(self.rows).to_frame()


class ResidentGroups(GroupBy):
    """Groups of residents, by key."""

    def agg(self, attr_name: str, func: Callable[..., Any]) -> dict[Any, Any]:
        """Apply a function to the values of an attribute in each group."""
        return {
            key: group.agg(attr_name, func)
            if isinstance(group, ResidentSet)
            else func([getattr(resident, attr_name) for resident in group])
            for key, group in self.groups.items()
        }


class ResidentsInModel(mesa.Model):
    """A Mesa model whose residents are the rows of ``self.people``.

    ``model.residents`` and ``model.agents_by_type[Resident]`` are the residents, so Mesa's
    collectors find them; ``model.agents`` holds the organisations only. A resident's ``neighbours``
    come from ``self.neighbour_ties``, whose ``target[start[row]:start[row + 1]]`` are rows.
    """

    people: Residents
    neighbour_ties: Any

    @property
    def residents(self) -> ResidentSet:
        """Everyone who lives in the model, children included, newcomers as soon as they come."""
        return ResidentSet.of(self)

    @property
    def agent_types(self) -> list[type]:
        """The kinds of organisations, and residents."""
        return [Resident, *super().agent_types]

    @property
    def agents_by_type(self) -> dict[type, Any]:
        """The organisations by kind, and the residents."""
        return {Resident: self.residents, **super().agents_by_type}
