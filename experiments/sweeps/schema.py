"""What a plan may say: the closed schema of its tables, and what is wrong where one says something else."""

from __future__ import annotations

import typing
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gongzhi.scenarios.checking import Report
from gongzhi.scenarios.document import LONGEST
from gongzhi.scenarios.errors import nearest, shown
from gongzhi.scenarios.lines import KeyPath

__all__ = ["MOST", "Design", "Document", "Kept", "check_schema"]

MOST = 10_000_000
ALLOWED_BY_KIND: dict[str, set[str]] = {
    "grid": {"levels", "draws", "seed"},
    "one-at-a-time": {"levels"},
    "latin-hypercube": {"points", "seed"},
    "sobol": {"points", "seed", "second_order"},
    "morris": {"trajectories", "levels", "seed", "sections"},
    "csv": {"file"},
}
WANTED = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}


class Table(BaseModel):
    """A table of a plan: closed, frozen, strict about types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Design(Table):
    """How the points of a sweep are chosen; see ``designs``."""

    kind: Literal["grid", "one-at-a-time", "latin-hypercube", "sobol", "morris", "csv"] = "grid"
    levels: int | None = Field(None, ge=2, le=1000)
    draws: int = Field(0, ge=0, le=MOST)
    points: int = Field(128, ge=1, le=MOST)
    trajectories: int = Field(10, ge=2, le=MOST)
    second_order: bool = False
    sections: bool = False
    seed: int = Field(2013, ge=0, le=2**32 - 1)
    file: str = Field("", max_length=4000)


class Kept(Table):
    """What is kept of a run.

    Attributes:
        window: last months over which the measures of a run are averaged.
        series: the monthly measures of all residents, of each segment too, or none.
    """

    window: int = Field(24, ge=1, le=LONGEST)
    series: Literal["all", "segments", "none"] = "all"


class Document(Table):
    """A whole plan."""

    scenario: Any = "baseline-2013"
    months: int | None = Field(None, ge=1, le=LONGEST)
    seeds: Any = 8
    limit: float | None = Field(None, gt=0, le=10_000_000, allow_inf_nan=False)
    outside: bool = False
    design: Design = Design()
    fixed: dict[str, Any] = Field(default_factory=dict)
    levers: dict[str, Any] = Field(default_factory=dict)
    uncertainties: dict[str, Any] = Field(default_factory=dict)
    results: Kept = Kept()


def check_schema(tables: dict[str, Any], report: Report) -> Document:
    """Return the document that the tables make; with every mistake in the report, what is sound of it."""
    try:
        document = Document.model_validate(tables)
    except ValidationError as error:
        wrong = {str(complaint["loc"][0]) for complaint in error.errors()} | {"design", "results"}
        sound = {key: tables[key] for key in tables if key in Document.model_fields}
        document = Document.model_construct(**{k: v for k, v in sound.items() if k not in wrong})
        for complaint in error.errors(include_url=False, include_context=False):
            path = complaint["loc"]
            report.add(path, _message(path, complaint["type"], complaint["input"]))
    _check_design(tables.get("design"), report)
    return document


def _check_design(design: Any, report: Report) -> None:
    """Report keys that a kind of design does not have, and one that it needs."""
    kind = design.get("kind", "grid") if isinstance(design, dict) else "grid"
    if isinstance(design, dict) and isinstance(kind, str) and kind in ALLOWED_BY_KIND:
        for key in design:
            if key in Design.model_fields and key not in {"kind", *ALLOWED_BY_KIND[kind]}:
                kinds = [k for k, keys in ALLOWED_BY_KIND.items() if key in keys]
                report.add(
                    ("design", key), f'"{kind}" has no {key}; it belongs to {", ".join(kinds)}'
                )
        if kind == "csv" and not design.get("file"):
            report.add(
                ("design", "file"), 'kind = "csv" needs a file; allowed: file = "points.csv"'
            )


def _message(path: KeyPath, kind: str, value: Any) -> str:
    """Return what is wrong with one value, what is allowed, and the nearest key."""
    table: type[BaseModel] = Document
    for part in path[:-1]:
        inner = table.model_fields[str(part)].annotation
        table = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else table
    key = str(path[-1])
    if kind == "extra_forbidden":
        near = nearest(key, table.model_fields)
        hint = f'did you mean "{near}"?' if near else f"allowed: {', '.join(table.model_fields)}"
        return f"unknown key; {hint}"
    field = (
        table.model_fields[key]
        if key in table.model_fields
        else Document.model_fields[str(path[0])]
    )
    choices = typing.get_args(field.annotation)
    if kind == "literal_error":
        near = nearest(value, choices) if isinstance(value, str) else None
        hint = f' did you mean "{near}"?' if near else ""
        return f"{shown(value)} is not one of the choices;{hint} allowed: {', '.join(choices)}"
    if kind in ("model_type", "dict_type"):
        return f"{shown(value)} is not a table; allowed: [{key}]"
    bounds = [
        getattr(m, side) for m in field.metadata for side in ("ge", "gt", "le") if hasattr(m, side)
    ]
    wanted = next((WANTED[one] for one in (field.annotation, *choices) if one in WANTED), "a value")
    span = f", {bounds[0]:,}–{bounds[1]:,}" if len(bounds) == 2 else ""
    return f"{shown(value)} is not allowed; allowed: {wanted}{span}"
