"""The log of issues: every move with who made it and why, and notes of what was seen on the way.

Moves and notes are kept as they come, one array a batch; a story is told from them.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import pandas as pd

from gongzhi.agents.words import Stage, labels

__all__ = ["Fact", "IssueLog", "Mover", "Why"]


class Mover(IntEnum):
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


class Why(IntEnum):
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


class Fact(IntEnum):
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


class IssueLog:
    """Moves and notes, in the order in which they were made."""

    def __init__(self) -> None:
        self._moves: list[np.ndarray] = []
        self._notes: list[np.ndarray] = []
        self._page = 0

    def turn(self) -> None:
        """Begin a month: what is logged from now on is of this month."""
        self._page = len(self._moves)

    def of_month(self) -> np.ndarray:
        """Return the moves of this month, as an array of ``MOVES``."""
        batches = self._moves[self._page :]
        return np.concatenate(batches) if batches else np.empty(0, MOVES)

    def move(
        self,
        rows: np.ndarray,
        month: np.ndarray | int,
        before: np.ndarray,
        after: Stage,
        mover: Mover,
        actor: np.ndarray | int,
        why: Why,
    ) -> None:
        """Log that issues moved from ``before`` (one each) to the stage ``after``."""
        entry = np.empty(len(rows), MOVES)
        entry["issue"], entry["month"] = rows, month
        entry["before"], entry["after"] = before, after
        entry["mover"], entry["actor"], entry["why"] = mover, actor, why
        self._moves.append(entry)

    def note(
        self, rows: np.ndarray, month: int, fact: Fact, value: np.ndarray, actor: np.ndarray | int
    ) -> None:
        """Note a fact about issues, with one value each; the actor is -1 where nobody is meant."""
        entry = np.empty(len(rows), NOTES)
        entry["issue"], entry["month"], entry["fact"] = rows, month, fact
        entry["actor"], entry["value"] = actor, value
        self._notes.append(entry)

    def moves(self) -> pd.DataFrame:
        """Return every move: issue, month, before, after, mover, actor, why."""
        words = {"before": Stage, "after": Stage, "mover": Mover, "why": Why}
        return _frame(self._moves, MOVES, words)

    def notes(self) -> pd.DataFrame:
        """Return every note: issue, month, fact, actor, value."""
        return _frame(self._notes, NOTES, {"fact": Fact})

    def copy(self) -> IssueLog:
        """Return a log that can go on by itself."""
        twin = IssueLog()
        twin._moves, twin._notes, twin._page = list(self._moves), list(self._notes), self._page
        return twin


def _frame(
    batches: list[np.ndarray], dtype: np.dtype, words: dict[str, type[IntEnum]]
) -> pd.DataFrame:
    """Put batches into one table, with words for codes."""
    frame = pd.DataFrame(np.concatenate(batches) if batches else np.empty(0, dtype))
    for name, codes in words.items():
        frame[name] = pd.Categorical.from_codes(frame[name].astype(int), list(labels(codes)))
    return frame
