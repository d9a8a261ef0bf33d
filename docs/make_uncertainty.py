"""The pages ``uncertainty.md`` and ``uncertainty.zh.md``: how sure the headline results are.

    python docs/make_uncertainty.py              rewrite the pages
    python docs/make_uncertainty.py --check      exit code 1 if one of them is stale
    python docs/make_uncertainty.py --measure    run all first (five minutes on two free cores)

The words stand in ``uncertainty.toml`` and the numbers in ``uncertainty.json``, which only ``--measure``
writes.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pages import grid, make, words_of

from gongzhi.experiments.program import version
from gongzhi.experiments.robustness.decomposing import PARTS, precision, runs_needed, tell_variance
from gongzhi.experiments.robustness.failing import PLAUSIBLE
from gongzhi.experiments.robustness.nesting import (
    KINDS,
    MEASURES,
    REFORMS,
    SIZE,
    cube,
    live_nested,
)
from gongzhi.experiments.robustness.place import WINDOW
from gongzhi.experiments.telling.answers import as_json
from gongzhi.experiments.telling.wording import measure_label
from gongzhi.experiments.texts import Language, say

__all__ = ["KEPT", "PAGES", "main", "page"]

FOLDER = Path(__file__).parent
KEPT = FOLDER / "uncertainty.json"
PAGES: dict[Language, Path] = {
    "en": FOLDER / "uncertainty.md",
    "zh": FOLDER / "uncertainty.zh.md",
}
DRAWS = {"book": 1, "calibrated": 16, "ranges": 20}
SOCIETIES = {"book": 16, "calibrated": 2, "ranges": 2}
LUCK = 2
SEEDS = (4, 8, 16, 30, 64)
HALF = {"participation_rate": 0.001, "resolution_rate": 0.01}
"""Half-widths that would be small: a tenth of a point of participation, a point of resolution."""

ALL_KINDS = (*KINDS, "plausible")


def measure() -> None:
    """Live the design, and keep what it says, rounded."""
    table = live_nested(DRAWS, SOCIETIES, LUCK, progress=True)
    rows = []
    for kind in ALL_KINDS:
        for reform in REFORMS:
            for name in MEASURES:
                values = _values(table, kind, reform, name)
                if np.isfinite(values).all(axis=(1, 2)).sum() > (kind != "book"):
                    rows.append(
                        {"kind": kind, "reform": reform, "measure": name, **tell_variance(values)}
                    )
    how = {**SIZE, "window": WINDOW, "draws": DRAWS, "societies": SOCIETIES, "luck": LUCK}
    how |= {"version": version(), "date": date.today().isoformat()}
    rounded = pd.DataFrame(rows).round(6).to_dict("records")
    KEPT.write_text(as_json({"how": how, "rows": rounded}) + "\n", encoding="utf-8")


def _values(table: pd.DataFrame, kind: str, reform: str, name: str) -> np.ndarray:
    """Return the differences of a kind; "plausible" are draws of the ranges with a plausible baseline."""
    if kind != "plausible":
        return cube(table, kind, reform, name, "difference")
    inside = np.ones(DRAWS["ranges"], bool)
    for measure_, (low, high) in PLAUSIBLE.items():
        base = cube(table, "ranges", reform, measure_, "baseline").mean(axis=(1, 2))
        inside &= (base >= low) & (base <= high)
    return cube(table, "ranges", reform, name, "difference")[inside]


# ---- the pages -----------------------------------------------------------------------------------

WORDS = FOLDER / "uncertainty.toml"


def page(lang: Language, kept: dict[str, Any]) -> str:
    """Return a page, from the numbers that were kept."""
    words, how = words_of(WORDS, lang), kept["how"]
    about = {**how, **how["draws"], "book": how["societies"]["book"]}
    about["societies"] = how["societies"]["ranges"]
    parts = [words["top"].format(**about)]
    for name in MEASURES:
        parts.append(words["split"].format(measure=measure_label(name, lang)))
        parts.append(_split([row for row in kept["rows"] if row["measure"] == name], lang))
    parts += [words["seeds"], _seeds(kept["rows"], lang), words["end"]]
    return "\n\n".join(parts) + "\n"


def _split(rows: list[dict[str, Any]], lang: Language) -> str:
    keys = ("reform", "kind", "mean", "sd", *PARTS, "negative", "draws")
    lines = [
        [
            f"`{row['reform']}`",
            say(lang, f"uncertainty.{row['kind']}"),
            f"{100.0 * row['mean']:+.2f}",
            f"{100.0 * row['sd']:.2f}",
            *(_share(row, part) for part in PARTS),
            "-" if row["kind"] == "book" else f"{100.0 * row['negative']:.0f} %",
            "-" if row["kind"] == "book" else str(row["draws"]),
        ]
        for reform in REFORMS
        for row in rows
        if row["reform"] == reform
    ]
    return grid([say(lang, f"uncertainty.{key}") for key in keys], lines)


def _share(row: dict[str, Any], part: str) -> str:
    if part == "parameters" and row["kind"] == "book":
        return "-"
    ends = f"{100.0 * row[f'{part}_low']:.0f}–{100.0 * row[f'{part}_high']:.0f}"
    return f"{100.0 * row[part]:.0f} % ({ends})"


def _seeds(rows: list[dict[str, Any]], lang: Language) -> str:
    heads = [say(lang, "uncertainty.reform"), "", *(f"{n}" for n in SEEDS), ""]
    lines = []
    for row in rows:
        if row["kind"] != "book":
            continue
        name = row["measure"]
        cells = [
            "{:.2f} (± {:.2f})".format(*(100.0 * each for each in precision(row["sd"], n)))
            for n in SEEDS
        ]
        half = f"{100.0 * HALF[name]:g}"
        needed = (
            f"{say(lang, 'uncertainty.needed', half=half)}: {runs_needed(row['sd'], HALF[name])}"
        )
        lines.append([f"`{row['reform']}`", measure_label(name, lang), *cells, needed])
    return grid(heads, lines)


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or only tell whether they are up to date."""
    return make(Path(__file__).name, arguments, _pages, measure)


def _pages() -> dict[Path, str]:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return {path: page(lang, kept) for lang, path in PAGES.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
