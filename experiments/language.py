"""Which language to speak: the one asked for, else the one of the surroundings."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

from .texts import Language

__all__ = ["can_write", "surrounding_language"]

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def surrounding_language(environment: Mapping[str, str] = os.environ) -> Language:
    """Return "zh" if the surroundings speak Chinese, else "en".

    The first of LANGUAGE, LC_ALL, LC_MESSAGES and LANG that is set decides. LANGUAGE is a list by
    preference, of which the first language that the project speaks counts.
    """
    value = next((environment[name] for name in VARIABLES if environment.get(name)), None)
    if value is None:
        value = locale.getlocale()[0] or ""
    for one in value.split(":"):
        if one.lower().startswith(("zh", "chinese")):
            return "zh"
        if one.lower().startswith(("en", "c.", "c_")) or one in ("C", "POSIX"):
            return "en"
    return "en"


def can_write(text: str, encoding: str | None) -> bool:
    """Return whether a console of this encoding can show the text."""
    try:
        text.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
