"""The pages ``failures.md`` and ``failures.zh.md``: where the shipped reforms fail.

    python docs/make_failures.py              rewrite the pages
    python docs/make_failures.py --check      exit code 1 if one of them is stale
    python docs/make_failures.py --measure    make all draws first (half an hour on two cores)

The numbers are kept in ``failures.json``, which only ``--measure`` writes.
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
from gongzhi.experiments.robustness.failing import MARGINS, lines_of, map_failures, note_of
from gongzhi.experiments.robustness.place import MONTHS, PLACE, WINDOW
from gongzhi.experiments.telling.answers import as_json
from gongzhi.experiments.telling.wording import measure_label
from gongzhi.experiments.texts import LANGUAGES, Language, say

__all__ = ["KEPT", "PAGES", "main", "page"]

FOLDER = Path(__file__).parent
KEPT = FOLDER / "failures.json"
PAGES: dict[Language, Path] = {"en": FOLDER / "failures.md", "zh": FOLDER / "failures.zh.md"}
DRAWS = 200
WORDS: dict[str, tuple[str, str]] = {
    "top": (
        "# Where reforms fail\n\n[中文](failures.zh.md)\n\nMost numbers of the parameter book are guesses. "
        "So every shipped reform was run under {draws} other readings of them: all single numbers are "
        "drawn from their ranges at once (a Latin hypercube), the society is founded anew, and "
        "baseline and reforms run under the same luck: {neighbourhoods} neighbourhoods, "
        "{residents:,} residents in all, {months} months after {spin_up} of spin-up, the last "
        "{window} averaged, so that the issues whose resolution is asked for arose when all stages of the "
        "packages held. "
        "Version {version}, {date}; to repeat: `gongzhi failures`.",
        "# 改革何时失败\n\n[English](failures.md)\n\n参数簿中的多数数值是推测。"
        "因此每项自带改革都在另外{draws}组取值下"
        "运行：所有单个数值同时在各自范围内抽取（拉丁超立方），重新生成社会，基准与改革使用相同的随机数，"
        "{neighbourhoods}个居民区共{residents:,}人，预热{spin_up}个月后运行{months}个月，取最后{window}个月平均，"
        "所问的问题均产生于各项改革到位之后。"
        "版本{version}，{date}；重复方法：`gongzhi failures`。",
    ),
    "read": (
        "A reform that fails in a large share of the plausible draws, far beyond what luck does, is one "
        "whose sign the model does not know. A correlation names where to look, not a cause.",
        "若某项改革在合理抽取中失败比例很高，远超偶然所致，则模型无法判断其方向。相关系数只提示线索，不表示因果。",
    ),
}


def page(lang: Language, kept: dict[str, Any]) -> str:
    """Return a page, from the numbers that were kept."""
    table = pd.DataFrame(kept["failures"])
    n = LANGUAGES.index(lang)
    heads = [say(lang, "failures.scenario"), *(measure_label(m, lang) for m in MARGINS)]
    heads.append(say(lang, "failures.assumption"))
    rows = [
        [f"`{name}`", *cells, f"`{most}`" if most else ""] for name, *cells, most in lines_of(table)
    ]
    table_ = grid(heads, [[cell.replace("|", "¦") for cell in row] for row in rows])
    note = note_of(table, lang).replace("竖线", "¦").replace("the bar", "¦")
    top = WORDS["top"][n].format(**kept["how"])
    return "\n\n".join([top, table_, note, WORDS["read"][n]]) + "\n"


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or only tell whether they are up to date."""
    return make(
        Path(__file__).name, arguments, _pages, lambda: keep(map_failures(DRAWS, progress=True))
    )


def _pages() -> dict[Path, str]:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return {path: page(lang, kept) for lang, path in PAGES.items()}


def keep(table: pd.DataFrame) -> None:
    """Keep the numbers, rounded."""
    how = {**PLACE, "months": MONTHS, "window": WINDOW, "draws": int(table["n"].max())}
    how |= {"version": version(), "date": date.today().isoformat()}
    rows = table.round(4).to_dict("records")
    KEPT.write_text(as_json({"how": how, "failures": rows}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
