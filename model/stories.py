"""Stories: the log of one issue, told as sentences in English or Chinese.

Everything told stands in the log: moves say who brought the issue forward and why, notes say who came,
what was decided, who paid and who worked. Sentences stand in ``stories.toml``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from gongzhi.agents.words import Arena, Domain, Scope, Stage, labels, zh

from .month import month_name

__all__ = ["PICKS", "pick_issue", "tell_issue"]

PAGE = 16  # moves that a page holds
PICKS = ("resolved", "relapsed", "stalled", "lost", "escalated", *labels(Domain))
FORMATS = {
    "agreement": "{:.0%}", "fill": "{:.2f}", "legitimacy": "{:.2f}", "quality": "{:.2f}",
    "surveyed": "{:.2f}", "rules": "{:.2f}", "supervised": "{:.2f}",
}  # fmt: skip
# The order in which things happen within a month, which is that of the processes.
ORDER = (
    "arose", "voices", "voiced", "detected", "chosen", "simple_case", "faded", "petition", "came",
    "surveyed", "agreement", "labour", "no_quorum", "no_agreement", "rules", "agreed", "overridden",
    "legitimacy", "supervised",
    "pledged", "owners_paid", "fund_paid", "street_paid", "reserve_paid", "needs_met", "fill", "unfunded",
    "work_began", "quality", "nobody_followed_up", "work_done", "poor_work", "came_back",
)  # fmt: skip


@cache
def sentences() -> dict[str, Any]:
    """Return the sentences of stories."""
    return tomllib.loads(files(__package__).joinpath("stories.toml").read_text(encoding="utf-8"))


def pick_issue(issues: pd.DataFrame, moves: pd.DataFrame, how: str) -> int:
    """Choose the issue that ended in a way and has the most to tell on a page.

    Issues that needed joint action and were seen from the beginning come first; of a domain, those
    that the street's committees wrote rules for come before them, and first of these a swap of parking
    spaces. Among equals, the lowest id.

    Args:
        issues, moves: tables of one run.
        how: one of ``PICKS``; "relapsed" is solved and come back, whatever came of it, and the name
            of a domain is solved in this domain.

    Raises:
        LookupError: if none ended so.
    """
    ended = issues["stage"] == ("resolved" if how in labels(Domain) else how)
    if how == "relapsed":
        ended = issues["relapses"] > 0
    written = np.zeros(len(issues), int)
    if how in labels(Domain):
        ended &= issues["domain"] == how
        ruled = (issues["rules"] > 0) & (issues["arena"] == Arena.STREET.name.lower())
        written = ruled.to_numpy() * (1 + _swapped(issues).to_numpy())
    if not ended.any():
        raise LookupError(how)
    told = moves["issue"].value_counts().reindex(issues["issue"], fill_value=0).to_numpy()
    fit = np.where(told > PAGE, 0, told)
    seen = issues["collective"].to_numpy(int) + (issues["arose"].to_numpy() >= 0)
    best = np.lexsort((issues["issue"], -fit, -seen, -written, ~ended))[0]
    return int(issues["issue"].iloc[best])


def tell_issue(
    issues: pd.DataFrame, moves: pd.DataFrame, notes: pd.DataFrame, issue: int, lang: str = "en"
) -> str:
    """Tell the story of an issue.

    Args:
        issues, moves, notes: tables of one run, as ``Issues.table``, ``log`` and ``notes`` give them.
        issue: its id.
        lang: "en" or "zh".

    Raises:
        KeyError: if there is no such issue.
    """
    found = issues[issues["issue"] == issue]
    if not len(found):
        raise KeyError(f"there is no issue {issue} in these tables")
    row = found.iloc[0]
    events = _events(moves[moves["issue"] == issue], notes[notes["issue"] == issue])
    lines = [_say("title", lang, **_names(row, lang)), "", *_introduce(row, lang), ""]
    waiting = 0.0
    for month in sorted(events):
        happened = events[month]
        if set(happened) == {"voices"}:
            waiting += happened["voices"][0][0]
            continue
        told = []
        if waiting and "arose" not in happened:
            told.append(_say("quiet", lang, "one" if waiting == 1 else "", n=f"{waiting:,.0f}"))
            waiting = 0.0
        told += _tell_month(happened, lang)
        lines.append(f"{month_name(month)}  " + (" " if lang == "en" else "").join(told))
    return "\n".join([*lines, "", _end(row, lang)])


def _events(moves: pd.DataFrame, notes: pd.DataFrame) -> dict[int, dict[str, list]]:
    """Collect what happened by month and kind: (value, actor) each."""
    events: dict[int, dict[str, list]] = {}
    for move in moves.itertuples():
        happened = events.setdefault(int(move.month), {})
        happened.setdefault(str(move.why), []).append((0.0, str(move.mover)))
    for note in notes.itertuples():
        happened = events.setdefault(int(note.month), {})
        happened.setdefault(str(note.fact), []).append((float(note.value), int(note.actor)))
    return events


def _tell_month(happened: dict[str, list], lang: str) -> list[str]:
    """Tell what happened in a month, and of a meeting without a decision that it came to none."""
    told = []
    last, key = _without_decision(happened)
    for name in sorted(happened, key=ORDER.index):
        told += [_tell(name, value, who, lang) for value, who in happened[name]]
        if name == last:
            variant = "none" if round(happened[name][0][0]) == 0 else ""
            told.append(_say(key, lang, variant))
    return told


def _without_decision(happened: dict[str, list]) -> tuple[str, str]:
    """Return the last event of a meeting without a decision, and what it came to; else nothing."""
    if "agreement" in happened:
        decided = happened.keys() & {"agreed", "overridden", "no_agreement"}
        return ("", "") if decided else ("agreement", "meeting.no_agreement")
    few = "came" in happened and "no_quorum" not in happened
    return ("came", "meeting.no_quorum") if few else ("", "")


def _tell(name: str, value: float, who: Any, lang: str) -> str:
    """Tell one event."""
    if isinstance(who, str):
        return _say(f"why.{name}", lang, who)
    n = FORMATS.get(name, "{:,.0f}").format(value)
    return _say(f"fact.{name}", lang, {"0": "none", "1": "one"}.get(n, "many"), n=n, who=who)


def _say(key: str, lang: str, variant: str = "", **values: Any) -> str:
    """Return a sentence with its blanks filled; some have variants."""
    entry: Any = sentences()
    for part in key.split("."):
        entry = entry[part]
    return (entry.get(variant) or entry)[lang].format(**values)


def _names(row: Any, lang: str) -> dict[str, Any]:
    """Name what the issue is about and where."""
    domain, scope = Domain[str(row["domain"]).upper()], Scope[str(row["scope"]).upper()]
    words = (zh(domain), zh(scope)) if lang == "zh" else (_plain(domain.name), _plain(scope.name))
    number = str(int(row["neighbourhood"]))
    place = str(row.get("place", number))
    place = _say("place", lang, number=number) if place == number else place
    return {"issue": int(row["issue"]), "domain": words[0], "scope": words[1], "place": place}


def _plain(name: str) -> str:
    return name.lower().replace("_", " ")


def _introduce(row: Any, lang: str) -> list[str]:
    """Say whom the issue touches and what it needs."""
    degrees = {name: f"{row[name]:.2f}" for name in ("severity", "conflict", "ambiguity")}
    lines = [_say("about", lang, touched=f"{row['touched']:,.0f}", **degrees)]
    if not row["collective"]:
        money = f"{row['need_money']:,.0f}"
        return [*lines, _say("small", lang, "none" if money == "0" else "", money=money)]
    needs = {name: f"{row[f'need_{name}']:.2f}" for name in ("authority", "expertise", "venue")}
    amounts = {name: f"{row[f'need_{name}']:,.0f}" for name in ("money", "labour")}
    return [*lines, _say("needs", lang, **amounts, **needs)]


def _swapped(issues: Any) -> Any:
    """Tell whether units share parking spaces: a solved parking issue with a pledge (MECH-20)."""
    return (
        (issues["domain"] == "parking") & (issues["stage"] == "resolved") & (issues["pledged"] > 0)
    )


def _end(row: Any, lang: str) -> str:
    """Say how it ended, and what a swap leaves behind."""
    stage = Stage[str(row["stage"]).upper()]
    if _swapped(row):
        swap = _say("swap", lang, "" if row["rules"] > 0 else "none")
        return "\n".join([swap, _closing(row, stage, lang)])
    return _closing(row, stage, lang)


def _closing(row: Any, stage: Stage, lang: str) -> str:
    """Say in which stage it is at the end."""
    if stage.name.lower() in labels(Stage)[int(Stage.RESOLVED) :]:
        waited = int(row["since"]) - int(row["arose"])
        variant = {0: "none", 1: "one"}.get(waited, "")
        return _say(f"end.{stage.name.lower()}", lang, variant, n=waited)
    word = zh(stage) if lang == "zh" else _plain(stage.name)
    return _say("end.open", lang, stage=word, since=month_name(int(row["since"])))
