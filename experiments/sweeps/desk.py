"""The desk: which hand gets which runs next.

A hand is given the runs of one founding until there are no more of them; then it takes the next founding
that nobody has begun, or, at the end, half of what the busiest hand still has before it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import groupby

from .runs import Run

__all__ = ["Desk"]


class Desk:
    """Runs that wait, by what they share their founding with."""

    def __init__(self, runs: Iterable[Run], hands: int) -> None:
        self._fresh = deque(deque(group) for _, group in groupby(runs, key=lambda run: run.home))
        self._own: list[deque[Run]] = [deque() for _ in range(hands)]

    def take(self, hand: int, most: int) -> list[Run]:
        """Return the next runs of a hand, all of one founding; none if there are no more."""
        own = self._own[hand]
        if not own and self._fresh:
            own = self._own[hand] = self._fresh.popleft()
        if not own:
            largest = max(self._own, key=len)
            for _ in range((len(largest) + 1) // 2):
                own.appendleft(largest.pop())
        return [own.popleft() for _ in range(min(most, len(own)))]
