"""Lines as wide as the window, in Chinese and English: no word is cut, and none begins with a full stop."""

from __future__ import annotations

import re
import shutil
import sys

__all__ = ["NARROWEST", "WIDEST", "for_the_window", "wrap"]

OPEN, CLOSE = "（【“《‘", "。，；：、！？）】”》’"
UNIT = re.compile(rf"(?:[{OPEN}]\s*)*(?:[!-~]+|[^\s!-~])(?:\s*[{CLOSE}])*|\s+")
"""What stays together: a word of Latin letters or one Chinese character, with the marks about it."""

HANG = re.compile(r"\s*(?:\d{4}-\d{2}\s+)?")
"""What a line begins with and the next ones stand under: spaces, and a month."""

WIDEST, NARROWEST = 100, 40


def wrap(line: str, width: int) -> list[str]:
    """Return a line cut into lines of at most so many columns; a longer word has one of its own."""
    from rich.cells import cell_len

    told, now = [], ""
    for unit in UNIT.findall(line):
        if now and cell_len((now + unit).rstrip()) > width:
            told.append(now.rstrip())
            now = ""
        now += unit if now else unit.lstrip()
    return [*told, now.rstrip()] if now.strip() or not told else told


def for_the_window(text: str) -> str:
    """Return a text as wide as the window, lines going on under where they began; else as it is."""
    if not sys.stdout.isatty():
        return text
    width = max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))
    lines = []
    for line in text.splitlines():
        start = HANG.match(line)
        head = start.group() if start else ""
        first, *others = wrap(line[len(head) :], width - len(head))
        lines += [head + first, *(" " * len(head) + other for other in others)]
    return "\n".join(lines)
