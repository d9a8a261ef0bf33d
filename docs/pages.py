"""What the makers of pages share: a table, and writing pages or telling which are stale."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["grid", "make", "rounded", "words_of"]


def grid(head: Iterable[Any], rows: Iterable[Iterable[Any]]) -> str:
    """Return a Markdown table."""
    lines = [[str(cell).replace("|", "\\|") for cell in line] for line in (head, *rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def rounded(value: Any, digits: int) -> Any:
    """Return a value with every number in it rounded."""
    if isinstance(value, dict):
        return {key: rounded(one, digits) for key, one in value.items()}
    if isinstance(value, list):
        return [rounded(one, digits) for one in value]
    return round(value, digits) if isinstance(value, float) else value


def make(
    maker: str,
    arguments: Sequence[str],
    pages: Callable[[], Mapping[Path, str]],
    measure: Callable[[], None] | None = None,
) -> int:
    """Write pages that differ, or only tell which do with ``--check``; return the exit code.

    Args:
        maker: the file that the reader is told to run.
        pages: makes the text of each page, from what was measured.
        measure: measures anew, with ``--measure``.
    """
    known = ["--check", *(["--measure"] if measure else [])]
    if unknown := set(arguments) - set(known):
        told = f"known: {', '.join(known)}"
        print(f"unknown argument {' '.join(sorted(unknown))}; {told}", file=sys.stderr)
        return 2
    if measure and "--measure" in arguments:
        measure()
    stale = 0
    for path, text in pages().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            print(f"docs/{path.name} is stale: run python docs/{maker}", file=sys.stderr)
            stale = 1
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    return stale


def words_of(file: Path, lang: str) -> dict[str, str]:
    """Return the words of a page in one language, by name, from a TOML file beside its maker."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    return {key: both[lang].strip() for key, both in told.items()}
