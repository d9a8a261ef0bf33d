"""How far each issue got, and what became of it: counted from the log of moves."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gongzhi.agents.words import Stage, labels

__all__ = ["LASTED", "OUTS", "STEPS", "fates", "funnel_counts"]

STEPS = ("arose", "raised", "agenda", "decided", "resourced", "under_way", "resolved", "lasted")
RESOLVED, LASTED = STEPS.index("resolved"), STEPS.index("lasted")
OUTS = ("faded", "undecided", "stalled", "escalated", "open", "back", "early")
"""Where issues are that did not last; ``early``: resolved less than a year before the end."""
NO_DECISION = ("no_quorum", "no_agreement")
YEAR = 12


def fates(issues: pd.DataFrame, moves: pd.DataFrame, last: int) -> pd.DataFrame:
    """Return for each issue: ``step``, its furthest (a place in ``STEPS``), ``out`` and ``through``.

    ``out`` is where it ended short of lasting, empty if it lasted; ``through`` is a whole number
    with bit k set if the issue went through step k itself instead of skipping it.
    """
    moves = moves[moves["issue"].isin(issues["issue"])]
    codes = {label: code for code, label in enumerate(labels(Stage))}
    after = moves["after"].astype(str).map(codes).to_numpy()
    row = pd.Index(issues["issue"]).get_indexer(moves["issue"])
    seen = np.zeros((len(issues), len(codes)), bool)
    seen[row, after] = True
    seen[:, 0] = True
    step = RESOLVED - seen[:, RESOLVED::-1].argmax(axis=1)
    failed = np.zeros(len(issues), bool)
    failed[row[moves["why"].isin(NO_DECISION).to_numpy()]] = True
    stage = issues["stage"].astype(str).to_numpy()

    resolved = issues["resolved"].astype("Float64").to_numpy(float, na_value=np.nan)
    relapsed = issues["relapsed"].astype("Float64").to_numpy(float, na_value=np.nan)
    back = relapsed - resolved <= YEAR
    lasted = (step == RESOLVED) & ~back & (last - resolved >= YEAR)

    undecided = (step == STEPS.index("agenda")) & failed & np.isin(stage, ("raised", "lost"))
    ended = (step == RESOLVED, undecided, stage == "lost", stage == "stalled", stage == "escalated")
    out = np.select(ended, ["early", "undecided", "faded", "stalled", "escalated"], "open")
    out[(step == RESOLVED) & back] = "back"
    out[lasted] = ""
    step[lasted] = LASTED
    seen[:, LASTED] = lasted
    through = (seen[:, : LASTED + 1].astype(int) << np.arange(LASTED + 1)).sum(axis=1)
    return pd.DataFrame({"step": step, "out": out, "through": through}, index=issues.index)


def funnel_counts(fate: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each step: issues that ``reached`` it, went ``through`` it, and each out.

    Those who reach a step are those who reach the next and those who end here.
    """
    step = fate["step"].to_numpy()
    table = {
        "reached": [int((step >= k).sum()) for k in range(len(STEPS))],
        "through": [
            int(((step >= k) & (fate["through"].to_numpy() >> k & 1 > 0)).sum())
            for k in range(len(STEPS))
        ],
    }
    for out in OUTS:
        here = step[(fate["out"] == out).to_numpy()]
        table[out] = np.bincount(here, minlength=len(STEPS)).tolist()
    return pd.DataFrame(table, index=pd.Index(STEPS, name="step"))
