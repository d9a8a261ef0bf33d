"""Readings of issues: how far they get, how long they wait, who comes, who gives hours.

Shares are of issues that came to a stage early enough to be followed for a year.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from gongzhi.model import CommunityModel

    from .pattern import Reading

__all__ = ["attendance", "giving", "lasting", "of_residents", "reaching", "waiting"]

YEAR = 12


def _first(log: pd.DataFrame, *stages: str) -> pd.Series:
    """Return the month of the first move of each issue to one of some stages."""
    moves = log[log["after"].isin(stages)]
    return moves.groupby("issue", observed=True)["month"].min()


def _joint(model: CommunityModel) -> np.ndarray:
    """Return the rows of issues that need joint action: simple cases take no meeting."""
    return np.nonzero(model.issues.collective)[0]


def _last(model: CommunityModel) -> int:
    return model.month_number - 1


def reaching(start: str, goal: str) -> Reading:
    """Return a reading: of joint issues that first came to a stage, the share at a later one in a year."""

    def read(model: CommunityModel) -> float:
        log = model.issues.log()
        log = log[log["issue"].isin(_joint(model))]
        began, came = _first(log, start), _first(log, goal)
        began = began[(began >= 0) & (began <= _last(model) - YEAR)]
        wait = came.reindex(began.index) - began
        return float((wait <= YEAR).mean()) if len(began) else math.nan

    return read


def waiting(model: CommunityModel) -> float:
    """Return the mean months that a neighbourhood's topic waits to be taken up, a year at most."""
    from gongzhi.agents.words import Scope

    log = model.issues.log()
    local = np.nonzero(model.issues.scope <= Scope.NEIGHBOURHOOD)[0]
    log = log[log["issue"].isin(local)]
    began, taken = _first(log, "raised"), _first(log, "agenda", "under_way")
    began = began[(began >= 0) & (began <= _last(model) - YEAR)]
    wait = (taken.reindex(began.index) - began).fillna(YEAR).clip(upper=YEAR)
    return float(wait.mean()) if len(began) else math.nan


def lasting(what: str) -> Reading:
    """Return a reading of joint issues that can be followed: how many are solved, and for how long.

    Args:
        what: "solved" (within a year of arising, share of those arisen), "kept" (a year without
            coming back, share of those solved), or "both" (share of those arisen).
    """

    def read(model: CommunityModel) -> float:
        issues, rows = model.issues, _joint(model)
        arose, resolved, relapsed = (
            getattr(issues, name)[rows].astype(int) for name in ("arose", "resolved", "relapsed")
        )
        followed = (arose >= 0) & (arose <= _last(model) - 2 * YEAR)
        solved = followed & (resolved >= arose) & (resolved - arose <= YEAR)
        kept = solved & ~((relapsed >= resolved) & (relapsed - resolved <= YEAR))
        part, whole = {
            "solved": (solved, followed),
            "kept": (kept, solved),
            "both": (kept, followed),
        }[what]
        return float(part.sum() / whole.sum()) if whole.any() else math.nan

    return read


def attendance(first: int, last: int) -> Reading:
    """Return a reading: people at a committee's meeting for a topic, mean over the months given."""

    def read(model: CommunityModel) -> float:
        from gongzhi.agents.words import Scope

        notes = model.issues.notes()
        here = model.issues.scope[notes["issue"].to_numpy()] == Scope.NEIGHBOURHOOD
        mine = notes[here & (notes["fact"] == "came") & notes["month"].between(first, last - 1)]
        return float(mine["value"].mean()) if len(mine) else math.nan

    return read


def giving(scope: str) -> Reading:
    """Return a reading: times somebody gave hours to work of a scope ÷ adults whom it touched."""

    def read(model: CommunityModel) -> float:
        from gongzhi.agents.words import Scope

        issues = model.issues
        hours = model.book.parameters["activity_hours.volunteer"].value
        log, notes = issues.log(), issues.notes()
        began = _first(log, "under_way")
        rows = began[began >= 0].index.to_numpy()
        of_scope = (issues.scope[rows] == Scope[scope]) & (issues.need_labour[rows] > 0)
        rows = rows[of_scope]
        if not len(rows):
            return math.nan
        given = notes[(notes["fact"] == "labour") & notes["issue"].isin(rows)]["value"].sum()
        return float(given / hours / issues.touched[rows].sum())

    return read


def of_residents(model: CommunityModel) -> float:
    """Return the share of decisions on topics that residents raised and officials did not change."""
    log = model.issues.log()
    decided = log[(log["after"] == "decided") & (log["month"] >= 0)].drop_duplicates("issue")
    first = log[(log["after"] == "raised") & log["issue"].isin(decided["issue"])]
    by = first.drop_duplicates("issue").set_index("issue")["mover"]
    own = (decided["why"] == "agreed") & (by.reindex(decided["issue"]) == "resident").to_numpy()
    return float(own.mean()) if len(own) else math.nan
