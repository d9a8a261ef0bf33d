"""From a file to its tables: everything that can be wrong before a word of it is understood."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from .errors import Problem, ScenarioError, shortened
from .lines import DEEPEST, KeyPath, NestingError, find_lines

__all__ = ["WHOLE_FILE", "parse_text", "read_content", "read_text"]

LARGEST = 1_000_000
"""Bytes that a scenario file may have."""

WHOLE_FILE = "(file)"
"""The path of a problem that is no single key's."""

ENDLESS_INTEGER = re.compile(r"\d[\d_]{4000,}")
SYNTAX_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
SYNTAX_HINTS = {
    "Cannot overwrite a value": "a key or table is given twice",
    "Cannot declare": "a table is given twice",
}


def read_text(path: Path) -> str:
    """Return the text of a scenario file, with plain line ends.

    Raises:
        ScenarioError: if the file is missing, a directory, unreadable, too large, or not UTF-8.
    """
    content = read_content(path, ".toml")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        start = error.start
        message = f"byte {start} (0x{error.object[start]:02x}) is not UTF-8; save the file as UTF-8"
        raise _problem(path, content.count(b"\n", 0, start) + 1, message) from None


def read_content(path: Path, ending: str) -> bytes:
    """Return the bytes of a file; ``ending`` is the kind of file that is wanted.

    Raises:
        ScenarioError: if the file is missing, a directory, unreadable or too large.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _problem(path, 0, "there is no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _problem(path, 0, f"the file cannot be read: {reason}") from None
    if not stat.S_ISREG(mode):
        kind = "a directory" if stat.S_ISDIR(mode) else "not an ordinary file"
        raise _problem(path, 0, f"this is {kind}; allowed: a {ending} file")
    if len(content) > LARGEST:
        raise _problem(path, 1, f"the file is too large; allowed: up to {LARGEST:,} bytes")
    return content


def parse_text(text: str, file: str) -> tuple[dict[str, Any], dict[KeyPath, int]]:
    """Return the tables of a TOML text, and the line of every key path in it.

    Raises:
        ScenarioError: if the text is empty, nested beyond sense, or not TOML.
    """
    try:
        lines = find_lines(text)
        tables = tomllib.loads(text)
    except NestingError as deep:
        raise _problem(file, deep.line, f"nested too deep; allowed: {DEEPEST} levels") from None
    except RecursionError:
        raise _problem(file, 1, f"nested too deep; allowed: {DEEPEST} levels") from None
    except ValueError as error:
        raise _syntax_problem(text, file, error) from None
    if not tables:
        message = 'the file is empty; the least it can say is: extends = "baseline-2013"'
        raise _problem(file, 1, message)
    return tables, lines


def _syntax_problem(text: str, file: str, error: ValueError) -> ScenarioError:
    """Return what the TOML parser complains about, with its line and column."""
    endless = ENDLESS_INTEGER.search(text)
    if not isinstance(error, tomllib.TOMLDecodeError):
        line = text.count("\n", 0, endless.start()) + 1 if endless else 1
        return _problem(file, line, "a number with too many digits")
    complaint = str(error)
    place = SYNTAX_PLACE.search(complaint)
    what = complaint[: place.start()] if place else complaint
    hint = next(
        (f" ({SYNTAX_HINTS[start]})" for start in SYNTAX_HINTS if what.startswith(start)), ""
    )
    if place and place.group(1):
        line, column = int(place.group(1)), f" at column {place.group(2)}"
    else:
        ended = text.rstrip("\n")
        line, column = ended.count("\n") + 1, " at the end of the file"
    return _problem(file, line, f"not valid TOML{column}: {shortened(what)}{hint}")


def _problem(file: str | Path, line: int, message: str) -> ScenarioError:
    return ScenarioError([Problem(os.fspath(file), line, WHOLE_FILE, message)])
