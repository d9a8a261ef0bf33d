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
from .messages import COMPLAINTS
from .saying import Text, say

__all__ = ["WHOLE_FILE", "complaint", "parse_text", "read_content", "read_text"]

LARGEST = 1_000_000
"""Bytes that a scenario file may have."""

WHOLE_FILE = say("file")
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
        message = say("file.utf8", start=start, byte=error.object[start])
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
        raise _problem(path, 0, say("file.missing")) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _problem(path, 0, say("file.unreadable", reason=reason)) from None
    if not stat.S_ISREG(mode):
        kind = "file.folder" if stat.S_ISDIR(mode) else "file.odd"
        raise _problem(path, 0, say(kind, ending=ending))
    if len(content) > LARGEST:
        raise _problem(path, 1, say("file.large", most=LARGEST))
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
        raise _problem(file, deep.line, say("file.deep", most=DEEPEST)) from None
    except RecursionError:
        raise _problem(file, 1, say("file.deep", most=DEEPEST)) from None
    except ValueError as error:
        raise _syntax_problem(text, file, error) from None
    if not tables:
        raise _problem(file, 1, say("file.empty"))
    return tables, lines


def _syntax_problem(text: str, file: str, error: ValueError) -> ScenarioError:
    """Return what the TOML parser complains about, with its line and column."""
    endless = ENDLESS_INTEGER.search(text)
    if not isinstance(error, tomllib.TOMLDecodeError):
        line = text.count("\n", 0, endless.start()) + 1 if endless else 1
        return _problem(file, line, say("file.digits"))
    place = SYNTAX_PLACE.search(str(error))
    what = str(error)[: place.start()] if place else str(error)
    hint = next(
        (f" ({SYNTAX_HINTS[start]})" for start in SYNTAX_HINTS if what.startswith(start)), ""
    )
    told = complaint(what, shortened(what) + hint)
    if place and place.group(1):
        message = say("toml.column", column=place.group(2), what=told)
        return _problem(file, int(place.group(1)), message)
    return _problem(file, text.rstrip("\n").count("\n") + 1, say("toml.end", what=told))


def complaint(what: str, english: str) -> Text:
    """Return what a parser complains of; in Chinese as far as that is known, else as it is."""
    known = [start for start in COMPLAINTS if what.startswith(start)]
    return Text(english, COMPLAINTS[max(known, key=len)] if known else english)


def _problem(file: str | Path, line: int, message: Text) -> ScenarioError:
    return ScenarioError([Problem(os.fspath(file), line, WHOLE_FILE, message)])
