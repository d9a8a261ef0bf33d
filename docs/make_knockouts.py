"""The pages ``knockouts.md`` and ``knockouts.zh.md``: how much of a reform goes through each link.

    python docs/make_knockouts.py              rewrite the pages
    python docs/make_knockouts.py --check      exit code 1 if one of them is stale
    python docs/make_knockouts.py --measure    run all first (ten minutes on two cores)

The numbers are kept in ``knockouts.json``, which only ``--measure`` writes.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from pages import grid, make

from gongzhi.experiments.program import version
from gongzhi.experiments.robustness.knocking_out import knock_out, lines_of
from gongzhi.experiments.telling.answers import as_json
from gongzhi.experiments.texts import LANGUAGES, Language, say

__all__ = ["KEPT", "PAGES", "main", "page"]

FOLDER = Path(__file__).parent
KEPT = FOLDER / "knockouts.json"
PAGES: dict[Language, Path] = {"en": FOLDER / "knockouts.md", "zh": FOLDER / "knockouts.zh.md"}
SCENARIOS = ("baseline-2013", "tangqiao-empowerment", "burden-relief", "full-package")
RUN: dict[str, Any] = {"residents": 20_000, "neighbourhoods": 5, "seeds": 8}
TOP = (
    "# What goes through which link\n\n[中文](knockouts.zh.md)\n\nEach reform runs again beside the "
    "baseline with one link of the loop held at it. What is gone of the effect then had gone through that "
    "link: through what people believe and committees can do (learning), through who takes part, or "
    "through ties. {residents:,} residents, {seeds} seeds, ten years, the last 24 months. Version "
    "{version}, {date}; to repeat: `{command}`.",
    "# 效果经由哪个环节\n\n[English](knockouts.md)\n\n"
    "每项改革再运行一次，把循环中的一个环节逐月保持在基准水平。"
    "此时消失的那部分效果即经由该环节产生：居民的看法与居委会的能力（学习）、谁来参与，或者纽带。"
    "{residents:,}名居民，{seeds}个种子，十年，取最后24个月。版本{version}，{date}；"
    "重复方法：`{command}`。",
)


def page(lang: Language, kept: dict[str, Any]) -> str:
    """Return a page, from the numbers that were kept."""
    table = pd.DataFrame(kept["knockouts"])
    heads = [say(lang, f"knockout.{key}") for key in ("measure", "effect", "interval", "share")]
    parts = [TOP[LANGUAGES.index(lang)].format(**kept["how"], command=_command())]
    for label, mine in table.groupby("scenario", sort=False):
        rows = [
            [f"**{c}**" if bold and c else c for c in cells] for cells, bold in lines_of(mine, lang)
        ]
        parts += [f"## `{label}`", grid(heads, rows)]
    parts.append(say(lang, "knockout.note", seeds=int(table["n"].iloc[0])))
    return "\n\n".join(parts) + "\n"


def _command() -> str:
    size = " ".join(f"--set {name}={RUN[name]}" for name in ("residents", "neighbourhoods"))
    return f"gongzhi knockout {' '.join(SCENARIOS)} --seeds {RUN['seeds']} {size}"


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or only tell whether they are up to date."""
    return make(Path(__file__).name, arguments, _pages, _measure)


def _pages() -> dict[Path, str]:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return {path: page(lang, kept) for lang, path in PAGES.items()}


def _measure() -> None:
    """Run all, and keep the numbers, rounded."""
    table = knock_out(*SCENARIOS, progress=True, **RUN)
    how = {**RUN, "version": version(), "date": date.today().isoformat()}
    rows = table.round(5).to_dict("records")
    KEPT.write_text(as_json({"how": how, "knockouts": rows}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
