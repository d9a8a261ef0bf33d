"""Texts of what of the paper is in the model, in English and Chinese."""

from __future__ import annotations

__all__ = ["COVERAGE_TEXTS"]

COVERAGE_TEXTS: dict[str, tuple[str, str]] = {
    "help.coverage": (
        "Look up where a sentence of the source paper is in the model, and what holds it.",
        "查阅论文中的每一条在模型何处，由什么检验。",
    ),
    "usage.coverage": (
        "gongzhi coverage [WORDS...] [OPTIONS]",
        "gongzhi coverage [词语...] [选项]",
    ),
    "help.row": (
        "Ids of the paper's inventory, such as MECH-05, or words in English or Chinese that a row "
        "has; all rows if none is given.",
        "论文条目编号，如 MECH-05；或条目中的词，如停车、parking、¶5；不给则列出全部。",
    ),
    "help.row_kind": (
        "Rows of one kind: CTX, ACT, PLT, MECH, CASE, PROB, PRIN, REF or CLM.",
        "只列一类条目：CTX 背景、ACT 主体、PLT 平台、MECH 机制、CASE 案例、"
        "PROB 问题、PRIN 原则、REF 改革建议或 CLM 论断。",
    ),
    "help.run_contrasts": (
        "Run the contrasts of these rows and tell what moved.",
        "运行这些条目的对比，说明结果如何。",
    ),
    "coverage.unknown": (
        'no row of the paper is called "{id}"; near: {names}',
        "论文没有编号为“{id}”的条目；相近的有：{names}",
    ),
    "coverage.none": (
        'no row of the paper has "{words}"; without words all are listed',
        "论文条目中找不到“{words}”；不给词则列出全部",
    ),
    "coverage.kind": (
        'no kind of row is called "{kind}"; allowed: {names}',
        "没有“{kind}”类条目；可用：{names}",
    ),
    "coverage.silent": (
        "these rows have no contrast to run; rows of MECH, PROB, REF and CLM have",
        "这些条目没有可运行的对比；MECH、PROB、REF、CLM 类条目才有",
    ),
    "coverage.colon": (":", "："),
    "coverage.id": ("Id", "编号"),
    "coverage.says": ("What it says", "内容"),
    "coverage.where": ("Where", "何处"),
    "coverage.paper": ("paper", "论文"),
    "coverage.tests": ("tests", "测试"),
    "coverage.shown": ("held against", "由对比检验"),
    "coverage.breaks": (
        "a condition that is meant to break it; what was seen then",
        "用来打破它的条件，及此时所见",
    ),
    "coverage.measured": ("measured: {seen}, {verdict}", "实测：{seen}，{verdict}"),
    "coverage.reason": ("left out", "未纳入"),
    "coverage.contrast": ("Contrast", "对比"),
    "coverage.claimed": ("Claimed", "所称"),
    "coverage.as claimed": ("as claimed", "与所称相符"),
    "coverage.nothing": ("nothing seen", "看不出变化"),
    "coverage.opposite": ("the opposite of what is claimed", "与所称相反"),
    "coverage.from_to": (
        "{name} from {low} to {high}: {measure}",
        "{name} 由 {low} 到 {high}：{measure}",
    ),
    "coverage.given": ("; given {values}", "；条件：{values}"),
    "coverage.of": ("{measure} of {segment}", "{segment}的{measure}"),
    "coverage.spread": ("{measure}, spread between streets", "{measure}，街道间离散度"),
    "coverage.up": ("higher", "升"),
    "coverage.down": ("lower", "降"),
    "coverage.count": (
        "{count} in all. A row in full: gongzhi coverage ID",
        "共{count}条。查看某条全文：gongzhi coverage 编号",
    ),
    "coverage.note": (
        "Differences from low to high under the same luck, over {seeds} seeds; the last {window} of "
        "{months} months; 95 % intervals.",
        "相同偶然性下由低到高的差异，{seeds}个种子；{months}个月中最后{window}个月；95 % 区间。",
    ),
}
