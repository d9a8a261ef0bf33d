"""Texts about sensitivity and uncertainty, in English and Chinese."""

from __future__ import annotations

__all__ = ["SENSITIVITY_TEXTS"]

SENSITIVITY_TEXTS: dict[str, tuple[str, str]] = {
    "sensitivity.baseline": ("{measure}, baseline", "{measure}（基准）"),
    "sensitivity.difference": (
        "{measure}, gained by the full package",
        "{measure}（全套改革的增量）",
    ),
    "sensitivity.title": (
        "What the headline results hang on: Sobol indices",
        "主要结果取决于什么：Sobol指数",
    ),
    "sensitivity.note": (
        "Above: share of the variance that goes when a number is known (first order), and that stays when "
        "all others are known (total), with 95 % intervals; only the numbers shown move. Below: total "
        "indices of the three strongest by the blocks of the design that are used, with their intervals.",
        "上：已知该数值所消除的方差比例（一阶），以及已知其余全部数值后仍剩余的比例（总效应），含95%区间；仅变动图中各数值。"
        "下：最强三项的总效应指数随所用设计组数的变化及其区间。",
    ),
    "sensitivity.first": ("first order", "一阶"),
    "sensitivity.total": ("total", "总效应"),
    "sensitivity.output": ("Result", "结果"),
    "sensitivity.section": ("Section of the book", "参数簿章节"),
    "sensitivity.number": ("Number", "数值"),
    "sensitivity.effect": ("μ* ± half-width", "μ* ± 半宽"),
    "sensitivity.indices": ("{kind} ± half-width", "{kind} ± 半宽"),
    "sensitivity.blocks": ("Blocks", "组数"),
    "sensitivity.design": ("blocks of the design", "设计组数"),
    "uncertainty.kind": ("Reading of the parameters", "参数取值"),
    "uncertainty.book": ("the book as it is", "参数簿默认值"),
    "uncertainty.calibrated": ("calibrated draws", "校准抽取"),
    "uncertainty.ranges": ("the whole ranges", "整个取值范围"),
    "uncertainty.plausible": ("whole ranges, plausible baselines", "整个范围中基准合理者"),
    "uncertainty.reform": ("Reform", "改革"),
    "uncertainty.mean": ("Mean", "均值"),
    "uncertainty.sd": ("Standard deviation", "标准差"),
    "uncertainty.parameters": ("Parameters", "参数"),
    "uncertainty.society": ("Society", "社会"),
    "uncertainty.luck": ("Luck", "偶然性"),
    "uncertainty.draws": ("Draws", "抽取次数"),
    "uncertainty.negative": ("Draws with a mean below zero", "均值为负的抽取"),
    "uncertainty.seeds": ("Seeds", "种子个数"),
    "uncertainty.error": ("Standard error", "标准误"),
    "uncertainty.half": ("Half-width of the 95 % interval", "95%区间半宽"),
    "uncertainty.needed": ("Seeds for ± {half} points", "±{half}个百分点所需种子数"),
}
