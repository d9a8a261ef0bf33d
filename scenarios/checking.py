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
from .saying import Text, hint, say
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
            message = say("file.more", count=self.untold)
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
        complaints = error.errors(include_url=False)
        for complaint in complaints[:MOST_PROBLEMS]:
            report.add(complaint["loc"], _message(complaint))
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
            message = say("reform.end", end=shown(end), start=shown(start))
            report.add(("reform", number, "until"), message)
        if all(value == {} or key in KEYS_OF_A_REFORM for key, value in reform.items()):
            report.add(("reform", number), say("reform.empty"))


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
            report.add((*place, "measure"), _unknown("look.measure", name, measures))
        elif segment not in measures[name]:
            about = {"measure": name, "names": ", ".join(measures[name])}
            message = _unknown("look.segment", segment, measures[name], **about)
            report.add((*place, "segment"), message)


def _unknown(key: str, name: str, names: Collection[str], /, **about: str) -> Text:
    """Return that a name is unknown, and which one is near."""
    return say(key, name=shown(name), hint=hint(nearest(name, names)), **about)


def _check_looks(tables: Mapping[str, Any], report: Report) -> None:
    """Note looks that compare with a scenario that does not ship."""
    for number, look in _looks(tables):
        name = look.get("against")
        if isinstance(name, str) and name not in shipped_cases():
            message = _unknown("look.against", name, shipped_cases(), choices=CHOICES)
            report.add(("about", "look", number, "against"), message)


def _looks(tables: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number and table of each look, so far as they are tables."""
    about = tables.get("about")
    looks = about.get("look") if isinstance(about, dict) else None
    for number, look in enumerate(looks if isinstance(looks, list) else []):
        if isinstance(look, dict):
            yield number, look


def _message(complaint: Mapping[str, Any]) -> Text:
    """Return what is wrong with one value, what is allowed, and the nearest choice."""
    path, kind, value = complaint["loc"], complaint["type"], complaint["input"]
    table, field = _schema_at(path)
    if kind == "extra_forbidden":
        return unknown_key(path, table, value)
    if kind in ("streets", "rows"):
        return Text(complaint["msg"], complaint["ctx"]["zh"])
    if kind == "list_type":
        about = {"noun": say(f"noun.{LISTS[_dotted(path)]}"), "table": _brackets(path)}
        return say("value.list", value=shown(value), **about)
    if field is None or kind == "model_type":
        return say("value.table", value=shown(value), table=_brackets(path))
    if kind == "missing":
        noun = say(f"noun.{LISTS[_dotted(path[:-1])]}")
        return say("key.missing", noun=noun, allowed=allowed(field))
    if kind == "string_too_long":
        most = complaint["ctx"]["max_length"]
        return say("value.long", complaint=complaint["msg"], most=most)
    return _failing(kind, field, value)


def _failing(kind: str, field: FieldInfo, value: Any) -> Text:
    """Return in what way a value fails its field, and what is allowed."""
    about = {"value": shown(value), "allowed": allowed(field)}
    if kind in ("greater_than_equal", "less_than_equal"):
        return say("value.range", **about)
    if kind == "finite_number":
        return say("value.finite", **about)
    if kind == "literal_error":
        near = nearest(value, typing.get_args(field.annotation)) if isinstance(value, str) else None
        return say("value.choice", hint=hint(near), **about)
    return say("value.kind", wanted=WANTED.get(field.annotation, say("wanted.other")), **about)


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
