"""Issues: what needs joint action, as columns, with a log of every move.

An issue is a row for good: rows are only added, so a row is the issue's id. Every change of stage goes
through :meth:`Issues.move`, which writes the log from which a story can be read.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import pandas as pd

from gongzhi.agents.columns import Table, column
from gongzhi.agents.resident import F32, I16, I32, I64, U8, Flag
from gongzhi.agents.words import Arena, Domain, Scope, Stage, labels

__all__ = ["Issues", "Mover", "Why"]

NOT_YET = -32_768
LOG = np.dtype(
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


class Issues(Table):
    """One row an issue."""

    key: I64 = column(
        "Name of the issue for its luck: where and when it arose.", low=0, dtype=np.int64
    )
    street: I32 = column("Row of the street.", low=0, dtype=np.int32)
    neighbourhood: I32 = column("Row of the neighbourhood.", low=0, dtype=np.int32)
    building: I32 = column("Row of the building, or -1 if wider.", low=-1, dtype=np.int32)
    domain: U8 = column("What it is about.", dtype=np.uint8, labels=labels(Domain))
    scope: U8 = column("How far it reaches.", dtype=np.uint8, labels=labels(Scope))
    arena: U8 = column("Where it is decided.", dtype=np.uint8, labels=labels(Arena))
    stage: U8 = column("Where it stands.", dtype=np.uint8, labels=labels(Stage))
    collective: Flag = column("Needs joint action.", "yes/no", 0, 1, dtype=np.bool_)
    severity: F32 = column("How much it hurts those it touches.", "share", 0, 1)
    conflict: F32 = column("How far preferences divide.", "share", 0, 1)
    ambiguity: F32 = column("How unclear it is whose duty it is.", "share", 0, 1)
    touched: F32 = column("Adults it touches.", "people", 0)
    salience: F32 = column("Attention it has, in fading voices.", "log voices", 0)
    voices: F32 = column("Residents who raised it this month.", "people", 0)
    need_money: F32 = column("Money it needs.", "yuan", 0)
    need_labour: F32 = column("Volunteer hours it needs.", "hour", 0)
    need_authority: F32 = column("How far it needs the authority of departments.", "share", 0, 1)
    need_expertise: F32 = column("How far it needs expertise.", "share", 0, 1)
    need_venue: F32 = column("How far it needs a venue.", "share", 0, 1)
    paid: F32 = column("Public money paid.", "yuan", 0)
    pledged: F32 = column("Other people's money and goods pledged.", "yuan", 0)
    labour: F32 = column("Volunteer hours given.", "hour", 0)
    fill: F32 = column("How far its needs are met, by the weakest.", "share", 0, 1)
    agreement: F32 = column(
        "Share of those present who could live with the decision.", "share", 0, 1
    )
    legitimacy: F32 = column("Closeness to all the affected × breadth.", "share", 0, 1)
    overridden: Flag = column("Officials changed the decision.", "yes/no", 0, 1, dtype=np.bool_)
    rules: F32 = column("Quality of the written rules.", "share", 0, 1)
    supervised: F32 = column("Strength of supervision.", "share", 0, 1)
    quality: F32 = column("Quality of the work done.", "share", 0, 1)
    tries: U8 = column("Meetings without a decision.", "count", dtype=np.uint8)
    relapses: U8 = column("Times it came back.", "count", dtype=np.uint8)
    since: I16 = column("Month in which this stage began.", "month", NOT_YET, dtype=np.int16)
    arose: I16 = column("Month in which it arose.", "month", NOT_YET, dtype=np.int16)
    raised: I16 = column("Month in which it was first raised.", "month", NOT_YET, dtype=np.int16)
    decided: I16 = column("Month of the last decision.", "month", NOT_YET, dtype=np.int16)
    resolved: I16 = column(
        "Month in which it was first resolved.", "month", NOT_YET, dtype=np.int16
    )
    relapsed: I16 = column("Month in which it first came back.", "month", NOT_YET, dtype=np.int16)
    closed: I16 = column("Month in which it was last closed.", "month", NOT_YET, dtype=np.int16)
    news: F32 = column("Outcome seen this month: 1 a win, -1 a loss, 0 none.", "1", -1, 1)
    power_seen: F32 = column("Power that this outcome shows; -1 for no evidence.", "share", -1, 1)

    def __init__(self, rows: int = 0, **values: object) -> None:
        """Make a table with an empty log."""
        super().__init__(rows, **values)
        self._log: list[np.ndarray] = []

    def add(self, new: Issues) -> np.ndarray:
        """Add issues that arose; return their rows."""
        rows = np.arange(len(self), len(self) + len(new))
        self.append(new)
        self._write(
            rows, rows * 0 + int(Stage.LATENT), Stage.LATENT, Mover.CIRCUMSTANCE, -1, Why.AROSE
        )
        return rows

    def at(self, *stages: Stage) -> np.ndarray:
        """Return the rows of the issues at these stages."""
        there = self.stage == stages[0]
        for stage in stages[1:]:
            there |= self.stage == stage
        return np.nonzero(there)[0]

    def move(
        self,
        rows: np.ndarray,
        stage: Stage,
        month: int,
        mover: Mover,
        actor: np.ndarray | int,
        why: Why,
    ) -> None:
        """Move issues to a stage, and log who moved them and why.

        Args:
            rows: issues, shape (m,).
            stage: where to.
            month: when.
            mover: what kind of actor; ``actor``: which one (row or id), or one for all.
            why: the reason.
        """
        if len(rows) == 0:
            return
        before = self.stage[rows].copy()
        self.stage[rows] = stage
        self.since[rows] = month
        if stage in ENDS:
            self.closed[rows] = month
        self._write(rows, before, stage, mover, actor, why, month)

    def _write(
        self,
        rows: np.ndarray,
        before: np.ndarray,
        stage: Stage,
        mover: Mover,
        actor: np.ndarray | int,
        why: Why,
        month: int | None = None,
    ) -> None:
        entry = np.empty(len(rows), LOG)
        entry["issue"] = rows
        entry["month"] = self.arose[rows] if month is None else month
        entry["before"], entry["after"] = before, stage
        entry["mover"], entry["actor"], entry["why"] = mover, actor, why
        self._log.append(entry)

    def log(self) -> pd.DataFrame:
        """Return every move: issue, month, before, after, mover, actor, why."""
        frame = pd.DataFrame(np.concatenate(self._log) if self._log else np.empty(0, LOG))
        words = {"before": Stage, "after": Stage, "mover": Mover, "why": Why}
        for name, codes in words.items():
            frame[name] = pd.Categorical.from_codes(frame[name].astype(int), list(labels(codes)))
        return frame

    def __getstate__(self) -> dict:
        """Pickle the rows and the log."""
        return {**super().__getstate__(), "log": list(self._log)}

    def __setstate__(self, state: dict) -> None:
        """Restore the rows and the log."""
        super().__setstate__(state)
        self._log = state["log"]


OPEN = (Stage.LATENT, Stage.RAISED, Stage.AGENDA, Stage.DECIDED, Stage.RESOURCED, Stage.UNDER_WAY)
ENDS = (Stage.RESOLVED, Stage.LOST, Stage.STALLED, Stage.ESCALATED)
