"""What the contrasts of the rows showed when they were last measured, as ``measured.json`` keeps it.

``docs/make_coverage.py --measure`` writes the file; a test runs the contrasts again.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Literal

from .contrasts import Contrast, Seen
from .covering import Entry, entries

__all__ = ["KEPT", "measured", "standing_of"]

KEPT = "measured.json"

Standing = Literal["shown", "in part", "not shown"]


@cache
def measured() -> dict[tuple[str, bool, Contrast], Seen]:
    """Return what was measured, by row, whether it is a condition that breaks a claim, and contrast.

    Raises:
        KeyError: if a contrast was not measured yet.
    """
    text = files(__package__).joinpath(KEPT).read_text(encoding="utf-8")
    rows = {(r["id"], r["breaks"], r["number"]): r for r in json.loads(text)["seen"]}
    found: dict[tuple[str, bool, Contrast], Seen] = {}
    for entry in entries():
        for breaks, contrasts in ((False, entry.change), (True, entry.breaks)):
            for n, contrast in enumerate(contrasts):
                row = rows[entry.id, breaks, n]
                numbers = [row[key] for key in ("reference", "difference", "low", "high", "n")]
                found[entry.id, breaks, contrast] = Seen(contrast, *numbers)
    return found


def standing_of(entry: Entry) -> Standing:
    """Return whether all contrasts of a row moved as claimed, some, or none."""
    moved = [measured()[entry.id, False, c].verdict == "as claimed" for c in entry.change]
    if all(moved):
        return "shown"
    return "in part" if any(moved) else "not shown"
