"""Levers, parameters and measures as a page that people read, as wide as the window."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from gongzhi.scenarios.saying import in_language
from gongzhi.scenarios.unit_labels import unit_label as unit_in_both

from ..texts import LANGUAGES, Language, say
from ..texts.lookups import CHOICES_ZH
from ..texts.sources import source_label
from .lookups import Row, group_labels
from .wording import measure_label, segment_label
from .wrapping import NARROWEST, WIDEST, wrap

__all__ = ["page", "unit_label"]

SMALL = 1e-4  # below it numbers are written with a power of ten unless told otherwise
INDENT = "    "


def page(rows: Sequence[Row], lang: Language, width: int | None = None) -> str:
    """Return rows under the names of their groups: name and label, then what else is known."""
    if width is None:
        width = shutil.get_terminal_size().columns
    width = max(NARROWEST, min(width, WIDEST))
    lines: list[str] = []
    for group, members in groupby(rows, _group):
        label = group_labels(next(row for row in rows if _group(row) == group))
        lines += [f"[{group}] {label[LANGUAGES.index(lang)]}", ""]
        for row in members:
            lines += _entry(row, lang, width)
        lines.append("")
    key = "lookup.confidences" if "confidence" in rows[0] else "lookup.count"
    return "\n".join([*lines, *_packed([say(lang, key, count=len(rows))], "", width)])


def unit_label(unit: str, lang: Language) -> str:
    """Return a unit in a language."""
    return str(in_language(unit_in_both(unit), lang))


def _group(row: Row) -> str:
    return str(row.get("section", row.get("group")))


def _entry(row: Row, lang: Language, width: int) -> list[str]:
    """Return the lines of one row."""
    name = row["name"].rpartition(".")[2]
    lines, join = _packed([f"{name}  {row[lang]}"], "  ", width), say(lang, "lookup.join")
    for part in _facts(row, lang):
        lines += _packed(part, INDENT, width, join)
    return lines


def _facts(row: Row, lang: Language) -> list[list[str]]:
    """Return what is known of a row: pieces that stand together on a line if there is room."""
    unit = unit_label(row["unit"], lang)
    if "source" in row:
        source = say(lang, "lookup.source", source=source_label(row["source"], lang))
    if "formula" in row:
        better = say(lang, f"lookup.better.{row['better']}")
        flags = [say(lang, f"lookup.{key}") for key, is_so in _flags(row) if is_so]
        chinese = lang == "zh"
        formula = say(lang, "lookup.formula", formula=row["formula_zh" if chinese else "formula"])
        return [[formula], [unit, better, *flags, source]]
    limits = [] if row["low"] is None else [_limits(row, lang)]
    if "section" in row:
        value = say(lang, "lookup.value", value=_written(row["value"]))
        confidence = say(lang, "lookup.confidence", letter=row["confidence"])
        return [[value, unit, *limits, confidence], [source]]
    if row["choices"]:
        limits = [say(lang, "lookup.choices", choices=_choices(row["choices"], lang))]
    written = _typed if row["unit"] == "seed" else _written
    default = written(row["default"]) or say(lang, "lookup.empty")
    default = say(lang, "lookup.default", value=default)
    rows = [say(lang, "lookup.rows", rows=" ".join(row["rows"]))] if row["rows"] else []
    return [[default, unit, *limits, *rows, *_moves(row, lang)]]


def _moves(row: Row, lang: Language) -> list[str]:
    """Return what a lever moves, and given what else; nothing for a fact of the setting."""
    if not row["moves"]:
        return []
    given = ", ".join(f"{name} = {_typed(value)}" for name, value in row["given"].items())
    sign, name = row["moves"][0], row["moves"][1:].rstrip("~")
    measure, _, segment = name.partition("@")
    label = measure_label(measure.rstrip("~"), lang)
    if segment:
        label = say(lang, "look.of", measure=label, segment=segment_label(segment, lang))
    told = say(lang, f"lookup.moves.{sign}", measure=label)
    return [told + say(lang, "lookup.given", given=given) if given else told]


def _flags(row: Row) -> list[tuple[str, bool]]:
    return [("segments", row["by_segment"]), ("headline", row["headline"])]


def _limits(row: Row, lang: Language) -> str:
    return say(lang, "lookup.range", low=_written(row["low"]), high=_written(row["high"]))


def _choices(names: Sequence[str], lang: Language) -> str:
    """Return what may be chosen, in Chinese with what each is called there."""
    if lang == "en":
        return ", ".join(names)
    return "、".join(f"{name}（{CHOICES_ZH[name]}）" for name in names)


def _typed(value: Any) -> str:
    """Return a value as one would type it, without commas in large numbers."""
    return _written(value).replace(",", "") if isinstance(value, (int, float)) else _written(value)


def _written(value: Any) -> str:
    """Return a value the way a scenario writes it, with commas in large numbers."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(_written(one) for one in value)
    if isinstance(value, str):
        return value
    return f"{Decimal(repr(value)):f}" if 0.0 < abs(value) < SMALL else f"{value:,.10g}"


def _packed(pieces: Sequence[str], indent: str, width: int, join: str = "; ") -> list[str]:
    """Return lines no wider than ``width``; broken between pieces first, then between words."""
    from rich.cells import cell_len

    lines = [pieces[0]]
    for piece in pieces[1:]:
        joined = f"{lines[-1]}{join}{piece}"
        if cell_len(indent + joined) <= width:
            lines[-1] = joined
        else:
            lines.append(piece)
    room = width - len(indent) - 2
    told = []
    for line in lines:
        if cell_len(indent + line) <= width:
            told.append(indent + line)
            continue
        first, *others = wrap(line, room)
        told += [indent + first, *(f"{indent}  {other}" for other in others)]
    return told
