"""The log of issues: every move with who made it and why, and notes of what was seen on the way.

A story is told from them.
"""

from __future__ import annotations

from typing import Self

import numpy as np

from gongzhi.agents.columns import Table, column
from gongzhi.agents.compiling import kernel
from gongzhi.agents.resident import F32, I16, I32, I64, U8
from gongzhi.agents.words import Code, Stage, labels

__all__ = ["Fact", "IssueLog", "Mover", "Moves", "Notes", "Why"]


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


class Written(Table):
    """Rows that are written and never changed; ``up_to_date`` before they are read."""

    def write(self, rows: int) -> tuple[int, list[np.ndarray]]:
        """Add rows to be written: return the first of them and the columns with all their room."""
        return self._make_room(rows).start, list(self._store.values())

    def up_to_date(self) -> Self:
        """Show all that was written."""
        self._bind()
        return self


class Moves(Written):
    """One row a move of an issue, in the order in which they were made."""

    issue: I32 = column("Row of the issue.", low=0, dtype=np.int32)
    month: I16 = column("When.", "month", dtype=np.int16)
    before: U8 = column("Stage before.", dtype=np.uint8, labels=labels(Stage))
    after: U8 = column("Stage after.", dtype=np.uint8, labels=labels(Stage))
    mover: U8 = column("What kind of actor moved it.", dtype=np.uint8, labels=labels(Mover))
    actor: I64 = column("Which one: its row or id, or -1.", low=-1, dtype=np.int64)
    why: U8 = column("Why.", dtype=np.uint8, labels=labels(Why))


class Notes(Written):
    """One row a note about an issue, in the order in which they were made."""

    issue: I32 = column("Row of the issue.", low=0, dtype=np.int32)
    month: I16 = column("When.", "month", dtype=np.int16)
    fact: U8 = column("What is noted.", dtype=np.uint8, labels=labels(Fact))
    actor: I64 = column("Who is meant: a row, or -1.", low=-1, dtype=np.int64)
    value: F32 = column("In the unit of the fact.", "see Fact")


class IssueLog:
    """Moves and notes; those of the month are the last."""

    def __init__(self) -> None:
        self._moves, self._notes = Moves(), Notes()
        self._first_move = self._first_note = 0  # of this month

    @property
    def moves(self) -> Moves:
        """All moves."""
        return self._moves.up_to_date()

    @property
    def notes(self) -> Notes:
        """All notes."""
        return self._notes.up_to_date()

    def turn(self) -> None:
        """Begin a month: what is logged from now on is of this month."""
        self._first_move, self._first_note = len(self._moves), len(self._notes)

    def moves_of_month(self) -> slice:
        """Tell where the moves of this month stand."""
        return slice(self._first_move, len(self._moves))

    def notes_of_month(self) -> slice:
        """Tell where the notes of this month stand."""
        return slice(self._first_note, len(self._notes))

    def move(
        self,
        rows: np.ndarray,
        month: int,
        after: Stage,
        mover: Mover,
        actor: np.ndarray,
        why: Why,
        stage: np.ndarray,
        since: np.ndarray,
    ) -> None:
        """Move issues to the stage ``after``, and log it: see ``Issues.move``."""
        first, columns = self._moves.write(len(rows))
        move_and_log(
            rows, month, int(after), int(mover), actor, int(why), stage, since, first, *columns
        )

    def note(
        self,
        rows: np.ndarray,
        month: int,
        fact: np.ndarray | Fact,
        value: np.ndarray,
        actor: np.ndarray | int,
    ) -> None:
        """Note a fact about issues, with one value each; the actor is -1 where nobody is meant."""
        first, columns = self._notes.write(len(rows))
        new = slice(first, first + len(rows))
        what = fact if isinstance(fact, np.ndarray) else int(fact)
        for column_, values in zip(columns, (rows, month, what, actor, value), strict=True):
            column_[new] = values


@kernel
def move_and_log(
    rows, month, to, who, which, cause, stage, since,
    first, log_issue, log_month, before, after, mover, actor, why,
):  # fmt: skip
    """Set the stage of issues and since when; write each move into the log from row ``first``."""
    for k in range(rows.shape[0]):
        i, at = rows[k], first + k
        log_issue[at], log_month[at] = i, month
        before[at], after[at] = stage[i], to
        mover[at], actor[at], why[at] = who, which[k], cause
        stage[i], since[i] = to, month
