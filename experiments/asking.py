"""Whether what is asked can be: whole numbers in their range, scenarios that can be compared."""

from __future__ import annotations

import difflib
import operator
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gongzhi.scenarios import Case, Problem, ScenarioError, load_case

from .errors import InputError, Named
from .texts.records import OPTION_NAMES

__all__ = ["check_csv", "check_whole", "load_cases"]


def check_whole(name: str, value: Any, low: int, high: int) -> int:
    """Return a whole number in its range.

    Raises:
        InputError: if it is none.
    """
    try:
        whole = operator.index(value)
    except TypeError:
        whole = None
    if whole is None or isinstance(value, bool):
        raise InputError("bad.whole", name=name, value=value)
    if not low <= whole <= high:
        raise InputError("bad.range", name=name, value=whole, low=low, high=high)
    return whole


def check_csv(csv: bool, out: str | os.PathLike[str] | None) -> None:
    """Complain if CSV is wanted and there is no folder to put it in.

    Raises:
        InputError: if so.
    """
    if csv and out is None:
        raise InputError("csv.out")


def load_cases(
    scenarios: Iterable[str | os.PathLike[str] | Case], **overrides: Any
) -> dict[str, Case]:
    """Return scenarios that can be compared, by label: the name, numbered where names repeat.

    Raises:
        ScenarioError: with every problem of all scenarios.
        InputError: for fewer than two, or if they do not last equally long.
    """
    cases: dict[str, Case] = {}
    problems: list[Problem] = []
    for scenario in scenarios:
        try:
            case = load_case(scenario, **overrides)
        except ScenarioError as error:
            problems += [problem for problem in error.problems if problem not in problems]
            continue
        cases[_label(case.name, cases)] = case
    if problems:
        raise ScenarioError(problems)
    if len(cases) < 2:
        raise InputError("bad.two")
    if len({case.months for case in cases.values()}) > 1:
        lengths = ", ".join(f"{label}: {case.months}" for label, case in cases.items())
        raise InputError("bad.lengths", lengths=lengths)
    return cases


def _label(name: str, taken: Iterable[str]) -> str:
    """Return a name, with a number if it is taken."""
    label, count = name, 1
    while label in taken:
        count += 1
        label = f"{name}-{count}"
    return label


def option_label(option: str) -> Named:
    """Return what an option is called in errors."""
    en, zh = OPTION_NAMES.get(option, (option, option))
    return Named(en, zh)


def check_choice(
    option: str, value: str, allowed: Sequence[str], zh: Mapping[str, str] | None = None
) -> str:
    """Return the value of an option if it is one of those allowed.

    Args:
        zh: what those allowed are called in Chinese, to be told beside them.

    Raises:
        InputError: if it is not, with what is near.
    """
    if value not in allowed:
        about: dict[str, Any] = {"option": option_label(option), "word": value}
        if len(allowed) > 2 and all(one.isdecimal() for one in allowed):  # numbers in their order
            raise InputError("bad.between", low=allowed[0], high=allowed[-1], **about)
        both = [f"{one}（{zh[one]}）" if zh and one in zh else one for one in allowed]
        about["allowed"] = Named(", ".join(allowed), "、".join(both) if zh else ", ".join(allowed))
        near = difflib.get_close_matches(str(value), list(allowed), n=1, cutoff=0.5)
        if near:
            raise InputError("bad.near", near=near[0], **about)
        raise InputError("bad.choice", **about)
    return value
