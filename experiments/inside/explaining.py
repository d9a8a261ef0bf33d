"""Why a resident or an organisation did what it did in a month: the run is lived again for it."""

from __future__ import annotations

import os
import re
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gongzhi.scenarios import Case, load_case
from gongzhi.scenarios.loading import load_text

from ..asking import check_choice, check_whole
from ..errors import InputError, Named
from ..kept.manifest import hash_of_assumptions
from ..kept.source import Source, is_folder
from ..language import surrounding_language
from ..pool import cores
from ..progress import Progress, following
from ..texts import Language, say
from .remembering import community_at

if TYPE_CHECKING:
    from gongzhi.model import CommunityModel
    from gongzhi.model.explanation import Explanation

__all__ = ["KIND_WORDS", "explain"]

SEEDS = 2**64 - 1
FIRST_YEAR = 2013
KIND_WORDS = {
    "resident": "resident",
    "office": "office",
    "committee": "committee",
    "organization": "organization",
    "unit": "unit",
    "居民": "resident",
    "街道": "office",
    "居委会": "committee",
    "社会组织": "organization",
    "单位": "unit",
}
"""Kinds of which something can be explained, by the words that name them."""


def explain(
    source: str | os.PathLike[str] | Case,
    kind: str = "resident",
    id: int | None = None,
    *,
    month: int | str | None = None,
    pick: str | None = None,
    scenario: str | None = None,
    seed: int | None = None,
    threads: int | None = None,
    progress: Progress = False,
    lang: Language | None = None,
    **levers: Any,
) -> Explanation:
    """Explain what somebody did in a month.

    Args:
        source: a folder of results, or a scenario (its name, file or ``Case``).
        kind: "resident", "office", "committee", "organization" or "unit"; or 居民, 街道 ….
        id: id of the resident, or row of the organisation; if not given, one is picked.
        month: "2014-05", or months since January 2013; the last of the run if not given, and for social
            organisations the last January.
        pick: of whom a picked resident is one: "came" (if not given), "stayed", "asked", "raised".
        scenario: which scenario of a comparison; the first if not given.
        seed: the seed; the first of the results, or 0, if not given.
        threads: threads that share the run; one a core if not given.
        progress: whether the run shows its progress; ``lang`` is its language.
        **levers: levers of a scenario.

    Raises:
        InputError: for what is unknown, not there in that month, or beyond the run.
        ScenarioError: for a scenario that cannot be used.
    """
    from gongzhi.model.witness import PICKS

    kind = KIND_WORDS[check_choice("kind", kind, list(KIND_WORDS))]
    _check_pick(kind, id, pick, PICKS)
    case, luck = _case(source, scenario, seed, levers, lang or surrounding_language())
    when = _month(month, case)
    if month is None and kind == "organization":
        when -= when % 12  # they bid, and close, in January
    if id is not None:
        id = check_whole("id", id, 0, 2**63 - 1)
    told = _live(case, luck, kind, id, when, pick or "came", threads, progress, lang)
    if not told:
        label = month_label(when)
        if kind == "organization" and when % 12:
            raise InputError("explain.january", month=label)
        if kind == "resident" and id is None:
            raise InputError(f"explain.none.{pick or 'came'}", month=label)
        named = Named(kind, next(zh for zh, en in KIND_WORDS.items() if en == kind and zh != kind))
        raise InputError("explain.absent", kind=named, id=id or 0, month=label)
    *before, last = told  # a social organisation lives on, or closes, before it bids
    return replace(last, parts=(*last.parts, *before)) if before else last


def month_label(month: int) -> str:
    """Return the calendar name of a month."""
    from gongzhi.model.month import month_name

    return month_name(month)


def _check_pick(kind: str, id: int | None, pick: str | None, known: tuple[str, ...]) -> None:
    """Refuse a pick that is unknown or has nothing to choose."""
    if pick is not None:
        check_choice("pick", pick, known)
    if pick is not None and (kind != "resident" or id is not None):
        raise InputError("explain.picked")


def _live(
    case: Case, seed: int, kind: str, id: int | None, month: int, pick: str,
    threads: int | None, progress: Progress, lang: Language | None,
) -> list[Explanation]:  # fmt: skip
    """Live up to the month and return what the witness explained."""
    with following(progress, lang or surrounding_language()) as tick:
        model = community_at(case, seed, month, threads or cores(), tick)
        if kind == "resident":
            picked = pick if id is None else None
            witness = model.watch([] if id is None else [id], month=month, pick=picked)
        else:
            witness = model.watch(
                organisations=[(kind, _first(model, kind) if id is None else id)], month=month
            )
        model.step()
    return witness.explanations


def _first(model: CommunityModel, kind: str) -> int:
    """Return the row of the first organisation of a kind; social organisations come and go."""
    alive = model.organisations.social_organizations
    return alive[0].row if kind == "organization" and alive else 0


def _case(
    source: str | os.PathLike[str] | Case,
    scenario: str | None,
    seed: int | None,
    levers: dict[str, Any],
    lang: Language,
) -> tuple[Case, int]:
    """Return the case and the seed, from a folder of results or from a scenario."""
    if isinstance(source, Case) or not is_folder(source):
        return load_case(source, **levers), check_whole("seed", seed or 0, 0, SEEDS)
    origin = Source(source, scenario)
    seeds = [int(one) for one in origin.manifest["seeds"]]
    luck = seeds[0] if seed is None else check_whole("seed", seed, 0, SEEDS)
    if luck not in seeds:
        raise InputError("explain.seed", seed=luck, known=", ".join(map(str, seeds)))
    _compare_sources(origin.manifest, lang)
    return load_text(origin.text, str(origin.scenario), **levers), luck


def _compare_sources(manifest: dict[str, Any], lang: Language) -> None:
    """Warn if the results were made by other sources, or another parameter book, than these."""
    from gongzhi.agents.compiling import sources_hash

    if (manifest["sources"], manifest["assumptions"]) != (sources_hash(), hash_of_assumptions()):
        warnings.warn(say(lang, "explain.sources"), stacklevel=4)


def _month(month: int | str | None, case: Case) -> int:
    """Return the number of a month of the run."""
    last = case.months - 1
    if month is None:
        return last
    number: Any = month
    if isinstance(month, str):
        dated = re.fullmatch(r"(\d{4})-(\d{1,2})", month)
        if dated and 1 <= int(dated[2]) <= 12:
            number = (int(dated[1]) - FIRST_YEAR) * 12 + int(dated[2]) - 1
        elif re.fullmatch(r"\d+", month):
            number = int(month)
    if not isinstance(number, int) or isinstance(number, bool):
        raise InputError("explain.month", month=month)
    if not 0 <= number <= last:
        ends = {"first": month_label(0), "date": month_label(last)}
        raise InputError("explain.beyond", month=month, last=last, **ends)
    return number
