"""Neighbourhoods of one's own: a CSV file with one row each, checked like a scenario.

Columns ``name``, ``population`` and ``housing`` are needed; the others may be left out or left empty,
and then the city's figures for that kind of housing hold, or the lever. A file is read once and told
from then on by its plain text (``written_out``), so that a case does not depend on where it stood.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from pathlib import Path

from .errors import Problem, ScenarioError, nearest, shown
from .reading import WHOLE_FILE, complaint, read_content
from .saying import Text, hint, say
from .street_shares import SHARES, check_shares
from .unit_labels import span

__all__ = [
    "COLUMNS",
    "FEWEST_RESIDENTS",
    "HOUSING",
    "MOST_RESIDENTS",
    "Neighbourhood",
    "parse_street",
    "read_street",
    "street_of",
    "written_out",
]

HOUSING = {
    "lanes": "老城厢",
    "workers": "老公房",
    "commodity": "商品房",
    "upscale": "高档国际社区",
    "resettlement": "动迁安置",
}
"""Kinds of housing, in the order of their codes."""

FEWEST_RESIDENTS, MOST_RESIDENTS = 20, 30_000
"""Residents that a neighbourhood may have."""

FEWEST_IN_ALL, MOST_IN_ALL, MOST_ROWS = 50, 2_000_000, 10_000
STAFF = (3.0, 20.0)
LONGEST_NAME = 100


@dataclass(frozen=True)
class Neighbourhood:
    """One row; None where the file leaves a cell empty."""

    name: str
    population: int
    housing: str
    share_under_15: float | None = None
    share_60_over: float | None = None
    share_nonlocal: float | None = None
    committee_staff: float | None = None


COLUMNS = tuple(field.name for field in fields(Neighbourhood))
NEEDED = COLUMNS[:3]
Cells = tuple[int, Mapping[str, str]]
"""The line of a row, and its cells by column."""


def read_street(path: Path) -> tuple[Neighbourhood, ...]:
    """Return the neighbourhoods of a file: UTF-8 with or without a mark, or GB18030.

    Raises:
        ScenarioError: with every problem of the file.
    """
    content, file = read_content(path, ".csv"), str(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return parse_street(text, file)
    raise ScenarioError([Problem(file, 1, WHOLE_FILE, say("csv.encoding"))])


def parse_street(text: str, file: str) -> tuple[Neighbourhood, ...]:
    """Return the neighbourhoods that a CSV text describes.

    Raises:
        ScenarioError: with every problem of the text; ``file`` is what it is called.
    """
    report = _Report(file)
    rows = _cells(text, report)
    found = [_neighbourhood(line, cells, report) for line, cells in rows]
    _check_names(rows, report)
    _check_totals(rows, found, report)
    if report.problems:
        raise ScenarioError(sorted(report.problems, key=lambda problem: problem.line))
    return tuple(one for one in found if one is not None)


def written_out(street: Sequence[Neighbourhood]) -> str:
    """Return the one CSV text of some neighbourhoods."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(["" if v is None else v for v in astuple(one)] for one in street)
    return out.getvalue()


@lru_cache(maxsize=16)
def street_of(text: str) -> tuple[Neighbourhood, ...]:
    """Return the neighbourhoods of a text that was checked before; none for an empty text."""
    return parse_street(text, "<neighbourhoods>") if text else ()


class _Report:
    """The problems of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(self, line: int, column: str, message: str) -> None:
        """Note a problem of a line and column; of the whole line if there is no column."""
        path = say("csv.column", column=column) if column else WHOLE_FILE
        self.problems.append(Problem(self.file, line, path, message))


def _cells(text: str, report: _Report) -> list[Cells]:
    """Return the rows of a CSV text by column, with the lines at which they begin."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    heads: list[str] | None = None
    rows: list[Cells] = []
    line = 1
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if any(values) and heads is None:
                heads = _heads(values, line, report)
            elif any(values):
                if len(values) > len(heads or ()):
                    about = {"cells": len(values), "columns": len(heads or ())}
                    report.add(line, "", say("csv.cells", **about))
                rows.append((line, dict(zip(heads or (), values, strict=False))))
            line = reader.line_num + 1
    except csv.Error as error:
        report.add(line, "", say("csv.wrong", reason=complaint(str(error), str(error))))
        return rows
    if heads is None:
        report.add(1, "", say("csv.empty", columns=",".join(COLUMNS)))
    elif not rows:
        report.add(1, "", say("csv.rows"))
    return rows


def _heads(values: list[str], line: int, report: _Report) -> list[str]:
    """Return the names of the columns; report those that are missing, unknown or there twice."""
    for name in dict.fromkeys(values):
        if name not in COLUMNS:
            near = hint(nearest(name, COLUMNS))
            report.add(line, name, say("csv.unknown", hint=near, columns=", ".join(COLUMNS)))
        elif values.count(name) > 1:
            report.add(line, name, say("csv.twice"))
    for name in NEEDED:
        if name not in values:
            report.add(line, name, say("csv.missing", columns=", ".join(NEEDED)))
    return values


def _neighbourhood(line: int, cells: Mapping[str, str], report: _Report) -> Neighbourhood | None:
    """Return one row; None with every problem in the report."""
    before = len(report.problems)
    name, housing = cells.get("name", ""), cells.get("housing", "")
    if "name" in cells and not 0 < len(name) <= LONGEST_NAME:
        report.add(line, "name", say("csv.name", value=shown(name), most=LONGEST_NAME))
    limits = (FEWEST_RESIDENTS, MOST_RESIDENTS)
    people = _number(
        line, "population", cells, limits, "people", report, needed="population" in cells
    )
    if people is not None and people != int(people):
        report.add(line, "population", say("csv.whole", value=shown(cells["population"])))
    kind = {chinese: word for word, chinese in HOUSING.items()}.get(housing, housing)
    if "housing" in cells and kind not in HOUSING:
        near = hint(nearest(housing, [*HOUSING, *HOUSING.values()]))
        choices = Text(
            ", ".join(f"{word} ({chinese})" for word, chinese in HOUSING.items()),
            "、".join(f"{chinese}（{word}）" for word, chinese in HOUSING.items()),
        )
        told = say("csv.housing", value=shown(housing), hint=near, choices=choices)
        report.add(line, "housing", told)
    shares = {c: _number(line, c, cells, (0.0, 1.0), "share", report) for c in SHARES}
    staff = _number(line, "committee_staff", cells, STAFF, "people", report)
    row = list(HOUSING).index(kind) if kind in HOUSING else None
    for column, message in check_shares(row, **shares):
        report.add(line, column, message)
    if len(report.problems) > before or people is None:
        return None
    return Neighbourhood(name, int(people), kind, **shares, committee_staff=staff)


def _number(
    line: int,
    column: str,
    cells: Mapping[str, str],
    limits: tuple[float, float],
    unit: str,
    report: _Report,
    needed: bool = False,
) -> float | None:
    """Return the number in a cell; None if it is empty or, with a problem reported, no number."""
    text = cells.get(column, "")
    low, high = limits
    about = {"value": shown(text), "allowed": span(unit, low, high)}
    if not text:
        if needed:
            report.add(line, column, say("csv.blank", **about))
        return None
    try:
        value = float(text.replace("_", "?"))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        per_cent = say("csv.percent") if text.endswith(("%", "％")) else hint(None)
        report.add(line, column, say("csv.number", hint=per_cent, **about))
    elif not low <= value <= high:
        report.add(line, column, say("value.range", **about))
    else:
        return value
    return None


def _check_names(rows: Sequence[Cells], report: _Report) -> None:
    """Report names that were given before."""
    seen: dict[str, int] = {}
    for line, cells in rows:
        name = cells.get("name", "")
        if name and name in seen:
            report.add(line, "name", say("csv.same", value=shown(name), line=seen[name]))
        seen.setdefault(name, line)


def _check_totals(
    rows: Sequence[Cells], found: Sequence[Neighbourhood | None], report: _Report
) -> None:
    """Report a street that is too small or too large as a whole."""
    if len(rows) > MOST_ROWS:
        report.add(rows[MOST_ROWS][0], "", say("csv.many", most=MOST_ROWS))
    total = sum(one.population for one in found if one is not None)
    if total > MOST_IN_ALL or (total < FEWEST_IN_ALL and rows and None not in found):
        limits = {"low": FEWEST_IN_ALL, "high": MOST_IN_ALL}
        report.add(rows[-1][0], "population", say("csv.sum", total=total, **limits))
