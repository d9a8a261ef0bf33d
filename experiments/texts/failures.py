"""Texts about where reforms fail, in English and Chinese."""

from __future__ import annotations

__all__ = ["FAILURE_TEXTS"]

FAILURE_TEXTS: dict[str, tuple[str, str]] = {
    "help.failures": (
        "Tell in what share of what may be assumed each shipped reform makes things worse.",
        "说明在多大比例的假设取值下，每项改革使情况变差。",
    ),
    "usage.failures": ("gongzhi failures [OPTIONS]", "gongzhi failures [选项]"),
    "help.draws": (
        "Draws of all assumptions at once; 200 if not given, about a quarter of an hour on two cores.",
        "同时抽取全部假设的次数；默认200，双核约需一刻钟。",
    ),
    "help.failures.out": (
        "Folder for draws.parquet and failures.parquet; it appears whole or not at all.",
        "保存 draws.parquet 和 failures.parquet 的文件夹；要么完整写入，要么不写。",
    ),
    "failures.scenario": ("Reform", "改革"),
    "failures.assumption": ("Goes with", "最相关的假设"),
    "failures.note": (
        "Per cent of {n} draws in which the reform makes the measure worse by more than a margin (a "
        "tenth of a point of participation, a point of resolution, 0.001 of evenness); in brackets, of the "
        "{plausible} draws whose baseline is plausible; after the bar, by luck alone. Goes with: the "
        "assumption whose rank goes most with the resolution gained, where chance among so many would not "
        "do as much once in twenty, and the correlation.",
        "数字为改革使指标变差超过界限的抽取比例（%，共{n}次；界限：参与0.1个百分点，解决率1个百分点，均衡度0.001）；"
        "括号内为基准合理的{plausible}次抽取中的比例；竖线后为仅由偶然造成的比例。"
        "最相关的假设：与解决率变化秩相关最强者及其相关系数，仅在其强度难以归于偶然（5%）时列出。",
    ),
}
