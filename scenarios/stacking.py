"""Files that extend files: follow the chain, check every file in it, stack them into one case.

A file that ``extends`` another starts from it: its keys replace the other's one by one, and its
reforms come after the other's. What the other says about itself (name, title, note, what to look at)
is not taken over. A file that makes the run shorter leaves out the inherited reforms that would
never begin.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .assuming import check_assumptions
from .case import Case, Look
from .checking import Report, check_tables
from .document import LONGEST, Document, ReformTable
from .errors import Problem, ScenarioError, nearest, shown
from .levers import Levers, lever_fields
from .reading import parse_text, read_text
from .reforms import Reform, contradictions, overdrawn
from .saying import hint, say
from .setting import Setting
from .shipped import CHOICES, shipped_cases, shipped_path
from .street_setting import WEIGHTS, lay_over
from .street_table import FEWEST_RESIDENTS, MOST_RESIDENTS

__all__ = ["crowding", "read_case"]

LONGEST_CHAIN = 50


@dataclass(frozen=True)
class Layer:
    """One file of a chain: its name and place, what it says, and the report on it."""

    name: str
    path: Path | None
    tables: dict[str, Any]
    document: Document | None
    report: Report


def read_case(name: str, path: Path | None, text: str | None = None) -> Case:
    """Return the case that a file (or a text that stands in no file) describes.

    Raises:
        ScenarioError: with every problem of the file and of all that it extends.
    """
    chain, problems = _read_chain(_read_layer(name, path, text))
    months = _check_dates(chain)
    documents = [layer.document for layer in chain]
    setting = _setting(chain, problems)
    case = _stack(chain[0].name, [d for d in documents if d is not None], months, setting)
    doubtful = {key for layer in chain for key in layer.report.doubtful}
    if None not in documents and "setting" not in doubtful:
        for key, message in crowding(case.setting):
            chain[0].report.add(("setting", key), message)
        _check_levers(chain, case, doubtful)
    for layer in chain:
        problems += layer.report.told()
    if problems:
        raise ScenarioError(problems)
    return case


def crowding(setting: Setting) -> list[tuple[str, str]]:
    """Return what is wrong with a setting as a whole: pairs of a key and a message."""
    wrong: list[tuple[str, str]] = []
    sizes = {"count": setting.neighbourhoods, "residents": setting.residents}
    most = setting.residents // FEWEST_RESIDENTS
    if setting.neighbourhoods > most:
        wrong.append(("neighbourhoods", say("crowd.many", most=most, **sizes)))
    if setting.residents > MOST_RESIDENTS * setting.neighbourhoods:
        least = -(-setting.residents // MOST_RESIDENTS)
        wrong.append(("neighbourhoods", say("crowd.few", least=least, **sizes)))
    if setting.streets > setting.neighbourhoods:
        most = setting.neighbourhoods
        wrong.append(("streets", say("crowd.streets", count=setting.streets, most=most)))
    if setting.towns > setting.streets:
        wrong.append(("towns", say("crowd.towns", count=setting.towns, most=setting.streets)))
    if setting.neighbourhoods_csv and setting.streets > 1:
        wrong.append(("streets", say("crowd.one")))
    if not any(getattr(setting, name) > 0 for name in WEIGHTS):
        wrong.append((WEIGHTS[0], say("crowd.weights", names=", ".join(WEIGHTS))))
    return wrong


def _read_layer(name: str, path: Path | None, text: str | None = None) -> Layer:
    """Return one file (or text), checked by itself."""
    file = "<text>" if path is None else os.fspath(path)
    if text is None:
        assert path is not None
        text = read_text(path)
    tables, lines = parse_text(text, file)
    report = Report(file, lines)
    document = check_tables(tables, report)
    return Layer(name, path, tables, document, report)


def _read_chain(first: Layer) -> tuple[list[Layer], list[Problem]]:
    """Return a file and all that it extends, newest first, and the problems that broke it off."""
    chain, seen = [first], [_identity(first.path)]
    while (parent := _parent(chain[-1])) is not None:
        names = " → ".join(layer.path.name for layer in chain if layer.path is not None)
        if _identity(parent) in seen or len(chain) == LONGEST_CHAIN:
            chain[-1].report.add(("extends",), say("extends.circle", names=names, name=parent.name))
            break
        try:
            chain.append(_read_layer(parent.stem, parent))
        except ScenarioError as error:
            return chain, error.problems
        seen.append(_identity(parent))
    return chain, []


def _identity(path: Path | None) -> str:
    return "" if path is None else os.path.realpath(path)


def _parent(layer: Layer) -> Path | None:
    """Return the file that a layer extends; None if there is none (a wrong name is reported)."""
    value = layer.tables.get("extends")
    if not isinstance(value, str):
        return None
    if value in shipped_cases():
        return shipped_path(value)
    if layer.path is not None and value.endswith(".toml") and Path(value).name == value:
        beside = layer.path.parent / value
        if os.path.isfile(beside):
            return beside
    files = [] if layer.path is None else [path.name for path in layer.path.parent.glob("*.toml")]
    near = hint(nearest(value, [*shipped_cases(), *files]))
    message = say("extends.unknown", value=shown(value), hint=near, choices=CHOICES)
    layer.report.add(("extends",), message)
    return None


def _check_dates(chain: Sequence[Layer]) -> int:
    """Return the months of the run; report reforms that their own file dates after its end."""
    months = Document.model_fields["months"].default
    for layer in reversed(chain):
        own = layer.tables.get("months")
        months = own if type(own) is int and 1 <= own <= LONGEST else months
        reforms = layer.tables.get("reform")
        for number, reform in enumerate(reforms if isinstance(reforms, list) else []):
            start = reform.get("from") if isinstance(reform, dict) else None
            if type(start) is int and months <= start < LONGEST:
                message = say("reform.late", start=start, last=months - 1)
                layer.report.add(("reform", number, "from"), message)
    return months


def _check_levers(chain: Sequence[Layer], case: Case, doubtful: Collection[str]) -> None:
    """Report streets that are unknown, levers set twice, and parts that exceed their whole."""
    if crowding(case.setting):
        return
    for layer in chain:
        reforms = [] if layer.document is None else [_reform(t) for t in layer.document.reform]
        for number, key, message in contradictions(reforms, case.setting):
            inner = (key,) if key == "streets" else (lever_fields()[key][0], key)
            layer.report.add(("reform", number, *inner), message)
    told = set()
    for month in (0, *case.changes):
        for street in case.setting.street_names:
            for lever, message in overdrawn(case.levers_at(month, street), doubtful):
                if message not in told:
                    layer, path = _where(chain, lever, month)
                    layer.report.add(path, message)
                told.add(message)


def _where(chain: Sequence[Layer], lever: str, month: int) -> tuple[Layer, tuple[str | int, ...]]:
    """Return where a lever's value of a month is written, as far as that can be told."""
    group = lever_fields()[lever][0]
    for layer in chain:
        document = layer.document
        assert document is not None
        for number in reversed(range(len(document.reform))):
            table = document.reform[number]
            if lever in table.given() and table.from_month <= month < table.until:
                return layer, ("reform", number, group, lever)
    for layer in chain:
        if layer.document is not None and lever in layer.document.given():
            return layer, (group, lever)
    return chain[0], (group, lever)


def _setting(chain: Sequence[Layer], problems: list[Problem]) -> dict[str, Any]:
    """Return the setting that the files of a chain make, each laid over those that it extends."""
    setting: dict[str, Any] = {}
    for layer in reversed(chain):
        if layer.document is not None:
            given = layer.document.setting.model_dump(exclude_unset=True)
            folder = None if layer.path is None else layer.path.parent
            setting = lay_over(setting, given, folder, layer.report.add_setting, problems)
    return setting


def _stack(
    name: str, documents: Sequence[Document], months: int, setting: Mapping[str, Any]
) -> Case:
    """Return the case that documents make, the newest first and laid over the rest."""
    levers: dict[str, Any] = {}
    reforms: list[Reform] = []
    assumed: dict[str, float] = {}
    for document in reversed(documents):
        levers |= document.given()
        assumed |= check_assumptions(document.assumptions, lambda path, message: None)
        reforms += [_reform(table) for table in document.reform]
    about = documents[0].about if documents else Document().about
    name = about.name or name
    return Case(
        name=name,
        months=months,
        setting=Setting(**setting),
        levers=Levers(**levers),
        reforms=tuple(reform for reform in reforms if reform.from_month < months),
        title_en=about.title.en or about.title.zh or name,
        title_zh=about.title.zh or about.title.en or name,
        note_en=about.note.en or about.note.zh,
        note_zh=about.note.zh or about.note.en,
        assumptions=tuple(sorted(assumed.items())),
        rows=tuple(about.rows),
        look=tuple(Look(**dict(look)) for look in about.look),
    )


def _reform(table: ReformTable) -> Reform:
    """Return a reform from its table."""
    until = table.until if "until" in table.model_fields_set else None
    streets = tuple(table.streets) if isinstance(table.streets, list) else table.streets
    return Reform(table.from_month, table.given(), until, streets, table.spreads)
