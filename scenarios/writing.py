"""From values to TOML text: one way to write each scenario, so that equal ones hash equally."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .levers import GROUPS

__all__ = ["by_group", "write_toml"]


def write_toml(tables: Mapping[str, Any]) -> str:
    """Return TOML for keys, tables and lists of tables, nested as given and in the given order."""
    return "\n".join(_lines(tables, "")).lstrip("\n") + "\n"


def by_group(levers: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return flat levers in tables, one for each group that has any, in the order of the schema."""
    tables = {
        group: {name: levers[name] for name in schema.model_fields if name in levers}
        for group, schema in GROUPS.items()
    }
    return {group: table for group, table in tables.items() if table}


def _lines(table: Mapping[str, Any], prefix: str) -> Iterator[str]:
    """Yield the lines of one table: plain keys first, then the tables inside it."""
    inner = {key: value for key, value in table.items() if _holds_tables(value)}
    for key, value in table.items():
        if key not in inner:
            yield f"{key} = {_value(value)}"
    for key, value in inner.items():
        name = f"{prefix}{key}"
        header = f"[{name}]" if isinstance(value, Mapping) else f"[[{name}]]"
        for one in [value] if isinstance(value, Mapping) else value:
            yield from ("", header)
            yield from _lines(one, f"{name}.")


def _holds_tables(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and any(isinstance(one, Mapping) for one in value)
    )


def _value(value: Any) -> str:
    """Return one plain value in TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    return repr(value)
