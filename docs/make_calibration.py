"""The pages ``calibration.md`` and ``calibration.zh.md``: which numbers agree with what was observed.

    python docs/make_calibration.py              rewrite the pages
    python docs/make_calibration.py --check      exit code 1 if one of them is stale
    python docs/make_calibration.py --measure    calibrate first (half an hour on two free cores)

The numbers are kept in ``calibration.json``, which only ``--measure`` writes, with the figures and the
draws that the package ships (``experiments/calibration/draws.csv``). The words stand in
``calibration.toml``.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from pages import grid, make, rounded, words_of

from gongzhi.experiments.calibration.calibrating import Calibration, calibrate
from gongzhi.experiments.calibration.drawing import read_draws
from gongzhi.experiments.calibration.posterior import SHIPPED, write_draws
from gongzhi.experiments.calibration.posterior_tables import (
    PINNED,
    note_of,
    rows_of_parameters,
    rows_of_populations,
    rows_of_targets,
)
from gongzhi.experiments.calibration.targets import TARGETS, simulate
from gongzhi.experiments.figures.posterior import draw_posterior
from gongzhi.experiments.figures.style import save_picture
from gongzhi.experiments.pool import cores, share_out
from gongzhi.experiments.program import version
from gongzhi.experiments.progress import Tick
from gongzhi.experiments.robustness.failing import drawn
from gongzhi.experiments.telling.answers import as_json
from gongzhi.experiments.texts import LANGUAGES, Language, say
from gongzhi.experiments.validation.patterns.pattern import TWO_NEIGHBOURHOODS, World

__all__ = ["KEPT", "PAGES", "main", "page"]

FOLDER = Path(__file__).parent
KEPT = FOLDER / "calibration.json"
DRAWS = FOLDER.parent / "experiments" / "calibration" / SHIPPED
PAGES: dict[Language, Path] = {
    "en": FOLDER / "calibration.md",
    "zh": FOLDER / "calibration.zh.md",
}
HYPERCUBE, SCREENED = 420, 320
"""Points of the hypercube that the whole book is drawn from, and how many of them are run, in its order."""
FIRST_SCREENED, GOES_MOST = 9_000, 5
PAIRS = 8
DIGITS = 5

WORDS = FOLDER / "calibration.toml"


def page(lang: Language, told: dict[str, Any]) -> str:
    """Return a page, from the numbers that were kept."""
    words = words_of(WORDS, lang)
    rows = told["parameters"]
    about = {**told["how"], "parameters": len(rows), "made": len(told["populations"])}
    about |= {"effective": told["populations"][-1]["effective"]}
    apart = told["targets"][-1]
    about |= {"distance": apart["posterior"][1], "default": apart["default"][1]}
    groups = {
        "pinned": [row["name"] for row in rows if row["left"] <= PINNED],
        "open": [row["name"] for row in rows if row["left"] > 0.8],
        "outside": [row["name"] for row in rows if not 0.05 <= row["below"] <= 0.95],
    }
    named = {
        key: ", ".join(f"`{m}`" for m in names) or words["none"] for key, names in groups.items()
    }
    screened = told["screen"]
    parts = [
        words["top"].format(**about),
        words["targets"],
        grid(*rows_of_targets(told, lang)),
        words["parameters"],
        grid(*rows_of_parameters(told, lang)),
        note_of(told, lang),
        words["pinned"].format(**named),
        words["pairs"],
        _pairs(told["pairs"], words),
        words["populations"],
        grid(*rows_of_populations(told, lang)),
        words["chosen"].format(
            all=screened["numbers"], screen=screened["draws"], limit=screened["limit"]
        ),
        _screened(screened, lang, words),
        words["left_out"],
        words["end"].format(**about),
    ]
    return "\n\n".join(parts) + "\n"


def _pairs(pairs: list[dict[str, Any]], words: dict[str, str]) -> str:
    lines = [
        [f"`{pair['first']}`, `{pair['second']}`", f"{pair['rho']:+.2f}"] for pair in pairs[:PAIRS]
    ]
    return grid([words["pair"], words["rho"]], lines)


def _screened(screened: dict[str, Any], lang: Language, words: dict[str, str]) -> str:
    lines = [
        [
            getattr(TARGETS[name], lang),
            ", ".join(f"`{most['name']}` {most['rho']:+.2f}" for most in found),
        ]
        for name, found in screened["targets"].items()
    ]
    return grid([say(lang, "calibrate.target"), words["goes"]], lines)


def screen() -> dict[str, Any]:
    """Draw the whole book, run the world of the patterns, and tell which numbers go with the targets."""
    from scipy.stats import norm, rankdata

    tasks = [
        (FIRST_SCREENED + n, dict(draw)) for n, draw in enumerate(read_draws(HYPERCUBE)[:SCREENED])
    ]
    lived = share_out(_lived, tasks, cores(), 1)
    names = drawn()
    ranks = rankdata([[draw[name] for name in names] for _, draw in tasks], axis=0)
    return _goes_with(ranks, names, lived, float(norm.ppf(1.0 - 0.025 / len(names))))


def _goes_with(
    ranks: np.ndarray, names: list[str], lived: list[dict[str, float]], limit: float
) -> dict[str, Any]:
    from scipy.stats import rankdata

    found: dict[str, Any] = {}
    for target in TARGETS:
        values = np.array([run[target] for run in lived])
        known = np.isfinite(values)
        rho = np.corrcoef(ranks[known].T, rankdata(values[known]))[-1, :-1]
        order = np.argsort(-np.abs(rho))[:GOES_MOST]
        found[target] = [{"name": names[k], "rho": float(rho[k])} for k in order]
    told = {"draws": len(lived), "numbers": len(names), "limit": limit / np.sqrt(len(lived))}
    return {**told, "limit": float(told["limit"]), "targets": found}


def _lived(task: tuple[int, dict[str, float]], _: Tick | None) -> dict[str, float]:
    seed, draw = task
    return simulate(draw, seed, World(TWO_NEIGHBOURHOODS))


def keep(done: Calibration, screened: dict[str, Any]) -> None:
    """Keep the numbers, the draws and the figures."""
    how = {**done.told["how"], "version": version(), "date": date.today().isoformat()}
    told = rounded({**done.told, "how": how, "screen": screened}, DIGITS)
    KEPT.write_text(as_json(told) + "\n", encoding="utf-8")
    write_draws(done.draws, DRAWS, done.told["how"])
    for lang in LANGUAGES:
        figure = draw_posterior(told, done.draws, lang)
        save_picture(figure, FOLDER / "images" / f"posterior.{lang}.png")


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or only tell whether they are up to date."""
    return make(
        Path(__file__).name, arguments, _pages, lambda: keep(calibrate(progress=True), screen())
    )


def _pages() -> dict[Path, str]:
    told = json.loads(KEPT.read_text(encoding="utf-8"))
    return {path: page(lang, told) for lang, path in PAGES.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
