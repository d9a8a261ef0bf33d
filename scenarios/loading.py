"""From a name, a file, a text or another case to a case, with some values changed by keyword.

Keywords come last. A lever given by keyword replaces the value that the scenario starts with; a
reform that sets the same lever still does so at its date. A run made shorter by ``months=`` leaves
out the reforms that would never begin.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from .assuming import OUTSIDE, check_assumptions, is_assumption
from .case import Case
from .checking import Report, check_measures, check_tables
from .describing import home_of, unknown_keyword
from .document import Document
from .errors import Problem, ScenarioError, nearest, shown
from .reading import parse_text, read_text
from .reforms import contradictions, overdrawn
from .saying import hint, say
from .setting import Setting
from .shipped import CHOICES, shipped_cases, shipped_path
from .stacking import crowding, read_case
from .street_setting import lay_over

__all__ = ["check_file", "check_keywords", "load_case", "load_text"]

KEYWORDS = "<keywords>"


def load_case(source: str | os.PathLike[str] | Case, /, **overrides: Any) -> Case:
    """Return the case of a shipped name or a .toml file, or another case, with keywords applied.

    Keywords are lever names, setting names and ``months``. A shipped name wins over a file of the
    same name.

    Raises:
        ScenarioError: with every problem of the files and the keywords.
    """
    problems: list[Problem] = []
    case = source if isinstance(source, Case) else None
    if case is None:
        try:
            case = _find_case(source)
        except ScenarioError as error:
            problems += error.problems
    return _apply(case, overrides, problems)


def load_text(text: str, name: str = "scenario", /, **overrides: Any) -> Case:
    """Return the case that a TOML text describes; such a text may extend shipped scenarios only.

    Raises:
        ScenarioError: with every problem; the text's file is called ``<text>``.
    """
    problems: list[Problem] = []
    case = None
    try:
        case = read_case(name, None, text.replace("\r\n", "\n"))
    except ScenarioError as error:
        problems += error.problems
    return _apply(case, overrides, problems)


def check_file(
    path: str | os.PathLike[str], measures: Mapping[str, Collection[str]] | None = None
) -> list[Problem]:
    """Return every problem of a scenario file; an empty list if it can be used.

    Args:
        path: the file.
        measures: for each measure the segments that it is reported for. What a file says to look at
            is held against them; without them, any measure will do, for only a model knows them.
    """
    problems: list[Problem] = []
    try:
        load_case(Path(path))
    except ScenarioError as error:
        problems += error.problems
    return problems if measures is None else problems + _unknown_measures(Path(path), measures)


def check_keywords(overrides: Mapping[str, Any]) -> list[Problem]:
    """Return every problem of keywords that can be told without knowing the scenario."""
    report = Report(KEYWORDS, {}, first_line=0)
    _check_keywords(overrides, report)
    return report.problems


def _unknown_measures(path: Path, measures: Mapping[str, Collection[str]]) -> list[Problem]:
    """Return the looks of a file at measures that do not exist; none if it cannot be read."""
    try:
        tables, lines = parse_text(read_text(path), os.fspath(path))
    except ScenarioError:
        return []
    report = Report(os.fspath(path), lines)
    check_measures(tables, report, measures)
    return report.told()


def _find_case(source: Any) -> Case:
    """Return the case of a shipped name or a path."""
    if isinstance(source, str):
        if source in shipped_cases():
            return read_case(source, shipped_path(source))
        if not source.endswith(".toml") and not os.path.exists(source):
            near = hint(nearest(source, shipped_cases()))
            message = say("scenario.unknown", hint=near, choices=CHOICES)
            raise ScenarioError([Problem(KEYWORDS, 0, shown(source), message)])
    elif not isinstance(source, os.PathLike):
        message = say("scenario.kind", value=shown(source))
        raise ScenarioError([Problem(KEYWORDS, 0, "scenario", message)])
    path = Path(os.fsdecode(source))
    return read_case(path.stem, path)


def _apply(case: Case | None, overrides: Mapping[str, Any], problems: list[Problem]) -> Case:
    """Return the case with keywords applied, or raise all problems."""
    report = Report(KEYWORDS, {}, first_line=0)
    changes = _check_keywords(overrides, report)
    changed = case
    if case is not None and changes is not None:
        changed = _change(case, changes, report, problems)
    if changed is not None and changed is not case:
        for key, message in _wrong_as_a_whole(changed):
            report.add((key,), message)
    problems += report.problems
    if problems or changed is None:
        raise ScenarioError(problems)
    return changed


def _wrong_as_a_whole(case: Case) -> list[tuple[str, str]]:
    """Return what values that are each allowed make wrong together: pairs of a key and a message."""
    wrong = crowding(case.setting)
    if wrong:
        return wrong
    found = contradictions(case.reforms, case.setting)
    wrong += [(key, message) for _, key, message in found if key == "streets"]
    for month in (0, *case.changes):
        for street in case.setting.street_names:
            wrong += overdrawn(case.levers_at(month, street))
    return list(dict.fromkeys(wrong))


def _check_keywords(overrides: Mapping[str, Any], report: Report) -> Document | None:
    """Return keywords as a document, or None with every problem in the report or nothing to do."""
    tables: dict[str, Any] = {}
    for key, value in overrides.items():
        home = home_of(key)
        if home:
            tables.setdefault(home[0], {})[key] = _plain(value)
        elif key == "months":
            tables[key] = _plain(value)
        elif key == OUTSIDE:
            tables.setdefault("assumptions", {})[key] = value
        elif is_assumption(key):
            section, _, name = key.partition(".")
            tables.setdefault("assumptions", {}).setdefault(section, {})[name] = _plain(value)
        else:
            report.add((key,), unknown_keyword(key))
    inner = Report(KEYWORDS, {}, first_line=0)
    document = check_tables(tables, inner)
    report.problems += [replace(problem, path=_keyword(problem.path)) for problem in inner.problems]
    return document if tables and not report.problems else None


def _keyword(path: str) -> str:
    """Return the keyword that stands for a key path."""
    table, _, key = path.partition(".")
    return key if table == "assumptions" else path.rpartition(".")[2]


def _plain(value: Any) -> Any:
    """Return a numpy scalar as the Python number that it holds; anything else as it is."""
    return value.item() if getattr(value, "shape", None) == () else value


def _change(case: Case, changes: Document, report: Report, problems: list[Problem]) -> Case:
    """Return a case with the starting values that a document gives."""
    months = changes.months if "months" in changes.model_fields_set else case.months
    given = changes.setting.model_dump(exclude_unset=True)

    def add(key: str, message: str) -> None:
        report.add((key,), message)

    setting = lay_over(case.setting.model_dump(), given, Path(), add, problems)
    assumed = check_assumptions(changes.assumptions, lambda path, message: None)
    return replace(
        case,
        months=months,
        assumptions=tuple(sorted({**dict(case.assumptions), **assumed}.items())),
        setting=Setting(**setting),
        levers=case.levers.changed(**changes.given()),
        reforms=tuple(reform for reform in case.reforms if reform.from_month < months),
    )
