"""The pages ``cases.md`` and ``cases.zh.md``: every shipped scenario, and what it was measured to do.

    python docs/make_cases.py              rewrite the pages
    python docs/make_cases.py --check      exit code 1 if one of them is stale
    python docs/make_cases.py --measure    run all scenarios again first (a quarter of an hour on two cores)

Texts come from the scenario files, numbers from ``cases.json``, which only ``--measure`` writes.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pages import grid, make

from gongzhi.experiments import Comparison, compare
from gongzhi.experiments.telling.case_list import grouped_cases
from gongzhi.experiments.telling.looking import Seen, look_at
from gongzhi.experiments.telling.wording import measure_with_unit, number, segment_label, title
from gongzhi.experiments.texts import LANGUAGES, Language, say
from gongzhi.scenarios import Case, Look, load_case

__all__ = ["KEPT", "LOOKED_AT", "PAGES", "main", "measured", "page"]

FOLDER = Path(__file__).parent
KEPT = FOLDER / "cases.json"
PAGES: dict[Language, Path] = {"en": FOLDER / "cases.md", "zh": FOLDER / "cases.zh.md"}
SEEDS = 4
BASELINE = "baseline-2013"
DISTRICT = {"residents": 240_000, "neighbourhoods": 60}
"""Size at which the district and what extends it are measured, with all its streets."""
LOOKED_AT = (
    "participation_rate", "resolution_rate", "backlog", "trust_street", "spending_per_resolved",
)  # fmt: skip
"""Measures of the overview."""

WORDS: dict[str, tuple[str, str]] = {
    "top": (
        "# Cases\n\n[中文](cases.zh.md)\n\nThe scenarios that ship, each a file in "
        "[scenarios/cases](../scenarios/cases) that says only how it differs from the one it extends: "
        "the named scenarios S0 to S9, the cases that the paper of 2014 tells of, and a few more. "
        "`gongzhi scenarios list` lists them, `gongzhi scenarios show NAME` prints one in full.",
        "# 情景与案例\n\n[English](cases.md)\n\n模型自带的情景，每个都是 "
        "[scenarios/cases](../scenarios/cases) 中的一个文件，只写与所继承情景的不同之处：主要情景S0至S9、"
        "2014年论文提到的案例，以及另外几个。`gongzhi scenarios list` 列出全部，"
        "`gongzhi scenarios show 名称` 完整输出一个。",
    ),
    "how": (
        "A case stands in the paper as something that was done; its effect was not measured there. So a "
        "case here is a bundle of levers, put on the same ordinary street as every other, and what comes "
        "out is what the model makes of it: a claim to be doubted, not a finding about that place. "
        "Strengths that no source gives are assumptions and say so. What began before 2013 begins here "
        "with the run, in 2013-01.\n\nHow to read the numbers: mean of the last {window} of {months} "
        "months, difference under the same luck with its 95 % interval over {seeds} seeds; "
        "{residents:,} residents, in districts {district:,}; version {version}, measured {date} with",
        "论文讲述这些案例做了什么，没有测量其效果。因此这里的案例是一组政策变量，放在同一个普通街道上，得到的是"
        "模型推出的结果：可以质疑的推断，不是对该地的结论。没有来源的力度均为假定，并已注明。2013年以前开始的做法，"
        "在这里随运行从2013年1月开始。\n\n如何读数：{months}个月中最后{window}个月的平均，相同偶然性下的差异，附"
        "{seeds}个种子的95 %区间；居民{residents:,}人，"
        "区的情景{district:,}人；版本{version}，测于{date}，命令为",
    ),
    "signs": (
        "A direction (+ or -) is said only where the whole interval lies on that side. 0 means that the "
        "interval holds zero or is within 2 % of what it is compared with: with {seeds} seeds a small "
        "effect can hide there. `tests/test_cases.py` holds every row of the tables against a smaller "
        "street.",
        "方向（+或-）仅在整个区间位于一侧时才写明。0表示区间包含零，或在对照值的2 %以内：仅{seeds}个种子，"
        "小的效果可能看不出来。`tests/test_cases.py` 在较小的街道上检验各表的每一行。",
    ),
    "overview": ("## All at a glance", "## 一览"),
    "against": (
        "Differences from the street of 2013. An asterisk: the interval lies on one side of zero.",
        "与2013年街道的差异。星号：区间位于零的一侧。",
    ),
    "scenario": ("scenario", "情景"),
    "rows": ("Rows: {rows}.", "条目：{rows}。"),
    "extends": ("Extends `{parent}`.", "继承 `{parent}`。"),
    "look": ("look at", "请看"),
    "with": ("against", "对照"),
    "there": ("there", "对照值"),
    "said": ("said", "应为"),
    "seen": ("measured difference", "测得差异"),
    "join": (" ", ""),
}


def words(lang: Language, key: str, **values: Any) -> str:
    """Return a text of the pages."""
    return WORDS[key][LANGUAGES.index(lang)].format(**values)


def page(lang: Language, kept: dict[str, Any]) -> str:
    """Return a page, with the measured numbers that were kept."""
    about = kept["how"]
    seen = {_key(row["scenario"], row): _seen(row) for row in kept["seen"]}
    parts = [words(lang, "top"), words(lang, "how", **about), f"```sh\n{about['command']}\n```"]
    parts += [words(lang, "signs", **about), words(lang, "overview"), words(lang, "against")]
    parts.append(_overview(lang, seen))
    for group, cases in grouped_cases():
        parts.append(f"## {say(lang, group)}")
        for case in cases:
            parts += _case(lang, case, seen)
    return "\n\n".join(parts) + "\n"


def measured() -> dict[str, Any]:
    """Run every scenario that is looked at and its like, and return what was seen, to be kept."""
    shipped = [case for _, some in grouped_cases() for case in some]
    streets = [case for case in shipped if _full(case)]
    district = [load_case(case, **DISTRICT) for case in shipped if _in_district(case)]
    result = compare(*streets, seeds=SEEDS, progress=True)
    overview = [Look(name, "0") for name in LOOKED_AT]
    rows = _rows(result, [(case, (*case.look, *overview)) for case in streets[1:]])
    about_district = compare(*district, seeds=SEEDS, progress=True)
    rows += _rows(about_district, [(case, case.look) for case in district])
    how = {
        "seeds": SEEDS,
        "window": result.window,
        "months": result.months,
        "residents": streets[0].setting.residents,
        "district": DISTRICT["residents"],
        "version": result.manifest["versions"]["gongzhi"],
        "date": date.today().isoformat(),
        "command": "python docs/make_cases.py --measure",
    }
    return {"how": how, "seen": rows}


def main(arguments: list[str]) -> int:
    """Rewrite the pages, or only tell whether they are up to date."""
    return make(Path(__file__).name, arguments, _pages, _measure)


def _pages() -> dict[Path, str]:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return {path: page(lang, kept) for lang, path in PAGES.items()}


def _measure() -> None:
    KEPT.write_text(json.dumps(measured(), indent=1) + "\n", encoding="utf-8", newline="\n")


def _full(case: Case) -> bool:
    """Return whether a scenario is a street over ten years, like the baseline."""
    return (case.months, case.setting.residents) == (120, 100_000)


def _in_district(case: Case) -> bool:
    """Return whether a scenario plays in several streets."""
    return case.setting.streets > 1


def _rows(result: Comparison, looks: list[tuple[Case, Iterable[Look]]]) -> list[dict[str, Any]]:
    """Return what a comparison shows of the looks, each once, to be kept."""
    rows = []
    for case, some in looks:
        for look in {(look.measure, look.segment, look.against): look for look in some}.values():
            seen = look_at(result.series, case.name, look, result.window)
            numbers = {
                name: float(f"{getattr(seen, name):.5g}")
                for name in ("reference", "difference", "low", "high")
            }
            about = {k: getattr(look, k) for k in ("measure", "segment", "against")}
            rows.append({"scenario": case.name, **about, **numbers})
    return rows


def _key(scenario: str, row: dict[str, Any]) -> tuple[str, str, str, str]:
    return scenario, row["measure"], row["segment"], row["against"]


def _seen(row: dict[str, Any]) -> Seen:
    look = Look(row["measure"], "0", row["against"], row["segment"])
    return Seen(look, row["reference"], row["difference"], row["low"], row["high"])


def _overview(lang: Language, seen: dict[Any, Seen]) -> str:
    """Tabulate every scenario that was measured by the measures of the overview."""
    heads = [words(lang, "scenario"), *(measure_with_unit(name, lang) for name in LOOKED_AT)]
    compared = list(dict.fromkeys(s for s, m, _, a in seen if (m, a) == (LOOKED_AT[0], BASELINE)))
    base = [seen[compared[0], name, "all", BASELINE] for name in LOOKED_AT]
    rows = [[f"`{BASELINE}`", *(number(s.reference, s.look.measure) for s in base)]]
    for scenario in compared:
        cells = []
        for name in LOOKED_AT:
            one = seen[scenario, name, "all", BASELINE]
            star = "" if one.low <= 0.0 <= one.high or math.isnan(one.low) else " *"
            cells.append(one.in_words(lang).split(" [")[0] + star)
        rows.append([f"[`{scenario}`](#{scenario})", *cells])
    return grid(heads, rows)


def _case(lang: Language, case: Case, seen: dict[Any, Seen]) -> list[str]:
    """Return heading, text and table of one scenario."""
    note = case.note_zh if lang == "zh" else case.note_en
    about = [words(lang, "rows", rows=", ".join(case.rows))] if case.rows else []
    if parent := _parent(case):
        about.append(words(lang, "extends", parent=parent))
    parts = [f"### {case.name}", f"**{title(case, lang)}**", note.strip()]
    if about:
        parts.append(words(lang, "join").join(about))
    rows = []
    for look in case.look:
        label = measure_with_unit(look.measure, lang)
        if look.segment != "all":
            label = say(lang, "look.of", measure=label, segment=segment_label(look.segment, lang))
        one = seen.get((case.name, look.measure, look.segment, look.against))
        told = (
            ("", "") if one is None else (number(one.reference, look.measure), one.in_words(lang))
        )
        rows.append([label, f"`{look.against}`", told[0], look.sign, told[1]])
    heads = [words(lang, key) for key in ("look", "with", "there", "said", "seen")]
    return [*parts, grid(heads, rows)] if rows else parts


def _parent(case: Case) -> str:
    """Return the scenario that a shipped one extends, as its file says."""
    import tomllib

    from gongzhi.scenarios.shipped import shipped_path

    tables = tomllib.loads(shipped_path(case.name).read_text(encoding="utf-8"))
    return str(tables.get("extends", ""))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
