"""The log of issues: every move with who made it and why, and notes of what was seen on the way.

Moves and notes are kept as they come, and put into one array a month; a story is told from them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gongzhi.agents.words import Code, Stage, labels

__all__ = ["Fact", "IssueLog", "Mover", "Why"]


class Mover(Code):
    """Who moved an issue."""

    CIRCUMSTANCE = 0
    RESIDENT = 1
    GRID = 2
    COMMITTEE = 3
    STREET_OFFICE = 4
    MEETING = 5
    PLATFORM = 6
    HOLDER = 7
    SUPERVISOR = 8
    COMMITTEE_MEMBER = 9
    MEDIATOR = 10


class Why(Code):
    """Why an issue moved."""

    AROSE = 0
    VOICED = 1
    DETECTED = 2
    CHOSEN = 3
    SIMPLE_CASE = 4
    FADED = 5
    PETITION = 6
    NO_QUORUM = 7
    NO_AGREEMENT = 8
    AGREED = 9
    OVERRIDDEN = 10
    NEEDS_MET = 11
    UNFUNDED = 12
    NOBODY_FOLLOWED_UP = 13
    WORK_BEGAN = 14
    WORK_DONE = 15
    POOR_WORK = 16
    CAME_BACK = 17


class Fact(Code):
    """What is noted about an issue in a month; the unit stands behind each."""

    VOICES = 0  # people who raised it
    CAME = 1  # people at its meeting, delegates included
    AGREEMENT = 2  # share of them who could live with the outcome
    LEGITIMACY = 3  # share
    PLEDGED = 4  # yuan, by the unit that is the actor
    OWNERS_PAID = 5  # yuan from the maintenance fund
    FUND_PAID = 6  # yuan from the autonomy fund
    STREET_PAID = 7  # yuan from the street's project money
    RESERVE_PAID = 8  # yuan from the street's reserve
    LABOUR = 9  # volunteer hours
    FILL = 10  # share of its needs met, by the weakest
    QUALITY = 11  # share
    SURVEYED = 12  # strength of the street's survey committee, share
    RULES = 13  # how far rules settle it, written by the street's dialogue committee, share
    SUPERVISED = 14  # strength of the street's supervision committee, share


MOVES = np.dtype(
    [
        ("issue", np.int32),
        ("month", np.int16),
        ("before", np.uint8),
        ("after", np.uint8),
        ("mover", np.uint8),
        ("actor", np.int64),
        ("why", np.uint8),
    ]
)
NOTES = np.dtype(
    [
        ("issue", np.int32),
        ("month", np.int16),
        ("fact", np.uint8),
        ("actor", np.int64),
        ("value", np.float32),
    ]
)


class Sheets:
    """Rows of one kind, in the order in which they were written; a month makes one array."""

    def __init__(self, dtype: np.dtype) -> None:
        self._dtype = dtype
        self._arrays: list[np.ndarray] = []
        self._page = 0
        self._sizes: list[int] = []
        self._batches: list[tuple] = []

    def write(self, rows: int, *columns: Any) -> None:
        """Write rows: for each column an array, to be left as it is, or one number for all.

        A column gets either always arrays or always numbers.
        """
        self._sizes.append(rows)
        self._batches.append(columns)

    def turn(self) -> None:
        """Begin a month."""
        self._gather()
        self._page = len(self._arrays)

    def of_month(self) -> np.ndarray:
        """Return the rows of this month."""
        self._gather()
        return self._join(self._arrays[self._page :])

    def all(self) -> np.ndarray:
        """Return all rows."""
        self._gather()
        return self._join(self._arrays)

    def copy(self) -> Sheets:
        """Return sheets that can go on by themselves."""
        self._gather()
        twin = Sheets(self._dtype)
        twin._arrays, twin._page = list(self._arrays), self._page
        return twin

    def _join(self, arrays: list[np.ndarray]) -> np.ndarray:
        if len(arrays) == 1:
            return arrays[0]
        return np.concatenate(arrays) if arrays else np.empty(0, self._dtype)

    def _gather(self) -> None:
        """Put the batches written so far into one array."""
        if not self._batches:
            return
        sizes = np.array(self._sizes)
        made = np.empty(int(sizes.sum()), self._dtype)
        columns = zip(*self._batches, strict=True)
        for name, parts in zip(self._dtype.names or (), columns, strict=True):
            arrays = isinstance(parts[0], np.ndarray)
            made[name] = np.concatenate(parts) if arrays else np.repeat(parts, sizes)
        self._arrays.append(made)
        self._sizes, self._batches = [], []


class IssueLog:
    """Moves and notes, in the order in which they were made."""

    def __init__(self) -> None:
        self._moves = Sheets(MOVES)
        self._notes = Sheets(NOTES)

    def turn(self) -> None:
        """Begin a month: what is logged from now on is of this month."""
        self._moves.turn()
        self._notes.turn()

    def of_month(self) -> np.ndarray:
        """Return the moves of this month, as an array of ``MOVES``."""
        return self._moves.of_month()

    def notes_of_month(self) -> np.ndarray:
        """Return the notes of this month, as an array of ``NOTES``."""
        return self._notes.of_month()

    def move(
        self,
        rows: np.ndarray,
        month: int,
        before: np.ndarray,
        after: Stage,
        mover: Mover,
        actor: np.ndarray | int,
        why: Why,
    ) -> None:
        """Log that issues moved from ``before`` (one each) to the stage ``after``."""
        who = _each(actor, len(rows))
        self._moves.write(len(rows), rows, month, before, int(after), int(mover), who, int(why))

    def note(
        self,
        rows: np.ndarray,
        month: int,
        fact: np.ndarray | Fact,
        value: np.ndarray,
        actor: np.ndarray | int,
    ) -> None:
        """Note a fact about issues, with one value each; the actor is -1 where nobody is meant."""
        what, who = _each(fact, len(rows)), _each(actor, len(rows))
        self._notes.write(len(rows), rows, month, what, who, value)

    def moves(self) -> pd.DataFrame:
        """Return every move: issue, month, before, after, mover, actor, why."""
        words = {"before": Stage, "after": Stage, "mover": Mover, "why": Why}
        return _frame(self._moves.all(), words)

    def notes(self) -> pd.DataFrame:
        """Return every note: issue, month, fact, actor, value."""
        return _frame(self._notes.all(), {"fact": Fact})

    def copy(self) -> IssueLog:
        """Return a log that can go on by itself."""
        twin = IssueLog()
        twin._moves, twin._notes = self._moves.copy(), self._notes.copy()
        return twin


def _each(value: np.ndarray | int, rows: int) -> np.ndarray:
    """Return the value of each row, where one may have been given for all."""
    return value if isinstance(value, np.ndarray) else np.full(rows, int(value))


def _frame(rows: np.ndarray, words: dict[str, type[Code]]) -> pd.DataFrame:
    """Return rows as a table, with words for codes."""
    frame = pd.DataFrame(rows)
    for name, codes in words.items():
        frame[name] = pd.Categorical.from_codes(frame[name].astype(int), list(labels(codes)))
    return frame
