"""What an engine is: hands that take runs, and a tray that what came of them is put on.

The runner knows no more of an engine than this, so that one machine, a cluster and a test look alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from queue import SimpleQueue
from typing import Literal, Protocol

from .living import Lived, Task

__all__ = ["Back", "Engine", "Tray"]

Back = tuple[int, Sequence[Task], list[Lived] | Literal["died", "overran"]]
"""A hand, what it had been given, and what came of it."""

Tray = SimpleQueue[Back]
"""Where hands put what came back. A plain queue of C: an interrupt leaves no lock behind in it."""


class Engine(Protocol):
    """Hands that take runs.

    Attributes:
        hands: how many runs, or bundles of runs, may be lived at the same time.
        bundle: runs of one founding that a hand is given at once, to be lived side by side; whoever
            knows the runs sets it.
        ahead: bundles that a hand is given, the one at work included.
    """

    hands: int
    bundle: int
    ahead: int

    def give(self, hand: int, tasks: Sequence[Task]) -> None:
        """Give runs to a hand; what comes of them is put on the tray, whatever happens."""

    def check(self) -> None:
        """Complain if the engine is gone; the runner asks now and then.

        Raises:
            WorkerError: if so.
        """

    def end(self) -> None:
        """End all workers at once, with what they are at."""
