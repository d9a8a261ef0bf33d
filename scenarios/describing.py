"""How keys are spoken of: what one allows, where it belongs, what a wrong one was meant to be."""

from __future__ import annotations

import typing
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .document import Document, ReformTable
from .errors import nearest, shortened
from .levers import GROUPS, lever_fields
from .lines import KeyPath
from .saying import Text, in_language, say
from .setting import Setting
from .unit_labels import span

__all__ = [
    "KEYS_OF_A_REFORM",
    "WANTED",
    "allowed",
    "fields_of",
    "unknown_key",
    "unknown_keyword",
    "written",
]

WANTED: dict[Any, Text] = {
    bool: say("wanted.bool"),
    int: say("wanted.int"),
    float: say("wanted.float"),
    str: say("wanted.str"),
}

KEYS_OF_A_REFORM = ("from", "until", "streets", "spreads")


def written(path: Sequence[str | int]) -> str:
    """Return a key path the way people write it: ``reform[0].funding.reserve_share``."""
    text = ""
    for part in path:
        key = f"[{part}]" if isinstance(part, int) else shortened(part)
        text += key if not text or isinstance(part, int) else f".{key}"
    return text


def fields_of(table: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return a table's fields by the key that a file uses."""
    return {field.alias or name: field for name, field in table.model_fields.items()}


def allowed(field: FieldInfo) -> Text:
    """Return the unit and range of a key, ``share, 0–0.5``, or the choices it has."""
    if typing.get_origin(field.annotation) is typing.Literal:
        choices = [say("shown.text", value=choice) for choice in typing.get_args(field.annotation)]
        return Text(", ".join(choices), "、".join(in_language(choice, "zh") for choice in choices))
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    if low is None or high is None:
        return WANTED.get(field.annotation, say("wanted.table"))
    extra = field.json_schema_extra
    unit = extra.get("unit") if isinstance(extra, dict) else None
    return span(str(unit), low, high)


def home_of(key: str) -> tuple[str, FieldInfo] | None:
    """Return the table of a lever or setting and its field; None for any other key."""
    if key in Setting.model_fields:
        return "setting", Setting.model_fields[key]
    return lever_fields().get(key)


def unknown_key(path: KeyPath, table: type[BaseModel], value: Any) -> Text:
    """Return what is wrong with a key that its table does not know, and where it belongs."""
    key = str(path[-1])
    in_reform = path[0] == "reform" and len(path) > 2
    home = home_of(key)
    if in_reform and (key == "setting" or (home and home[0] == "setting")):
        return say("key.no.reform")
    if home:
        noun = say("noun.setting" if home[0] == "setting" else "noun.lever")
        name = f"reform.{home[0]}" if in_reform else home[0]
        return say("key.home", noun=noun, table=name, allowed=allowed(home[1]))
    if key in KEYS_OF_A_REFORM:
        return say("key.reform")
    if key in Document.model_fields:
        if key in ("extends", "months"):
            return say("key.top")
        return say("key.table", table="[[reform]]" if key == "reform" else f"[{key}]")
    return _meant(key, table, _noun(table, value))


def unknown_keyword(key: str) -> Text:
    """Return what is wrong with a keyword that is no lever, setting or ``months``."""
    near = nearest(key, [*lever_fields(), *Setting.model_fields, "months"])
    if near is None:
        return say("unknown.keyword")
    field = Document.model_fields["months"] if near == "months" else _known(near)[1]
    return say("unknown.near", noun=say("noun.keyword"), near=near, allowed=allowed(field))


def _known(key: str) -> tuple[str, FieldInfo]:
    home = home_of(key)
    assert home is not None
    return home


def _noun(table: type[BaseModel], value: Any) -> Text:
    """Return what an unknown key of a table is called."""
    if table in GROUPS.values():
        return say("noun.lever")
    if table is Setting:
        return say("noun.setting")
    has_groups = table in (Document, ReformTable)
    return say("noun.table" if has_groups and isinstance(value, dict) else "noun.key")


def _meant(key: str, table: type[BaseModel], noun: Text) -> Text:
    """Return the known key that is nearest to an unknown one, or all that its table allows."""
    own = fields_of(table)
    near = nearest(key, [*own, *lever_fields(), *Setting.model_fields])
    if near is None:
        return say("unknown", noun=noun, names=", ".join(own))
    if near not in own:
        home, field = _known(near)
        about = {"near": near, "table": home, "allowed": allowed(field)}
        return say("unknown.elsewhere", noun=noun, **about)
    if near == "reform":
        return say("unknown.table", noun=noun, table="[[reform]]")
    inner = own[near].annotation
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return say("unknown.table", noun=noun, table=f"[{near}]")
    return say("unknown.near", noun=noun, near=near, allowed=allowed(own[near]))
