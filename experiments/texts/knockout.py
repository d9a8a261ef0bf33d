"""Texts about knock-outs, in English and Chinese."""

from __future__ import annotations

__all__ = ["KNOCKOUT_TEXTS"]

KNOCKOUT_TEXTS: dict[str, tuple[str, str]] = {
    "help.knockout": (
        "Tell how much of a reform's effect goes through learning, participation and ties.",
        "说明改革效果中有多少经由学习、参与和纽带产生。",
    ),
    "usage.knockout": (
        "gongzhi knockout SCENARIO... [OPTIONS]",
        "gongzhi knockout 情景... [选项]",
    ),
    "help.link": (
        "What is held at the baseline: learning, participation or ties; may be repeated; all if not "
        "given.",
        "保持在基准水平的环节：learning 学习、participation 参与、ties 纽带；可重复；默认全部。",
    ),
    "knockout.measure": ("Measure, and what is held", "指标与保持不变的环节"),
    "knockout.effect": ("Effect, and of it gone", "效果（及其中消失的部分）"),
    "knockout.interval": ("95 % interval", "95%区间"),
    "knockout.share": ("Share gone", "消失比例"),
    "knockout.learning": ("learning held", "学习不变"),
    "knockout.participation": ("participation held", "参与不变"),
    "knockout.ties": ("ties held", "纽带不变"),
    "knockout.note": (
        "Held: month by month as in the baseline under the same luck. Gone: what the reform no longer "
        "does then, mean of {seeds} seeds with the 95 % interval. Shares need not sum to one.",
        "保持不变：逐月取同一随机数下基准的数值。消失：此时改革不再产生的效果，"
        "{seeds} 个种子的均值与95%区间。各比例之和不必为一。",
    ),
}
