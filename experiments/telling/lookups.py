"""What can be looked up: levers and setting, the parameter book, the measures."""

from __future__ import annotations

import typing
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any

from ..errors import InputError
from ..texts.lookups import GROUP_LABELS
from ..texts.sources import source_label

__all__ = ["LOOKUPS", "Row", "group_labels", "look_up"]

Row = dict[str, Any]
"""One thing that can be looked up; all of a kind have the same keys."""


def look_up(kind: str, words: Sequence[str] = ()) -> list[Row]:
    """Return the levers, parameters or measures that have all of some words.

    A word is found in the name, in the label of either language, in the group or in the source;
    capitals do not matter.

    Raises:
        InputError: if there is none; it tells the nearest names.
    """
    rows = LOOKUPS[kind]()
    wanted = [word.casefold().strip() for word in words]
    found = [row for row in rows if all(word in _haystack(row) for word in wanted)]
    if not found:
        near = _near(rows, wanted)
        key = "lookup.near" if near else "lookup.none"
        raise InputError(key, words=" ".join(words), names=", ".join(near))
    return found


def group_labels(row: Row) -> tuple[str, str]:
    """Return what the group of a row is called in English and Chinese."""
    group = str(row.get("section", row.get("group")))
    own = "platforms_book" if "section" in row and group == "platforms" else group
    return GROUP_LABELS.get(own, (group, group))


def _levers() -> list[Row]:
    """Return setting and levers, in the order of the schema."""
    from gongzhi.scenarios import Setting, lever_fields

    setting = {name: ("setting", field) for name, field in Setting.model_fields.items()}
    return [_lever(name, *home) for name, home in (setting | lever_fields()).items()]


def _lever(name: str, group: str, field: Any) -> Row:
    extra = field.json_schema_extra
    choices = typing.get_origin(field.annotation) is typing.Literal
    return {
        "name": name,
        "group": group,
        "unit": extra["unit"],
        "low": next((m.ge for m in field.metadata if hasattr(m, "ge")), None),
        "high": next((m.le for m in field.metadata if hasattr(m, "le")), None),
        "choices": list(typing.get_args(field.annotation)) if choices else None,
        "default": field.default,
        "en": field.description,
        "zh": extra["zh"],
        "rows": extra["rows"],
        "moves": extra["moves"],
        "given": extra["given"],
    }


def _parameters() -> list[Row]:
    """Return the parameter book, in its order."""
    from gongzhi.scenarios import default_book

    return [
        {
            "name": p.path,
            "section": p.section,
            "unit": p.unit,
            "low": p.low,
            "high": p.high,
            "value": p.value,
            "en": p.en,
            "zh": p.zh,
            "confidence": p.confidence,
            "source": p.source,
        }
        for p in default_book().parameters.values()
    ]


def _measures() -> list[Row]:
    """Return the measures, in their order."""
    from gongzhi.model.measures import MEASURES

    return [
        {
            "name": m.name,
            "group": m.group,
            "unit": m.unit,
            "en": m.en,
            "zh": m.zh,
            "formula": m.formula,
            "formula_zh": m.formula_zh,
            "better": m.better,
            "by_segment": m.by_segment,
            "headline": m.headline,
            "source": m.source,
        }
        for m in MEASURES.values()
    ]


LOOKUPS: dict[str, Callable[[], list[Row]]] = {
    "levers": _levers,
    "parameters": _parameters,
    "measures": _measures,
}


def _haystack(row: Row) -> str:
    """Return all that a word may be found in."""
    name, group = row["name"], row.get("section", row.get("group", ""))
    source = row.get("source", "")
    sources = [*row.get("rows", ()), source, source_label(source, "zh")]
    parts = [
        name,
        name.replace("_", " "),
        row["en"],
        row["zh"],
        group,
        *group_labels(row),
        *sources,
    ]
    return "\n".join(parts).casefold()


def _near(rows: Sequence[Row], words: Sequence[str]) -> list[str]:
    """Return the names that are most like what was asked for, up to three."""
    names = {row["name"]: row["name"] for row in rows}
    short = {row["name"].rpartition(".")[2]: row["name"] for row in rows}
    known = short | names
    asked = ["_".join(words), *words]
    near = [known[n] for word in asked for n in get_close_matches(word, known, 3, 0.55)]
    return list(dict.fromkeys(near))[:3]
