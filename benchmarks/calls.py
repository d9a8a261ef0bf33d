"""Calls of the process of taking part, caught as the model makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from gongzhi.model import community
from gongzhi.model.month import Month

__all__ = ["Call", "calls_of_taking_part"]


class Call(NamedTuple):
    """What the process is called with."""

    month: Any
    residents: Any
    places: Any
    ties: Any
    organisations: Any
    activities: Any
    issues: Any

    def again(self) -> Call:
        """Return the same call with a month that has drawn nothing yet."""
        m = self.month
        return self._replace(
            month=Month(m.number, m.levers, m.afforded, m.chance, m.book, m.threads)
        )


@contextmanager
def calls_of_taking_part(before: Callable[[Call, Callable[..., None]], None]) -> Iterator[None]:
    """Hand every call of the process, and the process, to ``before``, which then must run it."""
    process = community.take_part
    community.take_part = lambda *given: before(Call(*given), process)
    try:
        yield
    finally:
        community.take_part = process
