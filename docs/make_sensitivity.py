"""The pages ``sensitivity.md`` and ``sensitivity.zh.md``: which assumptions the results hang on.

    python docs/make_sensitivity.py              rewrite the pages
    python docs/make_sensitivity.py --check      exit code 1 if one of them is stale
    python docs/make_sensitivity.py --measure    run all first (half an hour on two free cores)

The numbers are kept in ``sensitivity.json``, which only ``--measure`` writes, with the figures; the words
stand in ``sensitivity.toml``. Runs are kept in ``results/sensitivity``: a measurement that was interrupted
goes on there.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from pages import grid, make, rounded, words_of

from gongzhi.experiments.figures.sensitivity import draw_sensitivity, output_label
from gongzhi.experiments.figures.style import save_picture
from gongzhi.experiments.program import version
from gongzhi.experiments.robustness.failing import drawn
from gongzhi.experiments.robustness.place import MONTHS, PLACE, WINDOW
from gongzhi.experiments.robustness.screening import (
    OUTPUTS,
    effects,
    indices,
    live_both,
    strongest,
)
from gongzhi.experiments.sweeps.designs import section_of
from gongzhi.experiments.telling.answers import as_json
from gongzhi.experiments.texts import LANGUAGES, Language, say

__all__ = ["KEPT", "PAGES", "main", "page"]

FOLDER = Path(__file__).parent
KEPT = FOLDER / "sensitivity.json"
PAGES: dict[Language, Path] = {
    "en": FOLDER / "sensitivity.md",
    "zh": FOLDER / "sensitivity.zh.md",
}
RUNS = FOLDER.parent / "results" / "sensitivity"
SECTIONS, NUMBERS = 4, 4
SECTION_DESIGN = {"kind": "morris", "trajectories": 12, "sections": True}
NUMBER_DESIGN = {"kind": "morris", "trajectories": 6}
SIZES = (32, 64, 128)
SOBOL_DESIGN = {"kind": "sobol", "points": SIZES[-1]}
SHOWN = 12


def measure() -> None:
    """Run the three steps, and keep the numbers, rounded."""
    names = drawn()
    problem, inputs, outputs = live_both(names, SECTION_DESIGN, RUNS / "sections", progress=True)
    sections = {key: effects(problem, inputs, outputs[key]) for key in OUTPUTS}
    chosen = strongest(sections, SECTIONS)
    some = [name for name in names if section_of(name) in chosen]
    problem, inputs, outputs = live_both(some, NUMBER_DESIGN, RUNS / "numbers", progress=True)
    numbers = {key: effects(problem, inputs, outputs[key]) for key in OUTPUTS}
    few = strongest(numbers, NUMBERS)
    problem, _, outputs = live_both(few, SOBOL_DESIGN, RUNS / "sobol", progress=True)
    told = {
        "how": {
            **PLACE,
            "months": MONTHS,
            "window": WINDOW,
            "names": len(names),
            "version": version(),
            "date": date.today().isoformat(),
        },
        "sections": _by_output(sections),
        "numbers": _by_output(numbers),
        "chosen": {"sections": chosen, "numbers": few, "of": len(some)},
        "sobol": _by_output({key: indices(problem, outputs[key], SIZES) for key in OUTPUTS}),
        "spread": _by_output({key: _spread(outputs[key]) for key in OUTPUTS}),
    }
    KEPT.write_text(as_json(rounded(told, 5)) + "\n", encoding="utf-8")
    for lang in LANGUAGES:
        figure = draw_sensitivity(rounded(told, 5), lang)
        save_picture(figure, FOLDER / "images" / f"sensitivity.{lang}.png")


def _by_output(found: dict[tuple[str, str], Any]) -> dict[str, Any]:
    return {f"{what} {measure}": value for (what, measure), value in found.items()}


def _spread(output: Any) -> dict[str, float]:
    known = output[np.isfinite(output)]
    return {"mean": float(known.mean()), "sd": float(known.std(ddof=1)), "n": len(known)}


# ---- the pages -----------------------------------------------------------------------------------

WORDS = FOLDER / "sensitivity.toml"


def page(lang: Language, told: dict[str, Any]) -> str:
    """Return a page, from the numbers that were kept."""
    sobol = told["sobol"]
    sections = ", ".join(f"`{name}`" for name in told["chosen"]["sections"])
    about = {
        **told["how"],
        "shown": SHOWN,
        "sections": sections,
    }
    about |= {"of": told["chosen"]["of"], "count": len(told["chosen"]["numbers"])}
    about["blocks"] = next(iter(sobol.values()))[-1]["blocks"]
    about["widest"] = max(max(sizes[-1]["total_confidence"]) for sizes in sobol.values())
    about["spread"] = "; ".join(
        f"{output_label(output, lang)} {100.0 * row['sd']:.1f}"
        for output, row in told["spread"].items()
    )
    words = words_of(WORDS, lang)
    first = OUTPUT_KEYS[0]
    parts = [words["top"].format(**about)]
    for key in ("sections", "numbers"):
        trajectories = told[key][first]["trajectories"]
        parts += [
            words[key].format(**about, trajectories=trajectories),
            _effects(told[key], lang),
        ]
    parts += [words["sobol"].format(**about), _indices(told, lang)]
    parts += [words["growth"].format(**about), _growth(told, lang), words["end"]]
    return "\n\n".join(parts) + "\n"


OUTPUT_KEYS = tuple(f"{what} {measure}" for what, measure in OUTPUTS)


def _effects(found: dict[str, Any], lang: Language) -> str:
    """Return the largest effects of each output side by side."""
    heads, columns = [], []
    for output in OUTPUT_KEYS:
        told = found[output]
        rows = zip(told["effect"], told["confidence"], told["names"], strict=True)
        order = sorted(rows, reverse=True)[:SHOWN]
        heads.append(output_label(output, lang))
        columns.append(
            [f"`{name}` {100.0 * effect:.2f} ± {100.0 * half:.2f}" for effect, half, name in order]
        )
    return grid(heads, zip(*columns, strict=True))


def _indices(told: dict[str, Any], lang: Language) -> str:
    heads = [say(lang, "sensitivity.number")]
    for output in OUTPUT_KEYS:
        for kind in ("first", "total"):
            heads.append(f"{output_label(output, lang)}: {say(lang, f'sensitivity.{kind}')}")
    rows = []
    for k, name in enumerate(told["chosen"]["numbers"]):
        cells = [f"`{name}`"]
        for output in OUTPUT_KEYS:
            last = told["sobol"][output][-1]
            cells += [
                f"{last[kind][k]:.2f} ± {last[f'{kind}_confidence'][k]:.2f}"
                for kind in ("first", "total")
            ]
        rows.append(cells)
    return grid(heads, rows)


def _growth(told: dict[str, Any], lang: Language) -> str:
    names = told["chosen"]["numbers"]
    heads = [say(lang, "sensitivity.output"), say(lang, "sensitivity.number")]
    sizes = [row["blocks"] for row in told["sobol"][OUTPUT_KEYS[0]]]
    heads += [f"{size} {say(lang, 'sensitivity.blocks').lower()}" for size in sizes]
    rows = []
    for output in OUTPUT_KEYS:
        growing = told["sobol"][output]
        k = max(range(len(names)), key=lambda k: growing[-1]["total"][k])
        cells = [f"{row['total'][k]:.2f} ± {row['total_confidence'][k]:.2f}" for row in growing]
        rows.append([output_label(output, lang), f"`{names[k]}`", *cells])
    return grid(heads, rows)


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or only tell whether they are up to date."""
    return make(Path(__file__).name, arguments, _pages, measure)


def _pages() -> dict[Path, str]:
    told = json.loads(KEPT.read_text(encoding="utf-8"))
    return {path: page(lang, told) for lang, path in PAGES.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
