"""Issues: what needs joint action, as columns, with a log of every move.

An issue is a row for good: rows are only added, so a row is the issue's id. Every change of stage goes
through :meth:`Issues.move`, which writes the log from which a story can be read.
"""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import pandas as pd

from gongzhi.agents.columns import Table, column
from gongzhi.agents.resident import (
    F32,
    I16,
    I32,
    I64,
    U8,
    Flag,
)
from gongzhi.agents.words import Arena, Domain, Scope, Stage, labels

from .moves import Fact, IssueLog, Mover, Why

__all__ = ["Fact", "Issues", "Mover", "Why"]

NOT_YET = -32_768


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
        """Make a table with an empty log, ``logged``."""
        super().__init__(rows, **values)
        self.logged = IssueLog()

    def add(self, rows: int, month: int) -> slice:
        """Let issues arise; return where they stand. What they are about is left to the caller."""
        new = self.lengthen(rows)
        self.arose[new] = month
        for name in ("raised", "decided", "resolved", "relapsed", "closed"):
            getattr(self, name)[new] = NOT_YET
        self.power_seen[new] = -1.0
        arisen = np.arange(new.start, new.stop)
        self.move(arisen, Stage.LATENT, month, Mover.CIRCUMSTANCE, -1, Why.AROSE)
        return new

    def at(self, *stages: Stage) -> np.ndarray:
        """Return the rows of the issues at these stages."""
        there = self.stage == int(stages[0])
        for stage in stages[1:]:
            there |= self.stage == int(stage)
        return np.nonzero(there)[0]

    def still_open(self) -> np.ndarray:
        """Return the rows of the issues that have not come to an end."""
        return np.nonzero(self.stage < Stage.RESOLVED)[0]

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
        if stage in ENDS:
            self.closed[rows] = month
        which = actor if isinstance(actor, np.ndarray) else np.full(len(rows), actor, np.int32)
        self.logged.move(rows, month, stage, mover, which, why, self.stage, self.since)

    def note(
        self,
        rows: np.ndarray,
        month: int,
        fact: np.ndarray | Fact,
        value: np.ndarray,
        actor: np.ndarray | int = -1,
    ) -> None:
        """Note a fact about issues, for their stories: one value each; facts may differ."""
        if len(rows):
            self.logged.note(rows, month, fact, value, actor)

    def turn_page(self) -> None:
        """Begin a month in the log."""
        self.logged.turn()

    def log(self) -> pd.DataFrame:
        """Return every move: issue, month, before, after, mover, actor, why."""
        return self.logged.moves.to_frame()

    def notes(self) -> pd.DataFrame:
        """Return what was noted on the way: issue, month, fact, actor, value."""
        return self.logged.notes.to_frame()

    def story(self, issue: int, lang: str = "en") -> str:
        """Tell the story of one issue in English ("en") or Chinese ("zh").

        Raises:
            TypeError: if the number is none.
            KeyError: if there is no such issue.
        """
        from .stories import tell_issue

        if isinstance(issue, bool) or not isinstance(issue, int | np.integer):
            raise TypeError(f"issue: {issue!r} is not a whole number")
        if not 0 <= issue < len(self):
            known = f"they are numbered 0 to {len(self) - 1}" if len(self) else "there are none yet"
            raise KeyError(f"there is no issue {issue}; {known}")
        return tell_issue(self.table(), self.log(), self.notes(), int(issue), lang)

    def table(self) -> pd.DataFrame:
        """Return the issues as a table: codes as words, months that did not come as missing."""
        frame = self.to_frame()
        for name in ("raised", "decided", "resolved", "relapsed", "closed"):
            month = frame[name].astype("Int16")
            frame[name] = month.mask(month == NOT_YET)
        frame.insert(0, "issue", np.arange(len(frame), dtype=np.int32))
        return frame

    def __getstate__(self) -> dict:
        """Pickle the rows and the log."""
        return {**super().__getstate__(), "log": deepcopy(self.logged)}

    def __setstate__(self, state: dict) -> None:
        """Restore the rows and the log."""
        super().__setstate__(state)
        self.logged = state["log"]


OPEN = (Stage.LATENT, Stage.RAISED, Stage.AGENDA, Stage.DECIDED, Stage.RESOURCED, Stage.UNDER_WAY)
ENDS = (Stage.RESOLVED, Stage.LOST, Stage.STALLED, Stage.ESCALATED)
