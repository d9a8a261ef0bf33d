"""Whether tables say what a scenario may say: every mistake, with its line and the way out."""

from __future__ import annotations

import copy
import typing
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from .assuming import check_assumptions
from .describing import KEYS_OF_A_REFORM, WANTED, allowed, fields_of, unknown_key, written
from .document import Document
from .errors import Problem, nearest, shown
from .lines import KeyPath
from .reading import WHOLE_FILE
from .shipped import CHOICES, shipped_cases

__all__ = ["Report", "check_measures", "check_tables"]

LISTS = {"reform": "reform", "about.look": "look"}
"""The tables that are lists, written with two brackets, and what one of them is called."""

DEPTH_OF_A_REFORMS_OWN_KEY = len(("reform", 0, "from"))

MOST_PROBLEMS = 1000
"""Problems of one file that are written out."""


class Report:
    """The problems of one file, each put at the line of its key.

    Attributes:
        doubtful: the keys, and the tables, whose values cannot be used.
    """

    def __init__(self, file: str, lines: Mapping[KeyPath, int], first_line: int = 1) -> None:
        self.file, self.lines, self.first_line = file, lines, first_line
        self.problems: list[Problem] = []
        self.untold = 0
        self.doubtful: set[str] = set()

    def add(self, path: Sequence[str | int], message: str) -> None:
        """Note a problem at a key path; a key that is not there counts as its table's line."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.file, self.line(path), written(path), message))
        else:
            self.untold += 1

    def add_setting(self, key: str, message: str) -> None:
        """Note a problem of a key of the setting."""
        self.add(("setting", key), message)

    def told(self) -> list[Problem]:
        """Return the problems in the order of their lines, and how many more there are."""
        told = sorted(self.problems, key=lambda problem: problem.line)
        if self.untold:
            message = f"{self.untold:,} more problems are not told"
            told.append(Problem(self.file, told[-1].line, WHOLE_FILE, message))
        return told

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line of a key path, or of the nearest table around it."""
        for end in range(len(path), 0, -1):
            if tuple(path[:end]) in self.lines:
                return self.lines[tuple(path[:end])]
        return self.first_line


def check_tables(tables: dict[str, Any], report: Report) -> Document | None:
    """Return the document that the tables make, with every mistake in the report.

    What cannot be used is left out of the document, so that the rest can be checked as a whole; None if
    nothing is left.
    """
    document = None
    try:
        document = Document.model_validate(tables)
    except ValidationError as error:
        complaints = error.errors(include_url=False, include_context=False)
        for complaint in complaints[:MOST_PROBLEMS]:
            path = complaint["loc"]
            message = _message(path, complaint["type"], complaint["input"], complaint["msg"])
            report.add(path, message)
        report.untold += max(0, len(complaints) - MOST_PROBLEMS)
        paths = [complaint["loc"] for complaint in complaints]
        report.doubtful |= {part for path in paths for part in path if isinstance(part, str)}
        document = _salvaged(tables, paths)
    _check_reforms(tables.get("reform"), report)
    _check_looks(tables, report)
    check_assumptions(tables.get("assumptions", {}), report.add)
    return document


def _salvaged(tables: dict[str, Any], wrong: Sequence[KeyPath]) -> Document | None:
    """Return the document of what is left of tables without the keys that are wrong."""
    left = copy.deepcopy(tables)
    for path in wrong:
        _leave_out(left, path)
    try:
        return Document.model_validate(left)
    except ValidationError:
        return None


def _leave_out(tables: dict[str, Any], path: KeyPath) -> None:
    """Take one key out; of a reform that has no usable date or streets, all but its place."""
    if path[0] == "about":
        path = path[:1]
    own = path[0] == "reform" and 1 < len(path) <= DEPTH_OF_A_REFORMS_OWN_KEY
    around: Any = tables
    for part in path[:1] if own else path[:-1]:
        around = around[part] if isinstance(part, int) else around.get(part, {})
    if own:
        around[path[1]] = {"from": 0}
    else:
        around.pop(path[-1], None)  # a key that is missing is not there


def _check_reforms(reforms: Any, report: Report) -> None:
    """Note reforms that end before they begin, or that set nothing."""
    for number, reform in enumerate(reforms if isinstance(reforms, list) else []):
        if not isinstance(reform, dict):
            continue
        start, end = reform.get("from"), reform.get("until")
        if type(start) is int and type(end) is int and end <= start:
            message = f"{shown(end)} is not after from = {shown(start)}"
            report.add(("reform", number, "until"), f"{message}; allowed: a later month")
        if all(value == {} or key in KEYS_OF_A_REFORM for key, value in reform.items()):
            message = "this reform sets no lever; add a table such as [reform.funding]"
            report.add(("reform", number), message)


def check_measures(
    tables: Mapping[str, Any], report: Report, measures: Mapping[str, Collection[str]]
) -> None:
    """Note looks at measures, or at segments of them, that are not among the ones that exist.

    Args:
        measures: for each measure the segments that it is reported for, "all" among them.
    """
    for number, look in _looks(tables):
        name, segment = look.get("measure"), look.get("segment", "all")
        if not isinstance(name, str) or not isinstance(segment, str):
            continue
        place = ("about", "look", number)
        if name not in measures:
            message = _unknown(name, "measure", measures)
            report.add((*place, "measure"), f"{message}list: gongzhi measures")
        elif segment not in measures[name]:
            message = _unknown(segment, f"segment of {name}", measures[name])
            report.add((*place, "segment"), f"{message}allowed: {', '.join(measures[name])}")


def _unknown(name: str, noun: str, names: Collection[str]) -> str:
    """Return that a name is unknown, and which one is near."""
    near = nearest(name, names)
    hint = f'did you mean "{near}"? ' if near else ""
    return f"{shown(name)} is no {noun}; {hint}"


def _check_looks(tables: Mapping[str, Any], report: Report) -> None:
    """Note looks that compare with a scenario that does not ship."""
    for number, look in _looks(tables):
        name = look.get("against")
        if isinstance(name, str) and name not in shipped_cases():
            message = _unknown(name, "shipped scenario", shipped_cases())
            report.add(("about", "look", number, "against"), f"{message}allowed: {CHOICES}")


def _looks(tables: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number and table of each look, so far as they are tables."""
    about = tables.get("about")
    looks = about.get("look") if isinstance(about, dict) else None
    for number, look in enumerate(looks if isinstance(looks, list) else []):
        if isinstance(look, dict):
            yield number, look


def _message(path: KeyPath, kind: str, value: Any, complaint: str) -> str:
    """Return what is wrong with one value, what is allowed, and the nearest choice."""
    table, field = _schema_at(path)
    if kind == "extra_forbidden":
        return unknown_key(path, table, value)
    if kind in ("streets", "rows"):
        return complaint
    if kind == "list_type":
        one = f"a list of {LISTS[_dotted(path)]}s"
        return f"{shown(value)} is not {one}; write {_brackets(path)}, with two brackets"
    if field is None or kind == "model_type":
        return f"{shown(value)} is not a table; allowed: {_brackets(path)}"
    if kind == "missing":
        return f"a {LISTS[_dotted(path[:-1])]} needs this key; allowed: {allowed(field)}"
    if kind == "string_too_long":
        return f"the text is too long; {complaint}"
    failing = _failing(kind, field, value)
    return (
        f"{shown(value)} {failing}{'' if failing.endswith('?') else ';'} allowed: {allowed(field)}"
    )


def _failing(kind: str, field: FieldInfo, value: Any) -> str:
    """Return in what way a value fails its field."""
    if kind in ("greater_than_equal", "less_than_equal"):
        return "is out of range"
    if kind == "finite_number":
        return "is not a finite number"
    if kind == "literal_error":
        near = nearest(value, typing.get_args(field.annotation)) if isinstance(value, str) else None
        return "is not one of the choices" + (f'; did you mean "{near}"?' if near else "")
    return f"is not {WANTED.get(field.annotation, 'allowed')}"


def _brackets(path: KeyPath) -> str:
    """Return how the table at a path is written."""
    name = _dotted(path)
    return f"[[{name}]]" if name in LISTS else f"[{name}]"


def _dotted(path: KeyPath) -> str:
    """Return the name of the table at a path, as it stands between brackets."""
    return ".".join(part for part in path if isinstance(part, str))


def _schema_at(path: KeyPath) -> tuple[type[BaseModel], FieldInfo | None]:
    """Return the table that the last key of a path stands in, and the key's field if it has one."""
    table: type[BaseModel] = Document
    for part in path[:-1]:
        if isinstance(part, str):
            inner = fields_of(table)[part].annotation
            inner = next(iter(typing.get_args(inner)), inner)  # of a list, what it is a list of
            table = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else table
    last = path[-1]
    return table, fields_of(table).get(last) if isinstance(last, str) else None
