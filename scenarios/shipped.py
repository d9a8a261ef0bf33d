"""The scenarios that come with the package: their names and files."""

from __future__ import annotations

from pathlib import Path

from .saying import say

__all__ = ["CHOICES", "shipped_cases", "shipped_path"]

FOLDER = Path(__file__).parent / "cases"

CHOICES = say("choices")
"""How errors say which names there are; there are too many to say."""


def shipped_cases() -> list[str]:
    """Return the names of the scenarios that come with the package, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def shipped_path(name: str) -> Path:
    """Return the file of a scenario that comes with the package."""
    return FOLDER / f"{name}.toml"
