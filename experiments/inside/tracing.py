"""The story of one issue, from a folder of results or from a scenario that is run for it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from gongzhi.agents.words import Domain, Stage, labels, zh
from gongzhi.scenarios import load_case

from ..asking import check_choice, check_whole
from ..errors import InputError, Named
from ..kept.records import record_issues
from ..kept.source import Source, is_folder
from ..language import surrounding_language
from ..progress import Progress, following
from ..texts import Language
from .remembering import community_at

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Story", "trace"]

RECORDS = ("issues", "moves", "notes")
SEEDS = 2**64 - 1


@dataclass(frozen=True)
class Story:
    """One issue with all its moves and notes.

    Attributes:
        issue: its id.
        scenario: label of the scenario in which it arose.
        row: the issue, a table of one row.
        moves: who moved it, when and why.
        notes: what was seen on the way.
    """

    issue: int
    scenario: str
    row: pd.DataFrame = field(repr=False)
    moves: pd.DataFrame = field(repr=False)
    notes: pd.DataFrame = field(repr=False)

    def text(self, lang: Language | None = None) -> str:
        """Tell it in English or Chinese."""
        from gongzhi.model.stories import tell_issue

        lang = lang or surrounding_language()
        return tell_issue(self.row, self.moves, self.notes, self.issue, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the issue, its moves and its notes for machines."""
        import json

        tables = {"moves": self.moves, "notes": self.notes, "row": self.row}
        told = {name: json.loads(t.to_json(orient="records")) for name, t in tables.items()}
        row = told.pop("row")[0]
        return {"scenario": self.scenario, "issue": row, **told}

    def _repr_html_(self) -> str:
        title, *lines = self.text().splitlines()
        body = "".join(f"<p style='margin:.2em 0'>{escape(line)}</p>" for line in lines if line)
        return f"<div><h4>{escape(title)}</h4>{body}</div>"


def trace(
    source: str | os.PathLike[str],
    issue: int | None = None,
    *,
    pick: str | None = None,
    scenario: str | None = None,
    seed: int | None = None,
    progress: Progress = False,
    lang: Language | None = None,
    **levers: Any,
) -> Story:
    """Follow one issue.

    Args:
        source: a folder of results, or a scenario (its name or file) that is run now.
        issue: its id; if not given, one is picked.
        pick: how a picked one ended: "resolved" (if not given), "relapsed", "stalled", "lost" or
            "escalated"; or a domain, such as "parking", in which one was resolved; or any of them in
            Chinese, such as 搁置 or 停车.
        scenario: which scenario of a comparison; the first if not given.
        seed: seed of a scenario that is run now; 0 if not given. Results keep records of one seed.
        progress: whether a run shows its progress.
        lang: language of the progress.
        **levers: levers of a scenario that is run now.

    Raises:
        InputError: for an issue that does not exist, a pick that nothing meets, no such folder, or what
            would change results that are kept.
        ScenarioError: for a scenario that cannot be used.
    """
    from gongzhi.model.stories import PICKS, pick_issue

    if pick is not None:
        chinese = {name: pick_label(name).zh for name in PICKS}
        named = {label: name for name, label in chinese.items()}
        pick = check_choice("pick", named.get(pick, pick), PICKS, chinese)
    if pick is not None and issue is not None:
        raise InputError("trace.picked")
    label, tables = _records(source, scenario, seed, progress, lang, levers)
    issues = tables["issues"]
    if issue is None:
        ended = pick or "resolved"
        try:
            issue = pick_issue(issues, tables["moves"], ended)
        except LookupError:
            raise InputError("trace.none", pick=_ended(ended), scenario=label) from None
    issue = check_whole("issue", issue, 0, 2**63 - 1)
    if issue >= len(issues):
        raise InputError("trace.issue", issue=issue, last=len(issues) - 1, scenario=label)
    mine = {name: table[table["issue"] == issue] for name, table in tables.items()}
    return Story(issue, label, mine["issues"], mine["moves"], mine["notes"])


def pick_label(pick: str) -> Named:
    """Return what a pick is called: how an issue ended, or a domain."""
    if pick in labels(Domain):
        return Named(pick.replace("_", " "), zh(Domain[pick.upper()]))
    return Named(pick, "复发" if pick == "relapsed" else zh(Stage[pick.upper()]))


def _ended(pick: str) -> Named:
    """Return a pick as it stands in a sentence."""
    en, label = pick_label(pick)
    if pick in labels(Domain):
        return Named(f"resolved in the domain {en}", f"{label}领域已解决的")
    return Named(en, f"{label}的")


def _records(
    source: str | os.PathLike[str],
    scenario: str | None,
    seed: int | None,
    progress: Progress,
    lang: Language | None,
    levers: dict[str, Any],
) -> tuple[str, dict[str, pd.DataFrame]]:
    """Read records, or live the scenario for them."""
    if is_folder(source):
        origin = Source(source, scenario)
        _check_kept(origin, seed, levers)
        return str(origin.scenario), {name: origin.table(name) for name in RECORDS}
    from ..pool import cores

    case = load_case(source, **levers)
    seed = check_whole("seed", seed or 0, 0, SEEDS)
    with following(progress, lang or surrounding_language()) as tick:
        model = community_at(case, seed, case.months, cores(), tick)
    origin = Source(record_issues(model))
    return case.name, {name: origin.table(name) for name in RECORDS}


def _check_kept(origin: Source, seed: int | None, levers: dict[str, Any]) -> None:
    """Refuse a seed that records were not kept of, and levers, which only a run can follow."""
    kept = int(origin.manifest["seeds"][0])
    if seed is not None and check_whole("seed", seed, 0, SEEDS) != kept:
        raise InputError("trace.seed", seed=seed, kept=kept)
    if levers:
        raise InputError("trace.kept", place=origin.name, names=", ".join(levers))
