"""The patterns that the model is held against, one file each.

To add one, copy a file and change it: every module here that has a ``PATTERN`` is found by itself.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from .pattern import Pattern

__all__ = ["Pattern", "file_of", "patterns"]


@cache
def patterns() -> dict[str, Pattern]:
    """Return the patterns by id, in order of their numbers."""
    return {pattern.id: pattern for pattern in sorted(_found(), key=_order)}


@cache
def file_of(pattern: str) -> Path:
    """Return the file that declares a pattern."""
    return next(path for mine, path in _found().items() if mine.id == pattern)


@cache
def _found() -> dict[Pattern, Path]:
    names = sorted(module.name for module in iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return {
        module.PATTERN: Path(str(module.__file__))
        for module in modules
        if hasattr(module, "PATTERN")
    }


def _order(pattern: Pattern) -> tuple[int, str]:
    number = re.search(r"\d+", pattern.id)
    return (int(number.group()) if number else 0, pattern.id)
