"""Where each key of a TOML file stands: from a key path to a line number.

``tomllib`` says what a file holds but not where. This finder walks the same text once, and notes
the line at which every table, key, inline key and array element first appears. It also refuses text
that is nested beyond any sense before the parser meets it. It judges nothing else: on text that is
not TOML it stops, and ``tomllib`` says what is wrong.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from contextlib import suppress

__all__ = ["DEEPEST", "KeyPath", "NestingError", "find_lines"]

KeyPath = tuple[str | int, ...]

DEEPEST = 32
"""Parts that a key path may have; a scenario needs four."""

BLANK = re.compile(r"[ \t]*")
BLANK_LINES = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
BASIC = re.compile(r'"(?:[^"\\\n]|\\.)*"')
LITERAL = re.compile(r"'[^'\n]*'")
LONG_STRING = re.compile(r'"""(?:\\.|[^\\])*?"""(?:"{0,2})' + r"|'''.*?'''(?:'{0,2})", re.DOTALL)
SCALAR = re.compile(r"[^,\]}#\n]+")


class NestingError(Exception):
    """A key path with more than ``DEEPEST`` parts; ``line`` says where."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


class LostError(Exception):
    """The text cannot be followed further."""


def find_lines(text: str) -> dict[KeyPath, int]:
    """Map every key path of a TOML text to the line (1-based) where it first appears.

    Array elements are numbered from 0: ``("reform", 1, "funding", "reserve_share")``. Text that is
    not TOML gives the paths up to the place where it stops making sense.

    Raises:
        NestingError: for a path with more than ``DEEPEST`` parts.
    """
    finder = _Finder(text)
    with suppress(LostError):
        finder.read_file()
    return finder.lines


class _Finder:
    """One walk through a text: where it is, and what it has seen."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.line_ends = [match.start() for match in re.finditer("\n", text)]
        self.lines: dict[KeyPath, int] = {}
        self.array_lengths: dict[KeyPath, int] = {}

    def read_file(self) -> None:
        """Read tables and keys until the text ends."""
        table: KeyPath = ()
        while self._skip(BLANK_LINES):
            if self._take("[["):
                table = self._enter(self._read_key(), of_array=True)
                self._expect("]]")
            elif self._take("["):
                table = self._enter(self._read_key(), of_array=False)
                self._expect("]")
            else:
                self._read_pair(table)

    def _read_pair(self, table: KeyPath) -> None:
        """Read ``key = value`` and note the key."""
        line, path = self._line(), table
        for part in self._read_key():
            path = self._note((*path, part), line)
        self._expect("=")
        self._skip(BLANK)
        self._read_value(path)

    def _enter(self, parts: list[str], of_array: bool) -> KeyPath:
        """Note a header and return the path of its table, with the number of each array element."""
        line = self._line()
        path: KeyPath = ()
        for at, part in enumerate(parts):
            path = self._note((*path, part), line)
            if of_array and at == len(parts) - 1:
                self.array_lengths[path] = self.array_lengths.get(path, 0) + 1
            if path in self.array_lengths:
                path = self._note((*path, self.array_lengths[path] - 1), line)
        return path

    def _read_key(self) -> list[str]:
        """Read a key of one or more parts and return the parts."""
        parts = []
        while True:
            self._skip(BLANK)
            parts.append(self._read_key_part())
            self._skip(BLANK)
            if len(parts) > DEEPEST:
                raise NestingError(self._line())
            if not self._take("."):
                return parts

    def _read_key_part(self) -> str:
        """Read a bare or quoted part of a key and return what it says."""
        bare = self._match(BARE_KEY)
        if bare is not None:
            return bare
        quoted = self._match(LITERAL) or self._match(BASIC)
        if quoted is None:
            raise LostError
        if "\\" not in quoted or quoted[0] == "'":
            return quoted[1:-1]
        try:
            return str(tomllib.loads(f"key = {quoted}")["key"])
        except ValueError:
            raise LostError from None

    def _read_value(self, path: KeyPath) -> None:
        """Read past one value, noting what stands inside arrays and inline tables."""
        if self._take("["):
            self._read_array(path)
        elif self._take("{"):
            self._read_inline_table(path)
        elif not any(self._match(kind) for kind in (LONG_STRING, BASIC, LITERAL, SCALAR)):
            raise LostError

    def _read_array(self, path: KeyPath) -> None:
        """Read the rest of an array whose bracket is open."""
        number = 0
        while self._skip(BLANK_LINES) and not self._take("]"):
            self._read_value(self._note((*path, number), self._line()))
            number += 1
            self._skip(BLANK_LINES)
            if not self._take(","):
                self._expect("]")
                return

    def _read_inline_table(self, path: KeyPath) -> None:
        """Read the rest of an inline table whose brace is open."""
        while self._skip(BLANK_LINES) and not self._take("}"):
            self._read_pair(path)
            self._skip(BLANK_LINES)
            if not self._take(","):
                self._expect("}")
                return

    def _note(self, path: KeyPath, line: int) -> KeyPath:
        """Note the first line of a path, and return the path."""
        if len(path) > DEEPEST:
            raise NestingError(line)
        self.lines.setdefault(path, line)
        return path

    def _line(self) -> int:
        return bisect_right(self.line_ends, self.place - 1) + 1

    def _match(self, pattern: re.Pattern[str]) -> str | None:
        match = pattern.match(self.text, self.place)
        if match is None:
            return None
        self.place = match.end()
        return match.group()

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        """Skip what may be skipped; return whether any text is left."""
        self._match(pattern)
        return self.place < len(self.text)

    def _take(self, mark: str) -> bool:
        found = self.text.startswith(mark, self.place)
        self.place += len(mark) * found
        return found

    def _expect(self, mark: str) -> None:
        if not self._take(mark):
            raise LostError
