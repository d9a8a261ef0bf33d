"""A scenario as TOML that people read: comments say what it is, what to look at, what levers are called."""

from __future__ import annotations

from typing import Any

from gongzhi.scenarios import Case, Setting, lever_fields
from gongzhi.scenarios.levers import GROUPS
from gongzhi.scenarios.saying import in_language
from gongzhi.scenarios.unit_labels import unit_label

from ..texts import LANGUAGES, Language, say
from ..texts.lookups import CHOICES_ZH, GROUP_LABELS
from .looking import look_in_words
from .wording import title
from .wrapping import wrap

__all__ = ["case_as_text"]

COMMENT, VALUES = 96, 36
"""Columns of the comments at the top, and after which those about levers stand."""


def case_as_text(case: Case, lang: Language) -> str:
    """Return a scenario as TOML that loads as the same, with comments in a language."""
    note = case.note_zh if lang == "zh" else case.note_en
    head = [title(case, lang), *wrap(note, COMMENT)]
    if case.look:
        looks = [f"  {look_in_words(look, lang)}" for look in case.look]
        head += [say(lang, "look.head"), *looks]
    comments = [f"# {line}" for line in head if line]
    lines = [_commented(line, lang) for line in case.text.splitlines()]
    return "\n".join([*comments, "", *lines, ""])


def _commented(line: str, lang: Language) -> str:
    """Return a line with what its group or its lever is called, if it is of one."""
    group = line.strip("[]").removeprefix("reform.")
    if line.startswith("[") and group in (*GROUPS, "setting"):
        return f"{line}  # {GROUP_LABELS[group][LANGUAGES.index(lang)]}"
    name, equals, value = line.partition(" = ")
    if not equals or name not in FIELDS:
        return line
    field = FIELDS[name]
    label = field.json_schema_extra["zh"] if lang == "zh" else field.description
    what = CHOICES_ZH.get(value.strip('"')) if lang == "zh" else None
    unit = str(field.json_schema_extra["unit"])
    told = what or (in_language(unit_label(unit), lang) if unit not in UNTOLD else "")
    about = (f"（{told}）" if lang == "zh" else f" ({told})") if told else ""
    return f"{line.ljust(VALUES)}  # {label}{about}"


FIELDS: dict[str, Any] = {
    **{name: field for name, (_, field) in lever_fields().items()},
    **Setting.model_fields,
}
"""What is set in a scenario, with labels and units."""

UNTOLD = ("choice", "yes/no", "text", "file")
"""Units that say nothing beside a value."""
